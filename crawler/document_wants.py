"""Which documents of a column must be read for what each of them must print, and for the form of a yearly report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.attachments import is_file_address
from rules.documents import ENOUGH_DOCUMENTS, MOST_DOCUMENTS, documents_of, report_of_the_form
from rules.elements import missing_labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.inspection import Inspection


def documents_to_read(inspection: Inspection) -> Iterator[str]:
    """The addresses of documents that no check can do without, read or not; files are asked for elsewhere."""
    require = inspection.item.require
    if require.each:
        yield from _of_each(inspection)
    if require.headings or require.sums is not None:
        report = report_of_the_form(inspection)
        if report is not None and not is_file_address(report.url):
            yield report.url


def _of_each(inspection: Inspection) -> Iterator[str]:
    """The first documents; where one of them lacks something, the further ones that are judged, to count the faults."""
    require = inspection.item.require
    documents = documents_of(inspection, most=MOST_DOCUMENTS, titled=require.titled)
    documents = documents or documents_of(inspection, most=MOST_DOCUMENTS)
    read = [document for document in documents if document.page is not None]
    lacking = any(len(missing_labels(require.each, document.facts)) > require.tolerated for document in read)
    for document in documents if lacking else documents[:ENOUGH_DOCUMENTS]:
        if not is_file_address(document.url):
            yield document.url
