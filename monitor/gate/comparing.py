"""Comparing what was seen with what was accepted, by identity: swapping one failure for another is never green."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from monitor.gate.baseline import Accepted, Baseline, known_standards
from monitor.gate.fingerprints import failure_fingerprint, item_digest, standards_in_use
from monitor.language import gettext as _
from rules.model import Outcome
from rules.standard import applicable_items

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from monitor.gate.looking import Look
    from rules.model import Finding, Site
    from rules.plan import Plan
    from rules.standard import Item, Standard


class State(StrEnum):
    """What a finding is to the gate."""

    NEW = "new"
    """A failure that nobody accepted."""
    EXPIRED = "expired"
    """An accepted failure whose last day is over."""
    ACCEPTED = "accepted"
    """A failure that the baseline holds."""
    BY_STANDARD = "standard"
    """A failure of an item that is new in the standard, or demands something else than when the baseline was made."""
    BY_TOOL = "tool"
    """A failure first seen under another minor version of the program than the baseline's."""
    FLAPPING = "flapping"
    """A failure that the second look did not confirm."""
    FIXED = "fixed"
    """Accepted as a failure, and no failure any more."""
    EXCUSED = "excused"
    """A failure for which an exception holds."""
    TRIAL = "trial"
    """Whatever a standard on trial says; it counts nowhere."""
    PASS = "pass"  # noqa: S105 - a state, not a password
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"

    @property
    def failing(self) -> bool:
        """Whether it is a confirmed failure, accepted or not."""
        return self in _FAILING


