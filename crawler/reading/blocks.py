"""Lists as they repeat on a page: dates find their rows, rows their container, containers of one kind are one block.

Which block the page is *about* is decided in ``entries``; here is only what stands there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from crawler.reading.dates import Partial
from crawler.reading.labels import NOT_PUBLISHED, date_labels
from crawler.reading.links import Link, is_cut, without_cut
from crawler.reading.tree import Node, Page, squeeze

if TYPE_CHECKING:
    import datetime as dt

    from crawler.reading.dates import Reading

_ROW_TITLES = 5
"""Links a row may hold beside its date; more is a part of the page with a stray date."""
_SHORTEST_TITLE = 6
_LONGEST_TITLE = 160
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "strong", "b"})
_ODD = re.compile(
    r"\b(?:odd|even|first|last|on|active|cur|current|hover|line\d+|li\d+|row\d+|item\d+|list\d+|bg\d*)\b|\d+"
)


class Row:
    """One line of a list."""

    __slots__ = ("core", "date", "link", "node", "order", "printed", "title")

    def __init__(self, node: Node, link: Link | None, title: str, reading: Reading | None) -> None:
        self.node = node
        self.core = node
        """The smallest element that holds title and date."""
        self.link = link
        self.title = title
        self.date: dt.date | Partial | None = reading.value if reading else None
        self.printed = reading.printed if reading else ""
        self.order = link.node.index if link else node.index


class Block:
    """Rows of one container, or of neighbouring containers of the same make."""

    __slots__ = ("container", "parts", "rows")

    def __init__(self, container: Node) -> None:
        self.container = container
        self.parts = [container]
        """The container and those that were merged in, in order."""
        self.rows: list[Row] = []

    @property
    def dated(self) -> int:
        """How many rows have a date."""
        return sum(1 for row in self.rows if row.date is not None)

    @property
    def hidden(self) -> bool:
        """Whether a reader does not see the list."""
        return self.rows[0].node.hidden if self.rows else self.container.hidden

    @property
    def zone(self) -> str:
        """The part of the page it stands in."""
        return self.rows[0].node.zone if self.rows else self.container.zone


class _Finder:
    """The state of one search; the page's lists do not change under it."""

    def __init__(self, page: Page, links: list[Link]) -> None:
        self.page = page
        self.links = links
        self.titles = [0]
        for link in links:
            self.titles.append(self.titles[-1] + link.is_title)
        self.labels: list[tuple[int, Reading]] = []
        self.places: list[int] = []

    def title_count(self, node: Node) -> int:
        return self.titles[node.anchor_stop] - self.titles[node.anchor_start]

    def label_span(self, node: Node) -> tuple[int, int]:
        return bisect_left(self.places, node.piece_start), bisect_left(self.places, node.piece_stop)

    def title_links(self, node: Node) -> list[Link]:
        return [link for link in self.links[node.anchor_start : node.anchor_stop] if link.is_title]


def find_blocks(page: Page, links: list[Link]) -> list[Block]:
    """Every dated list of the page in document order, hidden ones and those of head and foot included."""
    finder = _Finder(page, links)
    finder.labels = date_labels(page)
    if not finder.labels:
        return []
    finder.places = [place for place, _ in finder.labels]
    blocks: dict[int, Block] = {}
    linkless: dict[int, Block] = {}
    taken: set[int] = set()
    done_rows: set[int] = set()
    deferred: dict[int, Node] = {}
    for at, (place, _) in enumerate(finder.labels):
        if at in taken:
            continue
        row = _row_of(finder, page.owners[place])
        line = _line_of(page.owners[place])
        if line is not None and (row is None or (row.index < line.index and line.stop <= row.stop)):
            first, stop = finder.label_span(line)
            taken.update(range(first, stop))
            named = [link for link in links[line.anchor_start : line.anchor_stop] if len(link.name) > 1]
            if named:
                made = Row(line, named[0], named[0].name, _published_label(line, finder.labels[first:stop]))
                _add(blocks, line.parent or line, made)
            else:
                _add(linkless, line.parent or line, _plain_row(line, finder.labels[first:stop]))
            continue
        if row is None:
            continue
        titles = finder.title_count(row)
        first, stop = finder.label_span(row)
        if titles == 1 or stop - first == 1 or _is_one_row(row):
            taken.update(range(first, stop))
            if titles > _ROW_TITLES or row.index in done_rows:
                continue
            whole = _widened(finder, row, titles, stop - first)
            done_rows.update((row.index, whole.index))
            container = whole.parent or whole
            line_found = _make_row(finder, whole, finder.labels[first:stop])
            if line_found is not None:
                line_found.core = row
            _add(blocks, container, line_found)
        else:
            deferred[row.index] = row
    for row in deferred.values():
        first, stop = finder.label_span(row)
        fresh = [number for number in range(first, stop) if number not in taken]
        taken.update(fresh)
        for made in _sequence(finder, row, fresh):
            _add(blocks, row, made)
    found = [block for block in blocks.values() if block.rows]
    if not any(len(block.rows) > 1 and not block.hidden for block in found):
        found += [block for block in linkless.values() if len(block.rows) > 1 and _like_a_list(block)]
    for block in found:
        _add_undated(finder, block)
        block.rows.sort(key=lambda row: row.order)
    found.sort(key=lambda block: block.container.index)
    return _merged(found)


