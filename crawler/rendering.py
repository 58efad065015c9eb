"""Pages that show nothing until their scripts have run: Chromium runs them, this crawler fetches for it.

The browser opens no connection of its own. Whatever a page asks for is intercepted and answered with what
``crawler.client`` obtained, so the address policy, robots.txt, the pace, the hosts and the budgets of the site hold
for scripts as for pages; a dead proxy and a resolver that knows no name stand behind that. Pictures, media and fonts
are refused, style sheets are answered empty: what is read is the text. So the picture kept as evidence shows the words
of the page in their order, and not its decoration.
"""

from __future__ import annotations

import asyncio
import importlib.util
import os
import shutil
from typing import TYPE_CHECKING, NamedTuple, Protocol

from crawler.failures import FetchFailedError

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page, Playwright, Request, Route

    from crawler.client import Answer

EXECUTABLES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SECONDS = 20.0
"""For one page, from its first script to the reading of what it shows."""
MOST_PARTS = 60
"""Scripts and answers that one page may ask for."""
_QUIET = 500
_DRAWING_SECONDS = 5.0
_MOST_SIZE = (1600, 6000)
"""Pixels of a picture: width and height."""
_REFUSED = frozenset({"image", "media", "font", "websocket", "eventsource", "manifest", "ping", "texttrack"})
_SENT = ("content-type", "x-requested-with")
_ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--dns-prefetch-disable",
    "--no-first-run",
    "--no-pings",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-bypass-list=<-loopback>",
)
_DEAD_PROXY = "http://127.0.0.1:9"


class Part(NamedTuple):
    """Something that a page asks for in order to show itself."""

    url: str
    method: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Shown(NamedTuple):
    """What a browser showed."""

    document: bytes
    """As it stood when the page had come to rest, in UTF-8."""
    picture: bytes | None = None
    """PNG of the page, at most ``_MOST_SIZE``; ``None`` where none was asked for, or drawing failed."""


class Fetch(Protocol):
    """Obtains a part within the bounds of the site."""

    async def __call__(self, part: Part) -> Answer:
        """Ask once; raises ``FetchFailedError``."""


def find_browser() -> str | None:
    """Return the path of the system's Chromium; ``None`` where it or the extra ``browser`` is not installed."""
    if importlib.util.find_spec("playwright") is None:
        return None
    return next((path for name in EXECUTABLES if (path := shutil.which(name)) is not None), None)


class Renderer:
    """One Chromium for a crawl process, started when the first page needs it.

    Args:
        executable: Path of the browser, as ``find_browser`` returns it.
        seconds: Time for one page.
    """

    def __init__(self, executable: str, *, seconds: float = SECONDS) -> None:
        self._executable = executable
        self._seconds = seconds
        self._starting = asyncio.Lock()
        self._turn = asyncio.Semaphore(1)
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    async def render(self, answer: Answer, *, fetch: Fetch, draw: bool = False) -> Shown | None:
        """Run the scripts of a page that was obtained already and return what it shows then.

        One page at a time: on two cores a second one only makes both slower.

        Args:
            answer: The page.
            fetch: Obtains what the page asks for.
            draw: Whether a picture of it is wanted, for the evidence.

        Returns:
            ``None`` where the browser failed or time ran out.
        """
        from playwright.async_api import Error  # noqa: PLC0415 - an extra, and slow to import

        async with self._turn:
            try:
                async with asyncio.timeout(self._seconds):
                    browser = await self._start()
                    context = await browser.new_context(
                        service_workers="block", accept_downloads=False, locale="zh-CN", offline=False
                    )
                    try:
                        return await _show(context, answer, fetch, draw=draw)
                    finally:
                        await context.close()
            except (Error, TimeoutError):
                return None

    async def close(self) -> None:
        """End the browser."""
        if self._browser is not None:
            await self._browser.close()
        if self._playwright is not None:
            await self._playwright.stop()
        self._browser = self._playwright = None

    async def _start(self) -> Browser:
        from playwright.async_api import async_playwright  # noqa: PLC0415 - an extra, and slow to import

        async with self._starting:
            if self._browser is None or not self._browser.is_connected():
                if self._playwright is None:
                    self._playwright = await async_playwright().start()
                self._browser = await self._playwright.chromium.launch(
                    executable_path=self._executable,
                    args=list(_ARGUMENTS),
                    proxy={"server": _DEAD_PROXY},
                    # Chromium's sandbox refuses to run as root; elsewhere it stays.
                    chromium_sandbox=os.geteuid() != 0,
                )
            return self._browser


async def _show(context: BrowserContext, answer: Answer, fetch: Fetch, *, draw: bool) -> Shown:
    """Open the page in a context of its own and read it when it has come to rest."""
    supply = _Supply(answer, fetch)
    await context.route("**/*", supply.answer)
    page = await context.new_page()
    page.on("dialog", lambda dialog: asyncio.ensure_future(dialog.dismiss()))
    await page.goto(answer.final_url, wait_until="load")
    await page.wait_for_load_state("networkidle")
    await page.wait_for_timeout(_QUIET)
    html = await page.content()
    return Shown(html.encode("utf-8", "replace"), await _drawn(page) if draw else None)


async def _drawn(page: Page) -> bytes | None:
    """A picture of the page down to a height; nothing that it costs may cost the document."""
    from playwright.async_api import Error  # noqa: PLC0415 - an extra, and slow to import

    try:
        async with asyncio.timeout(_DRAWING_SECONDS):
            size = await page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
            width, height = (min(max(int(length), 1), most) for length, most in zip(size, _MOST_SIZE, strict=True))
            return await page.screenshot(
                full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height}, animations="disabled"
            )
    except (Error, TimeoutError, TypeError, ValueError):
        return None


class _Supply:
    """Answers everything that one page asks for."""

    def __init__(self, answer: Answer, fetch: Fetch) -> None:
        self._document = answer
        self._fetch = fetch
        self._asked = 0
        self._served = False

    async def answer(self, route: Route, request: Request) -> None:
        """Answer or refuse one request of the browser."""
        kind = request.resource_type
        if kind == "document" and not self._served:
            self._served = True
            await route.fulfill(
                status=self._document.status,
                body=self._document.body,
                headers={"content-type": self._document.content_type or "text/html"},
            )
        elif kind == "stylesheet":
            await route.fulfill(status=200, content_type="text/css", body="")
        elif kind in _REFUSED or request.method not in {"GET", "POST"}:
            await route.abort()
        else:
            await self._obtain(route, request)

    async def _obtain(self, route: Route, request: Request) -> None:
        self._asked += 1
        if self._asked > MOST_PARTS:
            await route.abort()
            return
        headers = await request.all_headers()
        part = Part(
            url=request.url,
            method=request.method,
            headers=tuple((name, headers[name]) for name in _SENT if name in headers),
            body=request.post_data_buffer or b"",
        )
        try:
            answer = await self._fetch(part)
        except FetchFailedError:
            await route.abort()
            return
        await route.fulfill(
            status=answer.status,
            body=answer.body,
            headers={"content-type": answer.content_type} if answer.content_type else {},
        )
