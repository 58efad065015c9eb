"""Keep responses as WARC records, so that a finding can be defended a year later.

The bytes of a body are those that came over the wire, before any content decoding, and the headers are byte for byte
those that were received. Status line and header spacing are rebuilt; chunked transfer coding is already undone. Each
record says so in ``WARC-Rebuilt``.

A record names the records that belong to it *with their digests*: an answer its request, the document that a browser
showed the answer it was shown from and the picture of it. So one digest in the history vouches for all of them.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import uuid
import zlib
from typing import TYPE_CHECKING, NamedTuple

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.evidence_index import key_of, record_id, remember
from crawler.evidence_members import ANSWERS, MADE_OF, REFERS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    from warcio.recordloader import ArcWarcRecord

    from crawler.client import Answer
    from crawler.download import Exchange

_REBUILT = "status line and header spacing; transfer coding removed"
_SAME_BODY = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_WORTH_A_REVISIT = 4096
"""Bytes of a body from which on it is not written twice; a revisit record takes some hundred by itself."""
_PACKED, _PLAIN = 1, 6
"""Levels of compression: most bodies come compressed, and doing it again only takes time."""


class EvidenceUnwritableError(Exception):
    """The disk takes no more evidence; the message names the file and the cause."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(f"{path}: evidence cannot be written: {error.strerror or error}")


class Kept(NamedTuple):
    """Where something was kept."""

    record: str
    """Id of the record."""
    sha256: str
    """Of the record without compression, first line to last."""


class Unkept(NamedTuple):
    """What a visit notes where nothing is kept."""

    record: None = None
    sha256: None = None


class _Before(NamedTuple):
    """A body that was kept before."""

    kept: Kept
    url: str
    date: str
    payload: str

    def fields(self) -> dict[str, str]:
        """What a record says that points to it."""
        return {
            "WARC-Profile": _SAME_BODY,
            "WARC-Payload-Digest": self.payload,
            REFERS: self.kept.record,
            f"{REFERS}-Target-URI": self.url,
            f"{REFERS}-Date": self.date,
        }


class _Exact(StatusAndHeaders):  # type: ignore[misc] # the library has no types
    """The head of an HTTP message as bytes, which the library would turn into ASCII."""

    def __init__(self, head: bytes) -> None:
        super().__init__("", [])
        self._head = head

    def compute_headers_buffer(self, header_filter: object = None) -> None:  # noqa: ARG002 - the library's signature
        """Take the bytes as they are."""
        self.headers_buff = self._head

    def __bool__(self) -> bool:
        return True


