"""Text of a PDF file, page by page, and which of its pages are pictures."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from crawler.reading.files.kinds import DamagedError
from crawler.reading.files.text import FULL_LIMIT, FileText, is_legible, length_of, mended

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PAGES = 200
"""Pages read of one file."""
_MOST_OBJECTS = 3_000
_DEPTH = 3
_TAIL = 2_048
_FEW_WORDS = 60
"""Below this a page that a picture covers is a picture, whatever is stamped on it."""
_MANY_WORDS = 400
"""Below this a picture of some size on the page may say more than its words."""
_COVERS = 0.5
_SOME_SIZE = 0.2
_PICTURE = 0.05
"""Part of the page from which on a picture is more than a seal."""


class _PageText(NamedTuple):
    """One page."""

    text: str
    read: bool
    scanned: bool
    images: int


def read_pdf(body: bytes) -> FileText:
    """Read a PDF file.

    Raises:
        DamagedError: It cannot be opened: damaged, or closed with a password.
    """
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        raise DamagedError(_reason(error)) from None
    try:
        number = len(document)
        pages = tuple(_pages(document))
        filled_in = document.get_formtype() != pdfium.FORMTYPE_NONE
    finally:
        document.close()
    if number == 0:
        raise DamagedError("no pages")
    text = "\n".join(page.text for page in pages)
    scanned = sum(page.scanned for page in pages)
    read = sum(page.read for page in pages) if is_legible(text) else 0
    if b"%%EOF" not in body[-_TAIL:]:
        read = 0  # the end is missing, and what stood in it may be missing from any page
    if filled_in:
        read = min(read, number - 1)  # what is filled into a form is drawn apart from the page
    return FileText(
        text,
        pages=number,
        read=read,
        scanned=scanned > 0 and scanned >= sum(page.read for page in pages),
        images=sum(page.images for page in pages),
    )


def _pages(document: Any) -> Iterator[_PageText]:
    """The pages in order, until there are too many of them or of their letters."""
    length = 0
    for number in range(min(len(document), MOST_PAGES)):
        if length > FULL_LIMIT:
            return
        try:
            page = document[number]
            found = _read_page(page)
            page.close()
        except pypdfium2.PdfiumError:
            found = _PageText("", read=False, scanned=False, images=0)
        length += len(found.text)
        yield found


def _read_page(page: Any) -> _PageText:
    textpage = page.get_textpage()
    text = mended(textpage.get_text_range(errors="replace"))
    textpage.close()
    words = length_of(text)
    objects = list(islice(page.get_objects(max_depth=_DEPTH), _MOST_OBJECTS))
    area = max(page.get_width() * page.get_height(), 1.0)
    parts = [_area(thing) / area for thing in objects if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE]
    covered = sum(parts)
    in_pictures = covered >= _SOME_SIZE and words < _MANY_WORDS
    return _PageText(
        text,
        # Letters drawn as lines are no words either, and a page without anything on it may have lost its content.
        read=words > 0 and not in_pictures,
        scanned=words < _FEW_WORDS and covered >= _COVERS,
        images=sum(part >= _PICTURE for part in parts),
    )


def _area(thing: Any) -> float:
    try:
        left, bottom, right, top = thing.get_bounds()
    except pypdfium2.PdfiumError:
        return 0.0
    return float(abs((right - left) * (top - bottom)))


def _reason(error: pypdfium2.PdfiumError) -> str:
    password = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error)
    return "encrypted" if password else "not a whole PDF file"
