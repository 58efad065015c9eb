"""Freshness: is last year's report there, published by its day (``annual_by``)?"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from rules.deadlines import annual_due, day_in
from rules.inspection import quote_line
from rules.model import Facet, Problem
from rules.normalise import simplify
from rules.years import is_bare_year, is_report, names_any_stretch, years_named

if TYPE_CHECKING:
    from rules.inspection import Inspection, Line, Ruling
    from rules.standard import Item
    from rules.visits import Opened

FACET = Facet.FRESHNESS
ORDER = 20
_OTHER_DUTIES = (
    "网站",
    "新媒体",
    "法治",
    "依法行政",
    "行政执法",
    "预算",
    "决算",
    "绩效",
    "信访",
    "审计",
    "统计公报",
    "建议提案",
)
_DISCLOSURE = re.compile(r"公开|年报|年度报告")
_OWN_DUTY = re.compile(r"(?:信息|政务)公开")


def check(inspection: Inspection) -> Ruling | None:
    """Last year's report missing after its due day is ``late``, and so is one that prints a later date.

    A title says which year it is about; one that names none is about the year before its date. On the due day
    itself nothing is late yet, and a report about a later year settles the matter.
    """
    if inspection.fresh.annual_by is None:
        return None
    year, due = annual_due(inspection.fresh.annual_by, inspection.today)
    lines = [line for line in inspection.lines if not _is_other_duty(line.title, inspection.item)]
    lines = [line for line in lines if years_named(line.within) or _may_be_meant(line.title, inspection.item)]
    reports = [(about, line) for line in lines for about in sorted(_about(line))]
    newer = [line for about, line in reports if year < about < inspection.today.year and _is_over(line, about)]
    wanted = [line for about, line in reports if about == year and _is_over(line, about)]
    in_time = [line for line in wanted if line.date is not None and line.date <= due]
    undated = [line for line in wanted if line.date is None]
    for code, lines in (("annual-in-time", in_time), ("annual-newer", newer), ("annual-undated", undated)):
        if lines:
            return _passed(inspection, code, lines[0], year)
    dated = sorted((line for line in wanted if line.date is not None), key=lambda line: line.date or due)
    if dated:
        return _published_late(inspection, dated[0], year, due)
    return _not_found(inspection, year, due)


def _is_over(line: Line, year: int) -> bool:
    """Whether the year was over, or nearly, when the line was dated: no report on a year is written in its summer."""
    return line.date is None or line.date >= dt.date(year, 12, 1)


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


def _about(line: Line) -> frozenset[int]:
    """The years a line reports on: by its title, by the sub-column it stands in (2025年), by its date."""
    named = years_named(line.title)
    if named:
        return named if is_report(line.title) else frozenset()
    if years_named(line.within):
        return years_named(line.within)
    if line.date is not None and is_report(line.title):
        return frozenset({line.date.year - 1})
    return frozenset()


def _not_found(inspection: Inspection, year: int, due: dt.date) -> Ruling:
    """No report about the year was seen: late, unless it may stand where nobody looked."""
    values: dict[str, str | int] = {"year": year, "due_day": due.isoformat(), "entries": len(inspection.lines)}
    opened = inspection.opened
    named = [
        line
        for line in inspection.lines
        if year in years_named(line.title) and not _is_other_duty(line.title, inspection.item)
    ]
    if named:
        line = named[0]
        return inspection.unsure(
            "annual-unclear", inspection.evidence(line.page, quote_line(line)), due=due, title=line.title, also=values
        )
    if any(_may_hold(child, year) for child in opened.children):
        return inspection.unsure("annual-below", due=due, part=inspection.unread(), also=values)
    if any(page.facts.needs_browser is not None or page.facts.block is not None for page in opened.everything):
        return inspection.unsure("annual-hidden", due=due, also=values)
    if not opened.complete and not _older_follows(inspection, year):
        return inspection.unsure("annual-may-follow", due=due, part=inspection.unread(), also=values)
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


def _is_other_duty(title: str, item: Item) -> bool:
    """Whether a title names another duty's yearly report or a part of a year; many sites keep all in one column."""
    text = simplify(title)
    if names_any_stretch(text, "month") or names_any_stretch(text, "quarter"):
        return True
    own = "".join((item.name, *item.find.aliases))
    words = [word for word in _OTHER_DUTIES if word not in own] + [simplify(word) for word in item.find.never]
    return any(word in text for word in words) and not (_OWN_DUTY.search(text) and _OWN_DUTY.search(own))


def _may_be_meant(title: str, item: Item) -> bool:
    """Whether a title may be the report on disclosure itself: a year's summary of work is something else."""
    if not _OWN_DUTY.search("".join((item.name, *item.find.aliases))):
        return True
    text = simplify(title).strip()
    return _DISCLOSURE.search(text) is not None or is_bare_year(text)


def _may_hold(child: Opened, year: int) -> bool:
    """Whether a sub-column that was not read to its end may hold the report: not one named after other years."""
    if child.complete:
        return False
    named = years_named(child.name)
    return not named or year in named


def _older_follows(inspection: Inspection, year: int) -> bool:
    """Whether the list runs from new to old and has already come to days before the report could exist."""
    dates = [line.date for line in inspection.lines if line.date is not None]
    return inspection.in_order and len(dates) == len(inspection.lines) and min(dates) < dt.date(year + 1, 1, 1)
