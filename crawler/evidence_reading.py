"""Read evidence back: from the id of a record to the bytes that were served, or to a sentence why they are not."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from crawler.decoding import BrokenEncodingError, TooLargeError, decode_content
from crawler.evidence_errors import (
    AlteredRecordError,
    DamagedRecordError,
    EvidenceError,
    MissingRecordError,
    UnreadableEvidenceError,
)
from crawler.evidence_index import FileIndex, index_of, key_in, key_of
from crawler.evidence_members import REFERS, Member, content_at, member_at

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "AlteredRecordError",
    "DamagedRecordError",
    "EvidenceError",
    "EvidenceFolder",
    "MissingRecordError",
    "StoredRecord",
    "StoredResponse",
    "UnreadableEvidenceError",
]
PATTERN = "*.warc.gz"
SHOWN_TYPE = "text/html; charset=utf-8"
_MOST_PLACES = 1_000_000
"""Records of which is remembered where they stand; thousands of nights must fit into memory."""
_MOST_BODY = 1_000_000_000
"""Bytes of a body after decoding: the largest that ``crawl.max_page_bytes`` may allow."""
_CLIENT_ERRORS = 400


class StoredRecord(NamedTuple):
    """One record as it stands in its file."""

    path: Path
    member: Member
    content: bytes
    """The record without compression: its headers, a blank line, its block, two line ends."""

    @property
    def block(self) -> bytes:
        """What follows the headers of the record."""
        return self.content.partition(b"\r\n\r\n")[2][:-4]

    @property
    def packed(self) -> bytes:
        """The very bytes in the file.

        Raises:
            OSError: The file cannot be read any more.
        """
        with self.path.open("rb") as stream:
            stream.seek(self.member.start)
            return stream.read(self.member.stop - self.member.start)


class StoredResponse(NamedTuple):
    """What a server answered, or what a browser showed of it."""

    record: str
    url: str
    """The address that answered, after redirects."""
    status: int
    headers: tuple[tuple[str, str], ...]
    """As received, in order."""
    raw: bytes
    """The body as it came, before content decoding."""
    body: bytes
    """After content decoding: what was read."""
    content_type: str
    """As the readers were told; empty where the server said nothing."""
    fetched_at: dt.datetime
    """UTC."""
    shown: bool
    """The body is the document that a browser showed, and not what the server sent."""
    answer: str
    """Id of the record that holds the server's own answer; ``record`` itself but for a shown document."""
    sha256: str
    """Of the record."""