def _row_of(finder: _Finder, owner: Node) -> Node | None:
    """The smallest element around a date that also names something."""
    node: Node | None = owner
    while node is not None:
        if finder.titles[node.anchor_stop] > finder.titles[node.anchor_start]:
            return node
        if node.tag in {"a", "area"} and node.parent is not None and len(node.text) > 12:
            return node
        node = node.parent
    return None


def _line_of(owner: Node) -> Node | None:
    """The table line or list item around a date, where lists may stand without links."""
    node: Node | None = owner
    for _ in range(4):
        if node is None:
            return None
        if node.tag in {"tr", "li"}:
            return node
        node = node.parent
    return None


def _plain_row(line: Node, labels: list[tuple[int, Reading]]) -> Row | None:
    """A line without a link: its longest text is the title."""
    places = {place for place, _ in labels}
    texts = [
        squeeze(line.page.pieces[place])
        for place in range(line.piece_start, line.piece_stop)
        if place not in places and not line.page.pieces[place].isspace()
    ]
    title = max(texts, key=len, default="")
    if not _SHORTEST_TITLE <= len(title) <= _LONGEST_TITLE or title[-1:] in ":：":
        return None
    return Row(line, None, title, _published_label(line, labels))


def _like_a_list(block: Block) -> bool:
    """Lines without links are a list only where nothing else is on them: a document's tables are not."""
    if block.zone in {"footer", "header", "nav", "friend", "crumb"}:
        return False
    titles = {row.title for row in block.rows}
    return len(titles) * 2 > len(block.rows)


def _is_one_row(node: Node) -> bool:
    return node.tag in {"tr", "li"} and not any(inner.tag in {"tr", "li"} for inner in node.nodes)


def _widened(finder: _Finder, row: Node, titles: int, labels: int) -> Node:
    """The widest element that still holds only this row."""
    while True:
        parent = row.parent
        if parent is None or parent.tag in {"body", "html"}:
            return row
        first, stop = finder.label_span(parent)
        if stop - first != labels or finder.title_count(parent) != titles:
            return row
        row = parent


def _make_row(finder: _Finder, node: Node, labels: list[tuple[int, Reading]]) -> Row | None:
    choices = finder.title_links(node)
    if not choices:
        return None
    nested = (
        [inner for inner in node.nodes if inner.tag in {"ul", "ol", "dl"}]
        if node.tag in {"li", "div", "dd", "tr"}
        else []
    )
    if nested and len(choices) > 1:
        outside = [link for link in choices if not any(link.node.within(inner) for inner in nested)]
        choices = outside or choices
    link = max(choices, key=lambda choice: (len(choice.name) > 60) * -1 + min(len(choice.name), 60) / 100)
    reading = _published_label(node, labels)
    return Row(node, link, title_of(link, labels), reading)


def _published_label(node: Node, labels: list[tuple[int, Reading]]) -> Reading | None:
    if len(labels) == 1:
        return labels[0][1]
    full = [pair for pair in labels if not isinstance(pair[1].value, Partial)] or labels
    if node.tag == "tr" and node.parent is not None:
        by_head = _by_table_head(node, full)
        if by_head is not None:
            return by_head
    for place, reading in full:
        before = squeeze("".join(node.page.pieces[max(node.piece_start, place - 4) : place + 1]))
        if re.search(r"发布(?:日期|时间)|公开(?:日期|时间)", before):
            return reading
    return full[-1][1] if node.tag == "tr" else full[0][1]


def _by_table_head(node: Node, labels: list[tuple[int, Reading]]) -> Reading | None:
    """In a table with a head line, the column that says when it was published."""
    table: Node | None = node.parent
    while table is not None and table.tag != "table":
        table = table.parent
    if table is None:
        return None
    head = next((inner for inner in table.nodes if inner.tag == "tr"), None)
    if head is None or head is node:
        return None
    names = [cell.text for cell in head.children]
    cells = node.children
    for wanted in ("发布", "公开", "公布", "时间", "日期"):
        for at, name in enumerate(names):
            if wanted in name and not NOT_PUBLISHED.search(name) and at < len(cells):
                for place, reading in labels:
                    if cells[at].piece_start <= place < cells[at].piece_stop:
                        return reading
    return None


