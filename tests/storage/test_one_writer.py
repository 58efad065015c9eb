"""One writer, any number of readers."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from storage import open_history
from storage.errors import HistoryBusy, ReadOnlyHistory
from tests.storage.samples import MISSING, OK, at, findings, night, plan, snapshot, story, sweep

if TYPE_CHECKING:
    from pathlib import Path

    from storage import History


def test_a_reader_in_the_middle_of_a_question_blocks_no_writer(history: History, path: Path) -> None:
    story(history, "guide", [OK])

    with open_history(path, read_only=True) as reader, reader.session.reading():
        before = reader.findings()
        sweep(history, night(2), {"qingxi": {"guide": MISSING}})
        during = reader.findings()

    with open_history(path, read_only=True) as reader:
        after = reader.findings()
    assert during == before
    assert [each.sweep for each in after] == [2, 2, 2]


def test_readers_all_along_disturb_nothing(history: History, path: Path) -> None:
    stop = threading.Event()
    seen: list[int] = []
    errors: list[BaseException] = []

    def read() -> None:
        try:
            while not stop.is_set():
                with open_history(path, read_only=True) as reader:
                    seen.append(len({each.site for each in reader.findings()}))
        except BaseException as error:  # noqa: BLE001 - handed to the test
            errors.append(error)

    names = [f"site{number}" for number in range(60)]
    history.begin_sweep(plan(night(1), sites=names), started=at(night(1)))
    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for name in names:
        history.record_site(1, snapshot(name, night(1)), findings(name, night(1), {}))
    history.finish_sweep(1, {}, finished=at(night(1), 3))
    stop.set()
    for reader in readers:
        reader.join()

    assert errors == []
    assert len(seen) > 3
    assert history.verify() == ()


def test_a_file_that_another_program_writes_to_is_busy_and_loses_nothing(history: History, path: Path) -> None:
    history.begin_sweep(plan(night(1)), started=at(night(1)))
    history.session.run("PRAGMA busy_timeout = 30")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(HistoryBusy, match=r"Another process is writing to .+; try again when it is done"):
            history.record_site(1, snapshot("qingxi", night(1)), findings("qingxi", night(1), {}))
        other.execute("ROLLBACK")

    assert history.record_site(1, snapshot("qingxi", night(1)), findings("qingxi", night(1), {}))


def test_a_reader_writes_nothing(history: History, path: Path) -> None:
    story(history, "guide", [OK])

    with open_history(path, read_only=True) as reader:
        for write in (
            lambda: reader.begin_sweep(plan(night(2)), started=at(night(2))),
            lambda: reader.prune(1),
            lambda: reader.close_site("qingxi", on=night(1)),
        ):
            with pytest.raises(ReadOnlyHistory):
                write()
        with pytest.raises(ReadOnlyHistory):
            reader.session.run("DELETE FROM intervals")

    assert history.verify() == ()
    assert len(history.sweeps()) == 1
