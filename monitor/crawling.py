"""The crawl processes of a sweep: started shard by shard, read without waiting, replaced when they die.

Nothing is judged or stored here. What comes out is one ``Collected`` for every site, whatever the site or the process
did; a site that killed its process every time comes out as a snapshot in which nothing could be looked at.
"""

from __future__ import annotations

import datetime as dt
import queue
import time
from collections import deque
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

import msgspec

from monitor.errors import SweepFailedError
from monitor.language import gettext as _
from monitor.process import CrawlProcess, ProcessEnded, SiteCollected, core_count
from rules.model import Coverage, Miss, MissReason, Snapshot
from rules.plan import EXIT_EVIDENCE, KnownPage, Plan, ShardHeader, SiteTask
from rules.standard import applicable_items

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from rules.model import Site

WAITING_SNAPSHOTS = 8
"""Snapshots read and not yet judged; a full queue slows the crawl down instead of filling the memory."""
ATTEMPTS = 3
"""How often a site may be under way in a process that dies: with its neighbours, with few, alone."""
_FEW = 4
_MUTE = 2
"""So many processes that end in error without a word, before any has said one, are no matter of chance."""
_TICK = 0.2
_SILENCE = 120.0
"""Seconds beyond a site's own budget after which a process that says nothing is taken for hung."""


@dataclass(frozen=True, slots=True)
class Collected:
    """A site that has come to its end."""

    snapshot: Snapshot
    lost: str | None = None
    """Why nothing could be collected, where the crawl process died each time; ``None`` where it did not."""


