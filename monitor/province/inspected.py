"""Sites for the rows that look at more than one column: small ones, each keeping or breaking its duties in its own way.

What is linked to what, which consultation has its result, whose home page stands still: the story of a site says it in a
few words (``inspected.toml``), beside the verdicts that a careful person comes to. Only those verdicts are its truth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from monitor.province.scenario import Scenario
from monitor.province.values import Expected
from rules.model import Outcome, Problem

if TYPE_CHECKING:
    import datetime as dt

Mark = Literal["emblem", "report", "id-code", "sponsor", "contact", "icp", "police", "map"]
MARKS: Final[tuple[Mark, ...]] = ("emblem", "report", "id-code", "sponsor", "contact", "icp", "police", "map")


class Inspected(Scenario, frozen=True, kw_only=True):
    """What is kept and broken on one such site."""

    documents: Literal[
        "linked", "by-redirect", "by-picture", "by-click", "as-file", "on-page-two", "unlinked", "scripted"
    ] = "linked"
    """How policy documents and their interpretations lead to one another; ``scripted``: by a script that nobody ran."""
    consultations: Literal[
        "answered", "on-its-page", "in-a-file", "among-notices", "summed-up", "unanswered", "scripted"
    ] = "answered"
    permits: Literal["listed", "worded-otherwise", "paged", "as-text", "lacking", "files"] = "listed"
    foot: tuple[Mark, ...] = MARKS
    foot_as: Literal["text", "script", "picture"] = "text"
    metas: bool = True
    old_markup: bool = False
    """Everything in capitals and tables, as twenty years ago."""
    newest: int = 1
    """Days since anything was published."""
    home: Literal["dated", "month-and-day", "scripted", "carousel", "offsite", "days-ago"] = "dated"
    """``carousel``: the newest stands behind a picture and in no list; ``offsite``: the news are those of another site."""
    dead: int = 0
    """Links of the home page that lead nowhere."""
    bare: Literal["no", "empty", "otherwise", "unusual"] = "no"
    """A short menu, most of whose columns are empty, or hold pictures, frames and files in place of lists;
    ``unusual``: or lists that look like none."""
    exposed: bool = False
    """A file among the investment projects holds the identity number of a person."""
    verdicts: dict[str, str]
    """``standard/item`` to the outcome, with the problem behind a blank."""


class Paper(NamedTuple):
    """One article."""

    path: str
    title: str
    date: dt.date
    paragraphs: tuple[str, ...]
    related: tuple[str, str, str] | None = None
    """Heading, words and address of a link to another article; no address where a script writes it."""
    file: str | None = None
    file_name: str = "项目联系人.pdf"
    listed: bool = True


class Column(NamedTuple):
    """One column with its articles, or with the columns below it."""

    path: str
    name: str
    papers: tuple[Paper, ...] = ()
    children: tuple[Column, ...] = ()
    text: tuple[str, ...] = ()
    """A column that is one page."""
    scripted: bool = False
    """The list is written by a script."""
    markup: str = ""
    """What the page holds in place of a list."""
    page_size: int = 100


class Drawn(NamedTuple):
    """A whole site before it is rendered."""

    menu: tuple[Column, ...]
    stubs: dict[str, str]
    """Addresses that lead on to others."""
    files: dict[str, bytes]
    markup: dict[str, str]
    """Further pages, such as those in frames."""


def expected_of(story: Inspected) -> dict[tuple[str, str, str], Expected]:
    """(site, standard, item) to what must be concluded, for the rows that the story speaks of."""
    found = {}
    for row, verdict in story.verdicts.items():
        standard, _, item = row.partition("/")
        outcome, _, problem = verdict.partition(" ")
        found[(story.identity.id, standard, item)] = Expected(Outcome(outcome), Problem(problem) if problem else None)
    return found
