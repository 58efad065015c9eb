"""What a file is, by its bytes; its name and the server's word for it are often wrong."""

from __future__ import annotations

import io
import zipfile

UNPACKED_LIMIT = 100_000_000
"""Bytes that all parts of a package may have when unpacked."""
MOST_PARTS = 5_000
"""Parts of one package."""
_START = 1_024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IN_ZIP = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("ppt/presentation.xml", "pptx"),
    ("OFD.xml", "ofd"),
    ("content.xml", "odf"),
)
# Names in the directory of a compound file are UTF-16; that of a document stands at its beginning or far behind.
_IN_OLE = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
_STARTS = (
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gz"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
)


class DamagedError(Exception):
    """The bytes are not what they begin as; the message says in a few words why."""


class OversizeError(Exception):
    """The file would unpack to more than is read; the message says how much."""


def file_kind(body: bytes) -> str:
    """Return what the bytes are: ``pdf``, ``docx`` …; ``html`` for a page, ``unknown`` for what nothing gives away.

    Raises:
        DamagedError: A package that cannot be opened.
        OversizeError: A package that would unpack to too much.
    """
    if b"%PDF-" in body[:_START]:
        return "pdf"
    if body.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_package(body)
    if body.startswith(_OLE):
        return next((kind for name, kind in _IN_OLE if name.encode("utf-16-le") in body), "ole")
    for start, kind in _STARTS:
        if body.startswith(start):
            return kind
    return "html" if b"<" in body[:_START] and b"\x00" not in body[:_START] else "unknown"


def _kind_of_package(body: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError) as error:
        raise DamagedError(f"not a whole package: {type(error).__name__}") from None
    # What a part claims to be is as much of it as is ever unpacked, so the claims bound the memory.
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > UNPACKED_LIMIT:
        raise OversizeError(f"{len(parts)} parts, {unpacked} bytes when unpacked")
    names = {part.filename for part in parts}
    return next((kind for name, kind in _IN_ZIP if name in names), "zip")
