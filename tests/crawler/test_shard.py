"""What goes into a crawl process and what comes out of it."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import threading
from typing import TYPE_CHECKING

import msgspec
import pytest

from crawler.shard import EventStream, Shard, ShardError
from rules.plan import Plan, Progress, SiteTask
from tests.crawler.crawling import AS_OF, STANDARD, crawl, settings_of, site_of, write_shard
from tests.crawler.mockserver import MockServer
from tests.crawler.websites import small_site

if TYPE_CHECKING:
    from pathlib import Path


def plan_of(*urls: str) -> Plan:
    return Plan(
        created=dt.datetime(2026, 11, 22, tzinfo=dt.UTC),
        tool_version="1",
        calendar_version="1",
        as_of=AS_OF,
        full=False,
        crawl=settings_of(),
        sites=tuple(site_of(url, name=f"site-{number}") for number, url in enumerate(urls)),
        standards=(STANDARD,),
    )


def test_sites_are_read_from_the_shard_one_by_one(tmp_path: Path) -> None:
    sites = [site_of(f"http://127.0.0.1:{number}/", name=str(number)) for number in range(1, 4)]
    shard = Shard(write_shard(tmp_path / "shard.jsonl", sites))
    tasks = shard.tasks()

    assert next(tasks).site == sites[0]
    assert [task.site for task in tasks] == sites[1:]
    assert (shard.header.as_of, shard.header.standards) == (AS_OF, (STANDARD,))


@pytest.mark.parametrize("indent", [0, 2])
def test_a_plan_is_taken_as_one_shard(tmp_path: Path, indent: int) -> None:
    plan = plan_of("http://127.0.0.1:1/", "http://127.0.0.1:2/")
    path = tmp_path / "plan.json"
    text = msgspec.json.encode(plan)
    path.write_bytes(msgspec.json.format(text, indent=indent) if indent else text)
    shard = Shard(path)

    assert [task.site for task in shard.tasks()] == list(plan.sites)
    assert (shard.header.crawl, shard.header.full) == (plan.crawl, False)


def test_a_damaged_line_is_named_and_the_sites_before_it_are_visited(tmp_path: Path) -> None:
    with MockServer(small_site()) as server:
        path = write_shard(tmp_path / "shard.jsonl", [site_of(server.url)])
        path.write_bytes(path.read_bytes() + b'\n{"site": 5}\n')
        shard = Shard(path)
        tasks = shard.tasks()
        assert next(tasks).site.id == "one"
        with pytest.raises(ShardError, match="line 3: not a site task"):
            next(tasks)


def test_a_site_whose_address_is_none_is_a_miss_and_no_accident(tmp_path: Path) -> None:
    crawled = crawl(
        tmp_path,
        site_of("not an address", name="words"),
        site_of("ftp://127.0.0.1/", name="ftp"),
        SiteTask(site=site_of("http://[broken/", name="broken")),
    )

    assert (crawled.code, crawled.errors) == (0, "")
    found = [crawled.coverage(name)["guide"] for name in ("words", "ftp", "broken")]
    assert found == [("not-visited", "protocol")] * 3


def test_events_arrive_in_order_though_the_reader_is_slow() -> None:
    reading, writing = os.pipe()
    lines: list[bytes] = []

    def read_slowly() -> None:
        with os.fdopen(reading, "rb") as stream:
            lines.extend(stream)

    reader = threading.Thread(target=read_slowly)

    async def send() -> None:
        stream = EventStream(writing, on_broken=lambda: None)
        for number in range(20_000):
            stream.send(Progress("one", number, 0))
        reader.start()
        await stream.room()
        stream.close()

    asyncio.run(send())
    reader.join(10)

    assert [msgspec.json.decode(line)["pages"] for line in lines] == list(range(20_000))


def test_a_reader_that_goes_away_is_noticed_once() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    noticed: list[bool] = []

    async def send() -> None:
        stream = EventStream(writing, on_broken=lambda: noticed.append(True))
        for number in range(3):
            stream.send(Progress("one", number, 0))
            await asyncio.sleep(0.05)
        stream.close()

    asyncio.run(send())

    assert noticed == [True]
