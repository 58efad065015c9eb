"""What differs between two standards: items added, removed, and elements changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from rules.standard import Item, Standard


@dataclass(frozen=True, slots=True)
class Change:
    """One element of one item that reads otherwise; ``key`` is the TOML key with dots."""

    item: str
    key: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs; ``head`` are the keys of the standard itself."""

    head: tuple[Change, ...]
    added: tuple[Item, ...]
    removed: tuple[Item, ...]
    changed: tuple[Change, ...]

    def row(self) -> dict[str, Any]:
        """As JSON (docs/json.md)."""
        return {
            "head": [{"key": change.key, "old": change.old, "new": change.new} for change in self.head],
            "added": [{"item": item.id, "item_name": item.name} for item in self.added],
            "removed": [{"item": item.id, "item_name": item.name} for item in self.removed],
            "changed": [
                {"item": change.item, "key": change.key, "old": change.old, "new": change.new}
                for change in self.changed
            ],
        }


def difference(old: Standard, new: Standard) -> Difference:
    """Compare two standards item by item, by id; orders are those of the files."""
    before = {item.id: item for item in old.items}
    after = {item.id: item for item in new.items}
    return Difference(
        head=tuple(_changes("", _flat(old, without="items"), _flat(new, without="items"))),
        added=tuple(item for item in new.items if item.id not in before),
        removed=tuple(item for item in old.items if item.id not in after),
        changed=tuple(
            change
            for item in old.items
            if item.id in after
            for change in _changes(item.id, _flat(item), _flat(after[item.id]))
        ),
    )


def _changes(item: str, old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    keys = [*old, *(key for key in new if key not in old)]
    return [Change(item, key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key)]


def _flat(value: msgspec.Struct, *, without: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key in value.__struct_fields__:
        part = getattr(value, key)
        if key == without:
            continue
        if isinstance(part, msgspec.Struct):
            flat |= {f"{key}.{inner}": found for inner, found in _flat(part).items()}
        else:
            flat[key] = msgspec.to_builtins(part)
    return flat
