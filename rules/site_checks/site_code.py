"""Deduction: the id code (网站标识码) that the site prints is of the right form and the registered one (47号)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rules.model import Facet, Problem

if TYPE_CHECKING:
    from rules.inspection import Ruling
    from rules.site_inspection import SiteInspection

FACET = Facet.ELEMENTS
_FORM = re.compile(r"bm\d{8}|\d{10}", re.ASCII)


def check(inspection: SiteInspection) -> Ruling:
    """Another code is a fault only where meta and foot agree on it; the registry may be wrong otherwise."""
    marks = inspection.home.facts.site
    meta = inspection.home.facts.meta.get("siteidcode", "").strip().lower()
    printed = (marks.printed_code or "").lower()
    registered = inspection.site.id.lower()
    codes = [code for code in (printed, meta) if code]
    if not codes:
        return inspection.untestable("code-not-printed")  # the row about the foot says so
    shown, quoted = "、".join(dict.fromkeys(codes)), inspection.evidence(quote=codes[0])
    if _FORM.fullmatch(registered) is None:
        form = all(_FORM.fullmatch(code) for code in codes)
        return inspection.passed("code-printed", quoted, shown=shown) if form else _odd(inspection, shown)
    if all(code == registered for code in codes):
        return inspection.passed("code-registered", quoted, shown=shown)
    if meta and meta == printed and _FORM.fullmatch(meta):
        return inspection.failed(Problem.IRREGULAR, "code-differs", quoted, shown=shown, registered=registered)
    return inspection.unsure("code-unclear", quoted, shown=shown, registered=registered)


def _odd(inspection: SiteInspection, shown: str) -> Ruling:
    return inspection.unsure("code-unclear", shown=shown, registered=inspection.site.id)
