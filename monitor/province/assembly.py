"""From a blueprint to the pages of a site: the builder writes, and what is wrong with a column is wrought here."""

from __future__ import annotations

import re

import msgspec

from monitor.province.blueprint import every_channel
from monitor.province.builders import family_of
from monitor.province.desk import FOREIGN, Desk, Family, desk_for
from monitor.province.files import pdf, scan, word
from monitor.province.furniture import esc, fields_table, paragraphs, request_form
from monitor.province.reports import plain_rows
from monitor.province.values import Blueprint, Channel, Document, Page

NGINX_404 = (
    "<html>\r\n<head><title>404 Not Found</title></head>\r\n<body>\r\n<center><h1>404 Not Found</h1></center>\r\n"
    "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)
CHALLENGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><meta content="x3PzQ1n0Wv" r="m"></head><body><script type="text/javascript" r="m">'
    "$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=59352;$_ts.cd=\"qWNqrfAlErLcDsZkDGlRHaEcqrLoDGARDqEscs3EqGqFrG9Cm1LWcqAMlAqFqrLrDpGcqrLo\";"
    'if($_ts.lcd)$_ts.lcd();</script><script type="text/javascript" charset="iso-8859-1" src="/yqV3TVLv2V3Z/vbdWxyZmK1a.4f0a.js" r=\'m\'></script>'
    "<script type=\"text/javascript\" r='m'>_$kC();</script></body></html>"
)
LOGIN = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>用户登录</title></head><body><h2>统一身份认证平台</h2>"
    "<form action='/sso/login' method='post'><p>用户名：<input name='username'></p><p>密码：<input type='password' name='password'></p>"
    "<p>验证码：<input name='captcha'></p><input type='submit' value='登录'></form></body></html>"
)
_FORBIDDEN = "<html><head><title>403 Forbidden</title></head><body><h1>403 Forbidden</h1></body></html>"
_SERVER_ERROR = "<html><body><h1>HTTP Status 500 - Internal Server Error</h1></body></html>"
_ANSWERS = {
    "blocked": Page(status=412, body=CHALLENGE),
    "forbidden": Page(status=403, body=_FORBIDDEN),
    "server-error": Page(status=500, body=_SERVER_ERROR),
    "hanging": Page(behaviour="hang"),
    "login": Page(body=LOGIN),
}
_FOREIGN_ROWS = 20
_END = re.compile(r"</body>|\Z", re.IGNORECASE)
_SPLASH = (
    '<html><head><meta http-equiv=Content-Type content="text/html; charset={charset}"><title>{name}</title></head><body bgcolor=#cc0000>'
    "<center><a href='{home}'><img src=images/welcome.jpg border=0 alt='进入网站'></a></center></body></html>"
)
_ERRORS = {
    "dressed": "您访问的页面不存在或已被删除！",
    "nginx": "对不起，您要访问的页面不存在",
}


def assemble(blueprint: Blueprint) -> dict[str, Page]:
    """Render every page that stands on the site's own address.

    Returns:
        Path (with its query, where it has one) to page.
    """
    family = family_of(blueprint.identity)
    desk = desk_for(blueprint, family)
    pages = {family.home_path: _page(family, family.home(desk))}
    if family.home_path != "/":
        pages["/"] = _entrance(desk, pages[family.home_path])
    for channel, _ in every_channel(blueprint):
        if blueprint.platform_host is None or not desk.in_platform(channel):
            pages.update(_channel_pages(desk, channel))
    map_desk = desk.at(family.site_map_path)
    pages[family.site_map_path] = _page(family, _site_map(map_desk))
    if family.further_pages is not None:
        pages.update({path: _page(family, body) for path, body in family.further_pages(desk).items()})
    return pages


def platform_pages(blueprint: Blueprint) -> dict[str, Page]:
    """Render the pages of a platform that stands on an address of its own; what is not there leads back to the site."""
    family = family_of(blueprint.identity)
    desk = desk_for(blueprint, family)
    pages: dict[str, Page] = {}
    for path in ("/", family.home_path, family.site_map_path):
        pages[path] = Page(status=302, location=f"{{{{site:{blueprint.identity.id}}}}}{path}")
    for channel, _ in every_channel(blueprint):
        if desk.in_platform(channel):
            pages.update(_channel_pages(desk, channel))
    return pages


