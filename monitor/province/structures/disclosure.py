"""A city's disclosure platform of the TRS builder, after saved pages of one: a tree with an old copy in a comment.

The home page is the platform itself, and the city's other columns stand at the foot of every page. The tree's heads
are cut by ``<br>``; below 法定主动公开内容 an older copy of the same columns stands in comments that do not nest well.
Lists are tables with four columns, the pager is written by a script and stands rendered behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.province import furniture
from monitor.province.desk import Desk, Family
from monitor.province.furniture import esc, shown_date
from monitor.province.structures.filling import fill, leaves_and_branches

if TYPE_CHECKING:
    from monitor.province.values import Channel, Document

_CUT = 5
_BLOCKS = 3
_HEADER = (
    '<div class="body_l_bg"></div><div class="body_r_bg"></div><div class="f_w clearfix"><div class="w"><div class="header_szf"><div class="logo"><a href="/index.html"><img src="/images/logo.png"></a></div>'
    '<div class="lj"><img src="/images/d.png"><a href="http://www.gov.example/" target="_blank">中国政府网站</a>｜<a href="http://www.province.example/" target="_blank">省政府网站</a></div></div></div></div>\n'
    '<!--头部结束--><div class="sx-navs"><ul class="sx-list"><li><a href="/index.html">首页</a></li></ul></div>\n'
)


def _channel_path(channel: Channel, trail: tuple[Channel, ...], page: int) -> str:
    folder = "/" + "".join(f"{part.slug}/" for part in (*trail[-1:], channel))
    return folder if page == 1 else f"{folder}index_{page - 1}.html"


def _document_path(channel: Channel, trail: tuple[Channel, ...], document: Document) -> str:  # noqa: ARG001 - one folder for all
    return f"/gszbm/auto{channel.code}/{document.date:%Y%m}/t{document.date:%Y%m%d}_{document.number}.html"


def _cut(name: str) -> str:
    return f"{esc(name[:4])}<br>\n {esc(name[4:])}" if len(name) > _CUT else esc(name)


def _row(desk: Desk, channel: Channel) -> str:
    address = desk.link(channel)
    name = esc(channel.name)
    inner = f'<a href="{address}" target="_blank">{name}</a>' if address else f"<em>{name}</em>"
    return f"<li><span>·</span>{inner}</li>\n"


def _tree(desk: Desk) -> str:
    """The heads before, the trunk with its columns and their old copy, the heads after."""
    before, middle, after = "", "", ""
    for number, channel in enumerate(desk.blueprint.platform.children, start=1):
        address = desk.link(channel)
        if not channel.children:
            head = f'<h3><a href="{address}"><em class="zwxxgk_bnt{number}"></em>{_cut(channel.name)}</a></h3>\n'
            if middle:
                after += head
            else:
                before += head
            continue
        rows, old = "", ""
        for child in channel.children:
            rows += _row(desk, child)
            rows += "".join(_row(desk, leaf) for leaf in child.children if not child.folded)
            if desk.link(child):
                old += f'<li><span>·</span><a href="{desk.link(child)}" target="_blank">{esc(child.name)}</a></li> '
        link = f'<a href="{address}">' if address else '<a href="javascript:void(0)">'
        middle += (
            f'<h3>{link}<em class="zwxxgk_bnt3"></em> <div>{_cut(channel.name)}</div> </a> <span class="zwxxgk_bnt5"></span></h3> '
            f'<ul style="background:#fff;border:1px solid #e4e4e4;"> {rows}<!--{old}<!--<li><span>·</span><a href="/html/tjsj/" target="_blank">统计数据（旧）</a></li>--> </ul>\n'
        )
    return (
        f'<div class="dl_nav"> <div class="dl_nav01"> {before} </div> <div class="dl_nav02"> <div class="sideMenu"> {middle} </div> '
        '<script type="text/javascript"> $(".sideMenu ul li").each(function(index) { var strSrc = $(this).find("a:first").attr("href"); var IP = ""; if (strSrc.indexOf(IP) == -1&&strSrc.indexOf("javascript:") == -1) { $(this).find("a").attr("target", "_blank"); } }); </script> '
        '<script type="text/javascript"> var MenuType=false; $(".sideMenu>h3").click(function(){ if($(this).next("ul").is(":hidden")){ $(this).next("ul").slideDown().siblings("ul").slideUp(); } }) </script> </div> '
        f'<div class="dl_nav01"> {after} </div> </div>'
    )


def _page(
    desk: Desk, *, title: str, main: str, channel: Channel | None = None, document: Document | None = None
) -> str:
    menu = ""
    for top in desk.blueprint.menu:
        shown = [child for child in top.children if child.role != "item" or top.role in {"affairs", "platform"}]
        rows = "".join(
            f'<li> <a href="{desk.link(child)}" target="_blank">{esc(child.name)}</a> </li> '
            for child in shown
            if desk.link(child)
        )
        menu += f'<ul> <li class="first"> <a href="{desk.link(top)}">{esc(top.name)}</a> </li> {rows}</ul>\n'
    near = "".join(f'<option value="{address}"> {esc(name)} </option>' for name, address in desk.blueprint.neighbours)
    metas = ""
    if channel is not None:
        metas = "".join(
            f'<meta name="{name}"content="{esc(channel.name)}">\n'
            for name in ("ColumnName", "ColumnType", "ColumnDescription")
        )
    if document is not None:
        metas += f'<meta content="{esc(document.title)}" name="ArticleTitle">\n<meta content="{document.date.isoformat()} 09:21" name="PubDate">\n'
    return fill("disclosure_frame", desk.identity, title=esc(title), metas=metas, main=main, neighbours=near, menu=menu)


def _framed(desk: Desk, channel: Channel, right: str) -> str:
    """A page of the platform: the tree at the left."""
    return (
        '<div class="zwxxgk_bd"> <!--top--> <div class="zwxxgk_top"> <div class="zwxxgk_top1"><a href="/index.html"><img src="/images/top1.png"></a></div> <div class="zwxxgk_top2"><a href="/index.html"><img src="/images/top2.png"></a></div> </div> '
        f'<div class="zwxxgk_box"> <!-- --> <style> .inp1ss{{width:30px}} </style> {_tree(desk)} <div class="scroll_main" style="height:983px;"> <div class="scroll_wrap"> <div class="scroll_cont ScrollStyle" style=" height: 970px;"> '
        f'<!--<div class="scroll_tit"><span>市政府</span></div>--> <div class="scroll_tit"><span>{esc(channel.name)}</span></div> <div class="scroll_con"> {right} </div> </div> </div> </div> </div> </div>'
    )


def _ways(desk: Desk, channel: Channel) -> str:
    parts = "".join(
        f'-&gt;<a href="{desk.link(part) or "#"}" title="{esc(part.name)}" class="CurrChnlCls">{esc(part.name)}</a>'
        for part in (*desk.trails[channel.code], channel)
    )
    return f'<div class="sx-more1"><a href="/index.html" title="首页" class="CurrChnlCls">首页</a>{parts}</div>'


def _hub(desk: Desk, channel: Channel) -> str:
    leaves, branches = leaves_and_branches(channel)
    title = f"{desk.identity.name}-{channel.name}"
    if desk.in_platform(channel):
        organs = "".join(
            f'<li><a href="{desk.link(child)}" class="c-font1" target="_blank">{esc(child.name)}</a></li> '
            for child in (*leaves, *branches)
            if desk.link(child)
        )
        return _page(desk, title=title, main=_framed(desk, channel, f"<ul> {organs}</ul>"), channel=channel)
    blocks = ""
    for start in range(0, len(channel.children), _BLOCKS):
        group = channel.children[start : start + _BLOCKS]
        names = "".join(
            f'<a href="{desk.link(child)}" class="s2r-as" target="_blank">{esc(child.name)}</a>'
            for child in group
            if desk.link(child)
        )
        lists = "".join(f'<ul class="sx-c1-list list1">{_lines(desk, child)}</ul>' for child in group)
        below = "".join(_row(desk, leaf) for child in group for leaf in child.children)
        blocks += f'<div class="sx-c2-right"><!-- --><div class="sx-c2r-title clearFix">{names}</div>{lists}<ul class="sx-c2-list">{below}</ul></div>'
    main = f'{_HEADER}<div class="sx-width"><div class="sx-cot2 clearFix"><div class="sx-c1-title clearFix"><h1>{esc(channel.name)}</h1>{_ways(desk, channel)}</div>{blocks}</div></div>'
    return _page(desk, title=title, main=main, channel=channel)


def _lines(desk: Desk, channel: Channel, count: int = 5) -> str:
    return "".join(
        f'<li><img src="/images/sx-ds.jpg" alt=""> <a href="{desk.document(channel, document)}" target="_blank"><p>{esc(document.title)}</p></a><span>{document.date.isoformat()}</span></li> '
        for document in channel.documents[:count]
    )


def _pager(page: int, pages: int, count: int) -> str:
    current = page - 1
    script = (
        f'<script language="javascript"> var countnum= {count}; var currentPage={current}; var prevPage=currentPage-1 var nextPage=currentPage+1 var countPage={pages} var endPage=countPage-1 '
        'document.write("<a href=\\"index.html\\" target=\\"_self\\" >首页</a>&nbsp;&nbsp;"); if(countPage>1&&currentPage!=(countPage-1)) document.write("<a href=\\"index"+"_"+nextPage+"."+"html\\" target=\\"_self\\">下一页</a>&nbsp;&nbsp;"); </script>'
    )

    def address(number: int) -> str:
        return "index.html" if number == 0 else f"index_{number}.html"

    shown = '<a href="./" target="_self">首页</a>&nbsp;&nbsp;'
    back = "./" if current == 1 else address(current - 1)
    shown += (
        f'<a href="{back}" target="_self">上一页</a>&nbsp;&nbsp;'
        if current
        else '<span class="bg">上一页</span>&nbsp;&nbsp;'
    )
    for number in range(min(6, pages)):
        link = "./" if number == 0 else address(number)
        shown += (
            f'<span class="now">{number + 1}</span>&nbsp;&nbsp;'
            if number == current
            else f'<a href="{link}" target="_self" class="pnum">{number + 1}</a>&nbsp;&nbsp;'
        )
    last = pages - 1
    shown += (
        f'<a href="{address(current + 1)}" target="_self">下一页</a>&nbsp;&nbsp;'
        if current < last
        else '<span class="bg">下一页</span>&nbsp;&nbsp;'
    )
    if last:
        shown += f'<a href="{address(last)}" target="_self">尾页</a>'
    return f'<div class="page_box"> <!--<div class="lefttotal" style="color:#000000;">共有<span class="leftnum">0</span>条信息</div>--> <div class="page"> {script}{shown} </div> </div>'


def _listing(desk: Desk, channel: Channel, documents: tuple[Document, ...], page: int, pages: int) -> str:
    style = "md" if channel.years == "hidden" else "-"
    rows = "".join(
        f'<tr> <td height="35"><a href="{desk.document(channel, document)}" title="{esc(document.title)}"> {esc(document.title)} </a></td> '
        f'<td height="35">{document.fields["索引号"]}</td> <td height="35">{esc(document.fields["发布机构"])}</td> <td height="35">{shown_date(document.date, style)}</td> </tr> '
        for document in documents
    )
    notice = f"<p>{desk.family.placeholder}</p>" if channel.state == "placeholder" else ""
    table = (
        '<ul class="sx-c1-list list1" style="display:block;"> <div class="szbmtclb fl clearfix" style="width:100%;"> <table> <tbody><tr> <th width="47%" height="35">名称</th> <th width="21%" height="35">索引号</th> <th width="19%" height="35">发布机构</th> <th width="12%" height="35">发布日期</th> </tr> '
        f'{rows}</tbody></table> {notice}<div class="news-list"> <style type="text/css"> .page_box{{width:100%;margin:auto auto;color:#000000;}} .now{{padding-left:5px;padding-right:5px;}} </style> <div class="clear"></div> {_pager(page, pages, len(channel.documents))} <div class="clear"></div> </div> </div> </ul>'
    )
    title = f"{desk.identity.name}政府信息公开"
    if desk.in_platform(channel):
        return _page(desk, title=title, main=_framed(desk, channel, table), channel=channel)
    search = (
        '<div class="sx-c1-left1"> <!-- 搜索 --> <div class="ss1"> <form method="post" name="trssearchform" id="trssearchform" target="DataList" action="/govsearch/simp_gov_list.jsp"> <div class="rowOfSearchNew"> <input type="text" name="sword" id="sword" placeholder="请输入搜索内容..."> '
        '<select name="searchColumn" id="select"> <option value="all">全部</option> <option value="zhengwen">正文</option> </select> <span id="searchBtn" onclick="return executeSearch();">搜索</span> </div> </form> </div> </div>'
    )
    main = f'{_HEADER}<div class="sx-width"> <!-- 内容一 --> <div class="sx-cot1 clearFix"> {search} <div class="sx-c2-right1"> <div class="sx-c1-title clearFix"> <img src="/images/sx-blue.jpg" alt=""> <h1>{esc(channel.name)}</h1> <!--<a href="./" class="sx-more1">更多>></a>--> {_ways(desk, channel)} </div> {table} </div> </div> </div>'
    return _page(desk, title=title, main=main, channel=channel)


def _text(desk: Desk, channel: Channel) -> str:
    body = furniture.page_body(desk, channel)
    return _page(desk, title=f"{desk.identity.name}-{channel.name}", main=_framed(desk, channel, body), channel=channel)


def _article(desk: Desk, channel: Channel, document: Document) -> str:
    fields = list(document.fields.items())
    half = (len(fields) + 1) // 2

    def column(pairs: list[tuple[str, str]]) -> str:
        return " ".join(f"<p><strong>{esc(name)}</strong>：{esc(value)}</p>" for name, value in pairs)

    attachment = (
        f'<p><a href="./{document.attachment}">{esc(document.attachment_name)}</a></p>' if document.attachment else ""
    )
    main = (
        f'{_HEADER}<div class="bggggg"></div> <div class="container content" style=" margin-top:0px;"> <div class="top cf"> <div class="top-l fl"> <p><strong>名称</strong>：{esc(document.title)}</p> {column(fields[:half])} <!--<p><strong>主题词</strong>：</p>--> </div> '
        f'<div class="top-r fr"> {column(fields[half:])} <p style="height: 40px;"></p> <!--<p><strong>有效期</strong>：</p>--> </div> <div style="clear: both;"></div> </div> '
        f'<div class="content_text"><h3 style="text-align:center">{esc(document.title)}</h3><div class="TRS_Editor">{furniture.paragraphs(document.paragraphs)}</div>{attachment}</div> </div>'
    )
    return _page(desk, title=document.title, main=main, channel=channel, document=document)


def _home(desk: Desk) -> str:
    platform = desk.blueprint.platform
    tiles = "".join(
        f'<li> <div class="su-l1"> <div class="sx-tp"></div> </div> <div class="su-l2"><a href="{desk.link(channel)}" target="_blank">{esc(channel.name)}</a></div> </li> '
        for channel in (platform, *platform.children, *desk.blueprint.home_links)
        if desk.link(channel)
    )
    news = desk.blueprint.menu[0].children
    names = "".join(
        f'<a href="{desk.link(child)}" class="s2r-as" target="_blank">{esc(child.name)}</a>' for child in news[:_BLOCKS]
    )
    lists = "".join(f'<ul class="sx-c1-list list1">{_lines(desk, child)}</ul>' for child in news[:_BLOCKS])
    main = (
        f'{_HEADER}<div class="sx-width"> <!-- 内容一 --> <div class="sx-cot1 clearFix"> <!-- 左边块 --> <div class="sx-c1-left"> <div class="sx-sos clearFix"> <form id="schform"> <input class="blinput" id="keyword"> <button>搜索</button> </form> </div> '
        f'<ul class="sx-uls"> <!--<li> <div class="su-l1"> <div class="sx-tp"></div> </div> <div class="su-l2"><a href="/szzc/zwl/" target="_blank">领导分工（旧）</a></div> </li>--> {tiles}</ul> </div> <!-- 右边块 --> '
        f'<div class="sx-c1-right"> <div class="sx-c1-title clearFix"> <img src="/images/sx-blue.jpg" alt=""> <a href="{desk.link(news[0])}"> <h1>近期信息公开</h1> </a> <a href="" class="sx-more1">更多&gt;&gt;</a> </div> <ul class="sx-c1-list"> {_lines(desk, news[0], 8)} </ul> </div> </div> '
        f'<div class="sx-cot2 clearFix"><div class="sx-c2-right"> <div class="sx-c2r-title clearFix"> {names} <a href="{desk.link(news[0])}" class="sx-c2-more">更多&gt;&gt;</a> </div> {lists} </div> </div> </div>'
    )
    return _page(desk, title=f"{desk.identity.place}政府信息公开", main=main)


def _script_list(desk: Desk, channel: Channel) -> str:
    right = (
        '<ul class="sx-c1-list"><table id="grid"></table><div id="pager" style="height:35px;"></div></ul><script> $("#grid").jqGrid({url: base + "affairs/list", datatype: "json", '
        'colModel: [{label: "名称", name: "name"}], pager: "#pager"}); </script>'
    )
    return _page(
        desk, title=f"{desk.identity.name}-{channel.name}", main=_framed(desk, channel, right), channel=channel
    )


FAMILY = Family(
    name="disclosure",
    channel_path=_channel_path,
    document_path=_document_path,
    home=_home,
    hub=_hub,
    listing=_listing,
    text=_text,
    article=_article,
    script_list=_script_list,
    page_size=20,
    home_path="/index.html",
    site_map_path="/wzdt/index.html",
    placeholder="暂无信息",
    page_placeholder="内容正在整理中",
)
