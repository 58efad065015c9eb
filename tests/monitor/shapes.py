"""The tables of docs/json.md as shapes that a document can be held against."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

DOCUMENT = Path(__file__).parents[2] / "docs" / "json.md"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def _tables() -> dict[str, dict[str, str]]:
    """Name of a table to its keys and types, in order."""
    parts = re.split(r"^### (\S+)$", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {
        name: {
            key: kind for key, kind in re.findall(r"^\| (\w+) \| ([^|]+?) \|", part, flags=re.MULTILINE) if key != "key"
        }
        for name, part in zip(parts[1::2], parts[2::2], strict=True)
    }


TABLES = _tables()


def faults(value: Any, table: str, place: str = "") -> list[str]:
    """Everything in which a document is not what its table says; keys stand in the table's order."""
    keys = TABLES[table]
    if not isinstance(value, dict):
        return [f"{place or table}: {value!r} is no {table}"]
    if list(value) != list(keys):
        return [f"{place or table}: keys are {list(value)}, documented are {list(keys)}"]
    return [fault for key, kind in keys.items() for fault in _of(value[key], kind, f"{place}.{key}".lstrip("."))]


def _of(value: Any, kind: str, place: str) -> list[str]:
    if value is None:
        return [] if kind.endswith("?") else [f"{place}: is null"]
    kind = kind.removesuffix("?")
    if kind.startswith("list of "):
        if not isinstance(value, list):
            return [f"{place}: {value!r} is no list"]
        inner = kind.removeprefix("list of ")
        return [fault for number, part in enumerate(value) for fault in faults(part, inner, f"{place}[{number}]")]
    if kind in TABLES:
        return faults(value, kind, place)
    return [] if _SIMPLE[kind](value) else [f"{place}: {value!r} is no {kind}"]


def _is_date(value: Any) -> bool:
    try:
        return bool(dt.date.fromisoformat(value).isoformat() == value)
    except (TypeError, ValueError):
        return False


_SIMPLE: dict[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str) and value != "",
    "number": lambda value: type(value) is int,
    "decimal": lambda value: type(value) in {int, float},
    "flag": lambda value: type(value) is bool,
    "date": _is_date,
    "moment": lambda value: isinstance(value, str) and _MOMENT.fullmatch(value) is not None,
    "texts": lambda value: isinstance(value, list) and all(isinstance(part, str) for part in value),
    "object": lambda value: isinstance(value, dict) and all(isinstance(part, str) for part in value.values()),
}
