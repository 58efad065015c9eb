"""A standard as a workbook to work in: headings frozen, columns wide enough to read, choices where there are few."""

import io
import re

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from monitor.standardsheets import HEAD_SHEET, head_rows
from rules.official import write_official
from rules.standard import Standard

_CHOICES = {
    "严重程度": ("veto", "serious", "minor", "advice"),
    "来源": ("found", "second-hand", "memory", "inferred"),
    "栏目形式": ("list", "page", "link", "form"),
    "位置严格": ("是", "否"),
    "网站可查": ("是", "否"),
}


def as_workbook(standard: Standard) -> bytes:
    """An XLSX file: headings frozen, columns wide enough to read, choices where there are few."""
    book = Workbook()
    sheet = book.active
    sheet.title = re.sub(r"[\[\]:*?/\\]", " ", standard.title)[:31] or standard.id[:31]
    head = book.create_sheet(HEAD_SHEET)
    for target, rows in ((sheet, write_official(standard)), (head, head_rows(standard))):
        for at, row in enumerate(rows, start=1):
            for column, text in enumerate(row, start=1):
                cell = target.cell(row=at, column=column)
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
                cell.data_type = "s"  # also where the text begins with an equals sign
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        target.row_dimensions[1].font = Font(bold=True)
    rows = write_official(standard)
    for column, heading in enumerate(rows[0], start=1):
        widest = max((max((len(line) for line in row[column - 1].splitlines()), default=0) for row in rows), default=0)
        sheet.column_dimensions[get_column_letter(column)].width = min(max(len(heading), widest) * 2 + 2, 44)
        sheet.cell(row=1, column=column).font = Font(bold=True)
        choices = _CHOICES.get(heading)
        if choices and len(rows) > 1:
            letter = get_column_letter(column)
            rule = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
            rule.add(f"{letter}2:{letter}{len(rows)}")
            sheet.add_data_validation(rule)
    sheet.freeze_panes = "D2"
    head.column_dimensions["A"].width, head.column_dimensions["B"].width = 14, 80
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
