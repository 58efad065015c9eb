"""A count of faults against a threshold: proven, open, and what follows from the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.inspection import listed

if TYPE_CHECKING:
    from rules.inspection import Ruling
    from rules.model import Evidence, Problem
    from rules.site_inspection import SiteInspection, Tally

_NAMED = 12


def told(
    inspection: SiteInspection,
    tally: Tally,
    problem: Problem,
    *evidence: Evidence,
    code: str,
    counted: int,
) -> Ruling:
    """Hold a tally against ``limits.most``, the number from which on there are too many.

    Enough proven faults fail, whatever is open; too few even with all that is open pass; between lies ``unknown``
    with both numbers. The reasons are ``<code>``, ``<code>-few`` and ``<code>-open``.
    """
    most = int(inspection.number("most"))
    values: dict[str, str | int] = {
        "faults": len(tally.faults),
        "open": len(tally.open),
        "most": most,
        "counted": counted,
        "names": listed(tally.faults[:_NAMED]) or "-",
    }
    quoted = evidence or (inspection.evidence(quote=listed(tally.faults[:_NAMED]) or None),)
    if len(tally.faults) >= most:
        return inspection.failed(problem, code, *quoted, **values)
    if tally.most < most:
        return inspection.passed(f"{code}-few", *quoted, **values)
    return inspection.unsure(f"{code}-open", *quoted, **values)
