"""Columns: the tree as a citizen sees it, from names that link somewhere and from headings that group them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from crawler.reading.doubles import folded, without_doubles
from crawler.reading.jsdata import written_markup
from crawler.reading.links import FUNCTION_WORDS, Link, address_of, is_more, read_links
from crawler.reading.tabs import tab_addresses
from crawler.reading.tree import Node, Page, parse, squeeze
from crawler.reading.urls import is_article_address, normalise_url
from crawler.reading.zones import mark_zones
from rules.facts import Area, Column

if TYPE_CHECKING:
    from crawler.reading.blocks import Block

_LONGEST = 40
_RANKS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HEADING = 26
_YEAR = re.compile(r"(?:19|20)\d{2}\s*年?")
_NOISE = re.compile(
    r"ICP备|ICP证|公网安备|网安备|^https?://|^www\.|@|^\d+$|^\W+$|今天是|站点地图x|支持IPv6|网站支持|"
    r"建议使用|浏览器|字号|字体|^[A-Za-z]$|版权所有|技术支持|点击次数|浏览次数|滚动|扫码|二维码|TRS_|"
    r"^图片$|^详情"
)
_FIXED = (
    re.compile(r"公开指南"),
    re.compile(r"公开(?:工作)?制度|公开规定"),
    re.compile(r"法定主动公开|主动公开(?:基本)?目录|信息公开目录|^公开目录"),
    re.compile(r"公开(?:工作)?(?:年报|年度报告)"),
    re.compile(r"依申请公开|申请公开"),
)
_FIXED_ENOUGH = 3
_TREE_LINKS = 160
_GROUPS = frozenset({"ul", "ol", "dl", "dd", "table", "div", "section", "p", "tbody"})
_LABELS = _RANKS | {
    "dt",
    "strong",
    "b",
    "span",
    "p",
    "div",
    "a",
    "em",
    "legend",
    "th",
    "td",
    "font",
    "label",
    "li",
    "i",
}
_ITEMS = frozenset({"li", "dd", "dt", "h3", "h4", "div", "tr"})
_WRAPPERS = frozenset({"td", "tr", "li"})
_NOT_A_NAME = re.compile(
    r"[。；;!！?？：:]|\d{4}[-/.年]\d|[条页次]$|^[\d\W]+$|加载|暂无|没有|(?:更新|建设|整理|维护|完善|"
    r"升级|筹建)中|正在|敬请|稍[后候]"
)
_HEADING_PIECES = 8
_CHINESE = re.compile(r"[\u4e00-\u9fa5]{2}")
_MENU = 2
"""Linked items that make a list of names a menu."""
_TITLE_MARKS = re.compile(r"tit|head|hd|name|caption|lm|bt|h\d|menu|nav|tab")


class Named(NamedTuple):
    """The columns of a page, and the elements that hold their names: those are menus, not text."""

    columns: tuple[Column, ...]
    elements: list[Node]


def read_columns(page: Page, links: list[Link], *, blocks: list[Block], base: str, here: frozenset[str]) -> Named:
    """Every column that the page names, in document order.

    Args:
        page: The page, zones marked.
        links: All links, parallel to ``page.anchors``.
        blocks: The page's lists; their rows are entries, not columns.
        base: The address relative links start from.
        here: Names the page gives itself (title, column name, end of the breadcrumb); an item of that name whose link
            is empty leads to this page.
    """
    rows = {
        row.link.node.index
        for block in blocks
        for row in block.rows
        if row.link is not None and (len(block.rows) > 1 or row.date is not None)
    }
    reader = _Reader(page, links, base, here)
    for link in links:
        if link.node.index not in rows:
            reader.take(link)
    reader.take_names_without_links()
    reader.take_options()
    return Named(reader.result(), reader.elements)


def read_written_menus(page: Page, base: str) -> tuple[Column, ...]:
    """Menus that a script writes word for word: ``document.write('<li><a href=…>…</a></li>')``."""
    found: list[Column] = []
    for _, code in page.scripts:
        if "document.write" not in code or "<a" not in code.lower():
            continue
        markup = "".join(written_markup(code))
        if "<a" not in markup.lower():
            continue
        inner = parse(markup)
        mark_zones(inner)
        reader = _Reader(inner, read_links(inner, base), base, frozenset())
        for link in reader.links:
            reader.take(link)
        reader.take_names_without_links()
        found.extend(
            structs.replace(column, area="nav" if column.area == "body" else column.area) for column in reader.result()
        )
        inner.release()
    return tuple(found)


class _Reader:
    def __init__(self, page: Page, links: list[Link], base: str, here: frozenset[str]) -> None:
        self.page = page
        self.links = links
        self.base = base
        self.here = here
        self.by_anchor = {link.node.index: link for link in links}
        self.labels: dict[int, tuple[str, int, Link | None] | None] = {}
        self.found: list[tuple[int, Column]] = []
        self.headings: set[int] = set()
        self.elements: list[Node] = []
        self.known: set[int] = set()
        self.tree = self._disclosure_tree()
        self.tabs = tab_addresses(links)

    def take(self, link: Link) -> None:
        node = link.node
        zone = node.zone
        if zone in {"crumb", "pager"} or (node.tag not in {"a", "area"} and node.anchor_stop - node.anchor_start > 1):
            return
        if is_more(link.name):
            self._more(link)
            return
        name = link.name
        if not _fits(name):
            return
        if zone in {"", "side", "friend"} and len(name) > 12 and is_article_address(link.url):
            return
        parents = self._parents(node, name)
        self.found.append((node.index, Column(name, self._url(link), parents, self._area(node))))
        self.elements.append(node)

    def _url(self, link: Link) -> str | None:
        if link.url is None and "href" in link.node.attrs and link.href == "" and folded(link.name) in self.here:
            return normalise_url(self.base)
        return link.url or self.tabs.get(link.node.index)

    def _area(self, node: Node) -> Area:
        if self.tree is not None and node.within(self.tree):
            return "tree"
        zone = node.zone
        if zone == "friend" or (node.parent is not None and node.parent.tag == "option"):
            return "friend"
        if zone == "footer":
            return "footer"
        if node.hidden and not _is_submenu(node):
            return "hidden"
        if zone in {"nav", "header"}:
            return "nav"
        return "body"

    def _parents(self, node: Node, name: str) -> tuple[str, ...]:
        parents: list[str] = []
        current = node
        above = node.parent
        for _ in range(16):
            if above is None or above.tag in {"body", "html"}:
                break
            label = self._label(current)
            if label is not None:
                text, place, link = label
                if (not parents or parents[-1] != text) and folded(text) != folded(name) and place != node.index:
                    parents.append(text)
                    if link is None and place not in self.headings:
                        self._add_heading(place, text)
                    if len(parents) == 4:
                        break
            current = above
            above = current.parent
        return tuple(reversed(parents))

    def _add_heading(self, place: int, text: str) -> None:
        self.headings.add(place)
        node = self.page.nodes[place]
        if node.piece_stop - node.piece_start <= _HEADING_PIECES:
            self.elements.append(node)
        if node.zone in {"crumb", "pager"}:
            return
        above = self._parents(node, text)
        url = None
        around = node.parent
        if around is not None and around.anchor_stop - around.anchor_start == 1:
            more = self.links[around.anchor_start]
            if is_more(more.name):
                url = more.url
        self.found.append((place, Column(text, url, above, self._area(node))))

    def _label(self, group: Node) -> tuple[str, int, Link | None] | None:
        """What a group of links is headed by: the item it hangs on, or the heading right before it."""
        known = self.labels.get(group.index, 0)
        if known != 0:
            return known  # type: ignore[return-value]
        self.labels[group.index] = None
        found = self._find_label(group)
        self.labels[group.index] = found
        return found

    def _find_label(self, group: Node) -> tuple[str, int, Link | None] | None:
        above = group.parent
        if above is None or (group.tag not in _GROUPS and group.tag != "tr"):
            return None
        if group.tag == "tr":
            return self._line_above(group)
        links = group.anchor_stop - group.anchor_start
        if links < (1 if group.tag in {"ul", "ol", "dl", "dd"} else 2):
            return None
        before: list[Node] = []
        for child in above.children:
            if child.index >= group.index:
                break
            if child.tag not in {"script", "style", "br", "img", "input", "hr", "link"}:
                before.append(child)
        while before and not before[-1].text and not before[-1].anchors:
            before.pop()
        if not before:
            return self._loose_label(above, group) if above.tag in {"li", "dd", "dl"} else None
        nearest = before[-1]
        if group.tag == "dd":
            nearest = next((child for child in reversed(before) if child.tag == "dt"), nearest)
        if nearest.tag not in _LABELS or (nearest.tag == group.tag and nearest.get("class") == group.get("class")):
            return None
        # A group that has headings of the same rank is a neighbour of that heading, not what stands below it.
        ranks = {node.tag for node in (nearest, *nearest.nodes) if node.tag in _RANKS}
        if ranks and any(node.tag in ranks for node in group.nodes):
            return None
        return self._as_label(nearest, group)

    def _line_above(self, group: Node) -> tuple[str, int, Link | None] | None:
        """In a tree made of tables, the line before the one that holds a table of its own."""
        above = group.parent
        if above is None or not any(node.tag in {"table", "ul", "dl"} for node in group.nodes):
            return None
        lines = [child for child in above.children if child.tag == "tr" and child.index < group.index]
        if not lines or any(node.tag in {"table", "ul", "dl"} for node in lines[-1].nodes):
            return None
        return self._as_label(lines[-1], group)

    def _as_label(self, node: Node, group: Node) -> tuple[str, int, Link | None] | None:
        links = [link for link in self.links[node.anchor_start : node.anchor_stop] if link.name]
        titles = [link for link in links if not is_more(link.name)]
        if len(titles) > 1:
            return None
        if node.zone in {"crumb", "pager"} or node.zone == "header" != group.zone:
            return None
        if titles:
            beside = node.text.replace(titles[0].name, "", 1)
            if _CHINESE.search("".join(part for part in beside.split() if not is_more(part))):
                return None  # a box with a heading of its own, and one link in it: nothing that heads its neighbour
            if len(titles[0].name) <= _HEADING and titles[0].name not in FUNCTION_WORDS:
                return titles[0].name, titles[0].node.index, titles[0]
            return None
        text = node.text
        for link in links:
            text = text.replace(link.name, "")
        text = squeeze(text).strip(" ·•>＞:：|")
        heading = (
            node.tag in {"h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "strong", "b", "legend"}
            or _TITLE_MARKS.search(node.marks) is not None
        )
        if not 2 <= len(text) <= (_HEADING if heading else 16) or _NOISE.search(text) or text in FUNCTION_WORDS:
            return None
        if _NOT_A_NAME.search(text):
            return None
        return text, node.index, None

    def _loose_label(self, above: Node, group: Node) -> tuple[str, int, Link | None] | None:
        """A name that stands as bare text before a nested list."""
        text = squeeze("".join(self.page.pieces[above.piece_start : group.piece_start])).strip(" ·•>＞:：|")
        if 2 <= len(text) <= _HEADING and not _NOISE.search(text) and not _NOT_A_NAME.search(text):
            return text, above.index, None
        return None

    def _more(self, link: Link) -> None:
        """更多 stands for the heading beside it."""
        node = link.node
        title = squeeze(node.get("title"))
        if 1 < len(title) <= _HEADING and not is_more(title) and title not in FUNCTION_WORDS:
            self.found.append((node.index, Column(title, link.url, (), self._area(node))))
            self.elements.append(node)
            return
        if link.url is None:
            return
        above = node.parent
        for _ in range(4):
            if above is None or above.tag in {"body", "html"}:
                return
            titles = [
                other
                for other in self.links[above.anchor_start : above.anchor_stop]
                if other.node is not node and other.name and not is_more(other.name)
            ]
            if len(titles) == 1 and titles[0].node.index < node.index and len(titles[0].name) <= _HEADING:
                if titles[0].url is None:
                    self.found.append((node.index, Column(titles[0].name, link.url, (), self._area(node))))
                return
            if titles:
                before = [other for other in titles if other.node.index < node.index]
                if before:
                    return
                text = squeeze("".join(self.page.pieces[above.piece_start : node.piece_start]))
            else:
                text = squeeze(above.text.replace(link.name, " "))
            text = text.strip(" ·•>＞:：|")
            if text:
                if 2 <= len(text) <= _HEADING and not _NOISE.search(text) and text not in FUNCTION_WORDS:
                    self.found.append((node.index, Column(text, link.url, (), self._area(node))))
                return
            above = above.parent

    def take_names_without_links(self) -> None:
        """Items of a menu that name a column and lead nowhere: their neighbours are links."""
        seen: set[int] = set()
        self.known = {node.index for node in self.elements}
        for link in self.links:
            item = link.node.parent
            while item is not None and item.parent is not None and item.tag not in _ITEMS and item.tag != "body":
                item = item.parent
            while item is not None and item.parent is not None and item.parent.tag in _WRAPPERS and _alone(item):
                item = item.parent
            if item is None or item.parent is None or item.tag == "body":
                continue
            menu = item.parent
            if menu.index in seen:
                continue
            seen.add(menu.index)
            self._unlinked_items(menu, item.tag)

    def _unlinked_items(self, menu: Node, tag: str) -> None:
        children = [child for child in menu.children if child.tag == tag]
        if all(child.anchor_stop - child.anchor_start == 1 for child in children):
            return
        children = [child for child in children if child.anchor_stop > child.anchor_start or child.text]
        linked = [child for child in children if child.anchor_stop > child.anchor_start]
        if (
            len(linked) < _MENU
            or len(linked) * 2 < len(children)
            or menu.zone in {"crumb", "pager", "footer", "friend"}
        ):
            return
        if sum(1 for child in linked if self._holds_column(child)) * 2 < len(linked):
            return
        for child in children:
            nested = next((node for node in child.nodes if node.tag in {"ul", "ol", "dl"}), None)
            stop = nested.piece_start if nested is not None else child.piece_stop
            own = [link for link in self.links[child.anchor_start : child.anchor_stop] if link.node.piece_start < stop]
            if own or child.index in self.headings:
                continue
            name = squeeze("".join(self.page.pieces[child.piece_start : stop])).strip(" ·•>＞:：|»")
            if (
                not 2 <= len(name) <= _HEADING
                or _NOISE.search(name)
                or name in FUNCTION_WORDS
                or _NOT_A_NAME.search(name)
            ):
                continue
            if any(column.name == name for place, column in self.found if child.index <= place < child.stop):
                continue
            self.found.append((child.index, Column(name, None, self._parents(child, name), self._area(child))))
            if nested is None:
                self.elements.append(child)

    def _holds_column(self, item: Node) -> bool:
        return any(anchor.index in self.known for anchor in item.anchors)

    def take_options(self) -> None:
        """Drop-down lists of other sites."""
        for node in self.page.nodes:
            if node.tag != "option":
                continue
            value = node.get("value")
            if value[:4].lower() != "http":
                continue
            name = node.text
            if 1 < len(name) <= _LONGEST and not re.search(r"请选择|^-+", name):
                self.found.append(
                    (
                        node.index,
                        Column(name, address_of(node, self.base) or normalise_url(value, self.base), (), "friend"),
                    )
                )

    def _disclosure_tree(self) -> Node | None:
        """The element around the fixed columns of a disclosure platform."""
        hits: list[tuple[int, Node]] = []
        for place in self.page.shown:
            piece = self.page.pieces[place]
            if "公开" in piece and len(piece) < 60:
                owner = self.page.owners[place]
                short = len(piece.strip()) < 8 and owner.piece_stop - owner.piece_start < 12
                text = owner.text.replace(" ", "") if short else piece.strip().replace(" ", "")
                if len(text) > 24:
                    continue
                for kind, pattern in enumerate(_FIXED):
                    if pattern.search(text):
                        hits.append((kind, owner))
                        break
        if len({kind for kind, _ in hits}) < _FIXED_ENOUGH:
            return None
        hits = hits[:_TREE_LINKS]
        best: Node | None = None
        best_kinds = 0
        for _, start in hits:
            node: Node | None = start
            while node is not None and node.tag not in {"body", "html"}:
                kinds = len({kind for kind, other in hits if other.within(node)})
                if kinds >= _FIXED_ENOUGH:
                    size = node.anchor_stop - node.anchor_start
                    if size <= _TREE_LINKS and (
                        kinds > best_kinds
                        or (
                            kinds == best_kinds
                            and best is not None
                            and size > best.anchor_stop - best.anchor_start
                            and start.within(best)
                        )
                    ):
                        best, best_kinds = node, kinds
                    break
                node = node.parent
        if best is not None and best.zone in {"nav", "header"} and any(node.tag == "li" for node in best.ancestors()):
            return None
        return best

    def result(self) -> tuple[Column, ...]:
        """Every column in document order, each once."""
        return without_doubles(self.found, own=self.here)


@lru_cache(maxsize=16_384)
def _fits(name: str) -> bool:
    """Whether a name can be that of a column."""
    if _YEAR.fullmatch(name):
        return True
    return 2 <= len(name) <= _LONGEST and name not in FUNCTION_WORDS and not _NOISE.search(name)


def _alone(item: Node) -> bool:
    """Whether an element is the only one in its parent."""
    above = item.parent
    return above is not None and above.index + 1 == item.index and above.stop == item.stop


def _is_submenu(node: Node) -> bool:
    """Hidden until the pointer stands on it: the hidden element hangs on an item, or in the navigation."""
    hidden = node
    while hidden.parent is not None and hidden.parent.hidden:
        hidden = hidden.parent
    if hidden.zone in {"nav", "header"}:
        return True
    above = hidden.parent
    return above is not None and (
        above.tag in {"li", "dd", "dl"} or re.search(r"nav|menu|sub", hidden.marks + above.marks) is not None
    )
