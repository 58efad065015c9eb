"""Which kind of page it is: home, platform, list, article, or a page that is none of these."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from crawler.reading.article import ABOVE
from crawler.reading.urls import is_article_address, path_of

if TYPE_CHECKING:
    from crawler.reading.article import Document
    from crawler.reading.entries import Choice
    from rules.facts import Column, PageKind

_HOME_PATH = re.compile(
    r"/(?:index|default|main|home|sy|indexnew)?\d{0,2}(?:\.(?:s?html?|jsp|aspx?|php|do|thtml))?$", re.IGNORECASE
)
_FIXED = (
    re.compile(r"公开指南"),
    re.compile(r"公开(?:工作)?制度|公开规定"),
    re.compile(r"法定主动公开|主动公开(?:基本)?目录|公开目录"),
    re.compile(r"公开(?:工作)?(?:年报|年度报告)"),
    re.compile(r"依申请公开|申请公开"),
)
_PLATFORM_NAME = re.compile(
    r"政府信息公开(?:专栏|平台|专网|网|目录|指南|制度|年报|内容)?$|信息公开(?:专栏|平台|目录|指南|"
    r"制度)?$|政务公开(?:专栏|平台)?$|法定主动公开内容$"
)
_PLATFORM_ENDS = ("政府信息公开", "政府信息公开专栏", "政府信息公开平台", "政府信息公开目录")
_TITLE_SPLIT = re.compile(r"\s*[-—_|·]+\s*|\s+")
_BODY_NAME = re.compile(
    r"[\u4e00-\u9fa5（）()]{2,30}(?:政府|局|委员会|委|厅|办公室|办|网站?|公署|中心|总站|站|新闻网|院|"
    r"会|队|行政公署|门户|署|公司|学校|医院)"
)
_LITTLE = 400
"""Characters beside a single line; with more of them the line is not what the page is about."""
_NAMES_OF_HOME = frozenset({"首页", "网站首页", "主页", "门户首页"})


class Seen(NamedTuple):
    """What was read of a page before its kind is decided."""

    url: str
    metas: dict[str, str]
    title: str
    site_name: str | None
    breadcrumb: tuple[str, ...]
    document: Document
    choice: Choice
    entries: int
    columns: tuple[Column, ...]
    paged: bool
    text_length: int
    forms: int


def decide(seen: Seen) -> tuple[PageKind, str]:
    """The kind and the reason, for a page that is neither an error nor a wall."""
    choice, document, columns = seen.choice, seen.document, seen.columns
    if _is_document(seen):
        if document.information_line:
            return "article", "title, date or source stand beside the text"
        return "article", "address or metas of a document"
    home = _home(seen)
    if home:
        return "home", home
    if choice.mode == "list" and (seen.entries > 1 or seen.paged):
        return "list", choice.read_from
    names = (seen.title, seen.metas.get("columnname", ""), *seen.breadcrumb[-1:])
    named = any(_PLATFORM_NAME.search(name.strip()) for name in (*names, *seen.breadcrumb[-2:]))
    own = any(name.strip().endswith(_PLATFORM_ENDS) for name in names)
    below = not any(_PLATFORM_NAME.search(name.strip()) for name in names)
    if choice.mode == "list" and below and seen.entries and seen.text_length < _LITTLE:
        return "list", choice.read_from  # one line in a column that stands below the platform's own
    if named and platform_kinds(columns) >= (2 if own else 3):
        return "platform", "fixed columns of the disclosure platform"
    if choice.mode == "list" and seen.text_length < _LITTLE:
        return "list", choice.read_from
    tree = tuple(column for column in columns if column.area == "tree")
    if len(tree) >= 5 and not seen.forms and choice.mode in {"none", "undated"} and platform_kinds(tree) >= 4:
        return "platform", "tree of fixed columns"
    if choice.mode in {"channel", "undated"}:
        return "list", choice.read_from
    if seen.paged:
        return "list", "pager without lines"
    return "page", "neither a list nor a document"


def platform_kinds(columns: tuple[Column, ...]) -> int:
    """How many of the five fixed columns of a disclosure platform are named."""
    found = set()
    for column in columns:
        name = column.name.replace(" ", "")
        for kind, pattern in enumerate(_FIXED):
            if pattern.search(name):
                found.add(kind)
    return len(found)


def _home(seen: Seen) -> str:
    metas, title, site_name, choice, columns = seen.metas, seen.title, seen.site_name, seen.choice, seen.columns
    if metas.get("columntype") in _NAMES_OF_HOME or metas.get("columnname") in _NAMES_OF_HOME:
        return "meta ColumnName or ColumnType"
    if metas.get("columnname") or metas.get("articletitle") or len(seen.breadcrumb) > 1:
        return ""
    path = path_of(seen.url)
    nav = sum(1 for column in columns if column.area in {"nav", "tree"})
    root = _HOME_PATH.fullmatch(path) is not None and (path.count("/") == 1)
    own_name = bool(title) and (
        site_name is None
        or title.replace(" ", "") in {site_name.replace(" ", ""), ""}
        or site_name.replace(" ", "") in title.replace(" ", "")
    )
    if root and (nav >= 3 or len(choice.blocks) >= 2 or len(columns) >= 5):
        return "address of the site's root"
    parts = {part for part in _TITLE_SPLIT.split(title.strip()) if part}
    if len(parts) > 1 and any(column.name in parts and column.area in {"nav", "tree", "body"} for column in columns):
        return ""
    if own_name and _is_site_title(title) and (len(choice.blocks) >= 2 or len(columns) >= 20):
        return "title names the site only"
    return ""


def _is_site_title(title: str) -> bool:
    """Whether every part of a title names a body of government, none a column."""
    parts = [part for part in _TITLE_SPLIT.split(title.strip()) if part]
    return bool(parts) and all(_BODY_NAME.fullmatch(part) or part in _NAMES_OF_HOME for part in parts)


def _is_document(seen: Seen) -> bool:
    document, choice, paged = seen.document, seen.choice, seen.paged
    address = is_article_address(seen.url)
    linked = any(row.link is not None for row in choice.rows)
    strong_list = choice.mode == "list" and linked and len(choice.rows) >= 5 and (paged or document.content is None)
    named = seen.metas.get("articletitle", "")
    if named and named != seen.metas.get("columnname"):
        if document.information_line or address:
            return True
        lists = choice.mode in {"list", "channel"} and linked
        return not (strong_list or (lists and document.content is None))
    if address and not (choice.mode == "list" and paged):
        return document.content is not None or document.information_line or choice.mode != "list"
    if paged or not document.information_line:
        return document.title_from == ABOVE and document.source is not None and not strong_list and not paged
    if document.published is not None and document.content is not None:
        return not strong_list
    if document.title_from == ABOVE and document.source is not None:
        return not strong_list
    headed = document.title_from == ABOVE or document.title_from.startswith("<")
    if document.published is None:
        return False
    if headed and choice.mode != "list":
        return True
    return (document.source is not None or document.titled) and choice.mode in {"none", "undated"}
