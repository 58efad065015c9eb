"""An explanation holds everything that stands behind a finding."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from rules.arithmetic import Arithmetic, Period
from rules.explain import Applied, Count, Counterpart, Element, Explanation, ReadDate, explain
from rules.judge import judge
from rules.looking import LookedAt, Search
from rules.model import Excuse, Finding, Miss, MissReason, Outcome, PageVisit, Problem, Reason
from rules.model import Mapping as Mapped
from rules.reasons import sentence
from rules.standard import Fresh, Item, Linked, SiteRule
from rules.workdays import CountedDay
from tests.rules.building import (
    CALENDAR,
    SITE,
    TEXT,
    TODAY,
    absent,
    at,
    column,
    entry,
    further,
    gone,
    home,
    item,
    miss,
    page,
    snapshot,
    standard,
    verdict,
)

NOTICES = column("通知公告", "tzgg/")


def explained(wanted: Item, *found: PageVisit | Miss, today: dt.date = TODAY) -> Explanation:
    """Judge one item and explain the finding."""
    site, law = snapshot(*found, coverage=absent()), standard(wanted)
    (finding,) = judge(site, (law,), today=today, calendar=CALENDAR)
    return explain(finding, wanted, law, snapshot=site, calendar=CALENDAR)


def test_the_dates_stand_with_the_text_they_were_read_from() -> None:
    """Newest first, each with its page."""
    listed = page("tzgg/", entry("旧闻", "2020-01-01"), entry("新闻", "2026-11-01"), entry("无日期"))

    told = explained(item(fresh=Fresh(max_age="14d")), home(NOTICES), listed)

    assert told.dates == (
        ReadDate("新闻", dt.date(2026, 11, 1), "2026-11-01", at("tzgg/")),
        ReadDate("旧闻", dt.date(2020, 1, 1), "2020-01-01", at("tzgg/")),
        ReadDate("无日期", None, "", at("tzgg/")),
    )


def test_working_days_are_counted_day_by_day_with_holidays_named() -> None:
    """From the entry over the National Day holiday."""
    told = explained(
        item(fresh=Fresh(max_age="2wd")),
        home(NOTICES),
        page("tzgg/", entry("通知", "2026-10-04")),
        today=dt.date(2026, 10, 20),
    )

    assert told.arithmetic == Arithmetic(
        rule="max_age = 2wd",
        start=dt.date(2026, 10, 4),
        start_is="newest",
        due=dt.date(2026, 10, 9),
        against=dt.date(2026, 10, 20),
        against_is="today",
        over=11,
        over_workdays=8,
        days=(
            CountedDay(dt.date(2026, 10, 5), "holiday", "National Day", None),
            CountedDay(dt.date(2026, 10, 6), "holiday", "National Day", None),
            CountedDay(dt.date(2026, 10, 7), "holiday", "National Day", None),
            CountedDay(dt.date(2026, 10, 8), "workday", "", 1),
            CountedDay(dt.date(2026, 10, 9), "workday", "", 2),
        ),
    )


def test_a_period_in_calendar_days_says_where_it_was_moved_from() -> None:
    """Twenty days after an approval that end in a holiday."""
    article = page(
        *("art/1.html",),
        role="article",
        kind="article",
        published=dt.date(2026, 10, 12),
        fields={"批准日期": "2026-09-14"},
    )
    told = explained(
        item(fresh=Fresh(within="20d", of="批准日期")),
        home(NOTICES),
        page("tzgg/", entry("预算", None, "art/1.html")),
        article,
    )

    assert told.arithmetic is not None
    assert (told.arithmetic.due, told.arithmetic.moved_from) == (dt.date(2026, 10, 8), dt.date(2026, 10, 4))
    assert [day.count for day in told.arithmetic.days][-5:] == [20, None, None, None, None]


def test_a_fixed_day_of_the_year_needs_no_counting() -> None:
    """The due day of the annual report."""
    told = explained(
        item("政府信息公开年报", fresh=Fresh(annual_by="01-31")),
        home(column("政府信息公开年报", "n/")),
        page("n/", entry("2023年年报")),
    )

    assert told.arithmetic == Arithmetic(
        rule="annual_by = 01-31",
        due=dt.date(2026, 1, 31),
        against=dt.date(2026, 11, 22),
        against_is="today",
        over=295,
    )


def test_the_ten_elements_are_word_for_word() -> None:
    """In the order of the official tables."""
    row = item(
        group="政务公开", content=("通知", "公告"), basis=("条例第二十条",), deadline="及时公开", publisher="各单位",
        channel=("政府网站",), audience="全社会", method="主动公开", levels=("county",),
    )  # fmt: skip

    told = explained(row, home(NOTICES), page("tzgg/"))

    assert told.elements == (
        Element("一级事项", "group", "政务公开"),
        Element("二级事项", "item", "通知公告"),
        Element("公开内容（要素）", "content", "通知；公告"),
        Element("公开依据", "basis", "条例第二十条"),
        Element("公开时限", "deadline", "及时公开"),
        Element("公开主体", "publisher", "各单位"),
        Element("公开渠道和载体", "channel", "政府网站"),
        Element("公开对象", "audience", "全社会"),
        Element("公开方式", "method", "主动公开"),
        Element("公开层级", "levels", "county"),
    )
    assert told.clause == ("条例第二十条",)


@pytest.mark.parametrize(
    ("found", "remedy"),
    [
        ((home(column("机构职能", "j/")),), "remedy-missing"),
        ((home(NOTICES), gone("tzgg/")), "remedy-broken"),
        ((home(NOTICES), page("tzgg/")), "remedy-empty"),
        ((home(NOTICES), page("tzgg/", notice="建设中")), "remedy-placeholder"),
        ((home(NOTICES), page("tzgg/", kind="error", title="出错了")), "remedy-error-page"),
        ((home(NOTICES), page("tzgg/", redirect=at(""))), "remedy-redirect-only"),
        ((home(NOTICES), page("tzgg/", entry("旧", "2020-01-01"))), "remedy-stale"),
        ((home(NOTICES), page("tzgg/", entry("旧", None, "a")), page("a", role="article")), "remedy-undated"),
        ((home(NOTICES), miss("tzgg/", MissReason.TIMEOUT)), "remedy-unknown"),
        ((home(NOTICES), page("tzgg/", entry("新", "2026-11-20"))), None),
    ],
)
def test_what_would_make_it_pass_is_a_sentence(found: tuple[PageVisit | Miss, ...], remedy: str | None) -> None:
    """One for every problem, with every value it needs."""
    told = explained(item(fresh=Fresh(max_age="14d")), *found)

    assert (told.remedy.code if told.remedy else None) == remedy
    if told.remedy is not None:
        assert not sentence(told.remedy).startswith("remedy-")
        assert not sentence(told.remedy, "zh").startswith("remedy-")


def test_without_the_snapshot_all_but_the_dates_is_told() -> None:
    """An old finding whose pages are no longer kept; and the whole survives a round trip through JSON."""
    wanted = item(fresh=Fresh(max_age="14d"))
    told = explained(wanted, home(NOTICES), page("tzgg/", entry("旧", "2020-01-01")))

    bare = explain(told.finding, wanted, standard(wanted), snapshot=None, calendar=CALENDAR)

    assert bare == msgspec.structs.replace(told, dates=(), search=None, looked_at=())
    assert isinstance(told.finding, Finding)
    assert isinstance(told.remedy, Reason)
    assert msgspec.json.decode(msgspec.json.encode(told))["arithmetic"]["due"] == "2020-01-15"


def test_a_duty_between_two_columns_names_the_link_that_is_wanted() -> None:
    """The remedy knows both pages; the limit of an interpretation is counted day by day."""
    rows = (
        item("政策文件", id="own"),
        item("政策解读", id="other"),
        item("关联", id="link", column_of="own", linked=(Linked(to="other"),)),
        item("及时", id="time", column_of="own", linked=(Linked(to="other", how="dated", within="3wd"),)),
    )
    rule, tells = "关于印发《清溪县烟花爆竹管理办法》的通知", "《清溪县烟花爆竹管理办法》政策解读"
    collected = snapshot(
        home(column("政策文件", "zc/"), column("政策解读", "jd/")),
        page("zc/", entry(rule, "2026-09-29", "zc/1.html")),
        page("jd/", entry(tells, "2026-10-14", "jd/1.html")),
        page("zc/1.html", role="article", kind="article", title=rule, text=TEXT * 3),
    )
    law = standard(*rows)
    found = {each.item: each for each in judge(collected, (law,), today=TODAY, calendar=CALENDAR)}
    told = {
        row.id: explain(found[row.id], row, law, snapshot=collected, calendar=CALENDAR) for row in rows if row.linked
    }

    assert verdict(found["link"]) == ("fail", "incomplete", "not-linked")
    assert told["link"].remedy is not None
    assert sentence(told["link"].remedy, "zh") == (
        f"在“{rule}”页面（{at('zc/1.html')}）加上指向“{tells}”（{at('jd/1.html')}）的链接。"
    )
    counted = told["time"].arithmetic
    assert verdict(found["time"]) == ("fail", "late", "interpreted-late")
    assert counted is not None
    assert (counted.rule, counted.due.isoformat(), counted.days[1].name) == (
        "within = 3wd", "2026-10-09", "National Day",
    )  # fmt: skip


def test_a_missing_column_names_every_page_that_was_searched() -> None:
    """Ways in first, with how many columns each prints; how the search ended, as the crawl says."""
    told = explained(
        item("政府信息公开年报"),
        home(NOTICES, column("政务公开", "zwgk/")),
        page("zwgk/", role="hub", columns=(NOTICES,)),
        page("tzgg/", entry("通知", "2026-11-01")),
        miss("slow/", MissReason.TIMEOUT, role="hub"),
    )

    assert told.finding.problem == "missing"
    assert told.search == Search(status="absent", pages=3, columns=2)
    assert [(one.url, one.part, one.columns, one.miss) for one in told.looked_at] == [
        (at(""), "home", 2, ""),
        (at("zwgk/"), "hub", 1, ""),
        (at("slow/"), "hub", 0, "timeout"),
    ]


def test_a_column_names_the_pages_of_it_that_were_read_and_those_that_were_not() -> None:
    """Its list, the articles opened, and the further page that nobody visited."""
    told = explained(
        item(fresh=Fresh(max_age="14d")),
        home(NOTICES),
        page("tzgg/", entry("通知", "2026-11-20", "tzgg/1.html"), pages=further(1, 2, "tzgg/2.html")),
        page("tzgg/1.html", role="article", kind="article", title="通知", text=TEXT),
    )

    assert told.looked_at == (
        LookedAt(url=at("tzgg/"), part="column", entries=1),
        LookedAt(url=at("tzgg/2.html"), part="further", miss="unread"),
        LookedAt(url=at("tzgg/1.html"), part="article", name="通知"),
    )


def test_every_period_is_named_with_its_own_deadline() -> None:
    """Those that are missing, and the count of the last of them day by day."""
    found = [entry(f"2026年{month}月收支", f"2026-{month + 1:02}-10") for month in range(1, 9) if month != 6]
    told = explained(item(fresh=Fresh(every="month", within="10wd")), home(NOTICES), page("tzgg/", *found))
    count = told.arithmetic

    assert count is not None
    assert (count.rule, count.start, count.start_is) == (
        "every = month, within = 10wd",
        dt.date(2026, 10, 31),
        "stretch",
    )
    assert (count.due, count.against, count.over) == (dt.date(2026, 11, 13), TODAY, 9)
    assert [period.name for period in count.periods if period.missing] == ["2026-06", "2026-09", "2026-10"]
    assert count.periods[-1] == Period("2026-10", dt.date(2026, 10, 31), dt.date(2026, 11, 13), False, True)


def test_a_limit_from_a_printed_day_is_held_against_the_day_of_publication() -> None:
    """With the working days that it came late by."""
    told = explained(
        item(fresh=Fresh(within="7wd", of="决定日期")),
        home(NOTICES),
        page("tzgg/", entry("处罚决定", "2026-11-20", "tzgg/1.html")),
        page(
            "tzgg/1.html",
            role="article",
            kind="article",
            published=dt.date(2026, 11, 20),
            fields={"决定日期": "2026-11-02"},
        ),
    )
    count = told.arithmetic

    assert told.finding.problem == "late"
    assert count is not None
    assert (count.start_is, count.due, count.against_is, count.against) == (
        "event", dt.date(2026, 11, 11), "published", dt.date(2026, 11, 20),
    )  # fmt: skip
    assert (count.over, count.over_workdays) == (9, 7)


def test_a_reviewed_answer_and_an_exception_are_told_whether_they_were_used_or_not() -> None:
    """The verdict keeps what was seen; what ran out and what is not in force yet is told as such."""
    dates = {
        "applied": ("2026-01-01", "2026-12-31"),
        "expired": ("2026-01-01", "2026-02-01"),
        "not-yet": ("2027-01-01", "2027-02-01"),
    }
    days = {state: [dt.date.fromisoformat(day) for day in pair] for state, pair in dates.items()}
    excuses = tuple(
        Excuse(items=("it",), since=since, until=until, reason=state, owner="办公室")
        for state, (since, until) in days.items()
    )
    since, until = days["applied"]
    mapping = Mapped(item="it", column="通知公告", since=since, until=until, reason="核对", owner="办公室")
    other = Mapped(item="other", column="通知公告", since=since, until=until, reason="别项", owner="办公室")
    site = msgspec.structs.replace(SITE, excuses=excuses, mappings=(mapping, other))
    wanted = item(fresh=Fresh(max_age="14d"))
    collected = snapshot(home(NOTICES), page("tzgg/", entry("旧", "2020-01-01")), site=site)
    (finding,) = judge(collected, (standard(wanted),), today=TODAY, calendar=CALENDAR)
    told = explain(finding, wanted, standard(wanted), snapshot=collected, calendar=CALENDAR)

    assert (finding.problem, finding.excused) == ("stale", excuses[0])
    assert [(one.kind, one.state, one.reason) for one in told.applied] == [
        ("exception", "applied", "applied"),
        ("exception", "expired", "expired"),
        ("exception", "not-yet", "not-yet"),
        ("mapping", "applied", "核对"),
    ]
    assert isinstance(told.applied[0], Applied)


def test_a_linked_duty_names_its_other_half_and_what_was_concluded_about_it() -> None:
    """Where the other item was not judged, only its name by the standard's word."""
    rows = (
        item("政策文件", id="own"),
        item("关联", id="link", column_of="own", linked=(Linked(to="other"), Linked(to="far/off", within="3wd"))),
    )
    collected = snapshot(home(column("政策文件", "zc/")), page("zc/", entry("文件", "2026-09-29")), coverage=absent())
    law = standard(*rows)
    found = {each.item: each for each in judge(collected, (law,), today=TODAY, calendar=CALENDAR)}
    known = Counterpart(to="test/other", how="name", name="政策解读", column="解读", url=at("jd/"))
    told = explain(found["link"], rows[1], law, snapshot=collected, calendar=CALENDAR, others={"test/other": known})

    assert told.column_of == "政策文件"
    assert told.counterparts == (
        msgspec.structs.replace(known, how="link"),
        Counterpart(to="far/off", how="link", within="3wd"),
    )


