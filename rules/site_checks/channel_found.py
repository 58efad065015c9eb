"""Veto: no channel for questions, no services (19号, 互动回应差 1, 服务不实用 1): another item's column is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.absence import picture_leading_elsewhere
from rules.model import Facet, Outcome, Problem
from rules.normalise import simplify

if TYPE_CHECKING:
    from rules.inspection import Ruling
    from rules.model import SeenColumn
    from rules.site_inspection import SiteInspection

FACET = Facet.PRESENCE


def check(inspection: SiteInspection) -> Ruling:
    """Missing is missing only where the item's own search proves it and nothing on any page sounds like it."""
    wanted = str(inspection.rule.limits["column"])
    finding = inspection.finding(wanted)
    seen = _sounding_alike(inspection)
    if finding is not None and finding.outcome is Outcome.PASS:
        name = finding.match.column if finding.match is not None else inspection.item.name
        return inspection.passed("channel-found", *finding.evidence[:1], column=name)
    if finding is None:
        if seen is not None:
            return inspection.passed("channel-found", inspection.evidence(quote=seen.name), column=seen.name)
        return inspection.unsure("channel-not-looked-for")
    forms = any(page.facts.forms for page in inspection.visits.snapshot.pages)
    unseen = forms or picture_leading_elsewhere(inspection.visits) is not None
    if finding.problem is Problem.MISSING and finding.outcome is Outcome.FAIL and seen is None and not unseen:
        return inspection.failed(Problem.MISSING, "channel-missing", *finding.evidence)
    return inspection.unsure("channel-unclear", *finding.evidence[:1], column=seen.name if seen is not None else "-")


def _sounding_alike(inspection: SiteInspection) -> SeenColumn | None:
    """The first column anywhere on the site with one of the marks in its name."""
    words = [word for mark in inspection.rule.marks for word in mark.split("|")]
    return next(
        (column for column in inspection.visits.columns if any(word in simplify(column.name) for word in words)), None
    )
