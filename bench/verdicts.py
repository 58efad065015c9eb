"""Verdicts against the truth on the sample provinces: ``python -m bench.verdicts [--seeds 1,2] [--write] [--pin]``.

The sites are generated, served on loopback and swept by the command a user runs. A *false accusation* is a ``fail``
where the truth is no ``fail``. ``--write`` puts the tables between the marks in docs/quality.md, ``--pin`` the rates
beside this file: a later run on the same truth that is worse in any of them ends with 1.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from monitor.province import Province, build_province, serve
from monitor.province.province import standards_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitor.province.scenarios import Stories

TODAY = dt.date(2026, 11, 22)
GOAL = 0.99
PINNED = Path(__file__).with_name("verdicts.json")
PAGE = Path(__file__).parents[1] / "docs" / "quality.md"
START, END = "<!-- verdicts: begin -->", "<!-- verdicts: end -->"
Verdict = tuple[str, str | None]


class Part(NamedTuple):
    """Some provinces whose verdicts are counted together."""

    name: str
    title: str
    stories: Stories
    seeds: tuple[int, ...]
    pages: int = 150
    """The least number of pages of a site."""


PARTS: tuple[Part, ...] = (
    Part("province", "Invented builders, seeds that were worked with", "province", (1, 2, 3, 4)),
    Part("structures", "Rebuilt from saved real pages, seeds that were worked with", "structures", (1, 2, 3, 4), 60),
    Part("inspected", "Rows about more than one column or a whole site", "inspected", (1,)),
    Part("province-held-out", "Invented builders, seeds that nobody looked at", "province", (7001, 7002)),
    Part(
        "structures-held-out",
        "Rebuilt from saved real pages, seeds that nobody looked at",
        "structures",
        (7001, 7002, 7003, 7004, 7005, 7006, 7007, 7008),
        60,
    ),
)
"""Held out: what is wrong there is told as a rate only, and mended on other seeds that show the same."""


class Row(NamedTuple):
    """One item of one site: what is true, and what was found."""

    site: str
    item: str
    truth: Verdict
    found: Verdict


class Rate(NamedTuple):
    """How one kind of verdict was told."""

    true: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Of those that were found, how many are true."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of those that are true, how many were found."""
        return self.right / self.true if self.true else 1.0


def swept(province: Province, folder: Path) -> list[Row]:
    """Sweep a province and hold every verdict against the truth."""
    command = [sys.executable, "-m", "monitor"]
    database = ["--db", str(folder / "gongkai.db")]
    with serve(province) as served:
        (folder / "sites.toml").write_text(served.sites_toml, encoding="utf-8")
        (folder / "gongkai.toml").write_text(served.gongkai_toml, encoding="utf-8")
        arguments = ["--sites", str(folder / "sites.toml"), "--config", str(folder / "gongkai.toml")]
        arguments += [*standards_of(province.stories), "--as-of", TODAY.isoformat()]
        if province.stories == "inspected":
            arguments.append("--full")
        subprocess.run([*command, "sweep", *arguments, *database], check=True, capture_output=True)
    printed = subprocess.run([*command, "findings", "--json", *database], check=True, capture_output=True).stdout
    found: dict[tuple[str, str, str], Verdict] = {
        (row["site"], row["standard"], row["item"]): (row["outcome"], row["problem"])
        for row in json.loads(printed)["findings"]
    }
    return [
        Row(key[0], f"{key[1]}/{key[2]}", _verdict(str(truth.outcome), truth.problem), found.get(key, ("none", None)))
        for key, truth in province.truth.items()
    ]


def _verdict(outcome: str, problem: object) -> Verdict:
    return outcome, None if problem is None else str(problem)


def _name(verdict: Verdict) -> str:
    outcome, problem = verdict
    return outcome if problem is None else f"{outcome}, {problem}"


def rates(rows: Iterable[Row]) -> dict[str, Rate]:
    """Every kind of verdict that is true or was found, with its counts."""
    true: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for row in rows:
        true[_name(row.truth)] += 1
        found[_name(row.found)] += 1
        right[_name(row.truth)] += row.truth == row.found
    return {kind: Rate(true[kind], found[kind], right[kind]) for kind in sorted({*true, *found})}


def table(rows: list[Row]) -> str:
    """Markdown: for each kind how often it is true and was found, precision and recall, and what it was taken for."""
    lines = ["| verdict | true | found | precision | recall | taken for |", "| --- | ---: | ---: | ---: | ---: | --- |"]
    for kind, rate in rates(rows).items():
        wrong = Counter(_name(row.found) for row in rows if _name(row.truth) == kind and row.found != row.truth)
        taken = ", ".join(f"{name} ({count})" for name, count in sorted(wrong.items()))
        lines.append(f"| {kind} | {rate.true} | {rate.found} | {rate.precision:.3f} | {rate.recall:.3f} | {taken} |")
    return "\n".join(lines)


