"""The dates of a column: when a fresh, a stale, a late one would have published, seen from ``today``."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

    from monitor.province.values import SiteIdentity, State
    from rules.standard import Fresh, Item

_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_DAYS_AFTER_PERIOD = 8
_YEARS_OF_REPORTS = 6
_LEAST_GAP = 6


def clock_of(item: Item, identity: SiteIdentity) -> Fresh:
    """The clock that binds this kind of body."""
    return item.fresh.for_body.get(identity.body, item.fresh)


def report_due(clock: Fresh, *, year: int) -> dt.date:
    """The last day in ``year`` on which the report about the year before is in time."""
    month, day = (int(part) for part in (clock.annual_by or "12-31").split("-"))
    return dt.date(year, month, day)


def longest_age(clock: Fresh) -> int | None:
    """Days after which a column is certainly stale; ``None`` where no clock asks for an age."""
    if clock.max_age:
        return _days(clock.max_age)
    return None


def fits(state: State, item: Item, identity: SiteIdentity) -> bool:
    """Whether an item with this clock and kind can stand in that state."""
    clock = clock_of(item, identity)
    kind = item.find.kind
    listed = kind == "list"
    annual, ages = listed and clock.annual_by is not None, listed and longest_age(clock) is not None
    asked: dict[str, bool] = {
        "overdue": annual or (listed and clock.every is not None),
        "late": annual,
        "not-yet-due": annual,
        "by-year": annual,
        "files": annual,
        "crowded": annual,
        "others-only": annual,
        "tardy": clock.of is not None,
        "stale": ages,
        "pinned": ages,
        "future": ages,
        "split": listed and clock.permanent,
        "empty": listed,
        "script-file": listed,
        "exposed": kind == "page",
        "picture": kind == "page",
        "attachment": kind == "page",
        "scan": kind == "page",
        "incomplete": kind == "page" and bool(item.require.labels),
    }
    return asked.get(state, True)


def document_dates(
    item: Item, identity: SiteIdentity, state: State, *, today: dt.date, rng: random.Random
) -> tuple[dt.date, ...]:
    """The dates of the entries of a column, newest first."""
    clock = clock_of(item, identity)
    if clock.annual_by:
        return _report_dates(clock, state, today=today, rng=rng)
    age = longest_age(clock)
    if age is None:
        return spread(today - dt.timedelta(days=rng.randint(20, 300)), rng.randint(6, 18), 45, rng=rng)
    if state in {"stale", "future"}:
        return spread(today - dt.timedelta(days=2 * age + rng.randint(90, 400)), rng.randint(8, 20), 40, rng=rng)
    newest = today - dt.timedelta(days=max(1, min(age // 8, 9)) - rng.randint(0, 1))
    gap = max(1, min(age // 3, 24))
    return spread(newest, rng.randint(14, 26), gap, rng=rng)


def period_entries(clock: Fresh, state: State, *, today: dt.date) -> tuple[tuple[dt.date, str], ...]:
    """The day and the printed name of every month, quarter, half-year or year that a regular column reports on.

    An ``overdue`` column stopped reporting more than a year ago.
    """
    months = _MONTHS[clock.every or "month"]
    first = dt.date(today.year, (today.month - 1) // months * months + 1, 1)
    entries = []
    for number in range(30 if months == 1 else 12):
        index = first.year * 12 + first.month - 1 - number * months
        after = dt.date(index // 12, index % 12 + 1, 1)
        last = after - dt.timedelta(days=1)
        published = after + dt.timedelta(days=_DAYS_AFTER_PERIOD)
        stopped = state == "overdue" and published > today - dt.timedelta(days=400)
        if published <= today and not stopped:
            entries.append((published, _period_name(clock.every or "month", last)))
    return tuple(entries)


def _period_name(every: str, last: dt.date) -> str:
    names = {
        "month": f"{last.year}年{last.month}月",
        "quarter": f"{last.year}年第{'一二三四'[(last.month - 1) // 3]}季度",
        "half-year": f"{last.year}年{'上' if last.month <= 6 else '下'}半年",  # noqa: PLR2004 - June closes the first half
        "year": f"{last.year}年度",
    }
    return names[every]


def spread(newest: dt.date, count: int, gap: int, *, rng: random.Random) -> tuple[dt.date, ...]:
    """Count days back from the newest with gaps between half of ``gap`` and ``gap`` days."""
    days = [newest]
    while len(days) < count:
        days.append(days[-1] - dt.timedelta(days=rng.randint(max(1, gap // 2), max(1, gap))))
    return tuple(days)


def _report_dates(clock: Fresh, state: State, *, today: dt.date, rng: random.Random) -> tuple[dt.date, ...]:
    dates = []
    for year in range(today.year, today.year - _YEARS_OF_REPORTS, -1):
        due = report_due(clock, year=year)
        published = due - dt.timedelta(days=rng.randint(_LEAST_GAP, 14))
        if year == today.year and state in {"not-yet-due", "overdue", "others-only"}:
            continue
        if state == "late" and year == today.year:
            published = due + dt.timedelta(days=rng.randint(20, 45))
        if published <= today:
            dates.append(published)
    return tuple(dates)


def _days(length: str) -> int:
    match = re.fullmatch(r"(\d+)(d|wd)", length)
    if match is None:
        message = f"{length!r} is no length of time such as 14d or 20wd"
        raise ValueError(message)
    number = int(match[1])
    return number if match[2] == "d" else number * 2
