"""What stands behind a finding as JSON (docs/json.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from monitor import words
from monitor.rows import candidate_row, date, finding_row

if TYPE_CHECKING:
    from monitor.explaining import EvidenceState
    from rules.arithmetic import Arithmetic
    from rules.explain import Applied, Count, Counterpart, Explanation
    from rules.looking import LookedAt, Search
    from storage import StoredFinding


def explanation_row(
    finding: StoredFinding, explanation: Explanation, evidence: tuple[EvidenceState, ...]
) -> dict[str, Any]:
    """Everything known about one finding."""
    search, count = explanation.search, explanation.arithmetic
    return {
        "finding": finding_row(finding),
        "standard_title": explanation.standard_title,
        "standard_number": explanation.standard_number or None,
        "clause": list(explanation.clause),
        "provenance": explanation.provenance,
        "elements": [
            {"name": element.name, "name_en": element.name_en, "value": element.value or None}
            for element in explanation.elements
        ],
        "looked_for": list(explanation.looked_for),
        "below": list(explanation.below),
        "words": list(explanation.words),
        "never": list(explanation.never),
        "under": list(explanation.under),
        "column_of": explanation.column_of or None,
        "required": list(explanation.required),
        "limits": {name: str(value) for name, value in explanation.limits},
        "points": None
        if explanation.points is None
        else {
            "each": explanation.points.each,
            "most": explanation.points.most,
            "part": explanation.points.part,
            "provenance": explanation.points.provenance,
        },
        "search": None if search is None else _search(search),
        "looked_at": [_looked_at(one) for one in explanation.looked_at],
        "candidates": [candidate_row(candidate) for candidate in explanation.candidates],
        "dates": [
            {"title": read.title, "date": date(read.date), "read_from": read.read_from or None, "url": read.url}
            for read in explanation.dates
        ],
        "deadline": None if count is None else _deadline(count),
        "count": None if explanation.count is None else _count(explanation.count),
        "linked": [_counterpart(one) for one in explanation.counterparts],
        "applied": [_applied(one) for one in explanation.applied],
        "evidence": [
            {"record": one.record, "sha256": one.sha256, "state": one.state, "detail": one.detail or None}
            for one in evidence
        ],
        "remedy": None if explanation.remedy is None else words.reason(explanation.remedy),
    }


def _search(search: Search) -> dict[str, Any]:
    return {
        "status": search.status,
        "reason": search.reason or None,
        "blocked_by": search.blocked_by or None,
        "pages": search.pages,
        "columns": search.columns,
    }


def _looked_at(one: LookedAt) -> dict[str, Any]:
    return {
        "url": one.url,
        "part": one.part,
        "name": one.name or None,
        "columns": one.columns,
        "entries": one.entries,
        "miss": one.miss or None,
        "detail": one.detail or None,
    }


def _deadline(count: Arithmetic) -> dict[str, Any]:
    return {
        "rule": count.rule,
        "start": date(count.start),
        "start_is": count.start_is,
        "due": date(count.due),
        "moved_from": date(count.moved_from),
        "provisional": count.provisional,
        "against": date(count.against),
        "against_is": count.against_is,
        "over": count.over,
        "over_workdays": count.over_workdays,
        "days": [
            {"date": date(day.date), "kind": day.kind, "name": day.name or None, "count": day.count}
            for day in count.days
        ],
        "periods": [
            {
                "name": period.name,
                "last": date(period.last),
                "due": date(period.due),
                "provisional": period.provisional,
                "missing": period.missing,
            }
            for period in count.periods
        ],
    }


def _count(count: Count) -> dict[str, Any]:
    return {
        "counted": count.counted,
        "faults": count.faults,
        "open": count.open,
        "most": count.most,
        "names": count.names or None,
    }


def _counterpart(one: Counterpart) -> dict[str, Any]:
    return {
        "to": one.to,
        "name": one.name or None,
        "how": one.how,
        "within": one.within,
        "outcome": None if one.outcome is None else one.outcome.value,
        "problem": None if one.problem is None else one.problem.value,
        "column": one.column or None,
        "url": one.url or None,
    }


def _applied(one: Applied) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "state": one.state,
        "target": one.target or None,
        "reason": one.reason,
        "owner": one.owner,
        "from": date(one.since),
        "until": date(one.until),
    }
