"""Printed date beside first sight: lists over several nights, kept in a real history and judged every night."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, NamedTuple

import pytest

from rules.facts import Column, Entry, PageFacts, Pagination
from rules.judge import judge
from rules.model import PageVisit, Site, Snapshot
from rules.plan import CrawlSettings, Plan
from rules.standard import Fresh, Item, Standard
from rules.workdays import Calendar
from storage import History, open_history

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rules.model import Finding, Role

HOME = "http://www.qingxi.gov.cn/"
SITE = Site(id="1", name="清溪县人民政府", url=HOME, level="county", body="government")
LAW = Standard(
    id="test",
    title="测试",
    version="1",
    in_force=dt.date(2020, 1, 1),
    items=(Item(id="notices", name="通知公告", fresh=Fresh(max_age="180d")),),
)
NIGHTS = tuple(dt.date(2026, 11, day) for day in (2, 16, 20, 23))
"""Four sweeps: between the first two lie ten working days."""
Line = tuple[str, str]
"""Title and printed day; the address is made of the title, where none is given after a bar."""
BEFORE: tuple[Line, ...] = (("十月三十日", "2026-10-30"), ("十月十五日", "2026-10-15"), ("九月一日", "2026-09-01"))
NEW: Line = ("十一月十六日", "2026-11-16")
BACK: Line = ("补登", "2026-11-03")


class Sheet(NamedTuple):
    """One list page of one night."""

    lines: tuple[Line, ...]
    path: str = "tzgg/"
    more: bool = True
    """Whether a further page follows."""
    role: Role = "column"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def entry_of(line: Line) -> Entry:
    """A line of a list."""
    title, _, address = line[0].partition("|")
    path = address or f"tzgg/{hashlib.sha256(title.encode()).hexdigest()[:8]}.html"
    return Entry(title, HOME + path, day(line[1]), line[1])


def visit(path: str, when: dt.date, facts: PageFacts, role: Role) -> PageVisit:
    """A page of that night."""
    at = dt.datetime(when.year, when.month, when.day, 1, 30, tzinfo=dt.UTC)
    digest = hashlib.sha256(repr(facts).encode()).hexdigest()
    return PageVisit(
        url=HOME + path, final_url=HOME + path, status=200, fetched_at=at, sha256=digest, role=role, facts=facts
    )


def collected(when: dt.date, *sheets: Sheet, articles: tuple[PageVisit, ...] = ()) -> Snapshot:
    """What one night brings: the home page, the lists, articles."""
    columns = (Column("通知公告", HOME + sheets[0].path),)
    pages = [visit("", when, PageFacts(url=HOME, charset="utf-8", kind="home", columns=columns), "home")]
    for number, sheet in enumerate(sheets, 1):
        following = f"{HOME}{sheets[0].path}index_{number + 1}.html" if sheet.more else None
        facts = PageFacts(
            url=HOME + sheet.path,
            charset="utf-8",
            kind="list",
            entries=tuple(entry_of(line) for line in sheet.lines),
            pages=Pagination(number, None, following) if sheet.more else None,
        )
        pages.append(visit(sheet.path, when, facts, sheet.role))
    at = dt.datetime(when.year, when.month, when.day, 2, tzinfo=dt.UTC)
    return Snapshot(site=SITE, pages=(*pages, *articles), misses=(), coverage=(), started=at, finished=at)


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    """An empty history."""
    with open_history(tmp_path / "gongkai.db") as opened:
        yield opened


def swept(history: History, snapshot: Snapshot, *, tool: str = "1") -> Finding:
    """One night: judge with what the history knows, then record."""
    when = snapshot.started.date()
    plan = Plan(
        created=snapshot.started,
        tool_version=tool,
        calendar_version="1",
        as_of=when,
        full=False,
        crawl=CrawlSettings(),
        sites=(SITE,),
        standards=(LAW,),
    )
    sweep = history.begin_sweep(plan, started=snapshot.started)
    sightings = history.sightings(snapshot, today=when)
    findings = judge(snapshot, (LAW,), today=when, calendar=Calendar(), sightings=sightings)
    history.record_site(sweep, snapshot, findings)
    history.finish_sweep(sweep, {}, finished=snapshot.finished)
    return findings[0]


def nights(
    history: History, *lists: tuple[Line, ...] | Sheet | None, articles: tuple[PageVisit, ...] = ()
) -> list[str]:
    """What is said of the lists of several nights, one word a night; ``None`` is a night without a sweep."""
    told = []
    for when, shown in zip(NIGHTS, lists, strict=False):
        if shown is not None:
            sheet = shown if isinstance(shown, Sheet) else Sheet(shown)
            finding = swept(history, collected(when, sheet, articles=articles if when != NIGHTS[0] else ()))
            told.append(str(finding.problem or finding.outcome))
    return told


def test_an_entry_that_was_not_there_when_it_should_have_been_is_backdated(history: History) -> None:
    """The list was read on the 16th without it; it prints the 3rd. It stays so on later nights."""
    first = (NEW, *BEFORE)
    later = (NEW, BACK, *BEFORE)

    assert nights(history, BEFORE, first, later, later) == ["pass", "pass", "backdated", "backdated"]


def test_what_comes_within_the_usual_delay_is_not(history: History) -> None:
    """Five working days between the printed day and the last sweep that did not show it."""
    assert nights(history, BEFORE, (("补登", "2026-11-09"), *BEFORE), None, (("再补", "2026-11-13"), *BEFORE)) == [
        "pass",
        "pass",
        "pass",
    ]


def test_a_list_that_no_earlier_sweep_read_proves_nothing(history: History) -> None:
    """A list page at another address, a first night, a reading by another version of the program."""
    first = (NEW, *BEFORE)
    moved = Sheet((NEW, BACK, *BEFORE), path="gsgg/")

    assert nights(history, (NEW, BACK, *BEFORE)) == ["pass"]
    assert nights(history, None, first, moved) == ["pass", "pass"]


def test_another_version_of_the_program_covers_nothing(history: History) -> None:
    """What is new may only be newly understood."""
    swept(history, collected(NIGHTS[1], Sheet((NEW, *BEFORE))), tool="1")

    assert swept(history, collected(NIGHTS[2], Sheet((NEW, BACK, *BEFORE))), tool="2").problem is None


def test_a_bulk_import_is_recognised(history: History) -> None:
    """Eight entries of different days in one night, five of one day: a migration, not a date put back."""
    many = tuple((f"第{number}号公告", f"2026-11-{10 - number // 4:02}") for number in range(8))
    same = tuple((f"第{number}批名单", "2026-11-05") for number in range(5))

    assert nights(history, None, (NEW, *BEFORE), (NEW, *many, *BEFORE)) == ["pass", "pass"]
    assert nights(history, None, None, None, (NEW, *many, *same, *BEFORE)) == ["pass"]


def test_an_entry_pinned_to_the_top_neither_accuses_nor_is_accused(history: History) -> None:
    """An old entry from an unread page is pinned; and behind one, the page does not show everything since its date."""
    pinned = (("长期有效的公告", "2026-09-20"), NEW, *BEFORE[:2])
    plain = (NEW, *BEFORE[:2])
    risen = (("长期有效的公告", "2026-09-20"), NEW, BEFORE[0], ("从第二页升上来", "2026-10-10"), BEFORE[1])

    assert nights(history, None, plain, pinned) == ["pass", "pass"]
    assert nights(history, None, None, None, (*risen[:3], BEFORE[1], risen[3])) == ["pass"]


def test_a_list_in_another_order_proves_nothing(history: History) -> None:
    """Sorted by clicks from one night to the next, it shows what stood on further pages."""
    mixed = (BEFORE[1], BACK, NEW, ("旧文", "2026-08-02"), BEFORE[0], ("另一篇", "2026-10-20"), BEFORE[2])

    assert nights(history, None, (NEW, *BEFORE), mixed) == ["pass", "pass"]


def test_on_the_last_day_of_a_page_others_may_have_stood_on_the_next(history: History) -> None:
    """It came up when one above was deleted."""
    shown = (NEW, BEFORE[0], ("同日之一", "2026-10-15"))
    after = (NEW, ("同日之二", "2026-10-15"), ("同日之一", "2026-10-15"))

    assert nights(history, None, shown, after) == ["pass", "pass"]


def test_a_list_that_always_prints_old_days_prints_another_day(history: History) -> None:
    """Documents come weeks after the day of signing that the list prints: one is suspected, a habit is none."""
    first = (("签于一日", "2026-10-20"), *BEFORE[1:])
    second = (("签于二日", "2026-10-26"), ("签于三日", "2026-10-23"), *first)
    third = (("签于四日", "2026-10-28"), *second)

    told = nights(history, BEFORE[1:], first, second, third)

    assert told == ["pass", "backdated", "pass", "pass"]


def test_what_was_published_in_another_column_first_is_not_backdated(history: History) -> None:
    """Its address lies in that column's folder."""
    posted = ("转自人事考试|rsks/202611/t1.html", "2026-11-03")

    assert nights(history, None, (NEW, *BEFORE), (NEW, posted, *BEFORE)) == ["pass", "pass"]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"published": dt.date(2026, 11, 19)}, "pass"),
        ({"fields": {"成文日期": "2026年11月3日"}}, "pass"),
        ({"published": dt.date(2026, 11, 3)}, "backdated"),
        ({"published": dt.date(2026, 11, 3), "published_meta": dt.date(2026, 11, 19)}, "backdated"),
    ],
)
def test_the_page_of_the_entry_may_tell_that_the_list_prints_another_day(
    history: History, facts: dict[str, dt.date], expected: str
) -> None:
    """The list prints the day of signing and the page that of publication; a later meta excuses nothing."""
    address = entry_of(BACK).url or ""
    shown = PageFacts(url=address, charset="utf-8", kind="article", title=BACK[0], **facts)  # type: ignore[arg-type]
    article = visit(address.removeprefix(HOME), NIGHTS[2], shown, "article")

    assert nights(history, None, (NEW, *BEFORE), (NEW, BACK, *BEFORE), articles=(article,)) == ["pass", expected]


def test_a_list_that_cuts_its_titles_after_a_migration_shows_nothing_new(history: History) -> None:
    """Other addresses and whole titles where they were cut before."""
    titles = ("清溪县人民政府关于印发全县冬春森林草原防灭火工作方案", "清溪县人民政府关于公布第三批非物质文化遗产名录")
    old = tuple((f"{title[:16]}…|old/{number}.html", f"2026-11-0{5 - number}") for number, title in enumerate(titles))
    new = tuple((f"{title}|tzgg/{number}.html", f"2026-11-0{5 - number}") for number, title in enumerate(titles))

    assert nights(history, None, (NEW, *old, *BEFORE), (NEW, *new, *BEFORE)) == ["pass", "pass"]
