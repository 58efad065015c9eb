"""Files that pages offer: which there are, and whether what they say is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rules.facts import TEXT_LIMIT

if TYPE_CHECKING:
    from rules.model import PageVisit
    from rules.visits import Visits

_FILE = re.compile(r"\.(pdf|docx?|wps|xlsx?|et|ofd|ceb|rtf|pptx?|rar|zip|7z|jpe?g|png)(?:$|[?#])", re.IGNORECASE)
_FULL_TEXT = 400
"""Characters beside which a picture in a file is an illustration."""


KINDS_READ = frozenset({"pdf", "docx", "xlsx", "xls"})
"""Kinds of files whose text is read; of every other it is known that it was not."""


class Offered(NamedTuple):
    """A file that a page offers, beside its text or as a line of its list."""

    name: str
    url: str
    kind: str
    """Lower-case extension; empty where the address tells none."""


def is_file_address(url: str | None) -> bool:
    """Whether an address ends like that of a file."""
    return url is not None and _FILE.search(url) is not None


def offered(page: PageVisit) -> tuple[Offered, ...]:
    """The files that a page offers, each once, in order."""
    found: dict[str, Offered] = {}
    for entry in page.facts.entries:
        match = _FILE.search(entry.url or "")
        if entry.url is not None and match is not None:
            found.setdefault(entry.url, Offered(entry.title, entry.url, match[1].lower()))
    for file in page.facts.attachments:
        found.setdefault(file.url, Offered(file.name, file.url, file.kind))
    return tuple(found.values())


def is_read_whole(file: PageVisit) -> bool:
    """Whether everything that a visited file says was read, so that what was not found does not stand in it.

    It was not where its pages are pictures, its letters mean nothing, it is longer than is kept, or of a kind that
    nothing reads.
    """
    facts = file.facts
    if facts.file is None or facts.file.scanned or facts.file.read != facts.file.pages:
        return False
    in_pictures = facts.images > 0 and facts.text_length < _FULL_TEXT
    return len(facts.text) < TEXT_LIMIT and facts.text_length > 0 and not in_pictures


def unread_files(visits: Visits, pages: tuple[PageVisit, ...]) -> tuple[Offered, ...]:
    """Files that the pages offer and that were not read, or not read whole."""
    found: dict[str, Offered] = {}
    for page in pages:
        whole = {file.url for file in visits.files_of(page) if is_read_whole(file)}
        for file in offered(page):
            visit = visits.page(file.url)
            if visit is None or visit.url not in whole:
                found.setdefault(file.url, file)
    return tuple(found.values())
