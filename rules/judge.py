"""Judging: a snapshot held against standards gives exactly one finding for each applicable item.

No input, no output, no clock: the same snapshot, standards, day and calendar give byte-equal findings. A failure to
collect is never a failure to comply, and a fault of a check is never a fault of the site.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec

from rules import checks
from rules.absence import absent, site_down
from rules.inspection import Inspection, Ruling, listed
from rules.matching import CLEAR, MARGIN, MOST_CANDIDATES, Matcher
from rules.model import (
    Assignment,
    Evidence,
    Facet,
    Finding,
    MatchedColumn,
    Outcome,
    Problem,
    Reason,
)
from rules.neighbours import Neighbours
from rules.normalise import place_names_of
from rules.reports import hangs_on_another_body
from rules.site_inspection import JudgedColumn as _Judged
from rules.site_judging import judge_site_row
from rules.standard import applicable_items, base_of
from rules.visits import Visits, address_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from rules.model import Miss, PageVisit, SeenColumn, Severity, Sighting, Site, Snapshot
    from rules.standard import Item, Standard
    from rules.workdays import Calendar

_Row = tuple["Standard", "Item"]
_FACETS = tuple(Facet)
_ONCE = (Problem.EXPOSED, Problem.BACKDATED)
"""Faults of a column whatever is asked of it: the row it belongs to names them."""
_SURE_GRADES = ("exact", "alias")


class Assigner(Protocol):
    """What the judge asks of matching."""

    def assign(
        self, columns: Sequence[SeenColumn], items: Sequence[tuple[Standard, Item]]
    ) -> Mapping[tuple[str, str], Assignment]:
        """Which column stands for each item."""


class _Check(NamedTuple):
    """One module of ``rules.checks``."""

    facet: Facet
    order: int
    name: str
    run: Callable[[Inspection], Ruling | None]


class _Sitting(NamedTuple):
    """What is the same for every item of one site."""

    visits: Visits
    today: dt.date
    calendar: Calendar
    neighbours: Neighbours
    columns: dict[tuple[str, str], tuple[_Judged, ...]]
    """Every column that was looked at, by (standard, item) of the row it was looked at for; filled on the way."""


def _load_checks() -> tuple[_Check, ...]:
    """Every module of the folder, in the order in which they rule."""
    modules = [
        importlib.import_module(f"{checks.__name__}.{found.name}") for found in pkgutil.iter_modules(checks.__path__)
    ]
    loaded = [_Check(module.FACET, module.ORDER, module.__name__, module.check) for module in modules]
    return tuple(sorted(loaded, key=lambda check: (_FACETS.index(check.facet), check.order, check.name)))


CHECKS = _load_checks()
"""All checks: presence, content, freshness, elements."""


def judge(  # noqa: PLR0913 - everything the verdict depends on is an argument
    snapshot: Snapshot,
    standards: tuple[Standard, ...],
    *,
    today: dt.date,
    calendar: Calendar,
    matcher: Assigner | None = None,
    sightings: tuple[Sighting, ...] = (),
) -> tuple[Finding, ...]:
    """Judge one site by the standards that bind it.

    Args:
        snapshot: what was collected; an interrupted one must not be judged.
        standards: all standards of the sweep; those that do not bind the site are passed over.
        today: the day on which the verdict is given.
        calendar: working days.
        matcher: another matcher than the usual one over ``standards``.
        sightings: when earlier sweeps first saw the entries; without them nothing is ``backdated``.

    Returns:
        One finding for each applicable item, in the order of the standards and their items.
    """
    items = applicable_items(standards, snapshot.site)
    visits = Visits(snapshot, sightings)
    down = site_down(visits)
    apart = frozenset(standard.id for standard in standards if not standard.binds_on(today))
    if down is not None:
        return tuple(_settled(_finding(visits, row, down), snapshot.site, today, apart=apart) for row in items)
    mappings = tuple(mapping for mapping in snapshot.site.mappings if mapping.holds_on(today))
    assigner = matcher or Matcher(standards, place_names=place_names_of(snapshot.site), mappings=mappings)
    assignments = assigner.assign(visits.columns, items)
    neighbours = Neighbours(items, assignments, visits=visits, today=today, calendar=calendar)
    sitting = _Sitting(visits, today, calendar, neighbours, {})
    found = {
        (standard.id, item.id): _guarded(sitting, (standard, item), assignments[standard.id, item.id])
        for standard, item in items
        if item.site is None
    }
    of_site = {
        (standard.id, item.id): _judge_site(sitting, (standard, item), found)
        for standard, item in items
        if item.site is not None
    }
    every = found | of_site
    findings = (every[standard.id, item.id] for standard, item in items)
    return tuple(_settled(finding, snapshot.site, today, apart=apart) for finding in findings)


def _judge_site(sitting: _Sitting, row: _Row, found: Mapping[tuple[str, str], Finding]) -> Finding:
    """Judge a rule about the whole site by what was concluded about its columns."""
    ruling = judge_site_row(
        *row,
        visits=sitting.visits,
        today=sitting.today,
        calendar=sitting.calendar,
        findings=found,
        columns=sitting.columns,
    )
    return _finding(sitting.visits, row, ruling)


def _settled(finding: Finding, site: Site, today: dt.date, *, apart: frozenset[str]) -> Finding:
    """The finding as it is given: apart where its standard is not law on that day, excused where that holds."""
    if finding.standard in apart:
        finding = msgspec.structs.replace(finding, on_trial=True)
    return _excused(finding, site, today)


def _excused(finding: Finding, site: Site, today: dt.date) -> Finding:
    """The finding with the exception that holds for it, the one that holds longest; applied last, to failures alone."""
    if finding.outcome is not Outcome.FAIL:
        return finding
    holding = [
        excuse for excuse in site.excuses if excuse.holds_on(today) and excuse.covers(finding.standard, finding.item)
    ]
    if not holding:
        return finding
    return msgspec.structs.replace(finding, excused=max(holding, key=lambda excuse: excuse.until))


def _guarded(sitting: _Sitting, row: _Row, assignment: Assignment) -> Finding:
    """Judge one item; a fault of ours becomes ``unknown`` with the error's name."""
    try:
        return _judge_item(sitting, row, assignment)
    except Exception as error:  # noqa: BLE001 - the one guard of its kind: a bad check never stops a site
        reason = Reason("check-error", {"item": row[1].name, "error": type(error).__name__})
        return _finding(sitting.visits, row, Ruling(outcome=Outcome.UNKNOWN, reason=reason))


