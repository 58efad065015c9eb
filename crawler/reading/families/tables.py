"""Old ASP and JSP sites: table layout, ``font`` and ``marquee`` elements, framesets, image maps for navigation."""

from __future__ import annotations

from crawler.reading.family import Family, Sight

_OLD = frozenset({"font", "marquee", "frameset", "frame", "center", "map"})
_TABLES = 8
_OLD_ENOUGH = 4


def _recognise(sight: Sight) -> bool:
    tables = old = modern = 0
    for node in sight.page.nodes:
        tag = node.tag
        if tag == "table":
            tables += 1
        elif tag in _OLD:
            if tag == "frameset":
                return True
            old += 1
        elif tag in {"div", "section"}:
            modern += 1
    return (tables >= _TABLES and modern < 3 * tables) or (tables >= 3 and old >= _OLD_ENOUGH and modern < tables * 2)


FAMILY = Family(name="tables", rank=90, recognise=_recognise)
