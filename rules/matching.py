"""Which items a column means, and which column stands for an item.

The crawler asks to know where to go, the judge to know what to look at; both get the same answer, because nothing
here depends on the order of columns, on time or on chance. A wrong answer that ends in ``fail`` is a false
accusation, so a name that is only nearly right is ``ambiguous``: neither a match nor proof of absence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from rules.hubs import HOME, HUBS, PLATFORM, PLATFORM_KEY, PLATFORM_NAME, synonyms
from rules.model import Assignment, Candidate, ColumnCandidate, NameMatch
from rules.name_index import Hit, NameIndex
from rules.normalise import normalise_name, simplify
from rules.standard import base_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rules.model import Mapping, SeenColumn
    from rules.standard import Item, Standard

CLEAR = 0.85
"""From this score on a name means the item."""
REVIEW = 0.75
"""From this score on a name may mean the item and a person should look."""
MARGIN = 0.03
"""Two candidates nearer than this are not told apart."""
MOST_CANDIDATES = 8

_MISPLACED = {"exact": 0.0, "alias": 0.0, "contained": 0.02, "similar": 0.05}
"""Taken off where the parents are known and none is expected."""
_WITHOUT_PARENT = 0.1
"""Taken off a name that needs a parent where the page shows none."""
_FRIEND = 0.2
"""Taken off a link among the links to other sites."""
_AREAS = {"tree": 0, "nav": 1, "body": 2, "footer": 3, "friend": 4, "hidden": 5}
_LOW = frozenset({"footer", "friend", "hidden"})
_CLASS = {"exact": 0, "alias": 0, "contained": 1, "similar": 2}
_CUT = re.compile(r"(?:…|\.{2,}|。{2,})[\s>»]*$")
"""A name of which the page shows only the beginning."""
_SEPARATORS = re.compile(r"及其|以及|及|和|与|[、/\\&,，・]")


class _Row(NamedTuple):
    standard: Standard
    item: Item
    parents: frozenset[str]
    never: tuple[str, ...]


class _Page(NamedTuple):
    names: tuple[str, ...]
    """As compared, of every column that leads there and of those above it."""
    path: tuple[str, ...]
    """As printed, of the column that leads there with most names above it."""


class _Ranked(NamedTuple):
    rank: tuple[int, int, int, int, int, float, int, int, str, str]
    candidate: ColumnCandidate
    key: str
    ancestors: tuple[str, ...]


class _Index(NamedTuple):
    standards: tuple[Standard, ...]
    rows: tuple[_Row, ...]
    names: NameIndex
    hubs: frozenset[str]
    positions: dict[tuple[str, str], int]


_MOST_INDEXES = 8
_indexes: dict[tuple[int, ...], _Index] = {}
"""Indexes by the identity of the standards they hold on to; building one takes longer than matching a site."""


def _index_of(standards: tuple[Standard, ...]) -> _Index:
    key = tuple(id(standard) for standard in standards)
    known = _indexes.get(key)
    if known is None:
        if len(_indexes) >= _MOST_INDEXES:
            _indexes.pop(next(iter(_indexes)))
        known = _indexes[key] = _build(standards)
    return known


def _build(standards: tuple[Standard, ...]) -> _Index:
    rows = []
    for standard in standards:
        for item in standard.items:
            if not item.has_names:
                continue
            parents: set[str] = set()
            for name in item.find.under:
                parents |= synonyms(normalise_name(name))
            never = tuple(normalise_name(word) for word in item.find.never)
            rows.append(_Row(standard, item, frozenset(parents), never))
    return _Index(
        standards=standards,
        rows=tuple(rows),
        names=NameIndex([row.item for row in rows]),
        hubs=HUBS.union(*(row.parents for row in rows)),
        positions={(row.standard.id, row.item.id): position for position, row in enumerate(rows)},
    )


class Matcher:
    """Matches the columns of one site against the items of some standards."""

    def __init__(
        self, standards: Iterable[Standard], *, place_names: Iterable[str] = (), mappings: Iterable[Mapping] = ()
    ) -> None:
        """Prepare to match.

        Args:
            standards: whose items may be meant.
            place_names: how the site calls its own place and organ (``rules.normalise.place_names_of``).
            mappings: answers that a person gave for this site; they hold today and come before every rule.
        """
        self._mappings = tuple(mappings)
        self._index = _index_of(tuple(standards))
        self._places = tuple(place_names)

    def forget(self) -> None:
        """Forget the names looked up before, so that a benchmark measures the looking up."""
        self._index.names.forget()

    def key(self, name: str) -> str:
        """Return the name as compared."""
        return normalise_name(name, place_names=self._places)

    def is_platform(self, name: str) -> bool:
        """Whether a column of that name is the disclosure platform."""
        return self.key(name) in PLATFORM

    def is_hub(self, name: str) -> bool:
        """Whether a column of that name leads on to columns that items are found under."""
        return self.key(name) in self._index.hubs

    def match(self, name: str, *, parents: Sequence[str] = ()) -> NameMatch:
        """Say which items a column's name means.

        Rows of standards in force come before equally good ones of others; a row that says the same as another of the
        answer is left out. A name may mean one item in each of several
        standards; it is ``ambiguous`` where one standard has two items that it may mean on the same site, or where the
        best is not sure enough.

        Args:
            name: as printed.
            parents: names of the columns above it, outermost first.
        """
        ancestors = self._ancestors(parents)
        hits = [(hit, score) for hit, score, _ in self._scored(name, ancestors) if score >= REVIEW]
        hits.sort(key=lambda pair: (self._trial(pair[0]) - pair[1], pair[0].position))
        rows = [self._index.rows[hit.position] for hit, _ in hits]
        present = {f"{row.standard.id}/{row.item.id}" for row in rows}
        candidates = tuple(
            self._candidate(hit, score)
            for (hit, score), row in zip(hits, rows, strict=True)
            if row.item.same_as not in present
        )
        if not candidates:
            return NameMatch(name, "none")
        return NameMatch(name, "match" if self.is_sure(candidates) else "ambiguous", candidates)

    def is_sure(self, candidates: Sequence[Candidate], *, clear: float = CLEAR, margin: float = MARGIN) -> bool:
        """Whether the first of some candidates is the answer: good enough, and told apart from its rivals.

        ``docs/matching.md`` shows what other thresholds would do.
        """
        best = candidates[0]
        return best.score >= clear and not any(
            best.score - other.score < margin and self._bind_together(best, other) for other in candidates[1:]
        )

    def _bind_together(self, one: Candidate, other: Candidate) -> bool:
        """Whether two candidates are rows of one standard that can bind the same site."""
        if one.standard != other.standard:
            return False
        first, second = (
            self._index.rows[self._index.positions[entry.standard, entry.item]].item for entry in (one, other)
        )
        return not (set(first.levels).isdisjoint(second.levels) or set(first.bodies).isdisjoint(second.bodies))

    def assign(
        self,
        columns: Sequence[SeenColumn],
        items: Sequence[tuple[Standard, Item]],
    ) -> dict[tuple[str, str], Assignment]:
        """Say which column of a site stands for each item.

        One column may stand for several items; a row that is judged on another's column gets that one's answer, and a
        row about the whole site none. Of several columns for one item the best is the one with an address, outside
        the footer and the links to other sites, with the better grade, below an expected parent, nearer to the top,
        in this order.

        Args:
            columns: everything seen on the site, in any order.
            items: what to look for; the keys of the answer are (standard id, item id).
        """
        bases = {(standard.id, item.id): base_of(standard, item) for standard, item in items}
        wanted = {self._index.positions[row[0], base.id] for row, base in bases.items() if base is not None}
        found: dict[int, dict[str, _Ranked]] = {position: {} for position in wanted}
        pages = self._pages(columns)
        for column in columns:
            ancestors, above = self._above(column, pages)
            penalty = _FRIEND if column.area == "friend" else 0.0
            for hit, raw, under in self._scored(column.name, ancestors):
                score = raw - penalty
                if score < REVIEW or hit.position not in found:
                    continue
                candidate = ColumnCandidate(column, hit.grade, round(score, 3), under, hit.matched, above)
                ranked = self._rank(candidate, ancestors, score=score)
                where = _address(column.url) or f" {ranked.key} {'/'.join(ancestors)}"
                known = found[hit.position].get(where)
                if known is None or ranked.rank < known.rank:
                    found[hit.position][where] = ranked
        given: dict[tuple[str, str], Assignment] = {}
        for standard, item in items:
            base = bases[standard.id, item.id]
            if base is None:
                given[standard.id, item.id] = Assignment(standard.id, item.id, "none")
                continue
            answer = self._reviewed(standard, base, columns, pages) or _assignment(
                standard, base, found[self._index.positions[standard.id, base.id]]
            )
            given[standard.id, item.id] = msgspec.structs.replace(answer, item=item.id)
        return given

    def _reviewed(
        self, standard: Standard, item: Item, columns: Sequence[SeenColumn], pages: dict[str, _Page]
    ) -> Assignment | None:
        """What a person answered for this item, where a column that was seen fits the answer."""
        answers = [
            mapping for mapping in self._mappings if mapping.item == item.id and mapping.standard in (None, standard.id)
        ]
        found: dict[str, _Ranked] = {}
        for column in columns if answers else ():
            if not any(self._fits(column, mapping) for mapping in answers):
                continue
            ancestors, above = self._above(column, pages)
            candidate = ColumnCandidate(column, "exact", 1.0, True, column.name, above)
            ranked = self._rank(candidate, ancestors, score=1.0)
            where = _address(column.url) or f" {ranked.key} {'/'.join(ancestors)}"
            if where not in found or ranked.rank < found[where].rank:
                found[where] = ranked
        if not found:
            return None
        ranked_all = sorted(found.values(), key=lambda entry: entry.rank)
        candidates = tuple(entry.candidate for entry in ranked_all[:MOST_CANDIDATES])
        return Assignment(standard.id, item.id, "clear", candidates)

    def _fits(self, column: SeenColumn, mapping: Mapping) -> bool:
        """Whether a column is the one that the answer names."""
        named = mapping.column is None or self.key(column.name) == self.key(mapping.column)
        return named and (mapping.url is None or _address(column.url) == _address(mapping.url))

    def _trial(self, hit: Hit) -> float:
        """What a row loses in order, not in score, where its standard is not in force."""
        return 0.0 if self._index.rows[hit.position].standard.state == "in-force" else MARGIN

    def _candidate(self, hit: Hit, score: float) -> Candidate:
        row = self._index.rows[hit.position]
        return Candidate(row.standard.id, row.item.id, row.item.name, hit.grade, round(score, 3), hit.matched)

    def _ancestors(self, parents: Iterable[str]) -> tuple[str, ...]:
        keys = (self.key(parent) for parent in parents)
        return tuple(key for key in keys if key and key not in HOME)

    def _scored(self, name: str, ancestors: tuple[str, ...]) -> list[tuple[Hit, float, bool]]:
        """Every hit of a name with its score in view of the parents, and whether it is where it should be."""
        scored = []
        for hit in self._index.names.look_up(
            self.key(name), parts=self._parts(name), cut=_CUT.search(name) is not None
        ):
            row = self._index.rows[hit.position]
            under = not row.parents or not row.parents.isdisjoint(ancestors)
            score = hit.score
            if hit.needs_parent and not (under and row.parents):
                if ancestors:
                    continue
                score -= _WITHOUT_PARENT
            elif hit.needs_parent and any(word in key for word in row.never for key in ancestors):
                continue
            elif ancestors and not under:
                score -= _MISPLACED[hit.grade]
            scored.append((hit, round(score, 4), under))
        return scored

    def _parts(self, name: str) -> tuple[str, ...]:
        """The normalised names that a name is joined from; empty where it is one name."""
        parts = _SEPARATORS.split(simplify(name))
        if len(parts) == 1:
            return ()
        return tuple(self.key(part) for part in parts)

    def _pages(self, columns: Sequence[SeenColumn]) -> dict[str, _Page]:
        """For each address what the columns that lead to it, and those above them, are called."""
        names: dict[str, set[str]] = {}
        paths: dict[str, tuple[str, ...]] = {}
        for column in columns:
            address = _address(column.url)
            if not address or column.area in _LOW:
                continue
            names.setdefault(address, set()).update((*self._ancestors(column.parents), self.key(column.name)))
            path = (*column.parents, column.name)
            known = paths.get(address)
            if known is None or (-len(path), path) < (-len(known), known):
                paths[address] = path
        return {address: _Page(tuple(sorted(found - HOME)), paths[address]) for address, found in names.items()}

    def _above(self, column: SeenColumn, pages: dict[str, _Page]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The names above a column as compared, and as printed those that only the page it stands on implies."""
        ancestors = self._ancestors(column.parents)
        above: tuple[str, ...] = ()
        if column.area == "body" and column.role != "home" and (page := pages.get(_address(column.page))) is not None:
            implied = [name for name in page.names if name not in ancestors and name != self.key(column.name)]
            ancestors, above = (*implied, *ancestors), page.path
        if column.role == "platform" and column.area in {"tree", "body"} and PLATFORM.isdisjoint(ancestors):
            ancestors, above = (PLATFORM_KEY, *ancestors), (PLATFORM_NAME, *above)
        return ancestors, above

    def _rank(self, candidate: ColumnCandidate, ancestors: tuple[str, ...], *, score: float) -> _Ranked:
        column = candidate.column
        rank = (
            0 if score >= CLEAR else 1,
            0 if column.url else 1,
            1 if column.area in _LOW else 0,
            _CLASS[candidate.grade],
            0 if candidate.under else 1,
            -score,
            _AREAS[column.area],
            len(column.parents),
            column.url or "",
            f"{column.name}\0{column.page}\0{'/'.join(column.parents)}",
        )
        return _Ranked(rank, candidate, self.key(column.name), ancestors)


def _address(url: str | None) -> str:
    """An address without fragment and closing slash, for telling pages apart."""
    return url.partition("#")[0].rstrip("/") if url else ""


def _assignment(standard: Standard, item: Item, found: dict[str, _Ranked]) -> Assignment:
    ranked = sorted(found.values(), key=lambda entry: entry.rank)
    candidates = tuple(entry.candidate for entry in ranked[:MOST_CANDIDATES])
    if not ranked:
        return Assignment(standard.id, item.id, "none")
    best = ranked[0]
    unsure = best.candidate.score < CLEAR or any(_rivals(best, other) for other in ranked[1:])
    return Assignment(standard.id, item.id, "ambiguous" if unsure else "clear", candidates)


def _rivals(best: _Ranked, other: _Ranked) -> bool:
    """Whether two columns at different addresses cannot be told apart by name, place or grade."""
    first, second = best.candidate, other.candidate
    if best.rank[:5] != other.rank[:5] or first.score - second.score >= MARGIN or not second.column.url:
        return False
    if _CLASS[first.grade] == 0:
        same_place = best.rank[5:8] == other.rank[5:8]
        return same_place and best.key == other.key and best.ancestors != other.ancestors
    return best.key != other.key
