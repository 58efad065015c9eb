"""Walls, errors, stubs, placeholders and shells: pages that are no content, each told from the others."""

from __future__ import annotations

import pytest

from tests.crawler.reading.pages import page, read

COLUMN = '<div class="main"><h2>通知公告</h2><div class="list">{}</div></div>'


@pytest.mark.parametrize(
    ("text", "status", "block"),
    [
        (
            '<html><script>$_ts=window["$_ts"];if(!$_ts)$_ts={};$_ts.nsd=1;</script><script src="/a.js"></script></html>',
            412,
            "script-challenge",
        ),
        ('<html><script>document.cookie="C3VK=123;path=/";location.reload();</script></html>', 200, "script-challenge"),
        (
            "<html><script>eval(function(p,a,c,k,e,r){return p}('WZWS',2,2,'x'.split('|'),0,{}))</script></html>",
            200,
            "script-challenge",
        ),
        (
            "<html><title>安全验证</title><body>请拖动滑块完成安全验证<div id=s></div><script src=/s.js></script></html>",
            200,
            "slide-code",
        ),
        ("<html><title>访问被拦截</title><h1>您的访问请求可能对网站造成安全威胁，已被拦截</h1></html>", 200, "waf"),
        ("<html><h1>403 Forbidden</h1><p>Request blocked by WAF</p></html>", 403, "waf"),
        (
            "<html><title>统一身份认证</title><form><input name=u><input type=password name=p><button>登录</button></form></html>",
            200,
            "login",
        ),
    ],
)
def test_walls_are_blocked_whatever_their_status(text: str, status: int, block: str) -> None:
    """A wall is never content and never an error of the site."""
    facts = read(text, status=status)
    assert (facts.kind, facts.block, facts.entries, facts.columns) == ("blocked", block, (), ())


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (page("<h2>抱歉，您访问的页面不存在或已删除！</h2><a href='/'>返回首页</a>", title="提示"), 200),
        ("<html><title>404</title><body>404 Not Found</body></html>", 200),
        (
            "<html><body>您所访问的页面不存在，5秒后返回首页<script>setTimeout('location.href=\"/\"',5000)</script></html>",
            200,
        ),
        (page(COLUMN.format("<ul></ul>")), 404),
        ("<html><title>运行时错误</title><body>Server Error in '/' Application.</body></html>", 200),
    ],
)
def test_error_pages_are_errors_also_with_status_200(text: str, status: int) -> None:
    """Words tell what the status hides."""
    assert read(text, status=status).kind == "error"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ('<html><head><meta http-equiv="Refresh" content="0;URL=./dwzn/"></head></html>', "dwzn/"),
        (
            '<html><script>document.write(\'<meta http-equiv="refresh" content="0;url=./dwzn/">\')</script></html>',
            "dwzn/",
        ),
        ("<html><script>location.href='./szfl/'</script></html>", "szfl/"),
        ('<html><body><script>window.location.replace("szfl/index.html");</script></body></html>', "szfl/index.html"),
        (
            '<html><div style="display:none"><p id="url">zwgk/dccl.shtml</p></div>'
            '<script>var url=$("#url").text();window.open(url,"_self");</script></html>',
            "zwgk/dccl.shtml",
        ),
    ],
)
def test_stubs_name_where_they_lead(text: str, target: str) -> None:
    """By meta, by script, by a hidden address."""
    assert read(text).redirect == f"http://www.qingxi.gov.cn/zwgk/tzgg/{target}"


def test_pages_with_content_do_not_redirect_by_their_menus() -> None:
    """Searches and phone switches leave by script on every page."""
    script = "<script>if(navigator.userAgent.indexOf('Android')>-1){location.href='/m/'} function go(){location.href='/s/'}</script>"
    assert read(page(COLUMN.format("<p>正文</p>" * 60) + script)).redirect is None


def test_framesets_name_their_frames() -> None:
    """The content stands in the frames."""
    assert read("<html><frameset cols=20,*><frame src=left.htm><frame src=main.htm></frameset></html>").frames == (
        "http://www.qingxi.gov.cn/zwgk/tzgg/left.htm",
        "http://www.qingxi.gov.cn/zwgk/tzgg/main.htm",
    )


@pytest.mark.parametrize(
    "words",
    [
        "暂无信息",
        "暂无数据！",
        "该栏目正在建设中，敬请期待！",
        "栏目建设中",
        "内容正在更新中……",
        "目前没有相关信息",
        "暂无相关内容",
        "没有找到相关数据",
    ],
)
def test_placeholders_are_a_notice_and_no_entry(words: str) -> None:
    """What stands in place of content is named."""
    facts = read(page(COLUMN.format(f"<ul><li>{words}</li></ul>")))
    assert (facts.notice, facts.entries, facts.needs_browser) == (words, (), None)


@pytest.mark.parametrize(
    "body",
    [
        '<ul id="l"></ul><script type="text/x-handlebars-template">{{#each data}}<li>{{title}}</li>{{/each}}</script>',
        '<ul><li ms-repeat="list"><a>{{el.name|text}}</a></li></ul>',
        '<ul id="infolist"></ul><script>$.ajax({url:"/api/list.json",success:function(d){$("#infolist").html(d)}})</script>',
        '<div id="list"></div><script>var u="/module/web/jpage/dataproxy.jsp?columnid=1&unitid=6";</script>',
    ],
)
def test_lists_that_a_script_fills_need_a_browser(body: str) -> None:
    """Such a column is unknown, never empty."""
    facts = read(page(COLUMN.format(body)))
    assert (facts.needs_browser, facts.entries) == ("list-by-script", ())


def test_a_page_that_is_only_a_mount_point_is_an_application() -> None:
    """Vue and its kin."""
    text = "<html><title>清溪县</title><body><noscript>enable JavaScript</noscript><div id=app></div><script src=/app.js></script></html>"
    assert read(text).needs_browser == "single-page-app"


@pytest.mark.parametrize(
    "body",
    [
        '<ul></ul><script>createPageHTML(1, 0, "index", "html");</script>',
        '<ul class="list"></ul>',
        '<table class="list"><tr><th>标题</th><th>日期</th></tr></table>',
        '<ul class="list"></ul><script>$.get("/count/visit.jsp?id=1",function(d){$("#visits").html(d)})</script>',
        '<script type="text/xml"><datastore><totalrecord>0</totalrecord><nextgroup><![CDATA[<a href="/module/web/jpage/'
        'dataproxy.jsp?columnid=1"></a>]]></nextgroup><recordset></recordset></datastore></script>',
    ],
)
def test_a_plainly_empty_list_needs_no_browser(body: str) -> None:
    """Emptiness that the server printed is evidence."""
    facts = read(page(COLUMN.format(body)))
    assert (facts.needs_browser, facts.entries, facts.block) == (None, (), None)


def test_the_interface_that_a_shell_names_is_kept() -> None:
    """An address as it stands in the script; visit counters are none."""
    script = '<script>$.getJSON("/api/list.json?columnid=3",f);$.get("/count/visit.json")</script>'
    assert read(page(COLUMN.format('<ul id="x"></ul>' + script))).list_urls == (
        "http://www.qingxi.gov.cn/api/list.json?columnid=3",
    )
