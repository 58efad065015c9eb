"""The working-day calendar: State Council holidays with make-up days, and what is presumed of years not announced.

Conventions of counting (民法典 articles 201, 203; 行政处罚法 article 85): the day of the event is not counted;
a period in working days ends on a working day; one in calendar days that ends on a holiday ends on the next
working day. A year that the State Council has not announced has its weekends and statutory days only, and every
deadline that crosses it is *provisional*.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Literal

import msgspec
from chinese_calendar import constants

DayKind = Literal["workday", "make-up", "weekend", "holiday"]

_DAY = dt.timedelta(days=1)
_SATURDAY = 5

NAMES_ZH: Mapping[str, str] = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
    "Saturday": "星期六",
    "Sunday": "星期日",
}
"""Chinese for every day name this module gives."""

_HOLIDAY_OF_ZH = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "清明节": "Tomb-sweeping Day",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "国庆节": "National Day",
    "中秋节": "Mid-autumn Festival",
}

# Statutory days that move with the moon or the sun: New Year's Eve of the lunar year, 清明, 端午, 中秋
# (全国年节及纪念日放假办法, 2024 text, in force from 2025-01-01). Beyond this table only the fixed days are presumed.
_MOVING: Mapping[int, tuple[str, str, str, str]] = {
    2027: ("02-05", "04-05", "06-09", "09-15"),
    2028: ("01-25", "04-04", "05-28", "10-03"),
    2029: ("02-12", "04-04", "06-16", "09-22"),
    2030: ("02-02", "04-05", "06-05", "09-12"),
    2031: ("01-22", "04-05", "06-24", "10-01"),
    2032: ("02-10", "04-04", "06-12", "09-19"),
    2033: ("01-30", "04-04", "06-01", "09-08"),
    2034: ("02-18", "04-05", "06-20", "09-27"),
    2035: ("02-07", "04-05", "06-10", "09-16"),
}
_FIXED: tuple[tuple[int, int, str], ...] = (
    (1, 1, "New Year's Day"),
    (5, 1, "Labour Day"),
    (5, 2, "Labour Day"),
    (10, 1, "National Day"),
    (10, 2, "National Day"),
    (10, 3, "National Day"),
)
_SPRING_FESTIVAL_DAYS = 4


class Deadline(msgspec.Struct, frozen=True):
    """The last day of a period."""

    date: dt.date
    provisional: bool = False
    """The period crosses days whose holidays are not announced."""
    moved_from: dt.date | None = None
    """The holiday on which a calendar-day period would have ended."""


class CountedDay(msgspec.Struct, frozen=True):
    """One day of a period, for ``explain``."""

    date: dt.date
    kind: DayKind
    name: str
    """English name of the holiday or weekend day; empty for an ordinary working day."""
    count: int | None
    """The running number, ``None`` for a day that does not count."""
    provisional: bool = False


class AnnouncedYear(msgspec.Struct, frozen=True):
    """One year of the State Council's notice: holidays by name, and working days at weekends."""

    holidays: Mapping[dt.date, str]
    make_up: Mapping[dt.date, str] = {}


class _NoticeDay(msgspec.Struct):
    name: str
    date: dt.date
    is_off_day: bool = msgspec.field(name="isOffDay")


class _Notice(msgspec.Struct):
    year: int
    days: tuple[_NoticeDay, ...]


def read_announced_year(text: str | bytes) -> tuple[int, AnnouncedYear] | None:
    """Read one year in the JSON form of the holiday-cn data set.

    Returns:
        The year and its days; ``None`` for a file whose year is not announced yet (it holds no days).

    Raises:
        msgspec.DecodeError: the text is not such a file; the message names the place.
    """
    notice = msgspec.json.decode(text, type=_Notice)
    if not notice.days:
        return None
    named = [(day, _HOLIDAY_OF_ZH.get(day.name, day.name)) for day in notice.days]
    return notice.year, AnnouncedYear(
        holidays={day.date: name for day, name in named if day.is_off_day},
        make_up={day.date: name for day, name in named if not day.is_off_day},
    )


def _bundled() -> dict[int, AnnouncedYear]:
    """The years of the ``chinese_calendar`` package."""
    years = sorted({day.year for day in constants.holidays})
    return {
        year: AnnouncedYear(
            holidays={day: name for day, name in constants.holidays.items() if day.year == year},
            make_up={day: name for day, name in constants.workdays.items() if day.year == year},
        )
        for year in years
    }


