"""Looking for an item that no column seen so far stands for, and knowing when looking further is of no use."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from crawler.wants import Want
from rules.hubs import PLATFORM, STATUTORY, synonyms
from rules.model import MissReason
from rules.visits import address_key, has_content, is_gone

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from rules.facts import Column
    from rules.matching import Matcher
    from rules.model import PageVisit, SeenColumn
    from rules.standard import Item, Standard
    from rules.visits import Visits

MOST_PLATFORMS = 2
"""Entrances to the disclosure platform that are tried."""
FEWEST_COLUMNS = 3
"""A page that should lead on and shows fewer columns in plain sight was not read as its visitors see it."""
_AT_ONCE = 6
_DIGITS = re.compile(r"\d+")
_HEX = re.compile(r"(?<![0-9a-z])[0-9a-f]{12,}(?![0-9a-z])", re.IGNORECASE)
_MOST_BY_QUERY = 60
_MOST_BY_PATH = 1_000
_LOW_AREAS = frozenset({"footer", "friend", "hidden"})
_MAPS = frozenset({"网站地图", "站点地图"})
# What a top menu holds beside columns of the site's duties; opening these would tell nothing.
_ELSEWHERE = re.compile(
    r"新闻|动态|要闻|头条|快讯|图片|视频|旅游|走进|风光|风采|风土|沿革|日历|访谈|无障碍|长者|关怀|繁体|简体|登录|注册|微信|微博|邮箱|订阅|客户端|信箱|留言|调查|"
    r"搜索|检索|english|rss|app",
    re.IGNORECASE,
)
# What leads a reader to no column either: a file, megabytes in one page, a circle, another organ's host, an address
# that is nobody's site.
_NOTHING_THERE = frozenset(
    {
        MissReason.NOT_HTML,
        MissReason.TOO_LARGE,
        MissReason.REDIRECT_LOOP,
        MissReason.OFFSITE,
        MissReason.FORBIDDEN_ADDRESS,
    }
)


class Rank(IntEnum):
    """How a page may lead to an item, the likeliest first."""

    EXPECTED = 0
    """It bears a name that the item is expected under, or that of the platform or its statutory part."""
    MAP = 1
    """The site's own map."""
    GROUP = 2
    """It stands in the platform's tree, and what stands below it was not seen yet."""
    POSSIBLE = 3
    """It bears a name under which sites hold further columns."""
    MENU = 4
    """It stands at the top of the menu or of the site's map."""


MOST_OF: dict[Rank, int] = {Rank.EXPECTED: 12, Rank.MAP: 2, Rank.GROUP: 24, Rank.POSSIBLE: 12, Rank.MENU: 12}
"""Pages of each rank that are opened on one site."""


