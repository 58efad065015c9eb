"""Which part of the page an element stands in: header, navigation, breadcrumb, footer, friend links, pager, side.

Class names are the first witness; words are the second, since many pages name their parts by numbers only.
"""

from __future__ import annotations

import re
from functools import lru_cache

from crawler.reading.tree import Node, Page, squeeze

_MARKS = (
    (
        "footer",
        re.compile(
            r"(?<![a-z])(?:foot|footer|copyright|copyrights|copy_right|banquan|btm|pagefoot)(?![a-uw-z])|"
            r"footer|(?<![a-z])foot[-_]|(?<![a-z])page[-_]?bottom|(?<![a-z])bottom(?![a-z])"
        ),
    ),
    (
        "crumb",
        re.compile(
            r"crumb|(?<![a-z])(?:position|weizhi|dqwz|curpos|cur_?position|sitepath|site-?path|mbx|wzdh|"
            r"dangqian|dqwz|current-?location|location|path)(?![a-z])"
        ),
    ),
    (
        "pager",
        re.compile(
            r"(?<![a-z])(?:pager?|paging|pagination|fenye\d*|pages|page_?div|page_?num|pagenav|page-?bar|"
            r"pagelist|pageno|pz_fy|turnpage|laypage)(?![a-z])"
        ),
    ),
    (
        "friend",
        re.compile(
            r"friend|youqing|yqlj|(?<![a-z])(?:f?links?|wzlj|xglj|frlink|bottomlink|weblink|linkbox|"
            r"link-?list)(?![a-z])"
        ),
    ),
    (
        "nav",
        re.compile(
            r"(?<![a-z])(?:nav|menu)(?!y)|(?<![a-z])(?:daohang|subnav|leftnav|topnav|mainnav|dh)(?![a-z])"
            r"|[-_](?:nav|menu)(?![a-z])|(?<![a-z])(?:side|left|sub|top|main|site|head)(?:nav|menu)|dl_nav"
        ),
    ),
    (
        "header",
        re.compile(
            r"(?<![a-z])(?:header|head|topbar|top_?bar|pagehead|top|logo|banner|search|searchbox)(?![a-z])|"
            r"(?<![a-z])header|(?<![a-z])head-"
        ),
    ),
    (
        "side",
        re.compile(
            r"(?<![a-z])(?:side|sidebar|aside|hot|related|relation|xgxx|xgwj|xgyd|xgjd|tuijian|recommend|rank|"
            r"phb|popbox|latest|zxfb|hotnews|rightnews|tjyd)(?![a-z])"
        ),
    ),
)
_UNMARKED = frozenset({"body", "html", "a", "span", "li", "i", "img", "em", "input"})
"""Elements whose marks say nothing of a part of the page."""
_TAGS = {"footer": "footer", "nav": "nav", "header": "header", "aside": "side"}
_KEEPS = {
    "footer": frozenset({"footer"}),
    "friend": frozenset({"friend", "footer"}),
    "nav": frozenset({"nav", "crumb", "friend"}),
    "crumb": frozenset({"crumb"}),
    "pager": frozenset({"pager"}),
    "header": frozenset({"header", "nav", "crumb", "friend"}),
    "side": frozenset({"side", "nav", "pager", "friend"}),
    "": frozenset({"footer", "crumb", "pager", "friend", "nav", "header", "side"}),
}
"""What an element may turn into below a zone; what is not listed keeps the zone above it."""

NOT_CONTENT = frozenset({"footer", "nav", "header", "crumb", "friend", "pager"})
"""Zones whose text is not the page's own."""
NOT_TEXT = frozenset({"script", "style", "option", "select", "noscript", "button", "textarea", "title", "marquee"})
"""Elements whose text no reader reads as text."""
_OF_DOCUMENT = re.compile(
    r"(?:art|article|cont?|content|detail|news|info|tit|title|list|main|xl|wz|text|box|neirong)"
    r"[a-z]{0,4}[-_]?(?:head|header|top|foot|footer|bottom)"
)
"""Head and foot of a document, not of the page."""
_OF_TITLE = re.compile(r"发布(?:时间|日期)\s*[:：]|来\s*源\s*[:：]|浏览(?:次数|量)|责任编辑|索\s*引\s*号")
_FURNITURE = frozenset({"img", "form", "input"})
_PART = 0.3
_FRIEND_MARKS = re.compile(r"friend|youqing|yqlj|wzlj|xglj")
_FOOT_WORDS = re.compile(
    r"网站标识码|[Ii][Cc][Pp][备证]|公网安备|版权所有|主办(?:单位)?\s*[:：]|承办\s*[:：]|技术支持|C(?:opyright|OPYRIGHT)|copyright"
)
_CRUMB_WORDS = re.compile(
    r"(?:当前|现在|所在|您的|你的|目前|所处)[的在]?位置|您现在的?位置|当前所在|您所在的?|"
    r"^位置\s*[:：]|当前栏目\s*[:：]|^首页\s*[>＞»/]"
)
_WORTH_A_LOOK = re.compile(r"[码证备权办持Cc位所栏首链连航网]")
"""Signs without which a piece holds none of the words below."""
_FRIEND_WORDS = re.compile(
    r"^\W{0,3}(?:友情链接|相关链接|网站链接|链接|网站导航|常用链接|外部链接|部门网站|政府网站|"
    r"友情连接|网上链接|站群导航)\W{0,3}$"
)
_LABEL = 60
_LONGEST_WORDS = 300
"""Characters; a longer piece is a paragraph."""
_SHORT_LABEL = 12
_FOOT_TEXT = 900
_FOOT_PIECES = 400
_FOOT_ABOVE = 160
"""Characters that may stand above a foot word in the same element without making it more than a foot."""
_CRUMB_TEXT = 260
_FRIEND_LINKS = 3


