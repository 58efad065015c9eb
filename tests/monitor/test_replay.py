"""A sweep judged again from its stored bytes: the same to the last byte, or what differs and why."""

from __future__ import annotations

import shutil
from dataclasses import replace as with_fields
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from monitor.replaying import replay
from monitor.sweep import judged
from rules.workdays import Calendar
from storage import open_history
from tests.monitor.shapes import faults

if TYPE_CHECKING:
    from pathlib import Path

    from rules.facts import PageFacts
    from rules.model import PageVisit, Snapshot
    from tests.monitor.command import Office

COUNTY = "5227110001"
FAULTY = "5227120004"
DOWN = "5227150006"


@pytest.fixture
def copied(swept: Office, tmp_path: Path) -> Office:
    """A copy of the swept folder that a test may spoil."""
    for path in swept.folder.iterdir():
        if path.is_dir():
            shutil.copytree(path, tmp_path / path.name)
        else:
            shutil.copy(path, tmp_path)
    return with_fields(swept, folder=tmp_path)


def document(office: Office, *words: str, code: int = 0) -> Any:
    """What ``gongkai replay --json`` prints."""
    ran = office.call("replay", *words, "--json")
    assert ran.code == code, ran.err
    assert faults(ran.json, "replay-document") == []
    return ran.json


def files(office: Office) -> list[Path]:
    """The WARC files of a folder."""
    return sorted((office.folder / "gongkai.evidence").glob("*.warc.gz"))


def test_the_same_bytes_judged_by_the_same_rules_are_the_same_findings_in_every_process(swept: Office) -> None:
    """Under another hash seed too; and every page was really read again."""
    first, second = (swept.run("replay", "--json", PYTHONHASHSEED=seed) for seed in ("1", "4242"))
    said = first.json

    assert (first.code, first.err, first.out) == (0, "", second.out)
    assert (said["identical"], said["differing"], said["reworded"], said["differences"]) == (True, 0, 0, [])
    assert said["findings"] == swept.call("findings", "--json").json["findings"]
    assert said["pages"]["read"] > 50
    assert {**said["pages"], "read": 0} == {"read": 0, "read_otherwise": 0, "unkept": 0, "let_go": 0, "broken": 0}


def test_without_the_bytes_the_facts_of_that_night_are_judged_and_that_is_said(swept: Office) -> None:
    """Asked for, nothing is read; and of pages that no evidence was kept of nothing else can be."""
    said = document(swept, "--stored-facts")

    assert said["identical"]
    assert (said["pages"]["read"], said["pages"]["unkept"] > 50) == (0, True)


def test_one_site_can_be_judged_again_by_itself(swept: Office) -> None:
    """And a site that was not in the sweep is a slip."""
    said = document(swept, "--site", COUNTY)
    ran = swept.call("replay", "--site", "5200000000")

    assert {row["site"] for row in said["findings"]} == {COUNTY}
    assert (ran.code, ran.sentences) == (
        2,
        ['Site "5200000000" is not in sweep 1; check the id against sites.toml.'],
    )


