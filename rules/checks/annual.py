"""Freshness: is last year's report there, published by its day (``annual_by``)?"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rules.deadlines import annual_due, day_in
from rules.inspection import quote_line
from rules.model import Facet, Problem
from rules.reports import is_other_duty, own_reports, reports_on
from rules.years import years_named

if TYPE_CHECKING:
    from rules.inspection import Inspection, Line, Ruling
    from rules.visits import Opened

FACET = Facet.FRESHNESS
ORDER = 20


def check(inspection: Inspection) -> Ruling | None:
    """Last year's report missing after its due day is ``late``, and so is one that prints a later date.

    A title says which year it is about; one that names none is about the year before its date. On the due day
    itself nothing is late yet, and a report about a later year settles the matter.
    """
    if inspection.fresh.annual_by is None:
        return None
    year, due = annual_due(inspection.fresh.annual_by, inspection.today)
    reports = reports_on(inspection.lines, inspection.item)
    newer = [line for about, line in reports if year < about < inspection.today.year]
    all_bodies = [line for about, line in reports if about == year]
    wanted = own_reports(all_bodies, inspection.visits.snapshot.site)
    in_time = [line for line in wanted if line.date is not None and line.date <= due]
    undated = [line for line in wanted if line.date is None]
    for code, lines in (("annual-in-time", in_time), ("annual-newer", newer), ("annual-undated", undated)):
        if lines:
            return _passed(inspection, code, lines[0], year)
    dated = sorted((line for line in wanted if line.date is not None), key=lambda line: line.date or due)
    doubt = _doubt(inspection, year)
    if doubt is not None:
        return inspection.unsure(doubt, due=due, year=year, due_day=due.isoformat(), part=inspection.unread())
    if dated:
        return _published_late(inspection, dated[0], year, due)
    return _others_only(inspection, all_bodies[0], year, due) if all_bodies else _not_found(inspection, year, due)


def _passed(inspection: Inspection, code: str, line: Line, year: int) -> Ruling:
    """The report is there."""
    due = day_in(year + 1, inspection.fresh.annual_by or "")
    return inspection.passed(
        code,
        inspection.evidence(line.page, quote_line(line)),
        due=due,
        year=year,
        due_day=due.isoformat(),
        title=line.title,
        newest=line.date.isoformat() if line.date else "",
    )


def _published_late(inspection: Inspection, line: Line, year: int, due: dt.date) -> Ruling:
    """The report is there and prints a day after the due day."""
    printed = line.date or due
    return inspection.failed(
        Problem.LATE,
        "annual-late",
        inspection.evidence(line.page, quote_line(line)),
        due=due,
        year=year,
        due_day=due.isoformat(),
        title=line.title,
        newest=printed.isoformat(),
        days=(printed - due).days,
    )


def _others_only(inspection: Inspection, line: Line, year: int, due: dt.date) -> Ruling:
    """The list was read to its end and holds the reports of other bodies alone."""
    return inspection.failed(
        Problem.LATE,
        "annual-others-only",
        inspection.evidence(line.page, quote_line(line)),
        due=due,
        year=year,
        due_day=due.isoformat(),
        title=line.title,
        days=(inspection.today - due).days,
    )


def _not_found(inspection: Inspection, year: int, due: dt.date) -> Ruling:
    """No report about the year was seen, and nothing was left unread: late, unless the titles do not tell."""
    values: dict[str, str | int] = {"year": year, "due_day": due.isoformat(), "entries": len(inspection.lines)}
    named = [
        line
        for line in inspection.lines
        if year in years_named(line.title) and not is_other_duty(line.title, inspection.item)
    ]
    if named:
        line = named[0]
        return inspection.unsure(
            "annual-unclear", inspection.evidence(line.page, quote_line(line)), due=due, title=line.title, also=values
        )
    if inspection.lines and all(line.date is None and not years_named(line.title) for line in inspection.lines):
        return inspection.unsure("annual-untold", due=due, also=values)
    newest = inspection.newest
    quote = quote_line(newest) if newest is not None else inspection.place()
    page = newest.page if newest is not None else inspection.page
    return inspection.failed(
        Problem.LATE,
        "annual-missing",
        inspection.evidence(page, quote),
        due=due,
        days=(inspection.today - due).days,
        also=values,
    )


def _doubt(inspection: Inspection, year: int) -> str | None:
    """Why the report, or an earlier one than those seen, may stand where nobody looked."""
    opened = inspection.opened
    if any(_may_hold(child, year) for child in opened.children):
        return "annual-below"
    if any(page.facts.needs_browser is not None or page.facts.block is not None for page in opened.everything):
        return "annual-hidden"
    if not opened.complete and not _older_follows(inspection, year):
        return "annual-may-follow"
    return None


def _may_hold(child: Opened, year: int) -> bool:
    """Whether a sub-column that was not read to its end may hold the report: not one named after other years."""
    if child.complete:
        return False
    named = years_named(child.name)
    return not named or year in named


def _older_follows(inspection: Inspection, year: int) -> bool:
    """Whether the list runs from new to old and has already come to days before the report could exist."""
    own = [line.date for line in inspection.lines if not line.within]
    dates = [date for date in own if date is not None]
    # The last, not the oldest: what is pinned to the top may be as old as it likes.
    return inspection.in_order and len(dates) == len(own) > 0 and dates[-1] < dt.date(year + 1, 1, 1)
