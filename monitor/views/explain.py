"""One finding explained: the law, what was looked for and where, the arithmetic, the evidence, the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from monitor import words
from monitor.language import gettext as _
from monitor.language import marked, ngettext, spoken
from monitor.views.common import table, text, verdict

if TYPE_CHECKING:
    from rules.explain import Arithmetic, Element, Explanation
    from rules.workdays import CountedDay
    from storage import StoredFinding

DATES_SHOWN = 8
DAY_KINDS = {
    "workday": marked("working day"),
    "make-up": marked("make-up working day"),
    "weekend": marked("weekend"),
    "holiday": marked("holiday"),
}


def explain_page(finding: StoredFinding, explanation: Explanation) -> RenderableType:
    """Everything known about one finding."""
    name = explanation.item_name_en if spoken() == "en" and explanation.item_name_en else explanation.item_name
    parts: list[RenderableType] = [
        text(f"{finding.site_name} ({finding.site})", "bold"),
        text(f"{name} ({finding.item}) · {explanation.standard_title} {explanation.standard_number}".rstrip()),
        section(_("Verdict")),
        _verdict(finding),
        section(_("The law")),
        ten_pairs(explanation.elements),
        section(_("What was looked for")),
        pairs(
            (
                (_("Names"), "、".join(explanation.looked_for)),
                (_("Expected below"), "、".join(explanation.under)),
            )
        ),
        section(_("Candidates")),
        _candidates(finding),
    ]
    if explanation.dates:
        parts += [section(_("Dates read")), _dates(explanation)]
    if explanation.arithmetic is not None:
        parts += [section(_("Deadline")), _arithmetic(explanation.arithmetic)]
    parts += [section(_("Evidence")), _evidence(finding)]
    if explanation.remedy is not None:
        parts += [section(_("What would make it pass")), indented(text(words.reason(explanation.remedy)))]
    return Group(*parts)


def section(title: str) -> Text:
    """A heading inside a page."""
    return Text(f"\n{title}", style="bold")


def indented(what: RenderableType) -> RenderableType:
    """Two columns to the right."""
    return Padding(what, (0, 0, 0, 2))


def pairs(rows: tuple[tuple[str, str], ...]) -> RenderableType:
    """Names and values in two columns; what has no value is left out."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in rows:
        if value:
            grid.add_row(text(name), text(value))
    return indented(grid)


def ten_pairs(elements: tuple[Element, ...]) -> RenderableType:
    """The ten elements of the official table, word for word, in its order; only levels are codes of ours."""
    return pairs(
        tuple(
            (element.name, _levels(element.value) if element.name_en == "levels" else element.value)
            for element in elements
        )
    )


def _levels(printed: str) -> str:
    return "、".join(words.level(code) for code in printed.split("、") if code)


def _verdict(finding: StoredFinding) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(text(_("Outcome")), verdict(finding))
    if finding.facet is not None:
        grid.add_row(text(_("Facet")), text(words.facet(finding.facet.value)))
    grid.add_row(text(_("Severity")), text(words.severity(finding.severity)))
    grid.add_row(text(_("Reason")), text(words.reason(finding.reason)))
    if finding.excused is not None:
        excuse = finding.excused
        said = _("{reason} ({owner}, {since} to {until})").format(
            reason=excuse.reason, owner=excuse.owner, since=excuse.since, until=excuse.until
        )
        grid.add_row(text(_("Excused")), text(said))
    if finding.url is not None:
        grid.add_row(text(_("Page")), text(finding.url))
    if finding.match is not None:
        found = f"{finding.match.column} ({words.grade(finding.match.grade)}, {finding.match.score:.3f})"
        elsewhere = _("{column}, on another site").format(column=found)
        grid.add_row(text(_("Column")), text(elsewhere if finding.match.offsite else found))
    grid.add_row(text(_("Since")), text(finding.since))
    if finding.outcome == "fail":
        grid.add_row(text(_("Confirmed")), text(_("yes") if finding.confirmed else _("not yet")))
    return indented(grid)


def _candidates(finding: StoredFinding) -> RenderableType:
    if not finding.candidates:
        return indented(text(_("No column of the site resembles the item.")))
    made = table(_("Column"), _("Below"), _("Grade"), _("Score"), _("Compared with"), _("Address"), right=(3,))
    for candidate in finding.candidates:
        made.add_row(
            text(candidate.column.name),
            text(" › ".join(candidate.column.parents)),
            text(words.grade(candidate.grade)),
            text(f"{candidate.score:.3f}"),
            text(candidate.matched),
            text(candidate.column.url),
        )
    return indented(made)


def _dates(explanation: Explanation) -> RenderableType:
    made = table(_("Date"), _("Read from"), _("Title"), _("Page"))
    for date in explanation.dates[:DATES_SHOWN]:
        made.add_row(text(date.date), text(date.read_from, limit=40), text(date.title, limit=60), text(date.url))
    rest = len(explanation.dates) - DATES_SHOWN
    if rest > 0:
        made.add_row("…", text(_("{count} more").format(count=rest)), "", "")
    return indented(made)


def _arithmetic(count: Arithmetic) -> RenderableType:
    rows = [
        (_("Rule"), count.rule),
        (_("Counted from"), "" if count.start is None else _("{day}, which is not counted").format(day=count.start)),
        (_("Days"), _days(count.days)),
        (_("Moved from"), "" if count.moved_from is None else _("{day}, a holiday").format(day=count.moved_from)),
        (_("Due"), str(count.due)),
        (_("Provisional"), _("the holidays of that stretch are not announced yet") if count.provisional else ""),
    ]
    return pairs(tuple(rows))


def _days(days: tuple[CountedDay, ...]) -> str:
    """How many days count, and each that does not with its reason."""
    if not days:
        return ""
    counted = sum(day.count is not None for day in days)
    passed = [day for day in days if day.count is None]
    line = ngettext("{count} day counts", "{count} days count", counted).format(count=counted)
    if not passed:
        return line
    named = "、".join(f"{day.date:%m-%d} " + _(DAY_KINDS[day.kind]) for day in passed)
    return _("{counted}; not {days}").format(counted=line, days=named)


def _evidence(finding: StoredFinding) -> RenderableType:
    if not finding.evidence:
        return indented(text(_("No page stands behind this verdict.")))
    made = table(_("Page"), _("Quoted"), _("SHA-256"), _("Record"))
    for place in finding.evidence:
        made.add_row(text(place.url), text(place.quote, limit=200), text(place.sha256, limit=16), text(place.record))
    return indented(made)
