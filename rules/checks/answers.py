"""Content: is the page one of the column's own, not an error page and not the way back home?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.model import Facet, Problem

if TYPE_CHECKING:
    from rules.inspection import Inspection, Ruling

FACET = Facet.CONTENT
ORDER = 10
_WORDS = 60


def check(inspection: Inspection) -> Ruling | None:
    """Name error pages served as if all were well, and columns that only send the reader back."""
    page, visits = inspection.opened.page, inspection.visits
    if page is None:
        return None
    if page.facts.kind == "error":
        words = " ".join(page.facts.text.split())[:_WORDS] or page.facts.notice or page.facts.title or ""
        return inspection.failed(
            Problem.ERROR_PAGE, "error-page", inspection.evidence(page, words), words=words, status=page.status
        )
    sent_home = visits.is_home(page.final_url) or page.role == "home"
    if sent_home:
        return inspection.failed(
            Problem.REDIRECT_ONLY, "sent-home", inspection.evidence(page, inspection.place()), target=page.final_url
        )
    if any(page.sha256 == home.sha256 and page.url != home.url for home in visits.homes):
        return inspection.unsure("same-as-home", inspection.evidence(page, inspection.place()))
    return None
