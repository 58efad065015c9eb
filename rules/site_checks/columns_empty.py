"""Veto: five or more empty columns (19号, 空白栏目). Empty must be proven; columns that nobody opened stay open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.model import Facet, Outcome, Problem
from rules.site_dates import menu_columns
from rules.site_inspection import Tally
from rules.site_tallies import told
from rules.visits import has_content, is_gone, place_key

if TYPE_CHECKING:
    from rules.inspection import Ruling
    from rules.site_inspection import SiteInspection

FACET = Facet.CONTENT
_EMPTY = (Problem.EMPTY, Problem.PLACEHOLDER)
_BEFORE_CONTENT = (Facet.PRESENCE, Facet.CONTENT)


def check(inspection: SiteInspection) -> Ruling:
    """Count the columns of the items that were found empty, each address once, and the menu's that were not read."""
    faults: dict[str, str] = {}
    unread: dict[str, str] = {}
    filled: set[str] = set()
    for columns in inspection.columns.values():
        for column in columns:
            ruling, place, name = column.ruling, column.place, column.inspection.place()
            if column.is_sure and ruling.outcome is Outcome.FAIL and ruling.problem in _EMPTY:
                faults.setdefault(place, name)
            elif ruling.problem in _EMPTY or (ruling.outcome is Outcome.UNKNOWN and ruling.facet in _BEFORE_CONTENT):
                unread.setdefault(place, name)
            else:
                filled.add(place)
    for menu in menu_columns(inspection.visits, inspection.home):
        opened = inspection.visits.open(menu.url or "", menu.name)
        place = place_key(opened.page.url if opened.page is not None else menu.url or "")
        if opened.page is not None and has_content(opened.page):
            filled.add(place)
        elif not is_gone(opened.miss):
            unread.setdefault(place, menu.name)
    # A page that is empty as a list may be full as a text: what any item finds content in is not empty.
    proven = {place: name for place, name in faults.items() if place not in filled}
    doubtful = {place: name for place, name in unread.items() if place not in proven and place not in filled}
    counted = len({*proven, *filled, *doubtful})
    if not counted:
        return inspection.untestable("no-such-columns")
    tally = Tally(tuple(proven.values()), tuple(doubtful.values()))
    return told(inspection, tally, Problem.EMPTY, code="columns-empty", counted=counted)
