"""What stands behind a finding of the history, and whether the evidence it rests on is still whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from crawler.evidence_reading import EvidenceError, MissingRecordError
from monitor.errors import UsageError
from monitor.evidence import records_of
from monitor.evidence_words import what_is_wrong
from monitor.language import gettext as _
from rules.explain import Counterpart, explain
from rules.model import Outcome
from rules.workdays import Calendar

if TYPE_CHECKING:
    from crawler.evidence_reading import EvidenceFolder
    from rules.explain import Explanation
    from rules.model import Snapshot
    from rules.plan import Plan
    from storage import History, StoredFinding

State = Literal[
    "intact", "missing", "damaged", "altered", "unreadable", "broken", "let-go", "not-kept", "not-looked-at"
]
_BROKEN: dict[str, State] = {
    "missing": "missing",
    "damaged": "damaged",
    "altered": "altered",
    "unreadable": "unreadable",
}


class EvidenceState(NamedTuple):
    """What became of the record that one place of evidence names."""

    record: str | None
    sha256: str | None
    """Of the record; ``None`` where none was noted."""
    state: State
    """``let-go``: by the policy. ``not-kept``: there never was a record. ``not-looked-at``: no folder was named."""
    detail: str = ""


def explained(history: History, finding: StoredFinding) -> Explanation:
    """What stands behind a finding, with the snapshot and the findings of the sweep that found it.

    Raises:
        UsageError: The plan of that sweep does not know the item, which only a damaged file can cause.
    """
    plan = history.plan(finding.sweep)
    for standard in plan.standards:
        for item in standard.items:
            if (standard.id, item.id) == (finding.standard, finding.item):
                return explain(
                    finding,
                    item,
                    standard,
                    snapshot=history.snapshot(finding.sweep, finding.site),
                    calendar=Calendar(),
                    today=plan.as_of,
                    others=_others(history, finding, plan) if item.linked else {},
                )
    raise UsageError(
        _("The plan of sweep {number} does not name {standard}/{item}; check the file with `gongkai doctor`.").format(
            number=finding.sweep, standard=finding.standard, item=finding.item
        )
    )


def _others(history: History, finding: StoredFinding, plan: Plan) -> dict[str, Counterpart]:
    """What that sweep concluded about the other items of the site, by ``standard/item``."""
    names = {f"{standard.id}/{item.id}": item.name for standard in plan.standards for item in standard.items}
    found = {to: Counterpart(to=to, how="link", name=name) for to, name in names.items()}
    for one in history.recorded_findings(finding.sweep, finding.site):
        to = f"{one.standard}/{one.item}"
        found[to] = Counterpart(
            to=to,
            how="link",
            name=names.get(to, ""),
            outcome=one.outcome,
            problem=one.problem,
            column="" if one.match is None else one.match.column,
            url="" if one.match is None else one.url or "",
        )
    return found


def evidence_states(
    finding: StoredFinding, snapshot: Snapshot | None, folder: EvidenceFolder | None, *, all_kept: bool
) -> tuple[EvidenceState, ...]:
    """Whether each record that a finding names is whole, in the order of its evidence.

    Args:
        finding: Recorded.
        snapshot: What it was judged on; ``None`` where that was let go.
        folder: Where its records should be; ``None`` where no bodies are kept.
        all_kept: Whether the plan of its sweep keeps the evidence of passes too.
    """
    digests = {} if snapshot is None else records_of(snapshot)
    known: dict[str, EvidenceState] = {}
    found = []
    for place in finding.evidence:
        if place.record is None:
            found.append(EvidenceState(None, None, "not-kept"))
            continue
        if place.record not in known:
            known[place.record] = _state(finding, place.record, digests, folder, all_kept=all_kept)
        found.append(known[place.record])
    return tuple(found)


def _state(
    finding: StoredFinding,
    record: str,
    digests: dict[str, str | None],
    folder: EvidenceFolder | None,
    *,
    all_kept: bool,
) -> EvidenceState:
    digest = digests.get(record)
    if folder is None:
        return EvidenceState(record, digest, "not-looked-at")
    try:
        folder.whole(record, sha256=digest)
    except EvidenceError as error:
        rests = finding.outcome is not Outcome.PASS or (all_kept and record in digests)
        if isinstance(error, MissingRecordError) and not (digests and rests):
            return EvidenceState(record, digest, "let-go")
        return EvidenceState(record, digest, _BROKEN.get(error.kind, "broken"), what_is_wrong(error))
    return EvidenceState(record, digest, "intact")
