"""Pages on which a careless reading would accuse somebody falsely, or let an empty column pass."""

from __future__ import annotations

import datetime as dt

import pytest

from crawler.reading import read_page
from rules.facts import PageFacts

TREE = """<div class="left"><h3>政府信息公开</h3><ul>
<li><a href="/zfxxgk/zn/">政府信息公开指南</a></li><li><a href="/zfxxgk/nb/">政府信息公开年报</a></li>
<li><a href="/zfxxgk/ghjh/">规划计划</a></li><li><a href="/zfxxgk/tjxx/">统计信息</a></li></ul></div>"""
FOOT = '<div class="footer">主办：清溪县人民政府 网站标识码：5227010001 黔ICP备12345678号</div>'


def facts_of(main: str, *, url: str = "http://www.example.test/zfxxgk/ghjh/", title: str = "规划计划") -> PageFacts:
    """Read a page of the usual shape: head, tree on the left, ``main`` on the right, foot."""
    html = (
        f'<html><head><meta charset="utf-8"><title>{title}-清溪县人民政府</title></head><body>'
        '<div class="top">今天是2026年11月22日 星期日</div>'
        '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li></ul>'
        f'{TREE}<div class="main">{main}</div>{FOOT}</body></html>'
    )
    facts = read_page(html.encode(), url)
    assert isinstance(facts, PageFacts)
    return facts


@pytest.mark.parametrize(
    "main",
    [
        (
            "<div id='gkml-app'></div><noscript>请启用JavaScript后浏览本页</noscript>"
            "<script src='/gkmlpt/js/app.6a2f.js'></script>"
        ),
        (
            "<div class='page-content' paramjson=\"{'a':1}\" querydata=\"{}\" "
            "unitUrl='/api-gateway/jpaas-publish-server/front/page/build/unit'><ul></ul></div>"
        ),
        "<div id=list>加载中...</div><script>$('#list').load(listUrl);</script>",
        '<div id="root"><div class="spinner-border"></div>加载中…</div><script src="/static/app.js"></script>',
        (
            "<div id='lb'>正在加载数据，请稍候……</div>"
            "<script>var x=new ActiveXObject('Microsoft.XMLHTTP');x.open('GET','list.asp');</script>"
        ),
        "<table id='grid'></table><div id='pager'></div><script>$('#grid').jqGrid({url: base + 'affairs/list'});</script>",
        "<div id='content_list'></div><script>$('#content_list').load(base + 'list.jsp');</script>",
    ],
)
def test_a_list_that_a_script_would_fill_needs_a_browser(main: str) -> None:
    """It is never an empty list."""
    facts = facts_of(main)

    assert facts.needs_browser is not None
    assert facts.entries == ()


@pytest.mark.parametrize("main", ["<ul class='list'></ul>", "<table class='list'><tr><td></td></tr></table>"])
def test_a_plainly_empty_list_needs_no_browser_and_has_no_entries(main: str) -> None:
    """Neither menu entries nor the line with today's date count as content."""
    facts = facts_of(f"<h2>规划计划</h2>{main}")

    assert (facts.needs_browser, facts.entries, facts.notice) == (None, (), None)
    assert facts.text_length < 20


@pytest.mark.parametrize("notice", ["对不起，暂时没有内容！", "暂无相关信息", "栏目建设中，敬请期待", "该栏目暂无内容"])
def test_words_in_place_of_content_are_a_notice(notice: str) -> None:
    """They are told word for word."""
    assert facts_of(f"<h2>规划计划</h2><div class='list'>{notice}</div>").notice == notice


def test_a_page_that_is_one_picture_counts_its_pictures_and_not_the_tree() -> None:
    """A scanned page is no empty page, and the tree beside it is not its text."""
    facts = facts_of('<h2>机构职能</h2><p align="center"><img src="/images/scan_3.jpg" width="700" alt=""/></p>')

    assert facts.images == 1
    assert facts.text_length < 20


