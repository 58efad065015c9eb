"""A writer to be killed: runs sweeps whose every verdict follows from their numbers, and says what is stored.

``python -m tests.storage.kill_harness FILE SWEEPS SITES`` reads seconds from its input, a line each. For each it starts
a writer in a process of its own, kills it (``kill -9``) after that time, and answers with what the writer had said.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from storage import open_history
from tests.storage.samples import DARK, ITEMS, MISSING, OK, STALE, Verdict, at, findings, night, plan, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    from storage import History


def verdict(sweep: int, site: str, item: str) -> Verdict:
    """The verdict that follows from the numbers; it stays for some nights."""
    number = hashlib.sha256(f"{site} {item} {sweep // 3}".encode()).digest()[0]
    return (OK, OK, MISSING, STALE, DARK)[number % 5]


def names(sites: int) -> list[str]:
    """The sites of every sweep."""
    return [f"site{number:02d}" for number in range(sites)]


def record(history: History, sweep: int, site: str) -> None:
    """Store one site of one sweep."""
    day = night(sweep)
    verdicts = {item: verdict(sweep, site, item) for item in ITEMS}
    history.record_site(sweep, snapshot(site, day, content=str(sweep // 2)), findings(site, day, verdicts))


def run(path: Path, sweeps: int, sites: int, stored: Callable[[int, str], object]) -> None:
    """Run what is left of the sweeps, and say of each site that it is stored."""
    with open_history(path) as history:
        while True:
            number = history.unfinished_sweep()
            if number is not None:
                history.resume_sweep(number)
            elif len(history.sweeps()) == sweeps:
                return
            else:
                day = night(len(history.sweeps()) + 1)
                number = history.begin_sweep(plan(day, sites=names(sites)), started=at(day))
            done = history.finished_sites(number)
            for site in names(sites):
                if site not in done:
                    record(history, number, site)
                    stored(number, site)
            history.finish_sweep(number, {}, finished=at(night(number), 3))


def killed_after(seconds: float, path: Path, sweeps: int, sites: int) -> list[tuple[int, str]]:
    """Run a writer and kill it so long after it began; return what it said was stored."""
    reading, writing = os.pipe()
    # Forking is what makes a hundred kills affordable; nothing of SQLite is open in this process.
    writer = os.fork()
    if writer == 0:
        run(path, sweeps, sites, lambda sweep, site: os.write(writing, f"{sweep} {site}\n".encode()))
        os._exit(0)
    os.close(writing)
    time.sleep(seconds)
    os.kill(writer, signal.SIGKILL)
    os.waitpid(writer, 0)
    with os.fdopen(reading) as stream:
        said = [line.split() for line in stream]
    return [(int(sweep), site) for sweep, site in said]


if __name__ == "__main__":
    for line in sys.stdin:
        answer = killed_after(float(line), Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
        print(json.dumps(answer), flush=True)  # noqa: T201 - what the test reads
