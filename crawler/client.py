"""All traffic of one site: robots, redirects hop by hop, retries, pace.

Every request of a site, whatever it is for and whichever host answers, goes through the one slot of that site in
Scrapy's downloader, so ``concurrency_per_site`` and ``delay`` hold for the sum of them.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar
from urllib.parse import urljoin

from scrapy import Request

from crawler.answers import PASSING_STATUS
from crawler.cookies import GateCookies
from crawler.decoding import ACCEPT_ENCODING
from crawler.download import DEADLINE, EXCHANGE, FILE_LIMIT, LATENCY, Exchange
from crawler.failures import FetchFailedError
from crawler.guard import web_address
from crawler.pace import LONGEST_WAIT, Pace, retry_after
from crawler.robots import RobotsRules, robots_agent
from rules.model import MissReason

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from scrapy.http import Response

    from crawler.pace import SlotPace
    from crawler.rendering import Part
    from crawler.scope import Scope
    from rules.model import Site
    from rules.plan import CrawlSettings, KnownPage

_T = TypeVar("_T")

_FIRST_BACKOFF = 0.5
_BUSY = frozenset({429, 503})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304
_SERVER_ERRORS = 500
_ROBOTS_HOPS = 5
# A wall is not climbed by trying again, and a budget does not grow by it.
_FINAL = frozenset({MissReason.BUDGET, MissReason.BLOCKED, MissReason.LOGIN, MissReason.INTERRUPTED})


class Answer(NamedTuple):
    """A response that is worth reading: any status but a redirect."""

    final_url: str
    status: int
    body: bytes
    content_type: str
    etag: str | None
    last_modified: str | None
    not_modified: bool
    exchange: Exchange


class Transport(Protocol):
    """What asks once: Scrapy's engine."""

    async def __call__(self, request: Request) -> Response:
        """Download one request through the downloader."""


