"""Scores of the sites in a database: findings of now, held against the standards that give points."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from monitor.errors import NothingCheckedError
from monitor.language import gettext as _
from rules.scoring import ScoreSheet, score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.model import Site
    from rules.standard import Standard
    from storage import History, StoredFinding, SweepInfo


class Scored(NamedTuple):
    """One site with its score by one standard."""

    site: Site
    standard: Standard
    sheet: ScoreSheet


def scores(history: History, sweep: SweepInfo, findings: Sequence[StoredFinding]) -> list[Scored]:
    """Score every site by each standard with ``[score]`` that it was judged by, in the order of the plan.

    Raises:
        NothingCheckedError: none of the standards gives points.
    """
    plan = history.plan(sweep.id)
    giving = [standard for standard in plan.standards if standard.score is not None]
    if not giving:
        raise NothingCheckedError(
            _("No standard of sweep {number} gives points; sweep with --standard indicators-2019.").format(
                number=sweep.id
            )
        )
    of_site: dict[str, list[StoredFinding]] = {}
    for finding in findings:
        of_site.setdefault(finding.site, []).append(finding)
    return [
        Scored(site, standard, score(of_site[site.id], standard, site))
        for site in plan.sites
        if site.id in of_site
        for standard in giving
        if standard.applies_to_site(site)
    ]
