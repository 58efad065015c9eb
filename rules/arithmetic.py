"""How a deadline was counted: from which day, day by day, to which day, and which day was held against it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal

import msgspec

from rules.deadlines import annual_due, parse_span, stretches_due
from rules.workdays import CountedDay

if TYPE_CHECKING:
    from rules.deadlines import Span
    from rules.model import Finding
    from rules.standard import Fresh, Item
    from rules.workdays import Calendar

Start = Literal["newest", "event", "stretch", "printed", "document", "none"]
"""What the day is that a count begins with: the newest entry's, that of a printed event, the last of a month or
quarter, the one that an entry prints, a document's; ``none`` for a fixed day of the year."""
Against = Literal["today", "published", "covered", "none"]
"""What the day is that was held against the last one: today, the day of publication, the day on which an earlier sweep
read the list."""
_USUAL_DELAY = "5wd"
"""What ``rules.checks.backdated`` blames nobody for."""
_EVERY_WITHIN = "20wd"
"""条例 article 26, where a standard names no other limit."""
_ANNUAL = "annual_by"


class Period(msgspec.Struct, frozen=True):
    """One month, quarter, half-year or year that had to have its entry."""

    name: str
    """``2026-03``, ``2026Q1``, ``2026H1``, ``2026``."""
    last: dt.date
    due: dt.date
    provisional: bool
    missing: bool


class Arithmetic(msgspec.Struct, frozen=True, kw_only=True):
    """How the deadline was counted."""

    rule: str
    """The clock as the standard writes it: ``max_age = 14d``."""
    start: dt.date | None = None
    """The day that is not counted."""
    start_is: Start = "none"
    due: dt.date
    moved_from: dt.date | None = None
    """The holiday on which a period in calendar days would have ended."""
    provisional: bool = False
    days: tuple[CountedDay, ...] = ()
    """Day by day after ``start``; empty where the due day is a fixed day of the year."""
    against: dt.date | None = None
    """The day that was held against ``due``."""
    against_is: Against = "none"
    over: int | None = None
    """By how many days ``against`` is after ``due``; negative before it, in calendar days."""
    over_workdays: int | None = None
    """The same in working days, where the limit is given in these and has passed."""
    periods: tuple[Period, ...] = ()
    """Of ``every``: each stretch of the last twelve months."""


def arithmetic_of(
    finding: Finding, item: Item, fresh: Fresh, *, today: dt.date, calendar: Calendar
) -> Arithmetic | None:
    """The count that led to the verdict; ``None`` where no clock was reached.

    Args:
        finding: as judged.
        item: the row it was judged by.
        fresh: the clock that binds the site.
        today: the day of the verdict.
        calendar: working days.
    """
    if finding.reason.code == "backdated":
        return _backdated(finding, calendar)
    if item.site is not None:
        return _of_site(finding, today, calendar)
    return (
        _age(finding, fresh, today, calendar)
        or _annual(finding, fresh, today, calendar)
        or _every(finding, fresh, today, calendar)
        or _within(finding, item, fresh, today, calendar)
    )


def _age(finding: Finding, fresh: Fresh, today: dt.date, calendar: Calendar) -> Arithmetic | None:
    """From the newest entry to today."""
    if fresh.max_age is None or finding.newest_date is None:
        return None
    rule = f"max_age = {fresh.max_age}"
    made = _counted(rule, fresh.max_age, finding.newest_date, "newest", calendar, plain=True)
    return _held_against(made, fresh.max_age, today, "today", calendar)


def _annual(finding: Finding, fresh: Fresh, today: dt.date, calendar: Calendar) -> Arithmetic | None:
    """From a fixed day of the year to the day that the report prints, or to today where there is none."""
    if fresh.annual_by is None or finding.match is None:
        return None
    due = finding.due or annual_due(fresh.annual_by, today)[1]
    made = Arithmetic(rule=f"{_ANNUAL} = {fresh.annual_by}", due=due)
    values = finding.reason.values
    published = _day(values.get("newest")) if finding.reason.code.startswith("annual-") else None
    if published is not None:
        return _held_against(made, "1d", published, "published", calendar)
    return _held_against(made, "1d", today, "today", calendar)


def _within(finding: Finding, item: Item, fresh: Fresh, today: dt.date, calendar: Calendar) -> Arithmetic | None:
    """From an event that a page prints, or from a document, to the day of publication; to today where there is none."""
    values = finding.reason.values
    event, limit = _day(values.get("event")), values.get("limit")
    if event is None or not isinstance(limit, str):
        return None
    rule = f"within = {limit} of {fresh.of}" if fresh.of else f"within = {limit}"
    linked = any(duty.within is not None for duty in item.linked) and not fresh.of
    made = _counted(rule, limit, event, "document" if linked else "event", calendar)
    published = _day(values.get("newest"))
    if published is not None:
        return _held_against(made, limit, published, "published", calendar)
    return _held_against(made, limit, today, "today", calendar)


