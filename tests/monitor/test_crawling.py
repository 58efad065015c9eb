"""How sites are dealt to crawl processes, and when what came back is a whole site."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from monitor.crawling import lost_snapshot, shards
from monitor.process import assemble, describe_status
from monitor.sweep import judged
from rules.facts import PageFacts
from rules.model import Miss, MissReason, Outcome, PageVisit, Site, Snapshot
from rules.plan import CrawlSettings, PageMissed, PageRead, Plan, SiteFinished
from rules.workdays import Calendar
from tests.monitor.samples import DAY, MOMENT, STANDARD

SITES = [Site(id=str(number), name="x", url="http://x/", level="county", body="government") for number in range(7)]
SITE = SITES[0]


def ids(dealt: list[list[Site]]) -> list[list[str]]:
    """The ids of the sites of each shard."""
    return [[site.id for site in shard] for shard in dealt]


def test_few_sites_are_dealt_evenly_to_the_processes() -> None:
    """Neighbours in the registry part, because they often share a server."""
    assert ids(shards(SITES, processes=2, at_once=4)) == [["0", "2", "4", "6"], ["1", "3", "5"]]
    assert ids(shards(SITES[:1], processes=2, at_once=4)) == [["0"]]
    assert shards([], processes=2, at_once=4) == []


def test_many_sites_are_dealt_in_small_hands() -> None:
    """So that a process that has finished takes the next hand, and a slow site holds up few."""
    assert ids(shards(SITES, processes=1, at_once=1)) == [["0", "4"], ["1", "5"], ["2", "6"], ["3"]]


def page(url: str) -> PageVisit:
    """A page that was read."""
    facts = PageFacts(url=url, charset="utf-8", kind="page")
    return PageVisit(url=url, final_url=url, status=200, fetched_at=MOMENT, sha256="0" * 64, role="column", facts=facts)


def miss(url: str) -> Miss:
    """A page that was not obtained."""
    return Miss(url=url, reason=MissReason.TIMEOUT, at=MOMENT)


def finished(*order: str, ended: str = "complete") -> SiteFinished:
    """The last word on the site."""
    snapshot = Snapshot(site=SITE, pages=(), misses=(), coverage=(), started=MOMENT, finished=MOMENT)
    return SiteFinished(site=SITE.id, snapshot=msgspec.structs.replace(snapshot, ended=ended), page_order=order)


def lines(*events: PageRead | PageMissed) -> list[bytes]:
    """Events as they come through the pipe."""
    return [msgspec.json.encode(event) for event in events]


def test_pages_stand_in_the_order_of_the_visit_however_they_arrived() -> None:
    """Arrival is chance, the visit is not."""
    arrived = lines(
        PageRead(SITE.id, page("http://x/b")),
        PageMissed(SITE.id, miss("http://x/c")),
        PageRead(SITE.id, page("http://x/a")),
    )
    snapshot = assemble(finished("http://x/a", "http://x/b", "http://x/c"), arrived)

    assert snapshot is not None
    assert [visit.url for visit in snapshot.pages] == ["http://x/a", "http://x/b"]
    assert [one.url for one in snapshot.misses] == ["http://x/c"]


def test_a_site_of_which_a_page_is_lacking_is_not_whole() -> None:
    """It is read again rather than judged by half."""
    assert assemble(finished("http://x/a", "http://x/b"), lines(PageRead(SITE.id, page("http://x/a")))) is None


def test_an_interrupted_site_is_never_whole() -> None:
    """Whatever it sent."""
    assert assemble(finished("http://x/a", ended="interrupted"), lines(PageRead(SITE.id, page("http://x/a")))) is None


@pytest.mark.parametrize(
    ("status", "words"), [(0, "exit status 0"), (3, "exit status 3"), (-9, "signal SIGKILL"), (-99, "signal 99")]
)
def test_the_end_of_a_process_is_told_in_words(status: int, words: str) -> None:
    """As it stands in the evidence of a lost site."""
    assert describe_status(status) == words


def test_a_lost_site_is_unknown_in_every_item_and_fails_in_none() -> None:
    """A crash of ours is no failure of theirs."""
    plan = Plan(
        created=MOMENT,
        tool_version="0",
        calendar_version="0",
        as_of=DAY,
        full=False,
        crawl=CrawlSettings(),
        sites=(SITE,),
        standards=(STANDARD,),
    )
    snapshot = lost_snapshot(SITE, plan, "signal SIGSEGV")
    _same, findings = judged(snapshot, plan, Calendar())

    assert [(finding.item, finding.outcome) for finding in findings] == [
        ("annual-report", Outcome.UNKNOWN),
        ("notices", Outcome.UNKNOWN),
    ]
    assert snapshot.finished - snapshot.started == dt.timedelta(0)
