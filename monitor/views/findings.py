"""Findings as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType

from monitor import words
from monitor.language import gettext as _
from monitor.tally import tally
from monitor.views.common import rate_sentence, table, text, verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage import StoredFinding


def findings_table(
    findings: Sequence[StoredFinding], *, names: dict[tuple[str, str], str], title: str | None = None
) -> RenderableType:
    """A line for each finding.

    Args:
        findings: In the order to show.
        names: (standard, item) to the item's name in the language in use.
        title: One line above.
    """
    made = table(
        _("Site"),
        _("Item"),
        _("Verdict"),
        _("Confirmed"),
        _("Since"),
        _("Newest"),
        _("Reason"),
        title=title,
    )
    for finding in findings:
        made.add_row(
            text(finding.site),
            text(f"{names.get((finding.standard, finding.item), finding.item_name)} ({finding.item})"),
            verdict(finding),
            text(_("yes") if finding.confirmed else ""),
            text(finding.since),
            text(finding.newest_date),
            text(words.reason(finding.reason), limit=200),
        )
    return made


def findings_page(
    findings: Sequence[StoredFinding], *, names: dict[tuple[str, str], str], title: str
) -> RenderableType:
    """The table with the rate under it."""
    if not findings:
        return text(_("No finding fits what was asked for."))
    return Group(findings_table(findings, names=names, title=title), rate_sentence(tally(findings)))
