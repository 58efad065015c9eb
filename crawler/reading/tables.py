"""Tables of figures of a form that a check adds up, merged cells in every place that they cover; no other tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.reading.tree import squeeze
from rules.facts import FigureTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crawler.reading.tree import Node, Page

_FORMS = (("本年新收", "结转下年度"), ("结果维持", "尚未审结"))
"""Words that only the tables on requests and on reviews of an annual report on disclosure hold together."""
_MOST_TABLES = 6
_MOST_ROWS = 80
_MOST_COLUMNS = 40
_LONGEST_CELL = 100
_CELLS = frozenset({"td", "th"})


def figure_table(rows: Sequence[Sequence[str]]) -> FigureTable | None:
    """The rows as a table of figures, ``None`` where they are of no form that is added up.

    Args:
        rows: texts of the cells, a merged cell repeated wherever it covers.
    """
    text = "".join("".join(cell.split()) for row in rows for cell in row)
    if len(rows) > _MOST_ROWS or not _is_form(text):
        return None
    cut = (tuple(squeeze(cell)[:_LONGEST_CELL] for cell in row[:_MOST_COLUMNS]) for row in rows)
    return FigureTable(rows=tuple(cut))


def read_tables(page: Page) -> tuple[FigureTable, ...]:
    """The tables of figures on a page, in order; of tables inside one another the innermost."""
    if not any(word in page.source for form in _FORMS for word in form):
        return ()
    found: list[FigureTable] = []
    for node in page.nodes:
        if node.tag != "table" or node.hidden or len(found) >= _MOST_TABLES:
            continue
        if not _is_form(_solid(node)) or any(inner.tag == "table" and _is_form(_solid(inner)) for inner in node.nodes):
            continue
        table = figure_table(tuple(_expanded(node)))
        if table is not None:
            found.append(table)
    return tuple(found)


def _is_form(text: str) -> bool:
    return any(all(word in text for word in form) for form in _FORMS)


def _solid(node: Node) -> str:
    return "".join(node.text.split())


def _expanded(table: Node) -> Iterator[tuple[str, ...]]:
    """The rows of a table, each cell repeated over the columns and rows that it spans."""
    reaching: dict[int, tuple[str, int]] = {}
    for row in _rows_of(table):
        line: dict[int, str] = {}
        further: dict[int, tuple[str, int]] = {}
        for column, (text, left) in reaching.items():
            line[column] = text
            if left > 1:
                further[column] = (text, left - 1)
        at = 0
        for cell in row.children:
            if cell.tag not in _CELLS:
                continue
            while at in line:
                at += 1
            text, down = squeeze(cell.text), _span(cell, "rowspan", most=_MOST_ROWS)
            for column in range(at, min(at + _span(cell, "colspan", most=_MOST_COLUMNS), _MOST_COLUMNS)):
                line.setdefault(column, text)
                if down > 1:
                    further[column] = (text, down - 1)
            at += _span(cell, "colspan", most=_MOST_COLUMNS)
        reaching = further
        width = max(line, default=-1) + 1
        yield tuple(line.get(column, "") for column in range(width))


def _rows_of(table: Node) -> list[Node]:
    """The rows of this table itself, not those of tables in its cells."""
    rows = []
    for node in table.nodes:
        if node.tag == "tr":
            above = next((outer for outer in node.ancestors() if outer.tag == "table"), None)
            if above is table:
                rows.append(node)
    return rows[: _MOST_ROWS + 1]


def _span(cell: Node, name: str, *, most: int) -> int:
    """How many columns or rows a cell covers; what is no number between one and the most is one."""
    written = cell.get(name)
    number = int(written) if written.isascii() and written.isdecimal() and len(written) < len("1000") else 1
    return max(1, min(number, most))
