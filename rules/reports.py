"""Which lines of a column are the yearly report of a duty: about which year, about what, and by whom."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from rules.hubs import ORGAN_END
from rules.normalise import place_names_of, simplify
from rules.years import is_bare_year, is_report, names_any_stretch, years_named

if TYPE_CHECKING:
    from rules.inspection import Line
    from rules.model import Site
    from rules.standard import Item

_OTHER_DUTIES = (
    "网站",
    "新媒体",
    "法治",
    "依法行政",
    "行政执法",
    "预算",
    "决算",
    "绩效",
    "信访",
    "审计",
    "统计公报",
    "建议提案",
)
_DISCLOSURE = re.compile(r"公开|年报|年度报告")
_OWN_DUTY = re.compile(r"(?:信息|政务)公开")
_OF_A_GOVERNMENT = re.compile(r"(?:人民)?政府(?:办公[室厅]|办)?$")
_OWN_OFFICE = re.compile(r"^(?:办公[室厅]|办)$")
_BEFORE_THE_YEAR = re.compile(
    r"^(.*?)(?:(?:19|20)\d{2}|[一二][一二三四五六七八九〇零○oO0]{3}年|政府信息公开|政务公开|信息公开)"
)

_AN_ORGAN = re.compile(r"[\u4e00-\u9fa5]{1,12}(?:局|厅|委员会)")


def reports_on(lines: tuple[Line, ...], item: Item) -> tuple[tuple[int, Line], ...]:
    """Year and line of every yearly report of the item's duty among the lines, in their order."""
    meant = [line for line in lines if not is_other_duty(line.title, item)]
    meant = [line for line in meant if years_named(line.within) or _may_be_meant(line.title, item)]
    return tuple((year, line) for line in meant for year in sorted(_about(line)) if _is_over(line, year))


def own_reports(lines: list[Line], site: Site) -> list[Line]:
    """The lines that report on the site's own body."""
    return [line for line in lines if not is_of_another_body(line.title, site)]


def _is_over(line: Line, year: int) -> bool:
    """Whether the year was over, or nearly, when the line was dated: no report on a year is written in its summer."""
    return line.date is None or line.date >= dt.date(year, 12, 1)


def _about(line: Line) -> frozenset[int]:
    """The years a line reports on: by its title, by the sub-column it stands in (2025年), by its date."""
    named = years_named(line.title)
    if named:
        return named if is_report(line.title) else frozenset()
    if years_named(line.within):
        return years_named(line.within)
    if line.date is not None and is_report(line.title):
        return frozenset({line.date.year - 1})
    return frozenset()


def is_other_duty(title: str, item: Item) -> bool:
    """Whether a title names another duty's yearly report or a part of a year; many sites keep all in one column."""
    text = simplify(title)
    if names_any_stretch(text, "month") or names_any_stretch(text, "quarter"):
        return True
    own = "".join((item.name, *item.find.aliases))
    words = [word for word in _OTHER_DUTIES if word not in own] + [simplify(word) for word in item.find.never]
    return any(word in text for word in words) and not (_OWN_DUTY.search(text) and _OWN_DUTY.search(own))


def _may_be_meant(title: str, item: Item) -> bool:
    """Whether a title may be the report on disclosure itself: a year's summary of work is something else."""
    if not _OWN_DUTY.search("".join((item.name, *item.find.aliases))):
        return True
    text = simplify(title).strip()
    return _DISCLOSURE.search(text) is not None or is_bare_year(text)


def is_of_another_body(title: str, site: Site) -> bool:
    """Whether a title on a government's portal begins with the name of one of its departments or townships.

    A department's own site is taken to list its own reports: the forms in which it names itself are too many.
    """
    if site.body != "government":
        return False
    found = _BEFORE_THE_YEAR.match("".join(simplify(title).split()))
    rest = found[1] if found is not None else ""
    for name in (simplify(site.name), *place_names_of(site)):
        rest = rest.replace(name, "")
    rest = _OF_A_GOVERNMENT.sub("", rest)
    return _OWN_OFFICE.search(rest) is None and ORGAN_END.search(rest) is not None


def hangs_on_another_body(parents: tuple[str, ...], site: Site) -> bool:
    """Whether the nearest column above is named like another organ: 财政局 over 信息公开指南 on a county's portal."""
    rest = "".join(simplify(parents[-1]).split()) if parents and site.body == "government" else ""
    for name in (simplify(site.name), *place_names_of(site)):
        rest = rest.replace(name, "")
    return _AN_ORGAN.fullmatch(rest) is not None
