"""How well and how fast columns are matched: a confusion table over real names, and milliseconds for a large site.

Names held back (a third, drawn by seed) are taken out of the aliases and short names before they are asked for, so that
the table says what happens to a name nobody has listed: what answers then are the words that names are made of. What is
shipped knows them all.

A name is answered where the item it is listed under is the match (``right``), or where the answer is ``ambiguous`` and
that item is among its first four candidates (``both``); recall is the share of answered names. Precision is the share
of right ones among the matches. ``wrong`` also counts an ``ambiguous`` answer without the right item. Decoys are names
that stand on the same sites and are no column of any item: offices, services, other sites, news; none may be a match.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import msgspec

import rules
from rules.loading import parse_standard
from rules.matching import Matcher
from rules.model import SeenColumn
from rules.normalise import normalise_name, simplify
from rules.standard import Find, Item, Standard

NAMES = Path(__file__).with_name("column_names.tsv")
DECOYS = Path(__file__).with_name("decoys.tsv")
SEEDS = (1, 2, 3)
SHORTEST_NAME = 4
"""Characters from which on a word of an item counts as a name and is held back like one."""
HELD_BACK = 3
"""Every how manieth name is held back."""
SYNTHETIC_ITEMS, SYNTHETIC_ALIASES, COLUMNS = 4000, 5, 500
GOAL_MILLISECONDS = 50.0
GOAL_PRECISION = 0.98

FIELDS = {
    "school", "health", "jobs", "farm", "insurance", "poverty", "relief", "elderly", "housing",
    "safety", "environment", "food",
}  # fmt: skip
ALSO = {
    "platform": {"statutory-content"},
    "policy-documents": {"database", "document-fields", "clean-up", "drafts"},
    "budget": {"township-budget"},
    "institution": {"township-profile", "enterprise-overview"},
    "procurement": {"resources"},
    "major-projects": {"projects", "resources"},
    "emergency": {"disaster"},
    "plans": {"work-report", "space"},
    "work-report": {"plans", "township-work-report"},
    "permits": {"powers", "responsibilities", "permit-list", "permit-decisions", "public-services", "services"},
    "on-request": {"made-public"},
    "penalties": {
        "permits",
        "powers",
        "publicity",
        "penalty-decisions",
        "other-decisions",
        "basis",
        "supervision",
        "inspection-list",
    },
    "fees": {"fees-list", "prices"},
    "livelihood": {"low-income", "benefit-cards", "business-climate", "township-welfare", *FIELDS},
    "supervision": {"inspection-list", "other-decisions", *FIELDS},
    "civil-service": {"personnel"},
    "personnel": {"civil-service"},
    "consultation": {"drafts", "feedback"},
    "decisions": {"drafts", "feedback"},
    "business-climate": {"benefit-cards", "investment", "supervision"},
}
"""Items of other standards, or neighbours that share the name, that are right for a group too."""
SAME = {"guide": "12-guide", "annual-report": "49-annual-report", "on-request": "27-request", "platform": "24-platform"}


class Named(NamedTuple):
    """One real column."""

    group: str
    name: str
    place: str


def main(arguments: list[str]) -> int:
    """Print both tables; the exit code is 1 where matching is slower or less precise than the goal."""
    del arguments
    standards = shipped()
    named = read_names()
    print(f"{len(named)} real names, {sum(len(standard.items) for standard in standards)} rows of law")
    print(f"{'':24}{'right':>7}{'both':>7}{'wrong':>7}{'none':>7}{'precision':>11}{'recall':>9}")
    precise = [report("all names known", named, standards)]
    for seed in SEEDS:
        held = held_back(named, seed=seed)
        title = f"third held back, seed {seed}"
        precise.append(report(title, held, without(standards, held), detail=seed == SEEDS[0]))
    fooled = deceived(standards)
    slow = max(speed("shipped standards", standards), speed("and 4,000 synthetic items", (*standards, synthetic())))
    return 0 if slow < GOAL_MILLISECONDS and min(precise) >= GOAL_PRECISION and not fooled else 1


def shipped() -> tuple[Standard, ...]:
    """Every standard of the package."""
    folder = Path(rules.__file__).parent / "standards"
    return tuple(parse_standard(path.read_text("utf-8"), name=path.name) for path in sorted(folder.glob("*.toml")))


def read_names() -> list[Named]:
    """The real names, in the order of the file."""
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = csv.reader((line for line in file if not line.startswith("#")), delimiter="\t")
        next(rows)
        return [Named(*row) for row in rows]


def read_decoys() -> list[str]:
    """Names that are no column of any item, in the order of the file."""
    with DECOYS.open(encoding="utf-8", newline="") as file:
        rows = csv.reader((line for line in file if not line.startswith("#")), delimiter="\t")
        next(rows)
        return [name for name, _what in rows]


def deceived(standards: tuple[Standard, ...]) -> list[str]:
    """Print how many decoys are taken for a column, or for a question; return those that are a match."""
    matcher = Matcher(standards, place_names=("清溪县", "清溪"))
    found = [matcher.match(name) for name in read_decoys()]
    matched = [match.name for match in found if match.verdict == "match"]
    unsure = [match.name for match in found if match.verdict == "ambiguous"]
    print(f"{len(found)} decoys: {len(matched)} matched {matched or ''}, {len(unsure)} ambiguous ({', '.join(unsure)})")
    return matched


def held_back(named: list[Named], *, seed: int) -> list[Named]:
    """A third of the names, drawn by seed."""
    return sorted(random.Random(seed).sample(named, len(named) // HELD_BACK))  # noqa: S311 - a draw, not a secret


def without(standards: tuple[Standard, ...], held: list[Named]) -> tuple[Standard, ...]:
    """The standards as if nobody had ever listed the held-back names; an item's own name stays.

    A name is gone from aliases and short names, and from the words of every item too where it has four characters or
    more: so long a word is a name. Shorter ones (要闻, 预算, 采购) are the vocabulary of the field and stay.
    """
    gone = {normalise_name(named.name) for named in held}
    long = {name for name in gone if len(name) >= SHORTEST_NAME}

    def cut(names: tuple[str, ...], gone: set[str]) -> tuple[str, ...]:
        return tuple(name for name in names if normalise_name(name) not in gone)

    def cut_find(find: Find) -> Find:
        return msgspec.structs.replace(
            find,
            aliases=cut(find.aliases, gone),
            below=cut(find.below, gone),
            **{key: cut(getattr(find, key), long) for key in ("core", "words", "beside", "doubtful")},
        )

    return tuple(
        msgspec.structs.replace(
            standard,
            items=tuple(msgspec.structs.replace(item, find=cut_find(item.find)) for item in standard.items),
        )
        for standard in standards
    )


def right_items(group: str, standards: tuple[Standard, ...]) -> set[str]:
    """Ids of every item that a name of the group may stand for."""
    platform = next(standard for standard in standards if standard.id == "platform-2019")
    right = {group} | ALSO.get(group, set())
    if group in SAME:
        right.add(f"article-{SAME[group]}")
    by_reference = {f"{platform.id}/{item.id}" for item in platform.items if item.id in right}
    return right | {item.id for standard in standards for item in standard.items if item.same_as in by_reference}


def report(title: str, named: list[Named], standards: tuple[Standard, ...], *, detail: bool = False) -> float:
    """Print one line of the table, and what went wrong; return the precision."""
    counts: Counter[str] = Counter()
    notes = []
    for entry in named:
        matcher = Matcher(standards, place_names=(entry.place,) if entry.place else ())
        found = matcher.match(entry.name)
        right = right_items(entry.group, standards)
        items = [candidate.item for candidate in found.candidates]
        if found.verdict == "match":
            kind = "right" if items[0] in right else "wrong"
        elif found.verdict == "ambiguous":
            kind = "both" if right & set(items[:4]) else "wrong-review"
        else:
            kind = "none"
        counts[kind] += 1
        if kind in {"wrong", "wrong-review"}:
            notes.append(f"    {kind:13}{simplify(entry.name)}: {entry.group} → {', '.join(items[:3])}")
    answered = counts["right"] + counts["wrong"]
    precision = counts["right"] / answered if answered else 1.0
    recall = (counts["right"] + counts["both"]) / len(named)
    wrong = counts["wrong"] + counts["wrong-review"]
    print(f"{title:24}{counts['right']:7}{counts['both']:7}{wrong:7}{counts['none']:7}{precision:11.3f}{recall:9.3f}")
    if detail and notes:
        print("\n".join(notes))
    return precision


def synthetic() -> Standard:
    """Four thousand items with five aliases each, made of the words that real names are made of."""
    draw = random.Random(7)  # noqa: S311 - a draw, not a secret
    words = sorted({entry.name[at : at + 2] for entry in read_names() for at in range(0, len(entry.name) - 1, 2)})

    def name() -> str:
        return "".join(draw.sample(words, draw.randint(2, 5)))

    items = tuple(
        Item(id=f"item-{number}", name=name(), find=Find(aliases=tuple(name() for _ in range(SYNTHETIC_ALIASES))))
        for number in range(SYNTHETIC_ITEMS)
    )
    return Standard(id="synthetic", title="合成目录", version="1", in_force=dt.date(2020, 1, 1), items=items)


def speed(title: str, standards: tuple[Standard, ...]) -> float:
    """Print and return how many milliseconds matching one site's columns takes that no one asked for before."""
    names = [entry.name for entry in read_names()]
    draw = random.Random(11)  # noqa: S311 - a draw, not a secret
    names += ["".join(draw.sample(names, 2))[:12] for _ in range(COLUMNS - len(names))]
    columns = [
        SeenColumn(name, f"http://127.0.0.1/{at}/", ("政府信息公开",) if at % 2 else ())
        for at, name in enumerate(names)
    ]
    rows = [(standard, item) for standard in standards for item in standard.items if item.testable]
    best = float("inf")
    standards = tuple(msgspec.structs.replace(standard) for standard in standards)  # no index is known for these
    build = time.process_time()
    Matcher(standards)
    build = time.process_time() - build
    for attempt in range(3):
        normalise_name.cache_clear()
        simplify.cache_clear()
        matcher = Matcher(standards, place_names=(f"清溪{attempt}",))
        matcher.forget()
        begin = time.process_time()
        matcher.assign(columns, rows)
        best = min(best, (time.process_time() - begin) * 1000)
    print(
        f"{title}: {len(columns)} columns against {len(rows)} items in {best:.1f} ms, "
        f"index built once in {build * 1000:.0f} ms (goal {GOAL_MILLISECONDS:.0f} ms)"
    )
    return best


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
