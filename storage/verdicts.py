"""What a night does to the verdicts of one site: which stand on, which end, which begin, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rules.model import Outcome
from storage.causes import Nights, cause_of_change
from storage.migrations import CAUSES
from storage.nights import stored_findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.model import Finding
    from storage.causes import Night
    from storage.encoding import StoredFindings
    from storage.session import Session
    from storage.values import Cause

_FLIP = {(Outcome.PASS, Outcome.FAIL), (Outcome.FAIL, Outcome.PASS)}
_STANDING = "SELECT item, from_sweep, to_sweep, verdict, first_sweep, before, cause, gone FROM intervals"


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


class Verdicts:
    """Numbers of (outcome, problem) pairs."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._numbers: dict[tuple[str, str], int] = {
            (outcome, problem): number
            for number, outcome, problem in session.rows("SELECT id, outcome, problem FROM verdicts")
        }

    def number(self, finding: Finding) -> int:
        """Return the number of a finding's verdict."""
        pair = (str(finding.outcome), "" if finding.problem is None else str(finding.problem))
        if pair not in self._numbers:
            self._numbers[pair] = self._session.run("INSERT INTO verdicts (outcome, problem) VALUES (?, ?)", pair)
        return self._numbers[pair]

    def outcome(self, number: int) -> Outcome:
        """Return the outcome that a number stands for."""
        return next(Outcome(pair[0]) for pair, known in self._numbers.items() if known == number)


class VerdictsOfSite:
    """What a night does to the verdicts of one site."""

    def __init__(self, session: Session, *, site: int, sweep: int, rejudged: Sequence[Finding]) -> None:
        self._session = session
        self._site = site
        self._sweep = sweep
        self._verdicts = Verdicts(session)
        self._rejudged = {(finding.standard, finding.item): finding for finding in rejudged}
        self._open = {
            row[0]: _Standing(*row) for row in session.rows(f"{_STANDING} WHERE site = ? AND to_sweep IS NULL", (site,))
        }
        self._nights: Nights | None = None
        self._past: tuple[Night, ...] = ()
        self._findings: dict[int, StoredFindings] = {}

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
            self._findings[sweep] = stored_findings(self._session, self._site, sweep)
        return self._findings[sweep].get(finding.standard, finding.item)
