"""A case is a page: every kind of item is shown passing and failing on pages as they are served.

``cases/<standard>/<item>/<outcome>-<why>.html`` is the page of the column, read by the real reader; ``expected.toml``
beside it holds the finding. Articles that the list names are given by their links.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import msgspec
import pytest

import rules
from crawler.reading import read_page
from rules.facts import PageFacts
from rules.judge import judge
from rules.loading import parse_standard
from rules.model import Finding, PageVisit, Role
from tests.rules.building import CALENDAR, HOME, MOMENT, SITE, TODAY, column, home, snapshot

if TYPE_CHECKING:
    import datetime as dt

    from rules.standard import Item, Standard

CASES = Path(__file__).parent / "cases"
STANDARDS = {
    standard.id: standard
    for path in sorted((Path(rules.__file__).parent / "standards").glob("*.toml"))
    for standard in [parse_standard(path.read_text("utf-8"), name=path.name)]
}
COLUMN = HOME + "zwgk/zfxxgk/lm/"
EXPECTED: dict[str, dict[str, Any]] = {
    f"{path.parent.parent.name}/{path.parent.name}/{name}": case
    for path in sorted(CASES.glob("*/*/expected.toml"))
    for name, case in tomllib.loads(path.read_text("utf-8")).items()
}


def visited(file: Path, url: str, role: Role) -> PageVisit:
    """The page as the crawler would hand it over."""
    body = file.read_bytes()
    facts = read_page(body, url, content_type="text/html")
    assert isinstance(facts, PageFacts), facts
    return PageVisit(
        url=url, final_url=url, status=200, fetched_at=MOMENT, sha256="0" * 64, role=role, via=HOME, facts=facts
    )


def row_of(standard: str, item: str) -> tuple[Standard, Item]:
    """A standard of that one row."""
    law = STANDARDS[standard]
    row = next(row for row in law.items if row.id == item)
    return law, row


def found(case: str) -> Finding:
    """The finding about the page of a case."""
    standard, item, name = case.split("/")
    law, row = row_of(standard, item)
    folder = CASES / standard / item
    parents = row.find.under[:1]
    pages = [home(column(row.name, COLUMN, *parents)), visited(folder / name, COLUMN, "column")]
    for link, file in EXPECTED[case].get("articles", {}).items():
        pages.append(visited(folder / file, urljoin(COLUMN, link), "article"))
    one = [(law, row)]
    site = snapshot(*pages, site=msgspec.structs.replace(SITE, region="522701"))
    findings = judge(site, (law,), today=TODAY, calendar=CALENDAR)
    (finding,) = (finding for finding in findings if finding.item == one[0][1].id)
    return finding


@pytest.mark.parametrize("case", sorted(EXPECTED))
def test_the_page_is_judged_as_expected(case: str) -> None:
    """Outcome, problem and reason, and what else the case names."""
    expected = {key: value for key, value in EXPECTED[case].items() if key != "articles"}
    finding = found(case)
    told: dict[str, str | int | dt.date | None] = {
        "outcome": str(finding.outcome),
        "problem": None if finding.problem is None else str(finding.problem),
        "code": finding.reason.code,
        "due": finding.due,
        "newest": finding.newest_date,
        "missing": finding.reason.values.get("missing"),
    }

    assert {key: told[key] for key in {"problem": None, **expected}} == {"problem": None, **expected}, finding.reason


def test_every_page_has_its_expectation_and_the_other_way_round() -> None:
    """No case is forgotten; the name says the outcome."""
    files = {f"{path.parent.parent.name}/{path.parent.name}/{path.name}" for path in CASES.glob("*/*/*.html")}
    articles = {
        f"{case.rpartition('/')[0]}/{file}"
        for case, told in EXPECTED.items()
        for file in told.get("articles", {}).values()
    }
    named = {"pass": "pass", "fail": "fail", "unknown": "unknown", "untestable": "not-applicable"}

    assert files == set(EXPECTED) | articles
    assert {
        case for case, told in EXPECTED.items() if named[case.split("/")[2].split("-")[0]] != told["outcome"]
    } == set()


def clock_of(item: Item) -> tuple[str, ...]:
    """What tells kinds of items apart: how it is found, by which clock it goes, whether elements are asked for."""
    fresh = item.fresh
    clocks = {
        "annual_by": fresh.annual_by,
        "max_age": fresh.max_age,
        "every": fresh.every,
        "within": fresh.within if fresh.every is None else None,
    }
    return (
        item.find.kind,
        next((name for name, value in clocks.items() if value is not None), "permanent"),
        "labels" if item.require.labels else "",
    )


def test_every_kind_of_item_in_the_shipped_standards_has_a_passing_and_a_failing_page() -> None:
    """Computed from the data: a new kind of item fails this test until it has its pages."""
    shipped = {clock_of(item) for law in STANDARDS.values() for item in law.items if item.testable}
    shown: dict[tuple[str, ...], set[str]] = {}
    for case, told in EXPECTED.items():
        standard, item, _ = case.split("/")
        shown.setdefault(clock_of(row_of(standard, item)[1]), set()).add(told["outcome"])

    assert {kind for kind in shipped if not {"pass", "fail"} <= shown.get(kind, set())} == set()
