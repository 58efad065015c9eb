"""The registry as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor import words
from monitor.language import gettext as _
from monitor.views.common import table, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from rules.model import Site


def sites_table(sites: Sequence[Site]) -> RenderableType:
    """A line for each site, in the registry's order."""
    made = table(_("Site"), _("Name"), _("Level"), _("Body"), _("Address"), _("Standards"), _("Office"))
    for site in sites:
        made.add_row(
            text(site.id),
            text(site.name),
            text(words.level(site.level)),
            text(words.body(site.body)),
            text(site.url),
            text(_("all that apply") if site.standards is None else ", ".join(site.standards)),
            text(site.office),
        )
    return made
