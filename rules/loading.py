"""A standard's file as text becomes a ``Standard``, or every problem of it at once.

Nothing is read from disk here. What the file may hold is DESIGN section 4 with the further keys of
``docs/formats/standard.md``; whatever is left out has the default of ``rules.standard``.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import tomllib
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictStr,
    ValidationError,
    model_validator,
)

from rules.faults import Fault, Refused, told_all
from rules.model import Body, Level, Severity
from rules.problems import faults_of, line_of, not_toml, place_of
from rules.sentences import Sentence
from rules.standard import FindKind, LinkKind, Period, Provenance, Standard, State, SumForm

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPAN = re.compile(r"[1-9]\d{0,3}(?:d|wd)", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1949, 9999
_IDENTIFIER = re.compile(r"[\w][\w.\-:]*")


class StandardError(ValueError):
    """A standard's file cannot be used; ``faults`` says everything that is wrong with it, ``problems`` in English."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        self.problems = told_all(faults)
        super().__init__("\n".join(self.problems))


def _text(value: str) -> str:
    if not value.strip():
        raise Refused("empty-text")
    return value.strip()


def _identifier(value: str) -> str:
    if not _IDENTIFIER.fullmatch(value):
        raise Refused("no-identifier", given=repr(value))
    return value


def _span(value: str) -> str:
    if not _SPAN.fullmatch(value):
        raise Refused("no-span", given=repr(value))
    return value


def _month_day(value: str) -> str:
    try:
        day = dt.datetime.strptime(f"2023-{value}", "%Y-%m-%d").date()  # noqa: DTZ007 - no clock in it
    except ValueError:
        day = None
    if day is None or day.strftime("%m-%d") != value:
        raise Refused("no-month-day", given=repr(value))
    return value


def _day(value: object) -> object:
    if isinstance(value, dt.datetime) or not isinstance(value, dt.date):
        raise Refused("no-day")
    return value


def _number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        raise Refused("no-number")
    return value


def _reference(value: str) -> str:
    standard, slash, item = value.partition("/")
    if value and not (slash and _IDENTIFIER.fullmatch(standard) and _IDENTIFIER.fullmatch(item)):
        raise Refused("no-reference", given=repr(value))
    return value


def _other_item(value: str) -> str:
    return _identifier(value) if value else value


def _row_name(value: str) -> str:
    return _reference(value) if "/" in value else _identifier(value)


def _limit(value: object) -> object:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number and not isinstance(value, str):
        raise Refused("no-limit")
    return _text(value) if isinstance(value, str) else _number(value)


def _year(value: int) -> int:
    if not _FIRST_YEAR <= value <= _LAST_YEAR:
        raise Refused("no-year", given=value)
    return value


def _region(value: str) -> str:
    if not re.fullmatch(r"\d{2,12}", value, re.ASCII):
        raise Refused("no-region", given=repr(value))
    return value


