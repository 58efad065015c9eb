"""The columns of other items, for the checks that hold two columns against each other; built from the assignments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.inspection import Inspection
from rules.matching import MOST_CANDIDATES
from rules.visits import address_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from rules.model import Assignment
    from rules.standard import Item, Standard
    from rules.visits import Visits
    from rules.workdays import Calendar


class Neighbours:
    """Which columns stand for the other items of a site. Read-only; nothing that was concluded about them is known."""

    def __init__(
        self,
        items: Sequence[tuple[Standard, Item]],
        assignments: Mapping[tuple[str, str], Assignment],
        *,
        visits: Visits,
        today: dt.date,
        calendar: Calendar,
    ) -> None:
        """Remember where to look.

        Args:
            items: every (standard, item) that is judged on this site.
            assignments: which columns stand for each.
            visits: what was visited.
            today: the day of the verdict.
            calendar: working days.
        """
        self._rows = {(standard.id, item.id): (standard, item) for standard, item in items}
        self._assignments = assignments
        self._visits = visits
        self._today = today
        self._calendar = calendar
        self._found: dict[tuple[str, str], tuple[Inspection, ...] | None] = {}

    def columns_of(self, standard: Standard, reference: str) -> tuple[Inspection, ...] | None:
        """Return the distinct columns that may stand for an item, best first; ``None`` where it is not judged here.

        Args:
            standard: the standard that names the item.
            reference: ``standard/item``, or the id of an item of ``standard``.
        """
        key = self._resolved(standard, reference)
        if key not in self._found:
            self._found[key] = self._columns(key)
        return self._found[key]

    def _resolved(self, standard: Standard, reference: str) -> tuple[str, str]:
        """The row that is meant; one that gave way to the same row of another standard leads to that."""
        law, _, item = reference.rpartition("/")
        key = (law or standard.id, item)
        if key in self._rows or key[0] != standard.id:
            return key
        return standard.replaced_by(item) or key

    def _columns(self, key: tuple[str, str]) -> tuple[Inspection, ...] | None:
        row, assignment = self._rows.get(key), self._assignments.get(key)
        if row is None or assignment is None:
            return None
        found: dict[str, Inspection] = {}
        for candidate in assignment.candidates[:MOST_CANDIDATES]:
            opened = self._visits.open_column(candidate.column)
            inspection = Inspection(
                visits=self._visits,
                standard=row[0],
                item=row[1],
                candidate=candidate,
                opened=opened,
                today=self._today,
                calendar=self._calendar,
                neighbours=self,
            )
            shown = opened.page
            place = f"{inspection.url} {inspection.place()}" if shown is None else address_key(shown.url)
            found.setdefault(place, inspection)
        return tuple(found.values())