def _presumed(year: int) -> dict[dt.date, str]:
    """Statutory days of a year without a notice."""
    days = {dt.date(year, month, day): name for month, day, name in _FIXED}
    if year in _MOVING:
        eve, tomb, dragon, moon = (dt.date.fromisoformat(f"{year}-{text}") for text in _MOVING[year])
        days |= {eve + _DAY * offset: "Spring Festival" for offset in range(_SPRING_FESTIVAL_DAYS)}
        days |= {tomb: "Tomb-sweeping Day", dragon: "Dragon Boat Festival"}
        days.setdefault(moon, "Mid-autumn Festival")
    return days


class Calendar:
    """Working days of China's offices.

    ``announced`` adds or replaces years (see ``read_announced_year``); ``known_until`` forgets later years, so that a
    sweep of the past can be judged by what was known then.
    """

    def __init__(self, announced: Mapping[int, AnnouncedYear] | None = None, *, known_until: int | None = None) -> None:
        years = _bundled() | dict(announced or {})
        self._years = {year: days for year, days in years.items() if known_until is None or year <= known_until}
        self._guesses: dict[int, dict[dt.date, str]] = {}

    @property
    def years(self) -> tuple[int, ...]:
        """The announced years, ascending."""
        return tuple(sorted(self._years))

    @property
    def version(self) -> str:
        """The span of announced years and a digest of every day in them; part of a plan's hash."""
        lines = [
            f"{day.isoformat()} {sign} {name}"
            for year in self.years
            for sign, days in (("off", self._years[year].holidays), ("work", self._years[year].make_up))
            for day, name in sorted(days.items())
        ]
        digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]
        span = f"{self.years[0]}-{self.years[-1]}" if self.years else "none"
        return f"{span}/{digest}"

    def is_announced(self, day: dt.date) -> bool:
        """Whether the State Council's notice for the year of ``day`` is known."""
        return day.year in self._years

    def day(self, day: dt.date) -> tuple[DayKind, str]:
        """Kind and English name of one day; the name of an ordinary working day is empty."""
        year = self._years.get(day.year)
        if year is None:
            if day.year not in self._guesses:
                self._guesses[day.year] = _presumed(day.year)
            holiday = self._guesses[day.year].get(day)
        else:
            if day in year.make_up:
                return "make-up", year.make_up[day]
            holiday = year.holidays.get(day)
        if holiday is not None:
            return "holiday", holiday
        if day.weekday() >= _SATURDAY:
            return "weekend", "Saturday" if day.weekday() == _SATURDAY else "Sunday"
        return "workday", ""

    def is_workday(self, day: dt.date) -> bool:
        """Whether offices work on ``day``; of an unannounced year, whether they may be presumed to."""
        return self.day(day)[0] in ("workday", "make-up")

    def explain(self, start: dt.date, number: int) -> tuple[CountedDay, ...]:
        """Day by day from the day after ``start`` to the ``number``-th working day."""
        days: list[CountedDay] = []
        current, count = start, 0
        while count < number:
            current += _DAY
            kind, name = self.day(current)
            working = kind in ("workday", "make-up")
            count += working
            days.append(
                CountedDay(
                    date=current,
                    kind=kind,
                    name=name,
                    count=count if working else None,
                    provisional=not self.is_announced(current),
                )
            )
        return tuple(days)

    def add_workdays(self, start: dt.date, number: int) -> Deadline:
        """The ``number``-th working day after ``start``, which is not counted itself."""
        days = self.explain(start, number)
        return Deadline(days[-1].date if days else start, any(day.provisional for day in days))

    def add_days(self, start: dt.date, number: int) -> Deadline:
        """The ``number``-th calendar day after ``start``, moved to the next working day when it is a holiday."""
        last = start + _DAY * number
        end = last
        while not self.is_workday(end):
            end += _DAY
        # Only the days looked at to move the end depend on a notice; the plain count does not.
        provisional = not (self.is_announced(last) and self.is_announced(end))
        return Deadline(end, provisional, last if end != last else None)

    def workdays_between(self, start: dt.date, end: dt.date) -> int:
        """Working days after ``start`` up to and including ``end``; 0 when ``end`` is not later."""
        return sum(self.is_workday(start + _DAY * offset) for offset in range(1, (end - start).days + 1))
