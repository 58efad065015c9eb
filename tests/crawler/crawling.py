"""Run the real crawl process on a shard and read its stream, as the monitor does."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from rules.model import Miss, PageVisit, Site, Snapshot
from rules.plan import (
    CrawlSettings,
    Event,
    KnownPage,
    PageMissed,
    PageRead,
    ShardHeader,
    SiteFinished,
    SiteTask,
)
from rules.standard import AppliesTo, Find, Fresh, Item, Require, Standard

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

AS_OF = dt.date(2026, 11, 22)
_EVENTS = msgspec.json.Decoder(Event)

STANDARD = Standard(
    id="test",
    title="测试标准",
    version="1",
    in_force=dt.date(2020, 1, 1),
    applies_to=AppliesTo(),
    items=(
        Item(id="platform", name="政府信息公开", find=Find(aliases=("信息公开",), kind="link")),
        Item(
            id="guide",
            name="政府信息公开指南",
            find=Find(under=("政府信息公开",), kind="page"),
            require=Require(labels=("办公地址", "联系电话")),
        ),
        Item(
            id="annual",
            name="政府信息公开年报",
            find=Find(aliases=("信息公开年报",), under=("政府信息公开",)),
            fresh=Fresh(annual_by="03-31"),
        ),
        Item(id="budget", name="财政预决算", find=Find(under=("法定主动公开内容",)), fresh=Fresh(max_age="365d")),
    ),
)


class Crawled(NamedTuple):
    """What a crawl process said."""

    code: int
    events: tuple[Event, ...]
    errors: str

    def snapshot(self, site: str) -> Snapshot:
        """Put the snapshot of a site together, as the reader of the stream has to."""
        finished = next(event for event in self.events if isinstance(event, SiteFinished) and event.site == site)
        order = {url: number for number, url in enumerate(finished.page_order)}
        pages = [event.page for event in self.events if isinstance(event, PageRead) and event.site == site]
        misses = [event.miss for event in self.events if isinstance(event, PageMissed) and event.site == site]
        return msgspec.structs.replace(
            finished.snapshot,
            pages=tuple(sorted(pages, key=lambda page: order[page.url])),
            misses=tuple(sorted(misses, key=lambda miss: order[miss.url])),
        )

    def finished(self) -> set[str]:
        """Sites that came to their end."""
        return {event.site for event in self.events if isinstance(event, SiteFinished)}

    def misses(self, site: str) -> dict[str, tuple[str, str]]:
        """Path to reason and detail."""
        return {path_of(miss): (str(miss.reason), miss.detail) for miss in self.snapshot(site).misses}

    def visited(self, site: str) -> list[tuple[str, str]]:
        """Path and role of each page, in order of visit."""
        return [(path_of(page), page.role) for page in self.snapshot(site).pages]

    def coverage(self, site: str) -> dict[str, tuple[str, str | None]]:
        """Item to status and reason."""
        return {
            record.item: (record.status, None if record.reason is None else str(record.reason))
            for record in self.snapshot(site).coverage
        }


def path_of(result: PageVisit | Miss) -> str:
    """The address without scheme and host."""
    return "/" + result.url.split("/", 3)[3]


def site_of(url: str, *, name: str = "one", **more: Any) -> Site:
    """A county's portal."""
    return Site(id=name, name="清溪县人民政府", url=url, level="county", body="government", **more)


def settings_of(**changed: Any) -> CrawlSettings:
    """Settings for tests: no waiting, short patience, loopback allowed."""
    usual: dict[str, Any] = {
        "delay": 0,
        "timeout": 3,
        "retries": 0,
        "max_seconds": 60,
        "browser_pages": 0,
        "allow_networks": ("127.0.0.0/8", "::1/128"),
    }
    return CrawlSettings(**{**usual, **changed})


def write_shard(path: Path, tasks: Iterable[SiteTask | Site], *, standard: Standard = STANDARD, **options: Any) -> Path:
    """Write a shard file; ``options`` are those of the header and of the crawl settings."""
    header_fields = {name: options.pop(name) for name in ("full", "evidence_folder") if name in options}
    header = ShardHeader(as_of=AS_OF, crawl=settings_of(**options), standards=(standard,), **header_fields)
    lines = [header, *(task if isinstance(task, SiteTask) else SiteTask(site=task) for task in tasks)]
    path.write_bytes(b"\n".join(map(msgspec.json.encode, lines)))
    return path


def crawl(folder: Path, *tasks: SiteTask | Site, **options: Any) -> Crawled:
    """Crawl these sites in a process of their own, to the end."""
    shard = write_shard(folder / "shard.jsonl", tasks, **options)
    done = subprocess.run([sys.executable, "-m", "crawler", str(shard)], capture_output=True, timeout=120, check=False)
    events = tuple(_EVENTS.decode(line) for line in done.stdout.splitlines())
    return Crawled(done.returncode, events, done.stderr.decode())


def known_of(snapshot: Snapshot) -> tuple[KnownPage, ...]:
    """What storage would remember of a visit."""
    return tuple(
        KnownPage(
            url=page.url,
            final_url=page.final_url,
            etag=page.etag,
            last_modified=page.last_modified,
            sha256=page.sha256,
            status=page.status,
            record=page.record,
            record_sha256=page.record_sha256,
            facts=page.facts,
        )
        for page in snapshot.pages
    )
