"""The day of an event that a document prints, from which a limit counts: 处罚决定日期：2026-09-28, 2026年1月20日…批准.

A label (what ends in 日期, 时间, 日) is followed by its date. A verb (批准, 批复, 通过) follows the date in its
sentence, and may speak of something else: of the budget of the year before, of a plan that is still to be approved. So
a verb counts only where the title names the year that its date fits.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple

from rules.hubs import ORGAN_END
from rules.normalise import simplify
from rules.years import years_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.model import PageVisit

_DATE = r"((?:19|20)\d{2})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?"
_BARE_DATE = re.compile(_DATE)
_LABEL_END = re.compile(r"(?:日期?|时间|之日)$")
_SENTENCE = re.compile(r"[。；;！!\n]")
_BEFORE_VERB = 60
_NOT_YET = re.compile(r"拟|将|待|提请|报请|申请|未经|须经|需经|尚未|如获|若获|经.{0,12}后")
_ACCOUNTS = "决算"
_ABOUT_IT = re.compile(
    r"执行|调整|变更|追加|调剂|绩效|评价|审计|整改|审查|债务|债券|专项|直达|解读|图解|问答|季度|半年|月|进展|分析|通知|"
    r"办法|方案|指标|下达|批复"
)
"""A document that speaks of a budget approved before; what reports on the year past and the next names both years."""
_OF_ONE_BODY = re.compile(r"部门|单位")
_GOVERNMENT = re.compile(r"政府|本级|全[省市州县区]|总预算|总决算|财政(?:预算|决算|总)")
_CONGRESS = re.compile(r"人大|人民代表大会|常委会|常务委员会")
"""预算法 article 14 counts from the approval by the congress or its standing committee."""
_FURTHER = re.compile(r"(?:(?<!\d)(\d{1,2})\s*月\s*|[至到—~-]\s*)(\d{1,2})\s*日")
_LONGEST = dt.timedelta(days=400)


class Event(NamedTuple):
    """A day with the words that print it."""

    day: dt.date
    word: str
    """The label or verb that it was found by."""
    quote: str
    told: bool = False
    """Found by a verb in a sentence; a label leaves less room for another meaning."""


def event_of(page: PageVisit, words: str) -> Event | None:
    """Return the event that a page prints; of several days the latest, for a page may gather many.

    Args:
        page: the page of one entry.
        words: labels and verbs, parted by ``|``.
    """
    found = [event for word in words.split("|") for event in _events(page, word.strip()) if word.strip()]
    return max(found, key=lambda event: event.day, default=None)


def _events(page: PageVisit, word: str) -> Iterator[Event]:
    if _LABEL_END.search(word):
        yield from _labelled(page, word)
    else:
        yield from _labelled(page, word, stop=r"\s*[:：]\s*")
        yield from _told(page, word)


def _labelled(page: PageVisit, word: str, *, stop: str = r"\s*[:：]?\s*") -> Iterator[Event]:
    """Dates behind a label, in the metadata table or in the text; a verb (批准2026年…) is a label only with a colon."""
    for name, value in page.facts.fields.items():
        found = re.match(rf"\s*{_DATE}", simplify(value)) if _plain(word) in _plain(name) else None
        day = _day(found)
        if day is not None:
            yield Event(day, word, f"{name} {value}")
    spaced = r"\s*".join(re.escape(letter) for letter in _plain(word))
    for found in re.finditer(rf"{spaced}{stop}{_DATE}", simplify(page.facts.text)):
        day = _day(found)
        if day is not None:
            yield Event(day, word, " ".join(found[0].split()))


def _told(page: PageVisit, word: str) -> Iterator[Event]:
    """Dates before a verb in one sentence, where the title leaves no doubt that it is about this document."""
    title = simplify(page.facts.title or "")
    years = years_named(title)
    if len(years) == 1 and _ABOUT_IT.search(title) is not None:
        return
    if not years or (word != "批复" and _is_of_one_body(title)):
        return
    wanted = max(years) + (_ACCOUNTS in title)
    of_money = "预算" in title or _ACCOUNTS in title
    for sentence in _SENTENCE.split(simplify(page.facts.text)):
        if of_money and word != "批复" and _CONGRESS.search(sentence) is None:
            continue
        for verb in re.finditer(re.escape(word), sentence):
            before = sentence[max(verb.start() - _BEFORE_VERB, 0) : verb.start()]
            day = _last_day(before)
            fits = day is not None and day.year == wanted and not _NOT_YET.search(before)
            if day is not None and fits and all(year in (wanted, wanted - 1) for year in years_named(sentence)):
                yield Event(day, word, " ".join(sentence[: verb.end() + 20].split())[-120:], told=True)


def _last_day(text: str) -> dt.date | None:
    """The last day that a text prints: of 2026年1月18日至20日 the twentieth; one without its year is of that year."""
    found = [*_BARE_DATE.finditer(text)][-1:]
    day = _day(found[0]) if found else None
    if day is None:
        return None
    for later in _FURTHER.finditer(text[found[0].end() :]):
        try:
            day = day.replace(month=int(later[1] or day.month), day=int(later[2]))
        except ValueError:
            return None
    return day


def may_tell(title: str) -> bool:
    """Whether a verb in a document of that title may be about the document: it names a year and no single body."""
    plain = simplify(title)
    years = years_named(plain)
    return bool(years) and not _is_of_one_body(plain) and not (len(years) == 1 and _ABOUT_IT.search(plain))


def _is_of_one_body(title: str) -> bool:
    """Whether a budget is that of a department or unit: its clock starts with the approval by the finance office."""
    if _OF_ONE_BODY.search(title):
        return True
    first = re.split(r"(?:19|20)\d{2}|关于", title, maxsplit=1)[0]
    return ORGAN_END.search(first) is not None and _GOVERNMENT.search(title) is None


def is_plausible(event: Event, published: dt.date) -> bool:
    """Whether a publication can be that of an event: one told of more than a year before is another's."""
    return not event.told or published - event.day <= _LONGEST


def _day(found: re.Match[str] | None) -> dt.date | None:
    """The matched day, ``None`` where the calendar has none such."""
    if found is None:
        return None
    year, month, day = found.groups()[-3:]
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _plain(text: str) -> str:
    """A label without blanks and colons."""
    return re.sub(r"[\s:：]", "", simplify(text))
