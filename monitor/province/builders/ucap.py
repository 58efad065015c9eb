"""Pages of Kaipu UCAP: tree and list stand in script objects, the visible list is a template that a script fills."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from monitor.province import furniture
from monitor.province.desk import Desk, Family
from monitor.province.furniture import cut, esc

if TYPE_CHECKING:
    from monitor.province.values import Channel, Document

_PER_PAGE = 15


def _folder(channel: Channel) -> str:
    return f"/portal/col/col{channel.code}"


def _channel_path(channel: Channel, trail: tuple[Channel, ...], page: int) -> str:  # noqa: ARG001 - flat numbering
    return f"{_folder(channel)}/index{f'_{page}' if page > 1 else ''}.html"


def _document_path(channel: Channel, trail: tuple[Channel, ...], document: Document) -> str:  # noqa: ARG001 - flat numbering
    return f"{_folder(channel)}/content/content_{document.number}.html"


def _anchor(desk: Desk, channel: Channel) -> str:
    return f'<a href="{desk.link(channel) or "javascript:;"}">{esc(channel.name)}</a>'


def _node(desk: Desk, channel: Channel) -> dict[str, Any]:
    address = desk.link(channel)
    return {
        "channelId": str(channel.code),
        "name": f"<p>{channel.name}</p>",
        "showOrNot": "yes",
        "urls": json.dumps({"pc": address}) if address else "",
        "children": [] if channel.folded else [_node(desk, child) for child in channel.children],
    }


def _loose(value: Any) -> str:
    """Script objects as the builder prints them: commas before closing brackets."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return text.replace("\n }", ",\n }").replace("\n]", ",\n]")


def _menu(desk: Desk) -> str:
    cells = [f'<li><a href="{desk.family.home_path}">首页</a></li>']
    for top in desk.blueprint.menu:
        below = "".join(
            f"<dd>{_anchor(desk, child)}</dd>"
            for child in top.children
            if child.role != "item" or top.role == "affairs"
        )
        cells.append(f"<li>{_anchor(desk, top)}<dl>{below}</dl></li>")
    return f'<div class="header-nav"><ul>{"".join(cells)}</ul></div>'


def _page(
    desk: Desk, *, title: str, main: str, channel: Channel | None = None, document: Document | None = None
) -> str:
    identity = desk.identity
    crumbs, tree = "", ""
    if channel is not None:
        trail = (*desk.trails[channel.code], channel)
        ways = "".join(f" &gt; {_anchor(desk, part)}" for part in trail)
        crumbs = f'<div class="crumbs">当前位置：<a href="{desk.family.home_path}">首页</a>{ways}</div>'
        if any(part.role == "platform" for part in trail):
            tree = f'<div class="left-tree" id="leftTree"></div>\n<script>var channelsTagParent = {_loose(_node(desk, desk.blueprint.platform))};</script>'
    return (
        f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>{esc(title)}</title>\n{furniture.metas(identity, column=channel, document=document)}'
        f"{furniture.STYLE}{furniture.SCRIPT}</head>\n<body>\n<div class='top'>{furniture.today_line(desk.blueprint.today)} {furniture.SEARCH}</div>\n{_menu(desk)}\n"
        f"<div class='wrap'>{crumbs}{tree}<div class='right'>{main}</div></div>\n{furniture.friends(desk)}{furniture.footer(identity, desk)}</body>\n</html>\n"
    )


def _block(desk: Desk, channel: Channel, count: int) -> str:
    rows = "".join(
        f'<li><a href="{desk.document(channel, document)}" title="{esc(document.title)}">{esc(cut(document.title, 24))}</a><span>{document.date:%m-%d}</span></li>'
        for document in channel.documents[:count]
    )
    return f'<div class="tab"><h3>{_anchor(desk, channel)}</h3><ul>{rows}</ul></div>'


def _home(desk: Desk) -> str:
    blocks = "".join(_block(desk, child, 7) for child in desk.blueprint.menu[0].children)
    quick = "".join(
        f"<li>{_anchor(desk, channel)}</li>" for channel in (desk.blueprint.platform, *desk.blueprint.home_links)
    )
    return _page(desk, title=desk.identity.name, main=f"{blocks}<ul class='quick'>{quick}</ul>")