def accusations(rows: Iterable[Row]) -> list[Row]:
    """Rows that accuse a site of what it did not do."""
    return [row for row in rows if row.found[0] == "fail" and row.truth[0] != "fail"]


def accuracy(rows: list[Row]) -> float:
    """The share of verdicts that are the truth."""
    return sum(row.found == row.truth for row in rows) / len(rows)


def undecided(rows: list[Row]) -> tuple[float, float]:
    """The share of verdicts that are ``unknown``, and of these the share that a careful person would decide."""
    unknown = [row for row in rows if row.found[0] == "unknown"]
    needless = sum(row.truth[0] != "unknown" for row in unknown)
    return len(unknown) / len(rows), needless / len(unknown) if unknown else 0.0


def summary(part: Part, rows: list[Row]) -> str:
    """One paragraph and the table of a part."""
    unknown, needless = undecided(rows)
    sites = len({row.site for row in rows}) * len(part.seeds)
    return (
        f"### {part.title}\n\n{len(rows)} verdicts on {sites} sites (seeds {', '.join(map(str, part.seeds))}): "
        f"**{accuracy(rows):.3f} right, {len(accusations(rows))} false accusations**; {unknown:.3f} unknown, of which "
        f"{needless:.3f} a careful person would decide.\n\n{table(rows)}"
    )


def digest(part: Part) -> str:
    """SHA-256 over the truth of a part: its rates hold for this and no other."""
    whole = hashlib.sha256()
    for seed in part.seeds:
        whole.update(_province(part, seed).truth_json().encode())
    return whole.hexdigest()


def pinned_of(part: Part, rows: list[Row]) -> dict[str, Any]:
    """What is pinned of a part."""
    return {
        "digest": digest(part),
        "right": round(accuracy(rows), 4),
        "accusations": len(accusations(rows)),
        "recall": {kind: round(rate.recall, 4) for kind, rate in rates(rows).items()},
    }


def below(part: Part, rows: list[Row], pinned: dict[str, Any]) -> list[str]:
    """What is worse than what was pinned for the same truth."""
    floor, now = pinned.get(part.name), pinned_of(part, rows)
    if floor is None or floor["digest"] != now["digest"]:
        return []
    worse = [f"right {now['right']} < {floor['right']}"] if now["right"] < floor["right"] else []
    if now["accusations"] > floor["accusations"]:
        worse.append(f"{now['accusations']} false accusations")
    worse += [
        f"{kind} {now['recall'].get(kind, 0)} < {least}"
        for kind, least in floor["recall"].items()
        if now["recall"].get(kind, 0) < least
    ]
    return [f"{part.name}: {what}" for what in worse]


def _province(part: Part, seed: int) -> Province:
    return build_province(today=TODAY, seed=seed, stories=part.stories, pages_per_site=part.pages)


def _all(part: Part) -> list[Row]:
    rows: list[Row] = []
    for seed in part.seeds:
        with tempfile.TemporaryDirectory() as folder:
            rows += swept(_province(part, seed), Path(folder))
    return rows


def main(arguments: list[str]) -> int:
    """Print the tables; 1 when an item is accused falsely, too few verdicts are right, or a rate sank."""
    seeds = arguments[arguments.index("--seeds") + 1] if "--seeds" in arguments else ""
    parts = PARTS
    if seeds:
        chosen = tuple(int(seed) for seed in seeds.split(","))
        parts = tuple(part._replace(seeds=chosen) for part in PARTS if not part.name.endswith("held-out"))
    pinned = json.loads(PINNED.read_text("utf-8")) if PINNED.is_file() else {}
    texts: list[str] = []
    failures: list[str] = []
    for part in parts:
        rows = _all(part)
        texts.append(summary(part, rows))
        print(texts[-1], flush=True)
        if not part.name.endswith("held-out"):
            for row in rows:
                if row.found != row.truth:
                    print(f"wrong: site {row.site}, {row.item}: {_name(row.found)} instead of {_name(row.truth)}")
        failures += below(part, rows, pinned)
        if accuracy(rows) < GOAL or accusations(rows):
            failures.append(f"{part.name}: {accuracy(rows):.4f} right, {len(accusations(rows))} false accusations")
        pinned[part.name] = pinned_of(part, rows)
    if "--pin" in arguments:
        PINNED.write_text(json.dumps(pinned, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if "--write" in arguments:
        before, _, rest = PAGE.read_text("utf-8").partition(START)
        _, _, after = rest.partition(END)
        tables = "\n\n".join(texts)
        PAGE.write_text(f"{before}{START}\n{tables}\n{END}{after}", encoding="utf-8")
    print("\n".join(failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
