"""How often a column's name is told aright, over real names and look-alikes: floors that may not sink.

``bench/matching.py`` makes the tables of ``docs/matching.md`` from the same names; here stand its goals.
"""

from __future__ import annotations

import pytest

from bench.column_names import held_back, read_decoys, read_names, shipped, without
from bench.matching import GOAL_PRECISION, GOAL_RECALL, ask, score
from rules.matching import Matcher

STANDARDS = shipped()
NAMES = read_names()


def test_every_listed_name_is_answered_and_none_wrongly() -> None:
    """With the item it is listed under, or with a question that names it."""
    known = score(ask(NAMES, STANDARDS))
    assert (known.precision, known.recall) == (1.0, 1.0)


@pytest.mark.parametrize("seed", [1, 2, 3, 13])
def test_a_third_of_the_names_nobody_had_listed_is_answered(seed: int) -> None:
    """By the words they are made of."""
    held = held_back(NAMES, seed=seed)
    found = score(ask(held, without(STANDARDS, held)))
    assert found.precision >= GOAL_PRECISION
    assert found.recall >= GOAL_RECALL


def test_look_alikes_are_seldom_even_a_question() -> None:
    """None is a match (``test_matching``); a question costs a person's time and hides what is missing."""
    matcher = Matcher(STANDARDS, place_names=("清溪县", "清溪"))
    decoys = read_decoys()
    asked = [name for name in decoys if matcher.match(name).verdict != "none"]
    assert len(decoys) > 400
    assert len(asked) <= len(decoys) // 25, asked
