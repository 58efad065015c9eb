"""The texts of a workbook's sheets, read as a stream: bounded in memory, without entities, macros or formulas run."""

import csv
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from lxml import etree

from monitor.errors import ConfigurationError
from monitor.files import read_bytes
from monitor.language import gettext as _
from monitor.language import ngettext

MOST_BYTES = 60_000_000
"""Of one part of a workbook, unpacked."""
MOST_ROWS = 20_000
"""With a text in them, on one sheet."""
MOST_COLUMNS = 60
MOST_TEXTS = 500_000
_MOST_LETTERS = 20_000
"""Of one cell."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_OLE = b"\xd0\xcf\x11\xe0"


class Sheet(NamedTuple):
    """One sheet: its texts by row and column, merged cells filled with what they show."""

    name: str
    rows: list[list[str]]
    remarks: list[str]


def read_workbook(path: Path) -> list[Sheet]:
    """Read every visible sheet of an ``.xlsx`` file.

    Raises:
        ConfigurationError: The file is no such workbook, or larger than any list of obligations.
    """
    body = read_bytes(path)
    if body.startswith(_OLE):
        raise ConfigurationError(
            [_("{file}: is an old or an encrypted workbook; save it as .xlsx without a password.").format(file=path)]
        )
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return list(_sheets(archive, path))
    except (
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        LookupError,
        ValueError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise ConfigurationError(
            [_("{file}: is no workbook that can be read; open it and save it as .xlsx again.").format(file=path)]
        ) from error


def workbook_as_csv(path: Path) -> str:
    """The first visible sheet that holds anything, as CSV.

    Raises:
        ConfigurationError: As ``read_workbook``.
    """
    rows = next((sheet.rows for sheet in read_workbook(path) if sheet.rows), [])
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _sheets(archive: zipfile.ZipFile, path: Path) -> Iterator[Sheet]:
    for entry in archive.infolist():
        if entry.file_size > MOST_BYTES:
            raise ConfigurationError(
                [
                    _("{file}: {part} is larger than {limit} MB unpacked; keep only the list in the workbook.").format(
                        file=path, part=entry.filename, limit=MOST_BYTES // 1_000_000
                    )
                ]
            )
    texts = _shared_texts(archive)
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in _elements(archive, "xl/_rels/workbook.xml.rels", "{*}Relationship")
    }
    macros = any(entry.filename.endswith("vbaProject.bin") for entry in archive.infolist())
    for sheet in _elements(archive, "xl/workbook.xml", f"{_MAIN}sheet"):
        if sheet.get("state", "visible") != "visible":
            continue
        part = posixpath.normpath(posixpath.join("xl", targets[sheet.get(f"{_RELATIONS}id", "")]))
        rows, remarks = _cells(archive, part.lstrip("/"), texts)
        if macros:
            remarks.insert(0, _("The workbook holds macros; they were not looked at."))
        yield Sheet(sheet.get("name", ""), rows, remarks)


def _elements(archive: zipfile.ZipFile, part: str, tag: str) -> Iterator["etree._Element"]:
    """The elements of one kind in one part, each gone as soon as the next is asked for."""
    with archive.open(part) as file:
        yield from _parsed(file, (tag,))


def _parsed(file: IO[bytes], tags: tuple[str, ...]) -> Iterator["etree._Element"]:
    steps = etree.iterparse(
        file, events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    for _event, element in steps:
        if element.getroottree().docinfo.doctype:
            raise ValueError("a document type in a workbook")
        yield element
        element.clear()
        while element.getprevious() is not None:
            parent = element.getparent()
            if parent is None:
                break
            del parent[0]


def _shared_texts(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    texts = []
    for element in _elements(archive, "xl/sharedStrings.xml", f"{_MAIN}si"):
        texts.append(_text_in(element))
        if len(texts) > MOST_TEXTS:
            raise ValueError("too many texts")
    return texts


def _text_in(element: "etree._Element") -> str:
    """The text of a string, its readings of characters (phonetic runs) left out."""
    parts = [
        node.text or ""
        for node in element.iter(f"{_MAIN}t")
        if not any(above.tag == f"{_MAIN}rPh" for above in node.iterancestors())
    ]
    return "".join(parts)[:_MOST_LETTERS]


def _cells(archive: zipfile.ZipFile, part: str, texts: list[str]) -> tuple[list[list[str]], list[str]]:
    """The rows of a sheet, and what is to be told about it."""
    found: dict[int, dict[int, str]] = {}
    merged: list[tuple[int, int, int, int]] = []
    without_value = 0
    with archive.open(part) as file:
        for element in _parsed(file, (f"{_MAIN}row", f"{_MAIN}mergeCell")):
            if element.tag == f"{_MAIN}mergeCell":
                corners = _REFERENCE.findall(element.get("ref", ""))
                if len(corners) > 1 and len(merged) < MOST_ROWS:
                    (left, top), (right, bottom) = corners[:2]
                    merged.append((int(top), _column(left), int(bottom), _column(right)))
                continue
            number = int(element.get("r") or max(found, default=0) + 1)
            row: dict[int, str] = {}
            for cell in element.iter(f"{_MAIN}c"):
                reference = _REFERENCE.match(cell.get("r", ""))
                column = _column(reference[1]) if reference else len(row) + 1
                text = _text_of(cell, texts)
                if text is None:
                    without_value += 1
                elif text.strip() and column <= MOST_COLUMNS:
                    row[column] = text
            if row:
                found[number] = row
            if len(found) > MOST_ROWS:
                raise ValueError("too many rows")
    _fill(found, merged)
    remarks = []
    if without_value:
        remarks.append(
            ngettext(
                "{count} cell holds a formula that was never computed; it counts as empty.",
                "{count} cells hold formulas that were never computed; they count as empty.",
                without_value,
            ).format(count=without_value)
        )
    last = max(found, default=0)
    # Rows far below the list, from a stray click, are not worth a million empty lists.
    last = last if last <= MOST_ROWS * 5 else max((number for number in found if number <= MOST_ROWS * 5), default=0)
    width = max((column for row in found.values() for column in row), default=0)
    rows = [[found.get(number, {}).get(column, "") for column in range(1, width + 1)] for number in range(1, last + 1)]
    return rows, remarks


def _text_of(cell: "etree._Element", texts: list[str]) -> str | None:
    """What a cell shows; ``None`` for a formula without a computed value."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text_in(cell)
    value = cell.findtext(f"{_MAIN}v")
    if not value:
        return None if cell.find(f"{_MAIN}f") is not None else ""
    if kind == "s":
        return texts[int(value)]
    if kind == "n" and re.fullmatch(r"-?\d+\.0+", value):
        return value.partition(".")[0]
    return "" if kind == "e" else value[:_MOST_LETTERS]


def _fill(found: dict[int, dict[int, str]], merged: list[tuple[int, int, int, int]]) -> None:
    """Give every cell of a merged block the text of its first, where the block stands in rows that hold something."""
    filled = 0
    for top, left, bottom, right in merged:
        text = found.get(top, {}).get(left, "")
        if not text:
            continue
        for number in (
            [number for number in found if top <= number <= bottom]
            if bottom - top > len(found)
            else range(top, bottom + 1)
        ):
            for column in range(left, min(right, MOST_COLUMNS) + 1):
                if number in found and filled < MOST_ROWS * MOST_COLUMNS:
                    found[number].setdefault(column, text)
                    filled += 1


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
