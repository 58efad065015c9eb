"""Looking for an item that no column seen so far stands for, and knowing when looking further is of no use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from crawler.wants import Want
from rules.hubs import STATUTORY, synonyms
from rules.model import MissReason
from rules.visits import address_key, is_gone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rules.matching import Matcher
    from rules.model import PageVisit, SeenColumn
    from rules.standard import Item, Standard
    from rules.visits import Visits

MOST_HUBS = 12
"""Pages of further columns that are opened on one site beyond those an item is expected under."""
MOST_EXPECTED = 12
"""Pages that items are expected under that are opened on one site."""
MOST_PLATFORMS = 2
"""Entrances to the disclosure platform that are tried."""
_AT_ONCE = 4
_FEWEST_COLUMNS = 3
_DIGITS = re.compile(r"\d+")
_HEX = re.compile(r"(?<![0-9a-z])[0-9a-f]{12,}(?![0-9a-z])", re.IGNORECASE)
_MOST_OF_A_KIND = 60
_LOW_AREAS = frozenset({"footer", "friend", "hidden"})
_MAPS = frozenset({"网站地图", "站点地图"})

_EXPECTED, _MAP, _POSSIBLE = 0, 1, 2


class _Hub(NamedTuple):
    rank: int
    column: SeenColumn
    url: str


class Search:
    """Chooses the pages that may lead to an item.

    Args:
        matcher: Knows the names of platforms and of pages that hold further columns.
    """

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._kinds: dict[str, int] = {}
        self._walked: set[str] = set()

    def platform_wants(self, visits: Visits, pages: Sequence[PageVisit]) -> list[Want]:
        """Return the entrance to the platform, the next one where the first cannot be read, or what a stub leads to."""
        wants: list[Want] = []
        for page in pages:
            facts = page.facts
            if page.role != "platform":
                continue
            if facts.redirect is not None and len(facts.columns) < _FEWEST_COLUMNS and _is_new(facts.redirect, visits):
                wants.append(Want(facts.redirect, "platform", page.url))
            wants.extend(Want(frame, "platform", page.url) for frame in facts.frames[:4] if _is_new(frame, visits))
        if wants:
            return wants
        platforms = [column for column in self._platforms(visits) if column.url is not None]
        tried = 0
        for column in platforms:
            if column.url is None or tried >= MOST_PLATFORMS:
                break
            if visits.is_home(column.url):
                continue
            tried += 1
            if visits.page(column.url) is not None:
                break
            if visits.miss(column.url) is None:
                return [Want(column.url, "platform", column.page)]
        return []

    def hub_wants(self, unsettled: Sequence[tuple[Standard, Item]], visits: Visits) -> list[Want]:
        """Return the next few pages that may lead to any of these items, the likeliest first."""
        hubs: dict[str, _Hub] = {}
        for _, item in unsettled:
            for hub in self._hubs(item, visits):
                key = address_key(hub.url)
                if key not in hubs or hub.rank < hubs[key].rank:
                    hubs[key] = hub
        ordered = sorted(hubs.values(), key=lambda hub: hub.rank)  # stable: within a rank in order of sight
        wants = []
        for hub in ordered:
            via = hub.column.page or None
            if _is_new(hub.url, visits):
                wants.append(Want(hub.url, "hub", via))
                continue
            opened = visits.open(hub.url, hub.column.name)
            if opened.stopped_at is not None and _is_new(opened.stopped_at, visits):
                wants.append(Want(opened.stopped_at, "hub", opened.hops[-2] if len(opened.hops) > 1 else hub.url))
            for page in opened.pages:
                wants.extend(Want(frame, "hub", page.url) for frame in page.facts.frames[:4] if _is_new(frame, visits))
        return wants[:_AT_ONCE]

    def obstacle(self, item: Item, visits: Visits, pages: Sequence[PageVisit]) -> tuple[MissReason, str | None] | None:
        """Say what keeps an item from being called absent; ``None`` where everything that could lead to it was read.

        A page that is gone hides nothing, except one that the item is expected under: what stood there may stand
        elsewhere now.
        """
        homes = [page for page in pages if page.role == "home"]
        if sum(len(page.facts.columns) for page in homes) < _FEWEST_COLUMNS:
            return MissReason.NEEDS_BROWSER, homes[0].url if homes else None
        for page in pages:
            if page.role in {"home", "platform"} and page.facts.needs_browser is not None:
                hidden = page.facts.needs_browser == "single-page-app" or not page.facts.columns
                if hidden and len(page.facts.columns) < _FEWEST_COLUMNS:
                    return MissReason.NEEDS_BROWSER, page.url
        for column in self._platforms(visits)[:MOST_PLATFORMS]:
            miss = visits.miss(column.url) if column.url is not None else None
            if miss is not None and not any(page.role == "platform" for page in pages):
                return miss.reason, miss.url
        for hub in self._hubs(item, visits):
            opened = visits.open(hub.url, hub.column.name)
            if opened.miss is not None and (hub.rank == _EXPECTED or not is_gone(opened.miss)):
                return opened.miss.reason, opened.miss.url
            facts = opened.page.facts if opened.page is not None else None
            if facts is not None and facts.needs_browser is not None and not facts.columns:
                return MissReason.NEEDS_BROWSER, hub.url
        return None

    def read(self, item: Item, visits: Visits) -> tuple[str, ...]:
        """Return the addresses that were looked through for an item."""
        addresses = [page.url for page in visits.homes]
        addresses += [hub.url for hub in self._hubs(item, visits)]
        return tuple(dict.fromkeys(addresses))

    def without_traps(self, wants: Iterable[Want]) -> list[Want]:
        """Keep the first addresses of every pattern: a calendar has no end, and neither has a counter in a query."""
        kept = []
        for want in wants:
            key = address_key(want.url)
            if key in self._walked:
                continue
            self._walked.add(key)
            kind = _kind_of(want.url)
            self._kinds[kind] = self._kinds.get(kind, 0) + 1
            if self._kinds[kind] <= _MOST_OF_A_KIND:
                kept.append(want)
        return kept

    def _platforms(self, visits: Visits) -> list[SeenColumn]:
        """Columns named like the platform that lead somewhere, those in plain sight first."""
        named = [column for column in visits.columns if column.url and self._matcher.is_platform(column.name)]
        named = [column for column in named if column.role == "home" and column.area != "friend"]
        first = "政府信息公开"
        return sorted(
            named,
            key=lambda column: (
                column.area in _LOW_AREAS,
                self._matcher.key(column.name) != first,
                len(column.parents),
            ),
        )

    def _hubs(self, item: Item, visits: Visits) -> list[_Hub]:
        """Pages that may lead to an item, at most so many of each rank, in order of sight."""
        expected = set(STATUTORY)
        for name in item.find.under:
            expected |= synonyms(self._matcher.key(name))
        found: dict[str, _Hub] = {}
        for column in visits.columns:
            if column.url is None or column.area == "friend" or visits.is_home(column.url):
                continue
            key = self._matcher.key(column.name)
            if key in expected:
                rank = _EXPECTED
            elif key in _MAPS:
                rank = _MAP
            elif self._matcher.is_hub(column.name) and column.area not in _LOW_AREAS:
                rank = _POSSIBLE
            else:
                continue
            address = address_key(column.url)
            if address not in found or rank < found[address].rank:
                found[address] = _Hub(rank, column, column.url)
        hubs = sorted(found.values(), key=lambda hub: hub.rank)
        near = [hub for hub in hubs if hub.rank == _EXPECTED][:MOST_EXPECTED]
        return [*near, *[hub for hub in hubs if hub.rank != _EXPECTED][: MOST_HUBS - min(len(near), MOST_HUBS // 2)]]


def _is_new(url: str, visits: Visits) -> bool:
    return visits.page(url) is None and visits.miss(url) is None


def _kind_of(url: str) -> str:
    """Return the pattern of an address: every number and every long token is the same."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    shape = (
        f"{parts.netloc}{parts.path}?{parts.query}"
        if parts.query
        else f"{parts.netloc}{parts.path.rpartition('/')[0]}/"
    )
    return _DIGITS.sub("0", _HEX.sub("0", shape))
