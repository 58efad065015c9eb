"""In which nights a failure was excused: intervals know what was seen, the findings who answered for it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from rules.model import Excuse
from storage.encoding import StoredFindings
from storage.nights import findings_content

if TYPE_CHECKING:
    from storage.session import Session


class ExcusedStretch(msgspec.Struct, frozen=True, kw_only=True):
    """Nights in a row in which one exception held for one failure; ``to`` is the day of the first other night."""

    standard: str
    item: str
    excuse: Excuse
    from_sweep: int
    from_: dt.date = msgspec.field(name="from")
    to_sweep: int | None = None
    to: dt.date | None = None
    """``None`` while it is so."""


def excused_stretches(session: Session, site: int) -> tuple[ExcusedStretch, ...]:
    """Return the stretches of one site, by standard, item and time. Reads every night of it."""
    rows = session.rows(
        "SELECT d.sweep, w.as_of, d.findings, d.checked_at FROM site_sweeps d JOIN sweeps w ON w.id = d.sweep"
        " WHERE d.site = ? AND d.findings IS NOT NULL ORDER BY d.sweep",
        (site,),
    )
    known: dict[int, dict[tuple[str, str], tuple[Excuse | None, str | None]]] = {}
    standing: dict[tuple[str, str], tuple[ExcusedStretch, str | None]] = {}
    found: list[ExcusedStretch] = []
    for sweep, as_of, blob, checked_at in rows:
        if blob not in known:
            verdicts = StoredFindings(findings_content(session, site, blob), checked_at).verdicts()
            known[blob] = {(one.standard, one.item): (one.excused, one.problem) for one in verdicts}
        day = dt.date.fromisoformat(as_of)
        for key, (excuse, problem) in known[blob].items():
            before = standing.get(key)
            if before is not None and (before[0].excuse, before[1]) != (excuse, problem):
                found.append(msgspec.structs.replace(standing.pop(key)[0], to_sweep=sweep, to=day))
            if excuse is not None and key not in standing:
                begun = ExcusedStretch(standard=key[0], item=key[1], excuse=excuse, from_sweep=sweep, from_=day)
                standing[key] = (begun, problem)
    found += [stretch for stretch, _problem in standing.values()]
    return tuple(sorted(found, key=lambda one: (one.standard, one.item, one.from_sweep)))
