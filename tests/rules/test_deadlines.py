"""Time limits as written, and the days they lead to."""

from __future__ import annotations

import datetime as dt

import pytest

from rules.deadlines import (
    Span,
    age,
    annual_due,
    day_in,
    is_older,
    parse_month_day,
    parse_span,
    stretch_of,
    stretches_due,
)
from rules.workdays import Calendar

CALENDAR = Calendar()


@pytest.mark.parametrize(
    ("text", "expected"), [("14d", Span(14, "d")), ("20wd", Span(20, "wd")), (" 7wd ", Span(7, "wd"))]
)
def test_a_span_is_a_number_of_days_or_working_days(text: str, expected: Span) -> None:
    """And prints as it was written."""
    assert parse_span(text) == expected
    assert str(expected) == text.strip()


@pytest.mark.parametrize("text", ["", "14", "d", "-1d", "2w", "1.5d", "14 d", "99999d"])
def test_anything_else_is_refused_with_its_text(text: str) -> None:
    """The sentence shows the form that is wanted."""
    with pytest.raises(ValueError, match="14d or 20wd"):
        parse_span(text)


@pytest.mark.parametrize("text", ["1-31", "02-30", "13-01", "0131", "01-31x"])
def test_a_day_that_no_year_has_is_refused(text: str) -> None:
    """Whether by form or by calendar."""
    with pytest.raises(ValueError, match=text):
        parse_month_day(text)


def test_the_last_of_february_follows_the_year() -> None:
    """02-29 is a day of every year."""
    assert (day_in(2024, "02-29"), day_in(2026, "02-29")) == (dt.date(2024, 2, 29), dt.date(2026, 2, 28))


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-11-22", (2025, "2026-01-31")),
        ("2026-02-01", (2025, "2026-01-31")),
        ("2026-01-31", (2024, "2025-01-31")),  # on the due day nothing is late
        ("2026-01-10", (2024, "2025-01-31")),
    ],
)
def test_the_report_that_is_due_is_the_newest_whose_day_has_passed(today: str, expected: tuple[int, str]) -> None:
    """Before its day the newer report is not due."""
    year, due = annual_due("01-31", dt.date.fromisoformat(today))

    assert (year, due.isoformat()) == expected


@pytest.mark.parametrize(
    ("newest", "limit", "older", "days"),
    [
        ("2026-11-08", "14d", False, 14),
        ("2026-11-07", "14d", True, 15),
        ("2026-11-22", "14d", False, 0),
        ("2026-12-01", "14d", False, 0),
        ("2026-10-26", "20wd", False, 19),
        ("2026-10-22", "20wd", True, 21),
        ("2026-10-23", "20wd", False, 20),
    ],
)
def test_exactly_on_the_limit_is_not_older(newest: str, limit: str, older: bool, days: int) -> None:  # noqa: FBT001
    """Ages are counted plainly, never moved past a holiday."""
    day, today = dt.date.fromisoformat(newest), dt.date(2026, 11, 22)

    assert is_older(day, parse_span(limit), today, CALENDAR) is older
    assert age(day, parse_span(limit), today, CALENDAR) == days


def test_stretches_have_iso_like_names() -> None:
    """As they stand in reasons."""
    day = dt.date(2026, 8, 15)

    assert [stretch_of(day, period).name for period in ("month", "quarter", "half-year", "year")] == [
        *("2026-08", "2026Q3", "2026H2", "2026")
    ]


def test_stretches_due_are_those_of_twelve_months_whose_day_has_passed() -> None:
    """The third quarter's twenty working days ended on 2026-11-03; on that day the quarter is not overdue."""
    after = stretches_due("quarter", Span(20, "wd"), dt.date(2026, 11, 4), CALENDAR)
    on_the_day = stretches_due("quarter", Span(20, "wd"), dt.date(2026, 11, 3), CALENDAR)

    assert [(stretch.name, deadline.date.isoformat()) for stretch, deadline in after] == [
        ("2025Q4", "2026-01-29"),
        ("2026Q1", "2026-04-29"),
        ("2026Q2", "2026-07-28"),
        ("2026Q3", "2026-11-03"),
    ]
    assert [stretch.name for stretch, _ in on_the_day] == ["2025Q3", "2025Q4", "2026Q1", "2026Q2"]
