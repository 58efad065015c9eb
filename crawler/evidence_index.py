"""Where each record of a WARC file stands, remembered beside the file.

The index only saves time. It holds for one size and moment of the file and is made anew otherwise; whatever it says is
held against the record itself by whoever reads it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from typing import TYPE_CHECKING

import msgspec

from crawler.evidence_members import Member, members_of

if TYPE_CHECKING:
    from pathlib import Path

_SUFFIX = ".index"
FILE_MOMENT = "%Y%m%dT%H%M%SZ"
"""How the name of a file begins: the moment at which its process opened it, UTC."""
_KEY_DIGITS = 8
_PREFIX = "<urn:uuid:"
_VERSION_AT = 14
"""Where a UUID says its version: 8 is one whose digits mean something to those who made it (RFC 9562)."""


class FileIndex(msgspec.Struct, frozen=True):
    """The records of one file."""

    schema: int
    size: int
    modified: int
    """Nanoseconds, as the file system says."""
    places: dict[str, int]
    """Id to the place of its first byte."""
    gaps: tuple[tuple[int, int], ...]
    """Stretches that are no whole record."""


_SCHEMA = 1
_decoder = msgspec.msgpack.Decoder(FileIndex)


def key_of(name: str) -> str:
    """Return the first digits of the ids of all records of a file, so that an id leads to its file.

    Args:
        name: The file's name without folder.
    """
    return hashlib.blake2b(name.encode()).hexdigest()[:_KEY_DIGITS]


def record_id(key: str, random: str) -> str:
    """Return the id of a record.

    Args:
        key: Of the file that it goes to.
        random: A random UUID.
    """
    return f"{_PREFIX}{key}{random[_KEY_DIGITS:_VERSION_AT]}8{random[_VERSION_AT + 1 :]}>"


def key_in(record: str) -> str | None:
    """Return the key of the file that a record went to; ``None`` for an id that tells nothing, as of former times."""
    digits = record.removeprefix(_PREFIX)
    return digits[:_KEY_DIGITS] if digits[_VERSION_AT : _VERSION_AT + 1] == "8" else None


def index_of(path: Path) -> FileIndex:
    """Return where the records of a file stand, from beside the file where that still holds.

    Raises:
        OSError: The file cannot be read.
    """
    state = path.stat()
    beside = path.with_name(path.name + _SUFFIX)
    known = _read(beside)
    if known is not None and (known.schema, known.size, known.modified) == (_SCHEMA, state.st_size, state.st_mtime_ns):
        return known
    made = _made(path, state)
    with contextlib.suppress(OSError):  # a folder that may only be read is read again next time
        _write(beside, made)
    return made


def remember(path: Path, places: dict[str, int]) -> None:
    """Write down where the records of a file stand that has just been closed, so that nobody needs to look.

    Args:
        path: The file, complete.
        places: Id to the place of its first byte.
    """
    state = path.stat()
    with contextlib.suppress(OSError):
        beside = path.with_name(path.name + _SUFFIX)
        _write(beside, FileIndex(_SCHEMA, state.st_size, state.st_mtime_ns, places, ()))


def forget(path: Path) -> None:
    """Remove what is remembered of a file that is going."""
    path.with_name(path.name + _SUFFIX).unlink(missing_ok=True)


def _made(path: Path, state: os.stat_result) -> FileIndex:
    places: dict[str, int] = {}
    gaps: list[tuple[int, int]] = []
    with path.open("rb") as stream:
        for found in members_of(stream):
            if isinstance(found, Member):
                places.setdefault(found.identity, found.start)
            else:
                gaps.append((found.start, found.stop))
    return FileIndex(_SCHEMA, state.st_size, state.st_mtime_ns, places, tuple(gaps))


def _read(path: Path) -> FileIndex | None:
    try:
        return _decoder.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError):
        return None


def _write(path: Path, index: FileIndex) -> None:
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        unfinished.write_bytes(msgspec.msgpack.encode(index))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
