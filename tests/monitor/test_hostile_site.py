"""A site that tries to write on the terminal, into the spreadsheet and into the log of whoever watches it."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from tests.monitor.command import TODAY, Ran, called, gongkai

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "&#27;]0;owned&#7;&#x9b;31m&#x202e;[red]:boom:[/red]\x1b[2J"
HOME = f"""<html><head><meta charset="utf-8"><title>=cmd|' /C calc'!A0{HOSTILE}</title></head><body>
<div class="nav"><ul><li><a href="/zfxxgk/">政府信息公开</a></li>
<li><a href="/news/">=1+1新闻{HOSTILE}</a></li></ul></div>
<p>清溪县人民政府{HOSTILE}</p></body></html>"""
PLATFORM = f"""<html><head><meta charset="utf-8"><title>政府信息公开</title></head><body>
<div class="tree"><ul><li><a href="/zn/">政府信息公开指南{HOSTILE}</a></li>
<li><a href="/nb/">政府信息公开年报</a></li></ul></div>
</body></html>"""
LIST = f"""<html><head><meta charset="utf-8"><title>政府信息公开年报</title></head><body><div class="list"><ul>
<li><a href="/1.html">=HYPERLINK("http://x"){HOSTILE}2019年政府信息公开工作年度报告</a><span>2020-01-15</span></li>
<li><a href="/2.html">2018年政府信息公开工作年度报告{HOSTILE}</a><span>2019-01-15</span></li></ul></div>
</body></html>"""
PAGES = {"/": HOME, "/zfxxgk/": PLATFORM, "/nb/": LIST, "/zn/": LIST}
STEERING = {"\x1b", "\x07", "\x9b", "\u202e"}


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGES.get(self.path, "").encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the hostile site was swept."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    place = tmp_path_factory.mktemp("hostile")
    (place / "sites.toml").write_text(
        f'[[site]]\nid = "h"\nname = "清溪县人民政府"\nurl = "http://127.0.0.1:{server.server_port}/"\n'
        'level = "county"\nbody = "government"\n',
        encoding="utf-8",
    )
    (place / "gongkai.toml").write_text(
        '[crawl]\ndelay = 0\nallow_networks = ["127.0.0.0/8"]\n[sweep]\nmax_unknown = 1\n', encoding="utf-8"
    )
    ran = gongkai("sweep", "--standard", "platform-2019", "--as-of", TODAY.isoformat(), cwd=place)
    server.shutdown()
    thread.join()
    server.server_close()
    harmless(ran)
    return place


def harmless(ran: Ran) -> None:
    """It ended well, and nothing in what it printed steers a terminal."""
    assert (ran.code, ran.err) == (0, "")
    assert not STEERING & set(ran.out)


@pytest.mark.parametrize(
    "words",
    [
        ["findings"],
        ["findings", "--json"],
        ["findings", "--csv"],
        ["explain", "h", "annual-report"],
        ["explain", "h", "guide"],
        ["explain", "h", "guide", "--json"],
        ["history", "h"],
        ["changes"],
        ["dashboard"],
        ["replay"],
    ],
)
def test_nothing_that_is_printed_steers_a_terminal(folder: Path, words: list[str]) -> None:
    """Escape sequences are spelled out, markup and emoji codes are text."""
    harmless(called(*words, cwd=folder))


def test_the_hostile_names_did_reach_us(folder: Path) -> None:
    """Else the tests above would prove nothing."""
    explained = called("explain", "h", "annual-report", cwd=folder).out
    listed = called("explain", "h", "annual-report", "--json", cwd=folder).json

    assert "\\u{1b}" in explained
    assert "[red]" in explained
    assert any("\x1b" in read["title"] for one in listed["explanations"] for read in one["dates"])


def test_no_cell_of_the_csv_begins_like_a_formula(folder: Path) -> None:
    """Whatever a column is called."""
    out = called("findings", "--csv", cwd=folder).out

    assert not any(
        cell.lstrip('"').startswith(("=", "+", "@")) for line in out.splitlines() for cell in line.split(",")
    )
