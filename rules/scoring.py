"""The score of a site by a standard that gives points, line by line, with what is open as low and high bounds.

Nothing is looked at here but findings: what they prove is taken off, what they leave open makes the two bounds part.
Where the figures of a line are from is kept with it; many of 国办秘函〔2019〕19号 are from memory.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from rules.model import Finding, Outcome, Problem, Reason
from rules.standard import Provenance, ScoreRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rules.model import Site
    from rules.standard import Item, Standard

Part = Literal["veto", "deduction", "bonus"]
State = Literal["measured", "open", "not-measured", "not-applicable", "excused"]
Verdict = Literal["vetoed", "no-veto", "below", "reached", "open", "not-measured"]
_NEW_MEDIA = "政务新媒体"
_DIGITS = 4


class Bounds(NamedTuple):
    """The least and the most that something can be."""

    low: float
    high: float


class ScoreLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the arithmetic."""

    item: str
    item_name: str
    part: Part
    state: State
    outcome: Outcome | None = None
    """Of the finding; ``None`` where nothing was judged."""
    faults: Bounds = Bounds(0, 0)
    """Proven, and with all that is open. Of a bonus: whether it is earned, 0 or 1."""
    each: float | None = None
    most: float | None = None
    points: Bounds = Bounds(0, 0)
    """Taken off, or added by a bonus; never more than ``most``."""
    provenance: Provenance = "found"
    """Of the points, or of the row where it gives none."""
    reason: Reason | None = None
    counted_by: str = ""
    """The item that takes points for the same fault already; nothing is taken twice."""


class ScoreSheet(msgspec.Struct, frozen=True, kw_only=True):
    """The score of one site with every line that led to it."""

    site: str
    standard: str
    rule: ScoreRule
    verdict: Verdict
    """``vetoed``: 不合格 by a veto; ``no-veto``: points do not bind the site; ``below``, ``reached``: the pass mark, as
    far as was measured; ``open``: either."""
    lines: tuple[ScoreLine, ...]
    deducted: Bounds = Bounds(0, 0)
    bonus: Bounds = Bounds(0, 0)
    scale: float = 1.0
    """What the points are multiplied with where a part of the indicators does not bind the site."""
    score: Bounds | None = None
    """``None`` after a veto, and where nothing was measured."""

    @property
    def from_memory(self) -> bool:
        """Whether a figure in the arithmetic is from memory, so that the score is no quotation of the document."""
        return any(line.provenance == "memory" for line in self.lines if line.points.high)


def score(findings: Iterable[Finding], standard: Standard, site: Site) -> ScoreSheet:
    """Add up what the findings about a site prove.

    Args:
        findings: of that site, by all standards of the sweep; a row that gave way to one of another is found there.
        standard: the one that gives points; without ``score`` the usual rule holds.
        site: whom the findings are about.
    """
    rule = standard.score or ScoreRule()
    known = {(finding.standard, finding.item): finding for finding in findings if finding.site == site.id}
    rows = [(item, _finding_of(item, standard, known)) for item in _rows(standard, site)]
    lines = _without_repetition([(_line(item, finding), finding) for item, finding in rows])
    vetoes = [line for line in lines if line.part == "veto"]
    deductions = [line for line in lines if line.part == "deduction" and line.each is not None]
    scale, base = _scale(rule, standard, site)
    deducted = _sum(deductions)
    low, high = ((max(base - taken, 0.0)) * scale for taken in (deducted.high, deducted.low))
    bonus = _bonus(rule, [line for line in lines if line.part == "bonus"], Bounds(low, high))
    final = Bounds(_rounded(low + bonus.low), _rounded(high + bonus.high))
    vetoed = any(line.faults.low for line in vetoes)
    # Vetoes bind every site, points only the portals (政府门户网站).
    measured = any(line.state in ("measured", "excused") for line in deductions or vetoes)
    return ScoreSheet(
        site=site.id,
        standard=standard.id,
        rule=rule,
        verdict=_verdict(rule, final if deductions else None, vetoes, vetoed=vetoed, measured=measured),
        lines=lines,
        deducted=deducted,
        bonus=bonus,
        scale=scale,
        score=None if vetoed or not (measured and deductions) else final,
    )


def _rows(standard: Standard, site: Site) -> list[Item]:
    """Rows with a part in the score: vetoes, rows with points, and those that only a person can look at."""
    return [
        item
        for item in standard.items
        if item.applies_to(site) and _NEW_MEDIA not in item.channel
        if item.severity == "veto" or item.points is not None or not item.testable
    ]


def _finding_of(item: Item, standard: Standard, known: Mapping[tuple[str, str], Finding]) -> Finding | None:
    own = known.get((standard.id, item.id))
    if own is not None or not item.same_as:
        return own
    other, _, row = item.same_as.partition("/")
    return known.get((other, row))


