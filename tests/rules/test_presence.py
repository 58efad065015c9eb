"""Presence: what follows from a site, a column, a link that were or were not obtained."""

from __future__ import annotations

from typing import Any

import pytest

from rules.judge import judge
from rules.model import Coverage, Evidence, Finding, MatchedColumn, Miss, MissReason, PageVisit, Reason
from tests.rules.building import (
    CALENDAR,
    HOME,
    MOMENT,
    NOTICES,
    TODAY,
    absent,
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

# The whole site


@pytest.mark.parametrize("reason", list(MissReason))
def test_a_home_page_that_was_not_obtained_leaves_every_item_unknown(reason: MissReason) -> None:
    """Whatever the reason, 404 included: a site that is down is not a site without columns."""
    down = miss("", reason, status=404, role="home")

    found = judge(snapshot(down), (standard(item(), item("机构职能", id="b")),), today=TODAY, calendar=CALENDAR)

    assert [verdict(finding) for finding in found] == [("unknown", None, "home-missed")] * 2
    assert found[0].reason.values["miss"] == reason.value


@pytest.mark.parametrize(
    ("front", "code"),
    [
        (home(NOTICES, kind="blocked", block="waf"), "home-missed"),
        (home(NOTICES, kind="error", title="系统维护"), "home-unreadable"),
        (page("", role="home", kind="home", visit={"status": 503}), "home-unreadable"),
    ],
)
def test_a_home_page_that_is_no_home_page_leaves_every_item_unknown(front: PageVisit, code: str) -> None:
    """A wall, a maintenance page, an error status."""
    assert verdict(find(item(), front, coverage=absent())) == ("unknown", None, code)


def test_a_site_of_which_nothing_was_seen_is_unknown() -> None:
    """Not even a miss."""
    assert verdict(find(item())) == ("unknown", None, "home-not-visited")


# Presence


def test_an_item_that_no_column_means_is_missing_when_the_crawl_looked_everywhere() -> None:
    """The finding quotes what the navigation does hold."""
    finding = find(item(), home(column("机构职能", "jgzn/")), coverage=absent())

    assert finding == Finding(
        site="5227010001",
        standard="test",
        item="it",
        outcome=finding.outcome.FAIL,
        problem=finding.problem.MISSING if finding.problem else None,
        facet=finding.facet.PRESENCE if finding.facet else None,
        reason=Reason("missing", {"item": "通知公告", "url": HOME, "pages": 1}),
        url=HOME,
        evidence=(Evidence(HOME, None, home().sha256, "机构职能"),),
        checked_at=MOMENT,
    )


@pytest.mark.parametrize(
    ("coverage", "code"),
    [
        ((), "not-looked-for"),
        ((Coverage(standard="test", item="it", status="not-visited", reason=MissReason.BUDGET),), "search-cut-short"),
        ((Coverage(standard="test", item="it", status="visited", urls=(at("x/"),)),), "search-unclear"),
    ],
)
def test_absence_without_proof_is_unknown(coverage: tuple[Coverage, ...], code: str) -> None:
    """No record, a search cut short, a search that found something else."""
    assert verdict(find(item(), home(column("机构职能", "jgzn/")), coverage=coverage)) == ("unknown", None, code)


@pytest.mark.parametrize(
    "platform",
    [
        miss("xxgk/", MissReason.TIMEOUT, role="platform"),
        page("xxgk/", role="platform", kind="platform", needs_browser="single-page-app"),
        page("xxgk/", role="platform", kind="blocked", block="script-challenge"),
    ],
)
def test_nothing_is_missing_while_the_platform_was_not_read(platform: PageVisit | Miss) -> None:
    """Even if the crawl believes that it looked everywhere."""
    assert verdict(find(item(), home(), platform, coverage=absent()))[:2] == ("unknown", None)


def test_a_home_page_without_any_column_proves_nothing() -> None:
    """Its navigation may be made by a script that nobody noticed."""
    assert verdict(find(item(), home(), coverage=absent())) == ("unknown", None, "path-not-read")


def test_a_platform_that_is_gone_hides_nothing() -> None:
    """404 is evidence."""
    found = find(item(), home(column("机构职能", "jgzn/")), gone("xxgk/"), coverage=absent())

    assert verdict(found) == ("fail", "missing", "missing")


@pytest.mark.parametrize("status", [404, 410])
def test_a_column_that_leads_nowhere_is_broken(status: int) -> None:
    """By the status, or by the detail where that is all there is."""
    assert notices(miss("tzgg/", MissReason.HTTP_4XX, status=status)) == ("fail", "broken", "broken")
    assert notices(miss("tzgg/", MissReason.HTTP_4XX, detail=f"HTTP {status}")) == ("fail", "broken", "broken")
    assert notices(page("tzgg/", kind="error", visit={"status": status})) == ("fail", "broken", "broken")


@pytest.mark.parametrize("reason", [reason for reason in MissReason if reason is not MissReason.HTTP_4XX])
def test_a_column_that_was_not_obtained_is_unknown(reason: MissReason) -> None:
    """Every reason but one is no evidence against the site."""
    assert notices(miss("tzgg/", reason)) == ("unknown", None, "column-missed")


@pytest.mark.parametrize("status", [400, 401, 403, 405, 412, 429, 500, 503])
def test_a_wall_or_a_server_error_is_unknown(status: int) -> None:
    """As a miss and as a page."""
    reason = MissReason.HTTP_4XX if status < 500 else MissReason.HTTP_5XX

    assert notices(miss("tzgg/", reason, status=status)) == ("unknown", None, "column-missed")
    assert notices(page("tzgg/", visit={"status": status})) == ("unknown", None, "column-missed")


@pytest.mark.parametrize(
    "behind",
    [
        page("tzgg/", kind="blocked", block="waf"),
        page("tzgg/", kind="blocked", block="login"),
        page("tzgg/", needs_browser="list-by-script"),
        page("tzgg/", text="通知公告\n加载中..."),
        page("tzgg/", notice="正在加载数据，请稍候……"),
        page("tzgg/", list_urls=(at("api/list.json"),)),
        page("tzgg/", frames=(at("list.html"),)),
        page("tzgg/", redirect=at("elsewhere/")),
        page("tzgg/", redirect=at("tzgg/")),
    ],
)
def test_what_was_not_read_is_never_empty(behind: PageVisit) -> None:
    """Walls, scripts, list interfaces, frames, redirects that were not followed."""
    outcome, problem, _ = notices(behind)

    if behind.facts.redirect == behind.url:
        assert (outcome, problem) == ("fail", "empty")  # a page that only reloads itself was read
    else:
        assert (outcome, problem) == ("unknown", None)


def test_a_column_that_was_seen_and_never_asked_for_is_unknown() -> None:
    """With the reason that the crawl gives."""
    coverage = (Coverage(standard="test", item="it", status="not-visited", reason=MissReason.OFFSITE),)

    finding = find(item(), home(NOTICES), coverage=coverage)

    assert verdict(finding) == ("unknown", None, "column-not-visited")
    assert finding.reason.values["miss"] == "offsite"


def test_redirects_by_stub_and_frames_are_followed() -> None:
    """Up to five hops; the page at the end is judged."""
    stubs = [page(f"s{number}/", redirect=at(f"s{number + 1}/")) for number in range(4)]

    found = notices(page("tzgg/", redirect=at("s0/")), *stubs, page("s4/", entry("关于放假的通知", "2026-11-20")))

    assert found == ("pass", None, "has-entries")


def test_a_circle_of_redirects_is_unknown() -> None:
    """And ends."""
    assert notices(page("tzgg/", redirect=at("a/")), page("a/", redirect=at("tzgg/"))) == (
        *("unknown", None, "redirect-not-followed"),
    )


def test_a_redirect_to_a_page_that_was_missed_has_the_reason_of_the_miss() -> None:
    """Here a service site that did not answer."""
    stub = page("tzgg/", redirect="http://zwfw.example.gov.cn/")

    assert notices(stub, miss("http://zwfw.example.gov.cn/", MissReason.TIMEOUT)) == ("unknown", None, "column-missed")


def test_a_column_on_another_site_is_judged_as_read_and_marked() -> None:
    """The county's permits live on the province's service site."""
    there = "http://zwfw.province.gov.cn/xuke/"
    wanted = item("行政许可")

    finding = find(
        wanted, home(column("行政许可", there)), page(there, entry("采矿许可", "2026-11-20"), visit={"offsite": True})
    )

    assert (verdict(finding), finding.match) == (
        ("pass", None, "has-entries"),
        MatchedColumn("行政许可", "exact", 1.0, offsite=True),
    )


def test_misplaced_is_a_warning_unless_the_item_is_strict() -> None:
    """The same column, under the wrong parent."""
    found = (home(column("通知公告", "tzgg/", "走进清溪")), page("tzgg/", entry("通知", "2026-11-20")))

    lenient = find(item(find={"under": ("政务公开",)}), *found)
    strict = find(item(find={"under": ("政务公开",), "strict": True}), *found)

    assert verdict(lenient) == ("pass", "misplaced", "misplaced-warning")
    assert verdict(strict) == ("fail", "misplaced", "misplaced")


@pytest.mark.parametrize(
    ("parents", "more"),
    [
        ((), {}),  # nothing is printed above it
        (
            ("其他法定信息",),
            {"columns": (column("其他法定信息", "qt/", "法定主动公开内容"),)},
        ),
        (("信息公开导航",), {"breadcrumb": ("首页", "政府信息公开", "通知公告")}),
        (("信息公开导航",), {"role": "platform"}),
    ],
)
def test_misplaced_is_told_only_where_the_place_is_known(parents: tuple[str, ...], more: dict[str, Any]) -> None:
    """By the page it stands on, by its group, by its own breadcrumb."""
    wanted = item(find={"under": ("政府信息公开", "法定主动公开内容")})
    role = more.pop("role", "column")
    hub = page("gk/", role=role, columns=(column("通知公告", "tzgg/", *parents, area="tree"), *more.pop("columns", ())))

    found = find(wanted, home(), hub, page("tzgg/", entry("通知", "2026-11-20"), **more))

    assert verdict(found) == ("pass", None, "has-entries")


def test_a_column_on_the_page_of_another_stands_below_that() -> None:
    """办事服务 holds what should stand among the statutory disclosure."""
    wanted = item("行政许可", find={"under": ("政府信息公开", "法定主动公开内容")})
    services = page("bsfw/", role="walk", kind="page", columns=(column("行政许可", "bsfw/xk/", area="body"),))

    found = find(wanted, home(column("办事服务", "bsfw/")), services, page("bsfw/xk/", entry("许可", "2026-11-20")))

    assert verdict(found) == ("pass", "misplaced", "misplaced-warning")
    assert found.reason.values["place"] == "办事服务 > 行政许可"


def test_where_nothing_is_printed_above_a_column_its_own_breadcrumb_tells_its_place() -> None:
    """A column of a menu that was seen without its parents."""
    wanted = item("应急管理", find={"under": ("政府信息公开",)})
    trail = ("首页", "办事服务", "应急管理")

    stray = find(wanted, home(column("应急管理", "yj/")), page("yj/", entry("预案", "2026-11-20"), breadcrumb=trail))
    bare = find(
        wanted, home(column("应急管理", "yj/")), page("yj/", entry("预案", "2026-11-20"), breadcrumb=trail[::2])
    )

    assert [verdict(found)[:2] for found in (stray, bare)] == [("pass", "misplaced"), ("pass", None)]


def test_a_heading_is_present_by_the_columns_below_it() -> None:
    """法定主动公开内容 is often printed without a link."""
    wanted = item("法定主动公开内容", find={"kind": "link"})
    heading = column("法定主动公开内容", None)
    below = column("机构职能", "jgzn/", "法定主动公开内容")

    assert verdict(find(wanted, home(heading, below))) == ("pass", None, "heading-with-columns")
    assert verdict(find(wanted, home(heading))) == ("unknown", None, "heading-without-link")


def test_a_page_that_sends_on_to_one_that_is_gone_stands_in_the_evidence() -> None:
    """With the place it sends to, and the dead address itself."""
    finding = find(
        item(), home(column("通知公告", "tzgg/")), page("tzgg/", redirect=at("old/")), gone("old/"), coverage=absent()
    )

    assert verdict(finding) == ("fail", "broken", "broken-onward")
    assert [(place.url, place.quote) for place in finding.evidence] == [
        (at(""), "通知公告"),
        (at("tzgg/"), at("old/")),
        (at("old/"), None),
    ]


def test_a_link_to_a_friend_that_is_named_like_the_item_is_for_a_person_to_judge() -> None:
    """It is not the name that leaves the matter open, but where it stands."""
    finding = find(item(), home(column("通知公告", "http://www.other.gov.cn/tzgg/", area="friend")))

    assert verdict(finding) == ("unknown", "ambiguous", "name-among-friends")


def test_a_heading_over_a_list_that_leads_nowhere_is_not_called_missing() -> None:
    """What stands below it may be all there is of the column; words in a sentence are no heading."""
    listed = entry("关于停水的公告", "2026-11-17")

    def told(text: str) -> tuple[str, str]:
        seen = page("", listed, role="home", kind="home", columns=(column("机构概况", "jg/"),), text=text)
        finding = find(item("通知公告"), seen, coverage=absent())
        return finding.outcome, finding.reason.code

    assert told("政务要闻\n通知公告\n") == ("unknown", "name-without-link")
    assert told("请在通知公告栏目查看") == ("fail", "missing")
