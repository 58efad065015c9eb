"""``gongkai demo``: the whole way once, on a sample province of this machine."""

from pathlib import Path
from typing import Annotated

import typer

from monitor.language import gettext as _


def demo(
    folder: Annotated[
        Path | None,
        typer.Option(
            "--folder", metavar="FOLDER", help=_("Keep the files of the demo here; a temporary folder by default.")
        ),
    ] = None,
) -> None:
    """Sweep a bundled sample province on loopback and show what was found."""
    from monitor.demonstration import demonstrate

    demonstrate(folder)
