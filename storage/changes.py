"""What became of each item between two sweeps, and its whole story as intervals."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from rules.model import Outcome, Problem
from storage.findings import Choice, Confirmation, findings_at
from storage.migrations import CAUSES
from storage.sites import required_number
from storage.values import Changes, Interval, StoredFinding

if TYPE_CHECKING:
    from storage.session import Session
    from storage.values import Cause

_RIGHT = frozenset({Outcome.PASS, Outcome.NOT_APPLICABLE})


def intervals_of(session: Session, site: str, item: str | None, standard: str | None) -> tuple[Interval, ...]:
    """Return for how long each verdict stood, by standard, item and time.

    Raises:
        UnknownSite: If the site was never recorded.
    """
    with session.reading():
        rows = session.rows(
            'SELECT w.site, w.site_name, w.standard, w.item, w.item_name, w.outcome, w.problem, w."from", w."to",'
            " w.cause, w.from_sweep, w.to_sweep, w.left_the_plan, w.standard_version, w.tool_version,"
            " w.calendar_version"
            " FROM intervals_in_words w JOIN sites s ON s.site = w.site"
            " JOIN items i ON i.standard = w.standard AND i.item = w.item"
            " WHERE s.id = :site AND (:item IS NULL OR w.item = :item)"
            " AND (:standard IS NULL OR w.standard = :standard)"
            " ORDER BY w.standard, i.position, i.id, w.from_sweep",
            {"site": required_number(session, site), "item": item, "standard": standard},
        )
    return tuple(
        Interval(
            site=row[0],
            site_name=row[1],
            standard=row[2],
            item=row[3],
            item_name=row[4],
            outcome=Outcome(row[5]),
            problem=None if row[6] is None else Problem(row[6]),
            from_=dt.date.fromisoformat(row[7]),
            to=None if row[8] is None else dt.date.fromisoformat(row[8]),
            cause=row[9],
            from_sweep=row[10],
            to_sweep=row[11],
            left=bool(row[12]),
            standard_version=row[13] or "",
            tool_version=row[14],
            calendar_version=row[15],
        )
        for row in rows
    )


def changes_between(session: Session, since: int | None, until: int, confirmation: Confirmation) -> Changes:
    """Hold every verdict at the end of ``until`` against the last known one at the end of ``since``."""
    with session.reading():
        touched = _touched(session, since, until)
        now = findings_at(session, until, Choice(outcomes=(Outcome.FAIL, Outcome.UNKNOWN)), confirmation)
        turned = findings_at(session, until, Choice(outcomes=tuple(_RIGHT), items=frozenset(touched)), confirmation)
        turns = _turns(session, since, until, touched)
    new: list[StoredFinding] = []
    fixed: list[StoredFinding] = []
    still: list[StoredFinding] = []
    unknown: list[StoredFinding] = []
    rule_changes: list[StoredFinding] = []
    for finding in (*now, *turned):
        if not finding.counts:
            continue
        fails = finding.outcome is Outcome.FAIL
        turn = turns.get((finding.site, finding.standard, finding.item), _Turn(failed_before=fails, cause="site"))
        if finding.outcome is Outcome.UNKNOWN:
            unknown.append(finding)
        elif fails and turn.failed_before:
            still.append(finding)
        elif fails != turn.failed_before and turn.cause != "site":
            rule_changes.append(finding)
        elif fails:
            new.append(finding)
        elif turn.failed_before:
            fixed.append(finding)
    return Changes(
        since=since,
        until=until,
        new=tuple(new),
        fixed=tuple(fixed),
        still=tuple(still),
        unknown=tuple(unknown),
        rule_changes=tuple(sorted(rule_changes, key=_place)),
    )


def _place(finding: StoredFinding) -> tuple[str, str, str]:
    return finding.site, finding.standard, finding.item


def _touched(session: Session, since: int | None, until: int) -> set[tuple[int, int]]:
    """Return the (site, item) whose verdict changed after one sweep and by the end of the other."""
    return {
        (row[0], row[1])
        for row in session.rows(
            "SELECT DISTINCT site, item FROM intervals WHERE from_sweep > ? AND from_sweep <= ?", (since or 0, until)
        )
    }


class _Turn(NamedTuple):
    """How an item came from its last known verdict at one sweep to that at another."""

    failed_before: bool
    cause: Cause
    """Of the verdict with which it began to fail, or not to; later ones may name another problem for other causes."""


def _turns(
    session: Session, since: int | None, until: int, touched: set[tuple[int, int]]
) -> dict[tuple[str, str, str], _Turn]:
    sites: dict[int, str] = dict(session.rows("SELECT id, site FROM sites"))
    items = {row[0]: (row[1], row[2]) for row in session.rows("SELECT id, standard, item FROM items")}
    turns: dict[tuple[str, str, str], _Turn] = {}
    for site, item in sorted(touched):
        known = session.rows(
            "SELECT n.from_sweep, v.outcome, n.cause FROM intervals n JOIN verdicts v ON v.id = n.verdict"
            " WHERE n.site = ? AND n.item = ? AND n.from_sweep <= ? AND v.outcome != 'unknown' ORDER BY n.from_sweep",
            (site, item, until),
        )
        before = [outcome for sweep, outcome, _ in known if sweep <= (since or 0)]
        after = [(outcome == Outcome.FAIL, cause) for sweep, outcome, cause in known if sweep > (since or 0)]
        failed_before = bool(before) and before[-1] == Outcome.FAIL
        cause: Cause = "site"
        fails = failed_before
        for number, (failing, why) in enumerate(after):
            # Where nothing was known before, the first verdict is a beginning too.
            if failing != fails or (number == 0 and not before):
                fails, cause = failing, CAUSES[why]
        turns[sites[site], *items[item]] = _Turn(failed_before=failed_before, cause=cause)
    return turns
