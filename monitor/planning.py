"""The plan of a sweep: everything decided and frozen before the first request."""

from __future__ import annotations

import datetime as dt
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from monitor.errors import NothingCheckedError, UsageError
from monitor.language import gettext as _
from rules.plan import Plan
from rules.standard import applicable_items
from rules.workdays import Calendar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.config import Settings
    from rules.model import Site
    from rules.standard import Standard


def tool_version() -> str:
    """The version of this program."""
    try:
        return version("gongkai")
    except PackageNotFoundError:
        return "0"


def calendar_version() -> str:
    """The version of the calendar of working days, which decides deadlines."""
    return Calendar().version


def now() -> dt.datetime:
    """This moment in UTC, whole seconds."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def today(settings: Settings) -> dt.date:
    """The date where the office is."""
    return dt.datetime.now(ZoneInfo(settings.schedule.timezone)).date()


def first_kept_day(settings: Settings) -> dt.date:
    """The first day whose pages and evidence are kept whole.

    Raises:
        UsageError: The settings set no limit.
    """
    if settings.history.keep_days == 0:
        raise UsageError(
            _("gongkai db prune: name the first day or sweep to keep, or set history.keep_days in gongkai.toml.")
        )
    return today(settings) - dt.timedelta(days=settings.history.keep_days)


def make_plan(
    sites: Sequence[Site], standards: Sequence[Standard], *, settings: Settings, as_of: dt.date, full: bool
) -> Plan:
    """Freeze a plan.

    Raises:
        NothingCheckedError: No item of the standards binds any of the sites.
    """
    if not any(applicable_items(tuple(standards), site) for site in sites):
        raise NothingCheckedError(
            _("No item of {standards} applies to any of the {count} sites; name another --standard.").format(
                standards=", ".join(standard.id for standard in standards) or _("no standard"), count=len(sites)
            )
        )
    return Plan(
        created=now(),
        tool_version=tool_version(),
        calendar_version=calendar_version(),
        as_of=as_of,
        full=full,
        crawl=settings.crawl,
        evidence_kept="none" if settings.sweep.evidence == "" else settings.sweep.evidence_kept,
        sites=tuple(sites),
        standards=tuple(standards),
    )
