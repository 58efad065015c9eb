"""Which pages a duty between two columns needs: both lists, the documents that belong together, what they link to.

Few of each, chosen by title and date, never by chance; the checks of ``rules.checks.linked_*`` say what they need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.consultations import answers_to, is_consultation
from rules.linking import MOST_DOCUMENTS, documents_of, other_columns, pairs_of, ties_of
from rules.proofs import names_of, own_addresses, read_back_to
from rules.titles import asked_about, may_name
from rules.visits import address_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rules.inspection import Inspection
    from rules.linking import Document
    from rules.model import PageVisit
    from rules.standard import Linked

MOST_WITHOUT_PAIR = 3
"""Documents that are read where no title tells which of them has a counterpart."""
MOST_LINKS = 4
"""Links of one document that are followed to learn that they do not lead to the counterpart."""

Address = tuple[str, str]
"""What to ask for, and the page that links to it."""


def lists_wanted(inspection: Inspection) -> Iterator[Inspection]:
    """The columns whose lists a duty needs: the own one and those of the other item, as far as these are known."""
    for duty in inspection.item.linked:
        yield from inspection.columns_of(duty.to) or ()


def needs_more(inspection: Inspection, other: Inspection) -> bool:
    """Whether another page of the other column's list is needed before the duty can be judged."""
    for duty in inspection.item.linked:
        if duty.how == "listed":
            return not other.opened.everything_complete
        if duty.how == "name":
            days = [each.line.date for each in _asked(inspection) if each.line.date is not None]
            return bool(days) and not read_back_to(other.opened, min(days).toordinal())
        documents = documents_of(inspection)
        days = [each.line.date for each in documents[:MOST_DOCUMENTS] if each.line.date is not None]
        paired = pairs_of(documents, (other,))
        return len(paired) < MOST_DOCUMENTS and bool(days) and not read_back_to(other.opened, min(days).toordinal())
    return False


def documents_wanted(inspection: Inspection) -> Iterator[Address]:
    """The pages of documents, of results, and behind links, that the duties need; known ones are left to the caller."""
    for duty in inspection.item.linked:
        others = other_columns(inspection, duty)
        if not isinstance(others, tuple):
            continue
        if duty.how == "link":
            yield from _for_link(inspection, others)
        elif duty.how == "name":
            yield from _for_answers(inspection, duty, others)


def _for_link(inspection: Inspection, others: Sequence[Inspection]) -> Iterator[Address]:
    documents = documents_of(inspection)
    pairs = [document for document, _ in pairs_of(documents, others)]
    chosen = pairs[:MOST_DOCUMENTS] or list(documents[:MOST_WITHOUT_PAIR])
    yield from _pages(chosen)
    for tie in ties_of(inspection, others)[:MOST_DOCUMENTS]:
        if tie.why == "link-may-lead-there" and tie.document.page is not None:
            yield from _unknown_links(tie.document.page, inspection, others)


def _for_answers(inspection: Inspection, duty: Linked, others: Sequence[Inspection]) -> Iterator[Address]:
    asked = _asked(inspection)
    yield from _pages(asked)
    for document in asked:
        about = asked_about(document.title)
        named = [line for other in others for line in other.lines if may_name(line.title, about)]
        if duty.words:
            yield from ((line.url, line.page.url) for line in named[:1] if line.url is not None)
        elsewhere = answers_to(document.title, inspection.visits)
        if duty.words and not named:
            yield from ((entry.url, page.url) for page, entry in elsewhere[:1] if entry.url is not None)
        if document.page is not None and not named and not elsewhere:
            yield from _unknown_links(document.page, inspection, others)


def _asked(inspection: Inspection) -> list[Document]:
    """The newest consultations of a column."""
    return [each for each in documents_of(inspection) if is_consultation(each.title)][:MOST_DOCUMENTS]


def _pages(documents: Iterable[Document]) -> Iterator[Address]:
    for document in documents:
        if document.line.url is not None:
            yield document.line.url, document.line.page.url


def _unknown_links(page: PageVisit, inspection: Inspection, others: Sequence[Inspection]) -> Iterator[Address]:
    """Links of a document's own about which nothing is known, as they are printed."""
    facts = page.facts
    printed = {address_key(url): url for url in facts.links}
    printed |= {address_key(column.url): column.url for column in facts.columns if column.url is not None}
    unknown = [
        printed[address]
        for address in own_addresses(page, inspection, others)
        if address in printed and names_of(address, inspection.visits) is None
    ]
    yield from ((url, page.url) for url in unknown[:MOST_LINKS])
