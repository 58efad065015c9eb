"""Pages with c-numbers (``/bs/c107268/zwgk.shtml``): six-argument ``createPageHTML``, lists inside a comment, hidden-url stubs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.province import furniture
from monitor.province.desk import Desk, Family
from monitor.province.furniture import cut, esc, shown_date

if TYPE_CHECKING:
    from monitor.province.values import Channel, Document


_ONE_LINE = 5
"""Characters of a name that fit on one line of the narrow tree."""


def _name(channel: Channel) -> str:
    if channel.kind == "list":
        return "zwgklist"
    return "zwgk" if channel.kind in {"page", "form"} else "nav_list"


def _channel_path(channel: Channel, trail: tuple[Channel, ...], page: int) -> str:  # noqa: ARG001 - flat numbering
    return f"/sp/c{channel.code}/{_name(channel)}{f'_{page}' if page > 1 else ''}.shtml"


def _document_path(channel: Channel, trail: tuple[Channel, ...], document: Document) -> str:  # noqa: ARG001 - flat numbering
    return f"/sp/c{channel.code}/{document.date:%Y%m}/{document.number}{channel.code}.shtml"


def _anchor(desk: Desk, channel: Channel, *, head: str = "") -> str:
    address = desk.link(channel)
    if address is None:
        return f'{head}<div style="line-height: 58px;">{esc(channel.name)}</div>'
    return f'<a href="{address}">{head}{esc(channel.name)}</a>'


def _menu(desk: Desk) -> str:
    """A bar of names with blanks in them, and the same once more for the telephone layout."""
    cells = [f'<li class="shouye"><a href="{desk.family.home_path}" target="_parent"><span></span>首  页</a></li>']
    cells += [
        f'<li class="{top.slug}"><a href="{desk.link(top)}"><span></span>\n   {esc(top.name)}\n</a></li>'
        for top in desk.blueprint.menu
    ]
    phone = "".join(f'<a href="{desk.link(top)}">{esc(top.name)}</a>' for top in desk.blueprint.menu)
    return f'<div class="navbar-box"><ul class="navbar">{"".join(cells)}</ul></div><div class="newphone" style="display:none">{phone}</div>'


def _tree(desk: Desk) -> str:
    """Heads in ``h3``, their columns in lists that hold tables, as a real builder nests them."""
    first: list[str] = []
    middle: list[str] = []
    last: list[str] = []
    for number, channel in enumerate(desk.blueprint.platform.children):
        if not channel.children:
            box = first if not middle else last
            name = (
                channel.name
                if len(channel.name) <= _ONE_LINE
                else f"{esc(channel.name[:4])}<br>{esc(channel.name[4:])}"
            )
            address = desk.link(channel)
            box.append(
                f'<h3 id="c{channel.code}"><a href="{address}"><em class="zwxxgk_bnt{number}"></em>{name}</a></h3>'
            )
            continue
        rows = "".join(
            f'<tr><td></td></tr><tr><td><li id="erji_c{child.code}" class=""><span>·</span>{_anchor(desk, child)}{_leaves(desk, child)}</li></td></tr>'
            for child in channel.children
        )
        head = _anchor(desk, channel, head='<em class="zwxxgk_bnt3"></em>')
        middle.append(
            f'<h3 class="" id="c{channel.code}">{head}<span class="zwxxgk_bnt5"></span></h3><ul id="fd_list" style="background:#fff;border:1px solid #e4e4e4;">'
            f'<table width="100%" cellspacing="0" cellpadding="0" border="0"><tbody>{rows}</tbody></table></ul>'
        )
    return (
        f'<div class="xinxigongkai_con_left float"><div class="dl_nav01">{"".join(first)}</div>'
        f'<div class="dl_nav02"><div class="sideMenu">{"".join(middle)}</div></div><div class="dl_nav01">{"".join(last)}</div></div>'
    )


def _leaves(desk: Desk, channel: Channel) -> str:
    if channel.folded or not channel.children:
        return ""
    return f'<ul class="sanji">{"".join(f"<li>{_anchor(desk, leaf)}</li>" for leaf in channel.children)}</ul>'


def _page(
    desk: Desk, *, title: str, main: str, channel: Channel | None = None, document: Document | None = None
) -> str:
    identity = desk.identity
    crumbs, side = "", ""
    if channel is not None:
        trail = (*desk.trails[channel.code], channel)
        ways = "".join(f'&gt;<a href="{desk.link(part) or "javascript:;"}">{esc(part.name)}</a>' for part in trail)
        crumbs = f'<div class="location">当前位置：<a href="{desk.family.home_path}">首页</a>{ways}</div>'
        if any(part.role == "platform" for part in trail):
            side = _tree(desk)
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="X-UA-Compatible" content="IE=Edge">\n'
        f'{furniture.metas(identity, column=channel, document=document)}<meta name="others" content="页面生成时间 {desk.blueprint.today.isoformat()} 12:36:03">\n'
        f"<title>{esc(title)}</title>\n{furniture.STYLE}{furniture.SCRIPT}<!-- saved from url=(0014)about:internet --></head>\n<body>\n"
        f'<div class="header"><span class="fl" id="riqi">{furniture.today_line(desk.blueprint.today)}</span><a href="{desk.family.home_path}"><img src="/sp/xhtml/logo.png" alt="{esc(identity.place)}logo"></a>'
        f"{furniture.SEARCH}</div>\n{_menu(desk)}\n<!--共同页眉end-->\n<div class='main container'>{crumbs}{side}{main}</div>\n"
        f"<!--共同页脚start-->{furniture.friends(desk)}{furniture.footer(identity, desk)}</body>\n</html>\n"
    )


def _rows(desk: Desk, channel: Channel, documents: tuple[Document, ...], length: int) -> str:
    style = "md" if channel.years == "hidden" else "-"
    return "\n".join(
        f'<li><a href="{desk.document(channel, document)}" target="_blank" title="{esc(document.title)}"><p>{esc(cut(document.title, length))}</p></a>'
        f"<span>{shown_date(document.date, style)}</span></li>"
        for document in documents
    )


def _block(desk: Desk, channel: Channel, count: int) -> str:
    return (
        f'<div class="column"><div class="column-nav">{_anchor(desk, channel)}<a href="{desk.link(channel) or "#"}" style="float:right;">更多+</a></div>'
        f"<ul>{_rows(desk, channel, channel.documents[:count], 26)}</ul></div>"
    )


def _home(desk: Desk) -> str:
    news = desk.blueprint.menu[0]
    blocks = "".join(_block(desk, child, 7) for child in news.children)
    phone = "".join(_block(desk, child, 7) for child in news.children)
    quick = "".join(
        f"<li>{_anchor(desk, channel, head='<img src=/sp/xhtml/icon.png>')}</li>"
        for channel in (desk.blueprint.platform, *desk.blueprint.home_links)
    )
    main = f'<div class="pc">{blocks}</div><div class="newphone">{phone}</div><div class="zwgk"><ul>{quick}</ul></div>'
    return _page(desk, title=desk.identity.name, main=main)


def _hub(desk: Desk, channel: Channel) -> str:
    if channel.role in {"platform", "statutory", "group", "key-areas", "affairs"}:
        tiles = "".join(
            f'<li><a href="{desk.link(child)}"><img src="/sp/xhtml/images/icon/lft01.png"><span>{esc(child.name)}</span></a></li>'
            for child in channel.children
            if child.linked
        )
        main = f'<div class="fl"><ul class="lft-main">{tiles}</ul></div><div class="fr"><div class="fr-title"><span>{esc(channel.name)}</span></div></div>'
    else:
        main = "".join(_block(desk, child, 6) for child in channel.children)
    return _page(desk, title=f"{channel.name} - {desk.identity.name}", main=main, channel=channel)


def _listing(desk: Desk, channel: Channel, documents: tuple[Document, ...], page: int, pages: int) -> str:
    rows = _rows(desk, channel, documents, 36)
    pager = f"<script>createPageHTML('page_div',{pages}, {page},'zwgklist','shtml',{len(channel.documents)});</script>"
    notice = f'<div class="nodata">{desk.family.placeholder}</div>' if channel.state == "placeholder" else ""
    inner = f"<!--{rows}\n{pager}-->" if channel.code % 2 and documents else f"{rows}{pager}"
    main = (
        f'<div class="zwgk_right"><div class="fr-title"><span>{esc(channel.name)}</span></div><ul class="jytxxgklist">{inner}</ul>{notice}'
        '<div class="page_num"><div id="page_div"></div></div></div>'
    )
    return _page(desk, title=f"{channel.name} - {desk.identity.name}", main=main, channel=channel)


def _text(desk: Desk, channel: Channel) -> str:
    body = furniture.page_body(desk, channel)
    return _page(
        desk,
        title=f"{channel.name} - {desk.identity.name}",
        main=f'<div class="scroll_main" id="article">{body}</div>',
        channel=channel,
    )


def _article(desk: Desk, channel: Channel, document: Document) -> str:
    attachment = (
        f'<p><a href="{document.attachment}">附件：{esc(document.attachment_name)}</a></p>'
        if document.attachment
        else ""
    )
    day = document.date
    main = (
        f'<div class="content"><h2 class="title">{esc(document.title)}</h2><p class="laiyuan"><span>来源：{esc(document.fields["发布机构"])}</span>'
        f"<span>时间：{day.year}-{day.month:02d}-{day.day:02d} 10:{document.number % 60:02d}:00</span><span>浏览量：<i id='pv'></i></span></p>"
        f'{furniture.fields_table(document)}<div id="content_body">{furniture.paragraphs(document.paragraphs)}{attachment}</div></div>'
    )
    return _page(desk, title=f"{document.title}_{desk.identity.name}", main=main, channel=channel, document=document)


def _script_list(desk: Desk, channel: Channel) -> str:
    main = (
        f'<div class="zwgk_right"><div class="fr-title"><span>{esc(channel.name)}</span></div><ul class="jytxxgklist" id="list_box"></ul></div>'
        "<script>$.getJSON(searchApi, {channelId: window.cid, page: 1}, function (answer) { $.each(answer.data.results, function (i, row) "
        "{ $('#list_box').append('<li><a href=\"' + row.url + '\">' + row.title + '</a></li>'); }); });</script>"
    )
    return _page(desk, title=f"{channel.name} - {desk.identity.name}", main=main, channel=channel)


def _stub(target: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n    <meta charset="utf-8">\n<title>栏目跳转</title>\n</head>\n<body>\n<div style="display:none;">\n'
        f'    <p>跳转</p>\n    <p id="url">{target}</p>\n</div>\n<script>\n    (function(){{\n        var url = document.getElementById("url").innerText;\n'
        '        //console.log(url);\n      \twindow.open(url,"_self");\n    })();\n</script>\n</body>\n</html>\n'
    )


FAMILY = Family(
    name="cnumber",
    channel_path=_channel_path,
    document_path=_document_path,
    home=_home,
    hub=_hub,
    listing=_listing,
    text=_text,
    article=_article,
    script_list=_script_list,
    page_placeholder="内容更新中",
    form_action="/sp/ysqgk/submit.do",
    stub=_stub,
    page_size=20,
    home_path="/sp/index.shtml",
    entrance="stub",
    site_map_path="/sp/wzdt/wzdt.shtml",
    placeholder="暂无数据",
)
