"""Which further pages an item's column needs before it can be judged: as few as will do.

The pages that are there already are looked at through the same index the judge uses, so both see the same column.
Nothing is concluded here; a want is only a place where the answer may stand.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from crawler.document_wants import documents_to_read
from crawler.link_wants import documents_wanted, lists_wanted, needs_more
from rules.attachments import is_file_address, offered
from rules.deadlines import age, annual_due, parse_span
from rules.elements import missing_labels
from rules.events import may_tell
from rules.inspection import Inspection
from rules.reports import is_of_another_body, reports_on
from rules.visits import has_content, is_gone
from rules.ways import links_to_apply, ways_to_apply
from rules.workdays import Calendar
from rules.years import years_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.model import ColumnCandidate, Role
    from rules.neighbours import Neighbours
    from rules.standard import Item, Standard
    from rules.visits import Opened, Visits

MOST_CHILDREN = 16
"""Sub-columns of one column that are opened for one item."""
MOST_LIST_PAGES = 12
"""Pages of one list that are read for one item."""
MOST_ARTICLES = 5
"""Articles that are read where the answer stands in them; the newest, never a random choice."""
_AT_ONCE = 4
_CALENDAR = Calendar()
_YEAR_AND_A_MONTH = 400


class Want(NamedTuple):
    """A page to ask for."""

    url: str
    role: Role
    via: str | None


def inspect_column(  # noqa: PLR0913 - everything that is known of the item is an argument
    standard: Standard,
    item: Item,
    candidate: ColumnCandidate,
    *,
    visits: Visits,
    as_of: dt.date,
    neighbours: Neighbours | None = None,
) -> Inspection:
    """Open the column that stands for an item, as the judge will, by what was visited so far."""
    return Inspection(
        visits=visits,
        standard=standard,
        item=item,
        candidate=candidate,
        opened=visits.open_column(candidate.column),
        today=as_of,
        calendar=_CALENDAR,
        neighbours=neighbours,
    )


def wants_of(  # noqa: PLR0913 - everything that is known of the item is an argument
    standard: Standard,
    item: Item,
    candidate: ColumnCandidate,
    *,
    visits: Visits,
    as_of: dt.date,
    neighbours: Neighbours | None = None,
) -> tuple[Want, ...]:
    """Return the next pages that could settle an item, given the column that stands for it; empty when settled.

    Args:
        standard: What the item belongs to.
        item: What is to be judged.
        candidate: The column that was matched.
        visits: What was visited so far.
        as_of: The day the sweep judges by.
        neighbours: The columns of the other items, for a row with a duty between two.
    """
    inspection = inspect_column(standard, item, candidate, visits=visits, as_of=as_of, neighbours=neighbours)
    item, opened = inspection.item, inspection.opened
    first = tuple(_itself(opened, candidate.column.page, visits))
    if first or item.find.kind == "link":
        return first
    if opened.url is not None and opened.page is None:
        return ()
    frames = tuple(_frames(opened, visits))
    if frames:
        return frames
    if not _has_substance(item, opened):
        return (*_interfaces(opened, visits), *_children(opened, visits, most=2))
    wants = (*_for_clock(inspection), *_for_labels(item, opened, visits), *_for_documents(inspection))
    return tuple(dict.fromkeys((*wants, *_for_links(inspection), *_for_channel(inspection))))


def _itself(opened: Opened, via: str, visits: Visits, role: Role = "column") -> Iterator[Want]:
    """The page itself, or the target of its redirect."""
    if opened.url is not None and opened.page is None and opened.miss is None and len(opened.hops) <= 1:
        yield Want(opened.url, role, via or None)
    target = opened.stopped_at
    if target is not None and not visits.is_known(target):
        yield Want(target, role, opened.hops[-2] if len(opened.hops) > 1 else opened.url)


def _frames(opened: Opened, visits: Visits) -> Iterator[Want]:
    for page in opened.pages:
        for frame in page.facts.frames:
            if not visits.is_known(frame):
                yield Want(frame, "list-page", page.url)


def _interfaces(opened: Opened, visits: Visits) -> Iterator[Want]:
    """A list interface that the page names, where the page itself shows no list."""
    for page in opened.pages:
        for address in page.facts.list_urls[:1]:
            if not visits.is_known(address):
                yield Want(address, "list-page", page.url)


def _children(opened: Opened, visits: Visits, *, most: int) -> Iterator[Want]:
    """The next sub-columns that were not opened yet, in order of sight."""
    done = sum(child.page is not None or child.miss is not None for child in opened.children)
    left = min(most, MOST_CHILDREN - done)
    via = opened.page.url if opened.page is not None else None
    for child in opened.children:
        if left <= 0:
            return
        for want in _itself(child, via or "", visits):
            left -= 1
            yield want


def _next_page(opened: Opened, visits: Visits) -> Iterator[Want]:
    """The page after the last one read of the own list."""
    if len(opened.pages) >= MOST_LIST_PAGES:
        return
    bodies = {page.sha256 for page in opened.pages[:-1]}
    for page in reversed(opened.pages):
        following = page.facts.pages.next if page.facts.pages is not None else None
        if following is not None and not visits.is_known(following) and page.sha256 not in bodies:
            yield Want(following, "list-page", page.url)
            return


def _articles(opened: Opened, visits: Visits, *, most: int) -> Iterator[Want]:
    """The first articles of the list that were not read."""
    taken = 0
    for page in opened.everything:
        files = {file.url for file in offered(page)}  # crawler.file_wants sees to these
        for entry in page.facts.entries:
            if entry.url is None:
                continue
            taken += 1
            if taken > most:
                return
            if not visits.is_known(entry.url) and entry.url not in files:
                yield Want(entry.url, "article", page.url)


def _for_clock(inspection: Inspection) -> Iterator[Want]:
    """What the item's clock still needs."""
    fresh, opened, visits, as_of = inspection.fresh, inspection.opened, inspection.visits, inspection.today
    if fresh.annual_by is not None:
        yield from _for_annual(inspection, fresh.annual_by)
    elif fresh.max_age is not None:
        limit = parse_span(fresh.max_age)
        newest = inspection.newest
        if newest is None or newest.date is None or age(newest.date, limit, as_of, _CALENDAR) > limit.number:
            yield from _children(opened, visits, most=_AT_ONCE)
            if not inspection.in_order:
                yield from _next_page(opened, visits)
            if not any(line.date for line in inspection.lines):
                yield from _articles(opened, visits, most=3)
    elif fresh.every is not None:
        days = [line.date for line in inspection.lines if line.date is not None]
        yield from _children(opened, visits, most=_AT_ONCE)
        if not days or min(days) > as_of - dt.timedelta(days=_YEAR_AND_A_MONTH):
            yield from _next_page(opened, visits)
    elif fresh.within is not None and fresh.of is not None:
        yield from _for_events(inspection)


