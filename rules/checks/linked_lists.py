"""Elements: is what one column lists listed in another too (``how = "listed"``)?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.inspection import Ruling, listed
from rules.itemised import is_itemised, matters_of, may_stand_in, sample
from rules.linking import other_columns
from rules.model import Facet, Problem

if TYPE_CHECKING:
    from rules.inspection import Inspection

FACET = Facet.ELEMENTS
ORDER = 42


def check(inspection: Inspection) -> Ruling | None:
    """Matters of a sample that no line of the other list resembles are ``incomplete``, by name.

    Both lists must name their matters one by one; a list of documents that hold lists says nothing. The other list
    must have been read to its end.
    """
    duty = next((linked for linked in inspection.item.linked if linked.how == "listed"), None)
    if duty is None:
        return None
    shown = other_columns(inspection, duty)
    if isinstance(shown, Ruling):
        return shown
    if not is_itemised(inspection) or not all(is_itemised(other) for other in shown):
        return inspection.unsure("lists-not-itemised", other=shown[0].column)
    matters = sample(matters_of(inspection, duty.only))
    if not matters:
        return inspection.unsure("lists-none-meant", other=shown[0].column, words="/".join(duty.only))
    return _rule(inspection, shown, matters)


def _rule(inspection: Inspection, others: tuple[Inspection, ...], matters: tuple[str, ...]) -> Ruling:
    """Hold each matter of the sample against every line of the other list."""
    there = [line.title for other in others for line in other.lines]
    missing = [name for name in matters if not may_stand_in(name, there)]
    values: dict[str, str | int] = {"other": others[0].column, "wanted": len(matters)}
    if not missing:
        return inspection.passed("listed-there", words=matters[0], also=values)
    names = listed(missing)
    unread = next((other for other in others if not _read_whole(other)), None)
    if unread is not None:
        return inspection.unsure("list-may-follow", missing=names, part=unread.unread(), also=values)
    return inspection.failed(
        Problem.INCOMPLETE,
        "not-listed-there",
        inspection.evidence(inspection.page, missing[0]),
        others[0].evidence(others[0].page, others[0].place()),
        missing=names,
        number=len(missing),
        also=values,
    )


def _read_whole(other: Inspection) -> bool:
    """Whether nothing of a list stayed unread, and nothing stands in a file or behind a script."""
    pages = other.opened.everything
    hidden = any(page.facts.needs_browser or page.facts.block or page.facts.attachments for page in pages)
    return other.opened.everything_complete and not hidden