@lru_cache(maxsize=4096)
def _zone_of_marks(marks: str) -> str:
    of_document = _OF_DOCUMENT.search(marks) is not None
    for zone, pattern in _MARKS:
        if pattern.search(marks) and not (of_document and zone in {"header", "footer"}):
            return zone
    return ""


def mark_zones(page: Page) -> None:
    """Set ``zone`` of every element, once, before any reader looks at it."""
    nodes = page.nodes
    forced = _forced(page)
    for node in nodes:
        parent = node.parent
        above = parent.zone if parent is not None else ""
        tag = node.tag
        own = forced.get(node.index) or _TAGS.get(tag)
        if own is None and node.marks and tag not in _UNMARKED:
            own = _zone_of_marks(node.marks)
            if own and not _believable(node, own, page):
                own = ""
        zone = own if own and own in _KEEPS[above] else above
        node.zone = zone
        node.skipped = node.hidden or zone in NOT_CONTENT or node.tag in NOT_TEXT


def _believable(node: Node, zone: str, page: Page) -> bool:
    """A mark on the wrapper of the whole page says nothing, nor does 'top' on something full of text."""
    pieces = len(page.pieces)
    share = (node.piece_stop - node.piece_start) / pieces if pieces else 0
    if zone == "pager":
        return node.anchor_stop - node.anchor_start <= 40 and len(node.text) <= 400
    if zone == "crumb":
        return len(node.text) <= _CRUMB_TEXT
    if zone == "footer":
        if node.piece_start < pieces * 0.3 or share >= 0.6:
            return False
        return share >= _PART or _OF_TITLE.search("".join(page.pieces[node.piece_start : node.piece_stop])) is None
    if zone == "header":
        if share >= 0.5 or node.piece_start >= pieces * 0.5:
            return False
        if node.anchor_stop == node.anchor_start and not any(inner.tag in _FURNITURE for inner in node.nodes):
            return False
        return share >= _PART or _OF_TITLE.search("".join(page.pieces[node.piece_start : node.piece_stop])) is None
    if zone == "friend":
        return share < 0.6 and (node.piece_start > pieces * 0.4 or _FRIEND_MARKS.search(node.marks) is not None)
    return share < 0.85


@lru_cache(maxsize=16_384)
def _zones_of_words(piece: str) -> tuple[str, ...]:
    """What a piece of text says of the part it stands in; the same pieces come back on every page of a site."""
    if len(piece) > _LONGEST_WORDS or _WORTH_A_LOOK.search(piece) is None:
        return ()
    found = ["footer"] if _FOOT_WORDS.search(piece) else []
    if len(piece) < _LABEL:
        stripped = piece.strip()
        if _CRUMB_WORDS.search(stripped):
            found.append("crumb")
        elif len(stripped) < _SHORT_LABEL and _FRIEND_WORDS.match(stripped):
            found.append("friend")
    return tuple(found)


def _forced(page: Page) -> dict[int, str]:
    """Zones that words prove: the foot by its marks of the site, the breadcrumb and the friend links by their label."""
    forced: dict[int, str] = {}
    count = len(page.pieces)
    pieces = page.pieces
    foot_from = count * 0.4
    foot_stop = 0
    for at in page.shown:
        words = _zones_of_words(pieces[at])
        if not words:
            continue
        owner = page.owners[at]
        if "footer" in words and at > foot_from:
            if at < foot_stop:
                continue
            node, zone = _climb(page, owner, count), "footer"
            if node is not None:
                foot_stop = node.piece_stop
        elif "crumb" in words:
            node, zone = _crumb_node(owner), "crumb"
        elif "friend" in words:
            node, zone = _friend_node(owner, count), "friend"
        else:
            continue
        if node is not None:
            forced.setdefault(node.index, zone)
    return forced


def _climb(page: Page, node: Node, count: int) -> Node | None:
    """The widest element around a foot word that is still only a foot."""
    best = None
    current: Node | None = node
    while current is not None and current.tag not in {"body", "html"}:
        if current.piece_start < count * 0.4 or current.piece_stop - current.piece_start > _FOOT_PIECES:
            break
        text = current.text
        if len(text) > _FOOT_TEXT:
            break
        if best is not None:
            above = squeeze("".join(page.pieces[current.piece_start : best.piece_start]))
            if len(above) > _FOOT_ABOVE and not _FOOT_WORDS.search(above):
                break
        if current.tag not in {"a", "span", "font", "b", "strong", "td", "tr", "tbody", "li"}:
            best = current
            if best.marks and _zone_of_marks(best.marks) == "footer":
                break
        current = current.parent
    return best


def _crumb_node(node: Node) -> Node | None:
    current: Node | None = node
    for _ in range(5):
        if current is None or current.tag in {"body", "html"}:
            return None
        text = current.text
        if len(text) > _CRUMB_TEXT:
            return None
        if current.anchor_stop - current.anchor_start >= 1 or any(sign in text for sign in ">＞»→›/"):
            return current
        current = current.parent
    return None


def _friend_node(node: Node, count: int) -> Node | None:
    current: Node | None = node
    for _ in range(5):
        if current is None or current.tag in {"body", "html"}:
            return None
        if current.piece_stop - current.piece_start > count * 0.85:
            return None
        options = sum(1 for inner in current.nodes if inner.tag == "option")
        if current.anchor_stop - current.anchor_start + options >= _FRIEND_LINKS:
            return current
        current = current.parent
    return None
