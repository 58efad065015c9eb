"""Guangdong NFCMS and its disclosure platform gkmlpt: ``content/post_N.html``, ``/gkmlpt/index#N``, ``window._CONFIG``.

The platform's tree stands in ``_CONFIG.TREE``; its lists come from ``/gkmlpt/api/all/{id}`` only.
"""

from __future__ import annotations

import re
from typing import Any

from crawler.reading.family import Family, Sight
from crawler.reading.jsdata import LiteralError, read_literal
from crawler.reading.tree import squeeze
from crawler.reading.urls import normalise_url
from rules.facts import Column

_MARKS = re.compile(r"NFCMS_SITE_ID|NFCMS_POST_ID|/gkmlpt/|nfw-cms-")
_CONFIG = re.compile(r"(?:window\.)?_CONFIG\s*=\s*(?=\{)")
_SITE = re.compile(r"\bSID[\"']?\s*:\s*[\"']?(\d{1,9})")
_COLUMN = re.compile(r"#(\d{1,9})$")
_DEEPEST = 8


def _recognise(sight: Sight) -> bool:
    return _MARKS.search(sight.signature) is not None or "/gkmlpt/" in sight.url


def _config(sight: Sight) -> dict[str, Any]:
    for _, code in sight.page.scripts:
        match = _CONFIG.search(code) if code else None
        if match is not None:
            try:
                value = read_literal(code, match.end())
            except LiteralError:
                return {}
            return value if isinstance(value, dict) else {}
    return {}


def _columns(sight: Sight) -> tuple[Column, ...]:
    found: list[Column] = []

    def walk(node: Any, parents: tuple[str, ...], depth: int) -> None:
        if isinstance(node, list):
            for inner in node:
                walk(inner, parents, depth)
            return
        if not isinstance(node, dict) or depth > _DEEPEST or len(found) > 3_000:
            return
        name = squeeze(str(node.get("name") or node.get("title") or ""))
        if name and len(name) <= 60:
            address = node.get("jump_url") or node.get("url") or node.get("link")
            url = normalise_url(address, sight.base) if isinstance(address, str) and address else None
            found.append(Column(name, url, parents, "tree"))
        for key in ("children", "child", "sub"):
            if isinstance(node.get(key), list):
                walk(node[key], (*parents, name) if name else parents, depth + 1)

    walk(_config(sight).get("TREE"), (), 0)
    return tuple(found)


def _interfaces(sight: Sight) -> tuple[str, ...]:
    if "/gkmlpt/" not in sight.url or "_CONFIG" not in sight.source:
        return ()
    site = _SITE.search(sight.source)
    column = _COLUMN.search(sight.url)
    if site is None or column is None:
        return ()
    url = normalise_url(f"/gkmlpt/api/all/{column.group(1)}?page=1&sid={site.group(1)}", sight.base)
    return (url,) if url is not None else ()


def _shell(sight: Sight) -> tuple[str, str] | None:
    platform = "/gkmlpt/" in sight.url or "/gkmlpt/" in sight.source
    if "_CONFIG" in sight.source and platform and "/content/" not in sight.url:
        return "list-by-script", "gkmlpt fills its lists by interface"
    return None


FAMILY = Family(name="nfcms", rank=15, recognise=_recognise, columns=_columns, interfaces=_interfaces, shell=_shell)
