"""How fast a site is judged, and what share that is of a sweep: ``python -m bench.judging``.

The pages are those of the sample province, taken from the generator without a network: what is measured is judgement,
first to last finding of a site, index and matching included. The share is that of the processor time of a whole sweep
by the command a user runs, its crawl processes included.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import io
import resource
import runpy
import statistics
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

import rules.judge
from crawler.reading import read_page
from monitor.province import Province, build_province, serve
from rules.facts import PageFacts
from rules.judge import judge
from rules.loading import parse_standard
from rules.model import Coverage, PageVisit, Site, Snapshot
from rules.standard import Standard, applicable_items
from rules.workdays import Calendar

TODAY = dt.date(2026, 11, 22)
MOMENT = dt.datetime(2026, 11, 22, 1, 30, tzinfo=dt.UTC)
SITES = 6
PAGES = 120
GOAL_SHARE = 0.05
ROUNDS = 5


def standards() -> tuple[Standard, ...]:
    """Every built-in standard."""
    folder = Path(rules.__file__).parent / "standards"
    return tuple(parse_standard(path.read_text("utf-8"), name=path.name) for path in sorted(folder.glob("*.toml")))


def collected(site: Site, pages: dict[str, bytes], law: tuple[Standard, ...]) -> tuple[Snapshot, float]:
    """A snapshot of these pages, and the seconds that reading them took."""
    visits = []
    started = time.process_time()
    read = [(path, body, read_page(body, site.url.rstrip("/") + path)) for path, body in pages.items()]
    seconds = time.process_time() - started
    for path, body, facts in read:
        if isinstance(facts, PageFacts):
            visits.append(
                PageVisit(
                    url=facts.url,
                    final_url=facts.url,
                    status=200,
                    fetched_at=MOMENT,
                    sha256=hashlib.sha256(body).hexdigest(),
                    role="home" if path == "/" else "article" if facts.kind == "article" else "column",
                    via=None if path == "/" else site.url,
                    facts=facts,
                )
            )
    coverage = tuple(
        Coverage(standard=standard.id, item=item.id, status="absent") for standard, item in applicable_items(law, site)
    )
    return (
        Snapshot(site=site, pages=tuple(visits), misses=(), coverage=coverage, started=MOMENT, finished=MOMENT),
        seconds,
    )


def peak_of(snapshot: Snapshot, law: tuple[Standard, ...], calendar: Calendar) -> float:
    """MB that judging one site takes at most, beside the pages themselves."""
    tracemalloc.start()
    judge(snapshot, law, today=TODAY, calendar=calendar)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 2**20


def calm_of(province: Province) -> tuple[str, ...]:
    """Sites that trouble no visitor."""
    return tuple(site for site, story in province.scenarios.items() if story.trouble == "none")


def share_of_sweep(province: Province) -> tuple[float, float]:
    """Judge's part of the processor time of one sweep: monitor and crawl processes, without the served sites.

    Returns:
        The part for all sites but the first, as if every site were one of these, and the seconds that the first took
        longer: the index of names is made once for a sweep, however many sites it has.
    """
    spent: list[float] = []

    def timed(*arguments: object, **options: object) -> object:
        started = time.process_time()
        try:
            return judge(*arguments, **options)  # type: ignore[arg-type]
        finally:
            spent.append(time.process_time() - started)

    rules.judge.judge = timed  # type: ignore[assignment]
    with tempfile.TemporaryDirectory() as folder, serve(province) as served:
        sites, settings = Path(folder, "sites.toml"), Path(folder, "gongkai.toml")
        sites.write_text(served.sites_toml_for(calm_of(province)), encoding="utf-8")
        settings.write_text(served.gongkai_toml, encoding="utf-8")
        before = _processor_seconds()
        sys.argv = ["gongkai", "sweep", "--sites", str(sites), "--config", str(settings), "--json"]
        sys.argv += ["--as-of", TODAY.isoformat(), "--db", str(Path(folder, "gongkai.db"))]
        with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
            runpy.run_module("monitor", run_name="__main__")
        whole = _processor_seconds() - before
    rules.judge.judge = judge
    usual = statistics.mean(spent[1:])
    once = max(spent[0] - usual, 0.0)
    return usual * len(spent) / (whole - once), once


def _processor_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main(_arguments: list[str]) -> int:
    """Print findings per second and the share of a sweep; 1 when the share misses its goal."""
    law, calendar, province = standards(), Calendar(), build_province(today=TODAY)
    share, once = share_of_sweep(province)
    snapshots: list[Snapshot] = []
    reading = 0.0
    for number, site_id in enumerate(province.served[:SITES]):
        site = province.site(site_id, url=f"http://127.0.9.{number + 1}/")
        pages = {
            path: page.body.encode(page.charset, "xmlcharrefreplace")
            for path, page in list(province.pages(site_id).items())[:PAGES]
            if page.raw is None and page.status == 200 and page.behaviour == "plain"
        }
        snapshot, seconds = collected(site, pages, law)
        snapshots.append(snapshot)
        reading += seconds
    best = float("inf")
    findings = 0
    for _ in range(ROUNDS):
        started = time.process_time()
        findings = sum(len(judge(snapshot, law, today=TODAY, calendar=calendar)) for snapshot in snapshots)
        best = min(best, time.process_time() - started)
    pages_read = sum(len(snapshot.pages) for snapshot in snapshots)
    peak = max(peak_of(snapshot, law, calendar) for snapshot in snapshots)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"sites {len(snapshots)}, pages {pages_read}, findings {findings}, standards {len(law)}")
    print(f"judging   {findings / best:8.0f} findings/s   {best * 1000 / len(snapshots):7.1f} ms a site")
    print(f"reading   {pages_read / reading:8.0f} pages/s      {reading * 1000 / len(snapshots):7.1f} ms a site")
    print(f"ratio     {best / reading:8.3f} of the processor time of reading the same pages")
    print(f"share     {share:8.3f} of the processor time of a sweep of {len(calm_of(province))} sites")
    print(f"index     {once * 1000:8.1f} ms once a sweep, for the names of the standards")
    print(f"memory    {peak:8.1f} MB beside its pages while one site is judged; the process {memory:.0f} MB at most")
    print(f"goal      {GOAL_SHARE:8.3f} at most: {'met' if share <= GOAL_SHARE else 'missed'}")
    return 0 if share <= GOAL_SHARE else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
