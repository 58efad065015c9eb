"""A crawl process that is stopped, killed, or left alone: nothing half-read is called read, nobody is orphaned."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import msgspec
import psutil

from rules.plan import Event, SiteFinished
from tests.crawler.crawling import site_of, write_shard
from tests.crawler.mockserver import MockServer, Page
from tests.crawler.websites import small_site

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.crawler.mockserver import Behaviour


def slow_site() -> Mapping[str, Behaviour]:
    """A site that takes a second for each page."""
    return {path: Page(page.body, delay=1.0) for path, page in small_site().items() if isinstance(page, Page)}


def start(folder: Path, server: MockServer, *, words: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
    """Start a crawl process and wait until it has asked for something."""
    shard = write_shard(folder / "shard.jsonl", [site_of(server.url)])
    process = subprocess.Popen(
        [sys.executable, "-m", "crawler", str(shard), *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    wait_until(lambda: bool(server.paths))
    return process


def wait_until(done: object, *, seconds: float = 30) -> None:
    """Wait for a condition; fails the test where it does not come about."""
    end = time.monotonic() + seconds
    while not done():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.05)


def finished(output: bytes) -> list[str]:
    """Sites that were called finished."""
    events = [msgspec.json.decode(line, type=Event) for line in output.splitlines()]
    return [event.site for event in events if isinstance(event, SiteFinished)]


def test_a_crawl_that_is_told_to_stop_says_nothing_of_sites_that_were_under_way(tmp_path: Path) -> None:
    with MockServer(slow_site()) as server:
        process = start(tmp_path, server)
        process.send_signal(signal.SIGTERM)
        output, errors = process.communicate(timeout=30)

    assert (process.returncode, finished(output), b"Traceback" in errors) == (130, [], False)


def test_interrupting_from_the_keyboard_is_the_same(tmp_path: Path) -> None:
    with MockServer(slow_site()) as server:
        process = start(tmp_path, server)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=30)

    assert (process.returncode, finished(output), b"Traceback" in errors) == (130, [], False)


def test_a_crawl_whose_reader_is_gone_ends(tmp_path: Path) -> None:
    with MockServer(slow_site()) as server:
        process = start(tmp_path, server, words=("--detached",))
        assert process.stdout is not None
        process.stdout.close()
        process.wait(timeout=30)
        assert process.stderr is not None
        process.stderr.close()

    assert len(server.paths) < len(small_site())


def test_a_crawl_whose_parent_was_killed_ends(tmp_path: Path) -> None:
    """The parent here is a process that starts the crawl and tells its number; it is killed without warning."""
    with MockServer(slow_site()) as server:
        shard = write_shard(tmp_path / "shard.jsonl", [site_of(server.url)])
        output = tmp_path / "events.jsonl"
        program = (
            "import subprocess, sys, time\n"
            f"command = [sys.executable, '-m', 'crawler', {str(shard)!r}]\n"
            f"child = subprocess.Popen(command, stdout=open({str(output)!r}, 'wb'))\n"
            "print(child.pid, flush=True)\ntime.sleep(60)\n"
        )
        parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        wait_until(lambda: bool(server.paths))
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
        parent.stdout.close()
        wait_until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)

    assert finished(output.read_bytes()) == []
