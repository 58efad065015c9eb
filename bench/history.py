"""A year of nights in one history file: its size against one row per verdict, and how fast the questions are.

``python -m bench history`` prints what was run, at which scale, and every figure with its goal; nothing is scaled up
from a smaller run. The full scale of the goals is ``--sites 1000 --items 200 --nights 365``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from rules.facts import Column, Entry, PageFacts
from rules.model import (
    ColumnCandidate,
    Coverage,
    Evidence,
    Facet,
    Finding,
    MatchedColumn,
    Outcome,
    PageVisit,
    Problem,
    Reason,
    SeenColumn,
    Site,
    Snapshot,
)
from rules.plan import CrawlSettings, Plan
from rules.standard import Item, Standard
from storage import open_history

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from storage import History

FIRST = dt.date(2026, 1, 1)
CHANGING = 0.005
"""Share of items whose verdict changes in a night."""
MOVING = 0.05
"""Share of items whose finding reads differently although its verdict stands: a newer entry, another count."""
FAILING: tuple[tuple[Problem, Facet], ...] = (
    (Problem.MISSING, Facet.PRESENCE),
    (Problem.EMPTY, Facet.CONTENT),
    (Problem.STALE, Facet.FRESHNESS),
    (Problem.INCOMPLETE, Facet.ELEMENTS),
)
CHANGING_PAGES = 4
"""Pages of a site that carry news, and so change every night."""
REPEATS = 60


class Province:
    """Sites that change a little every night, the same for the same seed."""

    def __init__(self, sites: int, items: int, pages: int) -> None:
        self._random = random.Random(2026)  # noqa: S311 - a reproducible load, not a secret
        self.items = items
        self.sites = [
            Site(
                id=f"52{number:08d}",
                name=f"第{number}县人民政府",
                url=f"http://www.x{number}.gov.cn/",
                level="county",
                body="government",
            )
            for number in range(sites)
        ]
        self.standards = tuple(
            Standard(
                id=f"standard-{number}",
                title=f"标准目录{number}",
                version="2019",
                in_force=dt.date(2019, 1, 1),
                items=tuple(Item(id=f"item-{place}", name=self._words(8)) for place in range(items // 4)),
            )
            for number in range(4)
        )
        self._rows = [(standard.id, item.id, item.name) for standard in self.standards for item in standard.items]
        self._findings = {site.id: [self._finding(site, row) for row in self._rows] for site in self.sites}
        self._pages = {site.id: [self._page(site, place) for place in range(pages)] for site in self.sites}

    def plan(self, day: dt.date) -> Plan:
        """The plan of one night."""
        return Plan(
            created=_moment(day, 0),
            tool_version="0.1.0",
            calendar_version="2026.1",
            as_of=day,
            full=False,
            crawl=CrawlSettings(),
            sites=tuple(self.sites),
            standards=self.standards,
        )

    def night(self, site: Site, day: dt.date) -> tuple[Snapshot, tuple[Finding, ...]]:
        """What one site gives in one night."""
        findings = self._findings[site.id]
        for place in self._some(CHANGING):
            findings[place] = self._finding(site, self._rows[place], turn=findings[place])
        for place in self._some(MOVING):
            findings[place] = msgspec.structs.replace(
                findings[place], newest_date=day, entries=(findings[place].entries or 0) + 1
            )
        pages = self._pages[site.id]
        for place in range(min(CHANGING_PAGES, len(pages))):
            pages[place] = self._newer(pages[place], day)
        visits = tuple(
            PageVisit(
                url=facts.url,
                final_url=facts.url,
                status=200,
                fetched_at=_moment(day, 1, place),
                sha256=hashlib.sha256(facts.url.encode() + str(facts.entries[0]).encode()).hexdigest(),
                role="column" if place else "home",
                via=site.url,
                etag=f'"{hash(facts.entries[0].title) & 0xFFFFFF:x}"',
                facts=facts,
            )
            for place, facts in enumerate(pages)
        )
        snapshot = Snapshot(
            site=site,
            pages=visits,
            misses=(),
            coverage=tuple(
                Coverage(standard=standard, item=item, status="visited", urls=(f"{site.url}{item}/",))
                for standard, item, _ in self._rows
            ),
            started=_moment(day, 1),
            finished=_moment(day, 1, 59),
            requests=len(visits),
        )
        checked = _moment(day, 2)
        return snapshot, tuple(msgspec.structs.replace(finding, checked_at=checked) for finding in findings)

    def _some(self, share: float) -> list[int]:
        return [place for place in range(len(self._rows)) if self._random.random() < share]

    def _words(self, length: int) -> str:
        return "".join(chr(0x4E00 + self._random.randrange(2500)) for _ in range(length))

    def _finding(self, site: Site, row: tuple[str, str, str], *, turn: Finding | None = None) -> Finding:
        standard, item, name = row
        failing = self._random.random() < 0.12 if turn is None else turn.outcome is Outcome.PASS
        problem, facet = self._random.choice(FAILING) if failing else (None, None)
        column = SeenColumn(name, f"{site.url}{item}/", ("政务公开", self._words(4)), page=site.url)
        return Finding(
            site=site.id,
            standard=standard,
            item=item,
            outcome=Outcome.FAIL if failing else Outcome.PASS,
            problem=problem,
            facet=facet,
            reason=Reason("newest-entry", {"date": "2026-01-01", "limit": "14d", "title": self._words(12)}),
            url=column.url,
            evidence=(
                Evidence(str(column.url), record=f"<urn:uuid:{self._random.getrandbits(128):032x}>", quote=name),
            ),
            newest_date=FIRST,
            entries=20,
            match=MatchedColumn(column=name, grade="exact", score=1.0),
            candidates=tuple(
                ColumnCandidate(
                    SeenColumn(self._words(6), f"{site.url}c{self._random.randrange(10**6)}/"), "similar", 0.71
                )
                for _ in range(2)
            ),
            checked_at=_moment(FIRST, 2),
        )

    def _page(self, site: Site, place: int) -> PageFacts:
        url = f"{site.url}column{place}/" if place else site.url
        columns = tuple(
            Column(f"栏目{number}第{site.id[-3:]}", f"{site.url}c{number}/", ("政务公开",)) for number in range(60)
        )
        entries = tuple(self._entry(url, FIRST) for _ in range(20))
        return PageFacts(
            url=url,
            charset="utf-8",
            kind="list",
            title=self._words(10),
            columns=columns,
            entries=entries,
            text_length=900,
        )

    def _newer(self, facts: PageFacts, day: dt.date) -> PageFacts:
        return msgspec.structs.replace(facts, entries=(self._entry(facts.url, day), *facts.entries[:-1]))

    def _entry(self, url: str, day: dt.date) -> Entry:
        return Entry(self._words(22), f"{url}t{self._random.randrange(10**8)}.html", day, day.isoformat())


def _moment(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=dt.UTC)


class RowPerVerdict:
    """What others keep: a row for each verdict of each night, without and with the finding itself."""

    def __init__(self, folder: Path) -> None:
        self.plain = folder / "plain.db"
        self.full = folder / "full.db"
        self.rows = 0
        for path in (self.plain, self.full):
            with closing(sqlite3.connect(path)) as connection:
                connection.execute(
                    "CREATE TABLE verdicts (sweep INTEGER, site INTEGER, item INTEGER, outcome INTEGER,"
                    " problem INTEGER, finding TEXT, PRIMARY KEY (site, item, sweep)) WITHOUT ROWID"
                )

    def add(self, sweep: int, site: int, findings: Sequence[Finding]) -> None:
        """Add one site's night."""
        words: list[str | None] = [None, *sorted(Problem)]
        outcomes = sorted(Outcome)
        rows = [
            (sweep, site, place, outcomes.index(f.outcome), words.index(f.problem)) for place, f in enumerate(findings)
        ]
        for path, texts in ((self.plain, [None] * len(rows)), (self.full, [msgspec.json.encode(f) for f in findings])):
            with closing(sqlite3.connect(path)) as connection, connection:
                connection.executemany(
                    "INSERT INTO verdicts VALUES (?, ?, ?, ?, ?, ?)",
                    [(*row, text) for row, text in zip(rows, texts, strict=True)],
                )
        self.rows += len(rows)

    def bytes_per_row(self) -> tuple[float, float]:
        """Bytes of one row, plain and with the finding."""
        return self.plain.stat().st_size / self.rows, self.full.stat().st_size / self.rows


