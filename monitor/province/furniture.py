"""The pieces that stand on every real page and mean nothing to the law: heads, footers, tickers, friend links."""

from __future__ import annotations

import datetime as dt
import html
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitor.province.desk import Desk
    from monitor.province.values import Cell, Channel, Document, SiteIdentity, Table

_MIGRATION_DAYS: Final = 37
"""Every fifth article was moved from an older site; its meta prints the day of the move, not that of publication."""
WEEKDAYS: Final = "一二三四五六日"
STYLE: Final = """<style type="text/css">
*{margin:0;padding:0}body{font:14px/1.8 "Microsoft YaHei",SimSun,Arial,sans-serif;color:#333;background:#f4f6f8}
a{color:#333;text-decoration:none}a:hover{color:#c00}ul,li{list-style:none}img{border:0;vertical-align:middle}
.wrap{width:1200px;margin:0 auto;overflow:hidden;zoom:1}.fl{float:left;_display:inline}.fr{float:right;_display:inline}
.clear{clear:both;height:0;line-height:0;font-size:0;overflow:hidden}.logo{height:150px;background:url(../images/logo.png) no-repeat}
.mainNav{height:48px;background:#1f6fb5}.mainNav li{float:left;width:12.5%;text-align:center;line-height:48px}
.mainNav li ul{display:none;position:absolute;z-index:99;background:#fff}.mainNav li:hover ul{display:block}
.position{height:40px;line-height:40px;border-bottom:1px solid #dcdcdc}.list li{line-height:36px;border-bottom:1px dashed #ddd}
.list li span{float:right;color:#999}.page{text-align:center;padding:20px 0}.page a{padding:4px 10px;border:1px solid #ccc;margin:0 3px}
.foot{background:#2b3a4a;color:#cfd8e0;text-align:center;padding:20px 0;line-height:26px}.foot a{color:#cfd8e0}
.article h1{font-size:24px;text-align:center;padding:20px 0}.article .info{text-align:center;color:#888;border-bottom:1px solid #eee}
@media (max-width:768px){.wrap{width:100%}.mainNav li{width:33.3%}.hidden-xs{display:none}}
</style>
"""
SCRIPT: Final = """<script type="text/javascript">
var isMobile = /Android|iPhone|iPad|Mobile/i.test(navigator.userAgent);
function setTab(name, cursel, n) { for (var i = 1; i <= n; i++) { var menu = document.getElementById(name + i);
 var con = document.getElementById("con_" + name + "_" + i); if (!menu || !con) { continue; }
 menu.className = i == cursel ? "hover" : ""; con.style.display = i == cursel ? "block" : "none"; } }
function addFavorite() { try { window.external.addFavorite(location.href, document.title); } catch (e) { alert("请使用Ctrl+D进行添加"); } }
function doZoom(size) { var zoom = document.getElementById("zoom"); if (zoom) { zoom.style.fontSize = size + "px"; } }
function searchCheck() { var word = document.getElementById("searchWord"); if (!word || word.value == "" || word.value == "请输入关键字") {
 alert("请输入关键字！"); return false; } return true; }
function goTop() { window.scrollTo(0, 0); }
if (isMobile && location.search.indexOf("pc=1") < 0 && typeof wapUrl != "undefined") { location.href = wapUrl; }
</script>
"""
SEARCH: Final = (
    '<form action="/search" method="get" onsubmit="return searchCheck()"><input type="text" id="searchWord" name="searchWord" '
    'value="请输入关键字"/><input type="submit" value="搜索"/></form>'
)


def esc(text: str) -> str:
    """Text for HTML, in attributes too."""
    return html.escape(text)


def tree(desk: Desk, write: Callable[[Channel, str, int], str]) -> str:
    """The columns of the platform as they stand in its tree; those of a folded one are shown on its own page only.

    Args:
        desk: the site.
        write: writes one column; it is given what stands below it, written already, and its level from 1.
    """

    def branch(channel: Channel, level: int) -> str:
        below = "" if channel.folded else "".join(branch(child, level + 1) for child in channel.children)
        return write(channel, below, level)

    return "".join(branch(child, 1) for child in desk.blueprint.platform.children)


def today_line(today: dt.date) -> str:
    """The line that greets the visitor with the date of today."""
    return f"今天是{today.year}年{today.month}月{today.day}日 星期{WEEKDAYS[today.weekday()]}"


def cut(title: str, length: int) -> str:
    """A title as narrow lists print it."""
    return title if len(title) <= length else f"{title[:length]}…"


def metas(
    identity: SiteIdentity, *, column: Channel | None = None, document: Document | None = None, url: str = ""
) -> str:
    """The metas of 国办发〔2017〕47号."""
    pairs = [("SiteName", identity.name), ("SiteDomain", f"www.{identity.short}.example"), ("SiteIDCode", identity.id)]
    if column is not None:
        pairs += [
            ("ColumnName", column.name),
            ("ColumnDescription", f"{identity.name}{column.name}栏目"),
            ("ColumnKeywords", column.name),
        ]
        pairs.append(("ColumnType", column.name))
    if document is not None:
        moved = dt.timedelta(days=_MIGRATION_DAYS if document.number % 5 == 0 else 0)
        stamp = f"{(document.date + moved).isoformat()} 09:{document.number % 60:02d}"
        pairs += [("ArticleTitle", document.title), ("PubDate", stamp)]
        pairs += [
            ("ContentSource", document.fields.get("发布机构", identity.name)),
            ("Keywords", ""),
            ("Author", ""),
            ("Description", ""),
        ]
        pairs.append(("Url", url))
    return "".join(f'<meta name="{name}" content="{esc(value)}"/>\n' for name, value in pairs)


