"""Freshness: did an entry appear later than the date it prints allows? The two clocks: printed and first seen."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rules.model import Facet, Problem
from rules.visits import address_key, newest_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rules.facts import Entry
    from rules.inspection import Inspection, Ruling
    from rules.model import PageVisit, Sighting

FACET = Facet.FRESHNESS
ORDER = 50
_USUAL_DELAY = 5
"""Working days between the printed date and the page that nobody is blamed for."""
_ANNOUNCEMENT = 5
"""So many more where holidays of the stretch were not announced."""
_ARCHIVE = dt.timedelta(days=400)
"""An entry that prints an older date completes an archive; it hides no missed day."""
_BULK_OF_ONE_DATE = 5
_BULK_OF_ONE_NIGHT = 8
_SIGNED = re.compile(r"成文|发文|签发|印发|制发")
_HABIT = 3
"""Where so many entries, and most of those that came, print a day long past, the list prints another day than that of
publication, such as that of signing."""


def check(inspection: Inspection) -> Ruling | None:
    """Accuse only on proof: an earlier sweep read this list page, and the entry would have stood on it.

    That it would have stood there is shown by an entry below it, not newer by its printed date, which that earlier
    sweep already knew, on a list that runs from new to old. Bulk imports (many new entries with one date, or many in
    one night) are not accused, nor are lists whose dates are habitually old, entries that come from another column's
    folder, and those whose own page prints a later day than the list.
    """
    if inspection.fresh.permanent or not inspection.visits.sightings:
        return None
    suspects = [suspect for page in inspection.opened.everything for suspect in _suspects(inspection, page)]
    of_one_date = Counter((sighting.first_seen, sighting.printed) for _, sighting in suspects)
    of_one_night = Counter(sighting.first_seen for _, sighting in suspects)
    accused = [
        (page, sighting)
        for page, sighting in suspects
        if of_one_date[sighting.first_seen, sighting.printed] < _BULK_OF_ONE_DATE
        and of_one_night[sighting.first_seen] < _BULK_OF_ONE_NIGHT
    ]
    if not accused:
        return None
    page, sighting = accused[0]
    printed = sighting.printed.isoformat() if sighting.printed else ""
    return inspection.failed(
        Problem.BACKDATED,
        "backdated",
        inspection.evidence(page, f"{sighting.title} {printed}"),
        title=sighting.title,
        printed=printed,
        page=page.url,
        covered=sighting.covered_before.isoformat() if sighting.covered_before else "",
        first_seen=sighting.first_seen.isoformat(),
        number=len(accused),
    )


def _suspects(inspection: Inspection, page: PageVisit) -> Iterator[tuple[PageVisit, Sighting]]:
    """Entries of a page that were not there when they should have been."""
    sightings = inspection.visits.sightings
    entries = page.facts.entries
    if not newest_first([entry.date for entry in entries if entry.date is not None]):
        return
    came = [seen for entry in entries if (seen := sightings.get(_key(entry))) is not None and seen.covered_before]
    late = [seen for seen in came if _came_late(inspection, seen, page)]
    if len(late) >= _HABIT and len(late) * 2 > len(came) and _on_several_nights(late):
        return
    for position, entry in enumerate(entries):
        sighting = sightings.get(_key(entry))
        if sighting is None or not _came_late(inspection, sighting, page):
            continue
        below = entries[position + 1 :]
        known = any(_was_known(sightings.get(_key(other)), sighting, page) for other in below)
        others = [other for other in entries if other is not entry]
        if known and _is_at_home(entry, others) and not _dated_otherwise(inspection, entry):
            yield page, sighting


def _on_several_nights(late: Iterable[Sighting]) -> bool:
    """Whether they did not all come at once, as what was hidden from one inspection would."""
    return len({seen.first_seen for seen in late}) > 1


def _came_late(inspection: Inspection, sighting: Sighting, page: PageVisit) -> bool:
    """Whether the page was read without the entry, well after the date that the entry prints."""
    printed, covered = sighting.printed, sighting.covered_before
    if printed is None or covered is None or address_key(sighting.page) != address_key(page.url):
        return False
    # On the oldest day that the page showed, others of that day may have stood on the next page.
    if sighting.listed_from is None or printed <= sighting.listed_from or sighting.first_seen - printed > _ARCHIVE:
        return False
    calendar = inspection.calendar
    announced = calendar.is_announced(printed) and calendar.is_announced(covered)
    usual = _USUAL_DELAY + (0 if announced else _ANNOUNCEMENT)
    return calendar.workdays_between(printed, covered) > usual


def _was_known(below: Sighting | None, sighting: Sighting, page: PageVisit) -> bool:
    """Whether an entry below was seen on this page by the earlier sweep, and is not newer by its date."""
    return (
        below is not None
        and below.printed is not None
        and sighting.printed is not None
        and sighting.covered_before is not None
        and address_key(below.page) == address_key(page.url)
        and below.first_seen <= sighting.covered_before
        and below.printed <= sighting.printed
    )


def _is_at_home(entry: Entry, others: Iterable[Entry]) -> bool:
    """Whether an entry lies in a folder where others of the list lie; what lies elsewhere was published there first."""
    folders = {_folder(other.url) for other in others if other.url is not None}
    return entry.url is None or not folders or _folder(entry.url) in folders


def _folder(url: str) -> str:
    """Host and folder of an address without the folders that are numbers or days."""
    parts = urlsplit(url)
    names = [name for name in parts.path.split("/")[:-1] if name and not re.search(r"\d", name)]
    return "/".join([(parts.hostname or "").lower(), *names])


def _dated_otherwise(inspection: Inspection, entry: Entry) -> bool:
    """Whether the entry's own page tells that the list does not print the day of publication.

    It shows a later day, or the list's is that of signing and the page shows none of publication. A later day in the
    page's meta excuses nothing: a date put back keeps it.
    """
    page = inspection.visits.page(entry.url) if entry.url is not None else None
    if page is None or entry.date is None:
        return False
    shown = page.facts.published
    if shown is not None:
        return shown > entry.date
    signed = [value for name, value in page.facts.fields.items() if _SIGNED.search(name)]
    return any(_is_day(value, entry.date) for value in signed)


def _is_day(text: str, day: dt.date) -> bool:
    """Whether a text begins with that day."""
    found = re.match(r"\s*(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})", text)
    return found is not None and tuple(map(int, found.groups())) == (day.year, day.month, day.day)


def _key(entry: Entry) -> str:
    """By what an entry is known from night to night."""
    return entry.url or entry.title
