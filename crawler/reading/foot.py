"""What must stand at the foot of a site's pages besides numbers (47号, annex 一(二)4), and its search box.

Emblems, the box for reporting errors and the records of the police are mostly pictures or scripts with an address that
says what they are, so the markup is looked at as well as the words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.reading.tree import Node, Page
    from rules.facts import FootMark

# Plain words in small letters: a search for these is many times faster than a pattern, and every page is read.
_IN_MARKUP: dict[FootMark, tuple[str, ...]] = {
    "emblem": ("conac", "bszs", "党政机关标识", "党政机关网站标识", "党政机关.png", "dzjg"),
    "report": ("jiucuo", "zfwzgl.www.gov.cn", "exposure", "找错", "纠错"),
    "icp": ("beian.miit.gov.cn", "miibeian.gov.cn", "备案号"),
    "police": ("beian.gov.cn", "beian.mps.gov.cn", "网安备", "公安备案", "公安机关备案"),
    "map": ("网站地图", "站点地图", "网站导航", "站点导航", "sitemap", "wzdt", "wzdh"),
}
"""Marks that are mostly pictures, scripts or links, by what their markup says."""
_ICP = re.compile(r"(?<![a-z])icp(?![a-z])")
"""The word alone; /topicpage/ is none."""
_SEARCH = (
    "search",
    "sousuo",
    "jiansuo",
    "搜索",
    "检索",
    "搜 索",
    "检 索",
    "智能问答",
    "站内查询",
    "全站查询",
    "全文查询",
)
_SPONSOR = re.compile(r"主\s*办|承\s*办|版权所有|主管单位|办公室|管理单位|维护单位|copyright", re.IGNORECASE)
_CONTACT = re.compile(r"电\s*话|联系我们|联系方式|邮\s*箱|地\s*址|传\s*真|\d{3,4}[-—－ ]\d{7,8}|e-?mail", re.IGNORECASE)
_WRITE_NOTHING = ("conac", "jiucuo", "tongji", "webdig", "hm.baidu", "cnzz", "51.la", "jquery", "bootstrap", "share")
"""Scripts of other hosts that are known to write no search box."""
_WRITES_FOOT = re.compile(
    r"(?:^|[/_-])(?:foot|footer|bottom|copyright|dibu|banquan|yejiao)\w*\.(?:js|html?|shtml|json)|"
    r"[#.'\"](?:foot|footer|bottom|copyright|dibu|banquan|yejiao)\w*['\"]\s*\)?\s*\.\s*(?:load|html|append|innerhtml)",
    re.IGNORECASE,
)
"""Addresses and lines of scripts that put the foot into the page."""
_NO_MARK = re.compile(
    r"qrcode|ewm|erweima|二维码|weixin|wechat|微信|weibo|微博|wx\.|app|ipv6|wza|无障碍|适老|logo", re.IGNORECASE
)
"""Pictures that stand at the foot of many sites and are none of the marks."""
_FIELD = frozenset({"", "text", "search"})
_PERHAPS_SEARCH = ("搜", "查找", "查询")
_PICTURES = frozenset({"img", "object", "embed", "svg", "canvas"})
_UPPER = 3
"""The search box stands in the first third of a page, the foot in the last two fifths."""


def read_foot(page: Page, foot: str) -> tuple[FootMark, ...]:
    """The marks that a page bears, by its words at the foot and by the addresses in its markup.

    Args:
        page: the whole page.
        foot: the text of its last part.
    """
    source = page.source.lower()
    found = [mark for mark, words in _IN_MARKUP.items() if any(word in source for word in words)]
    if "icp" not in found and "icp" in source and _ICP.search(source):
        found.append("icp")
    if _SPONSOR.search(foot):
        found.append("sponsor")
    if _CONTACT.search(foot):
        found.append("contact")
    if any(_WRITES_FOOT.search(f"{node.get('src').partition('?')[0]}\n{code or ''}") for node, code in page.scripts):
        found.append("script")
    if any(not _is_known(node) for node in _pictures_below(page)):
        found.append("picture")
    return tuple(found)


def _is_known(picture: Node) -> bool:
    """Whether the addresses and words of a picture, or of the link it stands in, tell what it shows."""
    link = _link_around(picture)
    told = [picture.get("src"), picture.get("alt"), picture.get("title")]
    told += [link.get("href"), link.get("title"), link.text] if link is not None else []
    written = " ".join(told).lower()
    return (
        any(word in written for words in _IN_MARKUP.values() for word in words) or _NO_MARK.search(written) is not None
    )


def has_search(page: Page) -> bool | None:
    """Whether there is a way to search the site; ``False`` only where nothing on the page could be one."""
    source = page.source.lower()
    if any(word in source for word in _SEARCH):
        return True
    fields = [node for node in page.nodes if node.tag == "input" and (node.get("type") or "").lower() in _FIELD]
    addresses = [node.attrs.get("src") or "" for node, _code in page.scripts]
    others = [url for url in addresses if "//" in url and not any(word in url for word in _WRITE_NOTHING)]
    upper = page.nodes[: len(page.nodes) // _UPPER + 1]
    icons = any(_may_be_a_button(node) for node in upper)
    return None if fields or others or icons or any(word in source for word in _PERHAPS_SEARCH) else False


def _pictures_below(page: Page) -> Iterator[Node]:
    """Pictures in the foot, and where a page does not say what its foot is, those in its last part."""
    start = len(page.pieces) * 3 // 5
    return (
        node
        for node in page.nodes
        if node.tag in _PICTURES and (node.zone == "footer" or (node.piece_start >= start and not node.zone))
    )


def _may_be_a_button(node: Node) -> bool:
    """Whether a picture with nothing to read beside it can be clicked, and leads elsewhere than home."""
    if node.tag != "img":
        return False
    link = _link_around(node)
    clickable = "onclick" in node.attrs or (link is not None and link.get("href") not in {"/", "./", "#"})
    worded = node.get("alt") or node.get("title") or (link is not None and link.text)
    return clickable and not worded and not _is_known(node)


def _link_around(node: Node) -> Node | None:
    return next((outer for outer in node.ancestors()[:3] if outer.tag == "a"), None)
