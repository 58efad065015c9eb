"""Prove that evidence is what it was: each record against its digest in the history, the history against its seals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.evidence_reading import EvidenceError, EvidenceFolder
from monitor.errors import NothingCheckedError
from monitor.language import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

    from storage import History
    from storage.named_records import NamedRecord


@dataclass(frozen=True, slots=True)
class BrokenRecord:
    """A record that is not what it was, and the first place that names it."""

    named: NamedRecord
    error: EvidenceError


@dataclass(frozen=True, slots=True)
class TornFile:
    """A stretch of a file that holds no whole record, such as the end that a killed crawl left."""

    file: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of it."""

    whole: int
    """Records that are there and are what they were."""
    undigested: int
    """Of these, such as were written before digests were noted: whole, and more cannot be said."""
    let_go: int
    """Records that are no longer there, by the policy of their own sweep."""
    broken: tuple[BrokenRecord, ...]
    wrong: tuple[str, ...]
    """What does not fit in the history itself, in sentences of the storage."""
    torn: tuple[TornFile, ...]
    """Told for completeness: what stood there and mattered is among the broken records."""
    seal: str | None
    """The last seal."""


def verify_evidence(history: History, folder: Path, *, sweep: int | None) -> Verified:
    """Hold the evidence against what was noted of it.

    Args:
        history: Open for reading.
        folder: Where the WARC files are, or should be.
        sweep: Only what this one names; ``None`` takes all. The seals of all are checked, since each rests on the one
            before.

    Raises:
        NothingCheckedError: No snapshot names a record.
    """
    wrong = history.verify()
    info = history.sweep(sweep)
    seal = None if info is None else info.seal
    if wrong:
        # What the history says of its records cannot be relied on either; it must be put right first.
        return Verified(0, 0, 0, (), wrong, (), seal)
    named = _named(history, sweep)
    if not named:
        raise NothingCheckedError(
            _("{file} names no stored response; sweep.evidence of gongkai.toml decides whether they are kept.").format(
                file=history.path
            )
        )
    reader = EvidenceFolder(folder)
    whole = undigested = let_go = 0
    broken: list[BrokenRecord] = []
    for one in named.values():
        if not one.needed and not reader.holds(one.record):
            let_go += 1
            continue
        try:
            reader.whole(one.record, sha256=one.sha256)
        except EvidenceError as error:
            broken.append(BrokenRecord(one, error))
        else:
            whole += 1
            undigested += one.sha256 is None
    return Verified(whole, undigested, let_go, tuple(broken), (), _torn(reader), seal)


def _named(history: History, sweep: int | None) -> dict[str, NamedRecord]:
    """Each record once: as the first night names it that needs it, items of all nights together."""
    named: dict[str, NamedRecord] = {}
    for one in history.named_records(sweep):
        known = named.get(one.record)
        if known is None:
            named[one.record] = one
            continue
        items = tuple(dict.fromkeys((*known.items, *one.items)))
        digest = known.sha256 or one.sha256
        base = known if known.needed or not one.needed else one
        named[one.record] = base._replace(items=items, sha256=digest)
    return named


def _torn(reader: EvidenceFolder) -> tuple[TornFile, ...]:
    found: list[TornFile] = []
    try:
        files = reader.files
    except OSError:
        return ()  # every record that should be there has said so
    for path in files:
        try:
            found += [TornFile(path.name, start, stop) for start, stop in reader.index(path).gaps]
        except OSError:
            continue
    return tuple(found)
