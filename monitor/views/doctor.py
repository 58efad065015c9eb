"""The diagnosis as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.language import gettext as _
from monitor.language import marked
from monitor.views.common import table, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from monitor.diagnosis import Check

PARTS = {
    "python": marked("Python"),
    "packages": marked("Packages"),
    "settings": marked("Settings"),
    "standards": marked("Standards"),
    "database": marked("Database"),
    "evidence": marked("Evidence"),
    "disk": marked("Disk"),
    "calendar": marked("Calendar"),
    "clock": marked("Clock"),
    "browser": marked("Browser"),
}
HEALTHS = {"good": marked("good"), "note": marked("note"), "bad": marked("bad")}
STYLES = {"good": "green", "note": "yellow", "bad": "red"}


def diagnosis_table(checks: Sequence[Check]) -> RenderableType:
    """A line for each check."""
    made = table(_("Part"), _("State"), _("Detail"))
    for check in checks:
        made.add_row(
            text(_(PARTS[check.part])), text(_(HEALTHS[check.health]), STYLES[check.health]), text(check.detail)
        )
    return made
