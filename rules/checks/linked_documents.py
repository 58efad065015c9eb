"""Elements: do the pages of policy documents and of their interpretations lead to one another (``how = "link"``)?

国办发〔2017〕47号, part four (二): the page of a policy document offers the way to its interpretation, and the page of
an interpretation leads to the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.inspection import Ruling, quote_line
from rules.linking import MOST_DOCUMENTS, documents_of, other_columns, ties_of
from rules.model import Facet, Problem

if TYPE_CHECKING:
    from rules.inspection import Inspection
    from rules.linking import Tie

FACET = Facet.ELEMENTS
ORDER = 40


def check(inspection: Inspection) -> Ruling | None:
    """A document whose page leads nowhere near its counterpart, which stands on the site, is ``incomplete``.

    That one has no counterpart is no fault: not every document needs an interpretation. A page that only names the
    other one has no link to it.
    """
    duty = next((linked for linked in inspection.item.linked if linked.how == "link"), None)
    if duty is None:
        return None
    shown = other_columns(inspection, duty)
    if isinstance(shown, Ruling):
        return shown
    if not any(document.page is not None for document in documents_of(inspection)):
        return inspection.unsure("link-documents-unread", other=shown[0].column)
    ties = ties_of(inspection, shown)[:MOST_DOCUMENTS]
    return _rule(inspection, ties, other=shown[0])


def _rule(inspection: Inspection, ties: tuple[Tie, ...], *, other: Inspection) -> Ruling:
    """What the ties show together: one that is proved to be missing, one in doubt, or all there."""
    values: dict[str, str | int] = {"other": other.column, "entries": len(ties)}
    missing = [tie for tie in ties if tie.state == "unlinked"]
    if missing:
        tie = missing[0]
        return inspection.failed(
            Problem.INCOMPLETE,
            "not-linked",
            inspection.evidence(tie.document.page, tie.document.title),
            inspection.evidence(tie.counterpart.page, quote_line(tie.counterpart)),
            title=tie.document.title,
            page=tie.document.line.url or "",
            words=tie.counterpart.title,
            target=tie.counterpart.url or "",
            number=len(missing),
            also=values,
        )
    doubtful = next((tie for tie in ties if tie.state == "doubtful"), None)
    if doubtful is not None:
        return inspection.unsure(
            doubtful.why,
            inspection.evidence(doubtful.document.page, doubtful.document.title),
            title=doubtful.document.title,
            words=doubtful.counterpart.title,
            part=doubtful.part,
            also=values,
        )
    if not ties:
        return inspection.unsure("link-no-pair", also=values)
    tie = ties[0]
    return inspection.passed(
        "linked",
        inspection.evidence(tie.document.page, tie.document.title),
        title=tie.document.title,
        words=tie.counterpart.title,
        also=values,
    )
