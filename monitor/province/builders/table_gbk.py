"""Old table layout in GBK: a frameset home, upper-case tags, image buttons, an image map, marquees, one ASP per kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.province import furniture
from monitor.province.desk import Desk, Family
from monitor.province.furniture import cut, esc

if TYPE_CHECKING:
    from monitor.province.values import Channel, Document


def _channel_path(channel: Channel, trail: tuple[Channel, ...], page: int) -> str:  # noqa: ARG001 - flat numbering
    kind = "ShowPage" if channel.kind in {"page", "form"} else "ClassList"
    return f"/{kind}.asp?ClassID={channel.code}" + (f"&Page={page}" if page > 1 else "")


def _document_path(channel: Channel, trail: tuple[Channel, ...], document: Document) -> str:  # noqa: ARG001 - flat numbering
    return f"/ShowNews.asp?ID={document.number}"


def _address(desk: Desk, channel: Channel) -> str:
    return (desk.link(channel) or "#").replace("&", "&amp;")


def _menu(desk: Desk) -> str:
    """Buttons that are pictures; the name stands in ``alt`` alone."""
    cells = ['<TD><A HREF="/main.asp"><IMG SRC="/images/menu_home.gif" BORDER=0 ALT="首页"></A></TD>']
    cells += [
        f'<TD><A HREF="{_address(desk, top)}" target=_top><IMG SRC="/images/menu_{top.slug}.gif" BORDER=0 ALT="{esc(top.name)}"></A></TD>'
        for top in desk.blueprint.menu
    ]
    return f'<TABLE WIDTH=778 BORDER=0 CELLPADDING=0 CELLSPACING=0 ALIGN=center BGCOLOR="#C00000"><TR>{"".join(cells)}</TR></TABLE>'


def _tree(desk: Desk) -> str:
    """A tree of table rows indented by blanks, with plus signs as pictures."""
    rows = []
    for channel in desk.blueprint.platform.children:
        rows.append(_tree_row(desk, channel, 0))
        if channel.children:
            below = "".join(
                _tree_row(desk, child, 1)
                + ("" if child.folded else "".join(_tree_row(desk, leaf, 2) for leaf in child.children))
                for child in channel.children
            )
            rows.append(f'<TR><TD><TABLE WIDTH="100%" BORDER=0>{below}</TABLE></TD></TR>')
    return f'<TABLE WIDTH=190 BORDER=0 CELLSPACING=1 BGCOLOR="#E0E0E0"><TR><TD HEIGHT=28><B>政府信息公开</B></TD></TR>{"".join(rows)}</TABLE>'


def _tree_row(desk: Desk, channel: Channel, depth: int) -> str:
    blanks = "&nbsp;" * 4 * depth
    mark = '<IMG SRC="/images/plus.gif" WIDTH=9 HEIGHT=9>'
    if desk.link(channel) is None:
        return f'<TR><TD HEIGHT=24>{blanks}{mark} <FONT COLOR="#990000">{esc(channel.name)}</FONT></TD></TR>'
    return f'<TR><TD HEIGHT=24>{blanks}{mark} <A HREF="{_address(desk, channel)}">{esc(channel.name)}</A></TD></TR>'


def _page(desk: Desk, *, title: str, main: str, channel: Channel | None = None) -> str:
    identity = desk.identity
    crumbs = ""
    side = ""
    if channel is not None:
        trail = (*desk.trails[channel.code], channel)
        ways = " → ".join(f'<A HREF="{_address(desk, part)}">{esc(part.name)}</A>' for part in trail)
        crumbs = f'<TABLE WIDTH=778 ALIGN=center><TR><TD HEIGHT=26>&nbsp;您的位置：<A HREF="/main.asp">首页</A> → {ways}</TD></TR></TABLE>'
        if any(part.role == "platform" for part in trail):
            side = f"<TD VALIGN=top WIDTH=190>{_tree(desk)}</TD>"
    return (
        f'<HTML>\n<HEAD>\n<TITLE>{esc(title)}</TITLE>\n<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb2312">\n'
        f'<META NAME="keywords" CONTENT="{esc(identity.name)}">\n<STYLE TYPE="text/css">\nBODY,TD{{FONT-SIZE:9pt;LINE-HEIGHT:150%}}\nA:link{{COLOR:#000000;TEXT-DECORATION:none}}\n</STYLE>\n'
        "</HEAD>\n<BODY LEFTMARGIN=0 TOPMARGIN=0 BGCOLOR=#FFFFFF>\n"
        f'<TABLE WIDTH=778 BORDER=0 ALIGN=center><TR><TD><IMG SRC="/images/top.jpg" WIDTH=778 HEIGHT=120 ALT="{esc(identity.name)}"></TD></TR>'
        f'<TR><TD BGCOLOR="#F0F0F0"><SCRIPT LANGUAGE="JavaScript">var d=new Date();document.write(d.getFullYear()+"年"+(d.getMonth()+1)+"月"+d.getDate()+"日");</SCRIPT>'
        f"<MARQUEE SCROLLAMOUNT=2 WIDTH=500>{esc(identity.people)}欢迎您！</MARQUEE></TD></TR></TABLE>\n{_menu(desk)}\n{crumbs}"
        f"<TABLE WIDTH=778 BORDER=0 ALIGN=center><TR>{side}<TD VALIGN=top>{main}</TD></TR></TABLE>\n{furniture.friends(desk)}{furniture.footer(identity, desk)}"
        "</BODY>\n</HTML>\n"
    )


def _rows(desk: Desk, channel: Channel, documents: tuple[Document, ...], length: int) -> str:
    return "\n".join(
        f'<TR><TD WIDTH=20 ALIGN=center>·</TD><TD HEIGHT=24><A HREF="{desk.document(channel, document)}" TARGET=_blank TITLE="{esc(document.title)}">{esc(cut(document.title, length))}</A>'
        f'<FONT COLOR="#999999">&nbsp;({document.date.year}-{document.date.month}-{document.date.day})</FONT></TD></TR>'
        for document in documents
    )


def _home(desk: Desk) -> str:
    """The frameset; what a visitor sees is in the frames."""
    return (
        f'<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb2312"><TITLE>{esc(desk.identity.name)}</TITLE></HEAD>\n'
        '<FRAMESET ROWS="0,*" FRAMEBORDER=0 BORDER=0><FRAME NAME="count" SRC="/count.asp" SCROLLING=no NORESIZE>'
        '<FRAME NAME="main" SRC="/main.asp"><NOFRAMES><BODY>您的浏览器不支持框架</BODY></NOFRAMES></FRAMESET></HTML>'
    )


def _main_frame(desk: Desk) -> str:
    news = desk.blueprint.menu[0]
    blocks = "".join(
        f'<TABLE WIDTH="100%" BORDER=0><TR><TD BGCOLOR="#FFE8D0"><B>{esc(child.name)}</B>&nbsp;&nbsp;<A HREF="{_address(desk, child)}">more...</A></TD></TR>'
        f"{_rows(desk, child, child.documents[:6], 22)}</TABLE>"
        for child in news.children
    )
    platform = desk.blueprint.platform
    button = (
        f'<A HREF="{_address(desk, platform)}"><IMG SRC="/images/xxgk.gif" BORDER=0 ALT="{esc(platform.name)}"></A>'
    )
    extra = "".join(
        f'<P><A HREF="{_address(desk, channel)}">{esc(channel.name)}</A></P>' for channel in desk.blueprint.home_links
    )
    return _page(desk, title=desk.identity.name, main=f"{blocks}<P ALIGN=center>{button}</P>{extra}")


def _further_pages(desk: Desk) -> dict[str, str]:
    count = "<HTML><BODY><IMG SRC='/count.asp?img=1' WIDTH=1 HEIGHT=1></BODY></HTML>"
    return {"/main.asp": _main_frame(desk.at("/main.asp")), "/count.asp": count}


def _hub(desk: Desk, channel: Channel) -> str:
    links = "".join(
        f'<TR><TD HEIGHT=26>◆ <A HREF="{_address(desk, child)}">{esc(child.name)}</A></TD></TR>'
        if child.linked
        else f"<TR><TD><B>{esc(child.name)}</B></TD></TR>"
        for child in channel.children
    )
    lists = ""
    if channel.role not in {"platform", "statutory", "group", "key-areas"}:
        lists = "".join(f"<TABLE>{_rows(desk, child, child.documents[:5], 26)}</TABLE>" for child in channel.children)
    return _page(
        desk,
        title=f"{channel.name}--{desk.identity.name}",
        main=f'<TABLE WIDTH="100%">{links}</TABLE>{lists}',
        channel=channel,
    )


def _listing(desk: Desk, channel: Channel, documents: tuple[Document, ...], page: int, pages: int) -> str:
    notice = (
        f"<TR><TD COLSPAN=2 ALIGN=center>{desk.family.placeholder}</TD></TR>" if channel.state == "placeholder" else ""
    )
    ways = "".join(
        f'&nbsp;<A HREF="{_channel_path(channel, (), number).replace("&", "&amp;")}">{label}</A>'
        for label, number in (("首页", 1), ("上一页", page - 1), ("下一页", page + 1), ("尾页", pages))
        if 1 <= number <= pages and number != page
    )
    main = (
        f'<TABLE WIDTH="100%" BORDER=0><TR><TD COLSPAN=2 BGCOLOR="#FFE8D0"><B>{esc(channel.name)}</B></TD></TR>{_rows(desk, channel, documents, 30)}{notice}</TABLE>'
        f"<P ALIGN=center>共 <B>{len(channel.documents)}</B> 篇文章&nbsp;{ways}&nbsp;页次：<STRONG><FONT COLOR=red>{page}</FONT>/{pages}</STRONG>页&nbsp;<B>20</B>篇文章/页</P>"
    )
    return _page(desk, title=f"{channel.name}--{desk.identity.name}", main=main, channel=channel)


def _text(desk: Desk, channel: Channel) -> str:
    body = furniture.page_body(desk, channel)
    return _page(desk, title=f"{channel.name}--{desk.identity.name}", main=f"<DIV>{body}</DIV>", channel=channel)


def _article(desk: Desk, channel: Channel, document: Document) -> str:
    link = (
        f'<P>相关附件：<A HREF="/{document.attachment}">{esc(document.attachment_name)}</A></P>'
        if document.attachment
        else ""
    )
    main = (
        f'<TABLE WIDTH="100%"><TR><TD ALIGN=center><FONT SIZE=4><B>{esc(document.title)}</B></FONT></TD></TR><TR><TD ALIGN=center>作者：{esc(document.fields["发布机构"])}'
        f"&nbsp;&nbsp;更新时间：{document.date.year}-{document.date.month}-{document.date.day} 9:{document.number % 60:02d}:21&nbsp;&nbsp;点击数：<SCRIPT SRC='/GetHits.asp?id={document.number}'></SCRIPT></TD></TR>"
        f"<TR><TD>{furniture.fields_table(document)}{furniture.paragraphs(document.paragraphs)}{link}</TD></TR></TABLE>"
        f'<P ALIGN=right>【<A HREF="javascript:window.close()">关闭窗口</A>】</P>'
    )
    return _page(desk, title=f"{document.title}--{desk.identity.name}", main=main, channel=channel)


def _script_list(desk: Desk, channel: Channel) -> str:
    main = (
        f'<TABLE WIDTH="100%"><TR><TD><B>{esc(channel.name)}</B></TD></TR><TR><TD ID="listbox">正在加载数据，请稍候……</TD></TR></TABLE>'
        '<SCRIPT LANGUAGE="JavaScript">var x=new ActiveXObject("Microsoft.XMLHTTP");x.open("GET",ApiRoot+ClassKey,true);x.onreadystatechange=function(){listbox.innerHTML=x.responseText;};x.send();</SCRIPT>'
    )
    return _page(desk, title=f"{channel.name}--{desk.identity.name}", main=main, channel=channel)


def _stub(target: str) -> str:
    return (
        f'<HTML><HEAD><SCRIPT LANGUAGE="JavaScript">\nself.location="{target}";\n</SCRIPT></HEAD><BODY></BODY></HTML>'
    )


FAMILY = Family(
    name="table-gbk",
    channel_path=_channel_path,
    document_path=_document_path,
    home=_home,
    hub=_hub,
    listing=_listing,
    text=_text,
    article=_article,
    script_list=_script_list,
    page_placeholder="本栏目内容正在整理中",
    form_action="/ysqgk/save.asp",
    stub=_stub,
    further_pages=_further_pages,
    charset="gb18030",
    page_size=20,
    site_map_path="/sitemap.asp",
    placeholder="暂无文章",
    not_found="dressed",
)
