"""Which documents of two columns belong together, and whether the page of one leads to the other.

The proof that a link is missing has three parts: both columns show a document about the same subject; the page was
read in full; and every link of its own, that is not on every page, leads somewhere known that is not the counterpart.
Where one part is wanting, the tie is doubtful.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from rules.proofs import names_of, own_addresses, why_not_in_full
from rules.titles import is_cut, may_name, same_document, subject
from rules.visits import address_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rules.inspection import Inspection, Line, Ruling
    from rules.model import PageVisit
    from rules.standard import Linked
    from rules.visits import Visits

State = Literal["linked", "unlinked", "doubtful"]
MOST_DOCUMENTS = 5
"""Documents of a column that are held against their counterparts, the newest; never a random choice."""
NEWEST = 100
"""Documents whose counterparts are looked for."""
_LONGEST_LIST = 2_000
_ENDING = 8
_BEFORE = 15
_AFTER = 180
"""Days between a document and its interpretation."""
_TELLS = re.compile(r"解读|图解|读懂|看懂|解析|问答|说明|一问一答|政策问|明白卡")
_ORIGINAL = re.compile(r"原文|政策文件|文件(?:全文|正文|链接)|政策全文")
_LABEL = re.compile(r"^[\s\[【(（]*(?:相关|关联|延伸|原文|链接|附件|政策原文|文件原文|解读链接|点击|查看|详见|扫码)")
_FEW_LETTERS = 14


class Document(NamedTuple):
    """One line of a column with the page it leads to, where that was read."""

    line: Line
    page: PageVisit | None

    @property
    def title(self) -> str:
        """The title in full: the page's own where the list cut it."""
        own = self.page.facts.title if self.page is not None else None
        return own if own and is_cut(self.line.title) else self.line.title


class Tie(NamedTuple):
    """A document with a counterpart in the other column, and whether its page leads there."""

    document: Document
    counterpart: Line
    state: State
    why: str = ""
    """The code of the reason for doubt."""
    part: str = ""
    """What was not read, or is in doubt."""


def other_columns(inspection: Inspection, duty: Linked) -> tuple[Inspection, ...] | Ruling:
    """The columns of the other item that were read, best first, or why there are none to hold anything against."""
    others = inspection.columns_of(duty.to)
    name = name_of_other(inspection, duty)
    if others is None:
        return inspection.untestable("link-other-not-judged", other=name)
    shown = tuple(other for other in others if other.opened.page is not None or other.opened.children)
    return shown or inspection.unsure("link-other-unread", other=name)


def name_of_other(inspection: Inspection, duty: Linked) -> str:
    """The name of the other item; its reference where it belongs to another standard."""
    return next((item.name for item in inspection.standard.items if item.id == duty.to), duty.to)


def documents_of(inspection: Inspection) -> tuple[Document, ...]:
    """The documents that a column lists, newest first, those without a date last; each once."""
    found: dict[str, Document] = {}
    for line in inspection.lines:
        if line.url is not None and address_key(line.url) != address_key(line.page.url):
            found.setdefault(address_key(line.url), Document(line, inspection.visits.page(line.url)))
    known = list(found.values())[:_LONGEST_LIST]
    return tuple(sorted(known, key=lambda each: -(each.line.date.toordinal() if each.line.date else 0)))


def tells(title: str) -> bool:
    """Whether a title is that of an interpretation."""
    return _TELLS.search(title) is not None


def pairs_of(documents: Sequence[Document], others: Sequence[Inspection]) -> tuple[tuple[Document, Line], ...]:
    """Documents and lines of the other columns that are certainly about the same subject, by their titles."""
    known = lines_by_ending(line for other in others for line in other.lines if line.url is not None)
    pairs = []
    for document in documents[:NEWEST]:
        found = next(lines_about(document, known), None)
        if found is not None:
            pairs.append((document, found))
    return tuple(pairs)


