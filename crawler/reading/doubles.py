"""The same column printed in several places of a page: which of them are kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from rules.facts import Column

_DISCLOSURE = re.compile(r"信息公开|政务公开|主动公开")
_AREA_RANK = {"tree": 5, "nav": 4, "body": 3, "hidden": 2, "footer": 1, "friend": 0}


def folded(name: str) -> str:
    """A name without the blanks that builders set between its characters."""
    return name.replace(" ", "")


def without_doubles(found: Iterable[tuple[int, Column]], *, own: Collection[str]) -> tuple[Column, ...]:
    """Keep of every name and address the place that tells most, in document order.

    What stands in the body below the page's own name stays beside its double in the menu: a column that shows its own
    parts is not empty because the menu shows them too. So does what stands below 政府信息公开 without a link: the
    heading is open then, whatever its link says.

    Args:
        found: Place in the document and column, in any order.
        own: Names the page gives itself, folded.
    """
    ordered = sorted(found, key=lambda pair: pair[0])
    unlinked = (folded(column.name) for _, column in ordered if column.url is None)
    heads = {*own, *(name for name in unlinked if _DISCLOSURE.search(name))}
    with_url = {(folded(column.name), column.parents) for _, column in ordered if column.url is not None}
    kept: dict[tuple[str, str | None, bool], Column] = {}
    for _, column in ordered:
        if column.url is None and (folded(column.name), column.parents) in with_url:
            continue
        below = column.area == "body" and bool(column.parents) and folded(column.parents[-1]) in heads
        key = (folded(column.name), column.url, below)
        known = kept.get(key)
        if known is None or _rank(column) > _rank(known):
            kept[key] = column
    return tuple(kept.values())


def _rank(column: Column) -> tuple[int, int]:
    return (_AREA_RANK[column.area], len(column.parents))
