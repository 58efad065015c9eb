"""Bytes to page facts: pure functions without network, clock or framework."""

from crawler.reading.outline import read_outline
from crawler.reading.reader import read_page
from crawler.reading.urls import normalise_url

__all__ = ["normalise_url", "read_outline", "read_page"]
