"""What changes on a site from one night to the next: a few things are mended, a few break, most stay."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import msgspec

from monitor.province.dates import clock_of, fits
from monitor.province.scenario import structure_of

if TYPE_CHECKING:
    from monitor.province.scenario import Scenario
    from monitor.province.values import ItemState, State
    from rules.standard import Item, Standard

_CHANGING = 2
"""Items a site mends and items it breaks in one night."""
_UNREAD = frozenset({"broken", "error-page"})
"""Nobody could read the list before, so old entries may stand in it now."""
_READ = frozenset({"empty", "placeholder", "stale"})
"""The list was read, so whatever appears must print the day of its appearance."""
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
        ill = sorted(key for key, state in changed.items() if _can_be_mended(state, by_key[key], scenario))
        well = sorted(
            key
            for key, state in changed.items()
            if state == states[key] and state.state == "present" and not structure_of(by_key[key])
        )
        for key in rng.sample(ill, min(_CHANGING, len(ill))):
            changed[key] = msgspec.structs.replace(changed[key], state="present", before=changed[key].state)
        for key in rng.sample(well, min(_CHANGING, len(well))):
            breakage = next(
                state for state in rng.sample(_BREAKAGE, len(_BREAKAGE)) if fits(state, by_key[key], scenario.identity)
            )
            changed[key] = msgspec.structs.replace(changed[key], state=breakage)
        changed |= {key: scenario.tomorrow[key[1]] for key in states if key[1] in scenario.tomorrow}
    return changed


def _can_be_mended(state: ItemState, item: Item, scenario: Scenario) -> bool:
    """Whether a fault can go away overnight without old reports turning up in a list that was read without them."""
    clock = clock_of(item, scenario.identity)
    return state.state in _UNREAD or (state.state in _READ and not clock.annual_by and not clock.every)
