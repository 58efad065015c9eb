"""Deduction: links of the home page, or of the other pages, that are proven dead: 404 or 410 (19号, 链接可用性)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.inspection import listed
from rules.model import Evidence, Facet, Problem
from rules.site_dates import addresses
from rules.visits import address_key, is_gone

if TYPE_CHECKING:
    from rules.inspection import Ruling
    from rules.model import Miss
    from rules.site_inspection import SiteInspection

FACET = Facet.CONTENT
_QUOTED = 8


def check(inspection: SiteInspection) -> Ruling:
    """A link counts once; those to other sites are not followed and never counted."""
    at_home = {address_key(url): url for home in inspection.visits.homes for url in addresses(home)}
    is_home = inspection.rule.limits.get("where") == "home"
    dead = [
        miss
        for miss in inspection.visits.snapshot.misses
        if is_gone(miss) and not miss.offsite and miss.role != "home"
        if miss.via is not None and (address_key(miss.url) in at_home) is is_home
    ]
    each = {address_key(miss.url): miss for miss in dead}
    asked, unasked = _links(inspection, at_home, is_home=is_home)
    values: dict[str, str | int] = {"faults": len(each), "open": unasked, "counted": asked}
    if each:
        evidence = tuple(_evidence(miss) for miss in list(each.values())[:_QUOTED])
        names = listed([miss.url for miss in each.values()][:_QUOTED])
        return inspection.failed(Problem.BROKEN, "links-dead", *evidence, names=names, **values)
    if unasked:
        return inspection.untestable("links-not-followed", **values)
    return inspection.passed("links-alive", **values)


def _links(inspection: SiteInspection, at_home: dict[str, str], *, is_home: bool) -> tuple[int, int]:
    """How many links of the site's own were asked for, and how many were not."""
    visits = inspection.visits
    wanted = dict(at_home)
    if not is_home:
        wanted = {
            address_key(url): url
            for page in visits.snapshot.pages
            if not page.offsite and page.role != "home"
            for url in addresses(page)
            if address_key(url) not in at_home
        }
    hosts = {_host(page.final_url) for page in visits.snapshot.pages if not page.offsite}
    walked = {address_key(page.url) for page in visits.snapshot.pages}
    own = [key for key, url in wanted.items() if _host(url) in hosts]
    asked = sum(key in walked or visits.miss(wanted[key]) is not None for key in own)
    return asked, len(own) - asked


def _host(url: str) -> str:
    return address_key(url).partition("/")[0].removeprefix("www.")


def _evidence(miss: Miss) -> Evidence:
    return Evidence(url=miss.url, record=miss.record, quote=miss.detail or None)
