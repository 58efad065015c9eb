"""Text of a Word document in the order of its body, boxes and content controls included."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

from crawler.reading.files.kinds import DamagedError
from crawler.reading.files.text import FULL_LIMIT, FileText, length_of, mended

if TYPE_CHECKING:
    from collections.abc import Iterator

_FEW_WORDS = 60
_MOST_COLUMNS = 60
_MOST_ROWS = 400
"""Rows of a table that may be one of figures; of a longer one the words are read all the same."""
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TEXT, _TAB, _BREAKS = qn("w:t"), qn("w:tab"), frozenset({qn("w:br"), qn("w:cr")})
_BOX = qn("w:txbxContent")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_EMBEDDED = frozenset({qn("w:altChunk"), qn("w:object")})
_PROPERTIES, _SPAN, _DOWN, _VALUE = qn("w:tcPr"), qn("w:gridSpan"), qn("w:vMerge"), qn("w:val")
_BESIDE = re.compile(r"/word/(?:header|footer|footnotes|endnotes)\d*\.xml")
_PICTURES = "word/media/"


class _Cell(NamedTuple):
    """One cell of a table."""

    text: str
    span: int
    """Columns that it covers."""
    continues: bool
    """It is the lower part of the cell above."""


def read_docx(body: bytes) -> FileText:
    """Read a Word document.

    Raises:
        DamagedError: It cannot be opened.
    """
    try:
        document = docx.Document(io.BytesIO(body))
        root = document.element.body
        beside = [
            parse_xml(part.blob) for part in document.part.package.iter_parts() if _BESIDE.fullmatch(str(part.partname))
        ]
    except (OpcError, etree.LxmlError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, OSError) as error:
        raise DamagedError(f"not a whole Word document: {type(error).__name__}") from None
    lines: list[str] = []
    tables: list[tuple[tuple[str, ...], ...]] = []
    length = 0
    cut = False
    for part in (root, *beside):
        for line in _lines(part, tables):
            lines.append(line)
            length += len(line) + 1
            if length > FULL_LIMIT:
                cut = True
                break
    text = mended("\n".join(lines))
    images = _pictures(body)
    embedded = any(True for _ in root.iter(*_EMBEDDED))
    return FileText(
        text,
        read=0 if cut or embedded else None,
        scanned=images > 0 and length_of(text) < _FEW_WORDS,
        images=images,
        rows=tuple(tables),
    )


def _lines(part: Any, tables: list[tuple[tuple[str, ...], ...]]) -> Iterator[str]:
    """Paragraphs and rows below an element, in order."""
    for child in part.iterchildren():
        if child.tag == _PARAGRAPH:
            yield from (line for line in _paragraph(child).split("\n") if line.strip())
            for box in _own(child, _BOX):  # those inside it come with it
                yield from _lines(box, tables)
        elif child.tag == _TABLE:
            rows = _rows(child)
            yield from ("\t".join(cell.text for cell in row) for row in rows if any(cell.text for cell in row))
            if len(rows) <= _MOST_ROWS:
                tables.append(_spread(rows))
        elif child.tag != _FALLBACK:
            yield from _lines(child, tables)


def _paragraph(paragraph: Any) -> str:
    """The letters of a paragraph without those of the boxes that hang on it, which follow as lines of their own."""
    parts: list[str] = []
    waiting = [paragraph]
    while waiting:
        node = waiting.pop()
        if node.tag == _TEXT:
            parts.append(node.text or "")
        elif node.tag == _TAB:
            parts.append(" ")
        elif node.tag in _BREAKS:
            parts.append("\n")
        elif node.tag not in {_BOX, _FALLBACK}:
            waiting.extend(reversed(node))
    return "".join(parts)


def _rows(table: Any) -> list[list[_Cell]]:
    return [[_cell(cell) for cell in _own(row, _CELL)] for row in _own(table, _ROW)]


def _own(node: Any, tag: str) -> Iterator[Any]:
    """Descendants of that name, without those of tables inside."""
    for child in node.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag not in {_TABLE, _FALLBACK}:
            yield from _own(child, tag)


def _cell(cell: Any) -> _Cell:
    words = (" ".join(_paragraph(paragraph).split()) for paragraph in cell.iter(_PARAGRAPH))
    span = cell.find(f"./{_PROPERTIES}/{_SPAN}")
    down = cell.find(f"./{_PROPERTIES}/{_DOWN}")
    wide = str(span.get(_VALUE, "1")) if span is not None else "1"
    return _Cell(
        mended(" ".join(word for word in words if word)),
        span=min(int(wide), _MOST_COLUMNS) if wide.isascii() and wide.isdigit() else 1,
        continues=down is not None and down.get(_VALUE, "continue") == "continue",
    )


def _spread(rows: list[list[_Cell]]) -> tuple[tuple[str, ...], ...]:
    """The table as a grid in which a merged cell stands in every place that it covers."""
    grid: list[tuple[str, ...]] = []
    for row in rows:
        places: list[str] = []
        for cell in row:
            above = grid[-1] if grid else ()
            for _ in range(max(cell.span, 1)):
                known = above[len(places)] if cell.continues and len(places) < len(above) else cell.text
                places.append(known)
        grid.append(tuple(places[:_MOST_COLUMNS]))
    return tuple(grid)


def _pictures(body: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        return sum(name.startswith(_PICTURES) for name in package.namelist())
