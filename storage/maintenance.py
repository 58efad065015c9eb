"""Look after a history file: is it whole, how large is what, copies of it, and its space given back."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import msgspec
import zstandard

from storage.blobs import KINDS, digest_of, unpack
from storage.errors import DamagedHistory, NotAFile, UnwritableTarget
from storage.locking import HistoryLock
from storage.session import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from storage.session import Session


class Sizes(msgspec.Struct, frozen=True, kw_only=True):
    """How large a history is, in bytes and rows."""

    file: int
    log: int
    """The write-ahead log beside the file."""
    free: int
    """Inside the file, to be used again or given back by ``compact``."""
    sweeps: int
    sites: int
    intervals: int
    nights: int
    """Sites times sweeps."""
    pages: int
    contents: dict[str, int]
    """Compressed bytes of each kind of content: facts, manifest, findings, plan."""
    tables: dict[str, int]
    """Bytes of each table and index, largest first; empty where SQLite was built without ``dbstat``."""

    @property
    def per_site_year(self) -> float | None:
        """Bytes that one site takes in a year of nights; ``None`` before the first night."""
        return (self.file - self.free) / self.nights * 365 if self.nights else None


def sizes(session: Session) -> Sizes:
    """Measure a history."""

    def number(sql: str) -> int:
        row = session.one(sql)
        return 0 if row is None else int(row[0])

    with session.reading():
        names = {value: key for key, value in KINDS.items()}
        log = session.path.with_name(session.path.name + "-wal")
        return Sizes(
            file=session.path.stat().st_size,
            log=log.stat().st_size if log.exists() else 0,
            free=number("PRAGMA freelist_count") * number("PRAGMA page_size"),
            sweeps=number("SELECT count(*) FROM sweeps"),
            sites=number("SELECT count(*) FROM sites"),
            intervals=number("SELECT count(*) FROM intervals"),
            nights=number("SELECT count(*) FROM site_sweeps"),
            pages=number("SELECT count(*) FROM pages"),
            contents={
                names.get(kind, str(kind)): size
                for kind, size in session.rows("SELECT kind, sum(length(content)) FROM blobs GROUP BY kind")
            },
            tables=_tables(session),
        )


def _tables(session: Session) -> dict[str, int]:
    if not session.one("SELECT 1 FROM pragma_compile_options WHERE compile_options = 'ENABLE_DBSTAT_VTAB'"):
        return {}
    return dict(session.rows("SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY sum(pgsize) DESC, name"))


def integrity(session: Session, *, deep: bool = True) -> tuple[str, ...]:
    """Return everything that is wrong with a history, in sentences; empty means it is whole.

    Args:
        session: The open history.
        deep: Also unpack every stored content, which takes about a second for each hundred megabytes.
    """
    with session.reading():
        found = [f"SQLite: {text}" for (text,) in session.rows("PRAGMA integrity_check(20)") if text != "ok"]
        if found:
            return tuple(found)
        found += [
            f"A row of {table} points to {parent} where nothing is."
            for table, parent in session.rows('SELECT DISTINCT "table", parent FROM pragma_foreign_key_check')
        ]
        found += [
            f"Site {site}, item {item}: two verdicts stand at once from sweep {sweep} on."
            for site, item, sweep in session.rows(_OVERLAPS)
        ]
        found += [
            f"Site {site}: a verdict begins in sweep {sweep}, in which the site was not recorded."
            for site, sweep in session.rows(
                "SELECT DISTINCT n.site, n.from_sweep FROM intervals n WHERE NOT EXISTS"
                " (SELECT 1 FROM site_sweeps d WHERE d.site = n.site AND d.sweep = n.from_sweep)"
            )
        ]
        if deep:
            found += _broken_contents(session)
    return tuple(found)


_OVERLAPS = """
    SELECT site, item, from_sweep FROM (
        SELECT site, item, from_sweep,
               lag(ifnull(to_sweep, 1 << 60)) OVER (PARTITION BY site, item ORDER BY from_sweep) AS before
        FROM intervals
    ) WHERE before > from_sweep
"""


def _broken_contents(session: Session) -> Iterator[str]:
    """Unpack every blob, each after its base, keeping only bytes that others still need."""
    children: dict[int | None, list[int]] = {}
    for blob, base in session.rows("SELECT id, base FROM blobs ORDER BY id"):
        children.setdefault(base, []).append(blob)
    pending: list[tuple[int, bytes | None]] = [(blob, None) for blob in reversed(children.get(None, []))]
    reached = 0
    while pending:
        blob, base_content = pending.pop()
        row = session.one("SELECT content, digest, size FROM blobs WHERE id = ?", (blob,))
        if row is None:
            continue
        reached += 1
        try:
            content = unpack(row[0], base_content)
        except zstandard.ZstdError as error:
            yield f"Stored evidence {blob} cannot be read: {error}."
            continue
        if len(content) != row[2] or (row[1] is not None and digest_of(content) != row[1]):
            yield f"Stored evidence {blob} is not what was stored."
        pending += [(child, content) for child in reversed(children.get(blob, []))]
    total = sum(len(each) for each in children.values())
    if reached != total:
        yield f"{total - reached} stored contents hang on others that are broken or missing."


def backup(session: Session, target: Path) -> None:
    """Copy a history while it is in use; the copy is one moment's, complete, and never half there.

    Raises:
        UnwritableTarget: If something is at the target already, or nothing can be put there.
        DiskFull: If the copy finds no room; nothing is left behind.
    """
    if target.exists():
        raise UnwritableTarget(target, "there is a file of that name already, and a backup never overwrites")
    if not target.parent.is_dir():
        raise UnwritableTarget(target, f"there is no folder {target.parent}")
    if not os.access(target.parent, os.W_OK):
        raise UnwritableTarget(target, f"the folder {target.parent} is not writable")
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with sentences(target), closing(sqlite3.connect(unfinished)) as copy:
            session.database.conn.backup(copy)
            # A copy is one file, to be carried away: without a log beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
        _to_disk(unfinished)
        unfinished.replace(target)
    except OSError as error:
        raise UnwritableTarget(target, error.strerror or str(error)) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def restore(copy: Session, path: Path) -> Path | None:
    """Put a backup in the place of a history; what was there is kept beside it.

    Args:
        copy: The backup, opened for reading.
        path: The history to replace, or to make.

    Returns:
        Where the former file is now, ``None`` if there was none.

    Raises:
        SweepRunning: If a sweep holds the history.
        DamagedHistory: If the backup is not whole; nothing was changed then.
    """
    wrong = integrity(copy)
    if wrong:
        raise DamagedHistory(copy.path, wrong[0])
    if not path.parent.is_dir():
        raise NotAFile(path, f"there is no folder {path.parent}")
    lock = HistoryLock(path)
    lock.acquire("restore")
    try:
        if not path.exists():
            backup(copy, path)
            return None
        former = _keep_former(path)
        with sentences(path), closing(sqlite3.connect(path)) as target:
            # Through SQLite rather than over the file: readers that have it open see either state, never a mixture.
            copy.database.conn.backup(target)
    finally:
        lock.release()
    return former


def _keep_former(path: Path) -> Path:
    number = 1
    while (kept := path.with_name(f"{path.name}.before-restore.{number}")).exists():
        number += 1
    with sentences(path), closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(kept)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")
    return kept


def compact(session: Session) -> int:
    """Give free space back to the disk; rewrites the file, so it is done by choice and outside of sweeps.

    Returns:
        Bytes by which the file shrank.
    """
    before = session.path.stat().st_size
    session.run("VACUUM")
    session.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    return before - session.path.stat().st_size
