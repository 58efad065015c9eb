"""Dates on a page that stand for the date of something: little else is in the same piece of text."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from crawler.reading.dates import Partial, Reading, make_date, read_label, year_month

if TYPE_CHECKING:
    from crawler.reading.tree import Node, Page

_DIGIT = re.compile(r"\d")
_LABEL_LENGTH = 48
_REST_LENGTH = 6
_PUBLISHED_LABEL = re.compile(r"(?:发布|公开|公布)(?:日期|时间)\s*[:：]\s*")
_DATE_LENGTH = 16
_YEAR_ONLY = re.compile(r"\s*((?:19|20)\d{2})\s*年?\s*")
_ANOTHER_DAY = re.compile(r"[日\s　]*(?:截止|截至|止|起?施行|起?实施|起?生效|废止|失效|星期|周[一二三四五六日])")
"""What behind a date says that it is no day of publication."""
_DATE_WORDS = re.compile(r"(?:日期|时间|发布于|发布|更新)\s*[:：]?\s*$")
_TRAILING = re.compile(
    r"[\s\[(（【〔《]+((?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?)"
    r"(?:\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?[\s\])）】〕》]*$"
)
_LEADING = re.compile(
    r"^[\s\[(（【〔·•]*((?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?)[\s\])）】〕:：]+(?=\S)"
)
_DAY_ONLY = re.compile(r"\s*(\d{1,2})\s*日?\s*")
_YEAR_MONTH_LENGTH = 10
_KNOWN_LENGTH = 6
NOT_PUBLISHED = re.compile(
    r"施行|实施|废止|有效期|截止|截至|生效|失效|开始|结束|今天|今日|当前|现在|星期|访问|更新周期|开标|报名"
)


@lru_cache(maxsize=16_384)
def _read_piece(piece: str) -> Reading | None:
    """The date that a piece of text stands for; the same pieces come back on every page of a site."""
    labelled = _PUBLISHED_LABEL.search(piece)
    if labelled is not None and labelled.start() > 0:
        reading = read_label(piece[labelled.end() : labelled.end() + _DATE_LENGTH])
        if reading is not None and not isinstance(reading.value, Partial):
            return reading
    if len(piece) > _LABEL_LENGTH:
        piece = piece.strip()
        if len(piece) > _LABEL_LENGTH:
            return _edge_label(piece)
    reading = read_label(piece)
    if reading is None:
        return None
    before, _, after = piece.partition(reading.printed)
    if NOT_PUBLISHED.search(before) or _ANOTHER_DAY.match(after):
        return None
    if not reading.rest:
        return reading
    if isinstance(reading.value, Partial):
        return None
    if len(reading.rest) <= _REST_LENGTH or _DATE_WORDS.search(before):
        return reading
    return _edge_label(piece.strip())


def date_labels(page: Page) -> list[tuple[int, Reading]]:
    """Every piece of text that is a date of something, with its place, in order."""
    found: list[tuple[int, Reading]] = []
    owners = page.owners
    pieces = page.pieces
    search = _DIGIT.search
    numbered = [place for place in page.shown if search(pieces[place]) is not None]
    for place in numbered:
        reading = _read_piece(pieces[place])
        if reading is None or owners[place].zone == "pager":
            continue
        if isinstance(reading.value, Partial) and not _plausible_partial(pieces[place], owners[place]):
            continue
        found.append((place, reading))
    by_place = dict(found)
    by_place.update(_split_labels(page, numbered, {place for place, _ in found}))
    return sorted(by_place.items())


def _plausible_partial(piece: str, owner: Node) -> bool:
    """``3.5`` alone may be a number and ``1/12`` a page; ``05-06``, ``[5-6]`` and ``5月6日`` are neither."""
    return (
        "." not in piece
        or bool(re.search(r"\d{2}\.\d{2}|[\[(]", piece))
        or "date" in owner.marks
        or "time" in owner.marks
    )


def _edge_label(text: str) -> Reading | None:
    """A date with its year at the very end or beginning of a line that is otherwise a title."""
    for pattern in (_TRAILING, _LEADING):
        match = pattern.search(text)
        if match is not None:
            inner = read_label(match.group(1))
            if inner is not None and not isinstance(inner.value, Partial):
                return Reading(inner.value, match.group(1).strip(), "")
    return None


def _split_labels(page: Page, numbered: list[int], known: set[int]) -> list[tuple[int, Reading]]:
    """Calendars that print the day apart: ``06`` above ``2024-05``, or ``05-06`` above ``2024``."""
    found = []
    for place in numbered:
        piece = page.pieces[place].strip()
        year = _YEAR_ONLY.fullmatch(piece)
        if year is not None:
            found.extend(_with_year(page, place, int(year.group(1))))
            continue
        if len(piece) > _YEAR_MONTH_LENGTH or (place in known and len(piece) > _KNOWN_LENGTH):
            continue
        whole = year_month(piece)
        if whole is None:
            continue
        at = bisect_left(page.shown, place)
        for near in page.shown[max(0, at - 1) : at] + page.shown[at + 1 : at + 2]:
            day = _DAY_ONLY.fullmatch(page.pieces[near])
            if day is None or not _close(page.owners[place], page.owners[near]):
                continue
            value = make_date(whole[0], whole[1], int(day.group(1)))
            if value is not None:
                found.append((min(place, near), Reading(value, f"{piece} {day.group(1)}", "")))
                break
    return found


def _with_year(page: Page, place: int, year: int) -> list[tuple[int, Reading]]:
    """The month and day right beside a year that stands alone."""
    at = bisect_left(page.shown, place)
    for near in page.shown[max(0, at - 1) : at] + page.shown[at + 1 : at + 2]:
        reading = _read_piece(page.pieces[near])
        if reading is None or not isinstance(reading.value, Partial):
            continue
        if _close(page.owners[place], page.owners[near]):
            value = make_date(year, reading.value.month, reading.value.day)
            return [(near, Reading(value, f"{year} {reading.printed}", ""))] if value is not None else []
    return []


def _close(one: Node, other: Node) -> bool:
    """Whether two elements share a parent or grandparent."""
    above = {id(node) for node in [one, *one.ancestors()[:2]]}
    return any(id(node) in above for node in [other, *other.ancestors()[:2]])
