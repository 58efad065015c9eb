"""Where a list page stands among its siblings, from calls in scripts, from rendered pagers and from printed counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from crawler.reading.tree import Node, Page, squeeze
from crawler.reading.urls import normalise_url, path_of
from rules.facts import Pagination

if TYPE_CHECKING:
    from crawler.reading.links import Link

_CALL = re.compile(r"create_?Page(?:HTML|Html|Nav)?\d*\s*\(([^()]{1,300})\)")
_DEFINED = re.compile(r"function\s+$")
_ARGUMENT = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([^,]*))\s*(?:,|$)""")
_PAGER = re.compile(r"\bPager\s*\(\s*\{([^{}]{1,400})\}")
_SETTING = re.compile(r"""(\w+)\s*:\s*(?:"([^"]*)"|'([^']*)'|([\w.]+))""")
_PLUGIN = re.compile(r"\.(?:pagination|paging|page|Paging|createPage|jqPaginator|paginator)\s*\(\s*\{([^{}]{1,600})")
_LAYPAGE = re.compile(r"\blaypage(?:\.render)?\s*\(\s*\{([^{}]{1,600})")
_COUNT_PAGE = re.compile(
    r"(?:var\s+)?\b(countPage|pageCount|totalPages?|maxPage|pageTotal|total_?page|m_nPageCount)"
    r"\s*=\s*(?:parseInt\()?\s*[\"']?(\d{1,5})"
)
_CURRENT_PAGE = re.compile(
    r"(?:var\s+)?\b(currentPage|curPage|pageIndex|currPage|nowPage|current_?page)\s*=\s*(?:parseInt\()"
    r"?\s*[\"']?(\d{1,5})"
)
_GOTO = re.compile(r"_gotopage_fun\(\s*(\d{1,5})")
_OF = re.compile(r"(?:第\s*)?(\d{1,5})\s*(?:页)?\s*/\s*(?:共\s*)?(\d{1,5})\s*页?")
_TOTAL_PAGES = re.compile(r"(?:共|总共|总计|分)\s*[:：]?\s*(\d{1,5})\s*页|总页数\s*[:：]?\s*(\d{1,5})")
_THIS_PAGE = re.compile(
    r"(?:当前)?第\s*[:：]?\s*(\d{1,5})\s*页|当前\s*页?\s*[:：]?\s*(\d{1,5})\s*页?|页次\s*[:：]?\s*(\d{1,5})"
)
_RECORDS = re.compile(r"共\s*(?:有|计)?\s*[:：]?\s*(\d{1,7})\s*(?:条|记录|篇|项)")
_NEXT_WORD = re.compile(r"\[?(?:下一?页|后一?页|next(?:\s*page)?)\]?\s*[>»›＞→]*", re.IGNORECASE)
_NEXT = re.compile(rf"\s*(?:{_NEXT_WORD.pattern}|[>›»＞]{{1,2}})\s*\Z", re.IGNORECASE)
_LAST = re.compile(r"\s*(?:尾页|末页|最后一?页|最末页|last|>>|»)\s*\Z", re.IGNORECASE)
_WORDS = re.compile(r"下一?页|上一?页|尾页|末页|最后一页|首页.{0,30}\d.{0,30}页|共\s*\d+\s*(?:页|条)")
_PAGE_ADDRESS = re.compile(
    r"[_\-/](\d{1,4})\.(?:s?html?|jsp|aspx?|jhtml)$|[?&](?:page|pageNum|pageNo|p|pageIndex|PAGENUM|"
    r"currpage|curpage|PageIndex|pageno)=(\d{1,4})",
    re.IGNORECASE,
)
_PAGER_PIECES = 300
_CAPS = frozenset({(10, 200), (10, 150), (10, 100), (20, 400), (20, 300), (25, 500), (50, 1000), (10, 250), (10, 300)})
"""Pages and records at which builders stop showing more."""


class Found(NamedTuple):
    """A pagination, where it was read, and the element that shows it."""

    pages: Pagination
    read_from: str
    node: Node | None


