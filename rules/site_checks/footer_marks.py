"""Deduction: marks that must stand at the foot of every page (47号 annex 一(二)4; 19号, 功能设计)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.inspection import listed
from rules.model import Facet, Problem

if TYPE_CHECKING:
    from rules.inspection import Ruling
    from rules.model import Evidence, PageVisit
    from rules.site_inspection import SiteInspection

FACET = Facet.ELEMENTS
NAMES = {
    "emblem": "党政机关网站标识",
    "report": "“我为政府网站找错”入口",
    "id-code": "网站标识码",
    "sponsor": "主办单位",
    "contact": "联系方式",
    "icp": "ICP备案编号",
    "police": "公安机关备案标识",
    "map": "站点地图",
}
"""What ``marks`` of the rule may name."""
_BY_SCRIPT = ("emblem", "report", "police")
"""Marks that sites have written by a script of their own, or show as a picture."""
_ANCHORS = ("icp", "police", "id-code")
"""Where one of them was read, the foot of the page was; an office or a map of the site may be named anywhere."""


def check(inspection: SiteInspection) -> Ruling:
    """A mark counts as lacking only where the foot was read and no page of the site bears it."""
    found: set[str] = set()
    pages = [page for page in inspection.visits.snapshot.pages if not page.offsite and not page.facts.outline]
    for page in pages:
        marks = page.facts.site
        found |= set(marks.foot)
        found |= {"id-code"} if marks.id_code is not None else set()
        found |= {"icp"} if marks.icp is not None else set()
        found |= {"police"} if marks.police is not None else set()
    printed = found - ({"id-code"} if not any(page.facts.site.printed_code for page in pages) else set())
    feet = {mark for page in inspection.visits.homes for mark in page.facts.site.foot}
    by_script = "script" in feet
    may_hide = "picture" in feet or _has_own_scripts(inspection)
    if printed.isdisjoint(_ANCHORS):
        return inspection.unsure("foot-not-read")
    lacking = [mark for mark in inspection.rule.marks if mark not in found]
    doubtful = [mark for mark in lacking if by_script or (mark in _BY_SCRIPT and may_hide)]
    missing = [mark for mark in lacking if mark not in doubtful]
    values: dict[str, str | int] = {
        "faults": len(missing),
        "open": len(doubtful),
        "names": listed([NAMES.get(mark, mark) for mark in missing or doubtful]),
        "counted": len(inspection.rule.marks),
    }
    if missing:
        return inspection.failed(Problem.INCOMPLETE, "foot-incomplete", _foot_read(inspection, pages), **values)
    if doubtful:
        return inspection.unsure("foot-by-script", **values)
    return inspection.passed("foot-complete", counted=len(inspection.rule.marks))


def _foot_read(inspection: SiteInspection, pages: list[PageVisit]) -> Evidence:
    """A page whose foot was read, the home page before others, with a mark that it does bear."""
    for page in (*inspection.visits.homes, *pages):
        marks = page.facts.site
        borne = marks.icp or marks.police or marks.printed_code
        if borne is not None:
            return inspection.evidence(page, borne)
    return inspection.evidence()


def _has_own_scripts(inspection: SiteInspection) -> bool:
    facts = inspection.home.facts
    return bool(facts.scripts or facts.frames)
