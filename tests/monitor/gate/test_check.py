"""The gate from end to end, against a real site on loopback: every exit code, and what leads to it."""

from __future__ import annotations

import json
import signal
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.monitor.gate.small_site import SmallSite, small_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.monitor.gate.small_site import Operator

SITES = ("--sites", "sites.toml")
GATE = (*SITES, "--baseline", "baseline.json", "--json", "report.json")


def report(operator: Operator) -> dict[str, Any]:
    """What the last run wrote."""
    found: dict[str, Any] = json.loads((operator.folder / "report.json").read_text(encoding="utf-8"))
    return found


def states(operator: Operator) -> dict[str, str]:
    """Item to its state in the last run, of the only site."""
    return {row["item"]: row["state"] for row in report(operator)["findings"]}


def baseline(operator: Operator) -> dict[str, Any]:
    """The baseline as it stands."""
    found: dict[str, Any] = json.loads((operator.folder / "baseline.json").read_text(encoding="utf-8"))
    return found


def accepted(operator: Operator) -> list[tuple[str, str]]:
    """Item and problem of every accepted failure."""
    return [(row["item"], row["problem"]) for row in baseline(operator)["accepted"]]


def accept(operator: Operator) -> None:
    """Make or rewrite the baseline from the site as it is."""
    done = operator.check(*GATE, "--update-baseline")
    assert done.returncode == 0, done.stderr


def edit_baseline(operator: Operator, **values: str) -> None:
    """Put values into the only accepted failure."""
    document = baseline(operator)
    document["accepted"][0] |= values
    (operator.folder / "baseline.json").write_text(json.dumps(document), encoding="utf-8")


def test_a_site_without_failures_passes(operator: Operator) -> None:
    done = operator.check(*SITES, "--json", "report.json")

    assert (done.returncode, done.stderr) == (0, "")
    assert states(operator) == dict.fromkeys(("guide", "rules", "notices", "plans"), "pass")
    assert "passed" in done.stdout


def test_nothing_but_the_files_asked_for_is_left_behind(operator: Operator) -> None:
    before = {path.name for path in operator.folder.iterdir()}
    operator.check(*SITES, "--junit", "junit.xml")

    assert {path.name for path in operator.folder.iterdir()} - before == {"junit.xml"}


def test_without_a_baseline_every_confirmed_failure_fails(operator: Operator, site: SmallSite) -> None:
    site.empty_list("rules")
    done = operator.check(*SITES, "--json", "report.json")

    assert done.returncode == 1
    assert done.stderr == "gongkai: The gate failed: 1 new (--fail-on fail).\n"
    assert states(operator) == {"guide": "pass", "rules": "new", "notices": "pass", "plans": "pass"}


def test_an_accepted_failure_passes_until_another_joins_it(operator: Operator, site: SmallSite) -> None:
    site.empty_list("rules")
    accept(operator)
    calm = operator.check(*GATE)
    site.break_page("guide")
    broken = operator.check(*GATE)

    assert (calm.returncode, broken.returncode) == (0, 1)
    assert states(operator) == {"guide": "new", "rules": "accepted", "notices": "pass", "plans": "pass"}


def test_fixing_one_and_breaking_one_fails(operator: Operator, site: SmallSite) -> None:
    """A threshold of counts would be green here."""
    site.empty_list("rules")
    accept(operator)
    site.mend("rules")
    site.break_page("guide")
    done = operator.check(*GATE)

    assert done.returncode == 1
    assert states(operator) == {"guide": "new", "rules": "fixed", "notices": "pass", "plans": "pass"}
    assert [line["item"] for line in report(operator)["absent"]] == ["rules"]


def test_another_problem_of_an_accepted_item_is_a_regression(operator: Operator, site: SmallSite) -> None:
    site.empty_list("rules")
    accept(operator)
    site.break_page("rules")
    done = operator.check(*GATE)
    row = next(row for row in report(operator)["findings"] if row["item"] == "rules")

    assert done.returncode == 1
    assert (row["state"], row["problem"], row["accepted_before_as"]) == ("new", "broken", ["empty"])


def test_what_is_fixed_leaves_on_update_and_cannot_come_back(operator: Operator, site: SmallSite) -> None:
    site.empty_list("rules")
    site.empty_list("plans")
    accept(operator)
    site.mend("rules")
    accept(operator)
    left = accepted(operator)
    site.empty_list("rules")
    done = operator.check(*GATE)

    assert left == [("plans", "empty")]
    assert done.returncode == 1


