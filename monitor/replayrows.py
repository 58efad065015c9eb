"""A replay as JSON (docs/json.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from monitor.rows import date, judged_row, sweep_row
from monitor.tally import tally

if TYPE_CHECKING:
    from collections.abc import Mapping

    from monitor.replaying import Difference, Key, Replay
    from monitor.replaysaving import Saved
    from monitor.rereading import Readings
    from rules.model import Finding
    from storage import StoredFinding


def replay_document(replay: Replay, stored: Mapping[Key, StoredFinding], *, saved: Saved | None) -> dict[str, Any]:
    """Everything about a replay.

    Args:
        replay: What was judged.
        stored: The findings as they stand; what only storage knows is that of the recorded verdict, if it is the same.
        saved: What was written, ``None`` where nothing was to be.
    """
    sweep = sweep_row(replay.sweep) | {
        "as_of": date(replay.plan.as_of),
        "standards": [standard.id for standard in replay.plan.standards],
    }
    broken = replay.readings.broken_records()
    return {
        "schema": 1,
        "sweep": sweep,
        "saved": None if saved is None else saved.number,
        "left_out": [] if saved is None else list(saved.left_out),
        "identical": replay.identical,
        "differing": len(replay.differing),
        "reworded": replay.reworded,
        "without_evidence": list(replay.without),
        "pages": _pages(replay.readings),
        "rate": tally(replay.findings).rate.row(),
        "read_otherwise": [
            {"site": one.site, "url": one.url, "facts": list(one.facts), "became": one.became or None}
            for one in replay.readings.otherwise
        ],
        "broken": [
            {"site": one.site, "url": one.url, "record": one.record, "kind": one.kind, "detail": one.sentence}
            for one in replay.readings.broken
        ],
        "differences": [_difference(one, broken) for one in replay.differing],
        "findings": _findings(replay, stored),
    }


def _pages(readings: Readings) -> dict[str, int]:
    return {
        "read": readings.read,
        "read_otherwise": len(readings.otherwise),
        "unkept": readings.unkept,
        "let_go": readings.let_go,
        "broken": len(readings.broken),
    }


def _difference(one: Difference, broken: Mapping[str, str]) -> dict[str, Any]:
    finding = one.finding
    return {
        "site": finding.site,
        "standard": finding.standard,
        "item": finding.item,
        "before": _verdict(one.before),
        "now": _verdict(one.now),
        "why": one.why,
        "evidence_broken": broken_evidence(finding, broken),
    }


def _verdict(finding: Finding | None) -> dict[str, Any] | None:
    if finding is None:
        return None
    return {
        "outcome": finding.outcome.value,
        "problem": None if finding.problem is None else finding.problem.value,
        "excused": finding.excused is not None,
    }


def broken_evidence(finding: Finding, broken: Mapping[str, str]) -> list[str]:
    """What is wrong with the evidence of a finding, a sentence for each record."""
    records = dict.fromkeys(place.record for place in finding.evidence if place.record is not None)
    return [broken[record] for record in records if record in broken]


def _findings(replay: Replay, stored: Mapping[Key, StoredFinding]) -> list[dict[str, Any]]:
    names = {site.id: site.name for site in replay.plan.sites}
    items = {(standard.id, item.id): item.name for standard in replay.plan.standards for item in standard.items}
    broken = replay.readings.broken_records()
    rows = []
    for finding in replay.findings:
        known = stored.get((finding.site, finding.standard, finding.item))
        same = known is not None and (known.outcome, known.problem) == (finding.outcome, finding.problem)
        held = known if same else None
        row = judged_row(
            finding,
            site_name=names[finding.site],
            item_name=items[finding.standard, finding.item],
            confirmed=held is not None and held.confirmed,
            since=None if held is None else held.since,
            first_seen=None if held is None else held.first_seen,
        )
        wrong = broken_evidence(finding, broken)
        rows.append(row | {"evidence_broken": wrong} if wrong else row)
    return rows
