"""Census: a site without any content, a "zombie" (2015 census: 僵尸网站)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.model import Facet, Problem

if TYPE_CHECKING:
    from rules.inspection import Ruling
    from rules.site_inspection import SiteInspection

FACET = Facet.CONTENT


def check(inspection: SiteInspection) -> Ruling:
    """Empty only where a home page without scripts, frames, pictures and links holds less than a few words.

    A site that does not answer is ``unknown`` as a whole: one night proves nothing (``veto-unreachable``).
    """
    words = int(inspection.number("words"))
    pages = inspection.visits.homes
    columns = sum(len(page.facts.columns) + len(page.facts.entries) for page in pages)
    if columns or any(page.facts.text_length >= words for page in pages):
        return inspection.passed("site-alive", number=columns)
    hidden = any(
        facts.needs_browser or facts.frames or facts.redirect or facts.scripts or facts.images or facts.links
        for facts in (page.facts for page in pages)
    )
    if hidden:
        return inspection.unsure("site-home-hidden", why=inspection.hidden() or "links")
    length = max(page.facts.text_length for page in pages)
    return inspection.failed(
        Problem.EMPTY, "site-empty", inspection.evidence(quote=inspection.home.facts.text), length=length
    )
