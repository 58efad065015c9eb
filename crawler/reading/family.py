"""What a site builder's module may offer, and what it is given to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from crawler.reading.links import Link
    from crawler.reading.tree import Page
    from rules.facts import Column, Entry, Pagination


class Sight(NamedTuple):
    """One page as the readers see it."""

    page: Page
    source: str
    url: str
    base: str
    metas: dict[str, str]
    links: list[Link]
    signature: str
    """Class names, ids, addresses, beginnings of scripts and comments: where builders leave their marks."""


class Fragment(NamedTuple):
    """Markup of a list that is on the page but not in its tree, and where it stood."""

    html: str
    read_from: str
    leads: bool = True
    """``False`` where the page's own visible list, if there is one, is to be believed first."""


class Overrides(NamedTuple):
    """Facts of a document that a builder marks without doubt; ``None`` where it does not."""

    title: str | None = None
    published: dt.date | None = None
    source: str | None = None
    read_from: str = ""


_CODE = 3_000
_COMMENT = 300


def signature_of(page: Page) -> str:
    """Join what a builder can be recognised by; much shorter than the page."""
    marks: dict[str, None] = {}
    for node in page.nodes:
        attrs = node.attrs
        if attrs:
            if node.marks:
                marks[node.marks] = None
            for name in ("href", "src", "action", "onclick", "name", "url", "uniturl"):
                value = attrs.get(name)
                if value and len(value) < _COMMENT:
                    marks[value] = None
        if node.tag in {"ucaptitle", "ucapcontent", "datastore", "recordset"}:
            marks[node.tag] = None
    codes = [code[:_CODE] for _, code in page.scripts if code]
    comments = [comment[:_COMMENT] for _, comment in page.comments]
    return "\n".join([*marks, *codes, *comments])


def _nothing(_sight: Sight) -> None:
    return None


def _never(_sight: Sight) -> bool:
    return False


def _no_columns(_sight: Sight) -> tuple[Column, ...]:
    return ()


def _no_addresses(_sight: Sight) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One builder of sites: how it is recognised, and what it reads better than the generic readers."""

    name: str
    rank: int = 50
    """The lowest that recognises a page names its family; every one that does may read."""
    leads: bool = True
    """``False`` where what it reads counts only on a page that shows no list."""
    recognise: Callable[[Sight], bool]
    fragment: Callable[[Sight], Fragment | None] = _nothing
    entries: Callable[[Sight], tuple[tuple[Entry, ...], str] | None] = _nothing
    columns: Callable[[Sight], tuple[Column, ...]] = _no_columns
    pages: Callable[[Sight], tuple[Pagination, str] | None] = _nothing
    interfaces: Callable[[Sight], tuple[str, ...]] = _no_addresses
    shell: Callable[[Sight], tuple[str, str] | None] = _nothing
    document: Callable[[Sight], Overrides | None] = _nothing
    says_empty: Callable[[Sight], bool] = _never
    """Whether the page itself says that its list has no lines; then no script would bring any."""
