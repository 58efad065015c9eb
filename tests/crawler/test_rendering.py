"""Pages that hold nothing without their scripts, shown by a real Chromium that opens no connection of its own."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from warcio.archiveiterator import ArchiveIterator

from crawler.evidence_reading import EvidenceFolder
from crawler.reading import read_page
from crawler.rendering import find_browser
from rules.facts import PageFacts
from tests.crawler.crawling import Crawled, crawl, path_of, site_of
from tests.crawler.mockserver import MockServer, Page
from tests.crawler.websites import MENU, html, nav, small_site

if TYPE_CHECKING:
    from pathlib import Path

    from rules.model import PageVisit
    from tests.crawler.mockserver import Behaviour

needs_browser = pytest.mark.skipif(
    find_browser() is None and "CI" not in os.environ,
    reason="needs the extra browser and Debian's package chromium",
)
BUDGET_PATH = "/zwgk/ys/index.html"
SHELL = Page(
    html(
        "财政预决算",
        nav(MENU),
        '<div class="main"><h2>财政预决算</h2><div id="list">加载中...</div></div><script src="/js/app.js"></script>',
    )
)
ROWS = [
    {"title": "清溪县2026年政府预算公开", "url": "/zwgk/ys/2026.html", "date": "2026-02-10"},
    {"title": "清溪县2025年政府决算公开", "url": "/zwgk/ys/2025.html", "date": "2025-09-10"},
]
FILL = """
fetch('/api/list.json', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: '{"page": 1}'})
  .then(answer => answer.json())
  .then(rows => { document.getElementById('list').outerHTML = '<ul class="list">' + rows.map(row =>
    `<li><a href="${row.url}">${row.title}</a><span>${row.date}</span></li>`).join('') + '</ul>'; });
"""
STRAY = """
new Image().src = '/picture.png';
fetch('http://127.0.9.9:%(port)d/secret').catch(() => 0);
new WebSocket('ws://127.0.9.9:%(port)d/socket');
const frame = document.createElement('iframe');
frame.src = 'http://127.0.9.9:%(port)d/frame';
document.body.append(frame);
const link = document.createElement('link'); link.rel = 'preconnect'; link.href = 'http://127.0.9.9:%(port)d/';
document.head.append(link);
"""


def script_site(script: str) -> dict[str, Behaviour]:
    """A site whose budget column is filled by a script."""
    pages = small_site(budget=SHELL)
    pages["/js/app.js"] = Page(script, content_type="application/javascript")
    pages["/api/list.json"] = Page(json.dumps(ROWS), content_type="application/json")
    return pages


def budget_page(crawled: Crawled) -> PageVisit:
    return next(page for page in crawled.snapshot("one").pages if path_of(page) == BUDGET_PATH)


@needs_browser
def test_a_list_filled_by_script_is_read_as_the_browser_shows_it(tmp_path: Path) -> None:
    """The reason is kept with the page, and its validators are not, since the shell never changes."""
    with MockServer(script_site(FILL)) as server:
        page = budget_page(crawl(tmp_path, site_of(server.url), browser_pages=5))

    assert [(entry.title, str(entry.date)) for entry in page.facts.entries] == [
        (row["title"], row["date"]) for row in ROWS
    ]
    assert (page.facts.needs_browser, page.rendered is not None, page.etag, page.last_modified) == (
        None,
        True,
        None,
        None,
    )


@needs_browser
def test_the_browser_itself_reaches_nothing(tmp_path: Path) -> None:
    """Neither scripts, sockets, frames nor hints of the page open a connection to another address."""
    with MockServer({}, host="127.0.9.9") as recorder:
        port = int(recorder.url.rsplit(":", 1)[1].rstrip("/"))
        with MockServer(script_site(FILL + STRAY % {"port": port})) as server:
            crawled = crawl(
                tmp_path, site_of(server.url), browser_pages=5, allow_networks=("127.0.0.0/24",), concurrency_per_site=2
            )
            asked = server.paths
        page = budget_page(crawled)

        assert recorder.paths == []
    assert "/picture.png" not in asked
    assert len(page.facts.entries) == len(ROWS)


@needs_browser
def test_a_list_that_stays_empty_in_the_browser_stays_unread(tmp_path: Path) -> None:
    """Its data may have been refused; it is never an empty column."""
    with MockServer(script_site("fetch('/api/gone.json')")) as server:
        page = budget_page(crawl(tmp_path, site_of(server.url), browser_pages=5))

    assert (page.facts.needs_browser is not None, page.rendered, page.facts.entries) == (True, None, ())


def test_without_a_budget_no_browser_is_started(tmp_path: Path) -> None:
    """The page says that it needs one, and its script is never asked for."""
    with MockServer(script_site(FILL)) as server:
        page = budget_page(crawl(tmp_path, site_of(server.url), browser_pages=0))
        asked = server.paths

    assert (page.facts.needs_browser is not None, page.rendered) == (True, None)
    assert "/js/app.js" not in asked


@needs_browser
def test_what_the_browser_showed_is_kept_with_its_picture_and_the_answer_behind_it(tmp_path: Path) -> None:
    """The record of the page leads to the document that was read, and from there to the shell that was served."""
    with MockServer(script_site(FILL)) as server:
        page = budget_page(crawl(tmp_path, site_of(server.url), browser_pages=5, evidence_folder=str(tmp_path / "e")))
    folder = EvidenceFolder(tmp_path / "e")
    stored = folder.response(str(page.record), sha256=page.record_sha256)
    facts = read_page(stored.body, stored.url, status=stored.status, content_type=stored.content_type)
    assert isinstance(facts, PageFacts)
    parts = {one.member.kind: one for one in folder.whole(str(page.record), sha256=page.record_sha256)}

    assert (stored.shown, stored.status, sha256(stored.body).hexdigest()) == (True, 200, page.sha256)
    assert replace(facts, needs_browser=None) == page.facts
    assert sorted(parts) == ["conversion", "request", "resource", "response"]
    assert parts["resource"].block.startswith(b"\x89PNG\r\n")
    served = folder.response(stored.answer)
    assert isinstance(SHELL.body, str)
    assert (served.shown, served.body) == (False, SHELL.body.encode())
    (path,) = (tmp_path / "e").glob("*.warc.gz")
    with path.open("rb") as stream:
        assert [record.rec_type for record in ArchiveIterator(stream, check_digests="raise")].count("conversion") == 1
