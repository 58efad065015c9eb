"""How a deadline was counted, day by day, and how a rule about the whole site adds up, in words."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from monitor.language import gettext as _
from monitor.language import marked, ngettext, spoken
from monitor.views.common import pairs, table, text
from rules.workdays import NAMES_ZH

if TYPE_CHECKING:
    from rich.console import RenderableType

    from rules.arithmetic import Arithmetic
    from rules.explain import Count
    from rules.workdays import CountedDay

DAY_KINDS = {
    "workday": marked("working day"),
    "make-up": marked("make-up working day"),
    "weekend": marked("weekend"),
    "holiday": marked("holiday"),
}
_STARTS = {
    "newest": marked("{day}, the day of the newest entry, which is not counted"),
    "event": marked("{day}, the day that is printed, which is not counted"),
    "stretch": marked("{day}, the last day of the period, which is not counted"),
    "printed": marked("{day}, the day that the entry prints, which is not counted"),
    "document": marked("{day}, the day of the document, which is not counted"),
    "none": marked("{day}, which is not counted"),
}
_AGAINST = {
    "today": marked("{day}, the day of the check"),
    "published": marked("{day}, the day of publication"),
    "covered": marked("{day}, when an earlier sweep read the list without it"),
}


def arithmetic_pairs(count: Arithmetic) -> RenderableType:
    """The count from its first day to the day that was held against its last."""
    started = "" if count.start is None else _(_STARTS[count.start_is]).format(day=count.start)
    against = "" if count.against is None else _(_AGAINST[count.against_is]).format(day=count.against)
    rows = (
        (_("Rule"), count.rule),
        (_("Counted from"), started),
        (_("Days"), counted_days(count.days)),
        (_("Moved from"), "" if count.moved_from is None else _("{day}, a holiday").format(day=count.moved_from)),
        (_("Due"), str(count.due)),
        (_("Held against"), against),
        (_("Result"), _result(count)),
        (_("Provisional"), _("the holidays of that stretch are not announced yet") if count.provisional else ""),
    )
    return pairs(rows)


def _result(count: Arithmetic) -> str:
    if count.over is None:
        return ""
    if count.over > 0:
        late = ngettext("{count} day after the due day", "{count} days after the due day", count.over)
        said = late.format(count=count.over)
        if count.over_workdays is None:
            return said
        working = ngettext("{count} working day", "{count} working days", count.over_workdays)
        return _("{days}, that is {working}").format(days=said, working=working.format(count=count.over_workdays))
    if count.over == 0:
        return _("on the due day, which is in time")
    early = ngettext("{count} day before the due day", "{count} days before the due day", -count.over)
    return early.format(count=-count.over)


def counted_days(days: tuple[CountedDay, ...]) -> str:
    """Every day of the count: those that count with their numbers, the others with what they are."""
    if not days:
        return ""
    counted = sum(day.count is not None for day in days)
    line = ngettext("{count} day counts", "{count} days count", counted).format(count=counted)
    every = any(day.count is not None and day.kind in ("weekend", "holiday") for day in days)
    if every:
        line = _("{counted}, weekends and holidays too").format(counted=line)
    runs = [list(run) for _key, run in groupby(days, key=lambda day: _alike(day, every=every))]
    told = _("; ").join(_run(run, days[0], every=every) for run in runs)
    return f"{line}：{told}" if spoken() == "zh" else f"{line}: {told}"


def _alike(day: CountedDay, *, every: bool) -> tuple[bool, str, str, bool]:
    if every and day.count is not None:
        return True, "", "", False
    name = day.name if day.kind == "holiday" else ""
    return day.count is not None, day.kind, name, day.provisional


def _run(run: list[CountedDay], beginning: CountedDay, *, every: bool) -> str:
    """Days of one kind in a row: ``09-28–09-30 (1–3)``, ``10-01–10-07 holiday (National Day)``."""
    first, last = run[0], run[-1]
    shown = f"{first.date:%Y-%m-%d}" if first is beginning or first.date.day == 1 == first.date.month else ""
    span = shown or f"{first.date:%m-%d}"
    if last is not first:
        span += f"–{last.date:%m-%d}" if last.date.year == first.date.year else f"–{last.date:%Y-%m-%d}"
    if first.count is not None:
        numbers = str(first.count) if last is first else f"{first.count}–{last.count}"
        kind = " " + _(DAY_KINDS[first.kind]) if first.kind == "make-up" and not every else ""
        return f"{span}{kind} ({numbers})"
    name = NAMES_ZH.get(first.name, first.name) if spoken() == "zh" else first.name
    named = f" {name}" if first.kind == "holiday" and name else ""
    presumed = _(", presumed") if first.provisional else ""
    kind = _(DAY_KINDS[first.kind])
    return f"{span} {kind}{named}{presumed}"


def periods_table(count: Arithmetic) -> RenderableType:
    """Each month, quarter, half-year or year with its last day for publication, and whether it has its entry."""
    made = table(_("Period"), _("Ends"), _("Due"), _("Entry"))
    for period in count.periods:
        made.add_row(
            text(period.name),
            text(period.last),
            text(f"{period.due}*" if period.provisional else period.due),
            text(_("no entry"), "red") if period.missing else text(_("found, or not asked for")),
        )
    return made


def count_pairs(count: Count) -> RenderableType:
    """The numbers of a rule about the whole site, and what follows from them."""
    if count.most is None:
        limit = _("each fault counts by itself")
    else:
        limit = _("{most} or more break the rule").format(most=count.most)
    highest = count.faults + count.open
    if not count.open:
        sum_of = str(count.faults)
    else:
        sum_of = _("{faults} proven + {open} open = at most {highest}").format(
            faults=count.faults, open=count.open, highest=highest
        )
    rows = (
        (_("Looked at"), str(count.counted)),
        (_("Faults"), sum_of),
        (_("Limit"), limit),
        (_("Result"), _count_result(count, highest)),
        (_("Which"), count.names),
    )
    return pairs(rows)


def _count_result(count: Count, highest: int) -> str:
    if count.most is None:
        return ""
    if count.faults >= count.most:
        return _("{faults} ≥ {most}: broken, whatever is open").format(faults=count.faults, most=count.most)
    if highest < count.most:
        return _("{highest} < {most}: kept, whatever is open").format(highest=highest, most=count.most)
    return _("{faults} < {most} ≤ {highest}: nobody can tell").format(
        faults=count.faults, most=count.most, highest=highest
    )
