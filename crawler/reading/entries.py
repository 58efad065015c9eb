"""The list that a page is about: chosen among its blocks, with years that the list itself proves."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal, NamedTuple

from crawler.reading.blocks import Block, Row
from crawler.reading.dates import Partial, make_date, url_date
from crawler.reading.links import Link, is_cut
from crawler.reading.tree import Node, Page, squeeze
from crawler.reading.urls import is_article_address
from rules.facts import Entry

_SIDE_HEAD = re.compile(r"最新|热门|热点|推荐|相关|排行|点击|图片|阅读|浏览|关注|往期|精彩|专题")
_SIDE_BOX = re.compile(
    r".{0,4}?(?:最新|最近|近期)(?:发布|更新|文章|信息|资讯|推荐|消息|动态)|推荐(?:阅读|文章|信息|新闻|"
    r"内容)?|(?:相关|延伸|拓展)(?:阅读|文章|信息|新闻|链接|文件|解读|政策|推荐)"
    r"|(?:本周|本月|今日|一周)?(?:热门|热点|热搜|热评)(?:文章|信息|新闻|推荐|阅读|点击|排行|关注|资讯|"
    r"榜)?|(?:点击|阅读|浏览|访问|新闻|文章)排行(?:榜)?|猜你喜欢|大家都在看|图片新闻|视频新闻"
    r"|(?:精彩|编辑|专题|栏目)推荐|往期回顾|随机(?:阅读|文章)"
)
_NO_LINES = re.compile(r"(?:共|总计|总数)\s*[:：]?\s*0\s*(?:条|篇|项|页|个)|(?<!\d)0\s*条(?:记录|信息|数据)")
_CHINESE = re.compile(r"[\u4e00-\u9fa5]")
_LONE_TITLE = 8
_LONE_WORDS = 4
"""Signs that may stand beside title and date of a single line; a document's line of date and source has more."""
_ENOUGH = 2
_BESIDE = 3
"""Levels between a list and its pager."""
_TITLE_LENGTH = 10
_SHORT_TITLE = 6
_FIXED = re.compile(r"^(?:政府)?信息公开(?:指南|制度|年报|年度报告|目录)$|^法定主动公开|^依申请公开")
"""Names of a disclosure platform's fixed columns: a list of these is its menu."""
_LIST_TAGS = frozenset({"ul", "ol", "dl", "table", "tbody"})
_ROW_TAGS = frozenset({"li", "tr", "dd", "dt"})
_OUTSIDE = frozenset({"footer", "friend", "crumb", "pager"})
_HEAD_LENGTH = 40
_ENTRY_LIMIT = 2_000

Mode = Literal["list", "channel", "undated", "none"]


class Choice(NamedTuple):
    """The rows that are the page's own, the blocks they stand in, and why."""

    rows: tuple[Row, ...] = ()
    blocks: tuple[Block, ...] = ()
    mode: Mode = "none"
    read_from: str = ""
    boxes: tuple[Block, ...] = ()
    """Lists that stand on every page alike; their lines are nobody's content."""


def choose(page: Page, blocks: list[Block], *, pager: Node | None, paged: bool, here: frozenset[str]) -> Choice:
    """Decide which dated block, or which blocks together, the page is about.

    Args:
        page: The page, zones marked.
        blocks: Every dated block.
        pager: The element that shows the pager.
        paged: Whether the page has a pager at all; such a page is about one list.
        here: Names the page gives itself.
    """
    choice = _choose(page, blocks, pager=pager, paged=paged, here=here)
    chosen = {id(block) for block in choice.blocks}
    return choice._replace(boxes=tuple(block for block in blocks if id(block) not in chosen and _is_side_box(block)))


