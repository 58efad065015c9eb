"""Veto: five or more service guides that lack four or more of the eight elements (19号, 服务不实用 2).

Counted by the row that looks at the newest guides; what it did not read makes the count open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.model import Facet, Outcome, Problem

if TYPE_CHECKING:
    from rules.inspection import Ruling
    from rules.site_inspection import SiteInspection

FACET = Facet.ELEMENTS


def check(inspection: SiteInspection) -> Ruling:
    """Proven guides at or above the limit fail; fewer pass only where too few others are left unread."""
    finding = inspection.finding(str(inspection.rule.limits["column"]))
    if finding is None or finding.outcome is Outcome.NOT_APPLICABLE:
        return inspection.untestable("no-guides-read")
    most = int(inspection.number("most"))
    values = finding.reason.values
    faulty = int(values.get("faulty", 0)) if finding.outcome is Outcome.FAIL else 0
    read = int(values.get("entries", 0)) if finding.outcome is Outcome.FAIL else int(values.get("number", 0))
    read = read if finding.outcome is not Outcome.UNKNOWN else 0
    unread = max((finding.entries or most) - read, 0)
    told: dict[str, str | int] = {"faults": faulty, "open": unread, "most": most, "counted": read}
    if finding.outcome is Outcome.FAIL and faulty >= most:
        return inspection.failed(Problem.INCOMPLETE, "guides-lacking", *finding.evidence, **told)
    if finding.outcome is not Outcome.UNKNOWN and faulty + unread < most:
        return inspection.passed("guides-enough", *finding.evidence, **told)
    return inspection.unsure("guides-open", *finding.evidence, **told)
