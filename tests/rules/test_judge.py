"""What a careful inspector concludes from what was seen of a site."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest

from rules.facts import Attachment
from rules.judge import judge
from rules.model import Coverage, Evidence, Finding, MatchedColumn, Miss, MissReason, PageVisit, Reason
from rules.standard import Fresh, Item
from tests.rules.building import (
    CALENDAR,
    HOME,
    MOMENT,
    TEXT,
    TODAY,
    absent,
    at,
    column,
    entry,
    find,
    further,
    gone,
    home,
    item,
    miss,
    page,
    snapshot,
    standard,
    verdict,
)

NOTICES = column("通知公告", "tzgg/")
FORTNIGHT = Fresh(max_age="14d")
ANNUAL = Fresh(annual_by="01-31")
REPORTS = column("政府信息公开年报", "ndbg/")


def notices(
    *found: PageVisit | Miss, fresh: Fresh | None = None, kind: str = "list", today: dt.date = TODAY
) -> tuple[str, str | None, str]:
    """The verdict about 通知公告 on a site whose home page links to it."""
    return verdict(find(item(find={"kind": kind}, fresh=fresh), home(NOTICES), *found, today=today))


def reports(*found: PageVisit | Miss, today: dt.date = TODAY) -> tuple[str, str | None, str]:
    """The verdict about the annual report."""
    return verdict(find(item("政府信息公开年报", fresh=ANNUAL), home(REPORTS), *found, today=today))


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


# Content


def test_a_list_without_entries_is_empty() -> None:
    """And a page in its place is content."""
    assert notices(page("tzgg/")) == ("fail", "empty", "empty-list")
    assert notices(page("tzgg/", kind="article", text=TEXT)) == ("pass", None, "has-text")
    assert notices(page("tzgg/", attachments=(Attachment("清单.pdf", at("q.pdf"), "pdf"),))) == (
        "pass",
        None,
        "has-text",
    )


def test_a_list_that_prints_a_date_is_not_called_empty() -> None:
    """Something stands there that the reader did not recognise as an entry."""
    assert notices(page("tzgg/", text="行政处罚决定书（清市监罚〔2026〕17号）2026-10-14")) == (
        "unknown",
        None,
        "list-not-read",
    )


def test_the_date_of_today_is_no_date_of_an_entry() -> None:
    """Many sites print it on every page."""
    assert notices(page("tzgg/", text="今天是2026年11月22日 星期日")) == ("fail", "empty", "empty-list")


def test_a_placeholder_is_no_content() -> None:
    """暂无信息 and the like; but a reasoned statement is for a person."""
    assert notices(page("tzgg/", notice="暂无信息", text="暂无信息")) == ("fail", "placeholder", "placeholder")
    assert notices(page("tzgg/", text="本单位不涉及此项工作")) == ("unknown", None, "stated-none")


def test_an_error_page_that_says_200_is_an_error_page() -> None:
    """A soft 404."""
    assert notices(page("tzgg/", kind="error", title="页面不存在", text="您访问的页面不存在")) == (
        *("fail", "error-page", "error-page"),
    )


def test_a_column_that_sends_the_reader_home_has_nothing_of_its_own() -> None:
    """By HTTP or by a stub."""
    assert notices(page("tzgg/", kind="home", visit={"final_url": HOME})) == ("fail", "redirect-only", "sent-home")
    assert notices(page("tzgg/", redirect=HOME)) == ("fail", "redirect-only", "sent-home")


def test_a_hub_counts_by_its_sub_columns() -> None:
    """Any that holds something is content; any that was not read keeps it open; all empty is empty."""
    wanted = item("规划信息")
    hub = (
        home(
            column("规划信息", "gh/"),
            column("总体规划", "gh/zt/", "规划信息"),
            column("专项规划", "gh/zx/", "规划信息"),
        ),
        page("gh/"),
    )

    full = find(wanted, *hub, page("gh/zt/", entry("十五五规划", "2026-03-01")))
    half = find(wanted, *hub, page("gh/zt/"))
    empty = find(wanted, *hub, page("gh/zt/"), page("gh/zx/"))
    dead = find(wanted, *hub, page("gh/zt/"), gone("gh/zx/"))

    assert [verdict(found) for found in (full, half, empty, dead)] == [
        ("pass", None, "has-entries"),
        ("unknown", None, "children-not-read"),
        ("fail", "empty", "empty-children"),
        ("fail", "empty", "empty-children"),
    ]


def test_a_page_of_pictures_is_unknown() -> None:
    """A scanned chart is content that nobody read."""
    assert notices(page("tzgg/", kind="page", images=2)) == ("unknown", None, "only-pictures")


def test_a_short_page_is_content_for_a_page_item() -> None:
    """An address takes few words."""
    assert notices(page("tzgg/", kind="page", text="办公电话：0854-1234567"), kind="page") == ("pass", None, "has-text")
    assert notices(page("tzgg/", kind="page", text="首页"), kind="page") == ("fail", "empty", "empty-page")


def test_a_link_item_asks_for_a_target_that_opens() -> None:
    """A login behind it has opened; a wall has not; what policy forbids to ask is there all the same."""
    assert notices(page("tzgg/"), kind="link") == ("pass", None, "link-opens")
    assert notices(page("tzgg/", kind="blocked", block="login"), kind="link") == ("pass", None, "link-opens")
    assert notices(page("tzgg/", kind="blocked", block="waf"), kind="link") == ("unknown", None, "column-missed")
    assert notices(page("tzgg/", needs_browser="single-page-app"), kind="link") == ("pass", None, "link-opens")
    assert notices(miss("tzgg/", MissReason.OFFSITE), kind="link") == ("pass", None, "link-leads-away")
    assert notices(gone("tzgg/"), kind="link") == ("fail", "broken", "broken")


def test_a_form_item_asks_for_a_way_to_apply() -> None:
    """A form, a file to fill in, an address to write to; text without any of them fails."""
    form = page("tzgg/", kind="page", forms=(at("apply"),))
    file = page("tzgg/", attachments=(Attachment("政府信息公开申请表.doc", at("a.doc"), "doc"),))
    address = page("tzgg/", kind="page", text="申请可当面提出，也可邮寄至清溪县人民政府办公室，邮政编码558000。")
    talk = page("tzgg/", kind="page", text=TEXT.replace("的申请", "").replace("受理", "") * 2)

    assert [notices(found, kind="form")[:2] for found in (form, file, address, talk, page("tzgg/"))] == [
        *(("pass", None), ("pass", None), ("pass", None), ("fail", "incomplete"), ("fail", "empty")),
    ]


def test_what_a_page_repeats_of_the_navigation_is_no_content() -> None:
    """A side tree in the main text makes no empty column full."""
    names = (
        "政府信息公开指南",
        "政府信息公开制度",
        "法定主动公开内容",
        "政府信息公开年报",
        "依申请公开",
        "财政预决算",
        "行政事业性收费",
    )
    tree = tuple(column(name, f"{number}/", area="tree") for number, name in enumerate(names))

    bare = page("tzgg/", kind="platform", columns=tree, text="\n".join((*names, "共0条 1/1")))

    assert notices(bare) == ("fail", "empty", "empty-list")


def test_the_side_tree_of_a_column_holds_its_siblings() -> None:
    """What lies in the same folder is not below it; what lies in the folder of its name is."""
    wanted = item("政府信息公开年报", fresh=ANNUAL)
    front = home(column("政府信息公开年报", "gk/nb.htm"))
    tree = (column("财政预决算", "gk/nr/cz.htm", area="tree"), column("2025年", "gk/nb/2025.htm", area="tree"))
    listed = page("gk/nb.htm", entry("2024年年报", "2025-01-20"), columns=tree)
    accounts = page("gk/nr/cz.htm", entry("2025年收支情况", "2026-01-08"))
    report = page("gk/nb/2025.htm", entry("年度报告", "2026-01-08"))

    assert verdict(find(wanted, front, listed, accounts)) == ("unknown", None, "annual-below")
    assert verdict(find(wanted, front, listed, accounts, report)) == ("pass", None, "annual-in-time")
    assert verdict(find(wanted, front, listed, accounts, page("gk/nb/2025.htm"))) == ("fail", "late", "annual-missing")


# Freshness: the age of the newest entry


@pytest.mark.parametrize(
    ("newest", "expected"),
    [
        ("2026-11-22", ("pass", None, "fresh")),
        ("2026-11-08", ("pass", None, "fresh")),
        ("2026-11-07", ("fail", "stale", "stale")),
        ("2025-11-22", ("fail", "stale", "stale")),
    ],
)
def test_the_newest_entry_must_not_be_older_than_the_limit(newest: str, expected: tuple[str, str | None, str]) -> None:
    """Exactly on the limit passes."""
    assert notices(page("tzgg/", entry("通知一", newest), entry("通知二", "2020-01-01")), fresh=FORTNIGHT) == expected


def test_a_date_in_the_future_makes_nothing_fresh() -> None:
    """It is passed over; alone it tells nothing."""
    ahead, old = entry("预告", "2027-01-01"), entry("旧闻", "2020-01-01")

    assert notices(page("tzgg/", ahead, old), fresh=FORTNIGHT) == ("fail", "stale", "stale")
    assert notices(page("tzgg/", ahead), fresh=FORTNIGHT) == ("unknown", None, "only-future-dates")


def test_what_prints_no_date_counts_as_not_updated() -> None:
    """Unless the page does print dates that were not understood, or the article tells."""
    bare = entry("关于放假的通知", None, "art/1.html")
    article = page("art/1.html", role="article", kind="article", published=dt.date(2026, 11, 20), text=TEXT)

    assert notices(page("tzgg/", bare), fresh=FORTNIGHT) == ("fail", "undated", "undated")
    assert notices(page("tzgg/", bare, text="关于放假的通知 2026/11/20"), fresh=FORTNIGHT) == (
        *("unknown", None, "dates-not-read"),
    )
    assert notices(page("tzgg/", bare), article, fresh=FORTNIGHT) == ("pass", None, "fresh")


def test_the_newest_entry_may_stand_on_a_further_page_or_below() -> None:
    """Then an old one proves nothing, unless the list runs from new to old."""
    old, older = entry("一", "2020-05-01"), entry("二", "2020-04-01")

    unsorted = page(
        "tzgg/", older, old, entry("三", "2020-04-15"), entry("四", "2020-06-01"), pages=further(1, 3, "p2")
    )
    in_order = page("tzgg/", old, older, pages=further(1, 3, "p2"))
    both = (
        page("tzgg/", old, older, pages=further(1, 2, "p2")),
        page("p2", entry("新", "2026-11-20"), role="list-page", pages=further(2, 2, None)),
    )

    ascending = page("tzgg/", older, old, pages=further(1, 3, "p2"))
    same = page("tzgg/", old, entry("同日", "2020-05-01"), pages=further(1, 3, "p2"))

    assert notices(ascending, fresh=FORTNIGHT) == ("unknown", None, "newer-may-follow")
    assert notices(same, fresh=FORTNIGHT) == ("unknown", None, "newer-may-follow")
    assert notices(unsorted, fresh=FORTNIGHT) == ("unknown", None, "newer-may-follow")
    assert notices(in_order, fresh=FORTNIGHT) == ("fail", "stale", "stale")
    assert notices(*both, fresh=FORTNIGHT) == ("pass", None, "fresh")


def test_a_stale_list_with_an_unread_sub_column_is_unknown() -> None:
    """The new ones may stand there; once it is read they do not."""
    wanted = item(fresh=FORTNIGHT)
    found = (home(NOTICES, column("公示", "tzgg/gs/", "通知公告")), page("tzgg/", entry("旧", "2020-01-01")))

    assert verdict(find(wanted, *found)) == ("unknown", None, "newer-may-be-below")
    assert verdict(find(wanted, *found, page("tzgg/gs/"))) == ("fail", "stale", "stale")


def test_working_days_of_an_unannounced_year_make_the_verdict_provisional() -> None:
    """The limit runs into 2027."""
    finding = find(
        item(fresh=Fresh(max_age="20wd")),
        home(NOTICES),
        page("tzgg/", entry("通知", "2026-12-20")),
        today=dt.date(2026, 12, 31),
    )

    assert (verdict(finding), finding.provisional) == (("pass", None, "fresh"), True)


# Freshness: annual reports


@pytest.mark.parametrize(
    ("title", "date", "expected"),
    [
        ("清溪县2025年政府信息公开工作年度报告", "2026-01-20", ("pass", None, "annual-in-time")),
        ("清溪县2025年政府信息公开工作年度报告", "2026-01-31", ("pass", None, "annual-in-time")),
        ("清溪县2025年政府信息公开工作年度报告", "2026-02-01", ("fail", "late", "annual-late")),
        ("清溪县2025年政府信息公开工作年度报告", None, ("pass", None, "annual-undated")),
        ("清溪县二〇二五年政府信息公开年报", "2026-01-20", ("pass", None, "annual-in-time")),
        ("政府信息公开工作年度报告", "2026-01-20", ("pass", None, "annual-in-time")),
        ("清溪县2024年政府信息公开工作年度报告", "2025-01-20", ("fail", "late", "annual-missing")),
        ("清溪县2025年政务公开工作要点", "2025-04-20", ("unknown", None, "annual-unclear")),
        ("2025年政府网站工作年度报表", "2026-01-20", ("fail", "late", "annual-missing")),
        ("2025年法治政府建设年度报告", "2026-01-20", ("fail", "late", "annual-missing")),
        ("2025年政府信息公开工作年度报告（含网站年度报表）", "2026-01-20", ("pass", None, "annual-in-time")),
        ("2025年11月财政收支情况", "2025-12-05", ("fail", "late", "annual-missing")),
        ("政府信息公开工作年度报告", None, ("unknown", None, "annual-untold")),
        ("清府办发〔2025〕3号关于编制年度报告的通知", None, ("unknown", None, "annual-untold")),
    ],
)
def test_last_years_report_must_be_there_by_its_day(
    title: str, date: str | None, expected: tuple[str, str | None, str]
) -> None:
    """The title names the year; without one the date does; a day late is late."""
    assert reports(page("ndbg/", entry(title, date))) == expected


def test_before_its_day_the_newer_report_is_not_due() -> None:
    """On 31 January 2026 the report about 2024 is what must be there."""
    listed = page("ndbg/", entry("2024年年度报告", "2025-01-20"))

    assert reports(listed, today=dt.date(2026, 1, 31)) == ("pass", None, "annual-in-time")
    assert reports(listed, today=dt.date(2026, 2, 1)) == ("fail", "late", "annual-missing")


def test_a_newer_report_settles_the_matter() -> None:
    """Published before its day, the older one no longer listed."""
    listed = page("ndbg/", entry("2025年年度报告", "2026-01-05"))

    assert reports(listed, today=dt.date(2026, 1, 10)) == ("pass", None, "annual-newer")


def test_a_report_may_stand_on_a_further_page() -> None:
    """Unless the list, from new to old, has passed its place already."""
    first = page(
        "ndbg/",
        entry("2024年年度报告", "2026-03-20"),
        entry("2023年年度报告", "2024-01-20"),
        pages=further(1, 2, "ndbg/2"),
    )
    undated = page("ndbg/", entry("2024年年度报告"), entry("2023年年度报告"), pages=further(1, 2, "ndbg/2"))

    assert reports(first) == ("fail", "late", "annual-missing")
    assert reports(undated) == ("unknown", None, "annual-may-follow")
    assert reports(undated, page("ndbg/2", entry("2022年年度报告"), role="list-page", pages=further(2, 2, None))) == (
        *("fail", "late", "annual-missing"),
    )


def test_year_columns_name_the_year_for_what_stands_in_them() -> None:
    """2025年 below the annual reports; an unread one of another year is no doubt."""
    wanted = item("政府信息公开年报", fresh=ANNUAL)
    years = (
        home(
            REPORTS,
            column("2025年", "ndbg/2025/", "政府信息公开年报"),
            column("2024年", "ndbg/2024/", "政府信息公开年报"),
        ),
        page("ndbg/"),
    )
    attached = page("ndbg/2025/", attachments=(Attachment("政府信息公开工作年度报告.pdf", at("r.pdf"), "pdf"),))
    old = (
        home(REPORTS, column("2024年", "ndbg/2024/", "政府信息公开年报")),
        page("ndbg/", entry("2023年年度报告", "2024-01-03")),
    )

    assert verdict(find(wanted, *years, attached)) == ("pass", None, "annual-undated")
    assert verdict(find(wanted, *years)) == ("unknown", None, "children-not-read")
    assert verdict(find(wanted, *old)) == ("fail", "late", "annual-missing")


def test_governments_have_until_the_end_of_march() -> None:
    """条例 article 49: another clock for one kind of body."""
    clock = Fresh(annual_by="01-31", for_body={"government": Fresh(annual_by="03-31")})
    listed = page("ndbg/", entry("2025年年度报告", "2026-03-20"))

    finding = find(item("政府信息公开年报", fresh=clock), home(REPORTS), listed)

    assert (verdict(finding), finding.due) == (("pass", None, "annual-in-time"), dt.date(2026, 3, 31))


# Freshness: every period, and days after a printed date


def test_the_missing_periods_are_named() -> None:
    """Two quarters of four have their entry, by title or by date."""
    listed = page(
        "tzgg/",
        entry("三季度统计数据", "2026-10-15"),
        entry("2026年一季度统计", "2026-04-10"),
        entry("统计", "2025-11-11"),
    )

    finding = find(item(fresh=Fresh(every="quarter", within="20wd")), home(NOTICES), listed)

    assert verdict(finding) == ("fail", "late", "periods-missing")
    assert (finding.reason.values["missing"], finding.due) == ("2026Q2", dt.date(2026, 7, 28))


def test_a_list_with_every_period_passes() -> None:
    """Twelve months of the last year."""
    months = [(2026, month) for month in range(10, 0, -1)] + [(2025, month) for month in (12, 11, 10)]
    listed = page("tzgg/", *(entry(f"{year}年{month}月统计", f"{year}-{month:02}-25") for year, month in months))

    assert notices(listed, fresh=Fresh(every="month", within="20wd")) == ("pass", None, "every-period")


def penalty(decided: str, published: str) -> PageVisit:
    """An article about a penalty."""
    day = dt.date.fromisoformat(published)
    return page(
        "art/1.html", role="article", kind="article", published=day, text=TEXT, fields={"行政处罚决定日期": decided}
    )


def test_days_count_from_the_date_printed_in_each_entry() -> None:
    """Seven working days, the National Day holiday between."""
    clock = Fresh(within="7wd", of="行政处罚决定日期")
    listed = page("tzgg/", entry("处罚决定书", "2026-10-16", "art/1.html"))

    assert notices(listed, penalty("2026-09-28", "2026-10-13"), fresh=clock) == ("pass", None, "within-limit")
    assert notices(listed, penalty("2026年9月28日", "2026-10-14"), fresh=clock) == ("fail", "late", "published-late")
    assert notices(listed, fresh=clock) == ("unknown", None, "articles-not-read")
    assert notices(listed, penalty("", "2026-10-13"), fresh=clock) == ("not-applicable", None, "label-not-printed")


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
    }


def test_items_that_do_not_bind_the_site_give_no_finding() -> None:
    """By level and by body."""
    items: tuple[Item, ...] = (item(levels=("province",)), item(id="b", bodies=("enterprise",)), item(id="c"))

    found = judge(snapshot(home()), (standard(*items),), today=TODAY, calendar=CALENDAR)

    assert [finding.item for finding in found] == ["c"]