Text = Annotated[StrictStr, AfterValidator(_text)]
Identifier = Annotated[StrictStr, AfterValidator(_identifier)]
Span = Annotated[StrictStr, AfterValidator(_span)]
MonthDay = Annotated[StrictStr, AfterValidator(_month_day)]
Day = Annotated[dt.date, BeforeValidator(_day)]
Number = Annotated[float, BeforeValidator(_number)]
Reference = Annotated[StrictStr, AfterValidator(_reference)]
OtherItem = Annotated[StrictStr, AfterValidator(_other_item)]
RowName = Annotated[StrictStr, AfterValidator(_row_name)]
Limit = Annotated[float | str, BeforeValidator(_limit)]
Region = Annotated[StrictStr, AfterValidator(_region)]
Count = Annotated[int, Field(strict=True, ge=0)]
Year = Annotated[int, Field(strict=True), AfterValidator(_year)]
Texts = list[Text]
Levels = Annotated[list[Level], Field(min_length=1)]
Bodies = Annotated[list[Body], Field(min_length=1)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Find(_Table):
    aliases: Texts = []
    under: Texts = []
    kind: FindKind = "list"
    strict: StrictBool = False
    below: Texts = []
    core: Texts = []
    words: Texts = []
    beside: Texts = []
    never: Texts = []
    doubtful: Texts = []
    optional: StrictBool = False
    seen: dict[str, Annotated[int, Field(strict=True, ge=0)]] = {}


class _Clock(_Table):
    annual_by: MonthDay | None = None
    max_age: Span | None = None
    every: Period | None = None
    within: Span | None = None
    of: Text | None = None
    permanent: StrictBool = False

    @model_validator(mode="after")
    def _one_form(self) -> _Clock:
        forms = [
            name
            for name, given in (
                ("annual_by", self.annual_by),
                ("max_age", self.max_age),
                ("every", self.every),
                ("of", self.of),
                ("permanent", self.permanent),
            )
            if given
        ]
        if not forms:
            raise Refused("within-alone" if self.within else "no-clock")
        if len(forms) > 1:
            raise Refused("two-clocks", forms=Sentence(" and ".join(forms), "、".join(forms)))
        if self.of and not self.within:
            raise Refused("of-alone")
        if self.within and not (self.of or self.every):
            raise Refused("within-beside", form=forms[0])
        return self


class _Fresh(_Clock):
    for_body: dict[Body, _Clock] = {}


class _Require(_Table):
    labels: Texts = []
    each: Texts = []
    tolerated: Count = 0
    titled: Texts = []
    headings: Texts = []
    sums: SumForm | None = None
    channel: StrictBool = False
    since_year: Year | None = None


class _Linked(_Table):
    to: RowName
    how: LinkKind = "link"
    within: Span | None = None
    words: Texts = []
    only: Texts = []

    @model_validator(mode="after")
    def _nothing_idle(self) -> _Linked:
        if self.how == "dated" and self.within is None:
            raise Refused("dated-without-within")
        idle = {"words": self.words and self.how != "name", "only": self.only and self.how != "listed"}
        idle["within"] = self.within is not None and self.how == "listed"
        for key, unused in idle.items():
            if unused:
                raise Refused("linked-idle", name=key, how=self.how)
        return self


class _SiteRule(_Table):
    check: Identifier
    limits: dict[Identifier, Limit] = {}
    marks: Texts = []


class _Points(_Table):
    each: Number
    most: Number | None = None
    part: Literal["deduction", "bonus"] = "deduction"
    provenance: Provenance = "memory"


class _Item(_Table):
    id: Identifier
    field: StrictStr = ""
    group: StrictStr = ""
    name: Text
    name_en: StrictStr = ""
    content: Texts = []
    basis: Texts = []
    deadline: StrictStr = ""
    publisher: StrictStr = ""
    channel: Texts = []
    audience: StrictStr = ""
    method: StrictStr = ""
    levels: Levels | None = None
    bodies: Bodies | None = None
    severity: Severity = "serious"
    weight: Number = 1
    provenance: Provenance = "found"
    find: _Find = _Find()
    column_of: OtherItem = ""
    fresh: _Fresh | None = None
    require: _Require = _Require()
    linked: list[_Linked] = []
    site: _SiteRule | None = None
    points: _Points | None = None
    same_as: Reference = ""
    testable: StrictBool = True
    notes: StrictStr = ""


class _AppliesTo(_Table):
    levels: Levels | None = None
    bodies: Bodies | None = None
    regions: list[Region] = []


class _Source(_Table):
    document: StrictStr = ""
    number: StrictStr = ""
    url: StrictStr = ""


class _Score(_Table):
    total: Annotated[float, BeforeValidator(_number), Field(gt=0)] = 100
    pass_mark: Number = 60
    bonus_above: Number = 80
    bonus_most: Number = 30
    services: list[Identifier] = []
    services_weight: Number = 25

    @model_validator(mode="after")
    def _share(self) -> _Score:
        if self.services_weight >= self.total:
            raise Refused("services-weight")
        return self


class _Standard(_Table):
    id: Identifier
    title: Text
    title_en: StrictStr = ""
    version: Text
    in_force: Day
    retired: Day | None = None
    state: State = "in-force"
    applies_to: _AppliesTo = _AppliesTo()
    source: _Source = _Source()
    score: _Score | None = None
    item: Annotated[list[_Item], Field(min_length=1)]


def parse_standard(text: str, *, name: str) -> Standard:
    """Return the standard that the text of a TOML file holds.

    Args:
        text: the whole file.
        name: what to call the file in messages.

    Raises:
        StandardError: with every problem, each naming file, line, item, key and remedy.
    """
    try:
        table = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise StandardError((not_toml(error, name=name),)) from None
    except RecursionError:
        raise StandardError((Fault(code="nested", place=name),)) from None
    faults: list[Fault] = []
    try:
        _Standard.model_validate(table)
    except ValidationError as error:
        faults.extend(faults_of(error, _Standard, text=text, table=table, name=name))
    faults.extend(_across_items(table, name=name, lines=text.splitlines()))
    if faults:
        raise StandardError(tuple(faults))
    items = table.pop("item")
    return msgspec.convert({**table, "items": items}, Standard)


def _across_items(table: dict[str, Any], *, name: str, lines: list[str]) -> Iterable[Fault]:
    """What no single key can show: ids given twice, a standard retired before it was in force."""
    items = table.get("item")
    first: dict[str, int] = {}
    for position, item in enumerate(items if isinstance(items, list) else (), start=1):
        identifier = item.get("id") if isinstance(item, dict) else None
        if not isinstance(identifier, str):
            continue
        if identifier in first:
            place = place_of(name, line_of(("item", position - 1, "id"), lines))
            values: dict[str, str | int | Sentence] = {"first": first[identifier], "second": position}
            yield Fault(code="twice", values=values, place=place, item=identifier)
        else:
            first[identifier] = position
    begin, end = table.get("in_force"), table.get("retired")
    if type(begin) is dt.date and type(end) is dt.date and end < begin:
        place = place_of(name, line_of(("retired",), lines))
        yield Fault(code="retired-before", values={"end": str(end), "begin": str(begin)}, place=place, key="retired")
