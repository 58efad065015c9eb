"""Short names for what must be recognised again: a failure, an item of a standard, a whole standard."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from rules.plan import Plan
    from rules.standard import Item, Standard

_SHORT = 12
"""Hexadecimal digits of an item's digest in a baseline: a reader compares them, nobody forges them."""


def failure_fingerprint(site: str, standard: str, item: str, problem: str) -> str:
    """What a failure is known by in every format: 64 hexadecimal digits."""
    return hashlib.sha256(f"{site}\0{standard}\0{item}\0{problem}".encode()).hexdigest()


def item_digest(item: Item) -> str:
    """What an item demands and how it is found; its glosses and notes do not count."""
    bare = msgspec.structs.replace(
        item, name_en="", notes="", provenance="found", find=msgspec.structs.replace(item.find, seen={})
    )
    return hashlib.sha256(msgspec.json.encode(bare)).hexdigest()[:_SHORT]


def standard_digest(standard: Standard) -> str:
    """The whole standard: 64 hexadecimal digits."""
    return hashlib.sha256(msgspec.json.encode(standard)).hexdigest()


def standards_in_use(plan: Plan) -> tuple[Standard, ...]:
    """The standards of a plan that bind one of its sites; a plan may carry every standard that is shipped."""
    return tuple(standard for standard in plan.standards if any(standard.applies_to_site(site) for site in plan.sites))
