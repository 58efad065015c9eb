"""A bureau's site of the TRS builder, after saved pages of one: every entry linked twice, columns behind pictures.

``<a><a>`` nested, dates before titles and out of order with their addresses, a pager of its own that a script writes,
a way to the page in plain text, articles whose words are cut through by ``span`` and ``font``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.province import furniture
from monitor.province.desk import Desk, Family
from monitor.province.furniture import esc, shown_date
from monitor.province.structures.filling import fill, office_text

if TYPE_CHECKING:
    from monitor.province.values import Channel, Document


def _channel_path(channel: Channel, trail: tuple[Channel, ...], page: int) -> str:
    folder = "/" + "".join(f"{part.slug}/" for part in (*trail[-2:], channel))
    return f"{folder}index.html" if page == 1 else f"{folder}index_{page - 1}.html"


def _document_path(channel: Channel, trail: tuple[Channel, ...], document: Document) -> str:
    """The day in the address is often a later one than the day that is shown."""
    folder = _channel_path(channel, trail, 1).rpartition("/")[0]
    return f"{folder}/{document.date:%Y}12/t{document.date:%Y}1216_{document.number}.html"


def _anchor(desk: Desk, channel: Channel) -> str:
    address = desk.link(channel)
    return esc(channel.name) if address is None else f'<a href="{address}">{esc(channel.name)}</a>'


def _page(
    desk: Desk, *, main: str, channel: Channel | None = None, document: Document | None = None, pager: bool = False
) -> str:
    names = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
    metas = "".join(f'<meta name="{name}" content="{esc(channel.name)}">\n' for name in names) if channel else ""
    metas += f'<meta name="ArticleTitle" content="{esc(document.title if document else "")}">\n'
    metas += f'<meta name="PubDate" content="{f"{document.date.isoformat()} 13:41:06" if document else ""}">\n'
    near = " ".join(f'<a href="{address}">{esc(name)}</a>' for name, address in desk.blueprint.neighbours)
    return fill(
        "bureau_frame",
        desk.identity,
        metas=metas,
        pager=fill("bureau_pager", desk.identity) if pager else "",
        root=desk.href("/index.html"),
        map=desk.href(FAMILY.site_map_path),
        menu="\n".join(f"<li>{_anchor(desk, top)}</li>" for top in desk.blueprint.menu),
        main=main,
        neighbours=near,
    )


def _sides(desk: Desk, channel: Channel, right: str) -> str:
    """Where one is, in plain text; the columns beside this one; what it holds."""
    trail = desk.trails[channel.code]
    above = channel if channel.children or not trail else trail[-1]
    ways = ">".join(("首页", *(part.name for part in (*trail, channel))))
    beside = " ".join(f"<li>{_anchor(desk, child)}</li>" for child in above.children)
    deeper = "".join(
        f'<div class="t_250">{esc(child.name)}</div> <div class="d_250"> <ul> {"".join(f"<li>{_anchor(desk, leaf)}</li>" for leaf in child.children)} </ul> </div>'
        for child in above.children
        if child.children and not child.folded
    )
    return (
        f'<div class="c_1200_6"> <div class="dz"> 当前位置：{esc(ways)} </div> <div class="db"> <div class="c_250"> <div class="t_250">{esc(above.name)} <br><span>News information</span></div> <div class="d_250"> <ul> {beside} </ul> </div> {deeper}</div> '
        f'<div class="c_800"> <div class="t_800">{esc(channel.name)} </div> {right} </div> </div> </div>'
    )


def _rows(desk: Desk, channel: Channel, documents: tuple[Document, ...]) -> str:
    style = "md" if channel.years == "hidden" else "-"
    rows = []
    for document in documents:
        address = desk.document(channel, document)
        rows.append(
            f'<li><span> {shown_date(document.date, style)} </span><a href="{address}"><a href="{address}">{esc(document.title)}</a></li>'
        )
    return "\n".join(rows)


def _hub(desk: Desk, channel: Channel) -> str:
    first = next((child for child in channel.children if child.documents and desk.link(child)), None)
    rows = _rows(desk, first, first.documents[:13]) if first else ""
    right = f'<div class="d_960_3"> <ul> {rows} </ul> </div>'
    return _page(desk, main=_sides(desk, channel, right), channel=channel)


def _listing(desk: Desk, channel: Channel, documents: tuple[Document, ...], page: int, pages: int) -> str:
    notice = f"<p>{desk.family.placeholder}</p>" if channel.state == "placeholder" else ""
    call = f"Pager({{size:{pages}, current:{page - 1}, prefix:'index',suffix:'html',visible:5,beforeEnd:2,textboxEnabled:true}});"
    right = (
        f'<div class="d_960_3"> <ul> {_rows(desk, channel, documents)} </ul> {notice}<div class="pz_fy" id="fenye"> '
        f'<script type="text/javascript">{call}</script> </div> </div>'
    )
    return _page(desk, main=_sides(desk, channel, right), channel=channel, pager=True)


def _text(desk: Desk, channel: Channel) -> str:
    right = f'<div class="d_960_3"> <div class="TRS_Editor"> {furniture.page_body(desk, channel)} </div> </div>'
    return _page(desk, main=_sides(desk, channel, right), channel=channel)


def _article(desk: Desk, channel: Channel, document: Document) -> str:
    ways = ">".join(
        f'<a href="{desk.link(part) or ""}" target="_blank" title="{esc(part.name)}" class="CurrChnlCls">{esc(part.name)}</a>'
        for part in (*desk.trails[channel.code], channel)
    )
    text = office_text(document.paragraphs)
    attachment = ""
    if document.attachment:
        attachment = f'<p class="insertfileTag"><a href="./{document.attachment}" appendix="true" otheroperation="false">附件：{esc(document.attachment_name)}</a></p>'
    main = (
        f'<div class=" c_1200_7"> <div class="dz"> 当前位置：<a href="{desk.href("/index.html")}" target="_blank" title="首页" class="CurrChnlCls">首页</a>>{ways} </div> '
        f'<div class="xxy"> <div class="z1" style="height: auto"><font style="FONT-SIZE: 22pt" face="黑体">{esc(document.title)}</font></div> '
        f'<div class="z2"> 来源：{esc(document.fields["发布机构"])} 时间：{document.date.isoformat()} 13:41</div> '
        f'<div class="z3"> <div class="TRS_Editor"><div class="TRS_PreAppend" style="overflow-x: hidden; word-break: break-all"> {furniture.fields_table(document)}{text}</div>{attachment}</div> </div> </div> </div>'
    )
    return _page(desk, main=main, channel=channel, document=document)


def _home(desk: Desk) -> str:
    news = desk.blueprint.menu[0].children
    first = news[0].documents[0]
    lead = desk.document(news[0], first)
    rows = "".join(
        f'<li class="l2"><a href="{desk.document(news[0], document)}"> {esc(document.title)}</a><span> {document.date.isoformat()} </span></li> '
        for document in news[0].documents[:6]
    )
    slides = "".join(
        f'<li><a href="{desk.document(news[-1], document)}"><img src="/images/W0{document.number}.jpg" width="526" height="302"> </a> <div style="position: absolute;left: 25px;bottom:8px;font-size:14px;color:white;">{esc(document.title[:18])}...</div></li> '
        for document in news[-1].documents[:5]
    )
    platform = desk.blueprint.platform
    pictures = "".join(
        f'<li> <a href="{desk.link(child)}"><img src="/images/jls_xxgk2_{number}.jpg"></a></li> '
        for number, child in enumerate(platform.children, start=1)
        if desk.link(child)
    )
    further = " ".join(f"<li>{_anchor(desk, channel)}</li>" for channel in desk.blueprint.home_links)
    main = (
        f'<div class="c_1200_3"> <div class="z1">通知公告：</div> <div class="z2"> <a href="{lead}"> {esc(first.title)} </a></div> </div> '
        f'<div class="c_1200_4"> <div class="l_526"> <div id="slideBox" class="slideBox3"> <div class="hd"> <ul><li>1</li><li>2</li><li>3</li></ul> </div> <div class="bd"> <ul> {slides}</ul> </div> <script type="text/javascript"> jQuery(".slideBox3").slide({{mainCell:".bd ul",autoPlay:true}}); </script> </div> </div> '
        f'<div class="l_655"> <div class="t_655"> <div class="z1">{esc(news[0].name)}</div> <div class="z2"> <a href="{desk.link(news[0])}">更多>></a> </div> </div> <div class="d_655"> <ul> <li class="l1"> <div class="z1"><a href="{lead}">{esc(first.title)}</a></div> <div class="z2"><a href="{lead}">查看详情>></a></div> </li> {rows}</ul> </div> </div> </div> '
        '<!-- <div class="c_ztzl_4 index_kx"> <div class="lb"><img src="./images/jl_ztzl_03.jpg" /></div> <div class="rb"> <div class="zj"> <ul> </ul> </div> </div> </div>--> '
        f'<div class="c_1200_5"> <div class="l_394_1 pz_tab"> <div class="t_394 "> <div class="z1">重要政策信息转载</div> <ul class="block_list tab_body_24" id="gwyxx"></ul> <ul class="block_list tab_body_24" id="szfxx"></ul> </div> </div> '
        f'<div class="l_394" style=" float:right; margin-right:0;"> <div class="t_394"> <div class="z1">{esc(platform.name)}</div> <div class="z2"><a href="{desk.link(platform)}">更多>></a></div> </div> <div class="d_394_1"> <ul> {pictures}{further}</ul> </div> </div> </div>'
    )
    return _page(desk, main=main)


def _script_list(desk: Desk, channel: Channel) -> str:
    right = (
        '<div class="d_960_3"> <ul class="block_list" id="gwyxx"></ul> <script> $.ajax({ type: "get", url: dataUrl + channel, dataType: "jsonp", success: function (data) { '
        "$.each(data, function (i, n) { $('#gwyxx').append('<li><a href=\"' + n.url + '\">' + n.title + '</a></li>'); }); } }); </script> </div>"
    )
    return _page(desk, main=_sides(desk, channel, right), channel=channel)


FAMILY = Family(
    name="bureau",
    channel_path=_channel_path,
    document_path=_document_path,
    home=_home,
    hub=_hub,
    listing=_listing,
    text=_text,
    article=_article,
    script_list=_script_list,
    relative=True,
    page_size=13,
    home_path="/index.html",
    site_map_path="/wzdt/index.html",
    placeholder="暂无信息",
    page_placeholder="栏目建设中",
)
