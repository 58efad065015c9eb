"""The index over a snapshot: addresses, redirects, further pages, sub-columns."""

from __future__ import annotations

import datetime as dt

import pytest

from rules.model import MissReason, SeenColumn
from rules.visits import Visits, address_key, is_gone, newest_first, own_length, same_place, seen_columns
from tests.rules.building import HOME, TEXT, at, column, entry, further, gone, home, miss, page, snapshot


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://WWW.qingxi.gov.cn", "http://www.qingxi.gov.cn/"),
        ("http://www.qingxi.gov.cn:80/a", "https://www.qingxi.gov.cn:443/a"),
        ("http://www.qingxi.gov.cn/a#top", "http://www.qingxi.gov.cn/a"),
        ("http://www.qingxi.gov.cn/a;jsessionid=0A1B?x=1", "http://www.qingxi.gov.cn/a?x=1"),
        ("http://www.qingxi.gov.cn/a?x=1&PHPSESSID=99", "http://www.qingxi.gov.cn/a?x=1"),
    ],
)
def test_two_spellings_of_one_address_have_one_key(one: str, other: str) -> None:
    """Scheme, port, fragment, letter case of the host, session ids."""
    assert address_key(one) == address_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.qingxi.gov.cn/a", "http://www.qingxi.gov.cn/A"),
        ("http://www.qingxi.gov.cn/a", "http://www.qingxi.gov.cn/a?id=1"),
        ("http://www.qingxi.gov.cn/", "http://www.qingxi.gov.cn:8080/"),
        ("http://www.qingxi.gov.cn/", "http://qingxi.gov.cn/"),
    ],
)
def test_different_addresses_have_different_keys(one: str, other: str) -> None:
    """Path, query, port and host tell pages apart."""
    assert address_key(one) != address_key(other)


@pytest.mark.parametrize("url", ["http://a:b/", "http://[::1", "javascript:;", "", "   "])
def test_an_address_that_is_none_is_its_own_key(url: str) -> None:
    """Nothing is raised."""
    assert isinstance(address_key(url), str)


def test_a_folder_and_its_default_page_are_one_place() -> None:
    """Whatever the default page is called; with a query it is another page."""
    assert same_place("http://a.cn/x/", "http://a.cn/x/index.shtml")
    assert not same_place("http://a.cn/x/", "http://a.cn/x/index.jsp?id=1")


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("2026-03-01 2026-02-01 2026-01-01", True),
        ("2020-01-01 2026-03-01 2026-02-01", True),  # one pinned to the top
        ("2026-01-01 2026-02-01", False),
        ("2026-01-01 2026-01-01", False),
        ("2026-01-01", False),
        ("2026-01-01 2026-03-01 2026-02-01 2026-04-01", False),
    ],
)
def test_a_list_runs_from_new_to_old_when_dates_fall(dates: str, expected: bool) -> None:  # noqa: FBT001
    """One rise is a pinned entry; equal dates show nothing."""
    assert newest_first([dt.date.fromisoformat(text) for text in dates.split()]) is expected


@pytest.mark.parametrize(
    ("reason", "status", "detail", "expected"),
    [
        (MissReason.HTTP_4XX, 404, "", True),
        (MissReason.HTTP_4XX, 410, "", True),
        (MissReason.HTTP_4XX, None, "HTTP 404 Not Found", True),
        (MissReason.HTTP_4XX, 403, "404", False),
        (MissReason.HTTP_4XX, None, "", False),
        (MissReason.TIMEOUT, 404, "404", False),
    ],
)
def test_only_404_and_410_prove_that_there_is_no_page(
    reason: MissReason,
    status: int | None,
    detail: str,
    expected: bool,  # noqa: FBT001
) -> None:
    """By the status, else by the detail."""
    assert is_gone(miss("a", reason, status=status, detail=detail)) is expected


def test_own_text_leaves_out_what_only_repeats() -> None:
    """Names of columns, the breadcrumb, page counters, the day's date; a long text is taken as it is."""
    repeated = "通知公告\n政策文件\n共0条 1/1\n上一页\n今天是2026年11月22日 星期日\n"
    shown = page("a/", text=repeated + "正文", columns=(column("政策文件", "b/", "通知公告"),))

    assert own_length(shown) == 2
    assert own_length(page("a/", text=TEXT * 60)) == len(TEXT) * 60


