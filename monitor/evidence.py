"""The folder of evidence that belongs to a history: where it is, and what stays in it once a sweep is judged."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.evidence_index import FILE_MOMENT
from crawler.evidence_reading import EvidenceError, EvidenceFolder, MissingRecordError
from crawler.evidence_retention import LetGo, let_go
from monitor.config import BESIDE
from monitor.errors import ConfigurationError
from monitor.evidence_words import what_is_wrong
from monitor.language import gettext as _
from rules.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from monitor.config import Settings
    from rules.model import Finding, Snapshot
    from storage import History, StoredFinding

_DEFAULT = ".evidence"


def evidence_folder(database: Path, settings: Settings, given: Path | None = None) -> Path | None:
    """The folder of a history's WARC files, whether it is there or not; ``None`` where no bodies are kept.

    Args:
        database: The history; without another word the folder stands beside it.
        settings: ``sweep.evidence`` names another folder, or none.
        given: The folder named on the command line, which goes before both.
    """
    if given is not None:
        return given
    if settings.sweep.evidence == BESIDE:
        return beside(database)
    return Path(settings.sweep.evidence) if settings.sweep.evidence else None


def beside(database: Path) -> Path:
    """The folder that belongs to a history by its name: ``gongkai.evidence`` beside ``gongkai.db``."""
    return database.with_name(database.stem + _DEFAULT)


def prunable_folder(database: Path, settings: Settings) -> Path | None:
    """The folder that may be pruned with a history without being named: the one that belongs to it by its name.

    A folder of the settings may serve several histories, and what one of them does not name another may need.
    """
    folder = evidence_folder(database, settings)
    return folder if folder is not None and folder == beside(database) and folder.is_dir() else None


def writable_folder(database: Path, settings: Settings) -> Path | None:
    """The folder for a sweep to write to, made if need be; ``None`` where no bodies are kept.

    Raises:
        ConfigurationError: It cannot be made or written.
    """
    folder = evidence_folder(database, settings)
    if folder is None:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError as error:
        raise ConfigurationError(
            [
                _("sweep.evidence: {folder} cannot be written ({detail}); name another folder in gongkai.toml.").format(
                    folder=folder, detail=error.strerror
                )
            ]
        ) from error


def needed_records(snapshot: Snapshot, findings: Iterable[Finding]) -> frozenset[str]:
    """The records that stay where only failures are kept.

    These are what a finding names that is no pass, every answer that was no page, and the home page, which shows that
    the site was there.
    """
    named = {
        place.record
        for finding in findings
        if finding.outcome is not Outcome.PASS
        for place in finding.evidence
        if place.record is not None
    }
    named |= {miss.record for miss in snapshot.misses if miss.record is not None}
    named |= {page.record for page in snapshot.pages if page.role == "home" and page.record is not None}
    return frozenset(named)


def records_of(snapshot: Snapshot) -> dict[str, str | None]:
    """Every record that a snapshot names, with its digest where one was noted."""
    named: dict[str, str | None] = {}
    for page in snapshot.pages:
        if page.record is not None:
            named[page.record] = page.record_sha256
    for miss in snapshot.misses:
        if miss.record is not None:
            named[miss.record] = miss.record_sha256
    return named


def broken_evidence(history: History, findings: Sequence[StoredFinding], folder: Path) -> tuple[tuple[str, ...], ...]:
    """What is wrong with the evidence of each finding, a sentence for each record; empty where nothing is.

    Records that were let go by policy are not broken: those of a night whose snapshot is gone, and those that the plan
    of their own sweep did not ask to be kept.
    """
    named = {
        one.record: one
        for sweep in sorted({finding.sweep for finding in findings})
        for one in history.named_records(sweep)
    }
    reader = EvidenceFolder(folder)
    known: dict[str, EvidenceError | None] = {}

    def error_of(record: str) -> EvidenceError | None:
        if record not in known:
            known[record] = None
            try:
                reader.whole(record, sha256=named[record].sha256)
            except EvidenceError as error:
                known[record] = error
        return known[record]

    def wrong(finding: StoredFinding) -> Iterator[str]:
        for record in dict.fromkeys(place.record for place in finding.evidence):
            if record is None or record not in named:
                continue
            error = error_of(record)
            let_go = isinstance(error, MissingRecordError) and not named[record].needed
            if error is not None and not let_go:
                yield what_is_wrong(error)

    return tuple(tuple(wrong(finding)) for finding in findings)


def let_passes_go(history: History, sweep: int, folder: Path) -> LetGo:
    """Let go of the bodies of a sweep on which nothing rests but passes; no file of an earlier sweep is touched."""
    plan, info = history.plan(sweep), history.sweep(sweep)
    began = info.started.strftime(FILE_MOMENT) if info is not None else ""
    keep: set[str] = set()
    seen: set[str] = set()
    for site in plan.sites:
        snapshot = history.snapshot(sweep, site.id)
        if snapshot is None:
            continue
        keep |= needed_records(snapshot, history.recorded_findings(sweep, site.id))
        seen.update(records_of(snapshot))
    reader = EvidenceFolder(folder)
    files = {path for record in seen for path in reader.files_of(record) if path.name >= began}
    return let_go(folder, keep=keep, among=files)
