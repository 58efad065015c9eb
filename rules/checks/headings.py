"""Elements: does the newest yearly report have the headings of its form, in their order?"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from rules.documents import doubt_about, newest_report
from rules.elements import plain, written
from rules.inspection import listed
from rules.model import Facet, Problem
from rules.report_rulings import not_of_this_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.documents import Document
    from rules.facts import PageFacts
    from rules.inspection import Inspection, Ruling

FACET = Facet.ELEMENTS
ORDER = 30
_NUMBER = re.compile(r"^(?:第?[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．:：部分]{0,3})+")
_STYLES = tuple(
    re.compile(style)
    for style in (
        r"第[一二三四五六七八九十\d]{1,3}",
        r"[（(][一二三四五六七八九十]{1,3}[）)]",
        r"[（(]\d{1,2}[）)]",
        r"[一二三四五六七八九十]{1,3}[、.．,，:：]",
        r"\d{1,2}[、.．,，:：]",
    )
)
"""How the headings of one level are numbered; （二） below 一、 is a level of its own."""
_OF_A_TABLE = re.compile(r"本年新收|上年结转|本年度办理结果|结转下年度|勾稽关系|第二十条第")
"""Numbered lines of the form's own tables."""
_SHORT_LINE = re.compile(r"[^\d。；;，,]{4,25}")
_BEGINNING = 40
_LONGEST_REST = 12
"""Characters that may follow in the line of a heading; a longer line is a sentence."""


def check(inspection: Inspection) -> Ruling | None:
    """A heading that stands nowhere in the report is missing; those out of order, each in one line, are at fault too.

    A report about a year before the form was made is not judged, and one that has fewer than half of the headings is
    taken for something else.
    """
    require = inspection.item.require
    if not require.headings:
        return None
    newest = newest_report(inspection)
    early = not_of_this_form(inspection, newest)
    if early is not None or newest is None:
        return early
    year, report = newest
    text = "".join(written(facts) for facts in report.facts)
    missing = [one for one in require.headings if not any(plain(word) in text for word in one.split("|"))]
    doubt = doubt_about(inspection, report)
    about: dict[str, str | int] = {"title": report.title, "target": report.url, "year": year}
    evidence = inspection.evidence(report.page, report.title)
    if missing:
        if doubt is None and (
            any(facts.images for facts in report.facts) or _worded_otherwise(require.headings, report)
        ):
            doubt = "headings-in-other-words"
        if doubt is None and 2 * len(missing) > len(require.headings):
            doubt = "document-of-no-form"
        names = listed(_official(missing))
        if doubt is not None:
            return inspection.unsure(doubt, evidence, missing=names, item=inspection.item.name, number=1, also=about)
        return inspection.failed(
            Problem.INCOMPLETE,
            "headings-missing",
            evidence,
            missing=names,
            number=len(missing),
            wanted=len(require.headings),
            also=about,
        )
    misplaced = _out_of_order(require.headings, report.facts)
    if misplaced is not None:
        first, second = _official(misplaced)
        return inspection.failed(
            Problem.INCOMPLETE, "headings-disordered", evidence, first=first, second=second, also=about
        )
    return inspection.passed("headings-complete", evidence, number=len(require.headings), also=about)


def _official(headings: Sequence[str]) -> list[str]:
    """Headings as the form words them: the first of their spellings."""
    return [heading.split("|")[0] for heading in headings]


def _out_of_order(headings: Sequence[str], facts: Sequence[PageFacts]) -> tuple[str, str] | None:
    """The first heading that stands before the one it should follow; only where each has exactly one line."""
    for source in facts:
        written_lines = [plain(line) for line in source.text.split("\n")]
        lines = [_NUMBER.sub("", line) for line in written_lines]
        places = [_lines_of(heading, lines) for heading in headings]
        if all(len(found) == 1 for found in places) and len({_style(written_lines[at]) for (at,) in places}) == 1:
            order = [found[0] for found in places]
            return next(
                ((headings[at + 1], headings[at]) for at, (one, other) in enumerate(pairwise(order)) if other < one),
                None,
            )
    return None


def _style(line: str) -> int | None:
    """Which of the ways of numbering a line begins with; ``None`` where it has no number."""
    return next((number for number, style in enumerate(_STYLES) if style.match(line)), None)


def _worded_otherwise(headings: Sequence[str], report: Document) -> bool:
    """Whether a part of the report begins with words that nobody thought of: 五、工作中的不足及下一步打算.

    Its line is numbered like that of a heading that is known, or where those have no numbers it is short.
    """
    words = [[plain(word) for word in heading.split("|")] for heading in headings]
    for source in report.facts:
        lines = [plain(line) for line in source.text.split("\n")]
        lines = [line for line in lines if line and not _OF_A_TABLE.search(line)]
        style = _style_of_most(words, lines)
        others = [line for line in lines if _style(line) == style]
        if style is None:
            others = [line for line in others if _SHORT_LINE.fullmatch(line)]
        if any(not any(word in line[:_BEGINNING] for own in words for word in own) for line in others):
            return True
    return False


def _style_of_most(words: Sequence[Sequence[str]], lines: Sequence[str]) -> int | None:
    """How most of the headings are numbered, of as many the outer level."""
    found = Counter(
        style
        for own in words
        for style in {_style(line) for line in lines if _NUMBER.sub("", line).startswith(tuple(own))}
    )
    most = max(found.values(), default=0)
    return next((style for style in (0, 3, 4, 1, 2, None) if found[style] == most), None)


def _lines_of(heading: str, lines: Sequence[str]) -> list[int]:
    """The lines that are this heading, in the first of its spellings that any line begins with."""
    for word in (plain(word) for word in heading.split("|")):
        most = len(word) + _LONGEST_REST
        found = [number for number, line in enumerate(lines) if line.startswith(word) and len(line) <= most]
        if found:
            return found
    return []
