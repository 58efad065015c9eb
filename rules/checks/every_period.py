"""Freshness: does every month, quarter, half-year or year have its entry (``every`` and ``within``)?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.deadlines import parse_span, stretches_due
from rules.inspection import listed, quote_line
from rules.model import Facet, Problem
from rules.proofs import read_back_to
from rules.years import names_any_stretch, names_stretch, years_named

if TYPE_CHECKING:
    from rules.deadlines import Stretch
    from rules.inspection import Inspection, Ruling
    from rules.standard import Period
    from rules.workdays import Deadline

FACET = Facet.FRESHNESS
ORDER = 30
_DEFAULT_WITHIN = "20wd"  # 条例 article 26: within twenty working days of coming into being


def check(inspection: Inspection) -> Ruling | None:
    """Stretches of the last twelve months without an entry are ``late``, by name.

    An entry speaks for the stretch its title names; without one, for the stretch it was published in or after,
    up to that stretch's deadline. Stretches before the oldest entry are judged only where the whole list was
    read and the column is older than they are, which its oldest entry shows.
    """
    every = inspection.fresh.every
    if every is None:
        return None
    within = parse_span(inspection.fresh.within or _DEFAULT_WITHIN)
    due = stretches_due(every, within, inspection.today, inspection.calendar)
    lines = [line for line in inspection.lines if line.date is None or line.date <= inspection.today]
    dates = sorted(line.date for line in lines if line.date is not None)
    latest = due[-1][1]
    values: dict[str, str | int] = {"period": every, "limit": str(within), "due_day": latest.date.isoformat()}
    if not dates and not any(names_stretch(line.title, stretch) for line in lines for stretch, _ in due):
        return inspection.unsure("periods-untold", due=latest.date, also=values)
    judged = [pair for pair in due if not dates or pair[0].last >= dates[0]] or [due[-1]]
    missing = [(stretch, deadline) for stretch, deadline in judged if not _covered(inspection, stretch, deadline)]
    newest = inspection.newest
    evidence = [inspection.evidence(newest.page, quote_line(newest))] if newest is not None else []
    provisional = any(deadline.provisional for _, deadline in judged)
    if not missing:
        return inspection.passed(
            "every-period", *evidence, due=latest.date, provisional=provisional, number=len(judged), also=values
        )
    names = listed([stretch.name for stretch, _ in missing])
    doubt = _doubt(inspection, missing[0][0], every)
    if doubt is not None:
        code, number = doubt
        part = inspection.unread()
        return inspection.unsure(code, *evidence, due=latest.date, part=part, missing=names, number=number, also=values)
    return inspection.failed(
        Problem.LATE,
        "periods-missing",
        *evidence,
        due=missing[-1][1].date,
        provisional=any(deadline.provisional for _, deadline in missing),
        missing=names,
        also=values,
    )


def _covered(inspection: Inspection, stretch: Stretch, deadline: Deadline) -> bool:
    """Whether some entry speaks for the stretch: by its title, or by its date where the title names no stretch."""
    for line in inspection.lines:
        if names_stretch(line.title, stretch, line.date):
            return True
        in_span = line.date is not None and stretch.first <= line.date <= deadline.date
        if in_span and not names_any_stretch(line.title, stretch.period):
            return True
    return False


def _doubt(inspection: Inspection, stretch: Stretch, every: Period) -> tuple[str, int] | None:
    """Why the entry of a stretch may be there all the same: on an unread page, or among lines that tell no period."""
    if not read_back_to(inspection.opened, stretch.first.toordinal()):
        return "periods-may-follow", 0
    untold = [line for line in inspection.lines if line.date is None and not _names_one(line.title, every)]
    return ("periods-undated", len(untold)) if untold else None


def _names_one(title: str, every: Period) -> bool:
    """Whether a title says which stretch it is about, if only by its year."""
    return names_any_stretch(title, every) or bool(years_named(title))
