"""Names that only switch a list, and the address beside them: a row of tabs with one 更多 for each.

In ``<ul><li><a href="javascript:;">通告公示</a></li>…</ul><div><a href="tggs.html">更多>></a>…</div>`` a reader sees
a name and the way on: the first 更多 belongs to the first name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.reading.links import is_more

if TYPE_CHECKING:
    from crawler.reading.links import Link
    from crawler.reading.tree import Node

_MOST = 12
_ROWS = frozenset({"ul", "ol", "div", "dl"})


def tab_addresses(links: list[Link]) -> dict[int, str]:
    """Addresses of columns whose names lead nowhere themselves.

    Args:
        links: All links of a page, parallel to ``page.anchors``.

    Returns:
        Index of the name's element to the address of the 更多 that stands in the same place of its own row; a row of
        names whose number is not that of the addresses behind it is left alone.
    """
    rows: dict[int, tuple[Node, list[Link]]] = {}
    for link in links:
        row = _row_of(link)
        if row is not None:
            rows.setdefault(row.index, (row, []))[1].append(link)
    found: dict[int, str] = {}
    for row, names in rows.values():
        if len(names) > _MOST or row.anchor_stop - row.anchor_start != len(names):
            continue
        ways = _ways_behind(row, links, alone=len(names) == 1)
        if len(ways) == len(names) == len(set(ways)):
            found.update(zip((name.node.index for name in names), ways, strict=True))
    return found


def _row_of(link: Link) -> Node | None:
    """The list in which a name without an address stands, alone in its item."""
    if link.url is not None or not link.name or is_more(link.name):
        return None
    item = link.node.parent
    if item is None or item.anchor_stop - item.anchor_start != 1:
        return None
    row = item.parent
    return row if row is not None and row.tag in _ROWS else None


def _ways_behind(row: Node, links: list[Link], *, alone: bool) -> list[str]:
    """Addresses of every 更多 that stands behind the row in the same box; right behind it where the name is alone."""
    around = row.parent
    if around is None or around.tag in {"body", "html"}:
        return []
    stop = around.anchor_stop
    if alone:
        following = next((child for child in around.children if child.index >= row.stop), None)
        stop = following.anchor_stop if following is not None else row.anchor_stop
    behind = links[row.anchor_stop : stop]
    if alone and len(behind) != 1:
        return []
    return [link.url for link in behind if link.url is not None and is_more(link.name)]
