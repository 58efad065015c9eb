"""Small government sites to be crawled: home, platform, columns, lists, articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.crawler.mockserver import Behaviour, Page

if TYPE_CHECKING:
    from collections.abc import Mapping

NEWS = tuple(
    (f"清溪县第{number}次工作会议召开", f"/news/{number}.html", f"2026-11-{number:02}") for number in range(1, 9)
)
GUIDE_TEXT = (
    "为了方便公民、法人和其他组织获取政府信息，特编制本指南。办公地址：清溪县城关镇人民路1号。联系电话：0851-1234567。"
    "办公时间：工作日上午九时至十二时，下午一时至五时。"
)


def html(title: str, *parts: str) -> str:
    """A page with a title."""
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body>{''.join(parts)}"
        "<div class='footer'>主办：清溪县人民政府办公室 网站标识码：5227010001</div></body></html>"
    )


def nav(columns: Mapping[str, str]) -> str:
    """The top menu."""
    links = "".join(f"<li><a href='{url}'>{name}</a></li>" for name, url in columns.items())
    return f"<div class='nav'><ul>{links}</ul></div>"


def listing(*entries: tuple[str, str, str], more: str = "") -> str:
    """A dated list."""
    lines = "".join(f"<li><a href='{url}'>{title}</a><span>{day}</span></li>" for title, url, day in entries)
    return f"<div class='main'><ul class='list'>{lines}</ul>{more}</div>"


def list_page(name: str, *entries: tuple[str, str, str], more: str = "") -> Page:
    """A column with a list."""
    return Page(
        html(
            f"{name}-清溪县人民政府",
            f"<div class='position'>当前位置：首页 &gt; {name}</div>",
            listing(*entries, more=more),
        )
    )


CHALLENGE = (
    "<html><head><script>(function(){var _0x1=document.cookie='acw_sc__v2=1';location.reload();})()</script></head>"
    "<body></body></html>"
)
"""What a wall answers in place of a page."""

MENU = {
    "首页": "/",
    "新闻中心": "/news/index.html",
    "政府信息公开": "/zwgk/index.html",
    "便民查询": "/query/index.html",
}
TREE = {
    "政府信息公开指南": "/zwgk/zn.html",
    "政府信息公开年报": "/zwgk/nb/index.html",
    "财政预决算": "/zwgk/ys/index.html",
}


def platform_page(tree: Mapping[str, str]) -> Page:
    """The disclosure platform with its tree."""
    links = "".join(f"<li><a href='{url}'>{name}</a></li>" for name, url in tree.items())
    return Page(
        html(
            "政府信息公开-清溪县人民政府",
            f"<div class='leftnav'><h3>政府信息公开</h3><ul>{links}</ul></div>",
            f"<p>{GUIDE_TEXT}</p>",
        )
    )


def small_site(**changed: Behaviour) -> dict[str, Behaviour]:
    """A complete little site; ``changed`` replaces pages by the last part of their path without dots."""
    pages: dict[str, Behaviour] = {
        "/": Page(html("清溪县人民政府", nav(MENU), listing(*NEWS))),
        "/news/index.html": list_page("新闻中心", *NEWS),
        "/query/index.html": Page(html("便民查询", f"<p>{GUIDE_TEXT}</p>")),
        "/zwgk/index.html": platform_page(TREE),
        "/zwgk/zn.html": Page(
            html("政府信息公开指南", f"<div class='content'><h1>政府信息公开指南</h1><p>{GUIDE_TEXT}</p></div>")
        ),
        "/zwgk/nb/index.html": list_page(
            "政府信息公开年报",
            ("清溪县人民政府2025年政府信息公开工作年度报告", "/zwgk/nb/2025.html", "2026-01-20"),
            ("清溪县人民政府2024年政府信息公开工作年度报告", "/zwgk/nb/2024.html", "2025-01-20"),
        ),
        "/zwgk/ys/index.html": list_page(
            "财政预决算",
            ("清溪县2026年政府预算公开", "/zwgk/ys/2026.html", "2026-02-10"),
            ("清溪县2025年政府决算公开", "/zwgk/ys/2025.html", "2025-09-10"),
        ),
    }
    names = {
        "home": "/",
        "platform": "/zwgk/index.html",
        "guide": "/zwgk/zn.html",
        "annual": "/zwgk/nb/index.html",
        "budget": "/zwgk/ys/index.html",
    }
    for name, behaviour in changed.items():
        pages[names[name]] = behaviour
    return pages