@dataclass(slots=True)
class Crawl:
    """All crawl processes of one sweep.

    Iterating yields a ``Collected`` for each site as it ends, and ``None`` now and then, so that the caller can draw
    progress and notice that it shall stop. ``stop`` ends every process; it is safe to call at any time.
    """

    plan: Plan
    sites: Sequence[Site]
    known: Callable[[str], Sequence[KnownPage]]
    folder: Path
    evidence: Path | None = None
    processes: list[CrawlProcess] = field(default_factory=list)
    _waiting: deque[list[Site]] = field(default_factory=deque)
    _attempts: dict[str, int] = field(default_factory=dict)
    _messages: queue.Queue[SiteCollected | ProcessEnded] = field(
        default_factory=lambda: queue.Queue(maxsize=WAITING_SNAPSHOTS)
    )
    _started: int = 0
    _spoke: bool = False
    _mute: int = 0

    def __iter__(self) -> Iterator[Collected | None]:
        """Run to the end; see the class."""
        self._waiting.extend(shards(self.sites, processes=self.width, at_once=self.plan.crawl.concurrent_sites))
        while self._waiting or self.processes:
            self._start_what_fits()
            try:
                message = self._messages.get(timeout=_TICK)
            except queue.Empty:
                self._end_the_hung()
                yield None
                continue
            if isinstance(message, SiteCollected):
                yield Collected(message.snapshot)
            else:
                yield from self._after(message)

    @property
    def width(self) -> int:
        """How many processes run side by side."""
        return self.plan.crawl.processes or core_count()

    def stop(self) -> None:
        """End every process now; what they were reading is dropped."""
        self._waiting.clear()
        for process in self.processes:
            process.ask_to_stop()
        end = time.monotonic() + 2
        while any(process.alive for process in self.processes) and time.monotonic() < end:
            self._drain()
            time.sleep(0.02)
        for process in self.processes:
            process.kill()
        while any(process.reading for process in self.processes):
            self._drain()
            time.sleep(0.01)
        self.processes.clear()

    def _drain(self) -> None:
        """Take away what reader threads are waiting to hand over, so that they can end."""
        while True:
            try:
                self._messages.get_nowait()
            except queue.Empty:
                return

    def _start_what_fits(self) -> None:
        """Keep the cores busy: a process at the tail of its shard does not hold back the next shard."""
        while self._waiting:
            under_way = sum(len(process.unfinished) for process in self.processes)
            thin = under_way < self.width * self.plan.crawl.concurrent_sites // 2
            room = len(self.processes) < self.width or (thin and len(self.processes) < 2 * self.width)
            if not room:
                return
            self._started += 1
            shard = self._write_shard(self._waiting.popleft())
            self.processes.append(CrawlProcess.start(shard[0], shard[1], number=self._started, send=self._messages.put))

    def _write_shard(self, sites: list[Site]) -> tuple[Path, list[Site]]:
        path = self.folder / f"shard-{self._started}.jsonl"
        header = ShardHeader(
            as_of=self.plan.as_of,
            full=self.plan.full,
            crawl=self.plan.crawl,
            standards=self.plan.standards,
            evidence_folder=None if self.evidence is None else str(self.evidence),
        )
        with path.open("wb") as stream:
            _line(stream, header)
            for site in sites:
                _line(stream, SiteTask(site=site, known=tuple(self.known(site.id))))
        return path, sites

    def _after(self, message: ProcessEnded) -> Iterator[Collected | None]:
        """A process is gone: its unfinished sites are tried again, or come out as lost."""
        process = message.process
        self.processes.remove(process)
        self._refuse_to_go_on_in_vain(message)
        process.shard.unlink(missing_ok=True)
        left = list(process.unfinished.values())
        suspects = [site for site in left if site.id in process.under_way]
        innocent = [site for site in left if site.id not in process.under_way]
        if not suspects and len(left) == len(process.sites):
            suspects, innocent = left, []  # It never began: without this a broken installation would be tried for ever.
        again: dict[int, list[Site]] = {}
        for site in suspects:
            self._attempts[site.id] = self._attempts.get(site.id, 0) + 1
            if self._attempts[site.id] < ATTEMPTS:
                again.setdefault(self._attempts[site.id], []).append(site)
            else:
                yield Collected(lost_snapshot(site, self.plan, message.how), lost=message.how)
        if innocent:
            self._waiting.append(innocent)
        for attempt, sites in sorted(again.items()):
            size = _FEW if attempt == 1 else 1
            self._waiting.extend(sites[start : start + size] for start in range(0, len(sites), size))
        yield None

    def _refuse_to_go_on_in_vain(self, message: ProcessEnded) -> None:
        """Sites are not to blame where no crawl process says a word, or where we cannot keep what it says."""
        process = message.process
        if message.our_fault:
            raise SweepFailedError(
                _("What the crawl sends cannot be kept ({how}); make room for temporary files and resume.").format(
                    how=message.how
                )
            )
        if process.popen.returncode == EXIT_EVIDENCE:
            raise SweepFailedError(
                _("{words}; make room or name another folder in sweep.evidence, and resume.").format(
                    words=process.last_words
                )
            )
        self._spoke |= process.spoke
        self._mute += not process.spoke and (process.popen.returncode or 0) > 0
        if self._mute >= _MUTE and not self._spoke:
            raise SweepFailedError(
                _("The crawl process does not start ({how}: {words}); `gongkai doctor` looks for the cause.").format(
                    how=message.how, words=process.last_words
                )
            )

    def _end_the_hung(self) -> None:
        patience = self.plan.crawl.max_seconds + _SILENCE
        for process in self.processes:
            if process.unfinished and time.monotonic() - process.heard > patience:
                process.kill()


def shards(sites: Sequence[Site], *, processes: int, at_once: int) -> list[list[Site]]:
    """Deal the sites out: evenly while every process can have all of its own under way, else in small hands.

    Neighbours in a registry often stand on one slow server, so they are dealt to different shards.
    """
    count = min(processes, len(sites))
    if len(sites) > processes * at_once:
        count = -(-len(sites) // (2 * at_once))
    return [list(sites[start::count]) for start in range(count)]


def lost_snapshot(site: Site, plan: Plan, how: str) -> Snapshot:
    """A snapshot that says of every item that it could not be looked at, and why."""
    moment = dt.datetime.now(dt.UTC).replace(microsecond=0)
    miss = Miss(url=site.url, reason=MissReason.INTERRUPTED, detail=how, role="home", at=moment)
    coverage = tuple(
        Coverage(
            standard=standard.id,
            item=item.id,
            status="not-visited",
            reason=MissReason.INTERRUPTED,
            blocked_by=site.url,
        )
        for standard, item in applicable_items(plan.standards, site)
    )
    return Snapshot(site=site, pages=(), misses=(miss,), coverage=coverage, started=moment, finished=moment)


def _line(stream: IO[bytes], value: msgspec.Struct) -> None:
    stream.write(msgspec.json.encode(value))
    stream.write(b"\n")
