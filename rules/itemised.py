"""Lists of matters (权力清单, 事项清单): the names of what they list, and whether a name stands in another list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rules.normalise import simplify
from rules.titles import flat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.inspection import Inspection

SAMPLE = 10
"""Names that are looked up: evenly spaced over the sorted list, the same for the same list."""
_FEWEST = 5
_MOSTLY = 0.6
_SHORTEST = 4
_LONGEST = 60
_ALIKE = 0.5
_DOCUMENT = re.compile(
    r"清单|目录|公告|通知|通告|公示|汇总|印发|关于|职责|附件|一览表|流程图|(?:19|20)\d{2}年|[市县区州省][^，]{0,8}局$|委员会$|办公室$"
)
# A power that nobody applies for stands in no list of services, whatever words its name shares with one.
_UNASKED = re.compile(r"处罚|强制|检查|征收|征用|没收|责令|监督|取缔|查封|扣押|撤销|吊销|裁决")
_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_NUMBER = re.compile(r"^\s*[\d一二三四五六七八九十]{1,4}\s*[、.．)）]\s*")


def matters_of(inspection: Inspection, only: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the names of the matters that a column lists, sorted, each once.

    Args:
        inspection: the column.
        only: words of which one must stand in the name, or in that of the sub-column; empty takes all.
    """
    found: dict[str, str] = {}
    for line in inspection.lines:
        name = _NUMBER.sub("", simplify(line.title)).strip()
        if line.url == line.page.url or not _is_matter(name):
            continue
        wanted = any(word in name or word in line.within for word in only)
        if not only or (wanted and _UNASKED.search(name) is None):
            found.setdefault(flat(name), name)
    return tuple(found[key] for key in sorted(found))


def is_itemised(inspection: Inspection) -> bool:
    """Whether a column lists matters one by one, not documents that hold lists of them."""
    lines = [line for line in inspection.lines if line.url != line.page.url]
    matters = sum(_is_matter(_NUMBER.sub("", simplify(line.title)).strip()) for line in lines)
    return matters >= _FEWEST and matters >= _MOSTLY * len(lines)


def sample(names: Sequence[str], number: int = SAMPLE) -> tuple[str, ...]:
    """Evenly spaced names, the first and the last among them; all where there are no more than ``number``."""
    if len(names) <= number:
        return tuple(names)
    step = (len(names) - 1) / (number - 1)
    return tuple(names[round(place * step)] for place in range(number))


def may_stand_in(name: str, listed: Sequence[str]) -> bool:
    """Whether one of the listed names may be the same matter: half of the pairs of letters are the same, in any order.

    Two lists rarely name a matter alike to the letter, so what is half alike is taken for the same.
    """
    pairs = _pairs(flat(_BRACKETS.sub("", name))) or _pairs(flat(name))
    return any(len(pairs & _pairs(flat(other))) >= _ALIKE * len(pairs) for other in listed)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[place : place + 2] for place in range(len(text) - 1))


def _is_matter(name: str) -> bool:
    return _SHORTEST <= len(name) <= _LONGEST and _DOCUMENT.search(name) is None
