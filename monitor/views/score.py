"""Scores as a sheet of arithmetic for each site: lines with their faults, their points and where figures are from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType

from monitor import words
from monitor.language import gettext as _
from monitor.language import marked, spoken
from monitor.views.common import table, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from monitor.scores import Scored
    from rules.scoring import Bounds, ScoreLine
    from rules.standard import Item

PARTS = {"veto": marked("Vetoes"), "deduction": marked("Deductions"), "bonus": marked("Bonus")}
STATES = {
    "measured": marked("measured"),
    "open": marked("open"),
    "not-measured": marked("not measured"),
    "not-applicable": marked("not applicable"),
    "excused": marked("excused"),
}
VERDICTS = {
    "vetoed": marked("Unqualified by a veto; no score is given."),
    "no-veto": marked("No veto as far as was measured; only portals are given points."),
    "below": marked("Below the pass mark."),
    "reached": marked("The pass mark is reached, as far as was measured."),
    "open": marked("Not settled: what could not be told may decide."),
    "not-measured": marked("Nothing was measured, so there is no score."),
}
_STYLES = {
    "vetoed": "red",
    "below": "red",
    "reached": "green",
    "no-veto": "green",
    "open": "yellow",
    "not-measured": "dim",
}
_MARK = "*"


def scores_page(scored: Sequence[Scored]) -> RenderableType:
    """A sheet for each site, and what the marks mean."""
    parts: list[RenderableType] = []
    for one in scored:
        parts += [*_sheet(one), text("")]
    if any(one.sheet.from_memory for one in scored):
        parts.append(
            text(
                _(
                    "{mark} The figure is from memory and is no quotation of the document; "
                    "change it in a copy of the standard."
                ).format(mark=_MARK),
                "dim",
            )
        )
    return Group(*parts)


def _sheet(scored: Scored) -> list[RenderableType]:
    sheet = scored.sheet
    named = {item.id: item for item in scored.standard.items}
    made = table(
        _("Item"), _("State"), _("Faults"), _("Each"), _("At most"), _("Points"), _("Reason"), right=(2, 3, 4, 5)
    )
    made.columns[0].max_width = 30
    for part, heading in PARTS.items():
        lines = [line for line in sheet.lines if line.part == part]
        if lines:
            made.add_row(text(_(heading), "bold"))
        for line in lines:
            made.add_row(*_cells(_name(line, named.get(line.item)), line))
    heading = f"{scored.site.name} ({scored.site.id}) · {scored.standard.id}"
    return [text(heading, "bold"), made, *_sum(scored)]


def _name(line: ScoreLine, item: Item | None) -> str:
    """The item's name in the language that is spoken."""
    return item.name_en if item is not None and spoken() == "en" and item.name_en else line.item_name


def _cells(name: str, line: ScoreLine) -> list[Text]:
    memory = line.provenance == "memory" and line.each is not None
    sign = "+" if line.part == "bonus" else "-"
    points = f"{sign}{_signed(line.points)}" if line.points.high else "0" if line.each is not None else ""
    why = words.reason(line.reason) if line.reason is not None else ""
    if line.counted_by:
        why = _("Points for the same fault are taken at {item}. {reason}").format(item=line.counted_by, reason=why)
    counted = line.state not in ("not-measured", "not-applicable")
    return [
        text(f"{name} ({line.item})"),
        text(_(STATES[line.state])),
        text(_range(line.faults) if counted else ""),
        text("" if line.each is None else f"{line.each:g}{_MARK if memory else ''}"),
        text("" if line.most is None else f"{line.most:g}"),
        text(points),
        text(why, limit=160),
    ]


def _sum(scored: Scored) -> list[Text]:
    """The arithmetic from the total to the score."""
    sheet, rule = scored.sheet, scored.sheet.rule
    lines = [text(_(VERDICTS[sheet.verdict]), _STYLES[sheet.verdict])]
    if sheet.score is not None:
        base = rule.total / sheet.scale
        lines.append(
            text(
                _("({base} - {deducted}) × {scale} + {bonus} = {score}; pass mark {mark}, bonus above {above}.").format(
                    base=f"{base:g}",
                    deducted=_signed(sheet.deducted),
                    scale=f"{sheet.scale:.4g}",
                    bonus=_signed(sheet.bonus),
                    score=_range(sheet.score),
                    mark=f"{rule.pass_mark:g}",
                    above=f"{rule.bonus_above:g}",
                )
            )
        )
    named = {item.id: item for item in scored.standard.items}
    missing = [_name(line, named.get(line.item)) for line in sheet.lines if line.state == "not-measured"]
    if missing:
        lines.append(text(_("Not measured: {items}.").format(items=(", " if spoken() == "en" else "、").join(missing))))
    return lines


def _range(bounds: Bounds) -> str:
    low, high = f"{bounds.low:g}", f"{bounds.high:g}"
    return low if low == high else f"{low}–{high}"


def _signed(bounds: Bounds) -> str:
    """A range behind a sign stands in brackets, lest the sign be taken for that of its beginning alone."""
    return _range(bounds) if bounds.low == bounds.high else f"({_range(bounds)})"
