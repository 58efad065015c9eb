"""One site in one sweep: that it was looked at, what came of it in numbers, and its findings word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import zstandard

from rules.model import Outcome
from storage import encoding
from storage.blobs import pack, unpack
from storage.errors import DamagedHistory
from storage.seals import manifest_digest, night_digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.model import Finding
    from storage.inventory import Manifest
    from storage.session import Session

_DEPTH = 32
"""Steps back to findings that are kept whole, or nearly so; what it takes to see an earlier night."""

_QUICK = 1
"""Level of compression for what is replaced every night."""


class Items(NamedTuple):
    """The items of all standards that were ever used, by (standard, item)."""

    numbers: dict[tuple[str, str], int]
    weights: dict[tuple[str, str], float]


def items_of(session: Session) -> Items:
    """Return the items as the latest sweep knows them."""
    rows = session.rows(
        "SELECT i.id, i.standard, i.item, v.weight FROM items i JOIN item_versions v ON v.item = i.id"
        " AND v.from_sweep = (SELECT max(from_sweep) FROM item_versions WHERE item = i.id)"
    )
    return Items(
        numbers={(standard, item): number for number, standard, item, _ in rows},
        weights={(standard, item): weight for _, standard, item, weight in rows},
    )


class Tally(NamedTuple):
    """A site's night in numbers, in the order of the columns of ``site_sweeps``."""

    passed: int
    failed: int
    unknown: int
    not_applicable: int
    vetoes: int
    flipped: int
    weight_passed: float
    weight_failed: float


def tally_of(findings: Sequence[Finding], items: Items, *, flipped: int) -> Tally:
    """Count the findings of one site, but those on trial and excused failures."""
    counting = [finding for finding in findings if finding.counts]
    outcomes = [finding.outcome for finding in counting]

    def weight(outcome: Outcome) -> float:
        return sum(items.weights[f.standard, f.item] for f in counting if f.outcome is outcome)

    return Tally(
        passed=outcomes.count(Outcome.PASS),
        failed=outcomes.count(Outcome.FAIL),
        unknown=outcomes.count(Outcome.UNKNOWN),
        not_applicable=outcomes.count(Outcome.NOT_APPLICABLE),
        vetoes=sum(f.outcome is Outcome.FAIL and f.severity == "veto" for f in counting),
        flipped=flipped,
        weight_passed=weight(Outcome.PASS),
        weight_failed=weight(Outcome.FAIL),
    )


def stored_findings(session: Session, site: int, sweep: int) -> encoding.StoredFindings:
    """Return the findings of a site in a sweep in which it was recorded."""
    row = session.one("SELECT findings, checked_at FROM site_sweeps WHERE site = ? AND sweep = ?", (site, sweep))
    if row is None or row[0] is None:
        return encoding.StoredFindings(encoding.encode_findings(())[0], 0)
    return encoding.StoredFindings(findings_content(session, site, row[0]), row[1])


def remember_night(  # noqa: PLR0913 - the columns of the row
    session: Session, *, site: int, sweep: int, findings: Sequence[Finding], manifest: Manifest, tally: Tally
) -> None:
    """Write down that a site was looked at, and what was found."""
    content, checked_at = encoding.encode_findings(findings)
    session.run(
        "INSERT INTO site_sweeps (site, sweep, checked_at, findings, manifest, passed, failed, unknown,"
        " not_applicable, vetoes, flipped, weight_passed, weight_failed)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (site, sweep, checked_at, _remember_findings(session, site, sweep, content), manifest.blob, *tally),
    )
    session.run(
        "INSERT INTO night_digests (site, sweep, digest) VALUES (?, ?, ?)",
        (site, sweep, night_digest(content, checked_at, manifest_digest(manifest.content))),
    )


def _remember_findings(session: Session, site: int, sweep: int, content: bytes) -> int:
    """Keep tonight's findings as what differs from last night's, and whole in the place of the latest."""
    row = session.one(
        "SELECT findings FROM site_sweeps WHERE site = ? AND sweep < ? AND findings IS NOT NULL"
        " ORDER BY sweep DESC LIMIT 1",
        (site, sweep),
    )
    last = None if row is None else int(row[0])
    cache = {} if last is None else {last: findings_content(session, site, last)}
    if last is not None and cache[last] == content:
        return last
    tonight = session.blobs.add("findings", content, base=last, depth=_DEPTH, cache=cache)
    session.run(
        "INSERT OR REPLACE INTO latest_findings (site, findings, content) VALUES (?, ?, ?)",
        (site, tonight, pack(content, level=_QUICK)),
    )
    return tonight


def findings_content(session: Session, site: int, blob: int) -> bytes:
    """Return the bytes of a site's findings of some night."""
    row = session.one("SELECT content FROM latest_findings WHERE site = ? AND findings = ?", (site, blob))
    if row is None:
        return session.blobs.read(blob)
    try:
        return unpack(row[0])
    except zstandard.ZstdError as error:
        raise DamagedHistory(session.path, f"the latest findings of site {site}: {error}") from error