def _line(item: Item, finding: Finding | None) -> ScoreLine:
    part: Part = "veto" if item.severity == "veto" else item.points.part if item.points is not None else "deduction"
    if item.points is None and item.severity != "veto" and item.id.startswith("bonus"):
        part = "bonus"
    each = item.points.each if item.points is not None else None
    most = item.points.most if item.points is not None else each
    state = _state(finding)
    faults = _faults(finding, state, each=each, most=most)
    if part == "bonus":
        earned = _outcome(finding) is Outcome.PASS
        faults = Bounds(earned, earned or state == "open")
    points = Bounds(*(_points(number, each, most) for number in faults))
    return ScoreLine(
        item=item.id,
        item_name=item.name,
        part=part,
        state=state,
        outcome=_outcome(finding),
        faults=faults,
        each=each,
        most=most,
        points=points,
        provenance=item.points.provenance if item.points is not None else item.provenance,
        reason=finding.reason if finding is not None else None,
    )


def _outcome(finding: Finding | None) -> Outcome | None:
    return finding.outcome if finding is not None else None


def _state(finding: Finding | None) -> State:
    if finding is None or finding.on_trial:
        return "not-measured"
    if finding.excused is not None:
        return "excused"
    if finding.outcome is Outcome.NOT_APPLICABLE:
        return "open" if _number(finding, "open") else "not-applicable"
    return "open" if finding.outcome is Outcome.UNKNOWN else "measured"


def _faults(finding: Finding | None, state: State, *, each: float | None, most: float | None) -> Bounds:
    """Proven faults, and those there may be: a finding that counts says both, any other is one fault or none."""
    if finding is None or state in ("not-measured", "not-applicable", "excused") or finding.outcome is Outcome.PASS:
        return Bounds(0, 0)
    proven, doubtful = _number(finding, "faults"), _number(finding, "open")
    if finding.outcome is Outcome.FAIL:
        low = 1 if finding.severity == "veto" or proven is None else max(proven, 1)
        return Bounds(low, low if finding.severity == "veto" else low + (doubtful or 0))
    if finding.severity == "veto":
        return Bounds(0, 1)
    at_most = math.ceil(most / each) if each and most else 1
    counted = (proven or 0) + doubtful if doubtful is not None else at_most
    return Bounds(proven or 0, max(counted, proven or 0))


def _number(finding: Finding, name: str) -> int | None:
    value = finding.reason.values.get(name)
    return value if isinstance(value, int) else None


def _points(faults: float, each: float | None, most: float | None) -> float:
    if each is None:
        return 0.0
    points = each * faults
    return _rounded(points if most is None else min(points, most))


def _without_repetition(lines: Sequence[tuple[ScoreLine, Finding | None]]) -> tuple[ScoreLine, ...]:
    """Take no points twice: not for one column under two items, nor for a dead link that is a column's own."""
    taken: dict[str, str] = {}
    told: list[ScoreLine] = []
    for line, finding in lines:
        if line.part != "deduction" or line.outcome is not Outcome.FAIL or finding is None or not line.points.high:
            told.append(line)
            continue
        if finding.match is not None and finding.url is not None:
            first = taken.setdefault(finding.url, line.item)
            told.append(line if first == line.item else _given_way(line, first, int(line.faults.low)))
        elif finding.problem is Problem.BROKEN:
            repeated = [place.url for place in finding.evidence if place.url in taken]
            told.append(_given_way(line, taken[repeated[0]], len(repeated)) if repeated else line)
        else:
            told.append(line)
    return tuple(told)


def _given_way(line: ScoreLine, first: str, repeated: int) -> ScoreLine:
    """The line without the faults that another line takes points for."""
    faults = Bounds(max(line.faults.low - repeated, 0), max(line.faults.high - repeated, 0))
    points = Bounds(*(_points(number, line.each, line.most) for number in faults))
    return msgspec.structs.replace(line, faults=faults, points=points, counted_by=first)


def _sum(lines: Iterable[ScoreLine]) -> Bounds:
    points = [line.points for line in lines]
    return Bounds(_rounded(sum(one.low for one in points)), _rounded(sum(one.high for one in points)))


def _scale(rule: ScoreRule, standard: Standard, site: Site) -> tuple[float, float]:
    """What the points are multiplied with, and what a site starts with before that."""
    binding = any(item.id in rule.services and item.applies_to(site) for item in standard.items)
    if site.body != "department" or not rule.services or binding:
        return 1.0, rule.total
    base = rule.total - rule.services_weight
    return rule.total / base, base


def _bonus(rule: ScoreRule, lines: Sequence[ScoreLine], reached: Bounds) -> Bounds:
    """What is added: nothing at or below ``bonus_above``, never more than ``bonus_most``."""
    earned = _sum(lines)
    low = min(earned.low, rule.bonus_most) if reached.low > rule.bonus_above else 0.0
    high = min(earned.high, rule.bonus_most) if reached.high > rule.bonus_above else 0.0
    return Bounds(low, high)


def _verdict(
    rule: ScoreRule, final: Bounds | None, vetoes: Sequence[ScoreLine], *, vetoed: bool, measured: bool
) -> Verdict:
    if vetoed:
        return "vetoed"
    if not measured:
        return "not-measured"
    doubtful = any(line.faults.high for line in vetoes)
    if final is None:
        return "open" if doubtful else "no-veto"
    if final.high < rule.pass_mark:
        return "below"
    return "reached" if final.low >= rule.pass_mark and not doubtful else "open"


def _rounded(points: float) -> float:
    return round(points, _DIGITS)
