"""The text of a page without head, navigation and foot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.reading.zones import NOT_TEXT

if TYPE_CHECKING:
    from crawler.reading.tree import Node, Page

_TODAY = re.compile(r"(?:今天是?|今日|现在是)\s*[:：]?\s*\d{4}\s*年[^\n]{0,24}")


def main_text(page: Page, content: Node | None, *, without: list[Node]) -> str:
    """The text of the content, or of the page without head, navigation and foot; scripts and hidden parts left out.

    Args:
        page: The page, zones marked.
        content: The element that holds the text, ``None`` for the whole body.
        without: Parts that are read elsewhere (the list).
    """
    node = content if content is not None else page.body
    start, stop = node.piece_start, node.piece_stop
    if content is None and not without:
        pairs = zip(page.pieces[start:stop], page.owners[start:stop], strict=True)
        return _in_lines([piece for piece, owner in pairs if not owner.skipped])
    spans = sorted((part.piece_start, part.piece_stop) for part in without)
    parts: list[str] = []
    at = place_after = 0
    for place in range(start, stop):
        while at < len(spans) and spans[at][1] <= place:
            at += 1
        if at < len(spans) and spans[at][0] <= place:
            place_after = max(place_after, spans[at][1])
        if place < place_after:
            continue
        owner = page.owners[place]
        if content is None:
            if owner.skipped:
                continue
        elif owner.tag in NOT_TEXT or (owner.hidden and not content.hidden):
            continue
        parts.append(page.pieces[place])
    return _in_lines(parts)


def _in_lines(parts: list[str]) -> str:
    folded = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    text = "\n".join(line for line in folded if line)
    return _TODAY.sub("", text).strip() if "今" in text or "现在是" in text else text
