"""What every kind of file is read to, and the mending of its letters."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

FULL_LIMIT = 400_000
"""Characters read of one file; persons' numbers are looked for in all of them, ``TEXT_LIMIT`` are kept."""
_FEWEST_LETTERS = 20
_LEAST_CHINESE = 0.2
_MOST_STRANGE = 0.1
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\ufeff\ufffe]")
_STRANGE = re.compile(r"[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
_BLANKS = re.compile(r"\s+")
_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
# Fonts of PDF files give these out for the characters they look like; compatibility forms cover the radicals of
# Kangxi, and nothing in Unicode's tables the simplified ones of the supplement.
_SUPPLEMENT = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "母民虎西见角贝车长长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
)
_COMPATIBLE = re.compile(r"[\u2f00-\u2fdf\uf900-\ufaff]")


class FileText(NamedTuple):
    """What one file says."""

    text: str
    """Lines; the cells of a row of a table are parted by tabs."""
    pages: int | None = None
    """Pages or sheets that there are."""
    read: int | None = None
    """Of these, how many were read to their end."""
    scanned: bool = False
    images: int = 0
    """Pictures that may hold words."""
    rows: tuple[tuple[tuple[str, ...], ...], ...] = ()
    """Tables as rows of cells; a merged cell stands in every place that it covers."""


def mended(text: str) -> str:
    """The text with one form for each character, line feeds between lines, and nothing invisible in it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _COMPATIBLE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _CONTROL.sub("", text.translate(_SUPPLEMENT))


def length_of(text: str) -> int:
    """Characters without blanks."""
    return len(_BLANKS.sub("", text))


def is_legible(text: str) -> bool:
    """Whether the letters are those of a Chinese document.

    A font without a table of its characters gives out letters that mean nothing; what they say is unknown.
    """
    solid = _BLANKS.sub("", text)
    letters = [letter for letter in solid if letter.isalpha() or _STRANGE.match(letter)]
    if len(letters) < _FEWEST_LETTERS:
        return True
    strange = sum(_STRANGE.match(letter) is not None for letter in letters)
    chinese = sum(_CHINESE.match(letter) is not None for letter in letters)
    return strange <= _MOST_STRANGE * len(letters) and chinese >= _LEAST_CHINESE * len(letters)
