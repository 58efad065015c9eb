"""Tables for other programs."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import openpyxl
import pytest
from pyarrow import parquet

from storage import open_history
from storage.datasette import metadata_for
from storage.errors import UnwritableTarget
from storage.exports import FORMATS, TABLES, columns_of, export, harmless, rows_of
from tests.storage.samples import MISSING, OK, at, findings, night, plan, snapshot, story, sweep

if TYPE_CHECKING:
    from storage import History

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("table", TABLES)
def test_every_format_holds_the_same_rows_in_the_same_order(history: History, tmp_path: Path, table: str) -> None:
    story(history, "guide", [OK, MISSING])
    columns = columns_of(history, table)  # type: ignore[arg-type]
    expected = [dict(zip(columns, row, strict=True)) for row in rows_of(history, table)]  # type: ignore[arg-type]

    for kind in FORMATS:
        assert export(history, table, tmp_path / f"out.{kind}", kind=kind) == len(expected) > 0  # type: ignore[arg-type]

    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        table_rows = list(csv.DictReader(stream))
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert sheet is not None
    assert lines == expected
    assert [list(row) for row in table_rows] == [list(columns)] * len(expected)
    assert table_rows[0] == {name: "" if value is None else str(value) for name, value in expected[0].items()}
    assert [list(row) for row in sheet.iter_rows(values_only=True)][1:] == [list(row.values()) for row in expected]
    assert [
        {name: int(value) if isinstance(value, bool) else value for name, value in row.items()}
        for row in parquet.read_table(tmp_path / "out.parquet").to_pylist()
    ] == [{name: int(value) if isinstance(value, bool) else value for name, value in row.items()} for row in expected]
    assert sorted(each.name for each in tmp_path.glob("*out*")) == ["out.csv", "out.jsonl", "out.parquet", "out.xlsx"]


def test_a_csv_for_excel_begins_with_a_byte_order_mark(history: History, tmp_path: Path) -> None:
    story(history, "guide", [OK])

    export(history, "findings", tmp_path / "plain.csv", kind="csv")
    export(history, "findings", tmp_path / "excel.csv", kind="csv", bom=True)

    assert (tmp_path / "plain.csv").read_bytes()[:4] == b"site"
    assert (tmp_path / "excel.csv").read_bytes() == b"\xef\xbb\xbf" + (tmp_path / "plain.csv").read_bytes()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_of_a_site_becomes_a_formula(history: History, tmp_path: Path, start: str) -> None:
    name = f"{start}HYPERLINK(1)"
    day = night(1)
    evil = msgspec.structs.replace(plan(day).sites[0], name=name)
    history.begin_sweep(msgspec.structs.replace(plan(day), sites=(evil,)), started=at(day))
    history.record_site(1, msgspec.structs.replace(snapshot("qingxi", day), site=evil), findings("qingxi", day, {}))
    history.finish_sweep(1, {}, finished=at(day, 3))

    export(history, "findings", tmp_path / "out.csv", kind="csv")
    export(history, "findings", tmp_path / "out.xlsx", kind="xlsx")

    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        assert {row["site_name"] for row in csv.DictReader(stream)} == {f"'{name}"}
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert sheet is not None
    assert [cell.data_type for cell in sheet["B"]] == ["s"] * 4
    assert harmless(-3) == -3


def test_findings_can_be_those_of_an_earlier_night(history: History, tmp_path: Path) -> None:
    story(history, "guide", [MISSING, OK])

    export(history, "findings", tmp_path / "out.jsonl", kind="jsonl", at=1)

    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [(row["item"], row["outcome"], row["sweep"]) for row in rows] == [
        ("annual-report", "pass", 1),
        ("guide", "fail", 1),
        ("leaders", "pass", 1),
    ]


def test_an_export_that_cannot_be_finished_leaves_the_old_file(history: History, tmp_path: Path) -> None:
    story(history, "guide", [OK])
    target = tmp_path / "out.csv"
    target.write_text("precious")
    history.session.run("UPDATE latest_findings SET content = zeroblob(9)")

    with pytest.raises(Exception, match="damaged"):
        export(history, "findings", target, kind="csv")

    assert target.read_text() == "precious"
    assert list(tmp_path.glob("*.part")) == []


@pytest.mark.parametrize("kind", FORMATS)
def test_an_export_to_nowhere_is_refused_in_a_sentence(history: History, tmp_path: Path, kind: str) -> None:
    story(history, "guide", [OK])

    for target in (tmp_path / "nowhere" / "out", tmp_path):
        with pytest.raises(UnwritableTarget, match=r"cannot be written: .+; name another file\.$"):
            export(history, "findings", target, kind=kind)  # type: ignore[arg-type]

    assert list(tmp_path.parent.glob(".*.part")) == []


def test_the_metadata_follows_the_name_of_the_file() -> None:
    made = json.loads(metadata_for(Path("/somewhere/qiannan.db")))

    assert list(made["databases"]) == ["qiannan"]
    assert "worst_sites" in made["databases"]["qiannan"]["queries"]


ASK_DATASETTE = """
import asyncio, json, sys
from datasette.app import Datasette
path, metadata, *questions = sys.argv[1:]
async def ask():
    with open(metadata, encoding="utf-8") as stream:
        served = Datasette([path], metadata=json.load(stream))
    return [(await served.client.get(question)).json() for question in questions]
print(json.dumps(asyncio.run(ask())))
"""


def datasette(path: Path, *questions: str) -> Any:
    """Ask the real Datasette, in a process of its own and without a port."""
    answer = subprocess.run(
        [sys.executable, "-c", ASK_DATASETTE, str(path), str(ROOT / "storage" / "datasette.json"), *questions],
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(answer.stdout)


def test_datasette_browses_the_history_and_answers_every_canned_query(path: Path) -> None:
    pytest.importorskip("datasette")
    with open_history(path) as history:
        sweep(history, night(1), {"qingxi": {}, "daping": {"guide": MISSING}})
        sweep(history, night(2), {"qingxi": {"leaders": MISSING}, "daping": {"guide": MISSING}})
    described = json.loads((ROOT / "storage" / "datasette.json").read_text())["databases"]["gongkai"]["queries"]

    shown, *rows = datasette(
        path,
        "/gongkai.json",
        *(f"/gongkai/{name}.json?_shape=array&site=daping&item=guide" for name in described),
    )
    answers = dict(zip(described, rows, strict=True))

    assert sorted(view["name"] for view in shown["views"]) == [
        "current_in_words",
        "intervals_in_words",
        "nights_in_words",
        "pages_in_words",
    ]
    assert sorted(table["name"] for table in shown["tables"] if not table["hidden"]) == [
        "items",
        "site_events",
        "sites",
        "sweeps",
    ]
    assert [(row["site"], row["failed"]) for row in answers["worst_sites"]] == [("daping", 1), ("qingxi", 1)]
    assert [(row["site"], row["item"]) for row in answers["new_failures"]] == [("qingxi", "leaders")]
    assert {name for name, rows in answers.items() if not rows} == {"changed_by_rules"}
