"""A writer to be killed: runs sweeps whose every verdict follows from their numbers, and says what is stored.

``python -m tests.storage.kill_harness FILE SWEEPS SITES``; prints ``ready`` before it touches the file, then a line for
each site that is stored.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from storage import open_history
from tests.storage.samples import DARK, ITEMS, MISSING, OK, STALE, Verdict, at, findings, night, plan, snapshot

if TYPE_CHECKING:
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


def run(path: Path, sweeps: int, sites: int) -> None:
    """Run what is left of the sweeps."""
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
                    print(number, site, flush=True)  # noqa: T201 - what the harness reads
            history.finish_sweep(number, {}, finished=at(night(number), 3))


if __name__ == "__main__":
    print("ready", flush=True)  # noqa: T201 - what the harness reads
    run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
