"""The published rates of verdicts: what the page says is what was pinned, and what was pinned meets the goals."""

from __future__ import annotations

import json

from bench.verdicts import GOAL, PAGE, PARTS, PINNED, Row, accusations, below, rates, undecided
from monitor.province.structures import structures

PASS, STALE, UNKNOWN = ("pass", None), ("fail", "stale"), ("unknown", None)
ROWS = [
    Row("a", "s/one", PASS, PASS),
    Row("a", "s/two", PASS, STALE),
    Row("a", "s/three", STALE, STALE),
    Row("b", "s/one", STALE, UNKNOWN),
    Row("b", "s/two", UNKNOWN, UNKNOWN),
]


def test_the_page_says_what_was_pinned_of_every_part() -> None:
    pinned, page = json.loads(PINNED.read_text("utf-8")), PAGE.read_text("utf-8")
    said = [
        f"**{pinned[part.name]['right']:.3f} right, {pinned[part.name]['accusations']} false accusations**"
        for part in PARTS
    ]

    assert [words for words in said if words not in page] == []
    assert [part.title for part in PARTS if f"### {part.title}" not in page] == []


def test_the_goals_are_met_on_invented_and_rebuilt_sites_and_on_seeds_held_out() -> None:
    pinned = json.loads(PINNED.read_text("utf-8"))

    assert {name: part["right"] for name, part in pinned.items() if part["right"] < GOAL} == {}
    assert {name: part["accusations"] for name, part in pinned.items() if part["accusations"]} == {}
    assert len(structures()) >= 3


def test_precision_and_recall_are_counted_for_every_kind_of_verdict() -> None:
    """One false accusation, one failure left open."""
    stale = rates(ROWS)["fail, stale"]

    assert (stale.true, stale.found, stale.precision, stale.recall) == (2, 2, 0.5, 0.5)
    assert accusations(ROWS) == [ROWS[1]]
    assert undecided(ROWS) == (0.4, 0.5)


def test_a_rate_that_sank_on_the_same_truth_is_told_and_on_another_truth_it_is_not() -> None:
    part = PARTS[1]._replace(seeds=())
    floor = {"right": 1.0, "accusations": 0, "recall": {"fail, stale": 1.0, "pass": 0.5}}
    same = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # of no seeds at all

    assert below(part, ROWS, {part.name: {"digest": same, **floor}}) == [
        "structures: right 0.6 < 1.0",
        "structures: 1 false accusations",
        "structures: fail, stale 0.5 < 1.0",
    ]
    assert below(part, ROWS, {part.name: {"digest": "another", **floor}}) == []
