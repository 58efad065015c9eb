"""``gongkai sweep``: visit the sites, judge them, remember what was seen."""

from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import options
from monitor.language import gettext as _


def sweep(
    sites: Annotated[Path | None, typer.Option("--sites", metavar="FILE", help=_("The registry, sites.toml."))] = None,
    *,
    only: options.SiteIds = [],
    standards: options.Standards = [],
    database: options.Database = options.DATABASE,
    config: options.Config = None,
    exceptions: options.Exceptions = None,
    as_of: options.AsOf = None,
    full: Annotated[bool, typer.Option("--full", help=_("Walk every page of the sites."))] = False,
    resume: Annotated[bool, typer.Option("--resume", help=_("Go on with the sweep that was not finished."))] = False,
    as_json: options.Json = False,
) -> None:
    """Visit the sites of the registry, judge them and remember what was seen."""
    from monitor.sweeping import Request, sweep_command

    sweep_command(
        Request(
            sites=sites,
            only=tuple(only),
            standards=tuple(standards),
            database=database,
            config=config,
            exceptions=exceptions,
            as_of=options.day(as_of, "--as-of"),
            full=full,
            resume=resume,
            as_json=as_json,
        )
    )
