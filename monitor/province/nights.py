"""What changes on a site from one night to the next: a few things are mended, a few break, most stay."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import msgspec

from monitor.province.dates import fits
from monitor.province.scenario import structure_of

if TYPE_CHECKING:
    from monitor.province.scenario import Scenario
    from monitor.province.values import ItemState, State
    from rules.standard import Item, Standard

_CHANGING = 2
"""Items a site mends and items it breaks in one night."""
_MENDABLE = frozenset({"broken", "empty", "placeholder", "stale", "error-page"})
_BREAKAGE: tuple[State, ...] = ("broken", "empty", "error-page", "placeholder")


def at_night(
    states: dict[tuple[str, str], ItemState],
    items: tuple[tuple[Standard, Item], ...],
    scenario: Scenario,
    *,
    night: int,
    seed: int,
) -> dict[tuple[str, str], ItemState]:
    """Return the states of a site on a night; night 0 is the story as it is told."""
    changed = dict(states)
    by_key = {(standard.id, item.id): item for standard, item in items}
    for number in range(1, night + 1):
        rng = random.Random(f"night:{number}:{seed}:{scenario.identity.id}")
        ill = sorted(key for key, state in changed.items() if state.state in _MENDABLE)
        well = sorted(
            key
            for key, state in changed.items()
            if state == states[key] and state.state == "present" and not structure_of(by_key[key])
        )
        for key in rng.sample(ill, min(_CHANGING, len(ill))):
            changed[key] = msgspec.structs.replace(changed[key], state="present")
        for key in rng.sample(well, min(_CHANGING, len(well))):
            breakage = next(
                state for state in rng.sample(_BREAKAGE, len(_BREAKAGE)) if fits(state, by_key[key], scenario.identity)
            )
            changed[key] = msgspec.structs.replace(changed[key], state=breakage)
    return changed
