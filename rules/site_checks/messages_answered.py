"""Veto: a message of the last year unanswered for more than three months (19号, 互动回应差 2).

Judged only by messages that print the day they were written together with the state or the day of their answer.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple

from rules.model import Facet, Problem
from rules.site_inspection import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.inspection import Ruling
    from rules.model import PageVisit
    from rules.site_inspection import SiteInspection

FACET = Facet.FRESHNESS
_DAY = r"(20\d{2})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})"
_ASKED = re.compile(r"(?:留言|提问|来信|写信|咨询|提交|信件|诉求)(?:时间|日期)\s*[:：]?\s*" + _DAY)
_ANSWERED = re.compile(r"(?:答复|回复|办结|反馈|处理)(?:时间|日期)\s*[:：]?\s*" + _DAY)
_STATE = r"(?:暂未|尚未|未|待)(?:答复|回复)"
_PENDING = re.compile(rf"(?:^|[\s\[【(（|｜:：]){_STATE}(?=$|[\s\]】)）|｜])")
"""The state of a message stands by itself; 投诉多次一直未回复 is what its writer complains of."""
_CALLED_PENDING = re.compile(
    rf"^\s*[\[【(（]?{_STATE}[\]】)）]?\s*$|(?:状态|(?:办理|处理|答复|回复|受理)(?:情况|结果|内容)?)\s*[:：]\s*{_STATE}",
    re.MULTILINE,
)
_REPLIED = re.compile(
    r"已答复|已回复|已办结|已处理|已办理|办结|答复内容|回复内容|(?:答复|回复)(?:单位|部门|机构|人|如下|意见)|"
    rf"(?:(?:答复|回复)|(?:办理|处理|答复|回复)(?:情况|结果))\s*[:：]\s*(?!{_STATE}|暂无|无)\S"
)


class Message(NamedTuple):
    """What a page says of one message."""

    asked: dt.date
    answered: dt.date | None
    pending: bool
    """The page says in words that there is no answer yet."""
    page: PageVisit


def check(inspection: SiteInspection) -> Ruling:
    """Fails by messages that the site itself calls unanswered; one answered too late is for a person to weigh."""
    today = inspection.today
    limit, span = int(inspection.number("days")), int(inspection.number("within"))
    messages = [
        message
        for page in _pages(inspection)
        for message in read_messages(page)
        if today - dt.timedelta(days=span) <= message.asked <= today
    ]
    if not messages:
        return inspection.untestable("no-dated-messages")
    waiting = [one for one in messages if one.pending and (today - one.asked).days > limit]
    late = [one for one in messages if one.answered is not None and (one.answered - one.asked).days > limit]
    if waiting:
        oldest = min(waiting, key=lambda message: message.asked)
        evidence = inspection.evidence(oldest.page, f"{oldest.asked.isoformat()} 未答复")
        return inspection.failed(
            Problem.LATE,
            "message-unanswered",
            evidence,
            faults=len(waiting),
            asked=oldest.asked.isoformat(),
            days=limit,
        )
    tally = Tally((), tuple(one.asked.isoformat() for one in late))
    if tally.open:
        return inspection.unsure(
            "message-answered-late", inspection.evidence(late[0].page), open=len(tally.open), faults=0, days=limit
        )
    return inspection.passed("messages-answered", inspection.evidence(messages[0].page), counted=len(messages))


def _pages(inspection: SiteInspection) -> Iterator[PageVisit]:
    """Pages and articles of the columns for questions, each once."""
    seen: set[str] = set()
    for item in inspection.words("columns"):
        for column in inspection.judged(item):
            opened = column.inspection.opened
            for page in (*opened.everything, *opened.all_articles):
                if page.url not in seen and not page.offsite:
                    seen.add(page.url)
                    yield page


def read_messages(page: PageVisit) -> list[Message]:
    """The messages of a page: one by its labelled fields, or one a line of a list that says its state."""
    facts = page.facts
    whole = "\n".join((*(f"{name}：{value}" for name, value in facts.fields.items()), facts.text))
    lines = [entry.title + " " + (entry.date.isoformat() if entry.date else "") for entry in facts.entries]
    found = [message for line in (*lines, *facts.text.split("\n")) if (message := _of_line(line, page)) is not None]
    if found:
        return found
    asked = _ASKED.search(whole)
    if asked is None:
        return []
    day, answer = _date(asked.groups()), _ANSWERED.search(whole)
    answered = _date(answer.groups()) if answer is not None else None
    if day is None:
        return []
    pending = answered is None and _CALLED_PENDING.search(whole) is not None and _REPLIED.search(whole) is None
    return [Message(day, answered, pending, page)] if answered is not None or pending else []


def _of_line(line: str, page: PageVisit) -> Message | None:
    """A line with the day of a message and the words that it is unanswered."""
    days = re.findall(_DAY, line)
    if len(days) != 1 or _PENDING.search(line) is None or _REPLIED.search(line) is not None:
        return None
    asked = _date(days[0])
    return Message(asked, None, True, page) if asked is not None else None


def _date(parts: tuple[str, ...]) -> dt.date | None:
    try:
        return dt.date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError:
        return None