def test_reason_and_last_day_outlive_an_update(operator: Operator, site: SmallSite) -> None:
    site.empty_list("rules")
    accept(operator)
    edit_baseline(operator, until="2026-12-31", reason="栏目改版中")
    site.empty_list("plans")
    accept(operator)
    kept = baseline(operator)["accepted"]

    assert [(row["item"], row.get("until"), row.get("reason")) for row in kept] == [
        ("plans", None, None),
        ("rules", "2026-12-31", "栏目改版中"),
    ]


def test_an_acceptance_holds_on_its_last_day_and_fails_after_it(operator: Operator, site: SmallSite) -> None:
    site.empty_list("rules")
    accept(operator)
    edit_baseline(operator, until="2026-11-22")
    last_day = operator.check(*GATE)
    edit_baseline(operator, until="2026-11-21")
    day_after = operator.check(*GATE)

    assert (last_day.returncode, day_after.returncode) == (0, 1)
    assert states(operator)["rules"] == "expired"
    assert "1 acceptance expired" in day_after.stderr


def test_an_update_never_renews_what_has_expired(operator: Operator, site: SmallSite) -> None:
    site.empty_list("rules")
    accept(operator)
    edit_baseline(operator, until="2026-11-21")
    done = operator.check(*GATE, "--update-baseline")

    assert done.returncode == 1
    assert baseline(operator)["accepted"][0]["until"] == "2026-11-21"


def test_two_updates_of_one_site_write_the_same_bytes(operator: Operator, site: SmallSite) -> None:
    site.empty_list("rules")
    site.break_page("guide")
    accept(operator)
    first = (operator.folder / "baseline.json").read_bytes()
    accept(operator)

    assert (operator.folder / "baseline.json").read_bytes() == first


def test_a_failure_that_a_second_look_does_not_confirm_is_listed_and_does_not_fail(
    operator: Operator, site: SmallSite
) -> None:
    site.flapping["/rules/"] = 1
    done = operator.check(*SITES, "--json", "report.json")
    row = next(row for row in report(operator)["findings"] if row["item"] == "rules")

    assert done.returncode == 0
    assert (row["state"], row["outcome"], row["first_look"]["problem"]) == ("flapping", "pass", "broken")
    assert site.asked.count("/rules/") == 2


def test_a_second_look_is_taken_only_where_something_failed(operator: Operator, site: SmallSite) -> None:
    operator.check(*SITES)
    calm = site.asked.count("/")
    site.empty_list("plans")
    operator.check(*SITES)

    assert (calm, site.asked.count("/"), site.conditional) == (1, 3, 0)


def test_a_known_failure_is_not_looked_at_twice(operator: Operator, site: SmallSite) -> None:
    site.empty_list("rules")
    accept(operator)
    site.asked.clear()
    operator.check(*GATE)

    assert site.asked.count("/") == 1


def test_a_site_that_is_down_was_not_checked_and_is_not_accused(operator: Operator, site: SmallSite) -> None:
    site.refusing = True
    done = operator.check(*SITES, "--json", "report.json", "--junit", "junit.xml")

    assert done.returncode == 3
    assert set(states(operator).values()) == {"unknown"}
    assert done.stderr == "gongkai: Nothing could be checked; the reasons stand with each item.\n"
    assert (operator.folder / "junit.xml").exists()


def test_a_baseline_is_not_rewritten_by_a_site_that_is_down(operator: Operator, site: SmallSite) -> None:
    site.empty_list("rules")
    accept(operator)
    before = (operator.folder / "baseline.json").read_bytes()
    site.refusing = True
    done = operator.check(*GATE, "--update-baseline")

    assert done.returncode == 3
    assert "the baseline baseline.json; it stays as it was" in done.stdout
    assert (operator.folder / "baseline.json").read_bytes() == before


def test_of_two_sites_the_one_that_answers_is_judged(operator: Operator, site: SmallSite) -> None:
    """One is down: what is proven of the other still fails; without a proof too little was checked."""
    with small_site() as second:
        operator.register(site, second)
        second.refusing = True
        half = operator.check(*SITES)
        enough = operator.check(*SITES, "--max-unknown", "0.5")
        site.empty_list("rules")
        broken = operator.check(*SITES)

    assert (half.returncode, enough.returncode, broken.returncode) == (3, 0, 1)
    assert "50.0% of the findings are unknown" in half.stderr


