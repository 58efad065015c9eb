"""A label with nothing behind it is named only where that is proven."""

from __future__ import annotations

import pytest

from crawler.reading import read_page
from rules.facts import BareLabel, PageFacts

ADDRESS = "http://gov.test/zfxxgk/t20250101_1.html"
PAGE = (
    '<html><head><title>指南</title></head><body><div class="nav"><a href="/">首页</a></div>'
    '<div class="content"><p>{text}</p>{labels}</div><div class="footer">版权所有 电话：0851-1</div></body></html>'
)
TEXT = "为了方便公民、法人和其他组织获取政府信息，特编制本指南，内容每年更新一次，请仔细阅读以后再提出申请。" * 3


def facts_of(markup: str) -> PageFacts:
    """A document with this below its text."""
    page = (
        '<html><head><meta name="ArticleTitle" content="甲证办理指南"><meta name="PubDate" content="2026-03-15"></head>'
        "<body><h1>甲证办理指南</h1><div>发布时间：2026-03-15 来源：办公室</div>"
        f'<div class="TRS_Editor"><p>{TEXT}</p></div>{markup}</body></html>'
    )
    facts = read_page(page.encode(), ADDRESS, content_type="text/html; charset=utf-8")
    assert isinstance(facts, PageFacts)
    assert facts.kind == "article"
    return facts


def bare_of(labels: str) -> list[tuple[str, str]]:
    """Name and follower of each bare label on a page that holds these."""
    body = PAGE.format(text=TEXT, labels=labels).encode()
    facts = read_page(body, ADDRESS, content_type="text/html; charset=utf-8")
    assert isinstance(facts, PageFacts)
    assert all(isinstance(label, BareLabel) for label in facts.bare)
    return [(label.name, label.before) for label in facts.bare]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("<p>办公地址：</p><p>联系电话：0854-1</p>", [("办公地址", "联系电话")]),
        ("<p>办公地址：<br>联系电话：0854-1<br>传真：</p>", [("办公地址", "联系电话"), ("传真", "")]),
        ("<p>办公地址：联系电话：0854-1</p>", [("办公地址", "联系电话")]),
        ("<p>办公地址:&nbsp;&nbsp;</p><p>联系电话:<b>0854</b></p>", [("办公地址", "联系电话")]),
        ("<p><b>一、办公地址：</b></p><p><b>联系电话：</b>0854</p>", [("办公地址", "联系电话")]),
        ("<ul><li>办公地址：</li><li>传真：</li></ul>", [("办公地址", ""), ("传真", "")]),
        ("<table><tr><td>办公地址</td><td> </td></tr><tr><td>电话</td><td>0854</td></tr></table>", [("办公地址", "")]),
        ("<dl><dt>办公地址</dt><dd></dd></dl>", [("办公地址", "")]),
    ],
)
def test_what_is_empty_is_named(labels: str, expected: list[tuple[str, str]]) -> None:
    """Before the next label that has its value, before the end, beside an empty cell."""
    assert bare_of(labels) == expected


@pytest.mark.parametrize(
    "labels",
    [
        "<p>办公地址：贵阳市北京路1号</p>",
        "<p>办公地址：</p><p>贵阳市北京路1号</p><p>联系电话：0854</p>",
        "<p>办公地址：<b>贵阳市</b></p>",
        '<p>办公地址：<img src="dz.png"></p><p>联系电话：0854</p>',
        '<p>办公地址：<span id="dz"></span></p><p>联系电话：0854</p>',
        "<p>办公地址：<script>write()</script></p><p>联系电话：0854</p>",
        '<p>办公地址：<input value="贵阳市"></p><p>联系电话：0854</p>',
        "<p>办公地址：____</p><p>联系电话：0854</p>",
        "<table><tr><td>办公地址：</td><td>电话：</td></tr><tr><td>北京路</td><td>0854</td></tr></table>",
        "<table><tr><td>地址</td><td>时间</td><td>电话</td><td></td></tr>"
        "<tr><td>北京路</td><td>九点</td><td>0854-1</td><td></td></tr></table>",
        '<table><tr><td>办公地址</td><td><img src="a.png"></td></tr></table>',
        "<p>办公地址：</p><p>办公时间：</p><p>联系电话：</p><p>北京路</p><p>9-17</p><p>0854</p>",
    ],
)
def test_what_may_be_filled_is_not_named(labels: str) -> None:
    """A value in the next line, cell or column, in a picture, a field or a place for a script."""
    assert bare_of(labels) == []


def test_what_shows_only_on_a_click_is_counted() -> None:
    """Tabs of a service guide; hidden menus are links, and links are no text."""
    tabs = '<div style="display:none"><p>办理流程：申请、受理、审核、办结。</p></div>'
    menu = '<ul style="display:none"><li><a href="/a/">政务公开</a></li></ul>'

    assert facts_of(tabs).concealed == len("办理流程：申请、受理、审核、办结。")
    assert facts_of(menu).concealed == 0


def test_sentences_beside_the_text_are_counted() -> None:
    """A document in several parts of which one was taken for the whole; a list of links is none."""
    further = f"<section><p>{TEXT}</p></section>"
    links = f'<section><a href="/x.html">{TEXT}</a></section>'

    assert facts_of(further).beside == len(TEXT)
    assert facts_of(links).beside == 0


def test_a_document_on_several_pages_goes_on() -> None:
    """Not so one with a link to the next document."""
    pager = '<div class="page"><span>1</span> <a href="t20250101_1_1.html">2</a> <a href="t20250101_1_1.html">下一页</a></div>'
    neighbours = '<p>上一篇：<a href="x.html">甲</a></p><p>下一篇：<a href="y.html">乙</a></p>'

    assert facts_of(pager).continued
    assert not facts_of(neighbours).continued


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td>办公地址</td><td></td></tr><tr><td colspan=2>林城路8号</td></tr></table>",
        "<table><tr><td>办公地址</td><td></td></tr><tr><td></td><td>林城路8号</td></tr></table>",
        "<table><tr><td>办公地址</td><td></td></tr><tr><td></td><td></td></tr><tr><td></td><td>八号</td></tr></table>",
        "<table><tr><td>办公地址</td><td></td><td>林城路8号</td><td></td></tr></table>",
        "<table><tbody><tr><td>办公地址</td><td></td></tr></tbody><tbody><tr><td>林城路8号</td></tr></tbody></table>",
        "<table><tr><td>办公地址</td><td></td></tr></table><p>林城路8号</p>",
        "<dl><dt>办公地址</dt><dd></dd></dl><p>林城路8号</p>",
        '<p>办公地址：<span style="background:url(dz.png)">&nbsp;</span></p><p>联系电话：6612000</p>',
    ],
)
def test_a_value_below_behind_or_in_the_background_leaves_a_label_standing(markup: str) -> None:
    """However many cells its row has, and wherever the table ends."""
    assert facts_of(markup).bare == ()
