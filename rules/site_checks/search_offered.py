"""Deduction: a way to search the site stands on its pages (19号, 搜索功能). Whether it finds anything is not tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.inspection import listed
from rules.model import Facet, Problem

if TYPE_CHECKING:
    from rules.inspection import Ruling
    from rules.site_inspection import SiteInspection

FACET = Facet.PRESENCE


def check(inspection: SiteInspection) -> Ruling:
    """Missing only where the page has no field to type into, no word of it, and no script that could write one."""
    pages = [page for page in inspection.visits.snapshot.pages if not page.offsite and not page.facts.outline]
    offering = next((page for page in pages if page.facts.site.search), None)
    if offering is not None:
        return inspection.passed("search-offered", inspection.evidence(offering))
    facts = inspection.home.facts
    doubtful = any(home.facts.site.search is None for home in inspection.visits.homes)
    if inspection.hidden() is not None or facts.scripts or doubtful:
        return inspection.unsure("search-unclear-home")
    shown = listed(list(dict.fromkeys(column.name for column in facts.columns)))
    return inspection.failed(Problem.MISSING, "search-missing", inspection.evidence(quote=shown or None))