def test_one_site_of_the_registry_is_chosen(operator: Operator, site: SmallSite) -> None:
    with small_site() as second:
        operator.register(site, second)
        second.empty_list("rules")
        chosen = operator.check(*SITES, "--site", "small")

        assert (chosen.returncode, second.asked) == (0, [])


def test_lines_of_sites_not_looked_at_stay_in_the_baseline(operator: Operator, site: SmallSite) -> None:
    with small_site() as second:
        operator.register(site, second)
        site.empty_list("rules")
        second.empty_list("plans")
        accept(operator)
        site.mend("rules")
        done = operator.check(*GATE, "--site", "small", "--update-baseline")

    assert done.returncode == 0
    assert [(row["site"], row["item"]) for row in baseline(operator)["accepted"]] == [("second", "plans")]


def test_what_fails_the_gate_is_asked_for_and_everything_is_listed(operator: Operator, site: SmallSite) -> None:
    site.empty_list("notices")
    minor = {
        "all": operator.check(*SITES, "--fail-on", "fail"),
        "regression": operator.check(*SITES, "--fail-on", "regression"),
        "veto": operator.check(*SITES, "--fail-on", "veto", "--json", "report.json"),
        "floor": operator.check(*SITES, "--severity", "serious"),
    }
    site.empty_list("rules")
    veto = operator.check(*SITES, "--fail-on", "veto")

    assert {name: done.returncode for name, done in minor.items()} == {
        "all": 1,
        "regression": 1,
        "veto": 0,
        "floor": 0,
    }
    assert states(operator)["notices"] == "new"
    assert "Notices" in minor["veto"].stdout
    assert veto.returncode == 1


def test_fail_counts_accepted_failures_too(operator: Operator, site: SmallSite) -> None:
    site.empty_list("rules")
    accept(operator)

    assert operator.check(*GATE, "--fail-on", "fail").returncode == 1


def test_an_item_that_the_standard_changed_is_no_regression(operator: Operator, site: SmallSite) -> None:
    """The clock of one item is made stricter and one item is added: both fail, and neither is the site's doing."""
    accept(operator)
    text = (operator.folder / "small.toml").read_text(encoding="utf-8")
    text = text.replace('max_age = "60d"', 'max_age = "2d"').replace('version = "2026-01"', 'version = "2026-02"')
    added = '\n[[item]]\nid = "budget"\nname = "财政预算"\n[item.find]\nkind = "list"\n[item.fresh]\npermanent = true\n'
    operator.write("small.toml", text + added)
    changed = operator.check(*GATE)
    found = states(operator)
    site.empty_list("rules")
    broken = operator.check(*GATE)

    assert (changed.returncode, broken.returncode) == (0, 1)
    assert found["notices"] == "standard"
    assert found["budget"] in {"standard", "unknown"}
    assert "small-2026 version 2026-01, this is 2026-02: 1 items are new, 1 changed, 0 gone" in changed.stdout


def test_an_item_that_left_the_standard_leaves_the_baseline(operator: Operator, site: SmallSite) -> None:
    site.empty_list("plans")
    accept(operator)
    text = (operator.folder / "small.toml").read_text(encoding="utf-8")
    operator.write("small.toml", text[: text.index('[[item]]\nid = "plans"')])
    done = operator.check(*GATE)
    ended = report(operator)["ended"]
    accept(operator)

    assert done.returncode == 0
    assert [line["item"] for line in ended] == ["plans"]
    assert accepted(operator) == []


def test_another_version_of_the_program_is_named_and_its_failures_stand_apart(
    operator: Operator, site: SmallSite
) -> None:
    accept(operator)
    document = baseline(operator) | {"tool_version": "0.0.9"}
    (operator.folder / "baseline.json").write_text(json.dumps(document), encoding="utf-8")
    site.empty_list("rules")
    done = operator.check(*GATE)

    assert done.returncode == 0
    assert "made by gongkai 0.0.9" in done.stdout
    assert states(operator)["rules"] == "tool"


def test_a_baseline_that_is_named_must_be_there(operator: Operator) -> None:
    done = operator.check(*GATE)

    assert done.returncode == 2
    assert done.stderr == (
        "gongkai: --baseline baseline.json: no such file; check the path, or make it with --update-baseline.\n"
    )


