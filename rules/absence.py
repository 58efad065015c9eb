"""What follows when nothing was found: a site that is down, an item without a column."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rules.inspection import Ruling, listed
from rules.model import Evidence, Facet, MissReason, Outcome, Problem, Reason
from rules.normalise import normalise_name
from rules.visits import address_key, is_gone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rules.model import PageVisit
    from rules.standard import Item, Standard
    from rules.visits import Visits

_ERROR = 400
_FEWEST_COLUMNS = 3
"""A page that needs scripts and still printed so many columns has shown its navigation."""
_QUOTED_COLUMNS = 30
_WAYS_IN = ("home", "platform")
_MARK_OF_THE_FOOT = re.compile(
    r"conac|beian|miit\.gov|zfwzgl|jiucuo|exposure|weibo|weixin|12377|12321|cyberpolice|webscan", re.IGNORECASE
)
"""Where the pictures at the foot of every site lead."""


def site_down(visits: Visits) -> Ruling | None:
    """Why nothing on this site could be checked; ``None`` where the home page was read."""
    url = visits.snapshot.site.url
    read = [page for page in visits.homes if page.status < _ERROR and page.facts.kind not in ("blocked", "error")]
    if read:
        return None
    home = next(iter(visits.homes), None)
    if home is not None:
        wall = home.facts.kind == "blocked" or home.facts.block is not None
        why = (home.facts.block or "blocked") if wall else f"HTTP {home.status}, {home.facts.title or home.facts.kind}"
        code, values = "home-unreadable", {"url": home.url, "why": why}
        if wall:
            reason = MissReason.LOGIN if home.facts.block == "login" else MissReason.BLOCKED
            code, values = "home-missed", {"url": home.url, "miss": str(reason)}
        return _site_ruling(code, values, Evidence(url=home.url, record=home.record, sha256=home.sha256))
    miss = visits.home_miss
    if miss is not None:
        values = {"url": miss.url, "miss": str(miss.reason), "detail": miss.detail}
        return _site_ruling("home-missed", values, Evidence(url=miss.url, record=miss.record))
    return _site_ruling("home-not-visited", {"url": url}, Evidence(url=url))


def _site_ruling(code: str, values: dict[str, str], evidence: Evidence) -> Ruling:
    """``unknown`` for the whole site."""
    return Ruling(outcome=Outcome.UNKNOWN, reason=Reason(code, {**values}), evidence=(evidence,), facet=Facet.PRESENCE)


def absent(visits: Visits, standard: Standard, item: Item) -> Ruling:
    """No column means the item: ``missing`` only where the crawl proves that it looked everywhere it had to."""
    record = visits.coverage(standard.id, item.id)
    home = visits.homes[0]
    evidence = _ways_seen(visits)
    values: dict[str, str | int] = {"item": item.name, "url": home.url}
    if record is None:
        return _presence(Outcome.UNKNOWN, "not-looked-for", values, evidence)
    if record.status == "not-visited":
        values |= {"url": record.blocked_by or home.url, "miss": str(record.reason or MissReason.BUDGET)}
        return _presence(Outcome.UNKNOWN, "search-cut-short", values, evidence)
    if record.status == "visited":
        values["url"] = record.urls[0] if record.urls else home.url
        return _presence(Outcome.UNKNOWN, "search-unclear", values, evidence)
    unread = _unread_way_in(visits)
    if unread is not None:
        return _presence(Outcome.UNKNOWN, "path-not-read", values | unread, evidence)
    doubt = _doubt_about_home(visits, item)
    if doubt is not None:
        code, url = doubt
        return _presence(Outcome.UNKNOWN, code, values | {"url": url}, evidence)
    values["pages"] = len(evidence) if not record.urls else len(set(record.urls) | {page.url for page in evidence})
    return _presence(Outcome.FAIL, "missing", values, evidence, problem=Problem.MISSING)


@lru_cache(maxsize=1)
def _ways_seen(visits: Visits) -> tuple[Evidence, ...]:
    """The home page and the platform with the columns that they print: evidence for every item that is absent."""
    return tuple(
        Evidence(url=page.url, record=page.record, sha256=page.sha256, quote=_columns_of(page))
        for page in visits.snapshot.pages
        if page.role in _WAYS_IN
    )


def _presence(
    outcome: Outcome,
    code: str,
    values: Mapping[str, str | int],
    evidence: tuple[Evidence, ...],
    *,
    problem: Problem | None = None,
) -> Ruling:
    """A ruling on presence without any column."""
    return Ruling(
        outcome=outcome, problem=problem, reason=Reason(code, dict(values)), evidence=evidence, facet=Facet.PRESENCE
    )


@lru_cache(maxsize=1)
def _unread_way_in(visits: Visits) -> dict[str, str | int] | None:
    """A home or platform page that was not read, whatever the crawl says of its search; 404 and 410 are no way in."""
    for miss in visits.snapshot.misses:
        if miss.role in _WAYS_IN and not is_gone(miss) and visits.page(miss.url) is None:
            return {"url": miss.url, "miss": str(miss.reason)}
    if not any(page.facts.columns for page in visits.homes):
        return {"url": visits.homes[0].url, "miss": str(MissReason.NEEDS_BROWSER)}
    first = visits.homes[0]
    if first.facts.entries and len(first.facts.columns) < _FEWEST_COLUMNS and len(_without_names(first)) > 1:
        return {"url": first.url, "miss": str(MissReason.NEEDS_BROWSER)}  # its menu is a picture
    for page in visits.snapshot.pages:
        if page.role not in _WAYS_IN:
            continue
        if page.facts.kind == "blocked" or page.facts.block is not None:
            return {"url": page.url, "miss": str(MissReason.BLOCKED)}
        if page.facts.needs_browser is not None and len(page.facts.columns) < _FEWEST_COLUMNS:
            return {"url": page.url, "miss": str(MissReason.NEEDS_BROWSER)}
    return None


def _without_names(page: PageVisit) -> list[str]:
    """Links of a page to the site itself that have no words: pictures, and places in a picture."""
    host = urlsplit(page.final_url).netloc
    return [url for url in page.facts.links if urlsplit(url).netloc == host]


@lru_cache(maxsize=1)
def picture_leading_elsewhere(visits: Visits) -> str | None:
    """A link of a home page to another site that has no words, such as the banner of the province's platform."""
    for home in visits.homes:
        host = address_key(home.final_url).partition("/")[0]
        for url in home.facts.links:
            other = address_key(url).partition("/")[0]
            if other != host and _MARK_OF_THE_FOOT.search(url) is None:
                return url
    return None


