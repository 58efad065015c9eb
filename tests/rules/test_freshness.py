"""Freshness: ages, annual reports, periods, and days after a printed date."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from rules.facts import Attachment
from rules.standard import Fresh
from tests.rules.building import (
    ANNUAL,
    CALENDAR,
    FORTNIGHT,
    NOTICES,
    REPORTS,
    TEXT,
    at,
    column,
    entry,
    find,
    further,
    home,
    item,
    notices,
    page,
    reports,
    verdict,
)

if TYPE_CHECKING:
    from rules.model import PageVisit

# Freshness: the age of the newest entry


@pytest.mark.parametrize(
    ("newest", "expected"),
    [
        ("2026-11-22", ("pass", None, "fresh")),
        ("2026-11-08", ("pass", None, "fresh")),
        ("2026-11-07", ("fail", "stale", "stale")),
        ("2025-11-22", ("fail", "stale", "stale")),
    ],
)
def test_the_newest_entry_must_not_be_older_than_the_limit(newest: str, expected: tuple[str, str | None, str]) -> None:
    """Exactly on the limit passes."""
    assert notices(page("tzgg/", entry("通知一", newest), entry("通知二", "2020-01-01")), fresh=FORTNIGHT) == expected


def test_a_date_in_the_future_makes_nothing_fresh() -> None:
    """It is passed over; alone it tells nothing."""
    ahead, old = entry("预告", "2027-01-01"), entry("旧闻", "2020-01-01")

    assert notices(page("tzgg/", ahead, old), fresh=FORTNIGHT) == ("fail", "stale", "stale")
    assert notices(page("tzgg/", ahead), fresh=FORTNIGHT) == ("unknown", None, "only-future-dates")


def test_what_prints_no_date_counts_as_not_updated() -> None:
    """Unless the page does print dates that were not understood, or the article tells."""
    bare = entry("关于放假的通知", None, "art/1.html")
    article = page("art/1.html", role="article", kind="article", published=dt.date(2026, 11, 20), text=TEXT)

    mute = page("art/1.html", role="article", kind="article", text=TEXT)

    assert notices(page("tzgg/", bare), mute, fresh=FORTNIGHT) == ("fail", "undated", "undated")
    assert notices(page("tzgg/", bare), fresh=FORTNIGHT) == ("unknown", None, "undated-articles-not-read")
    assert notices(page("tzgg/", kind="page", text=TEXT), fresh=FORTNIGHT) == ("unknown", None, "no-list-read")
    assert notices(page("tzgg/", bare, text="关于放假的通知 2026/11/20"), fresh=FORTNIGHT) == (
        *("unknown", None, "dates-not-read"),
    )
    assert notices(page("tzgg/", bare), article, fresh=FORTNIGHT) == ("pass", None, "fresh")


def test_the_newest_entry_may_stand_on_a_further_page_or_below() -> None:
    """Then an old one proves nothing, unless the list runs from new to old."""
    old, older = entry("一", "2020-05-01"), entry("二", "2020-04-01")

    unsorted = page(
        "tzgg/", older, old, entry("三", "2020-04-15"), entry("四", "2020-06-01"), pages=further(1, 3, "p2")
    )
    in_order = page("tzgg/", old, older, pages=further(1, 3, "p2"))
    both = (
        page("tzgg/", old, older, pages=further(1, 2, "p2")),
        page("p2", entry("新", "2026-11-20"), role="list-page", pages=further(2, 2, None)),
    )

    ascending = page("tzgg/", older, old, pages=further(1, 3, "p2"))
    same = page("tzgg/", old, entry("同日", "2020-05-01"), pages=further(1, 3, "p2"))

    assert notices(ascending, fresh=FORTNIGHT) == ("unknown", None, "newer-may-follow")
    assert notices(same, fresh=FORTNIGHT) == ("unknown", None, "newer-may-follow")
    assert notices(unsorted, fresh=FORTNIGHT) == ("unknown", None, "newer-may-follow")
    assert notices(in_order, fresh=FORTNIGHT) == ("fail", "stale", "stale")
    assert notices(*both, fresh=FORTNIGHT) == ("pass", None, "fresh")


def test_a_stale_list_with_an_unread_sub_column_is_unknown() -> None:
    """The new ones may stand there; once it is read they do not."""
    wanted = item(fresh=FORTNIGHT)
    found = (home(NOTICES, column("公示", "tzgg/gs/", "通知公告")), page("tzgg/", entry("旧", "2020-01-01")))

    assert verdict(find(wanted, *found)) == ("unknown", None, "newer-may-be-below")
    assert verdict(find(wanted, *found, page("tzgg/gs/"))) == ("fail", "stale", "stale")


def test_working_days_of_an_unannounced_year_make_the_verdict_provisional() -> None:
    """The limit runs into 2027."""
    finding = find(
        item(fresh=Fresh(max_age="20wd")),
        home(NOTICES),
        page("tzgg/", entry("通知", "2026-12-20")),
        today=dt.date(2026, 12, 31),
    )

    assert (verdict(finding), finding.provisional) == (("pass", None, "fresh"), True)


def test_an_age_in_working_days_not_announced_is_old_only_beyond_doubt() -> None:
    """Five working days more than the limit may be holidays that nobody knows yet."""
    start = dt.date(2026, 12, 20)
    last = CALENDAR.add_workdays(start, 20).date

    def old(more: int) -> tuple[str, str | None, str]:
        return notices(
            page("tzgg/", entry("通知", start.isoformat())),
            fresh=Fresh(max_age="20wd"),
            today=CALENDAR.add_workdays(last, more).date,
        )

    assert [old(0), old(5), old(6)] == [
        ("pass", None, "fresh"),
        ("unknown", None, "age-provisional"),
        ("fail", "stale", "stale"),
    ]


# Freshness: annual reports


@pytest.mark.parametrize(
    ("title", "date", "expected"),
    [
        ("清溪县2025年政府信息公开工作年度报告", "2026-01-20", ("pass", None, "annual-in-time")),
        ("清溪县2025年政府信息公开工作年度报告", "2026-01-31", ("pass", None, "annual-in-time")),
        ("清溪县2025年政府信息公开工作年度报告", "2026-02-01", ("fail", "late", "annual-late")),
        ("清溪县2025年政府信息公开工作年度报告", None, ("pass", None, "annual-undated")),
        ("清溪县二〇二五年政府信息公开年报", "2026-01-20", ("pass", None, "annual-in-time")),
        ("政府信息公开工作年度报告", "2026-01-20", ("pass", None, "annual-in-time")),
        ("清溪县2024年政府信息公开工作年度报告", "2025-01-20", ("fail", "late", "annual-missing")),
        ("清溪县2025年政务公开工作要点", "2025-04-20", ("unknown", None, "annual-unclear")),
        ("2025年工作总结", "2026-01-20", ("unknown", None, "annual-unclear")),
        ("2025年度", "2026-01-20", ("pass", None, "annual-in-time")),
        ("清溪县人民政府办公室关于公布2025年…", "2026-01-20", ("pass", None, "annual-in-time")),
        ("2025年政务公开工作推进情况", "2025-07-20", ("unknown", None, "annual-unclear")),
        ("2026年政务公开工作推进情况", "2026-07-20", ("fail", "late", "annual-missing")),
        ("2025年政府网站工作年度报表", "2026-01-20", ("fail", "late", "annual-missing")),
        ("2025年法治政府建设年度报告", "2026-01-20", ("fail", "late", "annual-missing")),
        ("2025年政府信息公开工作年度报告（含网站年度报表）", "2026-01-20", ("pass", None, "annual-in-time")),
        ("2025年11月财政收支情况", "2025-12-05", ("fail", "late", "annual-missing")),
        ("政府信息公开工作年度报告", None, ("unknown", None, "annual-untold")),
        ("清府办发〔2025〕3号关于编制年度报告的通知", None, ("unknown", None, "annual-untold")),
    ],
)
def test_last_years_report_must_be_there_by_its_day(
    title: str, date: str | None, expected: tuple[str, str | None, str]
) -> None:
    """The title names the year; without one the date does; a day late is late."""
    assert reports(page("ndbg/", entry(title, date))) == expected


def test_before_its_day_the_newer_report_is_not_due() -> None:
    """On 31 January 2026 the report about 2024 is what must be there."""
    listed = page("ndbg/", entry("2024年年度报告", "2025-01-20"))

    assert reports(listed, today=dt.date(2026, 1, 31)) == ("pass", None, "annual-in-time")
    assert reports(listed, today=dt.date(2026, 2, 1)) == ("fail", "late", "annual-missing")


def test_a_newer_report_settles_the_matter() -> None:
    """Published before its day, the older one no longer listed."""
    listed = page("ndbg/", entry("2025年年度报告", "2026-01-05"))

    assert reports(listed, today=dt.date(2026, 1, 10)) == ("pass", None, "annual-newer")


def test_a_report_may_stand_on_a_further_page() -> None:
    """Unless the list, from new to old, has passed its place already."""
    first = page(
        "ndbg/",
        entry("2024年年度报告", "2026-03-20"),
        entry("2023年年度报告", "2024-01-20"),
        pages=further(1, 2, "ndbg/2"),
    )
    undated = page("ndbg/", entry("2024年年度报告"), entry("2023年年度报告"), pages=further(1, 2, "ndbg/2"))

    assert reports(first) == ("fail", "late", "annual-missing")
    assert reports(undated) == ("unknown", None, "annual-may-follow")
    assert reports(undated, page("ndbg/2", entry("2022年年度报告"), role="list-page", pages=further(2, 2, None))) == (
        *("fail", "late", "annual-missing"),
    )


def test_what_is_pinned_to_the_top_does_not_show_how_far_a_list_was_read() -> None:
    """A guide of years ago stands above this year's reports, and a further page was not read."""
    pinned = entry("年度报告编制指南", "2019-05-01")
    newer = (entry("县教育局2025年政府信息公开工作年度报告", "2026-02-20"), entry("县民政局2025年年报", "2026-02-10"))
    listed = page("ndbg/", pinned, *newer, pages=further(1, 3, "ndbg/2.html"))

    assert reports(listed) == ("unknown", None, "annual-may-follow")


