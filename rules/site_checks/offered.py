"""Bonus: a column that nobody must have and the site has (数据开放 …)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.model import Facet
from rules.normalise import simplify

if TYPE_CHECKING:
    from rules.inspection import Ruling
    from rules.site_inspection import SiteInspection

FACET = Facet.PRESENCE


def check(inspection: SiteInspection) -> Ruling:
    """Passes by the name of a column that leads somewhere; without one there is nothing to credit and no fault."""
    words = [word for mark in inspection.rule.marks for word in mark.split("|")]
    for column in inspection.visits.columns:
        if column.url is None or inspection.visits.miss(column.url) is not None:
            continue
        if any(word in simplify(column.name) for word in words):
            page = inspection.visits.page(column.page)
            return inspection.passed("bonus-offered", inspection.evidence(page, column.name), column=column.name)
    return inspection.untestable("bonus-not-seen")