def fill(history: History, province: Province, nights: int, baseline: RowPerVerdict, sample: int) -> list[float]:
    """Run every night; return the seconds that storing took in each."""
    seconds: list[float] = []
    for number in range(1, nights + 1):
        day = FIRST + dt.timedelta(days=number - 1)
        history.begin_sweep(province.plan(day), started=_moment(day, 1))
        spent = 0.0
        for place, site in enumerate(province.sites):
            snapshot, findings = province.night(site, day)
            began = time.perf_counter()
            history.record_site(number, snapshot, findings)
            spent += time.perf_counter() - began
            if place < sample and number <= 30:
                baseline.add(number, place, findings)
        history.finish_sweep(number, {}, finished=_moment(day, 3))
        seconds.append(spent)
    return seconds


def ask(question: Callable[[int], object]) -> tuple[float, float]:
    """Ask a question often; return the median and the 95th percentile in milliseconds."""
    times = []
    for turn in range(REPEATS):
        began = time.perf_counter()
        question(turn)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def report(history: History, province: Province, arguments: argparse.Namespace, nights: list[float]) -> None:
    """Print sizes and times."""
    sizes = history.sizes()
    sites, last = province.sites, arguments.nights
    print(f"ran: {len(sites)} sites x {province.items} items x {last} nights, {arguments.pages} pages a site")
    used = sizes.file - sizes.free
    verdicts = len(sites) * province.items * last
    print(
        f"file: {used / 1e6:.1f} MB used, {verdicts / 1e6:.2f} million verdicts, {used / verdicts:.2f} bytes a verdict"
    )
    for kind, size in sorted(sizes.contents.items(), key=lambda pair: -pair[1]):
        print(f"  {kind}: {size / 1e6:.1f} MB")
    for name, size in list(sizes.tables.items())[:10]:
        print(f"  table {name}: {size / 1e6:.1f} MB")
    print(f"bytes per site-year: {(sizes.per_site_year or 0) / 1e6:.2f} MB (goal at most 5)")
    median = statistics.median(nights)
    print(f"storing a night: median {median:.2f} s, {1000 * median / len(sites):.1f} ms a site")
    questions: dict[str, Callable[[int], object]] = {
        "all sites now": lambda _: (history.summaries.sites(), history.summaries.problems()),
        "one site's story": lambda turn: (
            history.summaries.nights(sites[turn % len(sites)].id),
            history.intervals(sites[turn % len(sites)].id),
        ),
        "one site as of a night": lambda turn: history.findings(
            at=1 + turn * 7 % last, sites=[sites[turn % len(sites)].id]
        ),
        "changes since yesterday": lambda _: history.summaries.turned(last - 1, last),
        "ranking with 30-day trend": lambda _: history.summaries.ranking(days=30),
    }
    for name, question in questions.items():
        usual, slow = ask(question)
        print(f"{name}: p50 {usual:.1f} ms, p95 {slow:.1f} ms (goal p95 at most {arguments.goal:.0f})")


