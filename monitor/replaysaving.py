"""A replay written down: a sweep of its own after the last, which says that no site was visited for it.

History is what was concluded night after night, and a recorded finding is never edited. So only the last sweep can be
superseded, and only for its own day: what was collected then cannot show what the sites did later, and calling a page
stale that nobody looked at would be a false accusation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from monitor.errors import UsageError
from monitor.language import gettext as _
from monitor.planning import calendar_version, now, tool_version
from monitor.summary import Numbers, summary

if TYPE_CHECKING:
    import datetime as dt

    from monitor.replaying import Replay
    from rules.model import Snapshot
    from storage import History


class Saved(NamedTuple):
    """What was written."""

    number: int | None
    """Of the new sweep; ``None`` where nothing differs, so that there is nothing to write."""
    left_out: tuple[str, ...] = ()
    """Sites whose evidence is broken; their findings stay as they were."""


def check_savable(history: History, *, sweep: int | None, as_of: dt.date | None) -> None:
    """Refuse what would be a false memory, before anything is read.

    Args:
        history: What was recorded.
        sweep: The number that was asked for.
        as_of: The day that was asked for.

    Raises:
        UsageError: With the reason in a sentence.
    """
    last, info = history.sweep(), history.sweep(sweep)
    if last is None or info is None:
        return  # there is nothing to judge again, which is said there
    if last.id != info.id:
        raise UsageError(
            _(
                "--save: sweep {number} is not the last one, and what was concluded since cannot be rewritten; "
                "only a replay of sweep {last} can be saved."
            ).format(number=info.id, last=last.id)
        )
    if info.state != "finished":
        raise UsageError(
            _("--save: sweep {number} was not finished; `gongkai sweep --resume` goes on with it first.").format(
                number=info.id
            )
        )
    if history.plan(info.id).evidence_kept == "failures":
        raise UsageError(
            _(
                "--save: sweep {number} kept the evidence of its failures alone (sweep.evidence_kept); what another "
                "rule would say of the rest could not be proved."
            ).format(number=info.id)
        )
    if as_of not in (None, info.as_of):
        raise UsageError(
            _(
                "--save: the evidence was collected for {day} and cannot show what the sites did until {other}; "
                "a replay for another day is for looking at and is never saved."
            ).format(day=info.as_of, other=as_of)
        )


def save(history: History, replay: Replay) -> Saved:
    """Write the findings of a replay down as a sweep of their own, all or nothing.

    Args:
        history: Open for writing.
        replay: Of its last sweep, for the day of that sweep (:func:`check_savable`).
    """
    broken = {one.site for one in replay.readings.broken}
    sites = [site for site in replay.sites if site.snapshot.site.id not in broken]
    left_out = tuple(sorted(broken))
    if all(site.findings == site.recorded for site in sites):
        return Saved(None, left_out)
    plan = msgspec.structs.replace(
        replay.plan, created=now(), tool_version=tool_version(), calendar_version=calendar_version()
    )
    looked = replay.sweep.replayed or replay.sweep.id
    numbers = Numbers()
    with history.batch():
        number = history.begin_sweep(plan, started=now(), every_site=False, every_standard=False, replayed=looked)
        for site in sites:
            snapshot = _without_traffic(site.snapshot)
            history.record_site(number, site.snapshot, site.findings)
            numbers.add(snapshot, site.findings)
        told = summary(numbers, number=number, plan=plan, state="finished", seconds=0.0) | {"replayed": looked}
        history.finish_sweep(number, told, finished=now(), state="finished")
    return Saved(number, left_out)


def _without_traffic(snapshot: Snapshot) -> Snapshot:
    """The snapshot as a summary counts it: nothing was asked of the network."""
    return msgspec.structs.replace(snapshot, requests=0, not_modified=0, bytes=0)