def test_a_damaged_baseline_is_refused_and_never_overwritten(operator: Operator, site: SmallSite) -> None:
    path = operator.write("baseline.json", '{\n  "schema": 1,\n<<<<<<< HEAD\n')
    read = operator.check(*GATE)
    updated = operator.check(*GATE, "--update-baseline")

    assert (read.returncode, updated.returncode) == (2, 2)
    assert "baseline.json, line 3: is not JSON" in read.stderr
    assert path.read_text(encoding="utf-8").startswith("{")
    assert site.asked == []


def test_nothing_to_check_is_not_green(operator: Operator, site: SmallSite) -> None:
    text = (operator.folder / "sites.toml").read_text(encoding="utf-8")
    operator.write("sites.toml", text.replace('"county"', '"township"'))
    done = operator.check(*SITES)

    assert done.returncode == 3
    assert "No item of small-2026 applies" in done.stderr
    assert site.asked == []


def test_a_crawl_that_cannot_run_is_a_failed_run(operator: Operator, tmp_path: Path) -> None:
    """Another package of the crawler's name stands before ours; it ends at once."""
    operator.write("shadow/crawler/__main__.py", "raise SystemExit(1)\n")
    operator.write("shadow/crawler/__init__.py", "")
    done = operator.check(*SITES, PYTHONPATH=str(tmp_path / "shadow"))

    assert done.returncode == 4
    assert "gongkai doctor" in done.stderr


def test_a_folder_named_like_the_crawler_beside_the_registry_is_not_run(operator: Operator) -> None:
    operator.write("crawler/__main__.py", "raise SystemExit(1)\n")
    operator.write("crawler/__init__.py", "")

    assert operator.check(*SITES).returncode == 0


def test_interrupting_ends_the_run_and_its_crawl(operator: Operator, site: SmallSite) -> None:
    site.held = threading.Event()
    with subprocess.Popen(
        operator.command(*SITES, "--json", "report.json"),
        cwd=operator.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        until = time.monotonic() + 60
        while process.poll() is None and not _waits(site):
            assert time.monotonic() < until
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _out, err = process.communicate(timeout=30)

    assert (process.returncode, err) == (130, "gongkai: Interrupted: nothing was compared and no file was written.\n")
    assert not (operator.folder / "report.json").exists()


def _waits(site: SmallSite) -> bool:
    """Whether a request is being held back."""
    return site.waiting > 0


def test_json_to_standard_output_stands_alone(operator: Operator, site: SmallSite) -> None:
    site.empty_list("rules")
    done = operator.check(*SITES, "--json", "-", "--github")

    assert done.returncode == 1
    assert json.loads(done.stdout)["exit_code"] == 1
    assert "::error " in done.stderr


@pytest.mark.parametrize("words", [(), ("--json", "-")], ids=["told", "json"])
def test_a_reader_that_hangs_up_does_not_turn_a_failure_green(
    operator: Operator, site: SmallSite, words: tuple[str, ...]
) -> None:
    site.empty_list("rules")
    with subprocess.Popen(
        operator.command(*SITES, *words),
        cwd=operator.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        err = process.stderr.read()

    assert process.returncode == 1
    assert err.endswith("gongkai: The gate failed: 1 new (--fail-on fail).\n")
    assert "Traceback" not in err
    assert "BrokenPipe" not in err


def test_a_file_that_is_a_link_is_written_through(operator: Operator) -> None:
    kept = operator.write("kept/report.json", "")
    (operator.folder / "link.json").symlink_to(kept)
    done = operator.check(*SITES, "--json", "link.json")

    assert done.returncode == 0
    assert (operator.folder / "link.json").is_symlink()
    assert json.loads(kept.read_text(encoding="utf-8"))["exit_code"] == 0


def test_contradictions_are_told_before_anything_is_fetched(operator: Operator, site: SmallSite) -> None:
    told = {
        "update": operator.check(*SITES, "--update-baseline"),
        "share": operator.check(*SITES, "--max-unknown", "20"),
        "word": operator.check(*SITES, "--fail-on", "everything"),
        "folder": operator.check(*SITES, "--junit", "no/such/folder.xml"),
        "twice": operator.check(*SITES, "--junit", "one", "--sarif", "one"),
        "level": operator.check(*SITES, "--level", "county"),
        "registry": operator.check(*SITES, "--json", "./sites.toml"),
        "baseline": operator.check(*SITES, "--baseline", "b.json", "--update-baseline", "--sarif", "b.json"),
    }

    assert {name: done.returncode for name, done in told.items()} == dict.fromkeys(told, 2)
    assert all(done.stderr.startswith("gongkai: ") and done.stderr.count("\n") == 1 for done in told.values())
    assert site.asked == []
