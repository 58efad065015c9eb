"""What a careful person must conclude about rows that are judged on the column of another row.

Where that column is not there or shows nothing, such a row has nothing to say; where it could not be looked at, nobody
knows; else it depends on what the documents of the column are like.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from monitor.province.truth import PASS, UNKNOWN, expected
from monitor.province.values import Expected
from rules.model import Outcome, Problem

if TYPE_CHECKING:
    import datetime as dt

    from monitor.province.scenario import Scenario
    from monitor.province.values import ItemState, ReportForm
    from rules.standard import Item

_INCOMPLETE: Final = Expected(Outcome.FAIL, Problem.INCOMPLETE)
_SILENT: Final = Expected(Outcome.NOT_APPLICABLE)
_SHOWS_NOTHING: Final = frozenset(
    {Problem.MISSING, Problem.EMPTY, Problem.PLACEHOLDER, Problem.BROKEN, Problem.ERROR_PAGE, Problem.REDIRECT_ONLY}
)
_NO_FILES_THERE: Final = frozenset({"offsite"})
"""The hall prints the text of a document and none of its files."""
_DATED_ARTICLES: Final = 1
_ONLY_FILES: Final = frozenset({"files"})


def expected_of_duty(item: Item, base: Item, state: ItemState, scenario: Scenario, *, today: dt.date) -> Expected:
    """Conclude about one row.

    Args:
        item: the row.
        base: the row whose column it is judged on.
        state: how that column stands.
        scenario: the site's story.
        today: the day.
    """
    stands = expected(base, state, scenario.identity, today=today)
    if stands.outcome is Outcome.FAIL and stands.problem in _SHOWS_NOTHING:
        return _SILENT
    if stands.outcome is Outcome.UNKNOWN:
        return UNKNOWN
    require = item.require
    if require.headings or require.sums is not None:
        return _of_report(item, state, scenario.reports)
    if require.channel:
        return PASS
    if require.labels:
        return UNKNOWN if state.state in {"scan", "picture"} else PASS
    return _SILENT  # no budget of the province prints the day of its approval


def documents_needed(item: Item) -> tuple[str, int]:
    """Of which column, and how many documents cannot be done without: a report and its file, articles with a date."""
    if item.require.headings or item.require.sums is not None:
        return item.column_of, 2
    return item.column_of, _DATED_ARTICLES if item.fresh.of else 0


def _of_report(item: Item, state: ItemState, form: ReportForm) -> Expected:
    """The form and the figures of the newest report."""
    if state.state == "others-only" or form == "scanned":
        return UNKNOWN
    if form in {"in-pdf", "in-word"} and state.state in _NO_FILES_THERE:
        return UNKNOWN
    if item.require.headings:
        return _INCOMPLETE if form == "headless" else PASS
    # The figures of a table are lost in a PDF file, whose text has no cells.
    if form == "in-pdf" or state.state in _ONLY_FILES:
        return UNKNOWN
    return _INCOMPLETE if form == "wrong-sum" else PASS
