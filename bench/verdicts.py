"""Verdicts against the truth on the sample province: ``python -m bench.verdicts [--seeds 1,2] [--write FILE]``.

The province is generated, served on loopback and swept by the command a user runs. A *false accusation* is a ``fail``
where the truth is no ``fail``. ``--write`` puts the table between the two marks in the file.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from monitor.province import Province, build_province, serve
from monitor.province.province import LOCAL_STANDARD

TODAY = dt.date(2026, 11, 22)
GOAL = 0.99
START, END = "<!-- verdicts: begin -->", "<!-- verdicts: end -->"
Verdict = tuple[str, str | None]


class Row(NamedTuple):
    """One item of one site: what is true, and what was found."""

    site: str
    item: str
    truth: Verdict
    found: Verdict


def swept(province: Province, folder: Path) -> list[Row]:
    """Sweep a province and hold every verdict against the truth."""
    command = [sys.executable, "-m", "monitor"]
    database = ["--db", str(folder / "gongkai.db")]
    with serve(province) as served:
        (folder / "sites.toml").write_text(served.sites_toml, encoding="utf-8")
        (folder / "gongkai.toml").write_text(served.gongkai_toml, encoding="utf-8")
        arguments = ["--sites", str(folder / "sites.toml"), "--config", str(folder / "gongkai.toml")]
        arguments += ["--standard", "platform-2019", "--standard", str(LOCAL_STANDARD), "--as-of", TODAY.isoformat()]
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


def table(rows: list[Row]) -> str:
    """Markdown: for each kind of truth how many were right, and what the others were taken for."""
    lines = ["| truth | items | right | taken for |", "| --- | ---: | ---: | --- |"]
    for truth in sorted({row.truth for row in rows}, key=_name):
        of_kind = [row for row in rows if row.truth == truth]
        wrong = Counter(_name(row.found) for row in of_kind if row.found != truth)
        taken = ", ".join(f"{name} ({count})" for name, count in sorted(wrong.items()))
        lines.append(f"| {_name(truth)} | {len(of_kind)} | {len(of_kind) - wrong.total()} | {taken} |")
    return "\n".join(lines)


def accusations(rows: list[Row]) -> list[Row]:
    """Rows that accuse a site of what it did not do."""
    return [row for row in rows if row.found[0] == "fail" and row.truth[0] != "fail"]


def _argument(arguments: list[str], name: str, otherwise: str) -> str:
    return arguments[arguments.index(name) + 1] if name in arguments else otherwise


def main(arguments: list[str]) -> int:
    """Print the table; 1 when an item is accused falsely or too few verdicts are right."""
    rows: list[Row] = []
    seeds = [int(seed) for seed in _argument(arguments, "--seeds", "1").split(",")]
    for seed in seeds:
        with tempfile.TemporaryDirectory() as folder:
            rows += swept(build_province(today=TODAY, seed=seed), Path(folder))
    wrong = [row for row in rows if row.found != row.truth]
    accused = accusations(rows)
    share = 1 - len(wrong) / len(rows)
    summary = (
        f"{len(rows)} verdicts (provinces of seeds {', '.join(map(str, seeds))}): {share:.3f} right, "
        f"{len(accused)} false accusations."
    )
    text = f"{summary}\n\n{table(rows)}"
    print(text)
    for row in wrong:
        print(f"wrong: site {row.site}, {row.item}: {_name(row.found)} instead of {_name(row.truth)}")
    target = _argument(arguments, "--write", "")
    if target:
        path = Path(target)
        before, _, rest = path.read_text("utf-8").partition(START)
        _, _, after = rest.partition(END)
        path.write_text(f"{before}{START}\n{text}\n{END}{after}", encoding="utf-8")
    return 0 if share >= GOAL and not accused else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
