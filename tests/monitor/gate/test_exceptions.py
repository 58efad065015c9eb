"""``--exceptions`` and standards on trial, from end to end against a real site on loopback."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from monitor.tally import tally
from rules.model import Excuse, Finding, Outcome, Problem, Reason
from tests.monitor.command import TODAY
from tests.monitor.gate.small_site import STANDARD

if TYPE_CHECKING:
    from tests.monitor.gate.small_site import Operator, SmallSite

ENTRY = """
[[exception]]
site = "small"
items = ["small-2026/rules"]
from = 2026-11-01
until = {until}
reason = "改版"
owner = "县政府办公室"
"""
CHECK = ("--sites", "sites.toml", "--json", "report.json")


def report(operator: Operator) -> dict[str, Any]:
    """What the last run wrote."""
    found: dict[str, Any] = json.loads((operator.folder / "report.json").read_text(encoding="utf-8"))
    return found


def write(operator: Operator, text: str) -> tuple[str, ...]:
    """The file, and the options that name it."""
    (operator.folder / "exceptions.toml").write_text(text, encoding="utf-8")
    return ("--exceptions", "exceptions.toml")


def test_an_excused_failure_is_shown_and_does_not_fail_the_gate(operator: Operator, site: SmallSite) -> None:
    """It keeps its problem; after its last day it fails, and the entry is flagged."""
    site.break_page("rules")

    good = operator.check(*CHECK, *write(operator, ENTRY.format(until="2026-11-22")))
    rows = {row["item"]: row for row in report(operator)["findings"]}
    counts = report(operator)["counts"]
    late = operator.check(*CHECK, *write(operator, ENTRY.format(until="2026-11-21")))

    assert (good.returncode, late.returncode) == (0, 1), good.stderr
    row = rows["rules"]
    assert (row["state"], row["outcome"], row["problem"]) == ("excused", "fail", "broken")
    assert row["excused"] == {
        "reason": "改版", "owner": "县政府办公室", "from": "2026-11-01", "until": "2026-11-22",
    }  # fmt: skip
    assert (counts["failed"], counts["excused"]) == (0, 1)
    assert "Expired on 2026-11-21" in late.stdout
    assert "Expired" not in good.stdout


def test_a_standard_on_trial_is_shown_apart_and_fails_no_gate(operator: Operator, site: SmallSite) -> None:
    """What would fail is listed, nothing is counted."""
    site.break_page("rules")
    path = next(operator.folder.glob("*standard*.toml"), None) or next(
        file for file in operator.folder.rglob("*.toml") if "small-2026" in file.read_text(encoding="utf-8")
    )
    path.write_text(STANDARD.replace('version = "2026-01"', 'version = "2026-01"\nstate = "trial"'), encoding="utf-8")

    done = operator.check(*CHECK)

    assert done.returncode == 0, done.stderr
    found = report(operator)
    assert {row["state"] for row in found["findings"]} == {"trial"}
    assert (found["counts"]["failed"], found["counts"]["passed"]) == (0, 0)
    assert found["counts"]["on_trial"] == len(found["findings"])
    assert "On trial" in done.stdout


def test_every_problem_of_the_file_is_told_at_once(operator: Operator) -> None:
    """With its line, and nothing is asked of the network."""
    wrong = """
[[exception]]
site = "nowhere"
items = ["rules", "no-such-item"]
from = 2026-11-22
until = 2026-11-01

[[mapping]]
site = "small"
item = "no-such-item"
from = 2026-11-01
until = "soon"
reason = ""
owner = "县政府办公室"
colour = "red"
"""
    done = operator.check(*CHECK, *write(operator, wrong))

    assert done.returncode == 2
    said = done.stderr
    for words in (
        'exceptions.toml:3, exception 1, site: there is no site "nowhere"',
        'exceptions.toml:4, exception 1, items: no standard has an item "no-such-item"',
        "exceptions.toml:6, exception 1, until: 2026-11-01 is before 2026-11-22",
        "exception 1, reason: is missing",
        "exception 1, owner: is missing",
        "mapping 1, item: no standard has an item",
        "mapping 1, item: names no column",
        'mapping 1, until: is "soon"',
        "mapping 1, reason: is empty",
        "mapping 1, colour: is not a setting",
    ):
        assert words in said, said


def test_totals_leave_out_what_is_apart() -> None:
    """Excused failures and trials are counted by themselves."""
    excuse = Excuse(items=("*",), since=TODAY, until=TODAY, reason="改版", owner="办公室")

    def finding(**values: Any) -> Finding:
        known: dict[str, Any] = {
            "site": "1",
            "standard": "s",
            "item": "i",
            "outcome": Outcome.FAIL,
            "problem": Problem.EMPTY,
        }
        known |= {"reason": Reason("empty"), "checked_at": None, "severity": "veto"}
        return Finding(**(known | values))

    counted = tally(
        [
            finding(),
            finding(excused=excuse),
            finding(on_trial=True),
            finding(on_trial=True, outcome=Outcome.PASS, problem=None),
        ]
    )

    assert (counted.failed, counted.vetoes, counted.excused, counted.total) == (1, 1, 1, 2)
    assert dict(counted.trial) == {Outcome.FAIL: 1, Outcome.PASS: 1}
    assert not counted.only_on_trial
