"""``kill -9`` at any moment: nothing that was stored is lost, nothing is there twice, and the sweep goes on."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from storage import open_history
from tests.storage.kill_harness import names, run
from tests.storage.samples import stories

if TYPE_CHECKING:
    from storage import History

ROOT = Path(__file__).parents[2]
KILLS = 60
SWEEPS = 30
SITES = 12


def killed_after(path: Path, seconds: float) -> set[tuple[int, str]]:
    """Run the writer and kill it so long after it began; return what it said was stored."""
    command = [sys.executable, "-m", "tests.storage.kill_harness", str(path), str(SWEEPS), str(SITES)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(seconds)
        process.kill()
        said = [line.split() for line in process.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
    return {(int(sweep), site) for sweep, site in said}


def everything(history: History) -> list[object]:
    """All that a history says, without the moments of writing."""
    return [
        *(stories(history, site) for site in names(SITES)),
        history.findings(),
        *(history.findings(at=number) for number in range(1, SWEEPS + 1)),
        *(history.snapshot(number, site) for number in range(1, SWEEPS + 1) for site in names(SITES)),
    ]


def test_no_kill_loses_or_doubles_anything(tmp_path: Path) -> None:
    """Sixty seeded moments, from the making of the file to the middle of a write; then the rest runs to its end."""
    seeded = random.Random(20261122)  # noqa: S311 - the moments must be the same in every run
    path = tmp_path / "gongkai.db"
    stored: set[tuple[int, str]] = set()
    for turn in range(KILLS):
        # The first kills come while the file is made; the others anywhere in the work.
        stored |= killed_after(path, seeded.uniform(0, 0.02 if turn < 10 else 0.12))
        if not path.exists():
            continue
        with open_history(path) as history:
            assert history.integrity() == ()
            kept = {(sweep.id, site) for sweep in history.sweeps() for site in history.finished_sites(sweep.id)}
            assert stored <= kept
    assert 0 < len(stored) < SWEEPS * SITES, "the kills must fall into the work"

    run(path, SWEEPS, SITES)
    run(tmp_path / "unhurt.db", SWEEPS, SITES)

    with open_history(path) as survived, open_history(tmp_path / "unhurt.db") as unhurt:
        assert survived.integrity() == ()
        assert [(sweep.state, sweep.recorded) for sweep in survived.sweeps()] == [("finished", SITES)] * SWEEPS
        assert everything(survived) == everything(unhurt)
