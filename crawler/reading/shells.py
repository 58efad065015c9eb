"""Empty shells: pages whose content only a browser would fill in, told from plainly empty ones.

A page counts as a shell only where something in it shows what is missing: a template, a mount point, a call that
fills an empty container. A server-rendered list without lines shows none of these.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.reading.urls import normalise_url

if TYPE_CHECKING:
    from crawler.reading.tree import Node, Page

_MUSTACHE = re.compile(r"\{\{[^{}\n]{1,80}\}\}|\$\{[\w.]{1,40}\}|<%=?[^%]{1,60}%>|<\?=[^?]{1,60}\?>")
_REPEATS = (
    "ms-repeat",
    "ms-for",
    "ms-controller",
    "ms-each",
    "v-for",
    ":for",
    "ng-repeat",
    "ng-controller",
    "data-bind",
    "x-for",
    "ms-each-item",
    "data-ng-repeat",
)
_MOUNTS = frozenset(
    {"app", "root", "__next", "__nuxt", "main-app", "vue-app", "micro-app", "q-app", "container-app", "react-root"}
)
_TEMPLATE_TYPES = re.compile(
    r"text/(?:x-)?(?:html|template|handlebars|handlebars-template|tmpl|jquery-tmpl|ng-template|"
    r"dot-template|art-template)",
    re.IGNORECASE,
)
_LOADERS = re.compile(
    r"\b(?:loadPageData|loadList|loadData|getList|getListData|getDataList|queryList|initList|"
    r"getPageData|pageList|renderList|getChannelList|getArticleList|getInfoList|loadMore|listData|"
    r"getContentList|ajaxList|getPage|initData|queryData|dataproxy|searchList|showList|getNewsList|"
    r"loadChannel)\s*\(",
    re.IGNORECASE,
)
_AJAX = re.compile(
    r"\$\s*\.\s*(?:ajax|get|post|getJSON)\s*\(|axios(?:\.\w+)?\s*\(|\bfetch\s*\(|XMLHttpRequest|"
    r"avalon\.|new\s+Vue\s*\(|createApp\s*\(|jsonp|"
    r"\.(?:jqGrid|datagrid|bootstrapTable|DataTable|dataTable|flexigrid|load)\s*\(",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"""(?:url\s*[:=]\s*|(?:getJSON|get|post|fetch|ajax|request)\s*\(\s*|open\s*\(\s*["'](?:GET|POST)["']\s*,\s*)["'`]([^"'`\s{}<>]{2,300})["'`]""",
    re.IGNORECASE,
)
_INTERFACE = re.compile(
    r"\.json\b|\.xml\b|dataproxy|/api[/\-]|/search|/list|query|getList|getlist|channelId|columnid|"
    r"catalog|front/page/build|jpage|interface|/data/|listData|infoList|\.do\b|pageNo|pageIndex",
    re.IGNORECASE,
)
_NOT_LIST = re.compile(
    r"weather|tianqi|login|visit|count|statistics|hotword|hot_?word|suggest|autocomplete|captcha|"
    r"click|jiucuo|wza|search\.(?:html|jsp)|getuser|userinfo|sso|online|keyword|stat\b|\.js\b|\.css\b|"
    r"comment",
    re.IGNORECASE,
)
_CONTAINERS = frozenset({"ul", "ol", "tbody", "div", "table", "dl"})
_ASKS = re.compile(r"JavaScript|javascript|脚本", re.IGNORECASE)
_BUNDLE = re.compile(r"/(?:app|main|index|chunk|bundle|vendor|umi|runtime)(?:[.\-_~][\w.\-~]*)?\.js", re.IGNORECASE)
_WAITING = re.compile(
    r"(?:正在|数据|页面|内容|列表)?(?:努力|拼命)?(?:加载|载入)(?:数据|内容|列表|页面)?(?:中|"
    r"[，,]?\s*请稍[候后等]|…|\.{2,})[^\n]{0,16}|正在(?:加载|载入|读取|获取)[^\n]{0,20}|"
    r"loading\s*(?:\.{2,}|…|\Z)|数据读取中[^\n]{0,10}",
    re.IGNORECASE,
)
_LITTLE = 200
"""Characters of text beside which an empty mount point or 加载中 is what the page is about."""
_FEW = 3
_LIST_MARKS = re.compile(
    r"list|grid|data|content|news|cont|info|main|result|xxgk|gkml|article|table|body", re.IGNORECASE
)


def read_interfaces(page: Page, base: str) -> tuple[str, ...]:
    """Addresses of list interfaces that inline scripts name as they stand."""
    found: dict[str, None] = {}
    for node, code in page.scripts:
        if not code or len(code) > 200_000 or node.attrs.get("type") == "text/xml" or not _AJAX.search(code):
            continue
        for match in _ADDRESS.finditer(code):
            text = match.group(1)
            if "+" in text or "${" in text or not _INTERFACE.search(text) or _NOT_LIST.search(text):
                continue
            url = normalise_url(text.replace("&amp;", "&"), base)
            if url is not None:
                found.setdefault(url)
    return tuple(found)[:20]


def read_shell(page: Page, *, text: str, links: int) -> tuple[str, str] | None:
    """Why the content cannot be read without running scripts, and by what that was seen.

    Args:
        page: The page, zones marked, on which no entry was found.
        text: Main text without navigation and foot.
        links: How many links the page has.
    """
    asked = any(node.tag == "noscript" and _ASKS.search(node.text) for node in page.nodes)
    bundled = any(_BUNDLE.search(node.get("src")) for node, _ in page.scripts)
    mount = next((node for node in page.nodes if _is_mount(node)), None)
    loaded = any(node.attrs.get("src") for node, _ in page.scripts)
    if mount is not None and len(text) < _LITTLE and (asked or bundled or (links <= _FEW and loaded)):
        return "single-page-app", f"empty #{mount.get('id')}"
    if asked and links <= 1 and loaded and len(page.text) < _LITTLE:
        return "single-page-app", "noscript asks for JavaScript"
    waiting = _WAITING.search(text) if len(text) < _LITTLE else None
    if waiting is not None and page.scripts:
        return "list-by-script", f"words: {waiting.group(0)}"
    for node in page.nodes:
        attrs = node.attrs
        if (
            len(attrs)
            and any(name in attrs for name in _REPEATS)
            and node.zone not in {"nav", "header", "footer", "friend"}
        ):
            return "list-by-script", f"<{node.tag}> repeated by script"
    for place in page.shown:
        piece = page.pieces[place]
        if ("{{" in piece or "${" in piece or "<%" in piece) and _MUSTACHE.search(piece):
            owner = page.owners[place]
            if owner.zone not in {"nav", "header", "footer", "friend"} and owner.tag not in {"title", "script"}:
                return "list-by-script", f"template text {piece.strip()[:60]}"
    for node, code in page.scripts:
        if (
            code
            and _TEMPLATE_TYPES.search(node.attrs.get("type") or "")
            and ("<li" in code or "<a" in code or "<tr" in code)
            and _MUSTACHE.search(code)
        ):
            return "list-by-script", "template in a script element"
    return _filled_by_script(page)


def _is_mount(node: Node) -> bool:
    """An empty element that an application is mounted on."""
    name = (node.attrs.get("id") or "").lower()
    if not name or node.tag not in {"div", "section", "main"}:
        return False
    if name not in _MOUNTS and not name.endswith(("-app", "_app")):
        return False
    return not node.text or _WAITING.fullmatch(node.text) is not None


def _filled_by_script(page: Page) -> tuple[str, str] | None:
    empty = _empty_containers(page)
    if not empty:
        return None
    for node, code in page.scripts:
        if not code or len(code) > 200_000 or node.attrs.get("type") == "text/xml":
            continue
        loads = _AJAX.search(code) is not None
        called = _LOADERS.search(code)
        if not loads and called is None:
            continue
        for container in empty:
            for name in _names(container):
                if re.search(rf"[\"'#.\s]{re.escape(name)}[\"'\s)\].,>]", code):
                    return "list-by-script", f"empty <{container.tag} {name}> is filled by script"
        if called is not None and not re.search(r"function\s+$", code[max(0, called.start() - 12) : called.start()]):
            return "list-by-script", f"empty <{empty[0].tag}> and a call of {called.group(0).rstrip('( ')}"
    return None


def _empty_containers(page: Page) -> list[Node]:
    found = []
    for node in page.nodes:
        if (
            node.tag not in _CONTAINERS
            or node.zone in {"nav", "header", "footer", "friend", "crumb", "pager"}
            or node.hidden
        ):
            continue
        if (
            not node.marks
            or node.anchors
            or any(inner.tag in {"img", "input", "iframe", "video"} for inner in node.nodes)
        ):
            continue
        if _LIST_MARKS.search(node.marks) and not node.text:
            found.append(node)
    return found[:40]


def _names(node: Node) -> list[str]:
    names = [node.get("id")] if node.get("id") else []
    names.extend(name for name in node.get("class").split() if len(name) > 3)
    return names
