"""Findings as they stand, now or on any night, with since when and how sure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from rules.model import Finding, Outcome, Problem
from storage.causes import Nights
from storage.migrations import CAUSES
from storage.nights import stored_findings
from storage.rechecks import rechecked
from storage.sites import number_of
from storage.values import StoredFinding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from storage.causes import Night
    from storage.encoding import StoredFindings
    from storage.session import Session

_FILTERS = {
    "standards": " AND i.standard IN (SELECT value FROM json_each(:standards))",
    "outcomes": " AND v.outcome IN (SELECT value FROM json_each(:outcomes))",
    "problems": " AND v.problem IN (SELECT value FROM json_each(:problems))",
}
_STANDING = """
    SELECT n.item, i.standard, i.item, i.name, n.from_sweep, n.first_sweep, v.outcome, v.problem, n.cause,
           b.outcome, b.problem
    FROM intervals n
    JOIN items i ON i.id = n.item
    JOIN verdicts v ON v.id = n.verdict
    LEFT JOIN verdicts b ON b.id = n.before
    WHERE n.site = :site AND n.from_sweep <= :sweep AND (n.to_sweep IS NULL OR n.to_sweep > :sweep)
"""


class Choice(NamedTuple):
    """Which findings are asked for; empty means all."""

    sites: Collection[str] = ()
    standards: Collection[str] = ()
    outcomes: Collection[str] = ()
    problems: Collection[str] = ()
    items: Collection[tuple[int, int]] | None = None
    """Numbers of (site, item); ``None`` means all."""


class Confirmation(NamedTuple):
    """A failure is confirmed when seen in ``needed`` of the last ``window`` sweeps that could tell."""

    needed: int = 2
    window: int = 3


class _Site(NamedTuple):
    number: int
    id: str
    name: str


class Standing(NamedTuple):
    """One verdict that stood at the end of a sweep."""

    number: int
    standard: str
    item: str
    item_name: str
    from_sweep: int
    first_sweep: int
    outcome: str
    problem: str
    cause: int
    before_outcome: str | None
    before_problem: str | None


def findings_at(session: Session, sweep: int, choice: Choice, confirmation: Confirmation) -> list[StoredFinding]:
    """Return the findings that stood at the end of a sweep, by site, standard and place in the standard."""
    with session.reading():
        night = _EndOfNight(session, sweep, confirmation)
        return [finding for site in _sites(session, choice) for finding in night.of_site(site, choice)]


def _sites(session: Session, choice: Choice) -> list[_Site]:
    asked = {number_of(session, site) for site in choice.sites} if choice.sites else None
    touched = None if choice.items is None else {site for site, _ in choice.items}
    rows = session.rows("SELECT id, site, name FROM sites ORDER BY site")
    return [
        _Site(*row) for row in rows if (asked is None or row[0] in asked) and (touched is None or row[0] in touched)
    ]


def standing_of(session: Session, site: int, sweep: int, choice: Choice) -> list[Standing]:
    """Return the verdicts of a site that stood at the end of a sweep, without their findings."""
    sql = _STANDING
    parameters: dict[str, object] = {"site": site, "sweep": sweep}
    for name, sentence in _FILTERS.items():
        values = getattr(choice, name)
        if values:
            sql += sentence
            parameters[name] = msgspec.json.encode(sorted(str(value) for value in values)).decode()
    rows = session.rows(f"{sql} ORDER BY i.standard, i.position, i.id", parameters)
    return [Standing(*row) for row in rows if choice.items is None or (site, row[0]) in choice.items]


class _EndOfNight:
    """What stood at the end of one sweep."""

    def __init__(self, session: Session, sweep: int, confirmation: Confirmation) -> None:
        self._session = session
        self._sweep = sweep
        self._confirmation = confirmation
        self._nights = Nights(session)

    def of_site(self, site: _Site, choice: Choice) -> Iterator[StoredFinding]:
        """Return the chosen findings of one site."""
        standing = standing_of(self._session, site.number, self._sweep, choice)
        past = self._nights.of_site(site.number, until=self._sweep) if standing else ()
        stored: dict[int, StoredFindings] = {}
        for verdict in standing:
            judged = [night for night in past if verdict.standard in night.standards]
            found = self._finding(site, verdict, judged, stored)
            if found is None:
                continue
            sweep, finding = found
            yield StoredFinding(
                **{name: getattr(finding, name) for name in Finding.__struct_fields__ if name != "site"},
                # A site that was renamed is shown under its present id.
                site=site.id,
                site_name=site.name,
                item_name=verdict.item_name,
                sweep=sweep,
                since=self._nights[verdict.from_sweep].as_of,
                first_seen=self._nights[verdict.first_sweep].as_of,
                confirmed=self._confirmed(site, verdict, judged),
                cause=CAUSES[verdict.cause],
                before_outcome=None if verdict.before_outcome is None else Outcome(verdict.before_outcome),
                before_problem=Problem(verdict.before_problem) if verdict.before_problem else None,
            )

    def _finding(
        self, site: _Site, verdict: Standing, judged: Sequence[Night], stored: dict[int, StoredFindings]
    ) -> tuple[int, Finding] | None:
        """Return the finding itself, from the last night on which the item was judged."""
        for night in judged:
            if night.sweep < verdict.from_sweep:
                break
            if night.sweep not in stored:
                stored[night.sweep] = stored_findings(self._session, site.number, night.sweep)
            finding = stored[night.sweep].get(verdict.standard, verdict.item)
            if finding is not None:
                return night.sweep, finding
        return None

    def _confirmed(self, site: _Site, verdict: Standing, judged: Sequence[Night]) -> bool:
        """Whether a failure was seen in enough of the last sweeps that could tell."""
        if verdict.outcome != Outcome.FAIL:
            return False
        needed, window = self._confirmation
        looks = _looks(judged)
        seen = sum(night.sweep >= verdict.from_sweep for night in looks)
        earlier = looks[seen:]
        intervals = (
            self._session.rows(
                "SELECT n.from_sweep, n.to_sweep, v.outcome, v.problem"
                " FROM intervals n JOIN verdicts v ON v.id = n.verdict"
                " WHERE n.site = ? AND n.item = ? AND n.from_sweep < ? ORDER BY n.from_sweep DESC",
                (site.number, verdict.number, verdict.from_sweep),
            )
            if seen < needed
            else []
        )
        could_tell = seen
        for night in earlier:
            if seen >= needed or could_tell >= window:
                break
            then = next((row for row in intervals if row[0] <= night.sweep < row[1]), None)
            if then is None or then[2] == Outcome.UNKNOWN:
                continue
            could_tell += 1
            seen += (then[2], then[3]) == (verdict.outcome, verdict.problem)
        return seen >= needed or rechecked(
            self._session, site.number, verdict.number, first=verdict.first_sweep, until=self._sweep
        )


def _looks(nights: Sequence[Night]) -> list[Night]:
    """The nights on which sites were visited, each as it was judged last; evidence judged again is no second look."""
    found: dict[int, Night] = {}
    for night in nights:
        found.setdefault(night.look, night)
    return list(found.values())
