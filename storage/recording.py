"""Record one site of one sweep, all or nothing: its night, its pages, and the verdicts that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import sightings
from storage.errors import RefusedRecord
from storage.inventory import PagesOfSite
from storage.nights import remember_night, tally_of
from storage.sites import remember_site
from storage.verdicts import VerdictsOfSite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.model import Finding, Snapshot
    from storage.nights import Items
    from storage.session import Session


def record_site(  # noqa: PLR0913 - what there is to remember
    session: Session,
    items: Items,
    *,
    sweep: int,
    snapshot: Snapshot,
    findings: Sequence[Finding],
    rejudged: Sequence[Finding] | None,
) -> bool:
    """Store a site's night, all or nothing.

    Returns:
        ``False`` where this site is already recorded in this sweep; then nothing changes.

    Raises:
        RefusedRecord: If it would be a false memory.
    """
    with session.writing():
        replayed = _check(session, items, sweep, snapshot, findings)
        site = remember_site(session, snapshot.site, sweep)
        if session.one("SELECT 1 FROM site_sweeps WHERE site = ? AND sweep = ?", (site, sweep)):
            return False
        verdicts = VerdictsOfSite(session, site=site, sweep=sweep, rejudged=rejudged or ())
        numbers = [items.numbers[finding.standard, finding.item] for finding in findings]
        turned = [verdicts.settle(number, finding) for number, finding in zip(numbers, findings, strict=True)]
        flipped = sum(turn for turn, finding in zip(turned, findings, strict=True) if finding.counts)
        verdicts.end_what_left(set(numbers))
        pages = PagesOfSite(session, site, snapshot)
        entries = sightings.new_entries(session, site, snapshot, unchanged=pages.unchanged)
        manifest = pages.remember(sweep, seen=replayed is None)
        if replayed is not None:
            # Only now understood, and seen that night already: an earlier reading that did not show them says nothing.
            entries = [
                entry._replace(covered=None, listed_from=None) if entry.first_sweep is None else entry
                for entry in entries
            ]
        sightings.remember(session, site, sweep if replayed is None else replayed, entries)
        tally = tally_of(findings, items, flipped=flipped)
        remember_night(session, site=site, sweep=sweep, findings=findings, manifest=manifest, tally=tally)
    return True


def _check(session: Session, items: Items, sweep: int, snapshot: Snapshot, findings: Sequence[Finding]) -> int | None:
    """Refuse what would be a false memory; return the sweep whose evidence it is, where none was collected."""
    state = session.one("SELECT state, replayed FROM sweeps WHERE id = ?", (sweep,))
    if state is None or state[0] != "running":
        raise RefusedRecord(session.path, f"sweep {sweep} is not running; begin or resume it first")
    if snapshot.ended == "interrupted":
        raise RefusedRecord(session.path, f"the visit to {snapshot.site.id} was cut short, so it counts as not read")
    seen: set[tuple[str, str]] = set()
    for finding in findings:
        identity = (finding.standard, finding.item)
        if finding.site != snapshot.site.id:
            raise RefusedRecord(session.path, f"a finding about {finding.site} came with a visit to {snapshot.site.id}")
        if identity not in items.numbers:
            raise RefusedRecord(session.path, f"{finding.standard}/{finding.item} is in no plan of this history")
        if identity in seen:
            raise RefusedRecord(
                session.path, f"two findings about {finding.standard}/{finding.item} of {finding.site} in one sweep"
            )
        seen.add(identity)
    return None if state[1] is None else int(state[1])
