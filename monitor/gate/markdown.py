"""Text as Markdown that reads as it was: nothing in it becomes a link, a picture, a heading or a mention."""

from __future__ import annotations

import re
from urllib.parse import quote

from monitor.text import plain

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
"""CommonMark lets every one of these be escaped."""
_URI_SAFE = "/:?#!$&'*+,;=-._~%@"


def escaped(text: str) -> str:
    """``text`` on one line, every ASCII punctuation mark escaped; HTML's own as entities, for cells of tables."""
    safe = plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"&(?:amp|lt|gt);|" + _PUNCTUATION.pattern, _escape, safe)


def _escape(found: re.Match[str]) -> str:
    return found[0] if len(found[0]) > 1 else "\\" + found[0]


def linked(words: str, url: str) -> str:
    """Words that lead to a page; only the words where the address is none of the web."""
    if not url.startswith(("http://", "https://")):
        return escaped(words)
    return f"[{escaped(words)}](<{quote(plain(url), safe=_URI_SAFE)}>)"
