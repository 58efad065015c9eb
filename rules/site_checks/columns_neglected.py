"""Veto: ten or more columns that should be updated and were not for long (19号, 应更新但长期未更新).

The indicators give no number of days. Proven are columns that an item of the sweep gives a clock to and that fail by
it; lists older than ``days`` that no item gives a clock to are for a person to look at.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rules.model import Facet, Outcome, Problem
from rules.site_inspection import Tally
from rules.site_tallies import told

if TYPE_CHECKING:
    from rules.inspection import Ruling
    from rules.site_inspection import JudgedColumn, SiteInspection

FACET = Facet.FRESHNESS


def check(inspection: SiteInspection) -> Ruling:
    """Each column counts once, whatever the number of items it stands for; those of another veto do not count."""
    counted_there = {inspection.row(item) for item in inspection.words("besides")}
    long_ago = inspection.today - dt.timedelta(days=int(inspection.number("days")))
    faults: dict[str, str] = {}
    unread: dict[str, str] = {}
    looked_at: set[str] = set()
    elsewhere = {column.place for row in counted_there if row for column in inspection.columns.get(row, ())}
    for row, columns in inspection.columns.items():
        best = columns[0] if columns else None
        if row in counted_there or best is None or not best.is_sure or best.inspection.item.column_of:
            continue
        if best.place in elsewhere:
            continue
        looked_at.add(best.place)
        state = _state(best, long_ago)
        if state == "stale":
            faults.setdefault(best.place, best.inspection.place())
        elif state == "open":
            unread.setdefault(best.place, best.inspection.place())
    doubtful = tuple(name for place, name in unread.items() if place not in faults)
    if not looked_at:
        return inspection.untestable("no-such-columns")
    tally = Tally(tuple(faults.values()), doubtful)
    return told(inspection, tally, Problem.STALE, code="columns-neglected", counted=len(looked_at))


def _state(column: JudgedColumn, long_ago: dt.date) -> str:
    """``stale``, ``open`` or ``fresh``."""
    ruling, fresh = column.ruling, column.inspection.fresh
    has_clock = fresh.max_age is not None or fresh.every is not None
    if ruling.outcome is Outcome.FAIL:
        return "stale" if ruling.problem is Problem.STALE and has_clock else "fresh"
    if ruling.outcome is Outcome.UNKNOWN:
        return "open"
    newest = column.inspection.newest if column.inspection.opened.page is not None else None
    is_list = column.inspection.item.find.kind == "list" and column.inspection.entries > 0
    old = newest is not None and newest.date is not None and newest.date < long_ago
    return "open" if not has_clock and fresh.annual_by is None and is_list and old else "fresh"
