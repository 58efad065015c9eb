"""The baseline: failures that an operator has accepted, in a file that is reviewed like code.

One failure a line, sorted, without anything that changes from run to run, so that a difference between two versions
of the file is exactly what was newly accepted or mended.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from pydantic import AfterValidator, Field, ValidationError

from monitor.errors import ConfigurationError
from monitor.files import read_text
from monitor.gate.fingerprints import item_digest, standard_digest
from monitor.language import gettext as _
from monitor.shapes import Shape, sentences
from monitor.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from rules.standard import Standard

SCHEMA = 1
_EXTENDED = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
Identity = tuple[str, str, str, str]
"""Site, standard, item, problem."""


class Accepted(msgspec.Struct, frozen=True, kw_only=True):
    """One failure that does not fail the gate."""

    site: str
    standard: str
    item: str
    problem: str
    name: str = ""
    """The item's name, for whoever reviews the file."""
    since: dt.date | None = None
    """The day it was accepted on."""
    until: dt.date | None = None
    """The last day on which it is accepted; ``None`` for without end."""
    reason: str = ""

    @property
    def identity(self) -> Identity:
        """What it is compared by."""
        return self.site, self.standard, self.item, self.problem

    def expired(self, today: dt.date) -> bool:
        """Whether its last day is over."""
        return self.until is not None and today > self.until


class KnownStandard(msgspec.Struct, frozen=True, kw_only=True):
    """A standard as it was when the baseline was written."""

    id: str
    version: str
    digest: str
    items: dict[str, str]
    """Item id to the digest of what it demanded."""


