"""From what was compared to one exit code; what is shown never depends on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from monitor.errors import ExitCode
from monitor.gate.comparing import State
from monitor.tally import Tally, tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from monitor.gate.comparing import Checked, Comparison
    from monitor.gate.looking import Look
    from rules.model import Severity

FailOn = Literal["regression", "fail", "veto"]
FAIL_ON: tuple[FailOn, ...] = ("regression", "fail", "veto")
SEVERITIES: tuple[Severity, ...] = ("veto", "serious", "minor", "advice")
"""Gravest first."""
MAX_UNKNOWN = 0.20
"""Share of findings that may be unknown before too little was checked, unless ``--max-unknown`` says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What fails the gate.

    Attributes:
        fail_on: ``regression``: a confirmed failure that is new, or whose acceptance has expired. ``fail``: any
            confirmed failure, accepted or not. ``veto``: any confirmed failure of severity ``veto``.
        severity: Failures below this severity never fail the gate.
        max_unknown: The largest share of findings that may be unknown, 0 to 1.
    """

    fail_on: FailOn = "regression"
    severity: Severity = "advice"
    max_unknown: float = MAX_UNKNOWN

    def counts(self, checked: Checked) -> bool:
        """Whether this failure fails the gate."""
        if not checked.confirmed:
            return False
        return self.would_count(checked)

    def would_count(self, checked: Checked) -> bool:
        """Whether this failure fails the gate once a second look confirms it."""
        grave = SEVERITIES.index(checked.finding.severity) <= SEVERITIES.index(self.severity)
        if not grave or not checked.state.failing:
            return False
        if self.fail_on == "regression":
            return checked.state in (State.NEW, State.EXPIRED)
        return self.fail_on == "fail" or checked.finding.severity == "veto"

    def suspects(self, checked: Iterable[Checked]) -> tuple[str, ...]:
        """Sites to look at a second time: those with a failure that is not accepted, or that would fail the gate."""
        found = {
            one.site.id: None
            for one in checked
            if one.state.failing and (one.state is not State.ACCEPTED or self.would_count(one))
        }
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The gate's last word."""

    exit_code: ExitCode
    failing: tuple[Checked, ...]
    """The failures that fail the gate."""
    tally: Tally
    """Of the last looks."""


def verdict(comparison: Comparison, looks: Mapping[str, Look], policy: Policy) -> Verdict:
    """Conclude.

    A confirmed failure outweighs whatever could not be checked elsewhere. Where nothing failed, too little checked is
    exit code 3; where the crawl process died on every site, the run itself failed.
    """
    failing = tuple(one for one in comparison.checked if policy.counts(one))
    counted = tally(one.finding for one in comparison.checked)
    share = counted.rate.unknown_share
    if failing:
        code = ExitCode.GATE_FAILED
    elif all(look.lost is not None for look in looks.values()):
        code = ExitCode.SWEEP_FAILED
    elif counted.only_on_trial:
        code = ExitCode.FINE
    elif counted.known + counted.excused == 0 or (share is not None and share > policy.max_unknown):
        code = ExitCode.NOTHING_CHECKED
    else:
        code = ExitCode.FINE
    return Verdict(exit_code=code, failing=failing, tally=counted)
