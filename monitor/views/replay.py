"""What a replay says otherwise than the sweep did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType

from monitor import words
from monitor.language import gettext as _
from monitor.tally import tally
from monitor.views.common import rate_sentence, table, text, verdict

if TYPE_CHECKING:
    from monitor.replaying import Replay


def replay_page(replay: Replay) -> RenderableType:
    """The rate, and a line for each finding that differs."""
    differing = replay.differing
    head = _("Sweep {number} judged again as of {day} by {standards}: {count} of {total} findings differ.").format(
        number=replay.sweep.id,
        day=replay.plan.as_of,
        standards=", ".join(standard.id for standard in replay.plan.standards),
        count=len(differing),
        total=len(replay.findings),
    )
    names = {(s.id, item.id): words.item_name(item) for s in replay.plan.standards for item in s.items}
    made = table(_("Site"), _("Item"), _("Recorded"), _("Now"), _("Reason"))
    for old, new in differing:
        made.add_row(
            text(new.site),
            text(f"{names[new.standard, new.item]} ({new.item})"),
            text("—") if old is None else verdict(old),
            verdict(new),
            text(words.reason(new.reason), limit=200),
        )
    parts: list[RenderableType] = [text(head, "bold")]
    if differing:
        parts.append(made)
    return Group(*parts, rate_sentence(tally(replay.findings)))
