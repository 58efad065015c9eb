"""A page that is only walked over: does it open, and where does it lead?

A full sweep looks at every page for dead links. Once every item has its column, a page that is only walked over can
add nothing to a verdict, so its lists, columns and texts are not read. Whatever looks unusual (a wall, an error, a
stub, a page with few links) is read in full all the same, because there a careless look would be wrong.
"""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from crawler.reading.decoding import decode
from crawler.reading.reader import read_page
from crawler.reading.urls import normalise_url
from rules.facts import PageFacts, Unreadable

_OK = 200
_FEW_LINKS = 20
_SMALL = 6_000
"""Characters below which a page may be a stub, an error or a wall."""
_OPENS = "a[href], area[href], iframe[src]"


def read_outline(
    body: bytes, url: str, *, status: int = 200, content_type: str | None = None
) -> PageFacts | Unreadable:
    """Read the title and the links of a page, or all of it where it is not plainly a page of links and text.

    Args:
        body: The bytes after transfer and content decoding.
        url: The page's own address; relative links start from it.
        status: The HTTP status.
        content_type: The HTTP header's value, ``None`` where there was none.
    """
    base = normalise_url(url)
    if status != _OK or len(body) < _SMALL or base is None:
        return read_page(body, url, status=status, content_type=content_type)
    decoded = decode(body, content_type)
    if isinstance(decoded, Unreadable):
        return decoded
    tree = LexborHTMLParser(decoded.text)
    links = _links(tree, _base_of(tree, base))
    title = tree.css_first("title")
    if len(links) < _FEW_LINKS or title is None or tree.css_first("frameset, meta[http-equiv=refresh i]") is not None:
        return read_page(body, url, status=status, content_type=content_type)
    return PageFacts(
        url=url,
        charset=decoded.charset,
        kind="page",
        title=title.text(strip=True) or None,
        links=links,
        outline=True,
        read_from={"charset": decoded.evidence, "kind": "walked over: title and links alone were read"},
    )


def _base_of(tree: LexborHTMLParser, base: str) -> str:
    element = tree.css_first("base[href]")
    href = element.attributes.get("href") if element is not None else None
    return (normalise_url(href, base) if href else None) or base


def _links(tree: LexborHTMLParser, base: str) -> tuple[str, ...]:
    """Absolute web addresses, each once, in order."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    for element in tree.css(_OPENS):
        attributes = element.attributes
        href = attributes.get("href") or attributes.get("src")
        if not href or href in seen:
            continue
        seen.add(href)
        address = normalise_url(href, base)
        if address is not None:
            found[address] = None
    return tuple(found)
