"""Bonus: more than so many surveys and calls for opinions within a year (19号, 调查征集)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rules.consultations import is_result
from rules.model import Facet
from rules.normalise import simplify

if TYPE_CHECKING:
    from rules.inspection import Ruling
    from rules.site_inspection import SiteInspection

FACET = Facet.FRESHNESS


def check(inspection: SiteInspection) -> Ruling:
    """Counts the dated entries of the last year in the columns of that name that were read; a result is no survey."""
    words = [word for mark in inspection.rule.marks for word in mark.split("|")]
    since = inspection.today - dt.timedelta(days=int(inspection.number("within")))
    wanted = int(inspection.number("times"))
    held: dict[str, str] = {}
    for column in inspection.visits.columns:
        if column.url is None or not any(word in simplify(column.name) for word in words):
            continue
        for page in inspection.visits.open(column.url, column.name).pages:
            for entry in page.facts.entries:
                dated = entry.date is not None and since <= entry.date <= inspection.today
                if dated and not is_result(entry.title):
                    held.setdefault(entry.url or entry.title, entry.title)
    if len(held) >= wanted:
        first = next(iter(held.values()))
        return inspection.passed("surveys-held", inspection.evidence(quote=first), number=len(held), wanted=wanted)
    return inspection.untestable("surveys-not-counted", number=len(held), wanted=wanted)
