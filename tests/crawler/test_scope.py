"""Whose address is it?"""

from __future__ import annotations

import pytest

from crawler.scope import Scope
from tests.crawler.crawling import site_of

OWN = "http://www.qingxi.gov.cn/"


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("http://www.qingxi.gov.cn/a?b", "own"),
        ("https://qingxi.gov.cn/", "own"),
        ("http://QINGXI.gov.cn.:8080/", "own"),
        ("http://zwfw.qingxi.gov.cn/", "listed"),
        ("https://zwfw.qingxi.gov.cn:8443/", "listed"),
        ("http://port.qingxi.gov.cn:81/", "listed"),
        ("http://xxgk.qingxi.gov.cn/", "foreign"),
        ("http://qingxi.gov.cn.evil.example/", "foreign"),
        ("http://evilqingxi.gov.cn/", "foreign"),
        ("http://www.guizhou.gov.cn/", "foreign"),
        ("http://qingxi.gov.cn@evil.example/", "foreign"),
        ("http://[broken/", "foreign"),
        ("mailto:a@qingxi.gov.cn", "foreign"),
    ],
)
def test_hosts_are_told_apart(url: str, place: str) -> None:
    scope = Scope(site_of(OWN, hosts=("zwfw.qingxi.gov.cn", "http://port.qingxi.gov.cn:81/")))

    assert scope.place(url) == place


def test_on_a_bare_address_the_port_tells_services_apart() -> None:
    scope = Scope(site_of("http://127.0.1.5:8001/", hosts=("127.0.1.6:8002", "127.0.1.7", "[::1]:8003")))
    urls = {
        "http://127.0.1.5:8001/": "own",
        "http://127.0.1.5:8002/": "foreign",
        "http://127.0.1.5/": "foreign",
        "http://127.0.1.6:8002/x": "listed",
        "http://127.0.1.6:8001/": "foreign",
        "http://127.0.1.7:9999/": "listed",
        "http://[::1]:8003/": "listed",
        "http://[::1]:8004/": "foreign",
    }

    assert {url: scope.place(url) for url in urls} == urls


def test_a_home_page_may_move_within_its_owner_s_domain_and_no_further() -> None:
    scope = Scope(site_of(OWN))

    assert [scope.adopt(url) for url in ("https://new.qingxi.gov.cn/", "http://www.lottery.example/")] == [True, False]
    assert [scope.place(url) for url in ("https://new.qingxi.gov.cn/x", "http://www.lottery.example/")] == [
        "own",
        "foreign",
    ]


def test_two_organs_below_gov_cn_are_not_one_owner() -> None:
    scope = Scope(site_of("http://www.a.gov.cn/"))

    assert not scope.adopt("http://www.b.gov.cn/")


def test_a_registered_host_may_become_the_home() -> None:
    scope = Scope(site_of("http://127.0.1.5:1/", hosts=("127.0.1.6:2",)))

    assert (scope.adopt("http://127.0.1.6:2/"), scope.place("http://127.0.1.6:2/x")) == (True, "own")


def test_a_chinese_host_name_is_the_same_in_both_spellings() -> None:
    scope = Scope(site_of("http://清溪县.政务.cn/", hosts=("服务.政务.cn",)))

    assert scope.place(f"http://{_idna('清溪县')}.{_idna('政务')}.cn/") == "own"
    assert scope.place(f"http://{_idna('服务')}.{_idna('政务')}.cn/x") == "listed"


def _idna(label: str) -> str:
    return label.encode("idna").decode()
