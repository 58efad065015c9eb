"""Questions that dashboards ask every few seconds, answered in milliseconds without unpacking a finding."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from rules.model import Outcome, Problem
from storage import sweeps
from storage.encoding import moment
from storage.findings import Choice, Confirmation, findings_at
from storage.migrations import CAUSES
from storage.sites import required_number
from storage.values import Cause, SiteNight, Swing

if TYPE_CHECKING:
    from storage.session import Session


class Ranked(msgspec.Struct, frozen=True, kw_only=True):
    """One site in the ranking, with where it stood before."""

    now: SiteNight
    before: SiteNight | None
    """Its last night by the earlier day, ``None`` if it was not watched yet."""

    @property
    def trend(self) -> float | None:
        """By how much the weighted share that passes grew, ``None`` where one of the two is not known."""
        before = None if self.before is None else self.before.share
        return None if self.now.share is None or before is None else self.now.share - before


class Turned(msgspec.Struct, frozen=True, kw_only=True):
    """One item whose verdict became another in a sweep."""

    site: str
    site_name: str
    standard: str
    item: str
    item_name: str
    sweep: int
    outcome: Outcome
    problem: Problem | None
    before_outcome: Outcome | None
    before_problem: Problem | None
    cause: Cause
    kind: Literal["new", "fixed", "other"]
    """Against the last known verdict; ``other`` where neither is a failure or both are."""


_NIGHT = (
    "SELECT s.site, s.name, d.sweep, w.as_of, d.checked_at, d.passed, d.failed, d.unknown, d.not_applicable, d.vetoes,"
    " d.flipped, d.weight_passed, d.weight_failed"
    " FROM sites s JOIN site_sweeps d ON d.site = s.id JOIN sweeps w ON w.id = d.sweep"
)
_LAST_BY = """
    WHERE d.sweep = (SELECT max(sweep) FROM site_sweeps WHERE site = s.id AND sweep <= ?1)
    AND (s.left_sweep IS NULL OR s.left_sweep > ?1) ORDER BY s.site
