"""The run for a reader at a terminal or of a log: what fails the gate first, then everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.errors import ExitCode
from monitor.exceptions import expired
from monitor.gate import telling
from monitor.gate.comparing import State
from monitor.language import gettext as _
from monitor.language import ngettext
from monitor.views.common import rate_sentence, table, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType
    from rich.text import Text

    from monitor.gate.baseline import Accepted
    from monitor.gate.comparing import Checked
    from monitor.gate.report import Report


def report_parts(report: Report) -> list[RenderableType]:
    """Everything about the run: tables, and sentences as ``Text``."""
    comparison = report.comparison
    failing = {id(one) for one in report.verdict.failing}
    listed = [one for one in comparison.checked if one.state.failing and id(one) not in failing]
    parts: list[RenderableType] = [text(sentence, "yellow") for sentence in comparison.differences]
    for title, style, rows in (
        (_("Fails the gate"), "red", report.verdict.failing),
        (_("Listed, and does not fail the gate"), "yellow", listed),
        (_("Not confirmed by a second look"), "yellow", comparison.of(State.FLAPPING)),
        (_("Excused"), "dim", comparison.of(State.EXCUSED)),
        (_("On trial or not in force, counted nowhere"), "dim", comparison.failures_on_trial),
    ):
        if rows:
            parts.append(_failures(rows, title=title, style=style))
    unknown = comparison.of(State.UNKNOWN)
    if unknown:
        parts.append(_unknown(unknown))
    parts += [text(line, "yellow") for line in expired(report.plan.sites, today=report.plan.as_of)]
    if comparison.absent:
        parts.append(_absent(comparison.absent))
    if comparison.ended:
        parts.append(
            text(_("Accepted, but no longer asked of these sites: {items}.").format(items=_named(comparison.ended)))
        )
    parts.append(rate_sentence(report.verdict.tally))
    if report.updated:
        count = len(report.baseline.accepted) if report.baseline else 0
        parts.append(
            text(
                ngettext(
                    "The baseline {file} was rewritten; it accepts {count} failure.",
                    "The baseline {file} was rewritten; it accepts {count} failures.",
                    count,
                ).format(file=report.baseline_name, count=count)
            )
        )
    if report.verdict.exit_code is ExitCode.FINE:
        parts.append(text(report.conclusion, "bold green"))  # Anything else ends the command, which then says it.
    return parts


def _failures(rows: Sequence[Checked], *, title: str, style: str) -> RenderableType:
    made = table(_("State"), _("Site"), _("Item"), _("Problem"), _("Reason"), title=title)
    for one in rows:
        note = telling.note(one)
        reason = f"{telling.reason(one)} ({note})" if note else telling.reason(one)
        made.add_row(
            text(telling.state(one.state), style),
            text(one.site.id),
            text(telling.item(one)),
            text(telling.problem(one)),
            text(reason),
        )
    return made


def _unknown(rows: Sequence[Checked]) -> RenderableType:
    """Items by why they could not be checked, most first; these are no accusations."""
    groups: dict[tuple[str, str, str], list[Checked]] = {}
    for one in rows:
        reason = one.finding.reason
        groups.setdefault((one.site.id, reason.code, str(reason.values.get("miss", ""))), []).append(one)
    made = table(_("Site"), _("Items"), _("Why"), title=_("Could not be checked (no failure of the site)"))
    for (site, _code, _miss), alike in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        made.add_row(
            text(site),
            text(", ".join(one.item.id for one in alike), "yellow"),
            text(telling.reason(alike[0])),
        )
    return made


def _absent(lines: Sequence[Accepted]) -> Text:
    return text(
        ngettext(
            "{count} accepted failure is none any more ({items}); --update-baseline takes it out for good.",
            "{count} accepted failures are none any more ({items}); --update-baseline takes them out for good.",
            len(lines),
        ).format(count=len(lines), items=_named(lines)),
        "green",
    )


def _named(lines: Sequence[Accepted]) -> str:
    return ", ".join(f"{line.site}/{line.standard}/{line.item} {line.problem}" for line in lines)
