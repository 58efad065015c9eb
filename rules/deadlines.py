"""Time limits as written in a standard (``14d``, ``20wd``, ``01-31``, ``every``), and the days they lead to."""

from __future__ import annotations

import calendar as gregorian
import datetime as dt
import re
from typing import TYPE_CHECKING, Literal

import msgspec

from rules.standard import Period

if TYPE_CHECKING:
    from rules.workdays import Calendar, Deadline

_SPAN = re.compile(r"(\d{1,4})(wd|d)")
_MONTH_DAY = re.compile(r"(\d{2})-(\d{2})")
_LEAP_YEAR = 2024
_ANNOUNCEMENT = dt.timedelta(days=10)
MONTHS_OF: dict[Period, int] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
"""Length of each period in months."""


class Span(msgspec.Struct, frozen=True):
    """A length of time in days (``d``) or working days (``wd``)."""

    number: int
    unit: Literal["d", "wd"]

    def __str__(self) -> str:
        return f"{self.number}{self.unit}"

    def after(self, start: dt.date, calendar: Calendar) -> Deadline:
        """The last day of a period of this length after ``start``."""
        if self.unit == "wd":
            return calendar.add_workdays(start, self.number)
        return calendar.add_days(start, self.number)


class Stretch(msgspec.Struct, frozen=True):
    """One month, quarter, half-year or year of the calendar, first and last day."""

    period: Period
    first: dt.date
    last: dt.date

    @property
    def name(self) -> str:
        """ISO-like name: ``2026-03``, ``2026Q1``, ``2026H1``, ``2026``."""
        year, month = self.first.year, self.first.month
        if self.period == "month":
            return f"{year}-{month:02}"
        if self.period == "quarter":
            return f"{year}Q{(month + 2) // 3}"
        if self.period == "half-year":
            return f"{year}H{1 if month == 1 else 2}"
        return str(year)


def parse_span(text: str) -> Span:
    """Read ``14d`` or ``20wd``.

    Raises:
        ValueError: the text is neither.
    """
    match = _SPAN.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"a time limit is written like 14d or 20wd, not {text!r}")
    return Span(int(match[1]), "wd" if match[2] == "wd" else "d")


def parse_month_day(text: str) -> tuple[int, int]:
    """Read ``01-31`` as month and day.

    Raises:
        ValueError: there is no such day in any year.
    """
    match = _MONTH_DAY.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"a day of the year is written like 01-31, not {text!r}")
    month, day = int(match[1]), int(match[2])
    try:
        dt.date(_LEAP_YEAR, month, day)
    except ValueError as error:
        raise ValueError(f"there is no day {text!r} in a year") from error
    return month, day


def day_in(year: int, month_day: str) -> dt.date:
    """The day ``MM-DD`` of a year; 02-29 becomes the last of February."""
    month, day = parse_month_day(month_day)
    return dt.date(year, month, min(day, gregorian.monthrange(year, month)[1]))


def annual_due(month_day: str, today: dt.date) -> tuple[int, dt.date]:
    """The newest year whose report is due, and the day it was due.

    A report about year Y is due on ``month_day`` of Y + 1 and overdue only after that day.
    """
    due = day_in(today.year, month_day)
    if today > due:
        return today.year - 1, due
    return today.year - 2, day_in(today.year - 1, month_day)


def is_older(newest: dt.date, limit: Span, today: dt.date, calendar: Calendar) -> bool:
    """Whether an entry of ``newest`` is older than ``limit``; exactly on the limit is not.

    An age is counted plainly: it is no period for doing something, so it is never moved past a holiday.
    """
    return age(newest, limit, today, calendar) > limit.number


def age(newest: dt.date, limit: Span, today: dt.date, calendar: Calendar) -> int:
    """Age of ``newest`` in the unit of ``limit``; 0 for a day still to come."""
    if limit.unit == "wd":
        return calendar.workdays_between(newest, today)
    return max((today - newest).days, 0)


def is_surely_over(deadline: Deadline, day: dt.date) -> bool:
    """Whether a deadline has passed on a day, whatever holidays may still be announced.

    Of a year not announced only the statutory days are presumed; days put together with them for a longer holiday
    can move a last day by little more than a week.
    """
    return day > deadline.date + (_ANNOUNCEMENT if deadline.provisional else dt.timedelta())


def stretch_of(day: dt.date, period: Period) -> Stretch:
    """The stretch of the calendar that ``day`` falls into."""
    months = MONTHS_OF[period]
    first_month = (day.month - 1) // months * months + 1
    last_month = first_month + months - 1
    return Stretch(
        period,
        dt.date(day.year, first_month, 1),
        dt.date(day.year, last_month, gregorian.monthrange(day.year, last_month)[1]),
    )


def stretches_due(
    period: Period, within: Span, today: dt.date, calendar: Calendar
) -> tuple[tuple[Stretch, Deadline], ...]:
    """The stretches of the last twelve months whose entry is surely overdue if it is not there, oldest first.

    For ``year`` that is one stretch, for ``month`` up to twelve.
    """
    found: list[tuple[Stretch, Deadline]] = []
    wanted = 12 // MONTHS_OF[period]
    stretch = stretch_of(today, period)
    while len(found) < wanted:
        stretch = stretch_of(stretch.first - dt.timedelta(days=1), period)
        deadline = within.after(stretch.last, calendar)
        if is_surely_over(deadline, today):
            found.append((stretch, deadline))
    return tuple(reversed(found))
