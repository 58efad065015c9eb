"""One column under inspection for one item: what the checks look at, and what they answer."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from rules.hubs import HOME, synonyms
from rules.model import Evidence, Facet, Outcome, PageVisit, Problem, Reason
from rules.normalise import normalise_name
from rules.private_data import mask
from rules.standard import as_judged, base_of
from rules.visits import newest_first

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rules.model import ColumnCandidate
    from rules.neighbours import Neighbours
    from rules.standard import Fresh, Item, Standard
    from rules.visits import Opened, Visits
    from rules.workdays import Calendar

_QUOTE = 200
_NOTHING: Mapping[str, str | int] = {}
_LABELS = 40
_WORDS = frozenset({"title", "words", "channel", "place", "first", "second"})


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """What one check concludes about one column."""

    outcome: Outcome
    problem: Problem | None = None
    reason: Reason
    evidence: tuple[Evidence, ...] = ()
    due: dt.date | None = None
    provisional: bool = False
    facet: Facet | None = None
    """Filled in by the judge from the check that ruled."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One thing published in a column: an entry of its list, a file, or the page itself."""

    title: str
    url: str | None = None
    date: dt.date | None = None
    read_from: str = ""
    page: PageVisit
    """Where it stands."""
    within: str = ""
    """The sub-column it stands in; empty for the column itself."""


