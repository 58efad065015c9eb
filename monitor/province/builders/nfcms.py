"""Pages as the NFCMS of Guangdong publishes them: ``content/post_N.html``, ``ul.GsTL5``, ``window.NFCMS_SITE_ID``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from monitor.province import furniture
from monitor.province.desk import Desk, Family
from monitor.province.furniture import cut, esc, shown_date

if TYPE_CHECKING:
    from monitor.province.values import Channel, Document


_MIDDLE = 2
"""The level of the tree that stands between heads and leaves."""


def _channel_path(channel: Channel, trail: tuple[Channel, ...], page: int) -> str:
    folder = "/" + "".join(f"{part.slug}/" for part in (*trail, channel))
    return f"{folder}index{f'_{page}' if page > 1 else ''}.html"


def _document_path(channel: Channel, trail: tuple[Channel, ...], document: Document) -> str:
    return f"{_channel_path(channel, trail, 1).rpartition('/')[0]}/content/post_{document.number}.html"


def _anchor(desk: Desk, channel: Channel) -> str:
    address = desk.link(channel)
    if address is None:
        return f"<strong>{esc(channel.name)}</strong>"
    return f'<a href="{address}" target="_blank">{esc(channel.name)}</a>'


def _menu(desk: Desk) -> str:
    cells = [f'<a href="{desk.family.home_path}" class="on">首页</a>']
    for top in desk.blueprint.menu:
        drop = "".join(
            f"<p>{_anchor(desk, child)}</p>" for child in top.children if child.role != "item" or top.role == "affairs"
        )
        cells.append(
            f'<div class="navItem">{_anchor(desk, top)}<div class="drop" style="display:none;">{drop}</div></div>'
        )
    return f'<div class="navBox"><div class="w1200">{"".join(cells)}</div></div>'


def _tree(desk: Desk) -> str:
    def branch(channel: Channel, below: str, depth: int) -> str:
        if depth > _MIDDLE:
            return f"<dd>{_anchor(desk, channel)}</dd>"
        opened, closed = ("<ul class='second'>", "</ul>") if depth < _MIDDLE else ("<dl>", "</dl>")
        mark = " class='first'" if depth < _MIDDLE else ""
        return f"<li{mark}>{_anchor(desk, channel)}{f'{opened}{below}{closed}' if below else ''}</li>"

    return f"<div class='gkml-nav'><ul>{furniture.tree(desk, branch)}</ul></div>"


def _page(
    desk: Desk, *, title: str, main: str, channel: Channel | None = None, document: Document | None = None
) -> str:
    identity = desk.identity
    kind = "post" if document else "page"
    marks = f'window.NFCMS_SITE_ID={identity.region};window.NFCMS_PUB_TYPE="{kind}";window.NFCMS_{"POST" if document else "CAT"}_ID="{document.number if document else channel.code if channel else 0}";'
    crumbs, side = "", ""
    if channel is not None:
        trail = (*desk.trails[channel.code], channel)
        ways = "".join(
            f'<span>&gt;</span><a href="{desk.link(part) or "javascript:;"}" target="_blank">{esc(part.name)}</a>'
            for part in trail
        )
        crumbs = f'<div class="bread"><span>您所在的位置：</span><a href="{desk.family.home_path}">首页</a>{ways}</div>'
        if any(part.role == "platform" for part in trail):
            side = _tree(desk)
    return (
        f'<!DOCTYPE html>\n<html>\n<head>\n<script>{marks}</script>\n<script type="text/javascript">var u=navigator.userAgent;if(u.indexOf("iPhone")>-1||u.indexOf("Android")>-1)'
        f'{{document.location.href="/mindex.html";}}</script>\n<meta charset="utf-8"/>\n<title>{esc(title)}</title>\n{furniture.metas(identity, column=channel, document=document, url=desk.here)}'
        f"{furniture.STYLE}{furniture.SCRIPT}</head>\n<body>\n<div class='head'>{furniture.today_line(desk.blueprint.today)} {furniture.SEARCH}</div>\n{_menu(desk)}\n"
        f"<div class='w1200'>{crumbs}{side}{main}</div>\n{furniture.friends(desk)}{furniture.footer(identity, desk)}</body>\n</html>\n"
    )


def _rows(desk: Desk, channel: Channel, documents: tuple[Document, ...], length: int) -> str:
    style = "md" if channel.years == "hidden" else "-"
    return "\n".join(
        f'<li><span class="fr">{shown_date(document.date, style)}</span><a href="{desk.document(channel, document)}" title="{esc(document.title)}" target="_blank" class="nfw-cms-title">'
        f"{esc(cut(document.title, length))}</a></li>"
        for document in documents
    )


def _home(desk: Desk) -> str:
    news = desk.blueprint.menu[0]
    blocks = "".join(
        f'<div class="block"><div class="hd">{_anchor(desk, child)}<a href="{desk.link(child)}">更多</a></div><ul class="GsTL5">{_rows(desk, child, child.documents[:8], 26)}</ul></div>'
        for child in news.children
    )
    quick = "".join(
        f'<div class="entry">{_anchor(desk, channel)}</div>'
        for channel in (desk.blueprint.platform, *desk.blueprint.home_links)
    )
    return _page(desk, title=f"{desk.identity.name}门户网站", main=f"{blocks}<div class='entries'>{quick}</div>")


def _hub(desk: Desk, channel: Channel) -> str:
    if channel.role == "platform":
        nodes = [
            {"id": child.code, "name": child.name, "jump_url": desk.link(child) or "", "children": []}
            for child in channel.children
        ]
        config = f"<script>window._CONFIG = {{SID: {desk.identity.region}, TREE: {json.dumps(nodes, ensure_ascii=False)}, DETAIL: null}};</script>"
        main = f"{config}<div class='gk-right'><h2>{esc(channel.name)}</h2><p>请选择左侧栏目</p></div>"
    elif channel.role in {"statutory", "group", "key-areas", "affairs"}:
        tiles = "".join(f"<div class='tile'>{_anchor(desk, child)}</div>" for child in channel.children)
        main = f"<div class='gk-right'><h2>{esc(channel.name)}</h2>{tiles}</div>"
    else:
        main = "".join(
            f"<h2>{_anchor(desk, child)}</h2><ul class='GsTL5'>{_rows(desk, child, child.documents[:5], 30)}</ul>"
            for child in channel.children
        )
    return _page(desk, title=f"{channel.name} {desk.identity.name}", main=main, channel=channel)


def _listing(desk: Desk, channel: Channel, documents: tuple[Document, ...], page: int, pages: int) -> str:
    way = [f'<a class="first" href="{desk.path(channel)}">第一页</a>']
    way += [
        f'<span class="current">{number}</span>'
        if number == page
        else f'<a href="{desk.path(channel, number)}">{number}</a>'
        for number in range(1, min(pages, 5) + 1)
    ]
    if page < pages:
        way.append(f'<a class="next" href="{desk.path(channel, page + 1)}">下一页</a>')
    way.append(f'<a class="last" href="{desk.path(channel, pages)}">最后一页</a>')
    notice = f"<div class='no-data'>{desk.family.placeholder}</div>" if channel.state == "placeholder" else ""
    main = f"<div class='gk-right'><h2>{esc(channel.name)}</h2><ul class='GsTL5'>{_rows(desk, channel, documents, 38)}</ul>{notice}<div class='page'>{''.join(way)}</div></div>"
    return _page(desk, title=f"{channel.name} {desk.identity.name}", main=main, channel=channel)


def _text(desk: Desk, channel: Channel) -> str:
    body = furniture.page_body(desk, channel)
    return _page(
        desk,
        title=f"{channel.name} {desk.identity.name}",
        main=f"<div class='gk-right article-content'>{body}</div>",
        channel=channel,
    )


def _article(desk: Desk, channel: Channel, document: Document) -> str:
    attachment = (
        f'<p><a class="nfw-cms-attachment" href="{desk.here.rpartition("/")[0]}/{document.attachment}" alt="{esc(document.attachment_name)}">{esc(document.attachment_name)}</a></p>'
        if document.attachment
        else ""
    )
    main = (
        f"<div class='news_cont_d_wrap'><h3 class='title'>{esc(document.title)}</h3><p class='meta'>发布日期：{document.date.isoformat()}　来源：{esc(document.fields['发布机构'])}　【字体：大 中 小】</p>"
        f"{furniture.fields_table(document)}<div class='article-content'>{furniture.paragraphs(document.paragraphs)}{attachment}</div></div>"
    )
    return _page(desk, title=f"{document.title} {desk.identity.name}", main=main, channel=channel, document=document)


def _script_list(desk: Desk, channel: Channel) -> str:
    main = f"<div class='gk-right'><h2>{esc(channel.name)}</h2><div id='gkml-app'></div><noscript>请启用JavaScript后浏览本页</noscript><script src='/gkmlpt/js/app.6a2f.js'></script></div>"
    return _page(desk, title=f"{channel.name} {desk.identity.name}", main=main, channel=channel)


FAMILY = Family(
    name="nfcms",
    channel_path=_channel_path,
    document_path=_document_path,
    home=_home,
    hub=_hub,
    listing=_listing,
    text=_text,
    article=_article,
    script_list=_script_list,
    page_placeholder="该栏目暂无内容",
    form_action="/gkmlpt/apply/online",
    page_size=20,
    home_path="/",
    site_map_path="/sitemap/index.html",
    placeholder="暂无信息",
    not_found="dressed",
)
