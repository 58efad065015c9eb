"""One sweep: every planned site collected, judged and remembered as soon as it is done."""

from __future__ import annotations

import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from crawler.evidence_reading import EvidenceFolder
from monitor.crawling import Collected, Crawl, lost_snapshot
from monitor.errors import InterruptedSweepError
from monitor.language import gettext as _
from monitor.summary import Numbers
from rules.judge import judge
from rules.standard import applicable_items
from rules.workdays import Calendar
from storage.errors import RefusedRecord

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Sequence

    from rules.model import Finding, Sighting, Site, Snapshot
    from rules.plan import KnownPage, Plan
    from storage import History


_NIGHTS_KNOWN = 3
"""Storage offers the pages of so many last nights of a site."""


class Observer(Protocol):
    """Whoever shows how a sweep is getting on."""

    def begin(self, number: int, *, total: int, done: int) -> None:
        """Sweep ``number`` starts; ``done`` of ``total`` sites are finished already."""

    def tick(self, crawl: Crawl) -> None:
        """A moment has passed."""

    def site(self, site: Site, findings: Sequence[Finding], *, lost: str | None) -> None:
        """A site was judged and stored; ``lost`` says how its crawl process died, if it did."""

    def end(self) -> None:
        """No further site will come."""


class Silent:
    """Shows nothing."""

    def begin(self, number: int, *, total: int, done: int) -> None:
        """Ignore it."""

    def tick(self, crawl: Crawl) -> None:
        """Ignore it."""

    def site(self, site: Site, findings: Sequence[Finding], *, lost: str | None) -> None:
        """Ignore it."""

    def end(self) -> None:
        """Ignore it."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The sweep before, where it was judged by other rules: its evidence is judged again by tonight's.

    So storage can tell a site that changed from a verdict that changed.
    """

    sweep: int
    as_of: dt.date
    plan: Plan
    history: History
    calendar: Calendar

    @classmethod
    def under_other_rules(cls, plan: Plan, number: int, history: History, calendar: Calendar) -> Earlier | None:
        """The sweep before ``number``; ``None`` where there is none, or it was judged as this one will be."""
        before = [sweep for sweep in history.sweeps() if sweep.id < number and sweep.recorded]
        if not before:
            return None
        former = history.plan(before[-1].id)
        if all(getattr(former, key) == getattr(plan, key) for key in ("tool_version", "calendar_version", "standards")):
            return None
        return cls(sweep=before[-1].id, as_of=former.as_of, plan=plan, history=history, calendar=calendar)

    def rejudged(self, site: str) -> tuple[Finding, ...] | None:
        """Findings on that night's evidence of a site by tonight's rules, ``None`` where there is no evidence."""
        snapshot = self.history.snapshot(self.sweep, site)
        if snapshot is None:
            return None
        plan = msgspec.structs.replace(self.plan, as_of=self.as_of)
        sightings = self.history.sightings(snapshot, today=self.as_of)
        return judged(snapshot, plan, self.calendar, sightings=sightings)[1]


