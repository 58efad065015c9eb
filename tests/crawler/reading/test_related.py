"""Headings that announce related pages: only those that have no link behind them are told."""

from __future__ import annotations

import pytest

from crawler.reading import read_page
from rules.facts import PageFacts

TEXT = "<p>为了加强管理，维护公共秩序，根据有关法律法规，结合本县实际，制定本办法，自公布之日起施行。</p>" * 6


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("<div class='xgjd'><h3>相关解读</h3><ul id='list'></ul></div>", ("相关解读",)),
        ("<div class='t'><span>【相关文件】</span></div><div id='r'></div>", ("【相关文件】",)),
        ("<div class='xglj'>相关链接：</div>", ("相关链接:",)),
        ("<div class='xgjd'><h3>相关解读</h3><ul><li><a href='/j/1.html'>一图读懂</a></li></ul></div>", ()),
        ("<div><h3>相关解读</h3><a href='javascript:void(0)' data-id='7'>一图读懂</a></div>", ("相关解读",)),
        ("<div><h3>相关解读</h3><a href='/zcjd/'>更多&gt;&gt;</a><ul id='list'></ul></div>", ("相关解读",)),
        ("<p>原文链接：<a href='/j/1.html'>关于印发办法的通知</a></p>", ()),
        ("<ul class='nav'><li>政策解读</li></ul>", ()),
        ("<p><a href='/zcjd/'>政策解读</a></p>", ()),
        ("", ()),
    ],
)
def test_a_heading_counts_where_a_script_may_fill_its_place(below: str, expected: tuple[str, ...]) -> None:
    """What stands within a link or a menu announces nothing."""
    page = (
        "<html><head><meta charset='utf-8'><title>办法</title></head><body><div class='article'><h1>清溪县办法</h1>"
        f"<div>发布时间：2026-10-09</div><div id='zoom'>{TEXT}</div>{below}</div>"
        "<div class='footer'><a href='/map.html'>网站地图</a></div></body></html>"
    )
    facts = read_page(page.encode(), "http://www.qingxi.gov.cn/a/1.html", content_type="text/html")

    assert isinstance(facts, PageFacts)
    assert tuple(words.replace("：", ":") for words in facts.related) == expected
