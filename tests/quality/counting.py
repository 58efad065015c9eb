"""Answers counted against the truth: what was found, what was wrong, what was missed, and the table of it."""

from __future__ import annotations

from typing import NamedTuple


class Score(NamedTuple):
    """Counts of one kind of fact: right ones found, wrong ones found, ones not found, and whole answers."""

    found: int = 0
    wrong: int = 0
    missed: int = 0
    exact: int = 0
    asked: int = 0

    @property
    def precision(self) -> float:
        """Of what was read, how much stands on the page."""
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Of what stands on the page, how much was read."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0

    @property
    def exact_rate(self) -> float:
        """Of the questions, how many were answered without any mistake."""
        return self.exact / self.asked if self.asked else 1.0

    def plus(self, other: Score) -> Score:
        """Both counts together."""
        return Score(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


class Miss(NamedTuple):
    """One wrong answer."""

    file: str
    fact: str
    wanted: object
    got: object


Held = tuple[str, Score, object, object]
"""Name of the fact, its score, what was wanted, what was read."""


def one(fact: str, wanted: object, got: object) -> Held:
    """One question: right, wrong, or left open."""
    right = wanted == got
    found = int(right and wanted is not None)
    return (
        fact,
        Score(found, int(not right and got is not None), int(not right and wanted is not None), int(right), 1),
        wanted,
        got,
    )


def folded(name: str) -> str:
    """A name without its blanks, which builders set as they like."""
    return "".join(name.split())


def table(scores: dict[str, Score]) -> str:
    """The scores as a table for people."""
    lines = [f"{'fact':<20}{'asked':>7}{'exact':>9}{'precision':>11}{'recall':>9}"]
    lines.extend(
        f"{fact:<20}{score.asked:>7}{score.exact_rate:>9.3f}{score.precision:>11.3f}{score.recall:>9.3f}"
        for fact, score in scores.items()
    )
    return "\n".join(lines)


def floors_of(scores: dict[str, Score]) -> dict[str, dict[str, float]]:
    """What is pinned of every fact, to four places."""
    return {
        fact: {"exact": round(score.exact_rate, 4), "recall": round(score.recall, 4)} for fact, score in scores.items()
    }


def below(scores: dict[str, Score], floors: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """The floors that no longer hold."""
    now = floors_of(scores)
    none = {"exact": 0.0, "recall": 0.0}
    return {
        fact: floor
        for fact, floor in floors.items()
        if any(now.get(fact, none)[rate] < least for rate, least in floor.items())
    }
