"""What is wrong with a standard's file or a row of a table, as codes with values, told in English and Chinese.

``FAULTS`` is closed, as ``rules.sentences.REASONS`` is: a code that is not in it fails the tests. A sentence names the
place (file and line, sheet and row), the item and the key, what is wrong, and what to do about it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from rules.fault_sentences import FAULTS
from rules.sentences import Language, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["FAULTS", "Fault", "Refused", "told", "told_all"]


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong, or that a person should look at."""

    code: str
    values: dict[str, str | int | Sentence] = {}
    place: str = ""
    """The file with its line, or the sheet with its row."""
    item: str | int = ""
    """The id of the item it is about, or its number where it has no id."""
    key: str = ""


class Refused(ValueError):  # noqa: N818 - it is caught as the ValueError that pydantic wants
    """A value that a standard cannot hold; pydantic hands it on as the cause of its error."""

    def __init__(self, code: str, **values: str | int | Sentence) -> None:
        """Keep the ``code`` of ``FAULTS`` and its ``values``."""
        self.code, self.values = code, values
        super().__init__(told(Fault(code=code, values=values)))


def told(fault: Fault, language: Language = "en") -> str:
    """The fault as one sentence without a full stop: place, item, key, what is wrong, what to do."""
    values = {
        name: value.to(language) if isinstance(value, Sentence) else str(value) for name, value in fault.values.items()
    }
    what = FAULTS[fault.code].to(language).format_map(values)
    place = f"{fault.place}: " if fault.place else ""
    if language == "zh":
        numbered = isinstance(fault.item, int)
        who = (f"第 {fault.item} 个事项" if numbered else f"事项“{fault.item}”") if fault.item else ""
        subject = f"{who}的 {fault.key}" if who and fault.key else who or fault.key
        return f"{place}{subject}{'：' if subject else ''}{what}"
    who = f"item {fault.item!r}" if fault.item else ""
    if not fault.key:
        return f"{place}{who}{' ' if who else ''}{what}"
    return f"{place}{who}{': ' if who else ''}{fault.key} {what}"


def told_all(faults: Iterable[Fault], language: Language = "en") -> tuple[str, ...]:
    """Every fault as a sentence, in order."""
    return tuple(told(fault, language) for fault in faults)
