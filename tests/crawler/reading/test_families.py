"""What builders keep outside the visible page: lists in XML, comments and objects, trees in arrays, interfaces."""

from __future__ import annotations

import datetime as dt

import pytest

from rules.facts import Column, Entry, Pagination
from tests.crawler.reading.pages import lines, page, read

COLUMN = '<div class="main"><h2>通知公告</h2><div class="list">{}</div></div>'
STORE = (
    '<script type="text/xml"><datastore><totalrecord>2251</totalrecord><totalpage>151</totalpage><nextgroup><![CDATA['
    '<a href="/module/web/jpage/dataproxy.jsp?page=1&appid=1&columnid=104&unitid=6"></a>]]></nextgroup><recordset>{}'
    "</recordset></datastore></script>"
)


@pytest.mark.parametrize(
    "row",
    [
        '<record><![CDATA[<li><a href="{url}" title="{title}">{title}</a><span>{date}</span></li>]]></record>',
        '<record><![CDATA[<tr><td><a href="{url}">{title}</a></td><td>{date}</td></tr>]]></record>',
    ],
)
def test_hanweb_lists_stand_in_xml(row: str) -> None:
    """Records of CDATA with the counts beside them, and the proxy they come from."""
    facts = read(page(COLUMN.format(STORE.format(lines(15, row=row)))))
    assert (facts.family, len(facts.entries), facts.entries[0].date) == ("hanweb", 15, dt.date(2024, 12, 28))
    assert facts.pages == Pagination(1, 151)
    assert facts.list_urls == (
        "http://www.qingxi.gov.cn/module/web/jpage/dataproxy.jsp?page=1&appid=1&columnid=104&unitid=6",
    )


def test_hanweb_marks_titles_dates_and_sources_in_comments() -> None:
    """The safest anchors there are."""
    body = (
        "<!--<$[标题]>begin-->县召开防火会议<!--<$[标题]>end--><div>发布日期：<!--<$[发布时间]>begin-->2024-05-06<!--<$[发布时间]>end-->"
        " 来源：<!--<$[信息来源]>begin-->来源：县府办<!--<$[信息来源]>end--></div><div id='zoom'><p>正文正文正文正文</p></div>"
    )
    facts = read(page(body, title="县召开防火会议"), "http://www.qingxi.gov.cn/art/2024/5/6/art_1_2.html")
    assert (facts.kind, facts.title, facts.published, facts.source) == (
        "article",
        "县召开防火会议",
        dt.date(2024, 5, 6),
        "县府办",
    )


def test_older_hanweb_pages_set_their_first_lines_as_an_array() -> None:
    """Markup in strings, counts in the call, parameters of the proxy beside them."""
    script = (
        "<script>var InitData49468=['<li><a href=\"/art/2024/5/6/art_1_2.html\">关于甲的公告</a>[2024-05-06]</li>',"
        "'<li><a href=\"/art/2024/5/5/art_1_3.html\">关于乙的公告</a>[2024-05-05]</li>'];"
        "$('#49468').jpage({totalRecord:1418,perPage:25,proxyUrl:'/jpage/dataproxy.jsp',ajaxParam:{col:1,columnid:30067}});</script>"
    )
    facts = read(page(COLUMN.format(script)))
    assert [entry.date for entry in facts.entries] == [dt.date(2024, 5, 6), dt.date(2024, 5, 5)]
    assert (facts.pages, facts.list_urls) == (
        Pagination(1, 57),
        ("http://www.qingxi.gov.cn/jpage/dataproxy.jsp?page=1&col=1&columnid=30067",),
    )


def test_lists_that_the_c_number_builder_leaves_in_a_comment_are_read() -> None:
    """What a script would show stands there word for word."""
    body = f"<ul class='xxgklist'><!-- {lines(12)} --></ul><script>createPageHTML('page_div',10,1,'l','shtml',200);</script>"
    facts = read(page(COLUMN.format(body)), "http://www.qingxi.gov.cn/jyt/c107268/l.shtml")
    assert (facts.family, len(facts.entries)) == ("c-number", 12)
    assert facts.pages is not None
    assert facts.pages.lower_bound


def test_ucap_pages_hold_tree_and_list_as_objects_that_are_not_strict_json() -> None:
    """Trailing commas, markup in names, addresses as JSON inside a string."""
    script = """<script>var channelsTagSelf={"name":"<p>通知公告</p>","articleCount":"30","crumbs":[],};
    var channelsTagParent=[{"name":"政府信息公开","urls":"{\\"pc\\":\\"/x/col1/index.html\\"}","children":[
    {"name":"指南","urls":"{\\"pc\\":\\"/x/col2/index.html\\"}",},{"name":"旧栏目","showOrNot":0,},]},];
    var listData={"articleList":[{"title":"关于甲的通知","pubDate":"2024-05-06 10:00:00","urls":"{\\"pc\\":\\"/x/1.html\\"}",},],};
    loadPageData({channelCode:['col42150'],perPage:'15'});</script>"""
    facts = read(page(COLUMN.format(script)))
    assert facts.entries == (
        Entry("关于甲的通知", "http://www.qingxi.gov.cn/x/1.html", dt.date(2024, 5, 6), "pubDate: 2024-05-06 10:00:00"),
    )
    assert (facts.family, facts.pages) == ("ucap", Pagination(1, 2))
    assert Column("指南", "http://www.qingxi.gov.cn/x/col2/index.html", ("政府信息公开",), "tree") in facts.columns
    assert Column("旧栏目", None, ("政府信息公开",), "hidden") in facts.columns


