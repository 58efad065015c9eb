"""Consultations (意见征集): when one was over, and which notices say what became of it."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from rules.normalise import simplify
from rules.titles import asked_about, may_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.facts import Entry
    from rules.linking import Document
    from rules.model import PageVisit
    from rules.visits import Visits

LEAST_OPEN = dt.timedelta(days=30)
"""重大行政决策程序暂行条例 article 15: comments are taken for thirty days at least."""
_LONGEST_OPEN = dt.timedelta(days=400)
_ASKS = re.compile(r"征求|征集|征询|听取|意见稿|公开征")
_ANSWERS = re.compile(
    r"反馈|采纳|采用|结果|汇总|处理情况|意见情况|征集情况|征求情况|情况的?(?:说明|公告|通报|公示|通告)|回复|答复|结束"
)
_ANSWERED = re.compile(
    r"采纳情况|采用情况|(?:意见|建议)反馈(?:情况|结果|如下)|征集结果|反馈结果|结果反馈|征求意见(?:的?情况|结果)|"
    r"意见(?:和建议)?的?(?:采纳|处理|汇总|吸收)|(?:共收到|未收到|没有收到|收集到).{0,14}(?:意见|建议|反馈)"
)
_COMMENTS = re.compile(r"意见|建议|征求|征集|采纳|采用")
_OF_TIMES = re.compile(
    r"\d+|[〇零一二三四五六七八九十]+|年度?|季度|[上下]半|全年|月份?|日|第|期|批|次|以来|部分|有关|相关|近期|各类|多[部项件个]|[部项件个]|"
    r"规章|规范性文件|政策性?文件|文件|草案|稿|制度|决策|重大|行政|政府|人民|征求|征集|网上|在线|民意|活动|采纳|反馈|结果|汇总"
)
_FEWEST_LETTERS = 4
_DATE = re.compile(r"((?:19|20)\d{2})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})")
_DAY_OF_SAME_YEAR = re.compile(r"(?<![\d年.\-/])(\d{1,2})\s*月\s*(\d{1,2})\s*日")


def is_consultation(title: str) -> bool:
    """Whether a title asks for comments; a notice of what became of them asks for none."""
    text = simplify(title)
    return _ASKS.search(text) is not None and _ANSWERS.search(text) is None


def is_result(title: str) -> bool:
    """Whether a title is that of a notice of what became of something."""
    return _ANSWERS.search(simplify(title)) is not None


def is_of_several(title: str) -> bool:
    """Whether a title is that of a notice about the comments on several drafts, none of which it names."""
    text = simplify(title)
    if _ANSWERS.search(text) is None or _COMMENTS.search(text) is None:
        return False
    return len(_OF_TIMES.sub("", asked_about(text))) < _FEWEST_LETTERS


def closed_on(document: Document) -> dt.date | None:
    """The day after which comments are surely no longer taken: the latest that the page prints, or thirty days on.

    ``None`` where neither page nor list prints a date.
    """
    page = document.page
    begun = page.facts.published if page is not None and page.facts.published is not None else document.line.date
    if begun is None:
        return None
    text = simplify(page.facts.text) if page is not None else ""
    printed = [*_days(text), *_days_without_year(text, begun)]
    later = [day for day in printed if begun < day <= begun + _LONGEST_OPEN]
    return max([begun + LEAST_OPEN, *later])


def _days(text: str) -> Iterator[dt.date]:
    for found in _DATE.finditer(text):
        try:
            yield dt.date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue


def _days_without_year(text: str, begun: dt.date) -> Iterator[dt.date]:
    """Days that are printed without their year: the next such day after the beginning."""
    for found in _DAY_OF_SAME_YEAR.finditer(text):
        for year in (begun.year, begun.year + 1):
            try:
                day = dt.date(year, int(found[1]), int(found[2]))
            except ValueError:
                continue
            if day > begun:
                yield day
                break


def answered_by_itself(page: PageVisit) -> bool:
    """Whether the page of the consultation also says what became of it, or offers a file that may."""
    facts = page.facts
    if _ANSWERED.search(simplify(facts.text)) is not None:
        return True
    return any(_ANSWERS.search(simplify(file.name)) is not None for file in facts.attachments)


def is_of_the_draft(name: str, about: str) -> bool:
    """Whether a file of a consultation is, by its name, the draft, its explanation or the form for comments."""
    return re.search(r"稿|草案|说明|表", simplify(name)) is not None or may_name(name, about)


def answers_to(title: str, visits: Visits) -> tuple[tuple[PageVisit, Entry], ...]:
    """The lines of any list of the site that may be the notice of what became of a consultation.

    Args:
        title: of the consultation.
        visits: what was visited.
    """
    about = asked_about(title)
    found = []
    for page in visits.snapshot.pages:
        for entry in page.facts.entries:
            words = simplify(entry.title)
            if _ANSWERS.search(words) is not None and may_name(words, about):
                found.append((page, entry))
    return tuple(found)
