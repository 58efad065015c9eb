"""How well real pages are read: labels made by hand against what the reader says, counted per kind of fact.

``python -m tests.quality.scoring`` prints the table, and that of the sample province below it; ``--write`` pins the
floors, ``--misses`` shows every miss. The pages are in the folder named by ``GONGKAI_REALHTML``, else in
``../shared/realhtml`` beside the repository; labels that came with them stand there in ``labels.jsonl``, those made
for this project beside this file.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from bench.corpus import pages_folder
from crawler.reading import read_page
from rules.facts import PageFacts
from tests.quality.counting import Held, Miss, Score, floors_of, folded, one, table
from tests.quality.province import family_table, recipe, score_province, summed

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
OWN_LABELS = HERE / "labels.jsonl"
_RATES = re.compile(r"\{\s+(\"exact\": [\d.]+),\s+(\"recall\": [\d.]+)\s+\}")
BASE = "http://www.labelled.gov.cn/column/page.html"
"""Where relative links start: the saved pages do not say where they stood."""


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


def _hold(label: dict[str, Any], facts: PageFacts) -> list[Held]:
    kind = label["kind"]
    held: list[Held] = []
    if kind == "article":
        shown = label["date_visible"][:10] if label.get("date_visible") else None
        held = [
            one("article title", label["title"], facts.title),
            one("article date", shown, facts.published.isoformat() if facts.published else None),
            one("article source", label.get("source_visible"), facts.source),
            one("page kind", "article", facts.kind),
        ]
    elif kind == "list":
        dates = sorted(entry.date for entry in facts.entries if entry.date is not None)
        held = [
            one("list count", label["items"], len(facts.entries)),
            one("list newest", label["newest"], dates[-1].isoformat() if dates else None),
            one("list oldest", label["oldest"], dates[0].isoformat() if dates else None),
            one("page kind", "list", facts.kind),
        ]
    elif kind == "redirect stub":
        held = [one("redirect", urljoin(BASE, label["target"]), facts.redirect)]
    elif kind == "pages":
        pages = facts.pages
        got = [pages.current, pages.total, pages.lower_bound] if pages else None
        held = [one("pages", [label["current"], label["total"], label["lower_bound"]], got)]
    elif kind == "marks":
        for name in ("id_code", "icp", "police"):
            held.append(one(f"site {name}", label[name], getattr(facts.site, name)))
    elif kind == "breadcrumb":
        held = [one("breadcrumb", label["names"], list(facts.breadcrumb))]
    elif kind == "page kind":
        held = [one("page kind", label["is"], facts.kind)]
    if "nav" in label:
        held.extend(_columns(label["nav"], facts))
    return held


def _columns(groups: dict[str, list[dict[str, str]]], facts: PageFacts) -> list[Held]:
    """Names by recall; addresses of those that were found. What the page has beyond the label is not wrong."""
    names = {folded(column.name) for column in facts.columns} | {folded(entry.title) for entry in facts.entries}
    addresses: dict[str, set[str | None]] = {}
    for column in facts.columns:
        addresses.setdefault(folded(column.name), set()).add(column.url)
    for entry in facts.entries:
        addresses.setdefault(folded(entry.title), set()).add(entry.url)
    held: list[Held] = []
    for group in groups.values():
        for item in group:
            name = folded(item["name"])
            held.append(one("column name", item["name"], item["name"] if name in names else None))
            href = item["href"]
            if name in names and href and not href.startswith("javascript"):
                wanted = urljoin(BASE, href).rstrip("/")
                got = {(address or "").rstrip("/") for address in addresses[name]}
                held.append(one("column address", wanted, wanted if wanted in got else None))
    return held


def main(arguments: list[str]) -> int:
    """Print the tables; write floors or misses where asked."""
    folder = pages_folder()
    pinned = json.loads(FLOORS.read_text("utf-8"))
    misses: list[Miss] = []
    if folder.is_dir():
        scores, misses = score_all(folder)
        sys.stdout.write(f"labelled real pages\n{table(scores)}\n\n")
        pinned |= {"digest": digest(folder), "reason": "", "floors": floors_of(scores)}
    else:
        sys.stderr.write(f"no labelled pages in {folder}; name their folder in GONGKAI_REALHTML\n")
    by_builder, province_misses = score_province()
    sys.stdout.write(f"sample province\n{table(summed(by_builder))}\n\n{family_table(by_builder)}\n")
    floors = {name: floors_of(scores) for name, scores in by_builder.items()}
    pinned["province"] = {"digest": recipe(), "reason": pinned.get("province", {}).get("reason", ""), "floors": floors}
    if "--misses" in arguments:
        for miss in (*misses, *province_misses):
            sys.stdout.write(f"{miss.file}  {miss.fact}: wanted {miss.wanted!r}, got {miss.got!r}\n")
    if "--write" in arguments:
        text = _RATES.sub(r"{\1, \2}", json.dumps(pinned, ensure_ascii=False, indent=2))
        FLOORS.write_text(text + "\n", "utf-8")
    return 0 if folder.is_dir() else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
