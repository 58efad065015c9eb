"""The address policy over every address family and spelling. Nothing here connects anywhere."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.guard import AddressPolicy, ForbiddenAddressError, parse_address, web_address

FORBIDDEN = {
    "0.0.0.0": "unspecified",
    "0.1.2.3": "unspecified",
    "10.0.0.1": "private",
    "10.255.255.255": "private",
    "100.64.0.1": "carrier NAT",
    "100.127.255.255": "carrier NAT",
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback",
    "169.254.169.254": "link-local",
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.0.0.8": "reserved",
    "192.0.2.1": "documentation",
    "192.88.99.1": "6to4 relay",
    "192.168.1.1": "private",
    "198.18.0.1": "benchmarking",
    "198.19.255.255": "benchmarking",
    "198.51.100.7": "documentation",
    "203.0.113.7": "documentation",
    "224.0.0.1": "multicast",
    "239.255.255.250": "multicast",
    "240.0.0.1": "reserved",
    "255.255.255.255": "reserved",
    "::": "unspecified",
    "::1": "loopback",
    "::127.0.0.1": "IPv4-compatible",
    "::8.8.8.8": "IPv4-compatible",
    "::ffff:127.0.0.1": "IPv4-mapped",
    "::ffff:8.8.8.8": "IPv4-mapped",
    "::ffff:0:127.0.0.1": "reserved",
    "64:ff9b::7f00:1": "NAT64",
    "64:ff9b::8.8.8.8": "NAT64",
    "64:ff9b:1::1": "NAT64",
    "100::1": "discard",
    "2001::1": "Teredo",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2": "Teredo",
    "2001:2::1": "benchmarking",
    "2001:10::1": "reserved",
    "2001:db8::1": "documentation",
    "2002:7f00:1::": "6to4",
    "2002:808:808::1": "6to4",
    "3fff::1": "documentation",
    "4000::1": "reserved",
    "5f00::1": "segment routing",
    "fc00::1": "unique local",
    "fd12:3456::1": "unique local",
    "fe80::1": "link-local",
    "fe80::1%eth0": "link-local",
    "febf::1": "link-local",
    "fec0::1": "site-local",
    "ff02::1": "multicast",
    "not an address": "malformed",
    "127.1": "malformed",
    "": "malformed",
}
PUBLIC = (
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.1",
    "100.63.255.255",
    "100.128.0.1",
    "172.15.255.255",
    "172.32.0.1",
    "192.167.255.255",
    "202.99.96.68",
    "223.255.255.255",
    "2001:200::1",
    "240e::1",
    "2408:8000::1",
    "2606:4700::1111",
)


@pytest.mark.parametrize(("address", "why"), FORBIDDEN.items())
def test_an_address_that_is_not_public_is_refused_by_its_name(address: str, why: str) -> None:
    assert AddressPolicy().refusal(address) == why


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_allowed(address: str) -> None:
    assert AddressPolicy().refusal(address) is None


def test_an_allowed_network_opens_exactly_itself() -> None:
    policy = AddressPolicy(("127.0.1.0/24", "fd00::/8"))

    verdicts = {
        address: policy.refusal(address)
        for address in (
            "127.0.1.1",
            "127.0.2.1",
            "::ffff:127.0.1.1",
            "::ffff:127.0.2.1",
            "fd00::1%lo",
            "fc00::1",
            "::1",
        )
    }

    assert verdicts == {
        "127.0.1.1": None,
        "127.0.2.1": "loopback",
        "::ffff:127.0.1.1": None,
        "::ffff:127.0.2.1": "IPv4-mapped",
        "fd00::1%lo": None,
        "fc00::1": "unique local",
        "::1": "loopback",
    }


def test_one_address_may_stand_for_its_network() -> None:
    policy = AddressPolicy(("127.0.1.5", "::1"))

    assert [policy.refusal(address) for address in ("127.0.1.5", "127.0.1.6", "::1")] == [None, "loopback", None]


@pytest.mark.parametrize("entry", ["", "localhost", "127.0.0.1/33", "10.0.0.0/8/8", "*"])
def test_what_is_no_network_is_named(entry: str) -> None:
    with pytest.raises(ValueError, match="allow_networks"):
        AddressPolicy((entry,))


def test_the_refusal_says_what_to_do() -> None:
    with pytest.raises(ForbiddenAddressError) as raised:
        AddressPolicy().check("10.1.2.3")

    assert "10.1.2.3 is a private address; name its network in allow_networks to visit it" in str(raised.value)


@given(st.integers(min_value=0, max_value=2**128 - 1))
def test_no_ipv6_address_outside_global_unicast_is_allowed(number: int) -> None:
    """Whatever the tables may forget, only 2000::/3 is ever connected to."""
    address = ipaddress.IPv6Address(number)

    if address not in ipaddress.IPv6Network("2000::/3"):
        assert AddressPolicy().refusal(address) is not None


@given(st.ip_addresses(v=4))
def test_the_standard_library_never_calls_an_allowed_address_private(address: ipaddress.IPv4Address) -> None:
    if AddressPolicy().refusal(address) is None:
        marks = (address.is_private, address.is_loopback, address.is_multicast, address.is_link_local)
        assert marks == (False, False, False, False)


def test_a_zone_does_not_change_an_address() -> None:
    assert parse_address("fe80::1%25eth0") == ipaddress.IPv6Address("fe80::1")


WEB = {
    "http://a.gov.cn": "http://a.gov.cn/",
    "HTTP://A.gov.cn:80/x?y#z": "http://a.gov.cn/x?y",
    "https://a.gov.cn:443/": "https://a.gov.cn/",
    "https://a.gov.cn:8443/": "https://a.gov.cn:8443/",
    "http://user:secret@a.gov.cn/": "http://a.gov.cn/",
    "http://[::1]:8080/": "http://[::1]:8080/",
    "ftp://a.gov.cn/": None,
    "file:///etc/passwd": None,
    "data:text/html,x": None,
    "javascript:alert(1)": None,
    "gopher://a/": None,
    "http://": None,
    "http:///path": None,
    "http:\\\\a.gov.cn/": None,
    "http://a.gov.cn\\@127.0.0.1/": None,
    "http://a.gov.cn:99999/": None,
    "http://a b/": None,
    "http://a<b/": None,
    "//a.gov.cn/": None,
    "": None,
}


@pytest.mark.parametrize(("url", "expected"), WEB.items())
def test_only_plain_web_addresses_are_asked_for(url: str, expected: str | None) -> None:
    assert web_address(url) == expected
