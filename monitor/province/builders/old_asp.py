"""Home-made ASP pages: UTF-8 that declares gb2312, one script per kind, lists in tables with the date in its own cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.province import furniture
from monitor.province.desk import Desk, Family
from monitor.province.furniture import cut, esc, shown_date

if TYPE_CHECKING:
    from monitor.province.values import Channel, Document


_LEAVES = 3
"""The level of the tree whose names are marked with a dash; nothing is shown below it."""


def _channel_path(channel: Channel, trail: tuple[Channel, ...], page: int) -> str:  # noqa: ARG001 - flat numbering
    script = {"list": "list.asp", "page": "about.asp", "form": "about.asp", "hub": "column.asp"}[channel.kind]
    return f"/{script}?cid={channel.code}" + (f"&page={page}" if page > 1 else "")


def _document_path(channel: Channel, trail: tuple[Channel, ...], document: Document) -> str:  # noqa: ARG001 - flat numbering
    return f"/show.asp?id={document.number}"


def _address(desk: Desk, channel: Channel) -> str:
    return (desk.link(channel) or "#").replace("&", "&amp;")


def _menu(desk: Desk) -> str:
    cells = ["<dd><a href=default.asp>网站首页</a></dd>"]
    cells += [
        f"<dd><a href='{_address(desk, top)}' title='{esc(top.name)}'><font face=宋体>{esc(top.name)}</font></a></dd>"
        for top in desk.blueprint.menu
    ]
    return f"<div id=menu><dl>{'|'.join(cells)}</dl></div>"


def _tree(desk: Desk) -> str:
    """Nested definition lists, every level closed carelessly, as browsers forgive."""

    def branch(channel: Channel, below: str, depth: int) -> str:
        name = f"<a href='{_address(desk, channel)}'>{esc(channel.name)}</a>"
        if depth == 1 and not channel.linked:
            name = f"<b>{esc(channel.name)}</b>"
        if depth >= _LEAVES:
            return f"<li>-{name}" if depth == _LEAVES else ""
        return f"<li>{name}{f'<ul>{below}</ul>' if below else ''}"

    return f"<div class=leftmenu><h4>信息公开导航</h4><ul>{furniture.tree(desk, branch)}</ul></div>"


def _page(desk: Desk, *, title: str, main: str, channel: Channel | None = None) -> str:
    identity = desk.identity
    crumbs, side = "", ""
    if channel is not None:
        trail = (*desk.trails[channel.code], channel)
        ways = " -&gt; ".join(f"<a href='{_address(desk, part)}'>{esc(part.name)}</a>" for part in trail)
        crumbs = f"<div class=weizhi>当前位置： <a href=default.asp>首页</a> -&gt; {ways}</div>"
        if any(part.role == "platform" for part in trail):
            side = _tree(desk)
    return (
        f'<html>\n<head>\n<meta http-equiv=Content-Type content="text/html; charset=gb2312">\n<title>{esc(title)}</title>\n<meta name=generator content="Microsoft FrontPage 4.0">\n'
        f"<link href=css/css.css rel=stylesheet type=text/css>\n</head>\n<body bgcolor=#ffffff topmargin=0>\n<center><img src=images/banner.gif alt='{esc(identity.name)}'></center>\n{_menu(desk)}\n"
        f"<div>{furniture.today_line(desk.blueprint.today)}</div>\n<div id=content>{crumbs}{side}<div class=right>{main}</div></div>\n{furniture.friends(desk)}{furniture.footer(identity, desk)}</body>\n</html>\n"
    )


def _rows(desk: Desk, channel: Channel, documents: tuple[Document, ...], length: int) -> str:
    style = "md" if channel.years == "hidden" else "/"
    return "\n".join(
        f"<tr><td><img src=images/dian.gif> <a href='{desk.document(channel, document)}' target=_blank title='{esc(document.title)}'>{esc(cut(document.title, length))}</a></td>"
        f"<td width=90 align=right><font color=#999999>[{shown_date(document.date, style)}]</font></td></tr>"
        for document in documents
    )


def _home(desk: Desk) -> str:
    news = desk.blueprint.menu[0]
    blocks = "".join(
        f"<table width=480><tr><td><b>{esc(child.name)}</b></td><td align=right><a href='{_address(desk, child)}'>更多>></a></td></tr>{_rows(desk, child, child.documents[:8], 24)}</table>"
        for child in news.children
    )
    quick = "".join(
        f"<p><a href='{_address(desk, channel)}'><b>{esc(channel.name)}</b></a></p>"
        for channel in (desk.blueprint.platform, *desk.blueprint.home_links)
    )
    return _page(desk, title=desk.identity.name, main=f"{blocks}{quick}")


def _hub(desk: Desk, channel: Channel) -> str:
    if channel.role in {"platform", "statutory", "group", "key-areas", "affairs"}:
        links = "".join(
            f"<p>・<a href='{_address(desk, child)}'>{esc(child.name)}</a></p>"
            for child in channel.children
            if child.linked
        )
        return _page(
            desk,
            title=f"{channel.name}-{desk.identity.name}",
            main=f"<h3>{esc(channel.name)}</h3>{links}",
            channel=channel,
        )
    lists = "".join(
        f"<h3><a href='{_address(desk, child)}'>{esc(child.name)}</a></h3><table>{_rows(desk, child, child.documents[:5], 28)}</table>"
        for child in channel.children
    )
    return _page(desk, title=f"{channel.name}-{desk.identity.name}", main=lists, channel=channel)


def _listing(desk: Desk, channel: Channel, documents: tuple[Document, ...], page: int, pages: int) -> str:
    ways = " ".join(
        f"<b>{number}</b>"
        if number == page
        else f"<a href='{desk.path(channel, number).replace('&', '&amp;')}'>[{number}]</a>"
        for number in range(1, pages + 1)
    )
    following = (
        f"<a href='{desk.path(channel, page + 1).replace('&', '&amp;')}'>下一页</a>" if page < pages else "下一页"
    )
    notice = f"<tr><td>{desk.family.placeholder}</td></tr>" if channel.state == "placeholder" else ""
    main = (
        f"<h3>{esc(channel.name)}</h3><table width=100% cellpadding=2>{_rows(desk, channel, documents, 34)}{notice}</table>"
        f"<div class=fenye>共有{len(channel.documents)}条记录 第{page}页/共{pages}页 {ways} {following}</div>"
    )
    return _page(desk, title=f"{channel.name}-{desk.identity.name}", main=main, channel=channel)


def _text(desk: Desk, channel: Channel) -> str:
    body = furniture.page_body(desk, channel)
    return _page(
        desk,
        title=f"{channel.name}-{desk.identity.name}",
        main=f"<h3>{esc(channel.name)}</h3><div>{body}</div>",
        channel=channel,
    )


def _article(desk: Desk, channel: Channel, document: Document) -> str:
    day = document.date
    attachment = (
        f"<p>附件下载：<a href='/{document.attachment}'>{esc(document.attachment_name)}</a></p>"
        if document.attachment
        else ""
    )
    main = (
        f"<h2 align=center>{esc(document.title)}</h2><p align=center>发布时间：{day.year}/{day.month}/{day.day} 8:{document.number % 60:02d}:00 来源：{esc(document.fields['发布机构'])} 阅读次数：216</p>"
        f"{furniture.fields_table(document)}{furniture.paragraphs(document.paragraphs)}{attachment}"
    )
    return _page(desk, title=f"{document.title}-{desk.identity.name}", main=main, channel=channel)


def _script_list(desk: Desk, channel: Channel) -> str:
    main = f"<h3>{esc(channel.name)}</h3><div id=list>加载中...</div><script>$('#list').load(listUrl+'?r='+Math.random());</script>"
    return _page(desk, title=f"{channel.name}-{desk.identity.name}", main=main, channel=channel)


def _stub(target: str) -> str:
    return f"<script>window.location='{target}'</script>"


FAMILY = Family(
    name="old-asp",
    channel_path=_channel_path,
    document_path=_document_path,
    home=_home,
    hub=_hub,
    listing=_listing,
    text=_text,
    article=_article,
    script_list=_script_list,
    page_placeholder="内容正在更新中",
    form_action="/ysqgk.asp?action=save",
    stub=_stub,
    page_size=18,
    content_type="text/html; charset=iso-8859-1",
    home_path="/default.asp",
    entrance="splash",
    site_map_path="/map.asp",
    placeholder="对不起，暂时没有内容！",
)
