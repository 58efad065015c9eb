"""Backup, restore, retention, compaction, sizes, integrity."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import msgspec
import pytest

from rules.model import Outcome
from storage import open_history, restore_history
from storage.errors import DamagedHistory, NotADatabase, SweepRunning, UnwritableTarget
from tests.storage.samples import (
    DARK,
    MISSING,
    OK,
    STALE,
    at,
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
    from pathlib import Path

    from storage import History


def test_a_backup_is_taken_in_the_middle_of_a_sweep_and_is_one_whole_file(history: History, tmp_path: Path) -> None:
    story(history, "guide", [OK, MISSING])
    history.begin_sweep(plan(night(3)), started=at(night(3)))
    target = tmp_path / "copy.db"

    with open_history(history.path, read_only=True) as reader:
        reader.backup(target)

    assert sorted(each.name for each in tmp_path.iterdir() if "copy" in each.name) == ["copy.db"]
    with open_history(target, read_only=True) as copy:
        assert copy.integrity() == ()
        assert stories(copy) == stories(history)
        assert copy.unfinished_sweep() == 3


def test_a_backup_overwrites_nothing(history: History, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("precious")

    with pytest.raises(
        UnwritableTarget, match=r"copy.db cannot be written: .+ a backup never overwrites; name another"
    ):
        history.backup(target)
    with pytest.raises(UnwritableTarget, match="there is no folder"):
        history.backup(tmp_path / "nowhere" / "copy.db")

    assert target.read_text() == "precious"


def test_a_restored_history_is_the_backup_and_the_former_one_is_kept(path: Path, tmp_path: Path) -> None:
    with open_history(path) as history:
        story(history, "guide", [OK, MISSING])
        history.backup(tmp_path / "copy.db")
        sweep(history, night(3), {"qingxi": {"guide": STALE}})

    former = restore_history(tmp_path / "copy.db", path)

    with open_history(path) as history:
        assert len(history.sweeps()) == 2
        sweep(history, night(3), {"qingxi": {"guide": OK}})
        assert history.integrity() == ()
    assert former is not None
    with open_history(former, read_only=True) as kept:
        assert len(kept.sweeps()) == 3


def test_a_restore_makes_the_file_if_there_is_none(path: Path, tmp_path: Path) -> None:
    with open_history(path) as history:
        story(history, "guide", [OK])
        history.backup(tmp_path / "copy.db")

    assert restore_history(tmp_path / "copy.db", tmp_path / "elsewhere.db") is None

    with open_history(tmp_path / "elsewhere.db") as history:
        assert len(history.findings()) == 3


def test_a_restore_is_refused_while_a_sweep_runs_and_from_what_is_no_backup(path: Path, tmp_path: Path) -> None:
    with open_history(path) as history:
        story(history, "guide", [OK])
        history.backup(tmp_path / "copy.db")
        history.begin_sweep(plan(night(2)), started=at(night(2)))
        with pytest.raises(SweepRunning):
            restore_history(tmp_path / "copy.db", path)
    (tmp_path / "page.html").write_text("no database, " * 50)
    with pytest.raises(NotADatabase):
        restore_history(tmp_path / "page.html", path)

    with open_history(path) as history:
        assert len(history.sweeps()) == 2


def test_a_broken_backup_replaces_nothing(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with open_history(path) as history:
        story(history, "guide", [OK, MISSING])
        history.backup(copy)
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("UPDATE blobs SET content = zeroblob(20) WHERE id = (SELECT max(id) FROM blobs)")

    with pytest.raises(DamagedHistory, match="Stored evidence"):
        restore_history(copy, path)

    with open_history(path) as history:
        assert history.integrity() == ()
        assert len(history.sweeps()) == 2


def test_integrity_names_what_is_wrong(history: History) -> None:
    story(history, "guide", [OK, MISSING, OK])
    assert history.integrity() == ()

    history.session.run("UPDATE intervals SET to_sweep = 3 WHERE from_sweep = 1 AND to_sweep = 2")
    history.session.run(
        "UPDATE blobs SET size = size + 1 WHERE kind = 4 AND id = (SELECT max(id) FROM blobs WHERE kind = 4)"
    )

    two_verdicts, contents = history.integrity()

    assert two_verdicts == "Site 1, item 2: two verdicts stand at once from sweep 2 on."
    assert contents.endswith("is not what was stored.")


def test_evidence_that_was_tampered_with_is_never_handed_out(history: History) -> None:
    story(history, "guide", [OK])
    history.session.run("UPDATE blobs SET content = zeroblob(30) WHERE kind = 2")

    with pytest.raises(DamagedHistory, match="stored evidence"):
        history.snapshot(1, "qingxi")


def test_pruning_keeps_verdicts_and_what_defends_a_failure(history: History) -> None:
    verdicts = [OK, OK, OK, MISSING, MISSING, MISSING, OK, OK, DARK, OK, OK]
    story(history, "guide", verdicts)
    told = stories(history)
    stood = [history.findings(at=number) for number in range(1, 12)]

    pruned = history.prune(10, protected=[("qingxi", 2)])

    kept = [number for number in range(1, 12) if history.snapshot(number, "qingxi") is not None]
    # The night a failure began, the one that confirmed it, the named one, and all from the horizon on.
    assert kept == [2, 4, 5, 10, 11]
    for number in kept:
        assert history.snapshot(number, "qingxi") == snapshot("qingxi", night(number), content=str(number))
    assert pruned.snapshots == 6
    assert pruned.page_versions == 18
    assert stories(history) == told
    assert [history.findings(at=number) for number in range(1, 12)] == stood
    assert history.integrity() == ()
    assert len(history.known_pages("qingxi")) == 3


def test_pruning_twice_lets_go_of_nothing_more_and_sweeps_go_on(history: History) -> None:
    story(history, "guide", [OK] * 40)
    first = history.prune(night(38))
    again = history.prune(night(38))

    assert first.snapshots == 37
    assert first.contents > 30

    assert (again.snapshots, again.page_versions, again.contents, again.bytes) == (0, 0, 0, 0)
    sweep(history, night(41), {"qingxi": {"guide": MISSING}}, content="41")
    assert history.snapshot(41, "qingxi") == snapshot("qingxi", night(41), content="41")
    assert history.integrity() == ()


def test_pruning_waits_for_no_sweep(history: History, path: Path) -> None:
    history.begin_sweep(plan(night(1)), started=at(night(1)))

    with open_history(path) as other, pytest.raises(SweepRunning):
        other.prune(5)


def test_the_records_that_stored_snapshots_need_are_named(history: History) -> None:
    for number in (1, 2, 3):
        day = night(number)
        collected = snapshot("qingxi", day, content=str(number))
        pages = (msgspec.structs.replace(collected.pages[0], record=f"<urn:uuid:{number}>"), *collected.pages[1:])
        history.begin_sweep(plan(day), started=at(day))
        history.record_site(number, msgspec.structs.replace(collected, pages=pages), findings("qingxi", day, {}))
        history.finish_sweep(number, {}, finished=at(day, 3))
    history.prune(2)

    assert history.kept_records() == {"<urn:uuid:2>", "<urn:uuid:3>"}


def test_the_record_of_an_answer_that_was_an_error_is_needed_too(history: History) -> None:
    """A page that does not exist is evidence as much as one that does."""
    day = night(1)
    collected = snapshot("qingxi", day)
    gone = msgspec.structs.replace(collected.misses[0], status=404, record="<urn:uuid:gone>")
    history.begin_sweep(plan(day), started=at(day))
    history.record_site(1, msgspec.structs.replace(collected, misses=(gone,)), findings("qingxi", day, {}))
    history.finish_sweep(1, {}, finished=at(day, 3))

    assert history.kept_records() == {"<urn:uuid:gone>"}


def test_what_defends_a_failure_is_counted_in_sweeps_by_its_standard(history: History) -> None:
    """Sweeps by another standard lie between; the nights that saw the failure stay all the same."""
    other = standard(("own",), name="other")
    for number in range(1, 9):
        day = night(number)
        if number in {1, 4, 6}:
            sweep(history, day, {"qingxi": {"guide": MISSING}}, content=str(number), every_standard=False)
            continue
        by_other = plan(day, standards=[other])
        history.begin_sweep(by_other, started=at(day), every_standard=False)
        own = msgspec.structs.replace(findings("qingxi", day, {})[0], standard="other", item="own")
        history.record_site(number, snapshot("qingxi", day, content=str(number)), [own])
        history.finish_sweep(number, {}, finished=at(day, 3))
    history.prune(9)

    # The first, the one that confirmed it, the last that saw it, and the latest of the site.
    assert [number for number in range(1, 9) if history.snapshot(number, "qingxi") is not None] == [1, 4, 6, 8]
    assert [found.sweep for found in history.findings(outcomes=[Outcome.FAIL])] == [6]
    assert history.integrity() == ()


def test_compacting_gives_room_back(history: History) -> None:
    day = night(1)
    history.begin_sweep(plan(day), started=at(day))
    for number in range(100):
        name = f"site{number}"
        collected = snapshot(name, day, content=os.urandom(3000).hex())
        history.record_site(1, collected, findings(name, day, {}))
    history.finish_sweep(1, {}, finished=at(day, 3))
    history.session.run("DELETE FROM sightings")
    before = history.sizes()
    for number in range(2, 4):
        sweep(history, night(number), {f"site{each}": {} for each in range(100)})
    history.prune(3)

    shrunk = history.compact()

    assert shrunk > 0
    assert history.sizes().free == 0
    assert history.sizes().file < before.file
    assert history.integrity() == ()


def test_sizes_say_what_takes_the_room(history: History) -> None:
    assert history.sizes().per_site_year is None
    story(history, "guide", [OK, MISSING])

    sizes = history.sizes()

    assert (sizes.sweeps, sizes.sites, sizes.nights, sizes.intervals, sizes.pages) == (2, 1, 2, 4, 3)
    assert sorted(sizes.contents) == ["facts", "findings", "manifest", "plan"]
    assert sizes.tables["blobs"] > 0
    assert sizes.per_site_year == (sizes.file - sizes.free) / 2 * 365


@pytest.mark.parametrize("nights", [40])
def test_a_quiet_night_adds_next_to_nothing(history: History, nights: int) -> None:
    def stored() -> int:
        return sum(history.sizes().contents.values())

    for number in range(1, 4):
        sweep(history, night(number), {"qingxi": {}}, content="same")
    before = stored()
    for number in range(4, 4 + nights):
        sweep(history, night(number), {"qingxi": {}}, content="same")

    added = (stored() - before) / nights
    # What a night leaves is a plan with another date and a list of moments, each as the difference from the last.
    assert added < 200
    assert history.sizes().intervals == 3
