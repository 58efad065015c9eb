"""Dates that a site shows: on its home page, on every page read, and hints of newer ones that nobody read."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from rules.pages import addresses
from rules.visits import address_key, has_content, place_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rules.facts import Column
    from rules.model import PageVisit
    from rules.visits import Visits

_TODAY = re.compile(r"(?:今天|今日|现在)[是:：]?[^\n]{0,40}")
_IN_ADDRESS = re.compile(r"(?<!\d)(20\d{2})[-/_]?(0[1-9]|1[0-2])[-/_]?([0-2]\d|3[01])(?!\d)")
_HEADLINE = 9
"""A name of so many characters in the body of a home page may be a headline instead of a column."""
_LONG_NAME = 14
"""The same elsewhere in plain sight, where names of columns may be longer."""
_OF_AN_OFFICE = re.compile(
    r"(?:政府|网站?|平台|系统|大厅|[局厅委会院]|中心|专栏|专题|客户端|公众号|热线|信箱|入口|查询)$"
)
"""Names of what a home page points to elsewhere; anything else that is so long may be a headline."""
_DOCUMENT = re.compile(r"^[^?#]*(?:\d{4,}[^/?#]*\.s?html?|/s/[\w-]{8,})(?:$|[?#])")
"""An address elsewhere that looks like that of one document: a picture of the news of another channel leads there."""
_WITH_HEADLINES = ("body", "nav", "tree", "hidden")
_MENU = ("nav", "tree")


class Shown(NamedTuple):
    """One piece of information with its date."""

    title: str
    date: dt.date
    page: PageVisit
    """Where the date stands."""


def shown_at_home(visits: Visits, homes: Iterable[PageVisit], today: dt.date) -> tuple[Shown, ...]:
    """What the home page shows, dated by itself, by the article it leads to, or by a list that names it too."""
    listed = _dates_of_lists(visits)
    found: list[Shown] = []
    for home in homes:
        for title, url, date in _pieces(home):
            if date is not None:
                found.append(Shown(title, date, home))
                continue
            known = _dated_elsewhere(visits, url, listed)
            if known is not None:
                found.append(Shown(title or known.title, known.date, known.page))
    return tuple(piece for piece in found if piece.date <= today)


def unexplained(visits: Visits, home: PageVisit) -> tuple[str, ...]:
    """Links of the home page that may be newer information: neither dated nor columns nor read."""
    listed = _dates_of_lists(visits)
    host = _host(home.final_url)
    found: dict[str, None] = {}
    for title, url, date in _pieces(home):
        if date is not None or url is None:
            continue
        if _host(url) != host:
            is_headline = len(title) >= _LONG_NAME and _OF_AN_OFFICE.search(title) is None
            if is_headline or (not title and _DOCUMENT.search(url) is not None):
                found.setdefault(url)  # news of the place in a paper or on a channel of its own
            continue
        if visits.is_home(url) or _dated_elsewhere(visits, url, listed) is not None or visits.miss(url) is not None:
            continue
        page = visits.page(url)
        if page is None or (page.facts.kind == "article" and page.facts.published is None):
            found.setdefault(url)
    return tuple(found)


def all_dates(visits: Visits, today: dt.date) -> tuple[Shown, ...]:
    """Every date of an entry or an article on the pages read of the site itself, none after today."""
    found: list[Shown] = []
    for page in visits.snapshot.pages:
        if page.offsite or page.facts.outline:
            continue
        found += [Shown(entry.title, entry.date, page) for entry in page.facts.entries if entry.date is not None]
        if page.facts.published is not None:
            found.append(Shown(page.facts.title or page.url, page.facts.published, page))
    return tuple(piece for piece in found if piece.date <= today)


def hints_since(page: PageVisit, since: dt.date, today: dt.date) -> str | None:
    """Words or an address on a page with a day of the stretch, which may be the date of something newer."""
    text = _TODAY.sub(" ", page.facts.text)
    days = [since + dt.timedelta(days=number) for number in range((today - since).days + 1)]
    for day in days:
        for spelled in (f"{day:%m-%d}", f"{day:%m/%d}", f"{day:%m.%d}", f"{day.month}月{day.day}日"):
            if re.search(rf"(?<!\d){re.escape(spelled)}(?!\d)", text):
                return spelled
    for url in addresses(page):
        for year, month, number in _IN_ADDRESS.findall(url):
            try:
                day = dt.date(int(year), int(month), int(number))
            except ValueError:
                continue
            if since <= day <= today:
                return url
    return None


def menu_columns(visits: Visits, home: PageVisit) -> tuple[Column, ...]:
    """Columns of the menu that lead to pages of the site's own host, each address once, the home page left out."""
    host = _host(home.final_url)
    found: dict[str, Column] = {}
    for page in visits.homes:
        for column in page.facts.columns:
            if column.area not in _MENU or column.url is None or _host(column.url) != host:
                continue
            if not visits.is_home(column.url):
                found.setdefault(place_key(column.url), column)
    return tuple(found.values())


def was_read(visits: Visits, column: Column) -> bool:
    """Whether what a column leads to was read, or is provably not there."""
    if column.url is None:
        return False
    opened = visits.open(column.url, column.name)
    page = opened.page
    return page is not None and page.facts.needs_browser is None and has_content(page)


def _pieces(home: PageVisit) -> Iterator[tuple[str, str | None, dt.date | None]]:
    """Entries, headlines and the links that were neither taken for entries nor for columns."""
    facts = home.facts
    for entry in facts.entries:
        yield entry.title, entry.url, entry.date
    for column in facts.columns:
        most = _HEADLINE if column.area == "body" else _LONG_NAME
        if column.area in _WITH_HEADLINES and len(column.name) >= most:
            yield column.name, column.url, None
    for url in facts.links:
        yield "", url, None


def _dates_of_lists(visits: Visits) -> dict[str, Shown]:
    """Address of an entry to its date, from every list read."""
    found: dict[str, Shown] = {}
    for page in visits.snapshot.pages:
        for entry in page.facts.entries:
            if entry.url is not None and entry.date is not None:
                found.setdefault(address_key(entry.url), Shown(entry.title, entry.date, page))
    return found


def _dated_elsewhere(visits: Visits, url: str | None, listed: dict[str, Shown]) -> Shown | None:
    if url is None:
        return None
    page = visits.page(url)
    if page is not None and page.facts.published is not None:
        return Shown(page.facts.title or url, page.facts.published, page)
    return listed.get(address_key(url))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).netloc or "").lower().removeprefix("www.")
    except ValueError:
        return ""
