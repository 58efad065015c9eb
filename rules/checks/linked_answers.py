"""Elements: does every consultation that is over have its result, with what was adopted (``how = "name"``)?

国办发〔2017〕47号: what a consultation brought is published with what was adopted of it; 重大行政决策程序暂行条例
article 32: the decision is published with what became of the comments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rules.consultations import (
    answered_by_itself,
    answers_to,
    closed_on,
    is_consultation,
    is_of_several,
    is_of_the_draft,
)
from rules.deadlines import is_surely_over, parse_span
from rules.inspection import Ruling
from rules.linking import MOST_DOCUMENTS, documents_of, name_of_other, other_columns
from rules.model import Facet, Outcome, Problem
from rules.normalise import simplify
from rules.proofs import names_of, own_addresses, read_back_to, why_not_in_full
from rules.titles import asked_about, flat, may_name

if TYPE_CHECKING:
    import datetime as dt

    from rules.facts import Entry
    from rules.inspection import Inspection, Line
    from rules.linking import Document
    from rules.model import PageVisit
    from rules.standard import Linked
    from rules.workdays import Deadline

FACET = Facet.ELEMENTS
ORDER = 41
_DEFAULT_WITHIN = "30d"


class _Ended(NamedTuple):
    """A consultation that is over, and by when its result is waited for."""

    document: Document
    closed: dt.date
    deadline: Deadline


def check(inspection: Inspection) -> Ruling | None:
    """A consultation that is over, and whose result is nowhere although every place for it was read, is incomplete.

    The result may stand in the column of results, in any other list that was read, or on the page of the consultation.
    """
    duty = next((linked for linked in inspection.item.linked if linked.how == "name"), None)
    if duty is None:
        return None
    found = other_columns(inspection, duty)
    if isinstance(found, Ruling) and found.outcome is not Outcome.UNKNOWN:
        return found
    # Without a column of results the own one may hold them, or the page of the consultation itself.
    shown = () if isinstance(found, Ruling) else found
    name = shown[0].column if shown else inspection.column
    asked = [document for document in documents_of(inspection) if is_consultation(document.title)]
    read = [document for document in asked if document.page is not None]
    if not read:
        return inspection.unsure("link-documents-unread", other=name)
    ended = _ended(inspection, read, duty)
    if not ended:
        return inspection.untestable("no-consultation-over", number=len(read))
    return _rule(inspection, duty, ended[:MOST_DOCUMENTS], shown)


def _ended(inspection: Inspection, asked: list[Document], duty: Linked) -> list[_Ended]:
    """The consultations whose result is due, the newest first."""
    limit = parse_span(duty.within or _DEFAULT_WITHIN)
    found = []
    for document in asked:
        closed = closed_on(document)
        deadline = None if closed is None else limit.after(closed, inspection.calendar)
        if closed is not None and deadline is not None and is_surely_over(deadline, inspection.today):
            found.append(_Ended(document, closed, deadline))
    return found


def _rule(inspection: Inspection, duty: Linked, ended: list[_Ended], others: tuple[Inspection, ...]) -> Ruling:
    """One without any result fails; doubt about one leaves the matter open."""
    rulings = [_about(inspection, duty, each, others, number=len(ended)) for each in ended]
    for outcome in ("fail", "unknown", "pass"):
        found = next((ruling for ruling in rulings if ruling.outcome == outcome), None)
        if found is not None:
            return found
    return rulings[0]


def _about(
    inspection: Inspection, duty: Linked, ended: _Ended, others: tuple[Inspection, ...], *, number: int
) -> Ruling:
    """What became of one consultation."""
    document, closed, deadline = ended
    values: dict[str, str | int] = {
        "title": document.title,
        "other": others[0].column if others else inspection.column,
        "event": closed.isoformat(),
        "limit": duty.within or _DEFAULT_WITHIN,
        "due_day": deadline.date.isoformat(),
        "entries": number,
    }
    about = asked_about(document.title)
    evidence = inspection.evidence(document.page, document.title)
    if document.page is not None and answered_by_itself(document.page):
        return inspection.passed("consultation-answered", evidence, words=document.title, also=values)
    lines = [line for other in others for line in other.lines if may_name(line.title, about)]
    elsewhere = answers_to(document.title, inspection.visits)
    summed_up = _of_several(inspection, document, others)
    if not lines and not elsewhere:
        lines = [line for line in summed_up if _names_draft(inspection, line, about)]
    if lines or elsewhere:
        return _with_words(inspection, duty, (lines, elsewhere), values)
    if not others:
        other = name_of_other(inspection, duty)
        return inspection.unsure("answer-may-stand", evidence, part=other, due=deadline.date, also=values)
    unread = (line.url or line.title for line in summed_up if not _is_read(inspection, line))
    doubt = next(unread, None) or _doubt(inspection, document, others)
    if doubt is not None:
        return inspection.unsure("answer-may-stand", evidence, part=doubt, due=deadline.date, also=values)
    return inspection.failed(
        Problem.INCOMPLETE,
        "consultation-unanswered",
        evidence,
        others[0].evidence(others[0].page, others[0].place()),
        due=deadline.date,
        also=values,
    )


def _of_several(inspection: Inspection, document: Document, others: tuple[Inspection, ...]) -> list[Line]:
    """Notices of what became of several drafts at once, since this one was asked about; their titles name none."""
    begun = document.line.date
    lines = [line for column in (inspection, *others) for line in column.lines if is_of_several(line.title)]
    return [line for line in lines if begun is None or line.date is None or line.date >= begun]


def _names_draft(inspection: Inspection, line: Line, about: str) -> bool:
    visit = inspection.visits.page(line.url) if line.url is not None else None
    return visit is not None and about in flat(visit.facts.text)


def _is_read(inspection: Inspection, line: Line) -> bool:
    """Whether a notice was read in full, so that what it does not name is not in it."""
    visit = inspection.visits.page(line.url) if line.url is not None else None
    if visit is None or why_not_in_full(visit) is not None:
        return False
    return not visit.facts.attachments and not visit.facts.images


def _with_words(
    inspection: Inspection,
    duty: Linked,
    answers: tuple[list[Line], tuple[tuple[PageVisit, Entry], ...]],
    values: dict[str, str | int],
) -> Ruling:
    """A result is there; it must say what was adopted, where its page was read."""
    lines, elsewhere = answers
    first = (lines[0].title, lines[0].url, lines[0].page) if lines else None
    title, url, page = first or (elsewhere[0][1].title, elsewhere[0][1].url, elsewhere[0][0])
    visit = inspection.visits.page(url) if url is not None else None
    evidence = inspection.evidence(page, title)
    if not duty.words:
        return inspection.passed("consultation-answered", evidence, words=title, also=values)
    if visit is None:
        return inspection.unsure("answer-not-read", evidence, words=title, part=url or page.url, also=values)
    written = simplify(f"{title}\n{visit.facts.title or ''}\n{visit.facts.text}")
    if any(simplify(word) in written for word in duty.words):
        return inspection.passed("consultation-answered", inspection.evidence(visit, title), words=title, also=values)
    if why_not_in_full(visit) is not None or visit.facts.attachments or visit.facts.images:
        return inspection.unsure("answer-not-read", evidence, words=title, part=visit.url, also=values)
    return inspection.failed(
        Problem.INCOMPLETE,
        "answer-without-words",
        inspection.evidence(visit, visit.facts.text[:120]),
        words=title,
        missing="/".join(duty.words),
        also=values,
    )


def _doubt(inspection: Inspection, document: Document, others: tuple[Inspection, ...]) -> str | None:
    """Where the result may stand unread; ``None`` where there is no such place."""
    page, begun = document.page, document.line.date
    if page is None or begun is None:
        return document.line.url or inspection.url
    hidden = why_not_in_full(page)
    if hidden is not None:
        return hidden
    about = asked_about(document.title)
    if page.facts.images or not all(is_of_the_draft(file.name, about) for file in page.facts.attachments):
        return page.url
    for column in (inspection, *others):
        if not read_back_to(column.opened, begun.toordinal()):
            return column.unread()
    own = own_addresses(page, inspection, others)
    return next((address for address in own if names_of(address, inspection.visits) is None), None)
