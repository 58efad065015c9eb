"""Freshness: was each entry published within so many days of a date printed in it (``within`` and ``of``)?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rules.deadlines import is_surely_over, parse_span
from rules.events import event_of, is_plausible
from rules.model import Facet, PageVisit, Problem
from rules.visits import address_key

if TYPE_CHECKING:
    import datetime as dt

    from rules.deadlines import Span
    from rules.events import Event
    from rules.inspection import Inspection, Ruling
    from rules.workdays import Deadline

FACET = Facet.FRESHNESS
ORDER = 40


class _Timed(NamedTuple):
    """One entry with the event it prints, its last day, and every day on which it may have been published."""

    page: PageVisit
    event: Event
    deadline: Deadline
    days: tuple[dt.date, ...]

    @property
    def published(self) -> dt.date:
        """The day that the page itself shows, else that of the list."""
        return self.days[0]


def check(inspection: Inspection) -> Ruling | None:
    """An article whose printed date lies after the limit is ``late``; what nothing on the site can show is said so.

    A site may print two days for one article, in the list and on the page, or keep another in its meta: it is late
    only where it is late by each of them.
    """
    fresh = inspection.fresh
    if fresh.within is None or fresh.every is not None:
        return None
    limit = parse_span(fresh.within)
    if fresh.of is None:
        return inspection.untestable("not-testable", limit=str(limit))
    articles = _articles(inspection)
    if not articles:
        return inspection.unsure("articles-not-read", limit=str(limit), label=_labels(fresh.of))
    timed = [found for page in articles if (found := _timed(inspection, page, limit)) is not None]
    if not timed:
        return inspection.untestable(
            "label-not-printed", limit=str(limit), label=_labels(fresh.of), number=len(articles)
        )
    return _rule(inspection, limit, timed)


def _rule(inspection: Inspection, limit: Span, timed: list[_Timed]) -> Ruling:
    """Hold each article against its own deadline; the first late one names the problem."""
    late = [each for each in timed if each.published > each.deadline.date]
    proved = [each for each in late if all(is_surely_over(each.deadline, day) for day in each.days)]
    each = (proved or late or timed)[0]
    told: dict[str, str | int] = {
        "limit": str(limit),
        "label": each.event.word,
        "title": each.page.facts.title or each.page.url,
        "event": each.event.day.isoformat(),
        "newest": each.published.isoformat(),
        "due_day": each.deadline.date.isoformat(),
        "entries": len(timed),
    }
    evidence = inspection.evidence(each.page, each.event.quote)
    due, provisional = each.deadline.date, each.deadline.provisional
    if proved:
        return inspection.failed(
            Problem.LATE,
            "published-late",
            evidence,
            due=due,
            provisional=provisional,
            number=len(proved),
            also=told,
        )
    if late:
        code = "late-by-one-date" if any(day <= due for day in each.days) else "late-provisional"
        other = min(each.days).isoformat()
        return inspection.unsure(code, evidence, due=due, provisional=provisional, oldest=other, also=told)
    return inspection.passed("within-limit", evidence, due=due, provisional=provisional, number=len(timed), also=told)


def _labels(of: str) -> str:
    """The words of an event for a sentence, three at most."""
    return "/".join(of.split("|")[:3])


def _timed(inspection: Inspection, page: PageVisit, limit: Span) -> _Timed | None:
    """The article with its clock; ``None`` where it prints no event, or no day of its own."""
    event = event_of(page, inspection.fresh.of or "")
    days = () if event is None else _days(inspection, page, event)
    if event is None or not days or not is_plausible(event, days[0]):
        return None
    return _Timed(page, event, limit.after(event.day, inspection.calendar), days)


def _articles(inspection: Inspection) -> tuple[PageVisit, ...]:
    """Visited articles; a list page that prints the label itself counts as one when it holds no entries."""
    own = tuple(page for page in inspection.opened.everything if page.facts.kind == "article")
    return inspection.opened.all_articles + own


def _days(inspection: Inspection, page: PageVisit, event: Event) -> tuple[dt.date, ...]:
    """The days of publication of an article: as its page shows it, as its list does, as its meta says.

    A meta that lies before the event itself is one of those that migrations put years off.
    """
    address = address_key(page.url)
    listed = [line.date for line in inspection.lines if line.url is not None and address_key(line.url) == address]
    known = [page.facts.published, *listed]
    days = [day for day in known if day is not None]
    meta = page.facts.published_meta
    if days and meta is not None and meta >= event.day:
        days.append(meta)
    return tuple(days)
