"""zTree and its kin: columns as an array of nodes with ``id``, ``pId`` and ``name``, or with ``children``."""

from __future__ import annotations

import re
from typing import Any

from crawler.reading.family import Family, Sight
from crawler.reading.jsdata import arrays
from crawler.reading.tree import squeeze
from crawler.reading.urls import normalise_url
from rules.facts import Column

_MARKS = ("zTree", "ztree", "zNodes", "pId", "dTree", "d.add(", "treeNodes", "parentId")
_DTREE = re.compile(
    r"\b\w{1,12}\.add\s*\(\s*[\"']?(-?[\w]{1,40})[\"']?\s*,\s*[\"']?(-?[\w]{1,40})"
    r"[\"']?\s*,\s*[\"']([^\"']{1,80})[\"']\s*(?:,\s*[\"']([^\"']{0,400})[\"'])?"
)
_NAMES = ("name", "title", "text", "label", "channelName", "chnlName", "columnName", "NAME", "catName")
_IDS = ("id", "ID", "channelId", "nodeId", "columnId", "catId", "key")
_PARENTS = ("pId", "pid", "PID", "parentId", "parent", "parentid", "pID", "fid", "parent_id", "parentID")
_ADDRESSES = ("url", "URL", "href", "link", "linkUrl", "chnlUrl", "channelUrl", "path", "jumpUrl", "click")
_CHILDREN = ("children", "nodes", "child", "childs", "subs", "items", "childList", "sub")
_QUOTED = re.compile(r"[\"']([^\"']+)[\"']")
_DEEPEST = 8
_MANY = 3_000


def _recognise(sight: Sight) -> bool:
    return any(mark in sight.signature for mark in _MARKS)


def _columns(sight: Sight) -> tuple[Column, ...]:
    found: list[Column] = []
    for _, code in sight.page.scripts:
        if not code or len(code) > 2_000_000 or not any(mark in code for mark in _MARKS):
            continue
        for nodes in arrays(code, "name") or arrays(code, "title"):
            found.extend(tree_columns(nodes, sight.base))
        found.extend(_dtree(code, sight.base))
    return tuple(found[:_MANY])


def tree_columns(nodes: list[Any], base: str) -> list[Column]:
    """Columns of an array of nodes, flat with parents' ids or nested."""
    flat: dict[str, tuple[str, str]] = {}
    for node in nodes:
        if isinstance(node, dict):
            identity, parent = _first(node, _IDS), _first(node, _PARENTS)
            name = _name(node)
            if identity is not None and name:
                flat[str(identity)] = (name, str(parent) if parent is not None else "")
    found: list[Column] = []

    def walk(node: Any, parents: tuple[str, ...], depth: int) -> None:
        if not isinstance(node, dict) or depth > _DEEPEST or len(found) > _MANY:
            return
        name = _name(node)
        if name:
            above = parents or _above(node, flat)
            found.append(Column(name, _address(node, base), above, "tree"))
        below = (*(parents or (_above(node, flat) if name else ())), name) if name else parents
        for key in _CHILDREN:
            children = node.get(key)
            if isinstance(children, list):
                for child in children:
                    walk(child, below, depth + 1)

    for node in nodes:
        walk(node, (), 0)
    return found


def _above(node: dict[str, Any], flat: dict[str, tuple[str, str]]) -> tuple[str, ...]:
    names: list[str] = []
    parent = _first(node, _PARENTS)
    seen: set[str] = set()
    while parent is not None and str(parent) in flat and str(parent) not in seen and len(names) < _DEEPEST:
        seen.add(str(parent))
        name, parent = flat[str(parent)]
        names.append(name)
    return tuple(reversed(names))


def _first(node: dict[str, Any], keys: tuple[str, ...]) -> Any:
    return next(
        (
            node[key]
            for key in keys
            if key in node and isinstance(node[key], str | int) and not isinstance(node[key], bool)
        ),
        None,
    )


def _name(node: dict[str, Any]) -> str:
    for key in _NAMES:
        value = node.get(key)
        if isinstance(value, str) and value.strip():
            name = squeeze(re.sub(r"<[^<>]{0,200}>|&nbsp;?", " ", value))
            return name if len(name) <= 60 else ""
    return ""


def _address(node: dict[str, Any], base: str) -> str | None:
    for key in _ADDRESSES:
        value = node.get(key)
        if isinstance(value, str) and value.strip():
            if key == "click" or value.lower().startswith("javascript:"):
                quoted = _QUOTED.search(value)
                if quoted is None or ("/" not in quoted.group(1) and "." not in quoted.group(1)):
                    continue
                value = quoted.group(1)
            url = normalise_url(value, base)
            if url is not None:
                return url
    return None


def _dtree(code: str, base: str) -> list[Column]:
    """``d.add(id, parent, 'name', 'url')``, the tree script of the years after 2003."""
    rows = _DTREE.findall(code)
    if len(rows) < 2:
        return []
    flat = {identity: (squeeze(re.sub(r"<[^<>]{0,200}>", " ", name)), parent) for identity, parent, name, _ in rows}
    found = []
    for identity, parent, _, address in rows:
        names: list[str] = []
        seen = {identity}
        above = parent
        while above in flat and above not in seen and len(names) < _DEEPEST:
            seen.add(above)
            names.append(flat[above][0])
            above = flat[above][1]
        if flat[identity][0]:
            url = normalise_url(address, base) if address and not address.lower().startswith("javascript") else None
            found.append(Column(flat[identity][0], url, tuple(reversed(names)), "tree"))
    return found


FAMILY = Family(name="ztree", rank=80, recognise=_recognise, columns=_columns)
