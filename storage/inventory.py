"""What is known of each site's pages, and the snapshots that can be judged again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.plan import KnownPage
from storage import encoding

if TYPE_CHECKING:
    from rules.facts import PageFacts
    from rules.model import PageVisit, Snapshot
    from storage.session import Session

_FACTS_DEPTH = 16
_MANIFEST_DEPTH = 32
_KNOWN_NIGHTS = 3
"""A page is asked for conditionally if it was visited in one of so many last nights of its site."""


def remember_pages(session: Session, site: int, sweep: int, snapshot: Snapshot) -> int:
    """Bring the inventory of a site up to date and store what the snapshot needs besides.

    Returns:
        The id of the stored manifest.
    """
    known = {
        row[0]: row[1:]
        for row in session.rows(
            "SELECT p.url, p.id, p.facts, b.digest, p.sha256 FROM pages p JOIN blobs b ON b.id = p.facts"
            " WHERE p.site = ?",
            (site,),
        )
    }
    cache: dict[int, bytes] = {}
    tonight: dict[str, bytes] = {}
    inline: list[int] = []
    home: int | None = None
    for place, visit in enumerate(snapshot.pages):
        content, digest = encoding.encode_facts(visit.facts)
        if visit.url in tonight:
            # One address, asked for twice: the inventory keeps the first answer, the manifest keeps the other.
            if tonight[visit.url] != digest:
                inline.append(place)
            continue
        tonight[visit.url] = digest
        before = known.get(visit.url)
        if before is not None and before[2] == digest:
            facts = int(before[1])
        else:
            base = home if before is None else int(before[1])
            facts = session.blobs.add("facts", content, base=base, depth=_FACTS_DEPTH, digest=digest, cache=cache)
        # The pages of one site repeat its frame, so the first page is a good base for those never seen before.
        home = facts if home is None else home
        values = _values(visit) | {"site": site, "sweep": sweep, "facts": facts}
        if before is None:
            page = session.run(_NEW_PAGE, values)
        else:
            page = int(before[0])
            session.run(_SEEN_AGAIN, values | {"page": page})
        if before is None or before[1] != facts:
            session.run(
                "INSERT OR REPLACE INTO page_versions (page, from_sweep, facts) VALUES (?, ?, ?)", (page, sweep, facts)
            )
    row = session.one(
        "SELECT manifest FROM site_sweeps WHERE site = ? AND sweep < ? ORDER BY sweep DESC LIMIT 1", (site, sweep)
    )
    manifest = encoding.encode_manifest(snapshot, inline=inline)
    return session.blobs.add("manifest", manifest, base=None if row is None else row[0], depth=_MANIFEST_DEPTH)


_NEW_PAGE = """
    INSERT INTO pages (site, url, final_url, first_seen, last_seen, last_changed, status, sha256, etag, last_modified,
                       newest_entry, facts)
    VALUES (:site, :url, :final_url, :sweep, :sweep, :sweep, :status, :sha256, :etag, :last_modified, :newest, :facts)
"""
_SEEN_AGAIN = """
    UPDATE pages SET final_url = :final_url, last_seen = :sweep, status = :status, sha256 = :sha256, etag = :etag,
                     last_modified = :last_modified, newest_entry = :newest, facts = :facts,
                     last_changed = CASE WHEN facts = :facts THEN last_changed ELSE :sweep END
    WHERE id = :page
"""


def _values(visit: PageVisit) -> dict[str, object]:
    newest = max((entry.date for entry in visit.facts.entries if entry.date is not None), default=None)
    return {
        "url": visit.url,
        "final_url": None if visit.final_url == visit.url else visit.final_url,
        "status": visit.status,
        "sha256": visit.sha256,
        "etag": visit.etag,
        "last_modified": visit.last_modified,
        "newest": None if newest is None else newest.isoformat(),
    }


def known_pages(session: Session, site: int) -> tuple[KnownPage, ...]:
    """Return the pages of a site that its last nights visited, by address."""
    rows = session.rows(
        "SELECT url, final_url, etag, last_modified, sha256, status, facts FROM pages"
        " WHERE site = ?1 AND status = 200 AND last_seen >="
        " (SELECT min(sweep) FROM (SELECT sweep FROM site_sweeps WHERE site = ?1 ORDER BY sweep DESC LIMIT ?2))"
        " ORDER BY url",
        (site, _KNOWN_NIGHTS),
    )
    cache: dict[int, bytes] = {}
    return tuple(
        KnownPage(
            url=url,
            final_url=final_url or url,
            etag=etag,
            last_modified=last_modified,
            sha256=sha256,
            status=status,
            facts=encoding.decode_facts(session.blobs.read(facts, cache)),
        )
        for url, final_url, etag, last_modified, sha256, status, facts in rows
    )


def snapshot(session: Session, site: int, sweep: int) -> Snapshot | None:
    """Return what was collected from a site in a sweep, equal to what was recorded.

    ``None`` where the site was not recorded in that sweep, or its evidence was let go by the policy.
    """
    row = session.one("SELECT manifest FROM site_sweeps WHERE site = ? AND sweep = ?", (site, sweep))
    if row is None or row[0] is None:
        return None
    content = session.blobs.read(row[0])
    versions: dict[str, int] = dict(
        session.rows(
            "SELECT p.url, v.facts FROM pages p JOIN page_versions v ON v.page = p.id AND v.from_sweep ="
            " (SELECT max(from_sweep) FROM page_versions WHERE page = p.id AND from_sweep <= ?)"
            " WHERE p.site = ?",
            (sweep, site),
        )
    )
    cache: dict[int, bytes] = {}
    facts: dict[str, PageFacts] = {
        url: encoding.decode_facts(session.blobs.read(versions[url], cache))
        for url in encoding.manifest_urls(content)
        if url in versions
    }
    return encoding.decode_manifest(content, facts)
