"""The run as JUnit XML: a suite for each site, a case for each item.

Every failure is a ``failure``, accepted or not, for what is shown never depends on what fails the gate; its first line
says which it is. What could not be checked is ``skipped``.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from monitor.gate import telling
from monitor.gate.comparing import State
from monitor.gate.fingerprints import standards_in_use
from monitor.language import gettext as _
from monitor.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.gate.comparing import Checked
    from monitor.gate.report import Report

_SKIPPED = (State.UNKNOWN, State.NOT_APPLICABLE, State.FLAPPING, State.EXCUSED, State.TRIAL)


def junit_text(report: Report) -> str:
    """The whole file."""
    root = ET.Element("testsuites", name="gongkai")
    whole = [0, 0]
    for number, site in enumerate(report.plan.sites):
        checked = [one for one in report.comparison.checked if one.site.id == site.id]
        suite = _suite(report, site.id, checked, number=number)
        root.append(suite)
        whole = [whole[0] + len(checked), whole[1] + sum(one.state.failing for one in checked)]
    root.set("tests", str(whole[0]))
    root.set("failures", str(whole[1]))
    root.set("errors", "0")
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(report: Report, site: str, checked: Sequence[Checked], *, number: int) -> ET.Element:
    look = report.looks[site]
    snapshot = look.snapshot
    suite = ET.Element(
        "testsuite",
        name=plain(f"{look.site.name} ({look.site.id})"),
        id=str(number),
        tests=str(len(checked)),
        failures=str(sum(one.state.failing for one in checked)),
        errors="0",
        skipped=str(sum(one.state in _SKIPPED for one in checked)),
        time=f"{(snapshot.finished - snapshot.started).total_seconds():.3f}",
        timestamp=snapshot.started.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S"),
    )
    properties = ET.SubElement(suite, "properties")
    for name, value in (
        ("url", plain(look.site.url)),
        ("as_of", report.plan.as_of.isoformat()),
        ("standards", ", ".join(f"{one.id} {one.version}" for one in standards_in_use(report.plan))),
        ("tool_version", report.plan.tool_version),
    ):
        ET.SubElement(properties, "property", name=name, value=plain(value))
    suite.extend(_case(one) for one in checked)
    return suite


def _case(checked: Checked) -> ET.Element:
    case = ET.Element(
        "testcase",
        classname=plain(f"{checked.site.id}.{checked.standard.id}"),
        name=telling.item(checked),
        time="0",
    )
    if checked.state.failing:
        failure = ET.SubElement(
            case,
            "failure",
            type=checked.finding.problem.value if checked.finding.problem else "fail",
            message=f"[{telling.state(checked.state)}] {telling.problem(checked)}: {telling.reason(checked)}",
        )
        failure.text = _details(checked)
    elif checked.state in _SKIPPED:
        ET.SubElement(case, "skipped", type=checked.state.value, message=_skipped(checked))
    elif checked.finding.problem is not None:
        warning = ET.SubElement(case, "system-out")
        warning.text = f"{telling.problem(checked)}: {telling.reason(checked)}"
    return case


def _skipped(checked: Checked) -> str:
    note = telling.note(checked)
    return f"{telling.reason(checked)} ({note})" if note else telling.reason(checked)


def _details(checked: Checked) -> str:
    """State, reason, clause and page, one a line."""
    note = telling.note(checked)
    lines = [
        f"{telling.state(checked.state)}{': ' + note if note else ''}",
        _("Reason: {text}").format(text=telling.reason(checked)),
        _("Clause: {text}").format(text=telling.clause(checked)),
        _("Page: {text}").format(text=telling.page(checked)),
    ]
    lines += [
        _("Seen there: {text}").format(text=plain(evidence.quote, 300))
        for evidence in checked.finding.evidence
        if evidence.quote
    ]
    return "\n".join(lines)