def test_a_rule_about_the_whole_site_shows_its_numbers() -> None:
    """So many looked at, so many faults, so many open, from so many on too many."""
    rule = SiteRule(check="columns_neglected", limits={"most": 10, "days": 365, "besides": ""})
    rows = (item("通知公告", fresh=Fresh(max_age="14d")), item("久未更新", id="veto", site=rule))
    collected = snapshot(home(NOTICES), page("tzgg/", entry("旧", "2020-01-01")))
    law = standard(*rows)
    found = {each.item: each for each in judge(collected, (law,), today=TODAY, calendar=CALENDAR)}
    told = explain(found["veto"], rows[1], law, snapshot=collected, calendar=CALENDAR)

    assert told.count == Count(1, 1, 0, 10, "通知公告")
    assert (told.looked_for, told.candidates, told.search) == ((), (), None)
    assert told.limits == (("besides", ""), ("days", 365), ("most", 10))


def test_backdating_shows_both_clocks() -> None:
    """From the printed day to the sweep that read the list without the entry; five working days are nobody's fault."""
    wanted = item(fresh=Fresh(max_age="14d"))
    finding = Finding(
        site="s",
        standard="test",
        item="it",
        outcome=Outcome.FAIL,
        problem=Problem.BACKDATED,
        reason=Reason("backdated", {"printed": "2026-11-02", "covered": "2026-11-18", "first_seen": "2026-11-19"}),
        checked_at=dt.datetime(2026, 11, 19, 1, tzinfo=dt.UTC),
    )
    count = explain(finding, wanted, standard(wanted), snapshot=None, calendar=CALENDAR).arithmetic

    assert count is not None
    assert (count.start_is, count.due, count.against_is) == ("printed", dt.date(2026, 11, 9), "covered")
    assert (count.over, count.over_workdays) == (9, 7)
