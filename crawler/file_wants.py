"""Which attachments an item needs: where its elements are not settled by the pages read, and a file may hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.wants import MOST_ARTICLES, Want
from rules.attachments import KINDS_READ, offered
from rules.elements import missing_labels, plain, written
from rules.normalise import normalise_name
from rules.standard import as_judged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rules.attachments import Offered
    from rules.model import ColumnCandidate, PageVisit
    from rules.standard import Item, Require, Standard
    from rules.visits import Opened, Visits

MOST_FILES = 3
"""Files of one page that are fetched for one item."""
_WORTH = KINDS_READ | {"doc", "et", ""}
"""Kinds worth fetching: what is called ``doc`` or ``et`` is often something else, and some addresses tell no kind."""


def file_wants(standard: Standard, item: Item, candidate: ColumnCandidate, *, visits: Visits) -> tuple[Want, ...]:
    """Return the files that could settle the elements of an item, given the column that stands for it.

    To be asked once the pages of the column have been read (``crawler.wants``).

    Args:
        standard: What the item belongs to.
        item: What is to be judged.
        candidate: The column that was matched.
        visits: What was visited so far.
    """
    item = as_judged(standard, item)
    opened = visits.open_column(candidate.column)
    if opened.page is None:
        return ()
    pages = tuple(_lacking(item.require, opened, visits))
    names = {normalise_name(candidate.column.name), normalise_name(item.name)}
    wants = [Want(file.url, "file", page.url) for page in pages for file in _chosen(page, names, visits)]
    return tuple({want.url: want for want in wants}.values())


def _lacking(require: Require, opened: Opened, visits: Visits) -> Iterator[PageVisit]:
    """Pages whose files may hold what they lack themselves, in order."""
    articles = opened.all_articles[:MOST_ARTICLES]
    whole = (*opened.everything, *articles)
    if require.labels:
        facts = [page.facts for page in (*whole, *opened.all_files)]
        if missing_labels(require.labels, facts):
            yield from whole
    if require.each or require.headings or require.sums is not None:
        # A list may hold files in place of articles; each of them is a document of its own.
        yield from opened.everything
        for article in articles:
            if _is_incomplete(require, (article, *visits.files_of(article))):
                yield article


def _is_incomplete(require: Require, document: Sequence[PageVisit]) -> bool:
    """Whether a document, with the files of it that were read, does not show all that is asked of it."""
    facts = [page.facts for page in document]
    if len(missing_labels(require.each, facts)) > require.tolerated:
        return True
    text = "".join(map(written, facts))
    if not all(any(plain(word) in text for word in heading.split("|")) for heading in require.headings):
        return True
    return require.sums is not None and not any(one.tables for one in facts)


def _chosen(page: PageVisit, names: Iterable[str], visits: Visits) -> tuple[Offered, ...]:
    """The files of a page that are worth fetching and were not yet: those named like the column first."""
    readable = [file for file in offered(page) if file.kind in _WORTH]
    own = [name for name in names if name]
    readable.sort(key=lambda file: not any(name in normalise_name(file.name) for name in own))
    chosen = readable[:MOST_FILES]
    return tuple(file for file in chosen if visits.page(file.url) is None and visits.miss(file.url) is None)