def error_page(desk: Desk) -> str:
    """What a site says, with status 200, about a page that is not there."""
    text = _ERRORS[desk.family.not_found]
    charset = desk.family.charset
    return (
        f"<!DOCTYPE html><html><head><meta charset='{charset}'><title>{esc(desk.identity.name)}</title></head><body><div class='error'>"
        f"<h1>404</h1><p>{text}</p><p><a href='{desk.href(desk.family.home_path)}'>返回首页</a></p></div></body></html>"
    )


def foreign_pages(blueprint: Blueprint) -> dict[str, dict[str, Page]]:
    """The columns of a site that live on other served sites: id of that site to its pages."""
    found: dict[str, dict[str, Page]] = {}
    for channel, _ in every_channel(blueprint):
        if channel.state in FOREIGN:
            folder = f"/{blueprint.identity.short}/{channel.slug}"
            pages = found.setdefault(FOREIGN[channel.state], {})
            pages[f"{folder}/index.html"] = Page(body=_foreign_body(blueprint, channel))
            for document in channel.documents[:_FOREIGN_ROWS]:
                pages[f"{folder}/{document.number}.html"] = Page(body=_foreign_article(document))
    return found


def robots_paths(blueprint: Blueprint) -> tuple[str, ...]:
    """Paths of the columns that the site does not want visited."""
    desk = desk_for(blueprint, family_of(blueprint.identity))
    return tuple(desk.path(channel) for channel, _ in every_channel(blueprint) if channel.state == "robots")


def _page(family: Family, body: str) -> Page:
    mark = "\ufeff" if family.byte_order_mark else ""
    return Page(body=mark + body, charset=family.charset, content_type=family.content_type)


def _entrance(desk: Desk, home: Page) -> Page:
    """What stands at ``/``."""
    family = desk.family
    if family.entrance == "redirect":
        return Page(status=302, location=family.home_path)
    if family.entrance == "stub":
        return _page(family, (family.stub or _refresh)(family.home_path))
    if family.entrance == "splash":
        return _page(
            family, _SPLASH.format(home=family.home_path, name=esc(desk.identity.name), charset=family.charset)
        )
    return home


def _channel_pages(desk: Desk, channel: Channel) -> dict[str, Page]:
    family, path = desk.family, desk.path(channel)
    if channel.state in FOREIGN or not channel.linked:
        return {}
    if channel.state == "sent-home":
        return {path: Page(status=302, location=family.home_path)}
    if channel.state == "error-redirect":
        return {
            path: Page(status=302, location="/404.html"),
            "/404.html": _page(family, error_page(desk.at("/404.html"))),
        }
    troubled = _trouble(desk, channel, path)
    if troubled is not None:
        return {path: troubled}
    if channel.state in {"stub", "redirect"}:
        moved = msgspec.structs.replace(
            channel, slug=f"{channel.slug}_list", code=channel.code + 1_000_000, state="present"
        )
        desk = msgspec.structs.replace(desk, trails={**desk.trails, moved.code: desk.trails[channel.code]})
        target = desk.path(moved)
        if channel.state == "redirect":
            lead = Page(status=302, location=target)
        else:
            write = family.stub or _refresh
            lead = _page(family, write(desk.at(path, channel).href(target)))
        return {path: lead, **_whole_column(desk, moved)}
    return _whole_column(desk, channel)


def _trouble(desk: Desk, channel: Channel, path: str) -> Page | None:
    """What answers in place of a column that is in trouble."""
    here = desk.at(path, channel)
    if channel.state in _ANSWERS:
        return _ANSWERS[channel.state]
    if channel.state == "error-page":
        return _page(desk.family, error_page(here))
    if channel.state == "needs-script":
        return _page(desk.family, desk.family.script_list(here, channel))
    if channel.state == "script-file":
        body = desk.family.listing(here, channel, (), 1, 1)
        return _page(desk.family, _END.sub(f'<script src="/js/docs_{channel.code}.js"></script>\\g<0>', body, count=1))
    if channel.state == "broken":
        body = NGINX_404 if desk.family.not_found == "nginx" else error_page(here)
        return Page(status=404, body=body, charset=desk.family.charset)
    return None


