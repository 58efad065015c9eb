"""The quick questions of dashboards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from rules.model import Excuse, Outcome, Problem
from storage import open_history
from storage.errors import UnknownSite
from tests.storage.samples import DARK, MISSING, OK, STALE, at, finding, night, plan, snapshot, sweep

if TYPE_CHECKING:
    from pathlib import Path

    from storage import History


def test_every_site_now_and_on_any_night_in_numbers(history: History) -> None:
    sweep(history, night(1), {"an": {"guide": MISSING}, "wu": {"leaders": DARK}})
    sweep(history, night(2), {"an": {}, "wu": {"leaders": STALE, "guide": MISSING}})

    now = history.summaries.sites()

    assert [(n.site, n.passed, n.failed, n.unknown, n.vetoes, n.flipped, n.as_of) for n in now] == [
        ("an", 3, 0, 0, 0, 1, night(2)),
        ("wu", 1, 2, 0, 1, 1, night(2)),
    ]
    assert [(n.site, n.failed, n.unknown) for n in history.summaries.sites(1)] == [("an", 1, 0), ("wu", 0, 1)]
    assert [(n.site, n.failed) for n in history.summaries.sites(night(1))] == [("an", 1), ("wu", 0)]
    assert now[0].checked_at == at(night(2), 1, 55)
    assert [n.share for n in now] == [1.0, pytest.approx(1 / 3)]


def test_an_empty_history_has_empty_answers(history: History) -> None:
    summaries = history.summaries

    assert (summaries.sites(), summaries.ranking(), summaries.problems(), summaries.turned(0, 5)) == ([], [], {}, [])


def test_a_site_that_left_is_not_among_the_present_ones(history: History) -> None:
    sweep(history, night(1), {"an": {}, "wu": {}})
    sweep(history, night(2), {"an": {}})

    assert [n.site for n in history.summaries.sites()] == ["an"]
    assert [n.site for n in history.summaries.sites(1)] == ["an", "wu"]


def test_the_ranking_puts_the_worst_first_with_its_trend(history: History) -> None:
    sweep(history, night(1), {"an": {"guide": MISSING, "leaders": MISSING}, "wu": {}, "dark": {}})
    dark = dict.fromkeys(("annual-report", "guide", "leaders"), DARK)
    sweep(
        history,
        night(31),
        {"an": {"guide": MISSING}, "wu": {"leaders": STALE, "guide": STALE}, "dark": dark, "new": {}},
    )

    ranked = history.summaries.ranking(days=30)

    assert [(each.now.site, each.trend if each.trend is None else round(each.trend, 2)) for each in ranked] == [
        ("wu", -0.67),
        ("an", 0.33),
        ("new", None),
        ("dark", None),
    ]


def test_problems_are_counted_as_they_stand(history: History) -> None:
    sweep(history, night(1), {"an": {"guide": MISSING, "leaders": MISSING}, "wu": {"guide": DARK}})

    assert history.summaries.problems() == {"an": {"missing": 2, "pass": 1}, "wu": {"pass": 2, "unknown": 1}}


def test_excused_failures_and_standards_on_trial_count_nowhere(history: History) -> None:
    """Neither as problems nor as something that turned over."""
    sweep(history, night(1), {"an": {}})
    day = night(2)
    excuse = Excuse(items=("guide",), since=day, until=night(40), reason="being rebuilt", owner="office")
    guide, leaders, report = (finding("an", item, MISSING, day) for item in ("guide", "leaders", "annual-report"))
    history.begin_sweep(plan(day, sites=["an"]), started=at(day))
    tonight = [
        report,
        msgspec.structs.replace(guide, excused=excuse),
        msgspec.structs.replace(leaders, on_trial=True),
    ]
    history.record_site(2, snapshot("an", day), tonight)
    history.finish_sweep(2, {}, finished=at(day, 3))

    assert history.summaries.problems() == {"an": {"missing": 1}}
    assert [(each.passed, each.failed, each.flipped) for each in history.summaries.sites()] == [(0, 1, 1)]
    assert history.integrity() == ()


def test_what_turned_is_held_against_the_last_known_verdict(history: History) -> None:
    sweep(history, night(1), {"qingxi": {"guide": MISSING, "leaders": OK}})
    sweep(history, night(2), {"qingxi": {"guide": DARK, "leaders": DARK}})
    sweep(history, night(3), {"qingxi": {"guide": OK, "leaders": STALE, "annual-report": MISSING}})
    sweep(history, night(4), {"qingxi": {"guide": DARK, "leaders": STALE, "annual-report": STALE}})

    turned = history.summaries.turned

    assert [(each.item, each.kind, each.before_problem) for each in turned(2, 3)] == [
        ("annual-report", "new", None),
        ("guide", "fixed", Problem.MISSING),
        ("leaders", "new", None),
    ]
    assert turned(1, 2) == []
    (other,) = turned(3, 4)
    assert (other.item, other.kind, other.outcome, other.problem, other.before_problem) == (
        "annual-report",
        "other",
        Outcome.FAIL,
        Problem.STALE,
        Problem.MISSING,
    )


def test_a_verdict_that_only_comes_back_from_the_dark_did_not_turn(history: History) -> None:
    for number, verdict in enumerate((MISSING, DARK, MISSING), start=1):
        sweep(history, night(number), {"qingxi": {"guide": verdict}})

    assert history.summaries.turned(1, 3) == []
    assert history.summaries.turned(2, 3) == []


def test_one_sites_nights_are_in_order_and_can_be_few(history: History) -> None:
    for number in range(1, 6):
        sweep(history, night(number), {"qingxi": {"guide": MISSING if number % 2 else OK}})

    assert [(n.sweep, n.failed) for n in history.summaries.nights("qingxi")] == [(1, 1), (2, 0), (3, 1), (4, 0), (5, 1)]
    assert [n.sweep for n in history.summaries.nights("qingxi", until=4, limit=2)] == [3, 4]
    with pytest.raises(UnknownSite):
        history.summaries.nights("nowhere")


def test_a_site_that_turns_over_is_named(history: History) -> None:
    sweep(history, night(1), {"an": {}, "wu": {}})
    sweep(history, night(2), {"an": {"guide": MISSING, "leaders": MISSING}, "wu": {"guide": MISSING}})

    swing = history.summaries.swing("an", 2)

    assert (swing.flipped, swing.compared, round(swing.share, 2)) == (2, 3, 0.67)
    assert [each.site for each in history.summaries.swings(2)] == ["an"]
    assert history.summaries.swings(1) == []


def test_a_site_that_goes_dark_turns_nothing_over(history: History) -> None:
    dark = dict.fromkeys(("annual-report", "guide", "leaders"), DARK)
    sweep(history, night(1), {"an": {"guide": MISSING}})
    sweep(history, night(2), {"an": dark})
    sweep(history, night(3), {"an": {"guide": MISSING}})

    assert [history.summaries.swing("an", number).flipped for number in (1, 2, 3)] == [0, 0, 0]


def test_summaries_of_a_running_sweep_mix_nights_openly(path: Path) -> None:
    with open_history(path) as history:
        sweep(history, night(1), {"an": {}, "wu": {}})
        history.begin_sweep(plan(night(2), sites=["an", "wu"]), started=at(night(2)))

        assert [(n.site, n.sweep) for n in history.summaries.sites()] == [("an", 1), ("wu", 1)]
