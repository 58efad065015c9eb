"""What is known of each site's pages, and the snapshots that can be judged again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rules.plan import KnownPage
from storage import encoding
from storage.errors import DamagedHistory

if TYPE_CHECKING:
    from rules.model import PageVisit, Snapshot
    from storage.session import Session

_FACTS_DEPTH = 16
_MANIFEST_DEPTH = 32
_KNOWN_NIGHTS = 3
"""A page is asked for conditionally if it was visited in one of so many last nights of its site."""


class _Known(NamedTuple):
    """What the inventory holds of a page before tonight."""

    page: int
    facts: int
    digest: bytes


class Manifest(NamedTuple):
    """A stored snapshot without its page facts."""

    blob: int
    content: bytes


class PagesOfSite:
    """The pages of one site tonight, held against its inventory."""

    def __init__(self, session: Session, site: int, snapshot: Snapshot) -> None:
        self._session = session
        self._site = site
        self._snapshot = snapshot
        self._known = {
            row[0]: _Known(*row[1:])
            for row in session.rows(
                "SELECT p.url, p.id, p.facts, b.digest FROM pages p JOIN blobs b ON b.id = p.facts WHERE p.site = ?",
                (site,),
            )
        }
        self._contents = [encoding.encode_facts(visit.facts) for visit in snapshot.pages]

    @property
    def unchanged(self) -> frozenset[str]:
        """The addresses that read as they did the last time."""
        return frozenset(
            visit.url
            for visit, (_, digest) in zip(self._snapshot.pages, self._contents, strict=True)
            if visit.url in self._known and self._known[visit.url].digest == digest
        )

    def remember(self, sweep: int, *, seen: bool = True) -> Manifest:
        """Bring the inventory up to date and store what the snapshot needs besides.

        Args:
            sweep: The running sweep.
            seen: The pages were visited in it; else they were read again from what an earlier sweep kept of them, and
                only what was read otherwise is new.
        """
        cache: dict[int, bytes] = {}
        tonight: dict[str, bytes] = {}
        inline: list[int] = []
        home: int | None = None
        for place, visit in enumerate(self._snapshot.pages):
            content, digest = self._contents[place]
            if visit.url in tonight:
                # One address, asked for twice: the inventory keeps the first answer, the manifest keeps the other.
                if tonight[visit.url] != digest:
                    inline.append(place)
                continue
            tonight[visit.url] = digest
            before = self._known.get(visit.url)
            if before is not None and before.digest == digest:
                facts = before.facts
            else:
                # The pages of one site repeat its frame, so the first page is a good base for those never seen before.
                base = home if before is None else before.facts
                facts = self._session.blobs.add(
                    "facts", content, base=base, depth=_FACTS_DEPTH, digest=digest, cache=cache
                )
            home = facts if home is None else home
            if seen or before is None:
                self._remember_page(sweep, visit, facts, before)
            elif before.facts != facts:
                self._session.run("UPDATE pages SET facts = ? WHERE id = ?", (facts, before.page))
                self._remember_version(sweep, before.page, facts)
        return self._remember_manifest(sweep, inline)

    def _remember_page(self, sweep: int, visit: PageVisit, facts: int, before: _Known | None) -> None:
        values = _values(visit) | {"site": self._site, "sweep": sweep, "facts": facts}
        if before is None:
            page = self._session.run(_NEW_PAGE, values)
        else:
            page = before.page
            self._session.run(_SEEN_AGAIN, values | {"page": page})
        if before is None or before.facts != facts:
            self._remember_version(sweep, page, facts)

    def _remember_version(self, sweep: int, page: int, facts: int) -> None:
        self._session.run(
            "INSERT OR REPLACE INTO page_versions (page, from_sweep, facts) VALUES (?, ?, ?)", (page, sweep, facts)
        )

    def _remember_manifest(self, sweep: int, inline: list[int]) -> Manifest:
        row = self._session.one(
            "SELECT manifest FROM site_sweeps WHERE site = ? AND sweep < ? AND manifest IS NOT NULL"
            " ORDER BY sweep DESC LIMIT 1",
            (self._site, sweep),
        )
        digests = [digest for _, digest in self._contents]
        content = encoding.encode_manifest(self._snapshot, inline=inline, digests=digests)
        base = None if row is None else row[0]
        return Manifest(self._session.blobs.add("manifest", content, base=base, depth=_MANIFEST_DEPTH), content)


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
        " (SELECT min(sweep) FROM (SELECT d.sweep FROM site_sweeps d JOIN sweeps w ON w.id = d.sweep"
        " WHERE d.site = ?1 AND w.replayed IS NULL ORDER BY d.sweep DESC LIMIT ?2))"
        " ORDER BY url",
        (site, _KNOWN_NIGHTS),
    )
    cache: dict[int, bytes] = {}
    records = _records(session, site)
    return tuple(
        KnownPage(
            url=url,
            final_url=final_url or url,
            etag=etag,
            last_modified=last_modified,
            sha256=sha256,
            status=status,
            record=records.get((url, sha256), (None, None))[0],
            record_sha256=records.get((url, sha256), (None, None))[1],
            facts=encoding.decode_facts(session.blobs.read(facts, cache)),
        )
        for url, final_url, etag, last_modified, sha256, status, facts in rows
    )


def _records(session: Session, site: int) -> dict[tuple[str, str], tuple[str, str | None]]:
    """Return where the bodies are that the last nights of a site read or found unchanged, by address and digest."""
    manifests = session.rows(
        "SELECT manifest FROM (SELECT sweep, manifest FROM site_sweeps WHERE site = ? ORDER BY sweep DESC LIMIT ?)"
        " WHERE manifest IS NOT NULL ORDER BY sweep",
        (site, _KNOWN_NIGHTS),
    )
    records: dict[tuple[str, str], tuple[str, str | None]] = {}
    cache: dict[int, bytes] = {}
    for (manifest,) in manifests:
        records.update(encoding.manifest_bodies(session.blobs.read(manifest, cache)))
    return records


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
    facts = {
        url: session.blobs.read(versions[url], cache) for url in encoding.manifest_urls(content) if url in versions
    }
    try:
        return encoding.decode_manifest(content, facts)
    except encoding.WrongFactsError as error:
        raise DamagedHistory(session.path, f"what is stored of {error} is not what was recorded") from error
