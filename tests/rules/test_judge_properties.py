"""What holds of judging whatever a site looks like."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.facts import Attachment, Entry, Pagination
from rules.judge import judge
from rules.model import Coverage, Finding, Miss, MissReason, PageVisit, Snapshot
from rules.standard import Fresh, Item, Standard, applicable_items
from tests.rules.building import CALENDAR, MOMENT, TODAY, at, column, home, item, page, snapshot, standard

if TYPE_CHECKING:
    from rules.model import Role

ROOT = Path(__file__).parents[2]
NAMES = ("通知公告", "政策文件", "政府信息公开年报", "政府信息公开指南", "依申请公开", "更多", "2025年", "")
PATHS = ("", "tzgg/", "zcwj/", "ndbg/", "zn/", "ysqgk/", "ndbg/2025/", "http://other.gov.cn/x", "index.html")
CLOCKS = (
    Fresh(permanent=True),
    Fresh(max_age="14d"),
    Fresh(max_age="20wd"),
    Fresh(annual_by="01-31"),
    Fresh(every="quarter", within="20wd"),
    Fresh(within="7wd", of="决定日期"),
)
LAW = standard(
    *(
        item(name, id=f"{kind}-{number}", find={"kind": kind}, fresh=clock, labels=("联系电话",) if number == 1 else ())
        for name, kind in zip(NAMES[:5], ("list", "list", "list", "page", "form"), strict=True)
        for number, clock in enumerate(CLOCKS)
    )
)

paths = st.sampled_from(PATHS)
days = st.one_of(st.none(), st.dates(dt.date(2019, 1, 1), dt.date(2026, 11, 22)))
titles = st.sampled_from(("2025年度报告", "关于放假的通知", "二〇二四年年报", "2026年一季度情况", "{}", ""))
entries = st.builds(Entry, titles, st.one_of(st.none(), paths.map(at)), days)
columns = st.builds(
    column,
    st.sampled_from(NAMES),
    st.one_of(st.none(), paths),
    st.sampled_from(NAMES),
    area=st.sampled_from(("nav", "tree", "body")),
)
facts = st.fixed_dictionaries(
    {"kind": st.sampled_from(("home", "platform", "list", "article", "page", "error", "blocked"))},
    optional={
        "columns": st.lists(columns, max_size=4).map(tuple),
        "redirect": paths.map(at),
        "frames": st.lists(paths.map(at), max_size=2).map(tuple),
        "list_urls": st.lists(paths.map(at), max_size=1).map(tuple),
        "notice": st.sampled_from(("暂无信息", "建设中")),
        "needs_browser": st.just("list-by-script"),
        "block": st.sampled_from(("waf", "login")),
        "text": st.sampled_from(("", "联系电话：1234567", "不涉及", "申请表" * 40, "决定日期：2026年2月30日")),
        "published": st.dates(dt.date(2019, 1, 1), dt.date(2026, 11, 22)),
        "images": st.integers(0, 2),
        "attachments": st.just((Attachment("2025年度报告.pdf", at("r.pdf"), "pdf"),)),
        "pages": st.builds(
            Pagination, st.integers(1, 3), st.one_of(st.none(), st.integers(1, 3)), st.one_of(st.none(), paths.map(at))
        ),
    },
)
ROLES: tuple[Role, ...] = ("home", "platform", "hub", "column", "list-page", "article", "walk")
roles = st.sampled_from(ROLES)


@st.composite
def visits(draw: st.DrawFn, /, path: str | None = None, **known: Any) -> PageVisit:
    """A page of any shape."""
    lines = draw(st.lists(entries, max_size=4))
    visit = {
        "status": draw(st.sampled_from((200, 200, 200, 404, 503))),
        "via": draw(st.one_of(st.none(), paths.map(at))),
    }
    chosen = {**draw(facts), **known}
    return page(path if path is not None else draw(paths), *lines, role=draw(roles), visit=visit, **chosen)


misses = st.builds(
    Miss,
    url=paths.map(at),
    reason=st.sampled_from(list(MissReason)),
    status=st.sampled_from((None, 400, 403, 404, 500)),
    role=roles,
    at=st.just(MOMENT),
)
NAVIGATION = tuple(column(name, path) for name, path in zip(NAMES[:5], PATHS[1:6], strict=True))
FRONT = home(*NAVIGATION)


@st.composite
def sites(draw: st.DrawFn) -> Snapshot:
    """A site of any shape, mostly with a home page."""
    found: list[PageVisit | Miss] = [FRONT] if draw(st.booleans()) or draw(st.booleans()) else []
    found += draw(st.lists(visits(), max_size=6))
    found += draw(st.lists(misses, max_size=3))
    coverage = tuple(
        Coverage(standard="test", item=row.id, status=draw(st.sampled_from(("visited", "absent", "not-visited"))))
        for row in LAW.items
        if draw(st.booleans())
    )
    return snapshot(*found, coverage=coverage)


def by_item(site: Snapshot, today: dt.date = TODAY, law: Standard = LAW) -> dict[str, Finding]:
    """Findings by item."""
    return {finding.item: finding for finding in judge(site, (law,), today=today, calendar=CALENDAR)}


relaxed = settings(
    deadline=None,
    max_examples=120,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@relaxed
@given(sites())
def test_there_is_exactly_one_finding_for_each_applicable_item_in_order(site: Snapshot) -> None:
    """Whatever the site did, and no check stumbles over it."""
    found = judge(site, (LAW,), today=TODAY, calendar=CALENDAR)

    assert [(finding.standard, finding.item) for finding in found] == [
        (law.id, row.id) for law, row in applicable_items((LAW,), site.site)
    ]
    assert [finding for finding in found if finding.reason.code == "check-error"] == []
    assert all((finding.problem is not None) or finding.outcome != "fail" for finding in found)


@relaxed
@given(sites(), st.integers(0, 800))
def test_a_stale_column_never_grows_fresh_by_waiting(site: Snapshot, wait: int) -> None:
    """As days go by without a new entry."""
    before, after = by_item(site), by_item(site, TODAY + dt.timedelta(days=wait))

    assert {
        row: finding for row, finding in before.items() if finding.problem == "stale" and after[row].outcome == "pass"
    } == {}


@relaxed
@given(sites(), misses.filter(lambda lost: lost.reason is not MissReason.HTTP_4XX or lost.status in (400, 403)))
def test_failing_to_obtain_one_more_page_never_accuses(site: Snapshot, lost: Miss) -> None:
    """Only a page that is gone is evidence."""
    more = msgspec.structs.replace(site, misses=(*site.misses, lost))
    before, after = by_item(site), by_item(more)

    assert {row for row in before if before[row].outcome != "fail" and after[row].outcome == "fail"} == set()


def _permanent(law: Standard) -> tuple[Item, ...]:
    return tuple(row for row in law.items if row.fresh.permanent)


@relaxed
@given(sites(), visits(path="tzgg/", kind="list"))
def test_more_entries_never_empty_a_column(site: Snapshot, full: PageVisit) -> None:
    """A page with an entry in place of the same page without."""
    bare = msgspec.structs.replace(full, status=200, facts=msgspec.structs.replace(full.facts, entries=()))
    rich = msgspec.structs.replace(
        bare, facts=msgspec.structs.replace(bare.facts, entries=(Entry("通知", at("a.html"), TODAY),), redirect=None)
    )
    rest = tuple(seen for seen in site.pages if seen.url != full.url)
    law = msgspec.structs.replace(LAW, items=_permanent(LAW))

    before = by_item(msgspec.structs.replace(site, pages=(FRONT, bare, *rest)), law=law)
    after = by_item(msgspec.structs.replace(site, pages=(FRONT, rich, *rest)), law=law)

    assert not (before["list-0"].outcome == "pass" and after["list-0"].outcome == "fail")


_PROGRAM = """
import sys
import msgspec
from rules.judge import judge
from rules.model import Snapshot
from tests.rules.building import CALENDAR, TODAY
from tests.rules.test_judge_properties import LAW
site = msgspec.json.decode(sys.stdin.buffer.read(), type=Snapshot)
sys.stdout.buffer.write(msgspec.json.encode(judge(site, (LAW,), today=TODAY, calendar=CALENDAR)))
"""


def test_two_processes_with_different_hash_seeds_give_equal_bytes() -> None:
    """Nothing depends on the order of a set."""
    site = snapshot(
        FRONT,
        page(
            "tzgg/",
            Entry("通知", at("a"), dt.date(2026, 11, 20)),
            columns=(column("公示", "tzgg/gs/", "通知公告", area="tree"),),
        ),
        page("ndbg/", Entry("2025年度报告", at("b"), dt.date(2026, 1, 20))),
        page("zn/", text="联系电话：1234567"),
    )
    written = msgspec.json.encode(site)

    outputs = {
        subprocess.run(
            [sys.executable, "-c", _PROGRAM],
            input=written,
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }

    assert outputs == {msgspec.json.encode(judge(site, (LAW,), today=TODAY, calendar=CALENDAR))}
