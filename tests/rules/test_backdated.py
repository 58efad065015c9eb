"""Two clocks: an entry that appears later than its printed date allows, on proof only."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from rules.judge import judge
from rules.model import Finding, Sighting
from rules.standard import Fresh
from tests.rules.building import CALENDAR, TODAY, at, column, entry, home, item, page, snapshot, standard, verdict

if TYPE_CHECKING:
    from rules.facts import Entry

NOTICES = column("通知公告", "tzgg/")
LISTED = (entry("新", "2026-11-20"), entry("迟", "2026-11-02"), entry("旧", "2026-10-15"))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def seen(title: str, printed: str, first: str, covered: str | None = None, **more: str) -> Sighting:
    """When we first saw an entry, and what the page had shown before."""
    line = entry(title, printed)
    return Sighting(
        page=at(more.get("where", "tzgg/")),
        title=title,
        url=line.url,
        printed=line.date,
        first_seen=day(first),
        covered_before=None if covered is None else day(covered),
        listed_from=day(more["since"]) if "since" in more else None,
    )


OLD = seen("旧", "2026-10-15", "2026-10-16")
NEW = seen("新", "2026-11-20", "2026-11-22", "2026-11-21", since="2026-10-15")


def judged(*sightings: Sighting, fresh: Fresh | None = None, entries: tuple[Entry, ...] = LISTED) -> Finding:
    """The finding about the list, with the memory of earlier sweeps."""
    wanted = item(fresh=fresh or Fresh(max_age="14d"))
    (finding,) = judge(
        snapshot(home(NOTICES), page("tzgg/", *entries)),
        (standard(wanted),),
        today=TODAY,
        calendar=CALENDAR,
        sightings=sightings,
    )
    return finding


def test_an_entry_that_an_earlier_reading_should_have_shown_is_backdated() -> None:
    """Read on the 21st without it; it prints the 2nd and stands above one known since October."""
    finding = judged(OLD, NEW, seen("迟", "2026-11-02", "2026-11-22", "2026-11-21", since="2026-10-15"))

    assert verdict(finding) == ("fail", "backdated", "backdated")
    assert finding.reason.values == {
        "column": "通知公告",
        "url": at("tzgg/"),
        "title": "迟",
        "printed": "2026-11-02",
        "page": at("tzgg/"),
        "covered": "2026-11-21",
        "first_seen": "2026-11-22",
        "number": 1,
    }


@pytest.mark.parametrize(
    "late",
    [
        seen("迟", "2026-11-02", "2026-11-22"),  # the page was never read before
        seen("迟", "2026-11-02", "2026-11-22", "2026-11-06", since="2026-10-15"),  # read within the usual delay
        seen("迟", "2026-11-02", "2026-11-22", "2026-11-21"),  # nothing dated stood there then
        seen("迟", "2026-11-02", "2026-11-22", "2026-11-21", since="2026-11-10"),  # it stood on a later page then
        seen("迟", "2026-11-02", "2026-11-22", "2026-11-21", since="2026-10-15", where="elsewhere/"),
    ],
)
def test_without_proof_nobody_is_accused(late: Sighting) -> None:
    """Where an earlier sweep did not provably cover the place."""
    assert verdict(judged(OLD, NEW, late)) == ("pass", None, "fresh")


def test_an_entry_that_moved_up_from_an_unread_page_is_not_accused() -> None:
    """Nothing below it was known: others above were deleted, and it came into view."""
    late = seen("迟", "2026-11-02", "2026-11-22", "2026-11-21", since="2020-01-01")
    last = (entry("新", "2026-11-20"), entry("迟", "2026-11-02"))

    assert verdict(judged(NEW, late, entries=last)) == ("pass", None, "fresh")


def test_completing_an_archive_is_not_backdating() -> None:
    """A document of years ago hides no missed day."""
    late = seen("迟", "2024-11-02", "2026-11-22", "2026-11-21", since="2020-01-01")
    old = seen("古", "2023-01-01", "2026-10-01")
    listed = (entry("新", "2026-11-20"), entry("迟", "2024-11-02"), entry("古", "2023-01-01"))

    assert verdict(judged(old, NEW, late, entries=listed)) == ("pass", None, "fresh")


def test_a_bulk_import_is_recognised() -> None:
    """Five entries with one date appear together; four are too few for an import."""
    several = tuple(entry(f"迟{number}", "2026-11-02") for number in range(5))
    memory = tuple(seen(line.title, "2026-11-02", "2026-11-22", "2026-11-21", since="2026-10-15") for line in several)
    rest = (entry("旧", "2026-10-15"),)

    five = judged(OLD, NEW, *memory, entries=(LISTED[0], *several, *rest))
    four = judged(OLD, NEW, *memory[:4], entries=(LISTED[0], *several[:4], *rest))

    assert [verdict(found)[:2] for found in (five, four)] == [("pass", None), ("fail", "backdated")]


def test_an_item_without_a_clock_cannot_be_backdated() -> None:
    """There is no day to miss."""
    late = seen("迟", "2026-11-02", "2026-11-22", "2026-11-21", since="2026-10-15")

    assert verdict(judged(OLD, NEW, late, fresh=Fresh(permanent=True)))[0] == "pass"
