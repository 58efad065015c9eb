"""``gongkai inspect``: one page as the crawler reads it."""

from typing import Annotated

import typer

from monitor.cli import options
from monitor.language import gettext as _


def inspect(
    what: Annotated[str, typer.Argument(metavar="FILE|URL", help=_("A saved page, or an http(s) address."))],
    *,
    url: Annotated[
        str | None,
        typer.Option("--url", metavar="URL", help=_("Where a saved page came from; links resolve against it.")),
    ] = None,
    charset: Annotated[
        str | None,
        typer.Option(
            "--charset", metavar="NAME", help=_("Decode a saved page so; else the page and its bytes decide.")
        ),
    ] = None,
    config: options.Config = None,
    as_json: options.Json = False,
) -> None:
    """Print the facts of one page."""
    from monitor.inspecting import inspect_file, inspect_url, is_url
    from monitor.output import print_json, show
    from monitor.rows import page_document
    from monitor.views.page import inspect_page

    if is_url(what):
        from monitor.config import load_settings

        facts = inspect_url(what, charset=charset, settings=load_settings(config))
    else:
        facts = inspect_file(what, url=url, charset=charset)
    if as_json:
        print_json(page_document(facts))
    else:
        show(inspect_page(facts))
