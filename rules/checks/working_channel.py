"""Elements: does a way to apply that a request page offers lead anywhere (``require.channel``)?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.facts import TEXT_LIMIT
from rules.inspection import listed
from rules.model import Facet, Problem
from rules.visits import is_gone
from rules.ways import bare_labels, leaves_a_way_open, ways_to_apply

if TYPE_CHECKING:
    from rules.inspection import Inspection, Ruling
    from rules.ways import Way

FACET = Facet.ELEMENTS
ORDER = 30


def check(inspection: Inspection) -> Ruling | None:
    """One form, file, address, mailbox or fax number that is really there is enough.

    Links that are all dead, or labels with nothing behind them, fail where the pages were read in full and offer
    nothing else, not even a telephone number to ask at. Words alone prove neither: the address may stand in the guide.
    """
    if not inspection.item.require.channel:
        return None
    ways = ways_to_apply(inspection)
    working = next((way for way in ways if way.state == "works"), None)
    if working is not None:
        evidence = inspection.evidence(working.page, working.name)
        return inspection.passed("channel-works", evidence, channel=working.name)
    unknown = next((way for way in ways if way.state == "unknown"), None)
    if unknown is not None:
        evidence = inspection.evidence(unknown.page, unknown.name)
        return inspection.unsure("channel-not-followed", evidence, channel=unknown.name, target=unknown.url or "")
    return _without_any(inspection, [way for way in ways if way.state == "dead"])


def _without_any(inspection: Inspection, dead: list[Way]) -> Ruling:
    """No way that was seen works: what the page offers is gone, or empty, or only spoken of."""
    bare = bare_labels(inspection)
    if _is_hidden(inspection):
        return inspection.unsure("channel-not-readable")
    if leaves_a_way_open(inspection):
        return inspection.unsure("channel-in-words")
    if dead:
        return inspection.failed(
            Problem.BROKEN,
            "channel-dead",
            inspection.evidence(dead[0].page, dead[0].name),
            channel=dead[0].name,
            target=dead[0].url or "",
            number=len(dead),
        )
    if bare:
        names = listed(bare)
        return inspection.failed(Problem.INCOMPLETE, "channel-bare", inspection.evidence(quote=names), missing=names)
    return inspection.unsure("channel-in-words")


def _is_hidden(inspection: Inspection) -> bool:
    """Whether a way may stand where no text was read: a picture, a file, a frame, a script, an unread sub-column."""
    pages = inspection.opened.everything
    unread = any(
        page.facts.images
        or any(not is_gone(inspection.visits.miss(file.url)) for file in page.facts.attachments)
        or page.facts.frames
        or page.facts.needs_browser is not None
        or len(page.facts.text) >= TEXT_LIMIT
        for page in pages
    )
    return unread or not inspection.opened.everything_complete
