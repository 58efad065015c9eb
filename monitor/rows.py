"""Values as rows of JSON: keys, order and forms are the contract (DESIGN section 5, docs/json.md)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import msgspec

from monitor import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.difference import Difference
    from rules.facts import FileFacts, PageFacts
    from rules.model import ColumnCandidate, Finding, NameMatch, Site
    from rules.standard import Item, Standard
    from storage import Changes, ExcusedStretch, Interval, StoredFinding, SweepInfo


def moment(value: dt.datetime | None) -> str | None:
    """A moment as ISO 8601 in UTC: ``2026-11-22T01:30:00Z``."""
    if value is None:
        return None
    return value.astimezone(dt.UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def date(value: dt.date | None) -> str | None:
    """A date as ISO 8601."""
    return None if value is None else value.isoformat()


def sweep_row(sweep: SweepInfo) -> dict[str, Any]:
    """A sweep, without its plan."""
    return {
        "id": sweep.id,
        "state": sweep.state,
        "as_of": date(sweep.as_of),
        "started": moment(sweep.started),
        "finished": moment(sweep.finished),
        "sites": sweep.sites,
        "recorded": sweep.recorded,
        "standards": list(sweep.standards),
        "full": sweep.full,
        "tool_version": sweep.tool_version,
        "calendar_version": sweep.calendar_version,
        "plan": sweep.plan_digest,
        "replayed": sweep.replayed,
    }


def finding_row(finding: StoredFinding) -> dict[str, Any]:
    """A stored finding."""
    return judged_row(
        finding,
        site_name=finding.site_name,
        item_name=finding.item_name,
        confirmed=finding.confirmed,
        since=finding.since,
        first_seen=finding.first_seen,
    )


def judged_row(  # noqa: PLR0913 - what only storage knows, by name
    finding: Finding,
    *,
    site_name: str,
    item_name: str,
    confirmed: bool,
    since: dt.date | None,
    first_seen: dt.date | None,
) -> dict[str, Any]:
    """A finding with what storage, or a replay in its place, knows about it."""
    return {
        "site": finding.site,
        "site_name": site_name,
        "standard": finding.standard,
        "item": finding.item,
        "item_name": item_name,
        "outcome": finding.outcome.value,
        "problem": None if finding.problem is None else finding.problem.value,
        "facet": None if finding.facet is None else finding.facet.value,
        "severity": finding.severity,
        "reason": words.reason(finding.reason),
        "reason_code": finding.reason.code,
        "confirmed": confirmed,
        "since": date(since),
        "first_seen": date(first_seen),
        "checked_at": moment(finding.checked_at),
        "url": finding.url,
        "evidence": [
            {"url": place.url, "record": place.record, "sha256": place.sha256, "quote": place.quote or None}
            for place in finding.evidence
        ],
        "newest_date": date(finding.newest_date),
        "entries": finding.entries,
        "due": date(finding.due),
        "provisional": finding.provisional,
        "match": None
        if finding.match is None
        else {
            "column": finding.match.column,
            "grade": finding.match.grade,
            "score": finding.match.score,
            "offsite": finding.match.offsite,
        },
        "on_trial": finding.on_trial,
        "excused": None
        if finding.excused is None
        else {
            "reason": finding.excused.reason,
            "owner": finding.excused.owner,
            "from": date(finding.excused.since),
            "until": date(finding.excused.until),
        },
        "evidence_broken": None,
    }


def candidate_row(candidate: ColumnCandidate) -> dict[str, Any]:
    """One column that could stand for an item, for ``explain``."""
    column = candidate.column
    return {
        "column": column.name,
        "url": column.url,
        "parents": list(column.parents),
        "area": column.area,
        "page": column.page or None,
        "grade": candidate.grade,
        "score": candidate.score,
        "under": candidate.under,
        "matched": candidate.matched,
    }


def interval_row(interval: Interval, excused: Sequence[ExcusedStretch]) -> dict[str, Any]:
    """For how long one verdict stood, and in which nights of it an exception held."""
    return {
        "site": interval.site,
        "site_name": interval.site_name,
        "standard": interval.standard,
        "item": interval.item,
        "item_name": interval.item_name,
        "outcome": interval.outcome.value,
        "problem": None if interval.problem is None else interval.problem.value,
        "from": date(interval.from_),
        "to": date(interval.to),
        "cause": interval.cause,
        "from_sweep": interval.from_sweep,
        "to_sweep": interval.to_sweep,
        "excused": [
            {
                "from": date(one.from_),
                "to": date(one.to),
                "reason": one.excuse.reason,
                "owner": one.excuse.owner,
                "until": date(one.excuse.until),
            }
            for one in within(interval, excused)
        ],
    }


def within(interval: Interval, excused: Sequence[ExcusedStretch]) -> list[ExcusedStretch]:
    """The stretches of an interval's item that lie in it."""
    end = interval.to_sweep
    return [
        # What left the plan while it was excused is excused no longer.
        one if one.to is not None or end is None else msgspec.structs.replace(one, to_sweep=end, to=interval.to)
        for one in excused
        if (one.standard, one.item) == (interval.standard, interval.item)
        and one.from_sweep >= interval.from_sweep
        and (end is None or one.from_sweep < end)
    ]


