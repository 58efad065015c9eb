"""What holds for any names whatever: nothing raises, keys are stable, the order of columns does not matter."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rules
from rules.facts import Area
from rules.loading import StandardError, parse_standard
from rules.matching import MOST_CANDIDATES, Matcher
from rules.model import Role, SeenColumn, Site
from rules.normalise import normalise_name, place_names_of
from rules.timelimits import read_time_limits

_FILE = Path(rules.__file__).parent / "standards" / "platform-2019.toml"
PLATFORM = parse_standard(_FILE.read_text("utf-8"), name=_FILE.name)
ITEMS = [(PLATFORM, item) for item in PLATFORM.items]
MATCHER = Matcher([PLATFORM], place_names=("清溪县", "清溪"))

PIECES = [
    "政府",
    "信息",
    "公开",
    "指南",
    "年报",
    "财政",
    "预决算",
    "清溪县",
    "及",
    "/",
    "“三公”",
    " ",
    "专栏",
    ">>",
    "2024年",
    "非",
    "網",
]
names = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
columns = st.builds(
    SeenColumn,
    name=names,
    url=st.one_of(st.none(), st.sampled_from(["http://a/", "http://a/1/", "http://a/2/", "http://b/"])),
    parents=st.lists(st.sampled_from(["政府信息公开", "法定主动公开内容", "网站年报", "首页"]), max_size=2).map(tuple),
    area=st.sampled_from(get_args(Area)),
    page=st.sampled_from(["", "http://a/", "http://a/1/"]),
    role=st.sampled_from(get_args(Role)),
)


@given(names)
def test_a_key_is_its_own_key(name: str) -> None:
    key = normalise_name(name)
    assert normalise_name(key) == key


@given(names, st.lists(names, max_size=3))
def test_any_name_has_an_answer(name: str, parents: list[str]) -> None:
    found = MATCHER.match(name, parents=tuple(parents))
    assert (found.verdict == "none") == (not found.candidates)
    scores = [candidate.score for candidate in found.candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@settings(max_examples=60, deadline=None)
@given(st.lists(columns, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_columns_does_not_matter(seen: list[SeenColumn], shuffler: object) -> None:
    shuffled = list(seen)
    shuffler.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = MATCHER.assign(seen, ITEMS), MATCHER.assign(shuffled, ITEMS)
    assert first == second
    assert list(first) == [(standard.id, item.id) for standard, item in ITEMS]
    for assignment in first.values():
        assert (assignment.verdict == "none") == (not assignment.candidates)
        assert len(assignment.candidates) <= MOST_CANDIDATES
        assert all(candidate.column in seen for candidate in assignment.candidates)


@given(st.text(max_size=60))
def test_any_site_has_names_of_a_place(name: str) -> None:
    site = Site(id="1", name=name, url="http://127.0.0.1/", level="county", body="government")
    places = place_names_of(site)
    assert list(places) == sorted(places, key=lambda word: (-len(word), word))
    assert all(len(place) > 1 for place in places)


@given(st.text(max_size=80))
def test_any_words_are_read_or_listed(words: str) -> None:
    reading = read_time_limits(words)
    assert bool(reading.limits or reading.unread) or not words.strip() or not any(map(str.isalnum, words))


@given(st.text(max_size=200))
def test_any_text_that_is_no_standard_says_why_not(text: str) -> None:
    with pytest.raises(StandardError) as caught:
        parse_standard(text, name="own.toml")
    assert caught.value.problems
    assert all(problem.startswith("own.toml") for problem in caught.value.problems)
