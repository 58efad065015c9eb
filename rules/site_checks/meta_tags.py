"""Deduction: the meta tags of 47号 annex 三 stand on a fixed sample of pages and are not empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.inspection import listed
from rules.model import Facet, Problem

if TYPE_CHECKING:
    from rules.inspection import Ruling
    from rules.model import PageVisit
    from rules.site_inspection import SiteInspection

FACET = Facet.ELEMENTS
_SITE = ("SiteName", "SiteDomain", "SiteIDCode")
_COLUMN = ("ColumnName", "ColumnType")
_ARTICLE = ("ColumnName", "ColumnType", "ArticleTitle", "PubDate", "ContentSource")
_OF_KIND = {"home": _SITE, "list": _SITE + _COLUMN, "article": _SITE + _ARTICLE}
_NOT_MARKED_UP = frozenset({"interface"})
_OK = 200


def check(inspection: SiteInspection) -> Ruling:
    """The home page and the first pages of each kind in order of visit; never a random choice."""
    sample = _sample(inspection)
    lacking = {page.url: names for page in sample if (names := missing_tags(page))}
    if not sample:
        return inspection.untestable("no-pages-to-sample")
    values: dict[str, str | int] = {"faults": len(lacking), "open": 0, "counted": len(sample)}
    if not lacking:
        return inspection.passed("metas-complete", **values)
    url, names = next(iter(lacking.items()))
    page = next(page for page in sample if page.url == url)
    evidence = inspection.evidence(page, f"缺少 {listed(names)}")
    return inspection.failed(Problem.INCOMPLETE, "metas-incomplete", evidence, names=listed(names), first=url, **values)


def missing_tags(page: PageVisit) -> tuple[str, ...]:
    """The tags of its kind that a page does not have, or has without a value; letter case does not matter."""
    wanted = _SITE if page.role == "home" else _OF_KIND.get(page.facts.kind, ())  # a home page may look like a list
    return tuple(name for name in wanted if not page.facts.meta.get(name.lower(), "").strip())


def _sample(inspection: SiteInspection) -> list[PageVisit]:
    each = int(inspection.number("each"))
    pages = [page for page in inspection.visits.snapshot.pages if _is_fit(page)]
    sample = [page for page in pages if page.url == inspection.home.url]
    for kind in ("list", "article"):
        roles = ("article",) if kind == "article" else ("column", "platform", "hub")
        sample += [page for page in pages if page.facts.kind == kind and page.role in roles][:each]
    return sample


def _is_fit(page: PageVisit) -> bool:
    """Whether the head of a page is its own: no stub, no fragment, no shell, nothing of another site."""
    facts = page.facts
    if page.offsite or facts.outline or facts.file is not None or page.status != _OK:
        return False
    whole = facts.redirect is None and not facts.frames and facts.needs_browser is None and facts.title is not None
    return whole and facts.family not in _NOT_MARKED_UP and page.role != "list-page"
