"""What a standard that can be used should still have put right before an office relies on it.

``rules.loading`` refuses what cannot be read; here are the remarks on what can: names that two items share, parents
that no column is known by, citations that cite nothing, words of 公开时限 that were not understood.
"""

from __future__ import annotations

import pkgutil
import re
from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from rules import site_checks
from rules.faults import Fault
from rules.hubs import HUBS
from rules.normalise import normalise_name
from rules.problems import line_of, place_of
from rules.standard import Find, Require, base_of
from rules.timelimits import clock_for, read_time_limits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rules.sentences import Sentence
    from rules.standard import Item, Standard

_CITATION = re.compile(r"《[^《》]+》|[〔\[［(]\d{4}[〕\]］)]\d+号|令第?\d+号")
_OPEN_QUOTE = re.compile(r"《[^》]*$|^[^《]*》")
_ARTICLE = re.compile(r"第\s*\d+\s*[条款项]")
_DEMAND = re.compile(r"应当|应该|必须|不得|\b(?:should|must|shall)\b", re.IGNORECASE)


def remarks(standard: Standard, *, name: str, text: str = "", known: Iterable[Standard] = ()) -> tuple[Fault, ...]:
    """Return what should be put right, each with file, line and item.

    Args:
        standard: as read from ``text``.
        name: what to call the file.
        text: the file, to find lines in; without it no lines are named.
        known: the other standards, for rows that say the same as one of theirs and for parents.
    """
    known = tuple(known)
    rows = {f"{other.id}/{item.id}" for other in (*known, standard) for item in other.items}
    names = _names(standard)
    parents = HUBS.union(*(_parents(other) for other in (*known, standard)))
    lines = text.splitlines()
    found: list[Fault] = []
    for position, item in enumerate(standard.items):
        for fault in (*_of_item(item, rows=rows, own=standard), *_of_names(item, names), *_of_parents(item, parents)):
            line = line_of(("item", position, *fault.key.split(".")), lines)
            found.append(msgspec.structs.replace(fault, place=place_of(name, line), item=item.id))
    return tuple(found)


def _fault(code: str, key: str, **values: str | int | Sentence) -> Fault:
    return Fault(code=code, key=key, values=values)


def _of_item(item: Item, *, rows: set[str], own: Standard) -> Iterable[Fault]:
    for basis in item.basis:
        yield from _of_basis(basis)
    for key, value in (("name", item.name), ("name_en", item.name_en)):
        if _DEMAND.search(value):
            yield _fault("demands", key, given=repr(value))
    if item.deadline:
        yield from _of_deadline(item)
    if item.same_as and item.same_as not in rows:
        yield _fault("unknown-row", "same_as", given=repr(item.same_as))
    yield from _of_duties(item, rows=rows, own=own)
    yield from _of_require(item)
    strangers = sorted(set(item.find.seen) - {item.name, *item.find.aliases})
    if strangers:
        yield _fault("strangers", "find.seen", names=", ".join(strangers))


def _of_duties(item: Item, *, rows: set[str], own: Standard) -> Iterable[Fault]:
    """Other rows and checks that an item names and that are not there."""
    if item.column_of and base_of(own, item) is None:
        yield _fault("unknown-base", "column_of", given=repr(item.column_of))
    if item.column_of and msgspec.structs.replace(item.find, kind="list") != Find():
        yield _fault("names-beside-base", "find")
    for duty in item.linked:
        to = duty.to if "/" in duty.to else f"{own.id}/{duty.to}"
        if to not in rows:
            yield _fault("unknown-row", "linked", given=repr(duty.to))
    if item.site is not None and item.site.check not in _site_checks():
        known = ", ".join(_site_checks())
        yield _fault("unknown-check", "site.check", given=repr(item.site.check), known=known)
    if item.site is not None and (item.require != Require() or item.linked or item.column_of):
        yield _fault("site-beside", "site")


def _of_require(item: Item) -> Iterable[Fault]:
    """Demands that can never fail, and keys that no demand uses."""
    require = item.require
    if require.tolerated and require.tolerated >= len(require.each):
        yield _fault("tolerates-all", "require.tolerated", number=len(require.each))
    if require.titled and not require.each:
        yield _fault("unused", "require.titled", other="require.each")
    if require.since_year is not None and not require.headings and require.sums is None:
        yield _fault("unused", "require.since_year", other="require.headings, require.sums")


def _site_checks() -> tuple[str, ...]:
    """The names of the checks over a whole site."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(site_checks.__path__)))


def _of_basis(basis: str) -> Iterable[Fault]:
    if _OPEN_QUOTE.search(basis):
        yield _fault("open-quote", "basis", given=repr(basis))
    elif not _CITATION.search(basis):
        yield _fault("no-citation", "basis", given=repr(basis))
    elif _ARTICLE.search(basis):
        yield _fault("digits", "basis", given=repr(basis))


def _of_deadline(item: Item) -> Iterable[Fault]:
    reading = read_time_limits(item.deadline)
    if reading.unread:
        yield _fault("unread-limit", "deadline", words="；".join(reading.unread))
    clock = clock_for(reading)
    if item.testable and clock is not None and clock.annual_by and not (item.fresh.annual_by or item.fresh.every):
        yield _fault("no-annual-by", "fresh", day=clock.annual_by)


def _of_names(item: Item, names: dict[str, list[str]]) -> Iterable[Fault]:
    """Names that another item has too, names given twice."""
    seen: dict[str, str] = {}
    for printed in (item.name, *item.find.aliases):
        key = normalise_name(printed)
        if key in seen:
            yield _fault("same-name", "find.aliases", given=repr(printed), known=repr(seen[key]))
        seen.setdefault(key, printed)
        others = [other for other in names[key] if other != item.id]
        if item.has_names and others and names[key][0] != item.id:
            where = "name" if printed == item.name else "find.aliases"
            sharers = ", ".join(repr(other) for other in others)
            yield _fault("shared-name", where, given=repr(printed), others=sharers)


def _of_parents(item: Item, parents: frozenset[str]) -> Iterable[Fault]:
    for parent in item.find.under:
        if normalise_name(parent) not in parents:
            yield _fault("unknown-parent", "find.under", given=repr(parent))


def _parents(standard: Standard) -> set[str]:
    """Every normalised name that a column of the standard may have."""
    return {normalise_name(name) for item in standard.items for name in (item.group, item.name, *item.find.aliases)}


def _names(standard: Standard) -> dict[str, list[str]]:
    """For each normalised name the ids of the items that have it, in the order of the file."""
    names: dict[str, list[str]] = defaultdict(list)
    for item in standard.items:
        for key in dict.fromkeys(normalise_name(name) for name in (item.name, *item.find.aliases)):
            if item.has_names:
                names[key].append(item.id)
    return names
