"""Which records of evidence the history names, each with the digest it must have."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rules.model import Finding, Outcome
from storage import encoding
from storage.nights import stored_findings
from storage.sweeps import plan_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.session import Session


class NamedRecord(NamedTuple):
    """One record that one night of one site names."""

    site: str
    sweep: int
    url: str
    """The page, as it was asked for."""
    record: str
    sha256: str | None
    """The digest it must have; ``None`` where none was noted."""
    items: tuple[str, ...]
    """What rests on it that is no pass, as ``standard/item``."""
    needed: bool
    """``False`` where the sweep's own plan lets it go."""


def named_records(session: Session, sweep: int | None) -> Iterator[NamedRecord]:
    """Yield every record that stored snapshots and findings name, by site and sweep.

    Args:
        session: The open history.
        sweep: Only this one; ``None`` takes all.
    """
    kept: dict[int, str] = {}
    for number, site in session.rows("SELECT id, site FROM sites ORDER BY id"):
        cache: dict[int, bytes] = {}
        for night, manifest in session.rows(
            "SELECT sweep, manifest FROM site_sweeps WHERE site = ?1 AND manifest IS NOT NULL"
            " AND (?2 IS NULL OR sweep = ?2) ORDER BY sweep",
            (number, sweep),
        ):
            if night not in kept:
                kept[night] = plan_of(session, night).evidence_kept
            findings = stored_findings(session, number, night).all()
            content = session.blobs.read(manifest, cache)
            yield from _of_night(site, night, content, findings, all_needed=kept[night] != "failures")


def _of_night(
    site: str, sweep: int, content: bytes, findings: tuple[Finding, ...], *, all_needed: bool
) -> Iterator[NamedRecord]:
    items: dict[str, list[str]] = {}
    places: dict[str, str] = {}
    for finding in findings:
        for place in finding.evidence:
            if finding.outcome is not Outcome.PASS and place.record is not None:
                items.setdefault(place.record, []).append(f"{finding.standard}/{finding.item}")
                places[place.record] = place.url
    for visit in encoding.manifest_visits(content):
        resting = tuple(dict.fromkeys(items.pop(visit.record, ())))
        needed = all_needed or bool(resting) or visit.role in {"home", None}
        yield NamedRecord(site, sweep, visit.url, visit.record, visit.sha256, resting, needed)
    for record, resting_on in items.items():
        # A finding may rest on a record of another night, or on one that somebody wrote into it.
        yield NamedRecord(site, sweep, places[record], record, None, tuple(dict.fromkeys(resting_on)), needed=True)
