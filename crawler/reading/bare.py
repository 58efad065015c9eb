"""Labels that a page prints with nothing behind them: 办公地址： and then the next label, an empty cell, or the end.

Only what is proven is named. A picture, a field, a script or an element that a script may fill behind the label, or a
value that may stand in another line or column, leaves it open, and then the label is not among these.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from crawler.reading.tree import squeeze
from crawler.reading.zones import NOT_CONTENT, NOT_TEXT
from rules.facts import BareLabel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.reading.tree import Node, Page

_NAME = r"[\u4e00-\u9fa5][\u4e00-\u9fa5（）()/、]{1,11}"
_NUMBERED = r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*)?"
_ALONE = re.compile(rf"{_NUMBERED}({_NAME})[:：]")
_WITH_VALUE = re.compile(rf"{_NUMBERED}({_NAME})[:：]\s*[^\s:：]")
_TWO = re.compile(rf"(?<![\u4e00-\u9fa5])({_NAME})[:：]\s*(?=({_NAME})[:：]\s*[^\s:：])")
_CELL_NAME = re.compile(rf"{_NUMBERED}({_NAME})[:：]?")
_MEDIA = frozenset(
    {
        *("img", "canvas", "svg", "video", "audio", "map", "meter"),
        *("input", "select", "textarea", "button", "output"),
        *("iframe", "object", "embed", "script"),
    }
)
_TEMPLATE = re.compile(r"^(?:v-|:|ng-|data-bind|th:|x-)")
_CELLS = frozenset({"td", "th", "dt", "dd"})
_BLOCKS = frozenset(
    {
        *("p", "div", "li", "section", "article", "h1", "h2", "h3", "h4", "h5", "h6", "form", "body"),
        *("td", "th", "tr", "table", "dt", "dd", "dl", "ul", "ol"),
    }
)
_PAIRED = (2, 4, 6)
_MOST = 20
_SENTENCE = 25
"""Characters from which on a piece of text is more than a label."""
_PROSE = 60
"""Characters of sentences that make a text."""
_LONGEST = 16


class _Spot(NamedTuple):
    """A label alone in its piece of text."""

    place: int
    name: str


def read_bare(page: Page) -> tuple[BareLabel, ...]:
    """The labels with nothing behind them, in order, at most twenty."""
    shown = [place for place in page.shown if not _is_elsewhere(page.owners[place])]
    fillers = sorted(node.piece_start for node in page.nodes if _may_fill(node))
    found = chain(_in_text(page, shown, fillers), _in_cells(page))
    return tuple(dict.fromkeys(islice(found, _MOST)))


def count_concealed(page: Page) -> int:
    """Characters in parts of the page that are hidden until a click; links, navigation, head and foot left out."""
    found = 0
    for place in page.shown:
        owner = page.owners[place]
        if owner.hidden and owner.tag not in NOT_TEXT and owner.zone not in NOT_CONTENT and not _is_in_link(owner):
            found += len(page.pieces[place].strip())
    return found


def count_beside(page: Page, content: Node | None) -> int:
    """Characters in sentences that stand outside the content, its frame and links; 0 where the whole body was read."""
    if content is None:
        return 0
    found = 0
    for place in page.shown:
        owner, length = page.owners[place], len(page.pieces[place].strip())
        if length < _SENTENCE or content.piece_start <= place < content.piece_stop:
            continue
        if not (_is_elsewhere(owner) or owner.zone or _is_in_link(owner)):
            found += length
    return found


def has_sentences(part: Node) -> bool:
    """Whether a part of a page holds sentences beside its links."""
    page = part.page
    length = sum(
        len(page.pieces[place].strip())
        for place in range(part.piece_start, part.piece_stop)
        if len(page.pieces[place].strip()) >= _SENTENCE and not _is_in_link(page.owners[place])
    )
    return length >= _PROSE


def _is_in_link(owner: Node) -> bool:
    return owner.tag == "a" or any(node.tag == "a" for node in owner.ancestors()[:3])


def _is_elsewhere(owner: Node) -> bool:
    return owner.hidden or owner.tag in NOT_TEXT or owner.zone in {"nav", "header", "crumb"}


def _may_fill(node: Node) -> bool:
    """Whether an element shows something that is no text, or is left empty for a script to fill."""
    if node.tag in _MEDIA:
        return True
    if "url(" in node.get("style"):
        return True
    is_place = "id" in node.attrs or any(_TEMPLATE.match(name) for name in node.attrs)
    return is_place and (node.piece_start == node.piece_stop or not node.text)


def _in_text(page: Page, shown: list[int], fillers: list[int]) -> Iterator[BareLabel]:
    """Labels in running text: alone in their piece, or with the next label in the same one."""
    run: list[_Spot] = []
    for place in shown:
        text = squeeze(page.pieces[place])
        alone = _ALONE.fullmatch(text) if len(text) <= _LONGEST else None
        owner = page.owners[place]
        if owner.zone in NOT_CONTENT:
            yield from _ended(page, run if owner.zone == "footer" else [], fillers, stop=place)
            run = []
            continue
        if alone is not None and _cell_of(owner) is None:
            run.append(_Spot(place, alone[1]))
            continue
        value = _WITH_VALUE.match(text)
        if run and value is not None:
            yield from _before(page, run, fillers, stop=place, following=value[1])
        elif len(run) > 1 and _block_of(owner) is _block_of(page.owners[run[-1].place]):
            last = run.pop()
            yield from _before(page, run, fillers, stop=last.place, following=last.name)
        run = []
        if alone is None:
            yield from (BareLabel(match[1], match[2]) for match in _TWO.finditer(text))
    yield from _ended(page, run, fillers, stop=len(page.pieces))


def _before(page: Page, run: list[_Spot], fillers: list[int], *, stop: int, following: str) -> Iterator[BareLabel]:
    """Labels one after another, each alone in its line, before one that has its value beside it."""
    names = [*(spot.name for spot in run[1:]), following]
    ends = [*(spot.place for spot in run[1:]), stop]
    for spot, name, end in zip(run, names, ends, strict=True):
        if _is_closed(page, spot, fillers, stop=end):
            yield BareLabel(spot.name, name)


def _ended(page: Page, run: list[_Spot], fillers: list[int], *, stop: int) -> Iterator[BareLabel]:
    """Labels after which the page has nothing to say."""
    ends = [*(spot.place for spot in run[1:]), stop]
    for spot, end in zip(run, ends[: len(run)], strict=True):
        if _is_closed(page, spot, fillers, stop=end):
            yield BareLabel(spot.name)


def _is_closed(page: Page, spot: _Spot, fillers: list[int], *, stop: int) -> bool:
    """Whether the label ends its line, and nothing that may show something stands before the next piece."""
    block = _block_of(page.owners[spot.place])
    own = squeeze("".join(page.pieces[spot.place : min(stop, block.piece_stop)]))
    at = bisect_left(fillers, spot.place + 1)
    return _ALONE.fullmatch(own) is not None and (at >= len(fillers) or fillers[at] > stop)


def _in_cells(page: Page) -> Iterator[BareLabel]:
    """Labels of tables whose cell beside them is empty, where no value can stand behind or below."""
    rows = [
        node for node in page.nodes if node.tag in {"tr", "dl"} and node.zone not in NOT_CONTENT and not node.hidden
    ]
    for number, node in enumerate(rows):
        cells = _cells(node)
        if len(cells) not in _PAIRED:
            continue
        filled = (row for row in islice(rows, number + 1, None) if row.text and row.piece_start >= node.piece_stop)
        following = next(filled, None) if node.tag == "tr" else None
        is_below = following is not None and _table_of(following) is _table_of(node)
        below = _cells(following) if following is not None and is_below else []
        for at in range(0, len(cells), 2):
            if not _is_void(cells[at + 1]) or cells[at].anchors:
                continue
            name = _CELL_NAME.fullmatch(squeeze(cells[at].text))
            if name is None or not _is_label_or_void(cells[at + 2 : at + 3]):
                continue
            if is_below:
                is_closed = len(below) == len(cells) and _CELL_NAME.fullmatch(squeeze(below[at].text)) is not None
            else:
                is_closed = at + 2 < len(cells) or _ends_there(page, node)
            if is_closed:
                yield BareLabel(name[1])


def _is_label_or_void(cells: list[Node]) -> bool:
    return all(_CELL_NAME.fullmatch(squeeze(cell.text)) is not None or not cell.text for cell in cells)


def _table_of(row: Node) -> Node | None:
    return next((node for node in row.ancestors() if node.tag == "table"), row.parent)


def _ends_there(page: Page, node: Node) -> bool:
    """Whether nothing but labels with their values follows a row."""
    for place in page.shown[bisect_left(page.shown, node.piece_stop) :]:
        owner = page.owners[place]
        if owner.zone in NOT_CONTENT:
            return True
        if not _is_elsewhere(owner):
            return _WITH_VALUE.match(squeeze(page.pieces[place])) is not None
    return True


def _cells(row: Node) -> list[Node]:
    return [child for child in row.children if child.tag in _CELLS]


def _is_void(cell: Node) -> bool:
    """Whether a cell shows nothing and no script can find a place in it."""
    inner = (cell, *cell.nodes)
    return not cell.text and not any(_may_fill(node) for node in inner)


def _cell_of(owner: Node) -> Node | None:
    return next((node for node in (owner, *owner.ancestors()) if node.tag in _CELLS), None)


def _block_of(owner: Node) -> Node:
    return next((node for node in (owner, *owner.ancestors()) if node.tag in _BLOCKS), owner.page.body)