class SiteClient:
    """Asks for pages of one site.

    Args:
        site: The registered site.
        crawl: Limits of the crawl.
        scope: Which hosts belong to it.
        transport: Asks once, within the slot named by ``download_slot``.
        set_pace: Changes the pace of that slot.
        deadline: Moment of the event loop's clock at which the site's seconds are used up.
    """

    def __init__(  # noqa: PLR0913 - each is a part of its own
        self,
        site: Site,
        crawl: CrawlSettings,
        *,
        scope: Scope,
        transport: Transport,
        set_pace: SlotPace,
        deadline: float,
    ) -> None:
        self._site = site
        self._crawl = crawl
        self._scope = scope
        self._transport = transport
        self._pace = Pace(site.id, crawl, set_pace=set_pace)
        self._deadline = deadline
        self._agent = robots_agent(crawl.user_agent)
        self._robots: dict[str, asyncio.Task[RobotsRules]] = {}
        self._cookies = GateCookies()
        self._under_way = 0
        self.requests = 0
        self.highest_concurrency = 0

    @property
    def seconds_left(self) -> float:
        """Seconds of the site's budget that are left."""
        return self._deadline - asyncio.get_running_loop().time()

    async def fetch(
        self, url: str, *, known: KnownPage | None = None, adopt: bool = False, as_file: bool = False
    ) -> Answer:
        """Ask for a page, follow its redirects, and try again after failures that pass.

        Args:
            url: A normalised address.
            known: The page as it was last seen, to ask conditionally.
            adopt: Whether a redirect to another host may move the site there; only for its home page.
            as_file: Whether a file is expected and not a page.

        Raises:
            FetchFailedError: It could not be obtained.
        """
        return await self._persistently(lambda: self._follow(url, known=known, adopt=adopt, as_file=as_file))

    async def _persistently(self, once: Callable[[], Awaitable[_T]]) -> _T:
        """Try again after failures that pass, as often as the settings allow and the time lasts."""
        before: FetchFailedError | None = None
        for attempt in range(self._crawl.retries + 1):
            try:
                return await once()
            except FetchFailedError as failure:
                if failure.reason is MissReason.BUDGET and before is not None:
                    raise before from None  # what went wrong says more than that the time for trying is up
                wait = self._wait_before_retry(failure, attempt)
                if attempt == self._crawl.retries or wait is None:
                    raise
                before = failure
            await asyncio.sleep(wait)
        raise AssertionError("unreachable: the last attempt returns or raises")

    async def ask_once(self, url: str) -> str | None:
        """Ask once for an address, follow nothing, and say what is wrong with its certificate, if anything is.

        Raises:
            FetchFailedError: Nothing usable came back.
        """
        return (await self._ask(url))[1].tls

    async def fetch_part(self, part: Part) -> Answer:
        """Ask once for something that a page needs to show itself; every hop stays on the site's hosts.

        Raises:
            FetchFailedError: It could not be obtained.
        """
        current = web_address(part.url)
        for _ in range(self._crawl.redirects + 1):
            if current is None:
                raise FetchFailedError(MissReason.PROTOCOL, part.url[:200])
            if self._scope.place(current) == "foreign":
                raise FetchFailedError(MissReason.OFFSITE, current)
            if self._site.respect_robots:
                await self._obey(current)
            response, exchange = await self._ask(current, part=part)
            if response.status not in _REDIRECTS:
                return _answer(current, response, exchange, known=None)
            current = _redirect_target(current, response)
        raise FetchFailedError(MissReason.REDIRECT_LOOP, f"more than {self._crawl.redirects} redirects")

    async def _follow(self, url: str, *, known: KnownPage | None, adopt: bool, as_file: bool) -> Answer:
        current = _askable(url)
        seen = {current}
        circle: list[Response] = []
        while True:
            if self._site.respect_robots:
                await self._obey(current)
            conditional = known if known is not None and current in {known.url, known.final_url} else None
            response, exchange = await self._ask(current, conditional, as_file=as_file)
            if response.status not in _REDIRECTS:
                return _answer(current, response, exchange, known=conditional)
            target = _redirect_target(current, response)
            circle.append(response)
            if target in seen:
                self._enter_by(circle, target)
                seen, circle = set(), []
            if len(seen) > self._crawl.redirects:
                detail = f"more than {self._crawl.redirects} redirects"
                raise FetchFailedError(MissReason.REDIRECT_LOOP, detail, status=response.status)
            if self._scope.place(target) == "foreign" and not (adopt and self._scope.adopt(target)):
                raise FetchFailedError(MissReason.OFFSITE, target, status=response.status)
            if adopt:
                self._scope.adopt(target)
            seen.add(target)
            current = target

    def _enter_by(self, circle: list[Response], target: str) -> None:
        """Take the cookies of redirects that lead in a circle, if they set any that was not shown to them.

        Raises:
            FetchFailedError: Asking again would lead to the same place.
        """
        status = circle[-1].status
        if all(response.headers.get("Set-Cookie") is None for response in circle):
            raise FetchFailedError(MissReason.REDIRECT_LOOP, f"back to {target}", status=status)
        if not self._cookies.take(circle, target):
            raise FetchFailedError(MissReason.BLOCKED, "cookie-challenge", status=status)

    async def _ask(
        self, url: str, known: KnownPage | None = None, *, part: Part | None = None, as_file: bool = False
    ) -> tuple[Response, Exchange]:
        """Ask once, at the site's pace; a server error or a plea for patience is a failure."""
        if self._pace.pause > 0:
            await asyncio.sleep(min(self._pace.pause, max(self.seconds_left, 0)))
        if self.seconds_left <= 0:
            raise FetchFailedError(MissReason.BUDGET, "seconds")
        request = Request(
            url,
            method=part.method if part is not None else "GET",
            headers=self._headers(known) | dict(part.headers if part is not None else ()),
            body=part.body if part is not None else b"",
            dont_filter=True,
            meta={"download_slot": self._site.id, DEADLINE: self._deadline},
        )
        if as_file:
            request.meta[FILE_LIMIT] = self._crawl.max_attachment_bytes
        self._cookies.show(request)
        response = await self._exchange(request)
        exchange: Exchange = request.meta[EXCHANGE]
        if response.status in PASSING_STATUS:
            wait = None
            if response.status in _BUSY:
                wait = retry_after(_header(response, "Retry-After"))
                self._pace.asked_for_patience(wait)
            reason = MissReason.HTTP_5XX if response.status >= _SERVER_ERRORS else MissReason.HTTP_4XX
            raise ServerRefusedError(reason, _answer(url, response, exchange, known=None), wait=wait)
        return response, exchange

    async def _exchange(self, request: Request) -> Response:
        self.requests += 1
        self._under_way += 1
        self.highest_concurrency = max(self.highest_concurrency, self._under_way)
        try:
            response = await self._transport(request)
        except FetchFailedError as failure:
            if failure.reason is MissReason.TIMEOUT:
                if self.seconds_left <= 0:
                    raise FetchFailedError(MissReason.BUDGET, "seconds") from None
                self._pace.silent()
            raise
        finally:
            self._under_way -= 1
        self._pace.answered(float(request.meta.get(LATENCY, 0.0)), calm=response.status < _SERVER_ERRORS)
        return response

    def _headers(self, known: KnownPage | None) -> dict[str, str]:
        headers = {
            "User-Agent": self._crawl.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
            "Accept-Encoding": ACCEPT_ENCODING,
        }
        if known is not None and known.etag:
            headers["If-None-Match"] = known.etag
        if known is not None and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        return headers

    # Robots

    async def _obey(self, url: str) -> None:
        origin = urljoin(url, "/")
        task = self._robots.get(origin)
        if task is None:
            task = asyncio.create_task(self._read_robots(origin))
            self._robots[origin] = task
        rules = await asyncio.shield(task)
        if not rules.allows(url):
            raise FetchFailedError(MissReason.ROBOTS, "robots.txt")

    async def _read_robots(self, origin: str) -> RobotsRules:
        """Read the rules of an origin; a server that cannot even serve these is not asked for more."""
        try:
            return await self._persistently(lambda: self._ask_robots(f"{origin}robots.txt"))
        except FetchFailedError as failure:
            raise RobotsUnreadableError(failure) from None

    async def _ask_robots(self, url: str) -> RobotsRules:
        current = url
        for _ in range(_ROBOTS_HOPS + 1):
            try:
                response, _ = await self._ask(current)
            except FetchFailedError as failure:
                if failure.reason in {MissReason.TOO_LARGE, MissReason.NOT_HTML, MissReason.UNDECODABLE}:
                    break
                if failure.reason is MissReason.HTTP_4XX and failure.status != 429:  # noqa: PLR2004 - too many requests
                    break
                raise
            if response.status in _REDIRECTS:
                try:
                    target = _redirect_target(current, response)
                except FetchFailedError:
                    break
                if target == current and not self._cookies.take([response], target):
                    break
                current = target
                continue
            if response.status >= _SERVER_ERRORS:
                raise FetchFailedError(MissReason.HTTP_5XX, str(response.status), status=response.status)
            if response.status != 200:  # noqa: PLR2004 - 4xx: there are no rules
                break
            rules = RobotsRules.from_body(response.body, agent=self._agent)
            self._pace.wish_for(rules.crawl_delay)
            return rules
        return RobotsRules("", agent=self._agent)

    def _wait_before_retry(self, failure: FetchFailedError, attempt: int) -> float | None:
        """Seconds to wait before the next try; ``None`` where another try is of no use."""
        passing = not failure.reason.permanent or failure.status in PASSING_STATUS
        if not passing or failure.reason in _FINAL or isinstance(failure, RobotsUnreadableError):
            return None
        wait: float = failure.wait if failure.wait is not None else _FIRST_BACKOFF * 2**attempt
        return wait if wait <= LONGEST_WAIT and wait < self.seconds_left else None


