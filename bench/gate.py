"""The gate for one site: from start to verdict, and how long the command itself takes to begin.

``python -m bench gate`` serves a site of the sample province (150 pages or more, delay 0) and runs ``gongkai check`` on
it as a build would: once with nothing to confirm (every failure accepted before) and once with failures that are looked
at twice. Beside it stands ``gongkai --help`` as a multiple of ``python -c pass``, for the machine's own speed is in
both.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from monitor.province import build_province, serve

TODAY = dt.date(2026, 11, 22)
SITE = "5227110001"
HELP_GOAL = 0.300
"""Seconds from start to the end of ``gongkai --help``."""


def seconds(command: list[str], folder: Path, *, expected: int = 0) -> float:
    """How long a command takes; it must end with the exit code expected."""
    began = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    took = time.perf_counter() - began
    if done.returncode != expected:
        raise SystemExit(f"{command} ended with {done.returncode}: {done.stderr}")
    return took


def start_up(runs: int, folder: Path) -> tuple[float, float]:
    """Medians of ``gongkai --help`` and of an interpreter that does nothing, measured in turns."""
    gongkai = str(Path(sys.executable).with_name("gongkai"))
    seconds([gongkai, "--help"], folder)  # The first run may have to compile.
    helped, nothing = [], []
    for _ in range(runs):
        helped.append(seconds([gongkai, "--help"], folder))
        nothing.append(seconds([sys.executable, "-c", "pass"], folder))
    return statistics.median(helped), statistics.median(nothing)


def gate(runs: int, folder: Path) -> None:
    """Print the figures of the gate itself."""
    with serve(build_province(today=TODAY)) as served:
        (folder / "sites.toml").write_text(served.sites_toml_for((SITE,)), encoding="utf-8")
        (folder / "gongkai.toml").write_text(served.gongkai_toml, encoding="utf-8")
        base = [sys.executable, "-m", "monitor", "check", "--sites", "sites.toml", "--standard", "platform-2019"]
        base += ["--as-of", TODAY.isoformat(), "--max-unknown", "1"]
        accepted = [*base, "--baseline", "baseline.json"]
        seconds([*accepted, "--update-baseline"], folder)
        served.forget()
        calm = [seconds(accepted, folder) for _ in range(runs)]
        requests = served.log()[SITE].requests / runs
        twice = [seconds(base, folder, expected=1) for _ in range(runs)]
        pages = sum(page.status == 200 for page in served.province.pages(SITE).values())
    print(f"site: {pages} pages served, {requests:.0f} requests for one look, delay 0")
    print(f"start to verdict, nothing new:        {statistics.median(calm):6.2f} s (best {min(calm):.2f})")
    print(f"start to verdict, failures confirmed: {statistics.median(twice):6.2f} s (best {min(twice):.2f})")


def main(arguments: list[str]) -> int:
    """Measure and print; 1 where ``--help`` misses its goal."""
    parser = argparse.ArgumentParser(prog="python -m bench gate", description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args(arguments).runs
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as temporary:
        folder = Path(temporary)
        gate(runs, folder)
        helped, nothing = start_up(runs * 2, folder)
    met = helped <= HELP_GOAL
    print(f"gongkai --help: {helped * 1000:.0f} ms, goal {HELP_GOAL * 1000:.0f} ms: {'met' if met else 'MISSED'}")
    print(f"that is {helped / nothing:.1f} times `python -c pass` ({nothing * 1000:.0f} ms)")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
