"""The printed words of 公开时限 are read, or listed as not understood."""

from __future__ import annotations

import pytest

from rules.standard import Fresh
from rules.timelimits import Reading, TimeLimit, clock_for, read_time_limits


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("自该政府信息形成或者变更之日起20个工作日内及时公开", ("within", 20, "wd", "该政府信息形成或者变更")),
        ("信息形成（变更）20个工作日内", ("within", 20, "wd", "信息形成")),
        ("公开事项信息形成或变更之日起20个工作日内公开", ("within", 20, "wd", "公开事项信息形成或变更")),
        ("形成或者变更之日起20个工作日内予以公开", ("within", 20, "wd", "形成或者变更")),
        ("20个工作日", ("within", 20, "wd", "")),
        ("二十个工作日内", ("within", 20, "wd", "")),
        ("自制作或获取该信息之日起20个工作日内公开", ("within", 20, "wd", "制作或获取该信息")),
        ("制定或获取信息之日起10个工作日内", ("within", 10, "wd", "制定或获取信息")),
        ("制定或获取信息之日起，10个工作日内公开", ("within", 10, "wd", "制定或获取信息")),
        ("公示7个工作日", ("at-least", 7, "wd", "")),
        ("每20个工作日更新", ("every", 20, "wd", "")),
        ("自作出行政决定之日起7个工作日内公示", ("within", 7, "wd", "作出行政决定")),
        ("本级人大或其常委会批准后20日内", ("within", 20, "d", "本级人大或其常委会批准")),
        ("资金分配结果下达15个工作日内", ("within", 15, "wd", "资金分配结果下达")),
        ("自收到申请之日起20个工作日内公开", ("on-request", 20, "wd", "收到申请")),
        ("征求意见期限不得少于30日", ("at-least", 30, "d", "")),
        ("实时公开", ("prompt", 0, "wd", "")),
        ("按进展情况及时公开", ("prompt", 0, "wd", "")),
        ("提前一周发通知邀请", ("before", 7, "d", "")),
        ("半年至少更新1次", ("every", 1, "half-year", "")),
        ("长期公开（动态调整）", ("permanent", 0, "wd", "")),
        ("保持长期公开", ("permanent", 0, "wd", "")),
        ("颁布或印发之日起5个工作日内", ("within", 5, "wd", "颁布或印发")),
        ("每季度", ("every", 1, "quarter", "")),
        ("按月公布", ("every", 1, "month", "")),
        ("信息形成后12小时内", ("within", 12, "h", "信息形成")),
    ],
)
def test_every_usual_phrase_is_read(words: str, limit: tuple[str, int, str, str]) -> None:
    reading = read_time_limits(words)
    assert reading.unread == ()
    assert [(found.form, found.count, found.unit, found.since) for found in reading.limits] == [limit]


def test_a_day_of_the_year_is_read() -> None:
    assert read_time_limits("每年1月31日前") == Reading(
        (TimeLimit(form="annual-by", unit="year", day="01-31", words="每年1月31日前"),)
    )
    assert [limit.day for limit in read_time_limits("每年4月底前；每年第一季度；每年2月底前").limits] == [
        "04-30",
        "03-31",
        "02-28",
    ]


def test_a_phrase_with_several_limits_says_what_each_is_for() -> None:
    reading = read_time_limits("除处罚决定外: 长期公开(动态调整); 处罚决定: 20个工作日内")
    assert [(limit.form, limit.subject) for limit in reading.limits] == [
        ("permanent", "除处罚决定外"),
        ("within", "处罚决定"),
    ]
    reading = read_time_limits("执法决定信息在决定作出之日起7个工作日内公开，其他相关信息形成或变更之日起20个工作日内")
    assert [(limit.count, limit.subject) for limit in reading.limits] == [(7, "执法决定信息"), (20, "")]


def test_that_other_laws_may_say_otherwise_is_no_limit() -> None:
    words = "信息形成或者变更之日起20个工作日内。法律、法规对政府信息公开的期限另有规定的，从其规定"
    reading = read_time_limits(words)
    assert (len(reading.limits), reading.unread) == (1, ())


@pytest.mark.parametrize("words", ["待定", "每季度首月20日前", "见通知", "每年13月1日前", "每年2月30日前"])
def test_what_is_not_understood_is_listed(words: str) -> None:
    assert read_time_limits(words) == Reading((), (words,))


def test_nothing_printed_is_nothing_read() -> None:
    assert read_time_limits(" \n") == Reading()


@pytest.mark.parametrize(
    ("words", "clock"),
    [
        ("每年1月31日前", Fresh(annual_by="01-31")),
        ("每月更新", Fresh(every="month")),
        ("每20个工作日更新", Fresh(max_age="20wd")),
        ("每周", Fresh(max_age="7d")),
        ("长期公开", Fresh(permanent=True)),
        ("自该政府信息形成或者变更之日起20个工作日内", None),
        ("及时公开", None),
    ],
)
def test_only_what_a_column_can_show_becomes_a_clock(words: str, clock: Fresh | None) -> None:
    assert clock_for(read_time_limits(words)) == clock


_PRINTED = """
    自该政府信息形成或者变更之日起20个工作日内及时公开 自该政府信息形成或者变更之日起20个工作日内予以公开
    信息形成（变更）20个工作日内 公开事项信息形成或变更之日起20个工作日内公开 20个工作日
    形成或者变更之日起20个工作日内予以公开 自制作或获取该信息之日起20个工作日内公开
    信息形成或者变更之日起20个工作日内。法律、法规对政府信息公开的期限另有规定的，从其规定
    制定或获取信息之日起10个工作日内 制定或获取文件之日起10个工作日内 制定或获取备案政策之日起10个工作日内
    制定或获取扶持补贴政策之日起10个工作日内 公示7个工作日 每20个工作日更新
    自作出行政决定之日起7个工作日内公示 自作出行政决定之日起7个工作日内公开
    执法决定信息在决定作出之日起7个工作日内公开，其他相关信息形成或变更之日起20个工作日内
    本级人大或其常委会批准后20日内 批复后20日内 资金分配结果下达15个工作日内 分配结果确定后20个工作日内
    自收到申请之日起20个工作日内公开 征求意见期限不得少于30日 实时公开 及时公开 按进展情况及时公开
    重大决策作出后及时公开 提前一周发通知邀请 每年1月31日前 半年至少更新1次 长期 长期公开 永久公开
    长期公开（动态调整） 保持长期公开 颁布或印发之日起5个工作日内 信息形成(变更)5个工作日内 3个工作日内
    每季度 每月 除处罚决定外：长期公开（动态调整）；处罚决定：20个工作日内
    信息形成20个工作日内；行政许可、行政处罚自作出决定之日起7个工作日内公示
"""


def test_the_whole_printed_vocabulary_of_the_grassroots_lists_is_read() -> None:
    """Every phrase met in published lists, one limit or two, and nothing left over."""
    readings = {phrase: read_time_limits(phrase) for phrase in _PRINTED.split()}

    assert {phrase: reading.unread for phrase, reading in readings.items() if reading.unread} == {}
    assert [phrase for phrase, reading in readings.items() if not reading.limits] == []
