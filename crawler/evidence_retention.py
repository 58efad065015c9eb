"""Let go of WARC records that no stored snapshot and no finding refers to any more."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from crawler import evidence_index
from crawler.evidence_members import ANSWERS, Gap, members_of
from crawler.evidence_reading import PATTERN

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

_NAMED = frozenset({"response", "revisit", "conversion"})
"""Kinds of record that a snapshot may name; the others belong to one of these."""
_FILE = "warcinfo"


class LetGo(NamedTuple):
    """What was let go."""

    files: int
    """Files that are gone altogether."""
    responses: int
    bytes: int
    """By how much the folder is smaller."""
    damaged: tuple[str, ...]
    """Names of files that could not be read and were left as they are."""


class _Stretch(NamedTuple):
    """One record in a file, as a stretch of its bytes."""

    start: int
    stop: int
    kind: str
    identity: str
    parts: tuple[str, ...]
    """Records that it vouches for: they stay with it."""
    answers: tuple[str, ...]
    """Records that it came with; a request stays where one of these does."""


def let_go(folder: Path, *, keep: Collection[str], among: Collection[Path] | None = None) -> LetGo:
    """Rewrite every WARC file of a folder without the responses that nobody needs, and what belongs only to those.

    The bytes of what stays are copied as they are. A file is replaced when the new one is complete on disk, so
    whatever ends the process leaves the old or the new. A damaged file is left alone. No sweep may be writing.

    Args:
        folder: The folder of one history; what that history does not name goes.
        keep: Ids of the response records to keep, as ``storage.History.kept_records`` returns them.
        among: Only these files are looked at and rewritten; ``None`` takes all.
    """
    whole: dict[Path, list[_Stretch]] = {}
    damaged: list[str] = []
    for path in sorted(folder.glob(PATTERN) if among is None else among):
        found = _stretches(path)
        if found:
            whole[path] = found
        else:
            damaged.append(path.name)
    needed = _with_parts(keep, whole)
    files = responses = freed = 0
    for path, found in whole.items():
        stay = [one for one in found if one.kind == _FILE or _stays(one, needed)]
        if len(stay) == len(found):
            continue
        before = path.stat().st_size
        responses += sum(one.kind in _NAMED for one in found) - sum(one.kind in _NAMED for one in stay)
        evidence_index.forget(path)
        if any(one.kind != _FILE for one in stay):
            _rewrite(path, stay)
            freed += before - path.stat().st_size
        else:
            path.unlink()
            files += 1
            freed += before
    return LetGo(files, responses, freed, tuple(damaged))


def _stays(one: _Stretch, needed: Collection[str]) -> bool:
    if one.identity in needed:
        return True
    return one.kind == "request" and any(answer in needed for answer in one.answers)


def _with_parts(keep: Collection[str], whole: dict[Path, list[_Stretch]]) -> set[str]:
    """The records to keep and all that these rest on, in whatever file it stands."""
    parts = {one.identity: one.parts for found in whole.values() for one in found if one.parts}
    needed = set(keep)
    waiting = list(keep)
    while waiting:
        for part in parts.get(waiting.pop(), ()):
            if part not in needed:
                needed.add(part)
                waiting.append(part)
    return needed


def _stretches(path: Path) -> list[_Stretch]:
    """Return every record of a file; nothing where the file is not whole, such as one that a killed crawl left."""
    made: list[_Stretch] = []
    try:
        with path.open("rb") as stream:
            for one in members_of(stream):
                if isinstance(one, Gap):
                    return []
                answers = one.fields.get(ANSWERS.lower(), ())
                made.append(_Stretch(one.start, one.stop, one.kind, one.identity, tuple(one.parts), answers))
    except OSError:
        return []
    return made if made and made[0].kind == _FILE else []


def _rewrite(path: Path, stretches: list[_Stretch]) -> None:
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with path.open("rb") as old, unfinished.open("wb") as new:
            for one in stretches:
                old.seek(one.start)
                new.write(old.read(one.stop - one.start))
            new.flush()
            os.fsync(new.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
