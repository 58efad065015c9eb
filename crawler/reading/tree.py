"""One walk over the parsed page into a light tree that every reader shares.

The parser's nodes are wrappers made anew at each step; readers look at the same nodes many times. So the page is
walked once, and what readers need stands in flat lists in document order: a subtree is a slice of ``Page.nodes``,
its text a slice of ``Page.pieces``, its links a slice of ``Page.anchors``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

NODE_LIMIT = 40_000
"""Nodes that are read of one page; a page beyond it is cut there."""

DEPTH_LIMIT = 150
"""Levels that are kept apart; what is nested deeper stands side by side on the last level."""

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LINKS = frozenset({"a", "area"})
_OPENS = re.compile(r"[\"'][^\"'\s]*(?:\.s?html?|\.jsp|\.aspx?|\.pdf|\.docx?|/)(?:[?#][^\"']*)?[\"']", re.IGNORECASE)
_OPEN_LEVELS = 4_000
_OPEN_FORMATS = 400
_FORMAT_NAMES = r"(?:b|i|u|s|em|tt|big|font|code|nobr|small|strike|strong)"
_FORMAT_OPEN = re.compile(rf"<{_FORMAT_NAMES}(?=[\s>/])", re.IGNORECASE)
_FORMAT_CLOSE = re.compile(rf"</{_FORMAT_NAMES}(?=[\s>/])", re.IGNORECASE)
_FORMATS = re.compile(rf"</?{_FORMAT_NAMES}(?:\s[^<>]*)?/?>", re.IGNORECASE)
_LEVELS = re.compile(
    r"<(/?)(?:div|span|ul|ol|dl|table|section|article|center|form|fieldset|blockquote|main|nav|aside|"
    r"header|footer|label)\b",
    re.IGNORECASE,
)
_RAW = frozenset({"script", "style", "textarea", "xmp", "noembed", "iframe", "noframes"})
_BREAKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "th",
        "tr",
        "ul",
    ]
)


@lru_cache(maxsize=2048)
def _hides(style: str) -> bool:
    return _HIDDEN_STYLE.search(style) is not None


class Node:
    """An element; ``index`` and ``stop`` bound its subtree in ``Page.nodes``."""

    __slots__ = (
        "anchor_start",
        "anchor_stop",
        "attrs",
        "depth",
        "hidden",
        "index",
        "marks",
        "page",
        "parent",
        "piece_start",
        "piece_stop",
        "skipped",
        "stop",
        "tag",
        "zone",
    )

    def __init__(self, page: Page, tag: str, attrs: dict[str, str | None], parent: Node | None) -> None:
        self.page: Page = page
        self.tag: str = tag
        self.zone = ""
        self.skipped = False
        self.attrs = attrs
        self.parent = parent
        self.index = self.stop = len(page.nodes)
        self.piece_start = self.piece_stop = len(page.pieces)
        self.anchor_start = self.anchor_stop = len(page.anchors)
        self.depth: int = 0 if parent is None else parent.depth + 1
        self.hidden: bool = parent is not None and parent.hidden
        self.marks = ""
        if attrs:
            if not self.hidden:
                style = attrs.get("style")
                self.hidden = (style is not None and _hides(style)) or "hidden" in attrs
            identity = attrs.get("id")
            classes = attrs.get("class")
            if identity or classes:
                self.marks = f"{classes or ''} {identity or ''}".lower()

    @property
    def text(self) -> str:
        """The text of the subtree, blanks folded to one."""
        return squeeze("".join(self.page.pieces[self.piece_start : self.piece_stop]))

    @property
    def anchors(self) -> list[Node]:
        """The links of the subtree in order."""
        return self.page.anchors[self.anchor_start : self.anchor_stop]

    @property
    def nodes(self) -> list[Node]:
        """Every element below this one in order."""
        return self.page.nodes[self.index + 1 : self.stop]

    @property
    def children(self) -> list[Node]:
        """The elements directly below this one."""
        nodes = self.page.nodes
        found = []
        at = self.index + 1
        while at < self.stop:
            node = nodes[at]
            found.append(node)
            at = node.stop
        return found

    def get(self, name: str) -> str:
        """The attribute, trimmed; empty where there is none."""
        value = self.attrs.get(name)
        return value.strip() if value else ""

    def first(self, tag: str) -> Node | None:
        """The first element of that tag below this one."""
        nodes = self.page.nodes
        for at in range(self.index + 1, self.stop):
            if nodes[at].tag == tag:
                return nodes[at]
        return None

    def within(self, other: Node) -> bool:
        """Whether this element is ``other`` or stands below it."""
        return other.index <= self.index < other.stop

    def ancestors(self) -> list[Node]:
        """From the parent to the root."""
        found = []
        node = self.parent
        while node is not None:
            found.append(node)
            node = node.parent
        return found


class Page:
    """What one walk found."""

    __slots__ = ("_body", "_text", "anchors", "comments", "nodes", "owners", "pieces", "scripts", "shown", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self._body: Node | None = None
        self._text: str | None = None
        self.nodes: list[Node] = []
        self.pieces: list[str] = []
        self.owners: list[Node] = []
        """For each piece the element it stands directly in."""
        self.shown: list[int] = []
        """Places of the pieces that are more than blanks."""
        self.anchors: list[Node] = []
        self.comments: list[tuple[Node, str]] = []
        """Each comment with the element it stands in."""
        self.scripts: list[tuple[Node, str]] = []
        """Each script with its code; empty code for those loaded by address."""

    @property
    def root(self) -> Node:
        """The ``html`` element."""
        return self.nodes[0]

    @property
    def body(self) -> Node:
        """The ``body`` element, or the root of a page without one."""
        if self._body is None:
            self._body = next((node for node in self.root.children if node.tag in {"body", "frameset"}), self.root)
        return self._body

    @property
    def text(self) -> str:
        """The text of the whole body, blanks folded to one."""
        if self._text is None:
            self._text = self.body.text
        return self._text

    def release(self) -> None:
        """Let go of the elements: they and the page hold each other, and a crawl reads too many pages for that."""
        for kept in (self.nodes, self.owners, self.anchors, self.comments, self.scripts):
            kept.clear()
        self._body = None

    def by_id(self, *names: str) -> Node | None:
        """The first element that has one of these ids, the first name tried first."""
        wanted = {name.lower() for name in names}
        found: dict[str, Node] = {}
        for node in self.nodes:
            identity = node.attrs.get("id")
            if identity and identity.lower() in wanted:
                found.setdefault(identity.lower(), node)
        return next((found[name.lower()] for name in names if name.lower() in found), None)


def squeeze(text: str) -> str:
    """Fold every run of blanks, also ideographic ones, to one and trim."""
    if "\u200b" in text or "\ufeff" in text:
        text = text.replace("\u200b", " ").replace("\ufeff", " ")
    return " ".join(text.split())


def _bearable(source: str) -> str:
    """Take the sting out of markup that was written to cost time: a parser's work grows with what is left open.

    Formatting that is opened and never closed is cloned into every later paragraph, so beyond a number it is taken
    out, which no reader misses. Levels without end are cut.
    """
    if source.count("<") < _OPEN_LEVELS:
        if source.count("<") < 4 * _OPEN_FORMATS:
            return source
        if len(_FORMAT_OPEN.findall(source)) - len(_FORMAT_CLOSE.findall(source)) > _OPEN_FORMATS:
            return _FORMATS.sub(" ", source)
        return source
    if len(_FORMAT_OPEN.findall(source)) - len(_FORMAT_CLOSE.findall(source)) > _OPEN_FORMATS:
        source = _FORMATS.sub(" ", source)
    depth = 0
    for match in _LEVELS.finditer(source):
        depth += -1 if match.group(1) else 1
        if depth > _OPEN_LEVELS:
            return source[: match.start()]
        depth = max(depth, 0)
    return source


def parse(source: str) -> Page:
    """Parse a page once and walk it once."""
    page = Page(source)
    root: LexborNode | None = LexborHTMLParser(_bearable(source)).root
    top = Node(page, "html", {}, None)
    page.nodes.append(top)
    if root is None:
        return page
    top.attrs.update(root.attributes)
    open_nodes: list[tuple[LexborNode, Node | None]] = [(root, top)]
    current = root.child
    parent = top
    nodes, pieces, owners, shown = page.nodes, page.pieces, page.owners, page.shown
    while True:
        if current is None:
            raw, closing = open_nodes.pop()
            if closing is not None:
                closing.stop = len(nodes)
                closing.piece_stop = len(pieces)
                if closing.tag in _BREAKS:
                    pieces.append("\n")
                    owners.append(closing)
                closing.anchor_stop = len(page.anchors)
                if not open_nodes:
                    return page
                parent = closing.parent or top
            current = raw.next
            continue
        tag = current.tag
        if tag == "-text":
            text = current.text_content or ""
            if not text.isspace():
                shown.append(len(pieces))
            pieces.append(text)
            owners.append(parent)
            current = current.next
            continue
        if tag == "-comment":
            page.comments.append((parent, current.comment_content or ""))
            current = current.next
            continue
        if tag is None or tag[0] in "-!_" or len(nodes) >= NODE_LIMIT:
            current = current.next
            continue
        node = Node(page, tag, current.attributes, parent)
        nodes.append(node)
        if tag in _RAW:
            node.stop = len(nodes)
            if tag == "script":
                page.scripts.append((node, current.text(deep=True)))
            current = current.next
            continue
        if tag in _LINKS or ("onclick" in node.attrs and _OPENS.search(node.attrs["onclick"] or "")):
            page.anchors.append(node)
        if tag in _BREAKS:
            pieces.append("\n")
            owners.append(parent)
        child = current.child
        if child is None or len(open_nodes) >= DEPTH_LIMIT:
            node.stop = len(nodes)
            node.piece_stop = len(pieces)
            node.anchor_stop = len(page.anchors)
            if child is None:
                current = current.next
            else:
                open_nodes.append((current, None))
                current = child
            continue
        open_nodes.append((current, node))
        parent = node
        current = child
