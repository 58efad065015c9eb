"""Census: commercial advertising (47号: 严禁商业广告, 原则上不得链接商业网站)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rules.model import Facet, Problem
from rules.pages import addresses

if TYPE_CHECKING:
    from rules.inspection import Ruling
    from rules.model import PageVisit
    from rules.site_inspection import SiteInspection

FACET = Facet.CONTENT


def check(inspection: SiteInspection) -> Ruling:
    """An address of an advertising network fails; a link to a shop is shown to a person, for it may be a public one."""
    pages = [page for page in inspection.visits.snapshot.pages if not page.offsite]
    first: dict[str, PageVisit] = {}
    for page in pages:
        for url in addresses(page):
            first.setdefault(url, page)
    networks = _found(first, inspection.words("networks"))
    if networks:
        page, url = networks[0]
        evidence = inspection.evidence(page, url)
        return inspection.failed(Problem.IRREGULAR, "advertising", evidence, faults=len(networks), first=url)
    shops = _found(first, inspection.rule.marks)
    if shops:
        page, url = shops[0]
        return inspection.unsure("commercial-links", inspection.evidence(page, url), number=len(shops), first=url)
    hidden = inspection.hidden()
    if hidden is not None:
        return inspection.unsure("site-home-hidden", why=hidden)
    return inspection.passed("no-advertising", counted=len(pages))


def _found(first: dict[str, PageVisit], hosts: tuple[str, ...]) -> list[tuple[PageVisit, str]]:
    """Each address that leads to one of the hosts or below it, with the first page that has it."""
    if not hosts:
        return []
    named = re.compile("|".join(map(re.escape, hosts)), re.IGNORECASE)  # few addresses hold such a name at all
    return [(page, url) for url, page in first.items() if named.search(url) and _leads_to(url, hosts)]


def _leads_to(url: str, hosts: tuple[str, ...]) -> bool:
    host = _host(url)
    return any(host == one or host.endswith(f".{one}") for one in hosts)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
