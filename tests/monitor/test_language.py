"""Every message exists in both languages, and the language is chosen the same way for every command."""

from __future__ import annotations

import re
import string
from gettext import GNUTranslations
from typing import TYPE_CHECKING

import pytest

from monitor import catalogue
from monitor.language import UnknownLanguageError, choose, gettext, ngettext, speak, spoken
from tests.monitor.command import gongkai

if TYPE_CHECKING:
    from pathlib import Path

    from babel.messages.catalog import Message

HAN = re.compile(r"[\u4e00-\u9fff]")
SAME_IN_BOTH = {"Python", "SHA-256"}


def test_every_message_in_the_code_has_a_chinese_translation() -> None:
    """The catalogue is complete, and holds nothing that is gone from the code."""
    known = catalogue.translated(catalogue.read_catalogue())

    assert list(catalogue.messages_in_code()) == list(known)


def test_the_catalogue_is_as_the_tool_writes_it() -> None:
    """Nobody edited order or headers by hand."""
    merged = catalogue.merged(catalogue.read_catalogue())

    assert catalogue.source(merged) == catalogue.SOURCE.read_bytes()


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    """What ``gettext`` finds in the .mo file is what stands in the .po file."""
    with catalogue.COMPILED.open("rb") as stream:
        compiled = GNUTranslations(stream)
    for identifier, message in catalogue.translated(catalogue.read_catalogue()).items():
        if isinstance(identifier, str):
            assert compiled.gettext(identifier) == forms(message)[0]
        else:
            assert compiled.ngettext(identifier[0], identifier[1], 2) == forms(message)[0]


def test_translations_speak_chinese_and_fill_the_same_places() -> None:
    """A translation has the placeholders of its message, each with the same format."""
    for identifier, message in catalogue.translated(catalogue.read_catalogue()).items():
        english = identifier if isinstance(identifier, str) else identifier[-1]
        chinese = forms(message)[0]
        assert places(english) == places(chinese), english
        assert HAN.search(chinese) or english in SAME_IN_BOTH or not re.search("[A-Za-z]{3}", chinese), english


def forms(message: Message) -> list[str]:
    """The translations of a message, one for each form of a number."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def places(message: str) -> list[tuple[str, str]]:
    """The names in braces with their formats, sorted."""
    return sorted((name, form or "") for _text, name, form, _conversion in string.Formatter().parse(message) if name)


def test_no_message_hides_inside_an_f_string() -> None:
    """The extractor of messages does not look into the braces of f-strings on Python 3.11."""
    hidden = re.compile(r"""\bf["'][^"']*\{(?:_|ngettext|marked)\(""")
    files = [file for file in catalogue.CODE.rglob("*.py") if "province" not in file.parts]

    assert [file.name for file in files if hidden.search(file.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("arguments", "environment", "chosen"),
    [
        ([], {}, ("en", [])),
        ([], {"LANG": "zh_CN.UTF-8"}, ("zh", [])),
        ([], {"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, ("en", [])),
        ([], {"LC_ALL": "", "LC_MESSAGES": "zh_TW", "LANG": "en_US"}, ("zh", [])),
        (["--lang", "zh", "doctor"], {}, ("zh", ["doctor"])),
        (["doctor", "--lang=en", "--json"], {"LANG": "zh_CN"}, ("en", ["doctor", "--json"])),
        (["match", "--", "--lang"], {}, ("en", ["match", "--", "--lang"])),
    ],
)
def test_the_option_wins_wherever_it_stands_then_the_locale(
    arguments: list[str], environment: dict[str, str], chosen: tuple[str, list[str]]
) -> None:
    """``--lang`` may stand before or after the command; after ``--`` it is a word like any other."""
    assert choose(arguments, environment) == chosen


@pytest.mark.parametrize("arguments", [["--lang", "fr"], ["--lang"], ["--lang="]])
def test_another_language_is_refused(arguments: list[str]) -> None:
    """A language that is not spoken is an error, not English."""
    with pytest.raises(UnknownLanguageError):
        choose(arguments, {})


def test_speaking_chinese_changes_every_message_from_then_on() -> None:
    """The choice holds for plain and counted messages."""
    try:
        speak("zh")
        said = (spoken(), gettext("missing"), ngettext("{count} day counts", "{count} days count", 2))
    finally:
        speak("en")

    assert said == ("zh", "未设置", "计 {count} 天")
    assert gettext("missing") == "missing"


def test_a_wrong_language_is_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    """The sentence comes in the language of the locale."""
    ran = gongkai("--lang", "fr", "doctor", cwd=tmp_path, LC_ALL="zh_CN.UTF-8")

    assert (ran.code, ran.out, ran.sentences) == (2, "", ["--lang 的值为“fr”；请填 zh, en 之一。"])
