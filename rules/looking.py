"""Where it was looked: the pages that a verdict rests on, those that were searched for a column, and those not read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.inspection import Inspection
    from rules.model import Finding, Miss, PageVisit
    from rules.visits import Opened, Visits

Part = Literal["home", "platform", "hub", "walk", "asked", "column", "further", "below", "article", "file", "read"]
"""What a page is for the question: a way in, a hub, a page only walked over for its links, a column that was asked for;
the column itself, a further page of its list, a sub-column, an article or a file of it; any other page of the site."""
_SEARCHED: dict[str, Part] = {"home": "home", "platform": "platform", "hub": "hub", "walk": "walk"}


class LookedAt(msgspec.Struct, frozen=True, kw_only=True):
    """One page, and what it held for the question."""

    url: str
    part: Part
    name: str = ""
    """Of the sub-column, or the title of the page."""
    columns: int = 0
    """Columns that it prints."""
    entries: int = 0
    """Entries of lists."""
    miss: str = ""
    """Why it was not read: a reason of the closed list, or ``unread``; empty where it was."""
    detail: str = ""


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """How the search for the column ended, as the crawl says."""

    status: Literal["visited", "absent", "not-visited", "none"]
    """``none``: the crawl was not asked to look for it."""
    reason: str = ""
    """Why it was cut short."""
    blocked_by: str = ""
    """The page that cut it short."""
    pages: int = 0
    """Pages of the site that were read that night."""
    columns: int = 0
    """Different names of columns that they print."""


def search_of(finding: Finding, visits: Visits) -> Search:
    """How the search ended."""
    record = visits.coverage(finding.standard, finding.item)
    names = {column.name for column in visits.columns}
    pages = len(visits.snapshot.pages)
    if record is None:
        return Search(status="none", pages=pages, columns=len(names))
    return Search(
        status=record.status,
        reason="" if record.reason is None else str(record.reason),
        blocked_by=record.blocked_by or "",
        pages=pages,
        columns=len(names),
    )


def searched(finding: Finding, visits: Visits) -> tuple[LookedAt, ...]:
    """The pages on which a column was looked for, and those that were in the way; each once, ways in first."""
    found: dict[str, LookedAt] = {}
    for page in visits.snapshot.pages:
        part = _SEARCHED.get(page.role)
        if part is not None:
            found.setdefault(page.url, _read(page, part))
    for miss in visits.snapshot.misses:
        if miss.role in _SEARCHED:
            found.setdefault(miss.url, _missed(miss, _SEARCHED[miss.role]))
    record = visits.coverage(finding.standard, finding.item)
    for url in record.urls if record is not None else ():
        read, missed = visits.page(url), visits.miss(url)
        if read is not None:
            found.setdefault(read.url, _read(read, "asked"))
        elif missed is not None:
            found.setdefault(missed.url, _missed(missed, "asked"))
    order = ("home", "platform", "hub", "asked", "walk")
    return tuple(sorted(found.values(), key=lambda one: order.index(one.part)))


def whole_site(visits: Visits) -> tuple[LookedAt, ...]:
    """Every page that a rule about the whole site could look at, in order of visit, and what was missed."""
    pages = [_read(page, _SEARCHED.get(page.role, "read")) for page in visits.snapshot.pages if not page.offsite]
    misses = [_missed(miss, _SEARCHED.get(miss.role, "read")) for miss in visits.snapshot.misses if not miss.offsite]
    return (*pages, *misses)


def opened_for(inspection: Inspection) -> tuple[LookedAt, ...]:
    """The pages of the column that a verdict is about, in order of sight, and what of it was not read.

    Of a heading that leads nowhere it is the page on which it stands.
    """
    found: dict[str, LookedAt] = {}
    for one in _of_column(inspection.opened):
        found.setdefault(one.url, one)
    seen_on = inspection.visits.page(inspection.candidate.column.page)
    if not found and seen_on is not None:
        return (_read(seen_on, _SEARCHED.get(seen_on.role, "read")),)
    return tuple(found.values())


def _of_column(opened: Opened) -> Iterator[LookedAt]:
    yield from _of_part(opened, "column", "")
    for child in opened.children:
        yield from _of_part(child, "below", child.name)
    yield from (_read(page, "article") for page in opened.all_articles)
    yield from (_read(page, "file") for page in opened.all_files)


def _of_part(opened: Opened, part: Part, name: str) -> Iterator[LookedAt]:
    for page in opened.pages:
        first = opened.page is not None and page.url == opened.page.url
        yield msgspec.structs.replace(_read(page, part if first or name else "further"), name=name)
    if opened.miss is not None:
        yield msgspec.structs.replace(_missed(opened.miss, part), name=name)
    yield from (LookedAt(url=url, part=part if name else "further", name=name, miss="unread") for url in opened.unread)


def _read(page: PageVisit, part: Part) -> LookedAt:
    facts = page.facts
    return LookedAt(
        url=page.url,
        part=part,
        name=facts.title or "",
        columns=len(facts.columns),
        entries=len(facts.entries),
        miss="needs-browser" if facts.needs_browser is not None else "",
    )


def _missed(miss: Miss, part: Part) -> LookedAt:
    return LookedAt(url=miss.url, part=part, miss=str(miss.reason), detail=miss.detail)