def _doubt_about_home(visits: Visits, item: Item) -> tuple[str, str] | None:
    """What was seen on the way in that may stand for the item all the same: reason code and address."""
    picture = picture_leading_elsewhere(visits) if item.find.kind == "link" else None
    if picture is not None:
        return "search-unclear", picture
    heading = _heading_without_link(visits, item)
    return ("name-without-link", heading.url) if heading is not None else None


def _heading_without_link(visits: Visits, item: Item) -> PageVisit | None:
    """A page on the way in that lists entries and prints the item's name in a line of its own, such as above a list.

    Nothing leads on from such a heading, so no column was seen; what stands below it may be all there is of one.
    """
    names = {normalise_name(name) for name in (item.name, *item.find.aliases)}
    for page in visits.snapshot.pages:
        if page.role in _WAYS_IN and page.facts.entries and not names.isdisjoint(_own_lines(page.facts.text)):
            return page
    return None


@lru_cache(maxsize=4)
def _own_lines(text: str) -> frozenset[str]:
    """The lines of a text as names are compared."""
    return frozenset(key for line in text.split("\n") if (key := normalise_name(line)))


def _columns_of(page: PageVisit) -> str:
    """The first columns that a page prints, for a quote."""
    names = dict.fromkeys(column.name for column in page.facts.columns)
    return listed(list(names)[:_QUOTED_COLUMNS])
