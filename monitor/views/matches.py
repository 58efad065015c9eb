"""What column names mean, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor import words
from monitor.language import gettext as _
from monitor.views.common import table, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from rules.model import NameMatch

VERDICT_STYLES = {"match": "green", "ambiguous": "yellow", "none": "dim"}


def matches_table(matches: Sequence[NameMatch]) -> RenderableType:
    """A line for each candidate of each name."""
    made = table(_("Name"), _("Verdict"), _("Item"), _("Standard"), _("Grade"), _("Score"), right=(5,))
    for match in matches:
        head = (text(match.name), text(words.verdict(match.verdict), VERDICT_STYLES[match.verdict]))
        if not match.candidates:
            made.add_row(*head, "", "", "", "")
        for number, candidate in enumerate(match.candidates):
            made.add_row(
                *(head if number == 0 else ("", "")),
                text(f"{candidate.item_name} ({candidate.item})"),
                text(candidate.standard),
                text(words.grade(candidate.grade)),
                text(f"{candidate.score:.3f}"),
            )
    return made
