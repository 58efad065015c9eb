"""Real sweeps, killed again and again at seeded moments: what was finished is not lost, nothing is counted twice."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from monitor.province import build_province, serve
from storage import open_history
from tests.monitor.command import ROOT, TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from monitor.province import Served

KILLS = 10
LATEST = 3.0
"""Seconds after its start at which a sweep is killed at the latest; unhurt it takes about as long."""


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """The sample province."""
    with serve(build_province(today=TODAY)) as province:
        yield province


def calm_sites(served: Served) -> tuple[str, ...]:
    """A few sites that answer well."""
    return tuple(site for site, story in served.province.scenarios.items() if story.trouble == "none")[:4]


def sweep_command(folder: Path, *words: str) -> list[str]:
    """A sweep of the folder's registry, judged as of a fixed day."""
    return [
        *(sys.executable, "-m", "monitor", "sweep", "--sites", str(folder / "sites.toml")),
        *("--config", str(folder / "gongkai.toml"), "--db", str(folder / "gongkai.db")),
        *("--standard", "platform-2019", "--as-of", TODAY.isoformat(), "--json", *words),
    ]


def sweep(folder: Path, *words: str) -> dict[str, Any]:
    """Run a sweep to its end."""
    done = subprocess.run(
        sweep_command(folder, *words), capture_output=True, text=True, timeout=120, check=False, cwd=ROOT
    )
    assert (done.returncode, done.stderr) == (0, "")
    summary: dict[str, Any] = json.loads(done.stdout)
    return summary


def kill_after(folder: Path, seconds: float, *words: str) -> bool:
    """Start a sweep and kill the whole of it after some seconds; whether it was still running then."""
    process = subprocess.Popen(
        sweep_command(folder, *words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        children = psutil.Process(process.pid).children(recursive=True)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(10)
        # Nobody tells the crawl processes; they notice by themselves that nobody listens any more.
        _, alive = psutil.wait_procs(children, timeout=20)
        assert alive == []
        return True
    return False


def unfinished(folder: Path) -> tuple[int | None, frozenset[str]]:
    """The sweep that was not finished, and its sites that were."""
    if not (folder / "gongkai.db").exists():
        return None, frozenset()
    with open_history(folder / "gongkai.db") as history:
        number = history.unfinished_sweep()
        return number, frozenset() if number is None else history.finished_sites(number)


def verdicts(folder: Path) -> list[tuple[str, str, str, str | None]]:
    """Everything that is known, and every interval of it once."""
    with open_history(folder / "gongkai.db", read_only=True) as history:
        assert history.verify() == ()
        found = history.findings()
        for site in sorted({finding.site for finding in found}):
            keys = [(one.standard, one.item, one.from_sweep) for one in history.intervals(site)]
            assert len(keys) == len(set(keys))
        return [
            (one.site, one.item, str(one.outcome), None if one.problem is None else str(one.problem)) for one in found
        ]


def prepared(folder: Path, served: Served) -> Path:
    """A user's folder."""
    folder.mkdir()
    (folder / "sites.toml").write_text(served.sites_toml_for(calm_sites(served)), encoding="utf-8")
    (folder / "gongkai.toml").write_text(served.gongkai_toml, encoding="utf-8")
    return folder


@pytest.mark.timeout(600)
def test_whatever_kills_a_sweep_the_next_one_finishes_it(served: Served, tmp_path: Path) -> None:
    """Sites that were finished stay finished, and in the end the verdicts are those of a sweep that nobody hurt."""
    unhurt = prepared(tmp_path / "unhurt", served)
    sweep(unhurt)
    hurt = prepared(tmp_path / "hurt", served)
    chance = random.Random(20261122)  # noqa: S311 - moments, not secrets
    killed, finished = 0, frozenset[str]()
    for _ in range(KILLS):
        number, present = unfinished(hurt)
        assert present >= finished or number is None
        finished = present
        killed += kill_after(hurt, chance.uniform(0.1, LATEST), *(("--resume",) if number is not None else ()))
    number, _present = unfinished(hurt)
    sweep(hurt, *(("--resume",) if number is not None else ()))

    assert killed > 0
    assert verdicts(hurt) == verdicts(unhurt)