def _choose(page: Page, blocks: list[Block], *, pager: Node | None, paged: bool, here: frozenset[str]) -> Choice:
    """Decide by place, heading, pager and size."""
    shown = [block for block in blocks if not block.hidden and _is_list(block)]
    inside = [
        block for block in shown if block.zone not in _OUTSIDE and (block.zone != "header" or len(block.rows) > 2)
    ]
    candidates = inside or [block for block in shown if len(block.rows) > 2]
    own = [block for block in candidates if not _is_side_box(block) or _headed(block, here)]
    if candidates and not own and (len(candidates) > 1 or _stands_empty(page)):
        return Choice(read_from="only boxes that stand on every page")
    candidates = own or candidates
    if not candidates:
        hidden = [
            block
            for block in blocks
            if block.hidden and _is_list(block) and len(block.rows) > 1 and block.zone not in _OUTSIDE
        ]
        if not hidden:
            return Choice()
        return Choice(_rows(hidden), tuple(hidden), "channel", "hidden lists, the page shows no other")
    scored = sorted(candidates, key=lambda block: (-_score(block, pager, here), block.container.index))
    best = scored[0]
    if paged or len(candidates) == 1:
        return Choice(_rows([best]), (best,), "list", _where(best))
    best_score = _score(best, pager, here)
    second = _score(scored[1], pager, here)
    if best_score >= 3 * second:
        return Choice(_rows([best]), (best,), "list", _where(best))
    headed = [block for block in candidates if _headed(block, here)]
    if len(headed) == 1 and (len(headed[0].rows) >= _ENOUGH or headed[0] is best):
        return Choice(_rows(headed), (headed[0],), "list", _where(headed[0]))
    together = [
        block for block in candidates if block.zone != "side" and not _SIDE_HEAD.search(_heading(block))
    ] or candidates
    together.sort(key=lambda block: block.container.index)
    if len(together) == 1:
        return Choice(_rows(together), (together[0],), "list", _where(together[0]))
    return Choice(_rows(together), tuple(together), "channel", f"{len(together)} lists of the page together")


def _is_side_box(block: Block) -> bool:
    """A box that stands beside every list: marked so, or headed 最新发布, 热门文章 and the like."""
    return block.zone == "side" or _SIDE_BOX.fullmatch(_heading(block).replace(" ", "")) is not None


def _stands_empty(page: Page) -> bool:
    """Whether the page shows a list of its own that has no lines."""
    if any("0" in piece and _NO_LINES.search(piece) for piece in page.pieces):
        return True
    for node in page.nodes:
        if node.tag in _LIST_TAGS and not node.skipped and node.zone != "side" and not node.anchors and not node.text:
            return True
        if node.marks and node.tag == "div" and not node.skipped and "list" in node.marks and not node.anchors:
            text = node.text
            if not text or len(text) < 30:
                return True
    return False


def _is_list(block: Block) -> bool:
    if len(block.rows) > 1:
        return block.dated > 0
    row = block.rows[0]
    if row.link is None or row.date is None or isinstance(row.date, Partial) or len(row.title) < 4:
        return False
    if block.container.tag in _LIST_TAGS or row.node.tag in _ROW_TAGS or row.core.tag in _ROW_TAGS:
        return True
    beside = row.core.text.replace(row.link.name, "").replace(row.printed, "")
    return len(row.title) >= _LONE_TITLE and len(_CHINESE.findall(beside)) <= _LONE_WORDS


def _score(block: Block, pager: Node | None, here: frozenset[str]) -> float:
    titles = [len(row.title) for row in block.rows]
    average = sum(titles) / len(titles)
    score = block.dated + 0.3 * (len(block.rows) - block.dated)
    if average < 6:
        score *= 0.6
    if block.zone == "side":
        score *= 0.3
    elif block.zone in {"nav", "header"}:
        score *= 0.7
    if _headed(block, here):
        score *= 1.5
    elif _SIDE_HEAD.search(_heading(block)):
        score *= 0.4
    if pager is not None and block.container.index < pager.index:
        score *= 1.0 + 2.0 / (1 + _distance(block.container, pager))
    return score


def _distance(container: Node, pager: Node) -> int:
    """How many levels above the pager the nearest common element is."""
    levels = 0
    node: Node | None = pager
    while node is not None and not container.within(node):
        node = node.parent
        levels += 1
    return levels


def _heading(block: Block) -> str:
    """The short text right before a list."""
    page = block.container.page
    text = ""
    for place in range(block.container.piece_start - 1, max(-1, block.container.piece_start - 24), -1):
        piece = page.pieces[place]
        if piece.isspace() or not piece:
            continue
        text = squeeze(piece) + text
        if len(text) >= 2 and not re.fullmatch(r"(?:更多|more|[+>»\s\d\W])+", text, re.IGNORECASE):
            break
    return text[-_HEAD_LENGTH:]


def _headed(block: Block, here: frozenset[str]) -> bool:
    heading = _heading(block).replace(" ", "")
    return any(name and (heading == name or heading.endswith(name)) for name in here)


def _where(block: Block) -> str:
    node = block.container
    mark = node.get("class") or node.get("id")
    return f"{len(block.rows)} rows in <{node.tag}{' class=' + mark if mark else ''}>"


