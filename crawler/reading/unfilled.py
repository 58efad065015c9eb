"""Lists of a home page that hold nothing in the page as sent and that a script may fill: news that nobody read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.reading.tree import Node, Page

_LISTS = frozenset({"ul", "ol", "dl", "tbody"})
_ELSEWHERE = frozenset({"nav", "header", "footer", "crumb", "pager"})
_NO_NEWS = re.compile(
    r"weather|tianqi|tongji|counter|visit|conac|jiucuo|share|getdate|new date|clock|search|baidu|cnzz|lunar",
    re.IGNORECASE,
)
_MOST = 5


def read_unfilled(page: Page) -> tuple[str, ...]:
    """Return such lists by their tag and id, in order.

    A list counts where a script stands in it, an inline script names its id, or it has an id and the page loads
    scripts; another box only where a script stands in it that is none of the usual counters, clocks and the like.
    """
    scripts = [(node, code or "") for node, code in page.scripts]
    inline = "\n".join(code for _, code in scripts)
    loads = any(node.get("src") for node, _ in scripts)
    found: dict[str, None] = {}
    for node in page.nodes:
        if node.tag not in _LISTS and node.tag != "div":
            continue
        if node.zone in _ELSEWHERE or node.hidden or not _is_empty(node):
            continue
        inside = [(script, code) for script, code in scripts if _stands_in(script, node)]
        fills = any(not _NO_NEWS.search(f"{script.get('src')} {code}") for script, code in inside)
        name = node.get("id")
        named = node.tag in _LISTS and bool(name) and (loads or name in inline)
        if fills or named:
            found.setdefault(f"{node.tag}#{name}")
    return tuple(found)[:_MOST]


def _stands_in(script: Node, box: Node) -> bool:
    return script.within(box) if box.tag in _LISTS else script.parent is box


def _is_empty(node: Node) -> bool:
    return not node.text.strip() and not node.anchors and not any(each.tag == "img" for each in node.nodes)
