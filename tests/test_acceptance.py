"""The sample province, swept by the real command: every verdict is the truth, and nobody was bothered too much."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from monitor.province import Province, Served, build_province, serve
from monitor.province.province import standards_of
from storage import open_history

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = dt.date(2026, 11, 22)
BEFORE_THE_DUE_DAY = dt.date(2026, 2, 20)
"""Departments are past 31 January, governments are not past 31 March."""
PATIENCE = 240
Verdicts = dict[tuple[str, str, str], tuple[str, str | None]]


@dataclass(frozen=True)
class Office:
    """A user's folder beside a served province."""

    folder: Path
    served: Served
    sites: tuple[str, ...]

    @property
    def province(self) -> Province:
        """What is being served."""
        return self.served.province

    def prepare(self) -> Office:
        """Write the files that a user writes."""
        (self.folder / "sites.toml").write_text(self.served.sites_toml_for(self.sites), encoding="utf-8")
        (self.folder / "gongkai.toml").write_text(self.served.gongkai_toml, encoding="utf-8")
        return self

    def command(self, *words: str) -> list[str]:
        """A command line of the product, with this folder's database."""
        return [sys.executable, "-m", "monitor", *words, "--db", str(self.folder / "gongkai.db")]

    def sweep_command(self, *words: str) -> list[str]:
        """The command line of a sweep."""
        return self.command(
            "sweep",
            "--sites",
            str(self.folder / "sites.toml"),
            "--config",
            str(self.folder / "gongkai.toml"),
            *standards_of(self.province.stories),
            "--as-of",
            self.province.today.isoformat(),
            "--json",
            *words,
        )

    def sweep(self, *words: str) -> dict[str, Any]:
        """Run one sweep to its end and return its summary."""
        return _json(self.sweep_command(*words))

    def verdicts(self) -> Verdicts:
        """What ``gongkai findings`` says now; a finding told twice is an error."""
        rows = _json(self.command("findings", "--json"))["findings"]
        keys = [(row["site"], row["standard"], row["item"]) for row in rows]
        assert len(keys) == len(set(keys))
        return {key: (row["outcome"], row["problem"]) for key, row in zip(keys, rows, strict=True)}

    def truth(self) -> Verdicts:
        """What must be said."""
        return {
            key: (str(verdict.outcome), None if verdict.problem is None else str(verdict.problem))
            for key, verdict in self.province.truth.items()
            if key[0] in self.sites
        }

    def wrong(self) -> dict[str, str]:
        """Every verdict that is not the truth, readable."""
        said, truth = self.verdicts(), self.truth()
        names = {site: story.identity.short for site, story in self.province.scenarios.items()}
        return {
            f"{names[key[0]]} {key[2]}": f"said {said.get(key)}, true {truth.get(key)}"
            for key in sorted(said.keys() | truth.keys())
            if said.get(key) != truth.get(key)
        }


