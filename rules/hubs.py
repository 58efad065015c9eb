"""Names of the columns that hold other columns: the disclosure platform, its statutory part, the maps of a site."""

from __future__ import annotations

import re

from rules.names import NAMES, either
from rules.normalise import normalise_name


def _keys(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(normalise_name(name) for name in names)


PLATFORM_NAME = NAMES.hubs.platform[0]
PLATFORM_KEY = normalise_name(PLATFORM_NAME)
PLATFORM = _keys(NAMES.hubs.platform)
"""Names of the platform itself; any of them answers for 政府信息公开 as a parent."""

STATUTORY = _keys(NAMES.hubs.statutory)
"""Names of the part that holds what must be published unasked."""

PRIORITY = _keys(NAMES.hubs.priority)
"""Names of the part that holds the fields of priority."""

GROUPS = (PLATFORM, STATUTORY, PRIORITY)
"""Sets of names that stand for one another as expected parents."""

HUBS = PLATFORM | STATUTORY | PRIORITY | _keys(NAMES.hubs.maps) | _keys(NAMES.hubs.others)

HOME = _keys(NAMES.hubs.home)
"""What a path of names begins with and says nothing."""

ORGAN_END = re.compile(rf"{either(NAMES.places.organ_end)}$")
"""What the name of another organ ends with; before a column's name it makes the column that organ's."""


def synonyms(key: str) -> frozenset[str]:
    """Return every normalised name that stands for a normalised parent's name, itself included."""
    for group in GROUPS:
        if key in group:
            return group
    return frozenset((key,))
