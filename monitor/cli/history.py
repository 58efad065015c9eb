"""``gongkai history``: the story of a site or of one item."""

from typing import Annotated

import typer

from monitor.cli import options
from monitor.errors import UsageError
from monitor.language import gettext as _


def history(
    site: Annotated[str, typer.Argument(metavar="SITE", help=_("The id of a site."))],
    item: Annotated[str, typer.Argument(metavar="ITEM", help=_("The id of an item, or STANDARD/ITEM."))] = "",
    *,
    database: options.Database = options.DATABASE,
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Print for how long each verdict stood."""
    from monitor.config import load_settings
    from monitor.database import interval_names, reading
    from monitor.output import print_json, show
    from monitor.rows import interval_row
    from monitor.views.story import history_table

    load_settings(config)
    with reading(database) as memory:
        intervals = memory.intervals(site)
        names = interval_names(memory, intervals)
        excused = memory.excused(site)
    chosen = [one for one in intervals if not item or item in {one.item, f"{one.standard}/{one.item}"}]
    if item and not chosen:
        raise UsageError(
            _(
                'Nothing is remembered about item "{item}" of site "{site}"; `gongkai history {site}` lists what is.'
            ).format(item=item, site=site)
        )
    if as_json:
        print_json({"schema": 1, "intervals": [interval_row(interval, excused) for interval in chosen]})
    else:
        show(history_table(chosen, names=names, excused=excused))
