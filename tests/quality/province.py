"""How well the pages of the sample province are read: what its blueprints say stands on them against the reader.

The truth of a page is the blueprint it was rendered from, never anything that was read. Every page of a list is asked
for its entries, the first articles of every column for what they print, every page of the platform for the tree
beside it. Columns that nobody can open are asked for nothing but the wall or the error that stands in their place.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

import msgspec

from crawler.reading import normalise_url, read_page
from monitor.province import Province, build_province
from monitor.province.blueprint import every_channel
from monitor.province.builders import families
from monitor.province.desk import FOREIGN, desk_for
from rules.facts import PageFacts
from tests.quality.counting import Held, Miss, Score, folded, one

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from monitor.province.desk import Desk
    from monitor.province.values import Channel, Document, Page

TODAY = dt.date(2026, 11, 22)
SEEDS = (1, 2, 3)
_UNREACHABLE = frozenset({"down", "no-name", "blocking"})
_CLOSED = frozenset({"forbidden", "server-error", "hanging", "sent-home", "error-redirect", "redirect", "robots"})
"""States whose page is not there to be read, or is another page of the site."""
_WALLS = {"blocked": "blocked", "login": "blocked", "error-page": "error", "broken": "error"}
_ARTICLES = 1
"""Articles of a column that are asked; the builder writes the others the same way."""
_DEEPEST = 3
"""Levels of the tree below the platform that every builder prints."""
_DAY = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})(?:日|\s[\d:]+)?")
_PLACE = re.compile(r"\{\{site:([\w-]+)\}\}")


class Asked(NamedTuple):
    """One page and where it stands."""

    desk: Desk
    host: str
    path: str
    page: Page

    @property
    def url(self) -> str:
        """The address of the page."""
        return _addressed(f"{{{{site:{self.host}}}}}{self.path}")

    def leads_to(self, href: str) -> str | None:
        """Where a link that stands on this page leads to, in the form in which addresses are compared."""
        return normalise_url(urljoin(self.url, _addressed(href)))


def recipe() -> str:
    """SHA-256 over everything the provinces are made from, and over how much of them is asked."""
    whole = hashlib.sha256(f"{_ARTICLES} {_DEEPEST}".encode())
    for seed in SEEDS:
        whole.update(_built(seed).recipe())
    return whole.hexdigest()


def score_province() -> tuple[dict[str, dict[str, Score]], list[Miss]]:
    """Read the pages of every site and hold them against its blueprint.

    Returns:
        Builder to fact to score, in order of their names, and every wrong answer.
    """
    scores: dict[str, dict[str, Score]] = {name: {} for name in sorted(families())}
    misses: list[Miss] = []
    for seed in SEEDS:
        province = _built(seed)
        for site_id, scenario in province.scenarios.items():
            if scenario.trouble in _UNREACHABLE:
                continue
            counted = scores[scenario.identity.builder]
            for asked, held in _site(province, site_id):
                for fact, score, wanted, got in held:
                    counted[fact] = counted.get(fact, Score()).plus(score)
                    if not score.exact:
                        misses.append(Miss(f"seed {seed} {scenario.identity.builder} {asked.url}", fact, wanted, got))
    return {name: dict(sorted(counted.items())) for name, counted in scores.items()}, misses


def summed(scores: dict[str, dict[str, Score]]) -> dict[str, Score]:
    """The scores of all builders together."""
    totals: dict[str, Score] = {}
    for counted in scores.values():
        for fact, score in counted.items():
            totals[fact] = totals.get(fact, Score()).plus(score)
    return dict(sorted(totals.items()))


def family_table(scores: dict[str, dict[str, Score]]) -> str:
    """Exact rates, one line a fact and one column a builder; a point where a builder was not asked."""
    facts = sorted({fact for counted in scores.values() for fact in counted})
    lines = [f"{'exact by builder':<20}" + "".join(f"{name:>10}" for name in scores)]
    for fact in facts:
        cells = (f"{counted[fact].exact_rate:.3f}" if fact in counted else "." for counted in scores.values())
        lines.append(f"{fact:<20}" + "".join(f"{cell:>10}" for cell in cells))
    return "\n".join(lines)


def _built(seed: int) -> Province:
    return build_province(today=TODAY, seed=seed, pages_per_site=1)


def _addressed(text: str) -> str:
    return _PLACE.sub(r"http://site-\1.example", text)


def _read(asked: Asked) -> PageFacts:
    page = asked.page
    body = page.raw if page.raw is not None else _addressed(page.body).encode(page.charset, "xmlcharrefreplace")
    facts = read_page(body, asked.url, status=page.status, content_type=page.content_type)
    if not isinstance(facts, PageFacts):
        raise TypeError(f"{asked.url} was not read: {facts}")
    return facts


def _site(province: Province, site_id: str) -> Iterator[tuple[Asked, list[Held]]]:
    blueprint = province.blueprint(site_id)
    family = families()[blueprint.identity.builder]
    desk = desk_for(blueprint, family)
    hosts = {host: province.pages(host) for host in (site_id, *province.platform_hosts_of(site_id))}

    def at(path: str, channel: Channel | None = None) -> Asked:
        apart = channel is not None and blueprint.platform_host is not None and desk.in_platform(channel)
        host = (blueprint.platform_host or "") if apart else site_id
        return Asked(desk.at(path, channel), host, path, hosts[host][path])

    home = at(family.home_path if family.further_pages is None else next(iter(family.further_pages(desk))))
    yield home, _home(home, _read(home))
    for channel, _ in every_channel(blueprint):
        if channel.state in FOREIGN or channel.state in _CLOSED or not channel.linked:
            continue
        asked = at(desk.path(channel), channel)
        if channel.state in _WALLS:
            yield asked, [one("page kind", _WALLS[channel.state], _read(asked).kind)]
        elif channel.state == "needs-script":
            yield asked, [one("needs browser", True, _read(asked).needs_browser is not None)]
        elif channel.state == "stub":
            yield asked, [one("redirect", asked.leads_to(_moved(asked, channel)), _read(asked).redirect)]
        elif channel.kind == "list":
            yield from _column(asked, channel, at)
        else:
            facts = _read(asked)
            kind = [one("page kind", "platform", facts.kind)] if channel.role == "platform" else []
            yield asked, [*kind, *_columns(asked, channel, facts)]


def _moved(asked: Asked, channel: Channel) -> str:
    """Where a stub leads: the real column has a folder and a number of its own (``monitor.province.assembly``)."""
    desk = asked.desk
    moved = msgspec.structs.replace(channel, slug=f"{channel.slug}_list", code=channel.code + 1_000_000)
    trails = {**desk.trails, moved.code: desk.trails[channel.code]}
    return msgspec.structs.replace(desk, trails=trails).path(moved)


def _home(asked: Asked, facts: PageFacts) -> list[Held]:
    desk = asked.desk
    names = (*desk.blueprint.menu, desk.blueprint.platform, *desk.blueprint.home_links)
    return [one("page kind", "home", facts.kind), *_named(asked, names, facts)]


def _column(asked: Asked, channel: Channel, at: Callable[[str, Channel], Asked]) -> Iterator[tuple[Asked, list[Held]]]:
    desk = asked.desk
    size = desk.family.page_size
    for number in range(1, max(1, -(-len(channel.documents) // size)) + 1):
        page = at(desk.path(channel, number), channel)
        part = channel.documents[(number - 1) * size : number * size]
        printed = tuple(document for document in part if _last(desk.document(channel, document)) in page.page.body)
        facts = _read(page)
        held = _list(page, channel, printed, facts)
        yield page, held if page.page.body.startswith("<?xml") else [*held, *_columns(page, channel, facts)]
    for document in channel.documents[:_ARTICLES]:
        article = at(desk.document_path(channel, document), channel)
        yield article, _article(article, document, _read(article))


def _last(address: str) -> str:
    return address.rpartition("/")[2]


def _list(asked: Asked, channel: Channel, documents: tuple[Document, ...], facts: PageFacts) -> list[Held]:
    wanted = {asked.leads_to(asked.desk.document(channel, document)): document for document in documents}
    got = {entry.url: entry for entry in facts.entries}
    both = wanted.keys() & got.keys()
    score = Score(len(both), len(got) - len(both), len(wanted) - len(both), int(wanted.keys() == got.keys()), 1)
    held: list[Held] = [
        ("list entries", score, sorted(map(str, wanted.keys() - both)), sorted(map(str, got.keys() - both))),
        one("list count", len(documents), len(facts.entries)),
    ]
    if documents:
        held.append(one("page kind", "list", facts.kind))
    for address in sorted(map(str, both)):
        held.append(one("entry title", wanted[address].title, got[address].title))
        if channel.years == "shown":
            held.append(one("entry date", wanted[address].date, got[address].date))
        else:  # month and day alone: the year may stay open, but must not be a wrong one
            held.append(one("entry date, no year", True, got[address].date in {None, wanted[address].date}))
    if channel.years == "shown" and documents:
        newest = max((entry.date for entry in facts.entries if entry.date is not None), default=None)
        held.append(one("list newest", max(document.date for document in documents), newest))
    return held


def _article(asked: Asked, document: Document, facts: PageFacts) -> list[Held]:
    held = [
        one("page kind", "article", facts.kind),
        one("article title", document.title, facts.title),
        one("article number", document.fields.get("文号"), facts.document_number),
        one("article index", document.fields["索引号"], facts.index_number),
    ]
    fields = document.fields
    if fields["发布日期"] == document.date.isoformat():
        held.append(one("article date", document.date, facts.published))
    else:  # a slip of the pen: the page prints two dates, and no reader can tell which is meant
        fields = {name: value for name, value in fields.items() if name != "发布日期"}
    if "来源：" in asked.page.body:  # the oldest builder prints an author, which is no source
        held.append(one("article source", document.fields["发布机构"], facts.source))
    held += [
        one("article field", _day(value), _day(facts.fields.get(name, ""))) for name, value in sorted(fields.items())
    ]
    named = sorted(_last(attachment.url) for attachment in facts.attachments)
    return [*held, one("article files", [document.attachment] if document.attachment else [], named)]


def _bare(name: str) -> str:
    """A name without the bullet that builders print before it."""
    return folded(name).lstrip("·☆")


def _day(value: str) -> str | dt.date | None:
    """A dated value as a day: the line below the title prints it in one form, the table in another."""
    found = _DAY.fullmatch(value)
    return dt.date(int(found[1]), int(found[2]), int(found[3])) if found else value or None


def _columns(asked: Asked, channel: Channel, facts: PageFacts) -> list[Held]:
    """The menu on every page, the tree on those of the platform."""
    names = asked.desk.blueprint.menu
    if asked.desk.in_platform(channel):
        names += tuple(_tree(asked.desk.blueprint.platform, 1))
    return _named(asked, names, facts)


def _tree(channel: Channel, level: int) -> Iterator[Channel]:
    """What is printed below a column in the order of the tree."""
    for child in channel.children if level <= _DEEPEST and not channel.folded else ():
        yield child
        yield from _tree(child, level + 1)


def _named(asked: Asked, channels: tuple[Channel, ...], facts: PageFacts) -> list[Held]:
    """Names by recall, addresses of those that were found; what else is on the page is not wrong."""
    addresses: dict[str, set[str | None]] = {}
    for column in facts.columns:
        addresses.setdefault(_bare(column.name), set()).add(column.url)
    held: list[Held] = []
    for channel in channels:
        name = _bare(channel.name)
        held.append(one("column name", name, name if name in addresses else None))
        if name in addresses:
            link = asked.desk.link(channel)
            wanted = asked.leads_to(link) if link is not None else None
            got = addresses[name]
            held.append(one("column address", wanted, wanted if wanted in got else sorted(map(str, got))))
    return held
