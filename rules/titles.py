"""Titles of documents as compared: does one title speak of the document that another one is the title of?

关于印发《清溪县烟花爆竹管理办法》的通知 is the title of a document, 《清溪县烟花爆竹管理办法》政策解读 that of its
interpretation; both are about the same words. Two questions are asked of two titles, and they differ in what a wrong
answer costs: ``same_document`` is what an accusation may rest on, ``may_name`` is what keeps from one.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from rules.normalise import simplify
from rules.years import years_named

_FEWEST = 8
"""Letters that two titles must share before they are taken for one document's."""
_MAY_SHARE = 6
_MAY_SHARE_OF = 0.5
_PLACE = re.compile(r"(?:[\u4e00-\u9fff]{1,8}?(?:省|市|州|县|区|旗|盟|乡|镇|街道))+(?:人民政府|政府)?(?:办公室)?")
"""What may stand before the same words in the other title: a place; the name of an office makes another document."""

_QUOTED = re.compile(r"《(.+)》")
_OPENED = re.compile(r"《(.+)$")
_MARKS = re.compile(r"[\s《》〈〉<>“”\"'‘’「」『』【】\[\](){}:;,。、·.!?|丨—\-_~…]+")
_TRIAL = re.compile(
    r"[(（](?:试行|暂行|草案|征求意见稿|公开征求意见稿|送审稿|审议稿|讨论稿|初稿|意见稿)[)）]|征求意见稿"
)
_CUT = re.compile(r"(?:…+|\.{2,}|。{2,})\s*$")
_PASSED_ON = re.compile(r"^.*?关于(?:印发|转发|公布|发布|下发|实施|批转|修订)(?:实施)?")
_ABOUT = re.compile(r"^.*?关于")
_KIND_OF_NOTICE = re.compile(r"的(?:通知|通告|公告|公示|函|启事|令)$")
_TELLING = re.compile(
    r"^(?:一图读懂|一图看懂|一图了解|图解|图说|读懂|政策图解|政策解读|文件解读|部门解读|专家解读|视频解读|音频解读|解读)|"
    r"(?:的|之)?(?:政策|文件|文字|图文|图片|专家|部门|官方|权威|媒体|音频|视频|简明)?(?:解读|图解|问答|解析|起草说明|说明)"
    r"(?:材料|之.{1,30}|[一二三四五六七八九十]|[上中下])?$|的?(?:解读)之.{1,30}$"
)
_ASKING = re.compile(
    r"公开|面向|向?社会(?:公众|各界)?|广泛|再次|公众|征求|征集|征询|听取|意见和?建议|意见|建议|情况|结果|反馈|汇总|采纳|采用|"
    r"说明|的?(?:公告|通告|公示|通知|启事|函)|的"
)


def flat(title: str) -> str:
    """A title in simplified letters of ordinary width, without blanks, marks and quotation signs."""
    return _MARKS.sub("", simplify(title)).lower()


@lru_cache(maxsize=16_384)
def subject(title: str) -> str:
    """What a document is about, in the words of its title, or what an interpretation says that it interprets."""
    text = "".join(simplify(title).split())
    quoted = _QUOTED.search(text)
    if quoted is None:
        quoted = _OPENED.search(text)
    inner = _TRIAL.sub("", _CUT.sub("", quoted[1] if quoted is not None else text))
    if quoted is None or "》" not in text:
        inner = _TELLING.sub("", inner.strip(":;,丨|"))
    inner = _KIND_OF_NOTICE.sub("", inner)
    passed_on = _PASSED_ON.match(inner)
    inner = inner[passed_on.end() :] if passed_on is not None else _ABOUT.sub("", inner)
    if quoted is None:
        inner = _TELLING.sub("", inner)
    return flat(inner)


@lru_cache(maxsize=16_384)
def asked_about(title: str) -> str:
    """What a consultation is about, in the words of its title; also of the notice of what became of it."""
    text = "".join(simplify(title).split())
    if _QUOTED.search(text) is not None:
        return subject(title)
    return flat(_ASKING.sub("", _ABOUT.sub("", _TRIAL.sub("", _CUT.sub("", text)))))


def is_cut(title: str) -> bool:
    """Whether a list printed the title in part only."""
    return _CUT.search(simplify(title)) is not None


def same_document(one: str, other: str) -> bool:
    """Whether two subjects are certainly of one document: alike to the last letter, but for names before them.

    Args:
        one: as ``subject`` or ``asked_about`` gives it.
        other: the like.
    """
    short, long = sorted((one, other), key=len)
    if len(short) < _FEWEST or not long.endswith(short):
        return False
    if short != long and _PLACE.fullmatch(long[: -len(short)]) is None:
        return False
    named = years_named(one), years_named(other)
    return not all(named) or named[0] == named[1]


def may_name(text: str, about: str) -> bool:
    """Whether words may speak of a subject: they share a good part of its letters in one piece.

    Args:
        text: a title, or a line of text.
        about: a subject.
    """
    words = flat(text)
    if not about or not words:
        return False
    if about in words:
        return True
    match = SequenceMatcher(None, words, about, autojunk=False).find_longest_match()
    return match.size >= max(_MAY_SHARE, int(len(about) * _MAY_SHARE_OF))
