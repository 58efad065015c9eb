"""Freshness: was the interpretation of a document there in time (``how = "dated"``, or ``link`` with ``within``)?

国办发〔2016〕80号 wants both planned, signed and published together; the number of working days is the standard's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rules.deadlines import parse_span
from rules.inspection import Ruling, quote_line
from rules.linking import NEWEST, documents_of, has_twin, lines_about, lines_by_ending, other_columns
from rules.model import Facet, Problem
from rules.proofs import read_back_to

if TYPE_CHECKING:
    import datetime as dt

    from rules.deadlines import Span
    from rules.inspection import Inspection, Line
    from rules.linking import Document
    from rules.model import Evidence
    from rules.workdays import Deadline

FACET = Facet.FRESHNESS
ORDER = 60
_MOST = 5


class _Pair(NamedTuple):
    """A document and the earliest of its interpretations."""

    document: Document
    line: Line
    start: dt.date
    end: dt.date
    deadline: Deadline


def check(inspection: Inspection) -> Ruling | None:
    """The earliest interpretation of a document dated after the limit is ``late``; one that has none is no fault."""
    duty = next(
        (linked for linked in inspection.item.linked if linked.how in ("dated", "link") and linked.within), None
    )
    if duty is None or duty.within is None:
        return None
    limit = parse_span(duty.within)
    shown = other_columns(inspection, duty)
    if isinstance(shown, Ruling):
        return shown
    pairs = _pairs(inspection, shown, limit)
    values: dict[str, str | int] = {"other": shown[0].column, "limit": str(limit), "entries": len(pairs)}
    if not pairs:
        return inspection.unsure("link-no-dated-pair", also=values)
    late = [pair for pair in pairs if pair.end > pair.deadline.date]
    if not late:
        pair = pairs[0]
        return inspection.passed(
            "interpreted-in-time",
            *_evidence(inspection, pair),
            due=pair.deadline.date,
            provisional=pair.deadline.provisional,
            also=values | _told(pair),
        )
    return _late(inspection, shown, late, values)


def _late(
    inspection: Inspection, others: tuple[Inspection, ...], late: list[_Pair], values: dict[str, str | int]
) -> Ruling:
    """Late, unless an earlier interpretation may stand where nobody looked, or the dates do not bear it."""
    pair = late[0]
    told = values | _told(pair) | {"number": len(late)}
    code = None
    if pair.deadline.provisional:
        code = "interpreted-provisional"
    elif not all(read_back_to(other.opened, pair.start.toordinal()) for other in others):
        code = "interpretation-may-follow"
    if code is not None:
        return inspection.unsure(
            code, *_evidence(inspection, pair), due=pair.deadline.date, provisional=pair.deadline.provisional, also=told
        )
    return inspection.failed(
        Problem.LATE, "interpreted-late", *_evidence(inspection, pair), due=pair.deadline.date, also=told
    )


def _pairs(inspection: Inspection, others: tuple[Inspection, ...], limit: Span) -> list[_Pair]:
    """Every document with interpretations, by title, where all of them print a date; the newest document first.

    A subject that two documents of the column have is left out: which of them is interpreted cannot be told.
    """
    documents = [document for document in documents_of(inspection) if document.line.date is not None]
    own = lines_by_ending(document.line for document in documents)
    lines_there = lines_by_ending(line for other in others for line in other.lines)
    found = []
    for document in documents[:NEWEST]:
        lines = list(lines_about(document, lines_there))
        days = [min(_days(inspection, line), default=None) for line in lines]
        known = [(day, line) for day, line in zip(days, lines, strict=True) if day is not None]
        if not known or len(known) < len(lines) or has_twin(document, own):
            continue
        start = max(_days(inspection, document.line))
        end, line = min(known, key=lambda pair: pair[0])
        found.append(_Pair(document, line, start, end, limit.after(start, inspection.calendar)))
        if len(found) == _MOST:
            break
    return found


def _days(inspection: Inspection, line: Line) -> tuple[dt.date, ...]:
    """The days that the list and the page print for a line: for the benefit of the site either may be the right one."""
    page = inspection.visits.page(line.url) if line.url is not None else None
    shown = page.facts.published if page is not None else None
    return tuple(day for day in (line.date, shown) if day is not None)


def _told(pair: _Pair) -> dict[str, str | int]:
    return {
        "title": pair.document.title,
        "words": pair.line.title,
        "event": pair.start.isoformat(),
        "newest": pair.end.isoformat(),
        "due_day": pair.deadline.date.isoformat(),
    }


def _evidence(inspection: Inspection, pair: _Pair) -> tuple[Evidence, Evidence]:
    """Where both dates stand."""
    return (
        inspection.evidence(pair.document.line.page, quote_line(pair.document.line)),
        inspection.evidence(pair.line.page, quote_line(pair.line)),
    )