def test_on_a_list_of_many_bodies_the_sites_own_report_counts() -> None:
    """A department's report is neither the government's in time nor the government's late."""
    theirs = entry("清溪县财政局2025年政府信息公开工作年度报告", "2026-04-28")
    early = entry("清溪县民政局2025年政府信息公开工作年度报告", "2026-01-08")
    own = entry("清溪县人民政府2025年政府信息公开工作年度报告", "2026-01-20")
    late = entry("清溪县人民政府办公室2025年政府信息公开工作年度报告", "2026-03-02")

    assert reports(page("ndbg/", theirs, own)) == ("pass", None, "annual-in-time")
    assert reports(page("ndbg/", late, early)) == ("fail", "late", "annual-late")
    assert reports(page("ndbg/", theirs, early)) == ("fail", "late", "annual-others-only")
    assert reports(page("ndbg/", theirs, entry("清溪县2025年年报", "2026-01-20"))) == ("pass", None, "annual-in-time")
    assert reports(page("ndbg/", theirs, pages=further(1, 2, "ndbg/2"))) == ("unknown", None, "annual-may-follow")


def test_year_columns_name_the_year_for_what_stands_in_them() -> None:
    """2025年 below the annual reports; an unread one of another year is no doubt."""
    wanted = item("政府信息公开年报", fresh=ANNUAL)
    years = (
        home(
            REPORTS,
            column("2025年", "ndbg/2025/", "政府信息公开年报"),
            column("2024年", "ndbg/2024/", "政府信息公开年报"),
        ),
        page("ndbg/"),
    )
    attached = page("ndbg/2025/", attachments=(Attachment("政府信息公开工作年度报告.pdf", at("r.pdf"), "pdf"),))
    old = (
        home(REPORTS, column("2024年", "ndbg/2024/", "政府信息公开年报")),
        page("ndbg/", entry("2023年年度报告", "2024-01-03")),
    )

    assert verdict(find(wanted, *years, attached)) == ("pass", None, "annual-undated")
    assert verdict(find(wanted, *years)) == ("unknown", None, "children-not-read")
    assert verdict(find(wanted, *old)) == ("fail", "late", "annual-missing")


