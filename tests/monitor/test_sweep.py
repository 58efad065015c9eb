"""Sweeps that are stopped, killed, resumed, and whose crawl processes die: no site vanishes, none is half read."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from tests.monitor.command import PATIENCE, ROOT, TODAY, Office, Ran, called, command
from tests.monitor.shapes import faults

if TYPE_CHECKING:
    from collections.abc import Callable

DOWN = "5227150006"
SLOW = "5227180009"
FAST = ("5227110001", "5227120004")


def start(office: Office, *words: str) -> subprocess.Popen[bytes]:
    """Start a sweep that is not waited for."""
    return subprocess.Popen(
        command("sweep", "--standard", "platform-2019", "--as-of", TODAY.isoformat(), *words),
        cwd=office.folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def ended(process: subprocess.Popen[bytes]) -> Ran:
    """Wait for its end."""
    out, err = process.communicate(timeout=PATIENCE)
    return Ran(process.returncode, out.decode(), err.decode())


def crawlers(parent: int) -> list[psutil.Process]:
    """The crawl processes that a sweep has started."""
    try:
        return [child for child in psutil.Process(parent).children() if "crawler" in " ".join(child.cmdline())]
    except psutil.Error:
        return []


def lives(process: psutil.Process) -> bool:
    """Whether a process still runs."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def until(condition: Callable[[], Any]) -> None:
    """Wait until something is so."""
    limit = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.02)


def one_after_another(office: Office) -> None:
    """Register a dead site and two others, and let one crawl process visit one site at a time."""
    office.write(DOWN, *FAST)
    settings = office.folder / "gongkai.toml"
    text = settings.read_text(encoding="utf-8").replace("[crawl]", "[crawl]\nprocesses = 1\nconcurrent_sites = 1")
    settings.write_text(text, encoding="utf-8")


def stored(office: Office) -> set[str]:
    """Sites that have findings."""
    ran = office.call("findings", "--json")
    return {row["site"] for row in ran.json["findings"]} if ran.code == 0 else set()


def test_a_sweep_ends_with_its_summary(office: Office) -> None:
    """JSON and nothing else; another sweep of the same sites asks for unchanged pages conditionally."""
    office.write(*FAST)
    first = office.sweep("--sites", "sites.toml", "--json")
    second = office.sweep("--sites", "sites.toml", "--json")

    assert [(ran.code, ran.err, faults(ran.json, "summary")) for ran in (first, second)] == [(0, "", [])] * 2
    assert (first.json["id"], second.json["id"], first.json["sites"], first.json["sites_lost"]) == (1, 2, 2, [])
    assert first.json["judged"] == second.json["judged"] > 0
    assert second.json["not_modified"] > first.json["not_modified"] == 0
    assert second.json["bytes"] < first.json["bytes"]


def test_a_sweep_off_a_terminal_prints_a_line_for_each_site(office: Office) -> None:
    """Then the result; nothing that steers a terminal."""
    office.write(*FAST)
    ran = office.sweep()
    lines = ran.out.splitlines()

    assert (ran.code, ran.err) == (0, "")
    assert lines[0] == "Sweep 1: 2 of 2 sites to visit."
    assert sorted(line.split(" ")[1] for line in lines[1:3]) == sorted(FAST)
    assert "Sites, worst first" in ran.out
    assert "\x1b" not in ran.out


