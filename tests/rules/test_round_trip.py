"""A standard written as a file or as the rows of a sheet and read again is the same standard, whatever it says."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from rules.difference import difference
from rules.loading import parse_standard
from rules.official import read_official, write_official
from rules.standard import (
    BODIES,
    LEVELS,
    AppliesTo,
    Find,
    Fresh,
    Item,
    Linked,
    Points,
    Require,
    SiteRule,
    Source,
    Standard,
)
from rules.writing import standard_toml

AWKWARD = (
    "公开",
    "办公地址|通信地址",
    "（1）“引号”",
    'a "quoted" word',
    "back\\slash",
    "# no comment",
    "[no table]",
    "= 1",
    "50%",
    "'single'",
    "\U00020000",
    "0.10",
)
words = st.sampled_from(AWKWARD)
names = st.sampled_from(("政府信息公开指南", "年报", "甲", "事项名称之一"))
identifiers = st.sampled_from(("a", "guide", "annual-report", "x9-y"))
lists = st.lists(words, max_size=3).map(tuple)
spans = st.builds("{}{}".format, st.integers(1, 999), st.sampled_from(("d", "wd")))
numbers = st.integers(0, 1000) | st.floats(0, 1000, allow_nan=False).map(lambda number: round(number, 3))
provenances = st.sampled_from(("found", "second-hand", "memory", "inferred"))
clocks = st.one_of(
    st.builds(Fresh, permanent=st.just(True)),
    st.builds(Fresh, annual_by=st.sampled_from(("01-31", "03-31"))),
    st.builds(Fresh, max_age=spans),
    st.builds(Fresh, every=st.sampled_from(("month", "year")), within=st.none() | spans),
    st.builds(Fresh, within=spans, of=words),
)
references = st.builds("{}/{}".format, identifiers, identifiers)
targets = identifiers | references
duties = st.one_of(
    st.builds(Linked, to=targets, within=st.none() | spans),
    st.builds(Linked, to=targets, how=st.just("dated"), within=spans),
    st.builds(Linked, to=targets, how=st.just("name"), within=st.none() | spans, words=lists),
    st.builds(Linked, to=targets, how=st.just("listed"), only=lists),
)
site_rules = st.builds(
    SiteRule, check=identifiers, limits=st.dictionaries(identifiers, numbers | words, max_size=3), marks=lists
)
points = st.builds(
    Points,
    each=numbers,
    most=st.none() | numbers,
    part=st.sampled_from(("deduction", "bonus")),
    provenance=provenances,
)
requirements = st.builds(
    Require,
    labels=lists,
    each=lists,
    tolerated=st.integers(0, 9),
    titled=lists,
    headings=lists,
    sums=st.sampled_from((None, "disclosure-report-2021")),
    since_year=st.none() | st.integers(1949, 2100),
)
finds = st.builds(
    Find,
    aliases=lists,
    under=lists,
    kind=st.sampled_from(("list", "page", "link", "form")),
    strict=st.booleans(),
    optional=st.booleans(),
    seen=st.dictionaries(names, st.integers(0, 99), max_size=2),
)
items = st.builds(
    Item,
    id=identifiers,
    field=words,
    group=names,
    name=names,
    name_en=words,
    content=lists,
    basis=lists,
    deadline=words,
    publisher=words,
    channel=lists,
    audience=words,
    method=words,
    levels=st.just(LEVELS) | st.just(LEVELS[:2]),
    bodies=st.just(BODIES) | st.just(BODIES[:1]),
    severity=st.sampled_from(("veto", "serious", "minor", "advice")),
    weight=numbers.map(float),
    provenance=provenances,
    find=finds,
    column_of=st.just("") | identifiers,
    fresh=clocks,
    require=requirements,
    linked=st.lists(duties, max_size=2).map(tuple),
    site=st.none() | site_rules,
    points=st.none() | points,
    same_as=st.just("") | references,
    testable=st.booleans(),
    notes=words,
)
standards = st.builds(
    Standard,
    id=identifiers,
    title=words,
    title_en=words,
    version=words,
    in_force=st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)),
    state=st.sampled_from(("draft", "trial", "in-force", "retired")),
    applies_to=st.builds(AppliesTo, regions=st.lists(st.sampled_from(("52", "5227")), max_size=1).map(tuple)),
    source=st.builds(Source, document=words, number=words),
    items=st.lists(items, min_size=1, max_size=3, unique_by=lambda item: item.id).map(tuple),
)


@given(standards)
def test_a_file_and_back_loses_nothing(standard: Standard) -> None:
    """Every key of every table, whatever stands in it."""
    again = parse_standard(standard_toml(standard), name="again.toml")

    assert again == standard
    assert not difference(standard, again)


@given(standards)
def test_the_rows_of_a_sheet_and_back_lose_nothing(standard: Standard) -> None:
    """The machine's columns carry whole tables; what a sheet has no column for has its default."""
    reading = read_official(write_official(standard))

    assert reading.items == standard.items
