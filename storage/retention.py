"""Let old evidence go by a policy. Verdicts and their intervals stay for ever; they are small.

What defends an accusation is never let go: the night on which a failure began and the one that could confirm it, of
every failure that ever was, the last night that saw a failure which still stands, and the latest night of every site.
Sweeps by other standards lie between without counting. Cases can name further nights.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from storage import encoding
from storage.seals import manifest_digest
from storage.sites import number_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from storage.session import Session


class Pruned(msgspec.Struct, frozen=True, kw_only=True):
    """What was let go."""

    snapshots: int
    page_versions: int
    contents: int
    bytes: int
    """Compressed bytes of those contents; the file shrinks when it is compacted."""


# Nights whose snapshot must stay: those on or after the horizon, the latest of each site, the first two of each
# failure that judged its standard, the last such of a failure that stands, and those that the caller names.
_NOT_NEEDED = """
    WITH failures (site, standard, from_sweep, to_sweep) AS (
        SELECT n.site, i.standard, n.from_sweep, n.to_sweep FROM intervals n
        JOIN verdicts v ON v.id = n.verdict JOIN items i ON i.id = n.item WHERE v.outcome = 'fail'
    )
    SELECT site, sweep, manifest FROM site_sweeps WHERE (site, sweep) IN (
        SELECT site, sweep FROM site_sweeps WHERE manifest IS NOT NULL AND sweep < :horizon
        EXCEPT SELECT id, last_sweep FROM sites
        EXCEPT SELECT site, from_sweep FROM failures
        EXCEPT SELECT f.site, (
            SELECT d.sweep FROM site_sweeps d JOIN sweeps w ON w.id = d.sweep
            WHERE d.site = f.site AND d.sweep > f.from_sweep AND w.replayed IS NULL
            AND f.standard IN (SELECT value FROM json_each(w.standards)) ORDER BY d.sweep LIMIT 1
        ) FROM failures f
        EXCEPT SELECT f.site, (
            SELECT d.sweep FROM site_sweeps d JOIN sweeps w ON w.id = d.sweep
            WHERE d.site = f.site AND f.standard IN (SELECT value FROM json_each(w.standards))
            ORDER BY d.sweep DESC LIMIT 1
        ) FROM (SELECT DISTINCT site, standard FROM failures WHERE to_sweep IS NULL) f
        EXCEPT SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(:protected)
    ) ORDER BY site, sweep
"""

# A version of a page stays if a kept night falls between it and the next version, or if it is the present one.
_UNUSED_VERSIONS = """
    DELETE FROM page_versions AS v WHERE facts != (SELECT facts FROM pages WHERE id = v.page) AND NOT EXISTS (
        SELECT 1 FROM site_sweeps d WHERE d.site = (SELECT site FROM pages WHERE id = v.page)
        AND d.manifest IS NOT NULL AND d.sweep >= v.from_sweep AND d.sweep < ifnull(
            (SELECT min(from_sweep) FROM page_versions w WHERE w.page = v.page AND w.from_sweep > v.from_sweep),
            1 << 60
        )
    )
"""

_UNUSED_BLOBS = """
    WITH RECURSIVE used (id) AS (
        SELECT facts FROM pages
        UNION SELECT facts FROM page_versions
        UNION SELECT manifest FROM site_sweeps WHERE manifest IS NOT NULL
        UNION SELECT findings FROM site_sweeps WHERE findings IS NOT NULL
        UNION SELECT findings FROM latest_findings
        UNION SELECT plan FROM sweeps
        UNION SELECT b.base FROM blobs b JOIN used u ON u.id = b.id WHERE b.base IS NOT NULL
    )
    SELECT id, length(content) FROM blobs WHERE id NOT IN used ORDER BY id DESC
"""


def prune(session: Session, horizon: int, *, protected: Collection[tuple[str, int]] = ()) -> Pruned:
    """Let go of the snapshots of sweeps before ``horizon``, but for those that are needed.

    Args:
        session: The open history; the caller holds its lock.
        horizon: The first sweep whose evidence is kept whole.
        protected: Further nights to keep, as (site, sweep).
    """
    # The question has just been asked for all of them; asking it again for each would read every table each time.
    session.run("PRAGMA foreign_keys = OFF")
    try:
        return _prune(session, horizon, protected)
    finally:
        session.run("PRAGMA foreign_keys = ON")


def _prune(session: Session, horizon: int, protected: Collection[tuple[str, int]]) -> Pruned:
    nights = [(number_of(session, site), sweep) for site, sweep in protected]
    parameters = {"horizon": horizon, "protected": msgspec.json.encode(nights).decode()}
    with session.writing():
        snapshots = _let_go(session, session.rows(_NOT_NEEDED, parameters))
        before = session.database.conn.total_changes
        session.run(_UNUSED_VERSIONS)
        versions = session.database.conn.total_changes - before
        unused = session.rows(_UNUSED_BLOBS)
        session.run_many("DELETE FROM blobs WHERE id = ?", [(blob,) for blob, _ in unused])
    return Pruned(
        snapshots=snapshots,
        page_versions=versions,
        contents=len(unused),
        bytes=sum(size for _, size in unused),
    )


def _let_go(session: Session, nights: list[tuple[int, int, int]]) -> int:
    """Forget the manifests of these nights but for their digests, on which the seals of the sweeps rest."""
    cache: dict[int, bytes] = {}
    digests: list[tuple[int, int, bytes]] = []
    present: int | None = None
    for site, sweep, manifest in nights:
        if site != present:
            cache, present = {}, site
        digests.append((site, sweep, manifest_digest(session.blobs.read(manifest, cache))))
    session.run_many("INSERT INTO let_go (site, sweep, digest) VALUES (?, ?, ?)", digests)
    session.run_many(
        "UPDATE site_sweeps SET manifest = NULL WHERE site = ? AND sweep = ?", [night[:2] for night in nights]
    )
    return len(nights)


def kept_records(session: Session) -> frozenset[str]:
    """Return the ids of the WARC records that stored snapshots refer to; others may go.

    The evidence of a finding is among those of the snapshot it was judged on, errors of the server included.
    """
    records: set[str] = set()
    with session.reading():
        for (manifest,) in session.rows("SELECT manifest FROM site_sweeps WHERE manifest IS NOT NULL"):
            records.update(encoding.manifest_records(session.blobs.read(manifest)))
    return frozenset(records)
