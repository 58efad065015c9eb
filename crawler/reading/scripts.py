"""The site's own scripts that a page loads: one of them may write what the page itself does not hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.reading.urls import normalise_url

if TYPE_CHECKING:
    from crawler.reading.tree import Page

_MOST = 20
# Libraries write nothing by themselves; the others are counters, share buttons, dates, and aids for the eye.
_NO_AUTHORS = re.compile(
    r"jquery|bootstrap|swiper|slide|carousel|marquee|scroll|html5|respond|modernizr|polyfill|pngfix|animate|share|"
    r"webdig|ta-?\d*\.js|tongji|counter|dynclicks|sitegray|font|zoom|print|calendar|weather|wza|aria|jiucuo|search|"
    r"login|qrcode|echarts|player|s2t|traditional|language|pinyin|cookie|md5|base64|crypto|json2|underscore|lodash|"
    r"moment|layer|lightbox|fancybox|float|sethome|openlink|skin|theme|vsbscreen|formfunc|mixedquery|"
    # What every page of a site carries: its head, its foot, its menu and what they need.
    r"^(?:common|global|public|base|header|top|foot\w*|menu|nav|tabs?)(?![a-z])",
    re.IGNORECASE,
)
_COUNTERS = re.compile(r"/(?:count|stat|visit)s?/", re.IGNORECASE)


def read_scripts(page: Page, base: str) -> tuple[str, ...]:
    """Addresses of the scripts that a page loads from its own host, without their queries, in order.

    Left out is what is known to write no list, by the name of the file.
    """
    host = urlsplit(base).netloc
    found: dict[str, None] = {}
    for node, _code in page.scripts:
        address = normalise_url(node.get("src"), base) if node.attrs.get("src") else None
        if address is None:
            continue
        address = address.partition("?")[0]
        parts = urlsplit(address)
        folder, _, name = parts.path.rpartition("/")
        if parts.netloc == host and not _NO_AUTHORS.search(name) and not _COUNTERS.search(f"{folder}/"):
            found.setdefault(address)
    return tuple(found)[:_MOST]
