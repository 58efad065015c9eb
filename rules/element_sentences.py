"""The sentences about elements of single documents, in both languages; ``rules.reasons`` joins them to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

ELEMENT_REASONS: Mapping[str, Sentence] = {
    "elements-on-another-page": Sentence(
        "Not seen in “{column}”: {missing}; at least one of these stands on another page of the site: {target}.",
        "“{column}”中未见：{missing}；其中至少一项见于本站其他页面：{target}。",
    ),
    "each-complete": Sentence(
        "The {number} newest documents read in “{column}” each print what is asked for ({wanted} elements).",
        "“{column}”中读取的最新 {number} 篇均载有规定要素（共 {wanted} 项）。",
    ),
    "each-incomplete": Sentence(
        "“{title}” in “{column}” ({target}) lacks {number} of {wanted} required elements: {missing}; "
        "{faulty} of the {entries} documents read whole are incomplete.",
        "“{column}”中的《{title}》（{target}）应有 {wanted} 项要素，缺少 {number} 项：{missing}；"
        "完整读取的 {entries} 篇中有 {faulty} 篇要素不全。",
    ),
    "documents-not-listed": Sentence(
        "“{item}” was not checked: no document of the kind was seen in “{column}”.",
        "“{item}”未检查：“{column}”中未见此类文件。",
    ),
    "document-not-read": Sentence(
        "“{title}” in “{column}” ({target}) was not read, so nothing can be said about “{item}”.",
        "“{column}”中的《{title}》（{target}）未能读取，“{item}”无法判断。",
    ),
    "document-goes-on": Sentence(
        "Not seen in the first page of “{title}” ({target}): {missing}; the document goes on on pages not read.",
        "《{title}》（{target}）首页中未见：{missing}；该文分多页，其余未读取。",
    ),
    "document-points-on": Sentence(
        "Not seen in “{title}” ({target}): {missing}; it leads on to something that was not read.",
        "《{title}》（{target}）中未见：{missing}；该文提示到别处查看，别处未读取。",
    ),
    "document-in-other-words": Sentence(
        "Not seen in “{title}” ({target}): {missing}; parts of it under other names may be these.",
        "《{title}》（{target}）中未见：{missing}；文中另有名称不同的部分，可能就是未见的要素。",
    ),
    "document-of-no-form": Sentence(
        "“{title}” in “{column}” ({target}) was read, but does not look like what “{item}” asks about; "
        "not seen in it: {missing}.",
        "“{column}”中的《{title}》（{target}）已读取，但不像“{item}”所指的文件；其中未见：{missing}。",
    ),
    "report-not-listed": Sentence(
        "“{item}” was not checked: no title in “{column}” is surely that of a yearly report of this body.",
        "“{item}”未检查：“{column}”中没有能确定为本机关年度报告的标题。",
    ),
    "report-of-older-form": Sentence(
        "“{item}” does not apply: the newest report is about {year} (“{title}”), the form about {since} and later.",
        "“{item}”不适用：最新报告为 {year} 年度（《{title}》），现行格式自 {since} 年度起。",
    ),
    "headings-complete": Sentence(
        "The report on {year} (“{title}”, {target}) has all {number} headings of the form in their order.",
        "{year} 年度报告（《{title}》，{target}）规定的 {number} 个部分齐全、顺序正确。",
    ),
    "headings-missing": Sentence(
        "The report on {year} (“{title}”, {target}) lacks {number} of the {wanted} headings of the form: {missing}.",
        "{year} 年度报告（《{title}》，{target}）应有 {wanted} 个部分，缺少 {number} 个：{missing}。",
    ),
    "headings-in-other-words": Sentence(
        "The report on {year} (“{title}”, {target}) has parts in other words or in pictures; "
        "they may be these: {missing}.",
        "{year} 年度报告（《{title}》，{target}）有标题写法不同或为图片的部分，可能就是未见的：{missing}。",
    ),
    "headings-disordered": Sentence(
        "The report on {year} (“{title}”, {target}) has “{first}” before “{second}”, against the order of the form.",
        "{year} 年度报告（《{title}》，{target}）中“{first}”排在“{second}”之前，与规定顺序不符。",
    ),
    "figures-add-up": Sentence(
        "The figures of the report on {year} (“{title}”, {target}) add up: {sums} sums were tested.",
        "{year} 年度报告（《{title}》，{target}）的数据勾稽关系正确，共核算 {sums} 处。",
    ),
    "figures-wrong": Sentence(
        "The figures of the report on {year} (“{title}”, {target}) do not add up: row “{row}”, column “{heading}” says "
        "{stated}, but its parts give {computed} ({parts}), a difference of {difference}; "
        "{number} of {sums} sums are wrong.",
        "{year} 年度报告（《{title}》，{target}）数据勾稽关系有误：“{row}”行“{heading}”列为 {stated}，"
        "按其分项应为 {computed}（{parts}），相差 {difference}；核算 {sums} 处，有误 {number} 处。",
    ),
    "remedy-document": Sentence(
        "Add what is lacking to “{title}” ({target}) and to the others like it: {missing}.",
        "补全《{title}》（{target}）及同类信息缺少的要素：{missing}。",
    ),
    "remedy-headings": Sentence(
        "Add to the report on {year} (“{title}”, {target}): {missing}.",
        "在 {year} 年度报告（《{title}》，{target}）中补充：{missing}。",
    ),
    "remedy-order": Sentence(
        "Put “{second}” before “{first}” in the report on {year} (“{title}”, {target}).",
        "在 {year} 年度报告（《{title}》，{target}）中将“{second}”移至“{first}”之前。",
    ),
    "remedy-figures": Sentence(
        "Correct the figures of the report on {year} (“{title}”, {target}): {parts} in row “{row}”, column “{heading}” "
        "must agree with {stated}; publish the corrected report in place of the old one.",
        "更正 {year} 年度报告（《{title}》，{target}）：“{row}”行“{heading}”列的 {parts} 应与 {stated} 一致，"
        "并以更正后的报告替换。",
    ),
    "figures-not-found": Sentence(
        "The report on {year} (“{title}”, {target}) shows no table of figures that could be read.",
        "{year} 年度报告（《{title}》，{target}）中没有可读取的数据表。",
    ),
    "figures-not-readable": Sentence(
        "Not all figures of the report on {year} (“{title}”, {target}) could be read: {words}; "
        "the {sums} sums that could be tested are right.",
        "{year} 年度报告（《{title}》，{target}）部分数据无法读取：{words}；可核算的 {sums} 处均正确。",
    ),
}
