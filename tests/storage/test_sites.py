"""Sites that are renamed, merged, moved and closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage.errors import RefusedRecord, UnknownSite
from tests.storage.samples import MISSING, OK, STALE, night, stories, sweep

if TYPE_CHECKING:
    from storage import History


def test_a_renamed_site_keeps_its_story_under_both_ids(history: History) -> None:
    sweep(history, night(1), {"old": {"guide": MISSING}})
    history.rename_site("old", "new", on=night(2), note="网站标识码变更")
    sweep(history, night(2), {"new": {"guide": MISSING}})

    (failing,) = history.findings(outcomes=["fail"])

    assert (failing.site, failing.since, failing.confirmed) == ("new", night(1), True)
    assert stories(history, "old") == stories(history, "new")
    assert [row[3:5] for row in stories(history, "old")] == [(1, None)] * 3
    assert history.findings(sites=["old"]) == history.findings(sites=["new"])
    assert history.finished_sites(2) == {"old", "new"}
    assert [(event.kind, event.other, event.note) for event in history.site_events("new")] == [
        ("renamed", "old", "网站标识码变更")
    ]


def test_a_renamed_site_can_be_swept_under_its_former_id(history: History) -> None:
    sweep(history, night(1), {"old": {"guide": MISSING}})
    history.rename_site("old", "new", on=night(2))
    sweep(history, night(2), {"old": {"guide": OK}})

    assert [(each.site, each.item) for each in history.changes().fixed] == [("new", "guide")]


def test_a_renamed_site_can_take_its_former_id_back(history: History) -> None:
    sweep(history, night(1), {"old": {}})
    history.rename_site("old", "new", on=night(2))
    history.rename_site("new", "old", on=night(3))

    assert stories(history, "old") == stories(history, "new") != []


def test_a_site_cannot_become_one_that_has_its_own_story(history: History) -> None:
    sweep(history, night(1), {"one": {}, "two": {}})

    with pytest.raises(RefusedRecord, match="two has findings of its own"):
        history.rename_site("one", "two", on=night(2))
    with pytest.raises(UnknownSite, match="knows no site three"):
        history.rename_site("three", "four", on=night(2))


def test_a_merged_site_is_ended_with_where_it_went(history: History) -> None:
    sweep(history, night(1), {"one": {"guide": STALE}, "two": {}})
    history.close_site("one", on=night(1), into="two", note="撤并")

    assert {each.site for each in history.findings()} == {"two"}
    assert all(interval.left for interval in history.intervals("one"))
    assert [(event.kind, event.other) for event in history.site_events("one")] == [("merged", "two")]

    sweep(history, night(2), {"two": {}})
    assert history.changes().fixed == ()


def test_a_move_is_noted_and_changes_nothing(history: History) -> None:
    sweep(history, night(1), {"one": {}})
    before = stories(history, "one")
    history.move_site("one", on=night(1), former_url="http://old.gov.cn/")

    assert stories(history, "one") == before
    assert [(event.kind, event.on, event.other) for event in history.site_events("one")] == [
        ("moved", "2026-01-01", "http://old.gov.cn/")
    ]
