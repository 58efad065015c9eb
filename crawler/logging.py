"""What the crawl says on standard error: nothing about single pages, and never raw text from a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.logformatter import LogFormatter

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.http import Response


class QuietLogFormatter(LogFormatter):
    """Says nothing about single pages: the stream of events does, and formatting a line for each costs time."""

    # ``None`` is Scrapy's documented way of saying nothing; its annotation lacks it.
    def crawled(self, request: Request, response: Response, spider: Spider) -> None:  # type: ignore[override]
        """Log no line for a page that arrived."""
