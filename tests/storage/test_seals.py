"""Seals: that nothing was changed can be proved, and what was changed is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage import open_history
from storage.errors import DamagedHistory
from tests.storage.samples import (
    DARK,
    MISSING,
    OK,
    STALE,
    at,
    finding,
    findings,
    night,
    plan,
    snapshot,
    standard,
    story,
    sweep,
)

if TYPE_CHECKING:
    from pathlib import Path

    from storage import History


def test_every_finished_sweep_bears_a_seal_that_follows_from_what_was_recorded(tmp_path: Path) -> None:
    seals = []
    for name in ("one", "two"):
        with open_history(tmp_path / name) as history:
            story(history, "guide", [OK, MISSING, DARK, OK])
            seals.append([each.seal for each in history.sweeps()])
    with open_history(tmp_path / "three") as history:
        story(history, "guide", [OK, MISSING, DARK, STALE])
        other = [each.seal for each in history.sweeps()]

    assert seals[0] == seals[1]
    assert len(set(seals[0])) == 4
    assert (other[:3], other[3] == seals[0][3]) == (seals[0][:3], False)


def test_nothing_is_wrong_with_a_history_that_went_through_everything(path: Path) -> None:
    with open_history(path) as history:
        for number, verdict in enumerate([OK, MISSING, MISSING, DARK, STALE, OK] * 8, start=1):
            sweep(history, night(number), {"an": {"guide": verdict}, "wu": {}}, content=str(number))
        # A sweep that is given up, one of another standard, one without a site, one with fewer items.
        history.begin_sweep(plan(night(49), sites=["an", "wu"]), started=at(night(49)))
        history.record_site(49, snapshot("an", night(49)), findings("an", night(49), {"guide": MISSING}))
        history.finish_sweep(49, {}, finished=at(night(49), 3), state="interrupted")
        history.begin_sweep(
            plan(night(50), sites=["an"], standards=[standard(["school"], name="education")]),
            started=at(night(50)),
            every_site=False,
            every_standard=False,
        )
        history.record_site(
            50, snapshot("an", night(50)), [finding("an", "school", OK, night(50), standard="education")]
        )
        history.finish_sweep(50, {}, finished=at(night(50), 3))
        sweep(history, night(51), {"an": {}})
        history.begin_sweep(plan(night(52), sites=["an"], standards=[standard(["guide"])]), started=at(night(52)))
        history.record_site(52, snapshot("an", night(52)), [finding("an", "guide", STALE, night(52))])
        history.finish_sweep(52, {}, finished=at(night(52), 3))
        history.rename_site("an", "ann", on=night(52))
        history.close_site("ann", on=night(52), into="wu")
        history.prune(30)
        history.compact()

        assert history.verify() == ()
        assert [each.id for each in history.sweeps() if each.seal is None] == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            "UPDATE intervals SET verdict = (SELECT id FROM verdicts WHERE outcome = 'pass') WHERE from_sweep = 2",
            "qingxi, sweep 2: the verdict on platform/guide and its interval differ.",
        ),
        (
            "UPDATE site_sweeps SET failed = 0, passed = 3 WHERE sweep = 2",
            "qingxi, sweep 2: the findings and their tally",
        ),
        (
            "UPDATE site_sweeps SET checked_at = checked_at - 86400 WHERE sweep = 2",
            "Sweep 2: what is stored does not fit",
        ),
        ("DELETE FROM intervals WHERE from_sweep = 3", "qingxi, sweep 3: the verdict on platform/guide"),
        (
            "UPDATE sweeps SET plan = (SELECT plan FROM sweeps WHERE id = 1) WHERE id = 3",
            "Sweep 3: what is stored does not fit its seal",
        ),
        (
            "UPDATE sweeps SET seal = replace(seal, 'a', 'b') WHERE id = 1",
            "Sweep 1: what is stored does not fit its seal",
        ),
        (
            "UPDATE site_sweeps SET manifest = (SELECT manifest FROM site_sweeps WHERE sweep = 1) WHERE sweep = 2",
            "Sweep 2: what is stored does not fit its seal",
        ),
        (
            "UPDATE latest_findings SET content = (SELECT content FROM blobs WHERE kind = 3 LIMIT 1)",
            "qingxi: the findings at hand are not those of its latest night.",
        ),
    ],
)
def test_what_was_changed_afterwards_is_named(history: History, change: str, said: str) -> None:
    story(history, "guide", [OK, MISSING, STALE])
    assert history.verify() == ()

    history.session.run(change)

    assert any(sentence.startswith(said) for sentence in history.verify()), history.verify()


def test_facts_of_another_night_are_not_handed_out_as_those_of_this_one(history: History) -> None:
    story(history, "guide", [OK, MISSING])
    history.session.run("DELETE FROM page_versions WHERE from_sweep = 2")

    with pytest.raises(DamagedHistory, match=r"what is stored of http://www.qingxi.gov.cn/ is not what was recorded"):
        history.snapshot(2, "qingxi")
