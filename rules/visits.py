"""What one sweep holds of a site, indexed: address to page or miss, columns, and what a column leads to."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from rules.attachments import offered
from rules.hubs import PLATFORM
from rules.model import Coverage, Miss, MissReason, PageVisit, SeenColumn, Snapshot
from rules.normalise import normalise_name
from rules.pages import addresses, page_text
from rules.private_data import find_private_data

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from rules.facts import Column, Exposure
    from rules.model import Sighting

REDIRECT_HOPS = 5
_LIST_PAGES = 200
_CHILDREN = 80
_ENOUGH_TEXT = 60
_LONG_TEXT = 3_000
_COUNTER = re.compile(
    r"共?\d+[条页篇].{0,30}|.{0,8}欢迎(?:您|光临|访问).{0,8}|第?\d+/\d+页?|[\d/|<>«»]+|首页|上一?页|下一?页|尾页|末页|今天是.{6,40}"
)
_TELLING_NAME = 8
_STATUS = re.compile(r"(?<!\d)[45]\d\d(?!\d)")
_SESSION = re.compile(r";jsessionid=[^?#/]*|(?<=[?&])(?:jsessionid|phpsessid|sessionid)=[^&]*&?", re.IGNORECASE)
_PRINTED = re.compile(r"https?://[^\s，。；、）)》\"'<>]+")
_DEFAULT_PAGE = re.compile(r"/(?:index|default|main)\.(?:s?html?|jsp|aspx?|php)$", re.IGNORECASE)


def newest_first(dates: Sequence[dt.date]) -> bool:
    """Whether dates run from new to old, so that what follows them is older still.

    Entries pinned to the top may break the order once; dates that are all the same show no order.
    """
    rises = sum(later > earlier for earlier, later in pairwise(dates))
    falls = sum(later < earlier for earlier, later in pairwise(dates))
    return rises <= 1 and falls >= max(rises, 1)


@lru_cache(maxsize=65_536)
def address_key(url: str) -> str:
    """Return the form in which two spellings of one address agree.

    Scheme, fragment, default port, letter case of the host and session ids do not tell pages apart.
    """
    try:
        parts = urlsplit(_SESSION.sub("", url))
        port = parts.port
    except ValueError:  # such as a port that is no number: the address stays as it is printed
        return url
    host = (parts.hostname or "").lower()
    if port not in (None, 80, 443):
        host = f"{host}:{port}"
    query = parts.query.rstrip("&")
    return f"{host}{parts.path or '/'}{'?' + query if query else ''}"


@lru_cache(maxsize=65_536)
def place_key(url: str) -> str:
    """``address_key`` in which ``/`` and ``/index.html`` are one."""
    return _DEFAULT_PAGE.sub("/", address_key(url))


def same_place(one: str, other: str) -> bool:
    """Whether two addresses are one page, ``/`` and ``/index.html`` included."""
    return place_key(one) == place_key(other)


def has_content(page: PageVisit) -> bool:
    """Whether a reader finds something of its own on the page: entries, files, or text worth the name."""
    facts = page.facts
    if facts.kind in ("error", "blocked"):
        return False
    if facts.entries or facts.attachments:
        return True
    return facts.text_length >= _ENOUGH_TEXT and own_length(page) >= _ENOUGH_TEXT


def own_length(page: PageVisit) -> int:
    """Characters of the text without lines that only repeat names of columns, placeholders or page numbers."""
    facts = page.facts
    if facts.text_length > _LONG_TEXT:
        return facts.text_length
    repeated = {_solid(name) for column in facts.columns for name in (column.name, *column.parents)}
    repeated.update(_solid(name) for name in (*facts.breadcrumb, facts.title or "", facts.notice or ""))
    lines = (_solid(line) for line in facts.text.split("\n"))
    own = sum(len(line) for line in lines if line not in repeated and not _COUNTER.fullmatch(line))
    # Where the text was kept without its lines, its length is all there is to go by.
    return min(own, facts.text_length) if facts.text else facts.text_length


def _solid(text: str) -> str:
    return "".join(text.split())


def is_gone(miss: Miss | None) -> bool:
    """Whether a miss proves that there is no page: 404 or 410. Any other miss proves nothing."""
    if miss is None or miss.reason is not MissReason.HTTP_4XX:
        return False
    status = miss.status if miss.status is not None else next(iter(_STATUS.findall(miss.detail)), None)
    return str(status) in ("404", "410")


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """What lies behind one address: the page after its redirects, the further pages of its list, its sub-columns."""

    name: str
    url: str | None
    page: PageVisit | None = None
    """The page that shows the content; ``None`` where it was not obtained."""
    miss: Miss | None = None
    hops: tuple[str, ...] = ()
    """Addresses passed on the way, the first is ``url``."""
    stopped_at: str | None = None
    """The target of a redirect that was neither visited nor missed, or led round in a circle."""
    pages: tuple[PageVisit, ...] = ()
    """``page`` and all further pages and frames of it that were visited."""
    unread: tuple[str, ...] = ()
    """Further list pages and frames that were not visited."""
    complete: bool = False
    """Every page of the list was read."""
    articles: tuple[PageVisit, ...] = ()
    """Articles listed on ``pages`` that were visited."""
    files: tuple[PageVisit, ...] = ()
    """Files that ``pages`` and ``articles`` offer and that were visited; they stand in neither of these."""
    children: tuple[Opened, ...] = ()
    """Sub-columns, in order of sight; theirs are not followed."""

    @property
    def everything(self) -> tuple[PageVisit, ...]:
        """Own pages and those of the sub-columns, each once."""
        return tuple({page.url: page for part in (self, *self.children) for page in part.pages}.values())

    @property
    def everything_complete(self) -> bool:
        """Whether nothing below this column stayed unread; a sub-column that is gone holds nothing to read."""
        return self.complete and all(child.complete or is_gone(child.miss) for child in self.children)

    @property
    def all_articles(self) -> tuple[PageVisit, ...]:
        """Visited articles of the own list and of the sub-columns, each once."""
        return tuple({page.url: page for part in (self, *self.children) for page in part.articles}.values())

    @property
    def all_files(self) -> tuple[PageVisit, ...]:
        """Visited files of the column and of its sub-columns, each once."""
        return tuple({file.url: file for part in (self, *self.children) for file in part.files}.values())


class Visits:
    """Index over one snapshot. Built once for each judgement; holds no state of its own."""

    def __init__(self, snapshot: Snapshot, sightings: tuple[Sighting, ...] = ()) -> None:
        self.snapshot = snapshot
        self.sightings: dict[str, Sighting] = {seen.url or seen.title: seen for seen in sightings}
        """When each entry was first seen, by its address, else by its title."""
        self._pages: dict[str, PageVisit] = {}
        # Of a page that was only walked over nothing but its links is known: for a judgement it was not visited.
        read = [page for page in snapshot.pages if not page.facts.outline]
        for page in read:
            self._pages.setdefault(page.url, page)
            self._pages.setdefault(address_key(page.url), page)
        for page in read:
            self._pages.setdefault(address_key(page.final_url), page)
        self._misses: dict[str, Miss] = {}
        for miss in snapshot.misses:
            self._misses.setdefault(miss.url, miss)
            self._misses.setdefault(address_key(miss.url), miss)
        self._via: dict[str, list[PageVisit]] = {}
        for page in snapshot.pages:
            if page.via is not None:
                self._via.setdefault(address_key(page.via), []).append(page)
        self._coverage = {(record.standard, record.item): record for record in reversed(snapshot.coverage)}
        self._opened: dict[str, Opened] = {}
        self._exposed: dict[str, tuple[Exposure, ...]] = {}
        self._has_files = any(page.role == "file" for page in snapshot.pages)
        self._offered: dict[str, frozenset[str]] = {}
        self._articles = {address_key(page.url): page for page in snapshot.pages if page.role == "article"}

    def page(self, url: str) -> PageVisit | None:
        """The visited page at that address."""
        return self._pages.get(url) or self._pages.get(address_key(url))

    def miss(self, url: str) -> Miss | None:
        """The miss recorded for that address."""
        return self._misses.get(url) or self._misses.get(address_key(url))

    def addresses_on(self, page: PageVisit) -> frozenset[str]:
        """Every address that a page offers or prints, its own left out, in the form in which spellings agree."""
        if page.url not in self._offered:
            keys = {address_key(url) for url in (*addresses(page), *_PRINTED.findall(page.facts.text))}
            self._offered[page.url] = frozenset(keys) - {address_key(page.url)}
        return self._offered[page.url]

    def names_at(self, address: str) -> tuple[str, ...] | None:
        """The words of every line, column and file that lead to an address; ``None`` where none does."""
        return self._names.get(address_key(address))

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        names: dict[str, dict[str, None]] = {}
        for page in self.snapshot.pages:
            facts = page.facts
            shown = [(entry.url, entry.title) for entry in facts.entries]
            shown += [(column.url, column.name) for column in facts.columns if _says_something(column, page)]
            shown += [(file.url, file.name) for file in facts.attachments]
            for url, name in shown:
                if url is not None:
                    names.setdefault(address_key(url), {}).setdefault(name)
        return {address: tuple(found) for address, found in names.items()}

    def files_of(self, page: PageVisit) -> tuple[PageVisit, ...]:
        """Visited files that a page offers, beside its text or as lines of its list, in order."""
        if not self._has_files:
            return ()
        visits = (self.page(file.url) for file in offered(page))
        return tuple({visit.url: visit for visit in visits if visit is not None and visit.role == "file"}.values())

    def is_known(self, url: str) -> bool:
        """Whether the address was asked for: it was visited or missed."""
        return self.page(url) is not None or self.miss(url) is not None

    def coverage(self, standard: str, item: str) -> Coverage | None:
        """What the crawl says of its search for an item."""
        return self._coverage.get((standard, item))

    @cached_property
    def homes(self) -> tuple[PageVisit, ...]:
        """Pages visited as home page; more than one where the first is a stub."""
        return tuple(page for page in self.snapshot.pages if page.role == "home")

    @cached_property
    def home_miss(self) -> Miss | None:
        """Why the home page was not obtained; ``None`` where it was, or where nothing is known."""
        return next((miss for miss in self.snapshot.misses if miss.role == "home"), None) or self.miss(
            self.snapshot.site.url
        )

    @cached_property
    def columns(self) -> tuple[SeenColumn, ...]:
        """Every distinct column seen on the site, in order of sight."""
        return seen_columns(self.snapshot.pages)

    @cached_property
    def _home_places(self) -> frozenset[str]:
        homes = [url for home in self.homes for url in (home.url, home.final_url)]
        return frozenset(place_key(url) for url in (self.snapshot.site.url, *homes))

    def is_home(self, url: str) -> bool:
        """Whether the address is that of the home page."""
        return place_key(url) in self._home_places

    def exposures(self, page: PageVisit) -> tuple[Exposure, ...]:
        """Whole numbers of persons on a page: those that reading named, and what facts that were not masked still hold.

        Several items look at one page; it is searched once.
        """
        if page.url not in self._exposed:
            found = find_private_data(page_text(page))
            self._exposed[page.url] = tuple(dict.fromkeys((*page.facts.exposures, *found)))
        return self._exposed[page.url]

    def own_scripts(self, page: PageVisit) -> tuple[str, ...]:
        """Scripts that a page loads and no page of the site does whose content could be read without them.

        What stands in every page of the site writes no list: those with lists would have lacked theirs too.
        """
        return tuple(script for script in page.facts.scripts if script not in self._harmless_scripts)

    @cached_property
    def _harmless_scripts(self) -> frozenset[str]:
        return frozenset(
            script
            for page in self.snapshot.pages
            if page.facts.scripts and has_content(page)
            for script in page.facts.scripts
        )

    def open(self, url: str, name: str) -> Opened:
        """Follow redirects from ``url`` and gather the further pages of what is there, without sub-columns."""
        key = address_key(url)
        if key not in self._opened:
            self._opened[key] = self._follow(url, name)
        return msgspec.structs.replace(self._opened[key], name=name)

    def open_column(self, column: SeenColumn) -> Opened:
        """Like ``open``, with the sub-columns; a heading without a link has nothing but those."""
        if column.url is None or self.is_home(column.url):
            opened = Opened(name=column.name, url=None, complete=True)
        else:
            opened = self.open(column.url, column.name)
        return msgspec.structs.replace(opened, children=self._children(column, opened))

    def _follow(self, url: str, name: str) -> Opened:
        hops = [url]
        while True:
            page = self.page(hops[-1])
            if page is None:
                miss = self.miss(hops[-1])
                if len(hops) > 1 and miss is None:
                    stub = self.page(hops[-2])
                    return Opened(name=name, url=url, page=stub, hops=tuple(hops), stopped_at=hops[-1])
                return Opened(name=name, url=url, miss=miss, hops=tuple(hops))
            target = page.facts.redirect
            if target is None or has_content(page) or same_place(target, page.url):
                return self._gather(url, name, page, tuple(hops))
            if any(same_place(target, hop) for hop in hops) or len(hops) > REDIRECT_HOPS:
                return Opened(name=name, url=url, page=page, hops=tuple(hops), stopped_at=target)
            hops.append(target)

    def _gather(self, url: str, name: str, first: PageVisit, hops: tuple[str, ...]) -> Opened:
        """Collect frames, further list pages, list interfaces and articles, breadth first."""
        pages: dict[str, PageVisit] = {first.url: first}
        unread: dict[str, None] = {}
        waiting = [first]
        while waiting and len(pages) <= _LIST_PAGES:
            page = waiting.pop(0)
            further = list(page.facts.frames) + list(page.facts.list_urls)
            if page.facts.pages is not None and page.facts.pages.next is not None:
                further.append(page.facts.pages.next)
            found = [(target, self.page(target)) for target in further]
            found += [(sibling.url, sibling) for sibling in self._via.get(address_key(page.url), ())]
            for target, visit in found:
                if visit is None:
                    unread.setdefault(target)
                elif visit.url not in pages and (visit.role == "list-page" or target in further):
                    pages[visit.url] = visit
                    waiting.append(visit)
        articles = self._articles_of(tuple(pages.values()))
        files = [file for one in (*pages.values(), *articles) for file in self.files_of(one)]
        numbered = [page.facts.pages for page in pages.values() if page.facts.pages is not None]
        total = max((seen.total for seen in numbered if seen.total is not None), default=None)
        capped = any(seen.lower_bound for seen in numbered)
        complete = not unread and not capped and (total is None or len({seen.current for seen in numbered}) >= total)
        return Opened(
            name=name,
            url=url,
            page=first,
            hops=hops,
            pages=tuple(pages.values()),
            unread=tuple(unread),
            complete=complete,
            articles=articles,
            files=tuple({file.url: file for file in files}.values()),
        )

    def _articles_of(self, pages: tuple[PageVisit, ...]) -> tuple[PageVisit, ...]:
        """Visited articles that the lists name, then those that were reached from them, in order of sight."""
        listed = [address_key(entry.url) for page in pages for entry in page.facts.entries if entry.url]
        reached = [address_key(visit.url) for page in pages for visit in self._via.get(address_key(page.url), ())]
        own = {address_key(page.url) for page in pages}
        return tuple(
            self._articles[key] for key in dict.fromkeys(listed + reached) if key in self._articles and key not in own
        )

    @cached_property
    def _below(self) -> dict[str, list[SeenColumn]]:
        """Columns by the normalised name of each of their parents."""
        below: dict[str, list[SeenColumn]] = {}
        for column in self.columns:
            for name in dict.fromkeys(normalise_name(parent) for parent in column.parents):
                below.setdefault(name, []).append(column)
        return below

    def _is_own(self, other: Column, page: PageVisit) -> bool:
        """Whether a column stands in the body of a page without a list, and in the body of no other page.

        What many pages carry is a box beside the content; what only one carries is what that page is about.
        """
        if page.facts.entries or other.area != "body" or other.url is None:
            return False
        return self._body_counts.get(address_key(other.url), 0) <= 1

    def own_headings(self, page: PageVisit) -> int:
        """How many names without an address stand in the body of this page and of no other."""
        names = {column.name for column in page.facts.columns if column.area == "body" and column.url is None}
        return sum(self._body_counts.get(name, 0) <= 1 for name in names)

    @cached_property
    def _body_counts(self) -> dict[str, int]:
        """On how many pages other than the home page an address, or a name without one, stands in the body."""
        counts: dict[str, int] = {}
        for page in self.snapshot.pages:
            if page.role != "home":
                body = (column for column in page.facts.columns if column.area == "body")
                for key in {column.name if column.url is None else address_key(column.url) for column in body}:
                    counts[key] = counts.get(key, 0) + 1
        return counts

    @cached_property
    def _above(self) -> dict[str, tuple[str, ...]]:
        """Names printed above each column anywhere on the site, by its normalised name."""
        above: dict[str, dict[str, None]] = {}
        for column in self.columns:
            if column.parents:
                above.setdefault(normalise_name(column.name), {}).update(dict.fromkeys(column.parents))
        return {name: tuple(parents) for name, parents in above.items()}

    def parents_of(self, name: str) -> tuple[str, ...]:
        """Every name that is printed above a column of that name, anywhere on the site."""
        return self._above.get(normalise_name(name), ())

    def _children(self, column: SeenColumn, opened: Opened) -> tuple[Opened, ...]:
        """Sub-columns by the printed tree, and by folder on the column's own page."""
        own = [*opened.hops, *(page.url for page in opened.pages)]
        # The tree on a platform's page is what the platform holds; on the page of any other column it is its siblings.
        is_hub = (
            normalise_name(column.name) in PLATFORM and opened.page is not None and opened.page.facts.kind == "platform"
        )
        printed = [
            (other.name, other.url)
            for other in self._below.get(normalise_name(column.name), ())
            if _is_below(other, column)
        ]
        inside = [
            (other.name, other.url)
            for page in opened.pages[:1]
            for other in page.facts.columns
            if (is_hub and other.area in ("body", "tree")) or _is_in_folder(other, page) or self._is_own(other, page)
        ]
        found: dict[str, Opened] = {}
        for name, url in printed + inside:
            if url is None or len(found) >= _CHILDREN or address_key(url) in found:
                continue
            if not self.is_home(url) and not any(same_place(url, other) for other in own):
                found[address_key(url)] = self.open(url, name)
        return tuple(found.values())


