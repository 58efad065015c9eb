"""One finding explained: the law, what was looked for and where, the arithmetic, the evidence, the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table

from monitor import words
from monitor.language import gettext as _
from monitor.language import marked, spoken
from monitor.views.common import indented, pairs, section, table, text, verdict
from monitor.views.reckoning import arithmetic_pairs, count_pairs, periods_table

if TYPE_CHECKING:
    from monitor.explaining import EvidenceState
    from rules.explain import Applied, Counterpart, Element, Explanation
    from rules.looking import LookedAt, Search
    from storage import StoredFinding

DATES_SHOWN = 8
PAGES_SHOWN = 16
PARTS = {
    "home": marked("home page"),
    "platform": marked("disclosure platform"),
    "hub": marked("way in"),
    "walk": marked("walked over for its links"),
    "asked": marked("candidate"),
    "column": marked("the column"),
    "further": marked("further page"),
    "below": marked("sub-column"),
    "article": marked("article"),
    "file": marked("file"),
    "read": marked("page"),
}
SEARCHES = {
    "visited": marked("A column was found and visited."),
    "absent": marked("The search was finished: every page that could lead to the column was read, and none does."),
    "not-visited": marked("The search was not finished."),
    "none": marked("This sweep was not asked to look for it."),
}
STATES = {
    "intact": marked("whole and unchanged"),
    "missing": marked("missing"),
    "damaged": marked("damaged"),
    "altered": marked("not what was recorded"),
    "unreadable": marked("unreadable"),
    "broken": marked("broken"),
    "let-go": marked("let go by the policy"),
    "not-kept": marked("no stored response"),
    "not-looked-at": marked("not looked at: no folder of evidence is named"),
}
APPLIED = {
    "applied": marked("applied"),
    "not-needed": marked("holds, and was not needed"),
    "not-yet": marked("not in force yet"),
    "expired": marked("expired"),
}
LINKS = {
    "link": marked("each links to the other"),
    "dated": marked("the other is there in time"),
    "name": marked("what is over has its result there"),
    "listed": marked("what is listed here is listed there"),
}
_SOUND = ("intact", "let-go", "not-kept", "not-looked-at")


def explain_page(
    finding: StoredFinding, explanation: Explanation, evidence: tuple[EvidenceState, ...] = ()
) -> RenderableType:
    """Everything known about one finding.

    Args:
        finding: As stored.
        explanation: What stands behind it.
        evidence: Whether its records are whole, in the order of its evidence; empty where nobody looked.
    """
    name = explanation.item_name_en if spoken() == "en" and explanation.item_name_en else explanation.item_name
    parts: list[RenderableType] = [
        text(f"{finding.site_name} ({finding.site})", "bold"),
        text(f"{name} ({finding.item}) · {explanation.standard_title} {explanation.standard_number}".rstrip()),
        section(_("Verdict")),
        _verdict(finding),
    ]
    if explanation.applied:
        parts += [section(_("Exceptions and reviewed answers")), _applied(explanation.applied)]
    parts += _law(explanation)
    parts += [section(_("What was looked for")), _looked_for(explanation)]
    parts += _seen(finding, explanation)
    parts += _reckoned(explanation)
    parts += [section(_("Evidence")), _evidence(finding, evidence)]
    if explanation.remedy is not None:
        parts += [section(_("What would make it pass")), indented(text(words.reason(explanation.remedy)))]
    return Group(*parts)


def _law(explanation: Explanation) -> list[RenderableType]:
    """The row word for word; figures from memory are marked."""
    parts: list[RenderableType] = [section(_("The law")), ten_pairs(explanation.elements)]
    if explanation.provenance == "memory":
        parts.append(indented(text(_("These figures are from memory and not checked against the text."), "yellow")))
    return parts


def _seen(finding: StoredFinding, explanation: Explanation) -> list[RenderableType]:
    """Where it was looked, and what was found there."""
    parts: list[RenderableType] = []
    if explanation.search is not None or explanation.looked_at:
        parts += [section(_("Where it was looked")), _looked_at(explanation)]
    if explanation.looked_for:
        parts += [section(_("Candidates")), _candidates(finding)]
    if explanation.dates:
        parts += [section(_("Dates read")), _dates(explanation)]
    return parts


def _reckoned(explanation: Explanation) -> list[RenderableType]:
    """What was counted, and what was held against it."""
    parts: list[RenderableType] = []
    if explanation.arithmetic is not None:
        parts += [section(_("Deadline")), arithmetic_pairs(explanation.arithmetic)]
        if explanation.arithmetic.periods:
            parts.append(indented(periods_table(explanation.arithmetic)))
    if explanation.count is not None:
        parts += [section(_("Count")), count_pairs(explanation.count)]
    if explanation.counterparts:
        parts += [section(_("Linked duty")), _counterparts(explanation.counterparts)]
    return parts


def ten_pairs(elements: tuple[Element, ...]) -> RenderableType:
    """The ten elements of the official table, word for word, in its order; only levels are codes of ours."""
    return pairs(
        tuple(
            (element.name, _levels(element.value) if element.name_en == "levels" else element.value)
            for element in elements
        )
    )


def _levels(printed: str) -> str:
    return "、".join(words.level(code) for code in printed.split("、") if code)


def _verdict(finding: StoredFinding) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(text(_("Outcome")), verdict(finding))
    if finding.facet is not None:
        grid.add_row(text(_("Facet")), text(words.facet(finding.facet.value)))
    grid.add_row(text(_("Severity")), text(words.severity(finding.severity)))
    grid.add_row(text(_("Reason")), text(words.reason(finding.reason)))
    if finding.excused is not None:
        seen = words.outcome(finding.outcome.value)
        if finding.problem is not None:
            seen = words.problem(finding.problem.value)
        said = _("{seen} is what was seen; it counts as no failure until {until}: {reason} ({owner})").format(
            seen=seen, until=finding.excused.until, reason=finding.excused.reason, owner=finding.excused.owner
        )
        grid.add_row(text(_("Excused")), text(said))
    if finding.url is not None:
        grid.add_row(text(_("Page")), text(finding.url))
    if finding.match is not None:
        found = f"{finding.match.column} ({words.grade(finding.match.grade)}, {finding.match.score:.3f})"
        elsewhere = _("{column}, on another site").format(column=found)
        grid.add_row(text(_("Column")), text(elsewhere if finding.match.offsite else found))
    grid.add_row(text(_("Since")), text(finding.since))
    if finding.outcome == "fail":
        grid.add_row(text(_("Confirmed")), text(_("yes") if finding.confirmed else _("not yet")))
    return indented(grid)


def _applied(entries: tuple[Applied, ...]) -> RenderableType:
    rows = []
    for entry in entries:
        name = _("Exception") if entry.kind == "exception" else _("Reviewed answer")
        target = f"{entry.target} · " if entry.target else ""
        rows.append(
            (
                name,
                _("{state}: {target}{reason} ({owner}, {since} to {until})").format(
                    state=_(APPLIED[entry.state]),
                    target=target,
                    reason=entry.reason,
                    owner=entry.owner,
                    since=entry.since,
                    until=entry.until,
                ),
            )
        )
    return pairs(tuple(rows))


def _looked_for(explanation: Explanation) -> RenderableType:
    return pairs(
        (
            (_("Column of"), explanation.column_of),
            (_("Names"), "、".join(explanation.looked_for)),
            (_("Only below those parents"), "、".join(explanation.below)),
            (_("Words"), "、".join(explanation.words)),
            (_("Not with"), "、".join(explanation.never)),
            (_("Expected below"), "、".join(explanation.under)),
            (_("Elements"), "、".join(explanation.required)),
            (_("Thresholds"), ", ".join(f"{name} = {value}" for name, value in explanation.limits)),
            (_("Points"), _points(explanation)),
        )
    )


def _points(explanation: Explanation) -> str:
    """What a fault takes off, or a bonus adds, with where the figure is from."""
    points = explanation.points
    if points is None:
        return ""
    said = _("{each:g} each") if points.most is None else _("{each:g} each, at most {most:g}")
    marked_as = _(" (figure from memory)") if points.provenance == "memory" else ""
    return said.format(each=points.each, most=points.most) + marked_as


def _looked_at(explanation: Explanation) -> RenderableType:
    parts: list[RenderableType] = []
    if explanation.search is not None:
        parts.append(indented(text(_search(explanation.search))))
    if explanation.looked_at:
        made = table(_("Page"), _("What it is"), _("Columns"), _("Entries"), _("Not read"), right=(2, 3))
        for one in explanation.looked_at[:PAGES_SHOWN]:
            made.add_row(
                text(one.url),
                text(_part(one), limit=40),
                text(one.columns or ""),
                text(one.entries or ""),
                text(_miss(one)),
            )
        rest = len(explanation.looked_at) - PAGES_SHOWN
        if rest > 0:
            made.add_row("…", text(_("{count} more").format(count=rest)), "", "", "")
        parts.append(indented(made))
    return Group(*parts)


def _search(search: Search) -> str:
    read = _("{pages} pages were read on the site; they print {columns} different columns.")
    said = [_(SEARCHES[search.status]), read.format(pages=search.pages, columns=search.columns)]
    if search.reason:
        cut = _("It was cut short at {url}: {why}.").format(url=search.blocked_by or "—", why=words.miss(search.reason))
        said.append(cut)
    return ("" if spoken() == "zh" else " ").join(said)  # Chinese sentences stand without a blank between them


def _part(one: LookedAt) -> str:
    named = one.part in ("below", "article", "file") and one.name
    part = _(PARTS[one.part])
    return f"{part}: {one.name}" if named else part


def _miss(one: LookedAt) -> str:
    if not one.miss:
        return ""
    if one.miss == "unread":
        return _("not visited")
    return f"{words.miss(one.miss)} {one.detail}".rstrip()


def _candidates(finding: StoredFinding) -> RenderableType:
    if not finding.candidates:
        return indented(text(_("No column of the site resembles the item.")))
    made = table(_("Column"), _("Below"), _("Grade"), _("Score"), _("Compared with"), _("Address"), right=(3,))
    for candidate in finding.candidates:
        made.add_row(
            text(candidate.column.name),
            text(" › ".join(candidate.column.parents)),
            text(words.grade(candidate.grade)),
            text(f"{candidate.score:.3f}"),
            text(candidate.matched),
            text(candidate.column.url),
        )
    return indented(made)


def _dates(explanation: Explanation) -> RenderableType:
    made = table(_("Date"), _("Read from"), _("Title"), _("Page"))
    for date in explanation.dates[:DATES_SHOWN]:
        made.add_row(text(date.date), text(date.read_from, limit=40), text(date.title, limit=60), text(date.url))
    rest = len(explanation.dates) - DATES_SHOWN
    if rest > 0:
        made.add_row("…", text(_("{count} more").format(count=rest)), "", "")
    return indented(made)


def _counterparts(counterparts: tuple[Counterpart, ...]) -> RenderableType:
    rows = []
    for one in counterparts:
        said = _(LINKS[one.how])
        if one.within is not None:
            said = _("{how} (within {limit})").format(how=said, limit=one.within)
        if one.outcome is None:
            judged = _("not judged on this site")
        else:
            judged = words.problem(one.problem.value) if one.problem else words.outcome(one.outcome.value)
        place = " ".join(part for part in (one.column, one.url) if part)
        rows.append((f"{one.name} ({one.to})".strip(), f"{said}; {judged}{' · ' if place else ''}{place}"))
    return pairs(tuple(rows))


def _evidence(finding: StoredFinding, states: tuple[EvidenceState, ...]) -> RenderableType:
    if not finding.evidence:
        return indented(text(_("No page stands behind this verdict.")))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for number, place in enumerate(finding.evidence):
        state = states[number] if number < len(states) else None
        grid.add_row(text(_("Page")), text(place.url))
        for name, value in (
            (_("quoted"), None if place.quote is None else place.quote[:400]),
            ("SHA-256", place.sha256),
            (_("record"), place.record),
            (_("its SHA-256"), None if state is None else state.sha256),
        ):
            if value:
                grid.add_row(text(f"  {name}"), text(value))
        if state is not None:
            said = ": ".join(part for part in (_(STATES[state.state]), state.detail) if part)
            whole = _("evidence")
            grid.add_row(text(f"  {whole}"), text(said, "" if state.state in _SOUND else "red"))
    return indented(grid)
