"""``gongkai findings``: what is known now."""

from typing import Annotated

import typer

from monitor.cli import options
from monitor.errors import UsageError
from monitor.language import gettext as _

CSV_COLUMNS = (
    "site",
    "site_name",
    "standard",
    "item",
    "item_name",
    "outcome",
    "problem",
    "facet",
    "severity",
    "reason",
    "confirmed",
    "since",
    "first_seen",
    "checked_at",
    "url",
    "newest_date",
    "entries",
)


def findings(
    database: options.Database = options.DATABASE,
    *,
    config: options.Config = None,
    sites: Annotated[list[str], typer.Option("--site", metavar="ID", help=_("Only this site; repeatable."))] = [],
    outcomes: Annotated[
        list[str],
        typer.Option("--outcome", metavar="OUTCOME", help=_("pass, fail, unknown or not-applicable; repeatable.")),
    ] = [],
    problems: Annotated[
        list[str], typer.Option("--problem", metavar="PROBLEM", help=_("Such as missing or stale; repeatable."))
    ] = [],
    standards: Annotated[
        list[str], typer.Option("--standard", metavar="ID", help=_("Only of this standard; repeatable."))
    ] = [],
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="DATE|SWEEP", help=_("As it stood at the end of that day or sweep.")),
    ] = None,
    as_json: options.Json = False,
    as_csv: options.Csv = False,
) -> None:
    """Print the findings of now, or of a night in the past."""
    from monitor import words
    from monitor.config import load_settings
    from monitor.database import current, item_names, reading
    from monitor.exceptions import expired
    from monitor.output import print_csv, print_json, show
    from monitor.rows import finding_row, sweep_row
    from monitor.tally import tally
    from monitor.views.common import text
    from monitor.views.findings import findings_page

    if as_json and as_csv:
        raise UsageError(_("--json and --csv exclude each other; give one of them."))
    _check("--outcome", outcomes, words.OUTCOMES)
    _check("--problem", problems, words.PROBLEMS)
    load_settings(config)
    with reading(database) as history:
        sweep, found = current(history, sites=sites, standards=standards, at=options.moment(at, "--at"))
        names = item_names(history, found)
        run_out = expired(history.plan(sweep.id).sites, today=sweep.as_of)
    chosen = [
        finding
        for finding in found
        if (not outcomes or finding.outcome in outcomes) and (not problems or finding.problem in problems)
    ]
    whole = not outcomes and not problems  # the rate of a selection would mislead
    if as_json:
        document = {
            "schema": 1,
            "sweep": sweep_row(sweep),
            "rate": tally(chosen).rate.row() if whole else None,
            "exceptions_expired": run_out,
            "findings": [finding_row(finding) for finding in chosen],
        }
        print_json(document)
    elif as_csv:
        rows = (finding_row(finding) for finding in chosen)
        print_csv(CSV_COLUMNS, ([row[column] for column in CSV_COLUMNS] for row in rows))
    else:
        title = _("Findings as of sweep {number}, {day}").format(number=sweep.id, day=sweep.as_of)
        show(findings_page(chosen, names=names, title=title, whole=whole), *map(text, run_out))


def _check(option: str, given: list[str], known: tuple[str, ...]) -> None:
    for value in given:
        if value not in known:
            raise UsageError(
                _('{option}: there is no "{given}"; use one of {known}.').format(
                    option=option, given=value, known=", ".join(known)
                )
            )
