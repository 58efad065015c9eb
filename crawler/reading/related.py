"""What may lead to related pages without a link: headings that a script fills, words to click on, frames."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.reading.links import address_of, is_more
from crawler.reading.tree import squeeze

if TYPE_CHECKING:
    from crawler.reading.tree import Node, Page

_MOST = 5
_LONGEST = 14
_LONGEST_FRAME = 200
_NO_PAGE = re.compile(r"video|player|map\.|share|weather|tianqi|counter|tongji|\.mp4|\.swf", re.IGNORECASE)
_LEVELS = 4
_NO_HEADINGS = frozenset({"title", "option", "script"})
_ELSEWHERE = frozenset({"nav", "header", "footer", "crumb", "pager"})
_HEADING = re.compile(
    r"[\s\[【(（<>》|·•■]*(?:相关|关联|延伸|政策|文件|原文|图文|解读|文字|视频|图片|推荐|上下篇|点击|查看|阅读|进入|详见)"
    r"(?:政策|文件|解读|阅读|链接|稿件|文档|信息|内容|资料|新闻|文章|材料|原文|推荐|关联|专题){1,3}[\s\]】)）:：>》|]*"
)


def read_related(page: Page, base: str) -> tuple[str, ...]:
    """Return such headings, each once, in order; those within links and in menus, head and foot are left out.

    Args:
        page: the parsed page.
        base: what its links are relative to; one without an address, or to more of the kind, leads nowhere.
    """
    found: dict[str, None] = {}
    for place, at in enumerate(page.shown):
        text = page.pieces[at]
        if len(text) > _LONGEST * 4:
            continue
        words = squeeze(text)
        if len(words) > _LONGEST or not _HEADING.fullmatch(words):
            continue
        owner = page.owners[at]
        if owner.zone in _ELSEWHERE or owner.hidden or owner.tag in _NO_HEADINGS or _anchor_of(owner) is not None:
            continue
        following = page.owners[page.shown[place + 1]] if place + 1 < len(page.shown) else None
        if following is None or not _leads_on(following, _container(owner, words), base):
            found.setdefault(words)
    for node in page.nodes:
        if node.tag == "iframe" and node.zone not in _ELSEWHERE and not node.hidden and _shows(node):
            found.setdefault(f"iframe {node.get('src')}"[:_LONGEST_FRAME])
    return tuple(found)[:_MOST]


def _shows(frame: Node) -> bool:
    """Whether a frame shows a page of its own: not a film, a map, a counter or nothing at all."""
    source = frame.get("src")
    if not source or source.startswith(("about:", "javascript:")) or _NO_PAGE.search(source):
        return False
    return not {frame.get("width").removesuffix("px"), frame.get("height").removesuffix("px")} & {"0", "1"}


def _anchor_of(node: Node) -> Node | None:
    """The link that an element stands in."""
    return next((each for each in (node, *node.ancestors()) if each.tag == "a"), None)


def _container(owner: Node, words: str) -> Node:
    """The element that holds the heading and what belongs to it."""
    node = owner
    for _ in range(_LEVELS):
        if node.parent is None or node.parent.tag in {"body", "html"} or node.text.strip() != words:
            break
        node = node.parent
    return node


def _leads_on(following: Node, container: Node, base: str) -> bool:
    """Whether the words after a heading are a link with an address that stands in the same element."""
    anchor = _anchor_of(following)
    if anchor is None or not anchor.within(container) or is_more(anchor.text):
        return False
    return address_of(anchor, base) is not None
