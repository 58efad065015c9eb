"""The words that names of columns are made of: which carry the meaning of an item, which stand between them.

A Chinese name is read from its end: 财政预算公开 is a publication of a budget of the treasury. What stands at the front
says whose it is (县, 市教育局, 上级), what stands at the end says what kind of thing it is (目录, 公报, 专栏). Both are
the same for every item and are listed here; what lies between is the vocabulary of an item and stands in its standard.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rules.standard import Find


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_NEUTRAL_WORDS = _words(
    """
    政府信息公开工作 政府信息公开 政府信息 信息公开工作 信息公开 信息 公开 情况 领域 公示 事项 历年 历史 往年
    相关 有关
    """
)
_YEARS = r"(?:19|20)\d\d(?:年度?)?"
_NEUTRAL = re.compile("|".join((*_NEUTRAL_WORDS, _YEARS)))
_NEUTRAL_RUN = re.compile(rf"(?:{_NEUTRAL.pattern})+")
_REPORT = re.compile(r"(?:工作)?年度(?:工作)?报告|年度报|工作年报|年度工作报告")

_WHOSE = _words("政府 行署 管委会 本级 各级 部门 行政 基层 本地 下级 人大 政协 代表 委员 乡镇 街道")
_KIND = _words("结果 公告 公报 通报 清单 目录 平台 系统 专栏 栏 内容 数据 汇总 决定 名单 报告 资料 库")
_HOW = _words(
    """
    重大 重点 历年 年度 月度 季度 工作 统一 集中 查询 发布 主要 其他 最新 综合 办理 答复 我要 查找 找 在线 网上
    推进 或
    """
)
_FILLER_WORDS = (*_WHOSE, *_KIND, *_HOW, *_NEUTRAL_WORDS)
_PLACES = r"[省市州县区][属级]|[省市州县区](?=政府|乡镇)|^[局厅委办院校](?!事|公|内)"
"""县 before 政府, 市属 and 县级, and at the very front the organ itself: 局领导介绍."""


_ELSEWHERE = "|".join(
    _words("国务院 国务 国家 地方 中央 全国 国内 省内 区内 省市 市州 州市 县区 区县 县市 市县 各地 自治区 上级")
)
"""Levels and places that are as a rule not the site's own; a name with one of them is a hint and no more."""


def core_of(key: str) -> str:
    """The part of a key that carries the meaning: without 信息, 公开 …, with every word for a yearly report as 年报."""
    return _NEUTRAL.sub("", _REPORT.sub("年报", key))


def without_neutral_ends(key: str) -> list[str]:
    """The key without neutral words at its front, at its end or at both, in every way that can be cut."""
    if _NEUTRAL.search(key) is None:
        return []
    length = len(key)
    fronts = [0, *(at for at in range(1, length) if _NEUTRAL_RUN.fullmatch(key, 0, at))]
    backs = [length, *(at for at in range(1, length) if _NEUTRAL_RUN.fullmatch(key, at))]
    return sorted({key[front:back] for front in fronts for back in backs if front < back} - {key})


class Composition:
    """The vocabulary of one item, ready to say which of its words make up a name."""

    def __init__(self, find: Find) -> None:
        words = {*find.core, *find.words, *find.beside, *find.doubtful}
        longest_first = sorted(words, key=lambda word: (-len(word), word))
        carrying = "|".join(re.escape(word) for word in longest_first)
        # A filler that holds a word of the item would hide it: 信息公开 the 公开 of the platform.
        fillers = "|".join(
            filler
            for filler in sorted(_FILLER_WORDS, key=lambda filler: (-len(filler), filler))
            if not any(word in filler and word != filler for word in words)
        )
        others = rf"{fillers}|{_PLACES}|(?P<elsewhere>{_ELSEWHERE})|{_YEARS}|\d{{1,2}}个"
        self._pattern = re.compile(rf"(?:(?P<word>{carrying})|{others})")
        self.core = frozenset(find.core)
        self.doubtful = frozenset(find.doubtful)
        self.silent = frozenset((*find.beside, *find.doubtful)) - {*find.core, *find.words}
        """Words that say nothing without one that does."""

    def cover(self, key: str) -> tuple[frozenset[str], bool]:
        """The words of which a name is made, fillers left out; empty where anything else stands in it.

        The second value says whether one of the words leaves the name in doubt.
        """
        words: set[str] = set()
        doubtful = False
        at = 0
        while at < len(key):
            match = self._pattern.match(key, at)
            if match is None:
                return frozenset(), False
            if match["word"]:
                words.add(match["word"])
            doubtful = doubtful or match["elsewhere"] is not None
            at = match.end()
        return frozenset(words), doubtful or not words.isdisjoint(self.doubtful)
