"""What a careful person must conclude about every item, from the story of its site alone.

404 and 410, empty columns, placeholders and pages that say there is no page are evidence against the site. Whatever
kept us from looking (time-outs, blocks, 403, 5xx, robots, scripts, foreign hosts, logins) proves nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.province.dates import clock_of, report_due
from monitor.province.values import Expected, ItemState, SiteIdentity
from rules.model import Outcome, Problem

if TYPE_CHECKING:
    import datetime as dt

    from rules.standard import Item

PASS = Expected(Outcome.PASS)
UNKNOWN = Expected(Outcome.UNKNOWN)
_FAILS = {
    "missing": Problem.MISSING,
    "empty": Problem.EMPTY,
    "placeholder": Problem.PLACEHOLDER,
    "stale": Problem.STALE,
    "broken": Problem.BROKEN,
    "error-page": Problem.ERROR_PAGE,
    "error-redirect": Problem.ERROR_PAGE,
    "sent-home": Problem.REDIRECT_ONLY,
    "future": Problem.STALE,
    "incomplete": Problem.INCOMPLETE,
    "exposed": Problem.EXPOSED,
    "backdated": Problem.BACKDATED,
}
_UNKNOWNS = frozenset(
    {
        "needs-script",
        "script-file",
        "blocked",
        "forbidden",
        "server-error",
        "hanging",
        "robots",
        "login",
        "offsite-foreign",
        "offsite-forbidden",
        "heading",
        "picture",
    }
)


def expected(item: Item, state: ItemState, identity: SiteIdentity, *, today: dt.date) -> Expected:
    """Conclude about one item of a site that answers."""
    unreadable = state.state == "scan" and item.require.labels
    if state.state in _UNKNOWNS or unreadable:
        return UNKNOWN
    if state.state in _FAILS:
        return Expected(Outcome.FAIL, _FAILS[state.state])
    clock = clock_of(item, identity)
    if state.state == "tardy" or (state.state == "overdue" and clock.every):
        return Expected(Outcome.FAIL, Problem.LATE)
    if state.state in {"late", "overdue", "not-yet-due", "others-only"} and today > report_due(clock, year=today.year):
        return Expected(Outcome.FAIL, Problem.LATE)
    if _stands_elsewhere(item, state):
        return Expected(Outcome.FAIL if item.find.strict else Outcome.PASS, Problem.MISPLACED)
    return PASS


def _stands_elsewhere(item: Item, state: ItemState) -> bool:
    """Whether none of the columns above it is one the standard expects; 政务公开 is as good as 政府信息公开."""
    return state.place in {"stray", "home"} and bool(item.find.under)
