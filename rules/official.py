"""The official table of ten columns, as offices keep it in a sheet, and a standard: one becomes the other.

Rows come in as texts with merged cells already filled. Reading says row by row what it did not understand; writing
adds the machine's columns to the right of the official ones, so that reading what was written loses nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from rules.faults import Fault
from rules.normalise import simplify
from rules.official_columns import (
    CHECKED,
    HEADINGS,
    MACHINE,
    OFFICIAL,
    SELDOM,
    TICKS,
    UNCHECKED,
    cell_of,
    machine_value,
)
from rules.standard import LEVELS, Fresh, Item
from rules.timelimits import clock_for, read_time_limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.model import Level
    from rules.standard import Standard

_HEADING_ROWS = 40
"""Rows from the top among which the headings are looked for."""
_FEWEST_HEADINGS = 4
_FEWEST_PARTS = 2
"""Headings in the row below that make it a second row of headings: 一级事项 and 二级事项 below 公开事项."""
_NOTE = re.compile(r"^(?:备注|注|说明|填表说明|注意)[:：1一]|^(?:填表人|审核人|联系电话|制表)")
_CALLED = re.compile(r"目录|清单|一览表|事项表")
_ATTACHMENT = re.compile(r"附\s*(?:件|表)?\s*[\d一二三四五六七八九十]*\s*[：:.]?")
_BULLETS = "●•◆▪○◇"
_SERIAL = re.compile(r"\d{1,5}")
_WEBSITE = re.compile(r"网站|网页|门户|信用中国|公示系统|平台")
_LEVEL_WORDS: tuple[tuple[str, Level], ...] = (
    ("省", "province"),
    ("市级", "city"),
    ("市（州）", "city"),
    ("州", "city"),
    ("县", "county"),
    ("区级", "county"),
    ("乡", "township"),
    ("镇", "township"),
    ("街道", "township"),
    ("村", "township"),
)


class Remark(NamedTuple):
    """Something that a row of the sheet did not make clear; rows count from 1 as a spreadsheet shows them."""

    row: int
    fault: Fault


class Reading(NamedTuple):
    """What a sheet holds: items with what could not be understood, or no items and why."""

    title: str
    items: tuple[Item, ...]
    remarks: tuple[Remark, ...]


class HeadingsMissingError(ValueError):
    """No row of the sheet holds the headings of the official table."""


class _Column(NamedTuple):
    key: str
    tick: str
    """What a tick in this column means, where it is one of several below a shared heading."""


def read_official(rows: Sequence[Sequence[str]], *, prefix: str = "item") -> Reading:
    """Return the items of a sheet.

    Args:
        rows: the texts of the sheet from its first row on, merged cells filled with what they show.
        prefix: what the ids of rows begin with that have none of their own.

    Raises:
        HeadingsMissingError: where the sheet is no such table.
    """
    first, below, columns = _headings(rows)
    title = _title(rows[:first])
    items: list[Item] = []
    remarks: list[Remark] = []
    serials: list[int] = []
    used: set[str] = set()
    for at in range(below, len(rows)):
        cells = _cells(rows[at], columns)
        if not any(cells.values()) or _is_note(rows[at]) or _repeats_heading(cells):
            continue
        item, doubts = _item(cells, number=len(items) + 1, prefix=prefix, used=used)
        remarks += [Remark(at + 1, doubt) for doubt in doubts]
        if item is None:
            continue
        serial = _SERIAL.fullmatch(cells.get("serial", "").strip())
        if serial is not None:
            if serials and int(serial[0]) > serials[-1] + 1:
                gap = Fault(code="serial-gap", values={"last": serials[-1], "next": serial[0]})
                remarks.append(Remark(at + 1, gap))
            serials.append(int(serial[0]))
        used.add(item.id)
        items.append(item)
    return Reading(title, tuple(items), tuple(remarks))


def _title(rows: Sequence[Sequence[str]]) -> str:
    """What stands above the headings and says what the table is; 附件1 does not."""
    printed = [cell.strip() for row in rows for cell in row if cell.strip()]
    named = [text for text in printed if _CALLED.search(text)]
    return next(iter(named or [text for text in printed if not _ATTACHMENT.fullmatch(text)] or printed), "")


def write_official(standard: Standard) -> list[list[str]]:
    """Return the headings and one row for each item: serial number, ten elements, then the machine's columns."""
    plain = Item(id="-", name="-")
    needed = {key for key in SELDOM if any(cell_of(item, key) != cell_of(plain, key) for item in standard.items)}
    machine = [key for key in MACHINE if key not in SELDOM or key in needed]
    rows = [["序号", *(OFFICIAL[key] for key in OFFICIAL), *(MACHINE[key] for key in machine)]]
    for number, item in enumerate(standard.items, start=1):
        official = [cell_of(item, key) for key in OFFICIAL]
        rows.append([str(number), *official, *(cell_of(item, key) for key in machine)])
    return rows


