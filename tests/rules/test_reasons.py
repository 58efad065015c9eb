"""Every reason is a sentence in both languages, and every sentence has its values."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import rules
from rules.model import MissReason, Problem, Reason
from rules.reasons import MISS_WORDS, REASONS, limit_in_words, sentence

_RULES = Path(rules.__file__).parent
_SOURCES = [
    *sorted((_RULES / "checks").glob("*.py")),
    *sorted((_RULES / "site_checks").glob("*.py")),
    _RULES / "judge.py",
    _RULES / "absence.py",
    _RULES / "explain.py",
    _RULES / "media.py",
    _RULES / "linking.py",
    _RULES / "documents.py",
    _RULES / "report_rulings.py",
]
_HAN = re.compile(r"[\u4e00-\u9fff]")


def fields(template: str) -> set[str]:
    """The names of the values a template wants."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", sorted(REASONS))
def test_both_languages_say_the_same_with_the_same_values(code: str) -> None:
    """A Chinese sentence never knows more than the English one, and each is written in its own language."""
    words = REASONS[code]

    assert fields(words.zh) <= fields(words.en) | {"url"}
    assert _HAN.search(words.zh)
    assert not _HAN.search(words.en)


def test_every_code_that_is_used_is_a_sentence_and_every_sentence_is_used() -> None:
    """Read from the sources: a string that looks like a code is one of the closed list."""
    written = {code for source in _SOURCES for code in re.findall(r'"([a-z]+(?:-[a-z]+)*)"', source.read_text("utf-8"))}
    written |= {f"{code}{end}" for code in written for end in ("-few", "-open")}  # rules.site_tallies
    remedies = {f"remedy-{problem.value}" for problem in Problem}

    assert set(REASONS) - written - remedies == set()
    assert remedies <= set(REASONS)


def test_every_miss_reason_has_words() -> None:
    """The list of miss reasons is closed, and so are their words."""
    assert set(MISS_WORDS) == {reason.value for reason in MissReason}


def test_codes_among_the_values_are_put_into_words() -> None:
    """Miss reasons, limits, periods, ages."""
    reason = Reason("column-missed", {"column": "通知公告", "target": "http://a/", "miss": "timeout"})

    assert (
        sentence(reason, "en")
        == "The column “通知公告” exists, but http://a/ was not obtained: it did not answer in time."
    )
    assert sentence(reason, "zh") == "已找到栏目“通知公告”，但 http://a/ 未能取得：响应超时。"
    assert [limit_in_words(text, language) for text in ("1d", "20wd") for language in ("en", "zh")] == [
        *("1 day", "1天", "20 working days", "20个工作日"),
    ]


def test_text_from_a_site_is_never_a_template() -> None:
    """A title with braces stands as it is."""
    reason = Reason("link-opens", {"column": "{miss} {0.__class__}", "target": "http://a/"})

    assert sentence(reason) == "The link “{miss} {0.__class__}” opens http://a/."


def test_an_old_record_with_a_forgotten_code_stays_readable() -> None:
    """Its code and values; a lacking value is named."""
    assert sentence(Reason("forgotten", {"b": 2, "a": "x"})) == "forgotten, a x, b 2"
    assert sentence(Reason("link-opens", {"target": "x"})) == "link-opens (column?)"
