"""The words that every name may be made of are a file, and the file is in order."""

from __future__ import annotations

import re

import msgspec
import pytest

from rules.names import NAMES

LISTS = {
    f"{table}.{name}": words
    for table, lists in msgspec.to_builtins(NAMES).items()
    for name, words in lists.items()
    if name != "usual"
}


@pytest.mark.parametrize("name", sorted(LISTS))
def test_every_entry_is_a_pattern_and_stands_once(name: str) -> None:
    words = LISTS[name]

    assert [word for word in words if re.compile(word).fullmatch("") is not None] == []
    assert len(set(words)) == len(words)


def test_what_is_written_in_more_ways_than_one_ends_at_one_spelling() -> None:
    """No spelling is turned into another that is turned again."""
    first = {printed for printed, _ in NAMES.compared.usual}

    assert [usual for _, usual in NAMES.compared.usual if any(printed in usual for printed in first)] == []


def test_names_taken_off_always_are_taken_off_at_all() -> None:
    assert set(NAMES.compared.end_always) <= set(NAMES.compared.end)
