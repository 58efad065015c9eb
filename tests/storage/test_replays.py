"""Evidence judged again and written down: a sweep that visited nobody, and that the history never takes for a visit."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import msgspec

from rules.facts import Entry
from storage import open_history
from tests.storage.samples import MISSING, OK, STALE, at, findings, night, plan, snapshot, standard, stories, sweep

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rules.model import Snapshot
    from rules.plan import Plan
    from storage import History
    from tests.storage.samples import Verdict

NAME = "qingxi"


def replay(
    history: History,
    looked: int,
    verdicts: Mapping[str, Verdict],
    *,
    plan_: Plan | None = None,
    again: Snapshot | None = None,
) -> int:
    """Write down a replay of a sweep in which every site is ``qingxi``."""
    number = history.begin_sweep(
        plan_ or plan(night(looked)),
        started=at(night(looked), 9),
        every_site=False,
        every_standard=False,
        replayed=looked,
    )
    seen = history.snapshot(looked, NAME)
    assert seen is not None
    history.record_site(number, again or seen, findings(NAME, night(looked), verdicts))
    history.finish_sweep(number, {}, finished=at(night(looked), 10))
    return number


def test_evidence_judged_again_is_no_second_look(history: History) -> None:
    """Only the next visit confirms the failure, and a replay between two visits takes no place in the window."""
    sweep(history, night(1), {NAME: {"guide": MISSING}}, content="1")
    replay(history, 1, {"guide": MISSING, "leaders": STALE})
    confirmed = {each.item: each.confirmed for each in history.findings(outcomes=["fail"])}
    sweep(history, night(2), {NAME: {"guide": MISSING, "leaders": STALE}}, content="2")
    afterwards = {each.item: each.confirmed for each in history.findings(outcomes=["fail"])}

    assert confirmed == {"guide": False, "leaders": False}
    assert afterwards == {"guide": True, "leaders": True}


def test_no_change_by_a_replay_is_the_site_s_doing(history: History) -> None:
    """The standard where it changed, else the replay; the next visit is held against what the replay says."""
    sweep(history, night(1), {NAME: {}}, content="1")
    other = plan(night(1), standards=[standard(aliases={"guide": ["指南"]})])
    replay(history, 1, {"guide": MISSING}, plan_=other)
    replay(history, 1, {"guide": MISSING, "leaders": STALE}, plan_=other)
    sweep(history, night(2), {NAME: {"guide": MISSING}}, plan_=plan(night(2), standards=other.standards), content="2")

    assert stories(history) == [
        ("annual-report", "pass", None, 1, None, "site"),
        ("guide", "pass", None, 1, 2, "site"),
        ("guide", "fail", "missing", 2, None, "standard"),
        ("leaders", "pass", None, 1, 3, "site"),
        ("leaders", "fail", "stale", 3, 4, "replay"),
        ("leaders", "pass", None, 4, None, "site"),
    ]
    changed = history.changes(2, 3)
    assert [each.item for each in changed.rule_changes] == ["leaders"]
    assert changed.new == ()


def test_the_pages_of_a_replay_were_not_seen_anew(history: History) -> None:
    """What is read otherwise is a version of its own; the snapshot of the visit stays as it was."""
    sweep(history, night(1), {NAME: {}}, content="1")
    seen = history.snapshot(1, NAME)
    assert seen is not None
    page = seen.pages[2]
    again = msgspec.structs.replace(
        seen,
        pages=(*seen.pages[:2], msgspec.structs.replace(page, facts=msgspec.structs.replace(page.facts, title="另题"))),
    )
    replay(history, 1, {}, again=again)
    known = {each.url: each for each in history.known_pages(NAME)}

    assert (history.snapshot(1, NAME), history.snapshot(2, NAME)) == (seen, again)
    assert known[page.url].facts.title == "另题"
    assert history.session.rows("SELECT DISTINCT first_seen, last_seen, last_changed FROM pages") == [(1, 1, 1)]
    assert [(each.id, each.replayed) for each in history.sweeps()] == [(1, None), (2, 1)]
    assert history.verify() == ()


def test_replays_do_not_crowd_out_the_visits_that_say_what_is_known(history: History) -> None:
    """A page may be asked for conditionally however often its evidence was judged again."""
    sweep(history, night(1), {NAME: {}}, content="1")
    for _again in range(5):
        replay(history, 1, {"guide": MISSING})

    assert len(history.known_pages(NAME)) == 3


def test_what_is_only_understood_now_was_covered_by_no_earlier_reading(history: History) -> None:
    """Else a page that could not be read in full would be called backdated when it is read better."""
    sweep(history, night(1), {NAME: {}}, content="1")
    sweep(history, night(2), {NAME: {}}, content="2")
    seen = history.snapshot(2, NAME)
    assert seen is not None
    page = seen.pages[2]
    late = Entry("一直都在的通知", f"{page.url}always.html", dt.date(2025, 12, 1), "2025-12-01")
    entries = (*page.facts.entries, late)
    again = msgspec.structs.replace(
        seen,
        pages=(
            *seen.pages[:2],
            msgspec.structs.replace(page, facts=msgspec.structs.replace(page.facts, entries=entries)),
        ),
    )
    judged = history.sightings(again, today=night(2), sweep=2)
    replay(history, 2, {}, again=again)
    tomorrow = msgspec.structs.replace(again, started=at(night(3)))
    after = history.sightings(tomorrow, today=night(3))

    for sightings in (judged, after):
        (found,) = (each for each in sightings if each.title == late.title)
        assert (found.first_seen, found.covered_before, found.listed_from) == (night(2), None, None)


def test_an_old_night_is_judged_by_what_was_seen_by_then(history: History) -> None:
    """Sightings of a sweep are the same before it was recorded, after, and years later."""
    sweep(history, night(1), {NAME: {}}, content="1")
    tonight = snapshot(NAME, night(2), content="2")
    before = history.sightings(tonight, today=night(2))
    sweep(history, night(2), {NAME: {}}, content="2")
    for number in (3, 4):
        sweep(history, night(number), {NAME: {}}, content=str(number))

    assert history.sightings(tonight, today=night(2), sweep=2) == before
    assert {each.covered_before for each in before} == {night(1)}


def test_one_entry_under_two_addresses_is_the_same_before_and_after_it_was_recorded(history: History) -> None:
    """Its title and date tell; both lines bear the sighting of the first."""
    sweep(history, night(1), {NAME: {}}, content="1")
    tonight = snapshot(NAME, night(2), content="2")
    page = tonight.pages[2]
    twice = tuple(Entry("关于二事的通知", f"{page.url}{name}.html", night(2), "x") for name in ("a", "b"))
    tonight = msgspec.structs.replace(
        tonight,
        pages=(
            *tonight.pages[:2],
            msgspec.structs.replace(page, facts=msgspec.structs.replace(page.facts, entries=twice)),
        ),
    )
    before = history.sightings(tonight, today=night(2))
    number = history.begin_sweep(plan(night(2)), started=at(night(2)))
    history.record_site(number, tonight, findings(NAME, night(2), {}))
    history.finish_sweep(number, {}, finished=at(night(2), 3))

    assert history.sightings(tonight, today=night(2), sweep=2) == before


def test_whose_evidence_was_judged_is_under_the_seal(path: Path) -> None:
    """A replay cannot be passed off as a visit."""
    with open_history(path) as history:
        sweep(history, night(1), {NAME: {"guide": OK}}, content="1")
        replay(history, 1, {"guide": MISSING})
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE sweeps SET replayed = NULL WHERE id = 2")
        connection.commit()
    with open_history(path) as history:
        assert history.verify() == (
            "Sweep 2: what is stored does not fit its seal; something was changed after it was finished.",
        )
