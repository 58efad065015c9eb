"""Deduction: what a probe says of the site itself: HTTPS, IPv6 (19号, IPv6改造)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.model import Facet, Problem

if TYPE_CHECKING:
    from rules.inspection import Ruling
    from rules.site_inspection import SiteInspection

FACET = Facet.PRESENCE


def check(inspection: SiteInspection) -> Ruling:
    """Passes on the visit itself where the home page came that way; else by the probe, which may not tell."""
    kind = str(inspection.rule.limits["kind"])
    home = inspection.home
    if kind == "https" and home.final_url.startswith("https://"):
        if home.tls is None:
            return inspection.passed("probe-yes", kind_of=kind.upper(), host=home.final_url)
        return inspection.failed(Problem.IRREGULAR, "probe-flawed", kind_of=kind.upper(), detail=home.tls)
    probe = next((probe for probe in inspection.probes if probe.kind == kind), None)
    if probe is None:
        return inspection.untestable("not-probed", kind_of=kind.upper())
    evidence = inspection.evidence(quote=probe.detail or probe.host)
    if probe.outcome == "yes":
        return inspection.passed("probe-yes", evidence, kind_of=kind.upper(), host=probe.host)
    values = {"kind_of": kind.upper(), "host": probe.host, "detail": probe.detail or "-"}
    if probe.outcome == "no":
        return inspection.failed(Problem.IRREGULAR, "probe-no", evidence, **values)
    return inspection.unsure("probe-unknown", evidence, **values)
