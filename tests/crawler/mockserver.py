# ruff: noqa: ARG002 - every behaviour has the same signature
"""A real HTTP server on loopback whose pages misbehave in named ways, and that remembers who asked for what."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import socket
import ssl
import struct
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import TracebackType


@dataclass(frozen=True)
class Asked:
    """One request as the server saw it."""

    path: str
    headers: Mapping[str, str]
    at: float
    """Seconds of the monotonic clock."""


class Behaviour(Protocol):
    """What the server does with a request."""

    async def answer(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        """Write whatever it writes; the connection is closed afterwards unless it is a well-behaved page."""


def head(status: int, headers: Iterable[tuple[str, str]]) -> bytes:
    """Return a status line with headers."""
    lines = [f"HTTP/1.1 {status} Status", *(f"{name}: {value}" for name, value in headers), "", ""]
    return "\r\n".join(lines).encode("latin-1")


@dataclass(frozen=True)
class Page:
    """A well-behaved page."""

    body: str | bytes = ""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    content_type: str | None = "text/html; charset=utf-8"
    delay: float = 0.0

    async def answer(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        """Send it, or 304 where the request carries the page's own validator."""
        if self.delay:
            await asyncio.sleep(self.delay)
        validator = dict(self.headers).get("ETag")
        if validator is not None and asked.headers.get("if-none-match") == validator:
            writer.write(head(304, [("ETag", validator), ("Content-Length", "0")]))
            return
        body = self.body.encode() if isinstance(self.body, str) else self.body
        typed = [("Content-Type", self.content_type)] if self.content_type is not None else []
        writer.write(head(self.status, [*typed, ("Content-Length", str(len(body))), *self.headers]) + body)


