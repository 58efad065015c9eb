"""A sweep judged again from the bytes that evidence keeps, without asking the network and without writing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from monitor.errors import NothingCheckedError, UsageError
from monitor.language import gettext as _
from monitor.rereading import Readings, Rereader
from monitor.standards import named_standards, shipped_standards
from monitor.sweep import judged
from monitor.text import plain
from rules.workdays import Calendar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from rules.model import Finding, Sighting, Snapshot
    from rules.plan import Plan
    from storage import History, SweepInfo

Key = tuple[str, str, str]
"""Site, standard and item."""


class Difference(NamedTuple):
    """One item that is concluded otherwise now."""

    before: Finding | None
    """As recorded; ``None`` where the standard did not ask for it then, or nothing was recorded of it."""
    now: Finding | None
    """``None`` where the standard no longer asks for it."""
    why: Literal["judging", "reading"]
    """``reading`` where the facts as they were read that night would still lead to the recorded verdict."""

    @property
    def finding(self) -> Finding:
        """Whichever there is, the new one first."""
        found = self.now or self.before
        if found is None:
            raise ValueError("neither before nor now")
        return found


class SiteReplay(NamedTuple):
    """One site judged again."""

    snapshot: Snapshot
    """As it was read now."""
    findings: tuple[Finding, ...]
    recorded: tuple[Finding, ...]
    """What the sweep itself concluded."""
    differing: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Replay:
    """What a sweep's evidence says now."""

    sweep: SweepInfo
    plan: Plan
    """The sweep's own, with the standards and the day of the replay."""
    sites: tuple[SiteReplay, ...]
    without: tuple[str, ...] = ()
    """Sites of which nothing is left that could be judged."""
    readings: Readings = field(default_factory=Readings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All of them as judged now, by site and place in the standard."""
        return tuple(finding for site in self.sites for finding in site.findings)

    @property
    def differing(self) -> tuple[Difference, ...]:
        """Findings that are another outcome or problem now, or count where they did not."""
        return tuple(one for site in self.sites for one in site.differing)

    @property
    def reworded(self) -> int:
        """Findings that come to the same verdict by other words, dates or evidence."""
        before = _by_key(finding for site in self.sites for finding in site.recorded)
        return sum(
            old is not None and old != one and _verdict(old) == _verdict(one)
            for one in self.findings
            for old in [before.get(_key(one))]
        )

    @property
    def identical(self) -> bool:
        """Whether every finding is, to the last byte, what the sweep recorded."""
        return not self.differing and not self.reworded


def replay(  # noqa: PLR0913 - what to judge, by what, and from where
    history: History,
    *,
    sweep: int | None,
    standards: Sequence[str],
    as_of: dt.date | None,
    evidence: Path | None,
    sites: Sequence[str] = (),
) -> Replay:
    """Read the evidence of a sweep again and judge it.

    Args:
        history: What was recorded.
        sweep: Its number; the last one if ``None``.
        standards: Ids or files to judge by; those of the sweep if empty.
        as_of: The day to judge by; that of the sweep if ``None``.
        evidence: The folder of the stored bytes; ``None`` judges the facts as they were read that night.
        sites: Only these; all of the sweep if empty.

    Raises:
        UsageError: There is no sweep yet, or a site was not in it.
        NothingCheckedError: The sweep holds no evidence.
    """
    info = history.sweep(sweep)
    if info is None:
        raise UsageError(_("{file} holds no sweep yet; run `gongkai sweep` first.").format(file=history.path))
    original = history.plan(info.id)
    _refuse_strangers(sites, original, info.id)
    plan = original
    if standards:
        plan = msgspec.structs.replace(plan, standards=named_standards(standards, shipped_standards()))
    if as_of is not None:
        plan = msgspec.structs.replace(plan, as_of=as_of)
    calendar = Calendar()
    found: list[SiteReplay] = []
    without: list[str] = []
    with Rereader(evidence, kept=original.evidence_kept) as reader:
        for site in sorted(plan.sites, key=lambda one: one.id):
            if sites and site.id not in sites:
                continue
            snapshot = history.snapshot(info.id, site.id)
            if snapshot is None:
                without.append(site.id)
                continue
            recorded = history.recorded_findings(info.id, site.id)
            # What had to stay of the evidence was decided by the visit, whatever a saved replay concluded since.
            visit = recorded if info.replayed is None else history.recorded_findings(info.replayed, site.id)
            again = reader.reread(snapshot, visit)
            findings = judged(again, plan, calendar, sightings=_sightings(history, again, info))[1]
            same_facts = findings
            if again is not snapshot:
                same_facts = judged(snapshot, plan, calendar, sightings=_sightings(history, snapshot, info))[1]
            differing = _differing(recorded, findings, same_facts, plan)
            found.append(SiteReplay(again, findings, recorded, differing))
    made = Replay(info, plan, tuple(found), tuple(without), reader.readings)
    if not made.findings:
        raise NothingCheckedError(
            _("Sweep {number} holds no evidence that these standards could judge.").format(number=info.id)
        )
    return made


def _refuse_strangers(sites: Sequence[str], plan: Plan, number: int) -> None:
    known = {site.id for site in plan.sites}
    for site in sites:
        if site not in known:
            raise UsageError(
                _('Site "{site}" is not in sweep {number}; check the id against sites.toml.').format(
                    site=plain(site), number=number
                )
            )


def _sightings(history: History, snapshot: Snapshot, info: SweepInfo) -> tuple[Sighting, ...]:
    """The second clock as it stood that night."""
    return history.sightings(snapshot, today=info.as_of, sweep=info.replayed or info.id)


def _differing(
    recorded: Sequence[Finding], now: Sequence[Finding], same_facts: Sequence[Finding], plan: Plan
) -> tuple[Difference, ...]:
    """Hold the findings of now against the recorded ones.

    Args:
        recorded: Of that night.
        now: As read and judged now.
        same_facts: As judged now by the facts of that night.
        plan: Of the replay; what was recorded by other standards is not compared.
    """
    before, unread = _by_key(recorded), _by_key(same_facts)
    standards = {standard.id for standard in plan.standards}
    found = []
    for one in now:
        old = before.get(_key(one))
        if old is None or _verdict(old) != _verdict(one):
            by_reading = old is not None and _verdict(unread[_key(one)]) == _verdict(old)
            found.append(Difference(old, one, "reading" if by_reading else "judging"))
    present = {_key(one) for one in now}
    found += [
        Difference(old, None, "judging") for old in recorded if old.standard in standards and _key(old) not in present
    ]
    return tuple(found)


def _by_key(findings: Iterable[Finding]) -> dict[Key, Finding]:
    return {_key(one): one for one in findings}


def _key(finding: Finding) -> Key:
    return finding.site, finding.standard, finding.item


def _verdict(finding: Finding) -> tuple[str, str | None, bool]:
    return finding.outcome, finding.problem, finding.counts
