"""The frontier alone: pure, in waves, the same whatever the order of arrival. No network."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TypeAlias

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.frontier import PageRequest, SiteFrontier
from crawler.scope import Scope
from rules.facts import Column, Entry, PageFacts, Pagination
from rules.model import Miss, MissReason, PageVisit
from rules.standard import Item, Require
from tests.crawler.crawling import AS_OF, STANDARD, site_of

HOME = "http://www.qingxi.gov.cn/"
_AT = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
Web: TypeAlias = dict[str, PageFacts | MissReason]


def page(path: str, *columns: Column, entries: tuple[Entry, ...] = (), text: str = "", **more: object) -> PageFacts:
    """Facts of a page that holds something."""
    text = text or ("" if entries else "政府信息公开工作正文" * 10)
    return PageFacts(
        url=HOME + path,
        charset="utf-8",
        kind="page",
        columns=columns,
        entries=entries,
        text=text,
        text_length=len(text),
        **more,  # type: ignore[arg-type]
    )


def column(name: str, path: str | None, *parents: str, area: str = "nav") -> Column:
    return Column(name, None if path is None else HOME + path, parents, area)  # type: ignore[arg-type]


def entry(title: str, path: str, day: str | None = None) -> Entry:
    return Entry(title, HOME + path, dt.date.fromisoformat(day) if day else None)


PLATFORM = "政府信息公开"
MENU = (column("新闻中心", "news/"), column(PLATFORM, "zwgk/"), column("走进清溪", "about/"))
TREE = (
    column("政府信息公开指南", "zwgk/zn/", PLATFORM, area="tree"),
    column("政府信息公开年报", "zwgk/nb/", PLATFORM, area="tree"),
    column("法定主动公开内容", "zwgk/fd/", PLATFORM, area="tree"),
    column("财政预决算", "zwgk/ys/", PLATFORM, "法定主动公开内容", area="tree"),
)
GUIDE = page("zwgk/zn/", text="办公地址：人民路1号 联系电话：0851-123" * 4)
ANNUAL = page("zwgk/nb/", entries=(entry("2025年政府信息公开工作年度报告", "zwgk/nb/1", "2026-01-20"),))
BUDGET = page("zwgk/ys/", entries=(entry("2026年预算", "zwgk/ys/1", "2026-02-01"),))
SITE: Web = {
    "": page("", *MENU),
    "zwgk/": page("zwgk/", *TREE),
    "zwgk/zn/": GUIDE,
    "zwgk/nb/": ANNUAL,
    "zwgk/ys/": BUDGET,
}


def answer(request: PageRequest, web: Web) -> PageVisit | Miss:
    """What the web holds at an address; 404 where nothing."""
    found = web.get(request.url.removeprefix(HOME), MissReason.HTTP_4XX)
    if request.foreign:
        found = MissReason.OFFSITE
    if isinstance(found, MissReason):
        status = 404 if found is MissReason.HTTP_4XX else None
        return Miss(url=request.url, reason=found, status=status, role=request.role, offsite=request.offsite, at=_AT)
    return PageVisit(
        url=request.url,
        final_url=request.url,
        status=200,
        fetched_at=_AT,
        sha256=hashlib.sha256(repr(found).encode()).hexdigest(),
        role=request.role,
        via=request.via,
        facts=found,
    )


def search(web: Web, *, max_pages: int = 400, full: bool = False) -> tuple[SiteFrontier, list[tuple[str, str]]]:
    """Run a search to its end; returns what was asked for, wave by wave."""
    site = site_of(HOME)
    frontier = SiteFrontier(site, (STANDARD,), scope=Scope(site), as_of=AS_OF, max_pages=max_pages, full=full)
    asked: list[tuple[str, str]] = []
    while wave := frontier.next_wave():
        asked += [(request.url.removeprefix(HOME), request.role) for request in wave]
        frontier.take([answer(request, web) for request in wave])
        assert len(asked) < 1000, "the search does not end"
    return frontier, asked


def covered(frontier: SiteFrontier) -> dict[str, tuple[str, str | None]]:
    return {
        record.item: (record.status, None if record.reason is None else str(record.reason))
        for record in frontier.coverage()
    }


def test_the_fewest_pages_that_settle_every_item_are_asked_for() -> None:
    frontier, asked = search(SITE)

    assert asked == [
        ("", "home"),
        ("zwgk/", "platform"),
        ("zwgk/zn/", "column"),
        ("zwgk/nb/", "column"),
        ("zwgk/ys/", "column"),
    ]
    assert set(covered(frontier).values()) == {("visited", None)}


def test_an_absent_item_is_looked_for_below_everything_it_could_stand_under() -> None:
    web = {**SITE, "zwgk/": page("zwgk/", *TREE[:3]), "zwgk/fd/": page("zwgk/fd/", *TREE[:2])}
    frontier, asked = search(web)

    assert ("zwgk/fd/", "hub") in asked
    assert covered(frontier)["budget"] == ("absent", None)


def test_an_item_shown_only_on_the_page_of_its_group_is_found() -> None:
    web = {
        **SITE,
        "zwgk/": page("zwgk/", *TREE[:3]),
        "zwgk/fd/": page("zwgk/fd/", column("财政预决算", "zwgk/ys/", area="body")),
    }
    frontier, _ = search(web)

    assert covered(frontier)["budget"] == ("visited", None)


def test_a_section_that_the_logo_bar_names_too_is_still_a_section_of_the_menu() -> None:
    """热门搜索 beside the logo repeats parts of the menu, as if they stood below the name of the site."""
    menu = (*MENU, column("清溪县人民政府", ""), column("服务", "bsfw/", "清溪县人民政府"), column("办事服务", "bsfw/"))
    web = {
        **SITE,
        "": page("", *menu),
        "zwgk/": page("zwgk/", *TREE[:3]),
        "zwgk/fd/": page("zwgk/fd/", *TREE[:2]),
        "bsfw/": page("bsfw/", column("财政预决算", "zwgk/ys/", area="body")),
    }
    frontier, _ = search(web)

    assert covered(frontier)["budget"] == ("visited", None)


def test_whatever_cannot_be_read_on_the_way_leaves_the_search_open() -> None:
    for reason in (MissReason.TIMEOUT, MissReason.BLOCKED, MissReason.HTTP_5XX, MissReason.ROBOTS, MissReason.HTTP_4XX):
        frontier, _ = search({**SITE, "zwgk/": page("zwgk/", *TREE[:3]), "zwgk/fd/": reason})
        assert covered(frontier)["budget"] == ("not-visited", str(reason))


def test_a_heading_that_opens_by_script_only_leaves_the_search_open() -> None:
    tree = (*TREE[:2], column("法定主动公开内容", None, PLATFORM, area="tree"))
    frontier, _ = search({**SITE, "zwgk/": page("zwgk/", *tree)})

    assert covered(frontier)["budget"] == ("not-visited", "needs-browser")


def test_a_platform_that_shows_no_column_of_its_own_proves_nothing() -> None:
    """Its tree is made by a script that the reading did not recognise."""
    frontier, _ = search({**SITE, "zwgk/": page("zwgk/", *MENU)})

    assert covered(frontier)["budget"] == ("not-visited", "needs-browser")


def test_a_hollow_statutory_part_proves_nothing() -> None:
    hollow = PageFacts(url=HOME + "zwgk/fd/", charset="utf-8", kind="page", columns=MENU)
    frontier, _ = search({**SITE, "zwgk/": page("zwgk/", *TREE[:3]), "zwgk/fd/": hollow})

    assert covered(frontier)["budget"] == ("not-visited", "needs-browser")


def test_a_home_page_without_a_menu_proves_nothing() -> None:
    for home in (page(""), page("", column("日历", "day/", area="body"), column("一览", "all/", area="body"))):
        frontier, _ = search({"": home})
        assert set(covered(frontier).values()) == {("not-visited", "needs-browser")}


def test_the_next_column_of_the_name_is_tried_where_the_first_leads_nowhere() -> None:
    twice = (*TREE, column("财政预决算", "other/ys/", PLATFORM, "法定主动公开内容", area="tree"))
    web = {**SITE, "zwgk/": page("zwgk/", *twice), "other/ys/": MissReason.HTTP_4XX}
    _, asked = search(web)

    assert {("zwgk/ys/", "column"), ("other/ys/", "column")} <= set(asked)


def test_stubs_are_followed_to_where_they_lead() -> None:
    web = {**SITE, "zwgk/ys/": page("zwgk/ys/", text="跳转", redirect=HOME + "real/"), "real/": BUDGET}
    _, asked = search(web)

    assert asked[-1] == ("real/", "column")


def test_a_list_that_never_ends_is_left_after_a_few_pages() -> None:
    """Every page names a next one, none is in order, and the answer never comes."""
    lines = tuple(
        entry(f"{year}年政府信息公开工作年度报告", f"r{year}", f"{year + 1}-01-20") for year in (2010, 2015, 2012, 2016)
    )
    endless = {
        f"zwgk/nb/{number}": page(
            f"zwgk/nb/{number}", entries=lines, pages=Pagination(number, None, f"{HOME}zwgk/nb/{number + 1}")
        )
        for number in range(2, 500)
    }
    first = page("zwgk/nb/", entries=lines, pages=Pagination(1, None, f"{HOME}zwgk/nb/2"))
    _, asked = search({**SITE, **endless, "zwgk/nb/": first})

    assert sum(path.startswith("zwgk/nb/") for path, _ in asked) <= 12


def test_an_empty_column_is_looked_into_below_before_it_is_called_empty() -> None:
    inside = (column("部门预算", "zwgk/ys/bm/", "财政预决算", area="tree"),)
    web = {
        **SITE,
        "zwgk/": page("zwgk/", *TREE, *inside),
        "zwgk/ys/": page("zwgk/ys/", text="无"),
        "zwgk/ys/bm/": BUDGET,
    }
    _, asked = search(web)

    assert ("zwgk/ys/bm/", "column") in asked


def test_elements_may_stand_in_the_one_article_of_a_list() -> None:
    web = {
        **SITE,
        "zwgk/zn/": page("zwgk/zn/", entries=(entry("政府信息公开指南", "zwgk/zn/1", "2024-01-01"),)),
        "zwgk/zn/1": GUIDE,
    }
    _, asked = search(web)

    assert ("zwgk/zn/1", "article") in asked


def test_a_site_that_goes_away_is_left_alone() -> None:
    hubs = tuple(
        column(name, f"h{number}/")
        for number, name in enumerate(
            ("政策", "专题专栏", "机构概况", "履职依据", "基层政务公开", "公开目录", "主动公开", "政策法规")
        )
    )
    web: Web = {
        "": page("", *MENU, *hubs),
        **{f"h{number}/": MissReason.TIMEOUT for number in range(8)},
        "zwgk/": MissReason.TIMEOUT,
    }
    frontier, asked = search(web)

    assert len(asked) <= 8
    assert {status for status, _ in covered(frontier).values()} == {"not-visited"}


def test_what_another_row_reads_is_looked_at_again_by_a_row_on_the_same_column() -> None:
    """The report stands on the second page, which only the clock asks for; its form is asked for after that."""
    form = Item(id="form", name="年报的格式", column_of="annual", require=Require(headings=("一、总体情况",)))
    standard = msgspec.structs.replace(STANDARD, items=(STANDARD.items[0], form, *STANDARD.items[1:]))
    others = tuple(
        entry(f"{name}2025年政府信息公开工作年度报告", f"o/{name}", "2026-01-28") for name in ("财政局", "民政局")
    )
    web = {
        **SITE,
        "zwgk/nb/": page("zwgk/nb/", entries=others, pages=Pagination(1, 2, HOME + "zwgk/nb/2")),
        "zwgk/nb/2": page("zwgk/nb/2", entries=ANNUAL.entries, pages=Pagination(2, 2)),
        "zwgk/nb/1": page("zwgk/nb/1", text="一、总体情况" * 20),
    }
    site = site_of(HOME)
    frontier = SiteFrontier(site, (standard,), scope=Scope(site), as_of=AS_OF, max_pages=100)
    asked = []
    while wave := frontier.next_wave():
        asked += [request.url.removeprefix(HOME) for request in wave]
        frontier.take([answer(request, web) for request in wave])

    assert asked[-2:] == ["zwgk/nb/2", "zwgk/nb/1"]


def test_a_budget_of_pages_is_kept_to_the_page() -> None:
    for most in range(1, 6):
        frontier, asked = search(SITE, max_pages=most)
        assert len(asked) == min(most, 5)
        assert frontier.ended == ("complete" if most >= 5 else "budget")


def test_the_same_body_under_many_addresses_is_not_walked_again_and_again() -> None:
    """A trap: every page links to ten new addresses that show the same page."""
    links = tuple(f"{HOME}trap/{letter * 3}/x" for letter in "abcdefghij")
    trap = page("trap", text="同一页" * 50, links=links)
    web = {**SITE, "": page("", *MENU, links=links), **{f"trap/{letter * 3}/x": trap for letter in "abcdefghij"}}
    _, asked = search(web, full=True)

    assert len(asked) == len(set(asked)) < 30


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_the_web_is_the_search_ends_and_repeats_itself(data: st.DataObject) -> None:
    """Random sites: links anywhere, misses anywhere; never the same address twice, always the same visits."""
    paths = [f"p{number}/" for number in range(12)]
    names = st.sampled_from(
        [PLATFORM, "法定主动公开内容", "财政预决算", "政府信息公开年报", "政府信息公开指南", "网站地图", "政策", "其他"]
    )
    columns = st.lists(
        st.builds(
            column, names, st.sampled_from([None, *paths]), area=st.sampled_from(["nav", "tree", "body", "footer"])
        ),
        max_size=6,
    )
    redirects = st.none() | st.sampled_from([HOME + path for path in paths])
    made = st.builds(
        lambda found, to, text: page("x", *found, text=text, redirect=to),
        columns,
        redirects,
        st.sampled_from(["短", "长" * 100]),
    )
    web = {path: data.draw(made | st.sampled_from(list(MissReason))) for path in ["", *paths]}
    frontier, asked = search(web)

    assert len({path for path, _ in asked}) == len(asked)
    assert search(web)[1] == asked
    assert len(frontier.coverage()) == len(STANDARD.items)
