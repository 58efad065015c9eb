"""Findings as tables, one for each site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from monitor import words
from monitor.language import gettext as _
from monitor.language import ngettext
from monitor.tally import by_site, tally
from monitor.views.common import rate_sentence, table, text, verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage import StoredFinding

Names = dict[tuple[str, str], str]
"""(standard, item) to the item's name in the language in use."""


def findings_tables(findings: Sequence[StoredFinding], *, names: Names) -> RenderableType:
    """A heading for each site and a line for each of its findings, in the order given."""
    sites = {finding.site: finding.site_name for finding in findings}
    return Group(
        *(_of_site(f"{sites[site]} ({site})", of_site, names=names) for site, of_site in by_site(findings).items())
    )


def _of_site(title: str, findings: Sequence[StoredFinding], *, names: Names) -> RenderableType:
    made = table(_("Item"), _("Verdict"), _("Since"), _("Newest"), _("Reason"), title=str(text(title)))
    for column, width in zip(made.columns[:2], (24, 14), strict=True):
        column.max_width = width
    for finding in findings:
        made.add_row(
            text(f"{names.get((finding.standard, finding.item), finding.item_name)} ({finding.item})"),
            _verdict(finding),
            text(finding.since),
            text(finding.newest_date),
            text(words.reason(finding.reason), limit=240),
        )
    return made


def _verdict(finding: StoredFinding) -> Text:
    shown = verdict(finding)
    if finding.confirmed:
        shown.append(" ").append(_("confirmed"), style="bold")
    return shown


def findings_page(findings: Sequence[StoredFinding], *, names: Names, title: str, whole: bool = True) -> RenderableType:
    """The tables between a heading and the rate.

    Args:
        findings: In the order to show.
        names: Names of items.
        title: The heading.
        whole: Nothing was left out by outcome or problem; a rate of a selection would mislead, so it is counted only.
    """
    if not findings:
        return text(_("No finding fits what was asked for."))
    tables = findings_tables(findings, names=names)
    chosen = ngettext("{count} finding.", "{count} findings.", len(findings)).format(count=len(findings))
    return Group(Text(title, style="bold"), tables, rate_sentence(tally(findings)) if whole else text(chosen))
