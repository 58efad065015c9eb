"""Dates as government pages print them.

A date is taken only in a form that cannot be a number of a document or a range in a title. What has no year stays a
``Partial``: the list must prove the year, nothing else may.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

FULL = re.compile(
    r"(?<![\d/.\-])((?:19|20)\d{2})(?:\s{0,2}年\s{0,2}(\d{1,2})\s{0,2}月\s{0,2}(\d{1,2})(?!\d)(?:\s{0,2}日)?"
    r"|\s?([\-/.－—–‐_])\s?(\d{1,2})\s?[\-/.－—–‐_]\s?(\d{1,2})(?!\d))"
)
COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_SHORT_YEAR = re.compile(r"(?<![\d/.\-])(\d{2})[\-/.](\d{1,2})[\-/.](\d{1,2})(?![\d/.\-])")
_MONTH_DAY = re.compile(r"(?<![\d/.\-年])(\d{1,2})\s?(?:[\-/.]\s?(\d{1,2})(?![\d/.\-%])|月\s?(\d{1,2})\s?日)")
_CHINESE = re.compile(
    r"([二一][〇○零Oo0９九一二三四五六七八]{3})\s*年\s*([一二三四五六七八九十]{1,3})"
    r"\s*月\s*([一二三四五六七八九十]{1,3})\s*日"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = (
    r"(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_ORDINAL = r"(\d{1,2})(?:st|nd|rd|th)?"
_ENGLISH = re.compile(
    rf"(?<![A-Za-z])(?:{_MONTH_NAME}\s{{1,2}}{_ORDINAL},?\s{{1,2}}((?:19|20)\d{{2}})(?!\d)"
    rf"|(?<!\d){_ORDINAL}[\s\-]{{1,2}}{_MONTH_NAME},?[\s\-]{{1,2}}((?:19|20)\d{{2}})(?!\d))",
    re.IGNORECASE,
)
_YEAR_MONTH = re.compile(r"((?:19|20)\d{2})\s?(?:[\-/.]|年)\s?(\d{1,2})\s?月?")
_LABEL_REST = re.compile(
    r"[\s\[\]()（）【】〔〕{}<>《》·•|｜:：,，;；、/\-—_\u2236\u3000\xa0]|发布|发文|更新|上传|添加|"
    r"录入|公开|成文|生成|签发|来信|写信|提交|办结|回复|时间|日期|于|点击|Date|date|time|日|"
    r"(?i:published|posted|updated|released)(?:\s+on\b)?|"
    r"\d{1,2}\s*[:：\u2236时]\s*\d{1,2}(?:\s*[:：\u2236分]\s*\d{1,2})?\s*[分秒]?|"
    r"星期[一二三四五六日天]|周[一二三四五六日天]|上午|下午|AM|PM|T|Z|\.0$|NEW|new|New|最新|置顶"
)
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "O": 0, "o": 0, "0": 0}


class Partial(NamedTuple):
    """A month and a day without a year."""

    month: int
    day: int


class Reading(NamedTuple):
    """A date and the words it was read from."""

    value: dt.date | Partial
    printed: str
    rest: str
    """What stands beside it in the same piece, brackets, clock and label taken away."""


def make_date(year: int, month: int, day: int) -> dt.date | None:
    """The date, or ``None`` where there is no such day or the year is beyond belief."""
    if not 1949 <= year <= 2099:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def first_date(text: str) -> dt.date | None:
    """The first date with year, month and day, in any form seen, two-digit years included."""
    for match in FULL.finditer(text):
        value = make_date(
            int(match.group(1)), int(match.group(2) or match.group(5)), int(match.group(3) or match.group(6))
        )
        if value is not None:
            return value
    english = _ENGLISH.search(text)
    if english is not None:
        return _english_date(english)
    chinese = _CHINESE.search(text)
    if chinese is not None:
        return _chinese_date(chinese)
    short = _SHORT_YEAR.search(text)
    if short is not None:
        return make_date(2000 + int(short.group(1)), int(short.group(2)), int(short.group(3)))
    compact = COMPACT.search(text)
    if compact is not None:
        return make_date(int(compact.group(1)), int(compact.group(2)), int(compact.group(3)))
    return None


def read_label(text: str) -> Reading | None:
    """Read one piece of text as the date of something: the piece is little else than the date.

    Args:
        text: One text node, or a short line.

    Returns:
        The date, or a ``Partial`` where the year is not printed; ``None`` where the piece is no date.
    """
    match: re.Match[str] | None
    value: dt.date | Partial | None = None
    match = FULL.search(text)
    if match is not None:
        value = make_date(
            int(match.group(1)), int(match.group(2) or match.group(5)), int(match.group(3) or match.group(6))
        )
    if value is None:
        match = _ENGLISH.search(text)
        value = _english_date(match) if match is not None else None
    if value is None:
        match = _SHORT_YEAR.search(text)
        if match is not None:
            value = make_date(2000 + int(match.group(1)), int(match.group(2)), int(match.group(3)))
    if value is None:
        match = COMPACT.fullmatch(text.strip())
        if match is not None:
            value = make_date(int(match.group(1)), int(match.group(2)), int(match.group(3)))
    if value is None:
        match = _MONTH_DAY.search(text)
        if match is not None:
            value = make_partial(int(match.group(1)), int(match.group(2) or match.group(3)))
    if value is None or match is None:
        return None
    beside = text[: match.start()] + text[match.end() :]
    rest = _LABEL_REST.sub("", f"{text[: match.start()]} {text[match.end() :]}") if beside else ""
    return Reading(value, match.group(0).strip(), rest)


def make_partial(month: int, day: int) -> Partial | None:
    """A month and a day that exist in some year."""
    return Partial(month, day) if make_date(2000, month, day) is not None else None


def year_month(text: str) -> tuple[int, int] | None:
    """A piece that is only a year and a month, as split calendars print it."""
    match = _YEAR_MONTH.fullmatch(text)
    if match is None or not 1 <= int(match.group(2)) <= 12:
        return None
    return int(match.group(1)), int(match.group(2))


_URL_DATES = (
    re.compile(r"/t((?:19|20)\d{2})(\d{2})(\d{2})_"),
    re.compile(r"/art/((?:19|20)\d{2})/(\d{1,2})/(\d{1,2})/"),
    re.compile(r"/((?:19|20)\d{2})[/-]?(\d{2})[/-](\d{1,2})/"),
    re.compile(r"/((?:19|20)\d{2})(\d{2})(\d{2})/"),
)
_URL_MONTH = re.compile(r"/((?:19|20)\d{2})(0[1-9]|1[0-2])/")


def url_date(url: str) -> tuple[int, int] | None:
    """Year and month that the builder wrote into an address; a hint to the year, never a date of its own."""
    for pattern in _URL_DATES:
        match = pattern.search(url)
        if match is not None and make_date(int(match.group(1)), int(match.group(2)), int(match.group(3))) is not None:
            return int(match.group(1)), int(match.group(2))
    match = _URL_MONTH.search(url)
    return (int(match.group(1)), int(match.group(2))) if match is not None else None


def _english_date(match: re.Match[str]) -> dt.date | None:
    month, day, year = match.group(1, 2, 3) if match.group(1) is not None else match.group(5, 4, 6)
    return make_date(int(year), _MONTHS.index(month[:3].lower()) + 1, int(day))


def _chinese_date(match: re.Match[str]) -> dt.date | None:
    year = 0
    for sign in match.group(1):
        digit = _DIGITS.get(sign)
        if digit is None:
            return None
        year = year * 10 + digit
    return make_date(year, _chinese_number(match.group(2)), _chinese_number(match.group(3)))


def _chinese_number(text: str) -> int:
    tens, mark, ones = text.partition("十")
    if not mark:
        return _DIGITS.get(text, 0)
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
