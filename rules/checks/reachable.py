"""Presence: does the column lead to a page that opens?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.model import Evidence, Facet, MissReason, Problem
from rules.visits import is_gone

if TYPE_CHECKING:
    from rules.inspection import Inspection, Ruling
    from rules.model import Miss, PageVisit

FACET = Facet.PRESENCE
ORDER = 10
_GONE = (404, 410)
_ERROR = 400
_SERVER_ERROR = 500


def check(inspection: Inspection) -> Ruling | None:
    """A page that is gone is ``broken``; a page that was not obtained for any other reason proves nothing."""
    opened = inspection.opened
    if opened.url is None:
        return _heading(inspection)
    if opened.miss is not None:
        return _missed(inspection, opened.miss)
    if opened.stopped_at is not None:
        return inspection.unsure("redirect-not-followed", target=opened.stopped_at)
    if opened.page is None:
        return _not_visited(inspection)
    return _visited(inspection, opened.page)


def _heading(inspection: Inspection) -> Ruling | None:
    """A heading without a link is present when columns stand below it."""
    if inspection.opened.children:
        return None
    return inspection.unsure("heading-without-link")


def _not_visited(inspection: Inspection) -> Ruling:
    """The page was neither obtained nor missed: the crawl ended before it."""
    coverage = inspection.visits.coverage(inspection.standard.id, inspection.item.id)
    reason = coverage.reason if coverage is not None else None
    return inspection.unsure("column-not-visited", miss=str(reason or MissReason.BUDGET))


def _missed(inspection: Inspection, miss: Miss) -> Ruling:
    """Tell what is gone from what could not be obtained."""
    seen_on = inspection.visits.page(inspection.candidate.column.page)
    evidence = [inspection.evidence(seen_on, inspection.place())] if seen_on is not None else []
    passed = inspection.opened.hops[:-1]
    for hop, target in zip(passed, inspection.opened.hops[1:], strict=True):
        stub = inspection.visits.page(hop)
        evidence += [inspection.evidence(stub, target)] if stub is not None else []
    evidence.append(Evidence(url=miss.url, record=miss.record))
    if is_gone(miss):
        return inspection.failed(
            Problem.BROKEN,
            "broken-onward" if passed else "broken",
            *evidence,
            target=miss.url,
            status=miss.status or 404,
            seen_on=_seen_on(inspection),
        )
    if inspection.item.find.kind == "link" and miss.reason in (MissReason.OFFSITE, MissReason.FORBIDDEN_ADDRESS):
        return inspection.passed("link-leads-away", *evidence, target=miss.url)
    return inspection.unsure("column-missed", *evidence, target=miss.url, miss=str(miss.reason), detail=miss.detail)


def _visited(inspection: Inspection, page: PageVisit) -> Ruling | None:
    """A page with an error status or a wall in front of it."""
    if page.status in _GONE:
        return inspection.failed(
            Problem.BROKEN, "broken", target=page.url, status=page.status, seen_on=_seen_on(inspection)
        )
    if page.status >= _ERROR:
        reason = MissReason.HTTP_5XX if page.status >= _SERVER_ERROR else MissReason.HTTP_4XX
        return inspection.unsure("column-missed", target=page.url, miss=str(reason), detail=str(page.status))
    if page.facts.kind == "blocked" or page.facts.block is not None:
        if inspection.item.find.kind == "link" and page.facts.block == "login":
            return None  # a service that asks for a login has opened
        wall = MissReason.LOGIN if page.facts.block == "login" else MissReason.BLOCKED
        return inspection.unsure("column-missed", target=page.url, miss=str(wall), detail=page.facts.block or "")
    return None


def _seen_on(inspection: Inspection) -> str:
    """The page that prints the link."""
    return inspection.candidate.column.page
