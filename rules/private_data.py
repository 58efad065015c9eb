"""Numbers that belong to a person: identity numbers, bank cards, mobile numbers. Found to be named, masked to be shown.

An identity number counts only with a real region, a real birthday and the right check digit (GB 11643); a bank card
only with the UnionPay prefix and the Luhn digit. Nothing here keeps or returns a whole number.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

import msgspec

from rules.facts import Exposure, PageFacts

_REGIONS = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_SHOWN = 4
_LONG_NUMBER = re.compile(r"\d{4}[ -]?\d{4}")
"""Cheap to look for, and part of every number below."""
_NUMBERS = re.compile(
    r"(?<![0-9A-Za-z])(?:"
    r"(?P<identity>[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx])"
    r"|(?P<card>62\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?)"
    r"|(?P<mobile>1[3-9]\d(?:[ -]?\d{4}){2})"
    r")(?![0-9A-Za-z])"
)


def find_private_data(text: str) -> tuple[Exposure, ...]:
    """Every whole number of a person in a text, in order; numbers that are masked already are none."""
    if _LONG_NUMBER.search(text) is None:
        return ()
    found: list[Exposure] = []
    for match in _NUMBERS.finditer(text):
        kind = _kind(match)
        if kind is not None:
            found.append(Exposure(kind, _masked(match[0])))
    return tuple(found)


def mask(text: str) -> str:
    """The text with every number of a person masked."""
    if _LONG_NUMBER.search(text) is None:
        return text
    return _NUMBERS.sub(lambda match: match[0] if _kind(match) is None else _masked(match[0]), text)


def without_private_data(facts: PageFacts) -> PageFacts:
    """The facts of a page with every number of a person masked and named in ``exposures``.

    To be applied before anything is stored or printed; the evidence alone holds the page as it was.
    """
    titles = [entry.title for entry in facts.entries] + [file.name for file in facts.attachments]
    cells = [cell for table in facts.tables for row in table.rows for cell in row]
    texts = [facts.text, facts.title or "", *titles, *facts.fields.values(), *facts.meta.values(), *cells]
    found = find_private_data("\n".join(texts))
    if not found and not find_private_data("\n".join(_around(facts))):
        return facts
    replace = msgspec.structs.replace
    return replace(
        facts,
        exposures=tuple(dict.fromkeys((*facts.exposures, *found))),
        text=mask(facts.text),
        title=None if facts.title is None else mask(facts.title),
        entries=tuple(replace(entry, title=mask(entry.title)) for entry in facts.entries),
        attachments=tuple(replace(file, name=mask(file.name)) for file in facts.attachments),
        tables=tuple(replace(table, rows=tuple(map(_masked_row, table.rows))) for table in facts.tables),
        fields={name: mask(value) for name, value in facts.fields.items()},
        meta={name: mask(value) for name, value in facts.meta.items()},
        columns=tuple(
            replace(column, name=mask(column.name), parents=_masked_row(column.parents)) for column in facts.columns
        ),
        breadcrumb=_masked_row(facts.breadcrumb),
        source=None if facts.source is None else mask(facts.source),
        related=_masked_row(facts.related),
        read_from={name: mask(value) for name, value in facts.read_from.items()},
    )


def _around(facts: PageFacts) -> list[str]:
    """What stands around the text: masked as well, but a menu that many pages repeat makes none of them a fault."""
    names = [column.name for column in facts.columns]
    names += [name for column in facts.columns for name in column.parents]
    return [*names, *facts.breadcrumb, facts.source or "", *facts.related, *facts.read_from.values()]


def _masked_row(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(mask(cell) for cell in row)


def _kind(match: re.Match[str]) -> Literal["identity", "bank-card", "mobile"] | None:
    """What the number is, ``None`` where it only looks like one."""
    if match["identity"] is not None:
        return "identity" if _is_identity(match["identity"]) else None
    if match["card"] is not None:
        return "bank-card" if _passes_luhn(re.sub(r"\D", "", match["card"])) else None
    return "mobile"


def _is_identity(number: str) -> bool:
    """Region, birthday and check digit."""
    try:
        dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _REGIONS.match(number) is not None and _CHECK_DIGITS[total % 11] == number[17].upper()


def _passes_luhn(digits: str) -> bool:
    """The check digit of payment cards."""
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0  # noqa: PLR2004 - Luhn's nine


def _masked(number: str) -> str:
    """First and last digits only; of a mobile number the usual three and four."""
    digits = re.sub(r"[ -]", "", number)
    first = 3 if digits[0] == "1" and len(digits) == 11 else _SHOWN  # noqa: PLR2004 - the length of a mobile number
    return digits[:first] + "*" * (len(digits) - first - _SHOWN) + digits[-_SHOWN:]
