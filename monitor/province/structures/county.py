"""A county's portal of the c-number builder, after saved pages of one: tabs whose names lead nowhere, a hub of boxes.

The name of a tab is ``javascript:;`` and the column's address hangs on the 更多>> beside it; lists carry a
``createPageHTML`` of six arguments inside the ``ul``; articles stand in a frame of another make.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from monitor.province import furniture
from monitor.province.desk import Desk, Family
from monitor.province.furniture import esc, shown_date
from monitor.province.structures.filling import fill, leaves_and_branches, office_text

if TYPE_CHECKING:
    from monitor.province.values import Channel, Document

_TABS = 3
_FIXED = frozenset({"page", "form"})
_FUNC = """<script> //非一级页面导航nav添加on
function func6(arg,arg1){ var lmcode = $.trim($(arg1).text()); $(arg).each(function() { var lmmc = $.trim($(this).find("a").find("span").text());
if(lmcode.indexOf(lmmc) != -1) { $(this).find("a").addClass('on').siblings().find("a").removeClass('on'); } }); } func6('.fl-main li','.crumbs');
</script>"""


def _channel_path(channel: Channel, trail: tuple[Channel, ...], page: int) -> str:
    suffix = f"_{page}" if page > 1 else ""
    if channel.kind == "hub":
        return f"/lx/c{channel.code}/{channel.slug}{suffix}.shtml"
    above = trail[-1].slug if trail else "wzsy"
    return f"/lx/{above}/{channel.slug}{suffix}.shtml"


def _document_path(channel: Channel, trail: tuple[Channel, ...], document: Document) -> str:  # noqa: ARG001 - flat numbering
    name = hashlib.md5(f"{channel.code}:{document.number}".encode(), usedforsecurity=False).hexdigest()
    return f"/lx/c{channel.code}/{document.date:%Y%m}/{name}.shtml"


def _anchor(desk: Desk, channel: Channel, inner: str | None = None) -> str:
    address = desk.link(channel)
    text = inner or esc(channel.name)
    return f"<p>{text}</p>" if address is None else f'<a href="{address}">{text}</a>'


def _page(
    desk: Desk, *, main: str, channel: Channel | None = None, document: Document | None = None, scripts: str = ""
) -> str:
    menu = "\n".join(
        f'\t\t\t<li class="{top.slug}"><a href="{desk.link(top)}">\n\t\t\t\t<span></span>\n\t\t\t\t{esc(top.name)}\n\t\t\t</a></li>'
        for top in desk.blueprint.menu
    )
    metas = ""
    if channel is not None:
        names = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
        metas = "".join(f'<meta name="{name}" content="{esc(channel.name)}">\n' for name in names)
    if document is not None:
        metas += f'<meta name="ArticleTitle" content="{esc(document.title)}">\n<meta name="PubDate" content="{document.date.isoformat()} 10:02:11">\n'
    near = "".join(
        f' <li> <a href="{address}" target="_blank">{esc(name)}</a> </li>'
        for name, address in desk.blueprint.neighbours
    )
    return fill(
        "county_frame",
        desk.identity,
        metas=metas,
        today=desk.blueprint.today.isoformat(),
        title=esc(document.title if document else f"{desk.identity.name}网"),
        menu=menu,
        main=main,
        neighbours=near,
        scripts=scripts,
    )


def _crumbs(desk: Desk, channel: Channel) -> str:
    ways = "".join(
        f"&nbsp;/&nbsp;<a href='{desk.link(part) or 'javascript:;'}' target=\"_blank\">{esc(part.name)}</a>"
        for part in desk.trails[channel.code]
    )
    return (
        '<div class="crumbs hidd"> <img src="/lx/xhtml/images/icon/dqwz.png"> <span>您当前所在位置：</span> '
        f"<a href='/index.html' target=\"_blank\">首页</a>{ways}&nbsp;/&nbsp;<span>{esc(channel.name)}</span> </div>"
    )


def _rows(desk: Desk, channel: Channel, documents: tuple[Document, ...], *, date_first: bool) -> str:
    style = "md" if channel.years == "hidden" else "-"
    rows = []
    for document in documents:
        title, day = f"<p>{esc(document.title)}</p>", f"<span>{shown_date(document.date, style)}</span>"
        rows.append(
            f'<li> <a href="{desk.document(channel, document)}" target="_blank"> {day + title if date_first else title + day} </a> </li>'
        )
    return "\n".join(rows)


def _tabs(desk: Desk, columns: list[Channel], name: str) -> str:
    """Three lists behind tabs: the name of a tab is a script, the address hangs on 更多>>."""
    marks = [' class="dis"', *[""] * (len(columns) - 1)]
    names = "".join(
        f'<li{mark}><a href="javascript:;">{esc(child.name)}</a></li>'
        for mark, child in zip(marks, columns, strict=True)
    )
    more = "".join(
        f'<span{mark}><a href="{desk.link(child) or "javascript:;"}" target="_blank">更多&gt;&gt;</a></span>'
        for mark, child in zip(marks, columns, strict=True)
    )
    lists = "".join(
        f"<ul{mark}>{_rows(desk, child, child.documents[:6], date_first=True)}<!-- --></ul>"
        for mark, child in zip(marks, columns, strict=True)
    )
    return f'<div class="{name}"><ul class="msg-nav">{names}</ul><div class="msg-more">{more}</div><div class="msg-lists">{lists}</div></div>'


def _tiles(desk: Desk, channel: Channel) -> str:
    """The columns beside this one, each with its picture."""
    cells = []
    for child in channel.children:
        address = desk.link(child)
        text = f'<img src="/lx/xhtml/images/icon/lft01.png"> <span>{esc(child.name)}</span>'
        cells.append(f'<li> <a href="{address}"> {text} </a> </li>' if address else f"<li> {text} </li>")
    return f'<div class="fl"> <div class="fl-title"> <p>{esc(channel.name)}</p> </div> <ul class="fl-main"> {" ".join(cells)} </ul> </div>'


def _details(desk: Desk, channel: Channel, right: str) -> str:
    trail = desk.trails[channel.code]
    left = _tiles(desk, trail[-1] if trail else channel)
    return (
        f'<div class="main"> <div class="container"> {_crumbs(desk, channel)} <div class="details hidd"> {left} '
        f'<div class="fr"> <div class="fr-title"> <span>{esc(channel.name)}</span> </div> {right} </div> </div> </div> </div>'
    )


def _hub(desk: Desk, channel: Channel) -> str:
    leaves, branches = leaves_and_branches(channel)
    fixed = [child for child in leaves if child.kind in _FIXED or not child.linked or not child.documents]
    lists = [child for child in leaves if child not in fixed]
    ruled = "".join(f"<li>{_anchor(desk, child)}</li>" for child in fixed)
    left = f'<div class="gkbz"><div class="gkbz-nav"><p>公开保障</p></div><ul class="gkbz-lists"><!-- -->{ruled}</ul></div>'
    for branch in branches:
        below = "".join(f"<li>{_anchor(desk, child)}</li>" for child in branch.children if not branch.folded)
        address = desk.link(branch)
        more = f'<a href="{address}">更多+</a>' if address else ""
        left += f'<div class="xxgk"><div class="xxgk-nav">{esc(branch.name)}{more}</div><ul class="xxgk-lists">{below}</ul></div>'
    boxes = ("tggs", "rsxx", "jdhy")
    right = "".join(
        _tabs(desk, lists[start : start + _TABS], boxes[start // _TABS % len(boxes)])
        for start in range(0, len(lists), _TABS)
    )
    main = f'<div class="main"> <div class="container"> <!-- --> <div class="main-lf">{left}</div> <!-- --> <div class="main-rf">{right}</div> </div> </div>'
    return _page(desk, main=main, channel=channel)


def _listing(desk: Desk, channel: Channel, documents: tuple[Document, ...], page: int, pages: int) -> str:
    rows = _rows(desk, channel, documents, date_first=False)
    notice = f"<p>{desk.family.placeholder}</p>" if channel.state == "placeholder" else ""
    pager = (
        '<script type="text/javascript" src="/lx/xhtml/js/page.js"></script>'
        f"<script>createPageHTML('page_div',{pages}, {page},'{channel.slug}','shtml',{len(channel.documents)});</script>"
    )
    right = f'<ul class="fr-main"> {rows} {pager} </ul>{notice} <div class="page_num"> <div id="page_div"></div> </div>'
    return _page(desk, main=_details(desk, channel, right), channel=channel, scripts=_FUNC)


def _text(desk: Desk, channel: Channel) -> str:
    body = furniture.page_body(desk, channel)
    main = (
        f'<div class="main"> <div class="container"> {_crumbs(desk, channel)} <div class="details"> <div class="d_top"> <!-- <h2> {esc(channel.name)} </h2>--> </div> '
        f'<div class="d_center"> {body} </div> </div> </div> </div>'
    )
    return _page(desk, main=main, channel=channel, scripts=_FUNC)


def _live(desk: Desk, channel: Channel) -> str:
    """One head of the tree beside an article, with the columns that unfold below it."""
    icons = '<img class="icon_img off" src="/lx/xhtml/off.png"><img class="icon_img on" src="/lx/xhtml/on.png">'
    if not channel.children:
        return f'<li class="xxgk_live1"><a href="{desk.link(channel) or "javascript:;"}">{icons}<span>{esc(channel.name)}</span></a></li>'
    below = "".join(
        f'<li class="xxgk_live2">{_anchor(desk, child)}</li>' for child in channel.children if not channel.folded
    )
    return f'<li class="xxgk_live1 live_icon"><a href="javascript:;">{icons}<span>{esc(channel.name)}</span></a><ul class="fd_children">{below}</ul></li>'


def _article(desk: Desk, channel: Channel, document: Document) -> str:
    attachment = (
        f'<p><a href="{document.attachment}">附件：{esc(document.attachment_name)}</a></p>'
        if document.attachment
        else ""
    )
    text = office_text(document.paragraphs)
    platform = desk.blueprint.platform
    tree = "".join(_live(desk, child) for child in platform.children)
    known = json.dumps(
        [{"level": 4, "childChannels": [], "name": child.name} for child in platform.children], ensure_ascii=False
    )
    main = (
        f'<div class="xxgk_header"><a href="/index.html">{esc(desk.identity.name)}<img src="/lx/xhtml/jt.png"></a><h1>政府信息公开</h1></div>\n'
        '<div id="gknbxq_container" class="zfxxgk_container"><div class="zfxxgk_search"><div class="search_box"><input id="search_input" placeholder="请输入关键词"><button><img src="/lx/xhtml/ss.png"></button></div></div>'
        f'<div class="zfxxgk_box"><div class="zfxxgk_left"><ul>{tree}</ul></div><script> var allChanel = {known}; </script>'
        f'<div id="zfxxgk_gknbxq" class="zfxxgk_right"><div id="gknbxq_box"><div class="gknbxq_top"><h2>{esc(document.title)}</h2>'
        f'<p>发布时间：{document.date.isoformat()}   浏览次数：<span id="vive"></span>【字体：<a href="javascript:void(0);">大</a> <a href="javascript:void(0);">中</a> <a href="javascript:void(0);">小</a>】</p></div>'
        f'<div class="gknbxq_detail">{furniture.fields_table(document)}<p></p>{text}{attachment}<p></p></div></div><div id="scroll" class="scroll"><div class="scrollbtn"></div></div></div></div></div>'
    )
    return _page(desk, main=main, channel=channel, document=document)


def _news(desk: Desk, columns: tuple[Channel, ...]) -> str:
    """Lists behind tabs as the portal prints them, each row with its date cut into two labels."""
    names = "".join(f'<li><a href="javascript:">{esc(child.name)}</a><span></span></li>' for child in columns)
    more = "".join(
        f'<span class="more more_water more_hide2"><a href="{desk.link(child)}">更多<i></i></a></span>'
        for child in columns
    )
    lists = "".join(
        '<div class="yaowen_list"><ul><!-- -->'
        + "".join(
            f'<li class="new_desc"><span class="font_time"><label class="font_time_lab1">{document.date:%d}</label><label class="font_time_lab2">{document.date:%Y-%m}</label></span>'
            f'<a href="{desk.document(child, document)}">{esc(document.title)}</a></li>'
            for document in child.documents[:7]
        )
        + f'</ul><div class="more_news"><a href="{desk.link(child)}">更多&gt;&gt;<i></i></a></div></div><!-- -->'
        for child in columns
    )
    return f'<div class="tbody_right_one"><ul>{names}</ul>{more}</div>{lists}'


def _home(desk: Desk) -> str:
    columns = desk.blueprint.menu[0].children
    first = columns[0].documents[0]
    quick = "".join(
        f"<li>{_anchor(desk, channel)}</li>" for channel in (desk.blueprint.platform, *desk.blueprint.home_links)
    )
    phone = f'<div class="newphone">{_news(desk, columns)}</div>'
    main = (
        f'<div class="container_one"><div class="container one_body_title"><p class="body_title_h"><a href="{desk.document(columns[0], first)}">{esc(first.title)}</a></p>'
        f'<p class="body_body_b">{esc(first.lead)}<a href="{desk.document(columns[0], first)}">【详细】</a></p></div>'
        f'<div class="container two_body_container"><div class="two_body_right">{_news(desk, columns)}</div></div><div class="zwgk"><ul>{quick}</ul></div>{phone}</div>'
    )
    return _page(desk, main=main)


def _script_list(desk: Desk, channel: Channel) -> str:
    right = (
        '<ul class="fr-main" id="channelList"></ul><script>$.getJSON(searchApi, {channelId: window.cid, page: 1}, function (answer) { '
        "$.each(answer.data.results, function (i, row) { $('#channelList').append('<li><a href=\"' + row.url + '\">' + row.title + '</a></li>'); }); });</script>"
    )
    return _page(desk, main=_details(desk, channel, right), channel=channel, scripts=_FUNC)


def _stub(target: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n    <meta charset="utf-8">\n    <title>Title</title>\n</head>\n<body>\n<div style="display:none">\n'
        f'    <p id="url">{target}</p>\n</div>\n<script>\n    (function(){{\n        var url = document.getElementById("url").innerText;\n'
        '        window.open(url,"_self");\n    })();\n</script>\n</body>\n</html>\n'
    )


FAMILY = Family(
    name="county",
    channel_path=_channel_path,
    document_path=_document_path,
    home=_home,
    hub=_hub,
    listing=_listing,
    text=_text,
    article=_article,
    script_list=_script_list,
    stub=_stub,
    page_size=20,
    home_path="/index.html",
    entrance="same",
    site_map_path="/lx/wzdt/wzdt.shtml",
    placeholder="暂无数据",
    page_placeholder="栏目建设中",
    form_action="/lx/ysqgk/submit.do",
)
"""Rebuilt from pages of a county's portal, a list, a text, an article and the portal of its neighbour."""
