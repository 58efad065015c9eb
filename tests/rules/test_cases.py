"""A case is a page: every kind of item is shown passing and failing on pages as they are served.

``cases/<standard>/<item>/<outcome>-<why>.html`` is the page of the column, read by the real reader; ``expected.toml``
beside it holds the finding. What else stands on the site is named there by its link:

- ``articles = { "./a.html" = "article-a.html" }``: articles that the column lists, and files that those offer;
- ``columns = [ { name = "政策解读", link = "/jd/", page = "column-readings.html", under = ["政策"] } ]``: further
  columns of the home page; their articles are among ``articles``, with links from the root;
- ``home = "home-full.html"``: the home page in place of one that holds nothing but the columns;
- ``gone = ["/x.html"]``: addresses that answer 404;
- ``body = "department"``: what the site belongs to, else a government's.

A row about the whole site has no column: its case is the home page.
"""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import msgspec
import pytest

import rules
from crawler.reading import read_page
from crawler.reading.files import read_file
from rules.facts import PageFacts
from rules.judge import judge
from rules.loading import parse_standard
from rules.model import Finding, PageVisit, Role
from rules.standard import base_of
from tests.rules.building import CALENDAR, HOME, MOMENT, SITE, TODAY, column, gone, home, snapshot

if TYPE_CHECKING:
    import datetime as dt

    from rules.standard import Item, Standard

CASES = Path(__file__).parent / "cases"
STANDARDS = {
    standard.id: standard
    for path in sorted((Path(rules.__file__).parent / "standards").glob("*.toml"))
    for standard in [parse_standard(path.read_text("utf-8"), name=path.name)]
}
SETTING = {"articles", "columns", "home", "gone", "body"}
COLUMN = HOME + "zwgk/zfxxgk/lm/"
EXPECTED: dict[str, dict[str, Any]] = {
    f"{path.parent.parent.name}/{path.parent.name}/{name}": case
    for path in sorted(CASES.glob("*/*/expected.toml"))
    for name, case in tomllib.loads(path.read_text("utf-8")).items()
}


def visited(file: Path, url: str, role: Role) -> PageVisit:
    """The page or file as the crawler would hand it over."""
    body = file.read_bytes()
    is_page = file.suffix == ".html"
    facts = read_page(body, url, content_type="text/html") if is_page else read_file(body, url)
    assert isinstance(facts, PageFacts), facts
    return PageVisit(
        url=url,
        final_url=url,
        status=200,
        fetched_at=MOMENT,
        sha256=hashlib.sha256(body).hexdigest(),
        role=role if is_page else "file",
        via=HOME,
        facts=facts,
    )


def row_of(standard: str, item: str) -> tuple[Standard, Item]:
    """A standard and one of its rows."""
    law = STANDARDS[standard]
    row = next(row for row in law.items if row.id == item)
    return law, row


def found(case: str) -> Finding:
    """The finding about the page of a case."""
    standard, item, name = case.split("/")
    law, row = row_of(standard, item)
    told = EXPECTED[case]
    folder = CASES / standard / item
    base = base_of(law, row)
    site = msgspec.structs.replace(SITE, region="522701", body=told.get("body", "government"))
    further = told.get("columns", [])
    columns = [column(one["name"], urljoin(HOME, one["link"]), *one.get("under", ())) for one in further]
    pages = [visited(folder / one["page"], urljoin(HOME, one["link"]), "column") for one in further]
    if base is not None:
        columns.insert(0, column(base.name, COLUMN, *base.find.under[:1]))
        pages.insert(0, visited(folder / name, COLUMN, "column"))
    for link, file in told.get("articles", {}).items():
        pages.append(visited(folder / file, urljoin(COLUMN, link), "article"))
    front = home(*columns)
    if base is None or "home" in told:
        front = visited(folder / told.get("home", name), HOME, "home")
    misses = [gone(urljoin(HOME, link)) for link in told.get("gone", ())]
    findings = judge(snapshot(front, *pages, *misses, site=site), (law,), today=TODAY, calendar=CALENDAR)
    (finding,) = (finding for finding in findings if finding.item == row.id)
    return finding


@pytest.mark.parametrize("case", sorted(EXPECTED))
def test_the_page_is_judged_as_expected(case: str) -> None:
    """Outcome, problem and reason, and what else the case names."""
    expected = {key: value for key, value in EXPECTED[case].items() if key not in SETTING}
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
    files = {
        f"{path.parent.parent.name}/{path.parent.name}/{path.name}"
        for path in CASES.glob("*/*/*")
        if path.name != "expected.toml"
    }
    others = {
        f"{case.rpartition('/')[0]}/{file}"
        for case, told in EXPECTED.items()
        for file in (
            *told.get("articles", {}).values(),
            *(one["page"] for one in told.get("columns", ())),
            *([told["home"]] if "home" in told else ()),
        )
    }
    named = {"pass": "pass", "fail": "fail", "unknown": "unknown", "untestable": "not-applicable"}

    assert files == set(EXPECTED) | others
    assert {
        case for case, told in EXPECTED.items() if named[case.split("/")[2].split("-")[0]] != told["outcome"]
    } == set()


def kinds_of(item: Item) -> set[tuple[str, ...]]:
    """What tells kinds of items apart: how it is found and by which clock it goes; and each thing asked besides."""
    if item.site is not None:
        return {("site", item.site.check)}
    fresh, require = item.fresh, item.require
    clocks = {
        "annual_by": fresh.annual_by,
        "max_age": fresh.max_age,
        "every": fresh.every,
        "within": fresh.within if fresh.every is None else None,
    }
    clock = next((name for name, value in clocks.items() if value is not None), "permanent")
    asked = {
        "labels": require.labels,
        "each": require.each,
        "headings": require.headings,
        "sums": require.sums,
        "optional": item.find.optional,
    }
    # A row on another's column has no column of its own to show; what counts is what it asks.
    found: set[tuple[str, ...]] = set() if item.column_of and clock == "permanent" else {(item.find.kind, clock)}
    found |= {("asks", name) for name, value in asked.items() if value}
    return found | {("linked", duty.how) for duty in item.linked}


UNIT_TESTED = {
    ("site", check)
    for check in ("channel_found", "columns_neglected", "domain", "named", "offered", "probed", "surveys_held")
}
"""Kinds that rest on more than pages, or never fail: ``test_site_checks``."""


def test_every_kind_of_item_in_the_shipped_standards_has_a_passing_and_a_failing_page() -> None:
    """Computed from the data: a new kind of item fails this test until it has its pages."""
    shipped = {kind for law in STANDARDS.values() for item in law.items if item.testable for kind in kinds_of(item)}
    shown: dict[tuple[str, ...], set[str]] = {}
    for case, told in EXPECTED.items():
        standard, item, _ = case.split("/")
        for kind in kinds_of(row_of(standard, item)[1]):
            shown.setdefault(kind, set()).add(told["outcome"])

    assert {kind for kind in shipped - UNIT_TESTED if not {"pass", "fail"} <= shown.get(kind, set())} == set()