class Baseline(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file."""

    tool_version: str
    standards: tuple[KnownStandard, ...] = ()
    accepted: tuple[Accepted, ...] = ()

    def by_identity(self) -> dict[Identity, Accepted]:
        """Every accepted failure by what it is compared by."""
        return {entry.identity: entry for entry in self.accepted}

    def standard(self, identifier: str) -> KnownStandard | None:
        """The standard of that id, ``None`` where the baseline was written without it."""
        return next((known for known in self.standards if known.id == identifier), None)


def _day(text: str) -> str:
    try:
        dt.date.fromisoformat(text if _EXTENDED.fullmatch(text) else "")
    except ValueError as error:
        raise ValueError(
            _('is "{given}"; write year-month-day such as 2026-12-31.').format(given=plain(text, 40))
        ) from error
    return text


def _words(text: str) -> str:
    if not text.strip():
        raise ValueError(_("is empty; write something in it or remove it."))
    return text


Words = Annotated[str, AfterValidator(_words)]
Day = Annotated[str, AfterValidator(_day)]


class _AcceptedShape(Shape):
    site: Words
    standard: Words
    item: Words
    problem: Words
    name: str = ""
    since: Day | None = None
    until: Day | None = None
    reason: str = ""


class _StandardShape(Shape):
    id: Words
    version: str
    digest: str
    items: dict[str, str]


class _File(Shape):
    schema_: int = Field(alias="schema")
    tool_version: str
    standards: list[_StandardShape]
    accepted: list[_AcceptedShape]


def load_baseline(path: Path) -> Baseline:
    """Read a baseline.

    Raises:
        ConfigurationError: The file is not there, or not a baseline; with every problem at once.
    """
    return parse_baseline(read_text(path), name=str(path))


def parse_baseline(text: str, *, name: str) -> Baseline:
    """Check and freeze the text of a baseline; ``name`` stands in the messages.

    Raises:
        ConfigurationError: With every problem of the text at once.
    """
    document = _json(text, name)
    schema = document.get("schema")
    if isinstance(schema, int) and not isinstance(schema, bool) and schema > SCHEMA:
        raise ConfigurationError(
            [
                _(
                    "{file}: was written by a newer gongkai (schema {found}, this one knows {known}); upgrade gongkai."
                ).format(file=name, found=schema, known=SCHEMA)
            ]
        )
    try:
        read = _File.model_validate(document)
    except ValidationError as error:
        keys = {
            "": ["schema", "tool_version", "standards", "accepted"],
            "accepted": _AcceptedShape.model_fields,
            "standards": _StandardShape.model_fields,
        }
        raise ConfigurationError(
            sentences(error, place=lambda where: f"{name}: {'.'.join(map(str, where))}", keys=keys)
        ) from error
    problems = _problems(read, name)
    if problems:
        raise ConfigurationError(problems)
    return msgspec.convert(
        {
            "tool_version": read.tool_version,
            "standards": [row.model_dump() for row in read.standards],
            "accepted": [row.model_dump() for row in read.accepted],
        },
        Baseline,
    )


def _json(text: str, name: str) -> dict[str, Any]:
    remedy = _("restore it from your repository, or delete it and run again with --update-baseline")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:  # Also a number of thousands of digits.
        line = getattr(error, "lineno", 1)
        raise ConfigurationError(
            [_("{file}, line {line}: is not JSON; {remedy}.").format(file=name, line=line, remedy=remedy)]
        ) from error
    if not isinstance(document, dict) or "accepted" not in document:
        raise ConfigurationError([_("{file}: is no baseline of gongkai; {remedy}.").format(file=name, remedy=remedy)])
    return document


def _problems(read: _File, name: str) -> list[str]:
    found = []
    if read.schema_ < 1:
        found.append(_("{file}: schema is {given}; write {known}.").format(file=name, given=read.schema_, known=SCHEMA))
    counted = Counter((row.site, row.standard, row.item, row.problem) for row in read.accepted)
    found += [
        _("{file}: {failure} is accepted {count} times; keep one of them.").format(
            file=name, failure=plain("/".join(identity)), count=count
        )
        for identity, count in sorted(counted.items())
        if count > 1
    ]
    ids = Counter(row.id for row in read.standards)
    found += [
        _("{file}: standard {id} stands there {count} times; keep one of them.").format(
            file=name, id=plain(identifier), count=count
        )
        for identifier, count in sorted(ids.items())
        if count > 1
    ]
    return found


def known_standards(standards: Iterable[Standard]) -> tuple[KnownStandard, ...]:
    """Standards as a baseline remembers them, sorted by id."""
    return tuple(
        KnownStandard(
            id=standard.id,
            version=standard.version,
            digest=standard_digest(standard),
            items={item.id: item_digest(item) for item in standard.items},
        )
        for standard in sorted(standards, key=lambda one: one.id)
    )


def baseline_text(baseline: Baseline) -> str:
    """The file: sorted, one accepted failure or one item of a standard a line."""
    standards = [_standard_lines(known) for known in sorted(baseline.standards, key=lambda one: one.id)]
    accepted = ["    " + _line(_row(entry)) for entry in sorted(baseline.accepted, key=lambda one: one.identity)]
    return (
        "{\n"
        f'  "schema": {SCHEMA},\n'
        f'  "tool_version": {_line(baseline.tool_version)},\n'
        f'  "standards": {_list(standards)},\n'
        f'  "accepted": {_list(accepted)}\n'
        "}\n"
    )


def _standard_lines(known: KnownStandard) -> str:
    items = [f"        {_line(item)}: {_line(digest)}" for item, digest in sorted(known.items.items())]
    held = "{\n" + ",\n".join(items) + "\n      }" if items else "{}"
    return (
        "    {\n"
        f'      "id": {_line(known.id)},\n'
        f'      "version": {_line(known.version)},\n'
        f'      "digest": {_line(known.digest)},\n'
        f'      "items": {held}\n'
        "    }"
    )


def _row(entry: Accepted) -> dict[str, str]:
    row = {"site": entry.site, "standard": entry.standard, "item": entry.item, "problem": entry.problem}
    optional = {
        "name": entry.name,
        "since": entry.since.isoformat() if entry.since else "",
        "until": entry.until.isoformat() if entry.until else "",
        "reason": entry.reason,
    }
    return row | {key: value for key, value in optional.items() if value}


def _list(lines: Sequence[str]) -> str:
    return "[\n" + ",\n".join(lines) + "\n  ]" if lines else "[]"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