def test_a_ucap_list_that_counts_nothing_is_empty_and_needs_no_browser() -> None:
    """The page itself says that there are none."""
    script = (
        '<ul id="list"></ul><script>var channelsTagSelf={"name":"统计","articleCount":0};var listData={"articleList":[]};'
        "loadPageData({channelCode:['c']});</script>"
    )
    facts = read(page(COLUMN.format(script)))
    assert (facts.entries, facts.needs_browser) == ((), None)


@pytest.mark.parametrize(
    "script",
    [
        "var zNodes=[{id:1,pId:0,name:\"法定主动公开内容\",open:true},{id:11,pId:1,name:'机构职能',url:'/zwgk/jgzn/'},];//zTree",
        "var zNodes=[{name:'法定主动公开内容',children:[{name:'机构职能',url:'/zwgk/jgzn/'}]}];",
        "d = new dTree('d');d.add(0,-1,'');d.add(1,0,'法定主动公开内容','');d.add(2,1,'机构职能','/zwgk/jgzn/');",
    ],
)
def test_trees_in_arrays_give_columns_with_their_parents(script: str) -> None:
    """Flat by parent's id, nested, or added one by one."""
    facts = read(page(f'<ul id="tree"></ul><script>{script}</script>'))
    tree = [column for column in facts.columns if column.area == "tree"]
    assert tree == [
        Column("法定主动公开内容", None, (), "tree"),
        Column("机构职能", "http://www.qingxi.gov.cn/zwgk/jgzn/", ("法定主动公开内容",), "tree"),
    ]


def test_the_disclosure_platform_of_guangdong_has_its_tree_in_a_configuration() -> None:
    """Its lists come by an interface only."""
    script = (
        '<script>window._CONFIG = {SID: 200001, TREE: [{id:1,name:"法定主动公开内容",jump_url:"",children:[{id:2,name:"规划计划",'
        'jump_url:"http://www.x.gov.cn/ghjh/"}]}], DETAIL: null};</script><div id="app"></div>'
    )
    facts = read(page(script), "http://www.x.gov.cn/gkmlpt/index")
    assert (facts.family, facts.needs_browser) == ("nfcms", "list-by-script")
    assert Column("规划计划", "http://www.x.gov.cn/ghjh/", ("法定主动公开内容",), "tree") in facts.columns


def test_arrays_with_keys_of_their_own_are_lists_by_their_values() -> None:
    """Titles are Chinese, dates are dates, addresses look like addresses."""
    script = (
        '<ul id="list"></ul><script>var itemObj=[{"aT":"关于印发甲办法的通知","aPd":"2026-09-21 17:00","aU":"{\\"common\\":\\"/c1/a.shtml\\"}"},'
        '{"aT":"关于印发乙办法的通知","aPd":"2026-09-20 17:00","aU":"{\\"common\\":\\"/c1/b.shtml\\"}"}];</script>'
    )
    facts = read(page(COLUMN.format(script)))
    assert [(entry.title, entry.url, entry.date) for entry in facts.entries] == [
        ("关于印发甲办法的通知", "http://www.qingxi.gov.cn/c1/a.shtml", dt.date(2026, 9, 21)),
        ("关于印发乙办法的通知", "http://www.qingxi.gov.cn/c1/b.shtml", dt.date(2026, 9, 20)),
    ]


@pytest.mark.parametrize(
    "answer",
    [
        '{"total":35,"totalPages":3,"data":{"results":[{"title":"关于甲的通知","url":"/a/1.html","publishedTimeStr":"2024-05-06 10:00"}]}}',
        '{"articles":[{"title":"关于甲的通知","post_url":"/a/1.html","display_publish_time":1714953600}]}',
        '{"success":true,"data":{"html":"<ul><li><a href=\\"/a/1.html\\">关于甲的通知</a><span>2024-05-06</span></li></ul>"}}',
        '<?xml version="1.0"?><datastore><totalrecord>1</totalrecord><recordset><record><![CDATA[<li><a href="/a/1.html">关于甲的通知</a>'
        "<span>2024-05-06</span></li>]]></record></recordset></datastore>",
        'cb({"rows":[{"title":"关于甲的通知","url":"/a/1.html","pubDate":"2024-05-06"}]})',
    ],
)
def test_answers_of_list_interfaces_are_lists(answer: str) -> None:
    """JSON, JSON with a callback, markup inside JSON, XML."""
    facts = read(answer)
    assert facts.kind == "list"
    assert [(entry.title, entry.url, entry.date) for entry in facts.entries] == [
        ("关于甲的通知", "http://www.qingxi.gov.cn/a/1.html", dt.date(2024, 5, 6))
    ]
