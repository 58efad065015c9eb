"""The pages of the small sites whose whole is looked at: plain markup, metas and the marks of the foot as the story says."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from monitor.province.furniture import SEARCH, esc
from monitor.province.inspected_columns import draw_inspected
from monitor.province.values import Page

if TYPE_CHECKING:
    import datetime as dt

    from monitor.province.inspected import Column, Inspected, Mark, Paper

_SHOWN: Final = 6


def inspected_pages(story: Inspected, *, today: dt.date, seed: int) -> dict[str, Page]:
    """Render a site: path to page."""
    drawn = draw_inspected(story, today=today, rng=random.Random(f"{seed}:{story.identity.id}"))
    site = _Site(story, drawn.menu)
    pages = {"/": Page(body=site.home()), "/wzdt/": Page(body=site.site_map())}
    for column, above in _walk(drawn.menu):
        shown = [paper for paper in column.papers if paper.listed]
        for number, start in enumerate(range(0, max(len(shown), 1), column.page_size)):
            path = _page_path(column, number)
            pages[path] = Page(body=site.column(column, above, tuple(shown[start : start + column.page_size]), number))
        for paper in column.papers:
            if paper.path not in drawn.files:
                pages |= {path: Page(body=body) for path, body in site.article(paper, column).items()}
    pages |= {path: Page(status=302, location=target) for path, target in drawn.stubs.items()}
    files = {path: Page(raw=body, content_type="application/pdf") for path, body in drawn.files.items()}
    pages |= {path: Page(body=body) for path, body in drawn.markup.items()}
    return pages | files


def _page_path(column: Column, number: int) -> str:
    return f"{column.path}index_{number}.html" if number else column.path


def _walk(columns: tuple[Column, ...], above: Column | None = None) -> list[tuple[Column, Column | None]]:
    found: list[tuple[Column, Column | None]] = []
    for column in columns:
        found += [(column, above), *_walk(column.children, column)]
    return found


class _Site:
    """What every page of one site needs."""

    def __init__(self, story: Inspected, menu: tuple[Column, ...]) -> None:
        self.story = story
        self.menu = menu

    def home(self) -> str:
        """The home page: the newest of the columns, links to them, and whatever leads nowhere."""
        columns = [column for column, _ in _walk(self.menu) if column.papers]
        boxes = "".join(self._box(column) for column in columns if column.path in {"/xw/", "/gg/", "/zcwj/"})
        dead = "".join(
            f'<li><a href="/zt/{number}/">专题{number}：优化服务</a></li>' for number in range(self.story.dead)
        )
        topics = f'<div class="zt"><h3>专题专栏</h3><ul>{dead}</ul></div>' if dead else ""
        pictures = "".join(
            f'<a href="{paper.path}"><img src="/images/tt.jpg"></a>'
            for column in columns
            for paper in column.papers
            if not paper.listed
        )
        banner = f'<div class="banner">{pictures}</div>' if pictures else ""
        return self._page(self.story.identity.name, f"{banner}{boxes}{topics}", {})

    def column(self, column: Column, above: Column | None, papers: tuple[Paper, ...], number: int) -> str:
        """A page of a list, a page of text, or the columns below."""
        trail = "".join(f'<a href="{part.path}">{part.name}</a> &gt; ' for part in (above,) if part is not None)
        crumbs = f'<div class="position">当前位置：<a href="/">首页</a> &gt; {trail}<a href="{column.path}">{column.name}</a></div>'
        if column.children:
            main = "".join(self._box(child) for child in column.children)
        elif column.text:
            main = "".join(f"<p>{esc(line)}</p>" for line in column.text)
        elif column.markup:
            main = column.markup
        elif column.scripted:
            main = '<ul id="list"></ul><script>loadList("#list", channelId, pageIndex);</script>'
        else:
            main = f'<ul class="list">{"".join(map(_row, papers))}</ul>{_pager(column, number)}'
        title = f"{column.name}-{self.story.identity.name}"
        return self._page(title, f"{crumbs}<h2>{column.name}</h2>{main}", _of_column(column))

    def article(self, paper: Paper, column: Column) -> dict[str, str]:
        """One article with what it leads to, by its address; in two pages where the story says so."""
        name = self.story.identity.name
        body = "".join(f"<p>{esc(line)}</p>" for line in paper.paragraphs)
        if paper.file:
            body += f'<p>附件：<a href="{paper.file}">{paper.file_name}</a></p>'
        related = ""
        if paper.related is not None:
            heading, words, target = paper.related
            shown = esc(words) or '<img src="/images/tujie.jpg">'
            link = f'<li><a href="{target}">{shown}</a></li>' if target else ""
            if self.story.documents == "as-file":
                link = f'<li>附件：<a href="{target.replace(".html", ".pdf")}">{shown}.pdf</a></li>'
            if self.story.documents == "by-click":
                link = f"<li><span onclick=\"location.href='{target}'\">{shown}</span></li>"
            script = "" if target else '<script>loadRelated("#xg", articleId);</script>'
            related = f'<div class="xg"><h3>{heading}</h3><ul id="xg">{link}</ul>{script}</div>'
        crumbs = f'<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="{column.path}">{column.name}</a> &gt; 正文</div>'
        info = f'<div class="info">发布时间：{paper.date.isoformat()}　来源：{name}</div>'
        metas = {
            **_of_column(column),
            "ArticleTitle": paper.title,
            "PubDate": f"{paper.date.isoformat()} 09:30",
            "ContentSource": name,
        }
        second = paper.path.replace(".html", "_1.html")
        title = f"{paper.title}-{name}"
        if related and self.story.documents == "on-page-two":
            pager = f'<div class="page"><a href="{paper.path}">1</a> <a href="{second}">2</a> <a href="{second}">下一页</a></div>'
            head = f'{crumbs}<div class="article"><h1>{esc(paper.title)}</h1>{info}'
            return {
                paper.path: self._page(title, f'{head}<div class="content">{body}</div></div>{pager}', metas),
                second: self._page(
                    title, f'{head}<div class="content"><p>附则。</p></div>{pager}</div>{related}', metas
                ),
            }
        main = f'{crumbs}<div class="article"><h1>{esc(paper.title)}</h1>{info}<div class="content">{body}</div></div>{related}'
        return {paper.path: self._page(title, main, metas)}

    def site_map(self) -> str:
        """Every column by name."""
        links = "".join(f'<li><a href="{column.path}">{column.name}</a></li>' for column, _ in _walk(self.menu))
        return self._page(f"网站地图-{self.story.identity.name}", f"<h2>网站地图</h2><ul>{links}</ul>", {})

    def _box(self, column: Column) -> str:
        papers = [paper for paper in column.papers if paper.listed][:_SHOWN]
        if column.scripted or (self.story.home == "scripted" and column.path == "/xw/"):
            rows = f'<script>loadList("#b{len(column.path)}", "{column.path}");</script>'
        elif self.story.home == "offsite" and column.path == "/xw/":
            rows = "".join(
                f'<li><a href="http://news.example.invalid/{number}.html">{paper.title}</a></li>'
                for number, paper in enumerate(papers)
            )
        else:
            rows = "".join(_row(paper, as_shown=self._shown_date(paper)) for paper in papers)
        head = f'<h3><a href="{column.path}">{column.name}</a></h3>'
        return f'<div class="box">{head}<ul id="b{len(column.path)}">{rows}</ul></div>'

    def _shown_date(self, paper: Paper) -> str:
        if self.story.home == "month-and-day":
            return f"{paper.date:%m-%d}"
        return "日前" if self.story.home == "days-ago" else paper.date.isoformat()

    def _page(self, title: str, main: str, metas: dict[str, str]) -> str:
        identity = self.story.identity
        own = {"SiteName": identity.name, "SiteDomain": f"www.{identity.short}.gov.cn", "SiteIDCode": identity.id}
        written = "".join(f'<meta name="{name}" content="{esc(value)}">' for name, value in (own | metas).items())
        menu = "".join(f'<li><a href="{column.path}">{column.name}</a></li>' for column in self.menu)
        if self.story.old_markup:
            written = "".join(
                f"<META NAME='{name.upper()}' CONTENT='{esc(value)}'>" for name, value in (own | metas).items()
            )
        return (
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{esc(title)}</title>{written if self.story.metas else ""}</head>'
            f'<body><div class="head"><h1><a href="/">{identity.name}</a></h1>{SEARCH}</div><div class="nav"><ul><li><a href="/">首页</a></li>{menu}</ul></div>'
            f'<div class="main">{main}</div>{self._foot()}</body></html>'
        )

    def _foot(self) -> str:
        if self.story.foot_as == "picture":
            return '<div class="foot"><img src="/images/foot.jpg" width="1200"></div>'
        if self.story.foot_as == "script":
            return '<div class="foot" id="foot"></div><script src="/js/foot.js"></script>'
        lines = "".join(f"<p>{self._mark(mark)}</p>" for mark in self.story.foot)
        if self.story.old_markup:
            cells = "".join(f"<TR><TD align=center>{self._mark(mark)}</TD></TR>" for mark in self.story.foot)
            return f"<TABLE width=980 align=center>{cells}</TABLE>"
        return f'<div class="foot">{lines}</div>'

    def _mark(self, mark: Mark) -> str:
        identity = self.story.identity
        number = f"{identity.region}02000001"
        return {
            "emblem": '<img src="http://dcs.conac.cn.invalid/image/red.png" alt="党政机关网站标识">',
            "report": f'<a href="http://zfwzgl.www.gov.cn.invalid/exposure/jiucuo.html?site_code={identity.id}"><img src="/images/jiucuo.png" alt="找错"></a>',
            "id-code": f"网站标识码：{identity.id}",
            "sponsor": f"主办：{identity.name}",
            "contact": "联系电话：0850-6223311",
            "icp": f'<a href="https://beian.miit.gov.cn.invalid/">青ICP备{identity.region}01号-1</a>',
            "police": f'<a href="http://www.beian.gov.cn.invalid/portal/registerSystemInfo?recordcode={number}">青公网安备 {number}号</a>',
            "map": '<a href="/wzdt/">网站地图</a>',
        }[mark]


def _of_column(column: Column) -> dict[str, str]:
    return {"ColumnName": column.name, "ColumnType": column.name, "ColumnDescription": f"{column.name}栏目"}


def _pager(column: Column, number: int) -> str:
    total = -(-len(column.papers) // column.page_size)
    if total <= 1:
        return ""
    links = "".join(f'<a href="{_page_path(column, each)}">{each + 1}</a> ' for each in range(total))
    following = f'<a href="{_page_path(column, number + 1)}">下一页</a>' if number + 1 < total else ""
    return f'<div class="page">{links}{following} 共{total}页</div>'


def _row(paper: Paper, *, as_shown: str = "") -> str:
    shown = as_shown or paper.date.isoformat()
    return f'<li><a href="{paper.path}" title="{esc(paper.title)}">{esc(paper.title)}</a><span>{shown}</span></li>'
