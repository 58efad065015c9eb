"""How well real pages are read: labels made by hand against what the reader says, counted per kind of fact.

``python -m tests.quality.scoring`` prints the table; ``--write`` pins the floors, ``--misses`` shows every miss.
The pages are in the folder named by ``GONGKAI_REALHTML``, else in ``../shared/realhtml`` beside the repository; labels
that came with them stand there in ``labels.jsonl``, those made for this project beside this file.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin

from crawler.reading import read_page
from rules.facts import PageFacts

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
OWN_LABELS = HERE / "labels.jsonl"
BASE = "http://www.labelled.gov.cn/column/page.html"
"""Where relative links start: the saved pages do not say where they stood."""


def pages_folder() -> Path:
    """The folder with ``labels.jsonl`` and ``files/``; it need not be there."""
    named = os.environ.get("GONGKAI_REALHTML")
    return Path(named) if named else HERE.parents[1].parent / "shared" / "realhtml"


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


def load_labels(folder: Path) -> list[dict[str, Any]]:
    """Labels that came with the pages, then the project's own."""
    lines = (folder / "labels.jsonl").read_text("utf-8").splitlines() + OWN_LABELS.read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def digest(folder: Path) -> str:
    """SHA-256 over the labelled pages and all labels: floors hold for these and no others."""
    labels = load_labels(folder)
    whole = hashlib.sha256(json.dumps(labels, ensure_ascii=False, sort_keys=True).encode())
    for name in sorted({label["file"] for label in labels}):
        whole.update(hashlib.sha256((folder / name).read_bytes()).digest())
    return whole.hexdigest()


def score_all(folder: Path) -> tuple[dict[str, Score], list[Miss]]:
    """Read every labelled page once and hold every label against it."""
    scores: Counter[str] = Counter()
    totals: dict[str, Score] = {}
    misses: list[Miss] = []
    read: dict[str, PageFacts] = {}
    for label in load_labels(folder):
        name = label["file"]
        if name not in read:
            facts = read_page((folder / name).read_bytes(), BASE)
            if not isinstance(facts, PageFacts):
                raise TypeError(f"{name} was not read: {facts}")
            read[name] = facts
        for fact, score, wanted, got in _hold(label, read[name]):
            totals[fact] = totals.get(fact, Score()).plus(score)
            scores[fact] += 1
            if not score.exact:
                misses.append(Miss(name, fact, wanted, got))
    return dict(sorted(totals.items())), misses


Held = tuple[str, Score, object, object]


def _hold(label: dict[str, Any], facts: PageFacts) -> list[Held]:
    kind = label["kind"]
    held: list[Held] = []
    if kind == "article":
        shown = label["date_visible"][:10] if label.get("date_visible") else None
        held = [
            _one("article title", label["title"], facts.title),
            _one("article date", shown, facts.published.isoformat() if facts.published else None),
            _one("article source", label.get("source_visible"), facts.source),
            _one("page kind", "article", facts.kind),
        ]
    elif kind == "list":
        dates = sorted(entry.date for entry in facts.entries if entry.date is not None)
        held = [
            _one("list count", label["items"], len(facts.entries)),
            _one("list newest", label["newest"], dates[-1].isoformat() if dates else None),
            _one("list oldest", label["oldest"], dates[0].isoformat() if dates else None),
            _one("page kind", "list", facts.kind),
        ]
    elif kind == "redirect stub":
        held = [_one("redirect", urljoin(BASE, label["target"]), facts.redirect)]
    elif kind == "pages":
        pages = facts.pages
        got = [pages.current, pages.total, pages.lower_bound] if pages else None
        held = [_one("pages", [label["current"], label["total"], label["lower_bound"]], got)]
    elif kind == "marks":
        for name in ("id_code", "icp", "police"):
            held.append(_one(f"site {name}", label[name], getattr(facts.site, name)))
    elif kind == "breadcrumb":
        held = [_one("breadcrumb", label["names"], list(facts.breadcrumb))]
    elif kind == "page kind":
        held = [_one("page kind", label["is"], facts.kind)]
    if "nav" in label:
        held.extend(_columns(label["nav"], facts))
    return held


def _one(fact: str, wanted: object, got: object) -> Held:
    right = wanted == got
    found = int(right and wanted is not None)
    return (
        fact,
        Score(found, int(not right and got is not None), int(not right and wanted is not None), int(right), 1),
        wanted,
        got,
    )


def _columns(groups: dict[str, list[dict[str, str]]], facts: PageFacts) -> list[Held]:
    """Names by recall; addresses of those that were found. What the page has beyond the label is not wrong."""
    names = {_folded(column.name) for column in facts.columns} | {_folded(entry.title) for entry in facts.entries}
    addresses: dict[str, set[str | None]] = {}
    for column in facts.columns:
        addresses.setdefault(_folded(column.name), set()).add(column.url)
    for entry in facts.entries:
        addresses.setdefault(_folded(entry.title), set()).add(entry.url)
    held: list[Held] = []
    for group in groups.values():
        for item in group:
            name = _folded(item["name"])
            held.append(_one("column name", item["name"], item["name"] if name in names else None))
            href = item["href"]
            if name in names and href and not href.startswith("javascript"):
                wanted = urljoin(BASE, href).rstrip("/")
                got = {(address or "").rstrip("/") for address in addresses[name]}
                held.append(_one("column address", wanted, wanted if wanted in got else None))
    return held


def _folded(name: str) -> str:
    return "".join(name.split())


def table(scores: dict[str, Score]) -> str:
    """The scores as a table for people."""
    lines = [f"{'fact':<18}{'asked':>7}{'exact':>9}{'precision':>11}{'recall':>9}"]
    lines.extend(
        f"{fact:<18}{score.asked:>7}{score.exact_rate:>9.3f}{score.precision:>11.3f}{score.recall:>9.3f}"
        for fact, score in scores.items()
    )
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Print the table; write floors or misses where asked."""
    folder = pages_folder()
    if not folder.is_dir():
        sys.stderr.write(f"no labelled pages in {folder}; name their folder in GONGKAI_REALHTML\n")
        return 2
    scores, misses = score_all(folder)
    sys.stdout.write(table(scores) + "\n")
    if "--misses" in arguments:
        for miss in misses:
            sys.stdout.write(f"{miss.file}  {miss.fact}: wanted {miss.wanted!r}, got {miss.got!r}\n")
    if "--write" in arguments:
        floors = {fact: {"exact": round(s.exact_rate, 4), "recall": round(s.recall, 4)} for fact, s in scores.items()}
        content = {"digest": digest(folder), "reason": "", "floors": floors}
        FLOORS.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
