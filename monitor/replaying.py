"""Stored evidence judged again, without asking the network and without writing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from monitor.errors import NothingCheckedError, UsageError
from monitor.language import gettext as _
from monitor.standards import named_standards, shipped_standards
from monitor.sweep import judged
from rules.workdays import Calendar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from rules.model import Finding
    from rules.plan import Plan
    from storage import History, SweepInfo


@dataclass(frozen=True, slots=True)
class Replay:
    """What a sweep's evidence says now."""

    sweep: SweepInfo
    plan: Plan
    """The sweep's own, with the standards and the day of the replay."""
    findings: tuple[Finding, ...]
    recorded: tuple[Finding, ...]
    """What the sweep itself concluded."""

    @property
    def differing(self) -> tuple[tuple[Finding | None, Finding], ...]:
        """Findings that are another outcome or problem now, each after the recorded one, if there was any."""
        before = {(one.site, one.standard, one.item): one for one in self.recorded}
        pairs = ((before.get((one.site, one.standard, one.item)), one) for one in self.findings)
        return tuple(
            (old, new) for old, new in pairs if old is None or (old.outcome, old.problem) != (new.outcome, new.problem)
        )


def replay(history: History, *, sweep: int | None, standards: Sequence[str], as_of: dt.date | None) -> Replay:
    """Judge the evidence of a sweep again.

    Args:
        history: Where the evidence is.
        sweep: Its number; the last one if ``None``.
        standards: Ids or files to judge by; those of the sweep if empty.
        as_of: The day to judge by; that of the sweep if ``None``.

    Raises:
        UsageError: There is no sweep yet.
        NothingCheckedError: The sweep holds no evidence.
    """
    info = history.sweep(sweep)
    if info is None:
        raise UsageError(_("{file} holds no sweep yet; run `gongkai sweep` first.").format(file=history.path))
    plan = history.plan(info.id)
    if standards:
        plan = msgspec.structs.replace(plan, standards=named_standards(standards, shipped_standards()))
    if as_of is not None:
        plan = msgspec.structs.replace(plan, as_of=as_of)
    calendar = Calendar()
    findings: list[Finding] = []
    recorded: list[Finding] = []
    for site in sorted(plan.sites, key=lambda one: one.id):
        snapshot = history.snapshot(info.id, site.id)
        if snapshot is None:
            continue
        sightings = history.sightings(snapshot, today=info.as_of)
        findings += judged(snapshot, plan, calendar, sightings=sightings)[1]
        recorded += history.recorded_findings(info.id, site.id)
    if not findings:
        raise NothingCheckedError(
            _("Sweep {number} holds no evidence that these standards could judge.").format(number=info.id)
        )
    return Replay(info, plan, tuple(findings), tuple(recorded))
