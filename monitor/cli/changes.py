"""``gongkai changes``: what is new, fixed, still so, or could not be checked."""

from typing import Annotated

import typer

from monitor.cli import options
from monitor.errors import UsageError
from monitor.language import gettext as _


def changes(
    database: options.Database = options.DATABASE,
    *,
    config: options.Config = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="SWEEP|DATE", help=_("The earlier end; the sweep before the last by default.")),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Compare the current findings with those of an earlier sweep."""
    from monitor.config import load_settings
    from monitor.database import item_names, reading
    from monitor.output import print_json, show
    from monitor.rows import changes_document
    from monitor.views.story import changes_page

    when = (
        None if since is None else int(since) if since.isascii() and since.isdigit() else options.day(since, "--since")
    )
    load_settings(config)
    with reading(database) as history:
        found = history.changes(when)
        if found is None:
            raise UsageError(_("{file} holds no sweep yet; run `gongkai sweep` first.").format(file=database))
        names = item_names(history, (*found.new, *found.fixed, *found.still, *found.unknown, *found.rule_changes))
    if as_json:
        print_json(changes_document(found))
    else:
        show(changes_page(found, names=names))
