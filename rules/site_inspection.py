"""One site under inspection for one rule about the whole of it: what the site checks look at, and what they answer."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from rules.inspection import Inspection, Ruling, evidence_of
from rules.matching import CLEAR
from rules.model import Evidence, Finding, Outcome, Problem, Reason
from rules.private_data import mask
from rules.visits import place_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from rules.model import ColumnCandidate, PageVisit, Probe, Site
    from rules.standard import Item, SiteRule, Standard
    from rules.visits import Visits
    from rules.workdays import Calendar

_SURE_GRADES = ("exact", "alias")
_NOTHING: Mapping[str, str | int] = {}


class JudgedColumn(NamedTuple):
    """One column with what was concluded about it."""

    candidate: ColumnCandidate
    inspection: Inspection
    ruling: Ruling

    @property
    def is_sure(self) -> bool:
        """Whether the column's name is plainly one of the item's, so that what it lacks is the site's own lack."""
        return self.candidate.grade in _SURE_GRADES and self.candidate.score >= CLEAR

    @property
    def place(self) -> str:
        """The column's address as two spellings of it agree, its printed path where it has none."""
        opened = self.inspection.opened
        if opened.page is not None and opened.url is not None:
            return place_key(opened.page.url)
        return place_key(opened.url) if opened.url is not None else self.inspection.place()


class Tally(NamedTuple):
    """How many faults are proven, and how many more there may be where nobody could look."""

    faults: tuple[str, ...] = ()
    """Names or addresses, in order of sight."""
    open: tuple[str, ...] = ()

    @property
    def most(self) -> int:
        """The faults that there are at the most."""
        return len(self.faults) + len(self.open)


class SiteInspection:
    """Everything a site check may look at. Read-only; site checks never see one another's findings."""

    def __init__(  # noqa: PLR0913 - one call site, all by name
        self,
        *,
        visits: Visits,
        standard: Standard,
        item: Item,
        rule: SiteRule,
        today: dt.date,
        calendar: Calendar,
        findings: Mapping[tuple[str, str], Finding],
        columns: Mapping[tuple[str, str], tuple[JudgedColumn, ...]],
    ) -> None:
        self.visits = visits
        self.standard = standard
        self.item = item
        self.rule = rule
        self.today = today
        self.calendar = calendar
        self.findings = findings
        """Those about columns, by (standard, item)."""
        self.columns = columns
        """Every column that was looked at for an item, by (standard, item), best first."""

    @property
    def site(self) -> Site:
        """The registered site."""
        return self.visits.snapshot.site

    @cached_property
    def home(self) -> PageVisit:
        """The home page as its visitors see it: of several, behind a stub or a frameset, the one with most columns."""
        return max(self.visits.homes, key=lambda page: len(page.facts.columns))

    @property
    def probes(self) -> tuple[Probe, ...]:
        """Questions about the site that no page answers."""
        return self.visits.snapshot.probes

    def number(self, name: str) -> float:
        """A threshold of the rule.

        Raises:
            LookupError: the standard does not give it; the judge says so as a fault of ours.
            TypeError: it is words.
        """
        value = self.rule.limits[name]
        if isinstance(value, str):
            raise TypeError(f"limits.{name} must be a number")
        return value

    def words(self, name: str) -> tuple[str, ...]:
        """Words that the rule gives under a name, parted by ``|``."""
        return tuple(word for word in str(self.rule.limits.get(name, "")).split("|") if word)

    def row(self, item_id: str) -> tuple[str, str] | None:
        """The (standard, item) under which an item of this standard was judged; a row that gave way is found there."""
        own = (self.standard.id, item_id)
        if own in self.findings:
            return own
        other = self.standard.replaced_by(item_id)
        return other if other in self.findings else None

    def finding(self, item_id: str) -> Finding | None:
        """What was concluded about another item of this standard; ``None`` where it does not bind the site."""
        row = self.row(item_id)
        return self.findings[row] if row is not None else None

    def judged(self, item_id: str) -> tuple[JudgedColumn, ...]:
        """The columns that were looked at for another item of this standard."""
        row = self.row(item_id)
        return self.columns.get(row, ()) if row is not None else ()

    def hidden(self) -> str | None:
        """Why the home page was not read as its visitors see it; ``None`` where it was."""
        facts = self.home.facts
        if facts.needs_browser is not None:
            return facts.needs_browser
        if any(self.visits.page(frame) is None for frame in facts.frames):
            return "frames"
        if facts.redirect is not None and not facts.columns:
            return "redirect"
        return None if facts.columns or facts.links or facts.entries else "no-links"

    def evidence(self, page: PageVisit | None = None, quote: str | None = None) -> Evidence:
        """A page as evidence, with the words that decided."""
        return evidence_of(page or self.home, quote)

    def passed(self, code: str, *evidence: Evidence, **values: str | int) -> Ruling:
        """The rule is kept."""
        return self._ruling(Outcome.PASS, code, evidence, values)

    def failed(self, problem: Problem, code: str, *evidence: Evidence, **values: str | int) -> Ruling:
        """The rule is broken, and the pages prove it."""
        return self._ruling(Outcome.FAIL, code, evidence, values, problem=problem)

    def unsure(self, code: str, *evidence: Evidence, **values: str | int) -> Ruling:
        """Nobody can tell, and this is why."""
        return self._ruling(Outcome.UNKNOWN, code, evidence, values)

    def untestable(self, code: str, *evidence: Evidence, **values: str | int) -> Ruling:
        """Nothing that this sweep could see answers the question."""
        return self._ruling(Outcome.NOT_APPLICABLE, code, evidence, values)

    def _ruling(
        self,
        outcome: Outcome,
        code: str,
        evidence: tuple[Evidence, ...],
        values: Mapping[str, str | int] = _NOTHING,
        *,
        problem: Problem | None = None,
    ) -> Ruling:
        shown: dict[str, str | int] = {"item": self.item.name, "url": self.home.url}
        shown |= {key: mask(value) if isinstance(value, str) else value for key, value in values.items()}
        return Ruling(
            outcome=outcome, problem=problem, reason=Reason(code, shown), evidence=evidence or (self.evidence(),)
        )
