"""What one visited page leads to and what it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rules.model import PageVisit


def addresses(page: PageVisit) -> tuple[str, ...]:
    """Every address that a page leads to, once, in order of sight."""
    facts = page.facts
    found = [column.url for column in facts.columns]
    found += [entry.url for entry in facts.entries]
    found += [file.url for file in facts.attachments]
    return tuple(dict.fromkeys(url for url in (*found, *facts.links) if url is not None))


def page_text(page: PageVisit) -> str:
    """What a page writes: titles of entries, text and metadata table."""
    facts = page.facts
    return "\n".join([*(entry.title for entry in facts.entries), facts.text, *facts.fields.values()])