def _for_events(inspection: Inspection) -> Iterator[Want]:
    """The articles that print the date that their own limit counts from."""
    if inspection.item.column_of:
        yield from _likeliest(inspection)
        return
    if not inspection.entries:
        yield from _children(inspection.opened, inspection.visits, most=2)
    yield from _articles(inspection.opened, inspection.visits, most=MOST_ARTICLES)


def _likeliest(inspection: Inspection) -> Iterator[Want]:
    """One article of a column that another row reads: a row beside that one asks for little.

    It is the first whose title lets an event be told of the whole body (``rules.events``), else the first of all.
    """
    lines = [line for line in inspection.lines if line.url is not None and not is_file_address(line.url)]
    best = next((line for line in lines if may_tell(line.title)), lines[0] if lines else None)
    read = any(line.url is not None and inspection.visits.page(line.url) is not None for line in lines)
    if best is not None and best.url is not None and not read and not inspection.visits.is_known(best.url):
        yield Want(best.url, "article", best.page.url)


def _for_annual(inspection: Inspection, annual_by: str) -> Iterator[Want]:
    """Last year's report: in the list, in the sub-column of its year, or on a further page of a list not in order."""
    opened, visits, site = inspection.opened, inspection.visits, inspection.visits.snapshot.site
    year, due = annual_due(annual_by, inspection.today)
    for about, line in reports_on(inspection.lines, inspection.item):
        newer = year < about < inspection.today.year
        in_time = about == year and (line.date is None or line.date <= due)
        if newer or (in_time and not is_of_another_body(line.title, site)):
            return
    of_year = [child for child in opened.children if year in years_named(child.name)]
    unnamed = [child for child in opened.children if not years_named(child.name)]
    for child in (*of_year[:2], *unnamed[:MOST_CHILDREN]):
        via = opened.page.url if opened.page is not None else ""
        yield from _itself(child, via, visits)
        if child in of_year:
            yield from _next_page(child, visits)
    days = [entry.date for page in opened.pages for entry in page.facts.entries]
    last = days[-1] if days and all(days) else None
    older_follows = last is not None and last < dt.date(year + 1, 1, 1)
    if not (inspection.in_order and older_follows):
        yield from _next_page(opened, visits)