def _whole_column(desk: Desk, channel: Channel) -> dict[str, Page]:
    family = desk.family
    pages: dict[str, Page] = {}
    if channel.kind == "hub":
        path = desk.path(channel)
        pages[path] = _page(family, family.hub(desk.at(path, channel), channel))
        return pages
    if channel.kind in {"page", "form"}:
        path = desk.path(channel)
        if channel.state in {"attachment", "scan"}:
            body = pdf([channel.name, *channel.paragraphs]) if channel.state == "attachment" else scan()
            pages[f"/files/{channel.code}.pdf"] = Page(raw=body, content_type="application/pdf")
        pages[path] = _page(family, family.text(desk.at(path, channel), channel))
        return pages
    size = family.page_size
    total = max(1, -(-len(channel.documents) // size))
    for number in range(1, total + 1):
        path = desk.path(channel, number)
        part = channel.documents[(number - 1) * size : number * size]
        pages[path] = _page(family, family.listing(desk.at(path, channel), channel, part, number, total))
    for document in channel.documents:
        path = desk.document_path(channel, document)
        pages[path] = _page(family, family.article(desk.at(path, channel), channel, document))
        if document.attachment:
            folder = path.rpartition("/")[0]
            pages[f"{folder}/{document.attachment}"] = _file(document)
    return pages


def _refresh(target: str) -> str:
    return f'<html><head><meta http-equiv="refresh" content="0; url={target}"></head></html>'


def _file(document: Document) -> Page:
    """The file of a document: what the page says or something of its own, as text or as a picture of it."""
    parts = document.paragraphs if document.file_text is None else document.file_text
    lines = [document.title, *(part for part in parts if isinstance(part, str))]
    if (document.attachment or "").endswith(".docx"):
        tables = [plain_rows(part) for part in parts if not isinstance(part, str)]
        body = word(lines, tables)
        return Page(raw=body, content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    rows = ["　".join(row) for part in parts if not isinstance(part, str) for row in plain_rows(part)]
    return Page(raw=pdf([*lines, *rows]) if parts else scan(), content_type="application/pdf")


def _site_map(desk: Desk) -> str:
    rows = []
    for top in desk.blueprint.menu:
        links = "".join(
            f"<a href='{desk.link(child)}'>{esc(child.name)}</a> "
            for child in top.children
            if child.role != "item" and desk.link(child)
        )
        rows.append(f"<dl><dt><a href='{desk.link(top)}'>{esc(top.name)}</a></dt><dd>{links}</dd></dl>")
    return (
        f"<!DOCTYPE html><html><head><meta charset='{desk.family.charset}'><title>网站地图-{esc(desk.identity.name)}</title></head><body>"
        f"<h1>网站地图</h1>{''.join(rows)}</body></html>"
    )


def _foreign_body(blueprint: Blueprint, channel: Channel) -> str:
    identity = blueprint.identity
    rows = "".join(
        f"<li><a href='/{identity.short}/{channel.slug}/{document.number}.html'>{esc(document.title)}</a><span>{document.date.isoformat()}</span></li>"
        for document in channel.documents[:_FOREIGN_ROWS]
    )
    body = (
        f"<ul class='news-list'>{rows}</ul>"
        if channel.kind == "list"
        else "".join(f"<p>{esc(text)}</p>" for text in channel.paragraphs)
        + (request_form("/apply.do") if channel.kind == "form" else "")
    )
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{esc(channel.name)}-统一服务平台</title></head><body><div class='header'>"
        f"<a href='/'>首页</a></div><div class='crumb'>当前位置：首页 &gt; {esc(identity.place)} &gt; {esc(channel.name)}</div>"
        f"<div class='main'><h2>{esc(channel.name)}</h2>{body}</div><div class='footer'>主办：政务服务管理局</div></body></html>"
    )


def _foreign_article(document: Document) -> str:
    text = paragraphs(document.paragraphs)
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{esc(document.title)}</title></head><body><div class='main'><h1>{esc(document.title)}</h1>"
        f"<p>发布时间：{document.date.isoformat()}　来源：{esc(document.fields['发布机构'])}</p>{fields_table(document)}<div class='content'>{text}</div></div></body></html>"
    )
