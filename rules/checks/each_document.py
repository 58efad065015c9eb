"""Elements: does each of the newest documents print what every document of its kind must?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rules.documents import (
    ENOUGH_DOCUMENTS,
    MOST_DOCUMENTS,
    Document,
    documents_of,
    doubt_about,
    is_of_the_kind,
)
from rules.elements import labels_besides, missing_labels, named
from rules.inspection import listed
from rules.model import Facet, Problem
from rules.normalise import simplify

if TYPE_CHECKING:
    from rules.inspection import Inspection, Ruling

FACET = Facet.ELEMENTS
ORDER = 20
_OF_THE_FORM = 2
"""A document that prints fewer of the labels is something else that stands in the same column."""
_POINTS_ON = re.compile(r"详见|参见|另见|[点单]击(?![率数次量:：])|登[录陆]|查看")
"""The document leads on to something that may hold what it lacks itself."""


class _Seen(NamedTuple):
    """What one document lacks."""

    document: Document
    missing: tuple[str, ...]
    doubt: str | None


def check(inspection: Inspection) -> Ruling | None:
    """A document that was read whole and lacks more labels than are tolerated is ``incomplete``, by name.

    What was not read, or not whole, or does not look like a document of the kind, is unsure.
    """
    require = inspection.item.require
    if not require.each:
        return None
    documents = documents_of(inspection, most=MOST_DOCUMENTS, titled=require.titled)
    if not documents:
        # No title says so; what prints its labels as labels is a document of the kind all the same.
        documents = tuple(
            one for one in documents_of(inspection, most=MOST_DOCUMENTS) if is_of_the_kind(require.each, one)
        )
    seen = [_look_at(inspection, document) for document in documents]
    faulty = [one for one in seen if one.doubt is None and len(one.missing) > require.tolerated]
    if faulty:
        return _incomplete(inspection, faulty, read=sum(one.doubt is None for one in seen))
    complete = [one for one in seen if len(one.missing) <= require.tolerated and one.document.page is not None]
    if complete and len(complete) >= min(ENOUGH_DOCUMENTS, len(documents)):
        return inspection.passed(
            "each-complete",
            *(inspection.evidence(one.document.page, one.document.title) for one in complete),
            number=len(complete),
            wanted=len(require.each),
        )
    return _unsure(inspection, [one for one in seen if one not in complete], found=len(documents))


def _look_at(inspection: Inspection, document: Document) -> _Seen:
    """One document, and why what it lacks may stand there nevertheless."""
    labels = inspection.item.require.each
    missing = missing_labels(labels, document.facts)
    doubt = doubt_about(inspection, document)
    if doubt is None and any(_POINTS_ON.search(simplify(facts.text)) for facts in document.facts):
        doubt = "document-points-on"
    if doubt is None and len(missing) - _labelled_otherwise(labels, document) <= inspection.item.require.tolerated:
        doubt = "document-in-other-words"
    if doubt is None and len(labels) - len(missing) < min(_OF_THE_FORM, len(labels)):
        doubt = "document-of-no-form"
    return _Seen(document, missing, doubt)


def _labelled_otherwise(labels: tuple[str, ...], document: Document) -> int:
    """How many parts a document has under names that nobody thought of; each may be one that it seems to lack."""
    return max((len(labels_besides(labels, facts)) for facts in document.facts), default=0)


def _incomplete(inspection: Inspection, faulty: list[_Seen], *, read: int) -> Ruling:
    """The first incomplete document names what it lacks; the others are counted."""
    first = faulty[0]
    return inspection.failed(
        Problem.INCOMPLETE,
        "each-incomplete",
        *(inspection.evidence(one.document.page, one.document.title) for one in faulty),
        title=first.document.title,
        target=first.document.url,
        missing=listed(named(first.missing)),
        number=len(first.missing),
        wanted=len(inspection.item.require.each),
        faulty=len(faulty),
        entries=read,
    )


def _unsure(inspection: Inspection, others: list[_Seen], *, found: int) -> Ruling:
    """Why too few documents speak for the column."""
    if not others:
        return inspection.unsure("documents-not-listed", item=inspection.item.name)
    first = next((one for one in others if one.document.page is not None), others[0])
    missing = listed(named(first.missing))
    return inspection.unsure(
        first.doubt or "document-not-read",
        *((inspection.evidence(first.document.page, first.document.title),) if first.document.page else ()),
        title=first.document.title,
        target=first.document.url,
        missing=missing,
        item=inspection.item.name,
        number=found,
    )
