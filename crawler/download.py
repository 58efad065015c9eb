"""One HTTP exchange: the download handler of this crawler for Scrapy.

It asks once, follows nothing and retries nothing (``crawler.client`` does, hop by hop and within the site's slot).
What it enforces is what must hold for every exchange: the address policy, the time for the whole body, the size
before and after decompression, and that what is read is a page at all.
"""

from __future__ import annotations

import asyncio
import ssl
from functools import cache
from typing import TYPE_CHECKING, Any

import aiohttp
import msgspec
import yarl
from multidict import CIMultiDict
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Headers, Response

from crawler.connecting import guarded_connector
from crawler.decoding import BrokenEncodingError, TooLargeError, decode_content
from crawler.failures import FetchFailedError, describe_tls, explain_error
from crawler.guard import AddressPolicy
from crawler.sniffing import binary_kind, is_foreign_type
from rules.model import MissReason

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

EXCHANGE = "exchange"
"""Key in ``request.meta`` under which the handler leaves its ``Exchange``."""
DEADLINE = "deadline"
"""Key in ``request.meta``: moment of the event loop's clock by which the exchange must have ended."""
LATENCY = "download_latency"
"""Key in ``request.meta``: seconds until the headers of the response were there, as Scrapy's own handlers call it."""

FILE_LIMIT = "file_limit"
"""Key in ``request.meta``: bytes that a file may have, where a file is asked for and not a page."""

_MOST_HEADER_BYTES = 32_768
_ERROR_BODY_LIMIT = 262_144
_MOST_ERROR_SECONDS = 10
_OK, _REDIRECTS, _CLIENT_ERRORS = 200, 300, 400


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """What went over the wire, for the counters and the evidence."""

    raw_body: bytes
    """Before content decoding."""
    raw_headers: tuple[tuple[bytes, bytes], ...]
    """As received, in order."""
    reason: str
    version: str
    sent_headers: tuple[tuple[str, str], ...]
    peer: str
    tls: str | None


