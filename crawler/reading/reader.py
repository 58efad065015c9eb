"""Bytes to page facts: every reader once, in the order in which one helps the next.

Pure: no network, no clock, no state but caches. It never raises, whatever the bytes are.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from crawler.reading import (
    article,
    attachments,
    blocked,
    columns,
    entries,
    kind,
    maintext,
    marks,
    pagination,
    placeholders,
    records,
    redirects,
    shells,
)
from crawler.reading.bare import count_beside, count_concealed, has_sentences, read_bare
from crawler.reading.blocks import find_blocks
from crawler.reading.dates import first_date
from crawler.reading.decoding import Decoded, decode
from crawler.reading.families import families
from crawler.reading.family import Family, Sight, signature_of
from crawler.reading.fields import read_fields
from crawler.reading.links import Link, read_links
from crawler.reading.pictures import count_pictures
from crawler.reading.related import read_related
from crawler.reading.scripts import read_scripts
from crawler.reading.tables import read_tables
from crawler.reading.tree import Page, parse
from crawler.reading.unfilled import read_unfilled
from crawler.reading.urls import normalise_url
from crawler.reading.zones import mark_zones
from rules.facts import TEXT_LIMIT, Column, Entry, PageFacts, PageKind, Pagination, SiteMarks, Unreadable

_NO_BASE = "http://page.invalid/"
"""Where relative links start when a file is read without the address it came from."""
_NOT_FORMS = re.compile(r"search|query|sousuo|jiansuo|login|/was5/|vote", re.IGNORECASE)
_HOME_NAMES = frozenset({"首页", "网站首页", "主页"})
_MOSTLY_PICTURE = 400
"""Characters of text beside which a picture is an illustration; then nobody asks how many there are."""
_LINKS_IN_A_TEXT = 3
_LIST_TEXT = 4_000
"""Characters of text kept beside a list: enough for labels, too little to carry the list twice."""


def read_page(
    body: bytes, url: str, *, status: int = 200, content_type: str | None = None, charset: str | None = None
) -> PageFacts | Unreadable:
    """Read one page.

    Args:
        body: The bytes after transfer and content decoding.
        url: The page's own address; relative links start from it.
        status: The HTTP status.
        content_type: The HTTP header's value, ``None`` where there was none.
        charset: The codec to use where a person insists on one.

    Returns:
        The facts, or why the bytes hold no page.
    """
    decoded = decode(body, content_type, charset=charset)
    if isinstance(decoded, Unreadable):
        return decoded
    base = normalise_url(url) or _NO_BASE
    interface = records.read_records(decoded.text, base)
    if interface is not None:
        return _interface_facts(url, decoded, interface, base)
    if "<" not in decoded.text:
        return _plain_text(decoded, url, status)
    reading = _Reading(decoded, url, base, status)
    facts = reading.facts()
    reading.page.release()
    return facts


def _interface_facts(url: str, decoded: Decoded, interface: records.Records, base: str) -> PageFacts:
    listed = interface.entries or (read_fragment(interface.markup, base) if interface.markup else ())
    return PageFacts(
        url=url,
        charset=decoded.charset,
        kind="list",
        family="interface",
        entries=listed,
        pages=interface.pages,
        read_from={"charset": decoded.evidence, "entries": interface.read_from, "kind": "list interface"},
    )


def _plain_text(decoded: Decoded, url: str, status: int) -> PageFacts | Unreadable:
    """A body without any markup: an error message in words, or no page at all."""
    text = decoded.text.strip()
    error = blocked.read_error(status=status, title="", text=text, links=0)
    if error is None:
        return Unreadable("not-html", "no markup")
    return PageFacts(
        url=url,
        charset=decoded.charset,
        kind="error",
        text=text[:TEXT_LIMIT],
        text_length=_length(text),
        read_from={"kind": error},
    )


def _goes_on(pages: Pagination) -> bool:
    """Whether what is read is one of several pages of a document."""
    return pages.next is not None or (pages.total or 1) > 1


class _Found(NamedTuple):
    """What the readers found on a page with content."""

    page_kind: PageKind
    site: SiteMarks
    crumb: tuple[str, ...]
    document: article.Document
    listed: tuple[Entry, ...]
    named: tuple[Column, ...]
    paging: pagination.Found | None
    content_text: str
    redirect: tuple[str, str] | None
    fields: dict[str, str]


class _Reading:
    """The work on one page; what one reader finds the next may use."""

    def __init__(self, decoded: Decoded, url: str, base: str, status: int) -> None:
        self.decoded = decoded
        self.url = url
        self.status = status
        self.own = base
        self.page: Page = parse(decoded.text)
        mark_zones(self.page)
        self.base = _base_of(self.page, base)
        self.metas = marks.read_metas(self.page)
        self.links: list[Link] = read_links(self.page, self.base)
        self.title = marks.title_element(self.page)
        self.read_from: dict[str, str] = {"charset": decoded.evidence}
        self.sight = Sight(self.page, decoded.text, url, self.base, self.metas, self.links, signature_of(self.page))
        self.families: list[Family] = [family for family in families() if family.recognise(self.sight)]
        self.family = self.families[0].name if self.families else "generic"

    def facts(self) -> PageFacts:
        page = self.page
        redirect = redirects.read_redirect(page, self.base)
        wall = blocked.read_block(page, status=self.status, title=self.title)
        if wall is not None:
            self.read_from["kind"] = wall[1]
            return self._refused("blocked", maintext.main_text(page, None, without=[]) or page.text, block=wall[0])
        if self.status >= 400 or blocked.is_error_title(self.title):
            visible = maintext.main_text(page, None, without=[])
            error = blocked.read_error(status=self.status, title=self.title, text=visible, links=len(self.links))
            if error is not None:
                self.read_from["kind"] = error
                return self._refused("error", visible, redirect=redirect[0] if redirect else None)
        return self._content(redirect)

    def _refused(
        self, what: PageKind, text: str, *, block: str | None = None, redirect: str | None = None
    ) -> PageFacts:
        """Facts of a wall or an error page: what it says, and nothing that could be taken for content."""
        return PageFacts(
            url=self.url,
            charset=self.decoded.charset,
            kind=what,
            family=self.family,
            title=self.title or None,
            meta=self.metas,
            block=block,
            redirect=redirect,
            text=text[:TEXT_LIMIT],
            text_length=_length(text),
            links=self._other_links(set()),
            read_from=self.read_from,
        )

    def _content(self, redirect: tuple[str, str] | None) -> PageFacts:
        page, links, metas = self.page, self.links, self.metas
        site = marks.read_site(page, metas, self.title)
        crumb, crumb_node = marks.read_breadcrumb(page)
        if crumb_node is not None:
            self.read_from["breadcrumb"] = f"<{crumb_node.tag}>: {crumb_node.text[:80]}"
        here = self._own_names(crumb)
        blocks = find_blocks(page, links)
        paging = pagination.read_pagination(page, links, self.own)
        paging = self._family_pages(paging)
        fields = read_fields(page)
        document = self._document(fields)
        choice = entries.choose(
            page, blocks, pager=paging.node if paging else None, paged=paging is not None, here=here
        )
        boxes = choice.boxes
        given = self._family_entries(choice)
        if given is None and choice.mode == "none":
            choice = entries.undated(
                page,
                links,
                here=here,
                pager=paging.node if paging else None,
                content=document.content if document.marked else None,
            )
        listed = given if given is not None else entries.to_entries(choice.rows)
        own_blocks = list(choice.blocks)
        menus = columns.read_columns(page, links, blocks=blocks + own_blocks, base=self.base, here=here)
        named = self._family_columns(menus.columns)
        marked = document.content if document.marked else None
        # A link or two within sentences are no list: their frame holds the text of the page.
        is_in_text = choice.mode == "undated" and len(choice.rows) <= _LINKS_IN_A_TEXT
        elsewhere = [
            part for block in [*own_blocks, *boxes] for part in block.parts if not is_in_text or not has_sentences(part)
        ]
        if paging is not None and paging.node is not None:
            elsewhere.append(paging.node)
        if marked is None:
            elsewhere += menus.elements
        content_text = maintext.main_text(page, marked, without=elsewhere)
        if not listed and len(content_text) <= blocked.SMALL:
            error = blocked.read_error(status=self.status, title="", text=content_text, links=len(links))
            if error is not None:
                self.read_from["kind"] = error
                return self._refused("error", content_text, redirect=redirect[0] if redirect else None)
        if given is not None and choice.mode == "none":
            choice = choice._replace(mode="list", read_from=self.read_from.get("entries", ""))
        seen = kind.Seen(
            url=self.own,
            metas=metas,
            title=self.title,
            site_name=site.name,
            breadcrumb=crumb,
            document=document,
            choice=choice,
            entries=len(listed),
            columns=named,
            paged=paging is not None,
            text_length=_length(content_text),
            forms=len(self._forms()),
        )
        page_kind, reason = kind.decide(seen)
        self.read_from["kind"] = reason
        if page_kind == "article":
            listed = ()
            if own_blocks or marked is None:
                plain = menus.elements if document.content is None else []
                content_text = maintext.main_text(page, document.content, without=plain)
            own_blocks = []
        elif listed and "entries" not in self.read_from:
            self.read_from["entries"] = choice.read_from
        if page_kind not in {"article", "page", "platform"} and document.marked and listed:
            content_text = maintext.main_text(page, None, without=[*elsewhere, *menus.elements])
        found = _Found(page_kind, site, crumb, document, listed, named, paging, content_text, redirect, fields)
        return self._assembled(found)

    def _assembled(self, found: _Found) -> PageFacts:
        page_kind, site, crumb, document, listed, named, paging, content_text, redirect, fields = found
        page = self.page
        is_article = page_kind == "article"
        length = _length(content_text)
        title, title_from = self._title(page_kind, document, crumb)
        interfaces = dict.fromkeys(shells.read_interfaces(page, self.base))
        for family in self.families:
            interfaces.update(dict.fromkeys(family.interfaces(self.sight)))
        notice = None if listed and len(listed) > 1 else placeholders.read_notice(content_text, content_length=length)
        shell = None
        if not listed and not is_article and redirect is None:
            shell = self._shell(content_text, has_notice=notice is not None)
        published_meta = first_date(self.metas.get("pubdate", ""))
        for name, where in (
            ("title", title_from),
            ("published", document.published_from if is_article else ""),
            ("notice", notice[1] if notice else ""),
            ("needs_browser", shell[1] if shell else ""),
            ("redirect", redirect[1] if redirect else ""),
            ("pages", paging.read_from if paging and not is_article else ""),
            ("site", "metas" if "sitename" in self.metas else "title element and foot"),
            ("published_meta", "meta PubDate" if published_meta else ""),
        ):
            if where:
                self.read_from.setdefault(name, where)
        files = attachments.read_attachments(self.links, document.content)
        entry_urls = {entry.url for entry in listed}
        files = tuple(file for file in files if file.url not in entry_urls)
        known = entry_urls | {column.url for column in named} | {file.url for file in files}
        limit = TEXT_LIMIT if page_kind in {"article", "page", "platform"} else _LIST_TEXT
        return PageFacts(
            url=self.url,
            charset=self.decoded.charset,
            kind=page_kind,
            family=self.family,
            title=title,
            site=site,
            meta=self.metas,
            breadcrumb=crumb,
            columns=named,
            entries=listed,
            pages=paging.pages if paging is not None and not is_article else None,
            redirect=redirect[0] if redirect else None,
            frames=redirects.read_frames(page, self.base),
            published=document.published if page_kind in {"article", "page"} else None,
            published_meta=published_meta,
            source=document.source if is_article else None,
            document_number=document.document_number if is_article else None,
            index_number=document.index_number if is_article else None,
            fields=fields if page_kind in {"article", "page"} else {},
            attachments=files,
            tables=read_tables(page) if page_kind in {"article", "page"} else (),
            bare=read_bare(page) if page_kind in {"article", "page"} else (),
            concealed=count_concealed(page) if page_kind in {"article", "page"} else 0,
            beside=count_beside(page, document.content) if is_article else 0,
            continued=is_article and paging is not None and _goes_on(paging.pages),
            text_length=length,
            text=content_text[:limit],
            images=count_pictures(page) if length < _MOSTLY_PICTURE else 0,
            notice=notice[0] if notice else None,
            needs_browser=shell[0] if shell else None,
            forms=self._forms(),
            list_urls=tuple(interfaces),
            links=self._other_links(known),
            related=self._related(page_kind),
            scripts=read_scripts(page, self.base),
            read_from=self.read_from,
        )

    def _related(self, kind: str) -> tuple[str, ...]:
        if kind == "home":
            return read_unfilled(self.page)
        return read_related(self.page, self.base) if kind in {"article", "page"} else ()

    def _own_names(self, crumb: tuple[str, ...]) -> frozenset[str]:
        names = [self.metas.get("columnname", ""), *marks.title_parts(self.title)[:2], *crumb[-1:]]
        return frozenset(name.replace(" ", "") for name in names if name and name not in _HOME_NAMES)

    def _family_pages(self, paging: pagination.Found | None) -> pagination.Found | None:
        for family in self.families:
            found = family.pages(self.sight)
            if found is not None:
                return pagination.Found(found[0], found[1], paging.node if paging else None)
        return paging

    def _document(self, fields: dict[str, str]) -> article.Document:
        document = article.read_document(self.page, self.metas, title_text=self.title, fields=fields)
        for family in self.families:
            given = family.document(self.sight)
            if given is not None:
                document = document._replace(
                    title=given.title or document.title,
                    title_from=given.read_from if given.title else document.title_from,
                    published=given.published or document.published,
                    published_from=given.read_from if given.published else document.published_from,
                    source=given.source or document.source,
                    information_line=document.information_line or given.published is not None,
                )
        return document

    def _family_entries(self, choice: entries.Choice) -> tuple[Entry, ...] | None:
        """Lists that a builder keeps outside the tree: in comments, in CDATA, in script objects."""
        for family in self.families:
            if not family.leads and choice.mode != "none":
                continue
            given = family.entries(self.sight)
            if given is not None and given[0] and len(given[0]) >= len(choice.rows):
                self.read_from["entries"] = given[1]
                return given[0]
            fragment = family.fragment(self.sight)
            if fragment is None or (choice.mode in {"list", "channel"} and not fragment.leads):
                continue
            rows = read_fragment(fragment.html, self.base)
            if rows:
                self.read_from["entries"] = fragment.read_from
                return rows
        return None

    def _family_columns(self, named: tuple[Column, ...]) -> tuple[Column, ...]:
        extra: list[Column] = []
        seen = {(column.name.replace(" ", ""), column.url) for column in named}
        given = [family.columns(self.sight) for family in self.families]
        given.append(columns.read_written_menus(self.page, self.base))
        for group in given:
            for column in group:
                key = (column.name.replace(" ", ""), column.url)
                if key not in seen:
                    seen.add(key)
                    extra.append(column)
        return (*named, *extra)

    def _shell(self, content_text: str, *, has_notice: bool) -> tuple[str, str] | None:
        if any(family.says_empty(self.sight) for family in self.families):
            return None
        for family in self.families:
            found = family.shell(self.sight)
            if found is not None:
                return found
        if has_notice:
            return None
        return shells.read_shell(self.page, text=content_text, links=len(self.links))

    def _title(self, page_kind: PageKind, document: article.Document, crumb: tuple[str, ...]) -> tuple[str | None, str]:
        if page_kind == "article":
            return document.title, document.title_from
        if page_kind == "home":
            return self.title or None, "title element"
        name = self.metas.get("columnname", "")
        if name:
            return marks.plain(name), "meta ColumnName"
        parts = marks.title_parts(self.title)
        if (
            crumb
            and len(crumb) > 1
            and crumb[-1] not in _HOME_NAMES
            and (not parts or crumb[-1] in self.title or len(parts) == 1)
        ):
            return crumb[-1], "breadcrumb"
        if parts:
            return (parts[1] if len(parts) > 1 else parts[0]), "title element"
        return document.title, document.title_from

    def _forms(self) -> tuple[str, ...]:
        """Forms with room for words or a choice, the search boxes left out."""
        found: dict[str, None] = {}
        for node in self.page.nodes:
            if node.tag != "form" or node.zone in {"header", "footer"}:
                continue
            inner = node.nodes
            texts = sum(
                1
                for field in inner
                if field.tag == "input" and field.get("type").lower() in {"", "text", "tel", "email", "number"}
            )
            areas = sum(1 for field in inner if field.tag == "textarea")
            if areas or texts >= 3:
                action = node.get("action")
                if _NOT_FORMS.search(f"{action} {node.marks} {node.get('name')}") and not areas:
                    continue
                found.setdefault(normalise_url(action, self.base) or self.own)
        return tuple(found)

    def _other_links(self, known: set[str | None]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for link in self.links:
            if link.url is not None and link.url not in known:
                found.setdefault(link.url)
        return tuple(found)


def read_fragment(html: str, base: str) -> tuple[Entry, ...]:
    """The entries of a piece of markup that holds one list and nothing else."""
    page = parse(html)
    links = read_links(page, base)
    blocks = find_blocks(page, links)
    choice = entries.choose(page, blocks, pager=None, paged=False, here=frozenset())
    if choice.mode == "none":
        choice = entries.undated(page, links, here=frozenset(), pager=None, content=None)
    found = entries.to_entries(choice.rows)
    page.release()
    return found


def _base_of(page: Page, base: str) -> str:
    for node in page.nodes:
        if node.tag == "base" and node.get("href"):
            return normalise_url(node.get("href"), base) or base
        if node.tag == "body":
            break
    return base


def _length(text: str) -> int:
    return len("".join(text.split()))
