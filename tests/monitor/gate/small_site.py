"""A county's website of half a dozen pages, served on loopback, whose pages a test can break, mend and hold back."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = "2026-11-22"
HOST = "127.0.1.9"
STANDARD = """
id = "small-2026"
title = "小县政务公开标准目录"
title_en = "Small county list"
version = "2026-01"
in_force = 2026-01-01
applies_to = { levels = ["county"], bodies = ["government"] }
[source]
document = "小县政务公开标准目录（样例）"
number = "样例〔2026〕1号"

[[item]]
id = "guide"
group = "政府信息公开"
name = "政府信息公开指南"
name_en = "Disclosure guide"
content = ["指南"]
basis = ["《中华人民共和国政府信息公开条例》第十二条"]
severity = "serious"
[item.find]
kind = "page"
[item.fresh]
permanent = true

[[item]]
id = "rules"
group = "政府信息公开"
name = "政府信息公开制度"
name_en = "Disclosure rules"
basis = ["样例〔2026〕1号"]
severity = "veto"
[item.find]
kind = "list"
[item.fresh]
permanent = true

[[item]]
id = "notices"
group = "政务公开"
name = "通知公告"
name_en = "Notices"
deadline = "60日内更新"
severity = "minor"
[item.find]
kind = "list"
[item.fresh]
max_age = "60d"

[[item]]
id = "plans"
group = "政务公开"
name = "发展规划"
name_en = "Plans"
severity = "advice"
[item.find]
kind = "list"
[item.fresh]
permanent = true
"""
COLUMNS = {"guide": "政府信息公开指南", "rules": "政府信息公开制度", "notices": "通知公告", "plans": "发展规划"}
_PARAGRAPH = "清溪县人民政府办公室负责本县政府信息公开工作，受理公民、法人和其他组织的申请并按规定答复。"


def page(title: str, body: str, *, columns: dict[str, str] | None = None) -> str:
    """One page with the menu of the site."""
    links = "".join(f'<li><a href="/{path}/">{name}</a></li>' for path, name in (columns or COLUMNS).items())
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}-清溪县人民政府</title></head><body>'
        f'<div class="nav"><ul><li><a href="/">首页</a></li>{links}</ul></div>'
        f'<div class="main">{body}</div><div class="footer">版权所有：清溪县人民政府办公室</div></body></html>'
    )


def listing(name: str, *dates: str, title: str = "关于做好第{number}号工作的通知") -> str:
    """A list of entries, one for each date."""
    rows = "".join(
        f'<li><a href="/doc/{number}.html">{title.format(number=number)}</a><span>{date}</span></li>'
        for number, date in enumerate(dates, start=1)
    )
    return page(name, f'<div class="list"><h2>{name}</h2><ul>{rows}</ul></div>')


def good_pages() -> dict[str, str]:
    """A site on which every item passes."""
    return {
        "/": page("首页", f"<p>{_PARAGRAPH}</p>"),
        "/guide/": page("政府信息公开指南", f"<h1>政府信息公开指南</h1><div>{f'<p>{_PARAGRAPH}</p>' * 6}</div>"),
        "/rules/": listing("政府信息公开制度", "2026-03-02", "2026-02-11", "2025-12-30"),
        "/notices/": listing("通知公告", "2026-11-18", "2026-11-10", "2026-10-21"),
        "/plans/": listing("发展规划", "2026-05-18", "2026-04-10", "2026-01-21"),
    }


@dataclass
class SmallSite:
    """The pages that are served, and how."""

    url: str
    pages: dict[str, str] = field(default_factory=good_pages)
    flapping: dict[str, int] = field(default_factory=dict)
    """Path to how often it answers 404 before it is there."""
    troubled: set[str] = field(default_factory=set)
    """Paths that answer 503."""
    refusing: bool = False
    """Every answer is 503."""
    held: threading.Event | None = None
    """Answers wait for it."""
    waiting: int = 0
    """Requests that were held back."""
    asked: list[str] = field(default_factory=list)
    conditional: int = 0
    """Requests that asked only for what changed."""

    def break_page(self, name: str) -> None:
        """Let a column lead nowhere."""
        self.pages.pop(f"/{name}/")

    def empty_list(self, name: str) -> None:
        """Let a list hold nothing."""
        self.pages[f"/{name}/"] = listing(COLUMNS[name])

    def mend(self, name: str) -> None:
        """Put a page back."""
        self.pages[f"/{name}/"] = good_pages()[f"/{name}/"]

    def entry(self, identifier: str = "small") -> str:
        """The site's table in sites.toml."""
        return (
            f'[[site]]\nid = "{identifier}"\nname = "清溪县人民政府"\nurl = "{self.url}"\n'
            'level = "county"\nbody = "government"\n'
        )

    def answer(self, path: str) -> tuple[int, str]:
        """Status and body for a path."""
        self.asked.append(path)
        if self.refusing or path in self.troubled:
            return 503, "unavailable"
        left = self.flapping.get(path, 0)
        if left:
            self.flapping[path] = left - 1
            return 404, "not here"
        body = self.pages.get(path)
        if body is None and path.startswith("/doc/"):
            body = page("通知", f"<h1>通知</h1><p>发布日期：2026-03-02</p><p>{_PARAGRAPH}</p>")
        return (404, "not here") if body is None else (200, body)


@contextlib.contextmanager
def small_site() -> Iterator[SmallSite]:
    """Serve a site while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if site.held is not None:
                site.waiting += 1
                site.held.wait(30)
            site.conditional += "If-None-Match" in self.headers or "If-Modified-Since" in self.headers
            status, body = site.answer(self.path)
            content = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/html")
            self.send_header("ETag", f'"{len(content)}"')
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            """Keep quiet."""

    server = ThreadingHTTPServer((HOST, 0), Handler)
    server.daemon_threads = True
    site = SmallSite(f"http://{HOST}:{server.server_port}/")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        if site.held is not None:
            site.held.set()
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass(frozen=True)
class Operator:
    """The folder of a site operator, in which the command runs."""

    folder: Path

    def write(self, name: str, text: str) -> Path:
        """Write a file of the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def register(self, *sites: SmallSite) -> None:
        """Write the registry, the standard and settings that allow loopback."""
        names = ("small", "second", "third")
        self.write("sites.toml", "\n".join(site.entry(name) for site, name in zip(sites, names, strict=False)))
        self.write("small.toml", STANDARD)
        self.write(
            "gongkai.toml",
            f'[crawl]\ndelay = 0\nretries = 0\ntimeout = 5\nprocesses = 1\nallow_networks = ["{HOST}/32"]\n',
        )

    def command(self, *words: str) -> list[str]:
        """The whole command line."""
        base = [sys.executable, "-m", "monitor", "--lang", "en", "check", "--standard", "small.toml"]
        return [*base, "--as-of", TODAY, *words]

    def check(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run ``gongkai check`` in the folder; a traceback is a failure of the test."""
        done = subprocess.run(
            self.command(*words),
            cwd=self.folder,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done
