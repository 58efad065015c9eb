"""Everything that belongs to one finding, gathered from the history and from the evidence it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.evidence_reading import EvidenceError, EvidenceFolder, StoredRecord, StoredResponse
from monitor.database import current
from monitor.errors import UsageError
from monitor.evidence import records_of
from monitor.explaining import evidence_states, explained
from monitor.language import gettext as _
from monitor.text import plain
from rules.model import Miss, PageVisit

if TYPE_CHECKING:
    from pathlib import Path

    from monitor.explaining import EvidenceState
    from rules.explain import Explanation
    from rules.model import Evidence, Site
    from storage import History, StoredFinding, SweepInfo


@dataclass(frozen=True, slots=True)
class CasePage:
    """One page that the finding rests on."""

    place: Evidence
    visit: PageVisit | Miss | None
    """What that night noted of it; ``None`` where its snapshot was let go."""
    records: tuple[StoredRecord, ...] = ()
    """The record of the page, then all that it is made of; empty where there is none, or it is broken."""
    response: StoredResponse | None = None
    broken: EvidenceError | None = None

    @property
    def picture(self) -> bytes | None:
        """The page as a browser drew it, where one showed it."""
        return next((one.block for one in self.records if one.member.first("Content-Type") == "image/png"), None)


@dataclass(frozen=True, slots=True)
class Case:
    """One finding with its law, its nights and its pages."""

    finding: StoredFinding
    explanation: Explanation
    states: tuple[EvidenceState, ...]
    """Whether the record that each place of the finding names is whole."""
    site: Site
    sweep: SweepInfo
    sweeps: tuple[SweepInfo, ...]
    """All there are, for the chain of seals."""
    pages: tuple[CasePage, ...]

    @property
    def broken(self) -> tuple[EvidenceError, ...]:
        """What is wrong with the evidence."""
        return tuple(page.broken for page in self.pages if page.broken is not None)


def gather(history: History, folder: Path, site: str, item: str, *, sweep: int | None) -> Case:
    """Put together what stands behind a finding.

    Args:
        history: Open for reading.
        folder: Where the WARC files are.
        site: Its id.
        item: The id of the item, or ``standard/item``.
        sweep: As it stood at the end of this one; ``None`` is now.

    Raises:
        UsageError: There is no such finding, or several.
    """
    finding = _chosen(history, site, item, sweep)
    explanation = explained(history, finding)
    info = history.sweep(finding.sweep)
    registered = next((one for one in history.plan(finding.sweep).sites if one.id == finding.site), None)
    if info is None or registered is None:
        raise UsageError(
            _("The plan of sweep {number} does not name site {site}; check the file with `gongkai doctor`.").format(
                number=finding.sweep, site=plain(finding.site)
            )
        )
    snapshot = history.snapshot(finding.sweep, finding.site)
    visits: tuple[PageVisit | Miss, ...] = () if snapshot is None else (*snapshot.pages, *snapshot.misses)
    digests = {} if snapshot is None else records_of(snapshot)
    reader = EvidenceFolder(folder)
    pages: dict[tuple[str, str | None], CasePage] = {}
    for place in finding.evidence:
        visit = next((one for one in visits if _same(one, place)), None)
        page = _page(reader, place, visit, digests.get(place.record or ""))
        known = pages.get((place.url, place.record))
        # One page may be quoted more than once; its first quote leads, the others stand in the finding.
        if known is None or (known.place.quote is None and place.quote is not None):
            pages[place.url, place.record] = page
    all_kept = history.plan(finding.sweep).evidence_kept == "all"
    states = evidence_states(finding, snapshot, reader, all_kept=all_kept)
    return Case(finding, explanation, states, registered, info, history.sweeps(), tuple(pages.values()))


def _chosen(history: History, site: str, item: str, sweep: int | None) -> StoredFinding:
    found = current(history, sites=[site], at=sweep)[1]
    chosen = [one for one in found if item in {one.item, f"{one.standard}/{one.item}"}]
    if len(chosen) == 1:
        return chosen[0]
    if not chosen:
        raise UsageError(
            _(
                'There is no finding about item "{item}" of site "{site}"; '
                "`gongkai findings --site {site}` lists those there are."
            ).format(item=plain(item), site=plain(site))
        )
    raise UsageError(
        _('"{item}" is in several standards; write one of {known}.').format(
            item=plain(item), known=", ".join(f"{one.standard}/{one.item}" for one in chosen)
        )
    )


def _same(visit: PageVisit | Miss, place: Evidence) -> bool:
    """Whether a visit is the one that a place of the evidence names."""
    if place.record is not None:
        return visit.record == place.record
    addresses = {visit.url, visit.final_url} if isinstance(visit, PageVisit) else {visit.url}
    return place.url in addresses


def _page(reader: EvidenceFolder, place: Evidence, visit: PageVisit | Miss | None, digest: str | None) -> CasePage:
    if place.record is None:
        return CasePage(place, visit)
    try:
        records = reader.whole(place.record, sha256=digest)
        return CasePage(place, visit, records, reader.response(place.record, sha256=digest))
    except EvidenceError as error:
        return CasePage(place, visit, broken=error)
