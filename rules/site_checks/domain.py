"""Deduction: a government site stands under .gov.cn or .政务 (国办函〔2018〕55号, 47号 三(一)4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.hosts import public_host
from rules.model import Facet, Problem

if TYPE_CHECKING:
    from rules.inspection import Ruling
    from rules.site_inspection import SiteInspection

FACET = Facet.ELEMENTS


def check(inspection: SiteInspection) -> Ruling:
    """The suffix of the host that the home page was read from."""
    host = public_host(inspection.home.final_url)
    if host is None:
        return inspection.untestable("no-domain")
    if host.endswith(inspection.rule.marks):
        return inspection.passed("domain-right", host=host)
    return inspection.failed(Problem.IRREGULAR, "domain-wrong", host=host, names="、".join(inspection.rule.marks))
