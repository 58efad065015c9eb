"""``gongkai media``: new-media accounts of a list, held against the indicators' limit."""

from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import options
from monitor.errors import NothingCheckedError, UsageError
from monitor.language import gettext as _


def media(
    table: Annotated[Path, typer.Argument(metavar="FILE", help=_("The accounts, CSV or XLSX (docs/files.md)."))],
    *,
    as_of: options.AsOf = None,
    observed: Annotated[
        str | None,
        typer.Option("--observed", metavar="DATE", help=_("The day on which accounts without one were looked at.")),
    ] = None,
    max_age: Annotated[
        str | None, typer.Option("--max-age", metavar="SPAN", help=_("A limit of your own, such as 10d."))
    ] = None,
    standards: options.Standards = [],
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Say which accounts are updated in time; no account is visited."""
    from monitor.config import load_settings
    from monitor.media import judge_media, limit_of
    from monitor.mediafile import read_accounts
    from monitor.output import print_json, show
    from monitor.planning import today
    from monitor.views.media import media_page

    settings = load_settings(config)
    day = options.day(as_of, "--as-of") or today(settings)
    seen = options.day(observed, "--observed")
    if seen is not None and seen > day:
        raise UsageError(_("--observed is after the day to judge by; give an earlier day."))
    limit = limit_of(standards, max_age)
    judged = judge_media(read_accounts(table), limit=limit, today=day, observed=seen)
    if as_json:
        print_json(judged.row())
    else:
        show(media_page(judged))
    if not judged.rate.known:
        raise NothingCheckedError(
            _("{file}: no account could be judged; fill in last_post and observed.").format(file=table)
        )
