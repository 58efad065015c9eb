"""A standard's file becomes a value, or every problem of it at once."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from rules.faults import FAULTS, told_all
from rules.loading import StandardError, parse_standard
from rules.standard import BODIES, LEVELS, Find, Fresh, Item, Require, Standard

SMALLEST = """
id = "own"
title = "自定目录"
version = "1"
in_force = 2024-01-01
[[item]]
id = "guide"
name = "指南"
[item.find]
"""

HEAD = SMALLEST.partition("[[item]]")[0]

FROM_THE_DESIGN = """
id = "platform-2019"
title = "政府信息公开平台规范"
title_en = "Disclosure platform layout"
version = "2019-12"
in_force = 2019-12-03
applies_to = { levels = ["province", "city", "county"], bodies = ["government", "department"] }
[source]
document = "…"
number = "国办公开办函〔2019〕61号"

[[item]]
id = "annual-report"
group = "政府信息公开"
name = "政府信息公开年报"
name_en = "Annual disclosure report"
content = ["上一年度政府信息公开工作年度报告"]
basis = ["《政府信息公开条例》第五十条"]
deadline = "每年1月31日前"
publisher = "县级以上人民政府部门"
channel = ["政府网站"]
audience = "全社会"
method = "主动公开"
levels = ["province", "city", "county"]
severity = "serious"
weight = 3
[item.find]
aliases = ["政府信息公开工作年度报告", "信息公开年报"]
under = ["政府信息公开"]
kind = "list"
[item.fresh]
annual_by = "01-31"
[item.require]
labels = ["办公地址", "联系电话"]
"""


def problems_of(text: str) -> tuple[str, ...]:
    with pytest.raises(StandardError) as caught:
        parse_standard(text, name="own.toml")
    return caught.value.problems


def test_smallest_file_has_sensible_defaults() -> None:
    assert parse_standard(SMALLEST, name="own.toml") == Standard(
        id="own",
        title="自定目录",
        version="1",
        in_force=dt.date(2024, 1, 1),
        items=(Item(id="guide", name="指南", levels=LEVELS, bodies=BODIES, fresh=Fresh(permanent=True)),),
    )


def test_every_key_of_the_design_is_read() -> None:
    standard = parse_standard(FROM_THE_DESIGN, name="platform.toml")
    assert standard.source.number == "国办公开办函〔2019〕61号"
    assert standard.applies_to.bodies == ("government", "department")
    assert standard.items == (
        Item(
            id="annual-report",
            group="政府信息公开",
            name="政府信息公开年报",
            name_en="Annual disclosure report",
            content=("上一年度政府信息公开工作年度报告",),
            basis=("《政府信息公开条例》第五十条",),
            deadline="每年1月31日前",
            publisher="县级以上人民政府部门",
            channel=("政府网站",),
            audience="全社会",
            method="主动公开",
            levels=("province", "city", "county"),
            severity="serious",
            weight=3,
            find=Find(aliases=("政府信息公开工作年度报告", "信息公开年报"), under=("政府信息公开",)),
            fresh=Fresh(annual_by="01-31"),
            require=Require(labels=("办公地址", "联系电话")),
        ),
    )


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ('max_age = "14d"', Fresh(max_age="14d")),
        ('every = "month"\nwithin = "20wd"', Fresh(every="month", within="20wd")),
        ('within = "7wd"\nof = "行政处罚决定日期"', Fresh(within="7wd", of="行政处罚决定日期")),
        ("permanent = true", Fresh(permanent=True)),
        (
            'annual_by = "01-31"\n[item.fresh.for_body.government]\nannual_by = "03-31"',
            Fresh(annual_by="01-31", for_body={"government": Fresh(annual_by="03-31")}),
        ),
    ],
)
def test_every_form_of_clock_is_read(clock: str, expected: Fresh) -> None:
    standard = parse_standard(f"{SMALLEST}[item.fresh]\n{clock}\n", name="own.toml")
    assert standard.items[0].fresh == expected


def test_all_problems_come_at_once_with_line_item_and_remedy() -> None:
    text = """id = "own"
