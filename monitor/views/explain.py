"""One finding explained: the law, what was looked for and where, the arithmetic, the evidence, the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from monitor import words
from monitor.language import gettext as _
from monitor.views.common import table, text, verdict

if TYPE_CHECKING:
    from monitor.explaining import Explanation
    from rules.model import Finding
    from rules.standard import Item


def explain_page(explanation: Explanation) -> RenderableType:
    """Everything known about one finding."""
    finding = explanation.finding
    parts: list[RenderableType] = [_head(explanation), section(_("Verdict")), _verdict(finding)]
    if explanation.item is not None and explanation.standard is not None:
        parts += [section(_("The law")), elements(explanation.item)]
        parts += [section(_("What was looked for")), pairs(explanation.looked_for)]
    parts += [section(_("Candidates")), _candidates(finding)]
    if explanation.dates:
        parts += [section(_("Dates"))]
        parts += [pairs(explanation.dates)]
    parts += [section(_("Evidence")), _evidence(finding)]
    if explanation.remedy:
        parts += [section(_("What would make it pass")), indented(text(explanation.remedy))]
    return Group(*parts)


def section(title: str) -> Text:
    """A heading inside a page."""
    return Text(f"\n{title}", style="bold")


def indented(what: RenderableType) -> RenderableType:
    """Two columns to the right."""
    return Padding(what, (0, 0, 0, 2))


def pairs(rows: tuple[tuple[str, str], ...]) -> RenderableType:
    """Names and values in two columns."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in rows:
        grid.add_row(text(name), text(value))
    return indented(grid)


def elements(item: Item) -> RenderableType:
    """The ten elements of the official table, word for word, in its order."""
    return pairs(
        (
            ("一级事项", item.group),
            ("二级事项", item.name),
            ("公开内容（要素）", "；".join(item.content)),
            ("公开依据", "；".join(item.basis)),
            ("公开时限", item.deadline),
            ("公开主体", item.publisher),
            ("公开渠道和载体", "、".join(item.channel)),
            ("公开对象", item.audience),
            ("公开方式", item.method),
            ("公开层级", "、".join(words.level(level) for level in item.levels)),
        )
    )


def _head(explanation: Explanation) -> RenderableType:
    finding = explanation.finding
    item = explanation.item
    name = finding.item_name if item is None else words.item_name(item)
    standard = explanation.standard
    title = finding.standard if standard is None else words.standard_title(standard)
    number = standard.source.number if standard is not None else ""
    return Group(
        text(f"{finding.site_name} ({finding.site})", "bold"),
        text(f"{name} ({finding.item}) · {title} {number}".rstrip()),
    )


def _verdict(finding: Finding) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(text(_("Outcome")), verdict(finding))
    if finding.facet is not None:
        grid.add_row(text(_("Facet")), text(words.facet(finding.facet.value)))
    grid.add_row(text(_("Severity")), text(words.severity(finding.severity)))
    grid.add_row(text(_("Reason")), text(words.reason(finding.reason)))
    if finding.url is not None:
        grid.add_row(text(_("Page")), text(finding.url))
    if finding.match is not None:
        found = f"{finding.match.column} ({words.grade(finding.match.grade)}, {finding.match.score:.3f})"
        grid.add_row(text(_("Column")), text(found + (" " + _("on another site") if finding.match.offsite else "")))
    return indented(grid)


def _candidates(finding: Finding) -> RenderableType:
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


def _evidence(finding: Finding) -> RenderableType:
    if not finding.evidence:
        return indented(text(_("No page stands behind this verdict.")))
    made = table(_("Page"), _("Quoted"), _("SHA-256"), _("Record"))
    for place in finding.evidence:
        made.add_row(text(place.url), text(place.quote, limit=200), text(place.sha256, limit=16), text(place.record))
    return indented(made)
