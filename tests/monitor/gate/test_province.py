"""The gate on sites of the sample province, whose truth is known: a night passes, some things mend, some break."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from monitor.province import build_province, serve
from monitor.province.province import LOCAL_STANDARD
from tests.monitor.command import gongkai

if TYPE_CHECKING:
    from pathlib import Path

    from monitor.province.values import Expected

TODAY = dt.date(2026, 11, 22)
SITES = ("5227110001", "5227000041", "5227110102")
Failure = tuple[str, str, str, str | None]


def failures(truth: dict[tuple[str, str, str], Expected]) -> set[Failure]:
    """What fails in truth, on the sites of this test."""
    return {
        (*key, None if verdict.problem is None else str(verdict.problem))
        for key, verdict in truth.items()
        if key[0] in SITES and verdict.outcome == "fail"
    }


def check(folder: Path, *words: str) -> tuple[int, dict[str, Any]]:
    """The exit code of a run and its report."""
    ran = gongkai(
        *("check", "--sites", "sites.toml", "--standard", "platform-2019", "--standard", LOCAL_STANDARD),
        *("--as-of", TODAY.isoformat(), "--baseline", "baseline.json", "--json", "report.json", *words),
        cwd=folder,
    )
    assert ran.code in (0, 1), ran.err
    return ran.code, json.loads((folder / "report.json").read_text(encoding="utf-8"))


def in_state(report: dict[str, Any], state: str) -> set[Failure]:
    """The findings of one state."""
    return {
        (row["site"], row["standard"], row["item"], row["problem"])
        for row in report["findings"]
        if row["state"] == state
    }


def test_the_next_night_fails_exactly_on_what_broke(tmp_path: Path) -> None:
    with serve(build_province(today=TODAY, pages_per_site=60)) as served:
        (tmp_path / "sites.toml").write_text(served.sites_toml_for(SITES), encoding="utf-8")
        (tmp_path / "gongkai.toml").write_text(served.gongkai_toml, encoding="utf-8")
        before = failures(served.province.truth)
        made, _report = check(tmp_path, "--update-baseline")
        same, first = check(tmp_path)
        served.night(1)
        after = failures(served.province.truth)
        changed, second = check(tmp_path)

    assert (made, same, changed) == (0, 0, 1)
    assert in_state(first, "accepted") == before
    assert in_state(second, "new") == after - before
    assert in_state(second, "accepted") == after & before
    absent = {(line["site"], line["standard"], line["item"], line["problem"]) for line in second["absent"]}
    assert absent <= before - after
    assert in_state(second, "flapping") == set()
