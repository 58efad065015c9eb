"""Snapshots and findings as bytes that hardly differ from one night to the next.

Moments are the only thing that changes on a quiet night, so they are taken out of the records and put into one list of
whole seconds after the start. What comes back is equal to what was put in.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from rules.facts import PageFacts
from rules.model import Excuse, Finding, Miss, PageVisit, Snapshot
from storage.blobs import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_NO_FACTS = PageFacts(url="", charset="", kind="page")
_encode = msgspec.msgpack.Encoder().encode


class _Manifest(msgspec.Struct, frozen=True, array_like=True):
    """A snapshot without its page facts."""

    version: int
    snapshot: Snapshot
    """Pages without facts; every moment at ``EPOCH``."""
    started: int
    finished: int
    pages_at: list[int]
    misses_at: list[int]
    inline: dict[int, PageFacts]
    """Facts of a page whose address came twice with different content, by its place."""
    digests: list[bytes] = []
    """Of the facts of each page; none in manifests of schema 1."""


class _Findings(msgspec.Struct, frozen=True, array_like=True):
    """All findings of one site in one sweep."""

    version: int
    checked_at: list[int]
    """Seconds after the earliest; empty where all are the same."""
    findings: list[msgspec.Raw]
    identities: list[tuple[str, str]] = []
    """Standard and item of each; none in those of the first files."""


_manifest_decoder = msgspec.msgpack.Decoder(_Manifest)
_findings_decoder = msgspec.msgpack.Decoder(_Findings)
_finding_decoder = msgspec.msgpack.Decoder(Finding)
_facts_decoder = msgspec.msgpack.Decoder(PageFacts)


class Verdict(msgspec.Struct, frozen=True):
    """What of a finding says which item it is about and what was concluded."""

    standard: str
    item: str
    outcome: str
    problem: str | None
    on_trial: bool = False
    excused: Excuse | None = None


_verdict_decoder = msgspec.msgpack.Decoder(Verdict)


def seconds(moment: dt.datetime) -> int:
    """Return whole seconds since 1970 (UTC)."""
    return int((moment - EPOCH).total_seconds())


def moment(value: int) -> dt.datetime:
    """Undo :func:`seconds`."""
    return EPOCH + dt.timedelta(seconds=value)


def encode_facts(facts: PageFacts) -> tuple[bytes, bytes]:
    """Return the bytes of one page's facts and their digest."""
    content = _encode(facts)
    return content, digest_of(content)


def decode_facts(content: bytes) -> PageFacts:
    """Undo :func:`encode_facts`."""
    return _facts_decoder.decode(content)


def encode_manifest(snapshot: Snapshot, *, inline: Iterable[int], digests: Sequence[bytes]) -> bytes:
    """Return a snapshot without the facts that are stored by themselves.

    Args:
        snapshot: What was collected.
        inline: Places of the pages whose facts stay inside.
        digests: Of the facts of each page.
    """
    start = seconds(snapshot.started)
    return _encode(
        _Manifest(
            version=2,
            snapshot=msgspec.structs.replace(
                snapshot,
                pages=tuple(msgspec.structs.replace(p, facts=_NO_FACTS, fetched_at=EPOCH) for p in snapshot.pages),
                misses=tuple(msgspec.structs.replace(m, at=EPOCH) for m in snapshot.misses),
                started=EPOCH,
                finished=EPOCH,
            ),
            started=start,
            finished=seconds(snapshot.finished) - start,
            pages_at=[seconds(page.fetched_at) - start for page in snapshot.pages],
            misses_at=[seconds(miss.at) - start for miss in snapshot.misses],
            inline={place: snapshot.pages[place].facts for place in inline},
            digests=list(digests),
        )
    )


