"""The history of a province in one file: what was seen of each site, what was concluded, and since when."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, Self

from storage import (
    changes,
    excuses,
    inventory,
    maintenance,
    named_records,
    nights,
    rechecks,
    recording,
    retention,
    sightings,
    sites,
    sweeps,
    verifying,
)
from storage.errors import EmptyHistory, RefusedRecord
from storage.findings import Choice, Confirmation, findings_at
from storage.locking import HistoryLock
from storage.sites import number_of, required_number
from storage.summaries import Summaries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from rules.model import Finding, Sighting, Snapshot
    from rules.plan import KnownPage, Plan
    from storage.excuses import ExcusedStretch
    from storage.maintenance import Sizes
    from storage.named_records import NamedRecord
    from storage.retention import Pruned
    from storage.session import Session
    from storage.sites import SiteEvent
    from storage.values import Changes, Interval, StoredFinding, SweepInfo


class History:
    """An open history file; a context manager. See :func:`storage.open_history`.

    Every method raises one of :mod:`storage.errors`, never an error of SQLite.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lock = HistoryLock(session.path)
        self._sweep_held = False
        self._items: dict[int, nights.Items] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file and of the lock."""
        self._session.close()
        self._lock.release_all()

    @property
    def path(self) -> Path:
        """The file."""
        return self._session.path

    @property
    def session(self) -> Session:
        """The connection, for the other modules of this package."""
        return self._session

    @property
    def summaries(self) -> Summaries:
        """Questions that dashboards ask, answered in milliseconds."""
        return Summaries(self._session)

    # -- one writer -----------------------------------------------------------------------------------------------

    @contextmanager
    def lock(self, purpose: str) -> Iterator[None]:
        """Hold the file for a sweep or for maintenance.

        Raises:
            SweepRunning: With who holds it and since when.
        """
        self._lock.acquire(purpose)
        try:
            yield
        finally:
            self._lock.release()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Let what is recorded inside stand together: one write to disk for several sites."""
        with self._session.writing():
            yield

    # -- writing a sweep ------------------------------------------------------------------------------------------

    def begin_sweep(
        self,
        plan: Plan,
        *,
        started: dt.datetime,
        every_site: bool = True,
        every_standard: bool = True,
        replayed: int | None = None,
    ) -> int:
        """Write a plan down and take the lock until :meth:`finish_sweep` or :meth:`close`.

        Args:
            plan: What will be done.
            started: UTC.
            every_site: The plan names every registered site, so one that it does not name has left the registry.
            every_standard: The plan names every standard in use, so one that it does not name is no longer in use.
            replayed: The sweep whose evidence is judged again; the sites are not visited. Its findings are no second
                look at anything, its pages are not seen anew, and no change of a verdict is the site's doing.

        Returns:
            The number of the sweep, counting from 1.
        """
        self._hold()
        try:
            return sweeps.begin(
                self._session,
                plan,
                started=started,
                every_site=every_site,
                every_standard=every_standard,
                replayed=replayed,
            )
        except BaseException:
            self._let_go()
            raise

    def unfinished_sweep(self) -> int | None:
        """Return the number of the latest sweep if it was not finished."""
        return sweeps.unfinished(self._session)

    def resume_sweep(self, sweep: int) -> Plan:
        """Take the lock and go on with the latest sweep.

        Raises:
            UnknownSweep: If it is not the latest one, or is finished.
            SweepRunning: If its process is still at work.
        """
        self._hold()
        try:
            sweeps.reopen(self._session, sweep)
            return self.plan(sweep)
        except BaseException:
            self._let_go()
            raise

    def finished_sites(self, sweep: int) -> frozenset[str]:
        """Return the sites whose findings are stored for a sweep."""
        rows = self._session.rows(
            "SELECT s.site FROM sites s JOIN site_sweeps d ON d.site = s.id AND d.sweep = ?"
            " UNION SELECT a.alias FROM site_aliases a JOIN site_sweeps d ON d.site = a.site AND d.sweep = ?",
            (sweep, sweep),
        )
        return frozenset(site for (site,) in rows)

    def record_site(
        self,
        sweep: int,
        snapshot: Snapshot,
        findings: Sequence[Finding],
        *,
        rejudged: Sequence[Finding] | None = None,
    ) -> bool:
        """Store what was collected from a site and what was concluded, all or nothing.

        Args:
            sweep: The running sweep.
            snapshot: What was collected; an interrupted one is refused.
            findings: One for each applicable item.
            rejudged: Findings on the *previous* snapshot by tonight's rules; where rules or program changed, they tell
                which verdicts would have changed without any change of the site.

        Returns:
            ``False`` where the site is already stored for this sweep; then nothing changes.
        """
        if not self._lock.held:
            raise RefusedRecord(self.path, f"sweep {sweep} is not held by this process; begin or resume it first")
        if sweep not in self._items:
            self._items = {sweep: nights.items_of(self._session)}
        return recording.record_site(
            self._session,
            self._items[sweep],
            sweep=sweep,
            snapshot=snapshot,
            findings=findings,
            rejudged=rejudged,
        )

    def record_recheck(self, sweep: int, finding: Finding) -> bool:
        """Write down a second look at a failure in the same sweep; if it says the same, the failure is confirmed.

        Returns:
            Whether it says the same.
        """
        return rechecks.remember_recheck(self._session, sweep, finding)

    def finish_sweep(
        self,
        sweep: int,
        summary: Mapping[str, Any],
        *,
        finished: dt.datetime,
        state: Literal["finished", "failed", "interrupted"] = "finished",
    ) -> None:
        """Write the summary down and let go of the lock.

        Args:
            sweep: The running sweep.
            summary: Anything that is JSON.
            finished: UTC.
            state: ``failed`` and ``interrupted`` sweeps can be resumed.
        """
        sweeps.finish(self._session, sweep, summary, finished=finished, state=state)
        self._let_go()

    def _hold(self) -> None:
        if self._sweep_held:
            return
        self._lock.acquire("sweep")
        self._sweep_held = True

    def _let_go(self) -> None:
        if self._sweep_held:
            self._sweep_held = False
            self._lock.release()

    # -- sweeps ---------------------------------------------------------------------------------------------------

    def sweeps(self) -> tuple[SweepInfo, ...]:
        """Return all sweeps, oldest first."""
        return sweeps.listed(self._session)

    def sweep(self, when: int | dt.date | None = None) -> SweepInfo | None:
        """Return the latest sweep, one by its number, or the last one by the end of a day.

        ``None`` only where nothing was asked for and no sweep was ever begun.
        """
        if when is None:
            rows = self._session.rows("SELECT max(id) FROM sweeps")
            if rows[0][0] is None:
                return None
            when = int(rows[0][0])
        return sweeps.info(self._session, sweeps.at(self._session, when))

    def plan(self, sweep: int) -> Plan:
        """Return the plan of a sweep, equal to the one it was begun with."""
        return sweeps.plan_of(self._session, sweep)

    # -- what was seen --------------------------------------------------------------------------------------------

    def known_pages(self, site: str) -> tuple[KnownPage, ...]:
        """Return what is known of a site's pages, so that they can be asked for conditionally; empty if nothing is."""
        with self._session.reading():
            number = number_of(self._session, site)
            return () if number is None else inventory.known_pages(self._session, number)

    def snapshot(self, sweep: int, site: str) -> Snapshot | None:
        """Return the evidence of a site in a sweep, equal to what was recorded; ``None`` where there is none."""
        with self._session.reading():
            number = number_of(self._session, site)
            return None if number is None else inventory.snapshot(self._session, number, sweep)

    def recorded_findings(self, sweep: int, site: str) -> tuple[Finding, ...]:
        """Return the findings of a site in a sweep, equal to what was recorded."""
        with self._session.reading():
            number = number_of(self._session, site)
            if number is None:
                return ()
            return nights.stored_findings(self._session, number, sweep).all()

    def sightings(self, snapshot: Snapshot, *, today: dt.date, sweep: int | None = None) -> tuple[Sighting, ...]:
        """Return when each entry on the lists of a snapshot was first seen; the snapshot need not be recorded yet.

        Args:
            snapshot: What was collected, tonight or earlier.
            today: The day of the sweep that collected it, for entries that no sweep saw before.
            sweep: The number of that sweep where it is judged again: then as it was known that night, and what is
                newly understood on its pages was covered by no earlier reading.
        """
        with self._session.reading():
            number = number_of(self._session, snapshot.site.id)
            return sightings.sightings_of(self._session, number, snapshot, today=today, sweep=sweep)

    # -- what was concluded ---------------------------------------------------------------------------------------

    def findings(  # noqa: PLR0913 - filters, all optional
        self,
        *,
        at: int | dt.date | None = None,
        sites: Collection[str] = (),
        standards: Collection[str] = (),
        outcomes: Collection[str] = (),
        problems: Collection[str] = (),
        needed: int = 2,
        window: int = 3,
    ) -> list[StoredFinding]:
        """Return the findings that stand, by site, standard and place in the standard.

        Args:
            at: A sweep's number, or a day: as they stood at its end. Without it, now.
            sites: Only these; as all filters, empty means all.
            standards: Only these.
            outcomes: Only these.
            problems: Only these.
            needed: In how many sweeps a failure must be seen to be confirmed …
            window: … of so many last ones that could tell.
        """
        sweep = self._at(at)
        if sweep is None:
            return []
        choice = Choice(sites, standards, outcomes, problems)
        return findings_at(self._session, sweep, choice, Confirmation(needed, window))

    def intervals(self, site: str, item: str | None = None, *, standard: str | None = None) -> tuple[Interval, ...]:
        """Return for how long each verdict on a site stood, by standard, item and time.

        Raises:
            UnknownSite: If the site was never recorded.
        """
        return changes.intervals_of(self._session, site, item, standard)

    def excused(self, site: str) -> tuple[ExcusedStretch, ...]:
        """Return in which nights a failure of a site was excused, by standard, item and time.

        Raises:
            UnknownSite: If the site was never recorded.
        """
        with self._session.reading():
            return excuses.excused_stretches(self._session, required_number(self._session, site))

    def changes(
        self,
        since: int | dt.date | None = None,
        until: int | dt.date | None = None,
        *,
        needed: int = 2,
        window: int = 3,
    ) -> Changes:
        """Return what is new, fixed, still failing and unknown.

        Args:
            since: A sweep: what changed after it. A day: what changed on it and after. Without it, since the sweep
                before ``until``.
            until: A sweep or a day; without it, now.
            needed: As in :meth:`findings`.
            window: As in :meth:`findings`.

        Raises:
            EmptyHistory: If nothing was ever recorded.
            UnknownSweep: If there is no such sweep, or none by that day.
        """
        last = self._at(until)
        if last is None:
            raise EmptyHistory(self.path)
        return changes.changes_between(self._session, self._before(since, last), last, Confirmation(needed, window))

    def _at(self, when: int | dt.date | None) -> int | None:
        return sweeps.latest(self._session) if when is None else sweeps.at(self._session, when)

    def _before(self, since: int | dt.date | None, until: int) -> int | None:
        if since is None:
            row = self._session.one("SELECT max(id) FROM sweeps WHERE id < ?", (until,))
            return None if row is None else row[0]
        if isinstance(since, dt.date):
            row = self._session.one(
                "SELECT max(id) FROM sweeps WHERE as_of < ? AND id <= ?", (since.isoformat(), until)
            )
            return None if row is None else row[0]
        return sweeps.at(self._session, since)

    # -- sites as such --------------------------------------------------------------------------------------------

    def rename_site(self, former: str, present: str, *, on: dt.date, note: str = "") -> None:
        """Let a site be known by another id from now on; both ids find its story."""
        sites.rename_site(self._session, former, present, on=on, note=note)

    def close_site(self, site: str, *, on: dt.date, into: str | None = None, note: str = "") -> None:
        """End a site's story, or let it go into another's; what stood is ended and not called fixed."""
        sites.close_site(self._session, site, on=on, into=into, note=note)

    def move_site(self, site: str, *, on: dt.date, former_url: str, note: str = "") -> None:
        """Note that a site has another address from now on."""
        sites.move_site(self._session, site, on=on, former_url=former_url, note=note)

    def site_events(self, site: str) -> tuple[SiteEvent, ...]:
        """Return what happened to a site as such, oldest first."""
        return sites.site_events(self._session, site)

    # -- upkeep ---------------------------------------------------------------------------------------------------

    def integrity(self, *, deep: bool = True) -> tuple[str, ...]:
        """Return everything that is wrong with the file, in sentences; empty means it is whole."""
        return maintenance.integrity(self._session, deep=deep)

    def verify(self) -> tuple[str, ...]:
        """Return everything that is not as it was recorded: contents, seals, verdicts against their intervals."""
        return verifying.verify(self._session)

    def sizes(self) -> Sizes:
        """Return how large the file is, and what takes the room."""
        return maintenance.sizes(self._session)

    def backup(self, target: Path) -> None:
        """Copy the history while it is in use; never overwrites."""
        maintenance.backup(self._session, target)

    def prune(self, keep: int | dt.date, *, protected: Collection[tuple[str, int]] = ()) -> Pruned:
        """Let go of the snapshots of sweeps before ``keep``; verdicts, intervals and what defends a failure stay.

        Args:
            keep: The first sweep, or the first day, whose evidence is kept whole.
            protected: Further nights to keep, as (site, sweep).
        """
        horizon = keep if isinstance(keep, int) else sweeps.first_from(self._session, keep)
        with self.lock("pruning"):
            return retention.prune(self._session, horizon, protected=protected)

    def named_records(self, sweep: int | None = None) -> Iterator[NamedRecord]:
        """Yield every record of evidence that snapshots and findings name, each with the digest it must have.

        Args:
            sweep: Only this one; ``None`` takes all.
        """
        with self._session.reading():
            yield from named_records.named_records(self._session, sweep)

    def kept_records(self) -> frozenset[str]:
        """Return the ids of the WARC records that stored snapshots refer to; all others may be let go."""
        return retention.kept_records(self._session)

    def compact(self) -> int:
        """Give free space back to the disk; return by how many bytes the file shrank."""
        with self.lock("compacting"):
            return maintenance.compact(self._session)
