"""What the views share: colours, harmless text, plain tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from monitor import words
from monitor.language import gettext as _
from monitor.rates import percent
from monitor.text import plain

if TYPE_CHECKING:
    from rich.console import RenderableType

    from monitor.tally import Tally
    from rules.model import Finding

STYLES = {"pass": "green", "fail": "red", "unknown": "yellow", "not-applicable": "dim"}
"""An outcome to its colour; the word always stands beside it."""


def text(value: object, style: str = "", *, limit: int | None = None) -> Text:
    """Anything as text on one line that cannot do harm to a terminal."""
    return Text("" if value is None else plain(str(value), limit), style=style)


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


def outcome(code: str) -> Text:
    """An outcome in its colour."""
    return Text(words.outcome(code), style=STYLES[code])


def verdict(finding: Finding) -> Text:
    """The problem of a failure, a warning beside a pass, else the outcome."""
    name = words.outcome(finding.outcome.value)
    style = STYLES[finding.outcome.value] if finding.counts else "dim"
    shown = Text(name, style=style)
    if finding.problem is not None:
        problem = words.problem(finding.problem.value)
        shown = Text(problem if finding.outcome.value == "fail" else f"{name} ({problem})", style=style)
    if finding.on_trial:
        shown.append(" ").append(_("on trial"), style="dim")
    if finding.excused is not None:
        shown.append(" ").append(_("excused until {day}").format(day=finding.excused.until), style="dim")
    return shown


def table(*headings: str, title: str | None = None, right: tuple[int, ...] = ()) -> Table:
    """An empty table with translated headings; ``right`` are the columns of numbers."""
    made = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", title_style="bold", pad_edge=False)
    for number, heading in enumerate(headings):
        made.add_column(
            heading, justify="right" if number in right else "left", no_wrap=number in right, overflow="fold"
        )
    return made


def rate_sentence(counted: Tally) -> Text:
    """The rate with what could not be checked, never one without the other."""
    rate = counted.rate
    if rate.share is None:
        return text(_("Nothing could be judged: {unknown} findings are unknown.").format(unknown=counted.unknown))
    if not counted.unknown:
        return text(
            _("{passed} of {known} pass ({rate}); everything could be checked.").format(
                passed=rate.passed, known=rate.known, rate=percent(rate.share)
            )
        )
    return text(
        _(
            "{passed} of {known} known pass ({rate}); {unknown} of {counted} could not be checked ({share}), "
            "so the rate lies between {low} and {high}."
        ).format(
            passed=rate.passed,
            known=rate.known,
            rate=percent(rate.share),
            unknown=rate.unknown,
            counted=rate.counted,
            share=percent(rate.unknown_share),
            low=percent(rate.low),
            high=percent(rate.high),
        )
    )
