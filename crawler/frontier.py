"""Where to go on one site, and why one may stop: pure logic, no network, no clock, no chance.

The site is visited in waves. Each wave is decided from everything the waves before it brought, taken in the order in
which it was asked for; in which order the answers arrive changes nothing. So the same site gives the same visits.

1. The home page; splash pages, redirect stubs and frames are followed.
2. The disclosure platform.
3. The columns that stand for the items (``rules.matching``), and what a check still needs of each (``crawler.wants``).
4. For items that no column stands for: the pages that could lead to one (``crawler.search``). Only when all of these
   were read and none does may an item be called absent; a single one that was not obtained leaves it open.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from crawler.file_wants import as_file_wants, file_wants
from crawler.reading.urls import normalise_url
from crawler.search import Search, columns_in_sight
from crawler.wants import Want, is_dead_end, wants_of
from rules.facts import PageFacts
from rules.matching import Matcher
from rules.model import Coverage, Miss, MissReason, PageVisit, Snapshot
from rules.neighbours import Neighbours
from rules.normalise import place_names_of
from rules.standard import column_items
from rules.visits import Visits, address_key, is_gone
from rules.workdays import Calendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crawler.scope import Scope
    from rules.model import Assignment, ColumnCandidate, Role, Site
    from rules.standard import Item, Standard

MOST_RIVALS = 3
"""Columns of one item that are opened when the better ones lead nowhere or cannot be told apart."""
MOST_DOORS = 2
"""Links of a splash page that are tried."""
MOST_HOME_PAGES = 6
"""Splash pages, stubs and frames that are followed to find the real home page."""
_ENOUGH_COLUMNS = 5
_DOOR = re.compile(r"进入|首页|主页|浏览|中文|简体|enter|home", re.IGNORECASE)
_CALENDAR = Calendar()
_MOST_IN_A_ROW = 5
_NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_CONNECTION = frozenset({MissReason.DNS, MissReason.REFUSED, MissReason.RESET, MissReason.TIMEOUT})
_WALLS = frozenset({MissReason.BLOCKED, MissReason.LOGIN})
_MOST_WALLS_IN_A_ROW = 3
_MOST_BODY_TWINS = 3


class PageRequest(NamedTuple):
    """One page to ask for."""

    url: str
    role: Role
    via: str | None
    offsite: bool
    foreign: bool
    """Not a host of the site: it is recorded as a miss and never asked for."""
    outline: bool = False
    """It can add nothing to a verdict: its title and its links are enough."""


def _without_text(page: PageVisit) -> PageVisit:
    """Keep of a page that was only walked over what may still lead on: a walk must not hold a whole site in memory."""
    facts = page.facts
    slim = PageFacts(
        url=facts.url, charset=facts.charset, kind=facts.kind, columns=facts.columns, needs_browser=facts.needs_browser
    )
    return msgspec.structs.replace(page, facts=slim)


class SiteFrontier:
    """The search of one site.

    Args:
        site: The registered site.
        standards: What it may be judged by.
        scope: Which hosts belong to it; the home page may move it.
        as_of: The day the sweep judges by.
        max_pages: Pages that may be asked for.
        attachments: Files that may be asked for; these count among the pages too.
        full: Walk on to everything the site links to, once the items are settled.
    """

    def __init__(  # noqa: PLR0913 - each is a part of its own
        self,
        site: Site,
        standards: Sequence[Standard],
        *,
        scope: Scope,
        as_of: dt.date,
        max_pages: int,
        attachments: int = 0,
        full: bool = False,
    ) -> None:
        self._site = site
        self._scope = scope
        self._as_of = as_of
        self._left = max_pages
        self._files_left = attachments
        self._full = full
        self._items = column_items(tuple(standards), site)
        mappings = tuple(mapping for mapping in site.mappings if mapping.holds_on(as_of))
        self._matcher = Matcher(standards, place_names=place_names_of(site), mappings=mappings)
        self._search = Search(self._matcher)
        self._pages: list[PageVisit] = []
        self._misses: list[Miss] = []
        self._asked: dict[str, None] = {}
        self._bodies: dict[str, int] = {}
        self._assigned: dict[tuple[str, str], Assignment] = {}
        self._open_columns = -1
        self._settled_on: dict[tuple[str, str], ColumnCandidate] = {}
        self._walked_pages = 0
        self._offered: set[str] = set()
        self._home_urls: list[str] = []
        self._stopped: MissReason | None = None
        self._failures_in_a_row = 0
        self._walls_in_a_row = 0
        self._visits = self._index()

    @property
    def ended(self) -> Literal["complete", "budget"]:
        """Whether a budget ended the search."""
        return "budget" if self._stopped is MissReason.BUDGET else "complete"

    @property
    def stopped(self) -> bool:
        """Whether the search was cut short."""
        return self._stopped is not None

    @property
    def home(self) -> str | None:
        """Where the home page was read, after its redirects; ``None`` where it was not."""
        homes = [page for page in self._pages if page.role == "home"]
        return homes[-1].final_url if homes else None

    def stop(self, reason: MissReason) -> None:
        """End the search: a budget is used up, or the site no longer answers."""
        self._stopped = self._stopped or reason

    def next_wave(self) -> tuple[PageRequest, ...]:
        """Return the pages to ask for next; empty when there is nothing left to learn."""
        if self._stopped is not None:
            return ()
        wave = self._affordable(self._new(self._decide()))
        if len(wave) > self._left:
            wave = wave[: self._left]
            if not wave:
                self.stop(MissReason.BUDGET)
        self._left -= sum(not request.foreign for request in wave)
        self._asked.update(dict.fromkeys(address_key(request.url) for request in wave))
        return wave

    def _affordable(self, wave: tuple[PageRequest, ...]) -> tuple[PageRequest, ...]:
        """The wave without the files that there is no room for; nothing asks for these again."""
        kept: list[PageRequest] = []
        for request in wave:
            if request.role == "file" and not request.foreign:
                if self._files_left <= 0:
                    continue
                self._files_left -= 1
            kept.append(request)
        return tuple(kept)

    def take(self, results: Sequence[PageVisit | Miss]) -> None:
        """Take the answers to a whole wave, in the order of the wave."""
        for result in results:
            if isinstance(result, Miss):
                self._misses.append(result)
                self._count_failure(result)
                continue
            self._failures_in_a_row = self._walls_in_a_row = 0
            self._pages.append(result)
            self._bodies[result.sha256] = self._bodies.get(result.sha256, 0) + 1
        self._visits = self._index()

    def coverage(self) -> tuple[Coverage, ...]:
        """Say for every applicable item whether everything was looked at that could show it."""
        self._assign()
        return tuple(self._coverage_of(standard, item) for standard, item in self._items)

    # Deciding

    def _decide(self) -> Iterable[Want]:
        home = self._home_wants()
        if home or not self._home_was_read():
            return home
        self._assign()
        platform = self._search.platform_wants(self._visits, self._pages)
        if platform:
            return platform
        columns = [want for standard, item in self._items for want in self._item_wants(standard, item)]
        if self._new(columns):
            return columns
        hubs = self._search.hub_wants(self._unsettled(), self._visits)
        if self._new(hubs):
            return hubs
        return self._walk() if self._full else ()

    def _new(self, wants: Iterable[Want]) -> tuple[PageRequest, ...]:
        """Drop what was asked for before, and say whose each address is."""
        fresh: dict[str, PageRequest] = {}
        settled = not self._unsettled()
        for want in wants:
            key = address_key(want.url)
            if key in self._asked or key in fresh:
                continue
            place = self._scope.place(want.url) if self._asked else "own"  # the registered address is the site's
            fresh[key] = PageRequest(
                want.url,
                want.role,
                want.via,
                offsite=place != "own",
                foreign=place == "foreign",
                outline=want.role == "walk" and settled,
            )
        return tuple(fresh.values())

    def _home_wants(self) -> list[Want]:
        """The home page; behind a splash page, a stub or a frameset the page that has the columns."""
        if not self._asked:
            return [Want(normalise_url(self._site.url) or self._site.url, "home", None)]
        homes = [page for page in self._pages if page.role == "home"]
        if len(homes) >= MOST_HOME_PAGES or not homes:
            return []
        wants: list[Want] = []
        for page in homes:
            facts = page.facts
            if facts.redirect is not None and len(columns_in_sight(page)) < _ENOUGH_COLUMNS:
                wants.append(Want(facts.redirect, "home", page.url))
            wants.extend(Want(frame, "home", page.url) for frame in facts.frames[:MOST_HOME_PAGES])
        if not wants and not self._search.knows_the_way(self._visits):
            doors = (Want(door, "home", homes[0].url) for door in self._doors(homes[0]))
            wants.extend([door for door in doors if self._new([door])][:1])  # one by one: the first may be enough
        return [want for want in wants if self._new([want])]

    def _doors(self, page: PageVisit) -> list[str]:
        """The ways on from a splash page: a picture to click, a choice of two languages."""
        shown = [column for column in columns_in_sight(page) if column.url is not None]
        shown.sort(key=lambda column: _DOOR.search(column.name) is None)
        links = (*(column.url or "" for column in shown), *page.facts.links)
        doors = [link for link in dict.fromkeys(links) if self._scope.place(link) == "own"]
        return doors[:MOST_DOORS]

    def _home_was_read(self) -> bool:
        return any(page.role == "home" for page in self._pages)

    def _assign(self) -> None:
        """Match the columns seen so far; nothing to do where no column was added since."""
        columns = self._visits.columns
        if len(columns) == self._open_columns:
            return
        self._open_columns = len(columns)
        self._assigned = self._matcher.assign(columns, self._items)

    def _candidates(self, standard: Standard, item: Item) -> tuple[ColumnCandidate, ...]:
        assignment = self._assigned.get((standard.id, item.id))
        return assignment.candidates if assignment is not None else ()

    def _item_wants(self, standard: Standard, item: Item) -> tuple[Want, ...]:
        """What the best column of an item needs; the next best where that one leads nowhere."""
        key = (standard.id, item.id)
        assignment = self._assigned.get(key)
        if assignment is None or not assignment.candidates:
            return ()
        if self._settled_on.get(key) == assignment.candidates[0]:
            return ()
        for candidate in assignment.candidates[:MOST_RIVALS]:
            wants = wants_of(
                standard,
                item,
                candidate,
                visits=self._visits,
                as_of=self._as_of,
                neighbours=self._neighbours() if item.linked else None,
            )
            if self._new(wants):
                return as_file_wants(standard, item, wants) if self._files_left > 0 else wants
            if self._files_left > 0:
                files = file_wants(standard, item, candidate, visits=self._visits, as_of=self._as_of)
                if self._new(files):
                    return files
            if assignment.verdict == "clear" and not is_dead_end(self._visits.open_column(candidate.column)):
                break
        if not (item.linked or item.column_of):  # what it needs may still come with what another item reads
            self._settled_on[key] = assignment.candidates[0]
        return ()

    def _neighbours(self) -> Neighbours:
        """The columns of the other items as they are known by now."""
        return Neighbours(self._items, self._assigned, visits=self._visits, today=self._as_of, calendar=_CALENDAR)

    def _unsettled(self) -> list[tuple[Standard, Item]]:
        """Items that no column clearly stands for."""
        return [
            (standard, item)
            for standard, item in self._items
            if (found := self._assigned.get((standard.id, item.id))) is None or found.verdict != "clear"
        ]

    def _settled(self) -> frozenset[str]:
        """Addresses of the columns that stand for an item."""
        return frozenset(
            address_key(found.candidates[0].column.url)
            for found in self._assigned.values()
            if found.verdict == "clear" and found.candidates[0].column.url is not None
        )

    def _walk(self) -> list[Want]:
        """Everything else the site links to, breadth first."""
        wants: list[Want] = []
        listed: set[str] = set()
        unwalked, start = self._pages[self._walked_pages :], self._walked_pages
        self._walked_pages = len(self._pages)
        for number, page in enumerate(unwalked, start):
            if page.role == "walk":
                self._pages[number] = _without_text(page)
            if page.offsite or self._bodies[page.sha256] > _MOST_BODY_TWINS:
                continue
            facts = page.facts
            addresses = [column.url for column in facts.columns if column.url is not None]
            entries = [entry.url for entry in facts.entries if entry.url is not None]
            listed.update(entries)
            addresses += entries
            addresses += [facts.pages.next] if facts.pages is not None and facts.pages.next is not None else []
            addresses += [facts.redirect] if facts.redirect is not None else []
            for address in (*addresses, *facts.links, *facts.frames):
                if address not in self._offered:
                    self._offered.add(address)
                    if self._scope.place(address) != "foreign":
                        wants.append(Want(address, "walk", page.url))
        new = [want for want in wants if address_key(want.url) not in self._asked]
        return self._search.without_traps(new, listed=listed)

    # Remembering

    def _index(self) -> Visits:
        return Visits(
            Snapshot(
                site=self._site,
                pages=tuple(self._pages),
                misses=tuple(self._misses),
                coverage=(),
                started=_NEVER,
                finished=_NEVER,
            )
        )

    def _count_failure(self, miss: Miss) -> None:
        """Stop asking a site that has gone away, or that has put up a wall."""
        if miss.reason is MissReason.BUDGET:
            self.stop(MissReason.BUDGET)
        if miss.offsite or miss.role == "file":
            return  # a wall before one download says nothing about the site
        self._failures_in_a_row = self._failures_in_a_row + 1 if miss.reason in _CONNECTION else 0
        self._walls_in_a_row = self._walls_in_a_row + 1 if miss.reason in _WALLS else 0
        if self._failures_in_a_row >= _MOST_IN_A_ROW or self._walls_in_a_row >= _MOST_WALLS_IN_A_ROW:
            self.stop(miss.reason)

    # Covering

    def _coverage_of(self, standard: Standard, item: Item) -> Coverage:
        if not self._home_was_read():
            return self._not_visited(standard, item, *self._why_no_home())
        candidates = self._candidates(standard, item)
        if candidates:
            return self._coverage_of_found(standard, item, candidates)
        obstacle = self._search.obstacle(item, self._visits, settled=self._settled())
        if obstacle is not None:
            return self._not_visited(standard, item, *obstacle)
        if self._stopped is not None and self._search.hub_wants([(standard, item)], self._visits):
            return self._not_visited(standard, item, self._stopped, None)
        return Coverage(standard=standard.id, item=item.id, status="absent", urls=self._search.read(item, self._visits))

    def _coverage_of_found(self, standard: Standard, item: Item, candidates: tuple[ColumnCandidate, ...]) -> Coverage:
        addresses = tuple(dict.fromkeys(found.column.url for found in candidates if found.column.url is not None))
        asked = tuple(url for url in addresses if address_key(url) in self._asked)
        if addresses and not asked:
            reason = self._stopped or MissReason.BUDGET
            return self._not_visited(standard, item, reason, addresses[0])
        opened = self._visits.open_column(candidates[0].column)
        miss = opened.miss
        if miss is not None and not is_gone(miss):
            return self._not_visited(standard, item, miss.reason, miss.url, urls=asked)
        return Coverage(standard=standard.id, item=item.id, status="visited", urls=asked)

    def _not_visited(
        self,
        standard: Standard,
        item: Item,
        reason: MissReason,
        blocked_by: str | None,
        *,
        urls: tuple[str, ...] = (),
    ) -> Coverage:
        return Coverage(
            standard=standard.id, item=item.id, status="not-visited", urls=urls, reason=reason, blocked_by=blocked_by
        )

    def _why_no_home(self) -> tuple[MissReason, str | None]:
        miss = next((miss for miss in self._misses if miss.role == "home"), None)
        if miss is None:
            return self._stopped or MissReason.BUDGET, self._site.url
        return miss.reason, miss.url
