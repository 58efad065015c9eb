"""Why a finding says what it says: clause, search, dates, arithmetic, evidence, and what would make it pass."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from rules.deadlines import annual_due, parse_span, stretches_due
from rules.inspection import Inspection
from rules.model import ColumnCandidate, Evidence, Finding, Outcome, Problem, Reason
from rules.private_data import mask
from rules.visits import Visits
from rules.workdays import CountedDay

if TYPE_CHECKING:
    from rules.model import Snapshot
    from rules.standard import Fresh, Item, Standard
    from rules.workdays import Calendar

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_DATES = 20
_ANNUAL = "annual_by"
_OWN_REMEDIES = {
    "not-linked": "remedy-not-linked",
    "consultation-unanswered": "remedy-unanswered",
    "answer-without-words": "remedy-unanswered",
    "not-listed-there": "remedy-not-listed",
}
"""Reasons that say more than their problem does."""


class Element(msgspec.Struct, frozen=True):
    """One of the ten elements of an item, word for word."""

    name: str
    """Chinese, as in the official tables."""
    name_en: str
    value: str


class ReadDate(msgspec.Struct, frozen=True):
    """A date of the column with the text it was read from."""

    title: str
    date: dt.date | None
    read_from: str
    url: str
    """The page on which it stands."""


class Arithmetic(msgspec.Struct, frozen=True, kw_only=True):
    """How the deadline was counted."""

    rule: str
    """The clock as the standard writes it: ``max_age = 14d``."""
    start: dt.date | None = None
    """The day that is not counted."""
    due: dt.date
    moved_from: dt.date | None = None
    """The holiday on which a period in calendar days would have ended."""
    provisional: bool = False
    days: tuple[CountedDay, ...] = ()
    """Day by day after ``start``; empty where the due day is a fixed day of the year."""


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that stands behind one finding."""

    finding: Finding
    item_name: str
    item_name_en: str
    standard_title: str
    standard_number: str
    clause: tuple[str, ...]
    """公开依据, as printed."""
    elements: tuple[Element, ...]
    looked_for: tuple[str, ...]
    """The name and its aliases."""
    under: tuple[str, ...]
    candidates: tuple[ColumnCandidate, ...]
    dates: tuple[ReadDate, ...] = ()
    """Newest first; empty without a snapshot."""
    arithmetic: Arithmetic | None = None
    evidence: tuple[Evidence, ...] = ()
    remedy: Reason | None = None
    """What would make it pass, for ``rules.reasons.sentence``; ``None`` where nothing is amiss."""


def explain(
    finding: Finding, item: Item, standard: Standard, *, snapshot: Snapshot | None, calendar: Calendar
) -> Explanation:
    """Gather what stands behind a finding.

    Args:
        finding: as judged, new or old.
        item: the row of the standard it was judged by.
        standard: the standard of that row.
        snapshot: what was collected that night; without it the dates are left out.
        calendar: working days.
    """
    fresh = item.fresh
    dates: tuple[ReadDate, ...] = ()
    if snapshot is not None:
        fresh = item.fresh.for_body.get(snapshot.site.body, item.fresh)
        dates = _dates(finding, item, standard, snapshot=snapshot, calendar=calendar)
    return Explanation(
        finding=finding,
        item_name=item.name,
        item_name_en=item.name_en,
        standard_title=standard.title,
        standard_number=standard.source.number,
        clause=item.basis,
        elements=ten_elements(item),
        looked_for=(item.name, *item.find.aliases) if item.site is None else (),
        under=item.find.under,
        candidates=finding.candidates,
        dates=dates,
        arithmetic=_arithmetic(finding, fresh, calendar),
        evidence=finding.evidence,
        remedy=_remedy(finding, item, fresh),
    )


def ten_elements(item: Item) -> tuple[Element, ...]:
    """The ten elements of the official tables in their order."""
    return (
        Element("一级事项", "group", item.group),
        Element("二级事项", "item", item.name),
        Element("公开内容（要素）", "content", "；".join(item.content)),
        Element("公开依据", "basis", "；".join(item.basis)),
        Element("公开时限", "deadline", item.deadline),
        Element("公开主体", "publisher", item.publisher),
        Element("公开渠道和载体", "channel", "、".join(item.channel)),
        Element("公开对象", "audience", item.audience),
        Element("公开方式", "method", item.method),
        Element("公开层级", "levels", "、".join(item.levels)),
    )


def _day_of(finding: Finding) -> dt.date:
    """The day the verdict was given for, else the day of the visit in China."""
    today = finding.reason.values.get("today")
    if isinstance(today, str):
        return dt.date.fromisoformat(today)
    return finding.checked_at.astimezone(_SHANGHAI).date()


