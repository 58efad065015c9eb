"""Answers of list interfaces: JSON and XML that a column page names instead of holding its list."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from crawler.reading.dates import first_date, make_date
from crawler.reading.tree import squeeze
from crawler.reading.urls import normalise_url
from rules.facts import Entry, Pagination

if TYPE_CHECKING:
    from collections.abc import Iterator

_TITLES = (
    "title",
    "docTitle",
    "doctitle",
    "DOCTITLE",
    "TITLE",
    "vc_title",
    "articleTitle",
    "infoTitle",
    "infotitle",
    "name",
    "subject",
    "bt",
    "showTitle",
    "listTitle",
    "DOCRELTITLE",
    "topic",
    "contentTitle",
)
_ADDRESSES = (
    "url",
    "URL",
    "docpuburl",
    "DOCPUBURL",
    "docPubUrl",
    "link",
    "href",
    "post_url",
    "linkUrl",
    "infoUrl",
    "infourl",
    "visitUrl",
    "htmlUrl",
    "pubUrl",
    "puburl",
    "detailUrl",
    "urls",
    "contentUrl",
    "path",
)
_DATES = (
    "publishedTimeStr",
    "pubDate",
    "pubdate",
    "PUBDATE",
    "publishTime",
    "publish_time",
    "publishDate",
    "publishdate",
    "display_publish_time",
    "DOCRELTIME",
    "docreltime",
    "docRelTime",
    "releaseTime",
    "releaseDate",
    "infodate",
    "infoDate",
    "date",
    "time",
    "deploytime",
    "created_at",
    "create_time",
    "createTime",
    "showTime",
    "fbrq",
    "fbsj",
    "publishedTime",
    "c_deploytime",
    "pubtime",
    "PUBLISHTIME",
    "updateTime",
    "savedatetime",
    "writedate",
)
_TOTALS = ("totalPage", "totalPages", "total_page", "pageCount", "pages", "totalpage")
_CALLBACK = re.compile(r"^\s*(?:/\*.*?\*/)?\s*[\w$.]{1,80}\s*\(\s*([\[{].*[\]}])\s*\)\s*;?\s*$", re.DOTALL)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_RECORD = re.compile(r"<record(?:\s[^>]*)?>(.*?)</record>", re.DOTALL | re.IGNORECASE)
_EPOCH_DIGITS = re.compile(r"1[0-9]{9}(?:[0-9]{3})?")
_CHINA = dt.timezone(dt.timedelta(hours=8))
_DEEPEST = 6


class Records(NamedTuple):
    """What one answer of an interface holds."""

    entries: tuple[Entry, ...]
    pages: Pagination | None
    read_from: str
    markup: str = ""
    """A list that came as markup inside the answer, still to be read."""


def read_records(text: str, base: str) -> Records | None:
    """Read an answer of a list interface; ``None`` where the text is none."""
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start in {"{", "["} or _CALLBACK.match(text[:300] + text[-20:]) is not None:
        return _from_json(text, base)
    return None


def _from_json(text: str, base: str) -> Records | None:
    stripped = text.strip().lstrip("\ufeff")
    wrapped = _CALLBACK.match(stripped)
    try:
        answer = json.loads(wrapped.group(1) if wrapped else stripped)
    except (ValueError, RecursionError):
        return None
    best: tuple[Entry, ...] = ()
    for rows in _lists(answer, _DEEPEST):
        found = tuple(entry for entry in (entry_of(row, base) for row in rows) if entry is not None)
        if len(found) > len(best):
            best = found
    pages = _pages(answer)
    if not best:
        markup = _markup(answer, _DEEPEST)
        if markup:
            return Records((), pages, "markup inside json", markup)
    if not best and pages is None:
        return Records((), None, "json without records") if isinstance(answer, dict | list) else None
    return Records(best, pages, "json")


def _markup(value: Any, depth: int) -> str:
    """The longest string of an answer that holds lines of a list."""
    if isinstance(value, str):
        if "<a" not in value or "href" not in value:
            return ""
        unwrapped = unwrap_records(value)
        return unwrapped[0] if unwrapped is not None else as_list(value)
    if depth == 0 or not isinstance(value, dict | list):
        return ""
    inner = value.values() if isinstance(value, dict) else value[:200]
    return max((_markup(part, depth - 1) for part in inner), key=len, default="")


def _lists(value: Any, depth: int) -> Iterator[list[dict[str, Any]]]:
    if depth == 0:
        return
    if isinstance(value, list):
        rows = [row for row in value if isinstance(row, dict)]
        if rows:
            yield rows
        for row in rows[:50]:
            yield from _lists(row, depth - 1)
    elif isinstance(value, dict):
        for inner in value.values():
            if isinstance(inner, list | dict):
                yield from _lists(inner, depth - 1)


def entry_of(row: dict[str, Any], base: str) -> Entry | None:
    """One record as an entry; ``None`` where it has no title."""
    title = next((row[name] for name in _TITLES if isinstance(row.get(name), str) and row[name].strip()), None)
    if title is None:
        return None
    clean = squeeze(re.sub(r"<[^<>]{0,200}>|&nbsp;?", " ", title))
    if not clean:
        return None
    url = None
    for name in _ADDRESSES:
        value = row.get(name)
        if isinstance(value, str) and value.strip():
            url = address_of_value(value, base)
            if url is not None:
                break
        elif isinstance(value, dict):
            inner = (
                value.get("pc")
                or value.get("url")
                or next((part for part in value.values() if isinstance(part, str)), None)
            )
            if isinstance(inner, str):
                url = normalise_url(inner, base)
                break
    for name in _DATES:
        value = row.get(name)
        if value in {None, ""} if not isinstance(value, dict | list) else True:
            continue
        date = date_of_value(value)
        if date is not None:
            return Entry(title=clean, url=url, date=date, read_from=f"{name}: {str(value)[:40]}")
    return Entry(title=clean, url=url)


def address_of_value(value: str, base: str) -> str | None:
    """An address that may stand inside a JSON string inside the string."""
    text = value.strip()
    if text[:1] == "{":
        try:
            inner = json.loads(text)
        except (ValueError, RecursionError):
            inner = None
        if isinstance(inner, dict):
            text = str(inner.get("pc") or inner.get("common") or next(iter(inner.values()), "") or "")
    return normalise_url(text, base) if text else None


def date_of_value(value: Any) -> dt.date | None:
    """A date as interfaces give it: printed, or as seconds or milliseconds since 1970, Chinese time."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float) and 0 < value < 10**14:
        value = str(int(value))
    if not isinstance(value, str):
        return None
    text = value.strip()
    if _EPOCH_DIGITS.fullmatch(text):
        seconds = int(text[:10])
        moment = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)
        local = moment.astimezone(_CHINA)
        return make_date(local.year, local.month, local.day)
    return first_date(text)