def _rows(blocks: list[Block]) -> tuple[Row, ...]:
    """Rows in order, those repeated for the phone once."""
    seen: set[tuple[str, str | None]] = set()
    rows: list[Row] = []
    several = len(blocks) > 1
    for block in blocks:
        for row in block.rows:
            url = row.link.url if row.link is not None else None
            key = (row.title, url)
            if several and key in seen:
                continue
            seen.add(key)
            rows.append(row)
    return tuple(rows[:_ENTRY_LIMIT])


def undated(page: Page, links: list[Link], *, here: frozenset[str], pager: Node | None, content: Node | None) -> Choice:
    """A list without dates: documents by their address, or titles in full beneath the page's heading."""
    best: tuple[float, Node, list[Row]] | None = None
    for node in page.nodes:
        if (
            node.tag not in {"ul", "ol", "tbody", "div", "table", "dl", "td", "p"}
            or node.zone in {"nav", "header", "footer", "friend", "crumb", "pager", "side"}
            or node.hidden
        ):
            continue
        if node.anchor_stop - node.anchor_start < 1 or node.anchor_stop - node.anchor_start > _ENTRY_LIMIT:
            continue
        if content is not None and node.within(content):
            continue
        rows = _undated_rows(node, links)
        if not rows:
            continue
        documents = sum(1 for row in rows if row.link is not None and is_article_address(row.link.url))
        average = sum(len(row.title.replace(" ", "")) for row in rows) / len(rows)
        if len(rows) == 1 and not documents:
            continue
        close = pager is not None and _distance(node, pager) <= _BESIDE
        titles = average >= _TITLE_LENGTH and len(rows) > _ENOUGH
        if documents * 2 < len(rows) and not titles and not (close and average >= _SHORT_TITLE):
            continue
        if any(_FIXED.search(row.title.replace(" ", "")) for row in rows):
            continue
        score = (
            len(rows)
            + documents
            + (4 if _headed(Block(node), here) else 0)
            + (2 if pager is not None and node.index < pager.index else 0)
        )
        if best is None or score > best[0]:
            best = (score, node, rows)
    if best is None:
        return Choice()
    block = Block(best[1])
    block.rows = best[2]
    return Choice(tuple(best[2]), (block,), "undated", f"{len(best[2])} undated rows in <{best[1].tag}>")


def _undated_rows(node: Node, links: list[Link]) -> list[Row]:
    rows = []
    children = node.children
    counted = 0
    for child in children:
        own = [link for link in links[child.anchor_start : child.anchor_stop] if link.is_title]
        if not own:
            continue
        counted += 1
        targets = {link.url or link.name for link in own}
        if len(targets) > 1 or child.tag in {"ul", "table", "form"}:
            continue
        link = max(own, key=lambda choice: len(choice.name))
        if len(link.name) < 3 or (len(child.text) > len(link.name) + 160):
            continue
        rows.append(Row(child, link, link.name, None))
    return rows if rows and len(rows) * 10 >= counted * 8 else []


def to_entries(rows: tuple[Row, ...]) -> tuple[Entry, ...]:
    """Rows as facts; a year is filled in only where the list proves it."""
    dates = _prove_years(rows)
    entries = []
    for row, date in zip(rows, dates, strict=True):
        link = row.link
        title = row.title
        if link is not None and is_cut(title):
            full = squeeze(link.node.get("title"))
            if len(full) > len(title) - 3:
                title = full
        entries.append(Entry(title=title, url=link.url if link is not None else None, date=date, read_from=row.printed))
    return tuple(entries)


def _prove_years(rows: tuple[Row, ...]) -> list[dt.date | None]:
    dates: list[dt.date | None] = [row.date if isinstance(row.date, dt.date) else None for row in rows]
    for at, row in enumerate(rows):
        if not isinstance(row.date, Partial):
            continue
        url = row.link.url if row.link is not None else None
        written = url_date(url) if url else None
        if written is not None and written[1] == row.date.month:
            dates[at] = make_date(written[0], row.date.month, row.date.day)
    for at, row in enumerate(rows):
        if dates[at] is None and isinstance(row.date, Partial):
            dates[at] = _between(rows, dates, at, row.date)
    return dates


def _between(rows: tuple[Row, ...], dates: list[dt.date | None], at: int, partial: Partial) -> dt.date | None:
    """A neighbour above and one below of the same year, the order kept, leave no other year."""
    above = next((dates[place] for place in range(at - 1, -1, -1) if dates[place] is not None), None)
    below = next((dates[place] for place in range(at + 1, len(rows)) if dates[place] is not None), None)
    if above is None or below is None or above.year != below.year:
        return None
    value = make_date(above.year, partial.month, partial.day)
    if value is not None and min(above, below) <= value <= max(above, below):
        return value
    return None
