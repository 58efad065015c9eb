"""Veto: nothing on the home page is newer than the limit (19号, 首页不更新; a home page of menus: its second level)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rules.model import Facet, Problem
from rules.site_dates import all_dates, hints_since, menu_columns, shown_at_home, unexplained, was_read

if TYPE_CHECKING:
    from rules.inspection import Ruling
    from rules.site_dates import Shown
    from rules.site_inspection import SiteInspection

FACET = Facet.FRESHNESS


def check(inspection: SiteInspection) -> Ruling:
    """``stale`` only where every piece of information on the page is dated and old; what has no date stays open."""
    hidden = inspection.hidden()
    if hidden is not None:
        return inspection.unsure("site-home-hidden", why=hidden)
    visits, home, today = inspection.visits, inspection.home, inspection.today
    since = today - dt.timedelta(days=int(inspection.number("days")))
    shown = shown_at_home(visits, visits.homes, today)
    newest = max(shown, key=lambda piece: piece.date, default=None)
    if newest is not None and newest.date >= since:
        return _told(inspection, newest, since)
    if not any(page.facts.entries for page in visits.homes) and newest is None:
        return _second_level(inspection, since)
    hint = next((found for page in visits.homes if (found := hints_since(page, since, today)) is not None), None)
    if hint is not None:
        return inspection.unsure("home-hint-of-newer", inspection.evidence(quote=hint), words=hint[:120])
    others = unexplained(visits, home)
    scripts = _own_scripts(inspection)
    unread = others or scripts or home.facts.list_urls or home.facts.related
    if newest is None or unread:
        shown_as = (unread or (home.url,))[0]
        return inspection.unsure(
            "home-undated-links", inspection.evidence(quote=shown_as), number=len(others), first=shown_as
        )
    return _told(inspection, newest, since)


def _own_scripts(inspection: SiteInspection) -> tuple[str, ...]:
    """Scripts of the site that the home page alone loads: one of them may write its news."""
    home, pages = inspection.home, inspection.visits.snapshot.pages
    elsewhere = {script for page in pages if page.role != "home" for script in page.facts.scripts}
    return tuple(script for script in home.facts.scripts if script not in elsewhere)


def _told(inspection: SiteInspection, newest: Shown, since: dt.date) -> Ruling:
    evidence = inspection.evidence(newest.page, f"{newest.title} {newest.date.isoformat()}".strip())
    title, day, days = newest.title, newest.date.isoformat(), int(inspection.number("days"))
    today = inspection.today.isoformat()
    if newest.date >= since:
        return inspection.passed("home-updated", evidence, title=title, newest=day, days=days, today=today)
    return inspection.failed(Problem.STALE, "home-stale", evidence, title=title, newest=day, days=days, today=today)


def _second_level(inspection: SiteInspection, since: dt.date) -> Ruling:
    """A home page that only leads on: what the pages of its menu show."""
    visits = inspection.visits
    columns = menu_columns(visits, inspection.home)
    newest = max(all_dates(visits, inspection.today), key=lambda piece: piece.date, default=None)
    if newest is not None and newest.date >= since:
        return _told(inspection, newest, since)
    unread = [column.name for column in columns if not was_read(visits, column)]
    if newest is None or unread or not columns:
        first = unread[0] if unread else inspection.home.url
        return inspection.unsure("second-level-not-read", number=len(unread), first=first)
    return _told(inspection, newest, since)
