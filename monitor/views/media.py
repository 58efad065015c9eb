"""New-media accounts as a table, those that are not updated first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType

from monitor import words
from monitor.language import gettext as _
from monitor.language import spoken
from monitor.rates import percent
from monitor.views.common import STYLES, table, text
from rules.reasons import limit_in_words

if TYPE_CHECKING:
    from monitor.media import Judged

_ORDER = ("fail", "unknown", "pass", "not-applicable")


def media_page(judged: Judged) -> RenderableType:
    """A line for each account, and the rate."""
    limit = judged.limit
    title = _("New media as of {day}, at least one post within {limit} ({standard})").format(
        day=judged.today, limit=limit_in_words(limit.span, spoken()), standard=limit.standard.id
    )
    made = table(_("Account"), _("Platform"), _("Owner"), _("Verdict"), _("Last post"), _("Reason"), title=title)
    for finding in sorted(judged.findings, key=lambda one: _ORDER.index(one.outcome.value)):
        account, outcome = finding.account, finding.outcome.value
        name = words.problem(finding.problem.value) if finding.problem is not None else words.outcome(outcome)
        made.add_row(
            text(f"{account.name} ({account.id})" if account.id != account.name else account.name),
            text(account.platform),
            text(account.owner),
            text(name, STYLES[outcome]),
            text(account.last_post),
            text(words.reason(finding.reason)),
        )
    rate = judged.rate
    counted = _("{passed} of {known} known are updated in time; {unknown} of {count} could not be judged").format(
        passed=rate.passed, known=rate.known, unknown=rate.unknown, count=rate.counted
    )
    bounds = _("the rate lies between {low} and {high}.").format(low=percent(rate.low), high=percent(rate.high))
    return Group(made, text(f"{counted}; {bounds}"))
