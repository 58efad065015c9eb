"""Rules about a whole site: what only values can show, bounds of counts, and that our faults are never theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.facts import Column
from rules.judge import judge
from rules.model import Coverage, MissReason, Probe, Site
from rules.site_judging import SITE_CHECKS
from rules.standard import Fresh, SiteRule
from tests.rules.building import (
    CALENDAR,
    HOME,
    MOMENT,
    SITE,
    TODAY,
    column,
    entry,
    gone,
    home,
    item,
    miss,
    page,
    snapshot,
    standard,
    verdict,
)

if TYPE_CHECKING:
    from rules.model import Finding, Miss, PageVisit, Snapshot
    from rules.standard import Item

FORTNIGHT = Fresh(max_age="14d")


def rule(check: str, *marks: str, **limits: Any) -> Item:
    """A row about the whole site."""
    return item("整站", id="whole", site=SiteRule(check=check, limits=limits, marks=marks))


def whole(site: Snapshot, row: Item, *others: Item) -> Finding:
    """The finding about the whole site."""
    findings = judge(site, (standard(*others, row),), today=TODAY, calendar=CALENDAR)
    return next(finding for finding in findings if finding.item == "whole")


def news(number: int, *, stale: int, unread: int) -> tuple[Snapshot, Item]:
    """A site with so many columns of news, some stale, some not opened; and the item they stand for."""
    names = ["政务要闻", "时政要闻", "本地要闻", "要闻动态", "工作动态", "新闻动态", "头条新闻", "今日要闻"][:number]
    row = item("动态要闻", id="news", find={"aliases": names}, fresh=FORTNIGHT)
    pages = [
        page(f"c{at}/", entry(f"第{at}条", "2026-01-05" if at < stale else "2026-11-20"))
        for at in range(number - unread)
    ]
    return snapshot(home(*(column(name, f"c{at}/") for at, name in enumerate(names))), *pages), row


@given(st.data())
def test_a_count_fails_by_what_is_proven_and_passes_only_with_all_that_is_open(data: st.DataObject) -> None:
    """Whatever the columns that nobody opened hold, the verdict stays true."""
    number = data.draw(st.integers(1, 7))
    unread = data.draw(st.integers(0, number))
    stale = data.draw(st.integers(0, number - unread))
    site, row = news(number, stale=stale, unread=unread)
    finding = whole(site, rule("columns_updated", columns="news", most=5), row)

    expected = "fail" if stale >= 5 else "pass" if stale + unread < 5 else "unknown"
    assert (finding.outcome, finding.reason.values["faults"], finding.reason.values["open"]) == (
        expected,
        stale,
        unread,
    )


def test_a_column_below_another_of_the_same_kind_does_not_count() -> None:
    """First-level columns are counted; what stands below one of them is part of it."""
    row = item("动态要闻", id="news", find={"aliases": ["政务要闻", "时政要闻"]}, fresh=FORTNIGHT)
    front = home(column("政务要闻", "a/"), column("时政要闻", "b/", "政务要闻"))
    old = [page(path, entry("旧闻", "2026-01-05")) for path in ("a/", "b/")]
    finding = whole(snapshot(front, *old), rule("columns_updated", columns="news", most=1), row)

    assert (finding.reason.values["faults"], finding.reason.values["counted"]) == (1, 1)


def test_long_stale_are_columns_with_a_clock_and_lists_without_one_stay_open() -> None:
    """Nobody says that a list of regulations should be updated every year."""
    clocks = [item(f"栏目{at}", id=f"i{at}", fresh=Fresh(max_age="90d")) for at in range(3)]
    timeless = item("规章", id="laws")
    front = home(*(column(f"栏目{at}", f"c{at}/") for at in range(3)), column("规章", "laws/"))
    pages = [page(f"c{at}/", entry("旧", "2026-01-05" if at < 2 else "2026-11-20")) for at in range(3)]
    site = snapshot(front, *pages, page("laws/", entry("办法", "2019-01-05")))
    found = [
        whole(site, rule("columns_neglected", days=365, most=most, besides=""), *clocks, timeless) for most in (2, 3, 4)
    ]

    assert [finding.outcome for finding in found] == ["fail", "unknown", "pass"]
    assert [(found[0].reason.values[key]) for key in ("faults", "open", "counted")] == [2, 1, 4]


CONSULTATION = item("咨询建言", id="ask", find={"aliases": ["互动交流"], "kind": "link"})


@pytest.mark.parametrize(
    ("columns", "covered", "expected"),
    [
        ((column("互动交流", "hd/"),), "visited", ("pass", None, "channel-found")),
        ((column("通知公告", "t/"),), "absent", ("fail", "missing", "channel-missing")),
        ((column("通知公告", "t/"),), "not-visited", ("unknown", None, "channel-unclear")),
        ((column("县长热线与留言板", "ly/"),), "absent", ("unknown", None, "channel-unclear")),
    ],
)
def test_a_channel_is_missing_only_where_the_search_proves_it(columns: Any, covered: Any, expected: Any) -> None:
    """A column that sounds like one is enough of a doubt."""
    reason = MissReason.TIMEOUT if covered == "not-visited" else None
    coverage = (Coverage(standard="test", item="ask", status=covered, reason=reason),)
    site = snapshot(home(*columns), page("hd/", text="互动交流" * 30, kind="page"), coverage=coverage)

    assert verdict(whole(site, rule("channel_found", "留言|信箱", column="ask"), CONSULTATION)) == expected


def test_a_channel_that_nobody_looked_for_is_found_by_its_name_alone() -> None:
    """Where the item does not bind the site."""
    row = rule("channel_found", "留言|信箱", column="ask")

    assert verdict(whole(snapshot(home(column("局长信箱", "xx/"))), row))[0] == "pass"
    assert verdict(whole(snapshot(home(column("通知公告", "t/"))), row)) == ("unknown", None, "channel-not-looked-for")


def at_host(url: str) -> Snapshot:
    """A site whose home page was read at another address."""
    site = msgspec.structs.replace(SITE, url=url)
    return snapshot(home(column("通知公告", f"{url}t/"), visit={"url": url, "final_url": url}), site=site)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (HOME, ("pass", None, "domain-right")),
        ("http://xn--fiq.xn--zfr164b/", ("pass", None, "domain-right")),
        ("http://www.qingxi.com/", ("fail", "irregular", "domain-wrong")),
        ("http://www.gov.cn.example.com/", ("fail", "irregular", "domain-wrong")),
        ("http://127.0.0.1:8080/", ("not-applicable", None, "no-domain")),
        ("http://[::1]/", ("not-applicable", None, "no-domain")),
        ("http://qingxi.test/", ("not-applicable", None, "no-domain")),
        ("http://intranet/", ("not-applicable", None, "no-domain")),
    ],
)
def test_a_domain_is_judged_where_there_is_one(url: str, expected: Any) -> None:
    """A number is nobody's name."""
    assert verdict(whole(at_host(url), rule("domain", ".gov.cn", ".政务"))) == expected


