"""Failures that were looked at again at once: a second fetch that says the same confirms the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.encoding import seconds
from storage.errors import RefusedRecord
from storage.sites import required_number

if TYPE_CHECKING:
    from rules.model import Finding
    from storage.session import Session


def remember_recheck(session: Session, sweep: int, finding: Finding) -> bool:
    """Write down what a second look in the same sweep said.

    Args:
        session: The open history.
        sweep: The sweep that found the failure.
        finding: Judged from a second fetch.

    Returns:
        Whether it says the same as the finding that stands; only then is it kept.

    Raises:
        RefusedRecord: If the site was not recorded in that sweep.
    """
    with session.writing():
        site = required_number(session, finding.site)
        if not session.one("SELECT 1 FROM site_sweeps WHERE site = ? AND sweep = ?", (site, sweep)):
            raise RefusedRecord(
                session.path, f"{finding.site} was not recorded in sweep {sweep}, so nothing is confirmed"
            )
        before = session.database.conn.total_changes
        session.run(
            "INSERT OR IGNORE INTO rechecks (site, item, sweep, verdict, checked_at)"
            " SELECT n.site, n.item, :sweep, n.verdict, :at FROM intervals n JOIN items i ON i.id = n.item"
            " JOIN verdicts v ON v.id = n.verdict WHERE n.site = :site AND i.standard = :standard AND i.item = :item"
            " AND n.from_sweep <= :sweep AND (n.to_sweep IS NULL OR n.to_sweep > :sweep)"
            " AND v.outcome = :outcome AND v.problem = :problem",
            {
                "sweep": sweep,
                "site": site,
                "at": seconds(finding.checked_at),
                "standard": finding.standard,
                "item": finding.item,
                "outcome": str(finding.outcome),
                "problem": "" if finding.problem is None else str(finding.problem),
            },
        )
        return session.database.conn.total_changes > before


def rechecked(session: Session, site: int, item: int, *, first: int, until: int) -> bool:
    """Whether a second look agreed in one of these sweeps, ends included."""
    return (
        session.one(
            "SELECT 1 FROM rechecks WHERE site = ? AND item = ? AND sweep BETWEEN ? AND ?", (site, item, first, until)
        )
        is not None
    )
