"""What holds for every standard that is shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

import rules
from rules.loading import parse_standard
from rules.model import Body, Level, Site
from rules.normalise import normalise_name
from rules.standard import Standard, applicable_items

FILES = sorted((Path(rules.__file__).parent / "standards").glob("*.toml"))
STANDARDS = {path.stem: parse_standard(path.read_text("utf-8"), name=path.name) for path in FILES}
ROWS = {f"{standard.id}/{item.id}": item for standard in STANDARDS.values() for item in standard.items}


def site(level: Level, body: Body, *, region: str | None = None) -> Site:
    return Site(id="1", name="清溪县人民政府", url="http://127.0.0.1/", level=level, body=body, region=region)


def items_of(standard: Standard, where: Site) -> set[str]:
    return {item.id for _, item in applicable_items((standard,), where)}


def test_the_file_name_is_the_id() -> None:
    assert {path.stem for path in FILES} == {standard.id for standard in STANDARDS.values()}


@pytest.mark.parametrize("standard", STANDARDS.values(), ids=lambda standard: standard.id)
def test_every_row_has_its_elements(standard: Standard) -> None:
    bare = [
        item.id
        for item in standard.items
        if not (item.group and item.name_en and item.content and item.basis and item.method)
        or not (item.testable or item.notes)
    ]
    assert bare == []


@pytest.mark.parametrize("standard", STANDARDS.values(), ids=lambda standard: standard.id)
def test_what_is_from_memory_is_never_judged(standard: Standard) -> None:
    assert [item.id for item in standard.items if item.provenance == "memory" and item.testable] == []


@pytest.mark.parametrize("standard", STANDARDS.values(), ids=lambda standard: standard.id)
def test_no_item_lists_a_name_twice(standard: Standard) -> None:
    twice = []
    for item in standard.items:
        keys = [normalise_name(name) for name in (item.name, *item.find.aliases)]
        printed = (item.name, *item.find.aliases)
        twice += [name for at, name in enumerate(printed) if name in printed[:at]]
        assert all(keys), item.id
    assert twice == []


@pytest.mark.parametrize("standard", STANDARDS.values(), ids=lambda standard: standard.id)
def test_counts_belong_to_names(standard: Standard) -> None:
    strangers = [
        name for item in standard.items for name in item.find.seen if name not in (item.name, *item.find.aliases)
    ]
    assert strangers == []


def test_a_row_that_says_the_same_asks_for_the_same() -> None:
    for reference, item in ROWS.items():
        if not item.same_as:
            continue
        other = ROWS[item.same_as]
        names = {normalise_name(name) for name in (other.name, *other.find.aliases)}
        own = {normalise_name(name) for name in (item.name, *item.find.aliases)}
        assert names <= own, reference
        assert (item.find.below, item.find.never, item.find.kind) == (
            other.find.below,
            other.find.never,
            other.find.kind,
        )
        assert (item.fresh, item.require) == (other.fresh, other.require), reference


def test_departments_are_not_asked_for_what_they_may_lawfully_lack() -> None:
    assert items_of(STANDARDS["platform-2019"], site("county", "department")) == {
        "platform",
        "guide",
        "rules",
        "statutory-content",
        "annual-report",
        "annual-report-format",
        "annual-report-figures",
        "on-request",
        "on-request-way",
        "policy-documents",
        "institution",
        "institution-elements",
        "budget",
        "budget-in-time",
    }


def test_counties_take_no_civil_servants_of_their_own() -> None:
    county = items_of(STANDARDS["platform-2019"], site("county", "government"))
    city = items_of(STANDARDS["platform-2019"], site("city", "government"))
    assert city - county == {"civil-service"}
    assert len(city) == 25


def test_one_obligation_is_judged_once() -> None:
    both = (STANDARDS["platform-2019"], STANDARDS["regulation-2019"])
    where = site("county", "government")
    alone = {item.id for _, item in applicable_items(both[1:], where)}
    together = {item.id for standard, item in applicable_items(both, where) if standard is both[1]}
    assert together == set()
    assert {"article-12-guide", "article-20-07", "article-49-annual-report"} <= alone


def test_the_annual_report_has_one_day_for_departments_and_one_for_governments() -> None:
    fresh = ROWS["platform-2019/annual-report"].fresh
    assert (fresh.annual_by, fresh.for_body["government"].annual_by) == ("01-31", "03-31")
