"""The server of the sample province: it serves what was built, keeps count, and ends with its parent."""

from __future__ import annotations

import datetime as dt
import http.client
import re
import tomllib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest

from monitor.province import Province, Served, build_province, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

TODAY = dt.date(2026, 11, 22)
SLOW = {"slow", "blocking", "down", "no-name"}


@pytest.fixture(scope="module")
def province() -> Province:
    return build_province(today=TODAY)


@pytest.fixture(scope="module")
def served(province: Province) -> Iterator[Served]:
    with serve(province) as running:
        yield running


def _site(province: Province, trouble: str) -> str:
    return next(site for site, story in province.scenarios.items() if story.trouble == trouble)


def _get(address: str, path: str, headers: dict[str, str] | None = None) -> tuple[int, bytes, http.client.HTTPMessage]:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    try:
        connection.request("GET", quote(path, safe="/?&=%;:."), headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.msg
    finally:
        connection.close()


def _wrong_answers(province: Province, served: Served, site: str) -> dict[tuple[str, str], int]:
    """Ask for every page of a site over one connection; what does not answer as it was built is wrong."""
    wrong = {}
    connection = http.client.HTTPConnection(urlsplit(served.addresses[site]).netloc, timeout=30)
    for path, page in province.pages(site).items():
        if page.behaviour == "plain":
            connection.request("GET", quote(path, safe="/?&=%;:."), headers={"Cookie": "gate=open"})
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != page.status or (page.status == 200 and not body):
                wrong[(site, path)] = answer.status
    connection.close()
    return wrong


def test_every_page_of_every_answering_site_can_be_fetched(province: Province, served: Served) -> None:
    sites = [site for site, story in province.scenarios.items() if story.trouble not in SLOW | {"flapping"}]
    with ThreadPoolExecutor(max_workers=len(sites)) as visitors:
        answers = visitors.map(lambda site: _wrong_answers(province, served, site), sites)

    assert [wrong for wrong in answers if wrong] == []


def test_a_visitor_without_the_cookie_is_sent_back_to_where_he_came_from(province: Province, served: Served) -> None:
    address = served.addresses[_site(province, "cookie")]
    status, _, headers = _get(address, "/")

    assert (status, headers["Location"], headers["Set-Cookie"].partition("=")[0]) == (302, "/", "gate")
    assert _get(address, "/", {"Cookie": headers["Set-Cookie"].partition(";")[0]})[0] == 200


def test_no_page_keeps_a_place_holder_for_an_address(province: Province, served: Served) -> None:
    for site in province.scenarios:
        if site in served.addresses and province.scenarios[site].trouble not in SLOW:
            _, body, _ = _get(served.addresses[site], "/")

            assert b"{{site:" not in body


def test_the_files_for_the_user_read_as_toml_and_name_every_site(province: Province, served: Served) -> None:
    sites = tomllib.loads(served.sites_toml)["site"]
    settings = tomllib.loads(served.gongkai_toml)["crawl"]

    assert [site["id"] for site in sites] == list(province.scenarios)
    assert settings["allow_networks"] == served.networks
    assert all(re.fullmatch(r"http://[\w.:-]+/", site["url"]) for site in sites)


def test_a_site_that_is_down_refuses(province: Province, served: Served) -> None:
    with pytest.raises(ConnectionRefusedError):
        _get(served.addresses[_site(province, "down")], "/")


def test_a_blocking_site_answers_with_a_challenge(province: Province, served: Served) -> None:
    status, body, _ = _get(served.addresses[_site(province, "blocking")], "/")

    assert status == 412
    assert b"$_ts" in body


def test_a_flapping_site_recovers_when_asked_again(province: Province, served: Served) -> None:
    site = _site(province, "flapping")
    paths = [path for path, page in province.pages(site).items() if page.status == 200][:30]
    first = [_get(served.addresses[site], path)[0] for path in paths]
    second = [_get(served.addresses[site], path)[0] for path in paths]

    assert 503 in first
    assert set(second) == {200}


def test_validators_make_the_second_visit_cheap(province: Province, served: Served) -> None:
    site = next(site for site, story in province.scenarios.items() if story.validators and story.trouble == "none")
    status, _, headers = _get(served.addresses[site], "/")
    again, body, _ = _get(served.addresses[site], "/", {"If-None-Match": headers["ETag"]})

    assert (status, again, body) == (200, 304, b"")


def test_traps_have_no_end(province: Province, served: Served) -> None:
    address = served.addresses[_site(province, "traps")]
    soft, body, _ = _get(address, "/nothing/here.html")
    calendar, days, _ = _get(address, "/rili/day.html?d=70000")
    loop, _, headers = _get(address, "/loop/a.html")

    assert (soft, calendar, loop) == (200, 200, 302)
    assert "您访问的页面不存在".encode() in body
    assert b"d=70039" in days
    assert headers["Location"] == "/loop/b.html"


def test_robots_bar_what_the_story_says(province: Province, served: Served) -> None:
    site = _site(province, "robots")
    _, body, _ = _get(served.addresses[site], "/robots.txt")

    assert [f"Disallow: {path}" for path in province.robots_paths(site)] == body.decode().splitlines()[1:]
    assert len(province.robots_paths(site)) >= 2


def test_the_log_counts_requests_and_forgets_when_told(province: Province, served: Served) -> None:
    site = next(iter(province.scenarios))
    served.forget()
    _get(served.addresses[site], "/")
    seen = served.log()[site]
    served.forget()

    assert (seen.requests, seen.highest_concurrency, seen.paths) == (1, 1, ("/",))
    assert served.log()[site].requests == 0


def test_another_night_stands_at_the_same_addresses(province: Province, served: Served) -> None:
    served.night(1)
    truth = served.province.truth
    served.night(0)

    assert truth == province.at(1).truth
    assert served.province.truth == province.truth
    assert served.log().keys() <= set(province.served)


def test_the_forbidden_recorder_records(served: Served) -> None:
    before = served.forbidden_requests()
    _get(served.addresses["forbidden"], "/admin/")

    assert served.forbidden_requests() == (*before, "/admin/")


def test_the_server_ends_with_its_parent(province: Province) -> None:
    with serve(province) as brief:
        address = brief.addresses[next(iter(province.scenarios))]
    with pytest.raises(ConnectionRefusedError):
        _get(address, "/")
