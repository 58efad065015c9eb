"""The records of a WARC file as stretches of its bytes, and the stretches that are no record.

Each record is a gzip member of its own, so a torn or altered one costs itself and nothing after it.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import IO, TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CHUNK = 1 << 16
_MOST_HEAD = 1 << 18
"""Bytes of record headers; a record with more is none."""
_MAGIC = b"\x1f\x8b\x08"
_VERSION = b"WARC/"
_GZIP = 31
_END_OF_HEAD = b"\r\n\r\n"
ANSWERS = "WARC-Concurrent-To"
REFERS = "WARC-Refers-To"
MADE_OF = "Gongkai-SHA256-Of"
"""Header of this program: ``<id> digest`` of a record that belongs to this one, so that one digest covers them all."""


class Member(NamedTuple):
    """One whole record."""

    start: int
    stop: int
    sha256: str
    """Of the record as it is without compression, first line to last."""
    fields: Mapping[str, tuple[str, ...]]
    """Record headers by lower-case name."""

    @property
    def identity(self) -> str:
        """The id of the record; empty where it has none."""
        return self.first("WARC-Record-ID")

    @property
    def kind(self) -> str:
        """What sort of record it is: ``response``, ``request``, ``conversion`` and so on."""
        return self.first("WARC-Type")

    @property
    def links(self) -> tuple[str, ...]:
        """The ids of the records that this one names."""
        return self.fields.get(REFERS.lower(), ()) + self.fields.get(ANSWERS.lower(), ())

    @property
    def parts(self) -> dict[str, str]:
        """Id to digest of the records that this one vouches for."""
        pairs = [value.split() for value in self.fields.get(MADE_OF.lower(), ())]
        return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}  # noqa: PLR2004 - a pair

    def first(self, name: str) -> str:
        """The first value of a header; empty where there is none."""
        return self.fields.get(name.lower(), ("",))[0]


class Gap(NamedTuple):
    """Bytes that are no whole record: a torn end, or what somebody altered."""

    start: int
    stop: int


def members_of(stream: IO[bytes], *, start: int = 0) -> Iterator[Member | Gap]:
    """Yield every record and every gap of a file, in order.

    Raises:
        OSError: The file cannot be read.
    """
    size = stream.seek(0, 2)
    broken: int | None = None
    place = start
    while place < size:
        member = member_at(stream, place)
        if member is not None:
            if broken is not None:
                yield Gap(broken, place)
                broken = None
            yield member
            place = member.stop
            continue
        broken = place if broken is None else broken
        place = _next_magic(stream, place + 1, size)
    if broken is not None:
        yield Gap(broken, size)


def member_at(stream: IO[bytes], start: int) -> Member | None:
    """Read the record that begins at a place; ``None`` where none does, or it is not whole."""
    digest = hashlib.sha256()
    head = bytearray()
    length = 0
    for piece in _pieces(stream, start):
        if isinstance(piece, int):
            return _member(start, piece, digest.hexdigest(), bytes(head), length)
        if len(head) < _MOST_HEAD:
            head += piece[: _MOST_HEAD - len(head)]
            if not head.startswith(_VERSION[: len(head)]):
                return None
        digest.update(piece)
        length += len(piece)
    return None


def content_at(stream: IO[bytes], start: int) -> bytes:
    """Return the record that begins at a place, without compression; ``member_at`` has found it whole."""
    return b"".join(piece for piece in _pieces(stream, start) if isinstance(piece, bytes))


def _pieces(stream: IO[bytes], start: int) -> Iterator[bytes | int]:
    """Yield what a gzip member holds piece by piece, then the place of its end; no end where it is not whole."""
    stream.seek(start)
    unpacking = zlib.decompressobj(wbits=_GZIP)
    read = start
    while not unpacking.eof:
        chunk = stream.read(_CHUNK)
        if not chunk:
            return
        read += len(chunk)
        try:
            while chunk:
                yield unpacking.decompress(chunk, _CHUNK * 4)
                chunk = unpacking.unconsumed_tail
        except zlib.error:
            return
    yield read - len(unpacking.unused_data)


def _member(start: int, stop: int, digest: str, head: bytes, length: int) -> Member | None:
    """A record whose length is the one it says."""
    text, found, _ = head.partition(_END_OF_HEAD)
    if not found or not text.startswith(_VERSION):
        return None
    fields: dict[str, tuple[str, ...]] = {}
    for line in text.decode("utf-8", "replace").split("\r\n")[1:]:
        name, _, value = line.partition(":")
        key = name.strip().lower()
        fields[key] = (*fields.get(key, ()), value.strip())
    announced = fields.get("content-length", ("",))[0]
    ends = len(text) + 2 * len(_END_OF_HEAD) + int(announced) if announced.isdecimal() else -1
    return Member(start, stop, digest, fields) if ends == length else None


def _next_magic(stream: IO[bytes], place: int, size: int) -> int:
    """The next place at which a gzip member may begin; the end of the file where there is none."""
    while place < size:
        stream.seek(place)
        chunk = stream.read(_CHUNK)
        found = chunk.find(_MAGIC)
        if found >= 0:
            return place + found
        if len(chunk) < _CHUNK:
            break
        place += len(chunk) - len(_MAGIC) + 1
    return size
