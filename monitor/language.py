"""The two languages: which one is spoken, and the catalogue behind every message.

English is the language of the code; Chinese comes from ``locale/zh/LC_MESSAGES/gongkai.mo``. The choice is made once,
at the edge, before anything is said.
"""

from __future__ import annotations

import gettext as _gettext
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
FOLDER = Path(__file__).parent / "locale"
DOMAIN = "gongkai"

_OPTION = "--lang"
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


class _Spoken:
    """What is spoken now."""

    language: Language = "en"
    catalogue: _gettext.NullTranslations = _gettext.NullTranslations()


class UnknownLanguageError(ValueError):
    """``--lang`` names a language that the program does not speak."""

    def __init__(self, given: str) -> None:
        """Keep what was ``given``, which may be empty."""
        super().__init__(given)
        self.given = given


def speak(language: Language) -> None:
    """Use ``language`` for every message from now on."""
    _Spoken.language = language
    _Spoken.catalogue = (
        _gettext.translation(DOMAIN, FOLDER, ["zh"]) if language == "zh" else _gettext.NullTranslations()
    )


def spoken() -> Language:
    """The language in use."""
    return _Spoken.language


def gettext(message: str) -> str:
    """``message`` in the language in use."""
    return _Spoken.catalogue.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form for ``count`` in the language in use."""
    return _Spoken.catalogue.ngettext(singular, plural, count)


def marked(message: str) -> str:
    """Mark a message for the catalogue without translating it yet."""
    return message


def choose(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[Language, list[str]]:
    """Take ``--lang`` out of a command line, wherever it stands.

    Args:
        arguments: The command line without the program's name.
        environment: Where the locale is looked up when the option is absent.

    Returns:
        The language, and the arguments without the option.

    Raises:
        UnknownLanguageError: The option is there with another value, or with none.
    """
    rest: list[str] = []
    given: str | None = None
    remaining = iter(arguments)
    for argument in remaining:
        if argument == "--":
            rest.extend([argument, *remaining])
        elif argument == _OPTION:
            given = next(remaining, "")
        elif argument.startswith(_OPTION + "="):
            given = argument.removeprefix(_OPTION + "=")
        else:
            rest.append(argument)
    if given is None:
        return from_environment(environment), rest
    if given not in LANGUAGES:
        raise UnknownLanguageError(given)
    return given, rest


def from_environment(environment: Mapping[str, str]) -> Language:
    """The language of the locale: Chinese for any ``zh…``, else English."""
    for variable in _VARIABLES:
        value = environment.get(variable, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