def test_governments_have_until_the_end_of_march() -> None:
    """条例 article 49: another clock for one kind of body."""
    clock = Fresh(annual_by="01-31", for_body={"government": Fresh(annual_by="03-31")})
    listed = page("ndbg/", entry("2025年年度报告", "2026-03-20"))

    finding = find(item("政府信息公开年报", fresh=clock), home(REPORTS), listed)

    assert (verdict(finding), finding.due) == (("pass", None, "annual-in-time"), dt.date(2026, 3, 31))


# Freshness: every period, and days after a printed date


def test_the_missing_periods_are_named() -> None:
    """Two quarters of four have their entry, by title or by date."""
    listed = page(
        "tzgg/",
        entry("三季度统计数据", "2026-10-15"),
        entry("2026年一季度统计", "2026-04-10"),
        entry("统计", "2025-11-11"),
    )

    finding = find(item(fresh=Fresh(every="quarter", within="20wd")), home(NOTICES), listed)

    assert verdict(finding) == ("fail", "late", "periods-missing")
    assert (finding.reason.values["missing"], finding.due) == ("2026Q2", dt.date(2026, 7, 28))


def test_a_list_with_every_period_passes() -> None:
    """Twelve months of the last year."""
    months = [(2026, month) for month in range(10, 0, -1)] + [(2025, month) for month in (12, 11, 10)]
    listed = page("tzgg/", *(entry(f"{year}年{month}月统计", f"{year}-{month:02}-25") for year, month in months))

    assert notices(listed, fresh=Fresh(every="month", within="20wd")) == ("pass", None, "every-period")


