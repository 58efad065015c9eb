"""Errors of storage as sentences in the language in use, each with its exit code."""

from __future__ import annotations

from monitor.errors import ExitCode
from monitor.language import gettext as _
from monitor.language import marked, spoken
from storage.errors import (
    DamagedHistory,
    DiskFull,
    ForeignDatabase,
    HistoryBusy,
    MissingHistory,
    NewerSchema,
    NotADatabase,
    NotAFile,
    OlderSchema,
    ReadOnlyHistory,
    RefusedRecord,
    StorageError,
    SweepRunning,
    UnknownSite,
    UnknownSweep,
)

_SENTENCES: dict[type[StorageError], str] = {
    MissingHistory: marked(
        "There is no history at {path}; run `gongkai sweep --db {path}` first or name another file."
    ),
    NotAFile: marked("The history {path} cannot be opened; name a file with --db."),
    NotADatabase: marked("{path} is not a database; name another file with --db, or move this one away."),
    ForeignDatabase: marked("{path} is another program's database and was left alone; name another file with --db."),
    NewerSchema: marked(
        "{path} was written by a newer gongkai (schema {found}, this one knows {known}); upgrade gongkai to open it."
    ),
    OlderSchema: marked(
        "{path} has schema {found} and this gongkai reads {known}; open it once with `gongkai doctor --db {path}`."
    ),
    DamagedHistory: marked(
        "The history {path} is damaged ({detail}); restore a backup, or start a new file with --db."
    ),
    ReadOnlyHistory: marked(
        "The history {path} cannot be written; make the file and its folder writable, or name another with --db."
    ),
    DiskFull: marked(
        "The disk that holds {path} does not take more ({detail}); make room and resume, nothing is lost."
    ),
    HistoryBusy: marked("Another process is writing to {path}; try again when it is done."),
    SweepRunning: marked("{path} is held by another process ({pid}) since {since}; wait for it to end, or stop it."),
    UnknownSweep: marked("{path} holds no sweep {asked}; `gongkai doctor --db {path}` shows what it holds."),
    UnknownSite: marked("{path} knows no site {site}; check the id against sites.toml."),
    RefusedRecord: marked("Nothing was recorded in {path}: {why}."),
}
_OF_THE_SWEEP = (DiskFull, HistoryBusy, SweepRunning, RefusedRecord)
"""Errors that are no fault of what was asked for."""


def sentence(error: StorageError) -> str:
    """What happened and what to do; storage's own words in English, its facts in Chinese words otherwise."""
    template = _SENTENCES.get(type(error))
    if template is None or spoken() == "en":
        return str(error)
    return _(template).format(**vars(error))


def exit_code(error: StorageError) -> ExitCode:
    """2 where another file or question helps, 4 where the sweep itself was stopped."""
    return ExitCode.SWEEP_FAILED if isinstance(error, _OF_THE_SWEEP) else ExitCode.USAGE
