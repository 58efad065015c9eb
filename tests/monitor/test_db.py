"""``gongkai db``: the history file kept, copied, handed over and checked, as a user would."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from storage import open_history
from tests.crawler.test_evidence import records
from tests.monitor.command import TODAY, gongkai

if TYPE_CHECKING:
    from pathlib import Path

    from tests.monitor.command import Office

NOT_FOUND = 404


@pytest.fixture
def database(swept: Office, tmp_path: Path) -> Path:
    """A copy of a history of one sweep, to do with as one likes."""
    copy = tmp_path / "gongkai.db"
    shutil.copy(swept.folder / "gongkai.db", copy)
    return copy


def findings(database: Path) -> list[list[str]]:
    """What the command says is known: site, item and outcome of each finding."""
    rows = gongkai("findings", "--json", "--db", database).json["findings"]
    return [[row["site"], row["item"], row["outcome"]] for row in rows]


def test_findings_are_exported_as_csv_for_excel(database: Path, tmp_path: Path) -> None:
    """With a byte order mark where asked, and as many rows as there are findings."""
    target = tmp_path / "findings.csv"
    ran = gongkai("db", "export", target, "--bom", "--db", database)
    rows = list(csv.DictReader(target.read_text(encoding="utf-8-sig").splitlines()))

    assert (ran.code, ran.err, target.read_bytes()[:3]) == (0, "", b"\xef\xbb\xbf")
    assert [[row["site"], row["item"], row["outcome"]] for row in rows] == findings(database)
    assert ran.out == f"{target}: {len(rows)} rows.\n"


def test_findings_are_exported_as_a_workbook(database: Path, tmp_path: Path) -> None:
    """One sheet with a heading."""
    target = tmp_path / "findings.xlsx"
    ran = gongkai("db", "export", target, "--db", database)
    book = load_workbook(target, read_only=True)
    rows = len(list(book["findings"].iter_rows()))
    book.close()

    assert (ran.code, ran.err) == (0, "")
    assert rows == len(findings(database)) + 1


def test_findings_of_a_past_day_are_those_of_its_last_sweep(database: Path) -> None:
    """By number and by date."""
    by_number = gongkai("findings", "--at", "1", "--json", "--db", database)
    by_day = gongkai("findings", "--at", "2026-11-22", "--json", "--db", database)

    assert (by_number.code, by_number.json) == (0, by_day.json)
    assert gongkai("findings", "--at", "2020-01-01", "--db", database).code == 2


def test_a_backup_takes_the_place_of_a_lost_history(database: Path, tmp_path: Path) -> None:
    """And what was there before stays beside it."""
    known = findings(database)
    copy = tmp_path / "copy.db"
    backup = gongkai("db", "backup", copy, "--db", database)
    again = gongkai("db", "backup", copy, "--db", database)
    restore = gongkai("db", "restore", copy, "--db", database)
    elsewhere = gongkai("db", "restore", copy, "--db", tmp_path / "other.db")

    assert [backup.code, again.code, restore.code, elsewhere.code] == [0, 2, 0, 0]
    assert elsewhere.out == f"{tmp_path / 'other.db'} is restored.\n"
    assert findings(database) == findings(tmp_path / "other.db") == known
    assert len(list(tmp_path.glob("gongkai*.db*"))) > 1


def test_an_unchanged_history_is_verified(database: Path) -> None:
    """The last seal is printed, to be noted."""
    ran = gongkai("db", "verify", "--db", database)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"{database}: whole and unchanged; the last seal is ")


def test_a_history_that_somebody_edited_is_found_out(database: Path) -> None:
    """A verdict turned from fail to pass by hand ends the check with 1 and a sentence."""
    connection = sqlite3.connect(database)
    with connection:
        connection.execute("UPDATE verdicts SET outcome = 'pass' WHERE outcome = 'fail'")
    connection.close()
    ran = gongkai("db", "verify", "--db", database)

    assert ran.code == 1
    assert ran.out != ""
    assert "Traceback" not in ran.err


def test_old_pages_are_let_go_and_the_verdicts_stay(database: Path) -> None:
    """Pruning and compacting change nothing that is known."""
    known = findings(database)
    pruned = gongkai("db", "prune", "2", "--db", database)
    compacted = gongkai("db", "compact", "--db", database)

    assert [pruned.code, compacted.code] == [0, 0]
    assert findings(database) == known


def test_every_record_that_a_standing_failure_names_can_be_read_after_pruning(office: Office) -> None:
    """Whatever was let go: also where later sweeps asked for other law, and of pages that do not exist."""
    office.write("5227120004")
    settings = office.folder / "gongkai.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + '\n[sweep]\nevidence = "warc"\n', encoding="utf-8")
    for standard, database in [
        ("platform-2019", "other.db"),
        ("platform-2019", "gongkai.db"),
        ("platform-2019", "gongkai.db"),
        ("regulation-2019", "gongkai.db"),
    ]:
        swept = office.run(
            "sweep", "--full", "--standard", standard, "--as-of", TODAY.isoformat(), "--db", database, "--json"
        )
        assert (swept.code, swept.err) == (0, "")
    held = len(records(office.folder / "warc"))
    pruned = office.call("db", "prune", "3", "--evidence", "warc")

    failing = [row for row in office.call("findings", "--json").json["findings"] if row["outcome"] == "fail"]
    named = [piece["record"] for row in failing for piece in row["evidence"]]
    with open_history(office.folder / "gongkai.db", read_only=True) as history:
        needed = history.kept_records()
        collected = [history.snapshot(sweep, "5227120004") for sweep in range(1, 4)]
    answers = [miss for snapshot in collected if snapshot is not None for miss in snapshot.misses if miss.record]
    left = records(office.folder / "warc")
    assert (pruned.code, pruned.err) == (0, "")
    assert {row["standard"] for row in failing} == {"platform-2019", "regulation-2019"}
    responses = {record for record, (kind, *_) in left.items() if kind == "response"}
    assert named
    assert responses.issuperset(named)
    assert responses == needed
    assert any(miss.status == NOT_FOUND for miss in answers)
    assert len(left) < held


def test_a_site_registered_anew_keeps_its_story(swept: Office, database: Path) -> None:
    """Both ids answer to it."""
    former = "5227110001"
    ran = gongkai("db", "rename-site", former, "5299999999", "--on", "2026-11-23", "--db", database)
    intervals = gongkai("history", "5299999999", "--json", "--db", database).json["intervals"]

    assert (ran.code, ran.err) == (0, "")
    assert len(intervals) == sum(site == former for site, *_ in findings(swept.folder / "gongkai.db"))


def test_the_metadata_for_datasette_names_the_file(database: Path, tmp_path: Path) -> None:
    """Datasette calls a database by the file's name."""
    copy = shutil.copy(database, tmp_path / "province.db")
    ran = gongkai("db", "datasette", tmp_path / "metadata.json", "--db", copy)

    assert (ran.code, ran.err) == (0, "")
    assert list(json.loads((tmp_path / "metadata.json").read_text(encoding="utf-8"))["databases"]) == ["province"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("export", "findings.txt"),
            "findings.txt: the ending decides the format; use one of .csv, .jsonl, .ndjson, .xlsx, .parquet.",
        ),
        (
            ("export", "x.csv", "--table", "people"),
            '--table: there is no "people"; use one of findings, intervals, nights, sweeps, pages.',
        ),
        (
            ("export", "x.csv", "--table", "pages", "--at", "1"),
            "--at goes with the table findings; the other tables hold every night anyway.",
        ),
        (("prune", "soon"), 'DATE|SWEEP: "soon" is no date; write year-month-day such as 2026-11-22.'),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(database: Path, words: tuple[str, ...], sentence: str) -> None:
    """With exit code 2 and nothing written."""
    ran = gongkai("db", *words, "--db", database, cwd=database.parent)

    assert (ran.code, ran.sentences) == (2, [sentence])
    assert not (database.parent / words[1]).exists()