def compare(history: History, baseline: RowPerVerdict, verdicts: int) -> None:
    """Print the size against one row per verdict."""
    plain, full = baseline.bytes_per_row()
    sizes = history.sizes()
    stored = sizes.file - sizes.free
    without_pages = stored - sizes.contents.get("facts", 0) - sizes.contents.get("manifest", 0)
    intervals = sum(sizes.tables.get(name, 0) for name in ("intervals", "open_intervals", "started_intervals"))
    print(f"one row per verdict: {plain:.1f} bytes, {full:.0f} with the finding (over {baseline.rows} rows)")
    print(
        f"with the finding: whole file 1/{full * verdicts / stored:.0f},"
        f" without page facts 1/{full * verdicts / without_pages:.0f} (goal 1/50)"
    )
    if intervals:
        print(f"bare verdicts: intervals with their indexes 1/{plain * verdicts / intervals:.0f} (goal 1/50)")


def main(words: list[str]) -> int:
    """Run the bench."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=40)
    parser.add_argument("--items", type=int, default=200)
    parser.add_argument("--nights", type=int, default=120)
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--goal", type=float, default=50, help="milliseconds")
    parser.add_argument("--keep", type=Path, help="a folder to keep the file in")
    arguments = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        province = Province(arguments.sites, arguments.items, arguments.pages)
        baseline = RowPerVerdict(Path(temporary))
        with open_history(folder / "history.db") as history:
            nights = fill(history, province, arguments.nights, baseline, sample=min(arguments.sites, 5))
            report(history, province, arguments, nights)
            compare(history, baseline, arguments.sites * arguments.items * arguments.nights)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
