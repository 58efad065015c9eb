"""The crawl process end to end: real process, real HTTP, real reading."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import msgspec

from rules.plan import SiteTask
from tests.crawler.certificates import certificate
from tests.crawler.crawling import crawl, known_of, site_of
from tests.crawler.mockserver import (
    Behaviour,
    Drop,
    FirstThen,
    Forever,
    MockServer,
    Page,
    Redirect,
    Reset,
)
from tests.crawler.websites import CHALLENGE, MENU, TREE, html, list_page, nav, platform_page, small_site

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from rules.model import Snapshot


def test_no_site_holds_up_another(tmp_path: Path) -> None:
    """A site that hangs on every page is worked on while twenty quick ones come to their end."""
    with MockServer({}, otherwise=Forever()) as hanging, MockServer(small_site()) as quick:
        sites = [site_of(hanging.url, name="hanging")]
        sites += [site_of(quick.url, name=f"quick-{number}") for number in range(20)]
        crawled = crawl(tmp_path, *sites, timeout=2, max_seconds=9, retries=9, concurrent_sites=4)

    order = [event.site for event in crawled.events if type(event).__name__ == "SiteFinished"]
    assert order[-1] == "hanging"
    assert len(order) == 21
    assert crawled.misses("hanging") == {"/": ("timeout", "robots.txt: no complete answer in time")}


def test_a_site_that_trickles_is_ended_by_its_seconds(tmp_path: Path) -> None:
    slow = {path: Page(page.body, delay=0.6) for path, page in small_site().items() if isinstance(page, Page)}
    with MockServer(slow) as server:
        crawled = crawl(tmp_path, site_of(server.url), max_seconds=2)

    snapshot = crawled.snapshot("one")
    assert snapshot.ended == "budget"
    assert ("not-visited", "budget") in crawled.coverage("one").values()


def test_a_budget_of_pages_leaves_the_rest_open(tmp_path: Path) -> None:
    with MockServer(small_site()) as server:
        crawled = crawl(tmp_path, site_of(server.url), max_pages=3)

    assert (crawled.snapshot("one").ended, len(server.paths)) == ("budget", 3)
    assert crawled.coverage("one") == {
        "platform": ("visited", None),
        "guide": ("visited", None),
        "annual": ("not-visited", "budget"),
        "budget": ("not-visited", "budget"),
    }


def test_a_budget_of_bytes_leaves_the_rest_open(tmp_path: Path) -> None:
    with MockServer(small_site()) as server:
        crawled = crawl(tmp_path, site_of(server.url), max_bytes=1_000)

    assert (crawled.snapshot("one").ended, server.paths) == ("budget", ["/"])
    assert set(crawled.coverage("one").values()) == {("not-visited", "budget")}


def _timeless(snapshot: Snapshot) -> bytes:
    """A snapshot without what time and ports leave in it."""
    text = msgspec.json.encode((snapshot.pages, snapshot.misses, snapshot.coverage))
    rows = msgspec.json.decode(text)
    for row in (*rows[0], *rows[1]):
        row.pop("fetched_at", None)
        row.pop("at", None)
    return msgspec.json.encode(rows)


def test_the_same_site_gives_the_same_visits_in_whatever_order_answers_arrive(tmp_path: Path) -> None:
    names = list(small_site())

    def delayed(by: dict[str, float]) -> dict[str, Behaviour]:
        return {
            path: Page(page.body, delay=by[path]) if isinstance(page, Page) else page
            for path, page in small_site().items()
        }

    server = MockServer(delayed(dict.fromkeys(names, 0.0)))
    with server:
        snapshots = []
        for turn in range(3):
            server.pages = delayed({path: ((number * 7 + turn * 5) % 4) * 0.05 for number, path in enumerate(names)})
            folder = tmp_path / str(turn)
            folder.mkdir()
            snapshots.append(_timeless(crawl(folder, site_of(server.url), concurrency_per_site=4).snapshot("one")))

    assert snapshots[0] == snapshots[1] == snapshots[2]


def test_the_second_night_asks_whether_anything_has_changed(tmp_path: Path) -> None:
    pages = {
        path: Page(page.body, headers=(("ETag", f'"{number}"'),)) if isinstance(page, Page) else page
        for number, (path, page) in enumerate(small_site().items())
    }
    with MockServer(pages) as server:
        site = site_of(server.url)
        first = crawl(tmp_path, site).snapshot("one")
        (tmp_path / "again").mkdir()
        second = crawl(tmp_path / "again", SiteTask(site=site, known=known_of(first))).snapshot("one")

    assert (first.not_modified, second.not_modified, second.bytes) == (0, 5, 0)
    assert [(page.url, page.sha256, page.facts, page.status) for page in second.pages] == [
        (page.url, page.sha256, page.facts, page.status) for page in first.pages
    ]
    assert all(page.not_modified for page in second.pages)


def test_passing_failures_are_tried_again_and_busy_servers_waited_for(tmp_path: Path) -> None:
    busy = Page("busy", status=503, headers=(("Retry-After", "1"),))
    guide = small_site()["/zwgk/zn.html"]
    annual = small_site()["/zwgk/nb/index.html"]
    with MockServer(small_site(guide=FirstThen((busy,), guide), annual=FirstThen((Drop(), Reset()), annual))) as server:
        crawled = crawl(tmp_path, site_of(server.url), retries=2)

    times = [asked.at for asked in server.asked if asked.path == "/zwgk/zn.html"]
    assert (len(crawled.visited("one")), crawled.misses("one")) == (5, {})
    assert times[1] - times[0] >= 1


def test_the_delay_stands_between_all_requests_of_a_site(tmp_path: Path) -> None:
    with MockServer(small_site()) as server:
        crawl(tmp_path, site_of(server.url), delay=0.2, concurrency_per_site=4)

    times = [asked.at for asked in server.asked]
    # The sum of the gaps: one arrival that a busy machine sees late would shorten the gap after it.
    assert times[-1] - times[0] > 0.2 * (len(times) - 1) - 0.15


def test_robots_are_asked_first_and_an_authorised_supervisor_may_pass_them_by(tmp_path: Path) -> None:
    closed = {"/robots.txt": Page("User-agent: gongkai\nDisallow: /zwgk/nb/\n", content_type="text/plain")}
    with MockServer({**small_site(), **closed}) as server:
        obeying = site_of(server.url, name="obeying")
        authorised = site_of(server.url, name="authorised", respect_robots=False)
        crawled = crawl(tmp_path, obeying, authorised)

    assert server.asked[0].headers["user-agent"].startswith("gongkai/")
    assert crawled.misses("obeying") == {"/zwgk/nb/index.html": ("robots", "robots.txt")}
    assert crawled.misses("authorised") == {}


def test_a_splash_page_a_stub_and_a_frameset_lead_to_the_home_page(tmp_path: Path) -> None:
    home = small_site()["/"]
    stub = Page("<html><head><meta http-equiv='refresh' content='0;url=/main.html'></head><body></body></html>")
    frames = Page("<html><frameset rows='20%,80%'><frame src='/main.html'><frame src='/rest.html'></frameset></html>")
    pictures = Page("<html><body><a href='/main.html'><img src='enter.jpg' alt='进入网站'></a></body></html>")
    ways: dict[str, Behaviour] = {
        "stub": stub,
        "frames": frames,
        "pictures": pictures,
        "http": Redirect("/main.html"),
    }
    with contextlib.ExitStack() as stack:
        servers = {
            name: stack.enter_context(MockServer({**small_site(home=first), "/main.html": home}))
            for name, first in ways.items()
        }
        crawled = crawl(tmp_path, *(site_of(server.url, name=name) for name, server in servers.items()))

    covered = {name: set(crawled.coverage(name).values()) for name in servers}
    assert list(covered.values()) == [{("visited", None)}] * len(servers)


def test_an_item_is_absent_only_when_everything_that_could_lead_to_it_was_read(tmp_path: Path) -> None:
    tree = {name: url for name, url in TREE.items() if name != "财政预决算"}
    group = {**tree, "其他法定信息": "/zwgk/other/index.html"}
    with_map = Page(html("清溪县人民政府", nav({**MENU, "网站地图": "/map.html"})))
    cases: dict[str, dict[str, Behaviour]] = {
        "read": small_site(platform=platform_page(tree)),
        "map-hangs": {**small_site(platform=platform_page(tree), home=with_map), "/map.html": Forever()},
        "map-read": {
            **small_site(platform=platform_page(tree), home=with_map),
            "/map.html": Page(html("网站地图", nav(MENU))),
        },
        "below-group": {
            **small_site(platform=platform_page(group)),
            "/zwgk/other/index.html": platform_page({"财政预决算": "/zwgk/ys/index.html"}),
        },
        "group-hangs": {**small_site(platform=platform_page(group)), "/zwgk/other/index.html": Forever()},
        "platform-hangs": small_site(platform=Forever()),
        "platform-walled": small_site(platform=Page(CHALLENGE, status=412)),
    }
    with contextlib.ExitStack() as stack:
        servers = {name: stack.enter_context(MockServer(pages)) for name, pages in cases.items()}
        sites = [site_of(server.url, name=name) for name, server in servers.items()]
        crawled = crawl(tmp_path, *sites, timeout=2)

    assert {name: crawled.coverage(name)["budget"] for name in cases} == {
        "read": ("absent", None),
        "map-hangs": ("not-visited", "timeout"),
        "map-read": ("absent", None),
        "below-group": ("visited", None),
        "group-hangs": ("not-visited", "timeout"),
        "platform-hangs": ("not-visited", "timeout"),
        "platform-walled": ("not-visited", "blocked"),
    }


def test_columns_on_other_hosts_are_followed_only_within_the_registered_ones(tmp_path: Path) -> None:
    with MockServer(small_site(), host="127.0.0.2") as other, MockServer({}) as server:
        away = {**TREE, "财政预决算": other.address("/zwgk/ys/index.html")}
        server.pages.update(small_site(platform=platform_page(away)))
        listed = site_of(server.url, name="listed", hosts=(f"127.0.0.2:{other.port}",))
        unlisted = site_of(server.url, name="unlisted", hosts=("127.0.0.2:1",))
        crawled = crawl(tmp_path, listed, unlisted)

        found = {page.url: page.offsite for page in crawled.snapshot("listed").pages}
        missed = [(miss.url, str(miss.reason), miss.offsite) for miss in crawled.snapshot("unlisted").misses]
        assert found[other.address("/zwgk/ys/index.html")]
        assert missed == [(other.address("/zwgk/ys/index.html"), "offsite", True)]
        assert other.paths == ["/zwgk/ys/index.html"]


def test_links_to_forbidden_addresses_are_never_connected(tmp_path: Path) -> None:
    """The site itself is allowed, its neighbours on loopback are not, though they are registered as its hosts."""
    with MockServer(small_site(), host="127.0.9.1") as forbidden, MockServer({}, host="127.0.1.7") as server:
        inside = {**TREE, "财政预决算": forbidden.address("/zwgk/ys/index.html"), "政府信息公开指南": "/go"}
        server.pages.update(small_site(platform=platform_page(inside)))
        server.pages["/go"] = Redirect(forbidden.address("/secret"))
        site = (
            site_of(server.url, hosts=("127.0.9.1",), allow=None)
            if False
            else site_of(server.url, hosts=(f"127.0.9.1:{forbidden.port}",))
        )
        crawled = crawl(tmp_path, site, allow_networks=("127.0.1.0/24",))

        assert (forbidden.asked, forbidden.highest_connections) == ([], 0)
        assert {str(miss.reason) for miss in crawled.snapshot("one").misses} == {"forbidden-address"}


def test_a_site_on_a_forbidden_address_is_unknown(tmp_path: Path) -> None:
    with MockServer(small_site()) as server:
        crawled = crawl(tmp_path, site_of(server.url), allow_networks=())

        assert (server.asked, set(crawled.coverage("one").values())) == ([], {("not-visited", "forbidden-address")})


def test_session_ids_make_no_new_pages(tmp_path: Path) -> None:
    tree = {name: f"{url};jsessionid=A{number}B{number}" for number, (name, url) in enumerate(TREE.items())}
    with MockServer(small_site(platform=platform_page(tree))) as server:
        crawled = crawl(tmp_path, site_of(server.url))

    assert len(crawled.visited("one")) == len(server.paths) == 5


def _calendar(asked: int) -> Behaviour:
    links = "".join(f"<li><a href='/calendar?day={asked * 3 + more}'>{more}</a></li>" for more in range(1, 4))
    return Page(html("日历", f"<ul>{links}</ul>"))


def test_a_full_walk_finds_dead_links_and_leaves_a_calendar_without_end(tmp_path: Path) -> None:
    endless = {f"/calendar?day={day}": _calendar(day) for day in range(2000)}
    home = Page(html("清溪县人民政府", nav({**MENU, "日历": "/calendar?day=0", "旧栏目": "/old.html"})))
    with MockServer({**small_site(home=home), **endless}) as server:
        crawled = crawl(tmp_path, site_of(server.url), full=True, max_pages=400)

    days = [path for path in server.paths if path.startswith("/calendar")]
    assert "/old.html" in crawled.misses("one")
    assert "/news/index.html" in dict(crawled.visited("one"))
    assert len(days) <= 60
    assert crawled.snapshot("one").ended == "complete"


def test_further_list_pages_are_read_only_where_the_answer_may_stand_there(tmp_path: Path) -> None:
    """Last year's report is on the second page of a list that is not in order."""
    pager = "<script>createPageHTML(2, 0, 'index', 'html');</script><a href='/zwgk/nb/index_1.html'>下一页</a>"
    first = list_page(
        "政府信息公开年报",
        ("清溪县人民政府2019年政府信息公开工作年度报告", "/zwgk/nb/2019.html", "2020-01-20"),
        ("清溪县人民政府2023年政府信息公开工作年度报告", "/zwgk/nb/2023.html", "2024-01-20"),
        ("清溪县人民政府2021年政府信息公开工作年度报告", "/zwgk/nb/2021.html", "2022-01-20"),
        ("清溪县人民政府2022年政府信息公开工作年度报告", "/zwgk/nb/2022.html", "2023-01-20"),
        more=pager,
    )
    second = list_page(
        "政府信息公开年报", ("清溪县人民政府2025年政府信息公开工作年度报告", "/zwgk/nb/2025.html", "2026-01-20")
    )
    with MockServer({**small_site(annual=first), "/zwgk/nb/index_1.html": second}) as server:
        crawled = crawl(tmp_path, site_of(server.url))

    assert ("/zwgk/nb/index_1.html", "list-page") in crawled.visited("one")