def _pages(answer: Any) -> Pagination | None:
    found: dict[str, int] = {}

    def walk(value: Any, depth: int) -> None:
        if depth == 0 or not isinstance(value, dict):
            return
        for name, inner in value.items():
            if isinstance(inner, bool):
                continue
            if isinstance(inner, int) or (isinstance(inner, str) and inner.isdigit() and len(inner) < 8):
                found.setdefault(str(name), int(inner))
            elif isinstance(inner, dict):
                walk(inner, depth - 1)

    walk(answer, 4)
    total = next((found[name] for name in _TOTALS if 0 < found.get(name, 0) < 100_000), None)
    current = next(
        (
            found[name]
            for name in ("currentPage", "current", "pageNo", "pageNum", "page", "pageIndex", "curPage")
            if name in found
        ),
        1,
    )
    if total is None:
        return None
    return Pagination(min(max(current, 1), total), total)


def as_list(markup: str) -> str:
    """Give lines that stand alone the element they need to be parsed as lines."""
    if re.match(r"\s*<tr[\s>]", markup, re.IGNORECASE):
        return f"<table>{markup}</table>"
    if re.match(r"\s*<li[\s>]", markup, re.IGNORECASE):
        return f"<ul>{markup}</ul>"
    return f"<div>{markup}</div>"


def unwrap_records(markup: str) -> tuple[str, int | None, int | None] | None:
    """Take the list out of a builder's XML: the CDATA of its records joined, with total records and pages.

    Returns:
        Markup, total records, total pages; ``None`` where there are no records.
    """
    parts = _RECORD.findall(markup)
    inner: list[str] = []
    for part in parts:
        chunks = _CDATA.findall(part)
        inner.append("".join(chunks) if chunks else part)
    joined = "\n".join(inner)
    if not inner:
        return None
    joined = as_list(joined)
    records = re.search(r"<totalrecord>\s*(\d{1,8})", markup, re.IGNORECASE)
    pages = re.search(r"<totalpage>\s*(\d{1,6})", markup, re.IGNORECASE)
    return joined, int(records.group(1)) if records else None, int(pages.group(1)) if pages else None
