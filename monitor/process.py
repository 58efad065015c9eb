"""One crawl process: started in a session of its own, its stream of events read by a thread."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

import msgspec

from rules.plan import Event, PageMissed, PageRead, SiteFinished, SiteStarted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rules.model import Miss, PageVisit, Site, Snapshot

IN_MEMORY = 1_000_000
"""Bytes of one site's stream kept in memory before it goes to a temporary file."""


class _Envelope(msgspec.Struct, frozen=True):
    """The part of an event that says where it belongs; the rest is not decoded until the site has ended."""

    event: str
    site: str


_ENVELOPE = msgspec.json.Decoder(_Envelope)
_EVENT: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


@dataclass(frozen=True, slots=True)
class SiteCollected:
    """A process has read a whole site."""

    process: CrawlProcess
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class ProcessEnded:
    """A process is gone and its stream is read to the end."""

    process: CrawlProcess
    how: str
    """``exit status 0``, ``signal SIGSEGV`` …"""
    our_fault: bool = False
    """Its stream could not be kept on our side, for example because the disk for temporary files is full."""


Message = SiteCollected | ProcessEnded


@dataclass(slots=True, eq=False)
class CrawlProcess:
    """A running crawl process and how far it is; the counters are written by its reader thread alone."""

    number: int
    shard: Path
    sites: Sequence[Site]
    popen: subprocess.Popen[bytes]
    send: Callable[[Message], None]
    unfinished: dict[str, Site]
    under_way: dict[str, None] = field(default_factory=dict)
    """Sites that have started and not finished, in order of start."""
    pages: int = 0
    misses: int = 0
    spoke: bool = False
    """Whether an event ever came."""
    heard: float = field(default_factory=time.monotonic)
    """When the process last said something, on the monotonic clock."""
    began: float = field(default_factory=time.monotonic)
    _spools: dict[str, IO[bytes]] = field(default_factory=dict)
    _thread: threading.Thread | None = None

    @classmethod
    def start(cls, shard: Path, sites: Sequence[Site], *, number: int, send: Callable[[Message], None]) -> CrawlProcess:
        """Start ``python -m crawler`` on a shard file.

        Args:
            shard: The file, already written.
            sites: What is in it.
            number: Counts the processes of a sweep from 1.
            send: Called from the reader thread with each site and, last, with the end.
        """
        with shard.with_suffix(".log").open("wb") as log:
            debugging = bool(os.environ.get("GONGKAI_DEBUG"))
            popen = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                # -P: a folder called crawler where the command happens to run must not be taken for ours.
                [sys.executable, "-P", "-m", "crawler", str(shard)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=None if debugging else log,
                start_new_session=True,  # Ctrl-C on the terminal is for the monitor, which then stops its children.
            )
        process = cls(
            number=number,
            shard=shard,
            sites=tuple(sites),
            popen=popen,
            send=send,
            unfinished={site.id: site for site in sites},
        )
        process._thread = threading.Thread(target=process._read, name=f"crawl-{number}", daemon=True)
        process._thread.start()
        return process

    @property
    def last_words(self) -> str:
        """The last line that the process wrote to its log."""
        try:
            lines = self.shard.with_suffix(".log").read_text(encoding="utf-8", errors="replace").split("\n")
        except OSError:
            return ""
        return next((line for line in reversed(lines) if line.strip()), "")

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self.popen.poll() is None

    @property
    def reading(self) -> bool:
        """Whether its stream is still being read."""
        return self._thread is not None and self._thread.is_alive()

    def ask_to_stop(self) -> None:
        """Ask the process and what it started to end."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the process and what it started without asking."""
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        if self.popen.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.popen.pid, number)

    def _read(self) -> None:
        stream = cast("IO[bytes]", self.popen.stdout)
        how = ""
        try:
            with stream:
                for line in stream:
                    self._take(line)
        except Exception as error:  # noqa: BLE001 - a full disk under the spool must end this process, not hang the sweep
            how = f"{type(error).__name__}: {error}"
            self.kill()
        finally:
            for spool in self._spools.values():
                spool.close()
            status = self.popen.wait()
            self.send(ProcessEnded(self, how or describe_status(status), our_fault=bool(how)))

    def _take(self, line: bytes) -> None:
        self.heard = time.monotonic()
        try:
            envelope = _ENVELOPE.decode(line)
        except msgspec.DecodeError:
            return  # Something else printed; a site whose pages are not all there is caught when it ends.
        self.spoke = True
        site = envelope.site
        if site not in self.unfinished:
            return
        if envelope.event in {"page", "miss"}:
            if envelope.event == "page":
                self.pages += 1
            else:
                self.misses += 1
            self._spool(site).write(line)
            return
        event = _EVENT.decode(line)
        if isinstance(event, SiteStarted):
            self.under_way[site] = None
        elif isinstance(event, SiteFinished):
            self._finish(event)

    def _spool(self, site: str) -> IO[bytes]:
        if site not in self._spools:
            self._spools[site] = cast("IO[bytes]", tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115 - closed when the site ends
        return self._spools[site]

    def _finish(self, event: SiteFinished) -> None:
        spool = self._spools.pop(event.site, None)
        lines: list[bytes] = []
        if spool is not None:
            with spool:
                spool.seek(0)
                lines = spool.readlines()
        snapshot = assemble(event, lines)
        if snapshot is not None:
            self.under_way.pop(event.site, None)
            self.unfinished.pop(event.site, None)
            self.send(SiteCollected(self, snapshot))


def _where_we_are() -> list[str]:
    """Where the child finds the very packages that run here; ``-P`` keeps the user's own folder out of it."""
    ours = Path(__file__).parents[1]
    given = [part for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]
    installed = ours.name in {
        "site-packages",
        "dist-packages",
    }  # Found there anyway, and better not before the library.
    return given if installed else [str(ours), *given]


def assemble(event: SiteFinished, lines: Sequence[bytes]) -> Snapshot | None:
    """The snapshot of a site from its last event and the lines streamed before.

    Returns:
        ``None`` where a page of the visit is not among the lines, or the site was interrupted: a half-read site is
        never taken for a read one.
    """
    if event.snapshot.ended == "interrupted":
        return None
    order = {url: number for number, url in enumerate(event.page_order)}
    pages: list[PageVisit] = []
    misses: list[Miss] = []
    for line in lines:
        read = _EVENT.decode(line)
        if isinstance(read, PageRead):
            pages.append(read.page)
        elif isinstance(read, PageMissed):
            misses.append(read.miss)
    arrived = {page.url for page in pages} | {miss.url for miss in misses}
    if not arrived.issuperset(order):
        return None
    last = len(order)
    pages.sort(key=lambda page: (order.get(page.url, last), page.url))
    misses.sort(key=lambda miss: (order.get(miss.url, last), miss.url))
    return msgspec.structs.replace(event.snapshot, pages=tuple(pages), misses=tuple(misses))


def describe_status(status: int) -> str:
    """How a process ended, in words: ``exit status 1``, ``signal SIGKILL``."""
    if status >= 0:
        return f"exit status {status}"
    try:
        return f"signal {signal.Signals(-status).name}"
    except ValueError:
        return f"signal {-status}"


def core_count() -> int:
    """How many cores this process may use."""
    affinity: Any = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
