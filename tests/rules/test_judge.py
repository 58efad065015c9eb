"""The whole: elements, rivals, faults of ours, and what a finding holds."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from rules.facts import Attachment
from rules.judge import judge
from rules.model import MissReason
from rules.standard import Fresh, Item
from tests.rules.building import (
    CALENDAR,
    FORTNIGHT,
    HOME,
    NOTICES,
    TEXT,
    TODAY,
    at,
    column,
    entry,
    find,
    gone,
    home,
    item,
    miss,
    notices,
    page,
    snapshot,
    standard,
    verdict,
)

# Elements


def guide(text: str, **facts: Any) -> tuple[tuple[str, str | None, str], object]:
    """The verdict about a guide, and what it lacks."""
    wanted = item("政府信息公开指南", find={"kind": "page"}, labels=("办公地址", "联系电话|咨询电话", "传真"))
    finding = find(wanted, home(column("政府信息公开指南", "zn/")), page("zn/", kind="page", text=text, **facts))
    return verdict(finding), finding.reason.values.get("missing")


def test_required_elements_must_stand_on_the_page() -> None:
    """However they are spaced; those that do not are named."""
    full = TEXT + "办 公 地 址：清溪县城关镇。咨询电话：1234567。传真：1234568。"

    assert guide(full) == (("pass", None, "has-text"), None)
    assert guide(TEXT + "办公地址：清溪县城关镇。") == (("fail", "incomplete", "incomplete"), "联系电话/咨询电话、传真")


def test_elements_that_may_stand_where_no_text_was_read_are_unknown() -> None:
    """In an attachment, in a picture, in an article."""
    assert guide("见附件。", attachments=(Attachment("指南.pdf", at("z.pdf"), "pdf"),))[0] == (
        *("unknown", None, "elements-in-attachment"),
    )
    assert guide(TEXT, images=1)[0] == ("unknown", None, "elements-in-picture")


# Rivals


TWO = (home(column("通知公告", "tzgg/"), column("通知公告", "gk/tzgg/", "政务公开", area="tree")),)


def test_a_site_with_two_columns_of_one_name_complies_when_one_of_them_does() -> None:
    """An empty twin, a dead twin, a stale twin."""
    good = page("gk/tzgg/", entry("通知", "2026-11-20"))
    twins = (page("tzgg/"), gone("tzgg/"), page("tzgg/", entry("旧", "2020-01-01")))

    assert [verdict(find(item(fresh=FORTNIGHT), *TWO, good, twin))[0] for twin in twins] == ["pass", "pass", "pass"]


def test_a_twin_that_could_not_be_read_keeps_the_matter_open() -> None:
    """It may be the one that complies."""
    found = find(item(), *TWO, page("tzgg/"), miss("gk/tzgg/", MissReason.TIMEOUT))

    assert found.outcome == "unknown"


def test_a_department_with_a_column_of_the_name_does_not_answer_for_the_site() -> None:
    """The site's own could not be read; what its bureau publishes under the same name says nothing about it."""
    own, bureau = (
        column("通知公告", "gk/tzgg/", "政务公开"),
        column("通知公告", "czj/tzgg/", "部门信息公开", "清溪县财政局"),
    )
    bulletin = page("czj/tzgg/", entry("通知", "2026-11-20"))
    closed = miss("gk/tzgg/", MissReason.HTTP_4XX, status=403)

    assert find(item(), home(own, bureau), bulletin, closed).outcome == "unknown"


# The whole


def test_a_fault_of_a_check_is_unknown_with_the_name_of_the_error() -> None:
    """Here a time limit that nothing validated."""
    assert notices(page("tzgg/", entry("通知", "2026-11-20")), fresh=Fresh(max_age="soon")) == (
        *("unknown", None, "check-error"),
    )


def test_a_pass_says_what_it_rests_on() -> None:
    """Whole value: the entry that decided is quoted, its page named by address and digest."""
    listed = page("tzgg/", entry("关于放假的通知", "2026-11-20"), visit={"record": "urn:uuid:1"})

    finding = find(item(fresh=FORTNIGHT), home(NOTICES), listed)

    assert msgspec.json.decode(msgspec.json.encode(finding)) == {
        "site": "5227010001",
        "standard": "test",
        "item": "it",
        "outcome": "pass",
        "problem": None,
        "facet": None,
        "severity": "serious",
        "reason": {
            "code": "fresh",
            "values": {
                "column": "通知公告",
                "url": at("tzgg/"),
                "title": "关于放假的通知",
                "newest": "2026-11-20",
                "age": 2,
                "limit": "14d",
                "entries": 1,
                "today": "2026-11-22",
            },
        },
        "url": at("tzgg/"),
        "evidence": [
            {
                "url": at("tzgg/"),
                "record": "urn:uuid:1",
                "sha256": listed.sha256,
                "quote": "关于放假的通知 2026-11-20",
            }
        ],
        "newest_date": "2026-11-20",
        "entries": 1,
        "match": {"column": "通知公告", "grade": "exact", "score": 1.0},
        "candidates": [
            {
                "column": {"name": "通知公告", "url": at("tzgg/"), "page": HOME},
                "grade": "exact",
                "score": 1.0,
                "matched": "通知公告",
            }
        ],
        "due": None,
        "provisional": False,
        "checked_at": "2026-11-22T01:30:00Z",
        "on_trial": False,
        "excused": None,
    }


def test_items_that_do_not_bind_the_site_give_no_finding() -> None:
    """By level and by body."""
    items: tuple[Item, ...] = (item(levels=("province",)), item(id="b", bodies=("enterprise",)), item(id="c"))

    found = judge(snapshot(home()), (standard(*items),), today=TODAY, calendar=CALENDAR)

    assert [finding.item for finding in found] == ["c"]


def test_what_is_not_law_on_the_day_is_judged_apart() -> None:
    """Not yet in force, no longer, on trial; a retired one counts on a day before it was retired."""
    now = standard(item())
    day = dt.timedelta(days=1)
    changes: dict[str, dict[str, Any]] = {
        "in force": {},
        "from today": {"in_force": TODAY},
        "from tomorrow": {"in_force": TODAY + day},
        "until today": {"retired": TODAY},
        "until tomorrow": {"retired": TODAY + day, "state": "retired"},
        "trial": {"state": "trial"},
        "retired": {"state": "retired"},
    }
    assert {
        name: judge(snapshot(home()), (msgspec.structs.replace(now, **change),), today=TODAY, calendar=CALENDAR)[
            0
        ].on_trial
        for name, change in changes.items()
    } == {
        "in force": False,
        "from today": False,
        "from tomorrow": True,
        "until today": True,
        "until tomorrow": False,
        "trial": True,
        "retired": True,
    }


def test_a_row_that_counts_gives_no_way_to_one_on_trial() -> None:
    """A draft that says the same must not take an obligation out of the count."""
    law = standard(item(same_as="draft/new"))
    draft = msgspec.structs.replace(standard(item(id="new")), id="draft", state="draft")

    found = judge(snapshot(home()), (law, draft), today=TODAY, calendar=CALENDAR)

    assert [(finding.standard, finding.on_trial) for finding in found] == [("test", False), ("draft", True)]