def _for_labels(item: Item, opened: Opened, visits: Visits) -> Iterator[Want]:
    """Where required elements may stand that the pages read so far do not print.

    A row on another item's column makes do with what is read for that one.
    """
    if not item.require.labels or item.column_of:
        return
    pages = (*opened.everything, *opened.all_articles)
    if not missing_labels(item.require.labels, (page.facts for page in pages)):
        return
    unread = tuple(_articles(opened, visits, most=MOST_ARTICLES))
    yield from unread[:2]
    if not unread:
        yield from _children(opened, visits, most=2)


def _for_documents(inspection: Inspection) -> Iterator[Want]:
    """The documents whose own elements are judged; where none is listed, the sub-columns that may list some."""
    if inspection.item.require.each and not inspection.entries:
        yield from _children(inspection.opened, inspection.visits, most=2)
    for url in documents_to_read(inspection):
        if not inspection.visits.is_known(url):
            yield Want(url, "article", inspection.page.url)


def _for_links(inspection: Inspection) -> Iterator[Want]:
    """What a duty between two columns needs: the lists of both, then the pages of a few documents."""
    if not inspection.item.linked:
        return
    opened, visits = inspection.opened, inspection.visits
    lists: list[Want] = [] if inspection.entries else list(_children(opened, visits, most=2))
    for other in lists_wanted(inspection):
        lists += _itself(other.opened, other.candidate.column.page, visits)
        if other.opened.page is not None or other.opened.url is None:
            lists += _children(other.opened, visits, most=_AT_ONCE)
            lists += _next_page(other.opened, visits) if needs_more(inspection, other) else ()
    yield from lists
    if lists:
        return
    for url, via in documents_wanted(inspection):
        if not visits.is_known(url):
            yield Want(url, "article", via)


def _for_channel(inspection: Inspection) -> Iterator[Want]:
    """What the links to a form or to a file to fill in lead to, where nothing else offers a way to apply."""
    if not inspection.item.require.channel or any(way.state == "works" for way in ways_to_apply(inspection)):
        return
    for page in inspection.opened.everything:
        for _, url in links_to_apply(page)[:2]:
            if not inspection.visits.is_known(url):
                yield Want(url, "file" if is_file_address(url) else "article", page.url)


def _has_substance(item: Item, opened: Opened) -> bool:
    """Whether anything was found below the column that a check could rest on."""
    if item.find.kind == "form":
        return any(page.facts.forms or page.facts.attachments or has_content(page) for page in opened.everything)
    if item.find.kind == "list":
        found = (page.facts.entries or page.facts.attachments for page in opened.everything)
        return any(found) or (not opened.children and any(has_content(page) for page in opened.everything))
    return any(has_content(page) for page in opened.everything)


def is_dead_end(opened: Opened) -> bool:
    """Whether a column leads nowhere, so that another of the same name deserves a look."""
    if opened.url is None:
        return False
    if opened.page is None:
        return opened.miss is not None
    facts = opened.page.facts
    empty = not any(has_content(page) for page in opened.everything) and not opened.children
    return facts.kind == "error" or empty or (opened.miss is not None and is_gone(opened.miss))
