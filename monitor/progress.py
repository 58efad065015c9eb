"""How a sweep gets on: bars on a terminal, a line for each site elsewhere, nothing where JSON is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.language import gettext as _
from monitor.sweep import Silent
from monitor.tally import tally
from monitor.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from monitor.sweep import Observer
    from rules.model import Finding, Site


class Lines(Silent):
    """A plain line for each site, for logs."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._total = 0
        self._done = 0

    def begin(self, number: int, *, total: int, done: int) -> None:
        """Say what starts."""
        self._total, self._done = total, done
        self._print(
            _("Sweep {number}: {left} of {total} sites to visit.").format(number=number, left=total - done, total=total)
        )

    def site(self, site: Site, findings: Sequence[Finding], *, lost: str | None) -> None:
        """Say what became of a site."""
        self._done += 1
        self._print(f"{self._done}/{self._total} {site_line(site, findings, lost=lost)}")

    def _print(self, line: str) -> None:
        self._console.print(line, soft_wrap=True)


def site_line(site: Site, findings: Sequence[Finding], *, lost: str | None) -> str:
    """One site in one line."""
    counted = tally(findings)
    line = _("{id} {name}: {failed} fail, {passed} pass, {unknown} unknown").format(
        id=plain(site.id), name=plain(site.name), failed=counted.failed, passed=counted.passed, unknown=counted.unknown
    )
    if lost is not None:
        line += _(" (the crawl process ended: {how})").format(how=plain(lost, 120))
    return line


def observer(console: Console, *, silent: bool) -> Observer:
    """Whoever fits the place where the output goes."""
    if silent:
        return Silent()
    if not console.is_terminal:
        return Lines(console)
    from monitor.bars import Bars  # noqa: PLC0415 - slow to import, and only people at a terminal need it

    return Bars(console)
