"""The crawl process end to end: real process, real HTTP, real reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.crawler.crawling import crawl, site_of
from tests.crawler.mockserver import MockServer
from tests.crawler.websites import small_site

if TYPE_CHECKING:
    from pathlib import Path


def test_a_site_is_visited_by_what_the_standard_names(tmp_path: Path) -> None:
    """Home, platform, the columns of the items, and nothing else: neither news nor articles."""
    with MockServer(small_site()) as server:
        crawled = crawl(tmp_path, site_of(server.url))

    assert crawled.errors == ""
    assert (crawled.code, crawled.visited("one"), crawled.coverage("one")) == (
        0,
        [
            ("/", "home"),
            ("/zwgk/index.html", "platform"),
            ("/zwgk/zn.html", "column"),
            ("/zwgk/nb/index.html", "column"),
            ("/zwgk/ys/index.html", "column"),
        ],
        {
            "platform": ("visited", None),
            "guide": ("visited", None),
            "annual": ("visited", None),
            "budget": ("visited", None),
        },
    )
