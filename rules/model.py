"""The words of the project as values: site, miss, snapshot, finding."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Literal

import msgspec

from rules.facts import Area, PageFacts

Level = Literal["province", "city", "county", "township"]
Body = Literal["government", "department", "enterprise"]
Severity = Literal["veto", "serious", "minor", "advice"]
Grade = Literal["exact", "alias", "contained", "similar"]


class Outcome(StrEnum):
    """What was concluded about one item of one site."""

    PASS = "pass"  # noqa: S105 - an outcome, not a password
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"


class Facet(StrEnum):
    """The four sides of an item, judged in this order; the first that fails names the problem."""

    PRESENCE = "presence"
    CONTENT = "content"
    FRESHNESS = "freshness"
    ELEMENTS = "elements"


class Problem(StrEnum):
    """What is wrong, in one word. ``misplaced`` on a pass is a warning."""

    MISSING = "missing"
    BROKEN = "broken"
    MISPLACED = "misplaced"
    AMBIGUOUS = "ambiguous"
    EMPTY = "empty"
    REDIRECT_ONLY = "redirect-only"
    ERROR_PAGE = "error-page"
    PLACEHOLDER = "placeholder"
    STALE = "stale"
    LATE = "late"
    UNDATED = "undated"
    INCOMPLETE = "incomplete"
    BACKDATED = "backdated"
    EXPOSED = "exposed"
    IRREGULAR = "irregular"


class MissReason(StrEnum):
    """Why something was not obtained. The list is closed."""

    DNS = "dns"
    REFUSED = "refused"
    RESET = "reset"
    TIMEOUT = "timeout"
    TLS = "tls"
    HTTP_4XX = "http-4xx"
    HTTP_5XX = "http-5xx"
    BLOCKED = "blocked"
    LOGIN = "login"
    TOO_LARGE = "too-large"
    REDIRECT_LOOP = "redirect-loop"
    FORBIDDEN_ADDRESS = "forbidden-address"
    ROBOTS = "robots"
    NOT_HTML = "not-html"
    UNDECODABLE = "undecodable"
    NEEDS_BROWSER = "needs-browser"
    BUDGET = "budget"
    OFFSITE = "offsite"
    PROTOCOL = "protocol"
    INTERRUPTED = "interrupted"

    @property
    def permanent(self) -> bool:
        """Whether asking again tonight is of no use."""
        return self in _PERMANENT


_PERMANENT = frozenset(
    {
        MissReason.HTTP_4XX,
        MissReason.TOO_LARGE,
        MissReason.REDIRECT_LOOP,
        MissReason.FORBIDDEN_ADDRESS,
        MissReason.ROBOTS,
        MissReason.NOT_HTML,
        MissReason.UNDECODABLE,
        MissReason.NEEDS_BROWSER,
        MissReason.OFFSITE,
    }
)


class Mapping(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A reviewed answer: on this site the column of that name, or at that address, stands for the item."""

    item: str
    standard: str | None = None
    """``None`` means the item of that id in every standard."""
    column: str | None = None
    """A name as printed; compared as every name is."""
    url: str | None = None
    """The column's address; with ``column`` both must fit."""
    since: dt.date
    until: dt.date
    """The last day on which it holds."""
    reason: str
    owner: str

    def holds_on(self, day: dt.date) -> bool:
        """Whether the answer may be used on that day."""
        return self.since <= day <= self.until


