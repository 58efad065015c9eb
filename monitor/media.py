"""New-media accounts judged, counted and written as JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from monitor import words
from monitor.errors import UsageError
from monitor.language import gettext as _
from monitor.rates import Rate
from monitor.standards import named_standards, shipped_standards
from monitor.text import plain
from rules.media import MediaFinding, judge_account, media_row
from rules.model import Outcome
from rules.workdays import Calendar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from rules.media import Account
    from rules.standard import Item, Standard

_SPAN = re.compile(r"[1-9]\d{0,3}(?:d|wd)", re.ASCII)
_INDICATORS = "indicators-2019"


class Limit(NamedTuple):
    """How old the newest post may be, and who says so."""

    span: str
    standard: Standard
    item: Item
    own: bool
    """A limit of the user's, tighter or wider than the row's."""


class Judged(NamedTuple):
    """All accounts of a list, in its order."""

    findings: tuple[MediaFinding, ...]
    limit: Limit
    today: dt.date

    @property
    def rate(self) -> Rate:
        """How many are updated in time."""
        outcomes = [finding.outcome for finding in self.findings]
        passed, failed = outcomes.count(Outcome.PASS), outcomes.count(Outcome.FAIL)
        return Rate(passed=passed, known=passed + failed, unknown=outcomes.count(Outcome.UNKNOWN))

    def row(self) -> dict[str, Any]:
        """The document of ``media --json``."""
        return {
            "schema": 1,
            "as_of": self.today.isoformat(),
            "standard": self.limit.standard.id,
            "item": self.limit.item.id,
            "limit": self.limit.span,
            "own_limit": self.limit.own,
            "rate": self.rate.row(),
            "accounts": [_account_row(finding) for finding in self.findings],
        }


def limit_of(names: Sequence[str], own: str | None) -> Limit:
    """The limit of the first standard with a row for accounts, or the user's own.

    Args:
        names: What ``--standard`` gave; the national indicators if empty.
        own: What ``--max-age`` gave.

    Raises:
        UsageError: ``own`` is no span of time, or no standard has such a row.
    """
    if own is not None and _SPAN.fullmatch(own) is None:
        raise UsageError(
            _('--max-age: "{given}" is no span of time; write days as "14d" or working days as "20wd".').format(
                given=plain(own, 40)
            )
        )
    for standard in named_standards(names or [_INDICATORS], shipped_standards()):
        item = media_row(standard)
        if item is not None and item.fresh.max_age is not None:
            return Limit(own or item.fresh.max_age, standard, item, own is not None and own != item.fresh.max_age)
    raise UsageError(_("No standard given has a row about new media with max_age; name another with --standard."))


def judge_media(
    accounts: Sequence[Account], *, limit: Limit, today: dt.date, observed: dt.date | None = None
) -> Judged:
    """Judge every account; ``observed`` is the day for those that give none, where it is no earlier than their post."""
    calendar = Calendar()
    filled = [
        msgspec.structs.replace(account, observed=observed)
        if account.observed is None and observed is not None and (account.last_post or observed) <= observed
        else account
        for account in accounts
    ]
    findings = (judge_account(account, limit=limit.span, today=today, calendar=calendar) for account in filled)
    return Judged(tuple(findings), limit, today)


def _account_row(finding: MediaFinding) -> dict[str, Any]:
    account = finding.account
    return {
        "id": account.id,
        "name": account.name,
        "platform": account.platform or None,
        "owner": account.owner or None,
        "url": account.url or None,
        "last_post": None if account.last_post is None else account.last_post.isoformat(),
        "observed": None if account.observed is None else account.observed.isoformat(),
        "outcome": finding.outcome.value,
        "problem": None if finding.problem is None else finding.problem.value,
        "reason": words.reason(finding.reason),
    }
