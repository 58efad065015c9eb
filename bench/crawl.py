"""How fast a sweep is, against Scrapy itself: fetching only, with its defaults and with our settings.

Prints pages per second, per second of processor time, and as ratios of one run:
(a0) Scrapy with its default settings, fetch only; (a1) Scrapy with this project's settings, fetch only;
(b) the full sweep: fetching, reading, judging, storing, every page of the site asked for; (n) the nightly sweep, which
asks for no more than the items need, so that every page is read in full. A full sweep reads only title and links of the
pages that can add nothing to a verdict. (be) and (ne) are the same with every response kept as evidence. One crawl
process; the server's time is not counted.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import psutil

from bench import corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGES_PER_SITE = 150
_FETCH_ONLY = """
import sys
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

class Fetch(Spider):
    name = "fetch"
    seen = 0
    async def start(self):
        for line in open(sys.argv[1]):
            yield Request(line.strip(), dont_filter=True)
    def parse(self, response):
        self.seen += response.status == 200

settings = Settings()
if sys.argv[2] == "ours":
    settings.setmodule("crawler.settings", priority="project")
    settings.set("GONGKAI_ALLOW_NETWORKS", ["127.0.3.0/24"], priority="cmdline")
    settings.set("DOWNLOAD_DELAY", 0, priority="cmdline")
    settings.set("CONCURRENT_REQUESTS", 64, priority="cmdline")
