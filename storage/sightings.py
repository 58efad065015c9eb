"""The second clock: when each entry of a list was first seen by us, whatever date it prints.

An entry counts by its address, anywhere on the site, so one that moves to another page or comes back is not new.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from rules.model import Sighting
from storage import encoding
from storage.blobs import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rules.facts import Entry
    from rules.model import PageVisit, Snapshot
    from storage.session import Session

_LIST_ROLES = frozenset({"column", "list-page"})


class NewEntry(NamedTuple):
    """An entry that no earlier sweep saw, and what the last reading of its page could have shown."""

    key: int
    page: str
    entry: Entry
    covered: int | None
    listed_from: dt.date | None


def key_of(entry: Entry) -> int:
    """Return the number by which an entry is known; 64 bits, signed as SQLite wants it."""
    return int.from_bytes(digest_of((entry.url or entry.title).encode())[:8], "big", signed=True)


def new_entries(
    session: Session, site: int, snapshot: Snapshot, *, unchanged: frozenset[str] = frozenset()
) -> list[NewEntry]:
    """Return the entries of a snapshot that were never seen before, each once, in order of visit.

    Args:
        session: The open history.
        site: The site's number.
        snapshot: What was collected.
        unchanged: Addresses that read as they did the last time; they hold nothing new.
    """
    lists = [(visit, entries) for visit, entries in _lists_of(snapshot) if visit.url not in unchanged]
    keys = [key_of(entry) for _, entries in lists for entry in entries]
    seen = {
        key
        for (key,) in session.rows(
            "SELECT entry FROM sightings WHERE site = ? AND entry IN (SELECT value FROM json_each(?))",
            (site, msgspec.json.encode(keys).decode()),
        )
    }
    found: list[NewEntry] = []
    for visit, entries in lists:
        covered: tuple[int | None, dt.date | None] | None = None
        for entry in entries:
            key = key_of(entry)
            if key in seen:
                continue
            seen.add(key)
            covered = _last_reading(session, site, visit.url) if covered is None else covered
            found.append(NewEntry(key, visit.url, entry, *covered))
    return found


def remember(session: Session, site: int, sweep: int, entries: Sequence[NewEntry]) -> None:
    """Write down that these entries were first seen in a sweep; their pages are in the inventory by now."""
    session.run_many(
        "INSERT INTO sightings (site, entry, first_sweep, page, covered, listed_from)"
        " SELECT ?1, ?2, ?3, id, ?5, ?6 FROM pages WHERE site = ?1 AND url = ?4",
        [
            (
                site,
                new.key,
                sweep,
                new.page,
                new.covered,
                None if new.listed_from is None else new.listed_from.toordinal(),
            )
            for new in entries
        ],
    )


def sightings_of(session: Session, site: int | None, snapshot: Snapshot, *, today: dt.date) -> tuple[Sighting, ...]:
    """Return the sighting of every entry on the lists of a snapshot, whether recorded yet or not.

    Args:
        session: The open history.
        site: The site's number; ``None`` for one that was never recorded.
        snapshot: What was collected tonight.
        today: The day of tonight's sweep, for entries that are new.
    """
    known = {} if site is None else _known(session, site, snapshot)
    new = {} if site is None else {each.key: each for each in new_entries(session, site, snapshot)}
    days = {number: dt.date.fromisoformat(day) for number, day in session.rows("SELECT id, as_of FROM sweeps")}
    found: dict[int, Sighting] = {}
    for visit, entries in _lists_of(snapshot):
        for entry in entries:
            key = key_of(entry)
            if key in found:
                continue
            if key in known:
                page, first, covered, listed_from = known[key]
            else:
                page, first = visit.url, None
                covered, listed_from = (new[key].covered, new[key].listed_from) if key in new else (None, None)
            found[key] = Sighting(
                page=page,
                title=entry.title,
                url=entry.url,
                printed=entry.date,
                first_seen=today if first is None else days[first],
                covered_before=None if covered is None else days[covered],
                listed_from=listed_from,
            )
    return tuple(found.values())


def _lists_of(snapshot: Snapshot) -> Iterator[tuple[PageVisit, Sequence[Entry]]]:
    for visit in snapshot.pages:
        if visit.role in _LIST_ROLES and visit.facts.entries:
            yield visit, visit.facts.entries


def _last_reading(session: Session, site: int, url: str) -> tuple[int | None, dt.date | None]:
    """Return the last sweep that read a page, and the oldest date that stood on it then."""
    row = session.one("SELECT last_seen, facts FROM pages WHERE site = ? AND url = ? AND status = 200", (site, url))
    if row is None:
        return None, None
    facts = encoding.decode_facts(session.blobs.read(row[1]))
    return row[0], min((entry.date for entry in facts.entries if entry.date is not None), default=None)


def _known(session: Session, site: int, snapshot: Snapshot) -> dict[int, tuple[str, int, int | None, dt.date | None]]:
    keys = [key_of(entry) for _, entries in _lists_of(snapshot) for entry in entries]
    return {
        row[0]: (row[1], row[2], row[3], None if row[4] is None else dt.date.fromordinal(row[4]))
        for row in session.rows(
            "SELECT s.entry, p.url, s.first_sweep, s.covered, s.listed_from FROM sightings s"
            " JOIN pages p ON p.id = s.page"
            " WHERE s.site = ? AND s.entry IN (SELECT value FROM json_each(?))",
            (site, msgspec.json.encode(keys).decode()),
        )
    }
