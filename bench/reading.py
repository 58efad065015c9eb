"""Time for reading one page, by size, against two parsers that only parse; and a hunt for pages that break the reader.

``python -m bench.reading`` prints milliseconds and ratios over the real pages (``GONGKAI_REALHTML``, else
``../shared/realhtml``), or over the generated corpus where they are absent. ``--mutations N`` damages pages N times,
each in a repeatable way, and stops at the first that raises or takes more than two seconds.
"""

from __future__ import annotations

import statistics
import sys
import time
from typing import TYPE_CHECKING

import lxml.html
from bs4 import BeautifulSoup

from bench.corpus import pages, pages_folder
from bench.mutations import MUTATIONS, mutate
from crawler.reading import read_page

if TYPE_CHECKING:
    from collections.abc import Callable

CLASSES = ((0, 10_000), (10_000, 30_000), (30_000, 60_000), (60_000, 1_000_000))
"""Bytes."""
ROUNDS = 7
SLOWEST = 2.0
"""Seconds for one page, damaged or not."""
URL = "http://www.example.test/zwgk/list/index.html"


def load() -> dict[str, bytes]:
    """Pages by name: the real ones, else the generated ones."""
    folder = pages_folder() / "files"
    if folder.is_dir():
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    print("no real pages here; the generated corpus is read instead (see GONGKAI_REALHTML)")
    return dict(list(pages().items())[:80])


def best_of(work: Callable[[], object]) -> float:
    """Milliseconds of processor time of the quickest of several rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times) * 1_000


def measure(bodies: dict[str, bytes]) -> None:
    """Print the table by size class."""
    print(f"{'bytes':<18}{'pages':>6}{'read ms':>9}{'lxml ms':>9}{'bs4 ms':>9}{'read/lxml':>11}{'read/bs4':>10}")
    for low, high in CLASSES:
        chosen = [body for body in bodies.values() if low <= len(body) < high]
        if not chosen:
            continue
        read = [best_of(lambda body=body: read_page(body, URL)) for body in chosen]  # type: ignore[misc]
        lxml_times = [best_of(lambda body=body: lxml.html.document_fromstring(body)) for body in chosen]  # type: ignore[misc]
        soup = [best_of(lambda body=body: BeautifulSoup(body, "lxml")) for body in chosen]  # type: ignore[misc]
        mean = statistics.mean(read)
        print(
            f"{f'{low}-{high}':<18}{len(chosen):>6}{mean:>9.2f}{statistics.mean(lxml_times):>9.2f}{statistics.mean(soup):>9.2f}"
            f"{mean / statistics.mean(lxml_times):>11.2f}{mean / statistics.mean(soup):>10.2f}"
        )


def hunt(bodies: dict[str, bytes], count: int) -> int:
    """Read damaged pages; the exit code is 1 where one broke the reader or took too long."""
    names = sorted(bodies)
    kinds = sorted(MUTATIONS)
    slowest = (0.0, "", "", 0)
    for number in range(count):
        name, kind = names[number % len(names)], kinds[number // len(names) % len(kinds)]
        body = mutate(bodies[name], kind, seed=number)
        start = time.perf_counter()
        try:
            read_page(body, URL)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is hunted
            print(f"{name} damaged by {kind} with seed {number} raised {type(error).__name__}: {error}")
            return 1
        slowest = max(slowest, (time.perf_counter() - start, name, kind, number))
        if slowest[0] > SLOWEST:
            break
    seconds, name, kind, number = slowest
    print(f"{count} damaged pages, none raised; slowest {seconds:.2f} s: {name} damaged by {kind} with seed {number}")
    return int(seconds > SLOWEST)


def main(arguments: list[str]) -> int:
    """Measure, or hunt with ``--mutations N``."""
    bodies = load()
    if "--mutations" in arguments:
        return hunt(bodies, int(arguments[arguments.index("--mutations") + 1]))
    measure(bodies)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
