"""Kaipu UCAP: pages whose tree and list are script objects, and shtml sites with ``UCAPCONTENT``.

``channelsTagSelf`` names the column and counts its articles, ``channelsTagParent`` is the tree, and
``listData.articleList`` the list. They are not strict JSON: trailing commas, names with markup, addresses as a JSON
string inside a string. The visible list is a template that the script fills from these objects.
"""

from __future__ import annotations

import re
from typing import Any

from crawler.reading.family import Family, Sight
from crawler.reading.jsdata import assigned
from crawler.reading.records import address_of_value, entry_of
from crawler.reading.tree import squeeze
from crawler.reading.urls import normalise_url
from rules.facts import Column, Entry, Pagination

_MARKS = re.compile(
    r"channelsTag(?:Self|Parent)|UCAPTITLE|UCAPCONTENT|UCAP-CONTENT|ucap\b|"
    r"/common/search/[0-9a-f]{32}|loadPageData\s*\(|开普云"
)
_ADDRESS = re.compile(r"/\d{4}/\d{1,2}/\d{1,2}/[0-9a-f]{32}\.shtml|/\d{6}/[0-9a-f]{32}\.shtml")
_NAMES = r"channelsTagSelf|channelsTagParent|channelsTagChildren|channelsTag\w*|listData|articleList|pageData"
_SEARCH = re.compile(r"[\"'(]((?:https?:)?[\w./:-]*/common/search/[0-9a-f]{32}[^\"'\s)]*)")
_DEEPEST = 8


def _recognise(sight: Sight) -> bool:
    return _MARKS.search(sight.signature) is not None or _ADDRESS.search(sight.url) is not None


def _objects(sight: Sight) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for _, code in sight.page.scripts:
        if code and ("channelsTag" in code or "articleList" in code or "listData" in code):
            for name, value in assigned(code, _NAMES).items():
                found.setdefault(name, value)
    return found


def _articles(value: Any, depth: int = 0) -> list[dict[str, Any]]:
    if depth > 4:
        return []
    if isinstance(value, list):
        return [row for row in value if isinstance(row, dict)]
    if isinstance(value, dict):
        for key in ("articleList", "list", "data", "results", "rows"):
            if key in value:
                rows = _articles(value[key], depth + 1)
                if rows:
                    return rows
    return []


def _entries(sight: Sight) -> tuple[tuple[Entry, ...], str] | None:
    objects = _objects(sight)
    for name in ("listData", "articleList", "pageData"):
        rows = _articles(objects.get(name))
        found = tuple(entry for entry in (entry_of(row, sight.base) for row in rows) if entry is not None)
        if found:
            return found, f"script object {name}"
    return None


def _columns(sight: Sight) -> tuple[Column, ...]:
    found: list[Column] = []
    objects = _objects(sight)

    def walk(node: Any, parents: tuple[str, ...], depth: int) -> None:
        if isinstance(node, list):
            for inner in node:
                walk(inner, parents, depth)
            return
        if not isinstance(node, dict) or depth > _DEEPEST or len(found) > 3_000:
            return
        name = squeeze(re.sub(r"<[^<>]{0,200}>|&nbsp;?", " ", str(node.get("name") or node.get("channelName") or "")))
        if name and len(name) <= 60:
            hidden = node.get("showOrNot") in {0, "0", "false", "no"}
            found.append(Column(name, _address(node, sight.base), parents, "hidden" if hidden else "tree"))
        for key in ("children", "childs", "sons", "channels"):
            if isinstance(node.get(key), list):
                walk(node[key], (*parents, name) if name else parents, depth + 1)

    for name, value in objects.items():
        if name.startswith("channelsTag"):
            walk(value, (), 0)
    return tuple(found)


def _address(node: dict[str, Any], base: str) -> str | None:
    for key in ("urls", "url", "link", "href"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("pc") or next((part for part in value.values() if isinstance(part, str)), None)
        if isinstance(value, str) and value:
            url = address_of_value(value, base)
            if url is not None:
                return url
    return None


def _pages(sight: Sight) -> tuple[Pagination, str] | None:
    objects = _objects(sight)
    own = objects.get("channelsTagSelf")
    if isinstance(own, list):
        own = own[0] if own else None
    if not isinstance(own, dict):
        return None
    count = own.get("articleCount")
    if isinstance(count, str) and count.isdigit() and len(count) < 8:
        count = int(count)
    if not isinstance(count, int) or isinstance(count, bool) or count <= 0:
        return None
    size = re.search(r"perPage[\"']?\s*:\s*[\"']?(\d{1,4})", sight.source)
    per_page = int(size.group(1)) if size and int(size.group(1)) > 0 else 15
    total = max(1, -(-count // per_page))
    return Pagination(1, total), f"channelsTagSelf.articleCount {count}"


def _interfaces(sight: Sight) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for match in _SEARCH.findall(sight.source):
        url = normalise_url(match.replace("&amp;", "&"), sight.base)
        if url is not None:
            found.setdefault(url)
    return tuple(found)[:5]


def _says_empty(sight: Sight) -> bool:
    """``articleCount: 0``, or an ``articleList`` without a line."""
    objects = _objects(sight)
    own = objects.get("channelsTagSelf")
    first = own[0] if isinstance(own, list) and own else own
    if isinstance(first, dict) and first.get("articleCount") in {0, "0"}:
        return True
    listed = objects.get("listData")
    return isinstance(listed, dict) and listed.get("articleList") == []


def _shell(sight: Sight) -> tuple[str, str] | None:
    if re.search(r"\bloadPageData\s*\(\s*\{", sight.source) and _entries(sight) is None:
        return "list-by-script", "loadPageData fills the list"
    return None


FAMILY = Family(
    name="ucap",
    rank=5,
    recognise=_recognise,
    entries=_entries,
    columns=_columns,
    pages=_pages,
    interfaces=_interfaces,
    shell=_shell,
    says_empty=_says_empty,
)
