"""Which attachments an item needs: where its elements are not settled by the pages read, and a file may hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.wants import MOST_ARTICLES, Want, inspect_column
from rules.attachments import KINDS_READ, is_file_address, offered
from rules.documents import ENOUGH_DOCUMENTS, documents_of, report_of_the_form
from rules.elements import missing_labels, plain, written
from rules.normalise import normalise_name
from rules.standard import as_judged

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from rules.attachments import Offered
    from rules.documents import Document
    from rules.inspection import Inspection
    from rules.model import ColumnCandidate, PageVisit
    from rules.standard import Item, Require, Standard
    from rules.visits import Visits

MOST_FILES = 3
"""Files of one page that are fetched for one item; of a document that is one of several, one."""
_TOLD = KINDS_READ | {""}
"""Kinds that are read, and that of an address which tells none."""
_WORTH = _TOLD | {"doc", "et"}
"""Kinds worth fetching: what is called so is at times something else, and then it is read."""
_WITH_TABLES = _WORTH - {"pdf"}
"""Kinds whose tables are read as such."""


def file_wants(
    standard: Standard, item: Item, candidate: ColumnCandidate, *, visits: Visits, as_of: dt.date
) -> tuple[Want, ...]:
    """Return the files that could settle the elements of an item, given the column that stands for it.

    To be asked once the pages of the column have been read (``crawler.wants``).

    Args:
        standard: What the item belongs to.
        item: What is to be judged.
        candidate: The column that was matched.
        visits: What was visited so far.
        as_of: The day the sweep judges by.
    """
    require = item.require
    if not (require.labels or require.each or require.headings or require.sums):
        return ()
    inspection = inspect_column(standard, item, candidate, visits=visits, as_of=as_of)
    if inspection.opened.page is None:
        return ()
    names = [name for name in map(normalise_name, (candidate.column.name, item.name)) if name]
    wants = [
        *(Want(file.url, "file", page.url) for page in _for_labels(inspection) for file in _chosen(page, names)),
        *_for_documents(inspection, names),
    ]
    return tuple({want.url: want for want in wants if not visits.is_known(want.url)}.values())


def as_file_wants(standard: Standard, item: Item, wants: tuple[Want, ...]) -> tuple[Want, ...]:
    """The wants of an item, a column that is itself a file asked for as such where its words alone are the matter.

    An item with a clock needs dates, and a file prints none that a reader of the site sees.
    """
    item = as_judged(standard, item)
    if item.find.kind != "page" or not item.require.labels or not item.fresh.permanent:
        return wants
    return tuple(
        want._replace(role="file") if want.role == "column" and is_file_address(want.url) else want for want in wants
    )


def _for_labels(inspection: Inspection) -> Iterator[PageVisit]:
    """Pages whose files may hold the labels that no page prints, in order.

    A row on the column of another makes do with what that one needs.
    """
    opened = inspection.opened
    labels = () if inspection.item.column_of else inspection.item.require.labels
    pages = (*opened.everything, *opened.all_articles[:MOST_ARTICLES])
    if labels and missing_labels(labels, [page.facts for page in (*pages, *opened.all_files)]):
        yield from pages


def _for_documents(inspection: Inspection, names: Sequence[str]) -> Iterator[Want]:
    """Documents that are files, and the file of a document that does not show all that is asked of it."""
    opened = inspection.opened
    files = {file.url: file for page in opened.everything for file in offered(page)}
    for document in _documents(inspection):
        kinds = _kinds_for(inspection.item.require, document)
        if document.page is None:
            file = files.get(document.url)
            if file is not None and file.kind in kinds:
                yield Want(document.url, "file", opened.page.url if opened.page is not None else None)
        elif document.page.facts.file is None and not document.files:
            yield from (Want(file.url, "file", document.page.url) for file in _chosen(document.page, names, kinds)[:1])


def _documents(inspection: Inspection) -> tuple[Document, ...]:
    """The documents that the checks will read."""
    require = inspection.item.require
    found: tuple[Document, ...] = ()
    if require.each:
        found += documents_of(inspection, most=ENOUGH_DOCUMENTS, titled=require.titled)
    if require.headings or require.sums is not None:
        report = report_of_the_form(inspection)
        found += (report,) if report is not None else ()
    return found


def _kinds_for(require: Require, document: Document) -> frozenset[str]:
    """Kinds of files that may hold what the document, with the files of it that were read, does not show."""
    text = "".join(map(written, document.facts))
    lacks_labels = len(missing_labels(require.each, document.facts)) > require.tolerated
    lacks_headings = not all(any(plain(word) in text for word in one.split("|")) for one in require.headings)
    if lacks_labels or lacks_headings:
        return _WORTH
    lacks_tables = require.sums is not None and not any(facts.tables for facts in document.facts)
    return _WITH_TABLES if lacks_tables else frozenset()


def _chosen(page: PageVisit, names: Sequence[str], kinds: frozenset[str] = _WORTH) -> list[Offered]:
    """The files of a page that are worth fetching: kinds that are read first, of these those named like the item."""
    worth = [file for file in offered(page) if file.kind in kinds]
    worth.sort(key=lambda file: (file.kind not in _TOLD, not any(name in normalise_name(file.name) for name in names)))
    return worth[:MOST_FILES]
