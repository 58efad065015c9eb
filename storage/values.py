"""What storage hands out, as frozen values."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

import msgspec

from rules.model import Finding, Outcome, Problem

Cause = Literal["site", "standard", "tool", "calendar", "as-of", "replay"]
"""Why a verdict changed: the site itself, or what it was judged by. ``replay``: stored evidence was judged again, and
nothing that is written down of the two judgements tells why they differ; never the site's doing."""
SweepState = Literal["running", "finished", "failed", "interrupted"]


class SweepInfo(msgspec.Struct, frozen=True, kw_only=True):
    """One sweep, without its plan."""

    id: int
    state: SweepState
    as_of: dt.date
    started: dt.datetime
    finished: dt.datetime | None
    tool_version: str
    calendar_version: str
    full: bool
    sites: int
    """Sites in the plan."""
    recorded: int
    """Sites whose findings are stored."""
    standards: tuple[str, ...]
    plan_digest: str
    summary: dict[str, Any]
    seal: str | None
    """Digest over this sweep and all before it, ``None`` until it is finished; see :mod:`storage.seals`."""
    replayed: int | None = None
    """The sweep whose evidence was judged again; ``None`` for one that visited the sites itself."""


class StoredFinding(Finding, frozen=True, kw_only=True):
    """A finding as it stands in the history."""

    site_name: str
    item_name: str
    sweep: int
    """The sweep that found it."""
    since: dt.date
    """Day of the sweep with which this outcome and problem began."""
    first_seen: dt.date
    """The same, had the nights that could not tell not been."""
    confirmed: bool
    """A failure that was seen in enough of the last sweeps that could tell; never true of anything else."""
    cause: Cause
    """Why the verdict became this one; anything but ``site`` is no doing of the site's."""
    before_outcome: Outcome | None = None
    """The known verdict before this one, ``None`` where there was none."""
    before_problem: Problem | None = None


class Interval(msgspec.Struct, frozen=True, kw_only=True):
    """For how long one verdict stood, in days of sweeps; ``to`` is that of the first other verdict."""

    site: str
    site_name: str
    standard: str
    item: str
    item_name: str
    outcome: Outcome
    problem: Problem | None
    from_: dt.date = msgspec.field(name="from")
    to: dt.date | None
    """``None`` while it stands."""
    cause: Cause
    from_sweep: int
    to_sweep: int | None
    left: bool
    """It ended because the site or the item left, not by another verdict."""
    standard_version: str
    tool_version: str
    calendar_version: str


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What became of every item between two sweeps, held against its last known verdict.

    A night that could not tell neither hides a change nor makes one.
    """

    since: int | None
    """Number of the earlier sweep; ``None`` where there is none, then every failure is new."""
    until: int
    new: tuple[StoredFinding, ...]
    fixed: tuple[StoredFinding, ...]
    still: tuple[StoredFinding, ...]
    unknown: tuple[StoredFinding, ...]
    rule_changes: tuple[StoredFinding, ...]
    """Neither new nor fixed: the verdict changed because the standard, the program or the calendar did."""


class SiteNight(msgspec.Struct, frozen=True, kw_only=True):
    """One site in one sweep, in numbers."""

    site: str
    site_name: str
    sweep: int
    as_of: dt.date
    checked_at: dt.datetime
    passed: int
    failed: int
    unknown: int
    not_applicable: int
    vetoes: int
    """Failures whose severity is ``veto``."""
    flipped: int
    """Items that passed before and fail now, or the other way."""
    weight_passed: float
    weight_failed: float

    @property
    def share(self) -> float | None:
        """Weighted share of what is known that passes, 0 to 1; ``None`` where nothing is known."""
        known = self.weight_passed + self.weight_failed
        return self.weight_passed / known if known else None


class Swing(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a site turned over in one night."""

    site: str
    sweep: int
    flipped: int
    compared: int
    """Items with a known verdict in this sweep and before it."""

    @property
    def share(self) -> float:
        """Flipped of compared, 0 to 1."""
        return self.flipped / self.compared if self.compared else 0.0
