"""A crawl never outlives whoever reads it: when the reader is gone, the process ends."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import threading
import time

_BETWEEN_LOOKS = 0.5
_GRACE = 3.0
EXIT_ORPHANED = 70


def stop_soon() -> None:
    """Ask this process to stop in order, and end it by force if it does not within seconds. Safe in any thread."""

    def insist() -> None:
        time.sleep(_GRACE)
        os._exit(EXIT_ORPHANED)

    threading.Thread(target=insist, name="insist", daemon=True).start()
    with contextlib.suppress(ProcessLookupError):
        os.kill(os.getpid(), signal.SIGTERM)


def watch_reader(descriptor: int, *, follow_parent: bool) -> None:
    """Stop the process when nobody reads it any more.

    Args:
        descriptor: Where the events go; a pipe whose other end is closed means that the reader is gone.
        follow_parent: Also stop when the process that started this one has ended.
    """
    parent = os.getppid()
    poll = select.poll()
    poll.register(descriptor, 0)  # errors and hang-ups are reported without asking for them

    def look() -> None:
        while True:
            try:
                gone = any(flags & (select.POLLERR | select.POLLHUP) for _, flags in poll.poll(0))
            except OSError:  # the descriptor was closed in order
                return
            if gone or (follow_parent and os.getppid() != parent):
                stop_soon()
                return
            time.sleep(_BETWEEN_LOOKS)

    threading.Thread(target=look, name="lifeline", daemon=True).start()
