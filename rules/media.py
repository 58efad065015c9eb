"""New-media accounts: is the newest post within the limit of the indicators' row? Pure; no account is visited.

The dates come from a list that somebody made, so each says what was true on the day it was observed. What was posted
after that day nobody knows.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from rules.deadlines import age, parse_span
from rules.model import Outcome, Problem, Reason

if TYPE_CHECKING:
    from rules.standard import Item, Standard
    from rules.workdays import Calendar

CHANNEL = "政务新媒体"
"""公开渠道和载体 of a row that binds accounts instead of websites."""


class Account(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One account as an import file gives it."""

    id: str
    name: str
    platform: str = ""
    owner: str = ""
    url: str = ""
    last_post: dt.date | None = None
    """Day of the newest post that was seen."""
    observed: dt.date | None = None
    """Day on which that was the newest; ``None`` where the file does not say."""


class MediaFinding(msgspec.Struct, frozen=True, kw_only=True):
    """What the dates of one account prove."""

    account: Account
    outcome: Outcome
    problem: Problem | None = None
    reason: Reason


def media_row(standard: Standard) -> Item | None:
    """The row that gives accounts a clock; ``None`` where a standard has none."""
    return next((item for item in standard.items if CHANNEL in item.channel and item.fresh.max_age is not None), None)


def judge_account(account: Account, *, limit: str, today: dt.date, calendar: Calendar) -> MediaFinding:
    """Judge one account.

    Args:
        account: with the dates that were observed.
        limit: such as ``14d``; the newest post is not older.
        today: the day on which the verdict is given.
        calendar: working days, for a limit in these.
    """
    span = parse_span(limit)
    last, observed = account.last_post, account.observed
    values: dict[str, str | int] = {"limit": str(span), "today": today.isoformat()}
    if last is None:
        return _told(account, Outcome.UNKNOWN, "media-no-date", values)
    values["newest"] = last.isoformat()
    if last > today or (observed is not None and observed > today):
        return _told(account, Outcome.UNKNOWN, "media-after-today", values)
    values["age"] = age(last, span, today, calendar)
    if age(last, span, today, calendar) <= span.number:
        return _told(account, Outcome.PASS, "media-fresh", values)
    if observed is None:
        return _told(account, Outcome.UNKNOWN, "media-not-observed", values)
    values["observed"] = observed.isoformat()
    then = age(last, span, observed, calendar)
    if then <= span.number:
        return _told(account, Outcome.UNKNOWN, "media-observed-before", values)
    return _told(account, Outcome.FAIL, "media-stale", values | {"age": then}, problem=Problem.STALE)


def _told(
    account: Account, outcome: Outcome, code: str, values: dict[str, str | int], *, problem: Problem | None = None
) -> MediaFinding:
    return MediaFinding(account=account, outcome=outcome, problem=problem, reason=Reason(code, values))
