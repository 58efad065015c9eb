"""The marks a government site must print, the metas of the head, and what the title element says."""

from __future__ import annotations

import re

from crawler.reading.foot import has_search, read_foot
from crawler.reading.tree import Node, Page, squeeze
from rules.facts import SiteMarks

_ID_CODE = re.compile(r"网站标识码\s*[:：]?\s*([0-9A-Za-z]{10})(?![0-9A-Za-z])")
_PROVINCES = "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀黔贵滇云藏陕秦甘陇青宁新蒙港澳台国"
_ICP = re.compile(
    rf"[{_PROVINCES}]\s*ICP\s*[备证]\s*[:：]?\s*(?:字?第)?\s*\d{{6,12}}\s*号?(?:\s*-\s*\d{{1,3}})?", re.IGNORECASE
)
_POLICE = re.compile(rf"[{_PROVINCES}]\s*公网安备\s*[:：]?\s*(?:第)?\s*\d{{11,14}}\s*号?")
_SITE_NAME = re.compile(
    r"(?:人民政府|行政公署|委员会|管理局|办公室|政府办|[局厅委院]|门户网站?|网站?|公署|中心)"
    r"(?:门户网站|网站|网|政府网)?$"
)
_TITLE_SPLIT = re.compile(r"\s*(?:[-_|｜—–―»>]+|&nbsp;|\xa0{2,}|\s{2,})\s*")
_TAG = re.compile(r"<[^<>]{1,60}>|&(?:nbsp|lt|gt|amp|quot|ldquo|rdquo|mdash|middot|#\d{2,5});?")
_KEPT_METAS = 60
_META_LENGTH = 1_000


def read_metas(page: Page) -> dict[str, str]:
    """Lower-case name to content, first one wins; named metas only."""
    metas: dict[str, str] = {}
    for node in page.nodes:
        if node.tag == "meta":
            name = (node.attrs.get("name") or node.attrs.get("property") or "").strip().lower()
            content = node.attrs.get("content")
            if name and content is not None and name not in metas and len(metas) < _KEPT_METAS and len(name) < 60:
                metas[name] = squeeze(content)[:_META_LENGTH]
    return metas


def plain(text: str) -> str:
    """A title without markup that was escaped into it."""
    for _ in range(2):
        if "<" in text or "&" in text:
            text = _TAG.sub(" ", text)
    return squeeze(text)


def title_element(page: Page) -> str:
    """The text of the ``title`` element, escaped markup removed."""
    for node in page.nodes:
        if node.tag == "title":
            return plain("".join(page.pieces[node.piece_start : node.piece_stop]))
        if node.tag == "body":
            break
    return ""


def title_parts(title: str) -> list[str]:
    """What stands between the dashes of a title element; the whole title first."""
    parts = [part for part in _TITLE_SPLIT.split(title) if part]
    return [title, *parts] if len(parts) > 1 else parts


def read_site(page: Page, metas: dict[str, str], title: str) -> SiteMarks:
    """Name, id code, ICP and police numbers, metas first, then what is printed at the foot; the other marks of it."""
    foot = foot_text(page)
    printed = _ID_CODE.search(foot)
    printed_code = printed.group(1) if printed else None
    id_code = metas.get("siteidcode", "").strip() or printed_code
    icp = _ICP.search(foot)
    police = _POLICE.search(foot)
    name = metas.get("sitename", "").strip() or None
    if name is None:
        parts = title_parts(title)
        name = next((part for part in reversed(parts) if _SITE_NAME.search(part) and len(part) < 40), None)
    return SiteMarks(
        name=name,
        id_code=id_code,
        icp=squeeze(icp.group(0)) if icp else None,
        police=squeeze(police.group(0)) if police else None,
        printed_code=printed_code,
        foot=read_foot(page, foot),
        search=has_search(page),
    )


def foot_text(page: Page) -> str:
    """The text of the page's last third, where the marks stand, as one line."""
    pieces = page.pieces
    start = len(pieces) * 3 // 5
    tail = squeeze("".join(pieces[start:]))
    if _ICP.search(tail) or _ID_CODE.search(tail):
        return tail[-6_000:]
    return squeeze("".join(pieces))[-20_000:]


def read_breadcrumb(page: Page) -> tuple[tuple[str, ...], Node | None]:
    """Names from the home page to this one as printed, and where they stand."""
    best: tuple[tuple[str, ...], Node | None] = ((), None)
    at = 0
    nodes = page.nodes
    while at < len(nodes):
        node = nodes[at]
        if node.zone == "crumb" and (node.parent is None or node.parent.zone != "crumb"):
            names = _crumb_names(node)
            if len(names) > len(best[0]) and not node.hidden:
                best = (names, node)
            at = node.stop
        else:
            at += 1
    return best


_CRUMB_LABEL = re.compile(r"^.{0,12}?(?:位置|所在地?|栏目)(?:是|为|在)?\s*(?:[:：]|$)\s*|^.{0,12}?位置\s*")
_CRUMB_SPLIT = re.compile(r"\s*(?:>{1,2}|＞+|»|›|→|/|\\|·|--+|—+|\||≫)\s*")
_CRUMB_NAME = 60


def _crumb_names(node: Node) -> tuple[str, ...]:
    anchors = node.anchors
    names: list[str] = []
    pieces = node.page.pieces
    at = node.piece_start
    for anchor in [*anchors, None]:
        stop = anchor.piece_start if anchor is not None else node.piece_stop
        between = squeeze("".join(pieces[at:stop]))
        if not names:
            between = _CRUMB_LABEL.sub("", between)
        names.extend(part for part in _CRUMB_SPLIT.split(between) if part)
        if anchor is not None:
            text = anchor.text or squeeze(anchor.get("title"))
            if text:
                names.append(_CRUMB_SPLIT.sub("", text) if text[-1:] in ">＞»" else text)
            at = anchor.piece_stop
    kept = []
    for name in names:
        clean = name.strip(" \u3000:：>＞»")
        if clean and len(clean) <= _CRUMB_NAME and not re.fullmatch(r"[\W_]+", clean):
            kept.append(clean)
    return tuple(kept[:12])
