"""The result of a sweep: worst sites first, problems counted, what could not be checked apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from monitor import words
from monitor.language import gettext as _
from monitor.language import ngettext
from monitor.tally import Tally, by_site, tally, unknown_reasons, worst_first
from monitor.views.common import rate_sentence, table, text, verdict
from rules.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rules.model import Finding
    from storage import StoredFinding

REASONS_SHOWN = 3
"""Reasons named for a site that could not be checked; the rest is counted."""


def sweep_result(findings: Sequence[StoredFinding], *, heading: str, limit: int | None = None) -> RenderableType:
    """Everything about one sweep.

    Args:
        findings: The findings of the sweep.
        heading: One line above.
        limit: How many sites to list at most; all of them if ``None``.
    """
    names = {finding.site: finding.site_name for finding in findings}
    grouped = by_site(findings)
    tallies = {site: tally(of_site) for site, of_site in grouped.items()}
    parts: list[RenderableType] = [Text(heading, style="bold"), sites_table(tallies, names, limit=limit)]
    if any(counted.failed for counted in tallies.values()):
        parts.append(problems_table(findings))
    if any(counted.unknown for counted in tallies.values()):
        parts.append(unchecked_table(grouped, names, limit=limit))
    apart = [finding for finding in findings if not finding.counts and finding.outcome == "fail"]
    if apart:
        parts.append(apart_table(apart, limit=limit))
    whole = tally(findings)
    parts.append(rate_sentence(whole))
    if whole.failed:
        parts.append(confirmed_sentence(findings))
    if whole.trial:
        parts.append(
            text(
                _("On trial or not in force, counted nowhere: {failed} fail, {passed} pass, {unknown} unknown.").format(
                    failed=whole.trial[Outcome.FAIL],
                    passed=whole.trial[Outcome.PASS],
                    unknown=whole.trial[Outcome.UNKNOWN],
                )
            )
        )
    return Group(*parts)


def apart_table(findings: Sequence[StoredFinding], *, limit: int | None = None) -> RenderableType:
    """Failures that count nowhere: excused ones with who answers for it, and those of standards on trial."""
    made = table(_("Site"), _("Item"), _("Verdict"), _("Why"), title=_("Shown apart, counted as no failure"))
    for finding in findings[:limit]:
        excuse = finding.excused
        made.add_row(
            text(finding.site),
            text(f"{finding.item_name} ({finding.item})", limit=60),
            verdict(finding),
            text(
                _("the standard is on trial or not in force") if excuse is None else f"{excuse.owner}: {excuse.reason}",
                limit=160,
            ),
        )
    if limit is not None and len(findings) > limit:
        made.add_row("…", text(_("{count} more").format(count=len(findings) - limit)), "", "")
    return made


def confirmed_sentence(findings: Sequence[StoredFinding]) -> RenderableType:
    """How many failures more than one sweep has seen; one bad night raises nothing."""
    failures = [finding for finding in findings if finding.outcome == "fail" and finding.counts]
    confirmed = sum(finding.confirmed for finding in failures)
    return text(
        ngettext(
            "{confirmed} of {count} failure is confirmed by more than one sweep.",
            "{confirmed} of {count} failures are confirmed by more than one sweep.",
            len(failures),
        ).format(confirmed=confirmed, count=len(failures))
    )


def sites_table(tallies: dict[str, Tally], names: dict[str, str], *, limit: int | None = None) -> RenderableType:
    """A line for each site, worst first."""
    made = table(
        _("Site"),
        _("Name"),
        _("Fail"),
        _("Pass"),
        _("Unknown"),
        _("Rate"),
        _("Problems"),
        title=_("Sites, worst first"),
        right=(2, 3, 4, 5),
    )
    ordered = worst_first(tallies)
    for site, counted in ordered[:limit]:
        made.add_row(
            text(site),
            text(names[site], limit=30),
            text(counted.failed, "red" if counted.failed else "dim"),
            text(counted.passed, "green" if counted.passed else "dim"),
            text(counted.rate.unknown_cell(), "yellow" if counted.unknown else "dim"),
            text(counted.rate.cell()),
            text(_problems(counted)),
        )
    if limit is not None and len(ordered) > limit:
        made.add_row("…", text(_("{count} more").format(count=len(ordered) - limit)), "", "", "", "", "")
    return made


def _problems(counted: Tally) -> str:
    most = sorted(counted.problems.items(), key=lambda pair: (-pair[1], pair[0]))
    return " · ".join(f"{words.problem(problem.value)} {count}" for problem, count in most)


def problems_table(findings: Sequence[Finding]) -> RenderableType:
    """How often each problem occurs, and on how many sites."""
    counted = tally(findings)
    made = table(_("Problem"), _("Findings"), _("Sites"), title=_("Problems"), right=(1, 2))
    for problem, count in sorted(counted.problems.items(), key=lambda pair: (-pair[1], pair[0])):
        sites = {f.site for f in findings if f.outcome == "fail" and f.counts and f.problem == problem}
        made.add_row(text(words.problem(problem.value), "red"), text(count), text(len(sites)))
    return made


def unchecked_table(
    grouped: Mapping[str, Sequence[Finding]], names: Mapping[str, str], *, limit: int | None = None
) -> RenderableType:
    """What could not be checked, and why; these are no accusations."""
    made = table(
        _("Site"), _("Name"), _("Items"), _("Why"), title=_("Could not be checked (no failure of the site)"), right=(2,)
    )
    rows = [(site, unknown_reasons(findings)) for site, findings in grouped.items()]
    rows = [(site, reasons) for site, reasons in rows if reasons]
    rows.sort(key=lambda row: (-sum(count for _finding, count in row[1]), row[0]))
    for site, reasons in rows[:limit]:
        for number, (finding, count) in enumerate(reasons[:REASONS_SHOWN]):
            made.add_row(
                text(site if number == 0 else ""),
                text(names[site] if number == 0 else "", limit=30),
                text(count, "yellow"),
                text(words.reason(finding.reason), limit=160),
            )
        rest = sum(count for _finding, count in reasons[REASONS_SHOWN:])
        if rest:
            made.add_row(
                "", "", text(rest, "yellow"), text(_("other reasons; see `gongkai findings --outcome unknown`"))
            )
    if limit is not None and len(rows) > limit:
        made.add_row("…", text(_("{count} more").format(count=len(rows) - limit)), "", "")
    return made
