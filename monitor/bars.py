"""Progress bars on a terminal: one for the sweep, one for each crawl process."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from monitor.language import gettext as _
from monitor.progress import site_line
from monitor.sweep import Silent
from monitor.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from monitor.crawling import Crawl
    from rules.model import Finding, Site

_REDRAW = 0.2
_NAME = 28


class Bars(Silent):
    """A bar for the sweep and one for each crawl process."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[note]}", markup=False),
            console=console,
            transient=True,
        )
        self._overall: TaskID | None = None
        self._crawls: dict[int, TaskID] = {}
        self._drawn = 0.0

    def begin(self, number: int, *, total: int, done: int) -> None:
        """Draw the bar of the sweep."""
        self._overall = self._progress.add_task(
            _("Sweep {number}").format(number=number), total=total, completed=done, note=""
        )
        self._progress.start()

    def tick(self, crawl: Crawl) -> None:
        """Bring the bars of the processes up to date."""
        if time.monotonic() - self._drawn < _REDRAW:
            return
        self._drawn = time.monotonic()
        running = {process.number for process in crawl.processes}
        for number in [number for number in self._crawls if number not in running]:
            self._progress.remove_task(self._crawls.pop(number))
        for process in crawl.processes:
            if process.number not in self._crawls:
                self._crawls[process.number] = self._progress.add_task(
                    _("  process {number}").format(number=process.number), total=len(process.sites), note=""
                )
            seconds = max(time.monotonic() - process.began, 0.001)
            current = next(reversed(list(process.under_way)), "")
            name = next((site.name for site in process.sites if site.id == current), "")
            self._progress.update(
                self._crawls[process.number],
                completed=len(process.sites) - len(process.unfinished),
                note=_("{pages} pages, {rate:.0f}/s  {site}").format(
                    pages=process.pages, rate=process.pages / seconds, site=plain(name, _NAME)
                ),
            )

    def site(self, site: Site, findings: Sequence[Finding], *, lost: str | None) -> None:
        """Count the site, and let it scroll by above the bars."""
        if self._overall is not None:
            self._progress.advance(self._overall)
        self._progress.console.print(site_line(site, findings, lost=lost), soft_wrap=True)

    def end(self) -> None:
        """Take the bars away."""
        self._progress.stop()
