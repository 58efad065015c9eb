"""The schema of a history file, as the steps that led to it. A step that was released is never edited.

Small numbers stand for words (``verdicts``, ``causes``), for sites and for items, because the large tables have a row
for each change of each item; the views beside them say it in words, for people and for Datasette.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Migrations

from storage.session import Session
from storage.sightings import backfill

if TYPE_CHECKING:
    from sqlite_utils import Database

    from storage.values import Cause

APPLICATION_ID = 0x676B6769
"""``gkgi``: how a file of ours is told from another program's (``PRAGMA application_id``)."""

migrations = Migrations("gongkai")

CAUSES: tuple[Cause, ...] = ("site", "standard", "tool", "calendar", "as-of", "replay")
"""Why a verdict changed; the number in the file is the place in this tuple. Only ever extended at the end."""

_TABLES = (
    # Sweeps, numbered 1, 2, 3 …
    """
    CREATE TABLE sweeps (
        id INTEGER PRIMARY KEY,
        state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'failed', 'interrupted')),
        as_of TEXT NOT NULL,
        started TEXT NOT NULL,
        finished TEXT,
        tool_version TEXT NOT NULL,
        calendar_version TEXT NOT NULL,
        full INTEGER NOT NULL,
        every_site INTEGER NOT NULL,
        every_standard INTEGER NOT NULL,
        sites INTEGER NOT NULL,
        standards TEXT NOT NULL,
        rules_digest BLOB NOT NULL,
        plan_digest TEXT NOT NULL,
        plan INTEGER NOT NULL REFERENCES blobs (id),
        summary TEXT NOT NULL DEFAULT '{}'
    ) STRICT
    """,
    """
    CREATE TABLE sites (
        id INTEGER PRIMARY KEY,
        site TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        url TEXT NOT NULL,
        level TEXT NOT NULL,
        body TEXT NOT NULL,
        region TEXT,
        office TEXT,
        first_sweep INTEGER NOT NULL REFERENCES sweeps (id),
        last_sweep INTEGER NOT NULL REFERENCES sweeps (id),
        left_sweep INTEGER REFERENCES sweeps (id)
    ) STRICT
    """,
    """
    CREATE TABLE site_aliases (
        alias TEXT PRIMARY KEY,
        site INTEGER NOT NULL REFERENCES sites (id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE site_events (
        id INTEGER PRIMARY KEY,
        site INTEGER NOT NULL REFERENCES sites (id),
        kind TEXT NOT NULL CHECK (kind IN ('renamed', 'merged', 'moved', 'closed', 'reopened')),
        "on" TEXT NOT NULL,
        other TEXT,
        note TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    """
    CREATE TABLE items (
        id INTEGER PRIMARY KEY,
        standard TEXT NOT NULL,
        item TEXT NOT NULL,
        name TEXT NOT NULL,
        position INTEGER NOT NULL,
        UNIQUE (standard, item)
    ) STRICT
    """,
    # Which wording of an item was the rule from which sweep on.
    """
    CREATE TABLE item_versions (
        item INTEGER NOT NULL REFERENCES items (id),
        from_sweep INTEGER NOT NULL REFERENCES sweeps (id),
        standard_version TEXT NOT NULL,
        digest BLOB NOT NULL,
        weight REAL NOT NULL,
        PRIMARY KEY (item, from_sweep)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE verdicts (
        id INTEGER PRIMARY KEY,
        outcome TEXT NOT NULL,
        problem TEXT NOT NULL DEFAULT '',
        UNIQUE (outcome, problem)
    ) STRICT
    """,
    "CREATE TABLE causes (id INTEGER PRIMARY KEY, cause TEXT NOT NULL UNIQUE) STRICT",
    # One row for as long as a verdict stands. ``first_sweep``: where this verdict began, unknown nights left out.
    # ``before``: the known verdict it followed. ``gone``: it ended because the site or the item left.
    """
    CREATE TABLE intervals (
        site INTEGER NOT NULL REFERENCES sites (id),
        item INTEGER NOT NULL REFERENCES items (id),
        from_sweep INTEGER NOT NULL REFERENCES sweeps (id),
        to_sweep INTEGER REFERENCES sweeps (id),
        verdict INTEGER NOT NULL REFERENCES verdicts (id),
        first_sweep INTEGER NOT NULL,
        before INTEGER REFERENCES verdicts (id),
        cause INTEGER NOT NULL REFERENCES causes (id),
        gone INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (site, item, from_sweep)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX open_intervals ON intervals (verdict, site) WHERE to_sweep IS NULL",
    "CREATE INDEX started_intervals ON intervals (from_sweep)",
    "CREATE INDEX gone_intervals ON intervals (to_sweep) WHERE gone",
    # One row for each site and night: that it was looked at, and what came of it in numbers.
    """
    CREATE TABLE site_sweeps (
        site INTEGER NOT NULL REFERENCES sites (id),
        sweep INTEGER NOT NULL REFERENCES sweeps (id),
        checked_at INTEGER NOT NULL,
        findings INTEGER REFERENCES blobs (id),
        manifest INTEGER REFERENCES blobs (id),
        passed INTEGER NOT NULL,
        failed INTEGER NOT NULL,
        unknown INTEGER NOT NULL,
        not_applicable INTEGER NOT NULL,
        vetoes INTEGER NOT NULL,
        flipped INTEGER NOT NULL,
        weight_passed REAL NOT NULL,
        weight_failed REAL NOT NULL,
        PRIMARY KEY (site, sweep)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE pages (
        id INTEGER PRIMARY KEY,
        site INTEGER NOT NULL REFERENCES sites (id),
        url TEXT NOT NULL,
        final_url TEXT,
        first_seen INTEGER NOT NULL REFERENCES sweeps (id),
        last_seen INTEGER NOT NULL REFERENCES sweeps (id),
        last_changed INTEGER NOT NULL REFERENCES sweeps (id),
        status INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        etag TEXT,
        last_modified TEXT,
        newest_entry TEXT,
        facts INTEGER NOT NULL REFERENCES blobs (id),
        sightings BLOB,
        UNIQUE (site, url)
    ) STRICT
    """,
    """
    CREATE TABLE page_versions (
        page INTEGER NOT NULL REFERENCES pages (id),
        from_sweep INTEGER NOT NULL REFERENCES sweeps (id),
        facts INTEGER NOT NULL REFERENCES blobs (id),
        PRIMARY KEY (page, from_sweep)
    ) STRICT, WITHOUT ROWID
    """,
    # Byte strings under zstd; with a base, as the difference from it.
    """
    CREATE TABLE blobs (
        id INTEGER PRIMARY KEY,
        kind INTEGER NOT NULL,
        digest BLOB,
        base INTEGER REFERENCES blobs (id),
        depth INTEGER NOT NULL,
        size INTEGER NOT NULL,
        content BLOB NOT NULL
    ) STRICT
    """,
    "CREATE UNIQUE INDEX blob_digests ON blobs (digest) WHERE digest IS NOT NULL",
    "CREATE INDEX blob_bases ON blobs (base) WHERE base IS NOT NULL",
)

_SCHEMA_2 = (
    # Only looked at when a content is deleted, and then all at once.
    "DROP INDEX blob_bases",
    # With ``to_sweep`` in it, although it is always null here, counting reads the index alone: five times as fast.
    "DROP INDEX open_intervals",
    "CREATE INDEX open_intervals ON intervals (site, verdict, to_sweep) WHERE to_sweep IS NULL",
    # The present findings of each site, whole, so that reading them unpacks once; ``findings`` says of which night.
    """
    CREATE TABLE latest_findings (
        site INTEGER PRIMARY KEY REFERENCES sites (id),
        findings INTEGER NOT NULL REFERENCES blobs (id),
        content BLOB NOT NULL
    ) STRICT
    """,
    "ALTER TABLE pages DROP COLUMN sightings",
    # ``entry``: a digest of its address, or of its title where it has none. ``covered``: the last sweep before that
    # read the same page. ``listed_from``: the oldest date that stood on the page then, as a day number.
    """
    CREATE TABLE sightings (
        site INTEGER NOT NULL REFERENCES sites (id),
        entry INTEGER NOT NULL,
        first_sweep INTEGER NOT NULL REFERENCES sweeps (id),
        page INTEGER NOT NULL REFERENCES pages (id),
        covered INTEGER REFERENCES sweeps (id),
        listed_from INTEGER,
        PRIMARY KEY (site, entry)
    ) STRICT, WITHOUT ROWID
    """,
    "ALTER TABLE sweeps ADD COLUMN seal TEXT",
    # Digests of the nights of the running sweep, until its seal is made of them …
    """
    CREATE TABLE night_digests (
        site INTEGER NOT NULL REFERENCES sites (id),
        sweep INTEGER NOT NULL REFERENCES sweeps (id),
        digest BLOB NOT NULL,
        PRIMARY KEY (site, sweep)
    ) STRICT, WITHOUT ROWID
    """,
    # … and of snapshots that were let go, for ever.
    """
    CREATE TABLE let_go (
        site INTEGER NOT NULL REFERENCES sites (id),
        sweep INTEGER NOT NULL REFERENCES sweeps (id),
        digest BLOB NOT NULL,
        PRIMARY KEY (site, sweep)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE rechecks (
        site INTEGER NOT NULL REFERENCES sites (id),
        item INTEGER NOT NULL REFERENCES items (id),
        sweep INTEGER NOT NULL REFERENCES sweeps (id),
        verdict INTEGER NOT NULL REFERENCES verdicts (id),
        checked_at INTEGER NOT NULL,
        PRIMARY KEY (site, item, sweep)
    ) STRICT, WITHOUT ROWID
    """,
)

_VIEWS = {
    "intervals_in_words": """
        SELECT s.site, s.name AS site_name, i.standard, i.item, i.name AS item_name,
               v.outcome, nullif(v.problem, '') AS problem, f.as_of AS "from", t.as_of AS "to", c.cause,
               n.from_sweep, n.to_sweep, n.gone AS left_the_plan,
               f.tool_version, f.calendar_version,
               (SELECT r.standard_version FROM item_versions r WHERE r.item = n.item AND r.from_sweep <= n.from_sweep
                ORDER BY r.from_sweep DESC LIMIT 1) AS standard_version
        FROM intervals n
        JOIN sites s ON s.id = n.site
        JOIN items i ON i.id = n.item
        JOIN verdicts v ON v.id = n.verdict
        JOIN causes c ON c.id = n.cause
        JOIN sweeps f ON f.id = n.from_sweep
        LEFT JOIN sweeps t ON t.id = n.to_sweep
    """,
    "current_in_words": """
        SELECT s.site, s.name AS site_name, s.level, s.body, i.standard, i.item, i.name AS item_name,
               v.outcome, nullif(v.problem, '') AS problem, f.as_of AS since, b.as_of AS first_seen, c.cause
        FROM intervals n
        JOIN sites s ON s.id = n.site
        JOIN items i ON i.id = n.item
        JOIN verdicts v ON v.id = n.verdict
        JOIN causes c ON c.id = n.cause
        JOIN sweeps f ON f.id = n.from_sweep
        JOIN sweeps b ON b.id = n.first_sweep
        WHERE n.to_sweep IS NULL
    """,
    "nights_in_words": """
        SELECT s.site, s.name AS site_name, w.as_of, d.sweep, datetime(d.checked_at, 'unixepoch') AS checked_at,
               d.passed, d.failed, d.unknown, d.not_applicable, d.vetoes, d.flipped
        FROM site_sweeps d
        JOIN sites s ON s.id = d.site
        JOIN sweeps w ON w.id = d.sweep
    """,
    "pages_in_words": """
        SELECT s.site, p.url, p.status, f.as_of AS first_seen, l.as_of AS last_seen, c.as_of AS last_changed,
               p.newest_entry, p.sha256, p.etag, p.last_modified
        FROM pages p
        JOIN sites s ON s.id = p.site
        JOIN sweeps f ON f.id = p.first_seen
        JOIN sweeps l ON l.id = p.last_seen
        JOIN sweeps c ON c.id = p.last_changed
    """,
}


@migrations()
def create_history(database: Database) -> None:
    """Schema 1: sweeps, sites, items, intervals, nights, pages, blobs."""
    # Both pragmas live in the file's header, so they are part of this transaction.
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in _TABLES:
        database.execute(statement)
    for name, select in _VIEWS.items():
        database.create_view(name, select)
    database.table("causes").insert_all({"id": number, "cause": cause} for number, cause in enumerate(CAUSES))
    database.execute("PRAGMA user_version = 1")


@migrations(transactional=False)
def let_readers_never_wait(database: Database) -> None:
    """Write-ahead log: readers see the last finished transaction while a sweep writes."""
    database.enable_wal()


@migrations()
def remember_entries(database: Database) -> None:
    """Schema 2: when each entry was first seen, failures that were looked at again, present findings at hand."""
    for statement in _SCHEMA_2:
        database.execute(statement)
    backfill(Session(database, Path("the history"), read_only=False))
    database.execute("PRAGMA user_version = 2")


@migrations()
def tell_replays_from_visits(database: Database) -> None:
    """Schema 3: a sweep that judged the evidence of another, and the cause that it can give."""
    database.execute("ALTER TABLE sweeps ADD COLUMN replayed INTEGER REFERENCES sweeps (id)")
    database.table("causes").insert_all(
        ({"id": number, "cause": cause} for number, cause in enumerate(CAUSES)), ignore=True
    )
    database.execute("PRAGMA user_version = 3")


SCHEMA = 3
"""The schema that this program reads and writes (``PRAGMA user_version``)."""
