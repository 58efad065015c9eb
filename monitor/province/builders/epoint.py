"""Pages of Epoint: numbered folders (``/001/001002/``), ``ewb-`` classes, ``moreinfo`` lists and a scripted pager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.province import furniture
from monitor.province.desk import Desk, Family
from monitor.province.furniture import cut, esc, shown_date

if TYPE_CHECKING:
    from monitor.province.values import Channel, Document


def _folder(channel: Channel, trail: tuple[Channel, ...]) -> str:
    number = "".join(f"{part.code % 900 + 100}" for part in trail)
    return "/" + "/".join(filter(None, (number, f"{number}{channel.code}")))


def _channel_path(channel: Channel, trail: tuple[Channel, ...], page: int) -> str:
    name = {"list": "moreinfo", "hub": "subpage", "page": "about", "form": "about"}[channel.kind]
    return f"{_folder(channel, trail)}/{name if page == 1 else page}.html"


def _document_path(channel: Channel, trail: tuple[Channel, ...], document: Document) -> str:
    return f"{_folder(channel, trail)}/{document.date:%Y%m%d}/{document.number:08x}-4c1d-4e0a-9a53-{channel.code:012x}.html"


def _anchor(desk: Desk, channel: Channel, cls: str = "ewb-link") -> str:
    address = desk.link(channel)
    if address is None:
        return f'<a class="{cls}" href="javascript:void(0)">{esc(channel.name)}</a>'
    return f'<a class="{cls}" href="{address}" title="{esc(channel.name)}">{esc(channel.name)}</a>'


def _menu(desk: Desk) -> str:
    cells = [f'<li class="ewb-nav-item"><a href="{desk.family.home_path}" class="ewb-nav-link">首页</a></li>']
    for top in desk.blueprint.menu:
        drop = "".join(
            f'<li class="ewb-sub-item">{_anchor(desk, child)}</li>'
            for child in top.children
            if child.role != "item" or top.role == "affairs"
        )
        cells.append(
            f'<li class="ewb-nav-item">{_anchor(desk, top, "ewb-nav-link")}<div class="ewb-sub-nav hidden"><ul>{drop}</ul></div></li>'
        )
    return f'<div class="ewb-nav"><ul class="ewb-nav-items clearfix">{"".join(cells)}</ul></div>'


def _tree(desk: Desk) -> str:
    def branch(channel: Channel, below: str, depth: int) -> str:
        inner = f'<ul class="ewb-menu-{depth + 1}">{below}</ul>' if below else ""
        return f'<li class="ewb-menu-node"><div class="ewb-menu-tt">{_anchor(desk, channel)}</div>{inner}</li>'

    return f'<div class="ewb-menu l"><ul class="ewb-menu-1">{furniture.tree(desk, branch)}</ul></div>'


def _page(
    desk: Desk, *, title: str, main: str, channel: Channel | None = None, document: Document | None = None
) -> str:
    identity = desk.identity
    crumbs, side = "", ""
    if channel is not None:
        trail = (*desk.trails[channel.code], channel)
        ways = " &gt; ".join(_anchor(desk, part) for part in trail)
        crumbs = f'<div class="ewb-location"><span>您当前的位置：</span><a href="{desk.family.home_path}">首页</a> &gt; {ways}</div>'
        if any(part.role == "platform" for part in trail):
            side = _tree(desk)
    return (
        f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>{esc(title)}</title>\n{furniture.metas(identity, column=channel, document=document)}'
        f'<link rel="stylesheet" href="/css/common.css">\n<script src="/js/lib/jquery.pagination.js"></script>\n{furniture.STYLE}{furniture.SCRIPT}</head>\n<body>\n'
        f'<div class="ewb-header">{furniture.today_line(desk.blueprint.today)} {furniture.SEARCH}</div>\n{_menu(desk)}\n<div class="ewb-container">{crumbs}{side}'
        f'<div class="ewb-main r">{main}</div></div>\n{furniture.friends(desk)}{furniture.footer(identity, desk)}</body>\n</html>\n'
    )


def _rows(desk: Desk, channel: Channel, documents: tuple[Document, ...], length: int) -> str:
    style = "md" if channel.years == "hidden" else "-"
    return "\n".join(
        f'<li class="ewb-list-node clearfix"><a href="{desk.document(channel, document)}" class="ewb-list-name" title="{esc(document.title)}">{esc(cut(document.title, length))}</a>'
        f'<span class="ewb-list-date r">{shown_date(document.date, style)}</span></li>'
        for document in documents
    )


def _table(desk: Desk, channel: Channel, documents: tuple[Document, ...], first: int) -> str:
    rows = "".join(
        f'<tr><td class="ewb-trade-td">{number}</td><td><a href="{desk.document(channel, document)}" title="{esc(document.title)}">{esc(cut(document.title, 36))}</a></td><td>{document.date.isoformat()}</td></tr>'
        for number, document in enumerate(documents, start=first)
    )
    return f'<table class="ewb-trade-tb"><thead><tr><th>序号</th><th>标题</th><th>发布日期</th></tr></thead><tbody>{rows}</tbody></table>'


def _home(desk: Desk) -> str:
    blocks = "".join(
        f'<div class="ewb-tab"><h3>{_anchor(desk, child)}</h3><ul class="ewb-list">{_rows(desk, child, child.documents[:7], 24)}</ul></div>'
        for child in desk.blueprint.menu[0].children
    )
    quick = "".join(
        f'<li class="ewb-entry">{_anchor(desk, channel)}</li>'
        for channel in (desk.blueprint.platform, *desk.blueprint.home_links)
    )
    return _page(desk, title=desk.identity.name, main=f'{blocks}<ul class="ewb-entries">{quick}</ul>')


def _hub(desk: Desk, channel: Channel) -> str:
    if channel.role in {"platform", "statutory", "group", "key-areas", "affairs"}:
        tiles = "".join(f'<li class="ewb-tile">{_anchor(desk, child)}</li>' for child in channel.children)
        main = f'<h2 class="ewb-title">{esc(channel.name)}</h2><ul>{tiles}</ul>'
    else:
        main = "".join(
            f'<h3>{_anchor(desk, child)}</h3><ul class="ewb-list">{_rows(desk, child, child.documents[:5], 30)}</ul>'
            for child in channel.children
        )
    return _page(desk, title=f"{channel.name}-{desk.identity.name}", main=main, channel=channel)


def _listing(desk: Desk, channel: Channel, documents: tuple[Document, ...], page: int, pages: int) -> str:
    size = desk.family.page_size
    in_table = channel.code % 2 == 0 and channel.years == "shown"
    rows = (
        _table(desk, channel, documents, (page - 1) * size + 1)
        if in_table
        else f'<ul class="ewb-list">{_rows(desk, channel, documents, 38)}</ul>'
    )
    notice = f'<div class="ewb-nodata">{desk.family.placeholder}</div>' if channel.state == "placeholder" else ""
    way = f'<a href="{desk.path(channel, page + 1)}">下页 &gt;</a>' if page < pages else ""
    main = (
        f'<h2 class="ewb-title">{esc(channel.name)}</h2>{rows}{notice}<div class="ewb-page"><div id="page"></div><span>{page}/{pages}</span>{way}</div>'
        f'<script>$("#page").pagination({{pageIndex:{page - 1},pageSize:{size},total:{len(channel.documents)}}});</script>{furniture.newest_box(desk, "本周热点")}'
    )
    return _page(desk, title=f"{channel.name}-{desk.identity.name}", main=main, channel=channel)


def _text(desk: Desk, channel: Channel) -> str:
    body = furniture.page_body(desk, channel)
    main = f'<h2 class="ewb-title">{esc(channel.name)}</h2><div class="ewb-article-content">{body}</div>'
    return _page(desk, title=f"{channel.name}-{desk.identity.name}", main=main, channel=channel)


def _article(desk: Desk, channel: Channel, document: Document) -> str:
    attachment = (
        f'<p class="ewb-attach"><a href="{document.attachment}">附件：{esc(document.attachment_name)}</a></p>'
        if document.attachment
        else ""
    )
    main = (
        f'<div class="ewb-article"><h3 id="title">{esc(document.title)}</h3><div class="ewb-article-sources"><p>【信息时间：{document.date:%Y/%m/%d}　阅读次数：<span id="infoViewCount"></span>】　信息来源：{esc(document.fields["发布机构"])}</p></div>'
        f'{furniture.fields_table(document)}<div class="ewb-article-content">{furniture.paragraphs(document.paragraphs)}{attachment}</div></div>'
    )
    return _page(desk, title=document.title, main=main, channel=channel, document=document)


def _script_list(desk: Desk, channel: Channel) -> str:
    main = (
        f'<h2 class="ewb-title">{esc(channel.name)}</h2><ul class="ewb-list" id="infolist"></ul><script type="text/html" id="infolist-tmpl">{{{{#list}}}}<li><a href="{{{{infourl}}}}">{{{{title}}}}</a></li>{{{{/list}}}}</script>'
        '<script>Util.ajax({url: siteInfo.projectName + "/rest/getInfoList", data: {categorynum: siteInfo.num}, success: function (answer) { $("#infolist").html(Mustache.render(tmpl, answer)); }});</script>'
    )
    return _page(desk, title=f"{channel.name}-{desk.identity.name}", main=main, channel=channel)


FAMILY = Family(
    name="epoint",
    channel_path=_channel_path,
    document_path=_document_path,
    home=_home,
    hub=_hub,
    listing=_listing,
    text=_text,
    article=_article,
    script_list=_script_list,
    page_placeholder="该栏目内容正在建设",
    form_action="/ysqgk/submit",
    page_size=15,
    site_map_path="/sitemap/sitemap.html",
    placeholder="暂无信息！",
)
