"""Page facts: what was read from one page. No judgement, no network, no dates of today."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

PageKind = Literal["home", "platform", "list", "article", "page", "error", "blocked"]
Area = Literal["nav", "tree", "body", "footer", "friend", "hidden"]
FootMark = Literal["emblem", "report", "icp", "police", "map", "sponsor", "contact", "script", "picture"]
"""The last two are no marks: a script writes the foot, or a picture stands in it, and what they show was not read."""


class Column(msgspec.Struct, frozen=True, omit_defaults=True):
    """A node of the site's own navigation or disclosure tree, as printed."""

    name: str
    url: str | None
    """Absolute address; ``None`` for a heading without a link."""
    parents: tuple[str, ...] = ()
    """Printed names from the outermost to the nearest."""
    area: Area = "nav"


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of the list that the page is about."""

    title: str
    url: str | None
    date: dt.date | None = None
    read_from: str = ""
    """The text the date was read from, word for word; empty where there is no date."""


class Pagination(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where this list page stands among its siblings; numbers count from 1."""

    current: int
    total: int | None = None
    next: str | None = None
    lower_bound: bool = False
    """``True`` where the builder caps what it shows, so ``total`` is only a least number."""


class Attachment(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file that the page offers."""

    name: str
    url: str
    kind: str = ""
    """Lower-case extension without the dot: ``pdf``, ``doc``, ``xlsx`` …"""


class FigureTable(msgspec.Struct, frozen=True):
    """A table of figures in the main text; a merged cell stands in every place that it covers."""

    rows: tuple[tuple[str, ...], ...]


class BareLabel(msgspec.Struct, frozen=True, omit_defaults=True):
    """A label that the page prints with nothing behind it, as far as that can be proven."""

    name: str
    before: str = ""
    """The label that follows in its place; empty where an empty cell or the end follows."""


class FileFacts(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What kind of file was read in place of a page."""

    kind: str
    """``pdf``, ``docx``, ``xlsx`` …, by what the bytes are, never by the name alone."""
    pages: int | None = None
    """Pages or sheets that the file has."""
    read: int | None = None
    """Of these, how many were read; fewer means that the rest is unknown."""
    scanned: bool = False
    """Pictures of pages without words in them: what it says is unknown."""


class Exposure(msgspec.Struct, frozen=True):
    """A number of a person that a page shows in full; only its masked form is kept."""

    kind: Literal["identity", "bank-card", "mobile"]
    masked: str
    """The first and last digits with stars between: ``5227**********1234``."""


class SiteMarks(msgspec.Struct, frozen=True, omit_defaults=True):
    """The marks that a government site must print (国办发〔2017〕47号)."""

    name: str | None = None
    id_code: str | None = None
    icp: str | None = None
    police: str | None = None
    printed_code: str | None = None
    """The id code printed at the foot, whatever a meta says."""
    foot: tuple[FootMark, ...] = ()
    """Marks of the foot that were seen as a word, a picture or an address."""
    search: bool | None = None
    """Whether the site can be searched from this page; ``None`` where a field stands there that may be for it."""


class PageFacts(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Everything read from one page; what is not on the page is ``None`` or empty, never guessed."""

    url: str
    charset: str
    kind: PageKind
    family: str = "generic"
    """The site builder that was recognised."""
    title: str | None = None
    site: SiteMarks = SiteMarks()
    meta: dict[str, str] = {}
    """Lower-case name to content, first one wins."""
    breadcrumb: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    entries: tuple[Entry, ...] = ()
    pages: Pagination | None = None
    redirect: str | None = None
    """Absolute target of a redirect by meta refresh, script or stub."""
    frames: tuple[str, ...] = ()
    """Absolute addresses of frames that carry the content of a frameset page."""
    published: dt.date | None = None
    """The date shown to a reader."""
    published_meta: dt.date | None = None
    """The date in ``<meta name=PubDate>``, which migrations can put years off."""
    source: str | None = None
    document_number: str | None = None
    index_number: str | None = None
    fields: dict[str, str] = {}
    """The metadata table as printed: 成文日期, 效力状态 … to value."""
    attachments: tuple[Attachment, ...] = ()
    tables: tuple[FigureTable, ...] = ()
    """Tables of a form that a check adds up, such as those of an annual report; no others."""
    bare: tuple[BareLabel, ...] = ()
    """Labels in the main text with nothing behind them: 办公地址： before 联系电话：, or before an empty cell."""
    concealed: int = 0
    """Characters of the main text that are only shown on a click, such as those of tabs; ``text`` leaves them out."""
    beside: int = 0
    """Characters in sentences outside the main text, links and the frame of the page: the text may be a part only."""
    continued: bool = False
    """The document goes on on further pages, which are not part of these facts."""
    file: FileFacts | None = None
    """Set where the address holds a file; ``text`` is then what the file says."""
    text_length: int = 0
    """Characters of the main text without blanks, navigation, header and footer."""
    text: str = ""
    """The main text, at most ``TEXT_LIMIT`` characters."""
    images: int = 0
    """Pictures in the main text, decoration left out: a scanned page holds nothing else."""
    notice: str | None = None
    """A placeholder printed in place of content: 暂无信息, 栏目建设中 …"""
    block: str | None = None
    """What a block page is made of: ``script-challenge``, ``waf``, ``slide-code``, ``login``."""
    needs_browser: str | None = None
    """Why the content cannot be read without running scripts: ``list-by-script``, ``single-page-app``."""
    forms: tuple[str, ...] = ()
    """Absolute targets of forms that a citizen can fill in (not the search box)."""
    list_urls: tuple[str, ...] = ()
    """Addresses of list interfaces that the page itself names."""
    links: tuple[str, ...] = ()
    """Every other absolute http(s) address on the page, once, in order."""
    scripts: tuple[str, ...] = ()
    """Addresses, without their queries, of scripts from the page's own host; known libraries and counters left out."""
    related: tuple[str, ...] = ()
    """What may lead from a document to related pages unread: headings without a link behind them, frames; of a home
    page its empty lists that a script may fill."""
    outline: bool = False
    """Only the title and the links were read; nothing that is absent here is absent from the page."""
    exposures: tuple[Exposure, ...] = ()
    """Numbers of persons that the page shows in full, each once; in all other facts they are masked."""
    read_from: dict[str, str] = {}
    """Fact name to the place it was read from, for ``inspect``."""


TEXT_LIMIT = 20_000


class Unreadable(msgspec.Struct, frozen=True):
    """The bytes hold no page: why, in words of the closed list of miss reasons."""

    reason: Literal["not-html", "undecodable", "too-large"]
    detail: str = ""
