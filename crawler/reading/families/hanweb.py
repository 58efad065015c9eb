"""Hanweb JCMS and jpaas: ``/col/colN/``, ``/art/Y/M/D/art_x_y.html``, lists in ``<datastore>``, comment markers.

The list of a column stands in ``<script type="text/xml">`` as records of CDATA; the browser's script sets them into
the page. What stands there is what a reader sees.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode

from crawler.reading.dates import first_date
from crawler.reading.family import Family, Fragment, Overrides, Sight
from crawler.reading.jsdata import LiteralError, read_literal
from crawler.reading.records import as_list, unwrap_records
from crawler.reading.tree import squeeze
from crawler.reading.urls import normalise_url
from rules.facts import Pagination

_MARKS = re.compile(
    r"<datastore>|大汉版通|hanweb|Hanweb|jpaas|i_columnid|ss_webid|InitData\d|\.jpage\(|datastore|"
    r"dataproxy\.jsp|<\$\[|/module/(?:download/downfile|web/jpage|xxgk)|Produced By 大汉|<DATASTORE>"
)
_ADDRESS = re.compile(r"/col/col\d+/|/art/\d{4}/(?:\d{1,2}/\d{1,2}/)?art_")
_OWN_LINK = re.compile(r"""(?:^|\n)(?:\.{0,2}/)+(?:col/col\d+/|art/\d{4}/(?:\d{1,2}/\d{1,2}/)?art_)""")
_STORE = re.compile(r"<datastore>.*?</datastore>|<recordset>.*?</recordset>", re.DOTALL | re.IGNORECASE)
_PROXY = re.compile(r"[\"'(]([^\"'()\s<>]*?dataproxy\.jsp\?[^\"'()\s<>]+)", re.IGNORECASE)
_PROXY_SETTING = re.compile(r"proxyUrl\s*:\s*[\"']([^\"']{1,200})[\"']")
_PARAMETERS = re.compile(r"ajaxParam\s*:\s*(?=\{)")
_UNIT_PATH = "/front/page/build/unit"
_INITIAL = re.compile(r"\bInitData\w*\s*=\s*(?=\[)")
_TOTAL_RECORD = re.compile(r"totalRecord\s*:\s*[\"']?(\d{1,8})")
_CATALOGUE = re.compile(r"/module/xxgk/(?:search|tree)\.jsp")
_MARKER = re.compile(
    r"<!--\s*<\$\[(标题|标题名称|信息标题|发布时间|信息来源|来源|文章来源)\]>begin\s*-->(.*?)"
    r"<!--\s*<\$\[\1\]>end\s*-->",
    re.DOTALL,
)
_TAGS = re.compile(r"<[^<>]{1,400}>|&nbsp;?")
_PER_PAGE = re.compile(r"perpage\s*[=:]\s*[\"']?(\d{1,4})", re.IGNORECASE)
_CURRENT = re.compile(r"(?:currentPage|pageNum)\s*[=:]\s*[\"']?(\d{1,5})|[?&]pageNum=(\d{1,5})")


def _recognise(sight: Sight) -> bool:
    return (
        _ADDRESS.search(sight.url) is not None
        or _MARKS.search(sight.signature) is not None
        or _OWN_LINK.search(sight.signature) is not None
    )


def _stores(sight: Sight) -> list[str]:
    if "<record" not in sight.source and "<RECORD" not in sight.source:
        return []
    found = [
        match for _, code in sight.page.scripts if "record" in code[:100_000].lower() for match in _STORE.findall(code)
    ]
    if not found:
        found = [
            match for _, comment in sight.page.comments if "<record" in comment for match in _STORE.findall(comment)
        ]
    return found or _STORE.findall(sight.source)


def _fragment(sight: Sight) -> Fragment | None:
    """The store with the most records; smaller ones feed the side of the page."""
    best: tuple[int, str] | None = None
    for store in _stores(sight):
        unwrapped = unwrap_records(store)
        if unwrapped is None:
            continue
        weight = store.count("<record>")
        if best is None or weight > best[0]:
            best = (weight, unwrapped[0])
    if best is not None:
        return Fragment(best[1], "records in <script type=text/xml>")
    return _initial_lines(sight)


def _initial_lines(sight: Sight) -> Fragment | None:
    """Older pages set the first lines as an array of markup: ``InitData49468=['<li>…</li>', …]``."""
    if "InitData" not in sight.source:
        return None
    best: list[str] = []
    for _, code in sight.page.scripts:
        for match in _INITIAL.finditer(code):
            try:
                value = read_literal(code, match.end())
            except LiteralError:
                continue
            lines = [line for line in value if isinstance(line, str) and "<a" in line]
            if len(lines) > len(best):
                best = lines
    if not best:
        return None
    joined = "\n".join(best)
    return Fragment(as_list(joined), "array InitData in a script")


def _pages(sight: Sight) -> tuple[Pagination, str] | None:
    best: tuple[int, int, int | None] | None = None
    for store in _stores(sight):
        unwrapped = unwrap_records(store)
        records = re.search(r"<totalrecord>\s*(\d{1,8})", store, re.IGNORECASE)
        pages = re.search(r"<totalpage>\s*(\d{1,6})", store, re.IGNORECASE)
        if records is None and pages is None:
            continue
        weight = store.count("<record>") if unwrapped else 0
        if best is None or weight > best[0]:
            best = (weight, int(records.group(1)) if records else -1, int(pages.group(1)) if pages else None)
    if best is None:
        counted = _TOTAL_RECORD.search(sight.source) if ".jpage(" in sight.source else None
        if counted is None:
            return None
        best = (0, int(counted.group(1)), None)
    _, records_total, total = best
    if total is None:
        size = _PER_PAGE.search(sight.source)
        per_page = int(size.group(1)) if size else 15
        total = max(1, -(-records_total // max(per_page, 1)))
    this = _CURRENT.search(sight.url)
    current = int(next((part for part in this.groups() if part), "1")) if this else 1
    total = max(total, 1)
    return Pagination(min(max(current, 1), total), total), f"<totalrecord>{records_total}</totalrecord> in the store"


def _interfaces(sight: Sight) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for address in [*_PROXY.findall(sight.source), *_jpage_addresses(sight), *_unit_addresses(sight)]:
        url = normalise_url(address.replace("&amp;", "&"), sight.base)
        if url is not None:
            found.setdefault(url)
    return tuple(found)[:10]


def _jpage_addresses(sight: Sight) -> list[str]:
    """What ``jpage({proxyUrl, ajaxParam})`` would ask for."""
    found = []
    for _, code in sight.page.scripts:
        proxy = _PROXY_SETTING.search(code) if "ajaxParam" in code else None
        given = _PARAMETERS.search(code) if proxy is not None else None
        if proxy is None or given is None:
            continue
        try:
            parameters = read_literal(code, given.end())
        except LiteralError:
            continue
        if isinstance(parameters, dict):
            query = urlencode({name: value for name, value in parameters.items() if isinstance(value, str | int)})
            found.append(f"{proxy.group(1)}?page=1&{query}")
    return found


def _unit_addresses(sight: Sight) -> list[str]:
    """What a jpaas unit would ask for: ``url`` and ``querydata`` stand as attributes of an element."""
    if _UNIT_PATH not in sight.source:
        return []
    found = []
    for node in sight.page.nodes:
        address, query = node.get("url") or node.get("uniturl"), node.get("querydata")
        if _UNIT_PATH not in address or not query:
            continue
        try:
            parameters = read_literal(query)
        except LiteralError:
            continue
        if isinstance(parameters, dict):
            given = {name: value for name, value in parameters.items() if isinstance(value, str | int)}
            found.append(f"{address}?{urlencode(given)}")
    return found


def _says_empty(sight: Sight) -> bool:
    """A store, or a pager, that counts no record."""
    if any(re.search(r"<totalrecord>\s*0\s*<", store, re.IGNORECASE) for store in _stores(sight)):
        return True
    counted = _TOTAL_RECORD.search(sight.source) if ".jpage(" in sight.source else None
    return counted is not None and int(counted.group(1)) == 0


def _shell(sight: Sight) -> tuple[str, str] | None:
    """A proxy is named and no record is here: the list comes by script."""
    if _fragment(sight) is not None:
        return None
    if "dataproxy.jsp" in sight.source or _UNIT_PATH in sight.source:
        return "list-by-script", "a list interface is named, no record stands in the page"
    if _CATALOGUE.search(sight.source) and re.search(r"infotypeId|jdid", sight.source):
        return "list-by-script", "the catalogue module fills the list"
    return None


def _document(sight: Sight) -> Overrides | None:
    if "<$[" not in sight.source:
        return None
    texts: dict[str, str] = {}
    for name, inner in _MARKER.findall(sight.source):
        text = squeeze(_TAGS.sub(" ", inner))
        if text and len(text) < 300:
            texts.setdefault(name, text)
    title = texts.get("标题") or texts.get("标题名称") or texts.get("信息标题")
    source = texts.get("信息来源") or texts.get("来源") or texts.get("文章来源")
    if source is not None:
        source = re.sub(r"^(?:(?:信息|文章)?来源\s*[:：]\s*)+", "", source).strip() or None
    published = first_date(texts["发布时间"]) if "发布时间" in texts else None
    if title is None and source is None and published is None:
        return None
    return Overrides(title=title, published=published, source=source, read_from="comment markers <$[…]>")


FAMILY = Family(
    name="hanweb",
    rank=10,
    recognise=_recognise,
    fragment=_fragment,
    pages=_pages,
    interfaces=_interfaces,
    shell=_shell,
    says_empty=_says_empty,
    document=_document,
)