def probed(outcome: Any, url: str = HOME, kind: Any = "https", **visit: Any) -> tuple[str, str | None, str]:
    """The verdict about a probe."""
    front = home(column("通知公告", "t/"), visit={"final_url": url, **visit})
    probes = (Probe(kind=kind, host="www.qingxi.gov.cn", outcome=outcome, at=MOMENT),) if outcome else ()
    site = msgspec.structs.replace(snapshot(front), probes=probes)
    return verdict(whole(site, rule("probed", kind=kind)))


def test_a_probe_decides_and_the_visit_itself_comes_before_it() -> None:
    """What was not asked does not apply; what could not be told is unknown."""
    secure = HOME.replace("http:", "https:")

    assert probed("yes") == ("pass", None, "probe-yes")
    assert probed("no", kind="ipv6") == ("fail", "irregular", "probe-no")
    assert probed("unknown") == ("unknown", None, "probe-unknown")
    assert probed(None) == ("not-applicable", None, "not-probed")
    assert probed(None, secure) == ("pass", None, "probe-yes")
    assert probed(None, secure, tls="expired") == ("fail", "irregular", "probe-flawed")


def test_a_bonus_is_earned_or_not_and_never_a_fault() -> None:
    """Neither is a name that may stand in a picture; what became of a survey is no other survey."""
    data = snapshot(home(column("数据开放", "sj/")), page("sj/", text="数据" * 60, kind="page"))
    dead = snapshot(home(column("数据开放", "sj/")), gone("sj/"))
    held = snapshot(
        home(column("网上调查", "dc/")), page("dc/", *(entry(f"调查{at}", "2026-05-01") for at in range(6)))
    )
    told = snapshot(
        home(column("网上调查", "dc/")), page("dc/", *(entry(f"调查{at}结果反馈", "2026-05-01") for at in range(6)))
    )
    surveys = rule("surveys_held", "网上调查", times=6, within=365)

    assert verdict(whole(data, rule("offered", "数据开放|开放数据"))) == ("pass", None, "bonus-offered")
    assert verdict(whole(dead, rule("offered", "数据开放")))[0] == "not-applicable"
    assert verdict(whole(held, surveys)) == ("pass", None, "surveys-held")
    assert verdict(whole(data, surveys)) == ("not-applicable", None, "surveys-not-counted")
    assert verdict(whole(told, surveys)) == ("not-applicable", None, "surveys-not-counted")
    assert verdict(whole(snapshot(home(title="清溪县人民政府门户网站")), rule("named")))[0] == "pass"
    assert verdict(whole(snapshot(home(title="首页")), rule("named"))) == ("unknown", None, "site-name-not-seen")