process = AsyncCrawlerProcess(settings)
crawler = process.create_crawler(Fetch)
process.crawl(crawler)
process.start()
print(crawler.spider.seen)
"""


class Measured(NamedTuple):
    """One run."""

    name: str
    pages: int
    seconds: float
    cpu: float
    """Seconds of processor time of the process and its children."""
    peaks: tuple[float, ...]
    """Memory in MB after each tenth of the run."""

    @property
    def rate(self) -> float:
        """Pages per second."""
        return self.pages / self.seconds

    @property
    def core_rate(self) -> float:
        """Pages per second of processor time."""
        return self.pages / self.cpu


def measure(name: str, command: list[str], pages_of: Callable[[str], int]) -> Measured:
    """Run a command to its end and measure it with all its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    samples: list[float] = []
    watcher = threading.Thread(target=_watch, args=(process.pid, samples), daemon=True)
    watcher.start()
    output = process.communicate()[0]
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    watcher.join(2)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    step = max(len(samples) // 10, 1)
    peaks = tuple(max(samples[start : start + step]) for start in range(0, len(samples), step))
    return Measured(name, pages_of(output), seconds, cpu, peaks)


def _watch(pid: int, samples: list[float]) -> None:
    """Sample the memory of a process and its children until it ends."""
    try:
        process = psutil.Process(pid)
        while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
            family = [process, *process.children(recursive=True)]
            samples.append(sum(member.memory_info().rss for member in family) / 1e6)
            time.sleep(0.1)
    except psutil.Error:
        return


def _served(sites: int) -> Iterator[int]:
    """Serve the corpus; yields the port."""
    server = subprocess.Popen(
        [sys.executable, "-m", "bench.corpus", str(sites)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield int(server.stdout.readline() if server.stdout is not None else 0)
    finally:
        server.communicate()


def _write_sites(folder: Path, port: int, sites: int, pages_per_site: int) -> None:
    tables = [
        f'[[site]]\nid = "{522701000 + site}"\nname = "清溪县人民政府"\nurl = "http://{corpus.host_of(site)}:{port}/"\n'
        'level = "county"\nbody = "government"\n'
        for site in range(sites)
    ]
    (folder / "sites.toml").write_text("\n".join(tables), encoding="utf-8")
    crawl = (
        "[crawl]\ndelay = 0\nprocesses = 1\nconcurrent_sites = 8\nallow_networks = ['127.0.3.0/24']\n"
        f"max_pages = {pages_per_site}\n"
    )
    (folder / "kept.toml").write_text(crawl, encoding="utf-8")
    (folder / "gongkai.toml").write_text(f'{crawl}[sweep]\nevidence = ""\n', encoding="utf-8")


def run(sites: int, pages_per_site: int) -> list[Measured]:
    """Measure the four ways over one corpus."""
    measured = []
    for port in _served(sites):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            urls = folder / "urls.txt"
            lines = corpus.addresses(port, sites=sites, pages_per_site=pages_per_site)
            urls.write_text("\n".join(lines), encoding="utf-8")
            for label, whose in (
                ("a0 Scrapy, defaults, fetch only", "stock"),
                ("a1 Scrapy, our settings, fetch only", "ours"),
            ):
                measured.append(measure(label, [sys.executable, "-c", _FETCH_ONLY, str(urls), whose], int))
            _write_sites(folder, port, sites, pages_per_site)
            sweep = [
                *(sys.executable, "-m", "monitor", "sweep", "--json", "--standard", "platform-2019"),
                *("--sites", str(folder / "sites.toml"), "--as-of", "2026-11-22"),
            ]
            for settings, ending in (("gongkai.toml", ""), ("kept.toml", "e")):
                with_settings = [*sweep, "--config", str(folder / settings)]
                full = [*with_settings, "--full", "--db", str(folder / f"full{ending}.db")]
                nightly = [*with_settings, "--db", str(folder / f"nightly{ending}.db")]
                how = ", with evidence" if ending else ""
                measured.append(
                    measure(f"b{ending:1} full sweep{how or ': reading, judging, storing'}", full, _pages_of_sweep)
                )
                measured.append(
                    measure(f"n{ending:1} nightly sweep{how or ': only what items need'}", nightly, _pages_of_sweep)
                )
            _tell_evidence(folder, sites)
    return measured


def _tell_evidence(folder: Path, sites: int) -> None:
    """How much a night of a site takes."""
    for sweep in ("full", "nightly"):
        kept = sum(path.stat().st_size for path in (folder / f"{sweep}e.evidence").iterdir())
        print(f"evidence of a {sweep} sweep: {kept / sites / 1000:.0f} kB per site and first night")


def _pages_of_sweep(output: str) -> int:
    return int(json.loads(output)["pages"])


def main(arguments: list[str]) -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.crawl", description=__doc__)
    parser.add_argument("--sites", type=int, default=corpus.SITES)
    parser.add_argument("--pages", type=int, default=PAGES_PER_SITE, help="pages per site")
    options = parser.parse_args(arguments)
    a0, a1, b, nightly, b_kept, nightly_kept = run(options.sites, options.pages)
    print(f"{options.sites} sites, {options.pages} pages each, {os.cpu_count()} cores, one crawl process")
    print(f"{'':42}{'pages':>7}{'pages/s':>9}{'per core':>10}{'CPU s/1000':>12}{'peak MB':>9}")
    for one in (a0, a1, b, nightly, b_kept, nightly_kept):
        peak = max(one.peaks, default=0.0)
        figures = f"{one.pages:>7}{one.rate:>9.0f}{one.core_rate:>10.0f}{1000 * one.cpu / one.pages:>12.2f}{peak:>9.0f}"
        print(f"{one.name:42}{figures}")
    for name, one in (("b", b), ("n", nightly)):
        clock = f"{name}/a0 = {one.rate / a0.rate:.2f}   {name}/a1 = {one.rate / a1.rate:.2f}"
        core = f"{name}/a0 = {one.core_rate / a0.core_rate:.2f}   {name}/a1 = {one.core_rate / a1.core_rate:.2f}"
        print(f"by the clock: {clock}   by processor time: {core}")
    for name, one, bare in (("be/b", b_kept, b), ("ne/n", nightly_kept, nightly)):
        print(f"processor time with evidence, {name} = {bare.core_rate / one.core_rate:.2f}")
    print("goals for b: a0 x 2.00, a1 x 0.35 (hoped 0.50); n reads every page in full")
    print("memory of b over the run, MB:", " ".join(f"{peak:.0f}" for peak in b.peaks))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
