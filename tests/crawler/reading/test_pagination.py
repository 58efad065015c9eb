"""Pagers: calls in scripts, rendered numbers, printed counts."""

from __future__ import annotations

import pytest

from rules.facts import Pagination
from tests.crawler.reading.pages import lines, page, read

AT = "http://www.qingxi.gov.cn/zwgk/tzgg/"


@pytest.mark.parametrize(
    ("call", "wanted"),
    [
        ('createPageHTML(4, 0, "index", "html");', Pagination(1, 4, f"{AT}index_1.html")),
        ('createPageHTML(25, 3, "index", "shtml", null, 435)', Pagination(4, 25, f"{AT}index_4.shtml")),
        ('createPageHTML(4, 3, "index", "html");', Pagination(4, 4)),
        ('//createPageHTML(7, 2, "index", "html")', Pagination(3, 7, f"{AT}index_3.html")),
        ('createPageHTML(191, 13, 0, "index", "html")', Pagination(1, 13, f"{AT}index_1.html")),
        ('createPage(12, 3, "index", "html")', Pagination(4, 12, f"{AT}index_4.html")),
        (
            "createPageHTML('page_div',10,1,'list','shtml',200);",
            Pagination(1, 10, f"{AT}list_2.shtml", lower_bound=True),
        ),
        ("createPageHTML('page_div',2,1,'list','shtml',32);", Pagination(1, 2, f"{AT}list_2.shtml")),
        ("Pager({size:16, current:0, prefix:'index',suffix:'html'});", Pagination(1, 16, f"{AT}index_1.html")),
        ("var countPage = 25//共多少页\nvar currentPage = 3;", Pagination(4, 25, f"{AT}index_4.html")),
        ('$("#page").pagination({pageSize:15,total:27});', Pagination(1, 2)),
        ('laypage.render({elem:"p",count:100,limit:20,curr:2})', Pagination(2, 5)),
        (
            "function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){}\ncreatePageHTML(3,1,'index','html')",
            Pagination(2, 3, f"{AT}index_2.html"),
        ),
    ],
)
def test_calls_in_scripts_are_told_apart_by_their_arguments(call: str, wanted: Pagination) -> None:
    """Pages counted from zero or from one, records before or after them, the call commented out."""
    assert read(page(f"<div><ul>{lines()}</ul><script>{call}</script></div>")).pages == wanted


@pytest.mark.parametrize(
    ("pager", "wanted"),
    [
        (
            '<a href="index.html">第一页</a><a class="cur">1</a><a href="index_2.html">2</a><a href="index_3.html">3</a>'
            '<a href="index_2.html">下一页</a><a href="index_27.html">最后一页</a>',
            Pagination(1, 27, f"{AT}index_2.html"),
        ),
        (
            '当前第1页 共26页 <a href="1751.html">首页</a> <a href="1751_2.html">下一页</a> <a href="1751_26.html">尾页</a>',
            Pagination(1, 26, f"{AT}1751_2.html"),
        ),
        (
            '共36条 2/3 <a href="x.htm">首页</a> <a href="x.htm">上页</a> <a href="x-3.htm">下页</a> <a href="x-3.htm">尾页</a>',
            Pagination(2, 3, f"{AT}x-3.htm"),
        ),
        (
            "<span id='pagenav_0'>1</span><a id='pagenav_1' href='index_1.html'>2</a>"
            "<a id='pagenav_2' href='index_2.html'>3</a><a href='index_1.html'>下一页</a>"
            "<a id='pagenav_nextgroup' href='#'>下5页</a>",
            Pagination(1, 3, f"{AT}index_1.html", lower_bound=True),
        ),
    ],
)
def test_rendered_pagers_are_read(pager: str, wanted: Pagination) -> None:
    """Numbers, buttons and printed counts weighed together."""
    assert read(page(f'<div><ul>{lines()}</ul><div class="page">{pager}</div></div>')).pages == wanted


@pytest.mark.parametrize(
    ("pager", "wanted"),
    [
        ('<p>共2页 <a href="./">1</a> <a href="index_1.html">2</a> <a href="index_1.html">下一页</a></p>', (1, 2)),
        ('<a href="index_1.html">下一页</a>', (1, None)),
        ('<div><a href="index_1.html">下一页 &gt;&gt;</a></div>', (1, None)),
        ('<p><a href="index_1.html">Next</a></p>', (1, None)),
    ],
)
def test_a_link_to_the_next_page_is_seen_in_plain_paragraphs(pager: str, wanted: tuple[int, int | None]) -> None:
    """Without a class, without a way back: the newest lines may stand on the next page."""
    pages = read(page(f"<div><ul>{lines()}</ul></div>{pager}")).pages
    assert pages == Pagination(*wanted, f"{AT}index_1.html")


def test_a_way_to_another_article_is_no_pager() -> None:
    """下一篇 and a slider's arrow lead to no further lines."""
    links = '<p><a href="t2.html">下一篇：关于节日值班的通知</a></p><a href="/about/">Next</a>'
    assert read(page(f"<div><ul>{lines()}</ul></div>{links}")).pages is None


def test_a_page_without_a_pager_has_no_pages() -> None:
    """Nothing is guessed."""
    assert read(page(f"<div><ul>{lines()}</ul></div>")).pages is None