def test_a_bad_certificate_is_recorded_with_every_page(tmp_path: Path) -> None:
    with MockServer(small_site(), tls=certificate(tmp_path)) as server:
        crawled = crawl(tmp_path, site_of(server.url))

    assert {page.tls for page in crawled.snapshot("one").pages} == {"self-signed certificate"}
    assert set(crawled.coverage("one").values()) == {("visited", None)}


def test_a_proxy_of_the_environment_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would connect in our place, past the address policy."""
    with MockServer({}, otherwise=Page("proxied")) as proxy, MockServer(small_site()) as server:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.delenv("no_proxy", raising=False)
        crawled = crawl(tmp_path, site_of(server.url))

    assert (proxy.asked, len(crawled.visited("one"))) == ([], 5)


def test_no_cookie_and_no_referrer_is_ever_sent(tmp_path: Path) -> None:
    pages = {
        path: Page(page.body, headers=(("Set-Cookie", "track=1"),)) if isinstance(page, Page) else page
        for path, page in small_site().items()
    }
    with MockServer(pages) as server:
        crawl(tmp_path, site_of(server.url))

    sent = {name for asked in server.asked for name in asked.headers}
    assert sent == {"host", "user-agent", "accept", "accept-language", "accept-encoding"}


def test_two_sites_on_one_host_do_not_share_a_slot(tmp_path: Path) -> None:
    slow = {path: Page(page.body, delay=0.3) for path, page in small_site().items() if isinstance(page, Page)}
    with MockServer(slow) as server:
        crawled = crawl(
            tmp_path, *(site_of(server.url, name=str(number)) for number in range(4)), concurrency_per_site=1
        )

    assert crawled.finished() == {"0", "1", "2", "3"}
    assert server.highest_concurrency == 4


def test_a_crawl_delay_is_kept_within_reason(tmp_path: Path) -> None:
    robots = Page("User-agent: *\nCrawl-delay: 0.3\n", content_type="text/plain")
    with MockServer({**small_site(), "/robots.txt": robots}) as server:
        crawl(tmp_path, site_of(server.url), concurrency_per_site=4)

    times = [asked.at for asked in server.asked][1:]
    assert times[-1] - times[0] > 0.3 * (len(times) - 2)
