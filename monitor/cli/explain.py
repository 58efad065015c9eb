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
    as_json: options.Json = False,
) -> None:
    """Print the law, the search, the candidates, the dates and the evidence behind a finding."""
    from monitor.database import current, plan_standards, reading
    from monitor.explaining import explain as gather
    from monitor.output import print_json, show
    from monitor.rows import candidate_row, finding_row, item_row, sweep_row
    from monitor.views.explain import explain_page

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
        explanations = [gather(finding, plan_standards(history, finding.sweep)) for finding in chosen]
    if not as_json:
        show(*(explain_page(explanation) for explanation in explanations))
        return
    print_json(
        {
            "schema": 1,
            "sweep": sweep_row(sweep),
            "explanations": [
                {
                    "finding": finding_row(one.finding),
                    "item": None if one.item is None or one.standard is None else item_row(one.standard, one.item),
                    "candidates": [candidate_row(candidate) for candidate in one.finding.candidates],
                    "remedy": one.remedy or None,
                }
                for one in explanations
            ],
        }
    )
