"""The words that names of columns are made of: which carry the meaning of an item, which stand between them.

A Chinese name is read from its end: 财政预算公开 is a publication of a budget of the treasury. What stands at the front
says whose it is (县, 市教育局, 上级), what stands at the end says what kind of thing it is (目录, 公报, 专栏). Both are
the same for every item and stand in ``names.toml``; what lies between is an item's own and stands in its standard.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rules.names import NAMES

if TYPE_CHECKING:
    from rules.standard import Find


_YEARS = r"(?:19|20)\d\d(?:年度?)?"
_NEUTRAL = re.compile("|".join((*NAMES.words.neutral, _YEARS)))
_NEUTRAL_RUN = re.compile(rf"(?:{_NEUTRAL.pattern})+")
_REPORT = re.compile(r"(?:工作)?年度(?:工作)?报告|年度报|工作年报|年度工作报告")

_FILLER_WORDS = (*NAMES.words.whose, *NAMES.words.kind, *NAMES.words.how, *NAMES.words.neutral)
_PLACES = r"[省市州县区][属级]|[省市州县区](?=政府|乡镇)|^[局厅委办院校](?!事|公|内)"
"""县 before 政府, 市属 and 县级, and at the very front the organ itself: 局领导介绍."""

_ELSEWHERE = "|".join(NAMES.words.elsewhere)


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
