"""What stands behind one finding, gathered for a reader: item, search, dates, remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor import words
from monitor.language import gettext as _
from monitor.language import marked
from rules.model import Outcome, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.standard import Item, Standard
    from storage import StoredFinding

Pairs = tuple[tuple[str, str], ...]

_REMEDIES = {
    Problem.MISSING: marked("Set up a column named “{name}” under the disclosure platform and link it there."),
    Problem.BROKEN: marked("Repair the link of the column, or publish the page it leads to."),
    Problem.MISPLACED: marked("Move the column below {parents}, or link it there too."),
    Problem.AMBIGUOUS: marked("Name the column “{name}”, or record which of the candidates it is."),
    Problem.EMPTY: marked("Publish what the item demands in the column: {content}."),
    Problem.REDIRECT_ONLY: marked("Publish in the column itself, or let it lead straight to the content."),
    Problem.ERROR_PAGE: marked("Repair the page: it answers with an error."),
    Problem.PLACEHOLDER: marked("Replace the placeholder by what the item demands: {content}."),
    Problem.STALE: marked("Publish what is due: {deadline}."),
    Problem.LATE: marked("Publish within the time limit from now on ({deadline}); a late date cannot be undone."),
    Problem.UNDATED: marked("Print the date of publication beside each entry."),
    Problem.INCOMPLETE: marked("Add the elements that are not there: {content}."),
    Problem.BACKDATED: marked("Print the day on which the entry was really published."),
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """One finding and what it rests on."""

    finding: StoredFinding
    standard: Standard | None
    """``None`` where the sweep's plan no longer knows it."""
    item: Item | None
    looked_for: Pairs
    dates: Pairs
    remedy: str


def explain(finding: StoredFinding, standards: Sequence[Standard]) -> Explanation:
    """Gather what stands behind a finding.

    Args:
        finding: As stored.
        standards: Those of the plan of the sweep that found it.
    """
    standard = next((one for one in standards if one.id == finding.standard), None)
    item = next((one for one in standard.items if one.id == finding.item), None) if standard is not None else None
    return Explanation(
        finding=finding,
        standard=standard,
        item=item,
        looked_for=() if item is None else _looked_for(item),
        dates=_dates(finding, item),
        remedy=_remedy(finding, item),
    )


def _looked_for(item: Item) -> Pairs:
    rows = [
        (_("Name"), item.name),
        (_("Also called"), "、".join(item.find.aliases)),
        (_("Expected below"), "、".join(item.find.under)),
        (_("Must be printed"), "、".join(item.require.labels)),
    ]
    return tuple((name, value) for name, value in rows if value)


def _dates(finding: StoredFinding, item: Item | None) -> Pairs:
    rows: list[tuple[str, object]] = []
    if item is not None and item.deadline:
        rows.append((_("Time limit as printed"), item.deadline))
    rows += [
        (_("Newest entry"), finding.newest_date),
        (_("Entries read"), finding.entries),
        (_("Due"), finding.due),
        (_("Checked at"), finding.checked_at.isoformat(timespec="minutes")),
        (_("This verdict since"), finding.since),
    ]
    if finding.provisional:
        rows.append((_("Provisional"), _("the holidays of that stretch are not announced yet")))
    return tuple((name, str(value)) for name, value in rows if value is not None)


def _remedy(finding: StoredFinding, item: Item | None) -> str:
    if finding.outcome is Outcome.PASS and finding.problem is None:
        return ""
    if finding.outcome is Outcome.UNKNOWN and finding.problem is None:
        return _("Nothing on the site is known to be wrong; the next sweep asks again.")
    if finding.problem is None or item is None:
        return ""
    return _(_REMEDIES[finding.problem]).format(
        name=item.name,
        parents="、".join(item.find.under) or _("the disclosure platform"),
        content="；".join(item.content) or item.name,
        deadline=item.deadline or words.item_name(item),
    )
