"""Ending early without losing what is finished: the first signal asks, the second ends at once."""

from __future__ import annotations

import contextlib
import signal
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(slots=True)
class _Stop:
    """Set by the first signal; the second ends at once."""

    event: threading.Event = field(default_factory=threading.Event)

    def __call__(self, _number: int, _frame: Any) -> None:
        if self.event.is_set():
            raise KeyboardInterrupt
        self.event.set()


@contextlib.contextmanager
def stopping() -> Iterator[threading.Event]:
    """An event that Ctrl-C, ``kill`` and a closed terminal set, so that a site is finished whole or not at all."""
    stop = _Stop()
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield stop.event
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