@pytest.mark.parametrize("spoil", ["cut", "change", "remove"])
def test_broken_evidence_is_named_and_judged_by_what_the_history_holds(copied: Office, spoil: str) -> None:
    """Never a traceback; the verdicts stay, each with what is wrong with its evidence, and the exit code tells."""
    for path in files(copied):
        content = path.read_bytes()
        if spoil == "cut":
            path.write_bytes(content[: len(content) // 2])
        elif spoil == "change":
            middle = len(content) // 2
            path.write_bytes(content[:middle] + bytes(byte ^ 0x55 for byte in content[middle:]))
        else:
            path.unlink()
    said = document(copied, code=1)
    shown = copied.call("replay", "--lang", "zh")

    assert said["identical"]
    assert said["pages"]["broken"] == len(said["broken"]) > 5
    assert {row["kind"] for row in said["broken"]} <= {"missing", "damaged", "altered", "unreadable"}
    assert all(row["record"] in row["detail"] for row in said["broken"])
    assert any(row["evidence_broken"] for row in said["findings"] if row["outcome"] == "fail")
    assert "已损坏的证据" in shown.out
    assert (shown.code, len(shown.sentences)) == (1, 1)


def test_a_folder_that_is_not_there_is_broken_evidence(copied: Office) -> None:
    """Its name is said, so that the right one can be given."""
    shutil.rmtree(copied.folder / "gongkai.evidence")
    said = document(copied, code=1)
    elsewhere = document(copied, "--evidence", "nowhere", code=1)

    assert {row["kind"] for row in said["broken"]} == {"unreadable"}
    assert all("gongkai.evidence" in row["detail"] for row in said["broken"])
    assert all("nowhere" in row["detail"] for row in elsewhere["broken"])


def test_what_another_program_read_is_told_from_what_is_judged_differently(swept: Office, tmp_path: Path) -> None:
    """A history as a program would have left it that overlooked the entries of every list, and a title."""
    with open_history(swept.folder / "gongkai.db", read_only=True) as history:
        plan = history.plan(1)
        snapshot = history.snapshot(1, COUNTY)
    assert snapshot is not None
    overlooked = msgspec.structs.replace(snapshot, pages=tuple(overlook(page) for page in snapshot.pages))
    plan = msgspec.structs.replace(plan, sites=(snapshot.site,))
    with open_history(tmp_path / "gongkai.db") as history:
        number = history.begin_sweep(plan, started=snapshot.started)
        history.record_site(number, overlooked, judged(overlooked, plan, Calendar())[1])
        history.finish_sweep(number, {}, finished=snapshot.finished)
        again = replay(
            history, sweep=None, standards=(), as_of=None, evidence=swept.folder / "gongkai.evidence", sites=()
        )
        by_facts = replay(history, sweep=None, standards=(), as_of=None, evidence=None)

    read = {one.url: one.facts for one in again.readings.otherwise}
    assert set(read.values()) == {("title",), ("title", "entries")}
    assert len(read) == len(snapshot.pages)
    assert {one.why for one in again.differing} == {"reading"}
    assert by_facts.identical


def overlook(page: PageVisit) -> PageVisit:
    """A page of which less was read."""
    facts: PageFacts = msgspec.structs.replace(page.facts, title="未读", entries=())
    return msgspec.structs.replace(page, facts=facts)


def test_only_the_last_sweep_can_be_superseded_and_only_for_its_own_day(copied: Office) -> None:
    """Anything else would be a false memory; nothing is written then."""
    other_day = copied.call("replay", "--save", "--as-of", "2027-06-01")
    one_site = copied.call("replay", "--save", "--site", COUNTY)
    same = document(copied, "--save")
    saved = document(copied, "--save", "--standard", "regulation-2019")
    earlier = copied.call("replay", "--save", "--sweep", "1")

    assert (other_day.code, one_site.code, earlier.code) == (2, 2, 2)
    assert "cannot show what the sites did until 2027-06-01" in other_day.err
    assert "a sweep is saved whole" in one_site.err
    assert "sweep 1 is not the last one" in earlier.err
    assert (same["saved"], saved["saved"]) == (None, 2)


def test_a_saved_replay_stands_in_the_history_as_what_it_is(copied: Office) -> None:
    """The cause is the standard, the evidence that of the visit, the seal holds, and judged again it is the same."""
    document(copied, "--save", "--standard", "regulation-2019")
    sweep = copied.call("findings", "--json").json["sweep"]
    intervals = copied.call("history", FAULTY, "--json").json["intervals"]
    again = document(copied)
    verified = copied.call("db", "verify")

    assert (sweep["id"], sweep["replayed"]) == (2, 1)
    assert {row["cause"] for row in intervals if row["standard"] == "regulation-2019"} == {"standard"}
    assert {row["cause"] for row in intervals if row["standard"] == "platform-2019"} == {"site"}
    assert (again["identical"], again["pages"]["broken"]) == (True, 0)
    assert (verified.code, verified.err) == (0, "")


def test_sites_whose_evidence_is_broken_are_not_superseded(copied: Office) -> None:
    """Their findings stay as they were, and the others are written."""
    files(copied)[0].unlink()
    said = document(copied, "--save", "--standard", "regulation-2019", code=1)
    found = copied.call("findings", "--standard", "regulation-2019", "--json").json["findings"]
    told = {row["site"] for row in found}

    assert said["saved"] == 2
    assert said["left_out"]
    assert told.isdisjoint(said["left_out"])
    assert DOWN in told


def test_a_snapshot_whose_bytes_are_whole_is_the_very_same(swept: Office) -> None:
    """No finding of a replay rests on a copy that is merely alike."""
    with open_history(swept.folder / "gongkai.db", read_only=True) as history:
        again = replay(history, sweep=None, standards=(), as_of=None, evidence=swept.folder / "gongkai.evidence")
        stored: dict[str, Snapshot | None] = {site.id: history.snapshot(1, site.id) for site in again.plan.sites}

    assert {site.snapshot.site.id: site.snapshot for site in again.sites} == stored


def test_a_page_that_was_found_unchanged_is_read_from_the_night_that_kept_it(copied: Office) -> None:
    """A second night, most of which answers that nothing changed; both nights can be judged again."""
    ran = copied.sweep("--json")
    second, first = document(copied), document(copied, "--sweep", "1")

    assert ran.json["not_modified"] > 0
    assert (second["identical"], second["pages"]["unkept"], second["pages"]["broken"]) == (True, 0, 0)
    assert (first["identical"], first["sweep"]["id"]) == (True, 1)


def test_bytes_that_the_policy_let_go_are_not_broken_evidence(office: Office) -> None:
    """Where only failures are kept, what passed is judged by the facts of that night."""
    settings = office.folder / "gongkai.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + '\n[sweep]\nevidence_kept = "failures"\n', encoding="utf-8"
    )
    assert office.sweep().code == 0
    said = document(office)

    assert said["identical"]
    assert said["pages"]["let_go"] > said["pages"]["read"] > 0
    assert said["broken"] == []

    refused = office.call("replay", "--save", "--standard", "regulation-2019")
    assert (refused.code, "could not be proved" in refused.err) == (2, True)
