"""The run as JSON: keys, order and forms are the contract of ``docs/ci.md``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from monitor.exceptions import expired
from monitor.gate import telling
from monitor.gate.fingerprints import standard_digest, standards_in_use
from monitor.rows import date, judged_row
from monitor.tally import Tally, tally

if TYPE_CHECKING:
    from monitor.gate.baseline import Accepted
    from monitor.gate.comparing import Checked
    from monitor.gate.report import Report


def json_text(report: Report) -> str:
    """The whole document."""
    return json.dumps(document(report), ensure_ascii=False, indent=2) + "\n"


def document(report: Report) -> dict[str, Any]:
    """The run as built-in values."""
    comparison = report.comparison
    return {
        "schema": 1,
        "tool_version": report.plan.tool_version,
        "as_of": date(report.plan.as_of),
        "standards": [
            {"id": standard.id, "version": standard.version, "digest": standard_digest(standard)}
            for standard in standards_in_use(report.plan)
        ],
        "policy": {
            "fail_on": report.policy.fail_on,
            "severity": report.policy.severity,
            "max_unknown": report.policy.max_unknown,
        },
        "baseline": None
        if report.baseline is None
        else {
            "file": report.baseline_name,
            "tool_version": report.baseline.tool_version,
            "updated": report.updated,
            "differences": list(comparison.differences),
        },
        "exit_code": int(report.verdict.exit_code),
        "conclusion": report.conclusion,
        "counts": counts(report.verdict.tally)
        | {"failing": len(report.verdict.failing), "absent": len(comparison.absent)},
        "exceptions_expired": expired(report.plan.sites, today=report.plan.as_of),
        "sites": [_site(report, site.id) for site in report.plan.sites],
        "findings": [_finding(report, checked) for checked in comparison.checked],
        "absent": [_accepted(line) for line in comparison.absent],
        "ended": [_accepted(line) for line in comparison.ended],
        "elsewhere": [_accepted(line) for line in comparison.elsewhere],
    }


def counts(counted: Tally) -> dict[str, Any]:
    """How many of which outcome."""
    rate = counted.rate.row()
    return {
        "passed": counted.passed,
        "failed": counted.failed,
        "excused": counted.excused,
        "on_trial": counted.trial.total(),
        "unknown": counted.unknown,
        "not_applicable": counted.not_applicable,
        "unknown_share": rate["unknown_share"],
        "rate": rate,
    }


def _site(report: Report, identifier: str) -> dict[str, Any]:
    look = report.looks[identifier]
    counted = tally(one.finding for one in report.comparison.checked if one.site.id == identifier)
    return {
        "id": look.site.id,
        "name": look.site.name,
        "url": look.site.url,
        "pages": len(look.snapshot.pages),
        "misses": len(look.snapshot.misses),
        "looks": 2 if identifier in report.again else 1,
        "lost": look.lost,
    } | counts(counted)


def _finding(report: Report, checked: Checked) -> dict[str, Any]:
    row = judged_row(
        checked.finding,
        site_name=checked.site.name,
        item_name=checked.item.name,
        confirmed=checked.confirmed,
        since=None,
        first_seen=None,
    )
    first = checked.first
    return row | {
        "state": checked.state.value,
        "fails_gate": report.policy.counts(checked),
        "clause": telling.clause(checked),
        "fingerprint": checked.fingerprint if checked.state.failing else None,
        "accepted": None if checked.accepted is None else _accepted(checked.accepted),
        "accepted_before_as": list(checked.before),
        "first_look": None
        if first is None
        else {
            "outcome": first.outcome.value,
            "problem": None if first.problem is None else first.problem.value,
            "reason": telling.reason(checked),
        },
    }


def _accepted(line: Accepted) -> dict[str, Any]:
    return {
        "site": line.site,
        "standard": line.standard,
        "item": line.item,
        "problem": line.problem,
        "since": date(line.since),
        "until": date(line.until),
        "reason": line.reason or None,
    }
