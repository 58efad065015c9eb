"""The documents of a column: as many as its clock asks for, in the order and shape of its state."""

from __future__ import annotations

import datetime as dt
import random
import zlib

import msgspec

from monitor.province import themes, words
from monitor.province.dates import clock_of, document_dates, period_entries
from monitor.province.reports import cover_text, report_text
from monitor.province.scenario import Scenario
from monitor.province.values import Channel, Document, ItemState, SiteIdentity
from rules.standard import Item, Standard

_PARTS = ("本级情况", "部门情况", "往年情况")
_TARDY_DAYS = 75
_BACK = 24
"""Days before today that a backdated entry prints."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What every step of drafting one site needs."""

    scenario: Scenario
    states: dict[tuple[str, str], ItemState]
    items: tuple[tuple[Standard, Item], ...]
    today: dt.date
    seed: int
    known_names: frozenset[str]

    @property
    def identity(self) -> SiteIdentity:
        """Who the site is."""
        return self.scenario.identity

    def dice(self, *parts: str) -> random.Random:
        """A source of choices that depends on seed, site and ``parts`` alone."""
        return random.Random(":".join((str(self.seed), self.identity.id, *parts)))


def code_of(*parts: str) -> int:
    """A number for a column that depends on nothing but its place on the site."""
    return 100_000 + zlib.crc32(":".join(parts).encode()) % 800_000


def item_documents(
    draft: Draft, item: Item, *, state: ItemState, theme: str, rng: random.Random
) -> tuple[Document, ...]:
    """Write the entries of an item's column, newest first unless its state says otherwise."""
    written = _dated_documents(draft, item, state=state, theme=theme, rng=rng)
    if state.state == "files":
        return tuple(_as_file(document) for document in written)
    if state.state in {"crowded", "others-only"}:
        return _crowd(draft, written, rng=rng)
    if state.state == "backdated":
        day = draft.today - dt.timedelta(days=_BACK)
        late = write_document(draft, theme, day, rng=draft.dice(item.id, "backdated"))
        return tuple(sorted((*written, late), key=lambda document: document.date, reverse=True))
    if state.state in {"pinned", "future"}:
        return _out_of_order(written, state, today=draft.today)
    return written


def _dated_documents(
    draft: Draft, item: Item, *, state: ItemState, theme: str, rng: random.Random
) -> tuple[Document, ...]:
    clock = clock_of(item, draft.identity)
    if clock.every:
        return tuple(
            msgspec.structs.replace(
                write_document(draft, theme, day, rng=draft.dice(item.id, period)),
                title=f"{draft.identity.place}{period}{item.name}情况",
            )
            for day, period in period_entries(clock, state.state, today=draft.today)
        )
    wait = _TARDY_DAYS if state.state == "tardy" else 2
    days = _days(draft, item, state=state, rng=rng)
    return tuple(
        write_document(
            draft,
            theme,
            day,
            rng=draft.dice(item.id, str(number - len(days))),
            labels=item.require.labels,
            of=clock.of,
            wait=wait,
        )
        for number, day in enumerate(days)
    )


def _days(draft: Draft, item: Item, *, state: ItemState, rng: random.Random) -> tuple[dt.date, ...]:
    """The days of the entries; a mended list has those of last night and one of today."""
    if state.before in {"empty", "placeholder"}:
        return (draft.today,)
    if state.before == "stale":
        return (draft.today, *document_dates(item, draft.identity, "stale", today=draft.today, rng=rng))
    return document_dates(item, draft.identity, state.state, today=draft.today, rng=rng)


