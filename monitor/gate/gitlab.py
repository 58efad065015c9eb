"""The run as GitLab's code quality report: every confirmed failure, for the merge request to compare."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from monitor.gate import telling

if TYPE_CHECKING:
    from monitor.gate.report import Report
    from rules.model import Severity

_SEVERITIES: dict[Severity, str] = {"veto": "blocker", "serious": "major", "minor": "minor", "advice": "info"}


def gitlab_text(report: Report) -> str:
    """The whole file."""
    return json.dumps(issues(report), ensure_ascii=False, indent=2) + "\n"


def issues(report: Report) -> list[dict[str, Any]]:
    """One entry for each confirmed failure."""
    found = []
    for checked in report.comparison.checked:
        if not checked.state.failing:
            continue
        place = report.places.of_failure(checked)
        found.append(
            {
                "description": f"{telling.site(checked)}, {telling.item(checked)}: {telling.problem(checked)}. "
                f"{telling.reason(checked)} {telling.page(checked)}",
                "check_name": checked.rule,
                "fingerprint": checked.fingerprint,
                "severity": _SEVERITIES[checked.finding.severity],
                "location": {"path": place.path, "lines": {"begin": place.line}},
            }
        )
    return found