@pytest.mark.parametrize("heading", ["最新发布", "推荐阅读", "热门文章", "本周热点"])
def test_a_box_beside_an_empty_list_is_not_its_content(heading: str) -> None:
    """Rows of a box that stands on every page say nothing about the column."""
    rows = "".join(
        f'<li><a href="/xw/{n}.html">我县召开第{n}次工作推进会议</a><span>2026-11-{n:02d}</span></li>'
        for n in range(11, 17)
    )
    box = f'<div class="hot"><h3>{heading}</h3><ul>{rows}</ul></div>'
    facts = facts_of(
        f'<h2>规划计划</h2><ul class="list"></ul><div class="pages">共0条</div></div><div class="side">{box}'
    )

    assert facts.entries == ()


def test_a_box_beside_a_list_is_not_taken_instead_of_it() -> None:
    """Not even where the column's own titles differ in nothing but the year."""
    own = "".join(
        f'<li><a href="/nb/{year}.html">清溪县{year}年政府信息公开工作年度报告</a><span>{year + 1}-01-20</span></li>'
        for year in range(2025, 2019, -1)
    )
    hot = "".join(
        f'<li><a href="/xw/{n}.html">我县召开第{n}次工作推进会议</a><span>2026-11-{n:02d}</span></li>'
        for n in range(11, 17)
    )
    facts = facts_of(
        f'<h2>政府信息公开年报</h2><ul class="list">{own}</ul></div><div class="hot"><h3>本周热点</h3><ul>{hot}</ul>',
        title="政府信息公开年报",
        url="http://www.example.test/zfxxgk/nb/",
    )

    assert [entry.date for entry in facts.entries] == [dt.date(year + 1, 1, 20) for year in range(2025, 2019, -1)]


def test_every_row_of_a_table_of_labels_becomes_a_field_and_only_a_publishing_label_dates_the_page() -> None:
    """The day of the decision is a field, not the day of publication."""
    facts = facts_of(
        "<h1>清溪市监罚〔2026〕1号行政处罚决定书</h1>"
        "<div class='info'>发布时间：2026-11-16 09:05 来源：清溪县人民政府 字体：[大 中 小]</div>"
        "<table><tr><td><b>行政处罚决定日期：</b></td><td>2026-10-10</td></tr>"
        "<tr><td>处罚机关</td><td>清溪县市场监督管理局</td></tr></table>"
        "<p>经查，当事人销售过期食品，违反《中华人民共和国食品安全法》，决定给予罚款。</p>",
        url="http://www.example.test/a/20.html",
        title="清溪市监罚〔2026〕1号",
    )

    assert (facts.kind, facts.title, facts.published) == (
        "article",
        "清溪市监罚〔2026〕1号行政处罚决定书",
        dt.date(2026, 11, 16),
    )
    assert facts.fields["行政处罚决定日期"] == "2026-10-10"
    assert facts.fields["处罚机关"] == "清溪县市场监督管理局"


def test_a_menu_that_a_script_writes_word_for_word_is_read() -> None:
    """Literal markup in ``document.write`` is a menu like any other."""
    facts = facts_of(
        '<script>document.write(\'<li><a href="/bsfw/">办事服务</a>'
        '<dl><dd><a href="/bsfw/xzxk/">行政许可</a></dd></dl></li>\');</script>'
    )

    assert {column.name for column in facts.columns} >= {"办事服务", "行政许可"}


@pytest.mark.parametrize(
    "name",
    [
        "<li><b>法定主动公开内容</b><ul><li><a href='/tj/'>统计信息</a></li></ul></li>",
        '<li><span class="side disabled">法定主动公开内容</span></li>',
        "<li><span>·</span><div style='line-height: 58px;'>法定主动公开内容</div></li>",
    ],
)
def test_a_name_without_a_link_in_the_tree_is_a_column_without_an_address(name: str) -> None:
    """Otherwise what stands there in print would be called missing."""
    html = (
        "<html><head><title>政府信息公开</title></head><body><div class='left'><ul>"
        f"<li><a href='/zn/'>政府信息公开指南</a></li><li><a href='/zd/'>政府信息公开制度</a></li>{name}"
        "<li><a href='/nb/'>政府信息公开年报</a></li></ul></div></body></html>"
    )
    facts = read_page(html.encode(), "http://www.example.test/zfxxgk/")

    assert isinstance(facts, PageFacts)
    assert ("法定主动公开内容", None) in {(column.name, column.url) for column in facts.columns}


