"""Let go of WARC records that no stored snapshot and no finding refers to any more."""

from __future__ import annotations

import os
import zlib
from typing import TYPE_CHECKING, NamedTuple

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path


class LetGo(NamedTuple):
    """What was let go."""

    files: int
    """Files that are gone altogether."""
    responses: int
    bytes: int
    """By how much the folder is smaller."""
    damaged: tuple[str, ...]
    """Names of files that could not be read and were left as they are."""


class _Member(NamedTuple):
    """One record in a file, as a stretch of its bytes."""

    start: int
    stop: int
    kind: str
    identity: str
    answers: str | None


def let_go(folder: Path, *, keep: Collection[str]) -> LetGo:
    """Rewrite every WARC file of a folder without the responses that nobody needs, and the requests of those.

    The bytes of what stays are copied as they are. A file is replaced when the new one is complete on disk, so
    whatever ends the process leaves the old or the new. A damaged file is left alone. No sweep may be writing.

    Args:
        folder: The folder of one history; what that history does not name goes.
        keep: Ids of the response records to keep, as ``storage.History.kept_records`` returns them.
    """
    files = responses = freed = 0
    damaged: list[str] = []
    for path in sorted(folder.glob("*.warc.gz")):
        members = _members_of(path)
        if not members:
            damaged.append(path.name)
            continue
        unwanted = {one.identity for one in members if one.kind == "response" and one.identity not in keep}
        if not unwanted:
            continue
        before = path.stat().st_size
        stay = [one for one in members if one.identity not in unwanted and one.answers not in unwanted]
        responses += len(unwanted)
        if any(one.kind == "response" for one in stay):
            _rewrite(path, stay)
            freed += before - path.stat().st_size
        else:
            path.unlink()
            files += 1
            freed += before
    return LetGo(files, responses, freed, tuple(damaged))


def _members_of(path: Path) -> tuple[_Member, ...]:
    """Return every record of a file; nothing where the file is not whole, such as one that a killed crawl left."""
    try:
        members = tuple(_members(path))
    except (ArchiveLoadFailed, OSError, ValueError):
        return ()
    edges = [0, *(one.stop for one in members)]
    whole = [one.start for one in members] == edges[:-1] and edges[-1] == path.stat().st_size
    return members if whole and members[0].kind == "warcinfo" and _all_complete(path, members) else ()


def _all_complete(path: Path, members: tuple[_Member, ...]) -> bool:
    """Whether each record is one gzip member to its end; the reader of the format does not ask."""
    with path.open("rb") as stream:
        for one in members:
            stream.seek(one.start)
            unpacking = zlib.decompressobj(wbits=31)
            try:
                unpacking.decompress(stream.read(one.stop - one.start))
            except zlib.error:
                return False
            if not unpacking.eof or unpacking.unused_data:
                return False
    return True


def _members(path: Path) -> Iterator[_Member]:
    with path.open("rb") as stream:
        archive = ArchiveIterator(stream)
        for record in archive:
            headers = record.rec_headers
            archive.read_to_end(record)
            start = archive.get_record_offset()
            yield _Member(
                start,
                start + archive.get_record_length(),
                record.rec_type,
                headers.get_header("WARC-Record-ID") or "",
                headers.get_header("WARC-Concurrent-To"),
            )


def _rewrite(path: Path, members: list[_Member]) -> None:
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with path.open("rb") as old, unfinished.open("wb") as new:
            for one in members:
                old.seek(one.start)
                new.write(old.read(one.stop - one.start))
            new.flush()
            os.fsync(new.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
