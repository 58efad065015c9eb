"""What a replay reads and says otherwise than the sweep did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType

from monitor import words
from monitor.language import gettext as _
from monitor.language import marked, ngettext, spoken
from monitor.tally import tally
from monitor.views.common import rate_sentence, table, text, verdict

if TYPE_CHECKING:
    from monitor.replaying import Difference, Replay
    from monitor.replaysaving import Saved

PAGES_SHOWN = 30
WHY = {"judging": marked("judged differently"), "reading": marked("read differently")}


def replay_page(replay: Replay, *, saved: Saved | None) -> RenderableType:
    """What was read, what differs and why, what is broken, the rate, and what was written."""
    differing = replay.differing
    head = _("Sweep {number} judged again as of {day} by {standards}: {count} of {total} findings differ.").format(
        number=replay.sweep.id,
        day=replay.plan.as_of,
        standards=", ".join(standard.id for standard in replay.plan.standards),
        count=len(differing),
        total=len(replay.findings),
    )
    parts: list[RenderableType] = [text(head, "bold"), text(_read(replay))]
    if replay.without:
        parts.append(text(_("Nothing is left to judge of: {sites}.").format(sites=", ".join(replay.without)), "yellow"))
    if replay.identical:
        parts.append(text(_("Every finding is the recorded one, to the last byte.")))
    elif replay.reworded:
        parts.append(
            text(
                ngettext(
                    "{count} finding comes to the same verdict by other words, dates or evidence.",
                    "{count} findings come to the same verdict by other words, dates or evidence.",
                    replay.reworded,
                ).format(count=replay.reworded)
            )
        )
    if replay.readings.broken:
        parts.append(_broken(replay))
    if replay.readings.otherwise:
        parts.append(_otherwise(replay))
    if differing:
        parts.append(_differences(replay, differing))
    return Group(*parts, rate_sentence(tally(replay.findings)), text(_written(saved)))


def _read(replay: Replay) -> str:
    """How many pages were read from what."""
    readings = replay.readings
    said = [
        ngettext(
            "{count} page was read again from its stored bytes",
            "{count} pages were read again from their stored bytes",
            readings.read,
        ).format(count=readings.read)
    ]
    taken = (
        (readings.unkept, _("{count} by the facts of that night, because no bytes were kept")),
        (readings.let_go, _("{count} by the facts of that night, because the bytes were let go by the policy")),
        (len(readings.broken), _("{count} by the facts of that night, because the evidence is broken")),
    )
    said += [sentence.format(count=count) for count, sentence in taken if count]
    return _("; ").join(said) + ("。" if spoken() == "zh" else ".")


def _broken(replay: Replay) -> RenderableType:
    rows = replay.readings.broken
    made = table(_("Site"), _("Page"), _("Record"), title=_("Evidence that is broken"))
    for one in rows[:PAGES_SHOWN]:
        made.add_row(text(one.site), text(one.url), text(one.sentence, "red", limit=300))
    if len(rows) > PAGES_SHOWN:
        made.add_row("…", text(_("{count} more").format(count=len(rows) - PAGES_SHOWN)), "")
    return made


def _otherwise(replay: Replay) -> RenderableType:
    rows = replay.readings.otherwise
    made = table(_("Site"), _("Page"), _("What is read differently"), title=_("Read differently now"))
    for one in rows[:PAGES_SHOWN]:
        if one.became:
            said = _("it is a page") if one.became == "page" else _("no page any more: {why}").format(why=one.became)
        else:
            said = ", ".join(one.facts)
        made.add_row(text(one.site), text(one.url), text(said))
    if len(rows) > PAGES_SHOWN:
        made.add_row("…", text(_("{count} more").format(count=len(rows) - PAGES_SHOWN)), "")
    return made


def _differences(replay: Replay, differing: tuple[Difference, ...]) -> RenderableType:
    names = {(s.id, item.id): words.item_name(item) for s in replay.plan.standards for item in s.items}
    made = table(
        _("Site"), _("Item"), _("Recorded"), _("Now"), _("Why"), _("Reason"), title=_("Concluded differently now")
    )
    for one in differing:
        finding = one.finding
        name = names.get((finding.standard, finding.item), "")
        made.add_row(
            text(finding.site),
            text(f"{name} ({finding.item})".strip()),
            text("—") if one.before is None else verdict(one.before),
            text(_("no longer asked for")) if one.now is None else verdict(one.now),
            text(_(WHY[one.why])),
            text("" if one.now is None else words.reason(one.now.reason), limit=200),
        )
    return made


def _written(saved: Saved | None) -> str:
    if saved is None:
        return _("Nothing was written.")
    if saved.number is None:
        return _("Nothing was written, because nothing differs.")
    line = _("Written down as sweep {number}, which visited no site.").format(number=saved.number)
    if saved.left_out:
        line += _(" Left as they were, because their evidence is broken: {sites}.").format(
            sites=", ".join(saved.left_out)
        )
    return line