def test_a_period_is_not_called_missing_while_its_entry_may_stand_somewhere() -> None:
    """A line that tells neither day nor month, a sub-column that was not opened, a list in no order with more pages."""
    clock = Fresh(every="month", within="20wd")
    some = [entry(f"2026年{month}月统计", f"2026-{month:02}-25") for month in (10, 9, 7)]
    untold = page("tzgg/", *some, entry("统计数据"))
    child = page("tzgg/", *some, columns=(column("月报", "tzgg/yb/", area="body"),))
    mixed = page("tzgg/", some[2], some[0], some[1], pages=further(1, 3, "tzgg/2.html"))
    plain = page("tzgg/", *some)

    assert [notices(found, fresh=clock) for found in (untold, child, mixed, plain)] == [
        ("unknown", None, "periods-undated"),
        ("unknown", None, "periods-may-follow"),
        ("unknown", None, "periods-may-follow"),
        ("fail", "late", "periods-missing"),
    ]


def test_a_period_whose_limit_crosses_days_not_announced_is_waited_for_a_little_longer() -> None:
    """The limit for January 2027 is presumed; ten days later it is surely over."""
    clock = Fresh(every="month", within="20wd")
    months = [(2026, month) for month in range(12, 0, -1)]
    listed = page("tzgg/", *(entry(f"{year}年{month}月统计", f"{year}-{month:02}-28") for year, month in months))
    due = CALENDAR.add_workdays(dt.date(2027, 1, 31), 20)

    found = [notices(listed, fresh=clock, today=due.date + dt.timedelta(days=days))[:2] for days in (1, 10, 11)]

    assert (due.provisional, found) == (True, [("pass", None), ("pass", None), ("fail", "late")])


def penalty(decided: str, published: str) -> PageVisit:
    """An article about a penalty."""
    day = dt.date.fromisoformat(published)
    return page(
        "art/1.html", role="article", kind="article", published=day, text=TEXT, fields={"行政处罚决定日期": decided}
    )


def test_days_count_from_the_date_printed_in_each_entry() -> None:
    """Seven working days, the National Day holiday between."""
    clock = Fresh(within="7wd", of="行政处罚决定日期")
    listed = page("tzgg/", entry("处罚决定书", "2026-10-16", "art/1.html"))

    assert notices(listed, penalty("2026-09-28", "2026-10-13"), fresh=clock) == ("pass", None, "within-limit")
    assert notices(listed, penalty("2026年9月28日", "2026-10-14"), fresh=clock) == ("fail", "late", "published-late")
    assert notices(listed, fresh=clock) == ("unknown", None, "articles-not-read")
    assert notices(listed, penalty("", "2026-10-13"), fresh=clock) == ("not-applicable", None, "label-not-printed")
