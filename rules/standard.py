"""A standard as values: the ten elements word for word, and beside them how a machine can check."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from rules.model import Body, Level, Severity, Site

LEVELS: tuple[Level, ...] = ("province", "city", "county", "township")
BODIES: tuple[Body, ...] = ("government", "department", "enterprise")
FindKind = Literal["list", "page", "link", "form"]
Period = Literal["month", "quarter", "half-year", "year"]
Provenance = Literal["found", "second-hand", "memory", "inferred"]
State = Literal["draft", "trial", "in-force", "retired"]
LinkKind = Literal["link", "dated", "name", "listed"]
SumForm = Literal["disclosure-report-2021"]


class Find(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How a machine finds the item on a site."""

    aliases: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    """Names of expected parents; found elsewhere is ``misplaced``."""
    kind: FindKind = "list"
    strict: bool = False
    """``misplaced`` fails instead of warning."""
    below: tuple[str, ...] = ()
    """Names that mean this item only below one of ``under``: 年报 alone may be any yearly report."""
    core: tuple[str, ...] = ()
    """Words that mean the item by themselves: 预算. Around one may stand what follows here, and neutral words."""
    words: tuple[str, ...] = ()
    """Words of which one is only a hint (财政) and two, or one with a word of ``beside``, mean the item."""
    beside: tuple[str, ...] = ()
    """Words that say nothing alone and only stand beside the others: 草案."""
    never: tuple[str, ...] = ()
    """Words that look alike but mean something else; a column whose name holds one never stands for this item."""
    doubtful: tuple[str, ...] = ()
    """Words that leave a name in doubt: with one of them (财政专项资金) it is a hint and no more."""
    optional: bool = False
    """Another row demands the column; where there is none, or it shows nothing, this row does not apply."""
    seen: dict[str, int] = {}
    """On how many real sites an alias was counted."""