def _hub(desk: Desk, channel: Channel) -> str:
    if channel.role in {"platform", "statutory", "group", "key-areas", "affairs"}:
        main = f"<h2>{esc(channel.name)}</h2><ul class='tiles'>{''.join(f'<li>{_anchor(desk, child)}</li>' for child in channel.children)}</ul>"
    else:
        main = "".join(_block(desk, child, 5) for child in channel.children)
    return _page(desk, title=f"{channel.name}-{desk.identity.name}", main=main, channel=channel)


def _listing(desk: Desk, channel: Channel, documents: tuple[Document, ...], page: int, pages: int) -> str:  # noqa: ARG001 - one page holds all
    articles = [
        {
            "id": str(document.number),
            "title": document.title,
            "pubDate": f"{document.date.isoformat()} 10:{document.number % 60:02d}:00",
            "urls": json.dumps({"pc": desk.document(channel, document)}),
            "contentSource": document.fields["发布机构"],
            "articleFiles": [],
        }
        for document in documents[:_PER_PAGE]
    ]
    own = {
        "name": channel.name,
        "channelCode": f"col{channel.code}",
        "articleCount": len(channel.documents),
        "crumbs": [],
    }
    template = "{{#each data}}<li><a href='{{url}}'>{{title}}</a><span>{{pubDate}}</span></li>{{/each}}"
    notice = f"<div class='nodata'>{desk.family.placeholder}</div>" if channel.state == "placeholder" else ""
    main = (
        f"<h2>{esc(channel.name)}</h2><script>var channelsTagSelf = {_loose(own)};\nvar listData = {_loose({'articleList': articles})};</script>\n"
        f'<script id="list-template" type="text/x-handlebars-template">{template}</script><ul class="list" id="list"></ul>{notice}'
        f"<script>renderList(listData.articleList, {{perPage:'{_PER_PAGE}'}});</script>"
    )
    return _page(desk, title=f"{channel.name}-{desk.identity.name}", main=main, channel=channel)


def _text(desk: Desk, channel: Channel) -> str:
    body = furniture.page_body(desk, channel)
    main = f"<h2>{esc(channel.name)}</h2><div id='UCAP-CONTENT'>{body}</div>"
    return _page(desk, title=f"{channel.name}-{desk.identity.name}", main=main, channel=channel)


def _article(desk: Desk, channel: Channel, document: Document) -> str:
    attachment = (
        f'<p><a href="{document.attachment}">{esc(document.attachment_name)}</a></p>' if document.attachment else ""
    )
    main = (
        f"<h1><UCAPTITLE>{esc(document.title)}</UCAPTITLE></h1><div class='pages-date'>{document.date.isoformat()} 10:{document.number % 60:02d}"
        f" <span class='font'>来源：{esc(document.fields['发布机构'])}</span></div>{furniture.fields_table(document)}"
        f"<div id='UCAP-CONTENT'><UCAPCONTENT>{furniture.paragraphs(document.paragraphs)}{attachment}</UCAPCONTENT></div>"
    )
    return _page(desk, title=document.title, main=main, channel=channel, document=document)


def _script_list(desk: Desk, channel: Channel) -> str:
    main = (
        f"<h2>{esc(channel.name)}</h2><ul class='list' id='list'></ul>"
        f"<script>loadPageData({{channelCode:['col{channel.code}'],perPage:'{_PER_PAGE}'}}, function (answer) {{ $('#list').html(compile(answer)); }});</script>"
    )
    return _page(desk, title=f"{channel.name}-{desk.identity.name}", main=main, channel=channel)


FAMILY = Family(
    name="ucap",
    channel_path=_channel_path,
    document_path=_document_path,
    home=_home,
    hub=_hub,
    listing=_listing,
    text=_text,
    article=_article,
    script_list=_script_list,
    page_placeholder="内容正在完善中",
    form_action="/portal/ysqgk/apply",
    page_size=500,
    site_map_path="/portal/wzdt/index.html",
    placeholder="暂无数据",
)
