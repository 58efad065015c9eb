"""How well and how fast columns are matched: tables over real names, and milliseconds for a large site.

Names held back (a third, drawn by seed) are taken out of the standards before they are asked for
(``column_names.without``), so that the table says what happens to a name nobody has listed: what answers then are the
words that names are made of. What is shipped knows them all.

A name is answered where the item it is listed under is the match (``right``), or where the answer is ``ambiguous`` and
that item is among its first four candidates (``both``); recall is the share of answered names. Precision is the share
of right ones among the matches. ``wrong`` also counts an ``ambiguous`` answer without the right item. Decoys are names
that stand on the same sites and are no column of any item: offices, services, other sites, news, and words that only
share characters; none may be a match.

``python -m bench.matching --write docs/matching.md`` writes everything but the timings to a page.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from bench.column_names import Named, held_back, read_decoys, read_names, right_items, shipped, without
from rules.matching import CLEAR, MARGIN, Matcher
from rules.model import SeenColumn
from rules.normalise import normalise_name, simplify
from rules.standard import Find, Item, Standard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rules.model import NameMatch

SEEDS = tuple(range(1, 21))
SHOWN_SEEDS = 5
FIRST = 4
"""Candidates of an ``ambiguous`` answer that a person is offered."""
SYNTHETIC_ITEMS, SYNTHETIC_ALIASES, COLUMNS = 4000, 5, 500
GOAL_MILLISECONDS = 50.0
GOAL_PRECISION, GOAL_RECALL = 0.98, 0.95
CLEARS = (0.75, 0.77, 0.79, 0.82, CLEAR, 0.87, 0.9, 0.94, 0.97)
MARGINS = (0.0, 0.01, MARGIN, 0.05, 0.1, 0.2)
KINDS = ("right", "both", "wrong", "none")


class Asked(NamedTuple):
    """One name that was asked for, and the answer."""

    named: Named
    right: set[str]
    found: NameMatch
    matcher: Matcher


class Score(NamedTuple):
    """What came of some names."""

    counts: Counter[str]

    @property
    def precision(self) -> float:
        """The share of right ones among the matches; 1 where nothing matched."""
        matched = self.counts["right"] + self.counts["wrong"]
        return self.counts["right"] / matched if matched else 1.0

    @property
    def recall(self) -> float:
        """The share of names that were answered."""
        return (self.counts["right"] + self.counts["both"]) / max(1, sum(self.counts.values()))

    def line(self, title: str) -> str:
        """One row of a Markdown table."""
        wrong = self.counts["wrong"] + self.counts["wrong-review"]
        cells = (self.counts["right"], self.counts["both"], wrong, self.counts["none"])
        return f"| {title} | {' | '.join(map(str, cells))} | {self.precision:.3f} | {self.recall:.3f} |"


def main(arguments: list[str]) -> int:
    """Print the tables; the exit code is 1 where matching is slower, misses more or errs more than the goal."""
    standards = shipped()
    named = read_names()
    known = ask(named, standards)
    held = {seed: _held(named, standards, seed=seed) for seed in SEEDS}
    pooled = [asked for answers in held.values() for asked in answers]
    decoys = ask([Named("", name, "清溪县 清溪") for name in read_decoys()], standards)
    rows = sum(len(standard.items) for standard in standards)
    page = [f"{len(named)} real names, {rows} rows of law, {len(decoys)} decoys.", "", *recall_table(known, held)]
    page += ["", *decoy_lines(decoys), "", *threshold_tables(pooled, decoys), "", *confusion_table(pooled)]
    print("\n".join(page))
    if arguments[:1] == ["--write"]:
        _write(Path(arguments[1]), page)
    slow = max(speed("shipped standards", standards), speed("and 4,000 synthetic items", (*standards, synthetic())))
    scores = [score(known), *(score(answers) for answers in held.values())]
    good = all(one.precision >= GOAL_PRECISION and one.recall >= GOAL_RECALL for one in scores)
    return 0 if slow < GOAL_MILLISECONDS and good and not _matched(decoys) else 1


def ask(named: Iterable[Named], standards: tuple[Standard, ...]) -> list[Asked]:
    """Ask what each name means."""
    answers = []
    for entry in named:
        matcher = Matcher(standards, place_names=tuple(entry.place.split()))
        right = right_items(entry.group, standards) if entry.group else set()
        answers.append(Asked(entry, right, matcher.match(entry.name), matcher))
    return answers


def _held(named: list[Named], standards: tuple[Standard, ...], *, seed: int) -> list[Asked]:
    held = held_back(named, seed=seed)
    return ask(held, without(standards, held))


def score(answers: Iterable[Asked], *, clear: float = CLEAR, margin: float = MARGIN) -> Score:
    """Count what became of the names, were the thresholds these."""
    return Score(Counter(_kind(asked, clear=clear, margin=margin) for asked in answers))


def _kind(asked: Asked, *, clear: float, margin: float) -> str:
    items = [candidate.item for candidate in asked.found.candidates]
    if not items:
        return "none"
    if asked.matcher.is_sure(asked.found.candidates, clear=clear, margin=margin):
        return "right" if items[0] in asked.right else "wrong"
    return "both" if asked.right & set(items[:FIRST]) else "wrong-review"


def recall_table(known: list[Asked], held: dict[int, list[Asked]]) -> list[str]:
    """Right, both, wrong and none where every name is listed, and where a third is not."""
    scores = {seed: score(answers) for seed, answers in held.items()}
    together = Score(sum((one.counts for one in scores.values()), Counter()))
    lowest = min(scores.values(), key=lambda one: one.recall)
    return [
        "| names | right | both | wrong | none | precision | recall |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        score(known).line("all listed"),
        *(scores[seed].line(f"a third held back, seed {seed}") for seed in SEEDS[:SHOWN_SEEDS]),
        lowest.line(f"lowest of seeds {SEEDS[0]}–{SEEDS[-1]}"),
        together.line(f"all of seeds {SEEDS[0]}–{SEEDS[-1]}"),
        "",
        f"Missed most often when held back: {_missed(held)}.",
    ]


def _missed(held: dict[int, list[Asked]]) -> str:
    missed = Counter(
        simplify(asked.named.name)
        for answers in held.values()
        for asked in answers
        if _kind(asked, clear=CLEAR, margin=MARGIN) in {"none", "wrong", "wrong-review"}
    )
    return "、".join(name for name, _ in sorted(missed.items(), key=lambda pair: (-pair[1], pair[0]))[:12])


def _matched(decoys: list[Asked]) -> list[str]:
    return [asked.named.name for asked in decoys if asked.found.verdict == "match"]


def decoy_lines(decoys: list[Asked]) -> list[str]:
    """How many decoys are taken for a column, or for a question."""
    matched = _matched(decoys)
    unsure = [asked.named.name for asked in decoys if asked.found.verdict == "ambiguous"]
    names = f": {'、'.join(matched)}" if matched else ""
    first = f"Of {len(decoys)} decoys {len(matched)} are matched{names}, {len(unsure)} are `ambiguous`:"
    return [f"{first} {'、'.join(unsure)}."]


def threshold_tables(pooled: list[Asked], decoys: list[Asked]) -> list[str]:
    """What other thresholds would do to held-back names and to decoys."""
    head = ["right", "ambiguous", "wrong", "precision", "recall", "decoys matched"]
    rule = "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    lines = []
    for title, values, chosen in (("clear", CLEARS, CLEAR), ("margin", MARGINS, MARGIN)):
        lines += [f"| {title} | {' | '.join(head)} |", rule]
        for value in values:
            clear, margin = (value, MARGIN) if title == "clear" else (CLEAR, value)
            one = score(pooled, clear=clear, margin=margin)
            fooled = sum(
                asked.matcher.is_sure(asked.found.candidates, clear=clear, margin=margin)
                for asked in decoys
                if asked.found.candidates
            )
            shown = f"**{value:.2f}**" if value == chosen else f"{value:.2f}"
            unsure = one.counts["both"] + one.counts["wrong-review"]
            lines.append(
                f"| {shown} | {one.counts['right']} | {unsure} | {one.counts['wrong']} | {one.precision:.3f} "
                f"| {one.recall:.3f} | {fooled} |"
            )
        lines.append("")
    return lines[:-1]


def confusion_table(pooled: list[Asked]) -> list[str]:
    """For each item what its held-back names were taken for."""
    taken: dict[str, Counter[str]] = defaultdict(Counter)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for asked in pooled:
        kind = _kind(asked, clear=CLEAR, margin=MARGIN)
        group = asked.named.group
        counts[group][kind.removesuffix("-review")] += 1
        if kind.startswith("wrong"):
            taken[group][asked.found.candidates[0].item] += 1
    return [
        "| item | right | both | wrong | none | taken for |",
        "| --- | ---: | ---: | ---: | ---: | --- |",
        *(
            f"| {group} | {' | '.join(str(counts[group][kind]) for kind in KINDS)} "
            f"| {', '.join(f'{item} ({count})' for item, count in taken[group].most_common())} |"
            for group in sorted(counts)
        ),
    ]


def _write(path: Path, page: list[str]) -> None:
    """Put the tables between the marks of a page; the page without marks is left as it is."""
    begin, end = "<!-- matching: begin -->", "<!-- matching: end -->"
    before, mark, rest = path.read_text("utf-8").partition(begin)
    if mark and end in rest:
        after = rest.partition(end)[2]
        path.write_text("\n".join((before + begin, *page, end + after)), "utf-8")


def synthetic() -> Standard:
    """Four thousand items with five aliases each, made of the words that real names are made of."""
    draw = random.Random(7)  # noqa: S311 - a draw, not a secret
    words = sorted({entry.name[at : at + 2] for entry in read_names() for at in range(0, len(entry.name) - 1, 2)})

    def name() -> str:
        return "".join(draw.sample(words, draw.randint(2, 5)))

    items = tuple(
        Item(id=f"item-{number}", name=name(), find=Find(aliases=tuple(name() for _ in range(SYNTHETIC_ALIASES))))
        for number in range(SYNTHETIC_ITEMS)
    )
    return Standard(id="synthetic", title="合成目录", version="1", in_force=dt.date(2020, 1, 1), items=items)


def speed(title: str, standards: tuple[Standard, ...]) -> float:
    """Print and return how many milliseconds matching one site's columns takes that no one asked for before."""
    names = [entry.name for entry in read_names()][:COLUMNS]
    draw = random.Random(11)  # noqa: S311 - a draw, not a secret
    names += ["".join(draw.sample(names, 2))[:12] for _ in range(COLUMNS - len(names))]
    columns = [
        SeenColumn(name, f"http://127.0.0.1/{at}/", ("政府信息公开",) if at % 2 else ())
        for at, name in enumerate(names)
    ]
    rows = [(standard, item) for standard in standards for item in standard.items if item.testable]
    best = float("inf")
    standards = tuple(msgspec.structs.replace(standard) for standard in standards)  # no index is known for these
    build = time.process_time()
    Matcher(standards)
    build = time.process_time() - build
    for attempt in range(3):
        normalise_name.cache_clear()
        simplify.cache_clear()
        matcher = Matcher(standards, place_names=(f"清溪{attempt}",))
        matcher.forget()
        begin = time.process_time()
        matcher.assign(columns, rows)
        best = min(best, (time.process_time() - begin) * 1000)
    print(
        f"{title}: {len(columns)} columns against {len(rows)} items in {best:.1f} ms, "
        f"index built once in {build * 1000:.0f} ms (goal {GOAL_MILLISECONDS:.0f} ms)"
    )
    return best


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
