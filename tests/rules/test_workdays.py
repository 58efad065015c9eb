"""The calendar against the State Council's notices, and the conventions of counting."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from pathlib import Path

import msgspec
import pytest

from rules.workdays import NAMES_ZH, AnnouncedYear, Calendar, CountedDay, Deadline, read_announced_year

CALENDAR = Calendar()
NOTICES = tomllib.loads((Path(__file__).parent / "notices.toml").read_text(encoding="utf-8"))
DAY = dt.timedelta(days=1)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize("year", sorted(NOTICES))
def test_every_day_of_a_year_is_as_the_notice_says(year: str) -> None:
    """Eight years, day by day."""
    off = {_day(f"{year}-{text}") for text in NOTICES[year]["off"]}
    work = {_day(f"{year}-{text}") for text in NOTICES[year]["work"]}
    days = [dt.date(int(year), 1, 1) + DAY * number for number in range(366)]

    wrong = [
        day
        for day in days
        if day.year == int(year) and CALENDAR.is_workday(day) != (day in work or (day.weekday() < 5 and day not in off))
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("start", "number", "expected"),
    [
        ("2026-09-18", 20, Deadline(dt.date(2026, 10, 22))),
        ("2026-09-18", 1, Deadline(dt.date(2026, 9, 20))),  # a Sunday worked for the Mid-autumn Festival
        ("2026-09-18", 0, Deadline(dt.date(2026, 9, 18))),
        ("2026-02-13", 7, Deadline(dt.date(2026, 3, 2))),  # across the Spring Festival with both its make-up days
        ("2019-12-31", 1, Deadline(dt.date(2020, 1, 2))),
        ("2026-12-31", 1, Deadline(dt.date(2027, 1, 4), provisional=True)),
        ("2026-12-30", 1, Deadline(dt.date(2026, 12, 31))),
    ],
)
def test_working_days_are_counted_from_the_day_after(start: str, number: int, expected: Deadline) -> None:
    """The day of the event does not count; holidays do not, make-up days do."""
    assert CALENDAR.add_workdays(_day(start), number) == expected


@pytest.mark.parametrize(
    ("start", "number", "expected"),
    [
        ("2026-11-02", 7, Deadline(dt.date(2026, 11, 9))),
        ("2026-09-11", 20, Deadline(dt.date(2026, 10, 8), moved_from=dt.date(2026, 10, 1))),
        ("2026-09-13", 7, Deadline(dt.date(2026, 9, 20))),  # a Sunday, but worked
        ("2026-12-20", 20, Deadline(dt.date(2027, 1, 11), provisional=True, moved_from=dt.date(2027, 1, 9))),
    ],
)
def test_calendar_days_that_end_on_a_holiday_move_to_the_next_working_day(
    start: str, number: int, expected: Deadline
) -> None:
    """And say from where they moved."""
    assert CALENDAR.add_days(_day(start), number) == expected


def test_counting_between_two_days_is_the_inverse_of_adding() -> None:
    """For every start in a year and several lengths."""
    starts = [dt.date(2025, 1, 1) + DAY * number for number in range(365)]

    assert all(
        CALENDAR.workdays_between(start, CALENDAR.add_workdays(start, number).date) == number
        for start in starts
        for number in (1, 7, 20)
    )
    assert CALENDAR.workdays_between(dt.date(2026, 5, 2), dt.date(2026, 5, 1)) == 0


def test_explain_names_every_day_that_does_not_count() -> None:
    """Weekends and holidays by name, working days by number."""
    assert CALENDAR.explain(dt.date(2026, 4, 30), 2) == (
        CountedDay(dt.date(2026, 5, 1), "holiday", "Labour Day", None),
        CountedDay(dt.date(2026, 5, 2), "holiday", "Labour Day", None),
        CountedDay(dt.date(2026, 5, 3), "holiday", "Labour Day", None),
        CountedDay(dt.date(2026, 5, 4), "holiday", "Labour Day", None),
        CountedDay(dt.date(2026, 5, 5), "holiday", "Labour Day", None),
        CountedDay(dt.date(2026, 5, 6), "workday", "", 1),
        CountedDay(dt.date(2026, 5, 7), "workday", "", 2),
    )
    assert CALENDAR.day(dt.date(2026, 5, 9)) == ("make-up", "Labour Day")
    assert CALENDAR.day(dt.date(2026, 11, 22)) == ("weekend", "Sunday")


def test_every_day_name_has_its_chinese() -> None:
    """Whatever year is asked, announced or presumed."""
    days = [dt.date(2004, 1, 1) + DAY * number for number in range(366 * 40)]

    assert {CALENDAR.day(day)[1] for day in days} - {""} <= set(NAMES_ZH)


def test_a_year_not_announced_has_weekends_and_statutory_days_and_is_provisional() -> None:
    """2027 is not announced in the bundled data; its statutory days are known all the same."""
    off = [
        day.isoformat()
        for day in (dt.date(2027, 1, 1) + DAY * number for number in range(365))
        if CALENDAR.day(day)[0] == "holiday"
    ]

    assert off == [
        *(
            "2027-01-01",
            "2027-02-05",
            "2027-02-06",
            "2027-02-07",
            "2027-02-08",
            "2027-04-05",
            "2027-05-01",
            "2027-05-02",
        ),
        *("2027-06-09", "2027-09-15", "2027-10-01", "2027-10-02", "2027-10-03"),
    ]
    assert CALENDAR.add_workdays(dt.date(2027, 3, 1), 1) == Deadline(dt.date(2027, 3, 2), provisional=True)
    assert CALENDAR.add_workdays(dt.date(2099, 3, 2), 1).provisional


def test_an_imported_year_makes_deadlines_firm_and_changes_the_version() -> None:
    """The JSON of the holiday-cn data set, days at odds with the presumption included."""
    text = json.dumps(
        {
            "year": 2027,
            "papers": ["http://www.gov.cn/"],
            "days": [
                {"name": "元旦", "date": "2027-01-01", "isOffDay": True},
                {"name": "元旦", "date": "2027-01-03", "isOffDay": False},
            ],
        }
    )

    read = read_announced_year(text)

    assert read == (
        2027,
        AnnouncedYear({dt.date(2027, 1, 1): "New Year's Day"}, {dt.date(2027, 1, 3): "New Year's Day"}),
    )
    assert read is not None
    calendar = Calendar(dict([read]))
    assert calendar.add_workdays(dt.date(2026, 12, 31), 1) == Deadline(dt.date(2027, 1, 3))
    assert calendar.version != CALENDAR.version
    assert calendar.years[-1] == 2027


def test_a_year_file_without_days_is_not_an_announcement() -> None:
    """The data set keeps an empty file for a year to come."""
    assert read_announced_year('{"year": 2027, "papers": [], "days": []}') is None


def test_a_broken_year_file_names_the_place() -> None:
    """The error tells where."""
    with pytest.raises(msgspec.DecodeError, match=r"days\[0\]"):
        read_announced_year('{"year": 2027, "days": [{"name": "元旦", "date": "soon", "isOffDay": true}]}')


def test_the_past_can_be_judged_by_what_was_known_then() -> None:
    """A calendar that knows nothing after 2025 presumes 2026."""
    assert Calendar(known_until=2025).add_workdays(dt.date(2026, 9, 18), 1) == Deadline(
        dt.date(2026, 9, 21), provisional=True
    )