class ServerRefusedError(FetchFailedError):
    """The server answered with a status that may pass: too busy, or a fault of its own."""

    def __init__(self, reason: MissReason, answer: Answer, *, wait: float | None) -> None:
        super().__init__(reason, str(answer.status), status=answer.status, wait=wait)
        self.answer = answer


class RobotsUnreadableError(FetchFailedError):
    """The rules of an origin could not be read; that was tried often enough, and nothing else of it is asked for."""

    def __init__(self, failure: FetchFailedError) -> None:
        super().__init__(failure.reason, f"robots.txt: {failure.detail}", status=failure.status)


def _answer(url: str, response: Response, exchange: Exchange, *, known: KnownPage | None) -> Answer:
    if response.status == _NOT_MODIFIED and known is None:
        raise FetchFailedError(MissReason.PROTOCOL, "304 without being asked", status=response.status)
    return Answer(
        final_url=url,
        status=response.status,
        body=response.body,
        content_type=_header(response, "Content-Type") or "",
        etag=_header(response, "ETag"),
        last_modified=_header(response, "Last-Modified"),
        not_modified=response.status == _NOT_MODIFIED,
        exchange=exchange,
    )


def _askable(url: str) -> str:
    """Return an address percent-encoded as it will be sent.

    Raises:
        FetchFailedError: It is no address of the web.
    """
    plain = web_address(url)
    if plain is not None:
        with contextlib.suppress(ValueError):  # half a character, or a host that cannot be spelled in a request
            asked = Request(plain).url
            if asked.isascii():
                return asked
    raise FetchFailedError(MissReason.PROTOCOL, f"not an address of the web: {url[:200]!a}")


def _redirect_target(url: str, response: Response) -> str:
    location = _header(response, "Location")
    if location is None:
        raise FetchFailedError(MissReason.PROTOCOL, "redirects nowhere", status=response.status)
    try:
        return _askable(urljoin(url, location))
    except (FetchFailedError, ValueError):
        detail = f"redirects to {location[:200]}".encode("utf-8", "replace").decode()
        raise FetchFailedError(MissReason.PROTOCOL, detail, status=response.status) from None


def _header(response: Response, name: str) -> str | None:
    value: Any = response.headers.get(name)
    return value.decode("utf-8", "replace").strip() or None if value is not None else None
