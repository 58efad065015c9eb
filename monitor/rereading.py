"""A stored snapshot read again from the bytes that evidence keeps, page by page, and what became of each page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from crawler.evidence_reading import EvidenceError, EvidenceFolder, MissingRecordError
from crawler.file_reading import FileReader
from crawler.rereading import reread_miss, reread_page
from monitor.evidence import needed_records
from rules.facts import PageFacts
from rules.model import Miss, PageVisit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from rules.model import Finding, Snapshot
    from rules.plan import EvidenceKept


class ReadOtherwise(NamedTuple):
    """A page of which this program reads something else than was read that night."""

    site: str
    url: str
    facts: tuple[str, ...]
    """Names of the facts that differ; empty where it became a page, or is none any more."""
    became: str = ""
    """``page`` or the reason why it is none; empty where it was and is a page."""


class Broken(NamedTuple):
    """A record that should be there and is not, or is not what was recorded."""

    site: str
    url: str
    record: str
    kind: str
    """``missing``, ``altered``, ``damaged``, ``unreadable``."""
    sentence: str


@dataclass(slots=True)
class Readings:
    """What became of the pages of one sweep, answers that were no pages included."""

    read: int = 0
    """Read again from their bytes."""
    unkept: int = 0
    """No bytes were kept; the facts of that night were taken."""
    let_go: int = 0
    """The bytes were let go by the policy of the sweep; the facts of that night were taken."""
    broken: list[Broken] = field(default_factory=list)
    """The evidence is broken; the facts of that night were taken, which the seal of the history vouches for."""
    otherwise: list[ReadOtherwise] = field(default_factory=list)

    def broken_records(self) -> dict[str, str]:
        """What is wrong with each broken record, by its id."""
        return {one.record: one.sentence for one in self.broken}


class Rereader:
    """Reads snapshots again; a context manager, which ends what reads files.

    Args:
        folder: The evidence; ``None`` reads nothing again.
        kept: What the sweep let stay of its evidence.
    """

    def __init__(self, folder: Path | None, *, kept: EvidenceKept) -> None:
        self._folder = None if folder is None else EvidenceFolder(folder)
        self._kept = kept
        self._files = FileReader()
        self.readings = Readings()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    def reread(self, snapshot: Snapshot, recorded: Iterable[Finding]) -> Snapshot:
        """The snapshot as this program reads its bytes; the very same where nothing is read otherwise.

        Args:
            snapshot: As stored.
            recorded: The findings of that night, which say what a sweep that keeps failures alone had to keep.
        """
        needed = needed_records(snapshot, recorded) if self._kept == "failures" else None
        stored: list[PageVisit | Miss] = [*snapshot.pages, *snapshot.misses]
        again = [self._again(snapshot.site.id, one, needed) for one in stored]
        if all(new is old for new, old in zip(again, stored, strict=True)):
            return snapshot
        # The order of the visit is that of the pages; what became a page was visited between them, nobody knows where.
        return msgspec.structs.replace(
            snapshot,
            pages=tuple(one for one in again if isinstance(one, PageVisit)),
            misses=tuple(one for one in again if isinstance(one, Miss)),
        )

    def _again(self, site: str, old: PageVisit | Miss, needed: frozenset[str] | None) -> PageVisit | Miss:
        if old.record is None or self._folder is None:
            # A request that brought no answer at all has no bytes and never had.
            self.readings.unkept += isinstance(old, PageVisit)
            return old
        try:
            if isinstance(old, PageVisit):
                new = reread_page(old, self._folder, files=self._files)
            else:
                new = reread_miss(old, self._folder, files=self._files)
        except EvidenceError as error:
            if isinstance(error, MissingRecordError) and needed is not None and old.record not in needed:
                self.readings.let_go += 1
            else:
                self.readings.broken.append(Broken(site, old.url, old.record, error.kind, str(error)))
            return old
        self.readings.read += 1
        if new == old:
            return old
        self.readings.otherwise.append(_otherwise(site, old, new))
        return new


def _otherwise(site: str, old: PageVisit | Miss, new: PageVisit | Miss) -> ReadOtherwise:
    if isinstance(new, Miss):
        return ReadOtherwise(site, new.url, (), f"{new.reason} {new.detail}".strip())
    if isinstance(old, Miss):
        return ReadOtherwise(site, new.url, (), "page")
    names = PageFacts.__struct_fields__
    return ReadOtherwise(
        site, new.url, tuple(name for name in names if getattr(old.facts, name) != getattr(new.facts, name))
    )
