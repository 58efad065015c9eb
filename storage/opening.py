"""Open a history file: is it ours, whole, and of our schema? Only then may it be touched."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlite_utils import Database

from storage.errors import (
    DamagedHistory,
    ForeignDatabase,
    MissingHistory,
    NewerSchema,
    NotADatabase,
    NotAFile,
    OlderSchema,
    ReadOnlyHistory,
    SweepRunning,
)
from storage.locking import HistoryLock
from storage.migrations import APPLICATION_ID, SCHEMA, migrations
from storage.session import Session, sentences

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 15.0
"""Seconds to wait for another writer; a site is recorded in well under one."""
QUICK_CHECK_LIMIT = 24_000_000
"""Bytes up to which the whole file is checked when it is opened for writing (about a tenth of a second)."""
_PURPOSE = "migration"
_MAGIC = b"SQLite format 3\x00"


def open_session(path: Path, *, read_only: bool, create: bool, older: bool = False) -> Session:
    """Open a file after every check that is cheap.

    Args:
        path: The history file.
        read_only: Never write, not even to bring an old file up to date.
        create: Make the file if it is not there.
        older: With ``read_only``: open a file of an earlier schema as it is, to copy or check it.

    Raises:
        StorageError: One of its kinds, with the file and the remedy.
    """
    _check_path(path, create=create and not read_only)
    with sentences(path):
        schema = _schema_of(path) if path.exists() and path.stat().st_size else 0
        if schema > SCHEMA:
            raise NewerSchema(path, schema, SCHEMA)
        if read_only:
            if schema == 0:
                raise MissingHistory(path)
            if schema < SCHEMA and not older:
                raise OlderSchema(path, schema, SCHEMA)
        elif schema < SCHEMA or not _complete(path):
            _bring_up_to_date(path)
        connection = _connect(path, read_only=read_only)
        try:
            if not read_only:
                _check_writable(path)
            _check_whole(connection, path, read_only=read_only)
            database = Database(connection, execute_plugins=False)
        except BaseException:
            connection.close()
            raise
        return Session(database, path, read_only=read_only)


def _check_path(path: Path, *, create: bool) -> None:
    try:
        if path.is_dir():
            raise NotAFile(path, "it is a folder")
        if path.exists() and not path.is_file():
            # A device or a pipe; opening one could wait for ever.
            raise NotAFile(path, "it is no ordinary file")
        if not path.exists():
            if not create:
                raise MissingHistory(path)
            if not path.parent.is_dir():
                raise NotAFile(path, f"there is no folder {path.parent}")
            if not os.access(path.parent, os.W_OK):
                raise ReadOnlyHistory(path)
            return
        with path.open("rb") as stream:
            head = stream.read(len(_MAGIC))
    except OSError as error:
        raise NotAFile(path, error.strerror or str(error)) from error
    if head and head != _MAGIC:
        raise NotADatabase(path)


def _connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """Connect; a reader that could write is let undo what a killed writer left, and tidies up behind itself."""
    may_write = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    if not read_only:
        mode = "mode=rwc"
    elif may_write:
        mode = "mode=rw"
    elif os.access(path.parent, os.W_OK) or path.with_name(path.name + "-wal").exists():
        mode = "mode=ro"
    else:
        # On read-only media the shared-memory file of the log cannot be made; without a log nothing can change either.
        mode = "immutable=1"
    connection = _open(path, mode)
    for pragma in ("foreign_keys = ON", "synchronous = NORMAL", "cache_size = -32000", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
    return connection


def _open(path: Path, mode: str) -> sqlite3.Connection:
    address = f"file:{quote(str(path.absolute()))}?{mode}"
    return sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False)


def _schema_of(path: Path) -> int:
    """Return the schema of a file of ours, 0 for one that holds nothing yet; refuse anything else untouched."""
    with path.open("rb") as stream:
        header = stream.read(100)
    # Of a file of ours this stands in the header from its first moment (https://sqlite.org/fileformat.html, 1.3.15).
    application = int.from_bytes(header[68:72], "big")
    if application == APPLICATION_ID:
        with closing(_connect(path, read_only=True)) as connection:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
    beside = [path.with_name(path.name + ending) for ending in ("-wal", "-journal")]
    mode = "mode=ro" if any(other.exists() for other in beside) else "immutable=1"
    with closing(_open(path, mode)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if application or tables:
        raise ForeignDatabase(path)
    return 0


def _complete(path: Path) -> bool:
    with closing(_connect(path, read_only=True)) as connection:
        return not migrations.pending(Database(connection, execute_plugins=False, recursive_triggers=False))


def _bring_up_to_date(path: Path) -> None:
    """Apply what is pending, with a copy of the old file beside it first."""
    lock = HistoryLock(path)
    _take(lock)
    try:
        schema = _schema_of(path) if path.exists() and path.stat().st_size else 0
        if schema > SCHEMA:
            raise NewerSchema(path, schema, SCHEMA)
        if schema == 0:
            _make(path)
        elif schema < SCHEMA or not _complete(path):
            if schema < SCHEMA:
                _copy_beside(path, schema)
            with closing(_connect(path, read_only=False)) as connection:
                migrations.apply(Database(connection, execute_plugins=False))
    finally:
        lock.release()


def _take(lock: HistoryLock) -> None:
    """Take the lock; wait for another process that brings the same file up to date, but not for a sweep.

    Who holds a lock without a note has only just taken it and will say at once what for.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            lock.acquire(_PURPOSE)
        except SweepRunning as error:
            told = error.pid is not None
            if (told and error.purpose != _PURPOSE) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _make(path: Path) -> None:
    """Make the file under another name, so that it is never seen half made; the caller holds the lock."""
    target = path.resolve()
    unfinished = target.with_name(f".{target.name}.part")
    _remove(unfinished)
    try:
        with closing(_connect(unfinished, read_only=False)) as connection:
            database = Database(connection, execute_plugins=False)
            # With the log from the start it takes a tenth of the time.
            database.enable_wal()
            migrations.apply(database)
        unfinished.replace(target)
    finally:
        _remove(unfinished)


def _remove(unfinished: Path) -> None:
    for ending in ("", "-journal", "-wal", "-shm"):
        unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)


def _copy_beside(path: Path, schema: int) -> None:
    """Copy the file to ``<name>.schema-<n>``, or the first such name that is free."""
    target = path.with_name(f"{path.name}.schema-{schema}")
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.name}.schema-{schema}.{number}")
    unfinished = target.with_name(f".{target.name}.part")
    unfinished.unlink(missing_ok=True)
    with closing(_connect(path, read_only=True)) as source, closing(sqlite3.connect(unfinished)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    unfinished.replace(target)


def _check_writable(path: Path) -> None:
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise ReadOnlyHistory(path)


def _check_whole(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    """Find the damage that a glance can find: a file cut short, a small file with broken pages."""
    pages, page_size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    size = path.stat().st_size
    log = path.with_name(path.name + "-wal")
    if size < pages * page_size and not (log.exists() and log.stat().st_size):
        raise DamagedHistory(path, f"it ends after {size} of {pages * page_size} bytes")
    if not read_only and size <= QUICK_CHECK_LIMIT:
        answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if answer != "ok":
            raise DamagedHistory(path, answer)
