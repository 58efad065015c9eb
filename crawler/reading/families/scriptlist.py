"""Pages whose list is an array of objects in a script, with keys of the builder's own: ``[{"aT": …, "aPd": …}]``.

The keys are told by their values: titles are Chinese and long, dates read as dates, addresses look like addresses.
It counts only where the page shows no list.
"""

from __future__ import annotations

import re
from typing import Any

from crawler.reading.family import Family, Sight
from crawler.reading.jsdata import arrays
from crawler.reading.records import address_of_value, date_of_value
from crawler.reading.tree import squeeze
from rules.facts import Entry

_BEGINS = re.compile(r"\[\s*\{")
_CHINESE = re.compile(r"[\u4e00-\u9fa5]")
_ADDRESS = re.compile(r"^\s*(?:https?:)?//|^\s*\.{0,2}/|\.s?html?\b|\.jsp\b|\.pdf\b|\"(?:pc|common)\"\s*:")
_PUBLISHED = re.compile(r"pub|pd|release|fb|date|time", re.IGNORECASE)
_LONGEST = 400_000
_MOST = 0.8
_TITLE = 6


def _recognise(sight: Sight) -> bool:
    return any(code and len(code) < _LONGEST and _BEGINS.search(code) is not None for _, code in sight.page.scripts)


def _entries(sight: Sight) -> tuple[tuple[Entry, ...], str] | None:
    best: tuple[Entry, ...] = ()
    for _, code in sight.page.scripts:
        if not code or len(code) > _LONGEST or _CHINESE.search(code) is None:
            continue
        for rows in arrays(code, ":"):
            found = _read(rows, sight.base)
            if len(found) > len(best):
                best = found
    return (best, "array of objects in a script") if best else None


def _read(rows: list[Any], base: str) -> tuple[Entry, ...]:
    objects = [row for row in rows if isinstance(row, dict)]
    keys = list(dict.fromkeys(key for row in objects[:5] for key in row))
    title = _best(objects, [key for key in keys if _share(objects, key, _is_title) >= _MOST], _mean_length)
    dates = [key for key in keys if key != title and _share(objects, key, _is_date) >= _MOST]
    date = min(dates, key=lambda key: (_PUBLISHED.search(key) is None, keys.index(key)), default=None)
    addresses = [key for key in keys if key not in {title, date} and _share(objects, key, _is_address) >= _MOST]
    if title is None or (date is None and not addresses) or len(objects) < 2:
        return ()
    if any(name in keys for name in ("pId", "pid", "children", "parentId")):
        return ()
    found = []
    for row in objects:
        name = squeeze(re.sub(r"<[^<>]{0,200}>|&nbsp;?", " ", str(row.get(title) or "")))
        if not name:
            continue
        value = row.get(date) if date is not None else None
        day = date_of_value(value) if value is not None else None
        url = address_of_value(str(row.get(addresses[0]) or ""), base) if addresses else None
        found.append(Entry(title=name, url=url, date=day, read_from=f"{date}: {str(value)[:40]}" if day else ""))
    return tuple(found)


def _share(rows: list[dict[str, Any]], key: str, test: Any) -> float:
    return sum(1 for row in rows if test(row.get(key))) / len(rows)


def _best(rows: list[dict[str, Any]], keys: list[str], weigh: Any) -> str | None:
    return max(keys, key=lambda key: weigh(rows, key), default=None)


def _mean_length(rows: list[dict[str, Any]], key: str) -> float:
    """Titles are longer than names of columns, and shorter than summaries."""
    mean = sum(len(str(row.get(key))) for row in rows) / len(rows)
    return mean if mean <= 80 else 1 / mean


def _is_title(value: Any) -> bool:
    return isinstance(value, str) and len(_CHINESE.findall(value)) >= _TITLE


def _is_date(value: Any) -> bool:
    return isinstance(value, str | int) and len(str(value)) < 30 and date_of_value(value) is not None


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and _ADDRESS.search(value) is not None


FAMILY = Family(name="script-list", rank=95, leads=False, recognise=_recognise, entries=_entries)
