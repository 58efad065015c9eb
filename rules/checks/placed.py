"""Presence: does the column stand where the standard wants it? Fails strict items only; for others the judge warns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.inspection import listed
from rules.model import Facet, Problem

if TYPE_CHECKING:
    from rules.inspection import Inspection, Ruling

FACET = Facet.PRESENCE
ORDER = 20


def check(inspection: Inspection) -> Ruling | None:
    """A column outside its expected parents is ``misplaced``."""
    find = inspection.item.find
    if not find.strict or not inspection.misplaced:
        return None
    return inspection.failed(Problem.MISPLACED, "misplaced", place=inspection.place(), wanted=listed(find.under))
