"""What is in force in a running crawler, not what a file says."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rules.plan import Plan
from tests.crawler.crawling import AS_OF, STANDARD, settings_of, site_of, write_shard
from tests.crawler.mockserver import MockServer
from tests.crawler.websites import small_site

PROJECT = Path(__file__).parents[2]
_REPORT = """
import json, sys
import psutil
from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings
from crawler.spiders.site import SiteSpider

settings = get_project_settings()
process = AsyncCrawlerProcess(settings)
crawler = process.create_crawler(SiteSpider)
report = {}

def look(spider):
    engine = crawler.engine
    downloader = engine.downloader
    names = lambda objects: sorted(type(one).__module__ + "." + type(one).__name__ for one in objects)
    report["handlers"] = sorted(downloader.handlers._schemes)
    report["handler"] = names(set(downloader.handlers._handlers.values()))
    report["downloader_middlewares"] = names(downloader.middleware.middlewares)
    report["spider_middlewares"] = names(engine.scraper.spidermw.middlewares)
    report["pipelines"] = names(engine.scraper.itemproc.middlewares)
    report["extensions"] = names(crawler.extensions.middlewares)
    plain = lambda value: dict(value) if hasattr(value, "getpriority") else value
    report["settings"] = {name: plain(crawler.settings[name]) for name in sorted(crawler.settings) if name.isupper()}
    report["listening"] = [str(c.laddr) for c in psutil.Process().net_connections() if c.status == "LISTEN"]

crawler.signals.connect(look, signals.spider_opened)
process.crawl(crawler, plan=sys.argv[1])
process.start()
report["reactor"] = "twisted.internet.reactor" in sys.modules
sys.stderr.write(json.dumps(report, default=repr))
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A report from inside a crawler that was started the way ``scrapy crawl`` does."""
    shard = write_shard(
        tmp_path_factory.mktemp("settings") / "shard.jsonl", [], delay=0.25, timeout=7, user_agent="office/1 (+mail)"
    )
    done = subprocess.run(
        [sys.executable, "-c", _REPORT, str(shard)], capture_output=True, text=True, cwd=PROJECT, timeout=60, check=True
    )
    report: dict[str, Any] = json.loads(done.stderr)
    return report


def test_only_http_and_https_leave_the_process_and_only_through_the_guard(running: dict[str, Any]) -> None:
    assert running["handlers"] == ["http", "https"]
    assert set(running["handler"]) == {"crawler.download.GuardedDownloadHandler"}


def test_nothing_listens_and_no_reactor_runs(running: dict[str, Any]) -> None:
    assert (running["listening"], running["reactor"]) == ([], False)


def test_no_console_no_remote_control_no_feed_no_cache(running: dict[str, Any]) -> None:
    assert running["extensions"] == ["scrapy.extensions.corestats.CoreStats", "scrapy.extensions.logcount.LogCount"]


def test_nothing_stands_between_the_spider_and_the_handler(running: dict[str, Any]) -> None:
    """Redirects, retries, cookies, proxies and compression are done by this project or not at all."""
    parts = (running["downloader_middlewares"], running["spider_middlewares"], running["pipelines"])

    assert parts == ([], [], [])


HARDENED = {
    "ADDONS": {},
    "AUTOTHROTTLE_ENABLED": False,
    "COOKIES_ENABLED": False,
    "DOWNLOAD_DELAY_JITTER": 0,
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    "FEEDS": {},
    "FILES_STORE": None,
    "HTTPCACHE_ENABLED": False,
    "HTTPPROXY_ENABLED": False,
    "IMAGES_STORE": None,
    "ITEM_PIPELINES": {},
    "JOBDIR": None,
    "LOG_FILE": None,
    "LOG_STDOUT": False,
    "METAREFRESH_ENABLED": False,
    "REDIRECT_ENABLED": False,
    "REFERER_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "RETRY_ENABLED": False,
    "ROBOTSTXT_OBEY": True,
    "TELNETCONSOLE_ENABLED": False,
    "TWISTED_REACTOR_ENABLED": False,
}


def test_the_hardened_values_are_in_force(running: dict[str, Any]) -> None:
    assert {name: running["settings"][name] for name in HARDENED} == HARDENED


def test_the_shard_s_own_limits_are_in_force(running: dict[str, Any]) -> None:
    names = ("CONCURRENT_REQUESTS_PER_DOMAIN", "DOWNLOAD_DELAY", "DOWNLOAD_TIMEOUT", "DOWNLOAD_MAXSIZE", "USER_AGENT")

    assert [running["settings"][name] for name in names] == [2, 0.25, 7, 5_000_000, "office/1 (+mail)"]


def test_the_spider_runs_by_scrapy_s_own_command(tmp_path: Path) -> None:
    shard = write_shard(tmp_path / "shard.jsonl", [site_of("http://127.0.0.1:9/")], allow_networks=())
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", "site", "-a", f"plan={shard}"],
        capture_output=True,
        text=True,
        cwd=PROJECT,
        timeout=60,
        check=False,
    )
    events = [json.loads(line)["event"] for line in done.stdout.splitlines()]

    assert (done.returncode, done.stderr) == (0, "")
    assert events == ["site-started", "miss", "progress", "site-finished"]


def test_a_plan_is_crawled_as_it_is(tmp_path: Path) -> None:
    with MockServer(small_site()) as server:
        plan = Plan(
            created=dt.datetime(2026, 11, 22, tzinfo=dt.UTC),
            tool_version="1",
            calendar_version="1",
            as_of=AS_OF,
            full=False,
            crawl=settings_of(),
            sites=(site_of(server.url),),
            standards=(STANDARD,),
        )
        path = tmp_path / "plan.json"
        path.write_bytes(msgspec.json.format(msgspec.json.encode(plan)))
        done = subprocess.run(
            [sys.executable, "-m", "scrapy", "crawl", "site", "-a", f"plan={path}"],
            capture_output=True,
            text=True,
            cwd=PROJECT,
            timeout=60,
            check=False,
        )
    events = [json.loads(line)["event"] for line in done.stdout.splitlines()]

    assert (done.returncode, done.stderr, events.count("page"), events[-1]) == (0, "", 5, "site-finished")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read"),
        (b"", "neither a shard nor a plan"),
        (b"{}", "neither a shard nor a plan"),
        (b"not json\n", "neither a shard nor a plan"),
    ],
)
def test_a_shard_that_cannot_be_used_is_one_sentence(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "shard.jsonl"
    if content is not None:
        path.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-m", "crawler", str(path)], capture_output=True, text=True, timeout=60, check=False
    )

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert words in done.stderr
    assert str(path) in done.stderr


def test_a_wrong_network_is_said_before_anything_is_asked(tmp_path: Path) -> None:
    shard = write_shard(tmp_path / "shard.jsonl", [], allow_networks=("everything",))
    done = subprocess.run(
        [sys.executable, "-m", "crawler", str(shard)], capture_output=True, text=True, timeout=60, check=False
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "allow_networks: 'everything' is not a network such as 127.0.1.0/24 or fd00::/8\n"
