"""A prefecture's portal of the Visual SiteBuilder, after saved pages of one: menus that drop down, lists in tables.

Lists stand in tables below a search form; the pager names the page in a query (``a215520t=3&a215520p=2``) and its
buttons are spans where they lead nowhere; the hub prints the columns of a box as tabs over their lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.province import furniture
from monitor.province.desk import Desk, Family
from monitor.province.furniture import cut, esc, shown_date
from monitor.province.structures.filling import fill, leaves_and_branches, office_text

if TYPE_CHECKING:
    from monitor.province.values import Channel, Document

_TABS = 4
_TABS_SCRIPT = """<script> $("#Standard1 li").mouseenter(function(){ $("#Standard1 li").removeClass("lc"); $(this).addClass("lc");
$("#try1 .try1").eq($(this).index()).show().siblings().hide(); }); </script>"""
_CELL = "cursor: hand;FONT-SIZE: 14px; COLOR: #000;font-weight:bold; POSITION: relative; TEXT-DECORATION: none"
_HEAD = "BACKGROUND: #f6f6f6; POSITION: relative; FONT-FAMILY: 宋体; HEIGHT: 32px; COLOR: #014a84; FONT-SIZE: 16px; FONT-WEIGHT: bold"


def _channel_path(channel: Channel, trail: tuple[Channel, ...], page: int) -> str:
    if page == 1:
        return "/" + "/".join(part.slug for part in (*trail[-2:], channel)) + ".htm"
    pages = max(1, -(-len(channel.documents) // FAMILY.page_size))
    folder = "/".join(part.slug for part in trail[-1:]) or "list"
    query = (
        f"a215520t={pages}&a215520p={page}&a215520c={FAMILY.page_size}&urltype=tree.TreeTempUrl&wbtreeid={channel.code}"
    )
    return f"/{folder}.jsp?{query}"


def _document_path(channel: Channel, trail: tuple[Channel, ...], document: Document) -> str:  # noqa: ARG001 - flat numbering
    return f"/info/{channel.code}/{document.number}.htm"


def _anchor(desk: Desk, channel: Channel) -> str:
    address = desk.link(channel)
    if address is None:
        return f"<span>{esc(channel.name)}</span>"
    return f'<a href="{esc(address)}" title="{esc(channel.name)}">{esc(channel.name)}</a>'


def _menu(desk: Desk) -> str:
    rows = []
    for number, top in enumerate(desk.blueprint.menu, start=2):
        shown = [child for child in top.children if child.role != "item" or top.role in {"affairs", "platform"}]
        below = "".join(f"<li> {_anchor(desk, child)} </li>" for child in shown)
        drop = f'<ul class="item2"> {below} </ul>' if below else ""
        rows.append(f'<li class="item item{number}">{_anchor(desk, top)} {drop}</li>')
    return "\n".join(rows)


def _page(
    desk: Desk, *, main: str, channel: Channel | None = None, document: Document | None = None, scripts: str = ""
) -> str:
    metas, title = "", desk.identity.name
    if channel is not None:
        title = f"{document.title if document else channel.name}-{desk.identity.name}"
        top = (*desk.trails[channel.code], channel)[0]
        metas = (
            f'<meta name="ColumnName" content="{esc(channel.name)}"><meta name="ColumnType" content="{esc(top.name)}">'
            f'<meta name="ColumnDescription" content="{esc(channel.name)}"><meta name="ColumnKeywords" content="{esc(channel.name)}，专员，信箱">'
        )
    if document is not None:
        metas += f'<meta name="ArticleTitle" content="{esc(document.title)}"><meta name="PubDate" content="{document.date.isoformat()} 12:11:42">'
    hot = " ".join(
        f'<a href="{desk.link(top)}" title="" onclick="_addDynClicks(&#34;wburl&#34;, 1512064483, {46538 + number})">{esc(top.name[:2])}</a>'
        for number, top in enumerate(desk.blueprint.menu[:4])
    )
    near = "".join(f'<a href="{address}">{esc(name)}</a> ' for name, address in desk.blueprint.neighbours)
    return fill(
        "prefecture_frame",
        desk.identity,
        title=esc(title),
        metas=metas,
        hot=hot,
        menu=_menu(desk),
        main=main,
        neighbours=near,
        scripts=scripts,
    )


def _lists(desk: Desk, channel: Channel, right: str) -> str:
    """The frame of every list and article: the columns beside it, the way to it, and what it holds."""
    trail = desk.trails[channel.code]
    above = trail[-1] if trail else channel
    beside = "".join(
        f"<li{' class=active' if child.code == channel.code else ''}> {_anchor(desk, child)} </li>"
        for child in above.children
    )
    ways = " >> ".join(f'<a href="{esc(desk.link(part) or "")}">{esc(part.name)}</a>' for part in (*trail, channel))
    return (
        f'<!--列表-->\n<div class="newsCenter"> <div class="lsitCon clearfix"> <div class="lc-l fl"> <div class="lctit"> <h2>{esc(above.name)}</h2> <ul> {beside} </ul> </div> </div>'
        f'<div class="lc-r fr"> <div class="lc-r-tit clearfix"> <h3>{esc(channel.name)}</h3> <div> 当前位置: <a href="/index.htm">网站首页</a> >> {ways} </div> </div> {right} </div> </div> </div>'
    )


def _pager(desk: Desk, channel: Channel, page: int, pages: int) -> str:
    def button(name: str, target: int, *, on: bool) -> str:
        kind = "Next" if name in {"下页", "尾页"} else "Prev"
        if not on:
            return f'<span class="{kind}Disabled">{name}</span>'
        return f'<a class="{kind}" href="{esc(desk.path(channel, target))}">{name}</a>'

    buttons = (
        button("首页", 1, on=page > 1)
        + button("上页", page - 1, on=page > 1)
        + button("下页", page + 1, on=page < pages)
        + button("尾页", pages, on=page < pages)
    )
    return (
        f"<script>function formname215520a_gopage_fun(){{_simple_list_gotopage_fun({pages},'formname215520aGOPAGE',1)}}</script>"
        '<tr><td colspan="10"><table cellspacing="0" class="headStyle486vzqbs5e" width="100%" cellpadding="1"><tr valign="middle">'
        f'<td id="fanye215520" nowrap align="left">共{len(channel.documents)}条&nbsp;&nbsp;{page}/{pages}&nbsp;</td><td><div> {buttons} '
        "<input type='button' class='defaultButtonStyle' id='gotopagebut' value='转到' onclick=\"javascript:formname215520a_gopage_fun()\">"
        "<input size=2 class='defaultInputStyle' name='formname215520aGOPAGE' id='formname215520aGOPAGE' value=''>页</div></td></tr></table></td></tr>"
    )


def _listing(desk: Desk, channel: Channel, documents: tuple[Document, ...], page: int, pages: int) -> str:
    style = "md" if channel.years == "hidden" else "-"
    rows = "".join(
        '<tr align="center"> <td align="left" nowrap="nowrap" style="padding-left:30px"> '
        f'<a href="{desk.document(channel, document)}" style="text-decoration: none;"> <span style="{_CELL}"> {esc(document.title)} </span> </a> </td> '
        f'<td align="center" nowrap="nowrap"> {shown_date(document.date, style)} </td> '
        '<td align="center" nowrap="nowrap"> <span style="FONT-SIZE: 9pt; COLOR: #014a84; FONT-FAMILY: 宋体"> 已发布 </span> </td> </tr>'
        for document in documents
    )
    notice = f"<p>{desk.family.placeholder}</p>" if channel.state == "placeholder" else ""
    right = (
        f'<div class="souSuo"><form name="search215521a" method="post" action="/cx.jsp?wbtreeid={channel.code}" style="display: inline;"><div class="searchPlaceholder"> 标题：<span><input type="text" name="wbtitle" class="placeholder"></span> <span> <input type="submit" value="搜索"></span> </div></form></div>'
        '<div class="souSuo"> <form method="post" id="formname215520a" name="formname215520a" style="display: inline;"> <div class="govitemcontentc215520"> '
        f'<table style="FONT-SIZE: 9pt; COLOR: #6f6f6f; FONT-FAMILY: 宋体;word-break:break-all" cellspacing="0" cellpadding="5" width="100%" border="0"> <tr style="{_HEAD}"> <td align="center">标题</td> <td align="center">时间</td> <td align="center">状态</td> </tr> '
        f"{rows} {_pager(desk, channel, page, pages)} </table> </div> </form> {notice} </div>"
    )
    return _page(desk, main=_lists(desk, channel, right), channel=channel)


def _boxes(desk: Desk, columns: list[Channel]) -> str:
    """Names over their newest entries, four to a box; only one list of a box is shown."""
    parts = []
    for start in range(0, len(columns), _TABS):
        group = columns[start : start + _TABS]
        number = start // _TABS + 1
        names = "".join(
            f"<li{' class=lc' if child is group[0] else ''}> {_anchor(desk, child)} </li>" for child in group
        )
        lists = "".join(
            '<div class="try1"><ul>'
            + "".join(
                f'<li><a href="{desk.document(child, document)}">{esc(cut(document.title, 36))}<span>{document.date.isoformat()}</span></a></li>'
                for document in child.documents[:5]
            )
            + "<script>_showDynClickBatch(['dynclicks_u9_45756'],[45756],\"wbnews\", 1512064483)</script></ul></div>"
            for child in group
        )
        parts.append(
            f'<div class="planning"><ul class="Standard clearfix" id="Standard{number}">{names}</ul><div class="try" id="try{number}">{lists}</div></div>'
        )
    return "".join(parts)


def _hub(desk: Desk, channel: Channel) -> str:
    leaves, branches = leaves_and_branches(channel)
    sides = ("fl", "fr")
    names = "".join(
        f'<li class="{sides[number % 2]}"> {_anchor(desk, child)} </li>'
        for number, child in enumerate(channel.children)
    )
    plans = ""
    for branch in branches:
        below = "".join(f"<li> {_anchor(desk, child)} </li>" for child in branch.children if not branch.folded)
        address = desk.link(branch)
        more = f'<div class="reformMore"><a href="{address}">MORE+</a></div>' if address else ""
        plans += f'<div class="planRight fr"><h4 class="clearfix"><span class="fl">{esc(branch.name)}</span>{more}</h4><div class="reform"><ul class="clearfix">{below}</ul></div></div>'
    lists = [child for child in leaves if child.documents and desk.link(child)]
    main = (
        f'<div class="areas"><div class="middle clearfix"><div class="areasRight fr"><h4 class="clearfix"><span class="fl"></span><a href="javascript:;">{esc(channel.name)}</a></h4><ul class="clearfix">{names}</ul></div></div></div>\n'
        f'<div class="plan"><div class="middle clearfix"><div class="planLeft fl">{_boxes(desk, lists)}</div>{plans}</div></div>'
    )
    return _page(desk, main=main, channel=channel, scripts=_TABS_SCRIPT)


def _text(desk: Desk, channel: Channel) -> str:
    body = furniture.page_body(desk, channel)
    return _page(
        desk,
        main=_lists(desk, channel, f'<div class="souSuo"><div id="vsb_content">{body}</div></div>'),
        channel=channel,
    )


def _article(desk: Desk, channel: Channel, document: Document) -> str:
    attachment = ""
    if document.attachment:
        attachment = f'<p>附件【<a href="{document.attachment}" target="_blank">{esc(document.attachment_name)}</a>】已下载<span id="nattach2">12</span>次</p>'
    text = office_text(document.paragraphs)
    day = document.date
    right = (
        f'<div class="souSuo"><form name="_newscontent_fromname"><h2 align="center">{esc(document.title)}</h2>'
        f'<div align="center">{day.year}年{day.month:02d}月{day.day:02d}日 12:11&nbsp;&nbsp;来源：{esc(document.fields["发布机构"])}&nbsp;&nbsp;点击：[<script>_showDynClicks("wbnews", 1512064483, {document.number})</script>]</div>'
        f'{furniture.fields_table(document)}<div id="vsb_content"><div class="v_news_content">{text}</div></div>{attachment}</form></div>'
    )
    return _page(desk, main=_lists(desk, channel, right), channel=channel, document=document)


def _home(desk: Desk) -> str:
    columns = desk.blueprint.menu[0].children
    first = columns[0].documents[0]
    names = "".join(
        f'<li{" class=focus1" if child is columns[0] else ""}><a href="javascript:;">{esc(child.name)}</a></li>'
        for child in columns
    )
    lists = "".join(
        "<ul>"
        + "".join(
            f'<li><a href="{desk.document(child, document)}">{esc(cut(document.title, 30))}<span>{document.date.isoformat()}</span></a></li>'
            for document in child.documents[:7]
        )
        + "</ul>"
        for child in columns
    )
    quick = "".join(
        f'<li class="fl">{_anchor(desk, channel)}</li>'
        for channel in (desk.blueprint.platform, *desk.blueprint.home_links)
    )
    main = (
        f'<div class="work"><h1><a href="{desk.document(columns[0], first)}">{esc(first.title)}</a></h1><p>{esc(first.lead)}</p></div>'
        f'<div class="news clearfix"><div class="county fr"><ul class="countyFocus clearfix">{names}</ul><div class="focusNews">{lists}<!-- --></div></div></div>'
        f'<div class="areasRight fr"><h4 class="clearfix"><span class="fl"></span><a href="javascript:;">政府信息公开</a></h4><ul class="clearfix">{quick}</ul></div>'
    )
    return _page(desk, main=main)


def _script_list(desk: Desk, channel: Channel) -> str:
    right = (
        '<div class="souSuo"><ul id="newsList"></ul></div><script>$.ajax({url: listApi + treeId, success: function (data) { '
        "$.each(data.list, function (i, row) { $('#newsList').append('<li><a href=\"' + row.url + '\">' + row.title + '</a></li>'); }); }});</script>"
    )
    return _page(desk, main=_lists(desk, channel, right), channel=channel)


FAMILY = Family(
    name="prefecture",
    channel_path=_channel_path,
    document_path=_document_path,
    home=_home,
    hub=_hub,
    listing=_listing,
    text=_text,
    article=_article,
    script_list=_script_list,
    page_size=15,
    home_path="/index.htm",
    site_map_path="/wzdt.htm",
    placeholder="暂无内容",
    page_placeholder="栏目正在建设中",
    form_action="/ysq.jsp?urltype=apply&wbtreeid=1047",
    not_found="dressed",
)
