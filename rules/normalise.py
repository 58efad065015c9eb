"""Column names as compared: what two sites print differently and mean alike becomes one key.

The key is for comparing only and is never shown: words that join (及, 和, 与, /) are dropped from it. Which words are
taken off or made alike stands in ``names.toml``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from rules.names import NAMES, either

if TYPE_CHECKING:
    from collections.abc import Callable

    from rules.model import Site

_MOST_ROUNDS = 8
_LONGEST = 200
"""Characters of a printed name that are looked at; anything longer is no name of a column."""

_BLANKS = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\u3164\ufeff]+"
)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_QUOTES = re.compile(r"[“”„‟\"'‘’`「」『』﹁﹂]")
_MARKS_IN_BRACKETS = re.compile(
    rf"[(\[【〔{{<《]{either(NAMES.compared.remarks)}[)\]】〕}}>》]",
    re.IGNORECASE,
)
_BRACKETS = re.compile(
    r"[(\[【〔{<《](?:已?归档|归档|已归档|旧|新|new|hot|试行|暂行|停用|停更|已停更|历史|更多|详细|详情|"
    r"[省市州县区乡镇村、,]{1,6}|\d{1,6}[条项篇个]?|(?:19|20)\d\d年?[版份]?)[)\]】〕}>》]",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[()\[\]【】〔〕{}<>«»‹›《》〈〉]+")
_DECORATION = re.compile(r"[·•■□◆◇●○★☆▲△▶►▼→⇒|¦:;+*=~_\-—–―.…。!?#^※§]+")
_LATIN_TAIL = re.compile(r"(?<=[\u4e00-\u9fff])[A-Za-z]{4,}$")
_JOINTS = re.compile(either(NAMES.compared.joints))
_TAIL = re.compile(rf"{either(NAMES.compared.end)}$", re.IGNORECASE)
_HEAD = re.compile(rf"^{either(NAMES.compared.front)}")
_NUMBERING = re.compile(r"^(?:[(（]?[一二三四五六七八九十]{1,3}[)）、.]|\d{1,2}[、.](?!\d))")
_TRADITIONAL_RANGE = re.compile(r"[\u4e00-\u9fff]")
_PLAIN = re.compile(r"(?:(?![一二三四五六七八九十][、.])[\u4e00-\u9fff])*")
"""Names of nothing but characters, as most are; they need none of the slower looks."""

_AUTONOMOUS = re.compile(rf"^(.{{2,6}}?){either(NAMES.places.nations)}+自治(州|县|旗|区)$")
_PLACE = re.compile(rf"(.{{1,18}}?{either(NAMES.places.kinds)})")
_PLACE_TAIL = re.compile(rf"{either(NAMES.places.kinds)}$")
_SITE_TAIL = re.compile(rf"{either(NAMES.places.site_end)}$")
_GOVERNMENT_TAIL = re.compile(rf"{either(NAMES.places.government_end)}$")


def _converter() -> Callable[[str], str]:
    """The traditional to simplified converter, loaded at first need."""
    import opencc  # noqa: PLC0415 - most runs meet no traditional character before the first page

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


_cached_converter = lru_cache(maxsize=1)(_converter)


@lru_cache(maxsize=32_768)
def simplify(text: str) -> str:
    """Return the text in simplified characters of ordinary width (NFKC)."""
    plain = unicodedata.normalize("NFKC", text)
    if not _TRADITIONAL_RANGE.search(plain):
        return plain
    return _cached_converter()(plain)


@lru_cache(maxsize=65_536)
def normalise_name(name: str, *, place_names: tuple[str, ...] = ()) -> str:
    """Return the key by which a printed name is compared; empty where nothing but decoration is left.

    Args:
        name: a column's name as printed.
        place_names: names of the place and of the organ the site belongs to (``place_names_of``); they are
            dropped from the front, so that 清溪县财政预决算 and 财政预决算 are one.
    """
    text = _BLANKS.sub("", _CONTROLS.sub("", simplify(name[:_LONGEST]))).lower()
    # Taking one thing off can bring another to the end: 专栏 before 更多.
    for _ in range(_MOST_ROUNDS):
        shorter = _compared(text, place_names)
        if shorter == text:
            break
        text = shorter
    return text


def _compared(text: str, place_names: tuple[str, ...]) -> str:
    """One round of taking off what does not count."""
    if not _PLAIN.fullmatch(text):
        text = unicodedata.normalize("NFKC", _BLANKS.sub("", text)).lower()
        text = _QUOTES.sub("", text)
        text = _NUMBERING.sub("", text)
        text = _MARKS_IN_BRACKETS.sub("", text)
        text = _DECORATION.sub("", _BRACKETS.sub("", text))
        text = _LATIN_TAIL.sub("", text)
    for printed, usual in NAMES.compared.usual:
        text = text.replace(printed, usual)
    text = _without_tail(_without_head(_without_place_after(text, place_names), place_names))
    return _JOINTS.sub("", text)


def _without_head(text: str, place_names: tuple[str, ...]) -> str:
    """Drop place names and 本县, 市级 … from the front, as long as two characters remain."""
    changed = True
    while changed:
        changed = False
        for place in place_names:
            if text.startswith(place) and len(text) >= len(place) + 2:
                text = text[len(place) :]
                changed = True
        head = _HEAD.match(text)
        if head is not None and len(text) >= head.end() + 2:
            text = text[head.end() :]
            changed = True
    return text


def _without_place_after(text: str, place_names: tuple[str, ...]) -> str:
    """走进清溪 as 走进: the place after a word that only introduces it."""
    for word in NAMES.compared.introductions:
        if text.startswith(word) and text[len(word) :] in place_names:
            return word
    return text


def _without_tail(text: str) -> str:
    """Drop 更多, 专栏 … from the end, as long as two characters remain."""
    tail = _TAIL.search(text)
    while tail is not None and (tail.start() >= 2 or tail[0].lower() in NAMES.compared.end_always):  # noqa: PLR2004
        text = text[: tail.start()]
        tail = _TAIL.search(text)
    return text


def place_names_of(site: Site) -> tuple[str, ...]:
    """Return the names by which a site calls its own place and organ, longest first.

    清溪县人民政府 gives 清溪县 and 清溪; 三都水族自治县 also gives 三都县 and 三都自治县; 清溪县教育局 also gives
    清溪县教育局, so that a department's own name before 信息公开指南 does not hide the guide.
    """
    name = simplify(site.name)
    name = _BLANKS.sub("", name)
    name = re.split(r"[-_—|·(（]", name, maxsplit=1)[0]
    name = _SITE_TAIL.sub("", name) or name
    organ = _GOVERNMENT_TAIL.sub("", name)
    found: set[str] = set()
    if organ != name and organ:
        found.add(organ)
    elif len(name) > 3:  # noqa: PLR2004 - 教育局 alone is not the name of one organ
        found.add(name)
    rest = organ
    while (place := _PLACE.match(rest)) is not None:
        found.update(_spellings(place[1]))
        rest = rest[place.end() :]
    return tuple(sorted((spelling for spelling in found if len(spelling) > 1), key=lambda word: (-len(word), word)))


def _spellings(place: str) -> set[str]:
    """The full name of a place and the short forms in use."""
    spellings = {place}
    autonomous = _AUTONOMOUS.match(place)
    if autonomous is not None:
        stem, kind = autonomous[1], autonomous[2]
        spellings.update({stem, stem + kind, f"{stem}自治{kind}"})
    else:
        stem = _PLACE_TAIL.sub("", place)
        spellings.add(stem)
    return spellings