"""


class Summaries:
    """Quick questions about one history; ``history.summaries``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def _sweep(self, when: int | dt.date | None) -> int:
        """Return the sweep that is meant; 0, before all of them, where nothing was recorded yet."""
        return (sweeps.latest(self._session) or 0) if when is None else sweeps.at(self._session, when)

    def sites(self, at: int | dt.date | None = None) -> list[SiteNight]:
        """Return the last night of every site by the end of a sweep, by default of all; not of those that had left."""
        return self._sites(self._sweep(at))

    def _sites(self, sweep: int) -> list[SiteNight]:
        return [_night(row) for row in self._session.rows(f"{_NIGHT} {_LAST_BY}", (sweep,))]

    def nights(self, site: str, *, until: int | dt.date | None = None, limit: int | None = None) -> list[SiteNight]:
        """Return the nights of one site, oldest first; the last ``limit`` of them.

        Raises:
            UnknownSite: If the site was never recorded.
        """
        rows = self._session.rows(
            f"{_NIGHT} WHERE d.site = ? AND d.sweep <= ? ORDER BY d.sweep DESC LIMIT ?",
            (required_number(self._session, site), self._sweep(until), -1 if limit is None else limit),
        )
        return [_night(row) for row in reversed(rows)]

    def ranking(self, at: int | dt.date | None = None, *, days: int = 30) -> list[Ranked]:
        """Return every site with where it stood some days before, worst share first, sites without one last."""
        sweep = self._sweep(at)
        with self._session.reading():
            now = self._sites(sweep)
            row = self._session.one(
                "SELECT max(e.id) FROM sweeps e JOIN sweeps w ON w.id = ?1"
                " WHERE e.id <= ?1 AND e.as_of <= date(w.as_of, ?2)",
                (sweep, f"-{int(days)} days"),
            )
            before = {} if row is None or row[0] is None else {night.site: night for night in self._sites(row[0])}
        ranked = [Ranked(now=night, before=before.get(night.site)) for night in now]
        return sorted(
            ranked, key=lambda each: (each.now.share is None, each.now.share, -each.now.failed, each.now.site)
        )

    def problems(self) -> dict[str, dict[str, int]]:
        """Return for every site how often each problem stands; an outcome without one goes by its own name.

        Excused failures and standards on trial count nowhere. The intervals do not know of them, the tally of a night
        does; where the two differ the findings themselves are asked.
        """
        with self._session.reading():
            counted: dict[str, Counter[str]] = {}
            totals: dict[str, Counter[str]] = {}
            for site, outcome, problem, count in self._session.rows(
                "SELECT s.site, v.outcome, v.problem, n.count FROM"
                " (SELECT site, verdict, count(*) AS count FROM intervals"
                " WHERE to_sweep IS NULL GROUP BY site, verdict) n"
                " JOIN sites s ON s.id = n.site JOIN verdicts v ON v.id = n.verdict"
                " ORDER BY s.site, ifnull(nullif(v.problem, ''), v.outcome)"
            ):
                counted.setdefault(site, Counter())[problem or outcome] += count
                totals.setdefault(site, Counter())[outcome] += count
            tallies = {night.site: _totals(night) for night in self.sites()}
            for site in [site for site, total in totals.items() if site in tallies and total != tallies[site]]:
                counted[site] = self._recounted(site)
        return {site: dict(sorted(counts.items())) for site, counts in counted.items() if counts}

    def _recounted(self, site: str) -> Counter[str]:
        found = findings_at(self._session, self._sweep(None), Choice(sites=(site,)), Confirmation())
        return Counter(str(finding.problem or finding.outcome) for finding in found if finding.counts)

    def turned(self, after: int, until: int) -> list[Turned]:
        """Return the verdicts that began after one sweep and by the end of another, by site, standard and item.

        Only those that still stand at the end count; what began and ended between is in the intervals. A night that
        could not tell is not a change. Excused failures and standards on trial are among them, as they are among the
        intervals; ``History.changes`` leaves them out.
        """
        rows = self._session.rows(
            "SELECT s.site, s.name, i.standard, i.item, i.name, n.first_sweep, v.outcome, v.problem, b.outcome,"
            " b.problem, n.cause FROM intervals n JOIN sites s ON s.id = n.site JOIN items i ON i.id = n.item"
            " JOIN verdicts v ON v.id = n.verdict LEFT JOIN verdicts b ON b.id = n.before"
            " WHERE n.from_sweep > ?1 AND n.from_sweep <= ?2 AND n.first_sweep > ?1"
            " AND (n.to_sweep IS NULL OR n.to_sweep > ?2) AND v.outcome != 'unknown'"
            " ORDER BY s.site, i.standard, i.position, i.id",
            (after, until),
        )
        return [
            Turned(
                site=row[0],
                site_name=row[1],
                standard=row[2],
                item=row[3],
                item_name=row[4],
                sweep=row[5],
                outcome=Outcome(row[6]),
                problem=Problem(row[7]) if row[7] else None,
                before_outcome=None if row[8] is None else Outcome(row[8]),
                before_problem=Problem(row[9]) if row[9] else None,
                cause=CAUSES[row[10]],
                kind=_kind(row[6], row[8]),
            )
            for row in rows
        ]

    def swing(self, site: str, sweep: int) -> Swing:
        """Return how much of a site turned over in a sweep; over half of it is a matter for review, not for cases."""
        row = self._session.one(
            "SELECT d.flipped, d.passed + d.failed FROM site_sweeps d WHERE d.site = ? AND d.sweep = ?",
            (required_number(self._session, site), sweep),
        )
        return Swing(site=site, sweep=sweep, flipped=row[0] if row else 0, compared=row[1] if row else 0)

    def swings(self, sweep: int, *, over: float = 0.5) -> list[Swing]:
        """Return the sites of which more than a share turned over in a sweep, by site."""
        rows = self._session.rows(
            "SELECT s.site, d.flipped, d.passed + d.failed FROM sites s"
            " JOIN site_sweeps d ON d.site = s.id AND d.sweep = ? WHERE d.flipped > ? * (d.passed + d.failed)"
            " ORDER BY s.site",
            (sweep, over),
        )
        return [Swing(site=row[0], sweep=sweep, flipped=row[1], compared=row[2]) for row in rows]


def _kind(outcome: str, before: str | None) -> Literal["new", "fixed", "other"]:
    if (outcome == Outcome.FAIL) == (before == Outcome.FAIL):
        return "other"
    return "new" if outcome == Outcome.FAIL else "fixed"


def _totals(night: SiteNight) -> Counter[str]:
    return Counter(
        {
            str(Outcome.PASS): night.passed,
            str(Outcome.FAIL): night.failed,
            str(Outcome.UNKNOWN): night.unknown,
            str(Outcome.NOT_APPLICABLE): night.not_applicable,
        }
    )


def _night(row: tuple[Any, ...]) -> SiteNight:
    return SiteNight(
        site=row[0],
        site_name=row[1],
        sweep=row[2],
        as_of=dt.date.fromisoformat(row[3]),
        checked_at=moment(row[4]),
        passed=row[5],
        failed=row[6],
        unknown=row[7],
        not_applicable=row[8],
        vetoes=row[9],
        flipped=row[10],
        weight_passed=row[11],
        weight_failed=row[12],
    )