title = "自定目录"
version = 3
in_force = "2019-12-03"
colour = "red"
[[item]]
id = "a"
name = "甲"
basis = "条例"
[item.find]
alias = ["乙"]
kind = "lst"
bodies = ["government"]
[item.fresh]
max_age = "2w"
[[item]]
id = "a"
name = ""
weight = -1
levels = []
[item.fresh]
annual_by = "02-30"
[[item]]
name = "丙"
[item.fresh]
within = "7wd"
"""
    assert problems_of(text) == (
        "own.toml:3: version must be a text in quotes, but is the number 3",
        "own.toml:4: in_force must be a date without quotes, such as 2019-12-03",
        (
            "own.toml:5: colour is no known key; known keys are id, title, title_en, version, in_force, retired, "
            "state, applies_to, source, score, item"
        ),
        'own.toml:9: item \'a\': basis must be a list in brackets, such as ["…"], but is the text "条例"',
        "own.toml:11: item 'a': find.alias is no known key; did you mean aliases?",
        'own.toml:12: item \'a\': find.kind is "lst", but must be one of "list", "page", "link", "form"',
        "own.toml:13: item 'a': find.bodies is no known key; it belongs to [item]; write it above [item.find]",
        (
            "own.toml:15: item 'a': fresh.max_age '2w' is no span of time; "
            'write days as "14d" or working days as "20wd"'
        ),
        "own.toml:18: item 'a': name is empty; write a text or leave the key out",
        "own.toml:19: item 'a': weight must be a number that is not negative",
        "own.toml:20: item 'a': levels is empty; list at least one",
        "own.toml:22: item 'a': fresh.annual_by '02-30' is no day of the year; write month and day as \"01-31\"",
        "own.toml:23: item 3: id is missing; add it",
        (
            "own.toml:25: item 3: fresh needs one of annual_by, max_age, every, within with of, permanent; "
            "within needs every or of beside it"
        ),
        "own.toml:17: item 'a' is there twice, as items 1 and 2; give one of them another id",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'id = "a"\n[[item]',
            "own.toml:2: not valid TOML: Expected ']]' at the end of an array declaration (at line 2",
        ),
        ("a = " + "[" * 5000, "own.toml: not valid TOML: nested too deeply"),
        ("\0", "own.toml:1: not valid TOML: Invalid statement (at line 1"),
        (HEAD, "own.toml: item is missing: it names no item; add an [[item]] table"),
        (HEAD + "item = []", "own.toml:6: item is empty; a standard needs an item"),
        (SMALLEST.replace("2024-01-01", "2024-01-01T08:00:00"), "own.toml:5: in_force must be a date without quotes"),
        (SMALLEST.replace("2024-01-01", "2024-02-30"), "own.toml:5: not valid TOML:"),
        (SMALLEST.replace('id = "own"', 'id = "own\\u0007"'), "own.toml:2: id 'own\\x07' is no identifier"),
        (
            SMALLEST.replace("2024-01-01", "2024-01-01\nretired = 2023-01-01"),
            "own.toml:6: retired = 2023-01-01 is before",
        ),
        (SMALLEST + "[item.fresh]\n", "own.toml:10: item 'guide': fresh needs one of annual_by"),
        (
            SMALLEST + '[item.fresh]\nmax_age = "14d"\npermanent = true',
            "own.toml:10: item 'guide': fresh has max_age and",
        ),
        (
            SMALLEST + "[item.require]\nsince_year = 21",
            "own.toml:11: item 'guide': require.since_year 21 is no year; write four digits",
        ),
        (SMALLEST + "[item.require]\ntolerated = -1", "own.toml:11: item 'guide': require.tolerated must not be"),
        (SMALLEST + '[item.require]\nsums = "other"', "own.toml:11: item 'guide': require.sums is \"other\", but must"),
        (
            SMALLEST.replace("[item.find]", 'column_of = "other item"\n[item.find]'),
            "own.toml:9: item 'guide': column_of 'other item' is no identifier",
        ),
        (SMALLEST + '[[item.linked]]\nto = "a b"', "own.toml:11: item 'guide': linked[1].to 'a b' is no identifier"),
        (SMALLEST + '[[item.linked]]\nto = "a/b/c"', "own.toml:11: item 'guide': linked[1].to 'a/b/c' names no row"),
        (
            SMALLEST + '[item.site]\ncheck = "named"\nlimits = { a = true }',
            "own.toml:12: item 'guide': site.limits.a must be a number or a text",
        ),
        (SMALLEST + '[item.fresh]\nof = "日期"', "own.toml:10: item 'guide': fresh has of without within"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(text: str, expected: str) -> None:
    assert problems_of(text)[0].startswith(expected)


def test_every_problem_is_told_in_chinese_too() -> None:
    text = SMALLEST.replace('title = "自定目录"', "title = 3\ncolour = 1") + 'alias = ["乙"]\nkind = "lst"\n'
    with pytest.raises(StandardError) as caught:
        parse_standard(text, name="own.toml")
    assert told_all(caught.value.faults, "zh") == (
        "own.toml:3: title：应为带引号的文字，现在是数 3",
        (
            "own.toml:4: colour：没有这个键，可用的键有 id, title, title_en, version, in_force, retired, state, "
            "applies_to, source, score, item"
        ),
        "own.toml:11: 事项“guide”的 find.alias：没有这个键，是否应为 aliases？",
        'own.toml:12: 事项“guide”的 find.kind：是"lst"，只能是 "list", "page", "link", "form" 之一',
    )
    with pytest.raises(StandardError) as caught:
        parse_standard('id = "a\n', name="own.toml")
    assert told_all(caught.value.faults, "zh") == (
        "own.toml:1: 不是有效的 TOML 文件：有不允许的字符（第 1 行第 8 列）",
    )


def test_every_fault_has_the_same_values_in_both_languages() -> None:
    names = re.compile(r"\{(\w+)\}")
    assert [
        code for code, said in FAULTS.items() if sorted(names.findall(said.en)) != sorted(names.findall(said.zh))
    ] == []
    assert [code for code, said in FAULTS.items() if not re.search(r"[\u4e00-\u9fff]", said.zh)] == []


def test_a_byte_order_mark_does_no_harm() -> None:
    assert parse_standard("\ufeff" + SMALLEST, name="own.toml").id == "own"


def test_a_duty_between_two_columns_says_nothing_that_is_not_used() -> None:
    """A limit that nothing would count, words that nothing would look for."""
    row = (
        'id = "own"\ntitle = "本地目录"\nversion = "1"\nin_force = 2026-01-01\n'
        '[[item]]\nid = "a"\nname = "解读"\n[item.fresh]\npermanent = true\n[[item.linked]]\nto = "a"\n'
    )
    problems = []
    for more in ('how = "dated"', 'words = ["采纳"]', 'how = "listed"\nwithin = "3wd"'):
        with pytest.raises(StandardError) as caught:
            parse_standard(row + more, name="own.toml")
        problems += [problem.partition("linked ")[2] or problem for problem in caught.value.problems]

    assert [problem.partition("has ")[2] for problem in problems] == [
        'how = "dated" without within; add within, such as "3wd"',
        'words, which how = "link" does not use; remove it or choose another how',
        'within, which how = "listed" does not use; remove it or choose another how',
    ]
