"""Rules about a whole site, judged after all columns: each by one module of ``rules.site_checks``, and guarded."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from rules import site_checks
from rules.inspection import Ruling
from rules.model import Facet, Outcome, Reason
from rules.site_inspection import SiteInspection

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from rules.model import Finding
    from rules.site_inspection import JudgedColumn
    from rules.standard import Item, Standard
    from rules.visits import Visits
    from rules.workdays import Calendar

_Key = tuple[str, str]


class SiteCheck(NamedTuple):
    """One module of ``rules.site_checks``."""

    facet: Facet
    run: Callable[[SiteInspection], Ruling]


def _load() -> dict[str, SiteCheck]:
    """Every module of the folder by its name."""
    names = [found.name for found in pkgutil.iter_modules(site_checks.__path__)]
    modules = {name: importlib.import_module(f"{site_checks.__name__}.{name}") for name in names}
    return {name: SiteCheck(module.FACET, module.check) for name, module in modules.items()}


SITE_CHECKS = _load()
"""Name of a module to its check; what ``SiteRule.check`` may name."""


def judge_site_row(  # noqa: PLR0913 - everything the verdict depends on is an argument
    standard: Standard,
    item: Item,
    *,
    visits: Visits,
    today: dt.date,
    calendar: Calendar,
    findings: Mapping[_Key, Finding],
    columns: Mapping[_Key, tuple[JudgedColumn, ...]],
) -> Ruling:
    """Judge one rule about the whole site; a fault of ours, or a check that nobody wrote, becomes ``unknown``.

    Args:
        standard: the standard of the row.
        item: the row, whose ``site`` names the check.
        visits: what the sweep holds of the site; its home page was read.
        today: the day on which the verdict is given.
        calendar: working days.
        findings: what was concluded about columns, by (standard, item).
        columns: every column that was looked at for an item.
    """
    if item.site is None:
        raise ValueError(f"{item.id} is no rule about a whole site")
    check = SITE_CHECKS.get(item.site.check)
    if check is None:
        return _fault(item, f"no check named {item.site.check}")
    try:
        inspection = SiteInspection(
            visits=visits,
            standard=standard,
            item=item,
            rule=item.site,
            today=today,
            calendar=calendar,
            findings=findings,
            columns=columns,
        )
        ruling = check.run(inspection)
    except Exception as error:  # noqa: BLE001 - the one guard of its kind: a bad check never stops a site
        return _fault(item, type(error).__name__)
    return msgspec.structs.replace(ruling, facet=None if ruling.outcome is Outcome.PASS else check.facet)


def _fault(item: Item, error: str) -> Ruling:
    reason = Reason("check-error", {"item": item.name, "error": error})
    return Ruling(outcome=Outcome.UNKNOWN, reason=reason)
