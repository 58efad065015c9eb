"""A sweep in numbers: what ``sweep --json`` prints and storage keeps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from monitor.exceptions import expired
from monitor.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.model import Finding, Snapshot
    from rules.plan import Plan


@dataclass(slots=True)
class Numbers:
    """Running totals of one sweep; sites may come in any order."""

    findings: Tally = field(default_factory=Tally)
    sites: int = 0
    dark: int = 0
    """Sites with items of which none could be judged."""
    lost: list[str] = field(default_factory=list)
    """Sites whose crawl process died each time."""
    pages: int = 0
    misses: int = 0
    requests: int = 0
    not_modified: int = 0
    bytes: int = 0

    def add(self, snapshot: Snapshot, findings: Sequence[Finding], *, lost: bool = False) -> None:
        """Count one site."""
        self.sites += 1
        self.pages += len(snapshot.pages)
        self.misses += len(snapshot.misses)
        self.requests += snapshot.requests
        self.not_modified += snapshot.not_modified
        self.bytes += snapshot.bytes
        for finding in findings:
            self.findings.add(finding)
        self.dark += bool(findings) and not any(finding.outcome in ("pass", "fail") for finding in findings)
        if lost:
            self.lost.append(snapshot.site.id)

    @property
    def judged(self) -> int:
        """Findings that say something: passed, failed, excused, not applicable."""
        return self.findings.total - self.findings.unknown

    def enough(self, limit: float) -> bool:
        """Whether something was checked, and the share of ``unknown`` is not above the limit (0 to 1)."""
        if self.findings.only_on_trial:
            return True
        return self.judged > 0 and (self.findings.rate.unknown_share or 0.0) <= limit


def summary(numbers: Numbers, *, number: int, plan: Plan, state: str, seconds: float) -> dict[str, Any]:
    """The summary as JSON (docs/json.md); ``seconds`` is the time of the last run of the sweep."""
    counted = numbers.findings
    rate = counted.rate.row()
    return {
        "schema": 1,
        "id": number,
        "state": state,
        "as_of": plan.as_of.isoformat(),
        "plan": plan.digest(),
        "standards": [standard.id for standard in plan.standards],
        "sites": len(plan.sites),
        "judged": numbers.judged,
        "unknown": counted.unknown,
        "unknown_share": rate["unknown_share"],
        "rate": rate,
        "passed": counted.passed,
        "failed": counted.failed,
        "excused": counted.excused,
        "on_trial": counted.trial.total(),
        "not_applicable": counted.not_applicable,
        "exceptions_expired": expired(plan.sites, today=plan.as_of),
        "sites_unchecked": numbers.dark,
        "sites_lost": sorted(numbers.lost),
        "pages": numbers.pages,
        "misses": numbers.misses,
        "requests": numbers.requests,
        "not_modified": numbers.not_modified,
        "bytes": numbers.bytes,
        "seconds": round(seconds, 3),
        "pages_per_item": round(numbers.pages / numbers.judged, 3) if numbers.judged else None,
    }
