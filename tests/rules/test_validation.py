"""Remarks on standards that can be used, and the difference between two versions."""

from __future__ import annotations

from pathlib import Path

import msgspec

import rules
from rules.difference import ElementChange, difference
from rules.faults import told, told_all
from rules.loading import parse_standard
from rules.validation import remarks

TEXT = """id = "own"
title = "自定目录"
version = "1"
in_force = 2024-01-01
[[item]]
id = "budget"
group = "法定主动公开内容"
name = "财政预算"
basis = ["《预算法第十四条", "有关规定", "《预算法》第14条"]
deadline = "每季度首月20日前"
same_as = "platform-2019/bugdet"
[item.find]
aliases = ["财政预决算", "财政 预决算"]
under = ["法定主动公开内容", "财政大厅"]
seen = { "预决算" = 3 }
[[item]]
id = "accounts"
group = "法定主动公开内容"
name = "财政决算应当公开"
deadline = "每年1月31日前"
[item.find]
aliases = ["财政预决算"]
"""


def test_every_remark_names_line_item_and_remedy() -> None:
    standard = parse_standard(TEXT, name="own.toml")
    found = remarks(standard, name="own.toml", text=TEXT)
    assert told_all(found) == (
        "own.toml:9: item 'budget': basis has a title mark without its partner in '《预算法第十四条'; close it",
        "own.toml:9: item 'budget': basis cites no document in '有关规定'; give its title in 《》 or its number",
        (
            "own.toml:9: item 'budget': basis numbers the article in digits in '《预算法》第14条'; "
            "write it as the law does, 第二十条"
        ),
        (
            "own.toml:10: item 'budget': deadline holds words that were not understood: 每季度首月20日前; "
            "check fresh by hand"
        ),
        (
            "own.toml:11: item 'budget': same_as names 'platform-2019/bugdet', which no known standard has; "
            "correct it or leave it out"
        ),
        ("own.toml:15: item 'budget': find.seen counts 预决算, which are no names of the item; add them to aliases"),
        (
            "own.toml:13: item 'budget': find.aliases has '财政 预决算', which reads the same as '财政预决算'; "
            "one is enough"
        ),
        (
            "own.toml:14: item 'budget': find.under has '财政大厅', which is no item or group here and no known "
            "column; check its spelling"
        ),
        ("own.toml:19: item 'accounts': name demands in '财政决算应当公开'; name the information, the law demands it"),
        (
            "own.toml:16: item 'accounts': fresh has no annual_by although deadline names a day; "
            'add annual_by = "01-31"'
        ),
        (
            "own.toml:22: item 'accounts': find.aliases shares '财政预决算' with item 'budget'; "
            "a column of that name stands for both"
        ),
    )


def test_remarks_are_told_in_chinese_too() -> None:
    standard = parse_standard(TEXT, name="own.toml")
    found = told_all(remarks(standard, name="own.toml", text=TEXT), "zh")
    assert found[0] == "own.toml:9: 事项“budget”的 basis：'《预算法第十四条' 中书名号不成对，请补全"
    assert found[-1] == (
        "own.toml:22: 事项“accounts”的 find.aliases：'财政预决算' 与事项 'budget' 重名，这个名称的栏目会同时对应两者"
    )


def test_shipped_standards_draw_no_remark_but_shared_names() -> None:
    folder = Path(rules.__file__).parent / "standards"
    texts = {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.toml"))}
    known = [parse_standard(text, name=name) for name, text in texts.items()]
    found = [
        told(remark)
        for standard in known
        for remark in remarks(standard, name=standard.id, text=texts[f"{standard.id}.toml"], known=known)
        if remark.code != "shared-name"
    ]
    assert found == []


def test_a_standard_does_not_differ_from_itself() -> None:
    standard = parse_standard(TEXT, name="own.toml")
    assert not difference(standard, standard)


def test_added_removed_renamed_and_changed_elements_are_told_apart() -> None:
    old = parse_standard(TEXT, name="own.toml")
    budget, accounts = old.items
    later = msgspec.structs.replace(
        budget, id="budget-2", deadline="每年1月31日前", find=msgspec.structs.replace(budget.find, strict=True)
    )
    added = msgspec.structs.replace(accounts, id="debts", name="政府债务")
    new = msgspec.structs.replace(old, version="2", items=(later, added))
    found = difference(old, new)
    assert [item.id for item in found.added] == ["debts"]
    assert [item.id for item in found.removed] == ["accounts"]
    assert found.changed == (
        ElementChange("", "version", "1", "2"),
        ElementChange("budget-2", "id", "budget", "budget-2"),
        ElementChange("budget-2", "deadline", "每季度首月20日前", "每年1月31日前"),
        ElementChange("budget-2", "find.strict", "false", "true"),
    )


def test_duties_that_lead_nowhere_are_remarked() -> None:
    """Rows, columns and checks that are not there; demands that no document could fail."""
    text = """id = "own"
title = "自定目录"
version = "1"
in_force = 2024-01-01
[[item]]
id = "form"
name = "年报格式"
column_of = "report"
[item.find]
aliases = ["年报"]
[item.require]
each = ["电话", "地址"]
tolerated = 2
since_year = 2021
[[item.linked]]
to = "elsewhere"
[[item]]
id = "whole"
name = "全站"
[item.site]
check = "nothing_such"
[item.require]
titled = ["指南"]
"""
    found = remarks(parse_standard(text, name="own.toml"), name="own.toml", text=text)
    keys = [(fault.item, fault.code, fault.key) for fault in found]
    assert keys == [
        ("form", "unknown-base", "column_of"),
        ("form", "names-beside-base", "find"),
        ("form", "unknown-row", "linked"),
        ("form", "tolerates-all", "require.tolerated"),
        ("form", "unused", "require.since_year"),
        ("whole", "unknown-check", "site.check"),
        ("whole", "site-beside", "site"),
        ("whole", "unused", "require.titled"),
    ]