def read_pagination(page: Page, links: list[Link], url: str) -> Found | None:
    """The pagination of the list the page shows, or ``None`` where it shows none."""
    node = _whole_pager(_pager_node(page))
    found = _from_scripts(page, url)
    if found is not None:
        return found._replace(node=node) if found.node is None else found
    if node is None:
        node = _next_alone(links, url)
    return _rendered(node, links, url) if node is not None else None


def _next_alone(links: list[Link], url: str) -> Node | None:
    """A link to the next page with nothing beside it that would make it a pager."""
    for link in links:
        if link.url is None or link.url == url or _NEXT_WORD.fullmatch((link.name or "").strip()) is None:
            continue
        if "页" in link.name or link.node.get("rel") == "next" or page_number(link.url) is not None:
            return link.node
    return None


def _arguments(text: str) -> list[str | int]:
    found: list[str | int] = []
    for match in _ARGUMENT.finditer(text):
        if match.start() == match.end() and found:
            break
        quoted = match.group(1) if match.group(1) is not None else match.group(2)
        if quoted is not None:
            found.append(quoted.strip())
            continue
        bare = (match.group(3) or "").strip()
        number = re.match(r"(?:parseInt\(|Math\.\w+\(|Number\()?\s*[\"']?(\d{1,7})", bare)
        found.append(int(number.group(1)) if number else bare)
    return found


def _from_scripts(page: Page, url: str) -> Found | None:
    sources = [(code, "script") for node, code in page.scripts if code and node.attrs.get("type") != "text/xml"]
    sources += [(comment, "comment") for _, comment in page.comments if "createPage" in comment or "Pager(" in comment]
    for code, where in sources:
        if "reatePage" in code or "reate_page" in code:
            for match in _CALL.finditer(code):
                if _DEFINED.search(code, max(0, match.start() - 12), match.start()):
                    continue
                pages = _from_call(_arguments(match.group(1)), url)
                if pages is not None:
                    return Found(pages, f"{where}: {match.group(0)[:120]}", None)
        if "Pager" in code:
            pager = _PAGER.search(code)
            if pager is not None:
                settings = _settings(pager.group(1))
                size = _number(settings.get("size") or settings.get("total") or settings.get("pageCount"))
                if size is not None:
                    current = _number(settings.get("current")) or 0
                    prefix, suffix = settings.get("prefix") or "index", settings.get("suffix") or "html"
                    follow = normalise_url(f"{prefix}_{current + 1}.{suffix}", url) if current + 1 < size else None
                    return Found(
                        Pagination(current + 1, size, follow), f"{where}: {squeeze(pager.group(0))[:120]}", None
                    )
    for code, where in sources:
        for match in [*_PLUGIN.finditer(code), *_LAYPAGE.finditer(code)]:
            pages = _from_plugin(_settings(match.group(1)))
            if pages is not None:
                return Found(pages, f"{where}: {squeeze(match.group(0))[:120]}", None)
        count = _COUNT_PAGE.search(code)
        if count is not None and int(count.group(2)) > 0:
            this = _CURRENT_PAGE.search(code)
            current = int(this.group(2)) if this else 0
            zero_based = count.group(1) in {"countPage", "m_nPageCount"} or current == 0
            total = int(count.group(2))
            number = current + 1 if zero_based else max(current, 1)
            follow = (
                normalise_url(f"index_{number}.html", url)
                if zero_based and "countPage" in count.group(1) and number < total
                else None
            )
            return Found(Pagination(min(number, total), total, follow), f"{where}: {squeeze(count.group(0))}", None)
    return None


