"""Tell a page from a file before the file is downloaded."""

from __future__ import annotations

_FOREIGN_MAIN_TYPES = ("image/", "audio/", "video/", "font/", "model/")
_FOREIGN_TYPES = frozenset(
    {
        "application/pdf",
        "application/zip",
        "application/x-zip-compressed",
        "application/x-rar-compressed",
        "application/vnd.rar",
        "application/x-7z-compressed",
        "application/gzip",
        "application/x-gzip",
        "application/x-tar",
        "application/msword",
        "application/rtf",
        "application/ofd",
        "application/java-archive",
        "application/x-msdownload",
        "application/vnd.android.package-archive",
        "application/x-shockwave-flash",
        "text/css",
        "text/calendar",
        "application/wasm",
    }
)
_FOREIGN_PREFIXES = (
    "application/vnd.ms-",
    "application/vnd.openxmlformats",
    "application/vnd.oasis",
    "application/font",
)
_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x7fELF", "application/x-executable"),
    (b"FWS", "application/x-shockwave-flash"),
    (b"CWS", "application/x-shockwave-flash"),
    (b"{\\rtf", "application/rtf"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
)


def is_foreign_type(content_type: str) -> bool:
    """Whether a ``Content-Type`` announces something that is certainly no page.

    Absent, wrong and vague types (``application/octet-stream``, ``text/plain``) are common on old servers and say
    nothing; there the bytes decide.
    """
    name = content_type.partition(";")[0].strip().lower()
    return name in _FOREIGN_TYPES or name.startswith(_FOREIGN_MAIN_TYPES) or name.startswith(_FOREIGN_PREFIXES)


def binary_kind(start: bytes) -> str | None:
    """Return the media type that the first bytes of a body give away; ``None`` for what may be a page."""
    for magic, kind in _MAGIC:
        if start.startswith(magic):
            return kind
    if start.startswith(b"RIFF") and start[8:12] in {b"WAVE", b"AVI ", b"WEBP"}:
        return "image/webp" if start[8:12] == b"WEBP" else "video/x-msvideo"
    return "video/mp4" if start[4:8] == b"ftyp" else None
