"""A site's story: who it is, what is wrong with it, and how every item of its standards stands there."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Literal

import msgspec

from monitor.province.dates import fits
from monitor.province.values import ItemState, ReportForm, SiteIdentity
from rules.normalise import normalise_name

if TYPE_CHECKING:
    from rules.standard import Item, Standard

Trouble = Literal[
    "none",
    "down",
    "no-name",
    "blocking",
    "slow",
    "flapping",
    "traps",
    "robots",
    "cookie",
    "mislabelled",
]
"""What is wrong with a site as a whole. ``cookie``: every visitor without its cookie is sent back to where he came
from, with the cookie; ``mislabelled``: pages say that they are written in another charset than they are."""
PLATFORM_NAMES = frozenset({"政府信息公开", "政府信息公开平台", "政府信息公开专栏", "信息公开"})
FIELD_COLUMNS = ("政策文件", "监督检查", "行政处罚")
"""What stands below every field of 基层政务公开."""
STATUTORY_NAMES = frozenset({"法定主动公开内容", "法定主动公开"})


class Scenario(msgspec.Struct, frozen=True, kw_only=True):
    """What one site of the province is like."""

    identity: SiteIdentity
    trouble: Trouble = "none"
    faults: tuple[ItemState, ...] = ()
    """Dealt out over the items in order of the standard, each to the first that can stand in that state."""
    every_second_alias: bool = False
    """Print an alias instead of the item's own name for every second item."""
    named: dict[str, ItemState] = {}
    """States for single items by id, before anything is dealt."""
    tomorrow: dict[str, ItemState] = {}
    """States for single items from the second night on."""
    platform_name: str = "政府信息公开"
    platform_in_menu: bool = False
    platform_host: bool = False
    """The platform has an address of its own, as 信息公开 platforms of many cities do; it belongs to the site."""
    statutory_heading: bool = False
    """法定主动公开内容 is printed as a heading without a link, as real platforms do."""
    decorated: bool = False
    """Names are printed with the dots, brackets and arrows that editors love."""
    fields: bool = False
    """基层政务公开 repeats names of the statutory contents below every one of its fields."""
    departments: bool = False
    """The site also carries the guides and reports of its departments."""
    validators: bool = True
    """Answer with ETag and Last-Modified."""
    gzip: bool = False
    reports: ReportForm = "whole"
    """What its yearly reports on disclosure are like."""
    hosts: tuple[str, ...] = ()
    """Ids of served sites that belong to it."""


def structure_of(item: Item) -> Literal["platform", "statutory"] | None:
    """Whether an item is the platform itself or its trunk, rather than a column that hangs on them."""
    names = {normalise_name(item.name)}
    if names & {normalise_name(name) for name in PLATFORM_NAMES}:
        return "platform"
    if names & {normalise_name(name) for name in STATUTORY_NAMES}:
        return "statutory"
    return None


def deal(
    scenario: Scenario, items: tuple[tuple[Standard, Item], ...], *, seed: int
) -> dict[tuple[str, str], ItemState]:
    """Give every item of a site its state.

    Args:
        scenario: the site's story.
        items: its applicable items in order of the standards.
        seed: moves the faults along the items.

    Returns:
        (standard, item) to state, for every item.
    """
    identity = scenario.identity
    rng = random.Random(f"deal:{seed}:{identity.id}")
    states: dict[tuple[str, str], ItemState] = {}
    leaves = []
    for standard, item in items:
        key = (standard.id, item.id)
        if item.id in scenario.named and fits(scenario.named[item.id].state, item, identity):
            states[key] = scenario.named[item.id]
        elif structure_of(item):
            states[key] = ItemState()
        else:
            leaves.append((key, item))
    rng.shuffle(leaves)
    for fault in scenario.faults:
        for key, item in leaves:
            decoyed = scenario.fields and fault.state == "missing" and _named_below_fields(item)
            if key not in states and not decoyed and fits(fault.state, item, identity) and _place_fits(fault, item):
                states[key] = fault
                break
    aliases = _unshared_aliases(items)
    for number, key in enumerate(sorted(key for key, _ in leaves)):
        state = states.get(key, ItemState())
        choice = aliases[key]
        if scenario.every_second_alias and number % 2 and choice and state.name is None:
            state = msgspec.structs.replace(state, name=rng.choice(choice))
        states[key] = state
    return states


def _place_fits(fault: ItemState, item: Item) -> bool:
    """The fixed columns of the platform never hang below a group of the statutory contents."""
    return fault.place == "statutory" or not is_fixed(item)


def _named_below_fields(item: Item) -> bool:
    """Whether 基层政务公开 repeats the item's name, so that nobody could be sure that it is missing."""
    return not {item.name, *item.find.aliases}.isdisjoint(FIELD_COLUMNS)


def is_fixed(item: Item) -> bool:
    """Whether an item is one of the fixed columns that stand beside 法定主动公开内容."""
    return any(mark in item.name for mark in ("指南", "年报", "年度报告", "依申请")) or item.name.endswith("公开制度")


def _unshared_aliases(items: tuple[tuple[Standard, Item], ...]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Each item's aliases that mean no other item, by the key names are compared with."""
    owners: dict[str, set[tuple[str, str]]] = {}
    for standard, item in items:
        for name in (item.name, *item.find.aliases):
            owners.setdefault(normalise_name(name), set()).add((standard.id, item.id))
    return {
        (standard.id, item.id): tuple(alias for alias in item.find.aliases if len(owners[normalise_name(alias)]) == 1)
        for standard, item in items
    }
