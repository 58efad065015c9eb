"""The floors under the reading of the sample province, builder by builder; its blueprints are the truth."""

from __future__ import annotations

import json

from monitor.province.builders import families
from tests.quality.counting import below
from tests.quality.province import family_table, recipe, score_province, summed
from tests.quality.scoring import FLOORS


def test_no_builder_is_read_worse_than_its_floor_and_all_of_them_as_well_as_the_goals_ask() -> None:
    """Exact rate and recall of every fact for every builder by itself; one test, for the province is read once."""
    by_builder, misses = score_province()

    wanted = {"list entries", "entry date", "list newest", "article title", "article date", "column name", "page kind"}
    assert sorted(by_builder) == sorted(families())
    assert {name: wanted - scores.keys() for name, scores in by_builder.items() if wanted - scores.keys()} == {}

    pinned = json.loads(FLOORS.read_text("utf-8"))["province"]
    worse = {name: lost for name, floors in pinned["floors"].items() if (lost := below(by_builder[name], floors))}
    other = "" if pinned["digest"] == recipe() else "the floors were pinned for another province; --write pins anew\n"
    assert worse == {}, f"{other}{family_table(by_builder)}\n" + "\n".join(map(str, misses[:40]))

    totals = summed(by_builder)
    goals = {fact: totals[fact].exact_rate for fact in ("list count", "list newest", "article title", "article date")}
    goals |= {"column name": totals["column name"].recall, "list entries": totals["list entries"].precision}
    assert {fact: rate for fact, rate in goals.items() if rate < 0.97} == {}
