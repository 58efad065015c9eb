"""Cookies of sites that let nobody in without one: a redirect sets it and leads back to where it came from.

No other cookie is kept: what a page sets is not needed to read the site, and would make one visit unlike the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.http.cookies import CookieJar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapy.http import Response

_MOST_BYTES = 4_096
"""Of one header: what a browser would keep at least; a site that wants more is not humoured."""


class GateCookies:
    """The cookies that redirects of one site have set on the way in a circle; held for one visit only."""

    def __init__(self) -> None:
        self._jar = CookieJar()

    def take(self, redirects: Sequence[Response], target: str) -> bool:
        """Keep what the redirects of a circle set.

        Args:
            redirects: Each with the request it answered, the last one leads to ``target``.
            target: The address to ask for again.

        Returns:
            Whether asking again would show a cookie that was not shown before; if not, it would go in the same circle.
        """
        for response in redirects:
            if response.request is not None:
                self._jar.extract_cookies(response, response.request)
        again = Request(target)
        self.show(again)
        shown = {name for response in redirects if response.request is not None for name in _names(response.request)}
        return not _names(again) <= shown

    def show(self, request: Request) -> None:
        """Put the cookies that belong to its address on a request."""
        if not len(self._jar):
            return
        self._jar.add_cookie_header(request)
        header = request.headers.get("Cookie")
        if header is not None and len(header) > _MOST_BYTES:
            del request.headers["Cookie"]


def _names(request: Request) -> set[bytes]:
    header = request.headers.get("Cookie") or b""
    return {pair.partition(b"=")[0].strip() for pair in header.split(b";") if pair.strip()}
