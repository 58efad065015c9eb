"""Content: does a request page really offer a way to apply: a form, a file to fill in, or an address?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rules.model import Facet, Problem
from rules.normalise import simplify

if TYPE_CHECKING:
    from rules.inspection import Inspection, Ruling
    from rules.model import PageVisit

FACET = Facet.CONTENT
ORDER = 30
_FEW_WORDS = 60
# 条例 article 29: in writing, by letter, fax or over the net; article 31 names handing in, post and the internet.
_CHANNEL = re.compile(
    r"申请表|在线申请|网上申请|网络申请|当面申请|书面申请|信函申请|邮寄|通信地址|通讯地址|受理地址|受理机构|受理点|邮政编码|邮编|"
    r"传真|电子邮[箱件]|我要申请|提交申请|申请方式|申请流程|申请人"
)


def check(inspection: Inspection) -> Ruling | None:
    """A page that offers none of them fails; one that hardly holds words is ``empty``."""
    if inspection.item.find.kind != "form":
        return None
    pages = inspection.opened.everything
    for page in pages:
        channel = _channel(page)
        if channel is not None:
            return inspection.passed("channel-offered", inspection.evidence(page, channel), channel=channel)
    names = [child.name for child in inspection.opened.children if _CHANNEL.search(simplify(child.name))]
    if names:
        return inspection.passed("channel-offered", channel=names[0])
    return _nothing_offered(inspection, pages)


def _channel(page: PageVisit) -> str | None:
    """The first way to apply that the page offers."""
    facts = page.facts
    if facts.forms:
        return facts.forms[0]
    titles = [entry.title for entry in facts.entries] + [file.name for file in facts.attachments]
    for text in (*titles, facts.text):
        found = _CHANNEL.search(simplify(text))
        if found is not None:
            return text if text in titles else text[max(found.start() - 20, 0) : found.end() + 40]
    return None


def _nothing_offered(inspection: Inspection, pages: tuple[PageVisit, ...]) -> Ruling:
    """Name the kind of nothing."""
    page = inspection.opened.page
    if page is None:
        return inspection.unsure("channel-not-readable")
    facts = page.facts
    if facts.notice is not None and not facts.entries:
        return inspection.failed(
            Problem.PLACEHOLDER, "placeholder", inspection.evidence(page, facts.notice), words=facts.notice
        )
    if facts.images or facts.attachments or facts.frames or facts.needs_browser is not None or len(pages) > 1:
        return inspection.unsure("channel-not-readable", inspection.evidence(page))
    if facts.text_length < _FEW_WORDS and not facts.entries:
        return inspection.failed(
            Problem.EMPTY,
            "empty-page",
            inspection.evidence(page, facts.text or inspection.place()),
            length=facts.text_length,
            children=0,
        )
    if facts.entries:
        return inspection.unsure("channel-not-readable", inspection.evidence(page))
    return inspection.failed(
        Problem.INCOMPLETE, "no-channel", inspection.evidence(page, facts.text[:120]), length=facts.text_length
    )
