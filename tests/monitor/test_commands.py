"""Every command against a swept database: its JSON is what docs/json.md says, its tables speak both languages."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.crawler.documents import GUIDE_LINES, pdf, scanned_pdf
from tests.monitor.command import gongkai
from tests.monitor.shapes import faults

if TYPE_CHECKING:
    from pathlib import Path

    from tests.monitor.command import Office

COUNTY = "5227110001"
DOWN = "5227150006"


def document(office: Office, *words: str) -> Any:
    """What a command prints with ``--json``; it must say nothing else and end well."""
    ran = office.call(*words, "--json")
    assert (ran.code, ran.err) == (0, "")
    return ran.json


@pytest.mark.parametrize(
    ("words", "table"),
    [
        (["findings"], "findings-document"),
        (["explain", COUNTY, "annual-report"], "explain-document"),
        (["explain", DOWN, "platform-2019/guide"], "explain-document"),
        (["history", COUNTY], "history-document"),
        (["history", COUNTY, "guide"], "history-document"),
        (["changes"], "changes-document"),
        (["changes", "--since", "1"], "changes-document"),
        (["changes", "--since", "2026-11-01"], "changes-document"),
        (["replay"], "replay-document"),
        (["replay", "--as-of", "2027-11-22"], "replay-document"),
        (["match", "信息公开年报", "天气预报", "--under", "政府信息公开"], "match-document"),
        (["standard", "list"], "standards-document"),
        (["standard", "diff", "platform-2019", "regulation-2019"], "difference-document"),
        (["sites", "list"], "sites-document"),
        (["doctor"], "doctor-document"),
    ],
)
def test_json_is_what_the_document_says(swept: Office, words: list[str], table: str) -> None:
    """Keys, order and types, all the way down."""
    assert faults(document(swept, *words), table) == []


def test_every_item_of_every_site_has_one_finding(swept: Office) -> None:
    """Also of the site that is down, whose every finding is unknown with its reason."""
    found = document(swept, "findings")
    rows = found["findings"]
    keys = [(row["site"], row["standard"], row["item"]) for row in rows]
    items = {row["id"]: row["items"] for row in document(swept, "standard", "list")["standards"]}

    assert len(keys) == len(set(keys))
    assert {key[0] for key in keys} == {site["id"] for site in document(swept, "sites", "list")["sites"]}
    assert {row["standard"] for row in rows} == {"platform-2019"}
    assert sum(row["site"] == COUNTY for row in rows) <= items["platform-2019"]
    assert {row["outcome"] for row in rows if row["site"] == DOWN} == {"unknown"}
    assert found["sweep"]["state"] == "finished"


def test_findings_can_be_narrowed(swept: Office) -> None:
    """Each option takes several values; together they narrow."""
    rows = document(swept, "findings", "--outcome", "fail", "--problem", "missing", "--site", "5227120004")["findings"]

    assert rows
    assert {(row["site"], row["outcome"], row["problem"]) for row in rows} == {("5227120004", "fail", "missing")}


def test_findings_of_a_standard_that_no_sweep_judged_by_are_asked_in_vain(swept: Office) -> None:
    """A slip of the pen is no empty list of failures."""
    ran = swept.call("findings", "--standard", "platform-2091")

    assert (ran.code, ran.sentences) == (2, ['--standard: there is no "platform-2091"; use one of platform-2019.'])


def test_findings_as_csv_are_a_table_that_a_spreadsheet_reads(swept: Office) -> None:
    """One row for each finding, columns as in JSON."""
    ran = swept.call("findings", "--csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))

    assert ran.code == 0
    assert len(rows) == len(document(swept, "findings")["findings"])
    assert rows[0]["site"] == COUNTY
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())


def test_reasons_come_in_the_language_of_the_command(swept: Office) -> None:
    """Keys and codes stay."""
    english = document(swept, "findings", "--site", DOWN)["findings"][0]
    chinese = document(swept, "findings", "--site", DOWN, "--lang", "zh")["findings"][0]

    assert "connection was refused" in english["reason"]
    assert "连接被拒绝" in chinese["reason"]
    assert {**english, "reason": ""} == {**chinese, "reason": ""}


def test_a_replay_by_the_same_rules_says_the_same(swept: Office) -> None:
    """Outcome, problem, reason, evidence: everything."""
    assert document(swept, "replay")["findings"] == document(swept, "findings")["findings"]


def test_a_replay_a_year_later_differs_and_writes_nothing(swept: Office) -> None:
    """What was fresh is stale then."""
    before = document(swept, "findings")
    later = document(swept, "replay", "--as-of", "2028-11-22")

    assert later["differing"] > 0
    assert document(swept, "findings") == before


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "words",
    [
        ["findings"],
        ["findings", "--outcome", "pass"],
        ["explain", COUNTY, "annual-report"],
        ["explain", DOWN, "guide"],
        ["history", COUNTY],
        ["changes"],
        ["dashboard", "--once"],
        ["replay"],
        ["match", "年报", "机构职能"],
        ["standard", "list"],
        ["standard", "show", "platform-2019"],
        ["standard", "show", "annual-report"],
        ["standard", "diff", "platform-2019", "regulation-2019"],
        ["standard", "validate"],
        ["sites", "list"],
        ["sites", "validate"],
        ["doctor"],
    ],
)
def test_every_table_is_printed_in_both_languages(swept: Office, words: list[str], language: str) -> None:
    """It ends well, says something, and keeps errors to itself."""
    ran = swept.call(*words, "--lang", language)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.strip()
    assert "\x1b" not in ran.out


@pytest.mark.parametrize("words", [["--help"], ["sweep", "--help"], ["standard", "--help"], []])
def test_help_speaks_the_language_of_the_command(words: list[str], tmp_path: Path) -> None:
    """No command at all is a question for help."""
    english = gongkai(*words, cwd=tmp_path)
    chinese = gongkai(*words, "--lang", "zh", cwd=tmp_path)

    assert (english.code, english.err, chinese.code, chinese.err) == (0, "", 0, "")
    assert not re.search("[\u4e00-\u9fff]", english.out)
    assert re.search("[\u4e00-\u9fff]", chinese.out)


def test_the_version_is_printed(tmp_path: Path) -> None:
    """Name and number on one line."""
    assert re.fullmatch(r"gongkai \d+\.\d+\.\d+\n", gongkai("--version", cwd=tmp_path).out)


def test_inspect_prints_the_facts_of_a_saved_page(tmp_path: Path, swept: Office) -> None:
    """``--charset`` insists, ``--url`` is where links start from."""
    page = tmp_path / "page.html"
    page.write_bytes("<html><title>政府信息公开</title><body><a href='a/'>公开指南</a></body></html>".encode("gbk"))
    found = document(swept, "inspect", str(page), "--url", "http://www.example.gov.cn/x/", "--charset", "gb18030")

    assert faults(found, "page") == []
    assert (found["url"], found["title"]) == ("http://www.example.gov.cn/x/", "政府信息公开")
    assert [(column["name"], column["url"]) for column in found["columns"]] == [
        ("公开指南", "http://www.example.gov.cn/x/a/")
    ]


def test_inspect_prints_what_was_read_of_a_file(tmp_path: Path, swept: Office) -> None:
    """Its kind is what its bytes are; one without words in it, or one that nothing reads, says so."""
    guide, scan, archive = (tmp_path / name for name in ("guide.html", "scan.pdf", "archive.zip"))
    guide.write_bytes(pdf(GUIDE_LINES, GUIDE_LINES))
    scan.write_bytes(scanned_pdf())
    archive.write_bytes(b"PK\x05\x06" + bytes(18))

    found = document(swept, "inspect", str(guide))
    assert faults(found, "page") == []
    assert (found["kind"], found["charset"], found["attachments"]) == ("page", None, [])
    assert found["file"] == {"kind": "pdf", "pages": 2, "read": 2, "scanned": False}
    assert found["text_length"] == 2 * sum(map(len, GUIDE_LINES))
    assert document(swept, "inspect", str(scan))["file"]["scanned"] is True
    assert "2 of 2 pages read" in swept.run("inspect", str(guide)).out
    assert "scanned" in swept.run("inspect", str(scan)).out
    assert swept.run("inspect", str(archive)).code == 3


def test_inspect_fetches_an_address_under_the_guard(swept: Office) -> None:
    """Loopback is private: it may be visited only where the settings name it."""
    url = swept.served.addresses[COUNTY] + "/"
    found = document(swept, "inspect", url)

    assert faults(found, "page") == []
    assert found["kind"] == "home"


def test_inspect_refuses_a_private_address_without_permission(tmp_path: Path, swept: Office) -> None:
    """No request is made; the sentence says why, and the code that nothing was checked."""
    (tmp_path / "gongkai.toml").write_text("", encoding="utf-8")
    ran = swept.run("inspect", swept.served.addresses[COUNTY] + "/", "--config", tmp_path / "gongkai.toml")

    assert (ran.code, ran.out, len(ran.sentences)) == (3, "", 1)
    assert "forbidden address" in ran.sentences[0]
