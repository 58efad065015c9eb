"""Sites that let nobody in without a cookie are entered with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.crawler.crawling import crawl, site_of
from tests.crawler.mockserver import Gate, MockServer, Page, Redirect
from tests.crawler.websites import small_site

if TYPE_CHECKING:
    from pathlib import Path


def gated() -> dict[str, Gate]:
    """A whole site behind a gate, its rules for robots too."""
    pages = {path: Gate(page) for path, page in small_site().items() if isinstance(page, Page)}
    return {**pages, "/robots.txt": Gate(Page("User-agent: *\nDisallow: /zwgk/zn.html\n", content_type="text/plain"))}


def test_a_site_behind_a_cookie_is_read_and_its_robots_are_obeyed(tmp_path: Path) -> None:
    with MockServer(gated()) as server:
        crawled = crawl(tmp_path, site_of(server.url))

    assert crawled.visited("one") == [
        ("/", "home"),
        ("/zwgk/index.html", "platform"),
        ("/zwgk/nb/index.html", "column"),
        ("/zwgk/ys/index.html", "column"),
    ]
    assert [asked.path for asked in server.asked] == [
        "/robots.txt",
        "/robots.txt",
        "/",
        "/zwgk/index.html",
        "/zwgk/nb/index.html",
        "/zwgk/ys/index.html",
    ]


def test_a_gate_that_stays_shut_is_asked_twice_and_is_a_wall(tmp_path: Path) -> None:
    shut = small_site(guide=Redirect("/zwgk/zn.html", headers=(("Set-Cookie", "a=1"),)))
    with MockServer(shut) as server:
        crawled = crawl(tmp_path, site_of(server.url))

    assert crawled.misses("one")["/zwgk/zn.html"] == ("blocked", "cookie-challenge")
    assert [asked.path for asked in server.asked].count("/zwgk/zn.html") == 2


def test_a_cookie_larger_than_a_browser_keeps_opens_no_gate(tmp_path: Path) -> None:
    large = small_site(guide=Redirect("/zwgk/zn.html", headers=(("Set-Cookie", f"a={'x' * 5000}"),)))
    with MockServer(large) as server:
        crawled = crawl(tmp_path, site_of(server.url))

    assert crawled.misses("one")["/zwgk/zn.html"] == ("blocked", "cookie-challenge")
