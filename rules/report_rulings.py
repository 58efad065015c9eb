"""What every check of a yearly report says before it looks inside: none is listed, not read, or of an older form."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rules.documents import Document
    from rules.inspection import Inspection, Ruling


def not_of_this_form(inspection: Inspection, newest: tuple[int, Document] | None) -> Ruling | None:
    """Why the newest report cannot be held against the form; ``None`` where it can."""
    item = inspection.item
    if newest is None:
        return inspection.unsure("report-not-listed", item=item.name)
    year, report = newest
    about: dict[str, str | int] = {"title": report.title, "target": report.url, "year": year, "item": item.name}
    if item.require.since_year is not None and year < item.require.since_year:
        return inspection.untestable("report-of-older-form", since=item.require.since_year, also=about)
    if report.page is None or report.page.facts.kind in ("error", "blocked"):
        return inspection.unsure("document-not-read", also=about)
    return None
