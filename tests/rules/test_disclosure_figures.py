"""The figures of an annual report add up, or the sum that does not is named; what cannot be read accuses nobody."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rules.disclosure_figures import Figures, WrongSum, add_up
from rules.facts import FigureTable

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
NEW, OVER, ON = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "四、结转下年度继续办理"
ANSWERS = (
    *(("（一）予以公开",), ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）",)),
    *(("（三）不予公开", f"{number}.情形") for number in range(1, 9)),
    *(("（四）无法提供", f"{number}.情形") for number in range(1, 4)),
    *(("（五）不予处理", f"{number}.情形") for number in range(1, 6)),
    *(("（六）其他处理", f"{number}.情形") for number in range(1, 4)),
)
FIRST_ROW = 3
TOTAL_ROW, LAST_ROW = 26, 27


def with_sum(numbers: tuple[int, ...]) -> tuple[str, ...]:
    """Figures and their total, as cells."""
    return tuple(str(number) for number in (*numbers, sum(numbers)))


def requests(answers: list[tuple[int, ...]], over: tuple[int, ...], on: tuple[int, ...]) -> FigureTable:
    """The table on requests, merged cells expanded, all sums right."""
    total = tuple(sum(column) for column in zip(*answers, strict=True))
    new = tuple(done + left - before for done, left, before in zip(total, on, over, strict=True))
    lead = "三、本年度办理结果"
    rows = [
        ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",) * 3 + ("申请人情况",) * 7,
        ("勾稽",) * 3 + ("自然人", *("法人或其他组织",) * 5, "总计"),
        ("勾稽",) * 3 + APPLICANTS,
        (NEW,) * 3 + with_sum(new),
        (OVER,) * 3 + with_sum(over),
    ]
    for labels, numbers in zip(ANSWERS, answers, strict=True):
        rows.append((lead, labels[0], labels[-1], *with_sum(numbers)))
    rows += [(lead, "（七）总计", "（七）总计", *with_sum(total)), (ON,) * 3 + with_sum(on)]
    return FigureTable(rows=tuple(rows))


def changed(table: FigureTable, row: int, column: int, cell: str) -> FigureTable:
    """The table with another text in one cell."""
    rows = [list(line) for line in table.rows]
    rows[row][column] = cell
    return FigureTable(rows=tuple(tuple(line) for line in rows))


RIGHT = requests([(2, 1, 0, 0, 0, 1)] * 21, over=(1, 0, 0, 0, 0, 0), on=(3, 0, 0, 0, 0, 0))
numbers = st.tuples(*(st.integers(0, 999) for _ in range(6)))


@given(st.lists(numbers, min_size=21, max_size=21), numbers)
def test_right_figures_are_right(answers: list[tuple[int, ...]], on: tuple[int, ...]) -> None:
    """Two sums a column and one a row."""
    table = requests(answers, over=(0,) * 6, on=on)

    assert add_up([table]) == Figures(2 * 7 + 25, (), ())


@given(st.integers(FIRST_ROW, LAST_ROW), st.integers(3, 9), st.integers(1, 999))
def test_any_one_figure_that_is_changed_is_found(row: int, column: int, by: int) -> None:
    """Every figure stands in at least two sums."""
    table = changed(RIGHT, row, column, str(int(RIGHT.rows[row][column]) + by))
    found = add_up([table])

    assert len(found.wrong) >= 2
    assert {abs(one.stated - one.computed) for one in found.wrong} == {by}


def test_a_wrong_sum_names_row_column_and_both_figures() -> None:
    """As a person would write it on the margin."""
    found = add_up([changed(RIGHT, TOTAL_ROW, 5, "4")])

    assert found.wrong == (
        WrongSum("一+二=三（七）+四", "科研机构", 4, 0, "0 + 0 ≠ 4 + 0"),
        WrongSum("三（七）总计", "科研机构", 4, 0, "0"),
        WrongSum("(七)总计", "总计", 84, 88, "42 + 21 + 4 + 21"),
    )


@given(st.integers(FIRST_ROW, LAST_ROW), st.integers(3, 9), st.sampled_from(("", "/", "无", "12件", "1.5")))
def test_a_cell_without_a_figure_accuses_nobody(row: int, column: int, cell: str) -> None:
    """Only the sums it stands in are left untested."""
    found = add_up([changed(RIGHT, row, column, cell)])

    assert found.wrong == ()
    assert found.unread


def test_another_form_is_not_added_up() -> None:
    """A row too few, columns in another order, rows of uneven length."""
    short = FigureTable(rows=RIGHT.rows[:10] + RIGHT.rows[11:])
    turned = FigureTable(rows=tuple((*row[:3], *reversed(row[3:])) for row in RIGHT.rows))
    uneven = FigureTable(rows=(*RIGHT.rows[:8], RIGHT.rows[8][:-1], *RIGHT.rows[9:]))

    assert add_up([short]).wrong == ()
    assert any("自然人" in unread for unread in add_up([short]).unread)
    assert add_up([turned]) == Figures(0, (), ("收到和处理政府信息公开申请情况",))
    assert add_up([uneven]) == Figures(0, (), ("收到和处理政府信息公开申请情况",))


def test_the_row_of_a_group_is_not_counted_twice() -> None:
    """Some reports print a sum beside 不予公开 above its kinds."""
    lead = ("三、本年度办理结果", "（三）不予公开", "（三）不予公开")
    table = FigureTable(rows=(*RIGHT.rows[:7], (*lead, *with_sum((16, 8, 0, 0, 0, 8))), *RIGHT.rows[7:]))

    assert add_up([table]).wrong == ()


def test_reviews_and_suits_add_up_by_themselves() -> None:
    """Three times four results and their total."""
    head = ("行政复议",) * 5 + ("未经复议直接起诉",) * 5 + ("复议后起诉",) * 5
    right = ("1", "0", "0", "2", "3", "0", "1", "0", "0", "1", "0", "0", "0", "0", "0")
    table = FigureTable(rows=(head, RESULTS * 3, right))
    wrong = FigureTable(rows=(head, RESULTS * 3, (*right[:9], "2", *right[10:])))

    assert add_up([table]) == Figures(3, (), ())
    assert add_up([wrong]).wrong == (WrongSum("未经复议直接起诉", "总计", 2, 1, "1"),)


def test_a_table_without_any_kind_of_answer_is_not_added_up() -> None:
    """The rows that the sums are about may all be missing."""
    table = FigureTable(rows=(*RIGHT.rows[:5], *RIGHT.rows[26:]))
    found = add_up([table])

    assert found.unread
    assert add_up([FigureTable(rows=())]).sums == 0
