"""What proves that nothing was overlooked: a page read in full, links to known places, a list read back far enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.facts import TEXT_LIMIT
from rules.visits import address_key, is_gone, newest_first

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rules.facts import PageFacts
    from rules.inspection import Inspection
    from rules.model import PageVisit
    from rules.visits import Opened, Visits

_ERROR = 400


def why_not_in_full(page: PageVisit) -> str | None:
    """What of a page was not read; ``None`` where every link of it is known."""
    facts = page.facts
    if page.status >= _ERROR or facts.kind in ("error", "blocked", "home") or facts.block is not None:
        return facts.kind
    if facts.outline or facts.file is not None:
        return facts.file.kind if facts.file is not None else "outline"
    if facts.needs_browser is not None:
        return facts.needs_browser
    if facts.frames:
        return facts.frames[0]
    if facts.redirect is not None or _goes_on(facts):
        return facts.redirect or "next-page"
    return "text" if len(facts.text) >= TEXT_LIMIT or not facts.text_length else None


def _goes_on(facts: PageFacts) -> bool:
    """Whether this is one of several pages; with its pager a document may look like a list."""
    pages = facts.pages
    return facts.continued or (pages is not None and (pages.next is not None or (pages.total or 1) > 1))


def own_addresses(page: PageVisit, inspection: Inspection, others: Iterable[Inspection]) -> tuple[str, ...]:
    """The addresses that this page has for itself: not on the home page, the lists or another document's page."""
    visits = inspection.visits
    common: set[str] = set()
    for home in visits.homes:
        common |= visits.addresses_on(home) | {address_key(home.url), address_key(home.final_url)}
    for column in (inspection, *others):
        for shown in column.opened.everything:
            lists = {address_key(entry.url) for entry in shown.facts.entries if entry.url is not None}
            common |= visits.addresses_on(shown) - lists
            common.add(address_key(shown.url))
        for article in column.opened.all_articles:
            if article.url != page.url:
                common |= visits.addresses_on(article)
    return tuple(sorted(visits.addresses_on(page) - common))


def names_of(address: str, visits: Visits) -> tuple[str, ...] | None:
    """What is known to stand at an address, by its page or by those that lead there; ``None`` where nothing is."""
    page = visits.page(address)
    if page is not None:
        return (page.facts.title or "",)
    return () if is_gone(visits.miss(address)) else visits.names_at(address)


def read_back_to(opened: Opened, day: int) -> bool:
    """Whether a column with its sub-columns was read so far that nothing after a day stayed unread.

    Args:
        opened: the column.
        day: the ordinal of the day.
    """
    return all(_part_read_back(part, day) for part in (opened, *opened.children))


def _part_read_back(part: Opened, day: int) -> bool:
    if part.url is None or is_gone(part.miss):
        return True
    if part.page is None or any(page.facts.needs_browser or page.facts.block for page in part.pages):
        return False
    if part.complete:
        return True
    dates = [entry.date for page in part.pages for entry in page.facts.entries]
    known = [date for date in dates if date is not None]
    # The last, not the oldest: what is pinned to the top may be as old as it likes.
    return len(known) == len(dates) > 0 and newest_first(known) and known[-1].toordinal() < day