class EvidenceFolder:
    """A folder of WARC files, as a sweep writes them.

    Args:
        path: The folder. It need not exist; then every record is unreadable.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._listed: tuple[int, tuple[Path, ...]] = (-1, ())
        self._by_key: dict[str, tuple[Path, ...]] = {}
        self._indexes: OrderedDict[Path, FileIndex] = OrderedDict()
        self._places = 0

    def response(self, record: str, *, sha256: str | None = None) -> StoredResponse:
        """Return what a record holds, as the readers were given it.

        Args:
            record: The id, as visits, misses and findings name it.
            sha256: The digest that the record had; ``None`` where none was noted.

        Raises:
            EvidenceError: The record is missing, not whole, or not what was recorded; or the folder cannot be read.
        """
        found = self.record(record, sha256=sha256)
        kind = found.member.kind
        if kind == "response":
            return _response(found, found)
        refers = found.member.first(REFERS)
        if kind not in {"conversion", "revisit"} or not refers:
            raise DamagedRecordError(record, file=found.path.name, detail=f"it is a record of kind {kind[:20]!r}")
        original = self.record(refers, sha256=found.member.parts.get(refers))
        return _shown(found, original) if kind == "conversion" else _response(found, original)

    def record(self, record: str, *, sha256: str | None = None) -> StoredRecord:
        """Return a record of any kind, held against its digest.

        Raises:
            EvidenceError: As for :meth:`response`.
        """
        path, start = self._find(record)
        try:
            with path.open("rb") as stream:
                member = member_at(stream, start)
                if member is None or member.identity != record:
                    raise DamagedRecordError(record, file=path.name, detail=f"no whole record begins at byte {start}")
                if sha256 is not None and member.sha256 != sha256:
                    raise AlteredRecordError(record, file=path.name, expected=sha256, found=member.sha256)
                # Only now is it held in memory: what somebody wrote in its place may unpack to any size.
                return StoredRecord(path, member, content_at(stream, start))
        except OSError as error:
            raise UnreadableEvidenceError(record, place=path.name, detail=_why(error)) from error

    def holds(self, record: str) -> bool:
        """Whether a record seems to be there; it is neither read nor held against its digest."""
        try:
            return any(record in self.index(path).places for path in self.files_of(record))
        except OSError:
            return False

    def files_of(self, record: str) -> tuple[Path, ...]:
        """The files that may hold a record; all of them where its id does not tell.

        Raises:
            OSError: The folder cannot be read.
        """
        key = key_in(record)
        files = self.files
        return files if key is None else self._by_key.get(key, ())

    def whole(self, record: str, *, sha256: str | None = None) -> tuple[StoredRecord, ...]:
        """Return a record with all that it is made of: the request, the answer that a browser was given, its picture.

        Raises:
            EvidenceError: One of them is missing, not whole, or not what was recorded.
        """
        found = [self.record(record, sha256=sha256)]
        for each in found:  # grows while it is walked: a shown document rests on an answer, which rests on a request
            for part, digest in each.member.parts.items():
                if all(part != known.member.identity for known in found):
                    found.append(self.record(part, sha256=digest))
        return tuple(found)

    @property
    def files(self) -> tuple[Path, ...]:
        """The WARC files, by name.

        Raises:
            OSError: The folder cannot be read.
        """
        changed = self.path.stat().st_mtime_ns
        if self._listed[0] != changed:
            found = tuple(sorted(path for path in self.path.iterdir() if path.match(PATTERN)))
            self._by_key = {}
            for path in found:
                key = key_of(path.name)
                self._by_key[key] = (*self._by_key.get(key, ()), path)
            self._listed = (changed, found)
        return self._listed[1]

    def index(self, path: Path) -> FileIndex:
        """Where the records of a file stand.

        Raises:
            OSError: The file cannot be read.
        """
        known = self._indexes.get(path)
        state = path.stat()
        if known is None or (known.size, known.modified) != (state.st_size, state.st_mtime_ns):
            self._places -= 0 if known is None else len(known.places)
            known = index_of(path)
            self._indexes[path] = known
            self._places += len(known.places)
            while self._places > _MOST_PLACES and len(self._indexes) > 1:
                self._places -= len(self._indexes.popitem(last=False)[1].places)
        self._indexes.move_to_end(path)
        return known

    def _find(self, record: str) -> tuple[Path, int]:
        """The file of a record and its place there."""
        try:
            likely = self.files_of(record)
            files = self.files
        except OSError as error:
            raise UnreadableEvidenceError(record, place=str(self.path), detail=_why(error)) from error
        unreadable: UnreadableEvidenceError | None = None
        for path in [*likely, *(path for path in files if path not in likely)]:
            try:
                index = self.index(path)
            except OSError as error:
                unreadable = UnreadableEvidenceError(record, place=path.name, detail=_why(error))
                continue
            if record in index.places:
                return path, index.places[record]
            if path in likely and index.gaps:
                start, stop = index.gaps[0]
                raise DamagedRecordError(record, file=path.name, detail=f"bytes {start} to {stop} are no whole record")
        raise unreadable or MissingRecordError(record)


def _response(found: StoredRecord, holder: StoredRecord) -> StoredResponse:
    """What a server answered; ``holder`` has the body, which ``found`` may only point to."""
    status, headers, _ = _http(found)
    raw = _http(holder)[2]
    # Where a header came twice, the crawl took the last type and the first encoding, each as its library gives it.
    types = [value for name, value in headers if name.lower() == "content-type"]
    encodings = next((value for name, value in headers if name.lower() == "content-encoding"), "")
    return StoredResponse(
        record=found.member.identity,
        url=found.member.first("WARC-Target-URI"),
        status=status,
        headers=headers,
        raw=raw,
        body=_decoded(found, raw, encodings, status),
        content_type=types[-1] if types else "",
        fetched_at=_moment(found),
        shown=False,
        answer=found.member.identity,
        sha256=found.member.sha256,
    )


def _shown(found: StoredRecord, original: StoredRecord) -> StoredResponse:
    status, headers, _ = _http(original)
    return StoredResponse(
        record=found.member.identity,
        url=found.member.first("WARC-Target-URI"),
        status=status,
        headers=headers,
        raw=found.block,
        body=found.block,
        content_type=SHOWN_TYPE,
        fetched_at=_moment(found),
        shown=True,
        answer=original.member.identity,
        sha256=found.member.sha256,
    )


def _http(record: StoredRecord) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    """Status, headers and body of a record of an answer."""
    head, separator, body = record.block.partition(b"\r\n\r\n")
    lines = head.decode("utf-8", "replace").split("\r\n")
    parts = lines[0].split(None, 2)
    if not separator or len(parts) < 2 or not parts[1].isdecimal():  # noqa: PLR2004 - version and status
        raise DamagedRecordError(record.member.identity, file=record.path.name, detail="it holds no answer of a server")
    pairs = (line.partition(":") for line in lines[1:])
    return int(parts[1]), tuple((name.strip(), value.strip()) for name, _, value in pairs), body


def _decoded(record: StoredRecord, raw: bytes, encodings: str, status: int) -> bytes:
    """The body as the crawl decoded it, by the same rules as ``crawler.download``."""
    try:
        return decode_content(raw, encodings, limit=_MOST_BODY)
    except (BrokenEncodingError, TooLargeError) as error:
        if status >= _CLIENT_ERRORS:
            return b""  # the status says enough
        detail = f"its body cannot be decoded: {error}"
        raise DamagedRecordError(record.member.identity, file=record.path.name, detail=detail) from None


def _moment(record: StoredRecord) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(record.member.first("WARC-Date"))
    except ValueError:
        detail = "it bears no date"
        raise DamagedRecordError(record.member.identity, file=record.path.name, detail=detail) from None


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__
