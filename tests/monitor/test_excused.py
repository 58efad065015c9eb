"""Exceptions and reviewed answers are applied last and stay visible: what was seen, and what was excused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.monitor.command import Office

if TYPE_CHECKING:
    from monitor.province import Served

SITE = "5227120004"
EXCEPTIONS = f"""
[[exception]]
site = "{SITE}"
items = ["annual-report", "platform-2019/supervision", "guide"]
from = 2026-11-01
until = 2026-12-15
reason = "the site moves to the provincial platform"
owner = "省政务公开办"

[[exception]]
site = "{SITE}"
items = ["leaders"]
from = 2026-01-01
until = 2026-06-30
reason = "was being rebuilt"
owner = "省政务公开办"

[[mapping]]
site = "{SITE}"
item = "institution"
column = "机构职能"
from = 2026-01-01
until = 2026-12-31
reason = "seen on 2026-01-05"
owner = "望岭县政府办公室"
"""
EXPIRED = (
    f"Expired on 2026-06-30: the exception of leaders on {SITE} (省政务公开办: was being rebuilt); renew or remove it."
)


@pytest.fixture(scope="module")
def excused(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A folder in which a sweep has run with exceptions; tests only read it."""
    office = Office(tmp_path_factory.mktemp("excused"), served).write(SITE)
    (office.folder / "exceptions.toml").write_text(EXCEPTIONS, encoding="utf-8")
    ran = office.sweep("--exceptions", "exceptions.toml")
    assert (ran.code, ran.err) == (0, "")
    assert EXPIRED in ran.out
    return office


def document(office: Office, *words: str) -> Any:
    """What a command prints with ``--json``."""
    ran = office.call(*words, "--json")
    assert ran.code == 0, ran.err
    return ran.json


def test_a_finding_says_what_was_seen_and_what_was_excused(excused: Office) -> None:
    """The problem stays; no rate counts it; what has run out excuses nothing and is named."""
    said = document(excused, "findings")
    rows = {row["item"]: row for row in said["findings"]}
    shown = excused.call("findings").out

    assert {item: row["problem"] for item, row in rows.items() if row["excused"]} == {
        "annual-report": "late",
        "guide": "missing",
        "supervision": "broken",
    }
    assert (rows["leaders"]["problem"], rows["leaders"]["excused"]) == ("missing", None)
    assert said["exceptions_expired"] == [EXPIRED]
    assert said["rate"]["known"] == sum(
        row["outcome"] in ("pass", "fail") and row["excused"] is None for row in rows.values()
    )
    assert "excused" in shown
    assert "renew or remove it" in shown
    assert "renew or remove it" in excused.call("dashboard", "--once").out


def test_explain_tells_every_exception_and_answer_that_names_the_item(excused: Office) -> None:
    """Applied or not, run out or not."""
    report, leaders, institution = (
        document(excused, "explain", SITE, item)["explanations"][0]
        for item in ("annual-report", "leaders", "institution")
    )
    shown = excused.call("explain", SITE, "annual-report", "--lang", "zh").out

    assert [(row["kind"], row["state"]) for row in report["applied"]] == [("exception", "applied")]
    assert [(row["kind"], row["state"]) for row in leaders["applied"]] == [("exception", "expired")]
    assert [row["kind"] for row in institution["applied"]] == ["mapping"]
    assert report["finding"]["problem"] == "late"
    assert "所见为" in shown
    assert "省政务公开办" in shown


def test_history_tells_in_which_nights_a_failure_was_excused(excused: Office) -> None:
    """The interval is that of what was seen."""
    (report,) = document(excused, "history", SITE, "annual-report")["intervals"]
    (leaders,) = document(excused, "history", SITE, "leaders")["intervals"]

    assert (report["outcome"], report["problem"], leaders["excused"]) == ("fail", "late", [])
    assert report["excused"] == [
        {
            "from": "2026-11-22",
            "to": None,
            "reason": "the site moves to the provincial platform",
            "owner": "省政务公开办",
            "until": "2026-12-15",
        }
    ]
    assert "excused" in excused.call("history", SITE, "annual-report").out


def test_a_replay_after_the_last_day_shows_that_the_failure_counts_again(excused: Office) -> None:
    """The exception is part of the evidence; that it has run out is a difference."""
    same = document(excused, "replay")
    later = document(excused, "replay", "--as-of", "2026-12-16")
    turned = {row["item"]: (row["before"], row["now"]) for row in later["differences"]}

    assert same["identical"]
    assert turned["guide"] == (
        {"outcome": "fail", "problem": "missing", "excused": True},
        {"outcome": "fail", "problem": "missing", "excused": False},
    )
