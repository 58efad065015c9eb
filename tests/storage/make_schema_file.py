"""Write the small history file that later versions are tested against: ``python -m tests.storage.make_schema_file``.

Run once for each released schema; a file that exists is never written again.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import zstandard

from storage import open_history
from storage.migrations import SCHEMA
from tests.storage.samples import DARK, MISSING, OK, STALE, story

FOLDER = Path(__file__).parent / "schemas"


def main() -> None:
    """Write ``schemas/schema-<n>.db.zst`` for the present schema."""
    target = FOLDER / f"schema-{SCHEMA}.db.zst"
    if target.exists():
        sys.exit(f"{target} exists already; a released schema's file is never changed")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gongkai.db"
        with open_history(path) as history:
            story(history, "guide", [OK, MISSING, DARK, MISSING, STALE, STALE])
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("VACUUM")
        target.write_bytes(zstandard.compress(path.read_bytes(), 19))


if __name__ == "__main__":
    main()
