"""``gongkai score``: the points of the national indicators, line by line."""

from typing import Annotated

import typer

from monitor.cli import options
from monitor.errors import UsageError
from monitor.language import gettext as _


def score(
    sites: Annotated[
        list[str] | None, typer.Argument(metavar="[SITE]…", help=_("Ids of sites; all of them if none is given."))
    ] = None,
    *,
    database: options.Database = options.DATABASE,
    config: options.Config = None,
    standards: Annotated[
        list[str], typer.Option("--standard", metavar="ID", help=_("Only by this standard; repeatable."))
    ] = [],
    as_json: options.Json = False,
) -> None:
    """Print the score of each site with the arithmetic behind it."""
    from monitor.config import load_settings
    from monitor.database import current, reading
    from monitor.output import print_json, show
    from monitor.rows import sweep_row
    from monitor.scorerows import score_row
    from monitor.scores import scores
    from monitor.views.score import scores_page

    load_settings(config)
    with reading(database) as history:
        sweep, found = current(history, sites=sites or ())
        scored = scores(history, sweep, found)
    chosen = [one for one in scored if not standards or one.standard.id in standards]
    if not chosen:
        raise UsageError(_("No standard with points binds these sites; leave out --standard or name other sites."))
    if as_json:
        print_json({"schema": 1, "sweep": sweep_row(sweep), "scores": [score_row(one) for one in chosen]})
    else:
        show(scores_page(chosen))
