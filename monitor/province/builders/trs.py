"""Static pages as TRS WCM publishes them: column folders, ``tYYYYMMDD_id.html``, ``createPageHTML`` and relative links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.province import furniture
from monitor.province.desk import Desk, Family
from monitor.province.furniture import cut, esc, shown_date

if TYPE_CHECKING:
    from monitor.province.values import Channel, Document


_ONE_LINE = 5
"""Characters of a name that fit on one line of the narrow tree."""


def _channel_path(channel: Channel, trail: tuple[Channel, ...], page: int) -> str:
    folder = "/" + "".join(f"{part.slug}/" for part in (*trail, channel))
    return folder if page == 1 else f"{folder}index_{page - 1}.html"


def _document_path(channel: Channel, trail: tuple[Channel, ...], document: Document) -> str:
    return f"{_channel_path(channel, trail, 1)}{document.date:%Y%m}/t{document.date:%Y%m%d}_{document.number}.html"


def _anchor(desk: Desk, channel: Channel, inner: str | None = None) -> str:
    address = desk.link(channel)
    text = inner or esc(channel.name)
    if address is None:
        return f"<h3><em></em><span>{text}</span><i class='i-add'></i></h3>"
    return f'<a href="{address}" target="_blank">{text}</a>'


def _menu(desk: Desk) -> str:
    cells = [f'<li><a href="{desk.href("/")}">首&nbsp;&nbsp;页</a></li>']
    for top in desk.blueprint.menu:
        children = [child for child in top.children if child.role != "item" or top.role == "affairs"]
        below = "".join(f"<li>{_anchor(desk, child)}</li>" for child in children) if top.role != "platform" else ""
        cells.append(f"<li>{_anchor(desk, top)}{f'<ul>{below}</ul>' if below else ''}</li>")
    return f'<div class="mainNav"><ul class="wrap">{"".join(cells)}</ul></div>'


def _tree(desk: Desk) -> str:
    """The left navigation of the shared disclosure template."""
    tabs = []
    for number, channel in enumerate(desk.blueprint.platform.children):
        name = (
            esc(channel.name[:4]) + "<br>" + esc(channel.name[4:])
            if len(channel.name) > _ONE_LINE
            else esc(channel.name)
        )
        head = _anchor(desk, channel, f'<em class="icon{number}"></em> <span>{name}</span>')
        below = ""
        if channel.children:
            rows = []
            for child in channel.children:
                leaves = "".join(
                    f'<li class="third">{_anchor(desk, leaf)}</li>' for leaf in child.children if not child.folded
                )
                rows.append(
                    f'<li data-path="{child.slug}">{_anchor(desk, child)}{f"<ul>{leaves}</ul>" if leaves else ""}</li>'
                )
            below = f'<ul class="zfxxgk-list-nav">{"".join(rows)}</ul>'
        tabs.append(f'<div class="zfxxgk-tab">{head}{below}</div>')
    return f'<div class="zfxxgk-left" id="zzxxglNav">{"".join(tabs)}</div>'


def _in_platform(desk: Desk, channel: Channel) -> bool:
    return channel.role == "platform" or any(part.role == "platform" for part in desk.trails[channel.code])


def _page(
    desk: Desk, *, title: str, main: str, channel: Channel | None = None, document: Document | None = None
) -> str:
    identity = desk.identity
    heads = furniture.metas(identity, column=channel, document=document, url=f"./{desk.here.rsplit('/', 1)[-1]}")
    crumbs = ""
    if channel is not None:
        trail = (*desk.trails[channel.code], channel)
        ways = " > ".join(
            f'<a href="{desk.link(part) or "#"}" class="CurrChnlCls" title="{esc(part.name)}">{esc(part.name)}</a>'
            for part in trail
        )
        crumbs = (
            f'<div class="position">当前位置：<a href="{desk.href("/")}" class="CurrChnlCls">首页</a> > {ways}</div>'
        )
    side = _tree(desk) if channel is not None and _in_platform(desk, channel) else _side(desk, channel)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>\n'
        f"{heads}<title>{esc(title)}</title>\n{furniture.STYLE}{furniture.SCRIPT}</head>\n<body>\n"
        f'<div class="topbar"><div class="wrap"><span class="fl">{furniture.today_line(desk.blueprint.today)}</span>'
        f'<span class="fr"><a href="javascript:;">无障碍浏览</a> | <a href="javascript:;">长者模式</a> | <a href="javascript:s2t()">繁体版</a></span>{furniture.SEARCH}</div></div>\n'
        f'<div class="wrap"><a class="logo" href="{desk.href("/")}"><img src="{desk.href("/images/logo.png")}" alt="{esc(identity.name)}"/></a></div>\n'
        f"{_menu(desk)}\n<div class='wrap'>{crumbs}{side}{main}</div>\n{furniture.friends(desk)}{furniture.footer(identity, desk)}"
        "<script src='/js/jiucuo.js' sitecode='" + identity.id + "' id='_jiucuo_'></script></body>\n</html>\n"
    )


def _side(desk: Desk, channel: Channel | None) -> str:
    if channel is None or not desk.trails[channel.code]:
        return ""
    top = desk.trails[channel.code][0]
    rows = "".join(f"<li>{_anchor(desk, child)}</li>" for child in top.children)
    return f'<div class="left-nav"><h2>{esc(top.name)}</h2><ul>{rows}</ul></div>'


def _rows(desk: Desk, channel: Channel, documents: tuple[Document, ...], length: int = 40) -> str:
    style = "md" if channel.years == "hidden" else "-"
    return "\n".join(
        f'<li><a href="{desk.document(channel, document)}"></a><a href="{desk.document(channel, document)}" target="_blank" title="{esc(document.title)}">'
        f"{esc(cut(document.title, length))}</a><b>{shown_date(document.date, style)}</b></li>"
        for document in documents
    )


def _home(desk: Desk) -> str:
    news = desk.blueprint.menu[0]
    blocks = "".join(
        f'<div class="box"><h2><a href="{desk.link(child)}">{esc(child.name)}</a><a class="fr" href="{desk.link(child)}">更多&gt;&gt;</a></h2>'
        f'<ul class="list">{_rows(desk, child, child.documents[:7], 24)}</ul></div>'
        for child in news.children
    )
    newest = news.children[0].documents[:3]
    ticker = "".join(
        f'<a href="{desk.document(news.children[0], document)}">{esc(document.title)}</a>　' for document in newest
    )
    extra = "".join(f"<li>{_anchor(desk, channel)}</li>" for channel in desk.blueprint.home_links)
    quick = (
        f'<div class="zwgk"><h2>政务公开</h2><ul><li>{_anchor(desk, desk.blueprint.platform)}</li>{extra}</ul></div>'
        if desk.blueprint.platform in desk.blueprint.menu or extra or desk.blueprint.platform
        else ""
    )
    main = f'<div class="ticker"><marquee scrollamount="3">{ticker}</marquee></div>{blocks}{quick}'
    return _page(desk, title=f"{desk.identity.name}门户网站", main=main)


def _hub(desk: Desk, channel: Channel) -> str:
    if channel.role == "platform":
        shown = next((child for child in channel.children if child.paragraphs and child.state == "present"), None)
        body = furniture.paragraphs(shown.paragraphs) if shown else "<p>请点击左侧栏目查看。</p>"
        main = f'<div class="zfxxgk-right"><div class="list-title"><p>{esc(channel.name)}</p></div><div id="zoom">{body}</div></div>'
    elif channel.role in {"statutory", "group", "key-areas"}:
        tiles = "".join(
            f'<a href="{desk.link(child)}" title="{esc(child.name)}"><span>{esc(child.name)}</span></a>'
            for child in channel.children
            if child.linked
        )
        main = f'<div class="zfxxgk-right"><div class="list-title"><p>{esc(channel.name)}</p></div><ul class="chnllist">{tiles}</ul></div>'
    else:
        blocks = "".join(
            f'<div class="box"><h2>{_anchor(desk, child)}</h2><ul class="list">{_rows(desk, child, child.documents[:5])}</ul></div>'
            for child in channel.children
        )
        main = f'<div class="right">{blocks}</div>'
    return _page(desk, title=f"{channel.name}-{desk.identity.name}", main=main, channel=channel)


def _listing(desk: Desk, channel: Channel, documents: tuple[Document, ...], page: int, pages: int) -> str:
    rows = _rows(desk, channel, documents)
    notice = f"<p class='none'>{desk.family.placeholder}</p>" if channel.state == "placeholder" else ""
    main = (
        f'<div class="zfxxgk-right"><div class="list-title"><p>{esc(channel.name)}</p></div><div class="zfxxgk_zdgkc"><ul>{rows}</ul>{notice}</div>'
        f'<div class="page"><script type="text/javascript">\n<!--\ncreatePageHTML({pages}, {page - 1}, "index", "html");\n//-->\n</script></div></div>{furniture.newest_box(desk)}'
    )
    return _page(desk, title=f"{channel.name}-{desk.identity.name}", main=main, channel=channel)


def _text(desk: Desk, channel: Channel) -> str:
    body = furniture.page_body(desk, channel)
    main = f'<div class="zfxxgk-right"><div class="list-title"><p>{esc(channel.name)}</p></div><div class="view TRS_UEDITOR" id="zoom">{body}</div></div>'
    return _page(desk, title=f"{channel.name}-{desk.identity.name}", main=main, channel=channel)


def _article(desk: Desk, channel: Channel, document: Document) -> str:
    attachment = ""
    if document.attachment:
        attachment = f'<p class="insertfileTag"><a href="./{document.attachment}" title="{esc(document.attachment_name)}">附件：{esc(document.attachment_name)}</a></p>'
    main = (
        f'<div class="article"><h1>{esc(document.title)}</h1><div class="info">发布时间：{document.date.isoformat()} 09:{document.number % 60:02d}　'
        f'来源：{esc(document.fields.get("发布机构", ""))}　字体：[<a href="javascript:doZoom(18)">大</a> <a href="javascript:doZoom(14)">小</a>]　浏览次数：<span id="hits">63</span></div>'
        f'{furniture.fields_table(document)}<div class="TRS_Editor" id="zoom">{furniture.paragraphs(document.paragraphs)}{attachment}</div>'
        '<div class="tools"><a href="javascript:window.print()">打印本页</a> <a href="javascript:window.close()">关闭窗口</a></div></div>'
    )
    return _page(desk, title=f"{document.title}-{desk.identity.name}", main=main, channel=channel, document=document)


def _script_list(desk: Desk, channel: Channel) -> str:
    main = (
        f'<div class="zfxxgk-right"><div class="list-title"><p>{esc(channel.name)}</p></div><div class="zfxxgk_zdgkc"><ul id="docList"></ul></div>'
        '<script type="text/javascript">$(function(){ $.ajax({url: baseUrl + channelApi, dataType: "json", success: function (result) { var html = "";\n'
        '$.each(result.docs, function (i, doc) { html += "<li><a href=\'" + doc.url + "\'>" + doc.title + "</a><b>" + doc.time + "</b></li>"; });\n'
        '$("#docList").html(html); }}); });</script></div>'
    )
    return _page(desk, title=f"{channel.name}-{desk.identity.name}", main=main, channel=channel)


def _stub(target: str) -> str:
    return f'<html><head><meta http-equiv="Refresh" content="0;URL={target}"></head><body></body></html>'


FAMILY = Family(
    name="trs",
    channel_path=_channel_path,
    document_path=_document_path,
    home=_home,
    hub=_hub,
    listing=_listing,
    text=_text,
    article=_article,
    script_list=_script_list,
    page_placeholder="栏目建设中，敬请期待……",
    form_action="/ysqgk/apply.do",
    stub=_stub,
    relative=True,
    page_size=15,
    not_found="nginx",
)
