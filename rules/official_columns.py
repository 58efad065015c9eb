"""The columns of the official table and of the machine's part beside it: headings, and values as cells."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec

from rules.faults import Fault
from rules.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from rules.standard import Item

OFFICIAL = {
    "group": "一级事项",
    "name": "二级事项",
    "content": "公开内容（要素）",
    "basis": "公开依据",
    "deadline": "公开时限",
    "publisher": "公开主体",
    "channel": "公开渠道和载体",
    "audience": "公开对象",
    "method": "公开方式",
    "levels": "公开层级",
}
"""The ten elements, key to heading, in the official order."""

MACHINE = {
    "id": "编号",
    "field": "领域",
    "name_en": "英文名称",
    "bodies": "机构类别",
    "severity": "严重程度",
    "weight": "权重",
    "provenance": "来源",
    "find.aliases": "栏目别名",
    "find.under": "上级栏目",
    "find.below": "限上级的简称",
    "find.core": "核心词",
    "find.words": "组成词",
    "find.beside": "搭配词",
    "find.never": "排除词",
    "find.doubtful": "存疑词",
    "find.seen": "出现次数",
    "find.kind": "栏目形式",
    "find.strict": "位置严格",
    "find.optional": "可无栏目",
    "fresh": "更新要求",
    "require.labels": "页面要素",
    "require.each": "每份文件要素",
    "require.tolerated": "可缺要素数",
    "require.titled": "文件标题词",
    "require.headings": "依次标题",
    "require.sums": "报表核算",
    "require.channel": "渠道须可用",
    "require.since_year": "起始年度",
    "column_of": "依托事项",
    "linked": "关联要求",
    "site": "全站检查",
    "points": "计分",
    "same_as": "等同于",
    "testable": "网站可查",
    "notes": "备注说明",
}
"""What stands beside the ten elements, key to heading."""

SELDOM = frozenset(
    {
        "find.optional",
        "require.each",
        "require.tolerated",
        "require.titled",
        "require.headings",
        "require.sums",
        "require.channel",
        "require.since_year",
        "column_of",
        "linked",
        "site",
        "points",
    }
)
"""Of these, what a sheet only has a column for where an item needs it."""

_OTHER_HEADINGS = {
    "serial": ("序号", "编码"),
    "matter": ("公开事项", "事项", "政务公开事项", "公开事项名称"),
    "group": ("一级事项", "一级目录", "公开类别", "事项类别", "类别", "一级"),
    "name": ("二级事项", "二级目录", "事项名称", "公开事项名称", "二级", "信息名称"),
    "third": ("三级事项", "三级目录", "三级"),
    "content": ("公开内容", "公开内容要素", "内容", "公开要素", "内容要素"),
    "basis": ("公开依据", "依据", "法律依据"),
    "deadline": ("公开时限", "时限", "公开期限", "更新时限"),
    "publisher": ("公开主体", "主体", "责任主体", "责任单位", "公开责任主体"),
    "channel": ("公开渠道和载体", "公开渠道", "渠道和载体", "公开平台", "公开载体", "公开渠道及载体", "公开渠道与载体"),
    "audience": ("公开对象", "对象"),
    "method": ("公开方式", "方式", "公开属性"),
    "levels": ("公开层级", "层级"),
}
HEADINGS = {word: key for key, words in _OTHER_HEADINGS.items() for word in words} | {
    heading: key for key, heading in MACHINE.items()
}
"""Every heading in use, without blanks and brackets, to its key."""

TICKS = frozenset({"audience", "method", "levels"})
"""Columns that are often parted in two, with ticks instead of words."""
CHECKED = frozenset("√✓✔☑■●是Y") | {"V", "v"}
UNCHECKED = frozenset("□☐×✗—-/否N")

_LEVEL_NAMES = {"province": "省级", "city": "市级", "county": "县级", "township": "乡级"}
_LISTS = frozenset(
    {
        "find.aliases",
        "find.under",
        "find.below",
        "find.core",
        "find.words",
        "find.beside",
        "find.never",
        "find.doubtful",
        "require.labels",
        "require.each",
        "require.titled",
        "require.headings",
        "bodies",
    }
)
_FLAGS = frozenset({"testable", "find.strict", "find.optional", "require.channel"})
_READERS: dict[str, tuple[Callable[[str], object], Sentence]] = {
    "weight": (float, Sentence("counted as 1", "按 1 计")),
    "require.tolerated": (int, Sentence("not taken over", "不予采用")),
    "require.since_year": (int, Sentence("not taken over", "不予采用")),
    "fresh": (json.loads, Sentence("only content is checked", "只检查有没有内容")),
    "linked": (json.loads, Sentence("not taken over", "不予采用")),
    "site": (json.loads, Sentence("not taken over", "不予采用")),
    "points": (json.loads, Sentence("not taken over", "不予采用")),
}
"""Keys whose cell is no text: how it is read, and what happens where it cannot be."""
_YES, _NO = "是", "否"


def cell_of(item: Item, key: str) -> str:
    """What stands in the cell of an item under a key; lists stand one a line."""
    value: Any = item
    for part in key.split("."):
        value = getattr(value, part)
    if key == "levels":
        value = tuple(_LEVEL_NAMES[level] for level in value)
    match value:
        case None | ():
            cell = ""
        case bool():
            cell = _YES if value else _NO
        case msgspec.Struct() | (msgspec.Struct(), *_):
            cell = json.dumps(msgspec.to_builtins(value), ensure_ascii=False)
        case tuple():
            cell = "\n".join(value)
        case dict():
            cell = "\n".join(f"{name}={count}" for name, count in value.items())
        case float() | int():
            cell = f"{value:g}"
        case _:
            cell = str(value)
    return cell


def machine_value(key: str, cell: str, values: dict[str, Any], doubts: list[Fault]) -> None:
    """Put what a cell of the machine's part says into ``values``, or say why not."""
    owner, _, last = key.rpartition(".")
    target = values.setdefault(owner, {}) if owner else values
    lines = [line.strip() for line in cell.splitlines() if line.strip()]
    if key in _LISTS:
        target[last] = lines
    elif key in _FLAGS:
        target[last] = cell.strip() == _YES
    elif key == "find.seen":
        pairs = [line.rpartition("=") for line in lines]
        target[last] = {name: int(count) for name, _, count in pairs if name and count.strip().isdecimal()}
    else:
        value = _single(key, cell, doubts)
        if value is not None:
            target[last] = value


def _single(key: str, cell: str, doubts: list[Fault]) -> object:
    """What a cell with one value says; ``None`` where it cannot be used, which is then said."""
    text = cell.strip()
    if key not in _READERS:
        return text
    read, instead = _READERS[key]
    try:
        return read(text)
    except ValueError:
        values: dict[str, str | int | Sentence] = {"heading": MACHINE[key], "given": text[:40], "instead": instead}
        doubts.append(Fault(code="cell-unread", values=values))
        return None