class GuardedDownloadHandler(BaseDownloadHandler):
    """Downloads over aiohttp, without a reactor; every failure is a ``FetchFailedError``."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._limit = settings.getint("DOWNLOAD_MAXSIZE")
        policy = AddressPolicy(tuple(settings.getlist("GONGKAI_ALLOW_NETWORKS")))
        self._tls: dict[tuple[str | None, int | None], str] = {}
        self._session = aiohttp.ClientSession(
            connector=guarded_connector(policy, timeout=settings.getfloat("DNS_TIMEOUT")),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            skip_auto_headers=("Accept", "Accept-Encoding", "User-Agent"),
            max_line_size=_MOST_HEADER_BYTES,
            max_field_size=_MOST_HEADER_BYTES,
        )

    async def close(self) -> None:
        """Close every connection."""
        await self._session.close()

    async def download_request(self, request: Request) -> Response:
        """Ask once for ``request.url``.

        Raises:
            FetchFailedError: No usable response, for whatever reason.
        """
        now = asyncio.get_running_loop().time()
        seconds = max(0.0, min(self._timeout, request.meta.get(DEADLINE, now + self._timeout) - now))
        try:
            async with asyncio.timeout(seconds):
                return await self._ask(request, seconds)
        except FetchFailedError:
            raise
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise explain_error(error) from error

    async def _ask(self, request: Request, seconds: float) -> Response:
        url = yarl.URL(request.url, encoded=True)
        origin = (url.host, url.port)
        known = self._tls.get(origin)
        if url.scheme != "https" or known is not None:
            return await self._exchange(request, url, seconds, tls=known)
        try:
            return await self._exchange(request, url, seconds, tls=None)
        except (aiohttp.ClientSSLError, aiohttp.ClientConnectorCertificateError, ssl.SSLError) as error:
            # The state of the certificate is a fact about the site, not a reason to look away from it. Nothing
            # secret is ever sent, so reading on costs nothing; the visit carries the sentence.
            found = describe_tls(error)
        response = await self._exchange(request, url, seconds, tls=found)
        self._tls[origin] = found
        return response

    async def _exchange(self, request: Request, url: yarl.URL, seconds: float, *, tls: str | None) -> Response:
        headers = CIMultiDict(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in request.headers.items()
            for value in values
        )
        started = asyncio.get_running_loop().time()
        async with self._session.request(
            request.method,
            url,
            headers=headers,
            data=request.body or None,
            allow_redirects=False,
            ssl=(_verifying_context() if tls is None else _tolerant_context()) if url.scheme == "https" else True,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=seconds),
        ) as response:
            request.meta[LATENCY] = asyncio.get_running_loop().time() - started
            peer = _peer(response)
            file_limit: int | None = request.meta.get(FILE_LIMIT)
            raw = await self._read(response, file_limit)
            body = self._decode(raw, response, file_limit)
            request.meta[EXCHANGE] = Exchange(
                raw_body=raw,
                raw_headers=response.raw_headers,
                reason=response.reason or "",
                version=f"HTTP/{response.version.major}.{response.version.minor}" if response.version else "HTTP/1.1",
                sent_headers=tuple(response.request_info.headers.items()),
                peer=peer,
                tls=tls,
            )
            return Response(
                request.url,
                status=response.status,
                headers=Headers(list(response.raw_headers)),  # bytes: some servers write GBK into them
                body=body,
                request=request,
            )

    async def _read(self, response: aiohttp.ClientResponse, file_limit: int | None) -> bytes:
        """Read the body as far as it can be what was asked for: a page, or a file of at most so many bytes."""
        if _REDIRECTS <= response.status < _CLIENT_ERRORS:
            return b""  # what counts is the Location; the connection is dropped if a body is still coming
        if response.status >= _CLIENT_ERRORS:
            return await _read_error(response)
        declared = response.headers.get("Content-Type", "")
        if file_limit is None and is_foreign_type(declared):
            raise FetchFailedError(MissReason.NOT_HTML, declared.partition(";")[0].strip(), status=response.status)
        announced = response.content_length
        limit = file_limit or self._limit
        if announced is not None and announced > limit:
            raise FetchFailedError(MissReason.TOO_LARGE, f"{announced} bytes announced", status=response.status)
        plain = file_limit is None and not response.headers.get("Content-Encoding")
        chunks: list[bytes] = []
        size = 0
        async for chunk in response.content.iter_any():
            if plain and not chunks and (kind := binary_kind(chunk)) is not None:
                raise FetchFailedError(MissReason.NOT_HTML, kind, status=response.status)
            chunks.append(chunk)
            size += len(chunk)
            if size > limit:
                raise FetchFailedError(MissReason.TOO_LARGE, f"over {limit} bytes", status=response.status)
        return b"".join(chunks)

    def _decode(self, raw: bytes, response: aiohttp.ClientResponse, file_limit: int | None) -> bytes:
        encodings = response.headers.get("Content-Encoding", "")
        if not encodings:
            return raw
        limit = file_limit or self._limit
        try:
            body = decode_content(raw, encodings, limit=limit)
        except TooLargeError:
            detail = f"over {limit} bytes after decompression"
            raise FetchFailedError(MissReason.TOO_LARGE, detail, status=response.status) from None
        except BrokenEncodingError as error:
            if response.status >= _CLIENT_ERRORS:
                return b""  # the status says enough
            raise FetchFailedError(MissReason.UNDECODABLE, str(error), status=response.status) from None
        kind = binary_kind(body) if file_limit is None else None
        if kind is not None and response.status < _REDIRECTS:
            raise FetchFailedError(MissReason.NOT_HTML, kind, status=response.status)
        return body


async def _read_error(response: aiohttp.ClientResponse) -> bytes:
    """Read the page that came with an error, as far as it helps to tell a wall from a fault; never fails."""
    chunks: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(_MOST_ERROR_SECONDS):
            async for chunk in response.content.iter_any():
                chunks.append(chunk)
                size += len(chunk)
                if size > _ERROR_BODY_LIMIT:
                    break
    except (aiohttp.ClientError, OSError):
        return b""
    return b"".join(chunks)


def _peer(response: aiohttp.ClientResponse) -> str:
    """Return the address that answered, as evidence; empty where the connection is gone already."""
    connection = response.connection
    transport: Any = connection.transport if connection is not None else None
    peer = transport.get_extra_info("peername") if transport is not None else None
    return str(peer[0]) if peer else ""


@cache
def _verifying_context() -> ssl.SSLContext:
    """Trust what the system trusts; made at the first need, since loading its certificates takes a while."""
    return ssl.create_default_context()


@cache
def _tolerant_context() -> ssl.SSLContext:
    """Accept what a citizen's browser can be clicked through: any certificate, old protocols and ciphers."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    return context
