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
    check_evidence: Annotated[
        bool, typer.Option("--check-evidence", help=_("Say of each finding whether its evidence is broken."))
    ] = False,
    evidence: options.Evidence = None,
    as_json: options.Json = False,
    as_csv: options.Csv = False,
) -> None:
    """Print the findings of now, or of a night in the past."""
    from monitor import words
    from monitor.config import load_settings
    from monitor.database import current, item_names, reading
    from monitor.evidence import broken_evidence, evidence_folder
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
    settings = load_settings(config)
    folder = evidence_folder(database, settings, evidence) if check_evidence else None
    with reading(database) as history:
        sweep, found = current(history, sites=sites, standards=standards, at=options.moment(at, "--at"))
        _check("--standard", standards, tuple(sorted({name for one in history.sweeps() for name in one.standards})))
        names = item_names(history, found)
        run_out = expired(history.plan(sweep.id).sites, today=sweep.as_of)
        chosen = [
            finding
            for finding in found
            if (not outcomes or finding.outcome in outcomes) and (not problems or finding.problem in problems)
        ]
        wrong = broken_evidence(history, chosen, folder) if folder is not None else None
    whole = not outcomes and not problems  # the rate of a selection would mislead
    if as_json:
        document = {
            "schema": 1,
            "sweep": sweep_row(sweep),
            "rate": tally(chosen).rate.row() if whole else None,
            "exceptions_expired": run_out,
            "findings": [
                finding_row(finding) | {"evidence_broken": None if wrong is None else list(wrong[place])}
                for place, finding in enumerate(chosen)
            ],
        }
        print_json(document)
    elif as_csv:
        rows = (finding_row(finding) for finding in chosen)
        print_csv(CSV_COLUMNS, ([row[column] for column in CSV_COLUMNS] for row in rows))
    else:
        title = _("Findings as of sweep {number}, {day}").format(number=sweep.id, day=sweep.as_of)
        told = [
            _("{site}, {item}: the evidence is broken. {wrong}").format(
                site=finding.site, item=f"{finding.standard}/{finding.item}", wrong=" ".join(sentences)
            )
            for finding, sentences in zip(chosen, wrong or [()] * len(chosen), strict=True)
            if sentences
        ]
        show(findings_page(chosen, names=names, title=title, whole=whole), *map(text, (*told, *run_out)))


def _check(option: str, given: list[str], known: tuple[str, ...]) -> None:
    for value in given:
        if value not in known:
            raise UsageError(
                _('{option}: there is no "{given}"; use one of {known}.').format(
                    option=option, given=value, known=", ".join(known)
                )
            )
