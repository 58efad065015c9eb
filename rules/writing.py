"""A standard as the text of a TOML file, such as ``rules.loading`` reads; nothing is lost on the way and back."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from rules.standard import BODIES, LEVELS, Fresh, Item, Linked, Points, ScoreRule, SiteRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from msgspec import Struct

    from rules.standard import Standard

_WIDTH = 120
_EMPTY = Item(id="-", name="-")
_NO_DUTY = Linked(to="")
_NO_RULE = SiteRule(check="")
_NO_POINTS = Points(each=-1)
_USUAL_SCORE = ScoreRule()
_TABLES = frozenset({"find", "fresh", "require", "linked", "site", "points"})


def standard_toml(standard: Standard) -> str:
    """Return the file; keys that have their default are left out."""
    lines = [f"id = {_value(standard.id)}", f"title = {_value(standard.title)}"]
    if standard.title_en:
        lines.append(f"title_en = {_value(standard.title_en)}")
    lines += [f"version = {_value(standard.version)}", f"in_force = {_value(standard.in_force)}"]
    if standard.retired is not None:
        lines.append(f"retired = {_value(standard.retired)}")
    if standard.state != "in-force":
        lines.append(f"state = {_value(standard.state)}")
    applies = {
        "levels": standard.applies_to.levels if standard.applies_to.levels != LEVELS else (),
        "bodies": standard.applies_to.bodies if standard.applies_to.bodies != BODIES else (),
        "regions": standard.applies_to.regions,
    }
    if any(applies.values()):
        pairs = ", ".join(f"{key} = {_list(words, broken=False)}" for key, words in applies.items() if words)
        lines.append(f"applies_to = {{ {pairs} }}")
    source = {key: getattr(standard.source, key) for key in standard.source.__struct_fields__}
    lines += _table("source", {key: value for key, value in source.items() if value})
    if standard.score is not None:
        lines += [
            "[score]",
            *(f"{key} = {_value(value)}" for key, value in _changed(standard.score, _USUAL_SCORE).items()),
        ]
    for item in standard.items:
        lines += ["", *_item(item)]
    return "\n".join(lines) + "\n"


def _item(item: Item) -> Iterable[str]:
    yield "[[item]]"
    for key in item.__struct_fields__:
        value = getattr(item, key)
        if key not in _TABLES and (value != getattr(_EMPTY, key) or key in {"id", "name"}):
            yield f"{key} = {_value(value)}"
    find = item.find
    plain = {key: getattr(find, key) for key in find.__struct_fields__ if key != "seen"}
    if find != _EMPTY.find:
        yield "[item.find]"
        for key, value in plain.items():
            if value != getattr(_EMPTY.find, key):
                yield f"{key} = {_value(value)}"
        if find.seen:
            yield from _table("item.find.seen", {_quoted(name): count for name, count in find.seen.items()})
    yield from _fresh("item.fresh", item.fresh)
    yield from _table("item.require", _changed(item.require, _EMPTY.require))
    yield from _duties(item)


def _duties(item: Item) -> Iterable[str]:
    """What an item says beyond its own column: its counterpart, the whole site, the score."""
    for duty in item.linked:
        yield "[[item.linked]]"
        yield from (f"{key} = {_value(value)}" for key, value in _changed(duty, _NO_DUTY).items())
    if item.site is not None:
        rule = _changed(item.site, _NO_RULE)
        limits = rule.pop("limits", None)
        yield from _table("item.site", rule)
        if limits is not None:
            yield from _table("item.site.limits", {_quoted(name): limit for name, limit in item.site.limits.items()})
    if item.points is not None:
        yield from _table("item.points", _changed(item.points, _NO_POINTS))


def _changed(table: Struct, plain: Struct) -> dict[str, object]:
    """What a table says that is not its default; what has no default is always said."""
    values = {key: getattr(table, key) for key in table.__struct_fields__}
    return {key: value for key, value in values.items() if value != getattr(plain, key)}


def _fresh(name: str, fresh: Fresh) -> Iterable[str]:
    clock = {key: getattr(fresh, key) for key in ("annual_by", "max_age", "every", "within", "of")}
    given: dict[str, object] = {key: value for key, value in clock.items() if value is not None}
    if fresh.permanent:
        given["permanent"] = True
    yield from _table(name, given)
    for body, other in fresh.for_body.items():
        yield from _fresh(f"{name}.for_body.{body}", other)


def _table(name: str, values: Mapping[str, object]) -> list[str]:
    return [f"[{name}]", *(f"{key} = {_value(value)}" for key, value in values.items())] if values else []


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _quoted(value)
        case float() if value.is_integer():
            return str(int(value))
        case tuple():
            return _list(value)
        case dt.date():
            return value.isoformat()
        case _:
            return str(value)


def _list(words: Iterable[str], *, broken: bool = True) -> str:
    """A list on one line, or on as many as its width needs."""
    quoted = [_quoted(word) for word in words]
    line = f"[{', '.join(quoted)}]"
    if not broken or _columns(line) <= _WIDTH - 20:
        return line
    lines, current = [], "   "
    for word in quoted:
        if current.strip() and _columns(f"{current} {word},") > _WIDTH:
            lines.append(current)
            current = "   "
        current += f" {word},"
    return "\n".join(["[", *lines, current, "]"])


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are TOML's, but for DEL, which TOML wants escaped too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _columns(text: str) -> int:
    """Columns of a terminal that the text takes."""
    return sum(1 if ord(letter) < 0x1100 else 2 for letter in text)  # noqa: PLR2004 - where wide letters begin