class Fresh(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The clock of an item; one form of those in DESIGN section 4."""

    annual_by: str | None = None
    """``MM-DD``: an entry about last year, published by this day."""
    max_age: str | None = None
    """Such as ``14d`` or ``20wd``: the newest entry is not older."""
    every: Period | None = None
    within: str | None = None
    """Such as ``7wd`` or ``20d``."""
    of: str | None = None
    """The printed label of the date that ``within`` counts from."""
    permanent: bool = False
    """Must exist and have content; no clock."""
    for_body: dict[Body, Fresh] = {}
    """Another clock for one kind of body (条例 article 49: departments 01-31, governments 03-31)."""


class Require(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Elements that must stand on the page or in each document; ``|`` parts words of which one is enough."""

    labels: tuple[str, ...] = ()
    """Each must stand on the page, and something behind it: ``办公地址|通信地址``."""
    each: tuple[str, ...] = ()
    """Each must stand in every document that was read, the newest of the column: the eight of a service guide."""
    tolerated: int = 0
    """So many of ``each`` may be missing from a document before it counts as incomplete."""
    titled: tuple[str, ...] = ()
    """Words of which one must stand in a document's title for ``each`` to ask anything of it; empty asks all.

    Where no title of the column has one, what prints three of the labels as labels is asked.
    """
    headings: tuple[str, ...] = ()
    """Headings of the newest document, in this order: the six of an annual report."""
    sums: SumForm | None = None
    """The form whose tables of figures must add up."""
    channel: bool = False
    """A way to apply must lead somewhere: a form, a file that opens, an address or number that is printed."""
    since_year: int | None = None
    """The first year about which a report must have ``headings`` or ``sums``: forms change."""


class Linked(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A duty between two items: each document of this one has its counterpart in the other."""

    to: str
    """``standard/item``, or the id of an item of the same standard."""
    how: LinkKind = "link"
    """``link``: document and interpretation link to one another; ``dated``: the interpretation is there in time;
    ``name``: a consultation that is over has its result there; ``listed``: what is listed here is listed there."""
    within: str | None = None
    """Such as ``3wd``: the counterpart is dated no later than this after the document."""
    words: tuple[str, ...] = ()
    """Words of which one must stand in the counterpart: 采纳 in the result of a consultation."""
    only: tuple[str, ...] = ()
    """Words of which one must stand in what is held against the other column: 许可 in a list of powers."""


class SiteRule(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A rule about the whole site instead of one column."""

    check: str
    """Name of a module of ``rules.site_checks``."""
    limits: dict[str, int | float | str] = {}
    """The thresholds of the check, by name."""
    marks: tuple[str, ...] = ()
    """Words the check looks for; ``|`` parts words of which one is enough."""


class Points(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What an item takes from, or adds to, the score of a site."""

    each: float
    """Points for one fault, or for what a bonus asks for."""
    most: float | None = None
    """No more than this for the item, however many faults there are."""
    part: Literal["deduction", "bonus"] = "deduction"
    provenance: Provenance = "memory"
    """Where the figure is from; one from memory is marked wherever it is shown."""


class ScoreRule(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How the points of a standard's items make a score; the defaults are those of 国办秘函〔2019〕19号."""

    total: float = 100
    """What a site starts with; deductions are taken from it."""
    pass_mark: float = 60
    bonus_above: float = 80
    """Only a score above this one is given a bonus."""
    bonus_most: float = 30
    services: tuple[str, ...] = ()
    """Ids of the items about services; a department that none of them binds is scored without them."""
    services_weight: float = 25
    """Their share of ``total``: 75 points are then scaled by 4/3 (25 is inferred from these two figures)."""


class Item(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One row of a standard."""

    id: str
    field: str = ""
    """领域: the table a row stands in, where a standard is made of several."""
    group: str = ""
    name: str
    name_en: str = ""
    content: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    deadline: str = ""
    publisher: str = ""
    channel: tuple[str, ...] = ()
    audience: str = ""
    method: str = ""
    levels: tuple[Level, ...] = LEVELS
    bodies: tuple[Body, ...] = BODIES
    severity: Severity = "serious"
    weight: float = 1
    provenance: Provenance = "found"
    find: Find = Find()
    column_of: str = ""
    """Id of the item of the same standard whose column this row is judged on, by its elements and links alone.

    It has no names of its own, and where that column shows nothing, this row does not apply: one fault, one finding.
    """
    fresh: Fresh = Fresh(permanent=True)
    require: Require = Require()
    linked: tuple[Linked, ...] = ()
    site: SiteRule | None = None
    """Judged over the whole site after all columns; ``find``, ``fresh`` and ``require`` are then of no account."""
    points: Points | None = None
    same_as: str = ""
    """``standard/item`` of the row that says the same; where that standard is judged too, this row is not."""
    testable: bool = True
    """``False`` where no column of a website can show whether the obligation is kept; such a row is never judged."""
    notes: str = ""

    @property
    def has_names(self) -> bool:
        """Whether columns are looked for by this row's own names."""
        return self.testable and self.site is None and not self.column_of

    def applies_to(self, site: Site) -> bool:
        """Whether this row binds a site of that level and body."""
        return site.level in self.levels and site.body in self.bodies


class AppliesTo(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Whom a standard binds."""

    levels: tuple[Level, ...] = LEVELS
    bodies: tuple[Body, ...] = BODIES
    regions: tuple[str, ...] = ()
    """What the 行政区划代码 of a site begins with; empty means everywhere."""


class Source(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The document a standard was made from."""

    document: str = ""
    number: str = ""
    url: str = ""


class Standard(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One published list of obligations."""

    id: str
    title: str
    title_en: str = ""
    version: str
    in_force: dt.date
    retired: dt.date | None = None
    state: State = "in-force"
    applies_to: AppliesTo = AppliesTo()
    source: Source = Source()
    score: ScoreRule | None = None
    """How a score is made; ``None`` where the standard gives no points."""
    items: tuple[Item, ...]

    @property
    def on_trial(self) -> bool:
        """Whether it is not law on any day yet."""
        return self.state in ("draft", "trial")

    def replaced_by(self, item_id: str) -> tuple[str, str] | None:
        """The (standard, item) that says the same as a row of this one, to which the row gives way."""
        item = next((item for item in self.items if item.id == item_id), None)
        if item is None or not item.same_as:
            return None
        standard, _, other = item.same_as.partition("/")
        return standard, other

    def binds_on(self, day: dt.date) -> bool:
        """Whether it is law on that day, by state and dates; else what it says is shown apart and never counted."""
        if self.on_trial or day < self.in_force:
            return False
        return day < self.retired if self.retired is not None else self.state != "retired"

    def applies_to_site(self, site: Site) -> bool:
        """Whether this standard binds the site, by its own choice or by level and body."""
        if site.standards is not None:
            return self.id in site.standards
        regions = self.applies_to.regions
        here = not regions or (site.region or "").startswith(regions)
        return here and site.level in self.applies_to.levels and site.body in self.applies_to.bodies


def base_of(standard: Standard, item: Item) -> Item | None:
    """The item whose column a row is judged on: its own, or that of ``column_of``; ``None`` where there is none."""
    if item.site is not None:
        return None
    if not item.column_of:
        return item
    return next((other for other in standard.items if other.id == item.column_of and other.has_names), None)


def as_judged(standard: Standard, item: Item) -> Item:
    """A row with what its column must be like: one judged on another's column asks no more of it than that one does.

    Where the column should stand is that one's matter alone.
    """
    base = base_of(standard, item)
    if base is None or base is item:
        return item
    return msgspec.structs.replace(item, find=Find(kind=base.find.kind))


def applicable_items(standards: tuple[Standard, ...], site: Site) -> tuple[tuple[Standard, Item], ...]:
    """Every (standard, item) that binds the site and can be tested, in the order of the files.

    One obligation is judged once: a row that says the same as a row of another standard gives way to it. A row that
    counts never gives way to one on trial, which does not.
    """
    rows = tuple(
        (standard, item)
        for standard in standards
        if standard.applies_to_site(site)
        for item in standard.items
        if item.testable and item.applies_to(site)
    )
    present = {f"{standard.id}/{item.id}": standard.on_trial for standard, item in rows}
    return tuple(
        (standard, item)
        for standard, item in rows
        if item.same_as not in present or (present[item.same_as] and not standard.on_trial)
    )


def column_items(standards: tuple[Standard, ...], site: Site) -> tuple[tuple[Standard, Item], ...]:
    """Of ``applicable_items`` those that a column of the site stands for: what a crawl has to look for."""
    return tuple(row for row in applicable_items(standards, site) if row[1].site is None)
