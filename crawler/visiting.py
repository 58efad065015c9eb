"""One site from its home page to its coverage record: the frontier asks, the client fetches, the reading reads."""

from __future__ import annotations

import asyncio
import hashlib
from typing import TYPE_CHECKING

import msgspec

from crawler.answers import Reader, Refusal, look_behind, read, read_answer
from crawler.client import Answer, ServerRefusedError
from crawler.evidence import Kept, Unkept
from crawler.failures import FetchFailedError
from crawler.file_reading import GIVEN_UP, as_file
from crawler.frontier import PageRequest, SiteFrontier
from crawler.guard import AddressPolicy
from crawler.probing import probe, wanted_kinds
from crawler.reading import normalise_url, read_outline, read_page
from rules.facts import PageFacts, Unreadable
from rules.model import Miss, MissReason, PageVisit, Snapshot
from rules.plan import PageMissed, PageRead, Progress, SiteFinished, SiteStarted
from rules.visits import address_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from crawler.client import SiteClient
    from crawler.evidence import EvidenceWriter
    from crawler.file_reading import FileReader
    from crawler.rendering import Renderer, Shown
    from crawler.scope import Scope
    from crawler.shard import EventStream
    from rules.model import Probe
    from rules.plan import KnownPage, ShardHeader, SiteTask

_RENDERED_TYPE = "text/html; charset=utf-8"
_TEXT = 60
"""Characters from which on a text counts as content."""
_MOST_GIVEN_UP = 2
"""Files of a site that may take more time than they are given; the readers are there for all sites."""
_WAVE = 64
"""Pages of a wave that are under way or waiting at once; the slot lets fewer through."""


