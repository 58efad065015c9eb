"""The plan of a sweep and the stream between it, the crawl processes and the judge.

A shard file is JSON lines: one ``ShardHeader``, then one ``SiteTask`` a line. A crawl process answers on its
standard output with JSON lines, one ``Event`` each. Nothing else passes between the two, so a shard could run on
another machine.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Literal

import msgspec

from rules.facts import PageFacts
from rules.model import Miss, PageVisit, Site, Snapshot
from rules.standard import Standard


class CrawlSettings(msgspec.Struct, frozen=True, omit_defaults=False, kw_only=True):
    """The ``[crawl]`` table of ``gongkai.toml``; seconds and bytes."""

    concurrency_per_site: int = 2
    delay: float = 0.5
    max_pages: int = 400
    max_seconds: float = 900
    max_bytes: int = 200_000_000
    """For one site in one sweep, after decompression."""
    max_page_bytes: int = 5_000_000
    """For one response, after decompression."""
    timeout: float = 20
    retries: int = 2
    redirects: int = 8
    concurrent_sites: int = 32
    """Sites under way at once in one crawl process."""
    processes: int = 0
    """Crawl processes; 0 means one for each core."""
    browser_pages: int = 5
    """Pages of one site that a browser may show, where one is installed; 0 never starts it."""
    attachments: int = 10
    """Files of one site that may be fetched where an element that is asked for may stand in them; 0 fetches none."""
    max_attachment_bytes: int = 20_000_000
    """For one such file."""
    user_agent: str = "gongkai/0.1 (+https://gongkai.invalid/bot; contact: the supervising office)"
    allow_networks: tuple[str, ...] = ()


EXIT_EVIDENCE = 74
"""Exit status of a crawl process that can no longer write evidence: nobody's site is to blame."""
EvidenceKept = Literal["none", "all", "failures"]


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What a sweep will do, written first, frozen and hashed."""

    schema: int = 1
    created: dt.datetime
    tool_version: str
    calendar_version: str
    as_of: dt.date
    full: bool
    crawl: CrawlSettings
    sites: tuple[Site, ...]
    standards: tuple[Standard, ...]
    evidence_kept: EvidenceKept = "none"
    """Which stored responses outlast the sweep: all, or those on which a finding rests that is no pass."""

    def digest(self) -> str:
        """SHA-256 over everything but the moment of writing; the same before and after a plan was stored."""
        timeless = msgspec.json.encode(msgspec.structs.replace(self, created=dt.datetime(1970, 1, 1, tzinfo=dt.UTC)))
        # Once through the types: 900 and 900.0 are one number of seconds and must be one digest.
        canonical = msgspec.json.encode(msgspec.json.decode(timeless, type=Plan))
        return hashlib.sha256(canonical).hexdigest()


class KnownPage(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What storage remembers of a page, so that it can be asked for conditionally."""

    url: str
    final_url: str
    etag: str | None = None
    last_modified: str | None = None
    sha256: str
    status: int = 200
    record: str | None = None
    """Id of the WARC record that holds the body, for a visit that finds it unchanged."""
    record_sha256: str | None = None
    """Of that record without compression."""
    facts: PageFacts


class ShardHeader(msgspec.Struct, frozen=True, kw_only=True):
    """First line of a shard file."""

    schema: int = 1
    as_of: dt.date
    full: bool = False
    crawl: CrawlSettings
    standards: tuple[Standard, ...]
    evidence_folder: str | None = None
    """Where to write WARC files; ``None`` keeps no bodies."""


class SiteTask(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One site for a crawl process, with what is known of its pages."""

    site: Site
    known: tuple[KnownPage, ...] = ()


class SiteStarted(msgspec.Struct, frozen=True, tag="site-started", tag_field="event"):
    """The home page of a site is about to be asked for."""

    site: str


class Progress(msgspec.Struct, frozen=True, tag="progress", tag_field="event"):
    """A page was obtained or missed; for progress bars."""

    site: str
    pages: int
    misses: int


class PageRead(msgspec.Struct, frozen=True, tag="page", tag_field="event"):
    """One page of a site, streamed as soon as it is read."""

    site: str
    page: PageVisit


class PageMissed(msgspec.Struct, frozen=True, tag="miss", tag_field="event"):
    """One miss of a site."""

    site: str
    miss: Miss


class SiteFinished(msgspec.Struct, frozen=True, tag="site-finished", tag_field="event"):
    """The last word on a site: a snapshot whose ``pages`` and ``misses`` are empty because they were streamed before.

    The reader of the stream fills them in, in the order of the coverage-deterministic visit number.
    """

    site: str
    snapshot: Snapshot
    page_order: tuple[str, ...] = ()
    """Addresses in order of the visit, which the stream may have delivered in another order."""


Event = SiteStarted | Progress | PageRead | PageMissed | SiteFinished
