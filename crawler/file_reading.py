"""Files are read in a child process that can be killed, so that no file ever holds up or brings down a crawl."""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

import msgspec

from crawler.file_worker import FRAME, Reply
from crawler.reading import read_page
from rules.facts import PageFacts, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.answers import Reader

SECONDS = 20.0
"""Time by the clock for one file; the child's processor time ends earlier where it has a core for itself."""
MOST_FILES = 200
"""Files read by one child before a new one takes its place; what its libraries forgot to free goes with it."""
GIVEN_UP = "given up"
"""How the detail of a file begins that took more than it is given."""
_T = TypeVar("_T")
_PIECE = 65_536
_GRACE = 2.0
_ERRORS = 400


class Files(Protocol):
    """What reads files."""

    def read(self, body: bytes, url: str) -> PageFacts | Unreadable:
        """Read one file."""


def as_file(files: Files) -> Reader:
    """Return the reader of answers that should be files: an error page or a wall in place of a file is read as such."""

    def read(body: bytes, url: str, *, status: int, content_type: str | None) -> PageFacts | Unreadable:
        if status >= _ERRORS:
            return read_page(body, url, status=status, content_type=content_type)
        facts = files.read(body, url)
        if isinstance(facts, PageFacts) and facts.file is not None and facts.file.kind == "html":
            page = read_page(body, url, status=status, content_type=content_type)
            if isinstance(page, PageFacts) and page.block is not None:
                return page
        return facts

    return read


class FileReader:
    """Reads files one after the other; may be called from several threads.

    The child is started at the first file, and again after a file that it did not survive.

    Args:
        seconds: Time by the clock for one file.
    """

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="files")
        self._child: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._read = 0
        self._decoder = msgspec.json.Decoder(Reply)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def read(self, body: bytes, url: str) -> PageFacts | Unreadable:
        """Read one file; never raises because of what is in it.

        Returns:
            Its facts, not masked yet, or why there are none: a file that takes more time or memory than it is given
            is ``Unreadable`` too.
        """
        with self._lock:
            try:
                reply = self._ask(body, url)
            except TimeoutError:
                self._end()
                return Unreadable("undecodable", f"{GIVEN_UP}: not read within {self._seconds:g} seconds")
            except OSError:
                self._end()
                return Unreadable("undecodable", f"{GIVEN_UP}: more time or memory than a file is given")
            self._read += 1
            if self._read >= MOST_FILES:
                self._end()
        if reply.facts is not None:
            return reply.facts
        return reply.unreadable or Unreadable("undecodable", "no answer")

    async def beside(self, work: Callable[[], _T]) -> _T:
        """Do work that reads a file in the one thread for it, which no name or page ever has to wait for."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def close(self) -> None:
        """End the child, a file under way included; nothing is read any more."""
        self._closed = True
        if (child := self._child) is not None:
            child.kill()  # whoever waits for its answer holds the lock, and now gets none
        with self._lock:
            self._end()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _ask(self, body: bytes, url: str) -> Reply:
        if self._closed:
            raise BrokenPipeError
        child = self._child or self._start()
        self._child = child
        if child.stdin is None or child.stdout is None:
            raise BrokenPipeError
        deadline = time.monotonic() + self._seconds
        address = url.encode("utf-8", "replace")
        _send(child.stdin.fileno(), FRAME.pack(len(address)) + address + FRAME.pack(len(body)) + body, deadline)
        length = FRAME.unpack(_receive(child.stdout.fileno(), FRAME.size, deadline))[0]
        return self._decoder.decode(_receive(child.stdout.fileno(), length, deadline))

    def _start(self) -> subprocess.Popen[bytes]:
        self._read = 0
        child = subprocess.Popen(
            [sys.executable, "-P", "-m", "crawler.file_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the crawl, which ends its children in order
            env=_environment(),
        )
        if child.stdin is not None:
            os.set_blocking(child.stdin.fileno(), False)
        return child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(_GRACE)


def _environment() -> dict[str, str]:
    """What the child needs to find its modules; nothing that the operator keeps in the environment."""
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return {"PYTHONPATH": path, "PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


def _send(descriptor: int, data: bytes, deadline: float) -> None:
    view = memoryview(data)
    while view:
        _wait(descriptor, deadline, to_write=True)
        with contextlib.suppress(BlockingIOError):
            view = view[os.write(descriptor, view[:_PIECE]) :]


def _receive(descriptor: int, length: int, deadline: float) -> bytes:
    parts: list[bytes] = []
    while length > 0:
        _wait(descriptor, deadline, to_write=False)
        part = os.read(descriptor, min(length, _PIECE))
        if not part:
            raise BrokenPipeError
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _wait(descriptor: int, deadline: float, *, to_write: bool) -> None:
    poll = select.poll()
    poll.register(descriptor, select.POLLOUT if to_write else select.POLLIN)
    left = deadline - time.monotonic()
    if left <= 0 or not poll.poll(left * 1000):
        raise TimeoutError