def decode_manifest(content: bytes, facts: Mapping[str, bytes]) -> Snapshot:
    """Put a snapshot together again.

    Args:
        content: From :func:`encode_manifest`.
        facts: The encoded facts of the pages, by address.

    Raises:
        WrongFactsError: If the facts of a page are missing, or are not those that were recorded.
    """
    manifest = _manifest_decoder.decode(content)
    start = manifest.started

    def facts_of(place: int, url: str) -> PageFacts:
        if place in manifest.inline:
            return manifest.inline[place]
        if url not in facts or (manifest.digests and digest_of(facts[url]) != manifest.digests[place]):
            raise WrongFactsError(url)
        return decode_facts(facts[url])

    def page(place: int, visit: PageVisit) -> PageVisit:
        at = moment(start + manifest.pages_at[place])
        return msgspec.structs.replace(visit, facts=facts_of(place, visit.url), fetched_at=at)

    def miss(place: int, record: Miss) -> Miss:
        return msgspec.structs.replace(record, at=moment(start + manifest.misses_at[place]))

    return msgspec.structs.replace(
        manifest.snapshot,
        pages=tuple(page(place, visit) for place, visit in enumerate(manifest.snapshot.pages)),
        misses=tuple(miss(place, record) for place, record in enumerate(manifest.snapshot.misses)),
        started=moment(start),
        finished=moment(start + manifest.finished),
    )


class WrongFactsError(ValueError):
    """What is stored of a page is not what was recorded; the argument is its address."""


def manifest_urls(content: bytes) -> tuple[str, ...]:
    """Return the addresses of the pages of a stored snapshot, in order of visit."""
    return tuple(page.url for page in _manifest_decoder.decode(content).snapshot.pages)


def manifest_records(content: bytes) -> tuple[str, ...]:
    """Return the ids of the WARC records of a stored snapshot: of its pages, and of the answers that were errors."""
    snapshot = _manifest_decoder.decode(content).snapshot
    read = [page.record for page in snapshot.pages]
    return tuple(record for record in [*read, *(miss.record for miss in snapshot.misses)] if record is not None)


class VisitRecord(NamedTuple):
    """The record of one page or of one answer that was no page."""

    url: str
    record: str
    sha256: str | None
    role: str | None
    """Of the page; ``None`` for what was no page."""


def manifest_visits(content: bytes) -> tuple[VisitRecord, ...]:
    """Return what :func:`manifest_records` does with all that is known of each record."""
    snapshot = _manifest_decoder.decode(content).snapshot
    pages = [VisitRecord(p.url, p.record, p.record_sha256, p.role) for p in snapshot.pages if p.record is not None]
    answers = [VisitRecord(m.url, m.record, m.record_sha256, None) for m in snapshot.misses if m.record is not None]
    return (*pages, *answers)


def manifest_bodies(content: bytes) -> dict[tuple[str, str], tuple[str, str | None]]:
    """Return by address and digest of the body the WARC record that holds it, where one does, and its digest."""
    return {
        (page.url, page.sha256): (page.record, page.record_sha256)
        for page in _manifest_decoder.decode(content).snapshot.pages
        if page.record is not None
    }


def encode_findings(findings: Sequence[Finding]) -> tuple[bytes, int]:
    """Return the findings of one site and the moment of the earliest."""
    moments = [seconds(finding.checked_at) for finding in findings]
    earliest = min(moments, default=0)
    varying = any(value != earliest for value in moments)
    content = _encode(
        _Findings(
            version=1,
            checked_at=[value - earliest for value in moments] if varying else [],
            findings=[msgspec.Raw(_encode(msgspec.structs.replace(finding, checked_at=EPOCH))) for finding in findings],
            identities=[(finding.standard, finding.item) for finding in findings],
        )
    )
    return content, earliest


class StoredFindings:
    """The findings of one site in one sweep; only those that are asked for are decoded."""

    def __init__(self, content: bytes, checked_at: int) -> None:
        stored = _findings_decoder.decode(content)
        self._raw = stored.findings
        self._moments = stored.checked_at
        self._earliest = checked_at
        identities = stored.identities or [(each.standard, each.item) for each in self.verdicts()]
        self._places = {identity: place for place, identity in enumerate(identities)}

    def __len__(self) -> int:
        return len(self._raw)

    def get(self, standard: str, item: str) -> Finding | None:
        """Return the finding about one item, or ``None``."""
        place = self._places.get((standard, item))
        return None if place is None else self._at(place)

    def verdicts(self) -> tuple[Verdict, ...]:
        """Return what was concluded of each item, in the order in which it was recorded."""
        return tuple(_verdict_decoder.decode(raw) for raw in self._raw)

    def all(self) -> tuple[Finding, ...]:
        """Return every finding, in the order in which they were recorded."""
        return tuple(self._at(place) for place in range(len(self._raw)))

    def _at(self, place: int) -> Finding:
        offset = self._moments[place] if self._moments else 0
        return msgspec.structs.replace(
            _finding_decoder.decode(self._raw[place]), checked_at=moment(self._earliest + offset)
        )
