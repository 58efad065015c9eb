"""Content: does a list or page item hold something?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rules.inspection import quote_line
from rules.model import Facet, Problem
from rules.visits import has_content, own_length

if TYPE_CHECKING:
    from rules.inspection import Inspection, Ruling
    from rules.model import PageVisit

FACET = Facet.CONTENT
ORDER = 30
_FEW_WORDS = 10
_SOME_WORDS = 20
_SOME_NAMES = 3
_DATE = re.compile(r"(?:19|20)\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}")
_TODAY = re.compile(r"(?:今天|今日|现在)[是:：]?[^\n]{0,40}")
"""The line that tells the visitor what day it is."""
_COUNTED_NONE = re.compile(r"共\s*0\s*[条篇个项]|(?<!\d)0\s*条(?:记录|信息|数据)")
# A reasoned statement that there is nothing to publish is for a person to weigh, not an empty column.
_STATED_NONE = re.compile(
    r"不涉及|无此(?:类|项)(?:职[能责]|信息|事项)|不(?:具有|承担|存在).{0,12}(?:职[能责]|事项|业务)|未(?:制定|发生|产生)"
)


def check(inspection: Inspection) -> Ruling | None:
    """No entries, no files and no text is ``empty``; 暂无信息 and the like in their place is ``placeholder``."""
    kind = inspection.item.find.kind
    if kind not in ("list", "page"):
        return None
    filled = [page for page in inspection.opened.everything if has_content(page)]
    if filled:
        first = inspection.lines[0] if inspection.lines else None
        return inspection.passed(
            "has-entries" if inspection.entries else "has-text",
            inspection.evidence(first.page if first else filled[0], quote_line(first) if first else None),
            entries=inspection.entries,
            pages=len(inspection.opened.everything),
        )
    return _without_content(inspection, kind)


def _without_content(inspection: Inspection, kind: str) -> Ruling:
    """Name the kind of nothing."""
    page = inspection.opened.page
    children = len(inspection.opened.children)
    if page is None:
        return inspection.failed(Problem.EMPTY, "empty-children", length=0, children=children)
    facts = page.facts
    words = facts.notice or facts.text.strip()
    headings = inspection.visits.own_headings(page)
    scripts = [one for part in inspection.opened.everything for one in inspection.visits.own_scripts(part)]
    doubt = _doubt(page, kind, words)
    if doubt is None and facts.notice is None and headings >= _SOME_NAMES:
        doubt = "names-only"
    if doubt is None and facts.notice is None and scripts:
        return inspection.unsure("own-script", inspection.evidence(page, words or scripts[0]), words=scripts[0])
    if doubt is not None:
        number = headings if doubt == "names-only" else facts.images
        shown: dict[str, str | int] = {"words": words[:60], "number": number, "length": own_length(page)}
        return inspection.unsure(doubt, inspection.evidence(page, words), also=shown)
    if facts.notice is not None:
        return inspection.failed(Problem.PLACEHOLDER, "placeholder", inspection.evidence(page, words), words=words)
    if kind == "page" and own_length(page) >= _FEW_WORDS:
        return inspection.passed("has-text", inspection.evidence(page, words), entries=0, pages=1)
    code = "empty-children" if children else "empty-list" if kind == "list" else "empty-page"
    evidence = inspection.evidence(page, words or inspection.place())
    return inspection.failed(Problem.EMPTY, code, evidence, length=facts.text_length, children=children)


def _doubt(page: PageVisit, kind: str, words: str) -> str | None:
    """Why the page may not be as empty as it reads."""
    facts = page.facts
    if _STATED_NONE.search(words):
        return "stated-none"
    if facts.notice is not None:
        return None
    if kind == "list" and _DATE.search(_TODAY.sub(" ", facts.text)):
        return "list-not-read"
    if facts.images:
        return "only-pictures"
    some_words = kind == "list" and own_length(page) >= _SOME_WORDS and not _COUNTED_NONE.search(facts.text)
    return "little-text" if some_words else None
