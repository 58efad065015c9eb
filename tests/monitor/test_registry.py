"""``sites.toml``: what a site may be, and every problem of the registry said at once."""

from __future__ import annotations

from typing import Any

import pytest

from monitor.errors import ConfigurationError, UsageError
from monitor.registry import choose_sites, parse_registry
from rules.model import Site

QINGXI: dict[str, Any] = {
    "id": "5227010001",
    "name": "清溪县人民政府",
    "url": "http://www.qingxi.gov.cn/",
    "level": "county",
    "body": "government",
}


def problems(*rows: dict[str, Any], **tables: Any) -> tuple[str, ...]:
    """What is wrong with a registry of these sites."""
    with pytest.raises(ConfigurationError) as caught:
        parse_registry({"site": list(rows), **tables} if rows else tables, name="sites.toml")
    return caught.value.problems


def test_a_site_has_what_the_file_says() -> None:
    """Every key reaches the value."""
    row = QINGXI | {
        "region": "522701",
        "office": "县政府办公室",
        "standards": ["platform-2019"],
        "hosts": ["zwfw.qingxi.gov.cn", "10.1.2.3:8080", "[2001:db8::1]:80"],
        "respect_robots": False,
    }

    assert parse_registry({"site": [row]}, name="sites.toml") == (
        Site(
            id="5227010001",
            name="清溪县人民政府",
            url="http://www.qingxi.gov.cn/",
            level="county",
            body="government",
            region="522701",
            office="县政府办公室",
            standards=("platform-2019",),
            hosts=("zwfw.qingxi.gov.cn", "10.1.2.3:8080", "[2001:db8::1]:80"),
            respect_robots=False,
        ),
    )


def test_all_problems_are_said_at_once_each_with_site_key_and_remedy() -> None:
    """Wrong types, wrong words, missing keys, unknown keys and ids given twice."""
    assert problems(
        QINGXI | {"id": 5227010001, "level": "town", "standards": [], "web": "x"},
        QINGXI | {"url": "ftp://www.qingxi.gov.cn/", "hosts": ["http://zwfw.qingxi.gov.cn"]},
        {"id": "5227010001"},
        other=1,
    ) == (
        "sites.toml, site 1, id: is 5227010001; write text in quotes.",
        'sites.toml, site 1, level: is "town"; write one of province, city, county, township.',
        "sites.toml, site 1, standards: is a list; write something in it.",
        (
            "sites.toml, site 1, web: is not a setting; "
            "remove it or use one of body, hosts, id, level, name, office, region, respect_robots, standards, url."
        ),
        (
            'sites.toml, site 2 "5227010001", url: is "ftp://www.qingxi.gov.cn/" (not http or https); '
            'write an address such as "http://www.example.gov.cn/".'
        ),
        (
            'sites.toml, site 2 "5227010001", hosts: is "http://zwfw.qingxi.gov.cn"; '
            'write a host such as "zwfw.example.gov.cn" or "host:port", without http://.'
        ),
        'sites.toml, site 3 "5227010001", name: is missing; add it.',
        'sites.toml, site 3 "5227010001", url: is missing; add it.',
        'sites.toml, site 3 "5227010001", level: is missing; add it.',
        'sites.toml, site 3 "5227010001", body: is missing; add it.',
        "sites.toml: other: is not a setting; remove it or use one of site.",
        'sites.toml: id "5227010001" is given to 2 sites; give each site its own id.',
    )


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("www.qingxi.gov.cn", "not http or https"),
        ("file:///etc/passwd", "not http or https"),
        ("http://", "no host"),
        ("http:///index.html", "no host"),
        ("http://user:secret@www.qingxi.gov.cn/", "a user name or password in it"),
        ("http://www.qingxi.gov.cn:99999/", "not an address"),
        ("http://www.qingxi.gov.cn:0/", "no such port"),
        ("http://[::1/", "not an address"),
        ("http://www.qingxi.gov.cn/ a", "blanks or control characters"),
        ("http://www.qingxi.gov.cn/\n", "blanks or control characters"),
    ],
)
def test_an_address_that_is_none_is_refused(url: str, problem: str) -> None:
    """Only addresses of websites, without credentials."""
    assert f"({problem})" in problems(QINGXI | {"url": url})[0]


@pytest.mark.parametrize("identifier", ["", " a", "a\n", "a\x1b[31m", "x" * 101])
def test_an_id_that_could_do_harm_is_refused(identifier: str) -> None:
    """Ids stand in tables, files and messages."""
    assert "is not an id" in problems(QINGXI | {"id": identifier})[0]


@pytest.mark.parametrize("tables", [{}, {"site": []}])
def test_an_empty_registry_is_an_error(tables: dict[str, Any]) -> None:
    """Nothing to check is never green."""
    assert problems(**tables) == ("sites.toml: names no site; add a [[site]] table.",)


def test_a_single_table_in_place_of_a_list_is_said() -> None:
    """``[site]`` in place of ``[[site]]``."""
    assert problems(site=QINGXI) == ('sites.toml: site: is a table; write a list in brackets, such as ["…"].',)


def test_sites_are_chosen_in_the_order_of_the_registry() -> None:
    """The order of ``--site`` decides nothing."""
    sites = parse_registry({"site": [QINGXI | {"id": name} for name in "abc"]}, name="sites.toml")

    assert [site.id for site in choose_sites(sites, ["c", "a", "c"], name="sites.toml")] == ["a", "c"]
    assert choose_sites(sites, [], name="sites.toml") == sites


def test_a_site_that_is_not_registered_cannot_be_chosen() -> None:
    """The sentence says where to look."""
    sites = parse_registry({"site": [QINGXI]}, name="sites.toml")
    with pytest.raises(UsageError) as caught:
        choose_sites(sites, ["nowhere"], name="sites.toml")

    assert str(caught.value) == (
        '--site: there is no site "nowhere" in sites.toml; `gongkai sites list --sites sites.toml` names them.'
    )
