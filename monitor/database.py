"""The history file as commands use it: opened, asked for what is current, and for names in the reader's language."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from monitor import words
from monitor.errors import UsageError
from monitor.language import gettext as _
from monitor.text import plain
from storage import History, open_history

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from rules.standard import Standard
    from storage import Interval, StoredFinding, SweepInfo


@contextmanager
def reading(path: Path) -> Iterator[History]:
    """The history, never written to."""
    with open_history(path, read_only=True) as history:
        yield history


def current(
    history: History,
    *,
    sites: Sequence[str] = (),
    standards: Sequence[str] = (),
    at: int | dt.date | None = None,
) -> tuple[SweepInfo, tuple[StoredFinding, ...]]:
    """The last sweep, and what is known now, in a stable order; ``at`` goes back to the end of a sweep or day.

    Raises:
        UsageError: No sweep was recorded yet, or a site was never swept.
    """
    sweep = history.sweep(at)
    if sweep is None:
        raise UsageError(_("{file} holds no sweep yet; run `gongkai sweep` first.").format(file=history.path))
    found = history.findings(at=at, sites=sites, standards=standards)
    known = {finding.site for finding in found}
    for site in sites:
        if site not in known and not history.findings(sites=[site]):
            raise UsageError(
                _('There is no finding about site "{site}" in {file}; check the id against sites.toml.').format(
                    site=plain(site), file=history.path
                )
            )
    return sweep, tuple(found)


def plan_standards(history: History, sweep: int) -> tuple[Standard, ...]:
    """The standards that a sweep judged by."""
    return history.plan(sweep).standards


def item_names(history: History, findings: Iterable[StoredFinding]) -> dict[tuple[str, str], str]:
    """(standard, item) to the item's name in the language in use."""
    return _names(history, {finding.sweep for finding in findings})


def interval_names(history: History, intervals: Iterable[Interval]) -> dict[tuple[str, str], str]:
    """The same for intervals."""
    return _names(history, {interval.from_sweep for interval in intervals})


def _names(history: History, sweeps: Iterable[int]) -> dict[tuple[str, str], str]:
    return {
        (standard.id, item.id): words.item_name(item)
        for sweep in sorted(sweeps)
        for standard in plan_standards(history, sweep)
        for item in standard.items
    }
