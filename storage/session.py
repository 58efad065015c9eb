"""One connection to a history file: transactions, and SQLite's errors turned into sentences."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec

from storage.blobs import Blobs
from storage.errors import (
    DamagedHistory,
    DiskFull,
    HistoryBusy,
    NotADatabase,
    NotAFile,
    ReadOnlyHistory,
    RefusedRecord,
    StorageError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlite_utils import Database

Row = tuple[Any, ...]


def as_storage_error(error: sqlite3.Error, path: Path) -> StorageError:
    """Say what an error of SQLite means to a person.

    Args:
        error: What the driver raised.
        path: The history file.

    Returns:
        The error to raise in its place.
    """
    # Extended result codes keep the primary code in their low byte (https://sqlite.org/rescode.html).
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    text = str(error)
    if code in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
        return DiskFull(path, text)
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}:
        return ReadOnlyHistory(path)
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}:
        return HistoryBusy(path)
    if code == sqlite3.SQLITE_CANTOPEN:
        return NotAFile(path, text)
    if isinstance(error, sqlite3.IntegrityError):
        return RefusedRecord(path, f"it contradicts what is stored ({text})")
    return NotADatabase(path) if code == sqlite3.SQLITE_NOTADB else DamagedHistory(path, text)


@contextmanager
def sentences(path: Path) -> Iterator[None]:
    """Let no error of SQLite out as it is, nor one of contents that are not what this program stores."""
    try:
        yield
    except sqlite3.Error as error:
        raise as_storage_error(error, path) from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise DamagedHistory(path, f"what is stored cannot be understood: {error}") from error


class Session:
    """An open connection; used by one process, safe to share between its threads."""

    def __init__(self, database: Database, path: Path, *, read_only: bool) -> None:
        self.database = database
        self.path = path
        self.read_only = read_only
        self.blobs = Blobs(self)
        self._gate = threading.RLock()
        self._depth = 0

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[None]:
        """All or nothing: the changes made inside stand together or not at all.

        What is committed outlives the process, however it dies. A loss of power may take the last sites of a running
        sweep with it, which are then visited again; ``durable`` waits until the disk has everything up to here.

        The lock is taken at the start, because a reading transaction that becomes a writing one can be refused
        half-way. Blocks may be nested; only the outermost commits.
        """
        if self.read_only:
            raise ReadOnlyHistory(self.path)
        with self._gate, sentences(self.path):
            connection = self.database.conn
            if self._depth == 0:
                connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
                connection.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._depth -= 1
                # A full disk has already rolled back by itself.
                if self._depth == 0 and connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            self._depth -= 1
            if self._depth == 0:
                try:
                    connection.execute("COMMIT")
                except BaseException:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                    raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Everything read inside is of one moment, whatever a writer does meanwhile."""
        with self._gate, sentences(self.path):
            connection = self.database.conn
            if connection.in_transaction:
                yield
                return
            connection.execute("BEGIN")
            try:
                yield
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def rows(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> list[Row]:
        """Return every row of a question."""
        with self._gate, sentences(self.path):
            rows: list[Row] = self.database.conn.execute(sql, parameters).fetchall()
            return rows

    def one(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> Row | None:
        """Return the first row of a question, or ``None``."""
        with self._gate, sentences(self.path):
            row: Row | None = self.database.conn.execute(sql, parameters).fetchone()
            return row

    def run(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> int:
        """Change something; return the id of the row that was inserted, or 0."""
        with self._gate, sentences(self.path):
            return self.database.conn.execute(sql, parameters).lastrowid or 0

    def run_many(self, sql: str, parameters: Sequence[Sequence[object]]) -> None:
        """Change something once for each set of parameters."""
        with self._gate, sentences(self.path):
            self.database.conn.executemany(sql, parameters)

    def close(self) -> None:
        """Let go of the file."""
        with self._gate:
            self.database.close()
