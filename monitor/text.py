"""Text from outside is data: made harmless for a terminal and for a spreadsheet in one place."""

from __future__ import annotations

import unicodedata

_SILENT = frozenset("\u200b\u200c\u200d\ufeff\u00ad\u2060")
"""Without width or effect on order; real pages are full of them."""
_SPACES = frozenset("\t\n\r\x0b\x0c\x85\u2028\u2029")
_SPELLED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula, full width included."""


def plain(text: str, limit: int | None = None) -> str:
    """``text`` on one line, with control, direction and private characters spelled out.

    Args:
        text: Anything a site printed.
        limit: Cut after so many characters, with an ellipsis.

    Returns:
        Printable characters only, so that no escape sequence reaches a terminal. Rich markup is left alone: hand the
        result to ``rich.text.Text``, which does not read markup.
    """
    quick = text.isascii() and text.isprintable()
    safe = text if quick else "".join(_harmless(character) for character in text)
    if limit is not None and len(safe) > limit:
        return safe[: limit - 1] + "…"
    return safe


def _harmless(character: str) -> str:
    if character in _SILENT:
        return ""
    if character in _SPACES:
        return " "
    if unicodedata.category(character) in _SPELLED:
        return f"\\u{{{ord(character):x}}}"
    return character


def cell(text: str) -> str:
    """``text`` for a spreadsheet: harmless, and never a formula."""
    safe = plain(text)
    return "'" + safe if safe.startswith(_FORMULA) or safe.lstrip().startswith(_FORMULA) else safe
