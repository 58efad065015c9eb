"""Counting findings: one computation behind every total that is shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from monitor.rates import Rate
from rules.model import Finding, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rules.model import Problem

AnyFinding = TypeVar("AnyFinding", bound=Finding)


@dataclass(slots=True)
class Tally:
    """Counts of outcomes, and of problems among the failures."""

    passed: int = 0
    failed: int = 0
    unknown: int = 0
    not_applicable: int = 0
    vetoes: int = 0
    """Failures of severity ``veto``."""
    excused: int = 0
    """Failures for which an exception holds; in no rate."""
    trial: Counter[Outcome] = field(default_factory=Counter)
    """Findings by standards that are not in force, by outcome; in no rate and no total."""
    problems: Counter[Problem] = field(default_factory=Counter)

    def add(self, finding: Finding) -> None:
        """Count one finding."""
        if finding.on_trial:
            self.trial[finding.outcome] += 1
            return
        if finding.excused is not None:
            self.excused += 1
            return
        match finding.outcome:
            case Outcome.PASS:
                self.passed += 1
            case Outcome.FAIL:
                self.failed += 1
                self.vetoes += finding.severity == "veto"
                if finding.problem is not None:
                    self.problems[finding.problem] += 1
            case Outcome.UNKNOWN:
                self.unknown += 1
            case Outcome.NOT_APPLICABLE:
                self.not_applicable += 1

    @property
    def total(self) -> int:
        """All findings but those on trial."""
        return self.passed + self.failed + self.excused + self.unknown + self.not_applicable

    @property
    def only_on_trial(self) -> bool:
        """Whether nothing but standards on trial was judged, and something could be told by them."""
        return self.total == 0 and self.trial.total() > self.trial[Outcome.UNKNOWN]

    @property
    def known(self) -> int:
        """Findings with a verdict: passed or failed."""
        return self.passed + self.failed

    @property
    def rate(self) -> Rate:
        """How much passes, with what could not be checked and the bounds."""
        return Rate(passed=self.passed, known=self.known, unknown=self.unknown)


def tally(findings: Iterable[Finding]) -> Tally:
    """Count findings."""
    counted = Tally()
    for finding in findings:
        counted.add(finding)
    return counted


def by_site(findings: Iterable[AnyFinding]) -> dict[str, list[AnyFinding]]:
    """Findings of each site, in order of first sight."""
    grouped: dict[str, list[AnyFinding]] = {}
    for finding in findings:
        grouped.setdefault(finding.site, []).append(finding)
    return grouped


def worst_first(tallies: dict[str, Tally]) -> list[tuple[str, Tally]]:
    """Sites in the order a reader wants them: most vetoes, then most failures, then least known, then by id."""
    return sorted(tallies.items(), key=lambda pair: (-pair[1].vetoes, -pair[1].failed, -pair[1].unknown, pair[0]))


def unknown_reasons(findings: Sequence[Finding]) -> list[tuple[Finding, int]]:
    """Unknown findings grouped by why: one finding to name the reason, and how many share it, most first."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.outcome is Outcome.UNKNOWN and not finding.on_trial:
            key = (finding.reason.code, str(finding.reason.values.get("miss", "")))
            groups.setdefault(key, []).append(finding)
    return sorted(((group[0], len(group)) for group in groups.values()), key=lambda pair: -pair[1])
