"""The words of the sample province as values: what stands where, in which state, and what must be found.

Nothing here renders HTML or opens a socket.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from rules.model import Body, Level, Outcome, Problem

State = Literal[
    "present",
    "missing",
    "empty",
    "placeholder",
    "stale",
    "late",
    "overdue",
    "tardy",
    "not-yet-due",
    "broken",
    "error-page",
    "stub",
    "redirect",
    "needs-script",
    "script-file",
    "exposed",
    "backdated",
    "blocked",
    "forbidden",
    "server-error",
    "hanging",
    "robots",
    "login",
    "sent-home",
    "error-redirect",
    "by-year",
    "files",
    "crowded",
    "others-only",
    "split",
    "pinned",
    "future",
    "picture",
    "attachment",
    "scan",
    "incomplete",
    "offsite",
    "offsite-foreign",
    "offsite-forbidden",
    "heading",
]
"""How an item stands on a site.

``late``: last year's report came after its day; ``overdue``: it never came, or the regular column stopped;
``tardy``: entries appear long after the day they are counted from. ``stub`` and ``redirect`` lead on to the real
column, ``sent-home`` to the home page, ``error-redirect`` to a page that says there is none. ``by-year`` and
``split`` keep the entries in sub-columns. ``files``: entries lead to files, not to articles. ``crowded``: the reports
of many departments stand in the same list; ``others-only``: theirs alone. ``pinned``: an old entry stands first; ``future``: a slip of the pen dates
one entry ahead of today while the rest is stale. ``picture``, ``attachment`` and ``scan``: a page whose text is in an
image, a file or a file of images. ``heading``: a name without a link. ``script-file``: a list that
a file of scripts fills, of which the page says nothing. ``backdated``: an
entry that nobody saw the night before, with a day long past printed. ``exposed``: a page that prints a person's identity number.
"""

Place = Literal["statutory", "group", "hub", "key-areas", "affairs", "stray", "home"]
"""Where the column of an item hangs.

``statutory``: below 法定主动公开内容. ``group``: below a named group there. ``hub``: on the page of such a group only.
``key-areas``: below 重点领域信息公开. ``affairs``: below 政务公开. ``stray``: in a part of the site that has nothing
to do with disclosure. ``home``: linked from the home page alone.
"""

Role = Literal[
    "home",
    "news",
    "affairs",
    "platform",
    "statutory",
    "group",
    "key-areas",
    "service",
    "interaction",
    "about",
    "topics",
    "item",
    "decoy",
    "ordinary",
]
ChannelKind = Literal["list", "page", "form", "hub"]


ReportForm = Literal["whole", "headless", "wrong-sum", "in-pdf", "in-word", "scanned"]
"""What the yearly report of a site is like. ``headless``: two of the six headings lack; ``wrong-sum``: a total that its
own figures contradict; the others stand in a file alone, the last as a picture."""


class Expected(msgspec.Struct, frozen=True):
    """What a careful person would conclude."""

    outcome: Outcome
    problem: Problem | None = None


class ItemState(msgspec.Struct, frozen=True, kw_only=True):
    """How one item stands on one site."""

    state: State = "present"
    place: Place = "statutory"
    name: str | None = None
    """The printed name; ``None`` means the item's own name."""
    before: State | None = None
    """What it was until last night, where it has been mended since; new entries are of today."""
    years: Literal["shown", "hidden"] = "shown"
    """``hidden``: the list prints month and day, only the articles print the year."""


class SiteIdentity(msgspec.Struct, frozen=True, kw_only=True):
    """Who a site says it is."""

    id: str
    name: str
    """The registered name, such as 清溪县人民政府."""
    place: str
    """The place without the kind of body, such as 清溪县."""
    level: Level
    body: Body
    region: str
    builder: str
    short: str
    """Latin letters for addresses and folders."""
    office: str = "政府办公室"

    @property
    def people(self) -> str:
        """How the site speaks of its own place: 我省, 我市, 我县, 我镇, 我局."""
        last = {"government": self.place[-1], "department": self.name[-1], "enterprise": "公司"}[self.body]
        return f"我{last}"


class Cell(msgspec.Struct, frozen=True):
    """One cell of a table."""

    text: str
    across: int = 1
    down: int = 1


class Table(msgspec.Struct, frozen=True):
    """A table in a text."""

    rows: tuple[tuple[Cell, ...], ...]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One article."""

    number: int
    title: str
    date: dt.date
    paragraphs: tuple[str | Table, ...]
    fields: dict[str, str] = {}
    """The metadata table as printed."""
    is_file: bool = False
    """The entry of the list leads to the file itself."""
    attachment: str | None = None
    """The name of a file that hangs on it, such as ``P020260320.pdf``."""
    file_text: tuple[str | Table, ...] | None = None
    """What that file says, where it is not what the page says; empty for a scan."""

    @property
    def lead(self) -> str:
        """The first words of the text."""
        return next((part for part in self.paragraphs if isinstance(part, str)), "")

    @property
    def attachment_name(self) -> str:
        """How the page calls the file."""
        return f"{self.title}.{(self.attachment or 'pdf').rpartition('.')[2]}"


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    """One column of a site with what stands below it."""

    slug: str
    code: int
    name: str
    role: Role = "ordinary"
    kind: ChannelKind = "list"
    state: State = "present"
    documents: tuple[Document, ...] = ()
    paragraphs: tuple[str, ...] = ()
    """The text of a ``page``."""
    children: tuple[Channel, ...] = ()
    items: tuple[tuple[str, str], ...] = ()
    """The (standard, item) pairs that it stands for."""
    folded: bool = False
    """Its children are shown on its own page only, not in any menu."""
    linked: bool = True
    """``False`` for a heading without a link."""
    years: Literal["shown", "hidden"] = "shown"


class Blueprint(msgspec.Struct, frozen=True, kw_only=True):
    """One site before any builder has rendered it."""

    identity: SiteIdentity
    today: dt.date
    seed: int
    menu: tuple[Channel, ...]
    """The columns of the main navigation, in order; the home page itself is not among them."""
    platform: Channel
    """政府信息公开; it may stand in the menu or below 政务公开."""
    platform_host: str | None = None
    """Id of the served address on which the platform stands, where it is not the site's own."""
    home_links: tuple[Channel, ...] = ()
    """Columns that are linked from the home page alone."""
    neighbours: tuple[tuple[str, str], ...] = ()
    """Name and address of friendly sites; addresses may hold ``{{site:ID}}``."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One answer of a site. ``{{site:ID}}`` in the body stands for the address that site is bound to."""

    body: str = ""
    raw: bytes | None = None
    """Bytes to send as they are, for what is no text."""
    status: int = 200
    charset: str = "utf-8"
    """How the body is really encoded, whatever it declares."""
    content_type: str = "text/html"
    location: str | None = None
    behaviour: Literal["plain", "drip", "hang", "endless", "gzip-bomb", "reset"] = "plain"


class SiteLog(msgspec.Struct, frozen=True, kw_only=True):
    """What a served site saw."""

    requests: int = 0
    not_modified: int = 0
    highest_concurrency: int = 0
    paths: tuple[str, ...] = ()
    """Every path that was asked for, in order of arrival."""