def test_only_links_count_and_those_that_nobody_followed_are_told() -> None:
    """The interface of a list, and a page that timed out, are no dead links."""
    front = home(column("通知公告", "t/"), column("政策", "z/"), links=("http://elsewhere.gov.cn/",))
    found = snapshot(front, page("t/"), gone("api/list.json"), miss("z/", MissReason.TIMEOUT))
    dead = snapshot(front, page("t/"), gone("z/"))

    assert verdict(whole(found, rule("links_alive", where="home"))) == ("pass", None, "links-alive")
    finding = whole(dead, rule("links_alive", where="home"))
    assert (verdict(finding), finding.reason.values["faults"]) == (("fail", "broken", "links-dead"), 1)
    assert verdict(whole(snapshot(front), rule("links_alive", where="home")))[2] == "links-not-followed"


DOWN = miss("", MissReason.TIMEOUT, role="home")
WALLED = page("", role="home", kind="blocked", block="waf")
SCRIPTED = page("", role="home", kind="home", needs_browser="single-page-app")


@pytest.mark.parametrize("check", sorted(SITE_CHECKS))
@pytest.mark.parametrize("front", [DOWN, WALLED, SCRIPTED], ids=["down", "walled", "scripted"])
def test_a_site_that_was_not_read_is_never_at_fault(check: str, front: PageVisit | Miss) -> None:
    """Nor does it pass, but by what needs no page."""
    limits = {"days": 14, "most": 5, "within": 365, "words": 20, "each": 2, "times": 6, "where": "home"}
    row = rule(check, ".gov.cn", "icp", columns="it", column="it", besides="", networks="", kind="https", **limits)
    finding = whole(snapshot(front), row, item())

    assert finding.outcome != "fail"
    assert finding.reason.code != "check-error"
    assert finding.outcome != "pass" or check == "domain"


def test_a_fault_of_ours_and_a_check_that_nobody_wrote_are_unknown() -> None:
    """A limit that the standard does not give, a name that leads nowhere."""
    site = snapshot(home(column("通知公告", "t/")))

    assert verdict(whole(site, rule("home_updated"))) == ("unknown", None, "check-error")
    assert verdict(whole(site, rule("nowhere"))) == ("unknown", None, "check-error")


def test_site_rows_are_judged_beside_columns_and_looked_for_by_no_column() -> None:
    """Exactly one finding each, in the order of the standard."""
    row = item("通知公告", id="whole", site=SiteRule(check="domain", marks=(".gov.cn",)))
    site: Site = SITE
    findings = judge(
        snapshot(home(column("通知公告", "t/")), page("t/", entry("一", "2026-11-01")), site=site),
        (standard(row, item()),),
        today=TODAY,
        calendar=CALENDAR,
    )

    assert [(finding.item, str(finding.outcome), finding.match is None) for finding in findings] == [
        ("whole", "pass", True),
        ("it", "pass", False),
    ]


