"""Prove that nothing was changed: every sweep against its seal, every verdict against its interval and its tally."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from storage import maintenance, seals
from storage.encoding import StoredFindings
from storage.errors import StorageError
from storage.nights import findings_content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.session import Session

_CACHE = 128
"""Contents kept at hand; the nights of one site hang on each other in chains shorter than that."""


class _Night(NamedTuple):
    sweep: int
    checked_at: int
    findings: int
    manifest: int | None
    passed: int
    failed: int
    unknown: int
    not_applicable: int


def verify(session: Session) -> tuple[str, ...]:
    """Return everything that is not as it was recorded, in sentences; empty means that nothing was changed.

    Reads everything there is: some minutes for a year of a thousand sites.
    """
    wrong = maintenance.integrity(session)
    if wrong:
        return wrong
    with session.reading():
        digests: dict[int, list[tuple[int, bytes]]] = {}
        found: list[str] = []
        for number, site in session.rows("SELECT id, site FROM sites ORDER BY id"):
            found += _site(session, number, site, digests)
        found += _seals(session, digests)
    return tuple(found)


def _site(session: Session, number: int, site: str, digests: dict[int, list[tuple[int, bytes]]]) -> Iterator[str]:
    """Read every night of a site; what is wrong is yielded, the digests are added."""
    intervals = _intervals(session, number)
    let_go: dict[int, bytes] = dict(session.rows("SELECT sweep, digest FROM let_go WHERE site = ?", (number,)))
    cache: dict[int, bytes] = {}
    for row in session.rows(
        "SELECT sweep, checked_at, findings, manifest, passed, failed, unknown, not_applicable FROM site_sweeps"
        " WHERE site = ? ORDER BY sweep",
        (number,),
    ):
        night = _Night(*row)
        if len(cache) > _CACHE:
            cache.clear()
        try:
            content = session.blobs.read(night.findings, cache)
            manifest = (
                let_go.get(night.sweep, b"")
                if night.manifest is None
                else seals.manifest_digest(session.blobs.read(night.manifest, cache))
            )
        except StorageError as error:
            yield str(error)
            continue
        digest = seals.night_digest(content, night.checked_at, manifest)
        digests.setdefault(night.sweep, []).append((number, digest))
        stored = StoredFindings(content, night.checked_at)
        yield from (f"{site}, sweep {night.sweep}: {what}." for what in _disagreements(stored, night, intervals))
    latest = session.one("SELECT findings FROM latest_findings WHERE site = ?", (number,))
    if latest is not None and findings_content(session, number, latest[0]) != session.blobs.read(latest[0], cache):
        yield f"{site}: the findings at hand are not those of its latest night."


def _intervals(session: Session, site: int) -> dict[tuple[str, str], list[tuple[int, int, str, str]]]:
    found: dict[tuple[str, str], list[tuple[int, int, str, str]]] = {}
    for standard, item, begin, end, outcome, problem in session.rows(
        "SELECT i.standard, i.item, n.from_sweep, ifnull(n.to_sweep, 1 << 60), v.outcome, v.problem FROM intervals n"
        " JOIN items i ON i.id = n.item JOIN verdicts v ON v.id = n.verdict WHERE n.site = ? ORDER BY n.from_sweep",
        (site,),
    ):
        found.setdefault((standard, item), []).append((begin, end, outcome, problem))
    return found


def _disagreements(
    stored: StoredFindings, night: _Night, intervals: dict[tuple[str, str], list[tuple[int, int, str, str]]]
) -> Iterator[str]:
    counted: Counter[str] = Counter()
    for verdict in stored.verdicts():
        counted[verdict.outcome] += not verdict.on_trial and verdict.excused is None
        spans = intervals.get((verdict.standard, verdict.item), [])
        # Of a site that was closed by hand the last verdict ends with the sweep that found it.
        standing = next((span for span in reversed(spans) if span[0] <= night.sweep <= span[1]), None)
        if standing is None or standing[2:] != (verdict.outcome, verdict.problem or ""):
            yield f"the verdict on {verdict.standard}/{verdict.item} and its interval differ"
    tally = {
        "pass": night.passed,
        "fail": night.failed,
        "unknown": night.unknown,
        "not-applicable": night.not_applicable,
    }
    if {outcome: counted[outcome] for outcome in tally} != tally:
        yield "the findings and their tally differ"


def _seals(session: Session, digests: dict[int, list[tuple[int, bytes]]]) -> Iterator[str]:
    before = ""
    for sweep, plan, sealed, replayed in session.rows(
        "SELECT id, plan, seal, replayed FROM sweeps WHERE seal IS NOT NULL ORDER BY id"
    ):
        # The bytes and not the plan read from them: a later program may read more into them than was written.
        stored = session.blobs.read(plan)
        if seals.seal(before, sweep, stored, digests.get(sweep, []), replayed=replayed) != sealed:
            yield f"Sweep {sweep}: what is stored does not fit its seal; something was changed after it was finished."
        before = sealed
