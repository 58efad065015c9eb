"""Undo the content encoding of a response without ever holding more than its limit.

A few kilobytes can stand for gigabytes, so every decoder here is told how much it may put out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import brotli
import zstandard
from isal import isal_zlib

if TYPE_CHECKING:
    from collections.abc import Callable

ACCEPT_ENCODING = "gzip, deflate, br, zstd"
_GZIP_MAGIC = b"\x1f\x8b"
_BROTLI_ERROR: type[Exception] = brotli.error
_GZIP_ERROR = cast("type[Exception]", isal_zlib.error)
_MOST_LAYERS = 3
_MOST_ZSTD_WINDOW = 8 * 1024 * 1024
# This decoder knows no output limit. Four bytes can stand for a block of 128 KiB, so a slice puts out 8 MiB at most.
_ZSTD_SLICE = 256
_GZIP_OR_ZLIB = 15 + 32


class TooLargeError(Exception):
    """The decoded body would pass the limit."""


class BrokenEncodingError(Exception):
    """The body is not what its ``Content-Encoding`` says."""


def decode_content(body: bytes, encodings: str, *, limit: int) -> bytes:
    """Undo every layer of a ``Content-Encoding`` header.

    Args:
        body: The bytes after transfer decoding.
        encodings: The header's value, such as ``gzip`` or ``deflate, gzip``; empty for none.
        limit: Most bytes of any layer's output.

    Raises:
        TooLargeError: A layer holds more than ``limit`` bytes; decoding stopped there.
        BrokenEncodingError: A layer is truncated, malformed or of an unknown kind.
    """
    layers = [name.strip().lower() for name in encodings.split(",") if name.strip()]
    if len(layers) > _MOST_LAYERS:
        raise BrokenEncodingError(f"{len(layers)} content encodings on one response")
    for name in reversed(layers):
        if name == "identity" or not body:
            continue
        decoder = _DECODERS.get(name)
        if decoder is None:
            raise BrokenEncodingError(f"unknown content encoding {name[:20]!r}")
        body = decoder(body, limit)
        if len(body) > limit:
            raise TooLargeError
    return body


def _gzip(body: bytes, limit: int) -> bytes:
    if not body.startswith(_GZIP_MAGIC):
        return body  # servers that announce gzip and send plain text are common; browsers show them
    return _inflate(body, limit, window=_GZIP_OR_ZLIB)


def _deflate(body: bytes, limit: int) -> bytes:
    try:
        return _inflate(body, limit, window=_GZIP_OR_ZLIB)
    except BrokenEncodingError:
        return _inflate(body, limit, window=-15)  # raw deflate, which old servers send under this name


def _inflate(body: bytes, limit: int, *, window: int) -> bytes:
    decoder = isal_zlib.decompressobj(window)
    try:
        decoded: bytes = decoder.decompress(body, limit + 1)
    except _GZIP_ERROR as error:
        raise BrokenEncodingError(f"gzip: {error}") from None
    if len(decoded) > limit:
        raise TooLargeError
    if not decoder.eof:
        raise BrokenEncodingError("gzip: the stream ends early")
    return decoded


def _brotli(body: bytes, limit: int) -> bytes:
    decoder = brotli.Decompressor()
    pieces: list[bytes] = []
    size = 0
    feed = body
    try:
        while True:
            piece = decoder.process(feed, output_buffer_limit=limit + 1 - size)
            feed = b""
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                raise TooLargeError
            if decoder.is_finished():
                return b"".join(pieces)
            if decoder.can_accept_more_data():
                raise BrokenEncodingError("brotli: the stream ends early")
    except _BROTLI_ERROR as error:
        raise BrokenEncodingError(f"brotli: {error}") from None


def _zstd(body: bytes, limit: int) -> bytes:
    decoder = zstandard.ZstdDecompressor(max_window_size=_MOST_ZSTD_WINDOW).decompressobj()
    pieces: list[bytes] = []
    size = 0
    try:
        for start in range(0, len(body), _ZSTD_SLICE):
            piece = decoder.decompress(body[start : start + _ZSTD_SLICE])
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                raise TooLargeError
            if decoder.eof:
                return b"".join(pieces)
    except zstandard.ZstdError as error:
        raise BrokenEncodingError(f"zstd: {error}") from None
    raise BrokenEncodingError("zstd: the stream ends early")


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
