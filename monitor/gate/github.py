"""GitHub: annotations on standard output, and a summary of the job in Markdown.

What a site prints must never become a workflow command. Everything that is printed before the annotations stands
between ``stop-commands`` and its token, and annotations are escaped the way the runner unescapes them.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from monitor.errors import ExitCode
from monitor.exceptions import expired
from monitor.gate import telling
from monitor.gate.comparing import State
from monitor.gate.markdown import escaped, linked
from monitor.language import gettext as _
from monitor.text import plain
from monitor.views.common import rate_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.gate.comparing import Checked
    from monitor.gate.report import Report

ROWS = 100
"""Failures named under one heading of a summary; GitHub takes one megabyte for each step."""


class Silence:
    """Commands are off between ``begin`` and ``end``; nobody who writes a page can guess the token."""

    def __init__(self) -> None:
        self._token = secrets.token_hex(16)

    @property
    def begin(self) -> str:
        """The line that turns workflow commands off."""
        return f"::stop-commands::{self._token}"

    @property
    def end(self) -> str:
        """The line that turns them on again."""
        return f"::{self._token}::"


def annotation_lines(report: Report) -> list[str]:
    """A line for each failure that fails the gate, and for what a person should look at."""
    lines = [_annotation("error", report, one) for one in report.verdict.failing]
    failing = {id(one) for one in report.verdict.failing}
    others = report.comparison.of(State.NEW, State.EXPIRED, State.BY_STANDARD, State.BY_TOOL, State.FLAPPING)
    lines += [_annotation("warning", report, one) for one in others if id(one) not in failing]
    lines += [_command("notice", sentence, title="gongkai") for sentence in report.comparison.differences]
    level = "notice" if report.verdict.exit_code is ExitCode.FINE else "error"
    return [*lines, _command(level, report.conclusion, title="gongkai check")]


def _annotation(level: str, report: Report, checked: Checked) -> str:
    place = report.places.of_failure(checked)
    note = telling.note(checked)
    message = "\n".join(
        part
        for part in (
            f"[{telling.state(checked.state)}] {telling.reason(checked)}",
            note,
            _("Clause: {text}").format(text=telling.clause(checked)),
            _("Page: {text}").format(text=telling.page(checked)),
        )
        if part
    )
    title = f"{telling.site(checked)}: {telling.item(checked)} {telling.problem(checked)}"
    return _command(level, message, title=title, file=place.path, line=str(place.line))


def _command(level: str, message: str, **properties: str) -> str:
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{level} {given}::{_data(message)}"


def _data(text: str) -> str:
    """A message as the runner unescapes it; line breaks are ours, everything else from sites is on one line."""
    lines = [plain(line) for line in text.split("\n")]
    return "%0A".join(line.replace("%", "%25") for line in lines)


def _property(text: str) -> str:
    return plain(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")


def summary(report: Report) -> str:
    """The job's summary in Markdown."""
    parts = [
        f"## gongkai check: {_verdict_word(report)}",
        escaped(report.conclusion),
        _table(
            (_("Site"), _("Pass"), _("Fail"), _("Unknown"), _("Pages")),
            [
                (
                    linked(f"{site.name} ({site.id})", site.url),
                    str(sum(one.finding.outcome == "pass" for one in report.comparison.checked if one.site == site)),
                    str(sum(one.state.failing for one in report.comparison.checked if one.site == site)),
                    str(sum(one.state is State.UNKNOWN for one in report.comparison.checked if one.site == site)),
                    str(len(report.looks[site.id].snapshot.pages)),
                )
                for site in report.plan.sites
            ],
        ),
        *(escaped(sentence) for sentence in report.comparison.differences),
        *(escaped(line) for line in expired(report.plan.sites, today=report.plan.as_of)),
    ]
    for heading, rows in (
        (_("Fails the gate"), report.verdict.failing),
        (_("Listed, and does not fail the gate"), _listed(report)),
        (_("Not confirmed by a second look"), report.comparison.of(State.FLAPPING)),
        (_("Could not be checked"), report.comparison.of(State.UNKNOWN)),
        (_("Excused"), report.comparison.of(State.EXCUSED)),
        (_("On trial or not in force, counted nowhere"), report.comparison.failures_on_trial),
    ):
        if rows:
            parts += [f"### {heading}", _failures(rows)]
    if report.comparison.absent:
        fixed = _("{count} accepted failures are none any more; `--update-baseline` takes them out.")
        parts.append(fixed.format(count=len(report.comparison.absent)))
    parts.append(escaped(rate_sentence(report.verdict.tally).plain))
    return "\n\n".join(parts) + "\n"


def _verdict_word(report: Report) -> str:
    match report.verdict.exit_code:
        case ExitCode.FINE:
            return _("passed")
        case ExitCode.GATE_FAILED:
            return _("failed")
    return _("not enough checked")


def _listed(report: Report) -> tuple[Checked, ...]:
    failing = {id(one) for one in report.verdict.failing}
    return tuple(one for one in report.comparison.checked if one.state.failing and id(one) not in failing)


def _failures(rows: Sequence[Checked]) -> str:
    made = _table(
        (_("State"), _("Site"), _("Item"), _("Problem"), _("Reason"), _("Clause")),
        [
            (
                escaped(telling.state(one.state)),
                escaped(telling.site(one)),
                linked(telling.item(one), telling.page(one)),
                escaped(telling.problem(one)),
                escaped(f"{telling.reason(one)} {telling.note(one)}".strip()),
                escaped(telling.clause(one)),
            )
            for one in rows[:ROWS]
        ],
    )
    more = len(rows) - ROWS
    return made if more <= 0 else f"{made}\n\n" + _("… and {count} more.").format(count=more)


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
