"""Pages as Hanweb JCMS publishes them: ``/col/colN/``, ``/art/Y/M/D/``, lists in ``<script type="text/xml">``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.province import furniture
from monitor.province.desk import Desk, Family
from monitor.province.furniture import cut, esc, shown_date

if TYPE_CHECKING:
    from monitor.province.values import Channel, Document


def _channel_path(channel: Channel, trail: tuple[Channel, ...], page: int) -> str:  # noqa: ARG001 - flat numbering
    if page == 1:
        return f"/col/col{channel.code}/index.html"
    return f"/module/web/jpage/dataproxy.jsp?page={page}&appid=1&webid=1&path=/&columnid={channel.code}&unitid=6&permissiontype=0"


def _document_path(channel: Channel, trail: tuple[Channel, ...], document: Document) -> str:  # noqa: ARG001 - flat numbering
    day = document.date
    return f"/art/{day.year}/{day.month}/{day.day}/art_{channel.code}_{document.number}.html"


def _anchor(desk: Desk, channel: Channel, *, cls: str = "bt_link") -> str:
    address = desk.link(channel)
    if address is None:
        return f'<a class="{cls}" href="javascript:void(0)">{esc(channel.name)}</a>'
    return f"<a class='{cls}' href='{address}' target='_blank' title='{esc(channel.name)}'>{esc(channel.name)}</a>"


def _menu(desk: Desk) -> str:
    """A table of cells with layers below it that a script shows."""
    cells = [f"<td class='nav1'><a href='{desk.family.home_path}'>网站首页</a></td>"]
    layers = []
    for number, top in enumerate(desk.blueprint.menu):
        cells.append(f"<td class='nav1' onmouseover=\"showLayer('nav{number}')\">{_anchor(desk, top, cls='nav1')}</td>")
        links = "&nbsp;|&nbsp;".join(
            _anchor(desk, child) for child in top.children if child.role != "item" or top.role == "affairs"
        )
        layers.append(f"<div id='nav{number}' class='layer' style='display:none'>{links}</div>")
    return f"<table width='1000' border='0' cellspacing='0' cellpadding='0' align='center'><tr>{''.join(cells)}</tr></table>{''.join(layers)}"


def _tree(desk: Desk) -> str:
    """The disclosure tree as nested lists."""

    def branch(channel: Channel, below: str, _depth: int) -> str:
        return f"<li>{_anchor(desk, channel, cls='tree')}{f'<ul>{below}</ul>' if below else ''}</li>"

    return f"<div class='xxgk_left'><ul id='xxgk_tree' class='treeview'>{furniture.tree(desk, branch)}</ul></div>"


def _page(
    desk: Desk, *, title: str, main: str, channel: Channel | None = None, document: Document | None = None
) -> str:
    identity = desk.identity
    crumbs = ""
    side = ""
    if channel is not None:
        trail = (*desk.trails[channel.code], channel)
        ways = "&nbsp;&gt;&gt;&nbsp;".join(_anchor(desk, part) for part in trail)
        crumbs = f"<table><tr><td class='dqwz'>您现在所在的位置：</td><td><a href='/' class='bt_link'>首页</a>&nbsp;&gt;&gt;&nbsp;{ways}</td></tr></table>"
        if any(part.role == "platform" for part in trail):
            side = _tree(desk)
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
        f"<html xmlns='http://www.w3.org/1999/xhtml'><head><meta name='Maketime' content='{desk.blueprint.today.isoformat()} 03:12:44'>\n"
        f"<title>{esc(title)}</title><meta http-equiv='Content-Type' content='text/html; charset=utf-8'>\n"
        f"{furniture.metas(identity, column=channel, document=document, url=desk.here)}{furniture.STYLE}{furniture.SCRIPT}</head>\n<body>\n"
        f"<div style='display:none'>大汉版通发布系统 <span id='ss_webid'>1</span><i id='i_columnid'>{channel.code if channel else 0}</i></div>\n"
        f"<div class='top'><div class='wrap'>{furniture.today_line(desk.blueprint.today)} {furniture.SEARCH}</div>"
        f"<object type='application/x-shockwave-flash' data='/images/banner.swf' width='1000' height='160'></object></div>\n{_menu(desk)}\n"
        f"<div class='wrap'>{crumbs}{side}<div class='main'>{main}</div></div>\n{furniture.friends(desk)}{furniture.footer(identity, desk)}"
        "<!-- 大汉网络 Produced By 大汉网络 大汉版通发布系统 --></body></html>\n"
    )


def _record(desk: Desk, channel: Channel, document: Document) -> str:
    return (
        f'<li><a href="{desk.document(channel, document)}" title="{esc(document.title)}" target="_blank">'
        f'{esc(cut(document.title, 34))}</a><span class="bt-date">{shown_date(document.date, "md" if channel.years == "hidden" else "-")}</span></li>'
    )


def _datastore(desk: Desk, channel: Channel, documents: tuple[Document, ...], pages: int) -> str:
    records = "\n".join(f"<record><![CDATA[\n{_record(desk, channel, document)}]]></record>" for document in documents)
    following = (
        f'<nextgroup><![CDATA[<a href="{_channel_path(channel, (), 2)}"></a>]]></nextgroup>' if pages > 1 else ""
    )
    return (
        f"<datastore>\n{following}<recordset>\n<totalrecord>{len(channel.documents)}</totalrecord><totalpage>{pages}</totalpage>\n"
        f"{records}\n</recordset></datastore>"
    )


def _listing(desk: Desk, channel: Channel, documents: tuple[Document, ...], page: int, pages: int) -> str:
    store = _datastore(desk, channel, documents, pages)
    if page > 1:
        return f"<?xml version='1.0' encoding='utf-8' ?>{store}"
    notice = f"<p style='text-align:center'>{desk.family.placeholder}</p>" if channel.state == "placeholder" else ""
    main = (
        f"<table class='lm_tt'><tr><td>{esc(channel.name)}</td></tr></table>{notice}<div id='6{channel.code}' class='default_pgContainer'>"
        f'<script type="text/xml">{store}</script></div>\n'
        "<script type='text/javascript' src='/script/0/1703231102153.js'></script><script>jQuery(function(){jQuery('#6"
        f"{channel.code}').jpage({{perpage:15,totalRecord:{len(channel.documents)},proxyUrl:'/module/web/jpage/dataproxy.jsp'}});}});</script>"
    )
    return _page(desk, title=f"{desk.identity.name} {channel.name}", main=main, channel=channel)


def _block(desk: Desk, channel: Channel, count: int) -> str:
    rows = "".join(
        f"<tr><td><img src='/images/dot.gif'/></td><td><a href='{desk.document(channel, document)}' title='{esc(document.title)}'>"
        f"{esc(cut(document.title, 22))}</a></td><td align='right'>[{document.date:%m-%d}]</td></tr>"
        for document in channel.documents[:count]
    )
    return f"<div class='block'><div class='tt'>{_anchor(desk, channel)}<a class='more' href='{desk.link(channel) or '#'}'>更多</a></div><table width='100%'>{rows}</table></div>"


def _home(desk: Desk) -> str:
    news = desk.blueprint.menu[0]
    blocks = "".join(_block(desk, child, 8) for child in news.children)
    platform = desk.link(desk.blueprint.platform)
    extra = "".join(f"<p>{_anchor(desk, channel)}</p>" for channel in desk.blueprint.home_links)
    picture = (
        f"<map name='gk'><area shape='rect' coords='0,0,220,60' href='{platform}' alt='{esc(desk.blueprint.platform.name)}'></map>"
        "<img src='/images/zfxxgk.jpg' usemap='#gk' border='0'/>"
    )
    main = f"<marquee>热烈欢迎访问{esc(desk.identity.name)}网站！本网站正在试运行</marquee>{blocks}<div class='right_gk'>{picture}{extra}</div>"
    return _page(desk, title=f"欢迎访问{desk.identity.name}网站", main=main)


def _hub(desk: Desk, channel: Channel) -> str:
    if channel.role in {"platform", "statutory", "group", "key-areas"}:
        links = "".join(f"<li>{_anchor(desk, child)}</li>" for child in channel.children)
        main = f"<div class='xxgk_right'><h3>{esc(channel.name)}</h3><ul class='lm_list'>{links}</ul></div>"
    else:
        main = "".join(_block(desk, child, 5) for child in channel.children)
    return _page(desk, title=f"{desk.identity.name} {channel.name}", main=main, channel=channel)


def _text(desk: Desk, channel: Channel) -> str:
    body = furniture.page_body(desk, channel)
    main = f"<!--<$[信息内容]>begin--><meta name='ContentStart'><div id='zoom'>{body}</div><meta name='ContentEnd'><!--<$[信息内容]>end-->"
    return _page(desk, title=f"{desk.identity.name} {channel.name}", main=main, channel=channel)


def _article(desk: Desk, channel: Channel, document: Document) -> str:
    attachment = ""
    if document.attachment:
        attachment = f"<p>附件：<a href='{desk.here.rpartition('/')[0]}/{document.attachment}'>{esc(document.attachment_name)}</a></p>"
    main = (
        f"<table width='100%' class='tab'><tr><td class='title'><!--<$[标题]>begin-->{esc(document.title)}<!--<$[标题]>end--></td></tr>"
        f"<tr><td align='center'>发布日期：{document.date.isoformat()} 09:{document.number % 60:02d}&nbsp;&nbsp;来源：<!--<$[信息来源]>begin-->"
        f"{esc(document.fields.get('发布机构', ''))}<!--<$[信息来源]>end-->&nbsp;&nbsp;字体：[ <a href='javascript:doZoom(18)'>大</a> ]</td></tr></table>"
        f"{furniture.fields_table(document)}<!--<$[信息内容]>begin--><meta name='ContentStart'><div id='zoom'>{furniture.paragraphs(document.paragraphs)}"
        f"{attachment}</div><meta name='ContentEnd'><!--<$[信息内容]>end--><p>【<a href='javascript:window.print()'>打印本页</a>】【<a href='javascript:window.close()'>关闭窗口</a>】</p>"
    )
    return _page(
        desk,
        title=f"{desk.identity.name} {channel.name} {document.title}",
        main=main,
        channel=channel,
        document=document,
    )


def _script_list(desk: Desk, channel: Channel) -> str:
    main = (
        f"<div class='lm_tt'>{esc(channel.name)}</div><div class='page-content' paramjson=\"{{'pageNo':1,'pageSize':15}}\" "
        "unitUrl='/api-gateway/jpaas-publish-server/front/page/build/unit' querydata=\"{'parseType':'bulidstatic'}\"><ul></ul></div>"
    )
    return _page(desk, title=f"{desk.identity.name} {channel.name}", main=main, channel=channel)


def _stub(target: str) -> str:
    return f'<script language="javascript">window.location.href="{target}";</script>'


FAMILY = Family(
    name="hanweb",
    channel_path=_channel_path,
    document_path=_document_path,
    home=_home,
    hub=_hub,
    listing=_listing,
    text=_text,
    article=_article,
    script_list=_script_list,
    page_placeholder="栏目正在建设中",
    form_action="/module/xxgk/ysqgk.jsp",
    stub=_stub,
    page_size=45,
    site_map_path="/col/col3/index.html",
    placeholder="暂时没有数据！",
    not_found="dressed",
)
