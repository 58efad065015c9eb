"""Plans, snapshots and findings to remember, as small as they can be and still whole."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

from rules.facts import Column, Entry, PageFacts
from rules.model import (
    Coverage,
    Evidence,
    Facet,
    Finding,
    MatchedColumn,
    Miss,
    MissReason,
    Outcome,
    PageVisit,
    Problem,
    Reason,
    Site,
    Snapshot,
)
from rules.plan import CrawlSettings, Plan
from rules.standard import Find, Item, Standard

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from storage import History

FIRST_NIGHT = dt.date(2026, 1, 1)
ITEMS = ("annual-report", "guide", "leaders")
Verdict = tuple[Outcome, Problem | None]
OK: Verdict = (Outcome.PASS, None)
MISSING: Verdict = (Outcome.FAIL, Problem.MISSING)
STALE: Verdict = (Outcome.FAIL, Problem.STALE)
DARK: Verdict = (Outcome.UNKNOWN, None)


def at(day: dt.date, hour: int = 1, second: int = 0) -> dt.datetime:
    """A moment of a night, UTC."""
    return dt.datetime(day.year, day.month, day.day, hour, 30, second, tzinfo=dt.UTC)


def night(number: int) -> dt.date:
    """The day of the sweep of that number, one a day."""
    return FIRST_NIGHT + dt.timedelta(days=number - 1)


def site(name: str) -> Site:
    """A county's portal."""
    return Site(id=name, name=f"{name}县人民政府", url=f"http://www.{name}.gov.cn/", level="county", body="government")


def standard(
    items: Iterable[str] = ITEMS, *, name: str = "platform", aliases: Mapping[str, Sequence[str]] | None = None
) -> Standard:
    """A standard with these items, all found by their names."""
    return Standard(
        id=name,
        title="政府信息公开平台规范",
        version="2019-12",
        in_force=dt.date(2019, 12, 3),
        items=tuple(
            Item(id=item, name=f"公开{item}", find=Find(aliases=tuple((aliases or {}).get(item, ())))) for item in items
        ),
    )


def plan(
    day: dt.date,
    *,
    sites: Iterable[str] = ("qingxi",),
    standards: Iterable[Standard] | None = None,
    tool: str = "0.1.0",
    calendar: str = "2026.1",
) -> Plan:
    """A plan for one night."""
    return Plan(
        created=at(day, 0),
        tool_version=tool,
        calendar_version=calendar,
        as_of=day,
        full=False,
        crawl=CrawlSettings(),
        sites=tuple(site(name) for name in sites),
        standards=(standard(),) if standards is None else tuple(standards),
    )


def page(name: str, path: str = "", *, content: str = "", day: dt.date = FIRST_NIGHT, second: int = 1) -> PageVisit:
    """One page that was read; ``content`` is what differs from night to night."""
    url = f"http://www.{name}.gov.cn/{path}"
    columns = tuple(
        Column(f"栏目{number}", f"http://www.{name}.gov.cn/c{number}/", ("政务公开",)) for number in range(40)
    )
    return PageVisit(
        url=url,
        final_url=url,
        status=200,
        fetched_at=at(day, 1, second),
        sha256=hashlib.sha256((url + content).encode()).hexdigest(),
        role="column" if path else "home",
        via=f"http://www.{name}.gov.cn/" if path else None,
        etag=f'"{content}"',
        facts=PageFacts(
            url=url,
            charset="gb18030",
            kind="list" if path else "home",
            title=f"{name} {path} {content}",
            meta={"sitename": name, "columnname": path, "author": content},
            columns=columns,
            entries=(Entry(f"关于{content}的通知", f"{url}t{content}.html", FIRST_NIGHT, "2026-01-01"),),
        ),
    )


def snapshot(name: str, day: dt.date, *, content: str = "", paths: Iterable[str] = ("", "zwgk/", "ndbg/")) -> Snapshot:
    """Everything collected from one site in one night."""
    return Snapshot(
        site=site(name),
        pages=tuple(page(name, path, content=content, day=day, second=place) for place, path in enumerate(paths)),
        misses=(
            Miss(
                url=f"http://www.{name}.gov.cn/slow/",
                reason=MissReason.TIMEOUT,
                detail="20 s",
                at=at(day, 1, 40),
            ),
        ),
        coverage=tuple(Coverage(standard="platform", item=item, status="visited") for item in ITEMS),
        started=at(day),
        finished=at(day, 1, 50),
        requests=4,
        bytes=50_000,
        highest_concurrency=2,
    )


def finding(name: str, item: str, verdict: Verdict, day: dt.date, *, standard: str = "platform") -> Finding:
    """One finding, with everything a finding can carry."""
    outcome, problem = verdict
    return Finding(
        site=name,
        standard=standard,
        item=item,
        outcome=outcome,
        problem=problem,
        facet=None if problem is None else Facet.PRESENCE,
        severity="veto" if item == "guide" else "serious",
        reason=Reason("newest-entry", {"days": 12, "name": item}),
        url=f"http://www.{name}.gov.cn/{item}/",
        evidence=(
            Evidence(f"http://www.{name}.gov.cn/{item}/", record="<urn:uuid:1>", sha256="ab" * 32, quote="〔2026〕"),
        ),
        newest_date=FIRST_NIGHT,
        entries=3,
        match=MatchedColumn(column=f"公开{item}", grade="exact", score=1.0),
        checked_at=at(day, 1, 55),
    )


def findings(name: str, day: dt.date, verdicts: Mapping[str, Verdict]) -> tuple[Finding, ...]:
    """One finding for each item; what is not named passes."""
    return tuple(finding(name, item, verdicts.get(item, OK), day) for item in ITEMS)


def sweep(  # noqa: PLR0913 - a night has that many sides
    history: History,
    day: dt.date,
    verdicts: Mapping[str, Mapping[str, Verdict]],
    *,
    plan_: Plan | None = None,
    content: str = "",
    every_site: bool = True,
    every_standard: bool = True,
) -> int:
    """Run one whole sweep: for each site its verdicts by item."""
    number = history.begin_sweep(
        plan_ or plan(day, sites=sorted(verdicts)),
        started=at(day),
        every_site=every_site,
        every_standard=every_standard,
    )
    for name, by_item in verdicts.items():
        history.record_site(number, snapshot(name, day, content=content), findings(name, day, by_item))
    history.finish_sweep(number, {"sites": len(verdicts)}, finished=at(day, 3))
    return number


def story(history: History, item: str, verdicts: Iterable[Verdict], *, name: str = "qingxi") -> None:
    """Run one sweep a day in which one item of one site has these verdicts."""
    for number, verdict in enumerate(verdicts, start=1):
        sweep(history, night(number), {name: {item: verdict}}, content=str(number))


def stories(history: History, name: str = "qingxi") -> list[tuple[object, ...]]:
    """The intervals of a site without what is always the same."""
    return [
        (each.item, each.outcome.value, each.problem and each.problem.value, each.from_sweep, each.to_sweep, each.cause)
        for each in history.intervals(name)
    ]
