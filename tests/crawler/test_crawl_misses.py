"""What troubled sites do to a crawl: every miss has its reason, and nobody waits for anybody."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from tests.crawler.crawling import Crawled, crawl, site_of
from tests.crawler.mockserver import (
    Behaviour,
    Drop,
    Forever,
    GzipBomb,
    Huge,
    MockServer,
    Page,
    Redirect,
    Reset,
    SlowDrip,
)
from tests.crawler.websites import CHALLENGE, html, small_site

if TYPE_CHECKING:
    from collections.abc import Iterator


ROBOTS_CLOSED = Page("User-agent: *\nDisallow: /\n", content_type="text/plain")


def down() -> MockServer:
    """A server that answers everything with an error of its own."""
    return MockServer({}, otherwise=Page("error", status=500))


TROUBLED: dict[str, dict[str, Behaviour]] = {
    "whole": small_site(),
    "guide-gone": small_site(guide=Page("<html><body>404 Not Found</body></html>", status=404)),
    "guide-drops": small_site(guide=Drop()),
    "guide-resets": small_site(guide=Reset()),
    "guide-drips": small_site(guide=SlowDrip()),
    "guide-hangs": small_site(guide=Forever()),
    "guide-bomb": small_site(guide=GzipBomb()),
    "guide-huge": small_site(guide=Huge()),
    "guide-pdf": small_site(guide=Page(b"%PDF-1.4", content_type="application/pdf")),
    "guide-faulty": small_site(guide=Page("oops", status=500)),
    "guide-challenge": small_site(guide=Page(CHALLENGE, status=412)),
    "guide-login": small_site(guide=Page("<html><body>401</body></html>", status=401)),
    "guide-loop": {
        **small_site(guide=Redirect("/loop-a")),
        "/loop-a": Redirect("/loop-b"),
        "/loop-b": Redirect("/loop-a"),
    },
    "guide-endless": {**small_site(guide=Redirect("/endless?{n}")), "/endless": Redirect("/endless?{n}")},
    "guide-cookie": small_site(guide=Redirect("/zwgk/zn.html", headers=(("Set-Cookie", "a=1"),))),
    "guide-file": small_site(guide=Redirect("file:///etc/passwd")),
    "guide-metadata": small_site(guide=Redirect("http://169.254.169.254/latest/meta-data/")),
    "guide-elsewhere": small_site(guide=Redirect("http://www.other.invalid/guide")),
    "home-closed": {**small_site(), "/robots.txt": ROBOTS_CLOSED},
    "home-challenge": small_site(home=Page(CHALLENGE, status=412)),
    "home-gone": small_site(home=Page("gone", status=404)),
    "robots-faulty": {**small_site(), "/robots.txt": Page("oops", status=503)},
    "robots-html": {**small_site(), "/robots.txt": Page(html("首页", "<p>User-agent: * Disallow: /</p>"))},
}


class Troubled:
    """One crawl of many troubled sites, and what their servers saw."""

    def __init__(self, crawled: Crawled, servers: dict[str, MockServer]) -> None:
        self.crawled = crawled
        self.servers = servers


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Troubled]:
    with contextlib.ExitStack() as stack:
        servers = {name: stack.enter_context(MockServer(pages)) for name, pages in TROUBLED.items()}
        servers["down"] = stack.enter_context(down())
        sites = [site_of(server.url, name=name) for name, server in servers.items()]
        crawled = crawl(tmp_path_factory.mktemp("troubled"), *sites, timeout=2, max_page_bytes=200_000)
        yield Troubled(crawled, servers)


def test_every_site_comes_to_its_end_without_a_word_of_complaint(troubled: Troubled) -> None:
    assert (troubled.crawled.code, troubled.crawled.errors) == (0, "")
    assert troubled.crawled.finished() == set(troubled.servers)


def test_a_site_is_visited_by_what_the_standard_names(troubled: Troubled) -> None:
    """Home, platform, the columns of the items, and nothing else: neither news nor articles."""
    assert troubled.crawled.visited("whole") == [
        ("/", "home"),
        ("/zwgk/index.html", "platform"),
        ("/zwgk/zn.html", "column"),
        ("/zwgk/nb/index.html", "column"),
        ("/zwgk/ys/index.html", "column"),
    ]
    assert set(troubled.crawled.coverage("whole").values()) == {("visited", None)}


MISSES = {
    "guide-gone": ("http-4xx", "404"),
    "guide-drops": ("reset", "the server closed the connection"),
    "guide-resets": ("reset", "connection reset"),
    "guide-drips": ("timeout", "no complete answer in time"),
    "guide-hangs": ("timeout", "no complete answer in time"),
    "guide-bomb": ("too-large", "over 200000 bytes after decompression"),
    "guide-huge": ("too-large", "over 200000 bytes"),
    "guide-pdf": ("not-html", "application/pdf"),
    "guide-faulty": ("http-5xx", "500"),
    "guide-login": ("login", "401"),
    "guide-endless": ("redirect-loop", "more than 8 redirects"),
    "guide-cookie": ("blocked", "cookie-challenge"),
    "guide-metadata": ("offsite", "http://169.254.169.254/latest/meta-data/"),
    "guide-elsewhere": ("offsite", "http://www.other.invalid/guide"),
    "guide-file": ("protocol", "redirects to file:///etc/passwd"),
}


@pytest.mark.parametrize("name", MISSES)
def test_every_miss_has_its_reason(troubled: Troubled, name: str) -> None:
    assert troubled.crawled.misses(name) == {"/zwgk/zn.html": MISSES[name]}


@pytest.mark.parametrize(("name", "reason"), [("guide-challenge", "blocked"), ("guide-loop", "redirect-loop")])
def test_walls_and_circles_have_their_reason(troubled: Troubled, name: str, reason: str) -> None:
    assert {path: why for path, (why, _) in troubled.crawled.misses(name).items()} == {"/zwgk/zn.html": reason}


def test_a_column_that_is_gone_is_evidence_and_any_other_miss_is_not(troubled: Troubled) -> None:
    statuses = {
        name: troubled.crawled.coverage(name)["guide"] for name in ("guide-gone", "guide-hangs", "guide-challenge")
    }

    assert statuses == {
        "guide-gone": ("visited", None),
        "guide-hangs": ("not-visited", "timeout"),
        "guide-challenge": ("not-visited", "blocked"),
    }


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("home-closed", "robots"),
        ("home-challenge", "blocked"),
        ("home-gone", "http-4xx"),
        ("robots-faulty", "http-5xx"),
        ("down", "http-5xx"),
    ],
)
def test_a_home_page_that_cannot_be_read_leaves_everything_open(troubled: Troubled, name: str, reason: str) -> None:
    assert troubled.crawled.visited(name) == []
    assert set(troubled.crawled.coverage(name).values()) == {("not-visited", reason)}


def test_a_dead_site_gets_one_cheap_probe(troubled: Troubled) -> None:
    assert {name: len(troubled.servers[name].asked) for name in ("down", "robots-faulty", "home-closed")} == {
        "down": 1,
        "robots-faulty": 1,
        "home-closed": 1,
    }


def test_a_page_in_place_of_robots_holds_no_rules(troubled: Troubled) -> None:
    assert len(troubled.crawled.visited("robots-html")) == 5


def test_the_bound_on_connections_holds_for_every_site(troubled: Troubled) -> None:
    """Counted by the servers, robots.txt and redirects included."""
    assert max(server.highest_concurrency for server in troubled.servers.values()) <= 2
