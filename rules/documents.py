"""The documents of a column that a check reads one by one, and whether everything that they say is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rules.attachments import is_read_whole, unread_files
from rules.elements import printed_as_labels
from rules.facts import TEXT_LIMIT
from rules.normalise import simplify
from rules.reports import is_of_another_body, reports_on

if TYPE_CHECKING:
    from rules.facts import PageFacts
    from rules.inspection import Inspection, Line
    from rules.model import PageVisit, Site

MOST_DOCUMENTS = 5
"""So many documents of a column are judged, the newest by the order of its list, never a random choice."""
ENOUGH_DOCUMENTS = 3
"""So many complete documents, or all of a shorter list, speak for a column; no more are fetched for it."""
_LABELS_OF_A_KIND = 3
_A_LINE = 40
"""Characters from which on hidden text may hold what was not seen."""
_SENTENCES = 200
"""Characters from which on text beside the main text may be a part of it."""
_READABLE_TEXT = 60
_FULL_TEXT = 400


_NAMELESS = re.compile(r"(?:(?:19|20)\d{2}年?度?)?(?:政府)?(?:信息|政务)公开")
"""A title that begins with the year or the duty and names no body."""


class Document(NamedTuple):
    """One thing that a column publishes, and what of it was read."""

    title: str
    url: str
    page: PageVisit | None
    """Its own page or file; ``None`` where it was not read."""
    files: tuple[PageVisit, ...] = ()
    """The files that its page offers and that were read."""

    @property
    def facts(self) -> tuple[PageFacts, ...]:
        """What was read of the page and its files."""
        visits = (self.page, *self.files) if self.page is not None else ()
        return tuple(visit.facts for visit in visits)


def documents_of(inspection: Inspection, *, most: int, titled: tuple[str, ...] = ()) -> tuple[Document, ...]:
    """The first documents of the column in the order of its lists, read or not.

    Args:
        inspection: the column.
        most: no more than these.
        titled: words of which one must stand in the title; empty takes any.
    """
    found: dict[str, Line] = {}
    for line in inspection.lines:
        # Files beside a text belong to that text; a page without a list is one document itself.
        is_document = bool(line.page.facts.entries) or line.url == line.page.url or _is_listed(inspection, line)
        if line.url is not None and is_document and (not titled or any(word in line.title for word in titled)):
            found.setdefault(line.url, line)
    return tuple(_document(inspection, line.title, url) for url, line in list(found.items())[:most])


def is_of_the_kind(labels: tuple[str, ...], document: Document) -> bool:
    """Whether a document that was read prints three of the labels as labels, whatever its title says."""
    return any(printed_as_labels(labels, facts) >= _LABELS_OF_A_KIND for facts in document.facts)


def newest_report(inspection: Inspection) -> tuple[int, Document] | None:
    """The yearly report about the latest year, one that was read before others; ``None`` where none is listed."""
    site = inspection.visits.snapshot.site
    mine = [
        (year, line)
        for year, line in reports_on(inspection.lines, inspection.base)
        if line.url is not None and year <= inspection.today.year and not is_of_another_body(line.title, site)
    ]
    if not mine:
        return None
    latest = max(year for year, _ in mine)
    chosen = _own([line for year, line in mine if year == latest], site)
    return None if chosen is None else (latest, _document(inspection, chosen.title, chosen.url or ""))


def report_of_the_form(inspection: Inspection) -> Document | None:
    """The newest yearly report, where it is about a year for which the form that the item asks for holds."""
    newest = newest_report(inspection)
    if newest is None or newest[0] < (inspection.item.require.since_year or 0):
        return None
    return newest[1]


def _own(lines: list[Line], site: Site) -> Line | None:
    """The line that is the site's own report: the only one, the one with its name, or the one with nobody's."""
    by_url = list({line.url: line for line in lines}.values())
    with_name = [line for line in by_url if simplify(site.name) in simplify(line.title)]
    nameless = [line for line in by_url if _NAMELESS.match(simplify(line.title).strip())]
    for found in (with_name, nameless, by_url):
        if len(found) == 1:
            return found[0]
    return None


def doubt_about(inspection: Inspection, document: Document) -> str | None:
    """Why something may stand in a document that was read and yet not be known: a code of ``rules.sentences``."""
    page = document.page
    if page is None or page.facts.kind in ("error", "blocked"):
        return "document-not-read"
    length = sum(facts.text_length for facts in document.facts)
    pictures = any(facts.images for facts in document.facts)
    is_cut_file = page.facts.file is not None and not is_read_whole(page)
    doubts = {
        "elements-hidden": is_partly_shown(page.facts),
        "document-goes-on": page.facts.continued,
        "elements-text-cut": any(len(facts.text) >= TEXT_LIMIT for facts in document.facts),
        "elements-in-attachment": is_cut_file or bool(unread_files(inspection.visits, (page,))),
        "elements-in-picture": length < _READABLE_TEXT or (length < _FULL_TEXT and pictures),
    }
    return next((code for code, holds in doubts.items() if holds), None)


def is_partly_shown(facts: PageFacts) -> bool:
    """Whether a page holds more than was read: in frames, by scripts, in tabs that need a click, beside the text."""
    elsewhere = facts.concealed >= _A_LINE or facts.beside >= _SENTENCES
    return elsewhere or bool(facts.needs_browser or facts.block or facts.frames)


def _document(inspection: Inspection, title: str, url: str) -> Document:
    page = inspection.visits.page(url)
    files = inspection.visits.files_of(page) if page is not None and page.facts.file is None else ()
    return Document(title, url, page, files)


def _is_listed(inspection: Inspection, line: Line) -> bool:
    """Whether a line comes from a list and carries the date of its own article."""
    return any(entry.url == line.url for page in inspection.opened.everything for entry in page.facts.entries)
