"""Looking at sites for the gate: collected and judged site by site, without a database and without memory.

Nothing is asked for conditionally and nothing is stored, so a second look is as fresh as the first.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.crawling import Crawl
from monitor.errors import InterruptedSweepError
from monitor.language import gettext as _
from monitor.sweep import judged
from rules.workdays import Calendar

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Sequence

    from rules.model import Finding, Site, Snapshot
    from rules.plan import Plan


@dataclass(frozen=True, slots=True)
class Look:
    """One site, looked at once."""

    site: Site
    snapshot: Snapshot
    findings: tuple[Finding, ...]
    lost: str | None = None
    """How the crawl process ended, where it died each time it tried this site."""


def look(
    plan: Plan,
    sites: Sequence[Site],
    *,
    stop: threading.Event,
    seen: Callable[[Look], None] = lambda _look: None,
    tick: Callable[[int], None] = lambda _pages: None,
) -> dict[str, Look]:
    """Collect and judge sites.

    Args:
        plan: Settings, standards and the day to judge by.
        sites: Those of the plan to look at.
        stop: Set from outside to end early.
        seen: Told of each site as it is judged.
        tick: Told now and then how many pages were read.

    Returns:
        Site id to what was seen, for every site given.

    Raises:
        InterruptedSweepError: ``stop`` was set.
    """
    calendar = Calendar()
    looks: dict[str, Look] = {}
    if not sites:
        return looks
    with tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as folder:
        crawl = Crawl(plan=plan, sites=sites, known=lambda _site: (), folder=Path(folder))
        try:
            for collected in crawl:
                if stop.is_set():
                    raise InterruptedSweepError(_("Interrupted: nothing was compared and no file was written."))
                tick(sum(process.pages for process in crawl.processes))
                if collected is not None:
                    snapshot, findings = judged(collected.snapshot, plan, calendar)
                    looks[snapshot.site.id] = Look(snapshot.site, snapshot, findings, collected.lost)
                    seen(looks[snapshot.site.id])
        finally:
            crawl.stop()
    return looks