@pytest.mark.parametrize(
    ("title", "text", "outcome"),
    [
        (
            "路灯投诉多次一直未回复",
            "留言时间：2026-05-06\n路灯坏了，一直未回复。\n处理结果：路灯已修好。",
            "not-applicable",
        ),
        ("路灯坏了", "留言时间：2026-05-06\n反映多次，至今未答复", "not-applicable"),
        ("路灯坏了", "留言时间：2026-05-06\n全部\n已回复\n未回复", "not-applicable"),
        ("路灯坏了", "留言时间：2026-05-06\n办理状态：未回复", "fail"),
        ("路灯坏了", "留言时间：2026-05-06\n未回复\n何时修好？", "fail"),
    ],
)
def test_a_message_is_unanswered_by_its_state_and_not_by_the_words_of_its_writer(
    title: str, text: str, outcome: str
) -> None:
    """Who complains of silence elsewhere has not been left without an answer here."""
    row = item("互动交流", id="asked", find={"kind": "link"})
    site = snapshot(
        home(column("互动交流", "hd/")),
        page("hd/", entry(title, "2026-05-06", "hd/1.html")),
        page("hd/1.html", role="article", kind="article", title=title, text=text),
    )

    finding = whole(site, rule("messages_answered", columns="asked", days=92, within=365), row)

    assert finding.outcome == outcome


def test_headlines_that_lead_to_the_paper_of_the_place_may_be_the_news_of_a_home_page() -> None:
    """They stand on the page without a date; names of offices elsewhere are no news."""

    def told(name: str) -> str:
        headline = Column(name=name, url="http://media.qingxi.test/c/1.html", parents=(), area="body")
        front = home(column("政务要闻", "yw/"), headline)
        facts = msgspec.structs.replace(front.facts, entries=(entry("旧闻一则", "2026-10-01", "yw/1.html"),))
        site = snapshot(msgspec.structs.replace(front, facts=facts), page("yw/", entry("旧闻一则", "2026-10-01")))
        return whole(site, rule("home_updated", days=14)).outcome

    assert told("县委书记到清溪镇调研乡村振兴工作") == "unknown"
    assert told("黔南布依族苗族自治州人民政府门户网站") == "fail"


def test_a_home_page_that_looks_like_a_list_needs_no_tags_of_a_column() -> None:
    """A small office shows its news and nothing else at the front."""
    metas = {"sitename": "清溪县林业局", "sitedomain": "www.qingxi.gov.cn", "siteidcode": "5227010035"}
    front = home(column("新闻", "xw/"), kind="list", meta=metas, title="清溪县林业局")

    assert whole(snapshot(front), rule("meta_tags", each=2)).outcome == "pass"


def test_what_is_missing_is_proven_by_what_was_read_in_its_place() -> None:
    """A mark of the foot that is there, and the menu of the page without a search."""
    front = home(column("政务公开", "a/"), column("领导之窗", "b/"))
    marks = msgspec.structs.replace(front.facts.site, icp="黔ICP备05000001号", search=False)
    front = msgspec.structs.replace(front, facts=msgspec.structs.replace(front.facts, site=marks))

    foot = whole(snapshot(front), rule("footer_marks", "icp", "map"))
    search = whole(snapshot(front), rule("search_offered"))

    assert [(one.reason.code, one.evidence[0].quote) for one in (foot, search)] == [
        ("foot-incomplete", "黔ICP备05000001号"),
        ("search-missing", "政务公开、领导之窗"),
    ]


def test_a_picture_that_leads_elsewhere_may_be_the_channel() -> None:
    """The banner of a platform of the province; pictures that stand at the foot of every site are none."""
    row = item("办事服务", id="asked", find={"kind": "link"})

    def told(*links: str) -> str:
        site = snapshot(
            home(column("新闻", "xw/"), links=links),
            page("xw/"),
            coverage=(Coverage(standard="test", item="asked", status="absent"),),
        )
        return whole(site, rule("channel_found", "办事", column="asked"), row).outcome

    assert told("https://zwfw.guizhou.test/") == "unknown"
    assert told("https://bszs.conac.cn/sitename?id=1", "https://beian.miit.gov.cn/") == "fail"


def test_a_menu_that_is_a_picture_leaves_open_what_is_missing() -> None:
    """A home page with headlines, hardly any column and links without words."""
    row = item("办事服务", id="asked", find={"kind": "link"})

    def told(*links: str) -> str:
        front = home(column("新闻", "xw/"), links=links)
        facts = msgspec.structs.replace(front.facts, entries=(entry("旧闻一则", "2026-10-01", "xw/1.html"),))
        site = snapshot(
            msgspec.structs.replace(front, facts=facts),
            page("xw/"),
            coverage=(Coverage(standard="test", item="asked", status="absent"),),
        )
        return whole(site, rule("channel_found", "办事", column="asked"), row).outcome

    assert told(f"{HOME}zwgk/", f"{HOME}bsfw/") == "unknown"
    assert told() == "fail"