def footer(identity: SiteIdentity, desk: Desk) -> str:
    """Marks, addresses and numbers that a government site prints at the foot."""
    number = identity.region.ljust(6, "0")
    return (
        '<div class="foot"><p><a href="javascript:void(0)">关于我们</a> | '
        f'<a href="{desk.href(desk.family.site_map_path)}">网站地图</a> | <a href="javascript:void(0)">联系我们</a></p>\n'
        f"<p>主办：{esc(identity.name)}　承办：{esc(identity.place)}{identity.office}　技术支持：{esc(identity.place)}大数据中心</p>\n"
        f'<p><a href="https://beian.miit.gov.cn/">青ICP备1{number}号-1</a>　'
        f'<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode={number}02000001">青公网安备 {number}02000001号</a>　'
        f"网站标识码：{identity.id}</p>\n"
        "<p>Copyright©2018-2026 All Rights Reserved　您是第<span>1028377</span>位访问者　本站支持IPv6访问</p></div>\n"
    )


def friends(desk: Desk) -> str:
    """Drop-down boxes of friendly sites, which lead anywhere but to a column."""
    groups = (
        ("国务院部门网站", ("外交部", "国家发展和改革委员会", "教育部", "财政部", "应急管理部")),
        ("省级部门网站", ("省财政厅", "省民政厅", "省教育厅", "省统计局")),
        ("其他链接", tuple(name for name, _ in desk.blueprint.neighbours)),
    )
    addresses = dict(desk.blueprint.neighbours)
    boxes = []
    for title, names in groups:
        options = "".join(
            f'<option value="{addresses.get(name, "http://www.gov.cn.invalid/")}">{esc(name)}</option>'
            for name in names
        )
        boxes.append(f'<select onchange="window.open(this.value)"><option>--{title}--</option>{options}</select>')
    links = "".join(
        f'<a href="{address}" target="_blank">{esc(name)}</a> ' for name, address in desk.blueprint.neighbours
    )
    return f'<div class="links"><span>友情链接：</span>{"".join(boxes)}<p>{links}</p></div>\n'


def newest_box(desk: Desk, title: str = "最新发布") -> str:
    """A box beside every list with the newest of the whole site, which makes no stale column fresh."""
    news = desk.blueprint.menu[0].children[0]
    rows = "".join(
        f'<li><a href="{desk.document(news, document)}" title="{esc(document.title)}">{esc(cut(document.title, 16))}</a>'
        f"<span>{document.date.isoformat()}</span></li>"
        for document in news.documents[:6]
    )
    return f'<div class="hot"><h3>{title}</h3><ul>{rows}</ul></div>'


def shown_date(date: dt.date, style: str) -> str:
    """A date as lists print it: ``-``, ``/``, ``.``, ``年`` or ``md`` for month and day alone."""
    if style == "md":
        return f"{date:%m-%d}"
    if style == "年":
        return f"{date.year}年{date.month}月{date.day}日"
    return date.strftime(f"%Y{style}%m{style}%d")


def fields_table(document: Document) -> str:
    """The metadata table of a disclosed document."""
    cells = [f"<td><b>{esc(name)}：</b></td><td>{esc(value)}</td>" for name, value in document.fields.items()]
    rows = "".join(f"<tr>{''.join(cells[start : start + 2])}</tr>" for start in range(0, len(cells), 2))
    return f'<table class="xxgk_table" width="100%" border="0">{rows}</table>'


def paragraphs(texts: tuple[str | Table, ...]) -> str:
    """Running text and the tables in it."""
    return "\n".join(
        f'<p style="text-indent:2em;">{esc(text)}</p>' if isinstance(text, str) else table(text) for text in texts
    )


def table(shown: Table) -> str:
    """A table as an office program leaves it, merged cells and all."""
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in shown.rows)
    return f'<table border="1" cellspacing="0" style="border-collapse:collapse"><tbody>{rows}</tbody></table>'


def _cell(cell: Cell) -> str:
    across = f' colspan="{cell.across}"' if cell.across > 1 else ""
    down = f' rowspan="{cell.down}"' if cell.down > 1 else ""
    return f'<td{across}{down}><p align="center"><span>{esc(cell.text)}</span></p></td>'


def page_body(desk: Desk, channel: Channel) -> str:
    """The text of a column that is one page, or what stands in its place."""
    if channel.state == "placeholder":
        return f"<p>{desk.family.page_placeholder}</p>"
    if channel.state == "picture":
        return f'<p align="center"><img src="/images/scan_{channel.code}.jpg" width="700" alt=""/></p>'
    if channel.state in {"attachment", "scan"}:
        return f'<p>附件：<a href="/files/{channel.code}.pdf">{esc(channel.name)}.pdf</a></p>'
    body = paragraphs(channel.paragraphs)
    if channel.kind == "form":
        body += request_form(desk.family.form_action)
        body += '<p><a href="/ysqgk/P020200101001.doc">政府信息公开申请表.doc</a></p>'
    return body


def request_form(action: str) -> str:
    """A form with which a citizen asks for information."""
    rows = "".join(
        f'<p><label>{label}：</label><input type="text" name="{name}"/></p>'
        for label, name in (
            ("姓名", "applicant"),
            ("证件号码", "paper"),
            ("联系电话", "phone"),
            ("通信地址", "address"),
            ("电子邮箱", "mail"),
        )
    )
    return (
        f'<form action="{action}" method="post">{rows}<p><label>所需信息的名称、文号或者特征描述：</label>'
        '<textarea name="wanted" rows="5" cols="60"></textarea></p><input type="submit" value="提交申请"/></form>'
    )
