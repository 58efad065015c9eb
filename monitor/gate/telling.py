"""What every format says of a finding, in the language in use and harmless on one line; and of a whole run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor import words
from monitor.errors import ExitCode
from monitor.gate.comparing import State
from monitor.language import gettext as _
from monitor.language import marked, ngettext
from monitor.text import plain

if TYPE_CHECKING:
    from monitor.gate.comparing import Checked, Comparison
    from monitor.gate.policy import Policy, Verdict

_STATES = {
    State.NEW: marked("new"),
    State.EXPIRED: marked("acceptance expired"),
    State.ACCEPTED: marked("accepted"),
    State.BY_STANDARD: marked("by another standard"),
    State.BY_TOOL: marked("by another gongkai"),
    State.FLAPPING: marked("flapping"),
    State.FIXED: marked("fixed"),
    State.EXCUSED: marked("excused"),
    State.TRIAL: marked("on trial"),
    State.PASS: marked("pass"),
    State.UNKNOWN: marked("unknown"),
    State.NOT_APPLICABLE: marked("not applicable"),
}
_LONGEST = 600


def state(code: State) -> str:
    """What a finding is to the gate, in the language in use."""
    return _(_STATES[code])


def item(checked: Checked) -> str:
    """The item's name with its id: ``政府信息公开指南 (guide)``."""
    return plain(f"{words.item_name(checked.item)} ({checked.item.id})")


def site(checked: Checked) -> str:
    """The site's name with its id."""
    return plain(f"{checked.site.name} ({checked.site.id})")


def problem(checked: Checked) -> str:
    """The problem of a failure, in the language in use; empty where there is none."""
    found = checked.failure.problem
    return "" if found is None else words.problem(found.value)


def reason(checked: Checked) -> str:
    """Why the failing look, or else the only one, found what it found."""
    return plain(words.reason(checked.failure.reason), _LONGEST)


def clause(checked: Checked) -> str:
    """公开依据 as printed, or the standard's own document."""
    source = checked.standard.source
    basis = "；".join(checked.item.basis) or " ".join(part for part in (source.document, source.number) if part)
    return plain(basis, _LONGEST)


def page(checked: Checked) -> str:
    """The address that the finding is about."""
    return plain(checked.failure.url or checked.site.url, 2000)


def note(checked: Checked) -> str:
    """What is to be known beside state and reason, empty where there is nothing."""
    line = checked.accepted
    excuse = checked.finding.excused
    if checked.state is State.EXCUSED and excuse is not None:
        return _("excused until {day} by {owner}: {reason}").format(
            day=excuse.until.isoformat(), owner=plain(excuse.owner, 80), reason=plain(excuse.reason, _LONGEST)
        )
    if checked.state is State.FLAPPING:
        return _("the second look was another: {second}").format(
            second=plain(words.reason(checked.finding.reason), _LONGEST)
        )
    if line is not None:
        parts = [plain(line.reason, _LONGEST)] if line.reason else []
        if line.until is not None:
            parts.append(_("accepted until {day}").format(day=line.until.isoformat()))
        return ", ".join(parts)
    if checked.before and checked.state.failing:
        return _("accepted before as: {problems}").format(
            problems=", ".join(words.problem(one) if one in words.PROBLEMS else plain(one) for one in checked.before)
        )
    return ""


def conclusion(verdict: Verdict, policy: Policy, comparison: Comparison) -> str:
    """The last word in one sentence."""
    counted = verdict.tally
    match verdict.exit_code:
        case ExitCode.GATE_FAILED:
            return _("The gate failed: {why}.").format(why=_counts(verdict, policy))
        case ExitCode.SWEEP_FAILED:
            return _("The crawl process ended each time before a site was read; see `gongkai doctor`.")
        case ExitCode.NOTHING_CHECKED if counted.known == 0:
            return _("Nothing could be checked; the reasons stand with each item.")
        case ExitCode.NOTHING_CHECKED:
            return _(
                "Too little could be checked: {share:.1%} of the findings are unknown, above --max-unknown {limit:g}."
            ).format(share=counted.rate.unknown_share or 0, limit=policy.max_unknown)
    listed = len(comparison.of(State.ACCEPTED, State.BY_STANDARD, State.BY_TOOL, State.NEW, State.EXPIRED))
    return ngettext(
        "The gate passed; {listed} failure is listed.", "The gate passed; {listed} failures are listed.", listed
    ).format(listed=listed)


def _counts(verdict: Verdict, policy: Policy) -> str:
    """How many failures of which state, such as ``2 new, 1 acceptance expired``."""
    states: dict[State, int] = {}
    for one in verdict.failing:
        states[one.state] = states.get(one.state, 0) + 1
    counted = ", ".join(
        _("{count} {state}").format(count=count, state=state(code)) for code, count in sorted(states.items())
    )
    return f"{counted} (--fail-on {policy.fail_on})"