def _judge_item(sitting: _Sitting, row: _Row, assignment: Assignment) -> Finding:
    """Judge every distinct column that may stand for the item, and conclude."""
    visits = sitting.visits
    standard, item = row
    if assignment.verdict == "none" or not assignment.candidates:
        missing = _judged_there(absent(visits, standard, item), standard, item)
        return _finding(visits, row, missing, assignment=assignment)
    judged: list[_Judged] = []
    seen: set[str] = set()
    for candidate in assignment.candidates[:MOST_CANDIDATES]:
        inspection = Inspection(
            visits=visits,
            standard=standard,
            item=item,
            candidate=candidate,
            opened=visits.open_column(candidate.column),
            today=sitting.today,
            calendar=sitting.calendar,
            neighbours=sitting.neighbours,
        )
        page = inspection.opened.page
        place = address_key(page.url if page else inspection.url) + (
            "" if inspection.opened.url else f" {inspection.place()}"
        )
        if place not in seen:
            seen.add(place)
            judged.append(_Judged(candidate, inspection, _rule(inspection)))
    if not item.column_of:
        sitting.columns[standard.id, item.id] = tuple(judged)
    chosen = _choose(judged) if assignment.verdict == "clear" else _settle(judged, item)
    return _finding(visits, row, chosen.ruling, assignment=assignment, judged=chosen)