def seen_columns(pages: tuple[PageVisit, ...]) -> tuple[SeenColumn, ...]:
    """Every distinct column on the pages, in order of sight.

    What stands in navigation is the same wherever it is repeated; what stands in the body belongs to its page.
    """
    found: dict[tuple[str, str | None, tuple[str, ...], str, str, str], SeenColumn] = {}
    for page in pages:
        for column in page.facts.columns:
            place = page.url if column.area == "body" else ""
            key = (column.name, column.url, column.parents, column.area, page.role, place)
            if key not in found:
                found[key] = SeenColumn(
                    name=column.name,
                    url=column.url,
                    parents=column.parents,
                    area=column.area,
                    page=page.url,
                    role=page.role,
                )
    return tuple(found.values())


def _says_something(column: Column, page: PageVisit) -> bool:
    """Whether a link tells where it leads: 点击查看 in a document does not."""
    return page.role != "article" or column.area != "body" or len(column.name) >= _TELLING_NAME


def _is_below(other: SeenColumn, column: SeenColumn) -> bool:
    """Whether ``other`` is printed below ``column``: its name stands among the parents, after the same parents."""
    name = normalise_name(column.name)
    parents = [normalise_name(parent) for parent in other.parents]
    if not name or name not in parents:
        return False
    above, own = parents[: parents.index(name)], [normalise_name(parent) for parent in column.parents]
    return not above or not own or above[-1] == own[-1]


def _is_in_folder(other: Column, page: PageVisit) -> bool:
    """Whether ``other``, a column on ``page``, stands in its body and lies in a folder below it."""
    if other.area not in ("body", "tree") or other.url is None:
        return False
    try:
        here, there = urlsplit(page.final_url), urlsplit(other.url)
    except ValueError:
        return False
    # /ndbg/index.html holds what lies in /ndbg/, and so does /ndbg.htm.
    stem, dot, _ = here.path.rpartition(".")
    is_index = here.path.endswith("/") or _DEFAULT_PAGE.search(here.path) is not None
    folder = here.path.rpartition("/")[0] + "/" if is_index or not dot else f"{stem}/"
    below = there.path.rpartition("/")[0] + "/"
    return (
        here.netloc == there.netloc and folder != "/" and below.startswith(folder) and (below != folder or not is_index)
    )
