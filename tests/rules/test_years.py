"""What a title says about time, and whose yearly report it is."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec
import pytest

from rules.deadlines import stretch_of
from rules.reports import is_of_another_body
from rules.years import is_bare_year, is_report, names_any_stretch, names_stretch, years_named
from tests.rules.building import SITE

if TYPE_CHECKING:
    from rules.standard import Period


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("清溪县2025年政府信息公开工作年度报告", {2025}),
        ("2025年度", {2025}),
        ("二〇二五年年报", {2025}),
        ("二零二五年年报", {2025}),
        ("二Ｏ二五年年报", {2025}),
        ("２０２５年年报", {2025}),
        ("2008-2010年年报", {2008, 2009, 2010}),
        ("2023年至2025年规划", {2023, 2024, 2025}),
        ("清府发〔2024〕3号", set()),
        ("关于2026年1月20日停水的通知", set()),
        ("2026-01-20", set()),
        ("电话12025678", set()),
        ("1234年", set()),
        ("一二三四年", set()),
        ("", set()),
    ],
)
def test_a_title_names_the_years_it_is_about(title: str, years: set[int]) -> None:
    """In digits and numerals; document numbers and whole dates name none."""
    assert years_named(title) == years


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("2025年年报", True),
        ("2025年度工作情况", True),
        ("2025年", True),
        ("清溪县2025年政府信息公…", True),
        ("2025年工作要点", False),
        ("2025年11月财政收支情况", False),
        ("2025年一季度报告", False),
        ("清溪县统计局关于消防安全隐患排查的公告", False),
        ("清溪县大数据局2025年招聘公告", False),
        ("2025年统计年鉴数据", True),
    ],
)
def test_a_report_is_about_a_whole_year(title: str, expected: bool) -> None:  # noqa: FBT001
    """Or so short or cut that it may be one."""
    assert is_report(title) is expected


def test_a_year_alone_or_a_cut_title_tells_no_more() -> None:
    """Nothing speaks against it either."""
    assert [is_bare_year(title) for title in ("2025年度", "关于2025年...", "2025年报告")] == [True, True, False]


@pytest.mark.parametrize(
    ("title", "day", "period", "published", "expected"),
    [
        ("2026年3月价格监测", "2026-03-05", "month", None, True),
        ("2026年三月价格监测", "2026-03-05", "month", None, True),
        ("2026年1-3月价格监测", "2026-02-05", "month", None, True),
        ("2026年11月价格监测", "2026-01-05", "month", None, False),
        ("2026年十二月价格监测", "2026-02-05", "month", None, False),
        ("2026年第一季度", "2026-02-05", "quarter", None, True),
        ("2026年2季度", "2026-05-05", "quarter", None, True),
        ("2026年上半年", "2026-05-05", "quarter", None, True),
        ("2026年上半年", "2026-05-05", "half-year", None, True),
        ("2025年全年", "2025-11-05", "half-year", None, True),
        ("2025年统计公报", "2025-11-05", "year", None, True),
        ("三季度数据", "2026-08-05", "quarter", "2026-10-15", True),
        ("三季度数据", "2025-08-05", "quarter", "2026-10-15", False),
        ("三季度数据", "2026-08-05", "quarter", None, False),
        ("2025年3月价格监测", "2026-03-05", "month", None, False),
    ],
)
def test_a_title_names_its_stretch(
    title: str, day: str, period: Period, published: str | None, *, expected: bool
) -> None:
    """Without a year, the one of that name that ended last before it was published."""
    stretch = stretch_of(dt.date.fromisoformat(day), period)
    when = None if published is None else dt.date.fromisoformat(published)

    assert names_stretch(title, stretch, when) is expected


def test_a_title_that_names_no_stretch_leaves_it_to_its_date() -> None:
    """Years count for yearly duties only."""
    assert [names_any_stretch("2026年价格监测", period) for period in ("month", "quarter", "half-year", "year")] == [
        *(False, False, False, True),
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("清溪县人民政府2025年年报", False),
        ("清溪县2025年年报", False),
        ("县人民政府办公室2025年年报", False),
        ("2025年清溪县财政局年报", False),
        ("清溪县财政局2025年年报", True),
        ("清溪县城关镇人民政府2025年年报", True),
        ("城关镇2025年年报", True),
        ("县卫生健康局二〇二五年年报", True),
    ],
)
def test_on_a_portal_a_departments_report_is_anothers(title: str, expected: bool) -> None:  # noqa: FBT001
    """On a department's own site every report is its own."""
    assert is_of_another_body(title, SITE) is expected
    assert not is_of_another_body(title, msgspec.structs.replace(SITE, body="department"))
