"""Census: a site on which nothing was published for long, a "sleeping" one (2015 census: 睡眠网站)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rules.model import Facet, Problem
from rules.site_dates import all_dates, hints_since, menu_columns, unexplained, was_read

if TYPE_CHECKING:
    from rules.inspection import Ruling
    from rules.site_inspection import SiteInspection

FACET = Facet.FRESHNESS


def check(inspection: SiteInspection) -> Ruling:
    """Asleep only where every page of the menu was read and nothing dated, anywhere, is newer than the limit."""
    visits, today = inspection.visits, inspection.today
    days = int(inspection.number("days"))
    since = today - dt.timedelta(days=days)
    newest = max(all_dates(visits, today), key=lambda piece: piece.date, default=None)
    if newest is None:
        return inspection.unsure("site-undated")
    values: dict[str, str | int] = {"newest": newest.date.isoformat(), "days": days, "title": newest.title}
    evidence = inspection.evidence(newest.page, f"{newest.title} {newest.date.isoformat()}")
    if newest.date >= since:
        return inspection.passed("site-awake", evidence, **values)
    menu = menu_columns(visits, inspection.home)
    unread = [column.name for column in menu if not was_read(visits, column)]
    pages = [page for page in visits.snapshot.pages if not page.offsite]
    hint = next((found for page in pages if (found := hints_since(page, since, today)) is not None), None)
    further = [page for page in pages if page.facts.list_urls or page.facts.needs_browser is not None]
    further += [home for home in visits.homes if home.facts.related]
    if inspection.hidden() or unread or hint or further or not menu or unexplained(visits, inspection.home):
        return inspection.unsure("site-sleep-unsure", evidence, number=len(unread), **values)
    return inspection.failed(Problem.STALE, "site-asleep", evidence, **values)
