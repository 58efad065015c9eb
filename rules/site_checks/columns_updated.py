"""Veto: five or more columns of news, notices and documents together not updated in time (19号, 栏目不更新)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.matching import MOST_CANDIDATES
from rules.model import Facet, Outcome, Problem
from rules.normalise import normalise_name
from rules.site_inspection import Tally
from rules.site_tallies import told

if TYPE_CHECKING:
    from rules.inspection import Ruling
    from rules.site_inspection import JudgedColumn, SiteInspection

FACET = Facet.FRESHNESS
_NOT_UPDATED = (Problem.STALE, Problem.UNDATED)
"""未注明信息发布时间的视为不更新; columns that are empty count elsewhere."""


def check(inspection: SiteInspection) -> Ruling:
    """Count columns by the outcome of the item they stand for; of one below another only the upper one counts."""
    columns = [column for item in inspection.words("columns") for column in _own(inspection.judged(item))]
    faults: dict[str, str] = {}
    unread: dict[str, str] = {}
    updated: set[str] = set()
    for column in columns:
        ruling, place, name = column.ruling, column.place, column.inspection.place()
        if ruling.outcome is Outcome.PASS:
            updated.add(place)
        elif column.is_sure and ruling.problem in _NOT_UPDATED and ruling.outcome is Outcome.FAIL:
            faults.setdefault(place, name)
        elif ruling.outcome is Outcome.UNKNOWN or not column.is_sure:
            unread.setdefault(place, name)
    proven = {place: name for place, name in faults.items() if place not in updated}
    doubtful = {place: name for place, name in unread.items() if place not in updated and place not in proven}
    for item in inspection.words("columns"):
        if len(inspection.judged(item)) >= MOST_CANDIDATES:  # no more were looked at, and there may be more
            doubtful[item] = "…"
    counted = len({*updated, *proven, *doubtful})
    if not counted:
        return inspection.untestable("no-such-columns")
    tally = Tally(tuple(proven.values()), tuple(doubtful.values()))
    return told(inspection, tally, Problem.STALE, code="columns-stale", counted=counted)


def _own(columns: tuple[JudgedColumn, ...]) -> list[JudgedColumn]:
    """Columns on the site's own hosts, none below another of them; those of a doubtful name stay open."""
    own = [column for column in columns if not _is_elsewhere(column)]
    names = {normalise_name(column.inspection.column) for column in own if column.is_sure}
    return [
        column
        for column in own
        if names.isdisjoint(normalise_name(parent) for parent in column.candidate.column.parents)
    ]


def _is_elsewhere(column: JudgedColumn) -> bool:
    opened = column.inspection.opened
    if opened.page is not None:
        return opened.page.offsite
    return opened.miss is not None and opened.miss.offsite
