"""The second clock: when each entry of a list was first seen by us, whatever date it prints.

An entry counts by its address and by its title with its date, anywhere on the site, so one that moves to another page,
comes back, or is given another address is not new.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from rules.model import Sighting
from rules.visits import newest_first
from storage import encoding
from storage.blobs import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rules.facts import Entry, PageFacts
    from rules.model import PageVisit, Snapshot
    from storage.session import Session

_LIST_ROLES = frozenset({"column", "list-page"})
_BEGINNING = 14
"""Letters of a title that even a list that cuts them prints."""


class NewEntry(NamedTuple):
    """An entry that no earlier sweep saw, and what the last reading of its page could have shown."""

    keys: tuple[int, ...]
    page: str
    covered: int | None
    listed_from: dt.date | None
    first_sweep: int | None = None
    """Set where the entry is not new, but has a name that is."""


class _Seen(NamedTuple):
    """When and where an entry was first seen."""

    first_sweep: int
    page: str
    covered: int | None
    listed_from: int | None


def keys_of(entry: Entry) -> tuple[int, ...]:
    """Return the numbers by which an entry is known; 64 bits, signed as SQLite wants it.

    By its address, whatever the scheme, and by its title with its date: a site that moves to another scheme or another
    builder publishes nothing anew. By the beginning of a long title too, for one list cuts what the next prints whole.
    """
    names = [entry.url.partition("://")[2]] if entry.url else []
    if entry.date is not None or not names:
        names.append(f"{entry.date} {entry.title}")
    if entry.date is not None and len(entry.title) > _BEGINNING:
        names.append(f"{entry.date} {entry.title[:_BEGINNING]}…")
    return tuple(int.from_bytes(digest_of(name.encode())[:8], "big", signed=True) for name in names)


def new_entries(
    session: Session, site: int, snapshot: Snapshot, *, unchanged: frozenset[str] = frozenset()
) -> list[NewEntry]:
    """Return the entries of a snapshot that were never seen before, or have a new name, in order of visit.

    Args:
        session: The open history.
        site: The site's number.
        snapshot: What was collected.
        unchanged: Addresses that read as they did the last time; they hold nothing new.
    """
    lists = [(visit, entries) for visit, entries in _lists_of(snapshot) if visit.url not in unchanged]
    known = _known(session, site, [key for _, entries in lists for entry in entries for key in keys_of(entry)])
    seen = set(known)
    found: list[NewEntry] = []
    for visit, entries in lists:
        last: _Reading | None = None
        for entry in entries:
            keys = keys_of(entry)
            first = _first(known, keys)
            if not seen.isdisjoint(keys):
                more = tuple(key for key in keys if key not in seen)
                if more and first is not None:
                    found.append(NewEntry(more, first.page, first.covered, _day(first.listed_from), first.first_sweep))
                seen.update(keys)
                continue
            seen.update(keys)
            last = _last_reading(session, site, visit.url) if last is None else last
            # What stood there then was only not noted, such as on a page that was visited for another reason.
            stood = not last.keys.isdisjoint(keys)
            found.append(NewEntry(keys, visit.url, *(None, None) if stood else (last.sweep, last.listed_from)))
    return found


def remember(session: Session, site: int, sweep: int, entries: Sequence[NewEntry]) -> None:
    """Write down that these entries were first seen in a sweep; their pages are in the inventory by now."""
    session.run_many(
        "INSERT OR IGNORE INTO sightings (site, entry, first_sweep, page, covered, listed_from)"
        " SELECT ?1, ?2, ?3, id, ?5, ?6 FROM pages WHERE site = ?1 AND url = ?4",
        [
            (
                site,
                key,
                new.first_sweep or sweep,
                new.page,
                new.covered,
                None if new.listed_from is None else new.listed_from.toordinal(),
            )
            for new in entries
            for key in new.keys
        ],
    )


def sightings_of(
    session: Session, site: int | None, snapshot: Snapshot, *, today: dt.date, sweep: int | None = None
) -> tuple[Sighting, ...]:
    """Return the sighting of every entry on the lists of a snapshot, whether recorded yet or not.

    Args:
        session: The open history.
        site: The site's number; ``None`` for one that was never recorded.
        snapshot: What was collected.
        today: The day of the sweep that collected it, for entries that are new.
        sweep: Its number where it was recorded already and is judged again. What later sweeps saw counts for nothing
            then, and an entry that was not read from its pages that night was covered by no earlier reading.
    """
    lists = list(_lists_of(snapshot))
    known: dict[int, _Seen] = {}
    new: dict[int, NewEntry] = {}
    if site is not None:
        keys_here = [key for _, entries in lists for entry in entries for key in keys_of(entry)]
        known = {
            key: seen
            for key, seen in _known(session, site, keys_here).items()
            if sweep is None or seen.first_sweep <= sweep
        }
        if sweep is None:
            fresh_entries = [each for each in new_entries(session, site, snapshot) if each.first_sweep is None]
            new = {key: each for each in fresh_entries for key in each.keys}
    days = {number: dt.date.fromisoformat(day) for number, day in session.rows("SELECT id, as_of FROM sweeps")}
    found: dict[int, Sighting] = {}
    for visit, entries in lists:
        for entry in entries:
            keys = keys_of(entry)
            if keys[0] in found:
                continue
            first = _first(known, keys)
            # The same title and date under two addresses is one entry, tonight as in any later night.
            fresh = next((new[key] for key in keys if key in new), None)
            covered = first.covered if first else fresh.covered if fresh else None
            listed_from = fresh.listed_from if fresh else None
            if first is not None:
                listed_from = _day(first.listed_from)
            found[keys[0]] = Sighting(
                page=first.page if first else fresh.page if fresh else visit.url,
                title=entry.title,
                url=entry.url,
                printed=entry.date,
                first_seen=today if first is None else days[first.first_sweep],
                covered_before=None if covered is None else days[covered],
                listed_from=listed_from,
            )
    return tuple(found.values())


def _first(known: Mapping[int, _Seen], keys: Iterable[int]) -> _Seen | None:
    """When an entry was first seen under any of its names."""
    return min(
        (known[key] for key in keys if key in known), key=lambda seen: (seen.first_sweep, seen.page), default=None
    )


def _day(ordinal: int | None) -> dt.date | None:
    return None if ordinal is None else dt.date.fromordinal(ordinal)


def _lists_of(snapshot: Snapshot) -> Iterator[tuple[PageVisit, Sequence[Entry]]]:
    for visit in snapshot.pages:
        if visit.role in _LIST_ROLES and visit.facts.entries:
            yield visit, visit.facts.entries


class _Reading(NamedTuple):
    """What the last reading of a page showed; empty where none counts."""

    sweep: int | None = None
    listed_from: dt.date | None = None
    """The date down to which it surely showed everything."""
    keys: frozenset[int] = frozenset()


def _last_reading(session: Session, site: int, url: str) -> _Reading:
    """Return the last sweep that read a page, and what stood on it then.

    A reading by another version of the program counts for nothing: what is new may only be newly understood.
    """
    row = session.one(
        "SELECT p.last_seen, p.facts FROM pages p JOIN sweeps w ON w.id = p.last_seen"
        " WHERE p.site = ? AND p.url = ? AND p.status = 200"
        " AND w.tool_version = (SELECT tool_version FROM sweeps ORDER BY id DESC LIMIT 1)",
        (site, url),
    )
    if row is None:
        return _Reading()
    facts = encoding.decode_facts(session.blobs.read(row[1]))
    keys = frozenset(key for entry in facts.entries for key in keys_of(entry))
    return _Reading(row[0], _shown_down_to(facts), keys)


def _shown_down_to(facts: PageFacts) -> dt.date | None:
    """The date down to which a list page shows everything; ``None`` where its order does not tell.

    Of a list from new to old that is the last date; what is pinned to its top may be much older and says nothing. A
    list without further pages shows everything, in whatever order.
    """
    dates = [entry.date for entry in facts.entries if entry.date is not None]
    if newest_first(dates):
        return dates[-1]
    has_more = facts.pages is not None and (facts.pages.next is not None or facts.pages.total != 1)
    return None if has_more else min(dates, default=None)


def _known(session: Session, site: int, keys: Sequence[int]) -> dict[int, _Seen]:
    return {
        row[0]: _Seen(*row[1:])
        for row in session.rows(
            "SELECT s.entry, s.first_sweep, p.url, s.covered, s.listed_from FROM sightings s"
            " JOIN pages p ON p.id = s.page"
            " WHERE s.site = ? AND s.entry IN (SELECT value FROM json_each(?))",
            (site, msgspec.json.encode(keys).decode()),
        )
    }


def backfill(session: Session) -> None:
    """Note the entries of every stored version of every list, for a history that was begun without sightings.

    What they covered is not known, so nothing can be said against them.
    """
    for site, sweep, facts, url in session.rows(
        "SELECT p.site, v.from_sweep, v.facts, p.url FROM page_versions v JOIN pages p ON p.id = v.page"
        " ORDER BY v.from_sweep, p.id"
    ):
        entries = encoding.decode_facts(session.blobs.read(facts)).entries
        remember(session, site, sweep, [NewEntry(keys_of(entry), url, None, None) for entry in entries])
