"""What an answer of a server says: a page that was read, or why none was.

A visit and a replay from stored bytes read by these same functions. Nothing here knows the network or a framework.
"""

from __future__ import annotations

import logging
from typing import NamedTuple, Protocol

from crawler.reading import read_page
from rules.facts import PageFacts, Unreadable
from rules.model import MissReason
from rules.private_data import without_private_data

_log = logging.getLogger(__name__)
PASSING_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
"""Statuses that may pass, so that the crawl asks again; what comes with them is no page."""
_CLIENT_ERRORS, _SERVER_ERRORS = 400, 500
_UNAUTHORISED, _PRECONDITION_FAILED = 401, 412


class Refusal(NamedTuple):
    """Why an answer is no page, in words of the closed list."""

    reason: MissReason
    detail: str


class Reader(Protocol):
    """What turns bytes into facts."""

    def __call__(self, body: bytes, url: str, *, status: int, content_type: str | None) -> PageFacts | Unreadable:
        """Read one page."""


def read(
    reader: Reader, body: bytes, url: str, *, status: int, content_type: str | None = None
) -> PageFacts | Unreadable:
    """Read an answer; numbers of persons are masked, and what brings the readers down is a page that was not read."""
    try:
        facts = reader(body, url, status=status, content_type=content_type)
    except Exception as error:  # noqa: BLE001 - said below
        # The boundary between pages: what one of them brings to light in the readers is a page that was not read,
        # and never the end of a site's visit.
        _log.exception("the readers failed on %r", url)
        return Unreadable("undecodable", f"the readers failed: {type(error).__name__}")
    return facts if isinstance(facts, Unreadable) else without_private_data(facts)


def read_answer(
    reader: Reader, body: bytes, url: str, *, status: int, content_type: str | None = None
) -> PageFacts | Refusal:
    """Read an answer as a page; walls, errors and what cannot be read are none."""
    facts = read(reader, body, url, status=status, content_type=content_type)
    block = facts.block if isinstance(facts, PageFacts) else None
    # A wall is never content, whatever its status.
    refusal = Refusal(wall(block), block) if block is not None else _refused_by(status)
    if refusal is not None:
        return refusal
    return Refusal(MissReason(facts.reason), facts.detail) if isinstance(facts, Unreadable) else facts


def _refused_by(status: int) -> Refusal | None:
    """What the status alone says."""
    if status == _UNAUTHORISED:
        return Refusal(MissReason.LOGIN, str(status))
    if status == _PRECONDITION_FAILED:
        # Nobody asked under a condition; this status is how a script challenge of common walls answers.
        return Refusal(MissReason.BLOCKED, str(status))
    if status >= _SERVER_ERRORS:
        return Refusal(MissReason.HTTP_5XX, str(status))
    if status >= _CLIENT_ERRORS:
        return Refusal(MissReason.HTTP_4XX, str(status))
    return None


def look_behind(body: bytes, url: str, *, status: int) -> Refusal | None:
    """A server error may be a wall: some answer 503 or 521 with a script that a browser must run."""
    facts = read(read_page, body, url, status=status) if body else None
    if isinstance(facts, PageFacts) and facts.block is not None:
        return Refusal(wall(facts.block), facts.block)
    return None


def wall(block: str) -> MissReason:
    """The reason that a kind of block page stands for."""
    return MissReason.LOGIN if block == "login" else MissReason.BLOCKED
