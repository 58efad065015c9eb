"""Real files in the formats that offices publish, made with the libraries that write them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import openpyxl
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Sequence

SONG = "STSong-Light"
"""A font of the collection that every reader of PDF knows, so that no font file is needed."""
GUIDE_LINES = (
    "清溪县人民政府信息公开指南",
    "为了方便公民、法人和其他组织获取政府信息，特编制本指南。",
    "一、信息的分类和编排体系",
    "办公地址：清溪县城关镇人民路1号",
    "联系电话：0851-1234567",
    "办公时间：工作日上午九时至十二时",
)
# The standard fonts of PDF hold no Chinese; a collection's font is referred to, and its characters are known.
pdfmetrics.registerFont(UnicodeCIDFont(SONG))


def pdf(*pages: Sequence[str], password: str | None = None) -> bytes:
    """A PDF file with these lines on its pages; with a password it opens for nobody who does not know it."""
    buffer = io.BytesIO()
    encrypt = StandardEncryption(password, ownerPassword="owner") if password is not None else None
    canvas = Canvas(buffer, pagesize=A4, encrypt=encrypt, invariant=1)
    for lines in pages:
        canvas.setFont(SONG, 12)
        for number, line in enumerate(lines):
            canvas.drawString(60, 780 - 18 * number, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def scanned_pdf(*, stamp: str = "", pages: int = 1) -> bytes:
    """A PDF file whose pages are pictures, with at most a stamp in letters."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    picture = ImageReader(Image.linear_gradient("L").resize((600, 800)))
    for _ in range(pages):
        canvas.drawImage(picture, 0, 0, width=A4[0], height=A4[1])
        if stamp:
            canvas.setFont(SONG, 8)
            canvas.drawString(20, 20, stamp)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def word(*lines: str, table: Sequence[Sequence[str]] = ()) -> bytes:
    """A Word document with these paragraphs and a table behind them."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        made = document.add_table(rows=len(table), cols=len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def workbook(*rows: Sequence[object], sheet: str = "Sheet1") -> bytes:
    """An Excel workbook with one sheet."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def spinning_pdf(*, depth: int = 12, fan: int = 12) -> bytes:
    """A small PDF file whose page draws a form that draws a form many times over: more work than anybody has time."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    objects.append(
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>"
    )
    draw = b"/F Do " * fan
    objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(draw), draw))
    for level in range(depth):
        resources = b"/Resources<</XObject<</F %d 0 R>>>>" % (6 + level) if level < depth - 1 else b""
        body = draw if level < depth - 1 else b"0 0 10 10 re f"
        objects.append(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]%s/Length %d>>stream\n%s\nendstream"
            % (resources, len(body), body)
        )
    written = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return written + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
        len(written),
    )