def _from_call(arguments: list[str | int], url: str) -> Pagination | None:
    """Tell the variants of the call apart by the kinds of their arguments."""
    kinds = "".join("n" if isinstance(argument, int) else "s" for argument in arguments)
    numbers = [argument for argument in arguments if isinstance(argument, int)]
    words = [argument for argument in arguments if isinstance(argument, str)]
    records: int | None = None
    if kinds.startswith("nnss"):
        total, current, zero_based = numbers[0], numbers[1], True
        prefix, suffix = words[0], words[1]
        records = numbers[2] if len(numbers) > 2 else None
    elif kinds.startswith("nnnss"):
        records, total, current = numbers[0], numbers[1], numbers[2]
        zero_based = True
        prefix, suffix = words[0], words[1]
    elif kinds.startswith("snnss"):
        total, current = numbers[0], numbers[1]
        prefix, suffix = words[1], words[2]
        records = numbers[2] if len(numbers) > 2 else None
        zero_based = current == 0
    elif kinds.startswith("nn"):
        total, current, zero_based = numbers[0], numbers[1], numbers[1] == 0
        prefix, suffix = "index", "html"
    else:
        return None
    if total < 1:
        return Pagination(1, max(total, 1)) if total == 0 else None
    number = current + 1 if zero_based else current
    number = min(max(number, 1), total)
    follow = None
    if number < total and prefix and suffix:
        follow = normalise_url(f"{prefix}_{number if zero_based else number + 1}.{suffix}", url)
    return Pagination(number, total, follow, lower_bound=records is not None and (total, records) in _CAPS)


def _settings(text: str) -> dict[str, str]:
    return {
        match.group(1): next((part for part in match.groups()[1:] if part is not None), "")
        for match in _SETTING.finditer(text)
    }


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdigit() and len(text) < 8 else None