def test_another_program_reads_every_page_itself(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an earlier one read from a page is not taken over for ever because the page does not change."""
    office.write(FAST[0])
    first = office.sweep("--json")
    monkeypatch.setattr("monitor.planning.tool_version", lambda: "99.0")
    upgraded = called("sweep", "--standard", "platform-2019", "--as-of", TODAY.isoformat(), "--json", cwd=office.folder)

    assert (first.code, upgraded.code, upgraded.json["not_modified"]) == (0, 0, 0)
    assert upgraded.json["pages"] == first.json["pages"]


OWN = """
id = "own"
title = "本省目录"
version = "{version}"
in_force = 2026-01-01
[[item]]
id = "annual-report"
name = "政府信息公开年报"
basis = ["《本省目录》"]
[item.find]
aliases = ["信息公开年报", "政府信息公开年度报告"]
[item.fresh]
max_age = "{age}"
"""


def test_a_verdict_that_changes_with_the_standard_is_no_regression_of_the_site(office: Office) -> None:
    """The evidence of the night before is judged by tonight's rules too, so that the cause is known."""
    office.write(FAST[0])
    standard = office.folder / "own.toml"
    for version, age in (("1", "3650d"), ("2", "1d")):
        standard.write_text(OWN.format(version=version, age=age), encoding="utf-8")
        ran = office.run("sweep", "--standard", "own.toml", "--as-of", TODAY.isoformat(), "--json")
        assert (ran.code, ran.err) == (0, "")
    changes = office.call("changes", "--json").json
    intervals = office.call("history", FAST[0], "--json").json["intervals"]

    assert (changes["new"], changes["fixed"], len(changes["rule_changes"])) == ([], [], 1)
    assert [(one["outcome"], one["problem"], one["cause"]) for one in intervals] == [
        ("pass", None, "site"),
        ("fail", "stale", "standard"),
    ]


def test_a_site_that_is_chosen_is_swept_alone(office: Office) -> None:
    """The others keep what is known of them."""
    ran = office.sweep("--site", FAST[0], "--json")

    assert (ran.code, ran.json["sites"], stored(office)) == (0, 1, {FAST[0]})


def test_nothing_checked_is_exit_code_3_and_still_recorded(office: Office) -> None:
    """A registry of one dead site: every item is unknown with its reason."""
    office.write(DOWN)
    ran = office.sweep("--json")
    rows = office.run("findings", "--json").json["findings"]

    assert (ran.code, ran.json["judged"], ran.json["sites_unchecked"]) == (3, 0, 1)
    assert ran.sentences == [
        "Nothing could be checked in sweep 1; see why with `gongkai findings --outcome unknown`.",
    ]
    assert {row["outcome"] for row in rows} == {"unknown"}
    assert len(rows) == ran.json["unknown"]


def test_the_limit_of_unknown_decides_when_too_little_was_checked(office: Office) -> None:
    """``sweep.max_unknown`` is the office's to choose."""
    office.write(FAST[0], DOWN)
    (office.folder / "strict.toml").write_text(
        office.served.gongkai_toml + "[sweep]\nmax_unknown = 0.1\n", encoding="utf-8"
    )
    lenient = office.sweep("--json")
    strict = office.sweep("--config", "strict.toml", "--json")

    share = strict.json["rate"]["unknown_share"]

    assert (lenient.code, strict.code) == (0, 3)
    assert 0.5 <= share < 0.55
    assert strict.sentences == [
        (
            f"Too little could be checked in sweep 2: {share:.0%} is unknown, more than sweep.max_unknown = 0.1; "
            "see why with `gongkai findings --outcome unknown`."
        )
    ]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_sweep_that_is_stopped_keeps_what_is_finished_and_can_be_resumed(office: Office, number: int) -> None:
    """Exit code 130, no process left behind; the resumed sweep is the same one and ends with every site."""
    one_after_another(office)
    process = start(office, "--sites", "sites.toml")
    until(lambda: stored(office))
    children = crawlers(process.pid)
    process.send_signal(number)
    stopped = ended(process)
    kept = stored(office)
    resumed = office.run("sweep", "--resume", "--json")

    assert stopped.code == 130
    assert stopped.sentences == [
        "Interrupted: finished sites of sweep 1 are kept; `gongkai sweep --resume` goes on.",
    ]
    assert not any(lives(child) for child in children)
    assert {DOWN} <= kept < {DOWN, *FAST}
    assert (resumed.code, resumed.json["id"], resumed.json["sites"]) == (0, 1, 3)
    assert stored(office) == {DOWN, *FAST}


def test_a_sweep_that_is_killed_leaves_no_crawl_behind_and_can_be_resumed(office: Office) -> None:
    """The crawl processes notice that nobody reads them; what was stored is whole."""
    one_after_another(office)
    process = start(office, "--sites", "sites.toml")
    until(lambda: stored(office))
    children = crawlers(process.pid)
    process.kill()
    ended(process)
    until(lambda: not any(lives(child) for child in children))
    resumed = office.run("sweep", "--resume", "--json")
    doctor = office.run("doctor", "--json")

    assert (resumed.code, resumed.json["id"]) == (0, 1)
    assert stored(office) == {DOWN, *FAST}
    assert (doctor.code, doctor.json["healthy"]) == (0, True)


def test_without_resume_a_new_sweep_starts_and_says_so(office: Office) -> None:
    """The unfinished one stays in the history as interrupted."""
    office.write(SLOW)
    process = start(office, "--sites", "sites.toml")
    until(lambda: crawlers(process.pid))
    process.send_signal(signal.SIGINT)
    ended(process)
    office.write(DOWN, FAST[0])
    again = office.sweep("--site", FAST[0])

    assert again.code == 0
    assert again.out.splitlines()[0] == "Sweep 1 was not finished and stays as it is; a new one starts."


def test_resume_with_nothing_to_resume_starts_a_sweep(office: Office) -> None:
    """So that a timer can always say ``--resume``; without a registry there is nothing to start."""
    office.write(FAST[0])
    ran = office.sweep("--resume", "--sites", "sites.toml")
    (office.folder / "sites.toml").unlink()
    without = office.sweep("--resume")

    assert (ran.code, ran.out.splitlines()[0]) == (0, "There is no unfinished sweep; a new one starts.")
    assert (without.code, without.sentences) == (
        2,
        ["--resume: gongkai.db holds no unfinished sweep; name the registry with --sites to start one."],
    )


def test_resume_without_registry_or_database_makes_neither(office: Office) -> None:
    """Nothing half written."""
    (office.folder / "sites.toml").unlink()
    ran = office.call("sweep", "--resume")

    assert (ran.code, [path.name for path in office.folder.iterdir()]) == (2, ["gongkai.toml"])


def test_a_crawl_process_that_dies_is_replaced(office: Office) -> None:
    """One kill costs nothing but time: the sites are read by a fresh process."""
    office.write(*FAST)
    process = start(office, "--json")
    until(lambda: crawlers(process.pid))
    crawlers(process.pid)[0].kill()
    ran = ended(process)

    assert (ran.code, ran.json["sites_lost"], stored(office)) == (0, [], set(FAST))


def test_a_site_whose_crawl_process_always_dies_is_unknown_and_never_vanishes(office: Office) -> None:
    """Tried with neighbours, with few, alone; then every item says that the crawl was interrupted."""
    office.write(*FAST)
    process = start(office, "--json")
    while process.poll() is None:
        for child in crawlers(process.pid):
            try:
                child.kill()
            except psutil.NoSuchProcess:
                continue
        time.sleep(0.01)
    ran = ended(process)
    assert ran.code == 3, ran.err
    rows = office.run("findings", "--json").json["findings"]

    assert (ran.json["sites_lost"], ran.json["judged"]) == (sorted(FAST), 0)
    assert {row["site"] for row in rows} == set(FAST)
    assert {row["outcome"] for row in rows} == {"unknown"}
    assert all("interrupted" in row["reason"] for row in rows)


def test_two_sweeps_of_one_database_exclude_each_other(office: Office) -> None:
    """The second is told who holds the file."""
    office.write(SLOW)
    process = start(office, "--sites", "sites.toml")
    until(lambda: crawlers(process.pid))
    second = office.sweep()
    process.send_signal(signal.SIGINT)
    ended(process)

    assert (second.code, len(second.sentences)) == (4, 1)
    assert f"process {process.pid}" in second.sentences[0]


def test_files_of_the_users_folder_are_never_imported(office: Office) -> None:
    """A folder of own standards may be called ``rules``, a script ``crawler.py``."""
    office.write(FAST[0])
    (office.folder / "rules").mkdir()
    (office.folder / "crawler.py").write_text("raise SystemExit('imported from the wrong place')", encoding="utf-8")
    ran = office.sweep("--json")

    assert (ran.code, ran.json["sites_lost"]) == (0, [])


def test_a_crawl_that_cannot_start_fails_the_sweep_and_accuses_nobody(office: Office) -> None:
    """Exit code 4 with the cause; when it is mended the sweep can be resumed."""
    office.write(*FAST)
    (office.folder / "sitecustomize.py").write_text(
        "import sys\nif 'crawler' in sys.orig_argv:\n    sys.modules['scrapy'] = None\n", encoding="utf-8"
    )
    broken = office.run("sweep", "--standard", "platform-2019", PYTHONPATH=f"{office.folder}{os.pathsep}{ROOT}")
    known = office.run("findings", "--json").json["findings"]
    mended = office.run("sweep", "--resume", "--json")

    assert (broken.code, len(broken.sentences)) == (4, 1)
    assert broken.sentences[0].startswith("The crawl process does not start (exit status 1: ")
    assert "scrapy" in broken.sentences[0]
    assert known == []
    assert (mended.code, mended.json["id"], mended.json["sites_lost"]) == (0, 1, [])


def test_a_sweep_goes_on_when_nobody_watches_any_more(office: Office) -> None:
    """``gongkai sweep | head -1`` must not cost the night."""
    office.write(*FAST)
    process = start(office)
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    process.stdout = None
    code = process.wait(PATIENCE)
    assert process.stderr is not None
    said = process.stderr.read()
    process.stderr.close()

    assert (code, said, stored(office)) == (0, b"", set(FAST))
