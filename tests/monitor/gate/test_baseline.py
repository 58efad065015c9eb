"""The baseline file: what is read is what was written, and what is wrong with it is told at once."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import ConfigurationError
from monitor.gate.baseline import Accepted, Baseline, KnownStandard, baseline_text, parse_baseline
from monitor.gate.fingerprints import item_digest
from rules.standard import Find, Fresh, Item

LINE = Accepted(site="1", standard="s", item="guide", problem="empty", name="指南", until=dt.date(2027, 1, 1))
STANDARD = KnownStandard(id="s", version="2026-01", digest="d" * 64, items={"rules": "b" * 12, "guide": "a" * 12})
BASELINE = Baseline(tool_version="0.1.0", standards=(STANDARD,), accepted=(LINE,))

words = st.text(min_size=1).filter(str.strip)
days = st.none() | st.dates()
accepted = st.builds(
    Accepted,
    site=words,
    standard=words,
    item=words,
    problem=words,
    name=st.text(),
    reason=st.text(),
    since=days,
    until=days,
)
standards = st.builds(KnownStandard, id=words, version=st.text(), digest=st.text(), items=st.dictionaries(words, words))


def document(**changes: Any) -> str:
    """A baseline as text, with other values in it."""
    return json.dumps({"schema": 1, "tool_version": "0.1.0", "standards": [], "accepted": []} | changes)


def problems(text: str) -> tuple[str, ...]:
    """What is said of a text that is refused."""
    with pytest.raises(ConfigurationError) as refused:
        parse_baseline(text, name="baseline.json")
    return refused.value.lines()


def test_a_baseline_is_one_accepted_failure_a_line() -> None:
    assert baseline_text(BASELINE) == (
        "{\n"
        '  "schema": 1,\n'
        '  "tool_version": "0.1.0",\n'
        '  "standards": [\n'
        "    {\n"
        '      "id": "s",\n'
        '      "version": "2026-01",\n'
        f'      "digest": "{"d" * 64}",\n'
        '      "items": {\n'
        '        "guide": "aaaaaaaaaaaa",\n'
        '        "rules": "bbbbbbbbbbbb"\n'
        "      }\n"
        "    }\n"
        "  ],\n"
        '  "accepted": [\n'
        '    {"site": "1", "standard": "s", "item": "guide", "problem": "empty", '
        '"name": "指南", "until": "2027-01-01"}\n'
        "  ]\n"
        "}\n"
    )


@given(st.lists(accepted, unique_by=lambda line: line.identity), st.lists(standards, unique_by=lambda one: one.id))
def test_what_is_written_is_read_again(lines: list[Accepted], known: list[KnownStandard]) -> None:
    before = Baseline(tool_version="0.1.0", standards=tuple(known), accepted=tuple(lines))
    after = parse_baseline(baseline_text(before), name="baseline.json")

    assert {one.identity: one for one in after.accepted} == {one.identity: one for one in lines}
    assert {one.id: one for one in after.standards} == {one.id: one for one in known}
    assert baseline_text(after) == baseline_text(before)


@given(st.text())
def test_any_text_is_a_baseline_or_is_refused_in_sentences(text: str) -> None:
    try:
        parse_baseline(text, name="baseline.json")
        said: tuple[str, ...] = ()
    except ConfigurationError as error:
        said = error.lines()

    assert all(line.startswith("baseline.json") and line.endswith(".") for line in said)


def test_every_problem_is_told_at_once() -> None:
    row = {"site": "1", "standard": "s", "item": "guide", "problem": "empty"}

    assert problems(document(accepted=[row | {"until": "soon"}, row | {"untill": "2026-12-31"}], extra=1)) == (
        'baseline.json: accepted.0.until: is "soon"; write year-month-day such as 2026-12-31.',
        "baseline.json: accepted.1.untill: is not a setting; did you mean until?",
        "baseline.json: extra: is not a setting; remove it or use one of accepted, schema, standards, tool_version.",
    )


def test_a_failure_accepted_twice_is_refused() -> None:
    row = {"site": "1", "standard": "s", "item": "guide", "problem": "empty"}

    assert problems(document(accepted=[row, row])) == (
        "baseline.json: 1/s/guide/empty is accepted 2 times; keep one of them.",
    )


def test_a_newer_format_is_named() -> None:
    assert problems(document(schema=2)) == (
        "baseline.json: was written by a newer gongkai (schema 2, this one knows 1); upgrade gongkai.",
    )


def test_a_number_beyond_reason_is_refused() -> None:
    assert problems('{"schema": ' + "9" * 5000 + "}")[0].startswith("baseline.json, line 1: is not JSON")


@pytest.mark.parametrize("text", ["[]", "null", "{}", '"baseline"', '{"runs": []}'])
def test_another_document_is_no_baseline(text: str) -> None:
    assert problems(text)[0].startswith("baseline.json: is no baseline of gongkai")


def test_glosses_and_counts_do_not_change_what_an_item_demands() -> None:
    item = Item(id="guide", name="指南", find=Find(aliases=("信息公开指南",)))
    glossed = Item(
        id="guide",
        name="指南",
        name_en="Guide",
        notes="…",
        find=Find(aliases=("信息公开指南",), seen={"信息公开指南": 3}),
    )
    stricter = Item(id="guide", name="指南", find=Find(aliases=("信息公开指南",)), fresh=Fresh(max_age="30d"))

    assert item_digest(item) == item_digest(glossed)
    assert item_digest(item) != item_digest(stricter)