def _dates(
    finding: Finding, item: Item, standard: Standard, *, snapshot: Snapshot, calendar: Calendar
) -> tuple[ReadDate, ...]:
    """Dates of the column that the finding is about, newest first, undated lines last."""
    chosen = next(
        (
            candidate
            for candidate in finding.candidates
            if finding.match is not None
            and candidate.column.name == finding.match.column
            and candidate.score == finding.match.score
            and finding.url in (candidate.column.url, candidate.column.page)
        ),
        None,
    )
    if chosen is None:
        return ()
    visits = Visits(snapshot)
    inspection = Inspection(
        visits=visits,
        standard=standard,
        item=item,
        candidate=chosen,
        opened=visits.open_column(chosen.column),
        today=_day_of(finding),
        calendar=calendar,
    )
    lines = sorted(inspection.lines, key=lambda line: line.date or dt.date.min, reverse=True)
    return tuple(ReadDate(mask(line.title), line.date, line.read_from, line.page.url) for line in lines[:_DATES])


def _arithmetic(finding: Finding, fresh: Fresh, calendar: Calendar) -> Arithmetic | None:
    """The count that led to the due day; ``None`` where no clock was reached."""
    if fresh.max_age is not None and finding.newest_date is not None:
        return _counted(f"max_age = {fresh.max_age}", fresh.max_age, finding.newest_date, calendar, plain=True)
    if fresh.annual_by is not None and finding.match is not None:
        due = finding.due or annual_due(fresh.annual_by, _day_of(finding))[1]
        return Arithmetic(rule=f"{_ANNUAL} = {fresh.annual_by}", due=due)
    if fresh.every is not None and finding.due is not None:
        within = fresh.within or str(finding.reason.values.get("limit", "20wd"))
        for stretch, deadline in stretches_due(fresh.every, parse_span(within), _day_of(finding), calendar):
            if deadline.date == finding.due:
                return _counted(f"every = {fresh.every}, within = {within}", within, stretch.last, calendar)
    event, limit = (finding.reason.values.get(key) for key in ("event", "limit"))
    if isinstance(event, str) and isinstance(limit, str):
        rule = f"within = {limit} of {fresh.of}" if fresh.of else f"within = {limit}"
        return _counted(rule, limit, dt.date.fromisoformat(event), calendar)
    return None


def _counted(rule: str, limit: str, start: dt.date, calendar: Calendar, *, plain: bool = False) -> Arithmetic:
    """Count a limit from a day; ``plain`` for an age, which is never moved past a holiday."""
    span = parse_span(limit)
    deadline = span.after(start, calendar)
    if span.unit == "wd":
        days = calendar.explain(start, span.number)
        return Arithmetic(rule=rule, start=start, due=deadline.date, provisional=deadline.provisional, days=days)
    last = start + dt.timedelta(days=span.number)
    end = last if plain else deadline.date
    days = tuple(_plain_day(start, number, last, calendar) for number in range(1, (end - start).days + 1))
    return Arithmetic(
        rule=rule,
        start=start,
        due=end,
        moved_from=None if plain else deadline.moved_from,
        provisional=not plain and deadline.provisional,
        days=days,
    )


def _plain_day(start: dt.date, number: int, last: dt.date, calendar: Calendar) -> CountedDay:
    """A day of a count in calendar days, all of which count up to the last."""
    day = start + dt.timedelta(days=number)
    kind, name = calendar.day(day)
    return CountedDay(day, kind, name, number if day <= last else None, not calendar.is_announced(day))


def _remedy(finding: Finding, item: Item, fresh: Fresh) -> Reason | None:
    """What the site would have to do, or what we would have to see."""
    if finding.outcome is Outcome.NOT_APPLICABLE:
        return None
    if item.site is not None and finding.outcome is Outcome.FAIL:
        return Reason("remedy-site", {"item": item.name, **finding.reason.values})
    wanted: dict[str, str | int] = {
        "item": item.name,
        "under": "、".join(item.find.under) or "政府信息公开",
        **finding.reason.values,
    }
    if finding.outcome is Outcome.UNKNOWN:
        return Reason("remedy-ambiguous" if finding.problem is Problem.AMBIGUOUS else "remedy-unknown", wanted)
    if finding.problem is None:
        return None
    if finding.reason.code in _OWN_REMEDIES:
        return Reason(_OWN_REMEDIES[finding.reason.code], wanted)
    if fresh.max_age is not None:
        wanted["limit"] = fresh.max_age
    return Reason(f"remedy-{finding.problem.value}", wanted)
