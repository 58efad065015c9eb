"""What pydantic found wrong with a TOML file, as sentences that name file, line, item, key and remedy."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

_HEADER = re.compile(r"^\s*\[\[?\s*([^\[\]#]+?)\s*\]\]?\s*(?:#.*)?$")
_EXPECTED = {
    "string_type": "must be a text in quotes",
    "list_type": 'must be a list in brackets, such as ["…"]',
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
    "bool_type": "must be true or false, without quotes",
    "int_type": "must be a whole number",
    "date_type": "must be a date without quotes, such as 2019-12-03",
}


def sentences(
    error: ValidationError,
    model: type[BaseModel],
    *,
    text: str,
    table: Mapping[str, Any],
    name: str,
) -> list[str]:
    """Return one sentence for each thing wrong, in the order of the file.

    Args:
        error: what pydantic raised.
        model: what the file was held against, for the names of the known keys.
        text: the file, to find lines in.
        table: the parsed file, to name the items by their ids.
        name: what to call the file.
    """
    lines = text.splitlines()
    found: list[tuple[int, str]] = []
    known = keys_of(model)
    for detail in error.errors(include_url=False):
        location = tuple(part for part in detail["loc"] if part != "[key]")
        line = line_of(location, lines)
        place = f"{name}:{line}" if line else name
        found.append((line or 0, f"{place}: {_subject(location, table)}{_what(detail, location, known)}"))
    return [sentence for _, sentence in sorted(found, key=lambda pair: pair[0])]


def _subject(location: tuple[int | str, ...], table: Mapping[str, Any]) -> str:
    """The item and the key that a problem is about."""
    match location:
        case (str(array), int(index), *rest) if isinstance(table.get(array), list):
            entry = table[array][index] if index < len(table[array]) else None
            identifier = entry.get("id") if isinstance(entry, dict) else None
            who = f"{array} {identifier!r}" if isinstance(identifier, str) and identifier else f"{array} {index + 1}"
            return f"{who}: {_key(rest)} " if rest else f"{who} "
        case ():
            return ""
        case _:
            return f"{_key(location)} "


def _key(parts: Iterable[int | str]) -> str:
    """``("find", "aliases", 0)`` as ``find.aliases[1]``."""
    key = ""
    for part in parts:
        key += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if key else str(part)
    return key


def _what(detail: ErrorDetails, location: tuple[int | str, ...], known: Mapping[str, tuple[str, ...]]) -> str:
    """What is wrong and what to do about it."""
    value = detail["input"]
    context = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            what = (
                "is missing; add it" if location != ("item",) else "is missing: it names no item; add an [[item]] table"
            )
        case "extra_forbidden":
            what = "is no known key; " + _remedy(str(location[-1]), _owner(location), known)
        case "literal_error":
            expected = str(context.get("expected", "")).replace("'", '"').replace(" or ", ", ")
            given = f'"{value}"' if isinstance(value, str) else _kind_of(value)
            what = f"is {given}, but must be one of {expected}"
        case "value_error":
            what = str(context.get("error", detail["msg"]))
        case "too_short":
            what = "is empty; list at least one" if location != ("item",) else "is empty; a standard needs an item"
        case "greater_than_equal":
            what = "must not be negative"
        case kind if kind in _EXPECTED:
            what = f"{_EXPECTED[kind]}, but is {_kind_of(value)}"
        case _:
            what = f"is wrong: {detail['msg']}"
    return what


def _kind_of(value: object) -> str:
    """What a value is, in words of TOML."""
    match value:
        case bool():
            return "true or false"
        case str():
            return f'the text "{value[:40]}"'
        case int() | float():
            return f"the number {value}"
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            return f"the date or time {value}"


def _remedy(key: str, owner: str, known: Mapping[str, tuple[str, ...]]) -> str:
    """The key that may be meant, or the table it belongs to: TOML gives a key to the last table opened above it."""
    close = difflib.get_close_matches(key, known.get(owner, ()), n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]}?"
    upper = owner.rpartition(".")[0]
    if owner and key in known.get(upper, ()):
        return f"it belongs to [{upper or 'the top'}]; write it above [{owner}]"
    listed = known.get(owner, ())
    return f"known keys are {', '.join(listed)}" if listed else "remove it"


def _owner(location: tuple[int | str, ...]) -> str:
    """The table a key stands in, without positions: ``item.find``."""
    return ".".join(str(part) for part in location[:-1] if not isinstance(part, int))


def keys_of(model: type[BaseModel], *, path: str = "") -> dict[str, tuple[str, ...]]:
    """Every table's keys by the table's path without positions: ``item.find`` to ``("aliases", …)``."""
    known = {path: tuple(model.model_fields)}
    for key, field in model.model_fields.items():
        for inner in _models_in(field.annotation):
            known.update(keys_of(inner, path=f"{path}.{key}".strip(".")))
    return known


def _models_in(annotation: object) -> Iterable[type[BaseModel]]:
    """The tables that a type holds, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def line_of(location: tuple[int | str, ...], lines: list[str]) -> int | None:
    """The line, counted from 1, on which a key or its table stands; ``None`` where it is not to be found."""
    if not location:
        return None
    begin, end = 0, len(lines)
    rest = list(location)
    prefix = ""
    anchor: int | None = None
    if len(rest) > 1 and isinstance(rest[1], int):
        prefix = str(rest[0])
        starts = [number for number, line in enumerate(lines) if _header_of(line) == prefix and "[[" in line]
        if rest[1] >= len(starts):
            return None
        begin = anchor = starts[rest[1]]
        end = starts[rest[1] + 1] if rest[1] + 1 < len(starts) else len(lines)
        rest = rest[2:]
    names = [str(part) for part in rest if not isinstance(part, int)]
    for depth in range(len(names), 0, -1):
        found = _find_key(lines, begin, end, (prefix, names[:depth]))
        if found is not None:
            return found + 1
    return anchor + 1 if anchor is not None else None


def _find_key(lines: list[str], begin: int, end: int, wanted: tuple[str, list[str]]) -> int | None:
    """The line between two others on which ``[prefix.names]`` or its key begins."""
    prefix, names = wanted
    full = ".".join(filter(None, (prefix, *names)))
    table = prefix
    for number in range(begin, end):
        header = _header_of(lines[number])
        if header is not None:
            table = header
            if header == full:
                return number
            continue
        key = lines[number].split("=", 1)[0].strip().strip("\"'")
        if "=" in lines[number] and f"{table}.{key}".strip(".") == full:
            return number
    return None


def _header_of(line: str) -> str | None:
    match = _HEADER.match(line)
    return re.sub(r"\s*\.\s*", ".", match[1]).replace('"', "") if match and "=" not in match[1] else None
