"""The spider ``site``: visits every site of a shard, many at once, each in a slot of its own.

``scrapy crawl site -a plan=FILE`` writes one JSON event a line on standard output (``rules.plan``) and nothing else;
``python -m crawler FILE`` does the same without a project folder.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request, Spider

from crawler.client import SiteClient
from crawler.evidence import EvidenceUnwritableError, EvidenceWriter
from crawler.evidence_index import FILE_MOMENT
from crawler.file_reading import FileReader
from crawler.guard import AddressPolicy
from crawler.lifeline import stop_soon, watch_reader
from crawler.rendering import Renderer, find_browser
from crawler.scope import Scope
from crawler.shard import EventStream, Shard, ShardError
from crawler.visiting import SiteVisit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from rules.plan import SiteTask

_STANDARD_OUTPUT, _STANDARD_ERROR = 1, 2


class SiteSpider(Spider):
    """Visits the sites of one shard.

    Args:
        plan: Path of a shard file or a plan file.
        follow_parent: ``1`` ends the crawl when the process that started it has ended.
    """

    name = "site"

    def __init__(self, *, plan: str = "", follow_parent: str = "", **arguments: Any) -> None:
        super().__init__(**arguments)
        if not plan:
            raise ShardError("the spider needs a shard or a plan: scrapy crawl site -a plan=FILE")
        self.shard = Shard(Path(plan))
        self.failure: ShardError | EvidenceUnwritableError | None = None
        """Why the shard could not be visited to its end."""
        self.completed = False
        """Whether every site of the shard has ended."""
        self._follow_parent = follow_parent == "1"
        self._renderer: Renderer | None = None
        self._files = FileReader()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *arguments: Any, **named: Any) -> Self:
        """Make the spider and put the shard's own limits over the project's settings."""
        spider = super().from_crawler(crawler, *arguments, **named)
        crawl = spider.shard.header.crawl
        AddressPolicy(crawl.allow_networks)  # a wrong network is said now, in a sentence, not at the first page
        spider_settings: dict[str, Any] = {
            "CONCURRENT_REQUESTS_PER_DOMAIN": crawl.concurrency_per_site,
            "DOWNLOAD_DELAY": crawl.delay,
            "DOWNLOAD_TIMEOUT": crawl.timeout,
            "DOWNLOAD_MAXSIZE": crawl.max_page_bytes,
            "DNS_TIMEOUT": min(10.0, crawl.timeout),
            "USER_AGENT": crawl.user_agent,
            "GONGKAI_ALLOW_NETWORKS": list(crawl.allow_networks),
        }
        for name, value in spider_settings.items():
            crawler.settings.set(name, value, priority="spider")
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Visit every site; ends when the last one has ended. Yields nothing to Scrapy: the events are the result."""
        # Whatever a library may print must not get into the stream of events.
        descriptor = os.dup(_STANDARD_OUTPUT)
        os.dup2(_STANDARD_ERROR, _STANDARD_OUTPUT)
        stream = EventStream(descriptor, on_broken=stop_soon)
        watch_reader(descriptor, follow_parent=self._follow_parent)
        try:
            await self._visit_with_evidence(stream)
            self.completed = self.failure is None
        except (ExceptionGroup, EvidenceUnwritableError) as error:
            self.failure = _unwritable(error)
            if self.failure is None:
                raise
        finally:
            stream.close()
            if self._renderer is not None:
                await self._renderer.close()
            self._files.close()
        return
        yield

    async def _visit_with_evidence(self, stream: EventStream) -> None:
        evidence = self._open_evidence()
        self._renderer = self._find_renderer()
        try:
            await self._visit_all(stream, evidence)
        finally:
            if evidence is not None:
                evidence.close()

    def _find_renderer(self) -> Renderer | None:
        if self.shard.header.crawl.browser_pages == 0:
            return None
        executable = find_browser()
        return Renderer(executable) if executable is not None else None

    def _open_evidence(self) -> EvidenceWriter | None:
        folder = self.shard.header.evidence_folder
        if folder is None:
            return None
        moment = dt.datetime.now(dt.UTC).strftime(FILE_MOMENT)
        return EvidenceWriter(Path(folder), name=f"{moment}-{os.getpid()}", software="gongkai")

    async def _visit_all(self, stream: EventStream, evidence: EvidenceWriter | None) -> None:
        tasks = iter(self.shard.tasks())
        workers = self.shard.header.crawl.concurrent_sites
        async with asyncio.TaskGroup() as group:
            for _ in range(max(workers, 1)):
                group.create_task(self._work(tasks, stream, evidence))

    async def _work(self, tasks: Iterator[SiteTask], stream: EventStream, evidence: EvidenceWriter | None) -> None:
        """Take site after site from the shard, which is read only as fast as sites are taken."""
        while True:
            try:
                task = next(tasks, None)
            except ShardError as error:
                self.failure = error
                self.logger.error("%s", error)  # noqa: TRY400 - a sentence for the operator, not a traceback
                return
            if task is None:
                return
            await self._visit(task, stream, evidence)

    async def _visit(self, task: SiteTask, stream: EventStream, evidence: EvidenceWriter | None) -> None:
        crawl = self.shard.header.crawl
        scope = Scope(task.site)
        client = SiteClient(
            task.site,
            crawl,
            scope=scope,
            transport=self._download,
            set_pace=self._set_pace,
            deadline=asyncio.get_running_loop().time() + crawl.max_seconds,
        )
        visit = SiteVisit(
            task,
            self.shard.header,
            scope=scope,
            client=client,
            stream=stream,
            clock=lambda: dt.datetime.now(dt.UTC),
            evidence=evidence,
            renderer=self._renderer,
            files=self._files,
        )
        try:
            await visit.run()
        except Exception as error:
            full = _unwritable(error)
            if full is not None:
                raise full from None
            # The boundary between sites: whatever one of them brought to light in this program, the others go on.
            # Without its last event the site counts as not read.
            self.logger.exception("site %s: the visit broke off", task.site.id)

    async def _download(self, request: Request) -> Response:
        engine = self.crawler.engine
        if engine is None:
            raise RuntimeError("the engine has ended")
        return await engine.download_async(request)

    def _set_pace(self, site: str, *, delay: float, concurrency: int) -> None:
        engine = self.crawler.engine
        slot = engine.downloader.slots.get(site) if engine is not None else None
        if slot is not None:
            slot.delay = delay
            slot.concurrency = concurrency


def _unwritable(error: Exception) -> EvidenceUnwritableError | None:
    """What the disk said, where that is the cause; it stands in a group for each of the tasks around it."""
    if isinstance(error, EvidenceUnwritableError):
        return error
    inner = error.exceptions if isinstance(error, ExceptionGroup) else ()
    return next((found for each in inner if (found := _unwritable(each)) is not None), None)
