"""Freshness: is the newest entry not older than ``max_age``?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rules.deadlines import age, parse_span
from rules.inspection import quote_line
from rules.model import Facet, Problem

if TYPE_CHECKING:
    from rules.deadlines import Span
    from rules.inspection import Inspection, Line, Ruling

FACET = Facet.FRESHNESS
ORDER = 10
_ANNOUNCEMENT = 5
"""Working days that a holiday still to be announced may take out of an age."""
_TODAY = re.compile(r"(?:今天|今日|现在)[是:：]?[^\n]{0,40}")
"""The line that tells the visitor what day it is."""
_PRINTED_DATE = re.compile(r"(?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}|[\[(（【]\d{1,2}-\d{1,2}[\])）】]")


def check(inspection: Inspection) -> Ruling | None:
    """Too old is ``stale``; what prints no date at all is ``undated``, which counts as not updated."""
    if inspection.fresh.max_age is None:
        return None
    limit = parse_span(inspection.fresh.max_age)
    newest = inspection.newest
    if newest is None or newest.date is None:
        return _undated(inspection, limit)
    days = age(newest.date, limit, inspection.today, inspection.calendar)
    deadline = limit.after(newest.date, inspection.calendar)
    provisional = limit.unit == "wd" and deadline.provisional
    evidence = inspection.evidence(newest.page, quote_line(newest))
    values: dict[str, str | int] = {
        "title": newest.title,
        "newest": newest.date.isoformat(),
        "age": days,
        "limit": str(limit),
        "entries": len(inspection.lines),
        "today": inspection.today.isoformat(),
    }
    if days <= limit.number:
        return inspection.passed("fresh", evidence, provisional=provisional, also=values)
    presumed = provisional and days <= limit.number + _ANNOUNCEMENT
    doubt = "age-provisional" if presumed else _doubt(inspection, newest)
    if doubt is not None:
        return inspection.unsure(doubt, evidence, part=inspection.unread(), also=values)
    return inspection.failed(Problem.STALE, "stale", evidence, provisional=provisional, also=values)


def _doubt(inspection: Inspection, newest: Line) -> str | None:
    """Why something newer may stand where nobody looked; ``None`` where that cannot be."""
    opened = inspection.opened
    if any(not child.pages and not child.complete for child in opened.children):
        return "newer-may-be-below"
    if any(page.facts.needs_browser is not None or page.facts.block is not None for page in opened.everything):
        return "newer-may-be-hidden"
    if not opened.complete and not inspection.in_order:
        return "newer-may-follow"
    if newest.page.facts.published_meta is not None and newest.page.facts.kind in ("article", "page"):
        shown, hidden = newest.page.facts.published, newest.page.facts.published_meta
        if shown is not None and hidden > shown:
            return "newer-by-meta"
    return None


def _undated(inspection: Inspection, limit: Span) -> Ruling:
    """No line carries a date that has come."""
    values: dict[str, str | int] = {"limit": str(limit), "entries": len(inspection.lines)}
    if inspection.future:
        first = inspection.future[0]
        return inspection.unsure(
            "only-future-dates",
            inspection.evidence(first.page, quote_line(first)),
            title=first.title,
            newest=first.date.isoformat() if first.date else "",
            also=values,
        )
    pages = inspection.opened.everything
    if any(_PRINTED_DATE.search(_TODAY.sub(" ", page.facts.text)) for page in pages):
        return inspection.unsure("dates-not-read", also=values)
    if any(page.facts.needs_browser is not None for page in pages) or not inspection.opened.everything_complete:
        return inspection.unsure("dates-not-seen", part=inspection.unread(), also=values)
    if not inspection.entries and any(page.facts.published_meta is not None for page in pages):
        return inspection.unsure("date-in-meta-only", also=values)
    doubt = _undated_doubt(inspection)
    if doubt is not None:
        return inspection.unsure(doubt, also=values)
    line = inspection.lines[0] if inspection.lines else None
    evidence = inspection.evidence(line.page, line.title) if line is not None else inspection.evidence()
    return inspection.failed(Problem.UNDATED, "undated", evidence, also=values)


def _undated_doubt(inspection: Inspection) -> str | None:
    """Why a date may be printed where nobody looked: in the articles of a list, in a list that is not one."""
    linked = [line for line in inspection.lines if line.url is not None and line.url != line.page.url]
    if linked and not inspection.opened.all_articles:
        return "undated-articles-not-read"
    if inspection.item.find.kind == "list" and not inspection.entries:
        return "no-list-read"
    return None