def title_of(link: Link, labels: list[tuple[int, Reading]]) -> str:
    """The title that a link shows, without the date that stands inside the link."""
    node = link.node
    if link.named_by != "text":
        return link.name
    inside = {place: reading for place, reading in labels if node.piece_start <= place < node.piece_stop}
    heading = None
    if len(node.nodes) > 1:
        heading = next((inner for inner in node.nodes if inner.tag in _HEADINGS or "tit" in inner.marks), None)
        if heading is not None and len(heading.text) > 3:
            return _full(heading.text, node)
    if not inside:
        return link.name
    kept = []
    for place in range(node.piece_start, node.piece_stop):
        piece = node.page.pieces[place]
        reading = inside.get(place)
        if reading is not None:
            piece = re.sub(
                r"[\[(（【〔]?\s*"
                + re.escape(reading.printed)
                + r"(?:\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?\s*[\])）】〕]?",
                " ",
                piece,
            )
            if not reading.rest and len(squeeze(piece)) < 12 and not is_cut(piece):
                piece = re.sub(r"(?:发布|更新)?(?:时间|日期)\s*[:：]", " ", piece)
        kept.append(piece)
    return _full(squeeze("".join(kept)), node) or link.name


def _full(text: str, node: Node) -> str:
    title = squeeze(node.get("title"))
    if title and is_cut(text) and len(title) >= len(without_cut(text)):
        return title
    return text


def _sequence(finder: _Finder, container: Node, numbers: list[int]) -> list[Row]:
    """Pair dates and titles that follow each other without a common wrapper."""
    choices = finder.title_links(container)
    if len(numbers) * 2 < len(choices) or len(numbers) < 2:
        return []
    places = [finder.labels[number][0] for number in numbers]
    date_first = bool(choices) and places[0] < choices[0].node.piece_start
    rows = []
    used: set[int] = set()
    starts = [link.node.piece_start for link in choices]
    for at, number in enumerate(numbers):
        place, reading = finder.labels[number]
        low = places[at - 1] if at else container.piece_start
        high = places[at + 1] if at + 1 < len(places) else container.piece_stop
        first, stop = (place, high) if date_first else (low, place + 1)
        near = choices[bisect_left(starts, first) : bisect_left(starts, stop)]
        near = [link for link in near if link.node.index not in used]
        if not near:
            continue
        link = near[0] if date_first else max(near, key=lambda choice: len(choice.name))
        used.add(link.node.index)
        rows.append(Row(link.node, link, title_of(link, [(place, reading)]), reading))
    return rows


def _add(blocks: dict[int, Block], container: Node, row: Row | None) -> None:
    if row is None or not row.title:
        return
    key = container.index * 2 + (row.node.hidden and not container.hidden)
    block = blocks.get(key)
    if block is None:
        block = blocks[key] = Block(container)
    block.rows.append(row)


def _add_undated(finder: _Finder, block: Block) -> None:
    """Lines of the same make without a date belong to the list too."""
    container = block.container
    row_nodes = {row.node.index for row in block.rows}
    members = [row for row in block.rows if row.node.parent is container]
    if len(members) < 2 or len(members) != len(block.rows):
        return
    tag = members[0].node.tag
    make = {(row.node.tag, _make(row.node)) for row in members}
    extra = []
    for child in container.children:
        if (
            child.tag != tag
            or child.index in row_nodes
            or (child.tag, _make(child)) not in make
            or child.hidden != members[0].node.hidden
        ):
            continue
        choices = finder.title_links(child)
        if len(choices) == 1 and len(choices[0].name) > 3 and len(child.text) < 200:
            extra.append(Row(child, choices[0], choices[0].name, None))
    if len(extra) <= len(members):
        block.rows.extend(extra)


def _make(node: Node) -> str:
    return _ODD.sub("", node.get("class").lower()).strip()


def _merged(blocks: list[Block]) -> list[Block]:
    """Neighbouring containers of one make are one list that is only set in groups."""
    merged: list[Block] = []
    by_make: dict[tuple[int, str, str, int], Block] = {}
    for block in blocks:
        node = block.container
        above = node.parent
        key = (above.index if above is not None else -1, node.tag, _make(node), node.hidden)
        known = by_make.get(key)
        if (
            known is not None
            and node.tag in {"ul", "ol", "table", "tbody", "dl", "div"}
            and _adjacent(known.parts[-1], node)
        ):
            known.rows.extend(block.rows)
            known.parts.append(node)
            continue
        by_make[key] = block
        merged.append(block)
    return merged


def _adjacent(before: Node, after: Node) -> bool:
    """Whether nothing that could be a heading stands between two containers."""
    if before.stop > after.index:
        return False
    between = after.page.pieces[before.piece_stop : after.piece_start]
    return len(squeeze("".join(between))) == 0
