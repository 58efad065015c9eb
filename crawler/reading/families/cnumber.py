"""The builder with ``/jyt/c107268/zwgk.shtml``: six-argument ``createPageHTML``, lists kept inside HTML comments.

Its lists stop at 200 records and ten pages, so a full one gives only a least number. Where the shown list is loaded
by script, the same lines stand in a comment of the list's element.
"""

from __future__ import annotations

import re

from crawler.reading.family import Family, Fragment, Sight

_ADDRESS = re.compile(r"/c\d{5,6}/[\w/]{1,60}?\.s?html|/c\d{5,6}/\d{6}/")
_CALL = re.compile(r"createPageHTML\(\s*['\"]page_div['\"]")
_LINE = re.compile(r"<(?:li|tr|dd)[\s>]", re.IGNORECASE)


def _recognise(sight: Sight) -> bool:
    return (
        _CALL.search(sight.signature) is not None
        or _ADDRESS.search(sight.url) is not None
        or _ADDRESS.search(sight.signature) is not None
    )


def _fragment(sight: Sight) -> Fragment | None:
    best: tuple[int, str, str] | None = None
    for node, comment in sight.page.comments:
        if len(comment) < 80 or "<a" not in comment or node.zone in {"nav", "header", "footer", "friend"}:
            continue
        lines = len(_LINE.findall(comment))
        if (
            lines
            and (best is None or lines > best[0])
            and (node.tag in {"ul", "ol", "tbody", "table"} or "createPageHTML" in comment)
        ):
            best = (lines, comment, node.get("class") or node.get("id"))
    if best is None:
        return None
    return Fragment(f"<ul>{best[1]}</ul>", f"comment inside <{best[2] or 'ul'}>", leads=False)


FAMILY = Family(name="c-number", rank=30, recognise=_recognise, fragment=_fragment)