class Inspection:
    """Everything a check may look at. Read-only; checks never see one another."""

    def __init__(  # noqa: PLR0913 - one call site, all by name
        self,
        *,
        visits: Visits,
        standard: Standard,
        item: Item,
        candidate: ColumnCandidate,
        opened: Opened,
        today: dt.date,
        calendar: Calendar,
        neighbours: Neighbours | None = None,
    ) -> None:
        self.visits = visits
        self.standard = standard
        self.item = as_judged(standard, item)
        self.candidate = candidate
        self.opened = opened
        self.today = today
        self.calendar = calendar
        self.fresh: Fresh = item.fresh.for_body.get(visits.snapshot.site.body, item.fresh)
        self._neighbours = neighbours

    def columns_of(self, reference: str) -> tuple[Inspection, ...] | None:
        """The columns that may stand for another item, best first; ``None`` where that item is not judged here.

        Args:
            reference: ``standard/item``, or the id of an item of the same standard.
        """
        return None if self._neighbours is None else self._neighbours.columns_of(self.standard, reference)

    @cached_property
    def base(self) -> Item:
        """The item that the column stands for; another than ``item`` where this row is judged on that one's column."""
        return base_of(self.standard, self.item) or self.item

    @property
    def column(self) -> str:
        """The column's name as printed."""
        return self.candidate.column.name

    @property
    def page(self) -> PageVisit:
        """The page that shows the column, or the one its heading was seen on.

        Raises:
            LookupError: neither was visited; presence must be checked first.
        """
        page = self.opened.page or self.visits.page(self.candidate.column.page)
        if page is None:
            raise LookupError(f"no page of {self.column!r} was visited")
        return page

    @cached_property
    def trail(self) -> tuple[str, ...]:
        """Names above the column: as printed where it was seen, else by its own breadcrumb; empty where unknown."""
        printed = (*self.candidate.above, *self.candidate.column.parents)
        if printed or self.opened.page is None:
            return printed
        own = normalise_name(self.column)
        names = ((name, normalise_name(name)) for name in self.opened.page.facts.breadcrumb)
        return tuple(name for name, key in names if key and key != own and key not in HOME)

    @cached_property
    def misplaced(self) -> bool:
        """Whether the column is known to stand outside the item's expected parents; where it stands may be unknown."""
        column, find = self.candidate.column, self.item.find
        printed = self.trail
        if self.candidate.under or not find.under or not printed:
            return False
        above = [*printed]
        for page in (self.opened.page, self.visits.page(column.page)):
            above += page.facts.breadcrumb if page is not None else ()
            if page is not None and page.role == "platform":
                return False
        above += [parent for name in printed for parent in self.visits.parents_of(name)]
        expected = {name for parent in find.under for name in synonyms(normalise_name(parent))}
        return expected.isdisjoint(normalise_name(name) for name in above)

    @property
    def url(self) -> str:
        """The address to name in a reason."""
        return self.opened.url or self.candidate.column.page

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """What is published in the column and its sub-columns, in order of sight, each once."""
        found: dict[tuple[str, str | None, dt.date | None], Line] = {}
        for part in (self.opened, *self.opened.children):
            within = "" if part is self.opened else part.name
            for page in part.pages:
                for line in self._lines_of(page, within):
                    found.setdefault((line.title, line.url, line.date), line)
        return tuple(found.values())

    @cached_property
    def entries(self) -> int:
        """How many entries were read from lists."""
        return sum(len(page.facts.entries) for page in self.opened.everything)

    @cached_property
    def newest(self) -> Line | None:
        """The newest line that is not dated after today."""
        dated = [line for line in self.lines if line.date is not None and line.date <= self.today]
        return max(dated, key=lambda line: line.date or dt.date.min, default=None)

    @cached_property
    def future(self) -> tuple[Line, ...]:
        """Lines dated after today; they never make a column fresh."""
        return tuple(line for line in self.lines if line.date is not None and line.date > self.today)

    @cached_property
    def in_order(self) -> bool:
        """Whether the dated entries of the own list run from new to old, so that unread pages only hold older ones.

        Entries pinned to the top may break the order once.
        """
        dates = [entry.date for page in self.opened.pages for entry in page.facts.entries if entry.date is not None]
        return newest_first(dates)

    def unread(self) -> str:
        """One address that was not read, for a reason; the column's own where none stands out."""
        for part in (self.opened, *self.opened.children):
            if part.unread:
                return part.unread[0]
            if part.page is None and part.url is not None:
                return part.url
        return self.url

    def evidence(self, page: PageVisit | None = None, quote: str | None = None) -> Evidence:
        """A page as evidence, with the words that decided."""
        return evidence_of(page or self.page, quote)

    def place(self) -> str:
        """The column with its parents, as printed."""
        return " > ".join((*self.trail, self.column))

    def passed(
        self,
        code: str,
        *evidence: Evidence,
        due: dt.date | None = None,
        provisional: bool = False,
        also: Mapping[str, str | int] = _NOTHING,
        **values: str | int,
    ) -> Ruling:
        """The check is content."""
        return self._ruling(Outcome.PASS, code, evidence, values={**also, **values}, due=due, provisional=provisional)

    def failed(
        self,
        problem: Problem,
        code: str,
        *evidence: Evidence,
        due: dt.date | None = None,
        provisional: bool = False,
        also: Mapping[str, str | int] = _NOTHING,
        **values: str | int,
    ) -> Ruling:
        """The check found a problem."""
        return self._ruling(
            Outcome.FAIL, code, evidence, problem=problem, values={**also, **values}, due=due, provisional=provisional
        )

    def unsure(
        self,
        code: str,
        *evidence: Evidence,
        due: dt.date | None = None,
        provisional: bool = False,
        also: Mapping[str, str | int] = _NOTHING,
        **values: str | int,
    ) -> Ruling:
        """The check cannot tell, and says why."""
        return self._ruling(
            Outcome.UNKNOWN, code, evidence, values={**also, **values}, due=due, provisional=provisional
        )

    def untestable(
        self, code: str, *evidence: Evidence, also: Mapping[str, str | int] = _NOTHING, **values: str | int
    ) -> Ruling:
        """The obligation is one that nothing on a website can show."""
        return self._ruling(Outcome.NOT_APPLICABLE, code, evidence, values={**also, **values})

    def _ruling(  # noqa: PLR0913 - the four methods above are its callers
        self,
        outcome: Outcome,
        code: str,
        evidence: tuple[Evidence, ...],
        *,
        values: dict[str, str | int],
        problem: Problem | None = None,
        due: dt.date | None = None,
        provisional: bool = False,
    ) -> Ruling:
        """A ruling whose reason names the column and its address beside ``values``."""
        if not evidence:
            source = self.opened.page or self.visits.page(self.candidate.column.page)
            evidence = () if source is None else (self.evidence(source, self.place()),)
        return Ruling(
            outcome=outcome,
            problem=problem,
            reason=Reason(code, {"column": self.column, "url": self.url, **_masked(values)}),
            evidence=evidence,
            due=due,
            provisional=provisional,
        )

    def _lines_of(self, page: PageVisit, within: str) -> tuple[Line, ...]:
        """What one page publishes."""
        facts = page.facts
        if facts.kind in ("error", "blocked"):
            return ()
        lines = [
            self._dated_by_article(
                Line(
                    title=entry.title,
                    url=entry.url,
                    date=entry.date,
                    read_from=entry.read_from,
                    page=page,
                    within=within,
                )
            )
            for entry in facts.entries
        ]
        named = [(file.name, file.url) for file in facts.attachments]
        if not facts.entries and facts.text_length:
            named.append((facts.title or self.column, page.url))
        shown = facts.read_from.get("published", "")
        lines += [
            Line(title=title, url=url, date=facts.published, read_from=shown, page=page, within=within)
            for title, url in named
        ]
        return tuple(lines)

    def _dated_by_article(self, line: Line) -> Line:
        """An entry without a date in the list takes the date its article prints, where that was visited."""
        article = self.visits.page(line.url) if line.date is None and line.url is not None else None
        if article is None or article.facts.published is None:
            return line
        shown = article.facts.read_from.get("published", "")
        return msgspec.structs.replace(line, date=article.facts.published, read_from=shown, page=article)


def evidence_of(page: PageVisit, quote: str | None = None) -> Evidence:
    """A page as evidence; of the words that decided, persons' numbers are masked and no more than a few lines kept."""
    return Evidence(
        url=page.url, record=page.record, sha256=page.sha256, quote=None if quote is None else mask(quote)[:_QUOTE]
    )


def _masked(values: Mapping[str, str | int]) -> dict[str, str | int]:
    """Values with the words of a site in them, persons' numbers masked; addresses stay as they are."""
    return {key: mask(value) if key in _WORDS and isinstance(value, str) else value for key, value in values.items()}


def quote_line(line: Line) -> str:
    """Title and date of a line, as evidence."""
    return f"{line.title} {line.date.isoformat() if line.date else ''}".strip()


def listed(names: list[str] | tuple[str, ...]) -> str:
    """Names joined for a sentence, at most forty."""
    shown = "、".join(names[:_LABELS])
    return shown + ("…" if len(names) > _LABELS else "")
