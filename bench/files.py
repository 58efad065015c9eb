"""Time for reading one file, by kind, against the bare library, and against the child that reads it in a crawl.

``python -m bench.files`` prints milliseconds and ratios over generated files of the size of a guide, an annual report
and a table of payments. *read* is ``crawler.reading.files.read_file``; *library* is the shortest way to the same text
with the library alone, nothing checked and nothing bounded; *child* is ``crawler.file_reading.FileReader`` by the
clock, pipes and JSON included.
"""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import openpyxl
import pypdfium2
import xlrd

from bench.reading import ROUNDS, best_of
from crawler.file_reading import MOST_FILES, FileReader
from crawler.reading.files import read_file
from tests.crawler.documents import GUIDE_LINES, pdf, scanned_pdf, word, workbook

if TYPE_CHECKING:
    from collections.abc import Callable

URL = "http://www.example.test/files/7"
OLD_WORKBOOK = Path(__file__).parents[1] / "tests" / "data" / "list.xls"


def by_pdfium(body: bytes) -> str:
    """Every page's text."""
    document = pypdfium2.PdfDocument(body)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def by_docx(body: bytes) -> str:
    """Every paragraph's text and every cell's."""
    document = docx.Document(io.BytesIO(body))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def by_openpyxl(body: bytes) -> str:
    """Every row's values."""
    book = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True)
    return "\n".join(str(row) for sheet in book for row in sheet.iter_rows(values_only=True))


def by_xlrd(body: bytes) -> str:
    """Every row's values."""
    book = xlrd.open_workbook(file_contents=body)
    return "\n".join(str(sheet.row_values(row)) for sheet in book.sheets() for row in range(sheet.nrows))


def files() -> dict[str, tuple[bytes, Callable[[bytes], str]]]:
    """Name to bytes and the bare library's way."""
    report = [f"第{number}条　政府信息公开工作年度报告，主动公开政府信息{number}条。" for number in range(40)]
    rows = [(number, f"人员{number}", "城关镇", 1200.5) for number in range(1_000)]
    table = [(f"事项{number}", "办理依据", "0851-1234567") for number in range(60)]
    return {
        "pdf, 1 page": (pdf(GUIDE_LINES), by_pdfium),
        "pdf, 20 pages": (pdf(*[report] * 20), by_pdfium),
        "pdf, 20 scanned": (scanned_pdf(pages=20), by_pdfium),
        "docx, guide": (word(*GUIDE_LINES), by_docx),
        "docx, 60 rows": (word(*report, table=table), by_docx),
        "xlsx, 1000 rows": (workbook(*rows), by_openpyxl),
        "xls, 3 rows": (OLD_WORKBOOK.read_bytes(), by_xlrd),
    }


def through_the_child(reader: FileReader, body: bytes) -> float:
    """Milliseconds by the clock of the quickest of several rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        reader.read(body, URL)
        times.append(time.perf_counter() - start)
    return min(times) * 1_000


def main(_arguments: list[str]) -> int:
    """Print the table, then what it costs to start the child."""
    print(
        f"{'file':<18}{'kB':>7}{'read ms':>10}{'library ms':>12}{'read/library':>14}{'child ms':>10}{'child/read':>12}"
    )
    with FileReader() as reader:
        start = time.perf_counter()
        reader.read(b"", URL)
        started = time.perf_counter() - start
        for name, (body, library) in files().items():
            read = best_of(lambda body=body: read_file(body, URL))  # type: ignore[misc]
            bare = best_of(lambda body=body, library=library: library(body))  # type: ignore[misc]
            child = through_the_child(reader, body)
            own = f"{name:<18}{len(body) / 1_000:>7.1f}{read:>10.2f}{bare:>12.2f}{read / bare:>14.2f}"
            print(f"{own}{child:>10.2f}{child / read:>12.2f}")
    print(f"the child's start, once for {MOST_FILES} files: {started * 1_000:.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
