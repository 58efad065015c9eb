"""From pydantic's errors to sentences that name file, key and remedy; shared by every file a user writes."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from monitor.language import gettext as _
from monitor.language import marked
from monitor.text import plain
from rules.problems import line_of


class Shape(BaseModel):
    """A table of a user's file: unknown keys are errors, and nothing is converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


_WANTED = (
    ("int_", marked("a whole number without quotes")),
    ("float_", marked("a number without quotes")),
    ("finite_", marked("a number without quotes")),
    ("bool_", marked("true or false without quotes")),
    ("string_too_short", marked("something in it")),
    ("too_short", marked("something in it")),
    ("string_", marked("text in quotes")),
    ("list_", marked('a list in brackets, such as ["…"]')),
    ("model_", marked("a table")),
    ("dict_", marked("a table")),
    ("greater_than_equal", marked("a number that is at least {ge}")),
    ("greater_than", marked("a number above {gt}")),
    ("less_than_equal", marked("a number that is at most {le}")),
)
"""How a kind of error of pydantic begins, and what to write instead; the first that fits."""

Place = Callable[[Sequence[int | str]], str]
"""From the path of a value to the words that name its place in the file."""


def sentences(error: ValidationError, *, place: Place, keys: Mapping[str, Iterable[str]]) -> list[str]:
    """One sentence for each thing that pydantic found.

    Args:
        error: What pydantic raised.
        place: Names the file and the key.
        keys: The keys of each table by the table's own name, ``""`` for the file; for the remedy at unknown keys.
    """
    found = []
    for problem in error.errors(include_url=False):
        location = tuple(problem["loc"])
        message = _message(problem["type"], problem, location=location, keys=keys)
        found.append(f"{place(location)}: {message}")
    return found


def _message(kind: str, problem: Any, *, location: tuple[int | str, ...], keys: Mapping[str, Iterable[str]]) -> str:
    limits: dict[str, Any] = problem.get("ctx") or {}
    given = _shown(problem.get("input"))
    if kind == "extra_forbidden":
        return _unknown(str(location[-1]), location=location, keys=keys)
    if kind == "missing":
        return _("is missing; add it.")
    if kind == "value_error":
        return str(limits["error"])
    if kind == "literal_error":
        choices = str(limits["expected"]).replace("'", "").replace(" or ", ", ")
        return _("is {given}; write one of {choices}.").format(given=given, choices=choices)
    wanted = _wanted(kind, limits)
    return _("is {given}; write {wanted}.").format(given=given, wanted=wanted)


def _wanted(kind: str, limits: Mapping[str, Any]) -> str:
    for beginning, wanted in _WANTED:
        if kind.startswith(beginning):
            return _(wanted).format(**{name: f"{limit:g}" for name, limit in limits.items() if _is_number(limit)})
    return _("another value")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def _unknown(key: str, *, location: tuple[int | str, ...], keys: Mapping[str, Iterable[str]]) -> str:
    tables = [part for part in location[:-1] if isinstance(part, str)]
    known = sorted(keys.get(tables[-1] if tables else "", ()))
    close = difflib.get_close_matches(key, known, n=1)
    if close:
        return _("is not a setting; did you mean {close}?").format(close=close[0])
    return _("is not a setting; remove it or use one of {known}.").format(known=", ".join(known))


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{plain(value, 60)}"'
    if isinstance(value, Mapping):
        return _("a table")
    if isinstance(value, list):
        return _("a list")
    return plain(str(value), 60)


def place_in(name: str, location: Sequence[int | str], text: str) -> str:
    """The file, with the line on which a key or its table stands where that is to be found."""
    line = line_of(tuple(location), text.splitlines()) if text else None
    return f"{name}:{line}" if line else name
