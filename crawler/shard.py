"""The seam to the plan: a shard file in, a stream of events out; nothing else crosses it."""

from __future__ import annotations

import asyncio
import os
import queue
import threading
from typing import TYPE_CHECKING

import msgspec

from rules.plan import Event, Plan, ShardHeader, SiteTask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_ROOM = 32_000_000
"""Bytes of events that may wait for the reader before sites are held back."""
_PATIENCE = 0.05
_GATHER = 0.02
"""Seconds for which events are gathered before they are written."""


class ShardError(Exception):
    """A shard file cannot be used; the message names the file, the line and what is wrong."""


class _Outline(msgspec.Struct):
    """Just enough of the first line to tell a plan from a shard."""

    sites: msgspec.Raw | None = None


class Shard:
    """A shard file, or a plan file taken as one shard.

    Args:
        path: JSON lines (``ShardHeader``, then one ``SiteTask`` a line) or one JSON document (``Plan``).

    Raises:
        ShardError: The file cannot be read, or its first line is neither.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._plan: Plan | None = None
        try:
            with path.open("rb") as lines:
                first = lines.readline()
            if _is_header(first):
                self.header = msgspec.json.decode(first, type=ShardHeader)
                return
            self._plan = msgspec.json.decode(path.read_bytes(), type=Plan)
        except OSError as error:
            raise ShardError(f"{path}: cannot be read: {error.strerror}") from None
        except msgspec.DecodeError as error:
            raise ShardError(f"{path}: neither a shard nor a plan: {error}") from None
        plan = self._plan
        self.header = ShardHeader(as_of=plan.as_of, full=plan.full, crawl=plan.crawl, standards=plan.standards)

    def tasks(self) -> Iterator[SiteTask]:
        """Yield the sites one by one; a shard of thousands is never held in memory.

        Raises:
            ShardError: A line is not a site task.
        """
        if self._plan is not None:
            for site in self._plan.sites:
                yield SiteTask(site=site)
            return
        decoder = msgspec.json.Decoder(SiteTask)
        with self._path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if number == 1 or not line.strip():
                    continue
                try:
                    yield decoder.decode(line)
                except msgspec.DecodeError as error:
                    raise ShardError(f"{self._path}, line {number}: not a site task: {error}") from None


def _is_header(line: bytes) -> bool:
    try:
        return msgspec.json.decode(line, type=_Outline).sites is None
    except msgspec.DecodeError:
        return False  # a document over several lines


class EventStream:
    """Writes events as JSON lines from a thread of its own, so that a slow reader never stops the network.

    Args:
        descriptor: Where to write; it is closed by ``close``.
        on_broken: Called once, from the thread, when the reader has gone away.
    """

    def __init__(self, descriptor: int, *, on_broken: Callable[[], None]) -> None:
        self._descriptor = descriptor
        self._on_broken = on_broken
        self._encoder = msgspec.json.Encoder()
        self._waiting: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._gathered: list[bytes] = []
        self._queued = 0
        self._written = 0
        self._broken = False
        self._thread = threading.Thread(target=self._write, name="events", daemon=True)
        self._thread.start()

    def send(self, event: Event) -> None:
        """Queue one event; it is handed to the thread with those of the next moments, not to wake it for each."""
        line = self._encoder.encode(event) + b"\n"
        self._queued += len(line)
        self._gathered.append(line)
        if len(self._gathered) == 1:
            asyncio.get_running_loop().call_later(_GATHER, self._hand_over)

    def _hand_over(self) -> None:
        if self._gathered:
            self._waiting.put(b"".join(self._gathered))
            self._gathered.clear()

    async def room(self) -> None:
        """Wait until the reader has caught up."""
        # The writer is a thread, so there is no event of the loop to wait for.
        while self._queued - self._written > _ROOM and not self._broken:  # noqa: ASYNC110
            await asyncio.sleep(_PATIENCE)

    def close(self) -> None:
        """Write what is queued and close."""
        self._hand_over()
        self._waiting.put(None)
        self._thread.join()
        os.close(self._descriptor)

    def _write(self) -> None:
        while (line := self._waiting.get()) is not None:
            if self._broken:
                continue
            try:
                view = memoryview(line)
                while view:
                    view = view[os.write(self._descriptor, view) :]
            except OSError:
                self._broken = True
                self._on_broken()
            self._written += len(line)
