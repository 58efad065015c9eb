"""The sentences of every fault of a standard's file, in English and Chinese: templates over the values of a ``Fault``.

English sentences go on after the key they are about, Chinese ones stand after a colon. TOML's own words stay English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

FAULTS: Mapping[str, Sentence] = {
    # The file
    "not-toml": Sentence("not valid TOML: {why}", "不是有效的 TOML 文件：{why}"),
    "nested": Sentence("not valid TOML: nested too deeply", "不是有效的 TOML 文件：嵌套过深"),
    "unknown-near": Sentence("is no known key; did you mean {close}?", "没有这个键，是否应为 {close}？"),
    "unknown-elsewhere": Sentence(
        "is no known key; it belongs to [{upper}]; write it above [{owner}]",
        "这里没有这个键，它属于 [{upper}]，应写在 [{owner}] 之前",
    ),
    "unknown": Sentence("is no known key; known keys are {known}", "没有这个键，可用的键有 {known}"),
    "unknown-only": Sentence("is no known key; remove it", "没有这个键，请删除"),
    "missing": Sentence("is missing; add it", "缺少，请补上"),
    "no-item": Sentence(
        "is missing: it names no item; add an [[item]] table", "缺少：没有任何事项，请加上一个 [[item]] 表"
    ),
    "no-items": Sentence("is empty; a standard needs an item", "是空的，标准目录至少要有一个事项"),
    "none-listed": Sentence("is empty; list at least one", "是空的，请至少列出一个"),
    "not-a-choice": Sentence("is {given}, but must be one of {choices}", "是{given}，只能是 {choices} 之一"),
    "negative": Sentence("must not be negative", "不能是负数"),
    "another-kind": Sentence("{wanted}, but is {given}", "{wanted}，现在是{given}"),
    "wrong": Sentence("is wrong: {why}", "有误：{why}"),
    # Values
    "empty-text": Sentence("is empty; write a text or leave the key out", "是空的，请写上文字，或者删去这个键"),
    "no-identifier": Sentence(
        "{given} is no identifier; use letters, digits, '-', '_', '.' and ':' without blanks",
        "{given} 不能作编号，请用字母、数字、“-”“_”“.”“:”，不留空格",
    ),
    "no-span": Sentence(
        '{given} is no span of time; write days as "14d" or working days as "20wd"',
        '{given} 不是时间长度，天数写作 "14d"，工作日写作 "20wd"',
    ),
    "no-month-day": Sentence(
        '{given} is no day of the year; write month and day as "01-31"', '{given} 不是一年中的日子，月日写作 "01-31"'
    ),
    "no-day": Sentence("must be a date without quotes, such as 2019-12-03", "应为不带引号的日期，如 2019-12-03"),
    "no-year": Sentence(
        "{given} is no year; write four digits, such as 2021", "{given} 不是年份，请写四位数字，如 2021"
    ),
    "no-number": Sentence("must be a number that is not negative", "应为不小于零的数"),
    "no-limit": Sentence("must be a number or a text", "应为数或文字"),
    "no-reference": Sentence(
        '{given} names no row; write standard and item as "platform-2019/guide"',
        '{given} 不指向任何事项，标准和事项写作 "platform-2019/guide"',
    ),
    "no-region": Sentence(
        '{given} is no beginning of a region code; write 2 to 12 digits, such as "52"',
        '{given} 不是行政区划代码的开头，请写 2 至 12 位数字，如 "52"',
    ),
    "no-clock": Sentence(
        "needs one of annual_by, max_age, every, within with of, permanent",
        "要有 annual_by、max_age、every、within 加 of、permanent 之一",
    ),
    "dated-without-within": Sentence(
        'has how = "dated" without within; add within, such as "3wd"',
        '写了 how = "dated" 而没有 within，请加上 within，如 "3wd"',
    ),
    "linked-idle": Sentence(
        'has {name}, which how = "{how}" does not use; remove it or choose another how',
        '给出了 {name}，而 how = "{how}" 用不到，请删去或改用别的 how',
    ),
    "within-alone": Sentence(
        "needs one of annual_by, max_age, every, within with of, permanent; within needs every or of beside it",
        "要有 annual_by、max_age、every、within 加 of、permanent 之一；within 旁边还要有 every 或 of",
    ),
    "two-clocks": Sentence(
        "has {forms}, but an item has one clock; keep one of them", "有 {forms}，一个事项只能有一种时限，请保留一个"
    ),
    "of-alone": Sentence(
        'has of without within; add within, such as "7wd"', '有 of 而没有 within，请加上 within，如 "7wd"'
    ),
    "within-beside": Sentence(
        "has within beside {form}; within belongs to every or of",
        "在 {form} 旁边有 within，within 只与 every 或 of 搭配",
    ),
    "services-weight": Sentence(
        "has services_weight as large as total; nothing would be left to score",
        "services_weight 不小于 total，没有可计分的部分",
    ),
    # Across items
    "twice": Sentence(
        "is there twice, as items {first} and {second}; give one of them another id",
        "出现两次（第 {first} 个和第 {second} 个），请给其中一个换编号",
    ),
    "retired-before": Sentence(
        "= {end} is before in_force = {begin}; correct one of the two",
        "= {end} 早于 in_force = {begin}，请改正其中一个",
    ),
    # Remarks on what can be used
    "open-quote": Sentence(
        "has a title mark without its partner in {given}; close it", "{given} 中书名号不成对，请补全"
    ),
    "no-citation": Sentence(
        "cites no document in {given}; give its title in 《》 or its number",
        "{given} 没有引用文件，请写上书名号里的名称或者文号",
    ),
    "digits": Sentence(
        "numbers the article in digits in {given}; write it as the law does, 第二十条",
        "{given} 用数字写条款，请照法律原文写作“第二十条”",
    ),
    "demands": Sentence(
        "demands in {given}; name the information, the law demands it",
        "{given} 写成了要求；这里只写信息的名称，要求由法律提出",
    ),
    "unread-limit": Sentence(
        "holds words that were not understood: {words}; check fresh by hand",
        "有没读懂的文字：{words}，请人工核对 fresh",
    ),
    "no-annual-by": Sentence(
        'has no annual_by although deadline names a day; add annual_by = "{day}"',
        'deadline 写明了日期，却没有 annual_by，请加上 annual_by = "{day}"',
    ),
    "unknown-row": Sentence(
        "names {given}, which no known standard has; correct it or leave it out",
        "指向 {given}，已知的标准里没有，请改正或者删去",
    ),
    "unknown-base": Sentence(
        "names {given}, which is no item of this standard with a column of its own; correct it or leave it out",
        "指向 {given}，本标准中没有这个有自己栏目的事项，请更正或删去",
    ),
    "names-beside-base": Sentence(
        "gives names beside column_of; a row that is judged on another's column is not looked for, remove them",
        "与 column_of 并列给出了栏目名称；依托其他事项栏目的事项不另找栏目，请删去",
    ),
    "unknown-check": Sentence(
        "is {given}, which is no check of a site; there are {known}", "是 {given}，没有这个全站检查，可用的有 {known}"
    ),
    "site-beside": Sentence(
        "stands beside require, linked or column_of, which a row about the whole site does not use; remove them",
        "与 require、linked 或 column_of 并列，全站检查的事项用不到，请删去",
    ),
    "tolerates-all": Sentence(
        "tolerates as many as the {number} that require.each asks for, so nothing could fail; lower it",
        "不小于 require.each 的 {number} 项，永远不会判为要素不全，请调低",
    ),
    "unused": Sentence("is of no use without {other}; add it or leave this out", "没有 {other} 就没有用，请补上或删去"),
    "strangers": Sentence(
        "counts {names}, which are no names of the item; add them to aliases",
        "统计了 {names}，它们不是该事项的名称，请加进 aliases",
    ),
    "same-name": Sentence(
        "has {given}, which reads the same as {known}; one is enough", "{given} 与 {known} 是同一个名称，保留一个即可"
    ),
    "shared-name": Sentence(
        "shares {given} with item {others}; a column of that name stands for both",
        "{given} 与事项 {others} 重名，这个名称的栏目会同时对应两者",
    ),
    "unknown-parent": Sentence(
        "has {given}, which is no item or group here and no known column; check its spelling",
        "{given} 既不是这里的事项或类别，也不是已知栏目，请核对写法",
    ),
    # Rows of an official table
    "serial-gap": Sentence(
        "序号 jumps from {last} to {next}; no row stands between",
        "序号从 {last} 跳到 {next}，中间的行没有找到",
    ),
    "row-unnamed": Sentence("names no item and was not read: {cells}", "没有事项名称，未读入：{cells}"),
    "row-unread": Sentence(
        "the machine's columns were not understood ({why}), so the row was not read",
        "机器列没有读懂（{why}），该行未读入",
    ),
    "levels-unread": Sentence(
        "公开层级 “{given}” was not understood; taken to bind every level", "公开层级“{given}”没有读懂，按各级都适用"
    ),
    "limit-unread": Sentence(
        "公开时限 “{given}” was not understood; only content is checked", "公开时限“{given}”没有读懂，只检查有没有内容"
    ),
    "no-basis": Sentence("has no 公开依据", "没有公开依据"),
    "id-unfit": Sentence("编号 “{given}” cannot be used; {used} instead", "编号“{given}”不能用，改为 {used}"),
    "id-taken": Sentence("编号 “{given}” is taken already; {used} instead", "编号“{given}”已经用过，改为 {used}"),
    "cell-unread": Sentence(
        "{heading} “{given}” was not understood; {instead}", "{heading}“{given}”没有读懂，{instead}"
    ),
}
