"""The metadata with which Datasette shows a history file: names, facets and ready questions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_METADATA = Path(__file__).with_name("datasette.json")
_MADE_FOR = "gongkai"


def metadata_for(database: Path) -> str:
    """Return the metadata as JSON for a history file of any name; Datasette calls a database by its file's stem."""
    metadata: dict[str, Any] = json.loads(_METADATA.read_text(encoding="utf-8"))
    databases = metadata["databases"]
    databases[database.stem] = databases.pop(_MADE_FOR)
    return json.dumps(metadata, ensure_ascii=False, indent=2) + "\n"