@dataclass(slots=True)
class Sweep:
    """A sweep under way.

    Attributes:
        plan: What to do.
        number: The number that storage gave it.
        history: Where the plan is stored already and findings go.
        observer: Whoever shows the progress.
        done: Ids of sites that an earlier run of the same sweep finished.
        evidence: Folder for WARC files; ``None`` keeps no bodies.
        stop: Set from outside to end early.
        calendar: Working days to judge by.
        numbers: Totals over all sites that are finished.
        earlier: The sweep before, where other rules held.
        seconds: How long ``run`` took.
    """

    plan: Plan
    number: int
    history: History
    observer: Observer
    done: Collection[str] = ()
    evidence: Path | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    numbers: Numbers = field(default_factory=Numbers)
    calendar: Calendar = field(default_factory=Calendar)
    earlier: Earlier | None = None
    seconds: float = 0.0

    def __post_init__(self) -> None:
        """Look whether the last sweep was judged by other rules."""
        self.earlier = Earlier.under_other_rules(self.plan, self.number, self.history, self.calendar)

    def run(self) -> None:
        """Sweep every site that is not done yet.

        Raises:
            InterruptedSweepError: ``stop`` was set; finished sites are stored, half-read ones are not.
        """
        began = time.monotonic()
        left = [site for site in self.plan.sites if site.id not in self.done]
        self._count_what_is_done()
        total = len(self.plan.sites)
        self._tell(lambda: self.observer.begin(self.number, total=total, done=total - len(left)))
        with tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as folder:
            crawl = Crawl(
                plan=self.plan,
                sites=left,
                known=self._known(),
                folder=Path(folder),
                evidence=self.evidence,
            )
            try:
                self._follow(crawl)
            finally:
                crawl.stop()
                self._tell(self.observer.end)
                self.seconds = time.monotonic() - began

    def _follow(self, crawl: Crawl) -> None:
        for collected in crawl:
            if self.stop.is_set():
                raise InterruptedSweepError(
                    _(
                        "Interrupted: finished sites of sweep {number} are kept; `gongkai sweep --resume` goes on."
                    ).format(number=self.number)
                )
            if collected is not None:
                self._keep(collected)
            self._tell(lambda: self.observer.tick(crawl))

    def _keep(self, collected: Collected) -> None:
        snapshot, findings = judged(
            collected.snapshot, self.plan, self.calendar, sightings=self._sightings(collected.snapshot)
        )
        try:
            self._record(snapshot, findings)
        except RefusedRecord as error:
            snapshot, findings = judged(lost_snapshot(snapshot.site, self.plan, error.why), self.plan, self.calendar)
            self._record(snapshot, findings)
        self.numbers.add(snapshot, findings, lost=collected.lost is not None)
        self._tell(lambda: self.observer.site(snapshot.site, findings, lost=collected.lost))

    def _record(self, snapshot: Snapshot, findings: tuple[Finding, ...]) -> None:
        rejudged = self.earlier.rejudged(snapshot.site.id) if self.earlier else None
        self.history.record_site(self.number, snapshot, findings, rejudged=rejudged)

    def _tell(self, tell: Callable[[], None]) -> None:
        """Whoever watches may leave; the sweep goes on."""
        try:
            tell()
        except OSError:
            self.observer = Silent()

    def _count_what_is_done(self) -> None:
        for site in self.done:
            snapshot = self.history.snapshot(self.number, site)
            if snapshot is not None:
                self.numbers.add(snapshot, self.history.recorded_findings(self.number, site))

    def _known(self) -> Callable[[str], Sequence[KnownPage]]:
        """What is known of a site's pages; nothing in the first nights of another program.

        A page that answers 304 keeps the facts that were read from it before, and another program read them otherwise.
        Where evidence is kept, a page whose body is no longer there is asked for whole, else it would never be again.
        """
        before = [sweep for sweep in self.history.sweeps() if sweep.id < self.number and sweep.recorded]
        if any(sweep.tool_version != self.plan.tool_version for sweep in before[-_NIGHTS_KNOWN:]):
            return lambda _site: ()
        if self.evidence is None:
            return self.history.known_pages
        kept = EvidenceFolder(self.evidence)
        return lambda site: [
            page for page in self.history.known_pages(site) if page.record is not None and kept.holds(page.record)
        ]

    def _sightings(self, snapshot: Snapshot) -> tuple[Sighting, ...]:
        return self.history.sightings(snapshot, today=self.plan.as_of)


def judged(
    snapshot: Snapshot, plan: Plan, calendar: Calendar, *, sightings: tuple[Sighting, ...] = ()
) -> tuple[Snapshot, tuple[Finding, ...]]:
    """Judge a snapshot by its plan: exactly one finding for each item that applies.

    A defect of the judgement itself must not take the other sites down nor accuse this one: then every item of the
    site is unknown, and the snapshot that goes to storage says why.

    Args:
        snapshot: What was collected.
        plan: For the standards and the day.
        calendar: Working days.
        sightings: When earlier sweeps first saw the entries of the lists, from storage.
    """
    try:
        findings = judge(snapshot, plan.standards, today=plan.as_of, calendar=calendar, sightings=sightings)
        return snapshot, _complete(findings, plan, snapshot)
    except Exception as error:  # noqa: BLE001 - the boundary between one site and the night
        lost = lost_snapshot(snapshot.site, plan, f"{type(error).__name__}: {error}")
        findings = judge(lost, plan.standards, today=plan.as_of, calendar=calendar)
        return lost, _complete(findings, plan, lost)


def _complete(findings: tuple[Finding, ...], plan: Plan, snapshot: Snapshot) -> tuple[Finding, ...]:
    """The findings, if there is exactly one for each item that applies, in its order."""
    expected = [(standard.id, item.id) for standard, item in applicable_items(plan.standards, snapshot.site)]
    if [(finding.standard, finding.item) for finding in findings] != expected:
        raise AssertionError(f"{snapshot.site.id}: {len(findings)} findings for {len(expected)} items")
    return findings
