"""A standard as CSV and as a page of Markdown."""

import csv
import io
import re

import msgspec

from rules.official import write_official
from rules.official_columns import OFFICIAL, cell_of
from rules.standard import Fresh, Item, Standard

_KNOWN = {"found": "原文", "second-hand": "转述", "memory": "凭记忆，未核对", "inferred": "推定"}
_PERIODS = {"month": "月", "quarter": "季度", "half-year": "半年", "year": "年"}
_BODIES = {"government": "政府", "department": "部门", "enterprise": "公共企事业单位"}
_LINKS = {"link": "互相链接", "name": "写明名称", "listed": "列入其中"}
HEAD_SHEET = "目录信息"
HEAD_MARK = "#"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
HEAD = {
    "id": "目录编号",
    "title": "目录名称",
    "title_en": "英文名称",
    "version": "版本",
    "in_force": "施行日期",
    "retired": "废止日期",
    "state": "状态",
    "applies_to": "适用范围",
    "source": "来源文件",
    "score": "计分办法",
}


def as_csv(standard: Standard) -> str:
    """The head as lines that begin with a mark, then the official table with the machine's columns."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([f"{HEAD_MARK}{heading}", _safe(value)] for heading, value in head_rows(standard))
    writer.writerows([_safe(cell) for cell in row] for row in write_official(standard))
    return text.getvalue()


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) or (cell.startswith("'") and cell[1:2] in FORMULA) else cell


def as_markdown(standard: Standard) -> str:
    """A page for readers: what the standard is, its rows with how each is known, and how a machine finds them."""
    lines = [f"# {_marked(standard.title)}", ""]
    if standard.title_en:
        lines += [f"*{_marked(standard.title_en)}*", ""]
    if standard.source.document:
        number = f"（{standard.source.number}）" if standard.source.number else ""
        lines += [f"来源：{_marked(standard.source.document + number)}", ""]
    state = f"`{standard.id}`，版本 {_marked(standard.version)}，{standard.in_force} 起施行，状态 `{standard.state}`，"
    lines += [f"{state}{len(standard.items)} 项。", ""]
    rows = [["编号", "来源", *OFFICIAL.values()]]
    rows += [[item.id, _KNOWN[item.provenance], *(cell_of(item, key) for key in OFFICIAL)] for item in standard.items]
    found = [["编号", "栏目名称（见到的网站数）", "上级栏目", "更新要求", "说明"]]
    found += [_how_found(item) for item in standard.items]
    return "\n".join([*lines, *_table(rows), "", "## 如何查找和检查", "", *_table(found)]) + "\n"


def _how_found(item: Item) -> list[str]:
    """The machine's part of a row, for a reader."""
    if not item.testable:
        return [item.id, "不在网站上检查", "", "", item.notes]
    names = [
        f"{name}（{item.find.seen[name]}）" if name in item.find.seen else name
        for name in (item.name, *item.find.aliases)
    ]
    below = [f"{'/'.join(item.find.under)}下的{'、'.join(item.find.below)}"] if item.find.below else []
    notes = [f"与 {item.same_as} 相同，一并检查时以其为准"] if item.same_as else []
    notes += demand_words(item)
    if item.site is not None:
        names = ["全站检查"]
    elif item.column_of:
        names = [f"依托 {item.column_of} 的栏目"]
    return [
        item.id,
        "、".join(names + below),
        "、".join(item.find.under),
        clock_words(item.fresh) if item.site is None else "",
        "；".join([*notes, item.notes]).strip("；"),
    ]


def demand_words(item: Item) -> list[str]:
    """What must be printed or be true besides the clock, in words."""
    require = item.require
    since = f"（{require.since_year} 年度起）" if require.since_year is not None else ""
    words = []
    if require.labels:
        words.append(f"应有要素：{'、'.join(_first(require.labels))}")
    if require.each:
        few = f"，缺 {require.tolerated} 项以内不计" if require.tolerated else ""
        which = f"标题含{'、'.join(require.titled)}的" if require.titled else ""
        words.append(f"{which}每份文件应有：{'、'.join(_first(require.each))}{few}")
    if require.headings:
        words.append(f"应依次有标题：{'、'.join(_first(require.headings))}{since}")
    if require.sums is not None:
        words.append(f"数据应符合勾稽关系（{require.sums}）{since}")
    words += [f"应与 {duty.to} 对应（{_LINKS[duty.how]}）" for duty in item.linked]
    if item.find.optional:
        words.append("没有此类栏目时不适用")
    return words


def _first(labels: tuple[str, ...]) -> list[str]:
    """The first spelling of each label."""
    return [label.split("|")[0] for label in labels]


def clock_words(fresh: Fresh) -> str:
    """A clock in words."""
    words = []
    if fresh.annual_by:
        words.append(f"每年{int(fresh.annual_by[:2])}月{int(fresh.annual_by[3:])}日前发布上一年度")
    if fresh.max_age:
        words.append(f"最新一条不早于{_span(fresh.max_age)}")
    if fresh.every:
        words.append(f"每{_PERIODS[fresh.every]}更新" + (f"，期满后{_span(fresh.within)}内" if fresh.within else ""))
    if fresh.of and fresh.within:
        words.append(f"自{fresh.of}起{_span(fresh.within)}内")
    if fresh.permanent:
        words.append("有内容即可")
    words += [f"{_BODIES[body]}：{clock_words(other)}" for body, other in fresh.for_body.items()]
    return "；".join(words)


def _span(span: str) -> str:
    return f"{span[:-2]}个工作日" if span.endswith("wd") else f"{span[:-1]}日"


def _table(rows: list[list[str]]) -> list[str]:
    lines = [f"| {' | '.join(_marked(cell) for cell in row)} |" for row in rows]
    return [lines[0], f"|{' --- |' * len(rows[0])}", *lines[1:]]


def _marked(cell: str) -> str:
    """Text that Markdown shows as it is."""
    return re.sub(r"([\\`*_|<>\[\]#])", r"\\\1", cell).replace("\r", "").replace("\n", "<br>")


def head_rows(standard: Standard) -> list[list[str]]:
    """What the standard says of itself, as rows of heading and value."""
    rows = []
    for key, heading in HEAD.items():
        value = getattr(standard, key)
        if isinstance(value, msgspec.Struct):
            value = msgspec.json.encode(value).decode()
        rows.append([heading, "" if value is None else str(value)])
    return rows
