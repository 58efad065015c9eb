"""The day of an event that a document prints, and what may be said of the day it was published."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rules.events import event_of
from rules.standard import Fresh
from tests.rules.building import NOTICES, TEXT, entry, find, home, item, page, verdict

APPROVAL = "批准日期|批复日期|批准|审议通过|批复"
BUDGET = "清溪县2026年政府预算公开"


def printed(title: str, text: str, words: str = APPROVAL, **facts: Any) -> str | None:
    """The day that was read, with the word it was found by."""
    event = event_of(page("1.html", kind="article", title=title, text=text, **facts), words)
    return None if event is None else f"{event.day} {event.word}"


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (BUDGET, "批准日期：2026年1月20日", "2026-01-20 批准日期"),
        (BUDGET, "2026年1月20日，清溪县第十八届人民代表大会第五次会议审查批准。", "2026-01-20 批准"),
        (BUDGET, "本预算已经2026年1月20日县人大审议通过。", "2026-01-20 审议通过"),
        # the budget of the year before, a plan, a condition, a title that names no year
        (BUDGET, "2025年预算于2025年1月10日经县人民代表大会批准。", None),
        (BUDGET, "拟于2026年1月20日提请县人民代表大会审查批准。", None),
        (BUDGET, "2026年1月20日提交，待县人民代表大会批准后公开。", None),
        ("政府预算公开", "2026年1月20日，县人民代表大会批准。", None),
        # accounts are approved in the year after
        ("清溪县2025年财政决算", "2026年7月30日，县人大常委会批准2025年决算。", "2026-07-30 批准"),
        ("清溪县2025年财政决算", "2025年1月20日，县人民代表大会批准2025年预算。", None),
        # a department's clock starts with the finance office, not with the congress
        ("清溪县教育局2026年部门预算", "2026年1月20日，县人民代表大会批准全县预算。", None),
        ("清溪县教育局2026年部门预算", "县财政局于2026年2月3日批复我局预算。", "2026-02-03 批复"),
        ("清溪县教育局2026年预算", "2026年1月20日，县人民代表大会批准。", None),
        # a meeting of several days, a second day without its year, an approval by nobody who may
        (BUDGET, "2026年1月18日至20日召开的县十八届人大五次会议批准了本预算。", "2026-01-20 批准"),
        ("清溪县教育局2026年部门预算", "2026年1月20日县人大批准，2月10日县财政局批复。", "2026-02-10 批复"),
        (BUDGET, "2026年1月5日，县政府常务会议批准了预算编制工作方案。", None),
        # what speaks of a budget that was approved before; words that are no label
        ("清溪县2026年上半年预算执行情况", "2026年1月20日县人大批准2026年预算。", None),
        ("清溪县2026年1-9月预算执行情况", "2026年1月20日县人大批准2026年预算。", None),
        ("清溪县2026年预算调整方案", "2026年1月20日县人大批准2026年预算。", None),
        ("清溪县2025年预算执行情况和2026年预算草案的报告", "2026年1月20日县人大批准。", "2026-01-20 批准"),
        (BUDGET, "县财政局批复2026年3月底前下达。经批准2026年3月1日起执行。", None),
        # of several the latest
        (BUDGET, "批准日期：2026年1月20日。预算调整批准日期：2026年6月2日", "2026-06-02 批准日期"),
        (BUDGET, "批准日期：2026年13月20日", None),
        (BUDGET, TEXT, None),
    ],
)
def test_an_approval_is_read_where_nothing_else_can_be_meant(title: str, text: str, expected: str | None) -> None:
    assert printed(title, text) == expected


def budget(published: date, listed: str | None = None, **facts: Any) -> tuple[str, str | None, str]:
    """The verdict about one budget that was approved on 20 January."""
    clock = Fresh(within="20d", of=APPROVAL)
    read = page(
        "b/1.html",
        role="article",
        kind="article",
        title=BUDGET,
        published=published,
        text="2026年1月20日，清溪县第十八届人民代表大会第五次会议审查批准。",
        **facts,
    )
    rows = page("tzgg/", entry(BUDGET, listed, "b/1.html"))
    return verdict(find(item(fresh=clock), home(NOTICES), rows, read))


def test_a_budget_is_late_after_the_twentieth_day_by_every_date_the_site_gives() -> None:
    """Twenty calendar days end on the ninth of February, a Monday."""
    on, after, meta = date(2026, 2, 9), date(2026, 2, 10), date(2026, 2, 1)

    assert budget(on) == ("pass", None, "within-limit")
    assert budget(after) == ("fail", "late", "published-late")
    assert budget(after, "2026-02-09") == ("unknown", None, "late-by-one-date")
    assert budget(after, published_meta=meta) == ("unknown", None, "late-by-one-date")
    # more than a year on it is an archive that was moved
    assert budget(date(2027, 3, 1)) == ("not-applicable", None, "label-not-printed")


def test_a_limit_that_crosses_days_not_announced_is_given_the_benefit_of_a_holiday() -> None:
    """The calendar ends with 2026; the seventh working day of 2027 is presumed."""

    def penalty(published: date) -> tuple[str, str | None, str]:
        read = page(
            "p/1.html",
            role="article",
            kind="article",
            title="处罚",
            published=published,
            text="处罚决定日期：2027-01-28",
        )
        wanted = item(fresh=Fresh(within="7wd", of="处罚决定日期"))
        rows = page("tzgg/", entry("处罚", None, "p/1.html"))
        return verdict(find(wanted, home(NOTICES), rows, read, today=date(2027, 6, 1)))

    assert penalty(date(2027, 2, 12)) == ("unknown", None, "late-provisional")
    assert penalty(date(2027, 3, 12)) == ("fail", "late", "published-late")
