"""Standards and their items for a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType

from monitor import words
from monitor.language import gettext as _
from monitor.language import marked
from monitor.views.common import pairs, section, table, text
from monitor.views.explain import ten_pairs
from rules.explain import ten_elements
from rules.official_columns import OFFICIAL
from rules.timelimits import read_time_limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.difference import Difference
    from rules.standard import Fresh, Item, Standard
    from rules.timelimits import TimeLimit

PERIODS = {
    "month": marked("month"),
    "quarter": marked("quarter"),
    "half-year": marked("half-year"),
    "year": marked("year"),
}
FINDS = {
    "list": marked("list"),
    "page": marked("page"),
    "link": marked("link"),
    "form": marked("form"),
}

KNOWN = {
    "found": marked("read in the text itself"),
    "second-hand": marked("read in a reprint"),
    "memory": marked("from memory, not to be quoted"),
    "inferred": marked("inferred"),
}


def standards_table(standards: Sequence[Standard]) -> RenderableType:
    """A line for each standard."""
    made = table(_("Standard"), _("Title"), _("Version"), _("State"), _("In force"), _("Items"), right=(5,))
    for standard in standards:
        made.add_row(
            text(standard.id),
            text(words.standard_title(standard)),
            text(standard.version),
            text(words.state(standard.state)),
            text(standard.in_force),
            text(len(standard.items)),
        )
    return made


def standard_page(standard: Standard) -> RenderableType:
    """A standard with a line for each of its items."""
    made = table(_("Item"), _("Name"), _("Severity"), _("Found as"), _("Time limit"))
    for item in standard.items:
        made.add_row(
            text(item.id),
            text(words.item_name(item)),
            text(words.severity(item.severity)),
            text(_(FINDS[item.find.kind])),
            text(clock(item.fresh)),
        )
    document = " ".join(part for part in (standard.source.document, standard.source.number) if part)
    return Group(
        text(f"{words.standard_title(standard)} ({standard.id} {standard.version})", "bold"), text(document), made
    )


def item_page(standard: Standard, item: Item) -> RenderableType:
    """One item: the law word for word, and beside it how a machine checks it."""
    machine = [
        (_("Found as"), _(FINDS[item.find.kind]) if item.has_names else ""),
        (_("Called"), _counted(item.name, item) if item.name in item.find.seen else ""),
        (_("Also called"), "、".join(_counted(name, item) for name in item.find.aliases)),
        (_("Expected below"), "、".join(item.find.under)),
        (_("Short names there"), "、".join(item.find.below)),
        (_("Made of"), "、".join((*item.find.core, *item.find.words, *item.find.beside))),
        (_("Never with"), "、".join(item.find.never)),
        (_("In doubt with"), "、".join(item.find.doubtful)),
        (_("公开时限 as read"), limits(item.deadline)),
        (_("Time limit"), clock(item.fresh) if item.testable and item.site is None else ""),
        *(
            (_("Time limit ({body})").format(body=words.body(body)), clock(fresh))
            for body, fresh in item.fresh.for_body.items()
        ),
        (_("Checked on the column of"), item.column_of),
        (_("Column demanded"), _("no, by another item") if item.find.optional else ""),
        *_demands(item),
        (_("Severity"), words.severity(item.severity)),
        (_("Weight"), f"{item.weight:g}"),
        (_("Says the same as"), item.same_as),
        (_("Can be tested"), "" if item.testable else _("no")),
        (_("Notes"), item.notes),
        (_("Provenance"), _(KNOWN[item.provenance])),
    ]
    return Group(
        text(f"{words.item_name(item)} ({standard.id} {item.id})", "bold"),
        section(_("The law")),
        ten_pairs(ten_elements(item)),
        section(_("The machine's part")),
        pairs(tuple(machine)),
    )


def _demands(item: Item) -> tuple[tuple[str, str], ...]:
    """What must be printed, linked or true of the whole site; empty rows are left out of the page."""
    require, site, points = item.require, item.site, item.points
    since = _("from {year} on").format(year=require.since_year) if require.since_year is not None else ""
    tolerated = _("{count} may be missing").format(count=require.tolerated) if require.tolerated else ""
    titled = _("where the title says {words}").format(words="、".join(require.titled)) if require.titled else ""
    limits = "、".join(f"{name} = {limit}" for name, limit in site.limits.items()) if site is not None else ""
    counted = ""
    if points is not None:
        most = _("at most {points}").format(points=f"{points.most:g}") if points.most is not None else ""
        counted = _joined(f"{points.part} {points.each:g}", most, _(KNOWN[points.provenance]))
    return (
        (_("Must be printed"), "、".join(require.labels)),
        (_("In each document"), _joined("、".join(require.each), tolerated, titled)),
        (_("Headings in order"), _joined("、".join(require.headings), since if require.headings else "")),
        (_("Figures add up"), _joined(require.sums or "", since if require.sums else "")),
        (
            _("Counterpart"),
            "、".join(_joined(f"{duty.how} {duty.to}", duty.within or "", *duty.words) for duty in item.linked),
        ),
        (_("Check of the whole site"), _joined(site.check, limits, "、".join(site.marks)) if site is not None else ""),
        (_("Points"), counted),
    )


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _counted(name: str, item: Item) -> str:
    """A name with the number of real sites it was counted on."""
    count = item.find.seen.get(name)
    return name if count is None else f"{name} ({count})"


def clock(fresh: Fresh) -> str:
    """The clock of an item in words."""
    if fresh.annual_by is not None:
        return _("every year by {day}").format(day=fresh.annual_by)
    if fresh.max_age is not None:
        return _("newest entry not older than {span}").format(span=span(fresh.max_age))
    if fresh.every is not None:
        period = _(PERIODS[fresh.every])
        if fresh.within is None:
            return _("every {period}").format(period=period)
        return _("every {period}, within {span}").format(period=period, span=span(fresh.within))
    if fresh.within is not None:
        return _("within {span} of {label}").format(span=span(fresh.within), label=fresh.of or "")
    return _("permanent")


def limits(deadline: str) -> str:
    """The printed words of 公开时限 as they are understood, one a line; nothing where none are printed."""
    if not deadline:
        return ""
    reading = read_time_limits(deadline)
    unread = [_("not understood: {words}").format(words="；".join(reading.unread))] if reading.unread else []
    return "\n".join([*(_limit(one) for one in reading.limits), *unread])


def _limit(one: TimeLimit) -> str:
    amount = _amount(one)
    match one.form:
        case "within" | "on-request":
            words = _("within {span} of {event}").format(span=amount, event=one.since) if one.since else amount
        case "at-least":
            words = _("open for at least {span}").format(span=amount)
        case "before":
            words = _("{span} before").format(span=amount)
        case "every":
            words = _("every {period}").format(period=amount)
        case "annual-by":
            words = _("every year by {day}").format(day=one.day)
        case "permanent":
            words = _("permanent")
        case _:
            words = _("soon, without a number")
    if one.form == "on-request":
        words += _(" (no website shows it)")
    return f"{one.subject}: {words}" if one.subject else words


def _amount(one: TimeLimit) -> str:
    """Number and unit of a limit in words."""
    match one.unit:
        case "wd":
            return _("{count} working days").format(count=one.count)
        case "d":
            return _("{count} days").format(count=one.count)
        case "h":
            return _("{count} hours").format(count=one.count)
        case unit:
            period = _(PERIODS[unit])
            return period if one.count == 1 else f"{one.count} {period}"


def span(written: str) -> str:
    """``14d`` or ``20wd`` in words."""
    if written.endswith("wd"):
        return _("{count} working days").format(count=written.removesuffix("wd"))
    return _("{count} days").format(count=written.removesuffix("d"))


def difference_page(difference: Difference) -> RenderableType:
    """Added, removed and changed."""
    parts: list[RenderableType] = []
    for title, items in ((_("Added"), difference.added), (_("Removed"), difference.removed)):
        if items:
            made = table(_("Item"), _("Name"), title=title)
            for item in items:
                made.add_row(text(item.id), text(words.item_name(item)))
            parts.append(made)
    if difference.changed:
        made = table(_("Item"), _("Element"), _("Old"), _("New"), title=_("Changed"))
        for change in difference.changed:
            made.add_row(
                text(change.item),
                text(OFFICIAL.get(change.element, change.element)),
                text(change.before),
                text(change.after),
            )
        parts.append(made)
    return Group(*parts) if parts else text(_("Nothing differs."))
