"""Why a finding says what it says: clause, search, dates, arithmetic, evidence, and what would make it pass."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

import msgspec

from rules.arithmetic import Arithmetic, arithmetic_of
from rules.inspection import Inspection
from rules.looking import LookedAt, Search, opened_for, search_of, searched, whole_site
from rules.model import ColumnCandidate, Evidence, Finding, Outcome, Problem, Reason
from rules.normalise import normalise_name
from rules.private_data import mask
from rules.site_checks.footer_marks import NAMES
from rules.standard import LinkKind, Points, Provenance, base_of
from rules.visits import Visits, address_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rules.model import Excuse, Site, Snapshot
    from rules.model import Mapping as Mapped
    from rules.standard import Fresh, Item, Standard
    from rules.workdays import Calendar

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_DATES = 20
_NOTHING: Mapping[str, Counterpart] = {}
_OWN_REMEDIES = {
    "each-incomplete": "remedy-document",
    "headings-missing": "remedy-headings",
    "headings-disordered": "remedy-order",
    "figures-wrong": "remedy-figures",
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


class Count(msgspec.Struct, frozen=True):
    """The arithmetic of a rule about the whole site: so many looked at, so many faults, from so many on too many."""

    counted: int
    faults: int
    open: int
    """May be faults as well; nobody could look, or tell."""
    most: int | None
    """From how many faults on the rule is broken; ``None`` where each counts."""
    names: str
    """The first of the faults, or of what is open."""


class Counterpart(msgspec.Struct, frozen=True, kw_only=True):
    """The other half of a linked duty."""

    to: str
    """``standard/item``."""
    how: LinkKind
    within: str | None = None
    name: str = ""
    """Of the other item."""
    outcome: Outcome | None = None
    """What was concluded about it; ``None`` where it was not judged."""
    problem: Problem | None = None
    column: str = ""
    """As printed."""
    url: str = ""


class Applied(msgspec.Struct, frozen=True, kw_only=True):
    """A reviewed answer or an exception that names this item, whether it was used or not."""

    kind: Literal["exception", "mapping"]
    state: Literal["applied", "not-needed", "not-yet", "expired"]
    """``not-needed``: it holds today, and nothing failed or another column was found."""
    reason: str
    owner: str
    since: dt.date
    until: dt.date
    target: str = ""
    """The column or address that a mapping names."""


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that stands behind one finding."""

    finding: Finding
    item_name: str
    item_name_en: str
    standard_title: str
    standard_number: str
    clause: tuple[str, ...]
    """公开依据, as printed."""
    provenance: Provenance = "found"
    """Where the row is from; ``memory`` is marked wherever it is shown."""
    elements: tuple[Element, ...]
    looked_for: tuple[str, ...]
    """The name and its aliases; empty for a rule about the whole site."""
    below: tuple[str, ...] = ()
    """Names that mean the item only below one of ``under``."""
    words: tuple[str, ...] = ()
    """Words that mean it by themselves, or together."""
    never: tuple[str, ...] = ()
    """Words with which a name means something else."""
    under: tuple[str, ...]
    column_of: str = ""
    """The item whose column this row is judged on; empty for its own."""
    required: tuple[str, ...] = ()
    """The elements that must be there, ``|`` parting words of which one is enough."""
    limits: tuple[tuple[str, int | float | str], ...] = ()
    """The thresholds of a rule about the whole site, by name."""
    points: Points | None = None
    """What it takes from, or adds to, the score of the site."""
    search: Search | None = None
    """How the search for the column ended; ``None`` without a snapshot, or where nothing is searched for."""
    looked_at: tuple[LookedAt, ...] = ()
    """The pages of the column, or those on which it was looked for."""
    candidates: tuple[ColumnCandidate, ...]
    dates: tuple[ReadDate, ...] = ()
    """Newest first; empty without a snapshot."""
    arithmetic: Arithmetic | None = None
    count: Count | None = None
    counterparts: tuple[Counterpart, ...] = ()
    applied: tuple[Applied, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    remedy: Reason | None = None
    """What would make it pass, for ``rules.reasons.sentence``; ``None`` where nothing is amiss."""


def explain(  # noqa: PLR0913 - what there is to explain with
    finding: Finding,
    item: Item,
    standard: Standard,
    *,
    snapshot: Snapshot | None,
    calendar: Calendar,
    today: dt.date | None = None,
    others: Mapping[str, Counterpart] = _NOTHING,
) -> Explanation:
    """Gather what stands behind a finding.

    Args:
        finding: as judged, new or old.
        item: the row of the standard it was judged by.
        standard: the standard of that row.
        snapshot: what was collected that night; without it nothing is told of pages and dates.
        calendar: working days.
        today: the day it was judged by; that of the visit if ``None``.
        others: what was concluded about other items of the site, by ``standard/item``, for linked duties.
    """
    day = today or _day_of(finding)
    fresh = item.fresh
    dates: tuple[ReadDate, ...] = ()
    looked: tuple[LookedAt, ...] = ()
    search: Search | None = None
    applied: tuple[Applied, ...] = ()
    if snapshot is not None:
        fresh = item.fresh.for_body.get(snapshot.site.body, item.fresh)
        applied = _applied(finding, snapshot.site, day)
        visits = Visits(snapshot)
        inspection = _inspection(finding, item, standard, visits=visits, today=day, calendar=calendar)
        if inspection is not None:
            dates, looked = _dates(inspection), opened_for(inspection)
        else:
            looked = searched(finding, visits) if item.site is None else whole_site(visits)
        search = search_of(finding, visits) if item.has_names else None
    base = base_of(standard, item)
    names = base if base is not None else item
    return Explanation(
        finding=finding,
        item_name=item.name,
        item_name_en=item.name_en,
        standard_title=standard.title,
        standard_number=standard.source.number,
        clause=item.basis,
        provenance=item.provenance,
        elements=ten_elements(item),
        looked_for=(names.name, *names.find.aliases) if item.site is None else (),
        below=names.find.below,
        words=(*names.find.core, *names.find.words),
        never=names.find.never,
        under=names.find.under,
        column_of="" if base is None or base is item else base.name,
        required=_required(item),
        limits=tuple(sorted(item.site.limits.items())) if item.site is not None else (),
        points=item.points,
        search=search,
        looked_at=looked,
        candidates=finding.candidates,
        dates=dates,
        arithmetic=arithmetic_of(finding, item, fresh, today=day, calendar=calendar),
        count=_count(finding, item),
        counterparts=_counterparts(item, standard, others),
        applied=applied,
        evidence=finding.evidence,
        remedy=_remedy(finding, item, fresh),
    )


def _required(item: Item) -> tuple[str, ...]:
    """Every element that the row asks for, ``|`` parting words of which one is enough."""
    require, marks = item.require, item.site.marks if item.site is not None else ()
    return (*require.labels, *require.each, *require.headings, *(NAMES.get(mark, mark) for mark in marks))


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


def _inspection(  # noqa: PLR0913 - what a column is looked at with
    finding: Finding, item: Item, standard: Standard, *, visits: Visits, today: dt.date, calendar: Calendar
) -> Inspection | None:
    """The column that the finding is about, opened again; ``None`` where it is about none."""
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
        return None
    return Inspection(
        visits=visits,
        standard=standard,
        item=item,
        candidate=chosen,
        opened=visits.open_column(chosen.column),
        today=today,
        calendar=calendar,
    )


def _dates(inspection: Inspection) -> tuple[ReadDate, ...]:
    """Dates of the column that the finding is about, newest first, undated lines last."""
    lines = sorted(inspection.lines, key=lambda line: line.date or dt.date.min, reverse=True)
    return tuple(ReadDate(mask(line.title), line.date, line.read_from, line.page.url) for line in lines[:_DATES])


def _count(finding: Finding, item: Item) -> Count | None:
    """The numbers of a rule about the whole site."""
    values = finding.reason.values
    counted = values.get("counted")
    if item.site is None or not isinstance(counted, int):
        return None
    faults, unsure, most = (values.get(name) for name in ("faults", "open", "most"))
    names = str(values.get("names", ""))
    return Count(
        counted=counted,
        faults=faults if isinstance(faults, int) else 0,
        open=unsure if isinstance(unsure, int) else 0,
        most=most if isinstance(most, int) else None,
        names="" if names == "-" else names,
    )


def _counterparts(item: Item, standard: Standard, others: Mapping[str, Counterpart]) -> tuple[Counterpart, ...]:
    """The other half of each linked duty, with what was concluded about it where that is known."""
    found = []
    for duty in item.linked:
        to = duty.to if "/" in duty.to else f"{standard.id}/{duty.to}"
        known = others.get(to, Counterpart(to=to, how=duty.how))
        found.append(msgspec.structs.replace(known, how=duty.how, within=duty.within))
    return tuple(found)


def _applied(finding: Finding, site: Site, today: dt.date) -> tuple[Applied, ...]:
    """Every exception and mapping of the site that names the item."""
    found = [
        Applied(
            kind="exception",
            state="applied" if excuse == finding.excused else _state(excuse, today),
            reason=excuse.reason,
            owner=excuse.owner,
            since=excuse.since,
            until=excuse.until,
        )
        for excuse in site.excuses
        if excuse.covers(finding.standard, finding.item)
    ]
    found += [
        Applied(
            kind="mapping",
            state="applied" if mapping.holds_on(today) and _is_used(finding, mapping) else _state(mapping, today),
            reason=mapping.reason,
            owner=mapping.owner,
            since=mapping.since,
            until=mapping.until,
            target=" ".join(part for part in (mapping.column, mapping.url) if part),
        )
        for mapping in site.mappings
        if mapping.item == finding.item and mapping.standard in (None, finding.standard)
    ]
    return tuple(found)


def _state(entry: Excuse | Mapped, today: dt.date) -> Literal["not-needed", "not-yet", "expired"]:
    if today > entry.until:
        return "expired"
    return "not-yet" if today < entry.since else "not-needed"


def _is_used(finding: Finding, mapping: Mapped) -> bool:
    """Whether the column that the finding is about is the one that a person named."""
    if finding.match is None:
        return False
    named = mapping.column is None or normalise_name(mapping.column) == normalise_name(finding.match.column)
    there = mapping.url is None or any(
        candidate.column.url is not None and address_key(candidate.column.url) == address_key(mapping.url)
        for candidate in finding.candidates[:1]
    )
    return named and there


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
