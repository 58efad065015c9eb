"""The ratchet: what failed is accepted, what was mended leaves, what could not be checked stays as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from monitor.gate.baseline import Accepted, Baseline, known_standards
from monitor.gate.comparing import State
from monitor.gate.fingerprints import standards_in_use
from monitor.text import plain

if TYPE_CHECKING:
    from monitor.gate.comparing import Comparison
    from rules.plan import Plan

_NEWLY = (State.NEW, State.BY_STANDARD, State.BY_TOOL)


def updated(baseline: Baseline | None, comparison: Comparison, plan: Plan) -> Baseline:
    """The baseline after this run.

    Args:
        baseline: The one before, ``None`` where there is none.
        comparison: What was checked, against ``baseline``.
        plan: What the run looked at; sites and standards outside it keep their lines.

    Returns:
        A baseline in which ``until`` and ``reason`` of every line that stays are untouched: an acceptance that has
        expired is renewed by a person, never by an update.
    """
    before = Baseline(tool_version=plan.tool_version) if baseline is None else baseline
    gone = {line.identity for line in (*comparison.absent, *comparison.ended)}
    lines = {line.identity: line for line in before.accepted if line.identity not in gone}
    for one in comparison.checked:
        if one.state in _NEWLY and one.confirmed and one.finding.problem is not None:
            line = Accepted(
                site=one.site.id,
                standard=one.standard.id,
                item=one.item.id,
                problem=one.finding.problem.value,
                name=plain(one.item.name),
                since=plan.as_of,
            )
            lines[line.identity] = line
    now = {known.id: known for known in known_standards(standards_in_use(plan))}
    standards = {known.id: known for known in before.standards} | now
    return msgspec.structs.replace(
        before,
        tool_version=plan.tool_version,
        standards=tuple(standards[identifier] for identifier in sorted(standards)),
        accepted=tuple(lines[identity] for identity in sorted(lines)),
    )
