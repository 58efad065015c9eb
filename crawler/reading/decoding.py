"""Bytes to text: header, meta, byte order mark and the bytes themselves weighed against each other.

The declaration is the weakest witness: real pages declare gb2312 and are UTF-8, or UTF-16 with a mark. Decoding
never raises; what cannot be text is named with the reason.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from rules.facts import Unreadable

SIZE_LIMIT = 20_000_000
"""Bytes; the crawler stops earlier, this guards the reader when it is called by hand."""

_META = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:\-]{2,30})", re.IGNORECASE
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:\-]{2,30})", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0", "office"),
    (b"\x89PNG", "png"),
    (b"GIF8", "gif"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"RIFF", "riff"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"BM", "bmp"),
    (b"\x00\x00\x01\x00", "icon"),
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
    (b"\x00\x00\x00\x18ftyp", "mp4"),
    (b"\x00\x00\x00\x1cftyp", "mp4"),
    (b"\x00\x00\x00 ftyp", "mp4"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
    (b"FWS", "flash"),
    (b"CWS", "flash"),
)
_NOT_PAGES = (
    "image/",
    "video/",
    "audio/",
    "font/",
    "application/pdf",
    "application/zip",
    "application/msword",
    "application/vnd.",
)
_GB_NAMES = frozenset({"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "hz-gb-2312", "chinese", "csgb2312"})
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经政府信息公开区县市省网站通知关办理服务局委"
)
_LATIN = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_LATIN_BYTES = {ord(sign): sign.encode("cp1252")[0] for sign in _LATIN}
"""Windows-1252 sets these where Latin-1 has control signs; what it leaves out stays as Latin-1 has it."""
_HALF_BROKEN = re.compile(rf"[\x80-\xff{_LATIN}]{{3,}}")
_SAMPLE = 6_000
_GAIN = 0.05
"""How much more like Chinese a text must read before a second encoding is taken back."""
_TRUST = 0.01
"""What a declaration weighs where the bytes do not decide."""


class Decoded(NamedTuple):
    """Text and how it was found."""

    text: str
    charset: str
    evidence: str


def decode(body: bytes, content_type: str | None = None, *, charset: str | None = None) -> Decoded | Unreadable:
    """Decode a response body.

    Args:
        body: The bytes after transfer and content decoding.
        content_type: The HTTP header's value.
        charset: A codec that a person insists on.
    """
    if len(body) > SIZE_LIMIT:
        return Unreadable("too-large", f"{len(body)} bytes")
    refused = _not_a_page(body, content_type)
    if refused is not None:
        return refused
    if charset is not None:
        name = _codec(charset)
        if name is None:
            return Unreadable("undecodable", f"unknown charset {charset}")
        return Decoded(body.decode(name, "replace").lstrip("\ufeff"), name, "as asked for")
    for mark, name in _MARKS:
        if body.startswith(mark):
            text = body[len(mark) :].decode(name, "replace")
            return Decoded(text, name, "byte order mark")
    wide = _wide_without_mark(body)
    if wide is not None:
        return wide
    declared, where = _declared(body, content_type)
    return _weigh(body, declared, where)


def _not_a_page(body: bytes, content_type: str | None) -> Unreadable | None:
    stripped = body[:64].lstrip()
    if not stripped:
        return Unreadable("not-html", "empty body")
    for magic, name in _MAGIC:
        if body.startswith(magic) and b"<html" not in body[:2_000].lower():
            return Unreadable("not-html", name)
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind.startswith(_NOT_PAGES) and b"<" not in body[:200]:
        return Unreadable("not-html", kind)
    return None


def _wide_without_mark(body: bytes) -> Decoded | None:
    """UTF-16 without a mark shows as a zero byte beside every ASCII sign of the markup."""
    head = body[:400]
    if head.count(0) < len(head) // 12:
        return None
    name = "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"
    text = body.decode(name, "replace")
    if "<" not in text[:2_000]:
        return None
    return Decoded(text, name, "zero bytes")


def _declared(body: bytes, content_type: str | None) -> tuple[str | None, str]:
    found = _META.search(body[:8_192])
    if found is not None:
        name = _codec(found.group(1).decode("ascii", "replace"))
        if name is not None:
            return name, "meta"
    header = _HEADER.search(content_type or "")
    if header is not None:
        name = _codec(header.group(1))
        if name is not None:
            return name, "header"
    return None, ""


def _codec(name: str) -> str | None:
    """The codec's name as Python writes it; the family of GB codes is read as its widest member."""
    lowered = name.strip().lower()
    if lowered in _GB_NAMES:
        return "gb18030"
    try:
        found = codecs.lookup(lowered)
    except (LookupError, ValueError):
        return None
    if not getattr(found, "_is_text_encoding", True) or found.name in {
        "unicode_escape",
        "raw_unicode_escape",
        "idna",
        "punycode",
        "undefined",
        "utf-7",
        "mbcs",
        "oem",
    }:
        return None
    return {"gbk": "gb18030", "gb2312": "gb18030", "ascii": "utf-8"}.get(found.name, found.name)


def _weigh(body: bytes, declared: str | None, where: str) -> Decoded:
    said = f"declared {declared} by {where}" if declared else "nothing declared"
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if text.isascii():
            if declared and not declared.startswith(("utf-16", "utf-32")):
                return Decoded(text, declared, said)
            return Decoded(text, "utf-8", "only ASCII")
        return _undoubled(text, said if declared == "utf-8" else f"valid UTF-8, {said}")
    candidates = ["gb18030", "utf-8"]
    if declared and declared not in candidates and not declared.startswith(("utf-16", "utf-32")):
        candidates.insert(0, declared)
    read = {name: body.decode(name, "replace") for name in candidates}
    name = max(candidates, key=lambda candidate: _likeness(read[candidate]) + (_TRUST if candidate == declared else 0))
    text = read[name]
    broken = text.count("\ufffd")
    note = f", {broken} broken signs" if broken else ""
    return Decoded(text, name, f"most like Chinese, {said}{note}")


def _likeness(text: str) -> float:
    """How much a text reads like Chinese: common signs count for it, broken and odd ones against."""
    signs = [sign for sign in _sampled(text) if ord(sign) > 127]
    if not signs:
        return 0.5
    common = sum(1 for sign in signs if sign in _COMMON)
    broken = sum(1 for sign in signs if sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff" or "\x80" <= sign < "\xa0")
    return (common - 2 * broken) / len(signs)


def _sampled(text: str) -> str:
    """Beginning, middle and end, so that a long script at the top does not decide."""
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = len(text) // 2
    return text[:_SAMPLE] + text[middle : middle + _SAMPLE] + text[-_SAMPLE:]


def _undoubled(text: str, evidence: str) -> Decoded:
    """Take back a second encoding: UTF-8 bytes that were read as Latin-1 or GBK and encoded once more."""
    if "公" in text or "的" in text or "政" in text:
        return Decoded(text, "utf-8", evidence)
    sample = _sampled(text)
    if _HALF_BROKEN.search(sample):
        undone = text.translate(_LATIN_BYTES).encode("latin-1", "ignore").decode("utf-8", "replace")
        through = "latin-1"
    elif "鏀" in sample or "鐨" in sample or "缃戠" in sample or "淇" in sample:
        undone = text.encode("gb18030", "ignore").decode("utf-8", "replace")
        through = "gb18030"
    else:
        return Decoded(text, "utf-8", evidence)
    if _likeness(undone) > max(_likeness(text), 0) + _GAIN:
        return Decoded(undone, "utf-8", f"double-encoded through {through}, {evidence}")
    return Decoded(text, "utf-8", evidence)
