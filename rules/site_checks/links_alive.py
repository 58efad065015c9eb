"""Deduction: links of the home page, or of the other pages, that are proven dead: 404 or 410 (19号, 链接可用性)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.inspection import listed
from rules.model import Evidence, Facet, Problem
from rules.pages import addresses
from rules.visits import address_key, is_gone

if TYPE_CHECKING:
    from rules.inspection import Ruling
    from rules.model import Miss
    from rules.site_inspection import SiteInspection

FACET = Facet.CONTENT
_QUOTED = 8


def check(inspection: SiteInspection) -> Ruling:
    """A link counts once; those to other sites are not followed and never counted."""
    wanted = _links(inspection)
    each: dict[str, Miss] = {}
    for miss in inspection.visits.snapshot.misses:
        # What a page only names for its scripts, such as the interface of a list, is no link of it.
        if is_gone(miss) and not miss.offsite and address_key(miss.url) in wanted:
            each.setdefault(address_key(miss.url), miss)
    asked, unasked = _followed(inspection, wanted)
    values: dict[str, str | int] = {"faults": len(each), "open": unasked, "counted": asked}
    if each:
        evidence = tuple(_evidence(miss) for miss in list(each.values())[:_QUOTED])
        names = listed([miss.url for miss in each.values()][:_QUOTED])
        return inspection.failed(Problem.BROKEN, "links-dead", *evidence, names=names, **values)
    hidden = inspection.hidden()
    if hidden is not None and not asked:
        return inspection.unsure("site-home-hidden", why=hidden)
    if unasked or not asked:
        return inspection.untestable("links-not-followed", **values)
    return inspection.passed("links-alive", **values)


def _links(inspection: SiteInspection) -> dict[str, str]:
    """Links of the home page, or those of the other pages that the home page does not have."""
    visits = inspection.visits
    at_home = {address_key(url): url for home in visits.homes for url in addresses(home)}
    if inspection.rule.limits.get("where") == "home":
        return at_home
    pages = [page for page in visits.snapshot.pages if not page.offsite and page.role != "home"]
    found = {address_key(url): url for page in pages for url in addresses(page)}
    return {key: url for key, url in found.items() if key not in at_home}


def _followed(inspection: SiteInspection, wanted: dict[str, str]) -> tuple[int, int]:
    """How many of the links to the site's own hosts were asked for, and how many were not."""
    visits = inspection.visits
    hosts = {_host(page.final_url) for page in visits.snapshot.pages if not page.offsite}
    walked = {address_key(page.url) for page in visits.snapshot.pages}
    own = [key for key, url in wanted.items() if _host(url) in hosts]
    asked = sum(key in walked or visits.miss(wanted[key]) is not None for key in own)
    return asked, len(own) - asked


def _host(url: str) -> str:
    return address_key(url).partition("/")[0].removeprefix("www.")


def _evidence(miss: Miss) -> Evidence:
    return Evidence(url=miss.url, record=miss.record, quote=miss.detail or None)