def _headings(rows: Sequence[Sequence[str]]) -> tuple[int, int, list[_Column]]:
    """Index of the first heading row, of the first row below the headings, and what each column holds."""
    for at, row in enumerate(rows[:_HEADING_ROWS]):
        upper = [HEADINGS.get(_plain(cell), "") for cell in row]
        if len({key for key in upper if key}) < _FEWEST_HEADINGS:
            continue
        following = rows[at + 1] if at + 1 < len(rows) else ()
        lower = [_plain(cell) for cell in following]
        known = [HEADINGS.get(word, "") for word in lower]
        parted = {key for key, above in zip(known, upper, strict=False) if key and key != above}
        two_rows = len(parted) >= _FEWEST_PARTS or _has_ticks(upper, lower)
        columns = []
        for position, key in enumerate(upper):
            word = lower[position] if two_rows and position < len(lower) else ""
            sub = HEADINGS.get(word, "")
            tick = word if two_rows and key in TICKS and sub in {"", key} and word != _plain(row[position]) else ""
            columns.append(_Column(sub or ("" if key == "matter" else key), tick))
        return at, at + (2 if two_rows else 1), columns
    wanted = "、".join(("一级事项", "二级事项", *list(OFFICIAL.values())[2:]))
    raise HeadingsMissingError(f"no row has the headings of the official table ({wanted})")


