"""The web server of the province: every site on its own loopback address, each with its own manners.

A parent process starts it (``python -m monitor.province``), reads one JSON line of addresses and talks to it over a
control address. It ends when its standard input is closed.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import hashlib
import json
import re
import socket
import sys
import zlib
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from aiohttp import web

from monitor.province.assembly import CHALLENGE, NGINX_404
from monitor.province.traps import calendar_page

if TYPE_CHECKING:
    from monitor.province.province import Province
    from monitor.province.scenario import Scenario
    from monitor.province.values import Page

Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
_PLACE = re.compile(r"\{\{site:([\w-]+)\}\}")
_UNAVAILABLE = "<html><body><h1>503 Service Unavailable</h1></body></html>"
_SLOW_SECONDS = 0.15
_WAY_SECONDS = 0.01
"""The way there and back; without it no two requests would ever be seen together."""
_HANG_SECONDS = 120.0
_ENDLESS_BYTES = 30_000_000
_BOMB_BYTES = 60_000_000
_LAST_MODIFIED = "Fri, 20 Nov 2026 01:00:00 GMT"


class Host:
    """One served site and what it has seen."""

    def __init__(self, server: Server, site_id: str, scenario: Scenario | None) -> None:
        self.server = server
        self.site_id = site_id
        self.scenario = scenario
        self.requests = 0
        self.not_modified = 0
        self.under_way = 0
        self.highest = 0
        self.paths: list[str] = []
        self._asked: dict[str, int] = {}
        self._bodies: dict[tuple[int, str], bytes] = {}

    @property
    def trouble(self) -> str:
        """What is wrong with the site as a whole."""
        return self.scenario.trouble if self.scenario else "none"

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request and keep count."""
        self.requests += 1
        self.under_way += 1
        self.highest = max(self.highest, self.under_way)
        self.paths.append(request.path_qs)
        try:
            return await self._answer(request)
        finally:
            self.under_way -= 1

    def forget(self) -> None:
        """Start counting anew; what recovered stays recovered."""
        self.requests = self.not_modified = self.highest = 0
        self.paths.clear()

    def log(self) -> dict[str, object]:
        """The counts as JSON values."""
        return {
            "requests": self.requests,
            "not_modified": self.not_modified,
            "highest_concurrency": self.highest,
            "paths": list(self.paths),
        }

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path_qs
        refused = await self._manners(path, request)
        if refused is not None:
            return refused
        page = self._find(path)
        if page is None:
            return self._absent(path)
        if page.location is not None:
            return web.Response(status=page.status, headers={"Location": self.server.put_addresses(page.location)})
        if page.behaviour != "plain":
            with contextlib.suppress(ConnectionError):  # the visitor has had enough
                return await self._misbehave(page.behaviour, request)
            return web.Response(status=500)
        return self._send(page, path, request)

    async def _manners(self, path: str, request: web.BaseRequest) -> web.Response | None:
        """What the site as a whole does to every visitor, before any page is looked for."""
        if self.trouble == "cookie" and "gate=" not in request.headers.get("Cookie", ""):
            mark = hashlib.sha256(self.site_id.encode()).hexdigest()[:24]
            return web.Response(status=302, headers={"Location": path, "Set-Cookie": f"gate={mark}; path=/"})
        if self.trouble == "blocking":
            return web.Response(status=412, text=CHALLENGE, content_type="text/html")
        if path == "/robots.txt":
            return self._robots()
        if self.trouble == "flapping" and self._first_time(path) and zlib.crc32(path.encode()) % 3 == 0:
            return web.Response(status=503, text=_UNAVAILABLE, content_type="text/html")
        await asyncio.sleep(_SLOW_SECONDS if self.trouble == "slow" else _WAY_SECONDS)
        return None

    def _first_time(self, path: str) -> bool:
        self._asked[path] = self._asked.get(path, 0) + 1
        return self._asked[path] == 1

    def _robots(self) -> web.Response:
        if self.trouble == "traps":
            return self._absent("/robots.txt")
        if self.trouble != "robots":
            return web.Response(status=404, text=NGINX_404, content_type="text/html")
        barred = self.server.province.robots_paths(self.site_id)
        return web.Response(text="User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in barred))

    def _find(self, path: str) -> Page | None:
        pages = self.server.province.pages(self.site_id)
        if path in pages:
            return pages[path]
        bare = re.sub(r";jsessionid=[0-9A-F]+", "", path)
        for variant in (bare, bare.partition("?")[0], f"{bare}index.html", bare.removesuffix("index.html")):
            if variant in pages:
                return pages[variant]
        if self.trouble == "traps":
            return calendar_page(path)
        return None

    def _absent(self, path: str) -> web.Response:
        if self.trouble == "traps":
            return web.Response(
                text=f"<html><head><title>出错了</title></head><body><h2>您访问的页面不存在或已被删除</h2><!-- {len(path)} --></body></html>",
                content_type="text/html",
            )
        return web.Response(status=404, text=NGINX_404, content_type="text/html")

    def _send(self, page: Page, path: str, request: web.BaseRequest) -> web.Response:
        night = self.server.province.night
        body = self._bodies.get((night, path))
        if body is None:
            body = (
                page.raw
                if page.raw is not None
                else self.server.put_addresses(page.body).encode(page.charset, "xmlcharrefreplace")
            )
            self._bodies[(night, path)] = body
        headers = {"Content-Type": page.content_type}
        if self.scenario is not None and self.scenario.validators and page.status == 200:  # noqa: PLR2004
            tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            headers |= {"ETag": tag, "Last-Modified": _LAST_MODIFIED}
            if request.headers.get("If-None-Match") == tag:
                self.not_modified += 1
                return web.Response(status=304, headers=headers)
        if self.scenario is not None and self.scenario.gzip and "gzip" in request.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"] = "gzip"
            body = gzip.compress(body, mtime=0)
        return web.Response(status=page.status, body=body, headers=headers)

    async def _misbehave(self, behaviour: str, request: web.BaseRequest) -> web.StreamResponse:
        headers = {"Content-Type": "text/html"}
        if behaviour == "gzip-bomb":
            headers["Content-Encoding"] = "gzip"
            return web.Response(body=gzip.compress(b"<html>" + b" " * _BOMB_BYTES, mtime=0), headers=headers)
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        if behaviour == "endless":
            line = ("<p>" + "政务公开" * 4_000 + "</p>\n").encode()
            for _ in range(_ENDLESS_BYTES // len(line)):
                await response.write(line)
        else:
            for _ in range(int(_HANG_SECONDS)):
                await response.write(b"<!-- -->")
                await asyncio.sleep(1)
        return response


class Server:
    """Every host of the province, the recorder that must never be asked, and the control address."""

    def __init__(self, province: Province) -> None:
        self.province = province
        self.nights = {province.night: province}
        self.addresses: dict[str, str] = {}
        self.hosts: dict[str, Host] = {}
        self.forbidden: list[str] = []
        self.networks: list[str] = []
        self._reserved: list[socket.socket] = []
        self._runners: list[web.ServerRunner] = []

    def put_addresses(self, text: str) -> str:
        """Put the bound addresses into a page."""
        return _PLACE.sub(lambda found: self.addresses.get(found[1], "http://nowhere.invalid"), text)

    async def start(self) -> dict[str, object]:
        """Bind everything.

        Returns:
            What the parent must know: addresses by id, the control address, networks to allow.
        """
        self._render()
        many = _can_bind("127.0.1.1")
        for number, site_id in enumerate(self.province.served, start=1):
            scenario = self.province.scenarios.get(site_id)
            sock = _bound(f"127.0.1.{number}" if many else "127.0.0.1")
            self.addresses[site_id] = _url(sock)
            if scenario is not None and scenario.trouble == "down":
                self._reserved.append(sock)
                continue
            host = Host(self, site_id, scenario)
            self.hosts[site_id] = host
            await self._listen(sock, host.answer)
        recorder = _bound("127.0.2.1" if many else "::1")
        self.addresses["forbidden"] = _url(recorder)
        await self._listen(recorder, self._record)
        control = _bound("127.0.0.1")
        await self._listen(control, self._control)
        self.networks = ["127.0.1.0/24"] if many else ["127.0.0.1/32"]
        return {"addresses": self.addresses, "control": _url(control), "networks": self.networks}

    def _render(self) -> None:
        """Render every page before anyone waits for it."""
        for site_id in self.province.served:
            self.province.pages(site_id)

    async def stop(self) -> None:
        """Let go of every address."""
        for runner in self._runners:
            await runner.cleanup()
        for sock in self._reserved:
            sock.close()

    async def _listen(self, sock: socket.socket, handler: Handler) -> None:
        runner = web.ServerRunner(web.Server(handler, access_log=None), shutdown_timeout=0.1)
        await runner.setup()
        await web.SockSite(runner, sock).start()
        self._runners.append(runner)

    async def _record(self, request: web.BaseRequest) -> web.Response:
        self.forbidden.append(request.path_qs)
        return web.Response(text="this address must never be asked")

    async def _control(self, request: web.BaseRequest) -> web.Response:
        if request.path == "/night":
            night = int(request.query["n"])
            if night not in self.nights:
                self.nights[night] = self.province.at(night)
            self.province = self.nights[night]
            self._render()
        elif request.path == "/forget":
            for host in self.hosts.values():
                host.forget()
        logs = {site_id: host.log() for site_id, host in self.hosts.items()}
        return web.json_response({"sites": logs, "forbidden": self.forbidden, "night": self.province.night})


async def run(province: Province) -> None:
    """Serve until standard input is closed."""
    server = Server(province)
    sys.stdout.write(json.dumps(await server.start()) + "\n")
    sys.stdout.flush()
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.buffer.read)
    await server.stop()


def _can_bind(address: str) -> bool:
    try:
        with socket.socket() as sock:
            sock.bind((address, 0))
    except OSError:
        return False
    return True


def _bound(address: str) -> socket.socket:
    sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    sock.bind((address, 0))
    return sock


def _url(sock: socket.socket) -> str:
    address, port = sock.getsockname()[:2]
    return f"http://[{address}]:{port}" if ":" in address else f"http://{address}:{port}"
