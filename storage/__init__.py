"""What was seen and concluded, kept in one SQLite file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.errors import StorageError
from storage.history import History
from storage.opening import open_session
from storage.values import Changes, Interval, SiteNight, StoredFinding, SweepInfo, Swing

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "Changes",
    "History",
    "Interval",
    "SiteNight",
    "StorageError",
    "StoredFinding",
    "SweepInfo",
    "Swing",
    "open_history",
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
