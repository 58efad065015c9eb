"""Real names of columns and what they hold, names that hold nothing of the kind, and standards that never saw them.

``column_names.tsv`` has three parts: names listed item by item in a survey of real sites, names in the navigation
trees of real sites, and names in the menus of saved pages. The labels say what an inspector would take them for.
"""

from __future__ import annotations

import csv
import random
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

import rules
from rules.loading import parse_standard
from rules.normalise import normalise_name

if TYPE_CHECKING:
    from rules.standard import Find, Standard

NAMES = Path(__file__).with_name("column_names.tsv")
DECOYS = Path(__file__).with_name("decoys.tsv")
HELD_BACK = 3
"""Every how manieth name is held back."""
SHORTEST_NAME = 4
"""Characters from which on a word of an item counts as a name and is held back like one."""

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
    "consultation": {"drafts", "feedback", "petitions"},
    "decisions": {"drafts", "feedback"},
    "business-climate": {"benefit-cards", "investment", "supervision"},
    "services": {"enterprise-services", "permits"},
}
"""Items of other standards, or neighbours that share the name, that are right for a group too."""
SAME = {"guide": "12-guide", "annual-report": "49-annual-report", "on-request": "27-request", "platform": "24-platform"}


class Named(NamedTuple):
    """One real column."""

    group: str
    name: str
    place: str


def shipped() -> tuple[Standard, ...]:
    """Every standard of the package."""
    folder = Path(rules.__file__).parent / "standards"
    return tuple(parse_standard(path.read_text("utf-8"), name=path.name) for path in sorted(folder.glob("*.toml")))


def read_names() -> list[Named]:
    """The real names, in the order of the file."""
    return [Named(*row) for row in _rows(NAMES)]


def read_decoys() -> list[str]:
    """Names that are no column of any item, in the order of the file."""
    return [name for name, _what in _rows(DECOYS)]


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader((line for line in file if not line.startswith("#")), delimiter="\t")
        next(rows)
        return list(rows)


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