def changes_document(changes: Changes) -> dict[str, Any]:
    """What became of every item between two sweeps."""
    return {
        "schema": 1,
        "since": changes.since,
        "until": changes.until,
        "new": [finding_row(finding) for finding in changes.new],
        "fixed": [finding_row(finding) for finding in changes.fixed],
        "still": [finding_row(finding) for finding in changes.still],
        "unknown": [finding_row(finding) for finding in changes.unknown],
        "rule_changes": [finding_row(finding) for finding in changes.rule_changes],
    }


def page_document(facts: PageFacts) -> dict[str, Any]:
    """The facts of one page, for ``inspect``."""
    return {
        "schema": 1,
        "url": facts.url,
        "charset": facts.charset or None,
        "kind": facts.kind,
        "family": facts.family,
        "title": facts.title,
        "site": {
            "name": facts.site.name,
            "id_code": facts.site.id_code,
            "icp": facts.site.icp,
            "police": facts.site.police,
        },
        "meta": dict(facts.meta),
        "breadcrumb": list(facts.breadcrumb),
        "columns": [
            {"name": column.name, "url": column.url, "parents": list(column.parents), "area": column.area}
            for column in facts.columns
        ],
        "entries": [
            {"title": entry.title, "url": entry.url, "date": date(entry.date), "read_from": entry.read_from or None}
            for entry in facts.entries
        ],
        "pages": {
            "current": None if facts.pages is None else facts.pages.current,
            "total": None if facts.pages is None else facts.pages.total,
            "next": None if facts.pages is None else facts.pages.next,
            "lower_bound": facts.pages is not None and facts.pages.lower_bound,
        },
        "redirect": facts.redirect,
        "frames": list(facts.frames),
        "published": date(facts.published),
        "published_meta": date(facts.published_meta),
        "source": facts.source,
        "document_number": facts.document_number,
        "index_number": facts.index_number,
        "fields": dict(facts.fields),
        "attachments": [
            {"name": attachment.name, "url": attachment.url, "kind": attachment.kind or None}
            for attachment in facts.attachments
        ],
        "tables": len(facts.tables),
        "empty_labels": [{"name": label.name, "before": label.before or None} for label in facts.bare],
        "text_length": facts.text_length,
        "concealed": facts.concealed,
        "continued": facts.continued,
        "notice": facts.notice,
        "block": facts.block,
        "needs_browser": facts.needs_browser,
        "forms": list(facts.forms),
        "read_from": dict(facts.read_from),
        "file": None if facts.file is None else _file_row(facts.file),
    }


def _file_row(file: FileFacts) -> dict[str, Any]:
    """What kind of file stands in place of a page, and how much of it was read."""
    return {"kind": file.kind, "pages": file.pages, "read": file.read, "scanned": file.scanned}


def match_row(match: NameMatch) -> dict[str, Any]:
    """What one column name means."""
    return {
        "name": match.name,
        "verdict": match.verdict,
        "candidates": [
            {
                "standard": candidate.standard,
                "item": candidate.item,
                "item_name": candidate.item_name,
                "grade": candidate.grade,
                "score": candidate.score,
                "matched": candidate.matched,
            }
            for candidate in match.candidates
        ],
    }


def site_row(site: Site) -> dict[str, Any]:
    """A registered site, everything written out."""
    row = {key: getattr(site, key) for key in site.__struct_fields__ if key not in ("mappings", "excuses")}
    row["standards"] = None if site.standards is None else list(site.standards)
    row["hosts"] = list(site.hosts)
    return row


def standard_row(standard: Standard) -> dict[str, Any]:
    """A standard without its items."""
    return {
        "id": standard.id,
        "title": standard.title,
        "title_en": standard.title_en or None,
        "version": standard.version,
        "state": standard.state,
        "in_force": date(standard.in_force),
        "retired": date(standard.retired),
        "levels": list(standard.applies_to.levels),
        "bodies": list(standard.applies_to.bodies),
        "document": standard.source.document or None,
        "number": standard.source.number or None,
        "items": len(standard.items),
    }


def item_row(standard: Standard, item: Item) -> dict[str, Any]:
    """One item with its ten elements and the machine's part, keys as in the file."""
    row: dict[str, Any] = {"standard": standard.id}
    for key in item.__struct_fields__:
        value = getattr(item, key)
        row[key] = _whole(value) if isinstance(value, msgspec.Struct) else msgspec.to_builtins(value)
    return row


def _whole(value: msgspec.Struct) -> dict[str, Any]:
    """Every field of a struct, defaults included."""
    return {key: msgspec.to_builtins(getattr(value, key)) for key in value.__struct_fields__}


def difference_document(difference: Difference) -> dict[str, Any]:
    """What differs between two standards."""
    return {
        "schema": 1,
        "added": [{"item": item.id, "item_name": item.name} for item in difference.added],
        "removed": [{"item": item.id, "item_name": item.name} for item in difference.removed],
        "changed": [
            {"item": change.item or None, "element": change.element, "before": change.before, "after": change.after}
            for change in difference.changed
        ],
    }
