"""``gongkai match``: which item a column name means."""

from typing import Annotated

import typer

from monitor.cli import options
from monitor.language import gettext as _


def match(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help=_("Column names as printed."))],
    *,
    under: Annotated[
        list[str],
        typer.Option("--under", metavar="NAME", help=_("A parent of the column; outermost first, repeatable.")),
    ] = [],
    standards: options.Standards = [],
    as_json: options.Json = False,
) -> None:
    """Print the item each name means, and how sure that is."""
    from monitor.output import print_json, show
    from monitor.rows import match_row
    from monitor.standards import named_standards, shipped_standards
    from monitor.views.matches import matches_table
    from rules.matching import Matcher

    shipped = shipped_standards()
    # Rows on trial answer too, after equally good ones in force: the question is what a name means, not what binds.
    matcher = Matcher(named_standards(standards, shipped) or shipped)
    matches = [matcher.match(name, parents=tuple(under)) for name in names]
    if as_json:
        print_json({"schema": 1, "matches": [match_row(found) for found in matches]})
    else:
        show(matches_table(matches))
