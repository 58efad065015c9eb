"""Epoint: ``ewb-`` classes, ``$("#page").pagination({pageSize, total})``, ``InfoDetail/?InfoID=``."""

from __future__ import annotations

import re

from crawler.reading.family import Family, Sight

_MARKS = re.compile(
    r"class=[\"'][^\"']*\bewb-|/epointwebbuilder|EpointWebBuilder|InfoDetail/\?InfoID=|/epoint|moreinfo\.html"
)


def _recognise(sight: Sight) -> bool:
    return _MARKS.search(sight.signature) is not None


FAMILY = Family(name="epoint", rank=35, recognise=_recognise)
