"""Freshness: was each entry published within so many days of a date printed in it (``within`` and ``of``)?"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from rules.deadlines import parse_span
from rules.model import Facet, PageVisit, Problem
from rules.normalise import simplify

if TYPE_CHECKING:
    from rules.deadlines import Span
    from rules.inspection import Inspection, Ruling
    from rules.workdays import Deadline

FACET = Facet.FRESHNESS
ORDER = 40
_DATE = r"\s*((?:19|20)\d{2})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})"


def check(inspection: Inspection) -> Ruling | None:
    """An article whose printed date lies after the limit is ``late``; what nothing on the site can show is said so."""
    fresh = inspection.fresh
    if fresh.within is None or fresh.every is not None:
        return None
    limit = parse_span(fresh.within)
    if fresh.of is None:
        return inspection.untestable("not-testable", limit=str(limit))
    articles = _articles(inspection)
    if not articles:
        return inspection.unsure("articles-not-read", limit=str(limit), label=fresh.of)
    dated = [
        (page, event, published)
        for page in articles
        if (event := _event(page, fresh.of)) is not None and (published := _published(inspection, page)) is not None
    ]
    if not dated:
        return inspection.untestable("label-not-printed", limit=str(limit), label=fresh.of, number=len(articles))
    return _rule(inspection, limit, dated)


def _rule(inspection: Inspection, limit: Span, dated: list[tuple[PageVisit, dt.date, dt.date]]) -> Ruling:
    """Hold each article against its own deadline; the first late one names the problem."""
    label = inspection.fresh.of or ""
    late: list[tuple[PageVisit, dt.date, dt.date, Deadline]] = []
    for page, event, published in dated:
        deadline = limit.after(event, inspection.calendar)
        if published > deadline.date:
            late.append((page, event, published, deadline))
    if not late:
        page, event, published = dated[0]
        return inspection.passed(
            "within-limit",
            inspection.evidence(page, f"{label} {event.isoformat()}"),
            limit=str(limit),
            label=label,
            number=len(dated),
        )
    page, event, published, deadline = late[0]
    return inspection.failed(
        Problem.LATE,
        "published-late",
        inspection.evidence(page, f"{label} {event.isoformat()}"),
        due=deadline.date,
        provisional=deadline.provisional,
        limit=str(limit),
        label=label,
        title=page.facts.title or page.url,
        event=event.isoformat(),
        newest=published.isoformat(),
        due_day=deadline.date.isoformat(),
        number=len(late),
        entries=len(dated),
    )


def _articles(inspection: Inspection) -> tuple[PageVisit, ...]:
    """Visited articles; a list page that prints the label itself counts as one when it holds no entries."""
    own = tuple(page for page in inspection.opened.everything if page.facts.kind == "article")
    return inspection.opened.all_articles + own


def _event(page: PageVisit, label: str) -> dt.date | None:
    """The date printed behind the label (``a|b``: either), in the metadata table or in the text."""
    for word in label.split("|"):
        for name, value in page.facts.fields.items():
            found = re.match(_DATE, value) if _plain(word) in _plain(name) else None
            if found is not None:
                return _date(found)
        spaced = r"\s*".join(re.escape(letter) for letter in _plain(word))
        found = re.search(rf"{spaced}\s*[:：]?{_DATE}", simplify(page.facts.text))
        if found is not None:
            return _date(found)
    return None


def _date(found: re.Match[str]) -> dt.date | None:
    """The matched day, ``None`` where the calendar has none such."""
    year, month, day = found.groups()[-3:]
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _plain(text: str) -> str:
    """A label without blanks and colons."""
    return re.sub(r"[\s:：]", "", simplify(text))


def _published(inspection: Inspection, page: PageVisit) -> dt.date | None:
    """The day the article was published, as its own page or its list prints it."""
    if page.facts.published is not None:
        return page.facts.published
    for line in inspection.lines:
        if line.url is not None and inspection.visits.page(line.url) is page:
            return line.date
    return None
