"""The lock of a history file: one sweep at a time, and no lock outlives its process.

The lock is the operating system's (``flock``), held on a small file beside the history; a process that dies lets go of
it at that moment, however it dies. What stands in the file only tells others who holds it.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import os
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from storage.errors import NotAFile, ReadOnlyHistory, SweepRunning

if TYPE_CHECKING:
    from pathlib import Path


class HistoryLock:
    """A lock on one history file; taken with :meth:`acquire`, let go with :meth:`release`."""

    def __init__(self, history: Path) -> None:
        # Two names of one file must meet at one lock.
        self.history = history
        self.path = history.resolve().with_name(history.resolve().name + ".lock")
        self._descriptor: int | None = None
        self._count = 0

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._descriptor is not None

    def acquire(self, purpose: str) -> None:
        """Take the lock, or say who has it. May be taken several times by one object.

        Args:
            purpose: One word for others to read: ``sweep``, ``migration`` …

        Raises:
            SweepRunning: If another process, or another object of this one, holds it.
            ReadOnlyHistory: If the folder cannot be written.
        """
        if self._descriptor is not None:
            self._count += 1
            return
        while True:
            try:
                descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            except OSError as error:
                raise ReadOnlyHistory(self.history) from error
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                holder = _holder(descriptor)
                os.close(descriptor)
                raise SweepRunning(self.history, **holder._asdict()) from error
            except OSError as error:
                os.close(descriptor)
                raise NotAFile(self.history, f"its folder takes no locks ({error.strerror})") from error
            # The file may have been removed by the one who let go between our open and our lock.
            if _same_file(descriptor, self.path):
                break
            os.close(descriptor)
        note = {
            "purpose": purpose,
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "since": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        }
        # The lock stands without its note, so a full disk does not matter here.
        with suppress(OSError):
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, json.dumps(note).encode(), 0)
        self._descriptor = descriptor
        self._count = 1

    def release(self) -> None:
        """Let go once; the last release removes the file."""
        if self._descriptor is None:
            return
        self._count -= 1
        if self._count:
            return
        with suppress(OSError):
            self.path.unlink()
        os.close(self._descriptor)
        self._descriptor = None

    def release_all(self) -> None:
        """Let go however often it was taken."""
        self._count = min(self._count, 1)
        self.release()


def _same_file(descriptor: int, path: Path) -> bool:
    try:
        named = path.stat()
    except FileNotFoundError:
        return False
    opened = os.fstat(descriptor)
    return (named.st_ino, named.st_dev) == (opened.st_ino, opened.st_dev)


class _Holder(NamedTuple):
    purpose: str
    pid: int | None
    host: str | None
    since: str | None


def _holder(descriptor: int) -> _Holder:
    """Read who holds the lock; a note that is not there yet says nobody in particular."""
    try:
        note = json.loads(os.pread(descriptor, 4096, 0))
        return _Holder(str(note["purpose"]), int(note["pid"]), str(note["host"]), str(note["since"]))
    except (OSError, ValueError, TypeError, KeyError):
        return _Holder("a sweep", None, None, None)
