"""Pages that only lead elsewhere: meta refresh, scripts that leave at once, hidden addresses, framesets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.reading.urls import normalise_url

if TYPE_CHECKING:
    from crawler.reading.tree import Page

_REFRESH = re.compile(r"^\s*(\d{0,4})(?:\.\d*)?\s*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"']*)", re.IGNORECASE)
_WRITTEN_REFRESH = re.compile(
    r"http-equiv\s*=\s*\\?[\"']?refresh\\?[\"']?[^>]{0,80}?url\s*=\s*([^\"'\\>\s]+)", re.IGNORECASE
)
_LEAVING = re.compile(
    r"(?:(?:window|self|top|parent|document)\s*\.\s*)*location(?:\s*\.\s*(?:href|replace|assign))"
    r"?\s*(?:=|\()\s*[\"']([^\"'\s]{1,500})[\"']\s*\)?\s*(?:;|$|\n|\}|<)"
    r"|window\s*\.\s*open\s*\(\s*[\"']([^\"'\s]{1,500})[\"']\s*,\s*[\"']_(?:self|top|parent)[\"']",
    re.IGNORECASE,
)
_OPEN_VARIABLE = re.compile(
    r"(?:location(?:\.href|\.replace|\.assign)?\s*[=(]\s*|window\.open\s*\(\s*)([A-Za-z_$][\w$]*)\b", re.IGNORECASE
)
_VARIABLE = (
    r"\b{name}\s*=\s*(?:\$\(\s*[\"']#([\w-]+)[\"']\s*\)\.(?:text|html|val)\(\)|"
    r"document\.getElementById\([\"']([\w-]+)[\"']\)\.\w+|[\"']([^\"'\s]+)[\"'])"
)
_HANDLER = re.compile(r"function\b|onclick|addEventListener|\.click\(|\.on\(|setTimeout\(\s*function|=>")
_PHONE = re.compile(r"userAgent|Android|iPhone|iPad|mobile|\bwap\b|indexOf\(\s*[\"'](?:iP|Android)", re.IGNORECASE)
_SLOW = 30
"""Seconds; a refresh beyond it reloads the page for a reader, it is no stub."""
_SPLASH_TEXT = 40
_ENTER = re.compile(r"(?:点击)?进入(?:网站|首页|主页)?|ENTER", re.IGNORECASE)
_STUB_TEXT = 300
_STUB_LINKS = 6


def read_redirect(page: Page, base: str) -> tuple[str, str] | None:
    """Where the page sends its reader, and by what; ``None`` for a page that has content of its own.

    A script counts only on a page with hardly any text: menus and searches leave by script on every other page.
    """
    found = _refresh(page, base)
    if found is not None:
        return found
    body = page.body
    links = body.anchor_stop - body.anchor_start
    text = page.text
    hidden_only = all(node.hidden for node in body.children if node.text and node.tag not in {"script", "style"})
    if links > _STUB_LINKS or (len(text) > _STUB_TEXT and not hidden_only):
        return None
    splash = _splash(page, base)
    if splash is not None:
        return splash
    for _, code in page.scripts:
        if not code:
            continue
        written = _WRITTEN_REFRESH.search(code)
        if written is not None:
            return _absolute(written.group(1), base, "document.write of a meta refresh")
        for match in _LEAVING.finditer(code):
            target = match.group(1) or match.group(2)
            before = code[max(0, match.start() - 200) : match.start()]
            if _PHONE.search(before) or (_HANDLER.search(before) and len(text) > 60):
                continue
            result = _absolute(target, base, "script that leaves the page")
            if result is not None:
                return result
        result = _by_variable(page, code, base)
        if result is not None:
            return result
    return None


def _splash(page: Page, base: str) -> tuple[str, str] | None:
    """A picture that welcomes, with one link to the page behind it."""
    targets: dict[str, None] = {}
    for anchor in page.anchors:
        url = normalise_url(anchor.get("href"), base)
        if url is not None:
            targets.setdefault(url)
    pictured = any(node.tag in {"img", "object", "embed"} for anchor in page.anchors for node in anchor.nodes)
    pictured = pictured or any(anchor.tag == "area" for anchor in page.anchors)
    if len(targets) != 1 or len(page.text) > _SPLASH_TEXT or not (pictured or _ENTER.search(page.text)):
        return None
    if any(node.tag in {"form", "input", "ul", "table"} and node.text for node in page.nodes):
        return None
    return _absolute(next(iter(targets)), base, "the only link of a splash page")


def _refresh(page: Page, base: str) -> tuple[str, str] | None:
    for node in page.nodes:
        if node.tag == "meta" and (node.attrs.get("http-equiv") or "").strip().lower() == "refresh":
            match = _REFRESH.match(node.get("content"))
            if match is None or not match.group(2).strip():
                continue
            if int(match.group(1) or 0) <= _SLOW:
                result = _absolute(match.group(2).strip(), base, "meta refresh")
                if result is not None:
                    return result
    return None


def _by_variable(page: Page, code: str, base: str) -> tuple[str, str] | None:
    for match in _OPEN_VARIABLE.finditer(code):
        name = match.group(1)
        given = re.search(_VARIABLE.format(name=re.escape(name)), code)
        if given is None:
            continue
        if given.group(3):
            return _absolute(given.group(3), base, f"script variable {name}")
        node = page.by_id(given.group(1) or given.group(2))
        if node is not None:
            target = node.text or node.get("value") or node.get("href")
            result = _absolute(target, base, f"hidden element #{node.get('id')}")
            if result is not None:
                return result
    return None


def _absolute(target: str, base: str, by: str) -> tuple[str, str] | None:
    url = normalise_url(target.replace("&amp;", "&"), base)
    if url is None or url == normalise_url(base):
        return None
    return url, by


def read_frames(page: Page, base: str) -> tuple[str, ...]:
    """Frames that carry the content: those of a frameset, or the one iframe of a page that says nothing itself."""
    frames = [node for node in page.nodes if node.tag == "frame"]
    if not frames:
        iframes = [
            node
            for node in page.nodes
            if node.tag == "iframe"
            and not node.hidden
            and node.get("height") not in {"0", "1"}
            and node.get("width") not in {"0", "1"}
        ]
        if not iframes or len(page.text) > _STUB_TEXT:
            return ()
        frames = iframes
    found: dict[str, None] = {}
    for node in frames:
        url = normalise_url(node.get("src"), base)
        if url is not None:
            found.setdefault(url)
    return tuple(found)