class EvidenceWriter:
    """Writes one WARC file of a crawl process.

    Args:
        folder: Where the file goes; made where it does not exist.
        name: File name without extension, unique among the processes of a sweep.
        software: Name and version of this program, for the ``warcinfo`` record.

    Raises:
        EvidenceUnwritableError: Here, and by every method that writes.
    """

    def __init__(self, folder: Path, *, name: str, software: str) -> None:
        self.path = folder / f"{name}.warc.gz"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("xb")
        except OSError as error:
            raise EvidenceUnwritableError(self.path, error) from error
        self._buffer = io.BytesIO()
        self._writer = WARCWriter(self._buffer, gzip=False, warc_version="WARC/1.1")
        self._key = key_of(self.path.name)
        self._places: dict[str, int] = {}
        self._size = 0
        self._bodies: dict[str, dict[bytes, _Before]] = {}
        self._write(
            self._writer.create_warcinfo_record(
                self.path.name, {"software": software, "format": "WARC File Format 1.1"}
            ),
            level=_PLAIN,
        )

    def keep(self, answer: Answer, *, fetched_at: dt.datetime, site: str = "") -> Kept:
        """Write a response with the request that it answers; a body that this site sent before is not written again.

        Args:
            answer: What came.
            fetched_at: When, UTC.
            site: Whose answer it is; bodies are compared within a site.

        Returns:
            The record of the response.
        """
        exchange = answer.exchange
        identity, asked = self._identity(), self._identity()
        moment = fetched_at.strftime("%Y-%m-%dT%H:%M:%SZ")
        fields = {"WARC-Date": moment} | ({"WARC-IP-Address": exchange.peer} if exchange.peer else {})
        request = self._record(
            answer.final_url,
            "request",
            _request_head(answer.final_url, exchange),
            b"",
            {**fields, "WARC-Record-ID": asked, "WARC-Rebuilt": _REBUILT, ANSWERS: identity},
        )
        sent = self._write(request, level=_PLAIN)
        fields |= {"WARC-Record-ID": identity, "WARC-Rebuilt": _REBUILT, ANSWERS: asked}
        head = _response_head(answer, exchange)
        known = self._bodies.setdefault(site, {})
        digest = hashlib.sha256(exchange.raw_body).digest()
        before = known.get(digest)
        if before is not None:
            fields |= before.fields()
            again = self._record(answer.final_url, "revisit", head, b"", fields)
            return self._write(again, parts=[sent, before.kept], level=_PLAIN)
        packed = any(name.lower() == b"content-encoding" for name, _ in exchange.raw_headers)
        record = self._record(answer.final_url, "response", head, exchange.raw_body, fields)
        kept = self._write(record, parts=[sent], level=_PACKED if packed else _PLAIN)
        if len(exchange.raw_body) >= _WORTH_A_REVISIT:
            payload = record.rec_headers.get_header("WARC-Payload-Digest")
            known[digest] = _Before(kept, answer.final_url, moment, payload)
        return kept

    def keep_shown(
        self, document: bytes, *, answer: Kept, url: str, fetched_at: dt.datetime, picture: bytes | None = None
    ) -> Kept:
        """Write the document that a browser showed, and its picture, both linked to what the server had answered.

        Args:
            document: As it stood when it was read, in UTF-8.
            answer: The record of the answer that the browser was given.
            url: The address of the page.
            fetched_at: When it was shown, UTC.
            picture: PNG of the page as a reader sees it; ``None`` where there is none.

        Returns:
            The record of the document.
        """
        moment = fetched_at.strftime("%Y-%m-%dT%H:%M:%SZ")
        parts = [answer]
        fields = {"WARC-Date": moment, REFERS: answer.record}
        if picture is not None:
            image = {"WARC-Date": moment, "WARC-Record-ID": self._identity(), "Content-Type": "image/png"}
            drawn = self._write(
                self._record(url, "resource", None, picture, {**image, ANSWERS: answer.record}), level=_PACKED
            )
            parts.append(drawn)
            fields[ANSWERS] = drawn.record
        fields |= {"WARC-Record-ID": self._identity(), "Content-Type": "text/html; charset=utf-8"}
        return self._write(self._record(url, "conversion", None, document, fields), parts=parts, level=_PLAIN)

    def forget(self, site: str) -> None:
        """Let go of what was remembered of a site whose visit has ended."""
        self._bodies.pop(site, None)

    def flush(self) -> None:
        """Put what was written on disk; called before a site is called finished."""
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise EvidenceUnwritableError(self.path, error) from error

    def close(self) -> None:
        """Close the file and note where its records stand; one without a single answer goes."""
        try:
            self.flush()
        finally:
            with contextlib.suppress(OSError):  # what could not be flushed is tried once more, and was said already
                self._file.close()
        if len(self._places) > 1:
            remember(self.path, self._places)
        else:
            self.path.unlink()

    def _identity(self) -> str:
        """A new id, whose first digits lead to this file."""
        return record_id(self._key, str(uuid.uuid4()))

    def _record(self, url: str, kind: str, head: bytes | None, body: bytes, fields: dict[str, str]) -> ArcWarcRecord:
        content_type = fields.pop("Content-Type", "") if head is None else None
        return self._writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(body),
            length=len(body),
            warc_content_type=content_type or "",
            http_headers=None if head is None else _Exact(head),
            warc_headers_dict=fields,
        )

    def _write(self, record: ArcWarcRecord, *, parts: list[Kept] | None = None, level: int) -> Kept:
        """Write a record whole, as one member, and return what it is known by."""
        for part in parts or ():
            record.rec_headers.add_header(MADE_OF, f"{part.record} {part.sha256}")
        self._buffer.seek(0)
        self._buffer.truncate()
        self._writer.write_record(record)
        content = self._buffer.getvalue()
        identity: str = record.rec_headers.get_header("WARC-Record-ID")
        self._places[identity] = self._size
        try:
            self._size += self._file.write(zlib.compress(content, level, wbits=31))
        except OSError as error:
            raise EvidenceUnwritableError(self.path, error) from error
        return Kept(identity, hashlib.sha256(content).hexdigest())


def _response_head(answer: Answer, exchange: Exchange) -> bytes:
    line = f"{exchange.version} {answer.status} {exchange.reason}".rstrip()
    return _head(line, exchange.raw_headers)


def _request_head(url: str, exchange: Exchange) -> bytes:
    path = url.partition("://")[2].partition("/")[2]
    sent = [
        (name.encode("utf-8", "replace"), value.encode("utf-8", "replace")) for name, value in exchange.sent_headers
    ]
    return _head(f"GET /{path} HTTP/1.1", sent)


def _head(line: str, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    lines = [line.encode("utf-8", "surrogateescape"), *(name + b": " + value for name, value in headers)]
    return b"\r\n".join([*lines, b"", b""])
