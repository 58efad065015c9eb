"""Pages written for the tests in the manner of one builder or another, and one call to read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.reading import read_page
from rules.facts import PageFacts

if TYPE_CHECKING:
    import datetime as dt

URL = "http://www.qingxi.gov.cn/zwgk/tzgg/index.html"
NAV = (
    '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/xwzx/">新闻中心</a></li>'
    '<li><a href="/zwgk/">政务公开</a></li><li><a href="/zwfw/">政务服务</a></li><li><a href="/hdjl/">互动交流</a></li></ul></div>'
)
FOOT = (
    '<div class="footer"><p>主办单位：清溪县人民政府办公室 网站标识码：5227010001</p>'
    '<p><a href="https://beian.miit.gov.cn/">黔ICP备05001922号-1</a> <a href="#">贵公网安备 52010202001234号</a></p></div>'
)
TITLES = (
    "关于开展春季防火工作的通知",
    "清溪县2024年部门预算公开说明",
    "关于印发应急预案的通知",
    "县人民政府常务会议纪要公告",
    "关于征集意见建议的公告",
)


def page(body: str, *, head: str = "", title: str = "通知公告-清溪县人民政府") -> str:
    """A whole page: head, navigation, the body given, and the foot that every site prints."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{NAV}{body}{FOOT}</body></html>"
    )


def lines(
    count: int = 5, *, row: str = '<li><a href="{url}" title="{title}">{title}</a><span>{date}</span></li>'
) -> str:
    """Lines of a list, the newest first, one a month of 2024 downwards from December."""
    made = []
    for at in range(count):
        month, day = 12 - at % 12, 28 - at % 20
        made.append(
            row.format(
                url=f"./2024{month:02d}/t2024{month:02d}{day:02d}_{1000 + at}.html",
                title=f"{TITLES[at % len(TITLES)]}之{at}",
                date=f"2024-{month:02d}-{day:02d}",
                short=f"{month:02d}-{day:02d}",
            )
        )
    return "".join(made)


def read(text: str | bytes, url: str = URL, *, status: int = 200, content_type: str | None = None) -> PageFacts:
    """Read a page that is one; text is sent as UTF-8."""
    body = text.encode() if isinstance(text, str) else text
    facts = read_page(body, url, status=status, content_type=content_type)
    assert isinstance(facts, PageFacts), facts
    return facts


def dates(facts: PageFacts) -> list[dt.date | None]:
    """The dates of the entries in order."""
    return [entry.date for entry in facts.entries]
