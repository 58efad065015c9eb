"""Text of Excel workbooks: a line for each row, tabs between its cells."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import warnings
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import openpyxl
import xlrd

from crawler.reading.files.kinds import DamagedError
from crawler.reading.files.text import FULL_LIMIT, FileText, length_of, mended

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_CELLS = 200_000
"""Cells read of one workbook, empty ones included."""
MOST_ROWS = 20_000
"""Rows read of one sheet, empty ones included."""
_MOST_SHEETS = 100
_MOST_COLUMNS = 200
_FEW_WORDS = 60
_DEFAULT_NAME = re.compile(r"(?:Sheet|工作表|sheet)\d*", re.IGNORECASE)
_MEDIA = re.compile(r"xl/(?:media|embeddings|drawings)/[^/]+")


class _Sheet(NamedTuple):
    """One sheet as it is read."""

    name: str
    rows: Iterable[Iterable[object]]


def read_xlsx(body: bytes) -> FileText:
    """Read a workbook of today; a damaged one raises whatever the library stumbles over."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the library would lose on writing matters to nobody here
        book = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True, keep_links=False)
        try:
            return _read(_sheets(book), number=len(book.worksheets), images=_pictures(body))
        finally:
            book.close()


def read_xls(body: bytes) -> FileText:
    """Read a workbook of before 2007; a damaged one may raise whatever the library stumbles over.

    Raises:
        DamagedError: It cannot be opened: damaged, or closed with a password.
    """
    try:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            book = xlrd.open_workbook(file_contents=body, logfile=nowhere, on_demand=True, ragged_rows=True)
            return _read(_old_sheets(book), number=book.nsheets, images=0)
    except xlrd.XLRDError as error:
        closed = "encrypted" in str(error).lower()
        raise DamagedError("encrypted" if closed else "not a whole workbook") from None


def _read(sheets: Iterator[_Sheet], *, number: int, images: int) -> FileText:
    lines: list[str] = []
    length = cells = read = 0
    for sheet in sheets:
        if sheet.name and not _DEFAULT_NAME.fullmatch(sheet.name):
            lines.append(sheet.name)
        whole = True
        for count, row in enumerate(sheet.rows, start=1):
            words = [_written(value) for value in row]
            cells += max(len(words), 1)
            line = "\t".join(words[:_MOST_COLUMNS]).rstrip()
            if line:
                lines.append(line)
                length += len(line) + 1
            if count > MOST_ROWS or cells > MOST_CELLS or length > FULL_LIMIT or len(words) > _MOST_COLUMNS:
                whole = False
                break
        read += whole
        if cells > MOST_CELLS or length > FULL_LIMIT:
            break
    text = mended("\n".join(lines))
    return FileText(text, pages=number, read=read, scanned=images > 0 and length_of(text) < _FEW_WORDS, images=images)


def _sheets(book: Any) -> Iterator[_Sheet]:
    for sheet in book.worksheets[:_MOST_SHEETS]:
        sheet.reset_dimensions()  # what a sheet says of its size may be wrong, and every row would be filled up to it
        yield _Sheet(str(sheet.title), sheet.iter_rows(values_only=True))


def _old_sheets(book: Any) -> Iterator[_Sheet]:
    for number in range(min(book.nsheets, _MOST_SHEETS)):
        sheet = book.sheet_by_index(number)
        rows = ([_old_value(cell, book.datemode) for cell in sheet.row(row)] for row in range(sheet.nrows))
        yield _Sheet(str(sheet.name), rows)
        book.unload_sheet(number)


def _old_value(cell: Any, datemode: int) -> object:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(cell.value, datemode)
        except (ValueError, OverflowError, xlrd.xldate.XLDateError):
            return cell.value
    return "" if cell.ctype in (xlrd.XL_CELL_ERROR, xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) else cell.value


def _written(value: object) -> str:
    """A cell as a reader sees it: no time where there is none, no fraction where there is none."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def _pictures(body: bytes) -> int:
    """Pictures, drawings and embedded files, whose words are not read."""
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        return sum(_MEDIA.fullmatch(name) is not None for name in package.namelist())
