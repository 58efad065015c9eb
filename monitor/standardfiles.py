"""Standards from and to sheets: the official ten-column table in XLSX and CSV, Markdown for readers, TOML for us."""

import csv
import datetime as dt
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from monitor.errors import ConfigurationError
from monitor.files import read_bytes, write_bytes
from monitor.language import gettext as _
from monitor.language import spoken
from monitor.standardsheets import FORMULA, HEAD, HEAD_MARK, HEAD_SHEET, as_csv, as_markdown
from monitor.workbooks import MOST_COLUMNS, MOST_ROWS, Sheet, read_workbook
from rules.faults import told, told_all
from rules.loading import StandardError, parse_standard
from rules.official import HeadingsMissingError, Reading, read_official
from rules.official_columns import OFFICIAL
from rules.standard import AppliesTo, Item, ScoreRule, Source, Standard
from rules.writing import standard_toml

IMPORTED = (".xlsx", ".xlsm", ".csv")
EXPORTED = (".xlsx", ".csv", ".md", ".toml")


class Imported(NamedTuple):
    """What came of a file: the standard, and what a person should look at."""

    standard: Standard
    remarks: list[str]


def import_standard(path: Path, *, identifier: str | None = None, in_force: dt.date) -> Imported:
    """Read a list of obligations from a workbook or a CSV file.

    Args:
        path: ``.xlsx``, ``.xlsm`` or ``.csv``; several sheets with the official headings make one standard.
        identifier: id of the standard; the file's own, else one made from its name, where none is given.
        in_force: since when it is in force, where the file does not say.

    Raises:
        ConfigurationError: With one sentence, where the file holds no such list.
    """
    if path.suffix.lower() not in IMPORTED:
        raise ConfigurationError(
            [_("{file}: cannot be imported; give one of {kinds}.").format(file=path, kinds=", ".join(IMPORTED))]
        )
    head, sheets = _read_csv(path) if path.suffix.lower() == ".csv" else _read_sheets(path)
    readings: list[tuple[Sheet, Reading]] = []
    for sheet in sheets:
        try:
            readings.append(
                (sheet, read_official(sheet.rows, prefix="item" if not readings else f"item-{len(readings) + 1}"))
            )
        except HeadingsMissingError:
            continue
    items, remarks = _together(readings)
    if not items:
        wanted = "、".join(OFFICIAL.values())
        raise ConfigurationError(
            [_("{file}: holds no rows below the official headings ({wanted}).").format(file=path, wanted=wanted)]
        )
    title = readings[0][1].title or path.stem
    values: dict[str, Any] = {
        "id": identifier or _identifier(path),
        "title": title,
        "version": f"{in_force:%Y-%m}",
        "in_force": in_force,
        "state": "trial",
    }
    known = {key: value for key, value in head.items() if value is not None}
    standard = msgspec.convert(values | known | ({"id": identifier} if identifier else {}) | {"items": items}, Standard)
    try:
        # The file that will be written is read again, so that nothing is written that could not be used.
        return Imported(parse_standard(standard_toml(standard), name=path.name), remarks)
    except StandardError as error:
        raise ConfigurationError(told_all(error.faults, spoken())) from error


def _together(readings: Sequence[tuple[Sheet, Reading]]) -> tuple[tuple[Item, ...], list[str]]:
    """The items of all sheets, ids made different, and the remarks with sheet and row."""
    items: list[Item] = []
    remarks: list[str] = []
    used: set[str] = set()
    for sheet, reading in readings:
        field = sheet.name if len(readings) > 1 else ""
        remarks += [f"{sheet.name}: {remark}" for remark in sheet.remarks]
        remarks += [f"{sheet.name}:{remark.row}: {told(remark.fault, spoken())}" for remark in reading.remarks]
        for item in reading.items:
            identifier, count = item.id, 1
            while identifier in used:
                count += 1
                identifier = f"{item.id}-{count}"
            used.add(identifier)
            items.append(msgspec.structs.replace(item, id=identifier, field=item.field or field))
    return tuple(items), remarks


def export_standard(standard: Standard, path: Path) -> None:
    """Write a standard as a workbook, CSV, Markdown or TOML, by the ending of the path; whole or not at all.

    Raises:
        ConfigurationError: The ending is another one, or the file cannot be written.
    """
    match path.suffix.lower():
        case ".xlsx":
            written = _workbook(standard)
        case ".csv":
            written = as_csv(standard).encode("utf-8-sig")
        case ".md":
            written = as_markdown(standard).encode()
        case ".toml":
            written = standard_toml(standard).encode()
        case _:
            raise ConfigurationError(
                [_("{file}: cannot be exported to; give one of {kinds}.").format(file=path, kinds=", ".join(EXPORTED))]
            )
    write_bytes(path, written)


def _workbook(standard: Standard) -> bytes:
    try:
        from monitor.standardworkbook import as_workbook  # noqa: PLC0415 - openpyxl is an extra
    except ImportError as error:
        raise ConfigurationError([_("XLSX needs openpyxl; install gongkai[export], or export to .csv.")]) from error
    return as_workbook(standard)


def _read_sheets(path: Path) -> tuple[dict[str, Any], list[Sheet]]:
    sheets = read_workbook(path)
    head = next((_head(sheet.rows) for sheet in sheets if sheet.name == HEAD_SHEET), {})
    return head, [sheet for sheet in sheets if sheet.name != HEAD_SHEET]


def _read_csv(path: Path) -> tuple[dict[str, Any], list[Sheet]]:
    body = read_bytes(path)
    for charset in ("utf-8-sig", "gb18030"):
        try:
            text = body.decode(charset)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise ConfigurationError([_("{file}: is neither UTF-8 nor GB18030 text; save it again.").format(file=path)])
    try:
        rows = [row[:MOST_COLUMNS] for _at, row in zip(range(MOST_ROWS), csv.reader(io.StringIO(text)), strict=False)]
    except csv.Error as error:
        raise ConfigurationError([_("{file}: is no CSV file ({reason}).").format(file=path, reason=error)]) from error
    rows = [[_shown(cell) for cell in row] for row in rows]
    head_rows = [[row[0].removeprefix(HEAD_MARK), *row[1:]] for row in rows if row and row[0].startswith(HEAD_MARK)]
    # Lines of the head stay as empty rows, so that the rows of the rest keep their numbers.
    rest = [[] if row and row[0].startswith(HEAD_MARK) else row for row in rows]
    return _head(head_rows), [Sheet(path.name, rest, [])]


def _head(rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    """The standard's own keys, from rows of heading and value."""
    keys = {heading: key for key, heading in HEAD.items()}
    head: dict[str, Any] = {}
    for row in rows:
        key, value = keys.get(row[0].strip() if row else ""), row[1].strip() if len(row) > 1 else ""
        if key is None or not value:
            continue
        try:
            match key:
                case "in_force" | "retired":
                    head[key] = dt.date.fromisoformat(value)
                case "applies_to":
                    head[key] = msgspec.json.decode(value, type=AppliesTo)
                case "source":
                    head[key] = msgspec.json.decode(value, type=Source)
                case "score":
                    head[key] = msgspec.json.decode(value, type=ScoreRule)
                case _:
                    head[key] = value
        except (ValueError, msgspec.DecodeError):
            continue
    return head


def _identifier(path: Path) -> str:
    """An id from the name of a file: letters, digits and dashes."""
    return re.sub(r"[^\w.-]+", "-", path.stem).strip("-._") or "imported"


def _shown(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:2] in FORMULA else cell
