"""Deduction: the full name of the site is on its home page (47号 三(一)3); it may be a picture, so nothing fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.model import Facet
from rules.normalise import normalise_name

if TYPE_CHECKING:
    from rules.inspection import Ruling
    from rules.site_inspection import SiteInspection

FACET = Facet.ELEMENTS


def check(inspection: SiteInspection) -> Ruling:
    """Looked for in the title, the metas, the names of columns and the text."""
    facts = inspection.home.facts
    wanted = normalise_name(inspection.site.name)
    places = [facts.title, facts.site.name, facts.meta.get("sitename"), facts.text]
    places += [column.name for column in facts.columns]
    for text in places:
        if text and (inspection.site.name in text or (wanted and wanted in normalise_name(text))):
            return inspection.passed("site-named", inspection.evidence(quote=text[:80]), name=inspection.site.name)
    return inspection.unsure("site-name-not-seen", name=inspection.site.name)
