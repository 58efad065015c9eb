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
_SAMPLE = 5
"""So many articles read, the newest of the list, are enough to say what all of them lack."""
_FILE = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|et|ofd|rar|zip|jpe?g|png)(?:$|\?)", re.IGNORECASE)


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
    return _elsewhere(inspection, pages)


def _elsewhere(inspection: Inspection, pages: tuple[PageVisit, ...]) -> str | None:
    """Which attachment, article or picture may hold what the text does not."""
    length = sum(page.facts.text_length for page in pages)
    files = [name for page in pages for name in _files_on(page)]
    own_name = normalise_name(inspection.column)
    if files and (length < _FULL_TEXT or any(own_name in normalise_name(name) for name in files)):
        return "elements-in-attachment"
    if len(inspection.opened.all_articles) >= _SAMPLE:
        return None
    if _has_unread_articles(inspection, pages) or not inspection.opened.everything_complete:
        return "elements-in-articles"
    if length < _READABLE_TEXT or (length < _FULL_TEXT and any(page.facts.images for page in pages)):
        return "elements-in-picture"
    return None


def _files_on(page: PageVisit) -> list[str]:
    """Names of the files that a page offers, beside its text or as lines of its list."""
    named = [file.name for file in page.facts.attachments]
    return named + [entry.title for entry in page.facts.entries if _FILE.search(entry.url or "")]


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
