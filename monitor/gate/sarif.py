"""The run as SARIF 2.1.0: a rule for each item, a result for each confirmed failure.

What could not be checked or confirmed is a notification of the run, not a result: forges show every result as an
alert. The place of a result is a line of the repository (``monitor.gate.places``); the page is a related location.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from monitor import words
from monitor.errors import ExitCode
from monitor.gate import telling
from monitor.gate.comparing import State
from monitor.gate.fingerprints import failure_fingerprint, standards_in_use
from monitor.gate.markdown import escaped
from monitor.language import gettext as _
from monitor.language import spoken
from monitor.text import plain

if TYPE_CHECKING:
    from monitor.gate.baseline import Accepted
    from monitor.gate.comparing import Checked
    from monitor.gate.places import Place
    from monitor.gate.report import Report
    from rules.model import Severity
    from rules.standard import Item, Standard

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Severity, str] = {"veto": "error", "serious": "error", "minor": "warning", "advice": "note"}
_URI_SAFE = "/:?#[]@!$&'()*+,;=-._~%"


def sarif_text(report: Report) -> str:
    """The whole file."""
    return json.dumps(sarif(report), ensure_ascii=False, indent=2) + "\n"


def sarif(report: Report) -> dict[str, Any]:
    """The log as built-in values."""
    rules = _rules(report)
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    results = [_result(report, one, index) for one in report.comparison.checked if one.state.failing]
    results += [_absent(report, line, index) for line in report.comparison.absent if _rule_of(line) in index]
    run = {
        "tool": {
            "driver": {
                "name": "gongkai",
                "semanticVersion": _semantic(report.plan.tool_version),
                "version": report.plan.tool_version,
                "language": "zh-CN" if spoken() == "zh" else "en",
                "rules": rules,
            }
        },
        "automationDetails": {"id": "gongkai/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report)],
        "results": results,
        "properties": {
            "asOf": report.plan.as_of.isoformat(),
            "standards": [f"{standard.id} {standard.version}" for standard in standards_in_use(report.plan)],
            "conclusion": report.conclusion,
        },
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _semantic(version: str) -> str:
    """The version as SARIF wants it: at least three numbers."""
    parts = version.split(".")
    return ".".join([*parts, "0", "0"][: max(3, len(parts))])


def _rules(report: Report) -> list[dict[str, Any]]:
    seen = {checked.rule: (checked.standard, checked.item) for checked in report.comparison.checked}
    return [_rule(rule, standard, item) for rule, (standard, item) in seen.items()]


def _rule(rule: str, standard: Standard, item: Item) -> dict[str, Any]:
    title = plain(words.standard_title(standard))
    lines = [
        (_("Standard"), f"{title} {standard.source.number}".strip()),
        (_("Clause"), "；".join(item.basis)),
        (_("To publish"), "；".join(item.content)),
        (_("Deadline"), item.deadline),
        (_("Published by"), item.publisher),
        (_("Where"), "、".join(item.channel)),
    ]
    told = [(name, plain(value)) for name, value in lines if value]
    described: dict[str, Any] = {
        "id": rule,
        "name": plain(item.name),
        "shortDescription": {"text": plain(words.item_name(item))},
        "fullDescription": {"text": plain(f"{title}: {'；'.join(item.content) or item.name}")},
        "help": {
            "text": "\n".join(f"{name}: {value}" for name, value in told),
            "markdown": "\n\n".join(f"**{escaped(name)}**: {escaped(value)}" for name, value in told),
        },
        "defaultConfiguration": {"level": _LEVELS[item.severity]},
        "properties": {"severity": item.severity, "group": plain(item.group), "version": standard.version},
    }
    if standard.source.url.startswith(("https://", "http://")):
        described["helpUri"] = _uri(standard.source.url)
    return described


def _result(report: Report, checked: Checked, index: dict[str, int]) -> dict[str, Any]:
    note = telling.note(checked)
    said = (
        f"{telling.site(checked)}, {telling.item(checked)}: {telling.problem(checked)}. {telling.reason(checked)}"
        + (f" ({note})" if note else "")
    )
    result: dict[str, Any] = {
        "ruleId": checked.rule,
        "ruleIndex": index[checked.rule],
        "kind": "fail",
        "level": _LEVELS[checked.finding.severity],
        "message": {
            "text": "\n".join(
                (
                    said,
                    _("Clause: {text}").format(text=telling.clause(checked)),
                    _("Page: {text}").format(text=telling.page(checked)),
                )
            )
        },
        "locations": [_location(report.places.of_failure(checked), checked)],
        "relatedLocations": _pages(checked),
        "partialFingerprints": _fingerprints(checked.fingerprint),
        "properties": {
            "site": checked.site.id,
            "problem": checked.finding.problem.value if checked.finding.problem else None,
            "state": checked.state.value,
            "confirmed": checked.confirmed,
            "failsGate": report.policy.counts(checked),
        },
    }
    if report.baseline is not None:
        known = checked.state in (State.ACCEPTED, State.EXPIRED)
        result["baselineState"] = "unchanged" if known else "updated" if checked.before else "new"
        result["suppressions"] = (
            [{"kind": "external", "status": "accepted", "justification": note or telling.state(checked.state)}]
            if checked.state is State.ACCEPTED
            else []
        )
    return result


def _absent(report: Report, line: Accepted, index: dict[str, int]) -> dict[str, Any]:
    """An accepted failure that is none any more; it is no failure of this run."""
    return {
        "ruleId": _rule_of(line),
        "ruleIndex": index[_rule_of(line)],
        "kind": "pass",
        "level": "none",
        "baselineState": "absent",
        "message": {
            "text": _("{site}, {item}: no longer {problem}.").format(
                site=plain(line.site), item=plain(line.name or line.item), problem=_problem(line.problem)
            )
        },
        "locations": [_location(report.places.of_site(line.site), None)],
        "partialFingerprints": _fingerprints(failure_fingerprint(line.site, line.standard, line.item, line.problem)),
    }


def _problem(code: str) -> str:
    return words.problem(code) if code in words.PROBLEMS else plain(code)


def _rule_of(line: Accepted) -> str:
    return f"{line.standard}/{line.item}"


def _fingerprints(fingerprint: str) -> dict[str, str]:
    """The same under our own name and under the one that GitHub compares."""
    return {"gongkaiFailure/v1": fingerprint, "primaryLocationLineHash": f"{fingerprint[:16]}:1"}


def _location(place: Place, checked: Checked | None) -> dict[str, Any]:
    artifact: dict[str, Any] = {"uri": _uri(place.path if not place.path.startswith("/") else f"file://{place.path}")}
    if not place.path.startswith("/"):
        artifact["uriBaseId"] = "%SRCROOT%"
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": artifact, "region": {"startLine": place.line}},
    }
    if checked is not None:
        location["logicalLocations"] = [
            {
                "name": telling.item(checked),
                "fullyQualifiedName": plain(f"{checked.site.id}/{checked.rule}"),
                "kind": "member",
            }
        ]
    return location


def _pages(checked: Checked) -> list[dict[str, Any]]:
    """The pages of the evidence, the one that the finding is about first."""
    quotes: dict[str, str] = {telling.page(checked): ""}
    for evidence in checked.finding.evidence:
        quotes[plain(evidence.url)] = plain(evidence.quote or "", 300)
    return [
        {
            "id": number,
            "message": {"text": quoted or page},
            "physicalLocation": {"artifactLocation": {"uri": _uri(page)}},
        }
        for number, (page, quoted) in enumerate(quotes.items(), start=1)
    ]


def _uri(text: str) -> str:
    return quote(text, safe=_URI_SAFE)


def _invocation(report: Report) -> dict[str, Any]:
    """How the run ended, and all that is no result."""
    told = [
        {"level": "warning", "message": {"text": sentence}, "descriptor": {"id": "version"}}
        for sentence in report.comparison.differences
    ]
    told += [
        {
            "level": "note" if one.state is State.UNKNOWN else "warning",
            "descriptor": {"id": one.state.value},
            "associatedRule": {"id": one.rule},
            "message": {
                "text": f"{telling.site(one)}, {telling.item(one)}: {telling.state(one.state)}. {telling.reason(one)}"
                + (f" ({telling.note(one)})" if telling.note(one) else "")
            },
        }
        for one in report.comparison.of(State.UNKNOWN, State.FLAPPING)
    ]
    code = report.verdict.exit_code
    return {
        "executionSuccessful": code in (ExitCode.FINE, ExitCode.GATE_FAILED),
        "exitCode": int(code),
        "exitCodeDescription": report.conclusion,
        "toolExecutionNotifications": told,
    }