def _has_ticks(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether two columns share a heading whose parts the row below names: 全社会 and 特定群体."""
    shared = {key for key in upper if key in TICKS and upper.count(key) > 1}
    words = [word for key, word in zip(upper, lower, strict=False) if key in shared]
    return bool(words) and all(words) and len(set(words)) > 1


def _plain(cell: str) -> str:
    """A heading without blanks, brackets' contents and hints."""
    return re.sub(r"[（(\[【].*?[)）\]】]|[\s：:*]", "", simplify(cell))


def _cells(row: Sequence[str], columns: Sequence[_Column]) -> dict[str, str]:
    """What a row holds under each key; ticked parts of a shared heading are joined."""
    cells: dict[str, str] = {}
    for column, cell in zip(columns, row, strict=False):
        text = cell.strip()
        if not column.key or not text:
            continue
        if column.tick:
            text = column.tick if text in CHECKED or text == column.tick else "" if text in UNCHECKED else text
        if text:
            known = cells.get(column.key)
            cells[column.key] = f"{known}\n{text}" if known and known != text else text
    return cells


def _is_note(row: Sequence[str]) -> bool:
    words = {cell.strip() for cell in row if cell.strip()}
    return len(words) == 1 and _NOTE.search(next(iter(words))) is not None


def _repeats_heading(cells: dict[str, str]) -> bool:
    """Tables of several pages repeat their headings."""
    return sum(HEADINGS.get(_plain(text)) == key for key, text in cells.items()) >= _FEWEST_HEADINGS


def _item(cells: dict[str, str], *, number: int, prefix: str, used: set[str]) -> tuple[Item | None, list[Fault]]:
    """The item of a row, ``None`` where it names none, and what was doubtful."""
    doubts: list[Fault] = []
    levels = [cells.get(key, "") for key in ("group", "name", "third")]
    parts = [re.sub(r"\s+", "", part) for part in levels]
    named = [part for part in parts if part]
    if not named:
        return None, [Fault(code="row-unnamed", values={"cells": "；".join(cells.values())[:60]})]
    group = parts[0] if len(named) > 1 else ""
    name = named[-1] if not parts[2] or parts[1] == parts[2] else f"{parts[1]}：{parts[2]}" if parts[1] else parts[2]
    values: dict[str, Any] = {"group": group, "name": name}
    values["id"] = _free_id(cells.get("id", ""), prefix=prefix, number=number, used=used, doubts=doubts)
    for key in ("deadline", "publisher", "audience", "method"):
        values[key] = "、".join(line.strip() for line in cells.get(key, "").splitlines() if line.strip())
    ours = "provenance" in cells
    for key, parts_of in (("content", _lines), ("basis", _lines), ("channel", _channels)):
        values[key] = tuple(cells.get(key, "").splitlines()) if ours else parts_of(cells.get(key, ""))
    if not ours:
        values |= _guessed(cells, values, doubts)
    for key in MACHINE:
        if key in cells and key != "id":
            machine_value(key, cells[key], values, doubts)
    if "levels" in cells:
        found = _levels(cells["levels"])
        if found:
            values["levels"] = found
        else:
            doubts.append(Fault(code="levels-unread", values={"given": cells["levels"][:20]}))
    try:
        return msgspec.convert(values, Item), doubts
    except msgspec.ValidationError as error:
        return None, [*doubts, Fault(code="row-unread", values={"why": str(error)})]


def _guessed(cells: dict[str, str], values: dict[str, Any], doubts: list[Fault]) -> dict[str, Any]:
    """What the words of an office's row say about how a machine can check it."""
    guessed: dict[str, Any] = {"provenance": "found"}
    deadline = values["deadline"]
    reading = read_time_limits(deadline) if deadline else None
    if reading is not None and reading.unread:
        doubts.append(Fault(code="limit-unread", values={"given": "；".join(reading.unread)[:60]}))
    clock = clock_for(reading) if reading is not None else None
    guessed["fresh"] = msgspec.to_builtins(clock or Fresh(permanent=True))
    if values["channel"] and not any(_WEBSITE.search(channel) for channel in values["channel"]):
        guessed |= {"testable": False, "notes": "公开渠道不含政府网站"}
    elif "依申请" in values["method"] and "主动" not in values["method"]:
        guessed |= {"testable": False, "notes": "依申请公开，网站上看不到"}
    if not cells.get("basis"):
        doubts.append(Fault(code="no-basis"))
    return guessed


def _free_id(printed: str, *, prefix: str, number: int, used: set[str], doubts: list[Fault]) -> str:
    wanted = printed.strip() or f"{prefix}-{number:03d}"
    if not re.fullmatch(r"[\w][\w.\-:]*", wanted):
        used_instead = f"{prefix}-{number:03d}"
        doubts.append(Fault(code="id-unfit", values={"given": wanted[:20], "used": used_instead}))
        wanted = used_instead
    free, count = wanted, 1
    while free in used:
        count += 1
        free = f"{wanted}-{count}"
    if free != wanted:
        doubts.append(Fault(code="id-taken", values={"given": wanted, "used": free}))
    return free


def _lines(cell: str) -> tuple[str, ...]:
    """The parts of a cell: one a line, or numbered, or parted by semicolons."""
    text = re.sub(rf"(?<!^)(?=[①-⑳{_BULLETS}])", "\n", cell)
    if "\n" not in text:
        text = re.sub(r"[；;]", "\n", text)
    parts = (part.strip(" \t　；;") for part in text.splitlines())
    return tuple(dict.fromkeys(part for part in parts if part))


def _channels(cell: str) -> tuple[str, ...]:
    """The channels that are ticked; all that are named where there are no boxes."""
    boxed = re.findall(r"([■▣☑√✓□☐])\s*([^■▣☑√✓□☐]*)", cell)
    plain = re.split(r"[、；;,，\n]", cell)
    chosen = [words for box, words in boxed if box not in "□☐"] if boxed else plain
    words = (re.sub(r"\s+", "", word).strip("、；;,，。") for word in chosen)
    return tuple(dict.fromkeys(word for word in words if word))


def _levels(cell: str) -> tuple[Level, ...]:
    found = {level for word, level in _LEVEL_WORDS if word in cell}
    if cell.strip() in {"市", "市、县"}:
        found.add("city")
    return tuple(level for level in LEVELS if level in found)
