"""A table of websites becomes a registry, or every row that cannot is named."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from monitor.errors import ConfigurationError
from monitor.importing import import_table, registry_text
from monitor.registry import parse_registry
from monitor.workbooks import workbook_as_csv
from rules.model import Site

if TYPE_CHECKING:
    from pathlib import Path

DEFAULTS = {"level": "", "body": "government"}


def test_chinese_headings_and_words_are_understood() -> None:
    """As offices keep their lists; columns nobody knows are passed over."""
    table = (
        "序号,网站名称,网站标识码,网址,层级,机构类别,主办单位,标准目录\n"
        "1,清溪县人民政府,5227010001,http://www.qingxi.gov.cn/,县级,政府门户网站,县政府办公室,\n"
        "\n"
        "2,青岚省财政厅,5200000023,http://czt.qinglan.gov.cn/,省级,部门,,platform-2019；regulation-2019\n"
    )

    assert import_table(table, name="sites.csv", defaults=DEFAULTS) == (
        Site(
            id="5227010001",
            name="清溪县人民政府",
            url="http://www.qingxi.gov.cn/",
            level="county",
            body="government",
            office="县政府办公室",
        ),
        Site(
            id="5200000023",
            name="青岚省财政厅",
            url="http://czt.qinglan.gov.cn/",
            level="province",
            body="department",
            standards=("platform-2019", "regulation-2019"),
        ),
    )


def test_a_site_without_an_id_gets_its_host_and_a_shared_host_its_path() -> None:
    """A table of portals often has names and addresses only."""
    table = (
        "name,level,url\n北京市,省级,https://www.beijing.gov.cn/\n"
        "甲镇,乡级,http://www.x.gov.cn/jia/\n乙镇,乡级,http://www.x.gov.cn/yi/\n"
        "丙区,县区,http://www.y.gov.cn/\n丁区,县区,http://www.y.gov.cn/\n"
    )
    sites = import_table(table, name="sites.csv", defaults=DEFAULTS)

    assert [site.id for site in sites] == [
        "www.beijing.gov.cn",
        "www.x.gov.cn/jia",
        "www.x.gov.cn/yi",
        "www.y.gov.cn",
        "www.y.gov.cn-2",
    ]


def test_every_row_that_cannot_be_taken_is_named_at_once() -> None:
    """Rows count without the heading."""
    table = "name,level,url\n甲,村级,http://a.gov.cn/\n乙,县级,ftp://b.gov.cn/\n丙,,http://c.gov.cn/\n"
    with pytest.raises(ConfigurationError) as caught:
        import_table(table, name="sites.csv", defaults=DEFAULTS)

    assert caught.value.problems == (
        'sites.csv, site 1 "a.gov.cn", level: is "村级"; write one of province, city, county, township.',
        (
            'sites.csv, site 2 "b.gov.cn", url: is "ftp://b.gov.cn/" (not http or https); '
            'write an address such as "http://www.example.gov.cn/".'
        ),
        'sites.csv, site 3 "c.gov.cn", level: is missing; add it.',
    )


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("", "sites.csv: is empty; give a table with a row of headings."),
        ("a,b\n1,2\n", "sites.csv: has no column name; head it with one of name, 网站名称, 名称, 站点名称."),
        ("name,url\n", "sites.csv: names no site; add a [[site]] table."),
    ],
)
def test_a_table_without_sites_is_refused(table: str, problem: str) -> None:
    """An empty file, strange headings, headings alone."""
    with pytest.raises(ConfigurationError) as caught:
        import_table(table, name="sites.csv", defaults=DEFAULTS)

    assert caught.value.problems[0] == problem


def test_what_is_written_reads_back_as_the_same_sites() -> None:
    """Quotes and backslashes included."""
    sites = (
        Site(
            id='a"b\\c',
            name="“清溪”\\县",
            url="http://a.gov.cn/",
            level="city",
            body="enterprise",
            region="52",
            office='"办公室"',
            standards=("x", "y"),
            hosts=("b.gov.cn",),
            respect_robots=False,
        ),
        Site(id="2", name="乙", url="http://b.gov.cn/", level="county", body="department"),
    )

    assert parse_registry(tomllib.loads(registry_text(sites)), name="sites.toml") == sites


def test_a_workbook_is_a_table_too(tmp_path: Path) -> None:
    """With numbers and blanks as spreadsheets keep them."""
    book = Workbook()
    book.active.append(["网站名称", "网站标识码", "网址", "层级"])
    book.active.append(["清溪县人民政府", 5227010001, "http://www.qingxi.gov.cn/", "县级"])
    path = tmp_path / "sites.xlsx"
    book.save(path)

    assert import_table(workbook_as_csv(path), name=path.name, defaults=DEFAULTS) == (
        Site(
            id="5227010001",
            name="清溪县人民政府",
            url="http://www.qingxi.gov.cn/",
            level="county",
            body="government",
        ),
    )
