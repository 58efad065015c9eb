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
    as_json: options.Json = False,
) -> None:
    """Print the law, the search, the candidates, the dates and the evidence behind a finding."""
    from monitor.config import load_settings
    from monitor.database import current, explained, reading
    from monitor.output import print_json, show
    from monitor.rows import explanation_row, sweep_row
    from monitor.views.explain import explain_page

    load_settings(config)
    with reading(database) as history:
        sweep, found = current(history, sites=[site])
        chosen = [finding for finding in found if item in {finding.item, f"{finding.standard}/{finding.item}"}]
        if not chosen:
            raise UsageError(
                _(
                    'There is no finding about item "{item}" of site "{site}"; '
                    "`gongkai findings --site {site}` lists those there are."
                ).format(item=item, site=site)
            )
        explanations = [(finding, explained(history, finding)) for finding in chosen]
    if as_json:
        rows = [explanation_row(finding, explanation) for finding, explanation in explanations]
        print_json({"schema": 1, "sweep": sweep_row(sweep), "explanations": rows})
    else:
        show(*(explain_page(finding, explanation) for finding, explanation in explanations))