def _json(command: list[str]) -> dict[str, Any]:
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The whole province, and one sweep of it."""
    with serve(build_province(today=TODAY)) as served:
        yield Office(tmp_path_factory.mktemp("office"), served, tuple(served.province.scenarios)).prepare()


@pytest.fixture(scope="module")
def first_night(office: Office) -> dict[str, Any]:
    return office.sweep()


def test_every_verdict_of_the_first_night_is_the_truth(office: Office, first_night: dict[str, Any]) -> None:
    assert office.wrong() == {}
    assert first_night["sites"] == len(office.sites)


def test_no_site_saw_more_than_two_requests_at_once(office: Office, first_night: dict[str, Any]) -> None:
    busiest = {site: log.highest_concurrency for site, log in office.served.log().items()}

    assert first_night["requests"] > 0
    assert max(busiest.values()) <= 2


def test_what_nobody_allowed_was_never_asked(office: Office, first_night: dict[str, Any]) -> None:
    log = office.served.log()
    barred = {
        (site, path)
        for site, story in office.province.scenarios.items()
        if story.trouble == "robots"
        for path in set(office.province.robots_paths(site)) & set(log[site].paths)
    }

    assert first_night["sites"] > 0
    assert office.served.forbidden_requests() == ()
    assert barred == set()


def test_no_site_was_asked_for_more_than_twice_the_fewest_pages(office: Office, first_night: dict[str, Any]) -> None:
    """Sites that trouble the visitor need retries and are not measured."""
    log, province = office.served.log(), office.province
    asked = {
        site: log[site].requests + sum(log[host].requests for host in province.platform_hosts_of(site))
        for site, story in province.scenarios.items()
        if story.trouble in {"none", "robots"}
    }
    greedy = {
        site: (requests, province.fewest_pages(site))
        for site, requests in asked.items()
        if requests > 2 * province.fewest_pages(site)
    }

    assert first_night["pages_per_item"] < 2
    assert greedy == {}


def test_the_second_night_is_cheap_and_sees_what_changed(office: Office, first_night: dict[str, Any]) -> None:
    office.served.forget()
    office.served.night(1)
    second_night = office.sweep()

    assert office.wrong() == {}
    assert (first_night["id"], second_night["id"]) == (1, 2)
    assert second_night["not_modified"] > 0
    assert sum(log.not_modified for log in office.served.log().values()) >= second_night["not_modified"]
    assert second_night["bytes"] < first_night["bytes"]


def test_changes_are_those_of_the_truth(office: Office, first_night: dict[str, Any]) -> None:
    """Stands behind the second night: what the truth says was mended is told as fixed, what broke as new."""
    if office.province.night == 0:
        office.served.night(1)
        office.sweep()
    before = build_province(today=TODAY).truth
    after = office.province.truth
    told = _json(office.command("changes", "--since", str(first_night["id"]), "--json"))
    mended = {key for key in before if before[key].outcome == "fail" and after[key].outcome == "pass"}
    broken = {key for key in before if before[key].outcome == "pass" and after[key].outcome == "fail"}

    assert {(row["site"], row["standard"], row["item"]) for row in told["fixed"]} == mended
    assert {(row["site"], row["standard"], row["item"]) for row in told["new"]} == broken


def test_the_first_night_judged_again_from_its_bytes_is_the_same_to_the_last_byte(
    office: Office, first_night: dict[str, Any]
) -> None:
    """In two processes under two hash seeds, after another night has passed, for every page of every site."""
    command = office.command("replay", "--sweep", str(first_night["id"]), "--json")
    replays = [
        subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONHASHSEED": seed})
        for seed in ("1", "4242")
    ]
    first, second = (each.communicate(timeout=PATIENCE)[0] for each in replays)
    said = json.loads(first)

    assert first == second
    assert (said["read_otherwise"], said["broken"], said["differences"]) == ([], [], [])
    assert (said["identical"], said["pages"]["unkept"]) == (True, 0)
    assert len(said["findings"]) == first_night["judged"] + first_night["unknown"] + first_night["on_trial"]


def test_the_evidence_of_every_night_is_whole_and_its_findings_name_it(
    office: Office, first_night: dict[str, Any]
) -> None:
    """What is no pass rests on at least one stored answer, wherever the site gave any."""
    checked = _json(office.command("evidence", "verify", "--json"))
    unproved = []
    with open_history(office.folder / "gongkai.db", read_only=True) as history:
        for site in office.sites:
            snapshot = history.snapshot(first_night["id"], site)
            assert snapshot is not None
            answered = any(page.record for page in snapshot.pages) or any(miss.record for miss in snapshot.misses)
            unproved += [
                (finding.site, finding.item, finding.reason.code)
                for finding in history.recorded_findings(first_night["id"], site)
                if finding.outcome != "pass" and answered and not any(place.record for place in finding.evidence)
            ]

    assert (checked["unchanged"], checked["broken"], checked["let_go"], checked["without_digest"]) == (True, [], 0, 0)
    assert checked["whole"] > len(office.sites)
    assert unproved == []


def test_before_the_due_day_nobody_is_late(tmp_path: Path) -> None:
    with serve(build_province(today=BEFORE_THE_DUE_DAY)) as served:
        calm = tuple(site for site, story in served.province.scenarios.items() if story.trouble == "none")
        early = Office(tmp_path, served, calm).prepare()
        early.sweep()

        assert early.wrong() == {}


def test_every_verdict_on_the_structures_of_real_sites_is_the_truth(tmp_path: Path) -> None:
    """Portals, a platform and a bureau's site rebuilt from saved pages; other seeds are swept by the bench."""
    with serve(build_province(today=TODAY, stories="structures", pages_per_site=60)) as served:
        rebuilt = Office(tmp_path, served, tuple(served.province.scenarios)).prepare()
        rebuilt.sweep()

        assert rebuilt.wrong() == {}


def test_every_verdict_on_more_than_one_column_is_the_truth_and_nobody_is_accused_beside(tmp_path: Path) -> None:
    """Linked duties, whole sites, files: the truth speaks of some rows; of the others nothing but a lack is said."""
    with serve(build_province(today=TODAY, stories="inspected")) as served:
        inspected = Office(tmp_path, served, tuple(served.province.scenarios)).prepare()
        inspected.sweep("--full")
        said, truth = inspected.verdicts(), inspected.truth()

        assert {key: said.get(key) for key in truth} == truth
        assert {key: verdict for key, verdict in said.items() - truth.items() if _accuses(verdict)} == {}


def _accuses(verdict: tuple[str, str | None]) -> bool:
    """Whether something that was seen is held against a site; many columns of so small a site are simply not there."""
    return verdict[0] == "fail" and verdict[1] != "missing"


def test_a_sweep_that_was_killed_is_finished_by_resuming(tmp_path: Path) -> None:
    with serve(build_province(today=TODAY)) as served:
        sites = tuple(site for site, story in served.province.scenarios.items() if story.trouble == "none")
        killed = Office(tmp_path, served, sites).prepare()
        process = subprocess.Popen(
            killed.sweep_command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        _wait_for_requests(served, 60)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(timeout=10)
        before = served.log()
        summary = killed.sweep("--resume")

        assert killed.wrong() == {}
        assert summary["sites"] == len(sites)
        assert summary["id"] == 1
        assert sum(log.requests for log in before.values()) >= 60
        assert _json(killed.command("evidence", "verify", "--json"))["unchanged"]


def _wait_for_requests(served: Served, number: int) -> None:
    """Wait until the sweep is well under way."""
    until = time.monotonic() + PATIENCE
    while sum(log.requests for log in served.log().values()) < number:
        assert time.monotonic() < until, "the sweep never got under way"
        time.sleep(0.05)
