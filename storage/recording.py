"""Record one site of one sweep: its night, its pages, and the verdicts that are no longer what they were."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rules.model import Outcome
from storage import encoding, inventory
from storage.causes import Nights, cause_of_change
from storage.errors import RefusedRecord
from storage.migrations import CAUSES
from storage.sites import remember_site

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.model import Finding, Snapshot
    from storage.blobs import Blobs
    from storage.causes import Night
    from storage.session import Session
    from storage.values import Cause

_KEY_NIGHTS = 32
"""Every so many sweeps a night's findings are kept whole, which bounds the way back to any night."""
_FLIP = {(Outcome.PASS, Outcome.FAIL), (Outcome.FAIL, Outcome.PASS)}


class _Standing(NamedTuple):
    """A verdict that stands, or the last known one before it."""

    item: int
    from_sweep: int
    to_sweep: int | None
    verdict: int
    first_sweep: int
    before: int | None
    cause: int
    gone: int


class _Verdicts:
    """Numbers of (outcome, problem) pairs."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._numbers = {
            (outcome, problem): number
            for number, outcome, problem in session.rows("SELECT id, outcome, problem FROM verdicts")
        }

    def number(self, finding: Finding) -> int:
        pair = (str(finding.outcome), "" if finding.problem is None else str(finding.problem))
        if pair not in self._numbers:
            self._numbers[pair] = self._session.run("INSERT INTO verdicts (outcome, problem) VALUES (?, ?)", pair)
        return self._numbers[pair]

    def outcome(self, number: int) -> Outcome:
        return next(Outcome(pair[0]) for pair, known in self._numbers.items() if known == number)


def record_site(
    session: Session,
    blobs: Blobs,
    sweep: int,
    snapshot: Snapshot,
    findings: Sequence[Finding],
    rejudged: Sequence[Finding] | None,
) -> bool:
    """Store a site's night, all or nothing.

    Returns:
        ``False`` where this site is already recorded in this sweep; then nothing changes.
    """
    with session.writing():
        items = _check(session, sweep, snapshot, findings)
        site = remember_site(session, snapshot.site, sweep)
        if session.one("SELECT 1 FROM site_sweeps WHERE site = ? AND sweep = ?", (site, sweep)):
            return False
        verdicts = _Verdicts(session)
        change = _Change(session, blobs, site, sweep, verdicts, rejudged or ())
        flipped = sum(change.settle(items[finding.standard, finding.item], finding) for finding in findings)
        change.end_what_left({items[finding.standard, finding.item] for finding in findings})
        manifest = inventory.remember_pages(session, blobs, site, sweep, snapshot)
        _remember_night(session, blobs, site, sweep, findings, manifest, flipped)
    return True


def _check(session: Session, sweep: int, snapshot: Snapshot, findings: Sequence[Finding]) -> dict[tuple[str, str], int]:
    """Refuse what would be a false memory; return the numbers of all items."""
    state = session.one("SELECT state FROM sweeps WHERE id = ?", (sweep,))
    if state is None or state[0] != "running":
        raise RefusedRecord(session.path, f"sweep {sweep} is not running; begin or resume it first")
    if snapshot.ended == "interrupted":
        raise RefusedRecord(session.path, f"the visit to {snapshot.site.id} was cut short, so it counts as not read")
    items = {
        (standard, item): number for number, standard, item in session.rows("SELECT id, standard, item FROM items")
    }
    seen: set[tuple[str, str]] = set()
    for finding in findings:
        identity = (finding.standard, finding.item)
        if finding.site != snapshot.site.id:
            raise RefusedRecord(session.path, f"a finding about {finding.site} came with a visit to {snapshot.site.id}")
        if identity not in items:
            raise RefusedRecord(session.path, f"{finding.standard}/{finding.item} is in no plan of this history")
        if identity in seen:
            raise RefusedRecord(
                session.path, f"two findings about {finding.standard}/{finding.item} of {finding.site} in one sweep"
            )
        seen.add(identity)
    return items


class _Change:
    """What a night does to the verdicts of one site."""

    def __init__(
        self,
        session: Session,
        blobs: Blobs,
        site: int,
        sweep: int,
        verdicts: _Verdicts,
        rejudged: Sequence[Finding],
    ) -> None:
        self._session = session
        self._blobs = blobs
        self._site = site
        self._sweep = sweep
        self._verdicts = verdicts
        self._rejudged = {(finding.standard, finding.item): finding for finding in rejudged}
        self._open = {
            row[0]: _Standing(*row) for row in session.rows(f"{_STANDING} WHERE site = ? AND to_sweep IS NULL", (site,))
        }
        self._nights: Nights | None = None
        self._past: tuple[Night, ...] = ()
        self._findings: dict[int, encoding.StoredFindings] = {}

    def settle(self, item: int, finding: Finding) -> int:
        """Let a finding stand; return 1 if the item turned from pass to fail or back."""
        verdict = self._verdicts.number(finding)
        standing = self._open.get(item)
        if standing is not None and standing.verdict == verdict:
            return 0
        known = self._last_known(item, standing)
        outcome = finding.outcome
        if outcome is not Outcome.UNKNOWN and known is not None and known.verdict == verdict and not known.gone:
            # The same as before the nights that could not tell: the run goes on, and so does its cause.
            first, before, cause = known.first_sweep, known.before, known.cause
        else:
            first, before = self._sweep, None if known is None else known.verdict
            cause = CAUSES.index(self._cause(item, finding, standing, known))
        if standing is not None:
            self._session.run(
                "UPDATE intervals SET to_sweep = ? WHERE site = ? AND item = ? AND from_sweep = ?",
                (self._sweep, self._site, item, standing.from_sweep),
            )
        self._session.run(
            "INSERT INTO intervals (site, item, from_sweep, verdict, first_sweep, before, cause)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (self._site, item, self._sweep, verdict, first, before, cause),
        )
        if known is None or known.verdict == verdict:
            return 0
        return int((self._verdicts.outcome(known.verdict), outcome) in _FLIP)

    def end_what_left(self, present: set[int]) -> None:
        """End the verdicts on items that no longer bind the site; that is not the same as fixed."""
        row = self._session.one("SELECT every_standard, standards FROM sweeps WHERE id = ?", (self._sweep,))
        absent = [item for item in self._open if item not in present]
        if row is None or not absent:
            return
        planned = {
            item
            for (item,) in self._session.rows(
                "SELECT id FROM items WHERE standard IN (SELECT value FROM json_each(?))", (row[1],)
            )
        }
        self._session.run_many(
            "UPDATE intervals SET to_sweep = ?, gone = 1 WHERE site = ? AND item = ? AND to_sweep IS NULL",
            [(self._sweep, self._site, item) for item in absent if row[0] or item in planned],
        )

    def _last_known(self, item: int, standing: _Standing | None) -> _Standing | None:
        if standing is not None and self._verdicts.outcome(standing.verdict) is not Outcome.UNKNOWN:
            return standing
        for row in self._session.rows(
            f"{_STANDING} WHERE site = ? AND item = ? AND to_sweep IS NOT NULL ORDER BY from_sweep DESC",
            (self._site, item),
        ):
            earlier = _Standing(*row)
            if self._verdicts.outcome(earlier.verdict) is not Outcome.UNKNOWN:
                return earlier
        return None

    def _cause(self, item: int, finding: Finding, standing: _Standing | None, known: _Standing | None) -> Cause:
        """Hold this night against the one on which the verdict before was last seen."""
        nights, past = self._history()
        if not past:
            return "site"
        # An unknown verdict is held against the night before, a known one against the last known one.
        reference = standing if finding.outcome is Outcome.UNKNOWN and standing is not None else known or standing
        if reference is None:
            # The site was watched before, this item was not: the law is new to it, not the failure.
            return "standard"
        end = self._sweep if reference.to_sweep is None else reference.to_sweep
        if reference.gone and any(night.sweep >= end for night in past):
            # The site was watched on while the item was not in force for it: the law came back.
            return "standard"
        then = next((night for night in past if night.sweep < end and finding.standard in night.standards), past[-1])
        return cause_of_change(
            then=then,
            now=nights[self._sweep],
            same_rule=nights.rule(item, then.sweep) == nights.rule(item, self._sweep),
            before=self._finding(then.sweep, finding),
            after=finding,
            rejudged=self._rejudged.get((finding.standard, finding.item)),
        )

    def _history(self) -> tuple[Nights, tuple[Night, ...]]:
        if self._nights is None:
            self._nights = Nights(self._session)
            self._past = self._nights.of_site(self._site, until=self._sweep - 1)
        return self._nights, self._past

    def _finding(self, sweep: int, finding: Finding) -> Finding | None:
        if sweep not in self._findings:
            self._findings[sweep] = stored_findings(self._session, self._blobs, self._site, sweep)
        return self._findings[sweep].get(finding.standard, finding.item)


_STANDING = "SELECT item, from_sweep, to_sweep, verdict, first_sweep, before, cause, gone FROM intervals"


def stored_findings(session: Session, blobs: Blobs, site: int, sweep: int) -> encoding.StoredFindings:
    """Return the findings of a site in a sweep in which it was recorded."""
    row = session.one("SELECT findings, checked_at FROM site_sweeps WHERE site = ? AND sweep = ?", (site, sweep))
    if row is None or row[0] is None:
        return encoding.StoredFindings(encoding.encode_findings(())[0], 0)
    return encoding.StoredFindings(blobs.read(row[0]), row[1])


def _remember_night(
    session: Session,
    blobs: Blobs,
    site: int,
    sweep: int,
    findings: Sequence[Finding],
    manifest: int,
    flipped: int,
) -> None:
    content, checked_at = encoding.encode_findings(findings)
    outcomes = [finding.outcome for finding in findings]
    weights = {
        (standard, item): weight
        for standard, item, weight in session.rows(
            "SELECT i.standard, i.item, v.weight FROM items i JOIN item_versions v ON v.item = i.id AND v.from_sweep ="
            " (SELECT max(from_sweep) FROM item_versions WHERE item = i.id)"
        )
    }

    def weight(outcome: Outcome) -> float:
        return sum(weights[f.standard, f.item] for f in findings if f.outcome is outcome)

    session.run(
        "INSERT INTO site_sweeps (site, sweep, checked_at, findings, manifest, passed, failed, unknown,"
        " not_applicable, vetoes, flipped, weight_passed, weight_failed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            site,
            sweep,
            checked_at,
            _remember_findings(session, blobs, site, sweep, content),
            manifest,
            outcomes.count(Outcome.PASS),
            outcomes.count(Outcome.FAIL),
            outcomes.count(Outcome.UNKNOWN),
            outcomes.count(Outcome.NOT_APPLICABLE),
            sum(f.outcome is Outcome.FAIL and f.severity == "veto" for f in findings),
            flipped,
            weight(Outcome.PASS),
            weight(Outcome.FAIL),
        ),
    )


def _remember_findings(session: Session, blobs: Blobs, site: int, sweep: int, content: bytes) -> int:
    """Keep tonight's findings whole and turn last night's into what differed from them.

    The latest night is the one that is read; the way back to an earlier one costs a step a night, at most
    ``_KEY_NIGHTS`` of them.
    """
    row = session.one(
        "SELECT sweep, findings FROM site_sweeps WHERE site = ? AND sweep < ? AND findings IS NOT NULL"
        " ORDER BY sweep DESC LIMIT 1",
        (site, sweep),
    )
    if row is None:
        return blobs.add("findings", content)
    last_sweep, last = row
    before = blobs.read(last)
    if before == content:
        return int(last)
    tonight = blobs.add("findings", content)
    if last_sweep // _KEY_NIGHTS == sweep // _KEY_NIGHTS:
        blobs.rebase(last, before, tonight, content)
    return tonight
