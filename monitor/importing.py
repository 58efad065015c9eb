"""From a table of websites (CSV) to ``sites.toml``, with every row that cannot be taken named at once."""

from __future__ import annotations

from collections import Counter
from itertools import count
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from monitor.registry import parse_registry
from monitor.tables import csv_rows, headed_columns
from monitor.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rules.model import Site

HEADINGS: dict[str, tuple[str, ...]] = {
    "id": ("id", "网站标识码", "标识码", "站点标识码"),
    "name": ("name", "网站名称", "名称", "站点名称"),
    "url": ("url", "网址", "首页网址", "首页地址", "网站地址"),
    "level": ("level", "层级", "行政层级", "网站级别", "级别"),
    "body": ("body", "机构类别", "网站类型", "类别"),
    "region": ("region", "行政区划代码", "区划代码"),
    "office": ("office", "责任单位", "主办单位", "主管单位"),
    "standards": ("standards", "标准目录"),
    "hosts": ("hosts", "其他域名"),
}
"""A setting of a site to the headings it may stand under; blanks and case do not matter."""

LEVELS = {
    "province": ("province", "省级", "省", "自治区", "直辖市"),
    "city": ("city", "地级", "市级", "地市级", "市", "州", "地市", "市州"),
    "county": ("county", "县级", "区县级", "县区级", "县", "区", "区县", "县区"),
    "township": ("township", "乡级", "乡镇级", "乡镇", "乡", "镇", "街道"),
}
BODIES = {
    "government": ("government", "政府门户", "政府门户网站", "门户网站", "政府"),
    "department": ("department", "部门", "政府部门", "部门网站"),
    "enterprise": ("enterprise", "公共企事业单位", "企事业单位", "事业单位", "企业"),
}
_SEPARATORS = "；;、，|"


def import_table(text: str, *, name: str, defaults: Mapping[str, str]) -> tuple[Site, ...]:
    """Read a table of websites.

    Args:
        text: CSV with a row of headings in English or Chinese.
        name: The file's name, for messages.
        defaults: What stands for an absent or empty cell, by setting (``level``, ``body``). A site without an id gets
            its host, with the path where one host carries several sites.

    Raises:
        ConfigurationError: With every problem of every row.
    """
    # Empty rows are let go while reading: spreadsheets save a million of them after a stray click.
    rows = [row for row in csv_rows(text, name=name) if any(part.strip() for part in row)]
    columns = headed_columns(rows, HEADINGS, needed=("name", "url"), name=name)
    tables = [_table(dict(zip(columns, row, strict=False)), defaults) for row in rows[1:]]
    _fill_ids(tables)
    return parse_registry({"site": tables}, name=name)


def _table(cells: Mapping[str | None, str], defaults: Mapping[str, str]) -> dict[str, Any]:
    """One ``[[site]]`` table; what cannot be understood is left as it stands, for the registry to complain about."""
    table: dict[str, Any] = {}
    for setting in HEADINGS:
        value = cells.get(setting, "").strip() or defaults.get(setting, "")
        if not value:
            continue
        if setting == "level":
            value = _translated(value, LEVELS)
        elif setting == "body":
            value = _translated(value, BODIES)
        table[setting] = _split(value) if setting in {"standards", "hosts"} else value
    return table


def _translated(value: str, words: Mapping[str, Sequence[str]]) -> str:
    return next((code for code, names in words.items() if value.lower() in names), value)


def _split(value: str) -> list[str]:
    for separator in _SEPARATORS:
        value = value.replace(separator, " ")
    return value.split()


def _fill_ids(tables: Sequence[dict[str, Any]]) -> None:
    """Give sites without an id their host, with the path where a host carries several, numbered as a last resort."""
    hosts = Counter(_host(table) for table in tables)
    given = {table["id"] for table in tables if "id" in table}
    for table in tables:
        host = _host(table)
        if "id" in table or not host:
            continue
        path = urlsplit(table["url"]).path.strip("/")
        name = host if hosts[host] == 1 or not path else f"{host}/{path}"
        free = (
            identifier
            for number in count(1)
            if (identifier := name if number == 1 else f"{name}-{number}") not in given
        )
        table["id"] = next(free)
        given.add(table["id"])


def _host(table: Mapping[str, Any]) -> str:
    try:
        return urlsplit(table.get("url", "")).hostname or ""
    except ValueError:
        return ""


def registry_text(sites: Sequence[Site]) -> str:
    """``sites.toml`` for the sites, one table each, defaults left out."""
    return "\n".join(_site_text(site) for site in sites)


def _site_text(site: Site) -> str:
    lines = ["[[site]]"]
    for key in ("id", "name", "url", "level", "body", "region", "office"):
        value = getattr(site, key)
        if value is not None:
            lines.append(f"{key} = {_quoted(value)}")
    for key in ("standards", "hosts"):
        values = getattr(site, key)
        if values:
            lines.append(f"{key} = [{', '.join(_quoted(value) for value in values)}]")
    if not site.respect_robots:
        lines.append("respect_robots = false")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A basic string of TOML; control characters never get here, the registry refuses them or they are spelled."""
    escaped = plain(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
