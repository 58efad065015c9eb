"""``gongkai dashboard``: the state of all sites at a glance."""

from typing import Annotated

import typer

from monitor.cli import options
from monitor.language import gettext as _


def dashboard(
    database: options.Database = options.DATABASE,
    *,
    config: options.Config = None,
    once: Annotated[bool, typer.Option("--once", help=_("Print once and exit."))] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help=_("How many sites to list."))] = 30,
) -> None:
    """Print the current state: worst sites, problems, what could not be checked."""
    from monitor.config import load_settings
    from monitor.database import current, reading
    from monitor.exceptions import expired
    from monitor.output import show
    from monitor.views.common import text
    from monitor.views.result import sweep_result

    del once  # Printing once is all there is so far; the option is what scripts write.
    load_settings(config)
    with reading(database) as history:
        sweep, found = current(history)
        run_out = expired(history.plan(sweep.id).sites, today=sweep.as_of)
    heading = _("Sweep {number} · {day} · {sites} sites").format(number=sweep.id, day=sweep.as_of, sites=sweep.sites)
    show(sweep_result(found, heading=heading, limit=limit), *map(text, run_out))
