"""Tables of figures of a known form are read with merged cells in every place that they cover; no others are."""

from __future__ import annotations

from crawler.reading import read_page
from crawler.reading.tables import figure_table
from rules.facts import FigureTable, PageFacts

ADDRESS = "http://gov.test/zfxxgk/t20250101_1.html"
REVIEWS = """
<table><tr><td colspan="5">行政复议</td></tr>
<tr><td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td></tr>
<tr><td>1</td><td>0</td><td>0</td><td>2</td><td>3</td></tr></table>
"""
REVIEW_ROWS = (
    ("行政复议",) * 5,
    ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计"),
    ("1", "0", "0", "2", "3"),
)
TEXT = "<p>" + "现将本机关政府信息公开工作年度报告公布如下，欢迎监督。" * 6 + "</p>"


def tables_on(markup: str) -> tuple[FigureTable, ...]:
    """The tables of a page."""
    page = f"<html><body><h1>2025年政府信息公开工作年度报告</h1><div class='content'>{TEXT}{markup}</div></body></html>"
    facts = read_page(page.encode(), ADDRESS, content_type="text/html; charset=utf-8")
    assert isinstance(facts, PageFacts)
    return facts.tables


def test_a_merged_cell_stands_wherever_it_reaches() -> None:
    """Over columns and over rows, beside one another."""
    markup = """<table><tr><td rowspan="2">三、本年度办理结果</td><td>（一）予以公开</td><td>1</td></tr>
    <tr><td>（二）部分公开</td><td>2</td></tr>
    <tr><td colspan="2">一、本年新收 四、结转下年度</td><td>3</td></tr></table>"""

    assert tables_on(markup) == (
        FigureTable(
            rows=(
                ("三、本年度办理结果", "（一）予以公开", "1"),
                ("三、本年度办理结果", "（二）部分公开", "2"),
                ("一、本年新收 四、结转下年度", "一、本年新收 四、结转下年度", "3"),
            )
        ),
    )


def test_of_tables_in_one_another_the_innermost_is_read() -> None:
    """A report that is laid out in a table is no table of figures."""
    assert tables_on(f"<table><tr><td>版式</td><td>{REVIEWS}</td></tr></table>") == (FigureTable(rows=REVIEW_ROWS),)


def test_other_tables_and_impossible_spans_do_no_harm() -> None:
    """A price list is nobody's sum; a span of millions is one cell."""
    other = "<table><tr><td>名称</td><td>金额</td></tr></table>"

    assert tables_on(other) == ()
    assert tables_on(REVIEWS.replace('"5"', '"99999999"'))[0].rows[0] == ("行政复议",)
    assert figure_table([["名称", "金额"]]) is None
    assert figure_table(REVIEW_ROWS) == FigureTable(rows=REVIEW_ROWS)
