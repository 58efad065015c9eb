"""Elements: do the figures of the newest yearly report add up?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.disclosure_figures import add_up
from rules.documents import newest_report
from rules.inspection import listed
from rules.model import Facet, Problem
from rules.report_rulings import not_of_this_form

if TYPE_CHECKING:
    from rules.inspection import Inspection, Ruling

FACET = Facet.ELEMENTS
ORDER = 40


def check(inspection: Inspection) -> Ruling | None:
    """A sum that the report's own figures contradict is ``incomplete``, with row, column and both figures.

    Cells that hold no figure, tables of another form and reports without tables are unsure.
    """
    require = inspection.item.require
    if require.sums is None:
        return None
    newest = newest_report(inspection)
    early = not_of_this_form(inspection, newest)
    if early is not None or newest is None:
        return early
    year, report = newest
    holding = [visit for visit in (report.page, *report.files) if visit is not None and visit.facts.tables]
    about: dict[str, str | int] = {"title": report.title, "target": report.url, "year": year}
    if not holding:
        return inspection.unsure("figures-not-found", inspection.evidence(report.page, report.title), also=about)
    figures = add_up(holding[0].facts.tables)
    evidence = inspection.evidence(holding[0], report.title)
    if figures.wrong:
        first = figures.wrong[0]
        return inspection.failed(
            Problem.INCOMPLETE,
            "figures-wrong",
            *(inspection.evidence(holding[0], f"{one.row} {one.column}: {one.parts}") for one in figures.wrong[:5]),
            row=first.row,
            heading=first.column,
            stated=first.stated,
            computed=first.computed,
            difference=abs(first.stated - first.computed),
            parts=first.parts,
            number=len(figures.wrong),
            sums=figures.sums,
            also=about,
        )
    if figures.unread or not figures.sums:
        words = listed(figures.unread[:3]) or report.title
        return inspection.unsure("figures-not-readable", evidence, words=words, sums=figures.sums, also=about)
    return inspection.passed("figures-add-up", evidence, sums=figures.sums, also=about)
