"""Content: did the target of a link item open?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.model import Facet

if TYPE_CHECKING:
    from rules.inspection import Inspection, Ruling

FACET = Facet.CONTENT
ORDER = 30


def check(inspection: Inspection) -> Ruling | None:
    """A link item asks for nothing but a target that opens."""
    if inspection.item.find.kind != "link":
        return None
    page = inspection.opened.page
    if page is None and inspection.opened.url is not None:
        return None  # it leads off the site, where nobody asked
    if page is None:
        return inspection.passed("heading-with-columns", number=len(inspection.opened.children))
    return inspection.passed("link-opens", inspection.evidence(page, page.facts.title), target=page.final_url)
