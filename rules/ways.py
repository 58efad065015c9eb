"""The ways to apply for information that a page offers, and of each whether it leads anywhere.

条例 article 29: in writing, by data message included; article 31: handed in, by post, over the internet or by fax.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from rules.elements import plain
from rules.normalise import simplify
from rules.visits import is_gone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.inspection import Inspection
    from rules.model import PageVisit
    from rules.visits import Visits

State = Literal["works", "dead", "unknown"]
NAMED = re.compile(r"申请表|申请书|在线申请|网上申请|网络申请|我要申请|提交申请|在线提交|申请平台|申请系统")
"""What a link to a form, or to a file to fill in, is called."""
_ADDRESS = re.compile(
    r"(?:地址|地点|收件人?|邮寄至?|寄至|受理点|受理窗口|受理机构)[^\n。；;]{0,20}?[:：为在]?[^\n。；;]{0,30}?"
    r"(?:路|街|巷|大道|大厦|大楼|号|楼|室|村|镇|广场|小区|政务(?:服务)?(?:中心|大厅))"
)
_MAIL = re.compile(r"[\w.+-]+\s?(?:@|＠|#|\(at\))\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_FAX = re.compile(r"传真[^\n。；;\d]{0,12}(?:\d{3,4}\s*[-—－]?\s*)?\d{7,8}")
_IN_PERSON = re.compile(
    r"[到至在向][^\n。；;]{2,30}?(?:政务(?:服务)?(?:中心|大厅)|办公[室厅]|窗口|档案馆|图书馆)[^\n。；;]{0,16}?"
    r"(?:提交|递交|提出|申请|办理|领取)"
)
_PHONE = re.compile(r"(?<!\d)(?:0\d{2,3}\s*[-—－]\s*)\d{7,8}(?!\d)|(?:电话|热线)[^\n。；;\d]{0,8}\d{7,8}(?!\d)")
_ELSEWHERE = re.compile(
    r"信函|邮寄|邮递|寄[送至到]|来函|传真|当面|现场|上门|来人|口头|书面(?:形式)?(?:申请|提交|提出|递交)|"
    r"(?:详见|参见|参照|查阅|见|按照?|依照)[^\n。；;]{0,12}指南"
)
"""A way in words; its address may stand in the guide."""
_MAIL_WORD = re.compile(r"邮箱|邮件|e-?mail", re.IGNORECASE)
_LABELS = ("地址", "通信地址", "通讯地址", "邮寄地址", "受理地址", "办公地址", "电子邮箱", "电子邮件", "邮箱", "传真")


class Way(NamedTuple):
    """One way to apply."""

    name: str
    """The words that offer it."""
    state: State
    page: PageVisit
    """Where it is offered."""
    url: str | None = None
    """Where it leads, where it is a link."""


def ways_to_apply(inspection: Inspection) -> tuple[Way, ...]:
    """Return every way that the column's pages offer, in order of sight."""
    pages = inspection.opened.everything
    return tuple(way for page in pages for way in _of_page(page, inspection.visits))


def links_to_apply(page: PageVisit) -> tuple[tuple[str, str], ...]:
    """The named links of a page to a form or to a file to fill in: name and address, each address once."""
    facts = page.facts
    shown = [(file.name, file.url) for file in facts.attachments]
    shown += [(entry.title, entry.url) for entry in facts.entries if entry.url is not None]
    shown += [(column.name, column.url) for column in facts.columns if column.url is not None and column.area == "body"]
    named = {url: name for name, url in reversed(shown) if NAMED.search(simplify(name)) is not None}
    return tuple((name, url) for url, name in reversed(named.items()))


def leaves_a_way_open(inspection: Inspection) -> bool:
    """Whether the pages print a telephone number, where somebody will tell a way, or speak of mail.

    The address of a mailbox may stand behind a link that opens the visitor's own program.
    """
    bare = bare_labels(inspection)
    for page in inspection.opened.everything:
        text = simplify(page.facts.text)
        mail = _MAIL_WORD.search(text) is not None and not any(_MAIL_WORD.search(simplify(name)) for name in bare)
        if mail or _PHONE.search(text) is not None or (not bare and _ELSEWHERE.search(text) is not None):
            return True
    return False


def bare_labels(inspection: Inspection) -> tuple[str, ...]:
    """Labels of an address that the column prints with provably nothing behind them."""
    wanted = {plain(label) for label in _LABELS}
    return tuple(
        dict.fromkeys(
            label.name
            for page in inspection.opened.everything
            for label in page.facts.bare
            if plain(label.name) in wanted and not label.before
        )
    )


def _of_page(page: PageVisit, visits: Visits) -> Iterator[Way]:
    facts = page.facts
    if facts.forms:
        yield Way(facts.forms[0], "works", page, facts.forms[0])
    for name, url in links_to_apply(page):
        yield Way(name, _state_of(url, visits), page, url)
    text = simplify(facts.text)
    for pattern in (_ADDRESS, _MAIL, _FAX, _IN_PERSON):
        found = pattern.search(text)
        if found is not None:
            yield Way(" ".join(found[0].split()), "works", page)


def _state_of(url: str, visits: Visits) -> State:
    """Whether what a link leads to is there."""
    page, miss = visits.page(url), visits.miss(url)
    if page is not None:
        return "dead" if page.facts.kind == "error" or page.status in (404, 410) else "works"
    return "dead" if is_gone(miss) else "unknown"
