"""Freshness: does every month, quarter, half-year or year have its entry (``every`` and ``within``)?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.deadlines import parse_span, stretches_due
from rules.inspection import listed, quote_line
from rules.model import Facet, Problem
from rules.years import names_any_stretch, names_stretch

if TYPE_CHECKING:
    from rules.deadlines import Stretch
    from rules.inspection import Inspection, Ruling
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
    if not inspection.opened.everything_complete and not _read_back_to(inspection, missing[0][0]):
        return inspection.unsure(
            "periods-may-follow", *evidence, due=latest.date, part=inspection.unread(), missing=names, also=values
        )
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


def _read_back_to(inspection: Inspection, stretch: Stretch) -> bool:
    """Whether the list runs from new to old and was read past the beginning of the stretch."""
    dates = [line.date for line in inspection.lines if line.date is not None]
    return inspection.in_order and bool(dates) and min(dates) < stretch.first