def _from_plugin(settings: dict[str, str]) -> Pagination | None:
    lowered = {name.lower(): value for name, value in settings.items()}
    size = _number(lowered.get("pagesize") or lowered.get("perpage") or lowered.get("limit"))
    records = _number(
        lowered.get("total") or lowered.get("totaldata") or lowered.get("totalcount") or lowered.get("count")
    )
    total = _number(
        lowered.get("totalpages") or lowered.get("pagecount") or lowered.get("totalpage") or lowered.get("pages")
    )
    if total is None and "showdata" in lowered and records is not None:
        size = _number(lowered["showdata"])
    if total is None and size and records is not None:
        total = max(1, -(-records // size))
    if total is None or total < 1:
        return None
    current = _number(
        lowered.get("pageindex")
        or lowered.get("current")
        or lowered.get("currentpage")
        or lowered.get("pagenumber")
        or lowered.get("curr")
    )
    return Pagination(min(max(current or 1, 1), total), total)


def _pager_node(page: Page) -> Node | None:
    """The element that shows the pager: marked so, or around 下一页."""
    marked = None
    for node in page.nodes:
        if (
            node.zone == "pager"
            and (node.parent is None or node.parent.zone != "pager")
            and not node.hidden
            and _WORDS.search(node.text)
        ):
            marked = node
    if marked is not None:
        return marked
    for place in page.shown:
        piece = page.pieces[place]
        if "页" in piece and len(piece) < 120 and _WORDS.search(piece):
            owner: Node | None = page.owners[place]
            for _ in range(5):
                if owner is None or owner.tag in {"body", "html"} or owner.zone in {"footer", "nav"}:
                    break
                if owner.piece_stop - owner.piece_start > _PAGER_PIECES:
                    break
                text = owner.text
                if len(text) > 400:
                    break
                if _is_pager(text):
                    return owner
                owner = owner.parent
    return None


def _whole_pager(node: Node | None) -> Node | None:
    """The pager with its counts, which some builders print in a cell beside the buttons."""
    if node is None or _OF.search(node.text) or _TOTAL_PAGES.search(node.text):
        return node
    around = node.parent
    for _ in range(4):
        if around is None or around.tag in {"body", "html"}:
            break
        text = around.text
        if len(text) > 160:
            break
        if _OF.search(text) or _TOTAL_PAGES.search(text):
            return around
        around = around.parent
    return node


def _is_pager(text: str) -> bool:
    hits = sum(
        1 for word in ("首页", "上一页", "上页", "下一页", "下页", "尾页", "末页", "最后一页", "第一页") if word in text
    )
    return (
        hits >= 2
        or bool(_OF.search(text) and hits)
        or bool(_RECORDS.search(text) and hits)
        or bool(_TOTAL_PAGES.search(text) and hits)
        or bool(_TOTAL_PAGES.search(text) and _THIS_PAGE.search(text))
    )


def _rendered(node: Node, links: list[Link], url: str) -> Found | None:
    text = node.text
    own = links[node.anchor_start : node.anchor_stop]
    numbers = [int(link.name) for link in own if link.name.isdigit() and len(link.name) < 5]
    total, lower_bound = _total(text, node, own, numbers)
    current = _current(node, text, own, numbers)
    follow = next((link.url for link in own if _NEXT.match(link.name or "") and link.url), None)
    if follow is None and current is not None:
        follow = next((link.url for link in own if link.name == str(current + 1) and link.url), None)
    if total is None and current is None and not any(_NEXT.match(link.name or "") for link in own):
        return None
    current = current or 1
    if total is not None and total < current:
        total = current
    if follow == url:
        follow = None
    return Found(Pagination(current, total, follow, lower_bound=lower_bound), f"pager: {text[:100]}", node)


def _total(text: str, node: Node, own: list[Link], numbers: list[int]) -> tuple[int | None, bool]:
    of = _OF.search(text)
    if of is not None and int(of.group(2)) >= int(of.group(1)) >= 1:
        return int(of.group(2)), False
    goto = next((match for _, code in node.page.scripts for match in _GOTO.finditer(code)), None)
    if goto is not None:
        return int(goto.group(1)), False
    printed = _TOTAL_PAGES.search(text)
    if printed is not None:
        return int(next(part for part in printed.groups() if part)), False
    last = next((link for link in own if _LAST.match(link.name or "") and link.url), None)
    if last is not None and last.url is not None:
        number = page_number(last.url)
        if number is not None and numbers:
            shown = {
                int(link.name): page_number(link.url)
                for link in own
                if link.name.isdigit() and link.url and len(link.name) < 5
            }
            offsets = {name - value for name, value in shown.items() if value is not None}
            if len(offsets) == 1:
                return number + offsets.pop(), False
        if number is not None:
            return max([number, *numbers]), not numbers
    if numbers:
        grouped = (
            "下5页" in text
            or "下10页" in text
            or "nextgroup" in " ".join(inner.marks for inner in node.nodes)
            or "..." in text
            or "…" in text
        )
        shown_current = [int(word) for word in re.findall(r"(?<!\d)\d{1,4}(?!\d)", text)]
        return max([*numbers, *[value for value in shown_current if value == max(numbers) + 1]]), grouped
    return None, False


def _current(node: Node, text: str, own: list[Link], numbers: list[int]) -> int | None:
    of = _OF.search(text)
    if of is not None and int(of.group(2)) >= int(of.group(1)) >= 1:
        return int(of.group(1))
    this = _THIS_PAGE.search(text)
    if this is not None:
        return int(next(part for part in this.groups() if part))
    for inner in node.nodes:
        if (
            inner.marks
            and re.search(r"\b(?:cur|current|active|on|selected|thispage|hover|curr)\b", inner.marks)
            and inner.text.isdigit()
            and len(inner.text) < 5
        ):
            return int(inner.text)
    linked = {inner.index for link in own for inner in [link.node, *link.node.nodes]}
    for inner in node.nodes:
        word = inner.text
        if (
            word.isdigit()
            and len(word) < 5
            and inner.index not in linked
            and not inner.anchors
            and inner.tag in {"span", "strong", "b", "em", "font", "li", "i"}
            and (not numbers or int(word) not in numbers)
        ):
            return int(word)
    return None


def page_number(url: str) -> int | None:
    """The number of a list page as its address counts it."""
    match = _PAGE_ADDRESS.search(url)
    if match is None:
        match = re.search(r"/(\d{1,4})\.htm$", path_of(url))
        return int(match.group(1)) if match else None
    return int(next(part for part in match.groups() if part))
