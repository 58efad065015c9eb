"""``gongkai replay``: judge stored evidence again."""

from typing import Annotated

import typer

from monitor.cli import options
from monitor.language import gettext as _


def replay(
    database: options.Database = options.DATABASE,
    *,
    config: options.Config = None,
    sweep: Annotated[
        int | None, typer.Option("--sweep", min=1, metavar="ID", help=_("The sweep; the last one by default."))
    ] = None,
    standards: options.Standards = [],
    as_of: options.AsOf = None,
    as_json: options.Json = False,
) -> None:
    """Judge the evidence of a sweep again, by the same or other rules; nothing is written."""
    from monitor.config import load_settings
    from monitor.database import reading
    from monitor.output import print_json, show
    from monitor.replaying import replay as judge_again
    from monitor.rows import replay_document
    from monitor.views.replay import replay_page

    day = options.day(as_of, "--as-of")
    load_settings(config)
    with reading(database) as history:
        again = judge_again(history, sweep=sweep, standards=standards, as_of=day)
        stored = {(one.site, one.standard, one.item): one for one in history.findings(at=again.sweep.id)}
    if as_json:
        print_json(replay_document(again, stored))
    else:
        show(replay_page(again))
