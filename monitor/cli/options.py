"""Options and arguments that read the same on every command that has them, and how their values are read."""

import datetime as dt
import re
from pathlib import Path
from typing import Annotated

import typer

from monitor.errors import UsageError
from monitor.language import gettext as _
from monitor.text import plain

Sites = Annotated[Path, typer.Option("--sites", metavar="FILE", help=_("The registry, sites.toml."))]
SiteIds = Annotated[list[str], typer.Option("--site", metavar="ID", help=_("Only this site; repeatable."))]
Standards = Annotated[
    list[str],
    typer.Option(
        "--standard", metavar="ID|PATH", help=_("Judge by this standard, shipped or a file of yours; repeatable.")
    ),
]
Database = Annotated[Path, typer.Option("--db", metavar="FILE", help=_("The database."))]
Config = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help=_("Settings; gongkai.toml of this folder if it is there.")),
]
Exceptions = Annotated[
    Path | None,
    typer.Option(
        "--exceptions",
        metavar="FILE",
        help=_("Reviewed answers and excused failures, exceptions.toml (docs/files.md)."),
    ),
]
Evidence = Annotated[
    Path | None,
    typer.Option("--evidence", metavar="FOLDER", help=_("The stored responses; beside the database by default.")),
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help=_("Judge as if today were this day, such as 2026-11-22."))
]
Json = Annotated[bool, typer.Option("--json", help=_("Print JSON (docs/json.md)."))]
Csv = Annotated[bool, typer.Option("--csv", help=_("Print CSV, UTF-8."))]

_EXTENDED = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
"""The basic form 20261122 and week dates are ISO too, and are more often a slip than meant."""

DATABASE = Path("gongkai.db")
LAST_SWEEP = 10**9
"""More than any history holds; larger numbers do not fit into SQLite."""


def day(text: str | None, option: str) -> dt.date | None:
    """The date that an option gives; ``None`` where it is absent.

    Raises:
        UsageError: The text is no date.
    """
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text if _EXTENDED.fullmatch(text) else "")
    except ValueError as error:
        raise UsageError(
            _('{option}: "{given}" is no date; write year-month-day such as 2026-11-22.').format(
                option=option, given=plain(text, 40)
            )
        ) from error


def moment(text: str | None, option: str) -> int | dt.date | None:
    """The sweep or the day that an option names; ``None`` where it is absent.

    Raises:
        UsageError: The text is neither.
    """
    if text is not None and text.isascii() and text.isdigit():
        return int(text[:9])
    return day(text, option)
