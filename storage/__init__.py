"""What was seen and concluded, kept in one SQLite file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import maintenance
from storage.errors import StorageError
from storage.excuses import ExcusedStretch
from storage.exports import export
from storage.history import History
from storage.maintenance import Sizes
from storage.opening import open_session
from storage.retention import Pruned
from storage.sites import SiteEvent
from storage.summaries import Ranked, Summaries, Turned
from storage.values import Changes, Interval, SiteNight, StoredFinding, SweepInfo, Swing

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "Changes",
    "ExcusedStretch",
    "History",
    "Interval",
    "Pruned",
    "Ranked",
    "SiteEvent",
    "SiteNight",
    "Sizes",
    "StorageError",
    "StoredFinding",
    "Summaries",
    "SweepInfo",
    "Swing",
    "Turned",
    "export",
    "open_history",
    "restore_history",
]


def open_history(path: Path, *, read_only: bool = False, create: bool = True) -> History:
    """Open a history file, or make one.

    A file of an earlier schema is brought up to date, with a copy of the old one beside it first; a file that is not
    ours, is newer, or is damaged is refused and left as it is.

    Args:
        path: The file, ``gongkai.db`` by default of the command line.
        read_only: Never write; a missing file is an error then.
        create: Make the file if it is not there.

    Returns:
        The history, to be closed, best by ``with``.

    Raises:
        StorageError: One of its kinds, with a sentence that names the file and the remedy.
    """
    return History(open_session(path, read_only=read_only, create=create))


def restore_history(copy: Path, path: Path) -> Path | None:
    """Put a backup in the place of a history.

    Args:
        copy: The backup; it is checked to the last byte first, and left as it is.
        path: The history to replace, or to make.

    Returns:
        Where the former history is now, ``None`` if there was none.

    Raises:
        StorageError: If the backup is not one, is not whole, or a sweep holds the history.
    """
    session = open_session(copy, read_only=True, create=False, older=True)
    try:
        return maintenance.restore(session, path)
    finally:
        session.close()
