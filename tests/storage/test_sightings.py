"""The second clock: when an entry was first seen."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import zstandard

from rules.facts import Entry
from storage import open_history
from tests.storage.samples import FIRST_NIGHT, at, findings, night, plan, snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules.model import Snapshot
    from storage import History

SCHEMAS = Path(__file__).parent / "schemas"


def listing(number: int, entries: Sequence[tuple[str, dt.date]], path: str = "zwgk/") -> Snapshot:
    """A night on which one list shows these entries."""
    collected = snapshot("qingxi", night(number), paths=("", path))
    page = collected.pages[1]
    facts = msgspec.structs.replace(
        page.facts, entries=tuple(Entry(title, f"{page.url}{title}.html", day) for title, day in entries)
    )
    return msgspec.structs.replace(collected, pages=(collected.pages[0], msgspec.structs.replace(page, facts=facts)))


def record(history: History, number: int, collected: Snapshot) -> list[tuple[object, ...]]:
    """Ask as the judge would, then store; what was said is the same before and after."""
    day = night(number)
    before = history.sightings(collected, today=day)
    sweep = history.begin_sweep(plan(day), started=at(day))
    history.record_site(sweep, collected, findings("qingxi", day, {}))
    history.finish_sweep(sweep, {}, finished=at(day, 3))
    assert history.sightings(collected, today=day) == before
    return [(each.title, each.first_seen, each.covered_before, each.listed_from) for each in before]


def test_on_the_first_night_nothing_can_be_said(history: History) -> None:
    assert record(history, 1, listing(1, [("one", FIRST_NIGHT)])) == [("one", night(1), None, None)]


def test_a_new_entry_carries_what_the_last_reading_covered(history: History) -> None:
    early, late = dt.date(2025, 11, 1), dt.date(2025, 12, 20)
    record(history, 1, listing(1, [("old", early), ("one", late)]))

    assert record(history, 3, listing(3, [("two", late), ("one", late), ("old", early)])) == [
        ("two", night(3), night(1), early),
        ("one", night(1), None, None),
        ("old", night(1), None, None),
    ]


def test_an_entry_that_moves_to_another_page_or_comes_back_is_not_new(history: History) -> None:
    day = dt.date(2025, 11, 1)
    record(history, 1, listing(1, [("one", day)]))
    record(history, 2, listing(2, [("two", day)]))

    back = record(history, 3, listing(3, [("one", day), ("two", day)]))
    moved = listing(4, [("one", day)], path="zwgk/index_2.html")
    entry = msgspec.structs.replace(moved.pages[1].facts.entries[0], url="http://www.qingxi.gov.cn/zwgk/one.html")
    page = msgspec.structs.replace(
        moved.pages[1], facts=msgspec.structs.replace(moved.pages[1].facts, entries=(entry,))
    )
    elsewhere = record(history, 4, msgspec.structs.replace(moved, pages=(moved.pages[0], page)))

    assert [row[1] for row in back] == [night(1), night(2)]
    assert elsewhere == [("one", night(1), None, None)]


def test_a_new_entry_on_a_list_never_read_before_accuses_nobody(history: History) -> None:
    record(history, 1, listing(1, [("one", FIRST_NIGHT)]))

    assert record(history, 2, listing(2, [("two", FIRST_NIGHT)], path="gsgg/")) == [("two", night(2), None, None)]


def test_a_site_that_gets_other_addresses_publishes_nothing_anew(history: History) -> None:
    day = dt.date(2025, 11, 1)
    record(history, 1, listing(1, [("one", day), ("two", day)]))
    moved = listing(2, [("one", day), ("two", day)])
    facts = moved.pages[1].facts
    other = tuple(
        msgspec.structs.replace(entry, url=address)
        for entry, address in zip(
            facts.entries, ["https://www.qingxi.gov.cn/zwgk/one.html", "http://new.gov.cn/art/2.html"], strict=True
        )
    )
    page = msgspec.structs.replace(moved.pages[1], facts=msgspec.structs.replace(facts, entries=other))

    assert [row[1] for row in record(history, 2, msgspec.structs.replace(moved, pages=(moved.pages[0], page)))] == [
        night(1),
        night(1),
    ]
    # A title that is mended later is found by the new address.
    mended = tuple(msgspec.structs.replace(entry, title=f"关于{entry.title}") for entry in other)
    page = msgspec.structs.replace(moved.pages[1], facts=msgspec.structs.replace(facts, entries=mended))
    again = msgspec.structs.replace(snapshot("qingxi", night(3)), pages=(moved.pages[0], page))
    assert [row[1] for row in record(history, 3, again)] == [night(1), night(1)]


def test_a_reading_by_another_program_covers_nothing(history: History) -> None:
    day = dt.date(2025, 11, 1)
    record(history, 1, listing(1, [("one", day)]))
    history.begin_sweep(plan(night(2), tool="0.2.0"), started=at(night(2)))

    sightings = history.sightings(listing(2, [("two", day), ("one", day)]), today=night(2))

    assert [(each.title, each.first_seen, each.covered_before) for each in sightings] == [
        ("two", night(2), None),
        ("one", night(1), None),
    ]


def test_a_history_that_was_begun_without_sightings_knows_what_it_had_read(path: Path) -> None:
    path.write_bytes(zstandard.decompress((SCHEMAS / "schema-1.db.zst").read_bytes()))
    with open_history(path) as history:
        first = history.snapshot(1, "qingxi")
        assert first is not None

        seen = history.sightings(first, today=night(99))

    assert {(each.first_seen, each.covered_before) for each in seen} == {(night(1), None)}
