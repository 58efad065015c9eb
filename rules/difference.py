"""What changed between two versions of a standard, element by element."""

from __future__ import annotations

import msgspec

from rules.standard import Item, Standard


class ElementChange(msgspec.Struct, frozen=True):
    """One element of one item, or of the standard's head, before and after."""

    item: str
    """Id of the item; empty for the head of the standard."""
    element: str
    """The key as in the file: ``deadline``, ``find.aliases`` …"""
    before: str
    after: str


class Difference(msgspec.Struct, frozen=True):
    """What a new version has that the old one had not, and the other way round."""

    added: tuple[Item, ...]
    removed: tuple[Item, ...]
    changed: tuple[ElementChange, ...]

    def __bool__(self) -> bool:
        """Whether the two differ at all."""
        return bool(self.added or self.removed or self.changed)


_HEAD = ("id", "title", "title_en", "version", "in_force", "retired", "state", "applies_to", "source")


def difference(old: Standard, new: Standard) -> Difference:
    """Return what changed, in the order of the new file; removed items in the order of the old one.

    Items are the same where their ids are. An item of another id but the same group and name counts as renamed.
    """
    before = {item.id: item for item in old.items}
    after = {item.id: item for item in new.items}
    renamed = _renamed(before, after)
    changed = [
        ElementChange("", element, _printed(getattr(old, element)), _printed(getattr(new, element)))
        for element in _HEAD
        if getattr(old, element) != getattr(new, element)
    ]
    for item in new.items:
        earlier = before.get(renamed.get(item.id, item.id))
        if earlier is not None:
            changed.extend(_changes(earlier, item))
    return Difference(
        added=tuple(item for item in new.items if item.id not in before and item.id not in renamed),
        removed=tuple(item for item in old.items if item.id not in after and item.id not in renamed.values()),
        changed=tuple(changed),
    )


def _renamed(before: dict[str, Item], after: dict[str, Item]) -> dict[str, str]:
    """New ids to old ids where group and name say that the item is the same."""
    lost: dict[tuple[str, str], list[str]] = {}
    for item in before.values():
        if item.id not in after:
            lost.setdefault((item.group, item.name), []).append(item.id)
    renamed = {}
    for item in after.values():
        candidates = lost.get((item.group, item.name), [])
        if item.id not in before and len(candidates) == 1:
            renamed[item.id] = candidates.pop()
    return renamed


def _changes(old: Item, new: Item) -> list[ElementChange]:
    """The elements of one item that differ; tables are compared key by key."""
    before, after = _flat(old), _flat(new)
    return [
        ElementChange(new.id, element, before.get(element, ""), after.get(element, ""))
        for element in dict.fromkeys((*before, *after))
        if before.get(element, "") != after.get(element, "")
    ]


def _flat(item: Item) -> dict[str, str]:
    """Key to printed value, with the keys of tables joined by dots."""
    flat: dict[str, str] = {}
    for field in item.__struct_fields__:
        value = getattr(item, field)
        if isinstance(value, msgspec.Struct):
            flat.update({f"{field}.{key}": _printed(getattr(value, key)) for key in value.__struct_fields__})
        else:
            flat[field] = _printed(value)
    return flat


def _printed(value: object) -> str:
    """A value as one line of text; empty for what is not there."""
    match value:
        case None | "" | ():
            return ""
        case bool():
            return "true" if value else "false"
        case tuple():
            return "；".join(_printed(part) for part in value)
        case dict():
            return "；".join(f"{key} {_printed(part)}" for key, part in value.items())
        case msgspec.Struct():
            pairs = ((field, _printed(getattr(value, field))) for field in value.__struct_fields__)
            return "；".join(f"{field} {part}" for field, part in pairs if part and part != "false")
        case _:
            return f"{value:.10g}" if isinstance(value, float) else str(value)
