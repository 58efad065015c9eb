"""One run of the gate as a value: what every format is written from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from monitor.gate.baseline import Baseline
    from monitor.gate.comparing import Comparison
    from monitor.gate.looking import Look
    from monitor.gate.places import Places
    from monitor.gate.policy import Policy, Verdict
    from rules.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything about one run."""

    plan: Plan
    looks: Mapping[str, Look]
    """Site id to the first look."""
    again: Mapping[str, Look]
    """Site id to the second look, where there was one."""
    comparison: Comparison
    policy: Policy
    verdict: Verdict
    conclusion: str
    """The last word in one sentence."""
    places: Places
    baseline: Baseline | None = None
    baseline_name: str = ""
    """The file as the user named it."""
    updated: bool = False
    """Whether the baseline was rewritten by this run."""
