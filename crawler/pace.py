"""How fast one site is asked: its own delay, slower where the site is slow or asks for patience."""

from __future__ import annotations

import asyncio
import email.utils
import time
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rules.plan import CrawlSettings

SLOWEST = 10.0
"""Seconds between requests that a struggling site is slowed down to at most."""
LONGEST_WAIT = 30.0
"""Seconds of a ``Retry-After`` that are honoured; what is longer ends the request instead."""
_SLOW_ANSWER = 1.0
"""Seconds from which on an answer counts as slow."""
_SILENCE = 4.0
"""Seconds that a request without an answer counts for."""
_AFTER_A_PLEA = 0.5


class SlotPace(Protocol):
    """How the pace of the site's slot is changed; Scrapy's downloader knows the slot by the site's id."""

    def __call__(self, site: str, *, delay: float, concurrency: int) -> None:
        """Set the seconds between requests and the number under way."""


class Pace:
    """The pace of one site.

    Args:
        site: Its id.
        crawl: The delay that is never undercut, and the bound on connections.
        set_pace: Changes the pace of the site's slot.
    """

    def __init__(self, site: str, crawl: CrawlSettings, *, set_pace: SlotPace) -> None:
        self._site = site
        self._connections = crawl.concurrency_per_site
        self._set_pace = set_pace
        self._least = crawl.delay
        self._delay = crawl.delay
        self._paused_until = 0.0

    @property
    def pause(self) -> float:
        """Seconds that the site has asked to be left alone for."""
        return max(0.0, self._paused_until - asyncio.get_running_loop().time())

    def wish_for(self, delay: float) -> None:
        """Keep at least the delay that the site's robots.txt asks for."""
        self._least = max(self._least, delay)
        self._set(max(self._delay, self._least))

    def answered(self, latency: float, *, calm: bool) -> None:
        """Follow the site's own speed: a slow answer lengthens the delay, quick ones bring it back.

        Args:
            latency: Seconds until the answer began.
            calm: Whether it was no error; an error never makes the crawl faster.
        """
        wished = latency / self._connections if latency > _SLOW_ANSWER else self._least
        slower = max(wished, (self._delay + wished) / 2)
        if calm or slower > self._delay:
            self._set(slower)

    def silent(self) -> None:
        """Note that the site gave no answer in time."""
        self.answered(_SILENCE, calm=False)

    def asked_for_patience(self, wait: float | None) -> None:
        """Halve the speed, and stop altogether for as long as the site says."""
        if wait is not None:
            now = asyncio.get_running_loop().time()
            self._paused_until = max(self._paused_until, now + min(wait, LONGEST_WAIT))
        self._set(max(self._delay * 2, _AFTER_A_PLEA))

    def _set(self, delay: float) -> None:
        bounded = min(max(delay, self._least), max(SLOWEST, self._least))
        if bounded < self._least + 0.01:
            bounded = self._least  # the way back by halves would take for ever
        if bounded != self._delay:
            self._delay = bounded
            self._set_pace(self._site, delay=bounded, concurrency=self._connections)


def retry_after(text: str | None) -> float | None:
    """Read ``Retry-After``: seconds, or a moment; ``None`` where it says nothing that can be read."""
    if text is None:
        return None
    if text.isascii() and text.isdigit():
        return float(text[:6])
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, moment.timestamp() - time.time())
