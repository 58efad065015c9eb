"""Pages whose menu a script writes and whose disclosure tree is an array for zTree."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from monitor.province import furniture
from monitor.province.desk import Desk, Family
from monitor.province.furniture import cut, esc, shown_date

if TYPE_CHECKING:
    from monitor.province.values import Channel, Document


def _channel_path(channel: Channel, trail: tuple[Channel, ...], page: int) -> str:
    folder = "/" + "/".join(part.slug for part in (*trail[-1:], channel))
    return f"{folder}/list{f'_{page}' if page > 1 else ''}.html"


def _document_path(channel: Channel, trail: tuple[Channel, ...], document: Document) -> str:
    folder = _channel_path(channel, trail, 1).rpartition("/")[0]
    return f"{folder}/content_{document.number}.html"


def _anchor(desk: Desk, channel: Channel) -> str:
    return f'<a href="{desk.link(channel) or "javascript:void(0);"}" target="_self">{esc(channel.name)}</a>'


def _menu(desk: Desk) -> str:
    """A menu that only a script writes."""
    rows = [f'<li><a href="{desk.family.home_path}">首页</a></li>']
    for top in desk.blueprint.menu:
        shown = [
            child for child in top.children if desk.link(child) and (child.role != "item" or top.role == "affairs")
        ]
        below = "".join(f'<dd><a href="{desk.link(child)}">{child.name}</a></dd>' for child in shown)
        rows.append(f'<li><a href="{desk.link(top)}">{top.name}</a><dl>{below}</dl></li>')
    lines = "\n".join(f"document.write('{row}');" for row in rows)
    return f'<div class="nav"><ul id="nav"><script type="text/javascript">\n{lines}\n</script></ul></div>'


def _tree(desk: Desk) -> str:
    nodes: list[dict[str, object]] = []

    def add(channel: Channel, parent: int) -> None:
        nodes.append(
            {
                "id": channel.code,
                "pId": parent,
                "name": channel.name,
                "url": desk.link(channel) or "",
                "target": "_self",
                "open": parent == 0,
            }
        )
        for child in () if channel.folded else channel.children:
            add(child, channel.code)

    add(desk.blueprint.platform, 0)
    array = ",\n".join(json.dumps(node, ensure_ascii=False) for node in nodes)
    return (
        '<div class="left"><ul id="treeDemo" class="ztree"></ul></div>\n<script type="text/javascript">\nvar setting = {data: {simpleData: {enable: true}}, '
        f"view: {{showLine: false}}}};\nvar zNodes = [\n{array}\n];\n$(document).ready(function(){{ $.fn.zTree.init($('#treeDemo'), setting, zNodes); }});\n</script>"
    )


def _page(
    desk: Desk, *, title: str, main: str, channel: Channel | None = None, document: Document | None = None
) -> str:
    identity = desk.identity
    crumbs, side = "", ""
    if channel is not None:
        trail = (*desk.trails[channel.code], channel)
        ways = " / ".join(_anchor(desk, part) for part in trail)
        crumbs = f'<div class="crumb"><i class="icon"></i><a href="{desk.family.home_path}">首页</a> / {ways}</div>'
        if any(part.role == "platform" for part in trail):
            side = _tree(desk)
    return (
        f'<!DOCTYPE html><html><head><meta charset="UTF-8"><meta name="renderer" content="webkit"><title>{esc(title)}</title>\n'
        f"{furniture.metas(identity, column=channel, document=document)}<script src='/static/jquery.min.js'></script><script src='/static/jquery.ztree.core.js'></script>\n"
        f"{furniture.STYLE}{furniture.SCRIPT}</head><body>\n<header>{furniture.today_line(desk.blueprint.today)} {furniture.SEARCH}</header>\n{_menu(desk)}\n"
        f"<section class='wrap'>{crumbs}{side}<article>{main}</article></section>\n{furniture.friends(desk)}{furniture.footer(identity, desk)}</body></html>\n"
    )


def _rows(desk: Desk, channel: Channel, documents: tuple[Document, ...], length: int) -> str:
    style = "md" if channel.years == "hidden" else "."
    return "\n".join(
        f'<div class="row"><i class="date">{shown_date(document.date, style)}</i><a href="{desk.document(channel, document)}" title="{esc(document.title)}">'
        f'<span class="tit">{esc(cut(document.title, length))}</span></a></div>'
        for document in documents
    )


def _home(desk: Desk) -> str:
    news = desk.blueprint.menu[0]
    heads = "".join(
        f'<li id="tab{number}" onmouseover="setTab(\'tab\',{number},5)">{_anchor(desk, child)}</li>'
        for number, child in enumerate(news.children, start=1)
    )
    bodies = "".join(
        f'<div id="con_tab_{number}"{" style=display:none" if number > 1 else ""}>{_rows(desk, child, child.documents[:8], 24)}</div>'
        for number, child in enumerate(news.children, start=1)
    )
    quick = "".join(
        f"<li>{_anchor(desk, channel)}</li>" for channel in (desk.blueprint.platform, *desk.blueprint.home_links)
    )
    return _page(
        desk, title=f"{desk.identity.name}", main=f"<ul class='tabs'>{heads}</ul>{bodies}<ul class='quick'>{quick}</ul>"
    )


def _hub(desk: Desk, channel: Channel) -> str:
    if channel.role in {"platform", "statutory", "group", "key-areas", "affairs"}:
        tiles = "".join(f"<li>{_anchor(desk, child)}</li>" for child in channel.children if child.linked)
        main = f"<h2>{esc(channel.name)}</h2><ul class='tiles'>{tiles}</ul>"
    else:
        main = "".join(
            f"<h2>{_anchor(desk, child)}</h2>{_rows(desk, child, child.documents[:5], 30)}"
            for child in channel.children
        )
    return _page(desk, title=f"{channel.name}-{desk.identity.name}", main=main, channel=channel)


def _listing(desk: Desk, channel: Channel, documents: tuple[Document, ...], page: int, pages: int) -> str:
    numbers = "".join(
        f"<strong>{number}</strong>" if number == page else f'<a href="{desk.path(channel, number)}">{number}</a>'
        for number in range(1, pages + 1)
    )
    following = (
        f'<a href="{desk.path(channel, page + 1)}">下一页</a>' if page < pages else '<a class="disabled">下一页</a>'
    )
    notice = f"<p class='empty'>{desk.family.placeholder}</p>" if channel.state == "placeholder" else ""
    main = f'<h2>{esc(channel.name)}</h2><div class="list">{_rows(desk, channel, documents, 38)}{notice}</div><div class="pagination">{numbers}{following}<em>共{pages}页</em></div>'
    return _page(desk, title=f"{channel.name}-{desk.identity.name}", main=main, channel=channel)


def _text(desk: Desk, channel: Channel) -> str:
    body = furniture.page_body(desk, channel)
    return _page(
        desk,
        title=f"{channel.name}-{desk.identity.name}",
        main=f'<div class="con-text" id="con">{body}</div>',
        channel=channel,
    )


def _article(desk: Desk, channel: Channel, document: Document) -> str:
    attachment = (
        f'<p class="file"><a href="{document.attachment}">{esc(document.attachment_name)}</a></p>'
        if document.attachment
        else ""
    )
    day = document.date
    main = (
        f'<h1>{esc(document.title)}</h1><p class="sub"><span>发布日期：{day.year}年{day.month:02d}月{day.day:02d}日</span><span>来源：{esc(document.fields["发布机构"])}</span></p>'
        f"{furniture.fields_table(document)}<div class='con-text'>{furniture.paragraphs(document.paragraphs)}{attachment}</div>"
    )
    return _page(desk, title=f"{document.title}", main=main, channel=channel, document=document)


def _script_list(desk: Desk, channel: Channel) -> str:
    main = (
        f'<h2>{esc(channel.name)}</h2><script id="tpl" type="text/x-handlebars-template">{{{{#each data}}}}<div class="row"><a href="{{{{url}}}}">{{{{title}}}}</a><i>{{{{pubDate}}}}</i></div>{{{{/each}}}}</script>'
        '<div class="list" id="listBox"></div><script>loadPageData({channelCode: channelCodes, perPage: 15});</script>'
    )
    return _page(desk, title=f"{channel.name}-{desk.identity.name}", main=main, channel=channel)


def _stub(target: str) -> str:
    return f'<html><head><script>location.replace("{target}");</script></head><body>正在跳转……</body></html>'


FAMILY = Family(
    name="ztree",
    channel_path=_channel_path,
    document_path=_document_path,
    home=_home,
    hub=_hub,
    listing=_listing,
    text=_text,
    article=_article,
    script_list=_script_list,
    page_placeholder="资料整理中",
    form_action="/apply/save",
    stub=_stub,
    page_size=15,
    site_map_path="/map/index.html",
    placeholder="暂无相关信息",
    not_found="dressed",
)
