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
KEY_DIGITS = 8


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
    return hashlib.blake2b(name.encode()).hexdigest()[:KEY_DIGITS]


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
