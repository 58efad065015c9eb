"""Sweeps: begun with a plan, finished with a summary, and what was planned kept word for word."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import msgspec

from rules.plan import Plan
from storage.causes import item_digest, rules_digest
from storage.errors import UnknownSweep
from storage.seals import seal
from storage.sites import end_intervals, number_of
from storage.values import SweepInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

    from storage.session import Session
    from storage.values import SweepState

_PLAN_DEPTH = 32
_INFO = (
    "SELECT w.id, w.state, w.as_of, w.started, w.finished, w.tool_version, w.calendar_version, w.full, w.sites,"
    " (SELECT count(*) FROM sites s JOIN site_sweeps d ON d.site = s.id AND d.sweep = w.id),"
    " w.standards, w.plan_digest, w.summary, w.seal, w.replayed FROM sweeps w"
)


def begin(  # noqa: PLR0913 - what a sweep is
    session: Session,
    plan: Plan,
    *,
    started: dt.datetime,
    every_site: bool,
    every_standard: bool,
    replayed: int | None,
) -> int:
    """Write a plan down under the next number; an unfinished sweep before it can no longer be resumed."""
    with session.writing(durable=True):
        for (abandoned,) in session.rows("SELECT DISTINCT sweep FROM night_digests ORDER BY sweep"):
            _seal(session, abandoned)
        session.run("UPDATE sweeps SET state = 'interrupted' WHERE state = 'running'")
        last = session.one("SELECT id, plan FROM sweeps ORDER BY id DESC LIMIT 1")
        number = 1 if last is None else int(last[0]) + 1
        content = session.blobs.add(
            "plan", msgspec.json.encode(plan), base=None if last is None else last[1], depth=_PLAN_DEPTH
        )
        session.run(
            "INSERT INTO sweeps (id, state, as_of, started, tool_version, calendar_version, full, every_site,"
            " every_standard, sites, standards, rules_digest, plan_digest, plan, replayed)"
            " VALUES (?, 'running', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                plan.as_of.isoformat(),
                started.isoformat(),
                plan.tool_version,
                plan.calendar_version,
                int(plan.full),
                int(every_site),
                int(every_standard),
                len(plan.sites),
                msgspec.json.encode([standard.id for standard in plan.standards]).decode(),
                rules_digest(plan.standards),
                plan.digest(),
                content,
                replayed,
            ),
        )
        _remember_items(session, plan, number)
    return number


def _remember_items(session: Session, plan: Plan, sweep: int) -> None:
    for standard in plan.standards:
        for position, item in enumerate(standard.items):
            session.run(
                "INSERT INTO items (standard, item, name, position) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (standard, item) DO UPDATE SET name = excluded.name, position = excluded.position"
                " WHERE (name, position) IS NOT (excluded.name, excluded.position)",
                (standard.id, item.id, item.name, position),
            )
            digest = item_digest(standard, item)
            session.run(
                "INSERT INTO item_versions (item, from_sweep, standard_version, digest, weight)"
                " SELECT i.id, :sweep, :version, :digest, :weight FROM items i"
                " WHERE i.standard = :standard AND i.item = :item AND (:version, :digest, :weight) IS NOT"
                " (SELECT standard_version, digest, weight FROM item_versions WHERE item = i.id"
                " ORDER BY from_sweep DESC LIMIT 1)",
                {
                    "sweep": sweep,
                    "version": standard.version,
                    "digest": digest,
                    "weight": float(item.weight),
                    "standard": standard.id,
                    "item": item.id,
                },
            )


def finish(
    session: Session,
    sweep: int,
    summary: Mapping[str, Any],
    *,
    finished: dt.datetime,
    state: SweepState,
) -> None:
    """Close a sweep.

    Sites that a finished sweep over every site no longer names have left; what stood of theirs is ended, not fixed.
    """
    with session.writing(durable=True):
        row = session.one("SELECT every_site FROM sweeps WHERE id = ?", (sweep,))
        if row is None:
            raise UnknownSweep(session.path, sweep)
        session.run(
            "UPDATE sweeps SET state = ?, finished = ?, summary = ? WHERE id = ?",
            (state, finished.isoformat(), msgspec.json.encode(dict(summary)).decode(), sweep),
        )
        if state == "finished":
            _seal(session, sweep)
        if state == "finished" and row[0]:
            planned = {number_of(session, site.id) for site in plan_of(session, sweep).sites}
            for (site,) in session.rows("SELECT id FROM sites WHERE left_sweep IS NULL ORDER BY id"):
                if site not in planned:
                    end_intervals(session, site, sweep)


def _seal(session: Session, sweep: int) -> None:
    """Seal a sweep to which nothing will be added; one that was begun before there were seals stays without."""
    nights = session.rows(
        "SELECT s.id, n.digest FROM sites s JOIN site_sweeps d ON d.site = s.id AND d.sweep = ?1"
        " LEFT JOIN night_digests n ON n.site = s.id AND n.sweep = ?1 ORDER BY s.id",
        (sweep,),
    )
    if all(digest is not None for _, digest in nights):
        last = session.one("SELECT seal FROM sweeps WHERE id < ? AND seal IS NOT NULL ORDER BY id DESC", (sweep,))
        ((plan, replayed),) = session.rows("SELECT plan, replayed FROM sweeps WHERE id = ?", (sweep,))
        before = "" if last is None else last[0]
        made = seal(before, sweep, session.blobs.read(plan), nights, replayed=replayed)
        session.run("UPDATE sweeps SET seal = ? WHERE id = ?", (made, sweep))
    session.run("DELETE FROM night_digests WHERE sweep = ?", (sweep,))


def reopen(session: Session, sweep: int) -> None:
    """Let the latest sweep run on.

    Raises:
        UnknownSweep: If it is not the latest one, or is finished.
    """
    if unfinished(session) != sweep:
        raise UnknownSweep(session.path, f"{sweep} that could be resumed")
    session.run("UPDATE sweeps SET state = 'running', finished = NULL WHERE id = ?", (sweep,))


def plan_of(session: Session, sweep: int) -> Plan:
    """Return the plan of a sweep, equal to the one it was begun with."""
    with session.reading():
        row = session.one("SELECT plan FROM sweeps WHERE id = ?", (sweep,))
        if row is None:
            raise UnknownSweep(session.path, sweep)
        return msgspec.json.decode(session.blobs.read(row[0]), type=Plan)


def unfinished(session: Session) -> int | None:
    """Return the latest sweep if it was not finished."""
    row = session.one("SELECT id, state FROM sweeps ORDER BY id DESC LIMIT 1")
    return None if row is None or row[1] == "finished" else int(row[0])


def listed(session: Session) -> tuple[SweepInfo, ...]:
    """Return all sweeps, oldest first."""
    return tuple(_info(row) for row in session.rows(f"{_INFO} ORDER BY w.id"))


def info(session: Session, sweep: int) -> SweepInfo:
    """Return one sweep.

    Raises:
        UnknownSweep: If there is none of that number.
    """
    row = session.one(f"{_INFO} WHERE w.id = ?", (sweep,))
    if row is None:
        raise UnknownSweep(session.path, sweep)
    return _info(row)


def latest(session: Session) -> int | None:
    """Return the number of the latest sweep in which a site was recorded."""
    row = session.one("SELECT max(last_sweep) FROM sites")
    return None if row is None else row[0]


def at(session: Session, when: int | dt.date) -> int:
    """Return the sweep that a number names, or the last one by the end of a day.

    Raises:
        UnknownSweep: If there is none.
    """
    if isinstance(when, dt.date):
        row = session.one(
            "SELECT max(id) FROM sweeps WHERE as_of = (SELECT max(as_of) FROM sweeps WHERE as_of <= ?)",
            (when.isoformat(),),
        )
    else:
        row = session.one("SELECT id FROM sweeps WHERE id = ?", (when,))
    if row is None or row[0] is None:
        raise UnknownSweep(session.path, when)
    return int(row[0])


def first_from(session: Session, day: dt.date) -> int:
    """Return the first sweep of a day or after; one past the last where there is none."""
    row = session.one(
        "SELECT ifnull((SELECT min(id) FROM sweeps WHERE as_of >= ?), (SELECT ifnull(max(id), 0) + 1 FROM sweeps))",
        (day.isoformat(),),
    )
    return 1 if row is None else int(row[0])


def _info(row: tuple[Any, ...]) -> SweepInfo:
    return SweepInfo(
        id=row[0],
        state=row[1],
        as_of=dt.date.fromisoformat(row[2]),
        started=dt.datetime.fromisoformat(row[3]),
        finished=None if row[4] is None else dt.datetime.fromisoformat(row[4]),
        tool_version=row[5],
        calendar_version=row[6],
        full=bool(row[7]),
        sites=row[8],
        recorded=row[9],
        standards=tuple(msgspec.json.decode(row[10])),
        plan_digest=row[11],
        summary=msgspec.json.decode(row[12]),
        seal=row[13],
        replayed=row[14],
    )