_FAILING = frozenset({State.NEW, State.EXPIRED, State.ACCEPTED, State.BY_STANDARD, State.BY_TOOL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One item of one site with all that the gate knows about it."""

    site: Site
    standard: Standard
    item: Item
    finding: Finding
    """Of the last look."""
    state: State
    confirmed: bool = False
    """A failure that two looks agree on."""
    first: Finding | None = None
    """Of the first look, where the second was another."""
    accepted: Accepted | None = None
    """The baseline's line for this very failure."""
    before: tuple[str, ...] = ()
    """Other problems that the baseline accepts for this item."""

    @property
    def failure(self) -> Finding:
        """The finding that failed: of a flapping one, the look that did."""
        return self.first or self.finding

    @property
    def fingerprint(self) -> str:
        """What the failure is known by in every format."""
        problem = self.failure.problem
        return failure_fingerprint(self.site.id, self.standard.id, self.item.id, problem.value if problem else "")

    @property
    def rule(self) -> str:
        """The item's name across standards."""
        return f"{self.standard.id}/{self.item.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything that was checked, against the baseline."""

    checked: tuple[Checked, ...]
    """In the order of the plan's sites, standards and items."""
    absent: tuple[Accepted, ...] = ()
    """Accepted failures of these sites and standards that were judged and are no failures any more."""
    ended: tuple[Accepted, ...] = ()
    """Accepted failures of items that these standards no longer ask of these sites."""
    elsewhere: tuple[Accepted, ...] = ()
    """Accepted failures of sites or standards that this run did not look at."""
    differences: tuple[str, ...] = ()
    """A sentence for each version that is another than the baseline's."""

    def of(self, *states: State) -> tuple[Checked, ...]:
        """Those in one of the states."""
        return tuple(one for one in self.checked if one.state in states)

    @property
    def failures_on_trial(self) -> tuple[Checked, ...]:
        """What would fail by standards that are on trial."""
        return tuple(one for one in self.of(State.TRIAL) if one.finding.outcome is Outcome.FAIL)


@dataclass(slots=True)
class _Against:
    """The baseline as comparing needs it."""

    baseline: Baseline
    today: dt.date
    tool_version: str
    lines: dict[tuple[str, str, str, str], Accepted] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = self.baseline.by_identity()

    def state(self, site: Site, standard: Standard, item: Item, problem: str) -> tuple[State, Accepted | None]:
        """What a confirmed failure is."""
        line = self.lines.get((site.id, standard.id, item.id, problem))
        if line is not None:
            return (State.EXPIRED if line.expired(self.today) else State.ACCEPTED), line
        known = self.baseline.standard(standard.id)
        if known is None or known.items.get(item.id) != item_digest(item):
            return State.BY_STANDARD, None
        if _minor(self.baseline.tool_version) != _minor(self.tool_version):
            return State.BY_TOOL, None
        return State.NEW, None

    def others(self, site: Site, standard: Standard, item: Item, problem: str) -> tuple[str, ...]:
        """Problems that are accepted for the item beside this one."""
        return tuple(
            sorted(
                line.problem
                for line in self.baseline.accepted
                if (line.site, line.standard, line.item) == (site.id, standard.id, item.id) and line.problem != problem
            )
        )


def compare(
    plan: Plan, first: Mapping[str, Look], second: Mapping[str, Look], *, baseline: Baseline | None
) -> Comparison:
    """Hold what was seen against what was accepted.

    Args:
        plan: What was to be looked at.
        first: Site id to its first look; every site of the plan.
        second: Site id to its second look, for the sites that had one.
        baseline: What was accepted; ``None`` makes every failure a new one.
    """
    against = None if baseline is None else _Against(baseline, plan.as_of, plan.tool_version)
    checked = []
    for site in plan.sites:
        again = {(f.standard, f.item): f for f in second[site.id].findings} if site.id in second else {}
        findings = {(f.standard, f.item): f for f in first[site.id].findings}
        for standard, item in applicable_items(plan.standards, site):
            finding = findings[standard.id, item.id]
            checked.append(_checked((site, standard, item), finding, again.get((standard.id, item.id)), against))
    if baseline is None:
        return Comparison(checked=tuple(checked))
    absent, ended, elsewhere = _no_longer(plan, checked, baseline)
    return Comparison(
        checked=tuple(checked),
        absent=absent,
        ended=ended,
        elsewhere=elsewhere,
        differences=differences(plan, baseline),
    )


def _checked(
    row: tuple[Site, Standard, Item], first: Finding, second: Finding | None, against: _Against | None
) -> Checked:
    site, standard, item = row
    if first.on_trial:
        return Checked(site=site, standard=standard, item=item, finding=second or first, state=State.TRIAL)
    if first.outcome is not Outcome.FAIL:
        return Checked(
            site=site, standard=standard, item=item, finding=first, state=_quiet(site, standard, item, first, against)
        )
    if second is not None and not _agree(first, second):
        return Checked(site=site, standard=standard, item=item, finding=second, state=State.FLAPPING, first=first)
    if first.excused is not None:
        return Checked(site=site, standard=standard, item=item, finding=second or first, state=State.EXCUSED)
    problem = first.problem.value if first.problem else ""
    state, line = (State.NEW, None) if against is None else against.state(site, standard, item, problem)
    return Checked(
        site=site,
        standard=standard,
        item=item,
        finding=second or first,
        state=state,
        confirmed=second is not None,
        accepted=line,
        before=() if against is None else against.others(site, standard, item, problem),
    )


def _quiet(site: Site, standard: Standard, item: Item, finding: Finding, against: _Against | None) -> State:
    """The state of what does not fail."""
    if finding.outcome is Outcome.UNKNOWN:
        return State.UNKNOWN
    if against is not None and against.others(site, standard, item, ""):
        return State.FIXED
    return State.PASS if finding.outcome is Outcome.PASS else State.NOT_APPLICABLE


def _agree(first: Finding, second: Finding) -> bool:
    return (first.outcome, first.problem) == (second.outcome, second.problem)


def _no_longer(
    plan: Plan, checked: list[Checked], baseline: Baseline
) -> tuple[tuple[Accepted, ...], tuple[Accepted, ...], tuple[Accepted, ...]]:
    """Lines of the baseline that no failure of this run answers to: mended, no longer asked for, not looked at."""
    seen = {(one.site.id, one.standard.id, one.item.id): one for one in checked}
    sites = {site.id for site in plan.sites}
    standards = {standard.id for standard in plan.standards}
    absent, ended, elsewhere = [], [], []
    for line in sorted(baseline.accepted, key=lambda one: one.identity):
        if line.site not in sites or line.standard not in standards:
            elsewhere.append(line)
            continue
        one = seen.get((line.site, line.standard, line.item))
        if one is None:
            ended.append(line)
        elif one.state is State.FIXED or (one.state.failing and one.accepted != line):
            absent.append(line)
    return tuple(absent), tuple(ended), tuple(elsewhere)


def _minor(version: str) -> tuple[str, ...]:
    """The part of a version up to which judgement stays the same: ``0.1`` of ``0.1.7``."""
    return tuple(version.split(".")[:2])


def differences(plan: Plan, baseline: Baseline) -> tuple[str, ...]:
    """A sentence for each version that is another than the baseline's."""
    found = []
    if baseline.tool_version != plan.tool_version:
        found.append(
            _("The baseline was made by gongkai {old}, this is {new}.").format(
                old=baseline.tool_version, new=plan.tool_version
            )
        )
    for now in known_standards(standards_in_use(plan)):
        then = baseline.standard(now.id)
        if then is None:
            found.append(_("The baseline was made without standard {id}.").format(id=now.id))
        elif (then.version, then.items) != (now.version, now.items):
            changed = [item for item in now.items if item in then.items and then.items[item] != now.items[item]]
            found.append(
                _(
                    "The baseline was made by {id} version {old}, this is {new}: {added} items are new, "
                    "{changed} changed, {removed} gone."
                ).format(
                    id=now.id,
                    old=then.version,
                    new=now.version if now.version != then.version else _("another text of it"),
                    added=len(now.items.keys() - then.items.keys()),
                    changed=len(changed),
                    removed=len(then.items.keys() - now.items.keys()),
                )
            )
    return tuple(found)
