"""Years and stretches of the calendar that a title names: 2025年度, 二〇二五年, 2026年3月, 一季度, 上半年."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from rules.normalise import simplify

if TYPE_CHECKING:
    from rules.deadlines import Stretch
    from rules.standard import Period

_DIGITS = {
    digit: number
    for number, digits in enumerate(("〇零○oO0", "一", "二", "三", "四", "五", "六", "七", "八", "九"))
    for digit in digits
}
_ARABIC = re.compile(r"(?<![\d.])((?:19|20)\d{2})(?!\d)")
_CHINESE = re.compile(r"([一二][一二三四五六七八九〇零○oO0]{3})(?=年)")
_RANGE = re.compile(r"(?<!\d)((?:19|20)\d{2})年?[-—–~至到]{1,2}((?:19|20)\d{2})(?!\d)")
_DOCUMENT_NUMBER = re.compile(r"[〔\[(【](?:19|20)\d{2}[〕\])】]\s*第?\d+号")
_DAY = re.compile(r"(?:19|20)\d{2}(?:([-./])\d{1,2}\1\d{1,2}|年\d{1,2}月\d{1,2}日?)")
_REPORT = re.compile(r"报告|年报|报表|总结|情况|统计(?!局)|数据(?!局)|公报")
_ONLY_YEAR = re.compile(r"^(?:19|20)\d{2}年?度?$")
_CUT = re.compile(r"(?:…|\.{2,}|。{2,})\s*$")
_MONTH = re.compile(r"(?<!\d)(0?[1-9]|1[0-2])月")
_CHINESE_MONTH = re.compile(r"(十[一二]?|[一二三四五六七八九])月")
_MONTH_RANGE = re.compile(r"(?<!\d)(\d{1,2})月?[-—–~至到](\d{1,2})月")
_QUARTER = re.compile(r"([1-4一二三四])季")
_HALF_YEAR = dt.timedelta(days=184)
_LONGEST_RANGE = 60
_EARLIEST = 1900
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


def years_named(title: str) -> frozenset[int]:
    """Return the years a title is about; years of document numbers and whole dates are not."""
    text = _DAY.sub(" ", _DOCUMENT_NUMBER.sub(" ", simplify(title)))
    years = {int(year) for year in _ARABIC.findall(text)}
    for numeral in _CHINESE.findall(text):
        years.add(int("".join(str(_DIGITS[digit]) for digit in numeral)))
    for first, last in _RANGE.findall(text):
        if int(first) <= int(last) <= int(first) + _LONGEST_RANGE:
            years.update(range(int(first), int(last) + 1))
    return frozenset(year for year in years if year >= _EARLIEST)


def is_report(title: str) -> bool:
    """Whether a title reads like a report about a whole year, or is so short or cut that it may be one."""
    text = simplify(title).strip()
    if _months_named(text, "month") or _months_named(text, "quarter"):
        return False
    return bool(_REPORT.search(text)) or is_bare_year(text)


def is_bare_year(title: str) -> bool:
    """Whether a title is a year and nothing else, or was cut off before it said more."""
    text = simplify(title).strip()
    return bool(_ONLY_YEAR.match(text) or _CUT.search(text))


def names_stretch(title: str, stretch: Stretch, published: dt.date | None = None) -> bool:
    """Whether a title names this month, quarter, half-year or year.

    A title without a year (三季度统计数据) is about the stretch of that name that ended last before it was published.
    """
    text = simplify(title)
    years = years_named(text)
    if years and stretch.first.year not in years:
        return False
    if not years and (published is None or not stretch.last < published <= stretch.last + _HALF_YEAR):
        return False
    if stretch.period == "year":
        return bool(years)
    return stretch.first.month in _months_named(text, stretch.period)


def names_any_stretch(title: str, period: Period) -> bool:
    """Whether a title names some month, quarter, half-year or year, so that its date need not speak for it."""
    text = simplify(title)
    return bool(years_named(text)) if period == "year" else bool(_months_named(text, period))


def _months_named(text: str, period: Period) -> frozenset[int]:
    """First months of the stretches of that length that a text names."""
    months: set[int] = set()
    if period == "month":
        months.update(int(month) for month in _MONTH.findall(text))
        months.update(_NUMERALS.index(month) + 1 for month in _CHINESE_MONTH.findall(text))
        for first, last in _MONTH_RANGE.findall(text):
            months.update(range(int(first), int(last) + 1))
    if period == "quarter":
        numbers = [int(sign) if sign.isdigit() else _NUMERALS.index(sign) + 1 for sign in _QUARTER.findall(text)]
        months.update(number * 3 - 2 for number in numbers)
        months.update({4} if "上半年" in text else set())
    months.update({1} if period == "half-year" and "上半年" in text else set())
    if "下半年" in text or "全年" in text:
        months.update({"quarter": {10}, "half-year": {7}}.get(period, set()))
    return frozenset(months)
