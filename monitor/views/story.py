"""What became of findings over time: intervals and changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from monitor import words
from monitor.language import gettext as _
from monitor.language import marked
from monitor.rows import within
from monitor.tally import by_site
from monitor.views.common import STYLES, table, text
from monitor.views.findings import findings_tables
from monitor.views.result import unchecked_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from storage import Changes, ExcusedStretch, Interval

CAUSES = {
    "site": marked("the site"),
    "standard": marked("another standard"),
    "tool": marked("another program version"),
    "calendar": marked("another calendar"),
    "as-of": marked("another day to judge by"),
    "replay": marked("stored evidence judged again"),
}


def history_table(
    intervals: Sequence[Interval],
    *,
    names: Mapping[tuple[str, str], str],
    excused: Sequence[ExcusedStretch] = (),
) -> RenderableType:
    """A line for each stretch of time in which a verdict stood, with the nights in which it was excused."""
    if not intervals:
        return text(_("Nothing is remembered of that."))
    made = table(_("Site"), _("Item"), _("Outcome"), _("Problem"), _("From"), _("To"), _("Cause"))
    for interval in intervals:
        problem = "" if interval.problem is None else words.problem(interval.problem.value)
        for one in within(interval, excused):
            to = _("now") if one.to is None else one.to
            problem += " " + _("(excused {since} to {to}: {owner})").format(
                since=one.from_, to=to, owner=one.excuse.owner
            )
        made.add_row(
            text(interval.site),
            text(f"{names.get((interval.standard, interval.item), interval.item_name)} ({interval.item})"),
            text(words.outcome(interval.outcome.value), STYLES[interval.outcome.value]),
            text(problem),
            text(interval.from_),
            text(interval.to if interval.to is not None else _("now")),
            text(_(CAUSES[interval.cause])),
        )
    return made


def changes_sentence(changes: Changes) -> Text:
    """What changed, counted."""
    since = _("the beginning") if changes.since is None else _("sweep {number}").format(number=changes.since)
    return text(
        _("From {since} to sweep {until}: {new} new, {fixed} fixed, {still} still, {unknown} unknown.").format(
            since=since,
            until=changes.until,
            new=len(changes.new),
            fixed=len(changes.fixed),
            still=len(changes.still),
            unknown=len(changes.unknown),
        ),
        "bold",
    )


def changes_page(changes: Changes, *, names: dict[tuple[str, str], str]) -> RenderableType:
    """New, fixed and still in full; what could not be checked by site and reason."""
    parts: list[RenderableType] = [changes_sentence(changes)]
    for title, findings in (
        (_("New failures"), changes.new),
        (_("Fixed"), changes.fixed),
        (_("Changed by the standard, the program or the calendar"), changes.rule_changes),
        (_("Still failing"), changes.still),
    ):
        if findings:
            parts += [Text(f"\n{title} ({len(findings)})", style="bold"), findings_tables(findings, names=names)]
    if changes.unknown:
        sites = {finding.site: finding.site_name for finding in changes.unknown}
        parts.append(unchecked_table(by_site(changes.unknown), sites))
    return Group(*parts)
