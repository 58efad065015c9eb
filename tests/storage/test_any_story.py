"""Any story of verdicts, held against a plain list of what was found each night."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.model import Outcome, Problem
from storage import open_history
from tests.storage.samples import DARK, ITEMS, MISSING, OK, STALE, Verdict, night, sweep

AMBIGUOUS: Verdict = (Outcome.UNKNOWN, Problem.AMBIGUOUS)
NOT_DUE: Verdict = (Outcome.NOT_APPLICABLE, None)
verdicts = st.sampled_from([OK, OK, MISSING, MISSING, STALE, DARK, AMBIGUOUS, NOT_DUE])
nights = st.integers(1, 8).flatmap(lambda count: st.tuples(*[st.lists(verdicts, min_size=count, max_size=count)] * 3))


def known(story: list[Verdict], until: int) -> list[tuple[int, Verdict]]:
    """The nights up to ``until`` that could tell, oldest first."""
    return [
        (number, verdict) for number, verdict in enumerate(story[:until], start=1) if verdict[0] is not Outcome.UNKNOWN
    ]


def since(story: list[Verdict], until: int) -> int:
    """Where the verdict of that night began."""
    number = until
    while number > 1 and story[number - 2] == story[until - 1]:
        number -= 1
    return number


def first_seen(story: list[Verdict], until: int) -> int:
    """The same without the nights that could not tell."""
    if story[until - 1][0] is Outcome.UNKNOWN:
        return since(story, until)
    first = until
    for number, verdict in reversed(known(story, until)):
        if verdict != story[until - 1]:
            break
        first = number
    return first


def confirmed(story: list[Verdict], until: int) -> bool:
    """Two of the last three nights that could tell said the same failure."""
    now = story[until - 1]
    return now[0] is Outcome.FAIL and sum(verdict == now for _, verdict in known(story, until)[-3:]) >= 2


def kind(story: list[Verdict], before: int, until: int) -> str:
    """What ``changes`` must say."""
    now = story[until - 1][0]
    if now is Outcome.UNKNOWN:
        return "unknown"
    earlier = known(story, before)
    failed = bool(earlier) and earlier[-1][1][0] is Outcome.FAIL
    if now is Outcome.FAIL:
        return "still" if failed else "new"
    return "fixed" if failed else ""


@settings(max_examples=60, deadline=None, derandomize=True)
@given(nights)
def test_the_history_says_of_every_night_what_was_found(stories: tuple[list[Verdict], ...]) -> None:
    by_item = dict(zip(ITEMS, stories, strict=True))
    count = len(stories[0])
    with tempfile.TemporaryDirectory() as folder, open_history(Path(folder) / "gongkai.db") as history:
        for number in range(1, count + 1):
            tonight = {item: story[number - 1] for item, story in by_item.items()}
            sweep(history, night(number), {"qingxi": tonight}, content=str(number % 3))

        for until in range(1, count + 1):
            found = {
                each.item: (
                    (each.outcome, each.problem),
                    each.since,
                    each.first_seen,
                    each.confirmed,
                    each.sweep,
                )
                for each in history.findings(at=until)
            }
            assert found == {
                item: (
                    story[until - 1],
                    night(since(story, until)),
                    night(first_seen(story, until)),
                    confirmed(story, until),
                    until,
                )
                for item, story in by_item.items()
            }
            for before in range(1, until):
                changes = history.changes(before, until)
                said = {
                    finding.item: name
                    for name in ("new", "fixed", "still", "unknown")
                    for finding in getattr(changes, name)
                }
                expected = {item: kind(story, before, until) for item, story in by_item.items()}
                assert said == {item: name for item, name in expected.items() if name}
        assert history.verify() == ()
