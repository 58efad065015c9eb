"""Which documents of a column must be read for what each of them must print, and for the form of a yearly report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.attachments import is_file_address
from rules.documents import ENOUGH_DOCUMENTS, documents_of, newest_report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.inspection import Inspection


def documents_to_read(inspection: Inspection) -> Iterator[str]:
    """The addresses of documents that no check can do without, read or not; files are asked for elsewhere."""
    require = inspection.item.require
    if require.each:
        titled = documents_of(inspection, most=ENOUGH_DOCUMENTS, titled=require.titled)
        for document in titled or documents_of(inspection, most=ENOUGH_DOCUMENTS):
            if not is_file_address(document.url):
                yield document.url
    if require.headings or require.sums is not None:
        newest = newest_report(inspection)
        if newest is not None and newest[0] >= (require.since_year or 0) and not is_file_address(newest[1].url):
            yield newest[1].url
