"""How fast the questions of dashboards are at full size: only the rows that they read are made, by SQL, in seconds.

``python -m bench history_questions`` runs 1,000 sites × 200 items × 365 nights; the larger goal is
``--sites 3209 --nights 1095 --goal 300``. Nothing is scaled up from a smaller run.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from storage import open_history

if TYPE_CHECKING:
    from collections.abc import Callable

    from storage import History

FIRST = dt.date(2024, 1, 1)
REPEATS = 40
EVERY = 200
"""One of so many items changes in a night: 0.5 %."""

_ROWS = """
    INSERT INTO blobs (id, kind, depth, size, content) VALUES (1, 4, 0, 0, x'00');
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :nights)
    INSERT INTO sweeps (id, state, as_of, started, tool_version, calendar_version, full, every_site, every_standard,
                        sites, standards, rules_digest, plan_digest, plan)
    SELECT i, 'finished', date(:first, (i - 1) || ' days'), date(:first, (i - 1) || ' days') || 'T01:00:00+00:00',
           '0.1.0', '2026', 0, 1, 1, :sites, '["s"]', x'00', '', 1 FROM n;
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :sites)
    INSERT INTO sites (id, site, name, url, level, body, first_sweep, last_sweep)
    SELECT i, printf('52%08d', i), '第' || i || '县人民政府', '', 'county', 'government', 1, :nights FROM n;
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :items)
    INSERT INTO items (id, standard, item, name, position) SELECT i, 's', 'item-' || i, '事项' || i, i FROM n;
    INSERT INTO item_versions SELECT id, 1, '1', x'00', 1 FROM items;
    INSERT INTO verdicts VALUES (1, 'pass', ''), (2, 'fail', 'missing'), (3, 'fail', 'stale'), (4, 'fail', 'empty'),
                                (5, 'unknown', '');
    INSERT INTO site_sweeps (site, sweep, checked_at, passed, failed, unknown, not_applicable, vetoes, flipped,
                             weight_passed, weight_failed)
    SELECT s.id, w.id, 1700000000 + w.id * 86400, :items - 20 - w.id % 7, 20 + w.id % 7, s.id % 3, 0, 0, 1,
           :items - 20 - w.id % 7, 20 + (w.id * s.id) % 7 FROM sites s CROSS JOIN sweeps w;
    INSERT INTO intervals (site, item, from_sweep, to_sweep, verdict, first_sweep, before, cause)
    SELECT site, item, from_sweep, lead(from_sweep) OVER (PARTITION BY site, item ORDER BY from_sweep),
           1 + (site * 7 + item + from_sweep) % 5, from_sweep, 1, 0
    FROM (SELECT s.id AS site, i.id AS item, 1 AS from_sweep FROM sites s CROSS JOIN items i
          UNION
          SELECT s.id, 1 + abs(s.id * 31 + w.id * 17 + k.id * 101) % :items, w.id
          FROM sites s CROSS JOIN sweeps w JOIN items k ON k.id <= :items / :every WHERE w.id > 1);
    UPDATE site_sweeps SET (passed, failed, unknown) = (
        SELECT sum(verdict = 1), sum(verdict IN (2, 3, 4)), sum(verdict = 5) FROM intervals
        WHERE site = site_sweeps.site AND to_sweep IS NULL
    ) WHERE sweep = :nights;
"""


def fill(path: Path, *, sites: int, items: int, nights: int) -> None:
    """Make the rows of so many nights."""
    numbers = {"sites": sites, "items": items, "nights": nights, "first": FIRST.isoformat(), "every": EVERY}
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in _ROWS.split(";\n"):
            if statement.strip():
                names = {name: value for name, value in numbers.items() if f":{name}" in statement}
                connection.execute(statement, names)


def ask(question: Callable[[int], object]) -> tuple[float, float]:
    """Ask a question often; return the median and the 95th percentile in milliseconds."""
    times = []
    for turn in range(REPEATS):
        began = time.perf_counter()
        question(turn)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def questions(history: History, *, sites: int, nights: int) -> dict[str, Callable[[int], object]]:
    """What dashboards ask."""

    def site(turn: int) -> str:
        return f"52{1 + turn * 37 % sites:08d}"

    return {
        "all sites now": lambda _: history.summaries.sites(),
        "problems of all sites now": lambda _: history.summaries.problems(),
        "all sites as of a night": lambda turn: history.summaries.sites(1 + turn * 13 % nights),
        "one site's nights": lambda turn: history.summaries.nights(site(turn)),
        "one site's intervals": lambda turn: history.intervals(site(turn)),
        "changes since yesterday": lambda _: history.summaries.turned(nights - 1, nights),
        "ranking with 30-day trend": lambda _: history.summaries.ranking(days=30),
    }


def main(words: list[str]) -> int:
    """Run the bench."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=1000)
    parser.add_argument("--items", type=int, default=200)
    parser.add_argument("--nights", type=int, default=365)
    parser.add_argument("--goal", type=float, default=50, help="milliseconds")
    arguments = parser.parse_args(words)
    size = {"sites": arguments.sites, "nights": arguments.nights}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "history.db"
        with open_history(path):
            pass
        fill(path, items=arguments.items, **size)
        with open_history(path, read_only=True) as history:
            sizes = history.sizes()
            print(f"ran: {arguments.sites} sites x {arguments.items} items x {arguments.nights} nights, rows only")
            print(f"{sizes.intervals} intervals, {sizes.nights} site-nights, {sizes.file / 1e6:.0f} MB")
            for name, bytes_ in list(sizes.tables.items())[:5]:
                print(f"  {name}: {bytes_ / 1e6:.1f} MB")
            for name, question in questions(history, **size).items():
                usual, slow = ask(question)
                print(f"{name}: p50 {usual:.1f} ms, p95 {slow:.1f} ms (goal p95 at most {arguments.goal:.0f})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
