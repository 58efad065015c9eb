"""Which kind of page it is: home, platform, list, article, or a page that is none of these."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.reading.columns import is_article_address
from crawler.reading.urls import path_of

if TYPE_CHECKING:
    from crawler.reading.article import Document
    from crawler.reading.entries import Choice
    from rules.facts import Column, PageKind

_HOME_PATH = re.compile(
    r"/(?:index|default|main|home|sy|indexnew)?\d{0,2}(?:\.(?:s?html?|jsp|aspx?|php|do|thtml))?$", re.IGNORECASE
)
_LIST_PATH = re.compile(
    r"/(?:list|xxgk_list|zwgklist|column|col\d+)|index_\d+\.|/$|list[\w-]*\.s?html?$", re.IGNORECASE
)
_FIXED = (
    re.compile(r"公开指南"),
    re.compile(r"公开(?:工作)?制度|公开规定"),
    re.compile(r"法定主动公开|主动公开(?:基本)?目录|公开目录"),
    re.compile(r"公开(?:工作)?(?:年报|年度报告)"),
    re.compile(r"依申请公开|申请公开"),
)
_PLATFORM_NAME = re.compile(
    r"政府信息公开(?:专栏|平台|专网|网|目录|指南|制度|年报|内容)?$|信息公开(?:专栏|平台|目录|指南|制度)?$|政务公开(?:专栏|平台)?$|法定主动公开内容$"
)
_PLATFORM_ENDS = ("政府信息公开", "政府信息公开专栏", "政府信息公开平台", "政府信息公开目录")
_TITLE_SPLIT = re.compile(r"\s*[-—_|·]+\s*|\s+")
_BODY_NAME = re.compile(
    r"[\u4e00-\u9fa5（）()]{2,30}(?:政府|局|委员会|委|厅|办公室|办|网站?|公署|中心|总站|站|新闻网|院|会|队|行政公署|门户|署|公司|学校|医院)"
)
_LITTLE = 400
"""Characters beside a single line; with more of them the line is not what the page is about."""
_NAMES_OF_HOME = frozenset({"首页", "网站首页", "主页", "门户首页"})


def decide(
    *,
    url: str,
    metas: dict[str, str],
    title: str,
    site_name: str | None,
    breadcrumb: tuple[str, ...],
    document: Document,
    choice: Choice,
    entries: int,
    columns: tuple[Column, ...],
    paged: bool,
    text_length: int,
    forms: int,
) -> tuple[PageKind, str]:
    """The kind and the reason, for a page that is neither an error nor a wall."""
    home = _home(url, metas, title, site_name, breadcrumb, choice, columns)
    if home and not _is_document(document, metas, url, choice, paged=paged):
        return "home", home
    if _is_document(document, metas, url, choice, paged=paged):
        return (
            "article",
            "title, date or source stand beside the text"
            if document.information_line
            else "address or metas of a document",
        )
    if choice.mode == "list" and (entries > 1 or paged):
        return "list", choice.read_from
    named = any(_PLATFORM_NAME.search(name.strip()) for name in (title, metas.get("columnname", ""), *breadcrumb[-2:]))
    own = any(name.strip().endswith(_PLATFORM_ENDS) for name in (title, metas.get("columnname", ""), *breadcrumb[-1:]))
    platform = named and platform_kinds(columns) >= (2 if own else 3)
    if platform:
        return "platform", "fixed columns of the disclosure platform"
    if choice.mode == "list" and text_length < _LITTLE:
        return "list", choice.read_from
    tree = sum(1 for column in columns if column.area == "tree")
    if (
        tree >= 5
        and not forms
        and choice.mode in {"none", "undated"}
        and platform_kinds(tuple(column for column in columns if column.area == "tree")) >= 4
    ):
        return "platform", "tree of fixed columns"
    if choice.mode == "channel":
        return "list", choice.read_from
    if choice.mode == "undated":
        return "list", choice.read_from
    if paged:
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


def _home(
    url: str,
    metas: dict[str, str],
    title: str,
    site_name: str | None,
    breadcrumb: tuple[str, ...],
    choice: Choice,
    columns: tuple[Column, ...],
) -> str:
    if metas.get("columntype") in _NAMES_OF_HOME or metas.get("columnname") in _NAMES_OF_HOME:
        return "meta ColumnName or ColumnType"
    if metas.get("columnname") or metas.get("articletitle"):
        return ""
    if len(breadcrumb) > 1:
        return ""
    path = path_of(url)
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


def _is_document(document: Document, metas: dict[str, str], url: str, choice: Choice, *, paged: bool) -> bool:
    has_meta = bool(metas.get("articletitle"))
    address = is_article_address(url)
    linked = any(row.link is not None for row in choice.rows)
    strong_list = choice.mode == "list" and linked and len(choice.rows) >= 5 and (paged or document.content is None)
    if has_meta:
        return not (strong_list and not document.information_line and not address)
    if address and not (choice.mode == "list" and paged):
        return document.content is not None or document.information_line or choice.mode != "list"
    if document.information_line and document.published is not None and document.content is not None:
        return not strong_list and not paged
    above = document.title_from.startswith("the line")
    headed = above or document.title_from.startswith("<")
    if document.information_line and document.published is not None and headed and choice.mode != "list":
        return not paged
    if above and document.source is not None and not strong_list:
        return not paged
    return (
        document.information_line
        and document.published is not None
        and (document.source is not None or document.titled)
        and choice.mode in {"none", "undated"}
        and not paged
    )
