"""Verdicts as intervals: what begins one, what ends it, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from rules.model import Excuse, Outcome, Problem
from storage.errors import RefusedRecord
from tests.storage.samples import (
    DARK,
    MISSING,
    OK,
    STALE,
    Verdict,
    at,
    finding,
    findings,
    night,
    plan,
    snapshot,
    standard,
    stories,
    story,
    sweep,
)

if TYPE_CHECKING:
    from rules.model import Finding
    from storage import History


def guide(history: History) -> list[tuple[object, ...]]:
    """The story of one item."""
    return [row[1:] for row in stories(history) if row[0] == "guide"]


def test_a_night_without_change_adds_no_interval(history: History) -> None:
    story(history, "guide", [MISSING] * 10)

    assert stories(history) == [
        ("annual-report", "pass", None, 1, None, "site"),
        ("guide", "fail", "missing", 1, None, "site"),
        ("leaders", "pass", None, 1, None, "site"),
    ]


def test_another_outcome_or_problem_begins_a_new_interval(history: History) -> None:
    story(history, "guide", [OK, MISSING, STALE, STALE, OK])

    assert guide(history) == [
        ("pass", None, 1, 2, "site"),
        ("fail", "missing", 2, 3, "site"),
        ("fail", "stale", 3, 5, "site"),
        ("pass", None, 5, None, "site"),
    ]


def test_interval_carries_days_and_what_it_was_judged_by(history: History) -> None:
    story(history, "guide", [OK, MISSING, OK])

    interval = history.intervals("qingxi", "guide")[1]

    assert (interval.from_, interval.to, interval.left) == (night(2), night(3), False)
    assert (interval.site_name, interval.item_name) == ("qingxi县人民政府", "公开guide")
    assert (interval.standard_version, interval.tool_version, interval.calendar_version) == (
        "2019-12",
        "0.1.0",
        "2026.1",
    )


@pytest.mark.parametrize(
    ("verdicts", "since", "first_seen", "confirmed"),
    [
        ([MISSING], 1, 1, False),
        ([MISSING, MISSING], 1, 1, True),
        ([MISSING, OK, MISSING], 3, 3, True),
        ([MISSING, OK, OK, MISSING], 4, 4, False),
        ([MISSING, DARK, DARK, DARK, MISSING], 5, 1, True),
        ([MISSING, DARK, OK, OK, MISSING], 5, 5, False),
        ([OK, DARK, MISSING], 3, 3, False),
        # Another accusation needs its own confirmation.
        ([MISSING, STALE], 2, 2, False),
        ([MISSING, MISSING, DARK], 3, 3, False),
        ([MISSING, MISSING, OK], 3, 3, False),
    ],
)
def test_since_first_seen_and_confirmation(
    history: History, verdicts: list[Verdict], since: int, first_seen: int, *, confirmed: bool
) -> None:
    story(history, "guide", verdicts)

    (found,) = (each for each in history.findings() if each.item == "guide")

    assert (found.since, found.first_seen, found.confirmed) == (night(since), night(first_seen), confirmed)


def test_confirmation_can_be_asked_for_more_strictly(history: History) -> None:
    story(history, "guide", [MISSING, MISSING, MISSING])

    strict = [each.confirmed for each in history.findings(outcomes=["fail"], needed=4, window=5)]
    usual = [each.confirmed for each in history.findings(outcomes=["fail"], needed=3, window=3)]

    assert (strict, usual) == ([False], [True])


def test_a_second_look_that_agrees_confirms_at_once(history: History) -> None:
    sweep(history, night(1), {"qingxi": {"guide": MISSING, "leaders": MISSING}})

    agreed = history.record_recheck(1, finding("qingxi", "guide", MISSING, night(1)))
    disagreed = history.record_recheck(1, finding("qingxi", "leaders", OK, night(1)))

    assert (agreed, disagreed) == (True, False)
    assert [(each.item, each.confirmed) for each in history.findings(outcomes=["fail"])] == [
        ("guide", True),
        ("leaders", False),
    ]
    with pytest.raises(RefusedRecord, match="was not recorded in sweep 2"):
        history.record_recheck(2, finding("qingxi", "guide", MISSING, night(2)))


def test_a_night_of_another_standard_confirms_nothing(history: History) -> None:
    first = plan(night(1), standards=[standard()])
    sweep(history, night(1), {"qingxi": {"guide": MISSING}}, plan_=first)
    other = plan(night(2), standards=[standard(["school"], name="education")])
    history.begin_sweep(other, started=at(night(2)), every_standard=False)
    history.record_site(
        2,
        snapshot("qingxi", night(2)),
        [finding("qingxi", "school", OK, night(2), standard="education")],
    )
    history.finish_sweep(2, {}, finished=at(night(2), 3))

    (found,) = history.findings(outcomes=["fail"])

    assert (found.item, found.sweep, found.confirmed) == ("guide", 1, False)


def test_time_travel_shows_every_night_as_it_was(history: History) -> None:
    verdicts = [OK, MISSING, DARK, MISSING, STALE, OK]
    story(history, "guide", verdicts)

    by_number = [history.findings(at=number)[1] for number in range(1, 7)]
    by_day = [history.findings(at=night(number))[1] for number in range(1, 7)]

    assert [(each.outcome, each.problem) for each in by_number] == verdicts
    assert by_day == by_number
    assert [each.sweep for each in by_number] == [1, 2, 3, 4, 5, 6]
    assert [each.confirmed for each in by_number] == [False, False, False, True, False, False]


def test_a_site_that_leaves_the_registry_is_ended_and_not_fixed(history: History) -> None:
    sweep(history, night(1), {"qingxi": {"guide": MISSING}, "daping": {}})
    sweep(history, night(2), {"daping": {}})

    changes = history.changes()

    assert [(each.to_sweep, each.left) for each in history.intervals("qingxi")] == [(2, True)] * 3
    assert {each.site for each in history.findings()} == {"daping"}
    assert {each.site for each in history.findings(at=1)} == {"daping", "qingxi"}
    assert (changes.new, changes.fixed, changes.still) == ((), (), ())


def test_a_sweep_of_some_sites_ends_nothing(history: History) -> None:
    sweep(history, night(1), {"qingxi": {"guide": MISSING}, "daping": {}})
    sweep(history, night(2), {"daping": {}}, every_site=False)

    (found,) = history.findings(outcomes=["fail"])

    assert (found.site, found.sweep) == ("qingxi", 1)


def test_a_site_that_comes_back_tells_its_story_on(history: History) -> None:
    sweep(history, night(1), {"qingxi": {"guide": OK}, "daping": {}})
    sweep(history, night(2), {"daping": {}})
    sweep(history, night(3), {"qingxi": {"guide": MISSING}, "daping": {}})

    assert guide(history) == [("pass", None, 1, 2, "site"), ("fail", "missing", 3, None, "site")]
    assert [each.site for each in history.changes(since=1).new] == ["qingxi"]


def test_an_item_that_leaves_the_standard_is_ended_and_a_new_one_accuses_nobody(history: History) -> None:
    sweep(history, night(1), {"qingxi": {"guide": MISSING}})
    day = night(2)
    history.begin_sweep(plan(day, standards=[standard(["annual-report", "leaders", "budget"])]), started=at(day))
    tonight = [
        finding("qingxi", "annual-report", OK, day),
        finding("qingxi", "leaders", OK, day),
        finding("qingxi", "budget", MISSING, day),
    ]
    history.record_site(2, snapshot("qingxi", day), tonight)
    history.finish_sweep(2, {}, finished=at(day, 3))

    changes = history.changes()

    assert sorted(stories(history)) == [
        ("annual-report", "pass", None, 1, None, "site"),
        ("budget", "fail", "missing", 2, None, "standard"),
        ("guide", "fail", "missing", 1, 2, "site"),
        ("leaders", "pass", None, 1, None, "site"),
    ]
    assert (changes.new, changes.fixed, [each.item for each in changes.rule_changes]) == ((), (), ["budget"])


def change_between(history: History, second: dict[str, object], verdicts: tuple[Verdict, Verdict]) -> str:
    """The cause of the second verdict when the plan differs like this."""
    for number, verdict in enumerate(verdicts, start=1):
        day = night(number)
        chosen = plan(day, **(second if number == 2 else {}))  # type: ignore[arg-type]
        history.begin_sweep(chosen, started=at(day))
        history.record_site(number, snapshot("qingxi", day), findings("qingxi", day, {"guide": verdict}))
        history.finish_sweep(number, {}, finished=at(day, 3))
    return history.intervals("qingxi", "guide")[-1].cause


@pytest.mark.parametrize(
    ("second", "verdicts", "cause"),
    [
        ({}, (OK, MISSING), "site"),
        ({"tool": "0.2.0"}, (OK, MISSING), "tool"),
        ({"calendar": "2027.1"}, (OK, STALE), "calendar"),
        ({"calendar": "2027.1"}, (OK, MISSING), "site"),
        ({"standards": [standard(aliases={"guide": ["指南"]})]}, (OK, STALE), "standard"),
        # Another item's alias can take the column away, but it cannot make a found column stale.
        ({"standards": [standard(aliases={"leaders": ["指南"]})]}, (OK, MISSING), "standard"),
        ({"standards": [standard(aliases={"leaders": ["指南"]})]}, (OK, STALE), "site"),
    ],
)
def test_a_change_is_the_sites_own_only_if_all_else_stayed(
    history: History, second: dict[str, object], verdicts: tuple[Verdict, Verdict], cause: str
) -> None:
    assert change_between(history, second, verdicts) == cause

    changes = history.changes()
    reported = changes.new if cause == "site" else changes.rule_changes
    assert [each.item for each in reported] == ["guide"]
    assert len(changes.new) + len(changes.rule_changes) == 1


def test_a_verdict_from_the_past_is_marked_by_its_date(history: History) -> None:
    sweep(history, night(9), {"qingxi": {"guide": OK}})
    sweep(history, night(3), {"qingxi": {"guide": STALE}})

    assert guide(history) == [("pass", None, 1, 2, "site"), ("fail", "stale", 2, None, "as-of")]


def test_a_rule_change_hidden_behind_an_unknown_night_is_still_a_rule_change(history: History) -> None:
    for number, (verdict, tool) in enumerate(((OK, "0.1"), (DARK, "0.2"), (MISSING, "0.2")), start=1):
        sweep(history, night(number), {"qingxi": {"guide": verdict}}, plan_=plan(night(number), tool=tool))

    changes = history.changes(since=1)

    assert guide(history)[-1] == ("fail", "missing", 3, None, "tool")
    assert (changes.new, [each.item for each in changes.rule_changes]) == ((), ["guide"])


def test_another_problem_of_a_failure_that_a_rule_brought_is_no_new_failure(history: History) -> None:
    for number, (verdict, tool) in enumerate(((OK, "0.1"), (MISSING, "0.2"), (STALE, "0.2")), start=1):
        sweep(history, night(number), {"qingxi": {"guide": verdict}}, plan_=plan(night(number), tool=tool))

    changes = history.changes(since=1)

    assert guide(history)[-1] == ("fail", "stale", 3, None, "site")
    assert (changes.new, [each.item for each in changes.rule_changes]) == ((), ["guide"])
    assert [each.item for each in history.changes(since=2).still] == ["guide"]


def test_judging_the_old_evidence_again_tells_the_sites_change_from_the_programs(history: History) -> None:
    sweep(history, night(1), {"qingxi": {}})
    day = night(2)
    history.begin_sweep(plan(day, tool="0.2.0"), started=at(day))
    tonight = findings("qingxi", day, {"guide": MISSING, "leaders": MISSING})
    # By the new program, the old evidence of `leaders` fails too; that of `guide` does not.
    rejudged: tuple[Finding, ...] = findings("qingxi", night(1), {"leaders": MISSING})
    history.record_site(2, snapshot("qingxi", day), tonight, rejudged=rejudged)
    history.finish_sweep(2, {}, finished=at(day, 3))

    changes = history.changes()

    assert [each.item for each in changes.new] == ["guide"]
    assert [each.item for each in changes.rule_changes] == ["leaders"]


@pytest.mark.parametrize(
    ("verdicts", "since", "expected"),
    [
        ([MISSING], None, "new"),
        ([OK, MISSING], None, "new"),
        ([MISSING, MISSING], None, "still"),
        ([MISSING, STALE], None, "still"),
        ([MISSING, OK], None, "fixed"),
        ([OK, DARK], None, "unknown"),
        ([MISSING, DARK], None, "unknown"),
        # A night that could not tell hides nothing and makes nothing.
        ([MISSING, DARK, MISSING], None, "still"),
        ([MISSING, DARK, OK], None, "fixed"),
        ([OK, DARK, MISSING], None, "new"),
        ([OK, DARK, OK], None, ""),
        ([OK, MISSING, MISSING], 1, "new"),
        ([MISSING, OK, MISSING], 1, "still"),
        ([OK, MISSING, OK], 1, ""),
        ([DARK, DARK, MISSING], 2, "new"),
        ([MISSING, DARK, DARK, OK], 2, "fixed"),
    ],
)
def test_changes_are_held_against_the_last_known_verdict(
    history: History, verdicts: list[Verdict], since: int | None, expected: str
) -> None:
    story(history, "guide", verdicts)

    changes = history.changes(since)

    found = {kind: [each.item for each in getattr(changes, kind)] for kind in ("new", "fixed", "still", "unknown")}
    wanted: dict[str, list[str]] = {"new": [], "fixed": [], "still": [], "unknown": []}
    if expected:
        wanted[expected] = ["guide"]
    assert found == wanted
    assert changes.rule_changes == ()


def test_a_fixed_row_says_what_was_wrong(history: History) -> None:
    story(history, "guide", [MISSING, DARK, OK])

    (fixed,) = history.changes().fixed

    assert (fixed.outcome, fixed.before_outcome, fixed.before_problem) == (
        Outcome.PASS,
        Outcome.FAIL,
        Problem.MISSING,
    )


def test_changes_since_a_day_count_that_day(history: History) -> None:
    story(history, "guide", [OK, MISSING, MISSING])

    assert (history.changes(since=night(2)).since, len(history.changes(since=night(2)).new)) == (1, 1)
    assert (history.changes(since=night(3)).since, len(history.changes(since=night(3)).new)) == (2, 0)
    assert history.changes(since=night(1)).since is None
    assert (history.changes(since=1, until=night(2)).until, len(history.changes(since=1, until=2).new)) == (2, 1)


def test_the_nights_in_which_a_failure_was_excused_are_told_apart(history: History) -> None:
    """A stretch ends with the exception, with another one, and where another failure is seen."""
    excuse, other = (
        Excuse(items=("guide",), since=night(1), until=night(9), reason=reason, owner="office") for reason in ("a", "b")
    )
    nights = [(MISSING, None), (MISSING, excuse), (MISSING, excuse), (MISSING, other), (STALE, other), (OK, None)]
    for number, (verdict, excused) in enumerate(nights, start=1):
        found = findings("qingxi", night(number), {"guide": verdict})
        found = tuple(msgspec.structs.replace(one, excused=excused) if one.item == "guide" else one for one in found)
        sweep = history.begin_sweep(plan(night(number)), started=at(night(number)))
        history.record_site(sweep, snapshot("qingxi", night(number)), found)
        history.finish_sweep(sweep, {}, finished=at(night(number), 3))

    assert [(one.item, one.excuse.reason, one.from_, one.to) for one in history.excused("qingxi")] == [
        ("guide", "a", night(2), night(4)),
        ("guide", "b", night(4), night(5)),
        ("guide", "b", night(5), night(6)),
    ]
