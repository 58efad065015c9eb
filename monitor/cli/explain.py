"""``gongkai explain``: why one item of one site is judged as it is."""

from typing import Annotated

import typer

from monitor.cli import options
from monitor.errors import UsageError
from monitor.language import gettext as _


def explain(
    site: Annotated[str, typer.Argument(metavar="SITE", help=_("The id of a site."))],
    item: Annotated[str, typer.Argument(metavar="ITEM", help=_("The id of an item, or STANDARD/ITEM."))],
    *,
    database: options.Database = options.DATABASE,
    config: options.Config = None,
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="DATE|SWEEP", help=_("As it stood at the end of that day or sweep.")),
    ] = None,
    evidence: options.Evidence = None,
    as_json: options.Json = False,
) -> None:
    """Print the law, the search, the candidates, the dates and the evidence behind a finding."""
    from crawler.evidence_reading import EvidenceFolder
    from monitor.config import load_settings
    from monitor.database import current, reading
    from monitor.evidence import evidence_folder
    from monitor.explaining import evidence_states, explained
    from monitor.explainrows import explanation_row
    from monitor.output import print_json, show
    from monitor.rows import sweep_row
    from monitor.views.explain import explain_page

    folder = evidence_folder(database, load_settings(config), evidence)
    reader = None if folder is None else EvidenceFolder(folder)
    with reading(database) as history:
        sweep, found = current(history, sites=[site], at=options.moment(at, "--at"))
        chosen = [finding for finding in found if item in {finding.item, f"{finding.standard}/{finding.item}"}]
        if not chosen:
            raise UsageError(
                _(
                    'There is no finding about item "{item}" of site "{site}"; '
                    "`gongkai findings --site {site}` lists those there are."
                ).format(item=item, site=site)
            )
        explanations = [
            (
                finding,
                explained(history, finding),
                evidence_states(
                    finding,
                    history.snapshot(finding.sweep, finding.site),
                    reader,
                    all_kept=history.plan(finding.sweep).evidence_kept == "all",
                ),
            )
            for finding in chosen
        ]
    if as_json:
        rows = [explanation_row(*each) for each in explanations]
        print_json({"schema": 1, "sweep": sweep_row(sweep), "explanations": rows})
    else:
        show(*(explain_page(*each) for each in explanations))
