"""Freshness: did an entry appear later than the date it prints allows? The two clocks: printed and first seen."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from rules.model import Facet, Problem
from rules.visits import address_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.facts import Entry
    from rules.inspection import Inspection, Ruling
    from rules.model import PageVisit, Sighting

FACET = Facet.FRESHNESS
ORDER = 50
_USUAL_DELAY = 5
"""Working days between the printed date and the page that nobody is blamed for."""
_ARCHIVE = dt.timedelta(days=400)
"""An entry that prints an older date completes an archive; it hides no missed day."""
_BULK_OF_ONE_DATE = 5
_BULK_OF_ONE_NIGHT = 20


def check(inspection: Inspection) -> Ruling | None:
    """Accuse only on proof: an earlier sweep read this list page, and the entry would have stood on it.

    That it would have stood there is shown by an entry below it, not newer by its printed date, which that earlier
    sweep already knew. Bulk imports (many new entries with one date, or very many in one night) are not accused.
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
    for position, entry in enumerate(entries):
        sighting = sightings.get(_key(entry))
        if sighting is None or not _came_late(inspection, sighting, page):
            continue
        if any(_was_known(sightings.get(_key(below)), sighting, page) for below in entries[position + 1 :]):
            yield page, sighting


def _came_late(inspection: Inspection, sighting: Sighting, page: PageVisit) -> bool:
    """Whether the page was read without the entry, well after the date that the entry prints."""
    printed, covered = sighting.printed, sighting.covered_before
    if printed is None or covered is None or address_key(sighting.page) != address_key(page.url):
        return False
    if sighting.listed_from is None or printed < sighting.listed_from or sighting.first_seen - printed > _ARCHIVE:
        return False
    return inspection.calendar.workdays_between(printed, covered) > _USUAL_DELAY


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


def _key(entry: Entry) -> str:
    """By what an entry is known from night to night."""
    return entry.url or entry.title