def test_a_splash_page_that_is_one_picture_leads_on() -> None:
    """The real home page stands behind its only link."""
    facts = read_page(
        "<html><head><title>清溪县人民政府</title></head><body><center><a href='/default.asp'>"
        "<img src=images/welcome.jpg alt='进入网站'></a></center></body></html>".encode(),
        "http://www.example.test/",
    )

    assert isinstance(facts, PageFacts)
    assert facts.redirect == "http://www.example.test/default.asp"


def test_a_day_behind_another_label_is_never_the_day_of_publication() -> None:
    """Not even where the line with the day of publication stands below the table."""
    facts = facts_of(
        "<h1>清溪市监罚〔2026〕1号行政处罚决定书</h1><table><tr><td>行政处罚决定日期</td><td>2026-10-10</td></tr></table>"
        "<p>发布时间：2026-11-16</p>",
        url="http://www.example.test/a/20.html",
        title="清溪市监罚〔2026〕1号",
    )

    assert (facts.published, facts.fields["行政处罚决定日期"]) == (dt.date(2026, 11, 16), "2026-10-10")


def test_a_heading_is_no_parent_of_a_neighbour_that_has_headings_of_its_own() -> None:
    """Otherwise everything in the tree would count as content of the column before it."""
    html = (
        "<html><head><title>政府信息公开</title></head><body><div class='left'>"
        "<div class='one'><h3><a href='/zd/'>政府信息公开制度</a></h3></div>"
        "<div class='two'><h3><a href='/fd/'>法定主动公开内容</a></h3>"
        "<ul><li><a href='/tj/'>统计信息</a></li><li><a href='/gh/'>规划计划</a></li></ul></div>"
        "<div class='one'><h3><a href='/nb/'>政府信息公开年报</a></h3></div></div></body></html>"
    )
    facts = read_page(html.encode(), "http://www.example.test/zfxxgk/")

    assert isinstance(facts, PageFacts)
    assert {column.name: column.parents for column in facts.columns} == {
        "政府信息公开制度": (),
        "法定主动公开内容": (),
        "统计信息": ("法定主动公开内容",),
        "规划计划": ("法定主动公开内容",),
        "政府信息公开年报": (),
    }


def test_one_line_in_a_column_below_one_of_the_platforms_is_a_list() -> None:
    """A year of the reports holds one report; its parent is named like the platform, and the whole tree is beside it."""
    tree = (
        "<div class='n_left'><h3>政府信息公开</h3><ul><li><a href='/zn.htm'>政府信息公开指南</a></li>"
        "<li><a href='/zd.htm'>政府信息公开制度</a></li><li><a href='/fd.htm'>法定主动公开内容</a></li>"
        "<li><a href='/nb.htm'>政府信息公开年报</a></li><li><a href='/sq.htm'>依申请公开</a></li></ul></div>"
    )
    html = (
        f"<html><head><title>2025年-清溪县人民政府</title></head><body>{tree}<div class='n_right'><div class='n_dqwz'>当前位置："
        "<a href='/'>首页</a> &gt;&gt; <a href='/zfxxgk.htm'>政府信息公开</a> &gt;&gt; <a href='/nb.htm'>政府信息公开年报</a>"
        " &gt;&gt; <a href='/nb/p0.htm'>2025年</a></div><h3>2025年</h3><ul class='n_listxx1'><li><span>2026/01/20</span>"
        "<a href='/info/1/2.htm' title='清溪县人民政府2025年政府信息公开工作年度报告'>清溪县人民政府2025年政府信息公开工作年度报告</a>"
        "</li></ul></div></body></html>"
    )
    facts = read_page(html.encode(), "http://www.example.test/nb/p0.htm")

    assert isinstance(facts, PageFacts)
    assert (facts.kind, [entry.date for entry in facts.entries]) == ("list", [dt.date(2026, 1, 20)])


def test_a_link_within_sentences_is_no_list_and_takes_no_text_away() -> None:
    """The frame of a page in tables holds both."""
    main = (
        "<table><tr><td><p>请下载申请表：<a href='/f/sqb.doc'>申请表</a></p><p>通讯地址：清溪县林城路8号</p>"
        + "<p>申请人应当写明姓名、身份证明和所需政府信息的内容描述，本机关依法答复。</p>" * 2
        + "</td></tr></table>"
    )

    assert "通讯地址：清溪县林城路8号" in facts_of(main, title="依申请公开").text
