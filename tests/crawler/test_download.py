"""The download handler against a server that misbehaves in every way we know."""

from __future__ import annotations

import asyncio
import gzip
import socket
import threading
import zlib
from typing import TYPE_CHECKING, Any

import brotli
import pytest
import zstandard
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.settings import Settings

from crawler.download import EXCHANGE, GuardedDownloadHandler
from crawler.failures import FetchFailedError
from rules.model import MissReason
from tests.crawler.certificates import certificate
from tests.crawler.mockserver import (
    Behaviour,
    BrokenChunks,
    Drop,
    Forever,
    GzipBomb,
    Huge,
    MockServer,
    NotHttp,
    Page,
    Partial,
    Reset,
    SlowDrip,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from scrapy.http import Response

LIMIT = 200_000


def fetch(
    url: str, *, allow: Iterable[str] = ("127.0.0.0/8", "::1/128"), timeout: float = 5.0
) -> tuple[Response, Request]:
    """Ask once, through the real handler with the real settings."""

    async def ask() -> tuple[Response, Request]:
        settings = Settings()
        settings.setmodule("crawler.settings", priority="project")
        settings.setdict(
            {
                "GONGKAI_ALLOW_NETWORKS": list(allow),
                "DOWNLOAD_TIMEOUT": timeout,
                "DOWNLOAD_MAXSIZE": LIMIT,
                "DNS_TIMEOUT": 2,
            },
            priority="cmdline",
        )
        handler = GuardedDownloadHandler(Crawler(Spider, settings))
        request = Request(url, dont_filter=True)
        try:
            return await handler.download_request(request), request
        finally:
            await handler.close()
            await asyncio.sleep(0)

    return asyncio.run(ask())


def failure(url: str, **options: Any) -> tuple[MissReason, str]:
    """Return why asking failed."""
    with pytest.raises(FetchFailedError) as raised:
        fetch(url, **options)
    return raised.value.reason, raised.value.detail


FAILURES: dict[str, tuple[Behaviour, tuple[MissReason, str]]] = {
    "drop": (Drop(), (MissReason.RESET, "the server closed the connection")),
    "reset": (Reset(), (MissReason.RESET, "connection reset")),
    "partial": (Partial(), (MissReason.RESET, "the body ends early")),
    "broken chunks": (BrokenChunks(), (MissReason.RESET, "the body ends early")),
    "slow drip": (SlowDrip(), (MissReason.TIMEOUT, "no complete answer in time")),
    "forever": (Forever(), (MissReason.TIMEOUT, "no complete answer in time")),
    "huge": (Huge(), (MissReason.TOO_LARGE, f"over {LIMIT} bytes")),
    "huge and announced": (Huge(10_000_000), (MissReason.TOO_LARGE, "10000000 bytes announced")),
    "gzip bomb": (GzipBomb(), (MissReason.TOO_LARGE, f"over {LIMIT} bytes after decompression")),
    "not http": (NotHttp(), (MissReason.PROTOCOL, "the answer is not HTTP")),
    "pdf": (Page(b"%PDF-1.7 ...", content_type="application/pdf"), (MissReason.NOT_HTML, "application/pdf")),
    "pdf as html": (Page(b"%PDF-1.7 ..."), (MissReason.NOT_HTML, "application/pdf")),
    "word": (Page(b"x", content_type="application/msword"), (MissReason.NOT_HTML, "application/msword")),
    "zip without a type": (Page(b"PK\x03\x04...", content_type=None), (MissReason.NOT_HTML, "application/zip")),
    "picture": (Page(b"\x89PNG", content_type="image/png"), (MissReason.NOT_HTML, "image/png")),
    "truncated gzip": (
        Page(gzip.compress(b"page" * 1000)[:-20], headers=(("Content-Encoding", "gzip"),)),
        (MissReason.UNDECODABLE, "gzip: the stream ends early"),
    ),
    "unknown encoding": (
        Page("page", headers=(("Content-Encoding", "zebra"),)),
        (MissReason.UNDECODABLE, "unknown content encoding 'zebra'"),
    ),
}


@pytest.mark.parametrize("name", FAILURES)
def test_every_misbehaviour_has_its_reason(name: str) -> None:
    behaviour, expected = FAILURES[name]
    with MockServer({"/": behaviour}) as server:
        assert failure(server.url, timeout=0.7 if "drip" in name or "forever" in name else 5) == expected


def test_a_closed_port_is_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        assert failure(f"http://127.0.0.1:{port}/") == (MissReason.REFUSED, "connection refused")


def test_a_name_that_does_not_exist_is_dns() -> None:
    reason, _ = failure("http://no-such-host.invalid/")

    assert reason is MissReason.DNS


BODY = b"<html><body>" + "政府信息公开".encode() * 100 + b"</body></html>"
_raw = zlib.compressobj(9, zlib.DEFLATED, -15)
ENCODINGS = {
    "gzip": gzip.compress(BODY),
    "deflate": zlib.compress(BODY),
    "DEFLATE": _raw.compress(BODY) + _raw.flush(),
    "br": brotli.compress(BODY),
    "zstd": zstandard.compress(BODY),
    "gzip, br": brotli.compress(gzip.compress(BODY)),
    "identity": BODY,
    "x-gzip": BODY,
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_content_encodings_are_undone(encoding: str) -> None:
    """The last one announces gzip and sends plain text, as some servers do."""
    with MockServer({"/": Page(ENCODINGS[encoding], headers=(("Content-Encoding", encoding),))}) as server:
        response, request = fetch(server.url)

    assert (response.body, request.meta[EXCHANGE].raw_body) == (BODY, ENCODINGS[encoding])


@pytest.mark.parametrize("kind", [None, "text/plain", "application/octet-stream", "application/x-unknown"])
def test_vague_types_are_read(kind: str | None) -> None:
    with MockServer({"/": Page(BODY, content_type=kind)}) as server:
        response, _ = fetch(server.url)

    assert response.body == BODY


# Spellings that end at a loopback address. All of them are refused before anything is sent.
SPELLINGS = [
    "http://127.0.0.1:{port}/",
    "http://127.1:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://0x7f.1:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://017700000001:{port}/",
    "http://127.0.0.1.:{port}/",
    "http://localhost:{port}/",
    "http://LOCALHOST.:{port}/",
    "http://１２７.０.０.１:{port}/",
    "http://①②⑦.⓪.⓪.①:{port}/",
    "http://user:password@127.0.0.1:{port}/",
    "http://www.gov.cn@127.0.0.1:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://[0:0:0:0:0:ffff:127.0.0.1]:{port}/",
    "http://0:{port}/",
    "http://0.0.0.0:{port}/",
    "http://[::]:{port}/",
    "http://[::1]:{port}/",
    "http://[::127.0.0.1]:{port}/",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_a_forbidden_address_gets_through(spelling: str) -> None:
    """Where the address is understood at all it is refused; where it is not, there is nothing to connect to."""
    with MockServer({"/": Page(BODY)}) as server:
        reason, _ = failure(spelling.format(port=server.port), allow=())

        assert reason in {MissReason.FORBIDDEN_ADDRESS, MissReason.DNS, MissReason.PROTOCOL}
        assert (server.asked, server.highest_connections) == ([], 0)


def test_the_refused_address_is_named() -> None:
    assert failure("http://127.0.0.1:9/", allow=("127.0.1.0/24",)) == (
        MissReason.FORBIDDEN_ADDRESS,
        "127.0.0.1 (loopback)",
    )


def test_an_allowed_network_is_visited_and_its_neighbour_is_not() -> None:
    with MockServer({"/": Page(BODY)}, host="127.0.1.9") as server:
        response, _ = fetch(server.url, allow=("127.0.1.0/24",))
        reason, _ = failure(f"http://127.0.2.9:{server.port}/", allow=("127.0.1.0/24",))

    assert (response.status, reason) == (200, MissReason.FORBIDDEN_ADDRESS)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/", "data:text/html,x", "s3://bucket/key"])
def test_no_other_scheme_leaves_the_handler(url: str) -> None:
    reason, _ = failure(url)

    assert reason is MissReason.PROTOCOL


# Certificates


def test_a_bad_certificate_is_a_fact_and_the_page_is_read(tmp_path: Path) -> None:
    context = certificate(tmp_path)
    with MockServer({"/": Page(BODY)}, tls=context) as server:
        response, request = fetch(server.url)

    assert (response.body, request.meta[EXCHANGE].tls) == (BODY, "self-signed certificate")


def test_a_server_that_speaks_no_tls_is_a_miss() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def greet_in_plain_text() -> None:
            for _ in range(2):
                connection, _ = listener.accept()
                with connection:
                    connection.recv(1000)
                    connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")

        server = threading.Thread(target=greet_in_plain_text, daemon=True)
        server.start()
        reason, detail = failure(f"https://127.0.0.1:{listener.getsockname()[1]}/")
        server.join(5)

    assert (reason, detail.partition(":")[0]) == (MissReason.TLS, "handshake")
