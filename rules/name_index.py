"""Which items a normalised name may mean: an index over every name and alias of the standards in use.

Looking a name up is a handful of hash look-ups, however many items there are: exact names, names with neutral
words around them (公开, 信息), names joined by 和 or /, and names that differ by one or two characters. What a
parent says is not known here; hits that need one say so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from itertools import combinations, islice
from typing import TYPE_CHECKING, NamedTuple

from rules.hubs import HUBS, ORGAN_END, PLATFORM, PLATFORM_KEY, PRIORITY, STATUTORY
from rules.name_words import Composition, core_of, without_neutral_ends
from rules.normalise import normalise_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rules.model import Grade
    from rules.standard import Find, Item

EXACT, ALIAS = 1.0, 0.96
_ALIAS_STEP = 0.0005
"""Taken off for each alias seen on more real sites, or listed before: how often it is seen is the prior."""
_COUNTED_ALIASES = 40
_BELOW, _JOINED, _AROUND, _REDUCED, _TAILED, _TAIL_ONLY = 0.93, 0.9, 0.9, 0.87, 0.86, 0.78
_SUBSTITUTED = 0.78
_COMPOSED = 0.86
_HINT = 0.765
"""A name with one word of the item: a person may look at it, unless its parents are known and none is expected."""

_SHORTEST_INSIDE = 3
"""Characters a name has at least to be looked for with neutral words around it."""
_SHORTEST_SIMILAR = 5
_LONGEST_SIMILAR = 24
_SHORTEST_SUBSTITUTED = 7

_TAILS = re.compile(
    r"^(?:统一)?(?:公开)?(?:平台|系统|结果|目录|清单|公告|查询|汇总|列表|公告栏|公示栏|公开栏|发布平台|栏)$"
)
_LONGEST_WORD = 6
_LONGEST_FRONT = 5
"""Characters before an item's own word that may say which kind of it a name means."""
_SHORTEST_CUT, _MOST_CUT = 4, 60
_NEGATORS = frozenset("非不未无免拒转停撤废异")
_PLATFORM_WORDS = re.compile(r"(?=.*(?:公开|政务))(?:政府|政务|信息|公开|阳光|平台|专网|网)+")
_TITLE = re.compile(r"关于|[《》。！？]|通知$|印发|的(?:公告|通报|批复|意见|函|决定)$|召开")
_SOFTWARE = re.compile(r"(?:管理|办理|办公|办案|申报|审批|交换|直报)系统$")
"""What the name of a program ends with that an organ works with; it holds nothing for readers."""
_WHOLE_ONLY = PLATFORM | STATUTORY | PRIORITY
"""Names that stand inside too many others to be looked for there: 信息公开, 主动公开 …"""
_YEAR = re.compile(r"(?:19|20)\d\d")


class Hit(NamedTuple):
    """One item that a name may mean."""

    position: int
    """Of the item in the sequence the index was built from."""
    grade: Grade
    score: float
    matched: str
    """The item's name or alias as printed in the standard."""
    needs_parent: bool = False
    """Only below one of the item's expected parents does the name mean it."""


class _Name(NamedTuple):
    position: int
    grade: Grade
    score: float
    printed: str


def looks_like_title(printed: str) -> bool:
    """Whether a name reads like the title of an article or like a program, which no column is called."""
    return len(printed) > 40 or _SOFTWARE.search(printed) is not None or _TITLE.search(printed) is not None  # noqa: PLR2004 - the longest real column has 31


def _pieces(key: str) -> set[str]:
    """Everything that may be a word in a name."""
    length = len(key)
    return {key[at : at + size] for size in range(2, _LONGEST_WORD + 1) for at in range(length - size + 1)}


def _surer(hit: Hit) -> tuple[bool, float]:
    """What tells two hits of one item apart: one that needs no parent comes first, unless it is a hint."""
    return not hit.needs_parent and hit.score > _HINT, hit.score


