"""Pictures that are content: a scanned notice, a chart of an organisation. Ornaments, buttons and banners are none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.reading.tree import Node, Page

_WIDE = 300
"""Pixels; a picture that is narrower holds no text worth reading."""
_NUMBER = re.compile(r"\d+")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|bmp|webp|tiff?)(?:$|[?#])", re.IGNORECASE)
_ORNAMENT = re.compile(
    r"logo|icon|arrow|bullet|btn|button|banner|blank|spacer|loading|qr|ewm|erweima|weixin|wechat|print|share|"
    r"(?:^|[/_-])(?:bg|dot|line|tit|top|foot|head|nav|close|ico)\d*[._-]",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(
    r"/(?:images?|img|static|skins?|styles?|theme|themes|template|templates|css|common)/", re.IGNORECASE
)


def count_pictures(page: Page) -> int:
    """Pictures in the main part of a page that may be its content.

    A picture inside a link leads elsewhere. One without a printed width counts unless it lies with the ornaments of
    the template.
    """
    return sum(node.tag == "img" and not node.skipped and _is_content(node) for node in page.nodes)


def _is_content(node: Node) -> bool:
    source = node.get("src")
    if not (_PICTURE.search(source) or source.startswith("data:image/")) or _ORNAMENT.search(source.rpartition("/")[2]):
        return False
    parent = node.parent
    while parent is not None:
        if parent.tag == "a":
            return False
        parent = parent.parent
    width = _NUMBER.match(node.get("width"))
    if width is not None and "%" not in node.get("width"):
        return int(width[0]) >= _WIDE
    return not _TEMPLATE.search(source)
