"""A standard as CSV and as a page of Markdown."""

import csv
import io
import re

import msgspec

from rules.official import write_official
from rules.official_columns import OFFICIAL
from rules.standard import Standard

HEAD_SHEET = "目录信息"
HEAD_MARK = "#"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
HEAD = {
    "id": "目录编号",
    "title": "目录名称",
    "title_en": "英文名称",
    "version": "版本",
    "in_force": "施行日期",
    "retired": "废止日期",
    "state": "状态",
    "applies_to": "适用范围",
    "source": "来源文件",
}


def as_csv(standard: Standard) -> str:
    """The head as lines that begin with a mark, then the official table with the machine's columns."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([f"{HEAD_MARK}{heading}", _safe(value)] for heading, value in head_rows(standard))
    writer.writerows([_safe(cell) for cell in row] for row in write_official(standard))
    return text.getvalue()


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) or (cell.startswith("'") and cell[1:2] in FORMULA) else cell


def as_markdown(standard: Standard) -> str:
    """A page for readers: the head, then one table of ten columns for each group."""
    lines = [f"# {_marked(standard.title)}", ""]
    if standard.title_en:
        lines += [f"*{_marked(standard.title_en)}*", ""]
    number = f"，{_marked(standard.source.number)}" if standard.source.number else ""
    lines += [f"{_marked(standard.source.document)}{number}" if standard.source.document else "", ""]
    lines += [
        f"- 编号 `{standard.id}`，版本 {_marked(standard.version)}，{standard.in_force} 起施行，状态 {standard.state}",
        "",
    ]
    for at, row in enumerate(write_official(standard)):
        cells = [_marked(cell) for cell in row[: len(OFFICIAL) + 2]]
        lines.append(f"| {' | '.join(cells)} |")
        if at == 0:
            lines.append(f"|{' --- |' * len(cells)}")
    return "\n".join(lines) + "\n"


def _marked(cell: str) -> str:
    """Text that Markdown shows as it is."""
    return re.sub(r"([\\`*_|<>\[\]#])", r"\\\1", cell).replace("\r", "").replace("\n", "<br>")


def head_rows(standard: Standard) -> list[list[str]]:
    """What the standard says of itself, as rows of heading and value."""
    rows = []
    for key, heading in HEAD.items():
        value = getattr(standard, key)
        if isinstance(value, msgspec.Struct):
            value = msgspec.json.encode(value).decode()
        rows.append([heading, "" if value is None else str(value)])
    return rows