class _Hub(NamedTuple):
    rank: Rank
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
        self._columns: tuple[SeenColumn, ...] | None = None
        self._keys: dict[str, str] = {}
        self._above: frozenset[str] = frozenset()
        self._maps: frozenset[str] = frozenset()
        self._nested: frozenset[str] = frozenset()

    def platform_wants(self, visits: Visits, pages: Sequence[PageVisit]) -> list[Want]:
        """Return the entrance to the platform, the next one where the first cannot be read, or what a stub leads to."""
        wants: list[Want] = []
        for page in pages:
            facts = page.facts
            if page.role != "platform":
                continue
            if (
                facts.redirect is not None
                and len(facts.columns) < FEWEST_COLUMNS
                and not visits.is_known(facts.redirect)
            ):
                wants.append(Want(facts.redirect, "platform", page.url))
            wants.extend(Want(frame, "platform", page.url) for frame in facts.frames[:4] if not visits.is_known(frame))
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
            if not visits.is_known(hub.url):
                wants.append(Want(hub.url, "hub", via))
                continue
            opened = visits.open(hub.url, hub.column.name)
            if opened.stopped_at is not None and not visits.is_known(opened.stopped_at):
                wants.append(Want(opened.stopped_at, "hub", opened.hops[-2] if len(opened.hops) > 1 else hub.url))
            for page in opened.pages:
                wants.extend(
                    Want(frame, "hub", page.url) for frame in page.facts.frames[:4] if not visits.is_known(frame)
                )
        return wants[:_AT_ONCE]

    def obstacle(self, item: Item, visits: Visits, *, settled: Collection[str]) -> tuple[MissReason, str | None] | None:
        """Say what keeps an item from being called absent; ``None`` where everything that could lead to it was read.

        Args:
            item: What was not found.
            visits: What was visited.
            settled: Keys of the addresses of columns that stand for other items: what is wrong with such a one is
                its own problem and hides nothing, unless the item is expected below it.
        """
        if not self.knows_the_way(visits):
            return MissReason.NEEDS_BROWSER, visits.homes[0].url if visits.homes else None
        return (
            self._unread_platform(visits)
            or self._closed_heading(item, visits)
            or self._unread_hub(item, visits, settled)
        )

    def knows_the_way(self, visits: Visits) -> bool:
        """Whether the home page was read as its visitors see it: it shows a menu, or a column of a familiar name.

        A splash page, or a page whose menu is made by scripts, shows neither; what is missing there is not missing
        on the site.
        """
        shown = [column for page in visits.homes for column in columns_in_sight(page)]
        if len(shown) < FEWEST_COLUMNS:
            return False
        menu = sum(column.area in {"nav", "tree"} for column in shown)
        return menu >= FEWEST_COLUMNS or any(
            self._matcher.is_platform(column.name) or self._matcher.is_hub(column.name) for column in shown
        )

    def _unread_platform(self, visits: Visits) -> tuple[MissReason, str | None] | None:
        pages = [page for page in visits.snapshot.pages if page.role in {"home", "platform"}]
        for page in pages:
            if page.facts.needs_browser is not None and len(page.facts.columns) < FEWEST_COLUMNS:
                return MissReason.NEEDS_BROWSER, page.url
        platforms = [page for page in pages if page.role == "platform"]
        if platforms:
            bare = not any(self._opens_out(page, visits) for page in platforms)
            return (MissReason.NEEDS_BROWSER, platforms[0].url) if bare else None
        for column in self._platforms(visits)[:MOST_PLATFORMS]:
            miss = visits.miss(column.url) if column.url is not None else None
            if miss is not None:
                return miss.reason, miss.url
        return None

    def _opens_out(self, page: PageVisit, visits: Visits) -> bool:
        """Whether a platform's page shows columns of its own: one that shows none has its tree made by scripts."""
        known = {(column.name, column.url) for home in visits.homes for column in home.facts.columns}
        return any(
            (column.area in {"tree", "body"} or (column.name, column.url) not in known)
            and self._key(column.name) not in PLATFORM
            for column in page.facts.columns
            if column.area not in _LOW_AREAS
        )

    def _is_hollow(self, hub: _Hub, page: PageVisit | None, visits: Visits) -> bool:
        """Whether the statutory part shows neither columns nor a list nor a text, and none of its columns is known.

        Then the tree that citizens see is made by a script that the reading did not recognise.
        """
        if page is None or self._key(hub.column.name) not in STATUTORY or not self._above.isdisjoint(STATUTORY):
            return False
        return not has_content(page) and not self._opens_out(page, visits)

    def _closed_heading(self, item: Item, visits: Visits) -> tuple[MissReason, str | None] | None:
        """A heading without an address, under a name the item is expected under, that opens by script only."""
        expected = self._expected(item)
        self._look_at(visits)
        linked = {self._key(column.name) for column in visits.columns if column.url is not None}
        for column in visits.columns:
            key = self._key(column.name)
            closed = column.url is None and column.area not in _LOW_AREAS and key in expected
            if closed and key not in linked and key not in self._above:
                return MissReason.NEEDS_BROWSER, column.page
        return None

    def _unread_hub(self, item: Item, visits: Visits, settled: Collection[str]) -> tuple[MissReason, str | None] | None:
        for hub in self._hubs(item, visits):
            own_column = address_key(hub.url) in settled
            if own_column and hub.rank is not Rank.EXPECTED:
                continue
            opened = visits.open(hub.url, hub.column.name)
            harmless = hub.rank is Rank.GROUP or own_column
            miss = opened.miss
            if miss is not None:
                closed = miss.reason in _NOTHING_THERE and hub.rank is not Rank.EXPECTED
                if not closed and not (harmless and is_gone(miss)):
                    return miss.reason, miss.url
            facts = opened.page.facts if opened.page is not None else None
            if facts is None:
                continue
            if (facts.needs_browser is not None and not facts.columns) or self._is_hollow(hub, opened.page, visits):
                return MissReason.NEEDS_BROWSER, hub.url
            if facts.kind == "error" and not harmless:
                return MissReason.HTTP_4XX, hub.url
        return None

    def read(self, item: Item, visits: Visits) -> tuple[str, ...]:
        """Return the addresses that were looked through for an item."""
        addresses = [page.url for page in visits.homes]
        addresses += [hub.url for hub in self._hubs(item, visits) if visits.is_known(hub.url)]
        return tuple(dict.fromkeys(addresses))

    def without_traps(self, wants: Iterable[Want], *, listed: Collection[str] = ()) -> list[Want]:
        """Keep the first addresses of every pattern: a calendar has no end, and neither has a counter in a query.

        What differs in its path only, or stands in a list, is mostly an article, and a site has many of these.

        Args:
            wants: Where a walk could go next.
            listed: Addresses among them that stand in lists.
        """
        kept = []
        for want in wants:
            key = address_key(want.url)
            if key in self._walked:
                continue
            self._walked.add(key)
            kind = _kind_of(want.url)
            endless = "?" in kind and want.url not in listed
            kind = kind if endless else f"listed {kind}"
            self._kinds[kind] = self._kinds.get(kind, 0) + 1
            if self._kinds[kind] <= (_MOST_BY_QUERY if endless else _MOST_BY_PATH):
                kept.append(want)
        return kept

    def _platforms(self, visits: Visits) -> list[SeenColumn]:
        """Columns named like the platform that lead somewhere, those in plain sight on the home page first."""
        named = [column for column in visits.columns if column.url and self._key(column.name) in PLATFORM]
        named = [column for column in named if column.area != "friend"]
        return sorted(
            named,
            key=lambda column: (
                column.role != "home",
                column.area in _LOW_AREAS,
                self._key(column.name) != "政府信息公开",
                len(column.parents),
            ),
        )

    def _expected(self, item: Item) -> set[str]:
        """The names that an item may stand below."""
        expected = set(STATUTORY | PLATFORM)
        for name in item.find.under:
            expected |= synonyms(self._key(name))
        return expected

    def _hubs(self, item: Item, visits: Visits) -> list[_Hub]:
        """Pages that may lead to an item, at most so many of each rank, in order of sight."""
        self._look_at(visits)
        expected = self._expected(item)
        found: dict[str, _Hub] = {}
        for column in visits.columns:
            if column.url is None or column.area == "friend" or visits.is_home(column.url):
                continue
            rank = self._rank(column, expected)
            if rank is None:
                continue
            address = address_key(column.url)
            if address not in found or rank < found[address].rank:
                found[address] = _Hub(rank, column, column.url)
        hubs: list[_Hub] = []
        for rank in Rank:
            of_rank = [hub for hub in found.values() if hub.rank is rank]
            of_rank.sort(key=lambda hub: self._likelihood(hub.column))
            hubs += of_rank[: MOST_OF[rank]]
        return hubs

    def _rank(self, column: SeenColumn, expected: Collection[str]) -> Rank | None:  # noqa: PLR0911 - one a rank
        key = self._key(column.name)
        if key in expected:
            return Rank.EXPECTED
        if key in _MAPS:
            return Rank.MAP
        if column.area in _LOW_AREAS:
            return None
        parents = {self._key(parent) for parent in column.parents}
        in_tree = column.role == "platform" and column.area == "tree"
        if key not in self._above and (in_tree or not parents.isdisjoint(STATUTORY | PLATFORM)):
            return Rank.GROUP
        if self._matcher.is_hub(column.name):
            return Rank.POSSIBLE
        in_menu = column.area == "nav" if column.role == "home" else address_key(column.page) in self._maps
        top = in_menu and column.url is not None and address_key(column.url) not in self._nested
        if top and not _ELSEWHERE.search(column.name):
            return Rank.MENU
        return None

    def _likelihood(self, column: SeenColumn) -> tuple[bool, bool, int]:
        """Sorts columns of one rank: names that promise more, sections not opened out yet, nearer to the top."""
        return (not self._matcher.is_hub(column.name), self._key(column.name) in self._above, len(column.parents))

    def _look_at(self, visits: Visits) -> None:
        """Note which names stand above others on the pages read so far."""
        columns = visits.columns
        if columns is self._columns:
            return
        self._columns = columns
        self._above = frozenset(self._key(parent) for column in columns for parent in column.parents)
        maps = (column.url for column in columns if column.url is not None and self._key(column.name) in _MAPS)
        self._maps = frozenset(map(address_key, maps))
        homes = {column.name for column in columns if column.url is not None and visits.is_home(column.url)}
        nested = (column.url for column in columns if column.url is not None and not homes.issuperset(column.parents))
        self._nested = frozenset(map(address_key, nested))

    def _key(self, name: str) -> str:
        known = self._keys.get(name)
        if known is None:
            known = self._keys[name] = self._matcher.key(name)
        return known


def columns_in_sight(page: PageVisit) -> list[Column]:
    """Columns of a page that lead somewhere and stand neither in its footer nor among its links to friends."""
    return [column for column in page.facts.columns if column.url is not None and column.area not in _LOW_AREAS]


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