class Excuse(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Why a failure is not held against a site for a while; what was seen stays as it was seen."""

    items: tuple[str, ...]
    """Ids of items, or ``standard/item``; ``*`` is every item."""
    since: dt.date
    until: dt.date
    """The last day on which it holds."""
    reason: str
    owner: str

    def holds_on(self, day: dt.date) -> bool:
        """Whether a failure of that day is excused."""
        return self.since <= day <= self.until

    def covers(self, standard: str, item: str) -> bool:
        """Whether it is about that item."""
        return not {"*", item, f"{standard}/{item}"}.isdisjoint(self.items)


class Site(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One registered website (DESIGN section 4)."""

    id: str
    name: str
    url: str
    level: Level
    body: Body
    region: str | None = None
    office: str | None = None
    standards: tuple[str, ...] | None = None
    """Ids to judge by; ``None`` means every standard that applies."""
    hosts: tuple[str, ...] = ()
    """Further hosts that belong to it; ``host`` or ``host:port``."""
    respect_robots: bool = True
    mappings: tuple[Mapping, ...] = ()
    """Reviewed answers of ``exceptions.toml``, whether they hold today or not."""
    excuses: tuple[Excuse, ...] = ()
    """Exceptions of ``exceptions.toml``, whether they hold today or not."""


Role = Literal["home", "platform", "hub", "column", "list-page", "article", "file", "walk"]


class PageVisit(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One page that was obtained and read."""

    url: str
    """The address as asked for, normalised."""
    final_url: str
    """Where HTTP redirects led."""
    status: int
    fetched_at: dt.datetime
    """UTC, whole seconds."""
    sha256: str
    """Of the body bytes after transfer and content decoding."""
    role: Role
    via: str | None = None
    """The page that linked to it."""
    offsite: bool = False
    not_modified: bool = False
    """The server said 304; the facts are those of the earlier body with the same digest."""
    tls: str | None = None
    """What is wrong with the certificate, ``None`` where nothing is or there is none."""
    etag: str | None = None
    last_modified: str | None = None
    record: str | None = None
    """Id of the WARC record that holds what was read: the response, or the document that a browser showed."""
    record_sha256: str | None = None
    """Of that record without compression; ``None`` where none was noted."""
    rendered: str | None = None
    """Why a browser had to show the page; the facts and the digest are then those of the document it showed."""
    facts: PageFacts


class Miss(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Something that could not be fetched or read."""

    url: str
    reason: MissReason
    detail: str = ""
    """The status code, the error's name, the refused address …"""
    status: int | None = None
    role: Role = "column"
    via: str | None = None
    offsite: bool = False
    at: dt.datetime
    """UTC, whole seconds."""
    record: str | None = None
    """Id of the WARC record that holds the answer, where there was one: a 404 is evidence too."""
    record_sha256: str | None = None
    """Of that record without compression; ``None`` where none was noted."""


class Coverage(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """For one item: was everything looked at that could show it?"""

    standard: str
    item: str
    status: Literal["visited", "absent", "not-visited"]
    """``absent``: every page that could lead to it was read and none does.
    ``not-visited``: the search could not be finished, ``reason`` says why."""
    urls: tuple[str, ...] = ()
    """The candidate columns that were asked for, best first."""
    reason: MissReason | None = None
    blocked_by: str | None = None
    """The address whose miss cut the search short."""


class Probe(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One question about the site itself that no page answers."""

    kind: Literal["https", "ipv6"]
    host: str
    outcome: Literal["yes", "no", "unknown"]
    detail: str = ""
    """What was seen: the error's name, what is wrong with the certificate …"""
    at: dt.datetime
    """UTC, whole seconds."""


class Snapshot(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Everything collected from one site in one sweep, pages and misses in order of visit."""

    site: Site
    pages: tuple[PageVisit, ...]
    misses: tuple[Miss, ...]
    coverage: tuple[Coverage, ...]
    probes: tuple[Probe, ...] = ()
    started: dt.datetime
    finished: dt.datetime
    requests: int = 0
    not_modified: int = 0
    bytes: int = 0
    highest_concurrency: int = 0
    ended: Literal["complete", "budget", "interrupted"] = "complete"
    """``interrupted`` snapshots are never judged nor stored."""


class SeenColumn(msgspec.Struct, frozen=True, omit_defaults=True):
    """A column together with the page on which it was seen; what matching works on."""

    name: str
    url: str | None
    parents: tuple[str, ...] = ()
    area: Area = "nav"
    page: str = ""
    role: Role = "home"
    """Role of the page it was seen on."""


class Candidate(msgspec.Struct, frozen=True, omit_defaults=True):
    """One item that a column name may mean."""

    standard: str
    item: str
    item_name: str
    grade: Grade
    score: float
    """0 to 1, rounded to three digits."""
    matched: str = ""
    """The name or alias of the item that was compared."""


class NameMatch(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one column name means."""

    name: str
    verdict: Literal["match", "ambiguous", "none"]
    candidates: tuple[Candidate, ...] = ()
    """Best first."""


class ColumnCandidate(msgspec.Struct, frozen=True, omit_defaults=True):
    """One column that may stand for an item, with the features that ranked it."""

    column: SeenColumn
    grade: Grade
    score: float
    under: bool = True
    """Whether it stands below one of the item's expected parents."""
    matched: str = ""
    above: tuple[str, ...] = ()
    """Printed names that the page it was seen on adds above the column's own parents."""


class Assignment(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which column stands for an item on this site."""

    standard: str
    item: str
    verdict: Literal["clear", "ambiguous", "none"]
    candidates: tuple[ColumnCandidate, ...] = ()
    """Best first; on ``ambiguous`` the first two differ by less than the margin."""


class Reason(msgspec.Struct, frozen=True, omit_defaults=True):
    """A sentence to be: a code of ``rules.reasons`` and what to put into it."""

    code: str
    values: dict[str, str | int] = {}


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place that supports a finding."""

    url: str
    record: str | None = None
    sha256: str | None = None
    quote: str | None = None


class MatchedColumn(msgspec.Struct, frozen=True, omit_defaults=True):
    """The column a finding is about."""

    column: str
    grade: Grade
    score: float
    offsite: bool = False


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One outcome for (site, item). Never edited; a later sweep supersedes it."""

    site: str
    standard: str
    item: str
    outcome: Outcome
    problem: Problem | None = None
    facet: Facet | None = None
    severity: Severity = "serious"
    reason: Reason
    url: str | None = None
    evidence: tuple[Evidence, ...] = ()
    newest_date: dt.date | None = None
    entries: int | None = None
    match: MatchedColumn | None = None
    candidates: tuple[ColumnCandidate, ...] = ()
    """Every candidate with its features, at most eight, best first, for ``explain``."""
    due: dt.date | None = None
    provisional: bool = False
    """The deadline crosses a stretch whose holidays are not announced."""
    checked_at: dt.datetime
    on_trial: bool = False
    """The standard is a draft, on trial, not yet or no longer in force: shown apart, counted nowhere."""
    excused: Excuse | None = None
    """The exception that holds for this failure; what was seen stays, and counts as no failure."""

    @property
    def counts(self) -> bool:
        """Whether totals, ranks and the gate take notice."""
        return not self.on_trial and self.excused is None


class Sighting(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """When an entry was first seen by us, beside the date it prints: the second of the two clocks."""

    page: str
    """The list page on which it was first seen."""
    title: str
    url: str | None
    printed: dt.date | None
    first_seen: dt.date
    """Day of the sweep that saw it first, anywhere on the site."""
    covered_before: dt.date | None = None
    """Day of the last earlier sweep that read this very page; ``None``: never, so nothing can be said."""
    listed_from: dt.date | None = None
    """The oldest date that the page listed then. An entry printing a later one would have stood there."""
