"""The printed words of 公开时限 as a machine form; what cannot be read is listed, never guessed."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Literal

import msgspec

from rules.normalise import simplify
from rules.standard import Fresh, Period

if TYPE_CHECKING:
    from collections.abc import Callable

Form = Literal["within", "on-request", "at-least", "before", "every", "annual-by", "permanent", "prompt"]
Unit = Literal["wd", "d", "h", "month", "quarter", "half-year", "year"]


class TimeLimit(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One limit of time.

    ``within`` so much time after an event; ``on-request`` the same after a citizen's request, which no website shows;
    ``at-least`` a notice stays open so long; ``before`` so long before an event; ``every`` so often;
    ``annual-by`` each year by a day; ``permanent`` always there; ``prompt`` soon, without a number.
    """

    form: Form
    count: int = 0
    unit: Unit = "wd"
    since: str = ""
    """The event, as printed: 形成或者变更, 行政决定作出 …; empty where none is."""
    subject: str = ""
    """What the limit is for, where one phrase sets several."""
    day: str = ""
    """``MM-DD`` of ``annual-by``."""
    words: str = ""
    """The clause it was read from."""


class Reading(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a phrase says, and the clauses that could not be read."""

    limits: tuple[TimeLimit, ...] = ()
    unread: tuple[str, ...] = ()


_DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_COUNT = r"(?P<count>\d{1,3}|[一二两三四五六七八九十]{1,3})"
_UNIT = r"(?P<unit>个?工作日|个?自然日|小时|个?星期|周|天|日(?!前)|个月)"
_UNITS: tuple[tuple[str, Unit, int], ...] = (
    ("工作日", "wd", 1),
    ("自然日", "d", 1),
    ("小时", "h", 1),
    ("星期", "d", 7),
    ("周", "d", 7),
    ("月", "month", 1),
    ("天", "d", 1),
    ("日", "d", 1),
)
_PERIODS: dict[str, tuple[int, Unit]] = {
    "日": (1, "d"),
    "天": (1, "d"),
    "周": (7, "d"),
    "星期": (7, "d"),
    "月": (1, "month"),
    "季度": (1, "quarter"),
    "季": (1, "quarter"),
    "半年": (1, "half-year"),
    "年": (1, "year"),
}
_PERIOD_OF_UNIT: dict[Unit, Period] = {"month": "month", "quarter": "quarter", "half-year": "half-year", "year": "year"}

_ANNUAL = re.compile(r"每年(?:的)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|底|末)(?:之?前|以前)?")
_ANNUAL_QUARTER = re.compile(r"每年(?:的)?(?:第?一季度|一季度)")
_EVERY_SPAN = re.compile(rf"每(?:隔)?{_COUNT}{_UNIT}")
_EVERY = re.compile(r"(?:每个?|按|逐)(?P<period>半年|季度|季|星期|周|月|天|日|年)")
_HALF_YEAR = re.compile(r"半年(?:内)?(?:至少|不少于)?更新|每年(?:至少)?(?:更新)?(?:2|二|两)次")
_AT_LEAST = re.compile(rf"(?:不得?少于|不低于|至少|公示(?:期|时间)?(?:为|不少于)?){_COUNT}{_UNIT}")
_BEFORE = re.compile(rf"提前{_COUNT}(?:个)?{_UNIT}")
_WITHIN = re.compile(rf"{_COUNT}{_UNIT}(?:以?内|之内)?")
_SINCE = re.compile(r"(?:自|从|在)?(?P<since>[^：:，,；;。]{2,40}?)(?:之日)?(?:起|后|的)?[，,]?$")
_PERMANENT = re.compile(r"长期|永久|常年|持续公开|一直")
_PROMPT = re.compile(r"实时|及时|随时|即时|适时|按进展|尽快|同步|动态(?:更新|调整)")
_ELSEWHERE = re.compile(r"另有规定|从其规定|依照其规定|按其规定|^(?:法律|法规)")
_MAY_BE_LIMIT = re.compile(r"[\d一二两三四五六七八九十]+(?:个|日|天|月|年|周|工作日|小时)|季度|期限|之日")
_SUBJECT = re.compile(r"^(?P<subject>[^：:]{2,30})[：:]")
_REQUEST = re.compile(r"(?:收到|接到|受理).{0,6}申请")
_SUBJECT_AND_EVENT = re.compile(r"^(?P<subject>.{2,20}?(?:信息|决定|结果|事项))(?:自|在|于)(?P<rest>.+)$")


def read_time_limits(words: str) -> Reading:
    """Return what the words of 公开时限 say.

    Args:
        words: the cell as printed, of any length; several clauses are several limits.
    """
    limits: list[TimeLimit] = []
    unread: list[str] = []
    carried = ""
    for clause in _clauses(words):
        limit = _read(carried + clause)
        if limit is not None:
            limits.append(limit)
            carried = ""
        elif _ELSEWHERE.search(clause):
            carried = ""
        elif clause.endswith(("之日起", "后", "之日")):
            carried = clause
        elif _MAY_BE_LIMIT.search(clause):
            unread.append(clause)
    if carried:
        unread.append(carried)
    if not limits and not unread and words.strip():
        unread.append(words.strip())
    return Reading(tuple(limits), tuple(unread))


def clock_for(reading: Reading) -> Fresh | None:
    """Return the clock that a machine can hold a column against; ``None`` where there is none to hold it against.

    A limit that counts from the making of a document is no clock of a column, unless the date is printed beside each
    entry; that is for the person who writes the standard to say (``within`` with ``of``).
    """
    for limit in reading.limits:
        if limit.form == "annual-by":
            return Fresh(annual_by=limit.day)
        if limit.form == "every" and limit.unit in _PERIOD_OF_UNIT:
            return Fresh(every=_PERIOD_OF_UNIT[limit.unit])
        if limit.form == "every" and limit.unit in ("wd", "d"):
            return Fresh(max_age=f"{limit.count}{limit.unit}")
    if any(limit.form == "permanent" for limit in reading.limits):
        return Fresh(permanent=True)
    return None


def _clauses(words: str) -> list[str]:
    """The parts of a cell, without brackets' marks, numbering and blanks."""
    plain = re.sub(r"\s+", "", simplify(words))
    plain = re.sub(r"[（(](?:更新|变更|含变更|试行|动态调整|及时|予以)[)）]", "", plain)
    plain = re.sub(r"[①-⑳]|^\d[.、]", ";", plain)
    return [clause for clause in re.split(r"[;。,\n]", plain.replace("，", ",").replace("；", ";")) if clause]


def _read(clause: str) -> TimeLimit | None:
    subject = ""
    named = _SUBJECT.match(clause)
    body = clause
    if named is not None:
        subject, body = named["subject"], clause[named.end() :]
    for reader in _READERS:
        limit = reader(body)
        if limit is not None:
            return msgspec.structs.replace(limit, subject=subject or limit.subject, words=clause)
    return None


def _annual(clause: str) -> TimeLimit | None:
    if _ANNUAL_QUARTER.search(clause):
        return TimeLimit(form="annual-by", day="03-31", unit="year")
    match = _ANNUAL.search(clause)
    if match is None:
        return None
    try:
        month = int(match["month"])
        last = (dt.date(2023 + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).day
        day = dt.date(2023, month, int(match["day"] or last))
    except ValueError:
        return None
    return TimeLimit(form="annual-by", day=f"{day:%m-%d}", unit="year")


def _every(clause: str) -> TimeLimit | None:
    span = _EVERY_SPAN.search(clause)
    if span is not None:
        count, unit = _amount(span)
        return TimeLimit(form="every", count=count, unit=unit)
    if _HALF_YEAR.search(clause):
        return TimeLimit(form="every", count=1, unit="half-year")
    match = _EVERY.search(clause)
    if match is None or re.search(r"第.个?月|\d日前", clause):
        return None
    count, unit = _PERIODS[match["period"]]
    return TimeLimit(form="every", count=count, unit=unit)


def _at_least(clause: str) -> TimeLimit | None:
    match = _AT_LEAST.search(clause)
    if match is None or clause[match.end() :].startswith("内"):
        return None
    count, unit = _amount(match)
    return TimeLimit(form="at-least", count=count, unit=unit)


def _before(clause: str) -> TimeLimit | None:
    match = _BEFORE.search(clause)
    if match is None:
        return None
    count, unit = _amount(match)
    return TimeLimit(form="before", count=count, unit=unit)


def _within(clause: str) -> TimeLimit | None:
    match = _WITHIN.search(clause)
    if match is None:
        return None
    count, unit = _amount(match)
    event = _SINCE.match(clause[: match.start()])
    since, subject = (event["since"] if event else ""), ""
    parted = _SUBJECT_AND_EVENT.match(since)
    if parted is not None:
        subject, since = parted["subject"], parted["rest"]
    form: Form = "on-request" if _REQUEST.search(since) else "within"
    return TimeLimit(form=form, count=count, unit=unit, since=since, subject=subject)


def _permanent(clause: str) -> TimeLimit | None:
    return TimeLimit(form="permanent") if _PERMANENT.search(clause) else None


def _prompt(clause: str) -> TimeLimit | None:
    return TimeLimit(form="prompt") if _PROMPT.search(clause) else None


_READERS: tuple[Callable[[str], TimeLimit | None], ...] = (
    _annual,
    _at_least,
    _before,
    _every,
    _within,
    _permanent,
    _prompt,
)


def _amount(match: re.Match[str]) -> tuple[int, Unit]:
    """Number and unit of a span, weeks as days."""
    printed = match["unit"]
    unit, factor = next((unit, factor) for word, unit, factor in _UNITS if word in printed)
    return _number(match["count"]) * factor, unit


def _number(printed: str) -> int:
    """A number of up to three characters, in digits or in Chinese: 二十, 十五, 七."""
    if printed.isdecimal():
        return int(printed)
    tens, ten, ones = printed.rpartition("十")
    if not ten:
        return _DIGITS.get(printed, 0)
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + _DIGITS.get(ones, 0)
