"""Content: could the page be read at all? What was not read is never empty."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rules.attachments import is_read_whole
from rules.model import Facet
from rules.visits import has_content, is_gone

if TYPE_CHECKING:
    from rules.inspection import Inspection, Ruling
    from rules.model import PageVisit
    from rules.visits import Opened

FACET = Facet.CONTENT
ORDER = 20
# What stands in the place of a list until a script has filled it.
_LOADING = re.compile(
    r"加载中|正在加载|数据加载|请稍[候等]|请稍后(?![访再关])|启用\s*java\s*script|\bloading\b", re.IGNORECASE
)

_PROMISE = re.compile(r"建设|整理|完善|更新中|维护|升级")
_LOGIN = re.compile(r"(?:请|需要?|须|必须)先?登[录陆]|登[录陆]后(?:才|方|即)?[可能]|(?:未|没有)登[录陆]|跳转至登[录陆]")


def check(inspection: Inspection) -> Ruling | None:
    """Unsure where scripts, frames, list interfaces or a scan hold what the page itself does not show."""
    opened = inspection.opened
    if opened.page is not None and opened.page.facts.file is not None and not is_read_whole(opened.page):
        file = opened.page
        return inspection.unsure("column-file-unread", inspection.evidence(file), target=file.url)
    if inspection.item.find.kind == "link" or any(has_content(page) for page in opened.everything):
        return None
    if any(page.facts.forms for page in opened.everything) and inspection.item.find.kind == "form":
        return None
    if opened.page is not None:
        curtain = _curtain(inspection, opened.page)
        if curtain is not None:
            return curtain
    return _unread_part(inspection)


def _unread_part(inspection: Inspection) -> Ruling | None:
    """A further page or a sub-column may hold what was not seen."""
    opened = inspection.opened
    if opened.unread:
        return inspection.unsure("part-not-read", part=opened.unread[0])
    unread = [child for child in opened.children if _is_unread(child)]
    if unread:
        return inspection.unsure("children-not-read", child=unread[0].name, number=len(unread))
    return None


def _curtain(inspection: Inspection, page: PageVisit) -> Ruling | None:
    """A script that was not run, or a login that was not given, stands before the content."""
    evidence = inspection.evidence(page, page.facts.text)
    why = _script(page)
    if why is not None:
        return inspection.unsure("needs-browser", evidence, why=why)
    if _LOGIN.search(page.facts.text):
        return inspection.unsure("column-missed", evidence, target=page.url, miss="login")
    return None


def _script(page: PageVisit) -> str | None:
    """Why the page shows nothing until scripts run; ``None`` where it does."""
    if page.facts.needs_browser is not None:
        return page.facts.needs_browser
    words = f"{page.facts.notice or ''} {page.facts.text}"
    return "loading" if _LOADING.search(words) and not _PROMISE.search(words) else None


def _is_unread(child: Opened) -> bool:
    """Whether a sub-column may hold content that was not seen."""
    if child.page is None:
        return not is_gone(child.miss)
    facts = child.page.facts
    return bool(child.unread or facts.needs_browser or facts.block or facts.kind == "blocked")
