"""What was recorded comes back as it was."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec
import pytest

from rules.model import Outcome, Problem
from storage import open_history
from storage.errors import EmptyHistory, RefusedRecord, SweepRunning, UnknownSweep
from tests.storage.samples import (
    DARK,
    ITEMS,
    MISSING,
    OK,
    STALE,
    at,
    finding,
    findings,
    night,
    page,
    plan,
    snapshot,
    sweep,
)

if TYPE_CHECKING:
    from pathlib import Path

    from storage import History


def test_sweeps_are_numbered_from_one_and_keep_their_plan(history: History) -> None:
    first = sweep(history, night(1), {"qingxi": {}})
    second = sweep(history, night(2), {"qingxi": {}, "daping": {}})

    assert (first, second) == (1, 2)
    assert history.plan(1) == plan(night(1), sites=["qingxi"])
    assert history.plan(2).digest() == plan(night(2), sites=["daping", "qingxi"]).digest()
    assert [(s.id, s.state, s.as_of, s.sites, s.recorded, s.summary) for s in history.sweeps()] == [
        (1, "finished", night(1), 1, 1, {"sites": 1}),
        (2, "finished", night(2), 2, 2, {"sites": 2}),
    ]


def test_a_snapshot_comes_back_byte_for_byte_on_every_night(history: History) -> None:
    collected = [snapshot("qingxi", night(n), content=str(n // 3)) for n in range(1, 60)]
    for number, each in enumerate(collected, start=1):
        history.begin_sweep(plan(night(number)), started=at(night(number)))
        history.record_site(number, each, findings("qingxi", night(number), {}))
        history.finish_sweep(number, {}, finished=at(night(number), 3))

    stored = [history.snapshot(number, "qingxi") for number in range(1, 60)]

    assert [msgspec.json.encode(each) for each in stored] == [msgspec.json.encode(each) for each in collected]


def test_findings_come_back_byte_for_byte_on_every_night(history: History) -> None:
    recorded = []
    for number in range(1, 70):
        day = night(number)
        verdict = (OK, MISSING, DARK, STALE)[number % 4]
        # Each finding has its own moment, as when pages were fetched one after the other.
        tonight = tuple(
            msgspec.structs.replace(each, checked_at=at(day, 2, place), entries=number)
            for place, each in enumerate(findings("qingxi", day, {"guide": verdict}))
        )
        history.begin_sweep(plan(day), started=at(day))
        history.record_site(number, snapshot("qingxi", day), tonight)
        history.finish_sweep(number, {}, finished=at(day, 3))
        recorded.append(tonight)

    assert [history.recorded_findings(number, "qingxi") for number in range(1, 70)] == recorded


def test_a_page_asked_for_twice_with_two_answers_keeps_both(history: History) -> None:
    collected = msgspec.structs.replace(
        snapshot("qingxi", night(1)), pages=(page("qingxi"), page("qingxi", content="other"), page("qingxi"))
    )
    history.begin_sweep(plan(night(1)), started=at(night(1)))
    history.record_site(1, collected, findings("qingxi", night(1), {}))

    assert history.snapshot(1, "qingxi") == collected


def test_a_snapshot_that_was_never_taken_is_none(history: History) -> None:
    sweep(history, night(1), {"qingxi": {}})

    assert history.snapshot(2, "qingxi") is None
    assert history.snapshot(1, "daping") is None


def test_a_known_page_says_where_its_body_is_kept(history: History) -> None:
    """The latest record of the body that is known; a body that differs is another."""
    for number, (content, record) in enumerate([("1", "<a>"), ("1", None), ("2", None), ("1", None)], start=1):
        day = night(number)
        collected = snapshot("qingxi", day, content=content)
        pages = (msgspec.structs.replace(collected.pages[0], record=record), *collected.pages[1:])
        history.begin_sweep(plan(day), started=at(day))
        history.record_site(number, msgspec.structs.replace(collected, pages=pages), findings("qingxi", day, {}))
        history.finish_sweep(number, {}, finished=at(day, 3))
        known = {each.url: each.record for each in history.known_pages("qingxi")}
        # Of the first night's body nothing is left in the last three nights when the fourth ends.
        expected = "<a>" if number in {1, 2} else None
        assert known == {page.url: expected if page is pages[0] else None for page in pages}


def test_known_pages_are_those_of_the_last_nights_with_their_validators(history: History) -> None:
    for number in range(1, 6):
        day = night(number)
        history.begin_sweep(plan(day), started=at(day))
        paths = ("", "old/") if number == 1 else ("", "zwgk/")
        history.record_site(
            number, snapshot("qingxi", day, content=str(number), paths=paths), findings("qingxi", day, {})
        )
        history.finish_sweep(number, {}, finished=at(day, 3))

    known = history.known_pages("qingxi")

    assert [(each.url, each.etag) for each in known] == [
        ("http://www.qingxi.gov.cn/", '"5"'),
        ("http://www.qingxi.gov.cn/zwgk/", '"5"'),
    ]
    assert known[1].facts == page("qingxi", "zwgk/", content="5").facts
    assert history.known_pages("nowhere") == ()


def test_a_stored_finding_says_what_the_finding_said_and_since_when(history: History) -> None:
    sweep(history, night(1), {"qingxi": {"guide": MISSING}})
    sweep(history, night(2), {"qingxi": {"guide": MISSING}})

    (stored,) = history.findings(outcomes=["fail"])

    expected = finding("qingxi", "guide", MISSING, night(2))
    assert {name: getattr(stored, name) for name in expected.__struct_fields__} == msgspec.structs.asdict(expected)
    assert (stored.site_name, stored.item_name, stored.sweep) == ("qingxi县人民政府", "公开guide", 2)
    assert (stored.since, stored.first_seen, stored.confirmed, stored.cause) == (night(1), night(1), True, "site")


def test_findings_are_filtered_and_in_stable_order(history: History) -> None:
    sweep(history, night(1), {"wu": {"guide": STALE}, "an": {"leaders": MISSING}})

    assert [(each.site, each.item) for each in history.findings()] == [
        (name, item) for name in ("an", "wu") for item in ITEMS
    ]
    assert [each.item for each in history.findings(sites=["wu"], problems=[Problem.STALE])] == ["guide"]
    assert [each.site for each in history.findings(outcomes=[Outcome.FAIL])] == ["an", "wu"]
    assert history.findings(standards=["another"]) == []


def test_the_same_site_is_recorded_once_in_a_sweep(history: History) -> None:
    history.begin_sweep(plan(night(1)), started=at(night(1)))

    first = history.record_site(1, snapshot("qingxi", night(1)), findings("qingxi", night(1), {}))
    again = history.record_site(1, snapshot("qingxi", night(1)), findings("qingxi", night(1), {"guide": MISSING}))

    assert (first, again) == (True, False)
    assert history.recorded_findings(1, "qingxi") == findings("qingxi", night(1), {})


def test_an_unfinished_sweep_goes_on_where_it_stopped(path: Path) -> None:
    both = plan(night(1), sites=["qingxi", "daping"])
    with open_history(path) as history:
        history.begin_sweep(both, started=at(night(1)))
        history.record_site(1, snapshot("qingxi", night(1)), findings("qingxi", night(1), {}))

    with open_history(path) as history:
        assert history.unfinished_sweep() == 1
        assert history.resume_sweep(1) == both
        assert history.finished_sites(1) == {"qingxi"}
        history.record_site(1, snapshot("daping", night(1)), findings("daping", night(1), {}))
        history.finish_sweep(1, {}, finished=at(night(1), 3))
        assert history.unfinished_sweep() is None
        with pytest.raises(UnknownSweep, match="no sweep 1 that could be resumed"):
            history.resume_sweep(1)


def test_an_interrupted_visit_is_never_stored(history: History) -> None:
    history.begin_sweep(plan(night(1)), started=at(night(1)))
    cut_short = msgspec.structs.replace(snapshot("qingxi", night(1)), ended="interrupted")

    with pytest.raises(RefusedRecord, match="cut short"):
        history.record_site(1, cut_short, ())

    assert history.finished_sites(1) == frozenset()


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ((finding("daping", "guide", OK, night(1)),), "a finding about daping"),
        ((finding("qingxi", "guide", OK, night(1)),) * 2, "two findings about platform/guide"),
        ((finding("qingxi", "nothing", OK, night(1)),), "platform/nothing is in no plan"),
    ],
)
def test_what_would_be_a_false_memory_is_refused_and_leaves_nothing(
    history: History, wrong: tuple[object, ...], why: str
) -> None:
    history.begin_sweep(plan(night(1)), started=at(night(1)))

    with pytest.raises(RefusedRecord, match=why):
        history.record_site(1, snapshot("qingxi", night(1)), wrong)  # type: ignore[arg-type]

    assert history.finished_sites(1) == frozenset()
    assert history.findings() == []


def test_nothing_is_recorded_without_holding_the_sweep(path: Path) -> None:
    with open_history(path) as history:
        sweep(history, night(1), {"qingxi": {}})
        with pytest.raises(RefusedRecord, match="sweep 1 is not held"):
            history.record_site(1, snapshot("qingxi", night(1)), ())


def test_a_batch_stands_together_or_not_at_all(history: History) -> None:
    history.begin_sweep(plan(night(1), sites=["an", "wu"]), started=at(night(1)))

    def record_and_fail() -> None:
        with history.batch():
            history.record_site(1, snapshot("an", night(1)), findings("an", night(1), {}))
            raise KeyError("the program stops here")

    with pytest.raises(KeyError):
        record_and_fail()

    assert history.finished_sites(1) == frozenset()
    with history.batch():
        for name in ("an", "wu"):
            history.record_site(1, snapshot(name, night(1)), findings(name, night(1), {}))
    assert history.finished_sites(1) == {"an", "wu"}


def test_an_empty_history_says_so(history: History) -> None:
    assert (history.sweeps(), history.sweep(), history.findings()) == ((), None, [])
    with pytest.raises(EmptyHistory, match=r"holds no sweep yet; run `gongkai sweep"):
        history.changes()
    with pytest.raises(UnknownSweep, match="holds no sweep 7"):
        history.findings(at=7)
    with pytest.raises(UnknownSweep, match="holds no sweep 2025-01-01"):
        history.findings(at=dt.date(2025, 1, 1))


def test_a_second_sweep_on_the_file_is_refused_with_who_holds_it(history: History, path: Path) -> None:
    history.begin_sweep(plan(night(1)), started=at(night(1)))

    with open_history(path) as other:
        with pytest.raises(SweepRunning, match=r"is held for sweep by process \d+ on .+ since 20\d\d-"):
            other.begin_sweep(plan(night(1)), started=at(night(1)))
        with pytest.raises(SweepRunning):
            other.resume_sweep(1)
        assert other.findings() == []

    history.finish_sweep(1, {}, finished=at(night(1), 3))
    with open_history(path) as other:
        assert other.begin_sweep(plan(night(2)), started=at(night(2))) == 2


def test_a_reader_sees_whole_sites_while_a_sweep_writes(history: History, path: Path) -> None:
    with open_history(path, read_only=True) as reader:
        history.begin_sweep(plan(night(1), sites=["an", "wu"]), started=at(night(1)))
        history.record_site(1, snapshot("an", night(1)), findings("an", night(1), {}))
        seen_between = {each.site for each in reader.findings()}
        with history.batch():
            history.record_site(1, snapshot("wu", night(1)), findings("wu", night(1), {}))
            seen_during = {each.site for each in reader.findings()}

        assert (seen_between, seen_during) == ({"an"}, {"an"})
        assert {each.site for each in reader.findings()} == {"an", "wu"}
