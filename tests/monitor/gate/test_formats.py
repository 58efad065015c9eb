"""What the gate writes, read by those it is written for: schemas, a consumer, and the rules of two forges.

The site prints all that could break out of a format: workflow commands, markup, escape sequences, reversed text.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import junitparser
import pytest
from lxml import etree
from markdown_it import MarkdownIt

from tests.monitor.gate.small_site import Operator, listing, small_site

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMAS = Path(__file__).parents[2] / "data" / "schemas"
HOSTILE = (
    "第{number}号 ::error title=pwned::x ##[set-env name=A]b ]]&gt;&lt;script&gt;alert(1)&lt;/script&gt; "
    "| **bold** [link](http://evil.invalid) \x1b[31mred\u202etxt\x07 100%0A::warning::y"
)
TAKEN_FROM_SITES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Written:
    """The files of one run, and what it printed."""

    folder: Path
    code: int
    out: str

    def text(self, name: str) -> str:
        """One of the files."""
        return (self.folder / name).read_text(encoding="utf-8")

    def json(self, name: str) -> Any:
        """One of the files as a document."""
        return json.loads(self.text(name))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Written]:
    """A run in which something is new, worse, accepted, fixed, unknown; a hostile site, and every format asked for."""
    operator = Operator(tmp_path_factory.mktemp("operator"))
    with small_site() as site:
        operator.register(site)
        site.break_page("rules")
        site.empty_list("plans")
        gate = ("--sites", "sites.toml", "--baseline", "baseline.json")
        assert operator.check(*gate, "--update-baseline").returncode == 0
        site.empty_list("rules")
        site.pages["/notices/"] = listing("通知公告", "2025-11-18", "2025-10-11", title=HOSTILE)
        site.troubled.add("/guide/")
        files = ("--junit", "j.xml", "--sarif", "s.json", "--json", "r.json", "--gitlab", "g.json", "--github")
        done = operator.check(*gate, *files, GITHUB_STEP_SUMMARY=str(operator.folder / "summary.md"))
        assert done.returncode == 1, done.stderr
        yield Written(operator.folder, done.returncode, done.stdout)


def test_every_item_stands_in_the_json_once_with_its_state(written: Written) -> None:
    report = written.json("r.json")

    assert {row["item"]: (row["outcome"], row["problem"], row["state"]) for row in report["findings"]} == {
        "guide": ("unknown", None, "unknown"),
        "rules": ("fail", "empty", "new"),
        "notices": ("fail", "stale", "new"),
        "plans": ("fail", "empty", "accepted"),
    }
    assert report["exit_code"] == written.code
    assert [(line["item"], line["problem"]) for line in report["absent"]] == [("rules", "broken")]


def test_junit_is_valid_by_the_schema_of_jenkins(written: Written) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))

    schema.assertValid(etree.parse(written.folder / "j.xml"))


def test_junit_has_a_suite_for_each_site_and_a_case_for_each_item(written: Written) -> None:
    suites = list(junitparser.JUnitXml.fromfile(str(written.folder / "j.xml")))
    cases = {case.name: [type(result).__name__ for result in case.result] for case in suites[0]}
    failure = next(case.result[0] for case in suites[0] if "rules" in case.name)

    assert [suite.name for suite in suites] == ["清溪县人民政府 (small)"]
    assert cases == {
        "Disclosure guide (guide)": ["Skipped"],
        "Disclosure rules (rules)": ["Failure"],
        "Notices (notices)": ["Failure"],
        "Plans (plans)": ["Failure"],
    }
    assert (suites[0].tests, suites[0].failures, suites[0].skipped) == (4, 3, 1)
    assert failure.type == "empty"
    assert "Clause: 样例〔2026〕1号" in failure.text
    assert re.search(r"^Page: http://127\.0\.1\.9:\d+/rules/$", failure.text, re.MULTILINE)


def test_sarif_is_valid_by_the_schema_of_oasis(written: Written) -> None:
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    errors = jsonschema.Draft4Validator(schema).iter_errors(written.json("s.json"))

    assert [f"{error.json_path}: {error.message}" for error in errors] == []


def test_sarif_names_rules_states_and_places(written: Written) -> None:
    run = written.json("s.json")["runs"][0]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    results = {
        (row["ruleId"], row["baselineState"]): (row["kind"], row["level"], len(row.get("suppressions", [])))
        for row in run["results"]
    }
    place = run["results"][0]["locations"][0]["physicalLocation"]

    assert results == {
        ("small-2026/rules", "updated"): ("fail", "error", 0),
        ("small-2026/notices", "new"): ("fail", "warning", 0),
        ("small-2026/plans", "unchanged"): ("fail", "note", 1),
        ("small-2026/rules", "absent"): ("pass", "none", 0),
    }
    assert set(rules) == {"small-2026/guide", "small-2026/rules", "small-2026/notices", "small-2026/plans"}
    assert "《中华人民共和国政府信息公开条例》第十二条" in rules["small-2026/guide"]["help"]["text"]
    assert place == {
        "artifactLocation": {"uri": "sites.toml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 2},
    }
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert [note["associatedRule"]["id"] for note in notes] == ["small-2026/guide"]
    assert all(run["tool"]["driver"]["rules"][row["ruleIndex"]]["id"] == row["ruleId"] for row in run["results"])


def test_addresses_in_sarif_are_addresses(written: Written) -> None:
    text = written.text("s.json")

    assert re.findall(r'"uri": "([^"]*[^!-~][^"]*)"', text) == []


def test_a_failure_has_one_fingerprint_in_every_format(written: Written) -> None:
    report = {row["item"]: row["fingerprint"] for row in written.json("r.json")["findings"] if row["fingerprint"]}
    sarif = {
        row["ruleId"].partition("/")[2]: row["partialFingerprints"]["gongkaiFailure/v1"]
        for row in written.json("s.json")["runs"][0]["results"]
        if row["baselineState"] != "absent"
    }
    gitlab = {row["check_name"].partition("/")[2]: row["fingerprint"] for row in written.json("g.json")}

    assert report == sarif == gitlab
    assert len(set(report.values())) == 3


def test_gitlab_gets_the_fields_of_its_report(written: Written) -> None:
    rows = written.json("g.json")

    assert {row["check_name"]: row["severity"] for row in rows} == {
        "small-2026/rules": "blocker",
        "small-2026/notices": "minor",
        "small-2026/plans": "info",
    }
    assert all(set(row) == {"description", "check_name", "fingerprint", "severity", "location"} for row in rows)
    assert {json.dumps(row["location"]) for row in rows} == {'{"path": "sites.toml", "lines": {"begin": 2}}'}


def test_nothing_that_a_site_prints_is_a_workflow_command(written: Written) -> None:
    """The runner obeys lines that begin with ``::`` unless commands are stopped; only ours may stand outside."""
    lines = written.out.splitlines()
    token = lines[0].removeprefix("::stop-commands::")
    end = lines.index(f"::{token}::")
    commands = lines[end + 1 :]

    assert lines[0] != token
    assert any("pwned" in line for line in lines[1:end])
    assert [line.split(" ")[0] for line in commands] == ["::error", "::error", "::error"]
    assert all(line.count("\n") == 0 and "%0A::warning" not in line.replace("%250A", "") for line in commands)
    assert commands[0].startswith(
        "::error title=清溪县人民政府 (small)%3A Disclosure rules (rules) empty,file=sites.toml,"
    )
    assert commands[-1].startswith("::error title=gongkai check::The gate failed: 2 new")


def test_the_summary_of_the_job_is_text_and_not_markup(written: Written) -> None:
    """Rendered as GitHub does: the site's own words come out as words, in tables of even rows."""
    markup = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(written.text("summary.md"))
    page = etree.HTML(markup)
    cells = {len(row) for table in page.findall(".//table")[1:] for row in table.iter("tr")}
    links = {link.get("href") for link in page.iter("a")}
    listed = "".join(str(part) for part in page.itertext())

    assert written.text("summary.md").startswith("## gongkai check: failed\n")
    assert cells == {6}
    assert all(re.fullmatch(r"http://127\.0\.1\.9:\d+/\w*/?", href or "") for href in links)
    assert not {"script", "strong", "em", "img", "del"} & {str(element.tag) for element in page.iter()}
    assert "| **bold** [link](http://evil.invalid)" in listed
    assert "::error title=pwned::x ##[set-env name=A]b ]]><script>alert(1)</script>" in listed


@pytest.mark.parametrize("name", ["j.xml", "s.json", "g.json", "summary.md"])
def test_no_control_character_of_a_site_reaches_a_file_for_readers(written: Written, name: str) -> None:
    text = written.text(name)

    assert TAKEN_FROM_SITES.findall(text.replace("\n", "")) == []
    assert not re.search(r"(?<!\\)\\u(?:00[01]|202|206)", text)


def test_no_escape_sequence_reaches_the_terminal(written: Written) -> None:
    assert "\x1b" not in written.out
    assert "\u202e" not in written.out