def test_further_pages_frames_and_interfaces_belong_to_the_list() -> None:
    """And the list is complete when all that it names was read."""
    first = page("a/", entry("一"), pages=further(1, 3, "a/2"))
    second = page("a/2", entry("二"), role="list-page", pages=further(2, 3, "a/3"))
    third = page("a/3", entry("三"), role="list-page", pages=further(3, 3, None))

    part = Visits(snapshot(first, second)).open(at("a/"), "甲")
    whole = Visits(snapshot(first, second, third)).open(at("a/"), "甲")

    assert ([seen.url for seen in part.pages], part.unread, part.complete) == (
        [at("a/"), at("a/2")],
        (at("a/3"),),
        False,
    )
    assert ([seen.url for seen in whole.pages], whole.unread, whole.complete) == (
        [at("a/"), at("a/2"), at("a/3")],
        (),
        True,
    )


def test_a_pager_that_hides_its_end_is_never_complete() -> None:
    """``lower_bound``: the builder shows at most so many pages."""
    capped = page("a/", entry("一"), pages=further(1, 1, None, lower_bound=True))

    assert not Visits(snapshot(capped)).open(at("a/"), "甲").complete


def test_a_pager_that_runs_in_a_circle_ends() -> None:
    """Each page once."""
    one = page("a/", entry("一"), pages=further(1, None, "b/"))
    two = page("b/", entry("二"), role="list-page", pages=further(2, None, "a/"))

    assert [seen.url for seen in Visits(snapshot(one, two)).open(at("a/"), "甲").pages] == [at("a/"), at("b/")]


def test_articles_are_those_that_the_list_names_or_that_were_reached_from_it() -> None:
    """In the order of the list."""
    listed = page("a/", entry("一", path="1.html"), entry("二", path="2.html"))
    articles = [page(f"{number}.html", role="article", kind="article") for number in (2, 1, 9)]
    reached = page("3.html", role="article", visit={"via": at("a/")})

    opened = Visits(snapshot(listed, *articles, reached)).open(at("a/"), "甲")

    assert [seen.url for seen in opened.articles] == [at("1.html"), at("2.html"), at("3.html")]


def test_sub_columns_stand_below_the_same_column_only() -> None:
    """Two groups of one name under different parents do not share what is below them."""
    front = home(
        column("通知公告", "a/", "教育局"),
        column("公示", "a/1/", "教育局", "通知公告"),
        column("招标", "b/1/", "水务局", "通知公告"),
    )
    visits = Visits(snapshot(front, page("a/")))

    opened = visits.open_column(SeenColumn("通知公告", at("a/"), ("教育局",)))

    assert [child.name for child in opened.children] == ["公示"]


def test_a_sub_column_that_is_gone_leaves_nothing_unread() -> None:
    """A dead branch holds nothing."""
    front = home(column("甲", "a/"), column("乙", "a/1/", "甲"))
    column_a = SeenColumn("甲", at("a/"))

    assert Visits(snapshot(front, page("a/"), gone("a/1/"))).open_column(column_a).everything_complete
    assert not Visits(snapshot(front, page("a/"))).open_column(column_a).everything_complete


def test_a_column_that_leads_home_is_a_heading() -> None:
    """Its own content is only what stands below it."""
    visits = Visits(snapshot(home(column("政务公开", ""))))

    assert visits.open_column(SeenColumn("政务公开", HOME + "index.html")).url is None


def test_navigation_is_seen_once_and_the_body_of_each_page_by_itself() -> None:
    """In order of sight."""
    menu, box = column("首页", ""), column("公示", "gs/", area="body")

    seen = seen_columns((page("a/", columns=(menu, box)), page("b/", columns=(menu, box))))

    assert [(found.name, found.page) for found in seen] == [("首页", at("a/")), ("公示", at("a/")), ("公示", at("b/"))]
