"""What can go wrong with a history file: one class for each remedy, one sentence for each error.

::

    StorageError
    ├── MissingHistory      there is no such file and none may be made
    ├── NotAFile            a folder, or a path that leads nowhere
    ├── NotADatabase        a file, but not SQLite
    ├── ForeignDatabase     SQLite, but another program's
    ├── NewerSchema         written by a later gongkai
    ├── OlderSchema         written by an earlier one, and only reading was asked for
    ├── DamagedHistory      SQLite finds the file broken
    ├── ReadOnlyHistory     the file or its folder cannot be written
    ├── DiskFull            no room, or the disk does not take the bytes
    ├── UnwritableTarget    a copy or an export cannot be put where it was asked for
    ├── HistoryBusy         another process is writing just now
    ├── SweepRunning        another sweep holds the file
    ├── EmptyHistory        no sweep was recorded yet
    ├── UnknownSweep        no sweep of that number or date
    ├── UnknownSite         no site of that id
    └── RefusedRecord       what was handed over may not be remembered
"""

# ruff: noqa: N818 - the names say what is wrong; the family's name says that they are errors
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class StorageError(Exception):
    """Base of everything that storage raises; the text is one sentence with the remedy."""


class MissingHistory(StorageError):
    """There is no such file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"There is no history at {path}; run `gongkai sweep --db {path}` first or name another file.")


class NotAFile(StorageError):
    """The path cannot be a database file."""

    def __init__(self, path: Path, why: str) -> None:
        self.path = path
        super().__init__(f"The history {path} cannot be opened: {why}; name a file with --db.")


class NotADatabase(StorageError):
    """The file is something else."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path} is not a database; name another file with --db, or move this one away.")


class ForeignDatabase(StorageError):
    """The file belongs to another program; it was not touched."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path} is another program's database and was left alone; name another file with --db.")


class NewerSchema(StorageError):
    """The file was written by a later version of this program."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        self.path = path
        self.found = found
        self.known = known
        super().__init__(
            f"{path} was written by a newer gongkai (schema {found}, this one knows {known}); "
            "upgrade gongkai to open it."
        )


class OlderSchema(StorageError):
    """The file must be brought up to date before it can be read."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        self.path = path
        self.found = found
        self.known = known
        super().__init__(
            f"{path} has schema {found} and this gongkai reads {known}; "
            f"open it once where it can be written, for example with `gongkai doctor --db {path}`."
        )


class DamagedHistory(StorageError):
    """SQLite finds the file broken."""

    def __init__(self, path: Path, detail: str) -> None:
        self.path = path
        self.detail = detail
        super().__init__(f"The history {path} is damaged ({detail}); restore a backup, or start a new file with --db.")


class ReadOnlyHistory(StorageError):
    """The file cannot be written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"The history {path} cannot be written; make the file and its folder writable, or name another with --db."
        )


class DiskFull(StorageError):
    """The disk takes no more bytes; what was committed before is kept."""

    def __init__(self, path: Path, detail: str) -> None:
        self.path = path
        self.detail = detail
        super().__init__(
            f"The disk that holds {path} does not take more ({detail}); make room and resume, nothing stored is lost."
        )


class UnwritableTarget(StorageError):
    """A copy or an export cannot be written where it was asked for; nothing was left there."""

    def __init__(self, target: Path, why: str) -> None:
        self.target = target
        self.why = why
        super().__init__(f"{target} cannot be written: {why}; name another file.")


class HistoryBusy(StorageError):
    """Another process holds the write lock longer than we wait."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"Another process is writing to {path}; try again when it is done.")


class SweepRunning(StorageError):
    """Another process holds the file for a sweep or for maintenance."""

    def __init__(self, path: Path, *, purpose: str, pid: int | None, host: str | None, since: str | None) -> None:
        self.path = path
        self.purpose = purpose
        self.pid = pid
        self.host = host
        self.since = since
        holder = f"process {pid} on {host} since {since}" if pid is not None else "another process"
        super().__init__(f"{path} is held for {purpose} by {holder}; wait for it to end, or stop it.")


class EmptyHistory(StorageError):
    """Nothing was recorded yet."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path} holds no sweep yet; run `gongkai sweep --db {path}` first.")


class UnknownSweep(StorageError):
    """No sweep has that number, or none had been run by that day."""

    def __init__(self, path: Path, asked: object) -> None:
        self.path = path
        self.asked = asked
        super().__init__(f"{path} holds no sweep {asked}; `gongkai doctor --db {path}` shows what it holds.")


class UnknownSite(StorageError):
    """No site of that id was ever recorded."""

    def __init__(self, path: Path, site: str) -> None:
        self.path = path
        self.site = site
        super().__init__(f"{path} knows no site {site}; check the id against sites.toml.")


class RefusedRecord(StorageError):
    """What was handed over may not be remembered, because it would be a false memory."""

    def __init__(self, path: Path, why: str) -> None:
        self.path = path
        self.why = why
        super().__init__(f"Nothing was recorded in {path}: {why}.")