@dataclass(frozen=True)
class Redirect:
    """A redirect by status."""

    to: str
    status: int = 302
    headers: tuple[tuple[str, str], ...] = ()

    async def answer(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        """Send the location; ``{n}`` in it becomes a new number each time."""
        to = self.to.replace("{n}", str(time.monotonic_ns()))
        writer.write(head(self.status, [("Location", to), ("Content-Length", "0"), *self.headers]))


@dataclass(frozen=True)
class Gate:
    """Lets in whoever shows a cookie; sends everybody else round with one."""

    page: Page

    async def answer(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        """Send the page, or the cookie with a redirect to the same address."""
        if "entered=1" in asked.headers.get("cookie", ""):
            await self.page.answer(asked, writer)
            return
        cookie = ("Set-Cookie", "entered=1; Path=/; HttpOnly")
        writer.write(head(302, [("Location", asked.path), ("Content-Length", "0"), cookie]))


@dataclass(frozen=True)
class Drop:
    """Closes without a word."""

    async def answer(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        """Close."""
        writer.close()


@dataclass(frozen=True)
class Reset:
    """Resets the connection."""

    async def answer(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        """Close with RST."""
        connection = writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()


@dataclass(frozen=True)
class Partial:
    """Announces more than it sends."""

    async def answer(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        """Send half a page and close."""
        writer.write(head(200, [("Content-Type", "text/html"), ("Content-Length", "5000")]) + b"<html><body>half")
        await writer.drain()
        writer.close()


@dataclass(frozen=True)
class BrokenChunks:
    """Chunked transfer coding that ends in the middle."""

    async def answer(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        """Send one chunk and close."""
        writer.write(head(200, [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")]) + b"5\r\nhello\r\n")
        await writer.drain()
        writer.close()


@dataclass(frozen=True)
class SlowDrip:
    """One byte now and then, for ever."""

    every: float = 0.1

    async def answer(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        """Drip."""
        writer.write(head(200, [("Content-Type", "text/html")]))
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(self.every)


@dataclass(frozen=True)
class Forever:
    """Never answers."""

    async def answer(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        """Wait."""
        await asyncio.sleep(3600)


@dataclass(frozen=True)
class Huge:
    """A page without end, announced or not."""

    announced: int | None = None

    async def answer(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        """Send until the reader has had enough."""
        size = [("Content-Length", str(self.announced))] if self.announced is not None else []
        writer.write(head(200, [("Content-Type", "text/html"), *size]))
        while not writer.is_closing():
            writer.write(b"<p>more</p>" * 1000)
            await writer.drain()


@dataclass(frozen=True)
class GzipBomb:
    """A few kilobytes that stand for many megabytes."""

    megabytes: int = 64

    async def answer(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        """Send the bomb."""
        body = gzip.compress(bytes(self.megabytes * 1_000_000), 9)
        encoded = [("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Content-Length", str(len(body)))]
        writer.write(head(200, encoded) + body)


@dataclass(frozen=True)
class NotHttp:
    """Speaks another protocol."""

    async def answer(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        """Greet like a mail server."""
        writer.write(b"220 mail ready\r\n")
        await writer.drain()
        writer.close()


@dataclass(frozen=True)
class FirstThen:
    """Behaves one way for the first requests, then another."""

    first: tuple[Behaviour, ...]
    then: Behaviour
    _count: list[int] = field(default_factory=lambda: [0])

    async def answer(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        """Take the next behaviour."""
        turn = self._count[0]
        self._count[0] += 1
        await (self.first[turn] if turn < len(self.first) else self.then).answer(asked, writer)


NOT_FOUND = Page("<html><head><title>404</title></head><body>404 Not Found</body></html>", status=404)


class MockServer:
    """Serves behaviours by path on one loopback address, from a thread of its own.

    Args:
        pages: Path (with query, or without) to behaviour.
        host: Loopback address to listen on.
        tls: Context for https.
        otherwise: What every other path does.
    """

    def __init__(
        self,
        pages: Mapping[str, Behaviour],
        *,
        host: str = "127.0.0.1",
        tls: ssl.SSLContext | None = None,
        otherwise: Behaviour = NOT_FOUND,
    ) -> None:
        self.pages = dict(pages)
        self.host = host
        self.tls = tls
        self.otherwise = otherwise
        self.asked: list[Asked] = []
        self.highest_concurrency = 0
        self.highest_connections = 0
        self.port = 0
        self._under_way = 0
        self._connections = 0
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._stop: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def url(self) -> str:
        """Address of the root, with a closing slash."""
        return self.address("/")

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order, robots.txt left out."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def address(self, path: str) -> str:
        """Address of a path."""
        scheme = "https" if self.tls is not None else "http"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}:{self.port}{path}"

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._started.wait(10):
            raise RuntimeError("the mock server did not start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stop is not None:
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            waiting = asyncio.all_tasks(self._loop)
            for task in waiting:
                task.cancel()
            self._loop.run_until_complete(asyncio.gather(*waiting, return_exceptions=True))
            self._loop.close()

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        server = await asyncio.start_server(self._connected, self.host, 0, ssl=self.tls)
        self.port = server.sockets[0].getsockname()[1]
        self._started.set()
        await self._stop.wait()
        server.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections += 1
        self.highest_connections = max(self.highest_connections, self._connections)
        try:
            with contextlib.suppress(
                ConnectionError, asyncio.IncompleteReadError, ssl.SSLError, asyncio.CancelledError
            ):
                while not writer.is_closing():
                    await self._one(reader, writer)
        finally:
            self._connections -= 1
            writer.close()
            with contextlib.suppress(ConnectionError, ssl.SSLError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:] if line)}
        asked = Asked(lines[0].split(" ")[1], headers, time.monotonic())
        self.asked.append(asked)
        self._under_way += 1
        self.highest_concurrency = max(self.highest_concurrency, self._under_way)
        try:
            path = asked.path
            behaviour = self.pages.get(path) or self.pages.get(path.partition("?")[0]) or self.otherwise
            await behaviour.answer(asked, writer)
            if not writer.is_closing():
                await writer.drain()
        finally:
            self._under_way -= 1
        if not isinstance(behaviour, Page | Redirect | FirstThen | GzipBomb):
            writer.close()
