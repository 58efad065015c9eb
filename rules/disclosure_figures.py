"""The arithmetic of the figures in an annual report on disclosure, in the form of 国办公开办函〔2021〕30号.

The table on requests: 一 (new) + 二 (carried over) = 三（七） (dealt with) + 四 (carried on), in each column; the total
of 三 is the sum of its 21 kinds of answers; the column 总计 is the sum of the six kinds of applicants. The tables on
reviews and suits: 总计 is the sum of the four results. The form prints the first of these rules itself; which rows
there are is from memory, so a table of other rows is not read rather than read wrongly.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rules.normalise import simplify

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rules.facts import FigureTable

_APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
_RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_SUITS = ("行政复议", "未经复议直接起诉", "复议后起诉")
_KINDS_OF_ANSWERS = 21
_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.0+)?")
_NEW, _OVER, _ON = re.compile(r"^一、.*新收"), re.compile(r"^二、.*结转"), re.compile(r"^四、.*结转")
_TOTAL = re.compile(r"^[（(]?七[）)]?.*总计|^总计")
_NUMBERED = re.compile(r"^\d{1,2}[.．、]?\D")
_GROUP = re.compile(r"^[（(][三四五六][）)]")


class WrongSum(NamedTuple):
    """A sum that the report states and that its own figures contradict."""

    row: str
    column: str
    stated: int
    computed: int
    parts: str
    """The figures that were added, as written: ``12 + 3``."""


class Figures(NamedTuple):
    """What came of adding up a report."""

    sums: int
    """So many sums were tested."""
    wrong: tuple[WrongSum, ...]
    unread: tuple[str, ...]
    """What could not be tested, in the words of the form."""


class _Row(NamedTuple):
    label: str
    numbers: tuple[int | None, ...]
    """``None`` where a cell holds no figure."""


def add_up(tables: Sequence[FigureTable]) -> Figures:
    """Test every sum of the tables of one report; tables of another form are left out."""
    sums = 0
    wrong: list[WrongSum] = []
    unread: list[str] = []
    for table in tables:
        solid = tuple(tuple("".join(simplify(cell).split()) for cell in row) for row in table.rows)
        text = "".join(cell for row in solid for cell in row)
        found = _requests(solid) if "本年新收" in text else _reviews(solid)
        sums += found.sums
        wrong += found.wrong
        unread += found.unread
    return Figures(sums, tuple(wrong), tuple(dict.fromkeys(unread)))


def _requests(rows: Sequence[Sequence[str]]) -> Figures:
    """The table on requests for information."""
    name = "收到和处理政府信息公开申请情况"
    width = len(_APPLICANTS)
    first = next((number for number, row in enumerate(rows) if any(_NEW.match(cell) for cell in row)), None)
    if first is None or not _has_headings(rows[:first], rows[first], _APPLICANTS):
        return Figures(0, (), (name,))
    last = next((number for number, row in enumerate(rows) if any(_ON.match(cell) for cell in row)), first)
    body = [_row(row, width) for row in rows[first : last + 1] if len(row) == len(rows[first])]
    if len(body) != last + 1 - first:
        return Figures(0, (), (name,))
    new, over, total, on = (_only(body, pattern) for pattern in (_NEW, _OVER, _TOTAL, _ON))
    if new is None or over is None or total is None or on is None:
        return Figures(0, (), (name,))
    answers = _answers(body[body.index(over) + 1 : body.index(total)])
    wrong: list[WrongSum] = []
    unread: list[str] = []
    sums = 0
    for at, column in enumerate(_APPLICANTS):
        balance = _balance(column, [row.numbers[at] for row in (new, over, total, on)])
        listed = [row.numbers[at] for row in answers]
        summed = _sum_of("三（七）总计", column, listed, total.numbers[at])
        for test in (balance, summed if len(answers) == _KINDS_OF_ANSWERS else None):
            sums += test is not None
            wrong += test or ()
            if test is None:
                unread.append(f"{name}：{column}")
    for row in body:
        test = _sum_of(row.label, "总计", row.numbers[:-1], row.numbers[-1])
        sums += test is not None
        wrong += test or ()
        if test is None:
            unread.append(f"{name}：{row.label}")
    return Figures(sums, tuple(wrong), tuple(unread))


def _reviews(rows: Sequence[Sequence[str]]) -> Figures:
    """The table on reviews and suits: three times four results and their total."""
    name = "政府信息公开行政复议、行政诉讼情况"
    places = [number for number, row in enumerate(rows) if row and all(_NUMBER.fullmatch(cell) for cell in row)]
    if len(places) != 1:
        return Figures(0, (), (name,))
    numbers = rows[places[0]]
    groups = len(numbers) // len(_RESULTS)
    if not _has_headings(rows[: places[0]], numbers, _RESULTS * groups) or groups * len(_RESULTS) != len(numbers):
        return Figures(0, (), (name,))
    wrong: list[WrongSum] = []
    for group in range(groups):
        part = [_number(cell) for cell in numbers[group * len(_RESULTS) : (group + 1) * len(_RESULTS)]]
        title = _SUITS[group] if groups == len(_SUITS) else name
        wrong += _sum_of(title, "总计", part[:-1], part[-1]) or ()
    return Figures(groups, tuple(wrong), ())


def _has_headings(above: Sequence[Sequence[str]], row: Sequence[str], names: Sequence[str]) -> bool:
    """Whether the last columns of a row stand below these headings, in this order."""
    begin = len(row) - len(names)
    if begin < 0:
        return False
    for at, name in enumerate(names):
        column = [line[begin + at] for line in above if len(line) == len(row) and line[begin + at]]
        if not column or column[-1] != name:
            return False
    return True


def _row(cells: Sequence[str], width: int) -> _Row:
    """A row with its innermost label and its figures."""
    labels = [cell for cell in cells[: len(cells) - width] if cell]
    return _Row(labels[-1] if labels else "", tuple(_number(cell) for cell in cells[len(cells) - width :]))


def _number(cell: str) -> int | None:
    return int(cell.partition(".")[0].replace(",", "")) if _NUMBER.fullmatch(cell) else None


def _only(rows: Sequence[_Row], pattern: re.Pattern[str]) -> _Row | None:
    """The one row of that label; ``None`` where there is none, or more than one."""
    found = [row for row in rows if pattern.search(row.label)]
    return found[0] if len(found) == 1 else None


def _answers(rows: Sequence[_Row]) -> list[_Row]:
    """Rows that count requests: the row of a group above its numbered ones only repeats their sum."""
    heads = {
        number
        for number, (row, following) in enumerate(pairwise(rows))
        if _GROUP.match(row.label) and _NUMBERED.match(following.label)
    }
    return [row for number, row in enumerate(rows) if number not in heads]


def _balance(column: str, numbers: Sequence[int | None]) -> tuple[WrongSum, ...] | None:
    """Whether 一 + 二 = 三（七） + 四; ``None`` where a figure is missing."""
    known = list(_known(numbers))
    if len(known) != len(numbers):
        return None
    new, over, total, on = known
    if new + over == total + on:
        return ()
    return (WrongSum("一+二=三（七）+四", column, total + on, new + over, f"{new} + {over} ≠ {total} + {on}"),)


def _sum_of(row: str, column: str, parts: Sequence[int | None], total: int | None) -> tuple[WrongSum, ...] | None:
    """Whether the parts add up to the total; ``None`` where a figure is missing."""
    known = list(_known(parts))
    if total is None or len(known) != len(parts):
        return None
    if sum(known) == total:
        return ()
    counted = " + ".join(str(number) for number in known if number) or "0"
    return (WrongSum(row, column, total, sum(known), counted),)


def _known(numbers: Sequence[int | None]) -> Iterator[int]:
    return (number for number in numbers if number is not None)