def _every(finding: Finding, fresh: Fresh, today: dt.date, calendar: Calendar) -> Arithmetic | None:
    """The stretch whose deadline the finding names, counted, beside all others."""
    values = finding.reason.values
    if fresh.every is None or finding.due is None or "period" not in values:
        return None
    within = fresh.within or str(values.get("limit", _EVERY_WITHIN))
    missing = set(str(values.get("missing", "")).split("、"))
    due = stretches_due(fresh.every, parse_span(within), today, calendar)
    periods = tuple(
        Period(stretch.name, stretch.last, deadline.date, deadline.provisional, stretch.name in missing)
        for stretch, deadline in due
    )
    rule = f"every = {fresh.every}, within = {within}"
    for stretch, deadline in due:
        if deadline.date == finding.due:
            made = _counted(rule, within, stretch.last, "stretch", calendar)
            made = _held_against(made, within, today, "today", calendar)
            return msgspec.structs.replace(made, periods=periods)
    return Arithmetic(rule=rule, due=finding.due, periods=periods)


def _backdated(finding: Finding, calendar: Calendar) -> Arithmetic | None:
    """The two clocks: the date that an entry prints, and the day on which the list was read without it."""
    printed, covered = (_day(finding.reason.values.get(name)) for name in ("printed", "covered"))
    if printed is None or covered is None:
        return None
    made = _counted(f"first seen <= {_USUAL_DELAY}", _USUAL_DELAY, printed, "printed", calendar)
    return _held_against(made, _USUAL_DELAY, covered, "covered", calendar)


def _of_site(finding: Finding, today: dt.date, calendar: Calendar) -> Arithmetic | None:
    """The age of what a rule about the whole site found newest."""
    newest, days = _day(finding.reason.values.get("newest")), finding.reason.values.get("days")
    if newest is None or not isinstance(days, int):
        return None
    limit = f"{days}d"
    made = _counted(f"days = {days}", limit, newest, "newest", calendar, plain=True)
    return _held_against(made, limit, today, "today", calendar)


def _day(value: str | int | None) -> dt.date | None:
    """A date among the values of a reason."""
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _held_against(made: Arithmetic, limit: str, day: dt.date | None, what: Against, calendar: Calendar) -> Arithmetic:
    if day is None:
        return made
    over = (day - made.due).days
    working = over > 0 and parse_span(limit).unit == "wd"
    return msgspec.structs.replace(
        made,
        against=day,
        against_is=what,
        over=over,
        over_workdays=calendar.workdays_between(made.due, day) if working else None,
    )


def _counted(  # noqa: PLR0913 - what is counted, from where, and how
    rule: str, limit: str, start: dt.date, start_is: Start, calendar: Calendar, *, plain: bool = False
) -> Arithmetic:
    """Count a limit from a day; ``plain`` for an age, which is never moved past a holiday."""
    span = parse_span(limit)
    deadline = span.after(start, calendar)
    if span.unit == "wd":
        days = calendar.explain(start, span.number)
        provisional = deadline.provisional
        return Arithmetic(
            rule=rule, start=start, start_is=start_is, due=deadline.date, provisional=provisional, days=days
        )
    return _in_calendar_days(rule, span, start, start_is, calendar, plain=plain)


def _in_calendar_days(  # noqa: PLR0913 - as above
    rule: str, span: Span, start: dt.date, start_is: Start, calendar: Calendar, *, plain: bool
) -> Arithmetic:
    deadline = span.after(start, calendar)
    last = start + dt.timedelta(days=span.number)
    end = last if plain else deadline.date
    days = tuple(_plain_day(start, number, last, calendar) for number in range(1, (end - start).days + 1))
    return Arithmetic(
        rule=rule,
        start=start,
        start_is=start_is,
        due=end,
        moved_from=None if plain else deadline.moved_from,
        provisional=not plain and deadline.provisional,
        days=days,
    )


def _plain_day(start: dt.date, number: int, last: dt.date, calendar: Calendar) -> CountedDay:
    """A day of a count in calendar days, all of which count up to the last."""
    day = start + dt.timedelta(days=number)
    kind, name = calendar.day(day)
    return CountedDay(day, kind, name, number if day <= last else None, not calendar.is_announced(day))
