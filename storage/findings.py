"""Findings as they stand, now or on any night, with since when and how sure."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from rules.model import Finding, Outcome, Problem
from storage.causes import Nights
from storage.migrations import CAUSES
from storage.recording import stored_findings
from storage.sites import number_of
from storage.values import StoredFinding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from storage.blobs import Blobs
    from storage.causes import Night
    from storage.encoding import StoredFindings
    from storage.session import Session

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


def findings_at(
    session: Session, blobs: Blobs, sweep: int, choice: Choice, confirmation: Confirmation
) -> list[StoredFinding]:
    """Return the findings that stood at the end of a sweep, by site, standard and place in the standard."""
    with session.reading():
        nights = Nights(session)
        found: list[StoredFinding] = []
        for number, site, name in _sites(session, choice):
            found.extend(_of_site(session, blobs, nights, _Site(number, site, name), sweep, choice, confirmation))
        return found


class _Site(NamedTuple):
    number: int
    id: str
    name: str


def _sites(session: Session, choice: Choice) -> list[tuple[int, str, str]]:
    numbers = None
    if choice.sites:
        numbers = {number_of(session, site) for site in choice.sites}
    if choice.items is not None:
        chosen = {site for site, _ in choice.items}
        numbers = chosen if numbers is None else numbers & chosen
    rows = session.rows("SELECT id, site, name FROM sites ORDER BY site")
    return [(row[0], row[1], row[2]) for row in rows if numbers is None or row[0] in numbers]


def standing_of(session: Session, site: int, sweep: int, choice: Choice) -> list[Standing]:
    """Return the verdicts of a site that stood at the end of a sweep, without their findings."""
    sql = _STANDING
    parameters: dict[str, object] = {"site": site, "sweep": sweep}
    for column, name, values in (
        ("i.standard", "standards", choice.standards),
        ("v.outcome", "outcomes", choice.outcomes),
        ("v.problem", "problems", choice.problems),
    ):
        if values:
            sql += f" AND {column} IN (SELECT value FROM json_each(:{name}))"
            parameters[name] = msgspec.json.encode(sorted(str(value) for value in values)).decode()
    rows = session.rows(f"{sql} ORDER BY i.standard, i.position, i.id", parameters)
    return [Standing(*row) for row in rows if choice.items is None or (site, row[0]) in choice.items]


def _of_site(  # noqa: PLR0913 - one question, spelled out
    session: Session,
    blobs: Blobs,
    nights: Nights,
    site: _Site,
    sweep: int,
    choice: Choice,
    confirmation: Confirmation,
) -> Iterator[StoredFinding]:
    standing = standing_of(session, site.number, sweep, choice)
    if not standing:
        return
    past = nights.of_site(site.number, until=sweep)
    stored: dict[int, StoredFindings] = {}
    for verdict in standing:
        judged = [night for night in past if verdict.standard in night.standards]
        found = _detail(session, blobs, site, verdict, judged, stored)
        if found is None:
            continue
        night, finding = found
        yield StoredFinding(
            **{name: getattr(finding, name) for name in Finding.__struct_fields__ if name != "site"},
            # A site that was renamed is shown under its present id.
            site=site.id,
            site_name=site.name,
            item_name=verdict.item_name,
            sweep=night.sweep,
            since=nights[verdict.from_sweep].as_of,
            first_seen=nights[verdict.first_sweep].as_of,
            confirmed=_confirmed(session, site.number, verdict, judged, confirmation),
            cause=CAUSES[verdict.cause],
            before_outcome=None if verdict.before_outcome is None else Outcome(verdict.before_outcome),
            before_problem=Problem(verdict.before_problem) if verdict.before_problem else None,
        )


def _detail(  # noqa: PLR0913 - the same question, for one verdict
    session: Session,
    blobs: Blobs,
    site: _Site,
    verdict: Standing,
    judged: Sequence[Night],
    stored: dict[int, StoredFindings],
) -> tuple[Night, Finding] | None:
    """Return the finding itself from the last night on which the item was judged."""
    for night in judged:
        if night.sweep < verdict.from_sweep:
            return None
        if night.sweep not in stored:
            stored[night.sweep] = stored_findings(session, blobs, site.number, night.sweep)
        finding = stored[night.sweep].get(verdict.standard, verdict.item)
        if finding is not None:
            return night, finding
    return None


def _confirmed(
    session: Session, site: int, verdict: Standing, judged: Sequence[Night], confirmation: Confirmation
) -> bool:
    if verdict.outcome != Outcome.FAIL:
        return False
    seen = sum(night.sweep >= verdict.from_sweep for night in judged)
    if seen >= confirmation.needed:
        return True
    intervals = session.rows(
        "SELECT n.from_sweep, v.outcome, v.problem FROM intervals n JOIN verdicts v ON v.id = n.verdict"
        " WHERE n.site = ? AND n.item = ? AND n.from_sweep < ? ORDER BY n.from_sweep DESC",
        (site, verdict.number, verdict.from_sweep),
    )
    known = seen
    for night in judged[seen:]:
        found = next((row for row in intervals if row[0] <= night.sweep), None)
        if found is None or found[1] == Outcome.UNKNOWN:
            continue
        known += 1
        if known > confirmation.window:
            return False
        seen += (found[1], found[2]) == (verdict.outcome, verdict.problem)
        if seen >= confirmation.needed:
            return True
    return False


def days_of(nights: Nights, sweep: int | None) -> dt.date | None:
    """Return the day of a sweep."""
    return None if sweep is None else nights[sweep].as_of
