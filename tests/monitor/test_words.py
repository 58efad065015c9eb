"""Every code that can reach a reader has its word, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from monitor import words
from monitor.language import speak
from monitor.views.doctor import HEALTHS, PARTS
from monitor.views.page import AREAS
from monitor.views.reckoning import DAY_KINDS
from monitor.views.standards import FINDS, PERIODS
from monitor.views.story import CAUSES
from rules.facts import Area, PageKind
from rules.model import Body, Facet, Grade, Level, MissReason, Outcome, Problem, Severity
from rules.standard import FindKind, Period, State
from rules.workdays import DayKind
from storage.values import Cause
from tests.monitor.samples import STANDARD, YEARBOOK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SPOKEN: list[tuple[Callable[[str], str], Iterable[str]]] = [
    (words.outcome, Outcome),
    (words.facet, Facet),
    (words.problem, Problem),
    (words.miss, MissReason),
    (words.severity, get_args(Severity)),
    (words.level, get_args(Level)),
    (words.body, get_args(Body)),
    (words.grade, get_args(Grade)),
    (words.kind, get_args(PageKind)),
    (words.verdict, ("match", "ambiguous", "none")),
    (words.state, get_args(State)),
]


@pytest.mark.parametrize(("word", "codes"), SPOKEN)
def test_every_code_has_a_word_in_both_languages(word: Callable[[str], str], codes: Iterable[str]) -> None:
    """A code that is added to the vocabulary needs its word here."""
    english = [word(str(code)) for code in codes]
    speak("zh")
    try:
        chinese = [word(str(code)) for code in codes]
    finally:
        speak("en")

    assert all(english)
    assert all(not word.isascii() for word in chinese)
    assert len(set(english)) == len(english)


def test_the_tables_of_the_views_name_every_code() -> None:
    """The same for what only one view shows."""
    assert set(AREAS) == set(get_args(Area))
    assert set(CAUSES) == set(get_args(Cause))
    assert set(DAY_KINDS) == set(get_args(DayKind))
    assert set(FINDS) == set(get_args(FindKind))
    assert set(PERIODS) == set(get_args(Period))
    assert set(HEALTHS) == {"good", "note", "bad"}
    assert "database" in PARTS
    assert set(words.OUTCOMES) == set(Outcome)
    assert set(words.PROBLEMS) == set(Problem)


def test_an_item_without_a_gloss_keeps_its_chinese_name_in_english() -> None:
    """Law is never translated on the way."""
    assert (words.item_name(YEARBOOK), words.item_name(STANDARD.items[1])) == ("Annual disclosure report", "通知公告")
    speak("zh")
    try:
        assert words.item_name(YEARBOOK) == "政府信息公开年报"
        assert words.standard_title(STANDARD) == "政府信息公开平台规范"
    finally:
        speak("en")
    assert words.standard_title(STANDARD) == "Disclosure platform layout"
