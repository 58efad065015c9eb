"""Labels that must be printed: which of them pages print with something behind them.

A word that stands anywhere counts, whatever stands behind it, unless reading proved that nothing does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rules.normalise import simplify

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rules.facts import PageFacts

_TELLING = 4
"""Characters of a label that mean it wherever they stand before a colon: 设定依据, but not 时间."""
_BEFORE_A_LABEL = (
    *("", "办公", "联系", "咨询", "通信", "通讯", "受理", "监督", "投诉", "服务", "办理"),
    *("具体", "详细", "主要", "分管", "单位", "部门", "项目", "机构", "对外", "工作"),
)
"""What may stand before a label's word without making it another: 联系电话 is 电话. A value is none of these."""
_HEADING = re.compile(
    r"(?:方式|渠道|途径|信息|情况|内容|事项|机构|部门|单位|职能|职责|目录|体系|分类|流程|程序|要求|说明|须知|指南)$"
)
"""Labels below which others stand as their parts: 联系方式：, then 电话：0851-…; they are empty only before the end."""

_OWN_LABEL = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]+)([\u4e00-\u9fa5]{1,10}[?？]?)(?:[:：]|$)|([\u4e00-\u9fa5]{2,8}[?？]?)[:：]"
)
"""A line that is a numbered heading, or begins with a word and a colon."""
_NO_ELEMENT = re.compile(
    r"发布|来源|作者|编辑|审核|索引|文号|标题|浏览|字[体号]|主题|分类|日期|编[号码]|类型|主体|层级|收费|监督|投诉|结果|数量|中介|通办|"
    r"网上|备注|注意|温馨|常见|单位|机构|部门|部室|科室|附件|如下"
)


def plain(text: str) -> str:
    """Text in simplified characters of ordinary width, without blanks, in small letters."""
    return re.sub(r"\s+", "", simplify(text)).lower()


def written(facts: PageFacts) -> str:
    """Everything a page writes, without blanks."""
    parts = [facts.title or "", facts.text, *facts.fields, *facts.fields.values()]
    parts += [entry.title for entry in facts.entries]
    parts += [file.name for file in facts.attachments]
    return plain("\n".join(parts))


def missing_labels(labels: Sequence[str], pages: Iterable[PageFacts]) -> tuple[str, ...]:
    """Return the labels that no page prints, or only with nothing behind them.

    Args:
        labels: each one word, or words parted by ``|`` of which one is enough.
        pages: everything that may print them.
    """
    words = tuple(tuple(plain(word) for word in label.split("|")) for label in labels)
    texts = [(written(facts), _bare_names(facts)) for facts in pages]
    missing = []
    for label, own in zip(labels, words, strict=True):
        standing = ((text, _empty(bare, own, words) if bare else ()) for text, bare in texts)
        if not any(_stands(word, text, empty) for text, empty in standing for word in own):
            missing.append(label)
    return tuple(missing)


def printed_as_labels(labels: Sequence[str], facts: PageFacts) -> int:
    """How many of the labels a page prints as such, before a colon or in a table; short words tell nothing."""
    text = plain(facts.text)
    fields = {plain(name) for name in facts.fields}
    spelled = [[plain(word) for word in label.split("|") if len(word) >= _TELLING] for label in labels]
    return sum(any(word in fields or f"{word}:" in text for word in words) for words in spelled)


def labels_besides(labels: Sequence[str], facts: PageFacts) -> tuple[str, ...]:
    """What a page prints as a label of its own and none of the labels asked for has a word of: 在哪里办.

    Left out are those that are known to say something else: 承办单位, 来源, 收费标准.
    """
    words = [plain(word) for label in labels for word in label.split("|")]
    lines = (_OWN_LABEL.match(plain(line)) for line in facts.text.split("\n"))
    names = [match[1] or match[2] for match in lines if match is not None] + [plain(name) for name in facts.fields]
    unknown = (name for name in names if not any(word in name for word in words) and _NO_ELEMENT.search(name) is None)
    return tuple(dict.fromkeys(unknown))


def named(labels: Iterable[str]) -> list[str]:
    """Labels for a sentence, each with at most three of its words."""
    return ["/".join(label.split("|")[:3]) for label in labels]


def _bare_names(facts: PageFacts) -> tuple[tuple[str, str], ...]:
    """Labels with nothing behind them, and what stands there instead."""
    return tuple((plain(label.name), plain(label.before)) for label in facts.bare)


def _empty(
    bare: tuple[tuple[str, str], ...], own: tuple[str, ...], labels: tuple[tuple[str, ...], ...]
) -> tuple[str, ...]:
    """Names of labels that are empty for this one: before the end, or before another label that is asked for."""
    others = {prefix + word for label in labels if label != own for word in label for prefix in _BEFORE_A_LABEL}
    same = {prefix + word for word in own for prefix in _BEFORE_A_LABEL}
    return tuple(
        name
        for name, before in bare
        if not before or (before in others and before not in same and _HEADING.search(name) is None)
    )


def _stands(word: str, text: str, empty: tuple[str, ...]) -> bool:
    """Whether a word stands somewhere else than in labels with nothing behind them."""
    if not word or word not in text:
        return False
    return text.count(word) > sum(name.count(word) for name in empty if name in text)