def _rule(inspection: Inspection) -> Ruling:
    """Run the checks in order of facets; the first that fails names the problem.

    What cannot be told about presence or content ends the matter. What cannot be told about freshness does not hide
    elements that are plainly missing.
    """
    passed: Ruling | None = None
    doubtful: Ruling | None = None
    standard, item = inspection.standard, inspection.item
    for check in CHECKS:
        ruling = check.run(inspection)
        if ruling is None or (item.column_of and ruling.problem in _ONCE):
            continue
        ruling = _judged_there(msgspec.structs.replace(ruling, facet=check.facet), standard, item)
        if ruling.outcome is Outcome.FAIL:
            return ruling
        if ruling.outcome is Outcome.PASS:
            passed = _better_pass(passed, ruling, borrowed=bool(item.column_of or item.find.optional))
        elif check.facet in (Facet.PRESENCE, Facet.CONTENT):
            return ruling
        else:
            doubtful = _heavier_doubt(doubtful, ruling)
    if doubtful is not None:
        return doubtful
    return _warned(inspection, passed or inspection.passed("present"))


def _judged_there(ruling: Ruling, standard: Standard, item: Item) -> Ruling:
    """A column that is not there or shows nothing is a fault of the row that demands it, and of no other."""
    fault = ruling.outcome is Outcome.FAIL and ruling.facet in (Facet.PRESENCE, Facet.CONTENT)
    if not fault or not (item.column_of or item.find.optional):
        return ruling
    base = base_of(standard, item)
    reason = Reason("nothing-to-check", {"item": item.name})
    if item.column_of:
        reason = Reason("judged-there", {"item": item.name, "base": base.name if base is not None else item.column_of})
    return Ruling(outcome=Outcome.NOT_APPLICABLE, reason=reason, evidence=ruling.evidence, facet=ruling.facet)


def _better_pass(known: Ruling | None, new: Ruling, *, borrowed: bool) -> Ruling:
    """The sentence of freshness says most; that of elements only that nothing is missing, and where that was read.

    Of a row that demands no column itself, what it asks of the column says most.
    """
    if known is None or borrowed or new.facet in (Facet.CONTENT, Facet.FRESHNESS):
        return new
    shown = {place.url for place in known.evidence}
    further = tuple(place for place in new.evidence if place.url not in shown)
    return msgspec.structs.replace(known, evidence=(*known.evidence, *further)) if further else known


def _heavier_doubt(known: Ruling | None, new: Ruling) -> Ruling:
    """``unknown`` outweighs ``not-applicable``; of equals the first."""
    if known is None or (known.outcome is Outcome.NOT_APPLICABLE and new.outcome is Outcome.UNKNOWN):
        return new
    return known


def _warned(inspection: Inspection, ruling: Ruling) -> Ruling:
    """A pass in the wrong place carries ``misplaced`` as a warning; the pass's own evidence stays."""
    find = inspection.item.find
    if not inspection.misplaced:
        return msgspec.structs.replace(ruling, facet=None)
    warning = inspection.passed(
        "misplaced-warning",
        *ruling.evidence,
        due=ruling.due,
        provisional=ruling.provisional,
        place=inspection.place(),
        wanted=listed(find.under),
    )
    return msgspec.structs.replace(warning, problem=Problem.MISPLACED, facet=Facet.PRESENCE)


def _choose(judged: list[_Judged]) -> _Judged:
    """Of columns for an item whose match is clear: the best, or another of the same name that does better.

    A site that keeps two columns of one name complies when one of them does. One that could not be looked at
    leaves the matter open, for it may be the one that complies. Private data is a fault wherever it stands.
    """
    best = judged[0]
    exposed = next((entry for entry in judged if entry.ruling.problem is Problem.EXPOSED), None)
    if exposed is not None:
        return exposed
    if best.ruling.outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE):
        return best
    equals = [other for other in judged[1:] if other.candidate.grade in _SURE_GRADES and other.candidate.score >= CLEAR]
    passing = next((other for other in equals if other.ruling.outcome is Outcome.PASS), None)
    if passing is not None and best.ruling.outcome is Outcome.UNKNOWN and _is_of_another_body(passing):
        return best  # what was not read does not become well for a department's column of the name
    if passing is not None:
        return passing
    if best.ruling.outcome is Outcome.FAIL:
        # A rival that the crawl had no need to visit is no doubt; one that it tried to and could not is.
        open_question = next((other for other in equals if _is_doubt(other)), None)
        return open_question or best
    return best


