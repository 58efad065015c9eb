"""Elements: do all required labels stand on the page?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rules.facts import TEXT_LIMIT
from rules.inspection import listed
from rules.model import Facet, PageVisit, Problem
from rules.normalise import normalise_name, simplify

if TYPE_CHECKING:
    from rules.inspection import Inspection, Ruling

FACET = Facet.ELEMENTS
ORDER = 10
_READABLE_TEXT = 60
_FULL_TEXT = 400


def check(inspection: Inspection) -> Ruling | None:
    """Labels that stand nowhere in the column are ``incomplete``, by name; ``a|b`` asks for either.

    What is only in a picture, an attachment or an unread article is unsure, not incomplete.
    """
    labels = inspection.item.require.labels
    if not labels:
        return None
    pages = inspection.opened.everything + inspection.opened.all_articles
    written = "".join(_written(page) for page in pages)
    missing = [label for label in labels if not any(_plain(word) in written for word in label.split("|"))]
    if not missing:
        return inspection.passed("elements-complete", number=len(labels))
    names = listed(["/".join(label.split("|")[:3]) for label in missing])
    doubt = _doubt(inspection, pages)
    if doubt is not None:
        return inspection.unsure(doubt, missing=names, part=inspection.unread())
    page = inspection.page
    return inspection.failed(
        Problem.INCOMPLETE,
        "incomplete",
        inspection.evidence(page, page.facts.text[:120]),
        missing=names,
        number=len(missing),
        wanted=len(labels),
    )


def _doubt(inspection: Inspection, pages: tuple[PageVisit, ...]) -> str | None:
    """Why the missing labels may stand where the text was not read."""
    if any(len(page.facts.text) >= TEXT_LIMIT for page in pages):
        return "elements-text-cut"
    if any(page.facts.needs_browser is not None for page in pages):
        return "elements-hidden"
    length = sum(page.facts.text_length for page in pages)
    files = [file for page in pages for file in page.facts.attachments]
    own_name = normalise_name(inspection.column)
    if files and (length < _FULL_TEXT or any(own_name in normalise_name(file.name) for file in files)):
        return "elements-in-attachment"
    if length < _READABLE_TEXT or (length < _FULL_TEXT and any(page.facts.images for page in pages)):
        return "elements-in-picture"
    if _has_unread_articles(inspection, pages) or not inspection.opened.everything_complete:
        return "elements-in-articles"
    return None


def _has_unread_articles(inspection: Inspection, pages: tuple[PageVisit, ...]) -> bool:
    """Whether the column lists articles that were not read."""
    read = {page.url for page in pages}
    for page in inspection.opened.everything:
        for entry in page.facts.entries:
            article = inspection.visits.page(entry.url) if entry.url is not None else None
            if entry.url is not None and (article is None or article.url not in read):
                return True
    return False


def _written(page: PageVisit) -> str:
    """Everything a page writes, without blanks."""
    facts = page.facts
    parts = [facts.title or "", facts.text, *facts.fields, *facts.fields.values()]
    parts += [entry.title for entry in facts.entries]
    parts += [file.name for file in facts.attachments]
    return _plain("\n".join(parts))


def _plain(text: str) -> str:
    """Text in simplified characters of ordinary width, without blanks, in small letters."""
    return re.sub(r"\s+", "", simplify(text)).lower()
