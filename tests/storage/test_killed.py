"""``kill -9`` at any moment: nothing that was stored is lost, nothing is there twice, and the sweep goes on."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from storage import open_history
from tests.storage.kill_harness import names, run
from tests.storage.samples import stories

if TYPE_CHECKING:
    from storage import History

ROOT = Path(__file__).parents[2]
KILLS = 50
"""Of processes that were storing sites; those killed while they made or opened the file come on top."""
SWEEPS = 100
SITES = 12


def everything(history: History) -> list[object]:
    """All that a history says, without the moments of writing."""
    return [
        *(stories(history, site) for site in names(SITES)),
        history.findings(),
        *(history.findings(at=number) for number in range(1, SWEEPS + 1)),
        *(history.snapshot(number, site) for number in range(1, SWEEPS + 1) for site in names(SITES)),
    ]


def test_no_kill_loses_or_doubles_anything(tmp_path: Path) -> None:
    """Seeded moments, from the making of the file to the middle of a write; then the rest runs to its end."""
    seeded = random.Random(20261122)  # noqa: S311 - the moments must be the same in every run
    path = tmp_path / "gongkai.db"
    stored: set[tuple[int, str]] = set()
    kills = in_the_work = 0
    longest = 0.04
    command = [sys.executable, "-m", "tests.storage.kill_harness", str(path), str(SWEEPS), str(SITES)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as harness:
        assert harness.stdin is not None
        assert harness.stdout is not None
        while in_the_work < KILLS:
            assert len(stored) < SWEEPS * SITES, "the kills must fall into the work"
            harness.stdin.write(f"{seeded.uniform(0, longest)}\n")
            harness.stdin.flush()
            said = {(sweep, site) for sweep, site in json.loads(harness.stdout.readline())}
            kills += 1
            in_the_work += bool(said)
            # A slow machine needs longer to get to work at all.
            longest *= 1.0 if said or kills % 8 else 1.3
            stored |= said
            if path.exists():
                with open_history(path) as history:
                    assert history.integrity(deep=kills % 10 == 0) == ()
                    kept = {(sweep.id, site) for sweep in history.sweeps() for site in history.finished_sites(sweep.id)}
                    assert stored <= kept
        harness.stdin.close()

    run(path, SWEEPS, SITES, lambda *_: None)
    run(tmp_path / "unhurt.db", SWEEPS, SITES, lambda *_: None)

    with open_history(path) as survived, open_history(tmp_path / "unhurt.db") as unhurt:
        assert survived.verify() == ()
        assert [(sweep.state, sweep.recorded) for sweep in survived.sweeps()] == [("finished", SITES)] * SWEEPS
        assert everything(survived) == everything(unhurt)
