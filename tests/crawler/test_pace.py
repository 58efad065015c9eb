"""How fast a site is asked."""

from __future__ import annotations

import asyncio
import datetime as dt
import email.utils

import pytest

from crawler.pace import Pace, retry_after
from tests.crawler.crawling import settings_of


class Slot:
    """Remembers the delays that were set."""

    def __init__(self) -> None:
        self.delays: list[float] = []

    def __call__(self, site: str, *, delay: float, concurrency: int) -> None:
        """Remember it."""
        assert (site, concurrency) == ("one", 2)
        self.delays.append(delay)


def pace_of(delay: float) -> tuple[Pace, list[float]]:
    slot = Slot()
    return Pace("one", settings_of(delay=delay, concurrency_per_site=2), set_pace=slot), slot.delays


def test_quick_answers_change_nothing() -> None:
    pace, delays = pace_of(0.5)
    for _ in range(5):
        pace.answered(0.2, calm=True)

    assert delays == []


def test_slow_answers_lengthen_the_delay_and_quick_ones_bring_it_back() -> None:
    pace, delays = pace_of(0.5)
    pace.answered(4.0, calm=True)
    for _ in range(3):
        pace.answered(0.1, calm=True)

    assert delays == [2.0, 1.25, 0.875, 0.6875]


def test_an_error_never_makes_the_crawl_faster() -> None:
    pace, delays = pace_of(0.5)
    pace.answered(4.0, calm=True)
    pace.answered(0.1, calm=False)

    assert delays == [2.0]


def test_the_delay_has_an_upper_end_and_comes_all_the_way_back() -> None:
    pace, delays = pace_of(0)
    pace.answered(300.0, calm=True)
    for _ in range(30):
        pace.answered(0.1, calm=True)

    assert (delays[0], delays[-1]) == (10.0, 0)


def test_a_site_that_asks_for_patience_is_left_alone_that_long() -> None:
    async def plead() -> float:
        pace.asked_for_patience(5)
        return pace.pause

    pace, delays = pace_of(0.5)
    pause = asyncio.run(plead())

    assert pause == pytest.approx(5, abs=0.5)
    assert delays == [1.0]


def test_the_wish_of_robots_is_never_undercut() -> None:
    pace, delays = pace_of(0.5)
    pace.wish_for(3)
    pace.answered(0.1, calm=True)

    assert delays == [3]


def test_retry_after_is_read_in_both_forms() -> None:
    moment = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=60)

    assert retry_after("120") == 120
    assert retry_after(email.utils.format_datetime(moment)) == pytest.approx(60, abs=5)
    assert [retry_after(text) for text in (None, "soon", "-5")] == [None, None, None]