class NameIndex:
    """Every name of the items, ready to be looked up."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._never = [tuple(normalise_name(word) for word in item.find.never) for item in items]
        self._exact: dict[str, list[_Name]] = defaultdict(list)
        self._below: dict[str, list[_Name]] = defaultdict(list)
        self._cores: dict[str, list[tuple[str, _Name]]] = defaultdict(list)
        self._shortened: dict[str, list[str]] = defaultdict(list)
        self._words: dict[str, list[int]] = defaultdict(list)
        self._endings: dict[str, list[int]] = defaultdict(list)
        self._composed: dict[int, Composition] = {}
        self._doubtful = [tuple(normalise_name(word) for word in item.find.doubtful) for item in items]
        self._names = [item.name for item in items]
        self._known: dict[tuple[str, tuple[str, ...], bool], tuple[Hit, ...]] = {}
        for position, item in enumerate(items):
            self._add(position, item.name, item.find)
            self._add_words(position, item.find)
        self._parts = {key: entries for key, entries in self._exact.items() if key not in _WHOLE_ONLY}
        self._sorted = sorted(self._exact)
        for key in self._parts:
            if _SHORTEST_SIMILAR <= len(key) <= _LONGEST_SIMILAR:
                for at in range(len(key)):
                    self._shortened[key[:at] + key[at + 1 :]].append(key)

    def _add(self, position: int, name: str, find: Find) -> None:
        names = [_Name(position, "exact", EXACT, name)]
        for order, alias in enumerate(sorted(find.aliases, key=lambda alias: -find.seen.get(alias, 0))):
            names.append(_Name(position, "alias", ALIAS - _ALIAS_STEP * min(order, _COUNTED_ALIASES), alias))
        seen = set()
        for entry in names:
            key = normalise_name(entry.printed)
            if not key or key in seen:
                continue
            seen.add(key)
            self._exact[key].append(entry)
            core = core_of(key)
            if len(core) > 1:
                self._cores[core].append((key, entry))
        for printed in find.below:
            key = normalise_name(printed)
            if key and key not in seen:
                seen.add(key)
                self._below[key].append(_Name(position, "alias", _BELOW, printed))

    def _add_words(self, position: int, find: Find) -> None:
        if not (find.core or find.words):
            return
        for word in {*find.core, *find.words}:
            self._words[word].append(position)
        for word in find.core:
            self._endings[word].append(position)
        self._composed[position] = Composition(find)

    def forget(self) -> None:
        """Forget what was looked up before; the answers stay the same."""
        self._known.clear()

    def look_up(self, key: str, *, parts: tuple[str, ...] = (), cut: bool = False) -> tuple[Hit, ...]:
        """Return every item a normalised name may mean, one hit for each, best first.

        Args:
            key: the normalised name.
            parts: the normalised names it is joined from, where 和, / … stand in it.
            cut: whether the page shows only the beginning of the name: 政府信息公开工作年度…
        """
        if not key:
            return ()
        known = self._known.get((key, parts, cut))
        if known is None:
            known = self._known[key, parts, cut] = self._search(key, parts, cut=cut)
        return known

    def _search(self, key: str, parts: tuple[str, ...], *, cut: bool) -> tuple[Hit, ...]:
        best: dict[int, Hit] = {}
        for hit in self._allowed(key, self._beginning(key)) if cut else self._hits(key, parts):
            known = best.get(hit.position)
            if known is None or _surer(hit) > _surer(known):
                best[hit.position] = hit
        return tuple(sorted(best.values(), key=lambda hit: (-hit.score, hit.position)))

    def _hits(self, key: str, parts: tuple[str, ...]) -> Iterable[Hit]:
        exact = self._exact.get(key, ())
        yield from (Hit(*entry) for entry in exact)
        yield from self._allowed(key, (Hit(*entry, needs_parent=True) for entry in self._below.get(key, ())))
        if looks_like_title(key):
            return
        yield from self._allowed(key, self._around(key))
        yield from self._allowed(key, self._joined(parts))
        if not exact:
            yield from self._allowed(key, self._platform(key))
            yield from self._allowed(key, self._made_of_words(key))
            yield from self._allowed(key, self._inside(key))
            if not ORGAN_END.search(key):
                yield from self._allowed(key, self._ending(key))
                yield from self._allowed(key, self._partly_known(parts))
            yield from self._allowed(key, self._similar(key))

    def _allowed(self, key: str, hits: Iterable[Hit]) -> Iterable[Hit]:
        """The hits whose item does not say that a word in the name means something else; doubtful ones as hints."""
        for hit in hits:
            if any(word in key for word in self._never[hit.position]):
                continue
            doubtful = any(word in key and word not in hit.matched for word in self._doubtful[hit.position])
            yield hit._replace(score=min(hit.score, _HINT), needs_parent=False) if doubtful else hit

    def _around(self, key: str) -> Iterable[Hit]:
        """Names with neutral words added or dropped: 统计信息公开 for 统计信息, 公开指南 for 政府信息公开指南."""
        around, reduced = (_TAIL_ONLY, _TAIL_ONLY) if _YEAR.search(key) else (_AROUND, _REDUCED)
        for shorter in without_neutral_ends(key):
            # 信息公开年报 is the 年报 of disclosure; 规划公示 is not the 规划.
            whole = len(shorter) >= _SHORTEST_INSIDE or "公开" in key.replace(shorter, "", 1)
            for entry in self._parts.get(shorter, ()) if whole else ():
                yield Hit(entry.position, "contained", around - min(EXACT - entry.score, 0.03), entry.printed)
            for entry in self._below.get(shorter, ()):
                yield Hit(entry.position, "contained", around, entry.printed, needs_parent=True)
        core = core_of(key)
        for other, entry in self._cores.get(core, ()) if len(core) > 1 else ():
            if other != key and (len(core) >= _SHORTEST_INSIDE or ("公开" in key and "公开" in other)):
                yield Hit(entry.position, "contained", reduced, entry.printed)

    def _joined(self, parts: tuple[str, ...]) -> Iterable[Hit]:
        """Names that are several known names joined: each of the items is meant."""
        found = [self._exact.get(part, ()) if len(part) >= _SHORTEST_INSIDE else () for part in parts]
        if len(parts) > 1 and all(found):
            for entries in found:
                for entry in entries:
                    yield Hit(entry.position, "contained", _JOINED, entry.printed)

    def _inside(self, key: str) -> Iterable[Hit]:
        """Known names inside a longer one: at its front before 平台, 目录 …, at its end after a qualifying word."""
        length = len(key)
        for size in range(min(length - 1, _LONGEST_SIMILAR), max(_SHORTEST_INSIDE, (length - 1) // 2), -1):
            for entry in self._parts.get(key[:size], ()):
                if _TAILS.match(key[size:]):
                    yield Hit(entry.position, "contained", _TAILED, entry.printed)
            front = key[: length - size]
            if ORGAN_END.search(front) or not _NEGATORS.isdisjoint(front):
                continue
            for entry in self._parts.get(key[length - size :], ()):
                yield Hit(entry.position, "contained", _TAIL_ONLY, entry.printed)

    def _made_of_words(self, key: str) -> Iterable[Hit]:
        """Items whose words make up the whole name: one that carries the meaning, or two others.

        A single other word means the item where it is a short name of the item and a parent is expected; else it is
        only a hint.
        """
        score = _TAIL_ONLY if _YEAR.search(key) or key in HUBS else _COMPOSED
        for position in sorted({found for piece in _pieces(key) for found in self._words.get(piece, ())}):
            composition, name = self._composed[position], self._names[position]
            carrying, doubtful = composition.cover(key)
            if carrying <= composition.silent:
                continue
            if doubtful:
                yield Hit(position, "contained", _HINT, name)
            elif len(carrying) > 1 or not carrying.isdisjoint(composition.core) or ("公开" in key and "公开" in name):
                yield Hit(position, "contained", score, name)
            elif any(entry.position == position for word in carrying for entry in self._below.get(word, ())):
                yield Hit(position, "contained", score, name, needs_parent=True)
            elif key not in HUBS:
                yield Hit(position, "contained", _HINT, name)

    def _platform(self, key: str) -> Iterable[Hit]:
        """The disclosure platform, for a name of nothing but its words: 政务, 政务公开网."""
        if _PLATFORM_WORDS.fullmatch(key):
            for entry in self._exact.get(PLATFORM_KEY, ()):
                yield Hit(entry.position, "contained", _HINT, entry.printed)

    def _ending(self, key: str) -> Iterable[Hit]:
        """Items one of whose own words ends the name, whatever few characters stand before: 办事统计, 税收法规."""
        for size in range(2, min(len(key) - 1, _LONGEST_WORD) + 1):
            front = key[:-size]
            if 1 < len(front) <= _LONGEST_FRONT and _NEGATORS.isdisjoint(front):
                for position in self._endings.get(key[-size:], ()):
                    yield Hit(position, "contained", _HINT, self._names[position])

    def _partly_known(self, parts: tuple[str, ...]) -> Iterable[Hit]:
        """Items that one of the joined parts of a name surely means: 公共资源交易/配置."""
        for part in parts:
            if len(part) < _SHORTEST_INSIDE or part in HUBS:
                continue
            for entry in self._exact.get(part, ()):
                yield Hit(entry.position, "contained", _HINT, entry.printed)
            for hit in self._allowed(part, self._made_of_words(part)):
                yield hit._replace(score=_HINT, needs_parent=False)

    def _beginning(self, key: str) -> Iterable[Hit]:
        """Names that begin with the key and go on; sure is only an item that has all of these."""
        if len(key) < _SHORTEST_CUT:
            return
        for entry in self._parts.get(key, ()):
            yield Hit(entry.position, "contained", _TAILED, entry.printed)
        first = bisect_left(self._sorted, key)
        longer = [
            name for name in islice(self._sorted, first, first + _MOST_CUT) if name.startswith(key) and name != key
        ]
        owners = [{entry.position for entry in self._exact[name]} for name in longer]
        sure = set.intersection(*owners) if owners else set()
        for name in longer:
            for entry in self._exact[name]:
                score = _TAILED if entry.position in sure else _TAIL_ONLY
                yield Hit(entry.position, "contained", score, entry.printed)

    def _similar(self, key: str) -> Iterable[Hit]:
        """Names that differ by one character, or hold two more; a character that negates is no slip."""
        length = len(key)
        if not _SHORTEST_SIMILAR - 1 <= length <= _LONGEST_SIMILAR:
            return
        for other in self._shortened.get(key, ()):
            yield from self._slips(other, score=1 - 1.2 / len(other), extra=set(other) - set(key))
        for count in (1, 2):
            if length - count < _SHORTEST_SIMILAR:
                break
            for places in combinations(range(length), count):
                shorter = "".join(letter for at, letter in enumerate(key) if at not in places)
                if shorter in self._parts:
                    extra = {key[at] for at in places}
                    yield from self._slips(shorter, score=1 - 1.2 * count / length, extra=extra)
                if count == 1 and length >= _SHORTEST_SUBSTITUTED:
                    for other in self._shortened.get(shorter, ()):
                        if len(other) == length:
                            yield from self._slips(other, score=_SUBSTITUTED, extra=set(key) ^ set(other))

    def _slips(self, other: str, *, score: float, extra: set[str]) -> Iterable[Hit]:
        if _NEGATORS.isdisjoint(extra):
            for entry in self._parts.get(other, ()):
                yield Hit(entry.position, "similar", score, entry.printed)
