"""Years and stretches of the calendar that a title names: 2025年度, 二〇二五年, 2026年3月, 一季度, 上半年."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rules.normalise import simplify

if TYPE_CHECKING:
    from rules.deadlines import Stretch

_DIGITS = {
    digit: number
    for number, digits in enumerate(("〇零○oO0", "一", "二", "三", "四", "五", "六", "七", "八", "九"))
    for digit in digits
}
_ARABIC = re.compile(r"(?<![\d.])((?:19|20)\d{2})(?!\d)")
_CHINESE = re.compile(r"([一二][一二三四五六七八九〇零○oO0]{3})(?=年)")
_RANGE = re.compile(r"(?<!\d)((?:19|20)\d{2})年?[-—–~至到]{1,2}((?:19|20)\d{2})(?!\d)")
_DOCUMENT_NUMBER = re.compile(r"[〔\[(【](?:19|20)\d{2}[〕\])】]\s*第?\d+号")
_DAY = re.compile(r"(?:19|20)\d{2}[-./年]\d{1,2}[-./月]\d{1,2}日?")
_REPORT = re.compile(r"报告|年报|报表|总结|情况|统计|数据|公报")
_ONLY_YEAR = re.compile(r"^(?:19|20)\d{2}年?度?$")
_CUT = re.compile(r"(?:…|\.{2,}|。{2,})\s*$")
_LONGEST_RANGE = 60
_EARLIEST = 1900
_MONTH_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


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
    """Whether a title reads like a report about a year, or is so short or cut that it may be one."""
    text = simplify(title).strip()
    return bool(_REPORT.search(text) or _ONLY_YEAR.match(text) or _CUT.search(text))


def names_stretch(title: str, stretch: Stretch) -> bool:
    """Whether a title names this month, quarter, half-year or year."""
    text = simplify(title)
    if stretch.first.year not in years_named(text):
        return False
    month, last = stretch.first.month, stretch.last.month
    if stretch.period == "month":
        spans = re.findall(r"(?<!\d)(\d{1,2})[-—–~至到](\d{1,2})月", text)
        single = re.search(rf"(?<!\d)0?{month}月", text) or re.search(
            rf"(?<![一二十]){_MONTH_NUMERALS[month - 1]}月", text
        )
        return bool(single) or any(int(first) <= month <= int(final) for first, final in spans)
    if stretch.period == "quarter":
        number = last // 3
        return bool(re.search(rf"第?[{number}{_MONTH_NUMERALS[number - 1]}]季", text)) or (
            number in (2, 4) and _names_half(text, number // 2)
        )
    if stretch.period == "half-year":
        return _names_half(text, 1 if month == 1 else 2)
    return True


def _names_half(text: str, half: int) -> bool:
    """Whether a text names the first or second half of a year."""
    return ("上半年" if half == 1 else "下半年") in text or (half != 1 and "全年" in text)
