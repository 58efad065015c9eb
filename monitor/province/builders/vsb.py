"""Pages as Boda VSB publishes them: ``/info/1027/43934.htm``, ``共36条 1/3``, list pages that count downwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.province import furniture
from monitor.province.desk import Desk, Family
from monitor.province.furniture import cut, esc, shown_date

if TYPE_CHECKING:
    from monitor.province.values import Channel, Document


def _channel_path(channel: Channel, trail: tuple[Channel, ...], page: int) -> str:
    base = "/" + "/".join(part.slug for part in (*trail, channel))
    if page == 1:
        return f"{base}.htm"
    pages = max(1, -(-len(channel.documents) // FAMILY.page_size))
    return f"{base}/{pages - page + 1}.htm"


def _document_path(channel: Channel, trail: tuple[Channel, ...], document: Document) -> str:  # noqa: ARG001 - flat numbering
    return f"/info/{channel.code % 9000 + 1000}/{document.number}.htm"


def _anchor(desk: Desk, channel: Channel) -> str:
    address = desk.link(channel)
    if address is None:
        return f'<a href="#" onclick="return false">{esc(channel.name)}</a>'
    return f'<a href="{address}" title="{esc(channel.name)}">{esc(channel.name)}</a>'


def _menu(desk: Desk) -> str:
    """Nested lists three deep; the innermost are what drops down."""
    cells = [f'<li class="menu-item"><a href="{desk.href("/index.htm")}">首页</a></li>']
    for top in desk.blueprint.menu:
        below = "".join(
            f"<li>{_anchor(desk, child)}{_below(desk, child)}</li>"
            for child in top.children
            if child.role != "item" or top.role == "affairs"
        )
        cells.append(f'<li class="menu-item">{_anchor(desk, top)}<ul class="sub-menu">{below}</ul></li>')
    return f'<div class="nav" id="u_nav"><ul class="menu">{"".join(cells)}</ul></div>'


def _below(desk: Desk, channel: Channel) -> str:
    if channel.role != "platform":
        return ""
    return f'<ul class="third">{"".join(f"<li>{_anchor(desk, child)}</li>" for child in channel.children if child.linked)}</ul>'


def _tree(desk: Desk) -> str:
    def branch(channel: Channel, below: str, _depth: int) -> str:
        name = _anchor(desk, channel) if channel.linked else f"<span>{esc(channel.name)}</span>"
        return f"<li>{name}{f'<ul>{below}</ul>' if below else ''}</li>"

    return f'<div class="n_left"><h3>{esc(desk.blueprint.platform.name)}</h3><ul class="tree">{furniture.tree(desk, branch)}</ul></div>'


def _page(
    desk: Desk, *, title: str, main: str, channel: Channel | None = None, document: Document | None = None
) -> str:
    identity = desk.identity
    crumbs, side = "", ""
    if channel is not None:
        trail = (*desk.trails[channel.code], channel)
        ways = "".join(f" &gt;&gt; {_anchor(desk, part)}" for part in trail)
        crumbs = (
            f'<div class="n_dqwz">当前位置：<a href="{desk.href("/index.htm")}">首页</a>{ways} &gt;&gt; 正文</div>'
            if document
            else ""
        )
        crumbs = crumbs or f'<div class="n_dqwz">当前位置：<a href="{desk.href("/index.htm")}">首页</a>{ways}</div>'
        if any(part.role == "platform" for part in trail):
            side = _tree(desk)
    return (
        f'<!DOCTYPE html><HTML><HEAD><TITLE>{esc(title)}</TITLE><META Name="keywords" Content="{esc(identity.name)}" />\n'
        f'<META content="text/html; charset=UTF-8" http-equiv="Content-Type">\n{furniture.metas(identity, column=channel, document=document)}'
        f'<LINK href="/style/index.vsb.css" type="text/css" rel="stylesheet">\n<!--Announced by Visual SiteBuilder 9-->\n'
        f'<script language="javascript" src="/system/resource/js/vsbscreen.min.js" id="_vsbscreen" devices="pc|mobile|pad"></script>\n{furniture.STYLE}{furniture.SCRIPT}'
        f'</HEAD>\n<BODY>\n<div class="top">{furniture.today_line(desk.blueprint.today)}<form action="/search.jsp?wbtreeid=1001" method="post" id="au0a" name="formname215520a">'
        f'<input type="hidden" name="lucenenewssearchkey215520"><input name="showkeycode" value="请输入关键字"></form></div>\n{_menu(desk)}\n'
        f"<div class='wrap'>{side}<div class='n_right'>{crumbs}{main}</div></div>\n{furniture.friends(desk)}{furniture.footer(identity, desk)}</BODY></HTML>\n"
    )


def _rows(desk: Desk, channel: Channel, documents: tuple[Document, ...], length: int) -> str:
    style = "md" if channel.years == "hidden" else "/"
    return "\n".join(
        f'<li id="line_u8_{number}"><span>{shown_date(document.date, style)}</span><a href="{desk.document(channel, document)}" title="{esc(document.title)}">'
        f"<em></em>{esc(cut(document.title, length))}</a></li>"
        for number, document in enumerate(documents)
    )


def _home(desk: Desk) -> str:
    news = desk.blueprint.menu[0]
    blocks = "".join(
        f'<div class="box"><h2>{_anchor(desk, child)}<a class="more" href="{desk.link(child)}">MORE</a></h2><ul>{_rows(desk, child, child.documents[:6], 24)}</ul></div>'
        for child in news.children
    )
    quick = "".join(
        f"<li><img src='/images/ico.png'>{_anchor(desk, channel)}</li>"
        for channel in (desk.blueprint.platform, *desk.blueprint.home_links)
    )
    return _page(desk, title=desk.identity.name, main=f"{blocks}<ul class='quick'>{quick}</ul>")


def _hub(desk: Desk, channel: Channel) -> str:
    rows = "".join(f"<li>{_anchor(desk, child)}</li>" for child in channel.children if child.role != "ordinary")
    lists = "".join(
        f"<h4>{_anchor(desk, child)}</h4><ul>{_rows(desk, child, child.documents[:4], 30)}</ul>"
        for child in channel.children
        if child.role == "ordinary"
    )
    return _page(
        desk,
        title=f"{channel.name}-{desk.identity.name}",
        main=f"<h3>{esc(channel.name)}</h3><ul class='n_list'>{rows}</ul>{lists}",
        channel=channel,
    )


def _listing(desk: Desk, channel: Channel, documents: tuple[Document, ...], page: int, pages: int) -> str:
    ways = "".join(
        f'<a href="{desk.href(desk.path(channel, number))}" class="Next">{label}</a>&nbsp;'
        for label, number in (("首页", 1), ("上页", page - 1), ("下页", page + 1), ("尾页", pages))
        if 1 <= number <= pages and number != page
    )
    notice = f"<p>{desk.family.placeholder}</p>" if channel.state == "placeholder" else ""
    pager = (
        f'<div align="center"><table cellspacing=0 class="headStyle1qwerty" width="100%"><tr><td>共{len(channel.documents)}条&nbsp;&nbsp;{page}/{pages}&nbsp;{ways}'
        f'<input align="absmiddle" type="button" value="转到" onclick="_simple_list_gotopage_fun({pages},\'u8_GOPAGE\',1)"></td></tr></table></div>'
    )
    main = f'<h3>{esc(channel.name)}</h3><ul class="n_listxx1">{_rows(desk, channel, documents, 40)}</ul>{notice}{pager}{furniture.newest_box(desk, "推荐阅读")}'
    return _page(desk, title=f"{channel.name}-{desk.identity.name}", main=main, channel=channel)


def _text(desk: Desk, channel: Channel) -> str:
    body = furniture.page_body(desk, channel)
    return _page(
        desk,
        title=f"{channel.name}-{desk.identity.name}",
        main=f'<div id="vsb_content"><div class="v_news_content">{body}</div></div>',
        channel=channel,
    )


def _article(desk: Desk, channel: Channel, document: Document) -> str:
    attachment = ""
    if document.attachment:
        attachment = f'<UL style="list-style-type:none;"><li>附件【<a href="{desk.href("/info/" + str(channel.code % 9000 + 1000) + "/" + document.attachment)}">{esc(document.attachment_name)}</a>】已下载<span>12</span>次</li></UL>'
    main = (
        f'<form name="_newscontent_fromname"><h1 class="c-title">{esc(document.title)}</h1><div class="c-info">{document.date:%y-%m-%d} 12:11:{document.number % 60:02d}'
        f'&nbsp;&nbsp;来源：{esc(document.fields["发布机构"])}&nbsp;&nbsp;点击：[<script>_showDynClicks("wbnews", 1413, {document.number})</script>]</div>'
        f'{furniture.fields_table(document)}<div id="vsb_content_2"><div class="v_news_content">{furniture.paragraphs(document.paragraphs)}</div></div>{attachment}'
        "<p>上一条：没有了</p><p>【<a href='javascript:window.opener=null;window.close()'>关闭</a>】</p></form>"
    )
    return _page(desk, title=f"{document.title}-{desk.identity.name}", main=main, channel=channel, document=document)


def _script_list(desk: Desk, channel: Channel) -> str:
    main = f'<h3>{esc(channel.name)}</h3><div id="app"><ul><li v-for="row in rows"><a :href="row.url">{{{{ row.title }}}}</a><span>{{{{ row.time }}}}</span></li></ul></div><script src="/js/vue.min.js"></script><script src="/js/column.js"></script>'
    return _page(desk, title=f"{channel.name}-{desk.identity.name}", main=main, channel=channel)


FAMILY = Family(
    name="vsb",
    channel_path=_channel_path,
    document_path=_document_path,
    home=_home,
    hub=_hub,
    listing=_listing,
    text=_text,
    article=_article,
    script_list=_script_list,
    page_placeholder="本栏目正在建设中……",
    form_action="/system/resource/ysq/add.jsp",
    relative=True,
    page_size=12,
    home_path="/index.htm",
    entrance="redirect",
    site_map_path="/wzdt.htm",
    placeholder="暂无内容",
)