def _is_of_another_body(judged: _Judged) -> bool:
    """Whether a column stands below another organ's name."""
    candidate = judged.candidate
    return hangs_on_another_body((*candidate.above, *candidate.column.parents), judged.inspection.visits.snapshot.site)


def _is_doubt(judged: _Judged) -> bool:
    """Whether a rival was tried without a clear answer."""
    return judged.ruling.outcome is Outcome.UNKNOWN and judged.ruling.reason.code not in (
        "column-not-visited",
        "heading-without-link",
    )


def _settle(judged: list[_Judged], item: Item) -> _Judged:
    """Of columns that matching cannot tell apart: their common outcome, or ``ambiguous``."""
    best = judged[0]
    top = best.candidate.score
    plausible = [entry for entry in judged if top - entry.candidate.score < MARGIN]
    verdicts = {(entry.ruling.outcome, entry.ruling.problem) for entry in plausible}
    if top >= CLEAR and len(verdicts) == 1:
        return best
    second = plausible[1] if len(plausible) > 1 else None
    code = "ambiguous" if second is not None else "name-unsure"
    values: dict[str, str | int] = {"item": item.name, "first": best.inspection.place()}
    if second is not None:
        values["second"] = second.inspection.place()
    elif best.candidate.column.area == "friend" and best.candidate.grade in _SURE_GRADES:
        # The name is as near as can be; where it stands is what leaves the matter open.
        code, values["page"] = "name-among-friends", best.candidate.column.page
    ruling = best.inspection.unsure(code, *_sightings(plausible), also=values)
    return best._replace(ruling=msgspec.structs.replace(ruling, problem=Problem.AMBIGUOUS, facet=Facet.PRESENCE))


def _sightings(judged: list[_Judged]) -> tuple[Evidence, ...]:
    """Where each of the columns was seen."""
    found: list[Evidence] = []
    for entry in judged:
        page = entry.inspection.visits.page(entry.candidate.column.page)
        if page is not None:
            found.append(entry.inspection.evidence(page, entry.inspection.place()))
    return tuple(found)


def _finding(
    visits: Visits,
    row: _Row,
    ruling: Ruling,
    *,
    assignment: Assignment | None = None,
    judged: _Judged | None = None,
) -> Finding:
    """Write the finding."""
    snapshot = visits.snapshot
    standard, item = row
    inspection = judged.inspection if judged is not None else None
    opened = inspection.opened if inspection is not None else None
    page = opened.page if opened is not None else None
    newest = inspection.newest if inspection is not None and page is not None else None
    return Finding(
        site=snapshot.site.id,
        standard=standard.id,
        item=item.id,
        outcome=ruling.outcome,
        problem=ruling.problem,
        facet=ruling.facet,
        severity=_severity(item, ruling),
        reason=ruling.reason,
        url=inspection.url if inspection is not None else snapshot.site.url,
        evidence=ruling.evidence,
        newest_date=newest.date if newest is not None else None,
        entries=inspection.entries if inspection is not None and page is not None else None,
        match=_matched(judged) if judged is not None else None,
        candidates=assignment.candidates[:MOST_CANDIDATES] if assignment is not None else (),
        due=ruling.due,
        provisional=ruling.provisional,
        checked_at=_checked_at(visits, page, opened.miss if opened is not None else None),
    )


def _severity(item: Item, ruling: Ruling) -> Severity:
    """The item's own, but never less than serious for private data in the open."""
    return "serious" if ruling.problem is Problem.EXPOSED and item.severity != "veto" else item.severity


def _matched(judged: _Judged) -> MatchedColumn:
    """The column the finding is about."""
    opened = judged.inspection.opened
    offsite = opened.page.offsite if opened.page is not None else opened.miss is not None and opened.miss.offsite
    return MatchedColumn(judged.candidate.column.name, judged.candidate.grade, judged.candidate.score, offsite)


def _checked_at(visits: Visits, page: PageVisit | None, miss: Miss | None) -> dt.datetime:
    """When the deciding page was asked for; for what was searched in vain, when the crawl of the site ended."""
    if page is not None:
        return page.fetched_at
    return miss.at if miss is not None else visits.snapshot.finished
