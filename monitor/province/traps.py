"""Traps: a calendar without end, redirects in a circle, a page without end, and links that must never be followed."""

from __future__ import annotations

import hashlib
import re

import msgspec

from monitor.province.values import Page

_LINK = re.compile(r"""(href=["'][^"'?;{]+\.html)(["'])""")
_CHARSET = re.compile(r"""(charset\s*=\s*["']?)[\w-]+""", re.IGNORECASE)
_LEAST_PAGE = 2_000
"""Stubs and error pages carry no tools at their foot."""
CALENDAR = "/rili/day.html"
LOOPS = ("/loop/a.html", "/loop/b.html", "/loop/self.html")


def trap_pages(pages: dict[str, Page]) -> dict[str, Page]:
    """Lay traps among the pages of a site; every page gets links to them."""
    bait = (
        f'<div class="tools"><a href="{CALENDAR}?d=1">日历</a> <a href="/loop/a.html">旧版首页</a> <a href="/huge.html">全部信息一览</a> '
        '<a href="/bomb.html">数据下载</a> <a href="{{site:forbidden}}/admin/index.html">内部办公</a> <a href="/login.html">登录</a> '
        '<a href="http://169.254.169.254/latest/meta-data/">云平台</a> <a href="file:///etc/passwd">本机</a> '
        '<a href="/search?sort=1&amp;dir=asc&amp;page=1">高级检索</a> <a href="{{site:forbidden}}:80@/x">坏链</a></div>'
    )
    laid = {path: _baited(path, page, bait) for path, page in pages.items()}
    laid["/loop/a.html"] = Page(status=302, location="/loop/b.html")
    laid["/loop/b.html"] = Page(status=302, location="/loop/a.html")
    laid["/huge.html"] = Page(behaviour="endless")
    laid["/bomb.html"] = Page(behaviour="gzip-bomb")
    laid["/login.html"] = Page(
        body="<html><body><form action='/sso' method='post'><input type='password' name='p'></form></body></html>"
    )
    return laid


def mislabelled(page: Page) -> Page:
    """A page that says another charset than its bytes are in, as templates do that were moved between systems."""
    wrong = "gb2312" if page.charset == "utf-8" else "utf-8"
    return msgspec.structs.replace(page, body=_CHARSET.sub(rf"\g<1>{wrong}", page.body))


def _baited(path: str, page: Page, bait: str) -> Page:
    """Links to traps at the foot, and a session id, new on every page, in every link."""
    if len(page.body) < _LEAST_PAGE:
        return page
    session = hashlib.sha256(path.encode()).hexdigest()[:32].upper()
    body = _LINK.sub(rf"\g<1>;jsessionid={session}\g<2>", page.body.replace("</body>", f"{bait}</body>"))
    return msgspec.structs.replace(page, body=body)


def calendar_page(path: str) -> Page | None:
    """A calendar page leads to the next day, for ever; a sorted search leads to further sorted searches."""
    if path.startswith(CALENDAR):
        day = int("".join(mark for mark in path if mark.isdigit()) or "0")
        days = "".join(f'<a href="{CALENDAR}?d={day + step}">第{day + step}天</a> ' for step in range(1, 40))
        return Page(body=f"<html><head><meta charset='utf-8'><title>日历</title></head><body>{days}</body></html>")
    if path.startswith("/search?"):
        seen = len(path)
        links = "".join(f'<a href="{path}&amp;sort={key}">{key}</a> ' for key in ("date", "title", "hits", "mark"))
        return Page(
            body=f"<html><head><meta charset='utf-8'><title>检索{seen}</title></head><body>{links}</body></html>"
        )
    return None
