"""Elements: do all required labels stand on the page?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rules.attachments import is_read_whole, unread_files
from rules.documents import is_partly_shown
from rules.elements import missing_labels, named
from rules.facts import TEXT_LIMIT
from rules.inspection import listed
from rules.model import Facet, PageVisit, Problem
from rules.normalise import normalise_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.attachments import Offered
    from rules.inspection import Inspection, Ruling

FACET = Facet.ELEMENTS
ORDER = 10
_CONTACT = re.compile(r"地址|电话|联系")
_READABLE_TEXT = 60
_FULL_TEXT = 400
_SAMPLE = 5
"""So many articles read, the newest of the list, are enough to say what all of them lack."""


def check(inspection: Inspection) -> Ruling | None:
    """Labels that stand nowhere in the column are ``incomplete``, by name; ``a|b`` asks for either.

    A label that provably has nothing behind it does not stand there. Labels may stand in an attachment that was
    read. What may be in a picture, in an attachment that was not read whole or in an unread article is unsure, not
    incomplete.
    """
    labels = inspection.item.require.labels
    if not labels:
        return None
    pages = inspection.opened.everything + inspection.opened.all_articles
    missing = _lacking(labels, pages)
    if not missing:
        return inspection.passed("elements-complete", number=len(labels))
    files = inspection.opened.all_files
    unnamed = _lacking(missing, files)
    if not unnamed:
        return _complete_in_files(inspection, missing, files)
    missing = unnamed
    open_question = _unsure(inspection, pages, missing)
    if open_question is not None:
        return open_question
    page = inspection.page
    return inspection.failed(
        Problem.INCOMPLETE,
        "incomplete",
        inspection.evidence(page, page.facts.text[:120]),
        *(inspection.evidence(file, file.facts.text[:120]) for file in files),
        missing=listed(named(missing)),
        number=len(missing),
        wanted=len(labels),
    )


def _unsure(inspection: Inspection, pages: tuple[PageVisit, ...], missing: Sequence[str]) -> Ruling | None:
    """Why the missing labels may stand where nobody looked, or need not stand in this column."""
    names = listed(named(missing))
    doubt = _doubt(inspection, pages)
    if doubt is None and inspection.item.column_of and any(is_partly_shown(page.facts) for page in pages):
        doubt = "elements-hidden"
    if isinstance(doubt, str):
        return inspection.unsure(doubt, missing=names, part=inspection.unread())
    if doubt is not None:
        return _unsure_of_file(inspection, doubt, names)
    elsewhere = _stand_elsewhere(inspection, missing)
    if elsewhere is None:
        return None
    return inspection.unsure(
        "elements-on-another-page", inspection.evidence(elsewhere), missing=names, target=elsewhere.url
    )


def _lacking(labels: Sequence[str], pages: Sequence[PageVisit]) -> tuple[str, ...]:
    """The labels that stand on none of the pages with something behind them."""
    return missing_labels(labels, (page.facts for page in pages))


def _stand_elsewhere(inspection: Inspection, missing: Sequence[str]) -> PageVisit | None:
    """A page outside the column that prints one of the labels, for a row that asks it of another item's column.

    Such a row says what must be published, not that it must stand in this very column.
    """
    if not inspection.item.column_of:
        return None
    labels, wanted = inspection.item.require.labels, set(missing)
    read = [page for page in inspection.visits.snapshot.pages if not page.facts.outline]
    printing = (page for page in read if not wanted <= set(_lacking(labels, (page,))))
    # The foot of a page is no part of its text; of an address or a number there only the mark is known.
    at_foot = (page for page in read if "contact" in page.facts.site.foot)
    return next(printing, None) or (next(at_foot, None) if _CONTACT.search("".join(missing)) else None)


def _complete_in_files(inspection: Inspection, labels: Sequence[str], files: Sequence[PageVisit]) -> Ruling:
    """What the pages lack stands in these files: those that hold any of it are the evidence."""
    holding = [file for file in files if len(_lacking(labels, [file])) < len(labels)]
    return inspection.passed(
        "elements-in-files",
        *(inspection.evidence(file, file.facts.text[:120]) for file in holding),
        number=len(inspection.item.require.labels),
        target=holding[0].url,
    )


def _unsure_of_file(inspection: Inspection, file: Offered, names: str) -> Ruling:
    """Why a file that may hold the labels does not settle the matter."""
    visit = inspection.visits.page(file.url)
    if visit is None or visit.facts.file is None:
        miss = inspection.visits.miss(file.url)
        code = "elements-in-attachment" if miss is None else "elements-in-unread-file"
        return inspection.unsure(code, missing=names, part=file.url, target=file.url)
    code = "elements-in-scan" if visit.facts.file.scanned else "elements-in-unread-file"
    return inspection.unsure(code, inspection.evidence(visit), missing=names, part=file.url, target=file.url)


def _doubt(inspection: Inspection, pages: tuple[PageVisit, ...]) -> str | Offered | None:
    """Why the missing labels may stand where the text was not read."""
    if any(len(page.facts.text) >= TEXT_LIMIT for page in pages):
        return "elements-text-cut"
    if any(page.facts.needs_browser is not None for page in pages):
        return "elements-hidden"
    return _elsewhere(inspection, pages)


def _elsewhere(inspection: Inspection, pages: tuple[PageVisit, ...]) -> str | Offered | None:
    """Which attachment, article or picture may hold what the text does not."""
    length = sum(page.facts.text_length for page in pages)
    own_name = normalise_name(inspection.column)
    for file in unread_files(inspection.visits, pages):
        visit = inspection.visits.page(file.url)
        scanned = visit is not None and visit.facts.file is not None and visit.facts.file.scanned
        if scanned or length < _FULL_TEXT or own_name in normalise_name(file.name):
            return file
    if len(inspection.opened.all_articles) >= _SAMPLE:
        return None
    length += sum(file.facts.text_length for file in inspection.opened.all_files)
    if _has_unread_articles(inspection, pages) or not inspection.opened.everything_complete:
        return "elements-in-articles"
    if length < _READABLE_TEXT or (length < _FULL_TEXT and any(page.facts.images for page in pages)):
        return "elements-in-picture"
    return None


def _has_unread_articles(inspection: Inspection, pages: tuple[PageVisit, ...]) -> bool:
    """Whether the column lists articles that were not read."""
    read = {page.url for page in pages} | {file.url for file in inspection.opened.all_files if is_read_whole(file)}
    for page in inspection.opened.everything:
        for entry in page.facts.entries:
            article = inspection.visits.page(entry.url) if entry.url is not None else None
            if entry.url is not None and (article is None or article.url not in read):
                return True
    return False
