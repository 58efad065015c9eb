"""The words of ``names.toml`` as a value: part of this program as its code is, read once and never written."""

from __future__ import annotations

import tomllib
from importlib import resources

import msgspec


class Compared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is taken off a name, or made alike, before it is compared."""

    usual: tuple[tuple[str, str], ...]
    front: tuple[str, ...]
    end: tuple[str, ...]
    end_always: tuple[str, ...]
    introductions: tuple[str, ...]
    remarks: tuple[str, ...]
    joints: tuple[str, ...]


class Places(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What names of places, organs and sites are made of."""

    kinds: tuple[str, ...]
    nations: tuple[str, ...]
    site_end: tuple[str, ...]
    government_end: tuple[str, ...]
    organ_end: tuple[str, ...]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that may stand in the name of any column."""

    neutral: tuple[str, ...]
    whose: tuple[str, ...]
    kind: tuple[str, ...]
    how: tuple[str, ...]
    elsewhere: tuple[str, ...]


class Hubs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names of columns that hold other columns."""

    platform: tuple[str, ...]
    statutory: tuple[str, ...]
    priority: tuple[str, ...]
    maps: tuple[str, ...]
    others: tuple[str, ...]
    home: tuple[str, ...]


class Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    compared: Compared
    places: Places
    words: Words
    hubs: Hubs


def _read() -> Names:
    text = resources.files(__package__).joinpath("names.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Names)


NAMES = _read()


def either(patterns: tuple[str, ...]) -> str:
    """One pattern for any of several."""
    return f"(?:{'|'.join(patterns)})"