class SiteVisit:
    """The visit of one site in one sweep.

    Args:
        task: The site and what is known of its pages.
        header: The shard it belongs to.
        scope: Which hosts belong to the site.
        client: Fetches.
        stream: Where the events go.
        clock: The time of day, UTC.
        evidence: Keeps the responses; ``None`` keeps none.
        renderer: Shows pages that need a browser; ``None`` where there is none.
        files: Reads attachments; ``None`` fetches none.
    """

    def __init__(  # noqa: PLR0913 - each is a part of its own
        self,
        task: SiteTask,
        header: ShardHeader,
        *,
        scope: Scope,
        client: SiteClient,
        stream: EventStream,
        clock: Callable[[], dt.datetime],
        evidence: EvidenceWriter | None = None,
        renderer: Renderer | None = None,
        files: FileReader | None = None,
    ) -> None:
        self._site = task.site
        self._crawl = header.crawl
        self._client = client
        self._stream = stream
        self._clock = clock
        self._evidence = evidence
        self._renderer = renderer
        self._files = files
        self._given_up = 0
        self._shells: dict[str, Answer] = {}
        self._shown = 0
        self._known: dict[str, KnownPage] = {}
        for page in task.known:
            self._known.setdefault(address_key(page.url), page)
        self._frontier = SiteFrontier(
            task.site,
            header.standards,
            scope=scope,
            as_of=header.as_of,
            max_pages=header.crawl.max_pages,
            attachments=header.crawl.attachments if files is not None else 0,
            full=header.full,
        )
        self._probes = wanted_kinds(header.standards, task.site)
        self._order: list[str] = []
        self._bytes = 0
        self._pages = self._missed = self._not_modified = 0

    async def run(self) -> None:
        """Visit the site and send its events, the last of which is ``SiteFinished``."""
        started = self._now()
        self._stream.send(SiteStarted(self._site.id))
        while wave := self._frontier.next_wave():
            results = await self._fetch_wave(wave)
            self._order.extend(result.url for result in results)
            self._frontier.take(results)
            if self._bytes >= self._crawl.max_bytes or self._client.seconds_left <= 0:
                self._frontier.stop(MissReason.BUDGET)
            await self._stream.room()
        probes = await self._probe()
        snapshot = Snapshot(
            site=self._site,
            pages=(),
            misses=(),
            coverage=self._frontier.coverage(),
            probes=probes,
            started=started,
            finished=self._now(),
            requests=self._client.requests,
            not_modified=self._not_modified,
            bytes=self._bytes,
            highest_concurrency=self._client.highest_concurrency,
            ended=self._frontier.ended,
        )
        if self._evidence is not None:
            self._evidence.flush()  # a finding never points to a record that a power cut could still take away
            self._evidence.forget(self._site.id)
        self._stream.send(SiteFinished(self._site.id, snapshot, page_order=tuple(self._order)))

    async def _probe(self) -> tuple[Probe, ...]:
        """Ask what no page answers, where a standard wants it and the home page was read."""
        home = self._frontier.home
        if home is None or not self._probes or self._client.seconds_left <= 0:
            return ()
        return await probe(
            home,
            self._probes,
            ask=self._client.ask_once,
            policy=AddressPolicy(self._crawl.allow_networks),
            timeout=min(self._crawl.timeout, self._client.seconds_left),
            clock=self._now,
        )

    async def _fetch_wave(self, wave: tuple[PageRequest, ...]) -> list[PageVisit | Miss]:
        """Fetch a wave, a few at a time; the answers stand in the order of the wave."""
        gate = asyncio.Semaphore(self._crawl.concurrency_per_site)

        async def one(request: PageRequest) -> PageVisit | Miss:
            async with gate:
                result = await self._visit(request)
            if not self._is_shell(result):
                self._tell(result)
            return result

        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(request)) for request in wave]
        results = [task.result() for task in tasks]
        # In the order of the wave, so that the budget of the browser goes to the same pages every time.
        return [await self._show(result) if self._is_shell(result) else result for result in results]

    async def _visit(self, request: PageRequest) -> PageVisit | Miss:
        refusal = self._refusal(request)
        if refusal is not None:
            return self._miss(request, refusal)
        as_file = request.role == "file"
        known = self._known.get(address_key(request.url))
        if known is not None and known.facts.outline and not request.outline:
            known = None  # too little was read of it then
        if known is not None and as_file != (known.facts.file is not None):
            known = None  # it was read as something else
        try:
            answer = await self._client.fetch(request.url, known=known, adopt=request.role == "home", as_file=as_file)
        except ServerRefusedError as failure:
            return self._miss(request, self._look_behind(request, failure), answer=failure.answer)
        except FetchFailedError as failure:
            return self._miss(request, failure)
        self._bytes += len(answer.body)
        if answer.not_modified and known is not None:
            self._not_modified += 1
            return self._unchanged(request, answer, known)
        if as_file and self._files is not None:
            facts = await self._file_facts(self._files, request, answer)
            self._given_up += isinstance(facts, Refusal) and facts.detail.startswith(GIVEN_UP)
            return self._read(request, answer, facts)
        result = self._read(request, answer, self._facts(request, answer))
        if self._renderer is not None and self._is_shell(result):
            self._shells[result.url] = answer
        return result

    def _refusal(self, request: PageRequest) -> FetchFailedError | None:
        """Why a page is not even asked for."""
        if request.foreign:
            return FetchFailedError(MissReason.OFFSITE, request.url)
        if request.role == "file" and self._given_up >= _MOST_GIVEN_UP:
            return FetchFailedError(MissReason.UNDECODABLE, "not asked for: too many files of the site were given up")
        if self._bytes >= self._crawl.max_bytes:
            return FetchFailedError(MissReason.BUDGET, "bytes")
        return None

    def _is_shell(self, result: PageVisit | Miss) -> bool:
        """Whether a page holds nothing until its scripts have run."""
        return isinstance(result, PageVisit) and result.facts.needs_browser is not None

    async def _show(self, shell: PageVisit | Miss) -> PageVisit | Miss:
        """Let a browser show a shell, where there is one and the budget allows, and send the page."""
        answer = self._shells.pop(shell.url, None)
        if answer is not None and self._renderer is not None and self._shown < self._crawl.browser_pages:
            self._shown += 1
            shown = await self._renderer.render(answer, fetch=self._client.fetch_part, draw=self._evidence is not None)
            shell = self._filled(shell, answer, shown) if isinstance(shell, PageVisit) else shell
        self._tell(shell)
        return shell

    def _filled(self, shell: PageVisit, answer: Answer, shown: Shown | None) -> PageVisit:
        """The page as the browser showed it, or the shell where that is no better.

        A list that stayed empty may have been refused its data, so only what is there counts. The validators are
        dropped: an unchanged shell says nothing about the list that fills it.
        """
        if shown is None or len(shown.document) > self._crawl.max_page_bytes:
            return shell
        self._bytes += len(shown.document)
        facts = read(read_page, shown.document, answer.final_url, status=answer.status, content_type=_RENDERED_TYPE)
        if isinstance(facts, Unreadable) or facts.block is not None or facts.kind == "error":
            return shell
        if not (facts.entries or facts.forms or facts.attachments or _has_more_text(facts, than=shell.facts)):
            return shell
        digest = hashlib.sha256(shown.document).hexdigest()
        kept = self._keep_shown(shell, answer, shown, digest)
        return msgspec.structs.replace(
            shell,
            facts=msgspec.structs.replace(facts, needs_browser=None) if facts.entries else facts,
            sha256=digest,
            etag=None,
            last_modified=None,
            record=kept.record,
            record_sha256=kept.sha256,
            rendered=shell.facts.needs_browser,
        )

    async def _file_facts(self, files: FileReader, request: PageRequest, answer: Answer) -> PageFacts | Refusal:
        """Read a file as soon as the reader is free, and no later than the site's time allows."""
        try:
            async with asyncio.timeout(max(self._client.seconds_left, 0)):
                return await files.beside(lambda: self._facts(request, answer))
        except TimeoutError:
            return Refusal(MissReason.BUDGET, "seconds")

    def _facts(self, request: PageRequest, answer: Answer) -> PageFacts | Refusal:
        """Read an answer as what was asked for; touches nothing of the visit but the reader of files."""
        reader: Reader = read_outline if request.outline else read_page
        if request.role == "file" and self._files is not None:
            reader = as_file(self._files)
        return read_answer(
            reader,
            answer.body,
            answer.final_url,
            status=answer.status,
            content_type=answer.content_type or None,
        )

    def _read(self, request: PageRequest, answer: Answer, facts: PageFacts | Refusal) -> PageVisit | Miss:
        if isinstance(facts, Refusal):
            read = None if facts.reason is MissReason.BUDGET else answer  # nobody looked at what came
            return self._miss(request, FetchFailedError(*facts, status=answer.status), answer=read)
        digest = hashlib.sha256(answer.body).hexdigest()
        kept = self._recorded(request.url, answer.final_url, digest) or self._keep(answer)
        return PageVisit(
            url=request.url,
            final_url=normalise_url(answer.final_url) or answer.final_url,
            status=answer.status,
            fetched_at=self._now(),
            sha256=digest,
            role=request.role,
            via=request.via,
            offsite=request.offsite,
            tls=answer.exchange.tls,
            etag=answer.etag,
            last_modified=answer.last_modified,
            record=kept.record,
            record_sha256=kept.sha256,
            facts=facts,
        )

    def _unchanged(self, request: PageRequest, answer: Answer, known: KnownPage) -> PageVisit:
        return PageVisit(
            url=request.url,
            final_url=known.final_url,
            status=known.status,
            fetched_at=self._now(),
            sha256=known.sha256,
            role=request.role,
            via=request.via,
            offsite=request.offsite,
            not_modified=True,
            tls=answer.exchange.tls,
            etag=answer.etag or known.etag,
            last_modified=answer.last_modified or known.last_modified,
            record=known.record,
            record_sha256=known.record_sha256,
            facts=known.facts,
        )

    def _look_behind(self, request: PageRequest, failure: ServerRefusedError) -> FetchFailedError:
        """What stands behind a server error."""
        refusal = look_behind(failure.answer.body, request.url, status=failure.status or 0)
        return failure if refusal is None else FetchFailedError(*refusal, status=failure.status)

    def _keep(self, answer: Answer) -> Kept | Unkept:
        if self._evidence is None:
            return Unkept()
        return self._evidence.keep(answer, fetched_at=self._now(), site=self._site.id)

    def _keep_shown(self, shell: PageVisit, answer: Answer, shown: Shown, digest: str) -> Kept | Unkept:
        """Keep what the browser showed, linked to the answer that it was shown from."""
        if self._evidence is None or shell.record is None or shell.record_sha256 is None:
            return Unkept()
        return self._recorded(shell.url, answer.final_url, digest) or self._evidence.keep_shown(
            shown.document,
            answer=Kept(shell.record, shell.record_sha256),
            url=answer.final_url,
            fetched_at=self._now(),
            picture=shown.picture,
        )

    def _recorded(self, url: str, final_url: str, digest: str) -> Kept | None:
        """The record of an earlier night that holds the same bytes of the same page, which need not be kept twice."""
        known = self._known.get(address_key(url))
        if self._evidence is None or known is None or known.record is None or known.record_sha256 is None:
            return None
        same = known.sha256 == digest and known.final_url == (normalise_url(final_url) or final_url)
        return Kept(known.record, known.record_sha256) if same else None

    def _miss(self, request: PageRequest, failure: FetchFailedError, *, answer: Answer | None = None) -> Miss:
        kept = self._keep(answer) if answer is not None else Unkept()
        return Miss(
            url=request.url,
            reason=failure.reason,
            detail=failure.detail,
            status=failure.status,
            role=request.role,
            via=request.via,
            offsite=request.offsite,
            at=self._now(),
            record=kept.record,
            record_sha256=kept.sha256,
        )

    def _tell(self, result: PageVisit | Miss) -> None:
        if isinstance(result, Miss):
            self._missed += 1
            self._stream.send(PageMissed(self._site.id, result))
        else:
            self._pages += 1
            self._stream.send(PageRead(self._site.id, result))
        self._stream.send(Progress(self._site.id, self._pages, self._missed))

    def _now(self) -> dt.datetime:
        return self._clock().replace(microsecond=0)


def _has_more_text(facts: PageFacts, *, than: PageFacts) -> bool:
    """Whether a page that was shown holds a text worth the name that its shell does not hold."""
    return facts.text_length - than.text_length >= _TEXT