def write_document(  # noqa: PLR0913 - one call site with all of them
    draft: Draft,
    theme: str,
    day: dt.date,
    *,
    rng: random.Random,
    labels: tuple[str, ...] = (),
    of: str | None = None,
    wait: int = 1,
) -> Document:
    """Write one article of a site.

    Args:
        draft: the site.
        theme: what it is about.
        day: the day it is published.
        rng: where the choices come from.
        labels: what its metadata table must print beside the usual.
        of: the label of a date that a deadline counts from.
        wait: days between that date and ``day``.
    """
    identity = draft.identity
    number = rng.randint(1_000_000, 9_800_000)
    fields = {
        "索引号": f"{identity.region}/{day.year}-{number % 100_000:05d}",
        "主题分类": rng.choice(("综合政务", "财政、金融、审计", "城乡建设、环境保护", "其他")),
        "发布机构": identity.name,
        "成文日期": (day - dt.timedelta(days=rng.randint(1, 3))).isoformat(),
        "发布日期": day.isoformat(),
        "效力状态": "有效",
    }
    if theme == "regulation":
        fields["文号"] = f"{identity.place[0]}府发〔{day.year}〕{rng.randint(1, 40)}号"
    fields.update(
        {name: themes.value_of(name, identity, rng=rng) for name in (label.partition("|")[0] for label in labels)}
    )
    if of:
        fields[of] = (day - dt.timedelta(days=wait)).isoformat()
    written = Document(
        number=number,
        title=themes.title_for(theme, identity, day=day, rng=rng),
        date=day,
        paragraphs=themes.paragraphs_for(identity, day=day, rng=rng, count=rng.randint(3, 6)),
        fields=fields,
        attachment=f"P0{day:%Y%m%d}{number}.pdf" if theme == "annual" or rng.randrange(4) == 0 else None,
    )
    return _as_report(draft, written, rng=draft.dice("report", str(number))) if theme == "annual" else written


def _as_report(draft: Draft, written: Document, *, rng: random.Random) -> Document:
    """The report on the year before, in the form that the site's story gives it."""
    form, year = draft.scenario.reports, written.date.year - 1
    text = report_text(draft.identity, year=year, form=form, rng=rng)
    if form in {"headless", "wrong-sum"}:
        return msgspec.structs.replace(written, paragraphs=text, attachment=None)
    if form == "whole":
        return msgspec.structs.replace(written, paragraphs=text)
    name = f"P0{written.date:%Y%m%d}{written.number}.{'docx' if form == 'in-word' else 'pdf'}"
    cover = cover_text(draft.identity, year=year)
    said = () if form == "scanned" else text
    return msgspec.structs.replace(written, paragraphs=cover, attachment=name, file_text=said)


def _as_file(document: Document) -> Document:
    """An entry that leads to a file."""
    return msgspec.structs.replace(document, is_file=True, attachment=f"P0{document.date:%Y%m%d}{document.number}.pdf")


def _crowd(draft: Draft, own: tuple[Document, ...], *, rng: random.Random) -> tuple[Document, ...]:
    """The site's own reports among those of its departments, which came some days later."""
    crowd = []
    for back in range(4):
        newest = dt.date(draft.today.year - back, 4, 28)
        for number, organ in enumerate(words.DEPARTMENTS):
            day = newest - dt.timedelta(days=number)
            if day <= draft.today:
                title = f"{draft.identity.place}{organ}{day.year - 1}年政府信息公开工作年度报告"
                crowd.append(msgspec.structs.replace(write_document(draft, "annual", day, rng=rng), title=title))
    named = tuple(
        msgspec.structs.replace(
            document, title=f"{draft.identity.name}{document.date.year - 1}年政府信息公开工作年度报告"
        )
        for document in own
    )
    return tuple(sorted((*crowd, *named), key=lambda document: document.date, reverse=True))


def _out_of_order(documents: tuple[Document, ...], state: ItemState, *, today: dt.date) -> tuple[Document, ...]:
    """A list whose first entry is older than the rest, or printed with a day that has not come."""
    first = documents[-1]
    if state.state == "future":
        first = msgspec.structs.replace(first, date=today + dt.timedelta(days=300))
    return (first, *documents[:-1])


def divided(channel: Channel, *, by_year: bool) -> Channel:
    """The same entries, in sub-columns."""
    shares: dict[str, list[Document]] = {}
    for number, document in enumerate(channel.documents):
        name = f"{document.date.year - 1}年" if by_year else _PARTS[number % len(_PARTS)]
        shares.setdefault(name, []).append(document)
    children = tuple(
        Channel(slug=f"p{number}", code=code_of(str(channel.code), name), name=name, documents=tuple(documents))
        for number, (name, documents) in enumerate(shares.items())
    )
    return msgspec.structs.replace(channel, kind="hub", documents=(), children=children)
