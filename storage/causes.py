"""Why did a verdict change: did the site, or did what it is judged by?

An accusation is only fair when everything but the site stayed as it was. So a change is the site's own only if the
item's rule, the program, the calendar and the direction of time were the same as on the night of the verdict before.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from rules.model import Problem
from storage.blobs import digest_of

if TYPE_CHECKING:
    from rules.model import Finding
    from rules.standard import Item, Standard
    from storage.session import Session
    from storage.values import Cause

# Words for people; changing them changes no verdict.
_PROSE = (
    "name_en", "basis", "deadline", "publisher", "channel", "audience", "method", "severity", "weight", "provenance",
)  # fmt: skip
_CLOCK = frozenset({Problem.STALE, Problem.LATE, Problem.BACKDATED})
_SEARCH = frozenset({Problem.MISSING, Problem.AMBIGUOUS, Problem.MISPLACED})


def item_digest(standard: Standard, item: Item) -> bytes:
    """Return the digest of everything in a rule that can change a verdict."""
    row = msgspec.to_builtins(item)
    for name in _PROSE:
        row.pop(name, None)
    frame = (standard.in_force, standard.retired, standard.state, standard.applies_to, row)
    return digest_of(msgspec.json.encode(frame, order="deterministic"))


def rules_digest(standards: tuple[Standard, ...]) -> bytes:
    """Return the digest of all rules together: a new item can take a column away from an old one."""
    return digest_of(
        b"".join(
            standard.id.encode() + item.id.encode() + item_digest(standard, item)
            for standard in sorted(standards, key=lambda standard: standard.id)
            for item in standard.items
        )
    )


class Night(msgspec.Struct, frozen=True):
    """What the sites of one sweep were judged by."""

    sweep: int
    as_of: dt.date
    tool_version: str
    calendar_version: str
    rules_digest: bytes
    standards: frozenset[str]
    replayed: int | None = None
    """The sweep whose evidence was judged again, where the sites were not visited."""

    @property
    def look(self) -> int:
        """The sweep that visited the sites: judging its evidence again is no second look."""
        return self.sweep if self.replayed is None else self.replayed


class Nights:
    """The sweeps of a history, and the rule of each item in each of them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._nights = {
            row[0]: Night(
                row[0],
                dt.date.fromisoformat(row[1]),
                row[2],
                row[3],
                row[4],
                frozenset(msgspec.json.decode(row[5])),
                row[6],
            )
            for row in session.rows(
                "SELECT id, as_of, tool_version, calendar_version, rules_digest, standards, replayed FROM sweeps"
                " ORDER BY id"
            )
        }

    def __getitem__(self, sweep: int) -> Night:
        return self._nights[sweep]

    def of_site(self, site: int, *, until: int) -> tuple[Night, ...]:
        """Return the nights in which a site was recorded, latest first."""
        rows = self._session.rows(
            "SELECT sweep FROM site_sweeps WHERE site = ? AND sweep <= ? ORDER BY sweep DESC", (site, until)
        )
        return tuple(self._nights[sweep] for (sweep,) in rows)

    def rule(self, item: int, sweep: int) -> bytes | None:
        """Return the digest of an item's rule as it was in a sweep."""
        row = self._session.one(
            "SELECT digest FROM item_versions WHERE item = ? AND from_sweep <= ? ORDER BY from_sweep DESC LIMIT 1",
            (item, sweep),
        )
        return None if row is None else row[0]


def cause_of_change(  # noqa: PLR0913 - two nights and what is known of them
    *, then: Night, now: Night, same_rule: bool, before: Finding | None, after: Finding, rejudged: Finding | None
) -> Cause:
    """Name the cause of a changed verdict.

    Args:
        then: What the earlier verdict was judged by.
        now: What this one is judged by.
        same_rule: The item's own rule is the same in both.
        before: The earlier finding, where it is at hand.
        after: This finding.
        rejudged: The earlier evidence judged by what holds now, where the caller did that.
    """
    changed = _changed_rules(then, now, same_rule=same_rule, before=before, after=after)
    if now.replayed is not None:
        return changed or "replay"
    if changed is None:
        return "site"
    if rejudged is not None and before is not None and _verdict(rejudged) == _verdict(before):
        # The new rules say of the old evidence what the old rules said: it was the site that changed.
        return "site"
    return changed


def _changed_rules(then: Night, now: Night, *, same_rule: bool, before: Finding | None, after: Finding) -> Cause | None:
    if now.as_of < then.as_of:
        return "as-of"
    if not same_rule or (then.rules_digest != now.rules_digest and _matching_matters(before, after)):
        return "standard"
    if then.tool_version != now.tool_version:
        return "tool"
    if then.calendar_version != now.calendar_version and _problems(before, after) & _CLOCK:
        return "calendar"
    return None


def _matching_matters(before: Finding | None, after: Finding) -> bool:
    """Whether another item's rule may have led to this change, by taking or giving back a column."""
    if before is None or _problems(before, after) & _SEARCH:
        return True
    return (before.match, before.url) != (after.match, after.url)


def _problems(before: Finding | None, after: Finding) -> set[Problem]:
    return {finding.problem for finding in (before, after) if finding is not None and finding.problem is not None}


def _verdict(finding: Finding) -> tuple[str, str | None]:
    return finding.outcome, finding.problem