def lines_by_ending(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Lines by the last letters of what they are about: two subjects that are one end alike."""
    known: dict[str, list[Line]] = {}
    for line in lines:
        known.setdefault(subject(line.title)[-_ENDING:], []).append(line)
    return known


def lines_about(document: Document, known: dict[str, list[Line]]) -> Iterator[Line]:
    """The lines that are certainly about the subject of a document, in their order."""
    about = subject(document.title)
    for line in known.get(about[-_ENDING:], ()):
        if is_counterpart(document, line) and of_one_time(document, line) and same_document(subject(line.title), about):
            yield line


def has_twin(document: Document, own: dict[str, list[Line]]) -> bool:
    """Whether another line of the same column, by the ending of its subject, is about the same."""
    about = subject(document.title)
    return sum(same_document(subject(line.title), about) for line in own.get(about[-_ENDING:], ())) > 1


def of_one_time(document: Document, line: Line) -> bool:
    """Whether the days that both print let them belong together: a year's plan has the title of the next year's."""
    if document.line.date is None or line.date is None:
        return True
    one, other = (line.date, document.line.date) if tells(line.title) else (document.line.date, line.date)
    return -_BEFORE <= (one - other).days <= _AFTER


def is_counterpart(document: Document, line: Line) -> bool:
    """Whether a line may be the other half: another page, and one of the two an interpretation."""
    same = document.line.url is not None and line.url is not None
    if same and address_key(document.line.url or "") == address_key(line.url or ""):
        return False
    return tells(document.title) != tells(line.title)


def ties_of(inspection: Inspection, others: Sequence[Inspection]) -> tuple[Tie, ...]:
    """The ties between the documents of a column and those of another, as far as their pages were read."""
    visits = inspection.visits
    documents = documents_of(inspection)
    read = [document for document in documents if document.page is not None]
    lines = [line for other in others for line in other.lines if line.url is not None]
    by_address = {address_key(line.url or ""): line for line in lines}
    named = {id(document): line for document, line in pairs_of(read, others)}
    own = lines_by_ending(document.line for document in documents)
    ties: list[Tie] = []
    for document in read:
        led = [
            line
            for address in sorted(visits.addresses_on(document.page) if document.page is not None else ())
            for line in _lines_at(address, by_address, visits)
            if is_counterpart(document, line)
        ]
        counterpart = named.get(id(document))
        if led:
            ties.append(Tie(document, led[0], "linked"))
        elif counterpart is not None and document.page is not None:
            twice = has_twin(document, own)
            ties.append(_tie_without_link(document, counterpart, inspection, others, twice=twice))
    return tuple(ties)


def _lines_at(address: str, by_address: dict[str, Line], visits: Visits) -> Iterator[Line]:
    """The lines of the other column that an address leads to, by redirects too."""
    if address in by_address:
        yield by_address[address]
    page = visits.page(address)
    for url in (page.url, page.final_url) if page is not None else ():
        if address_key(url) in by_address:
            yield by_address[address_key(url)]


def _tie_without_link(
    document: Document, counterpart: Line, inspection: Inspection, others: Sequence[Inspection], *, twice: bool
) -> Tie:
    """What may be said of a document whose page has no link to the counterpart that its title names."""
    page = document.page
    hidden = "" if page is None else why_not_in_full(page)
    if page is None or hidden is not None:
        return Tie(document, counterpart, "doubtful", "link-page-unread", hidden or document.line.url or "")
    if twice:
        return Tie(document, counterpart, "doubtful", "link-which-of-several", document.title)
    unread = ""
    for address in own_addresses(page, inspection, others):
        names = names_of(address, inspection.visits)
        if any(_speaks_of(name, document) for name in names or ()):
            return Tie(document, counterpart, "linked")
        unread = unread or (address if names is None else "")
    if unread:
        return Tie(document, counterpart, "doubtful", "link-may-lead-there", unread)
    scripted = (*page.facts.related, *page.facts.list_urls)
    label = next(iter(scripted), None) or _label_of(page, counterpart, own=document.title)
    if label is not None:
        return Tie(document, counterpart, "doubtful", "link-by-script", label)
    return Tie(document, counterpart, "unlinked")


def _speaks_of(name: str, document: Document) -> bool:
    """Whether words are those of another copy of the counterpart, or of a link of the document's own to it."""
    if tells(document.title):
        return not tells(name) and (may_name(name, subject(document.title)) or _ORIGINAL.search(name) is not None)
    return tells(name)


def _label_of(page: PageVisit, counterpart: Line, *, own: str) -> str | None:
    """A line of the page that looks like the words of a link to the counterpart, whose address was not read."""
    about = subject(counterpart.title)
    for line in page.facts.text.split("\n"):
        words = line.strip()
        if not words or words == own.strip() or tells(words) != tells(counterpart.title):
            continue
        if may_name(words, about) and (_LABEL.search(words) or len(words) - len(about) <= _FEW_LETTERS):
            return words
    return None
