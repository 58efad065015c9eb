"""LonSun: ``/public/column/{organ}?type=4&catId=…&action=list``, ``/public/{organ}/{content}.html``, ``/openness/``."""

from __future__ import annotations

import re

from crawler.reading.family import Family, Sight

_MARKS = re.compile(
    r"lonsun\.cn|/public/column/\d+|/OpennessContent/|/public/organIndex/|/public/\d{3,}/\d{3,}\.html|"
    r"Ls\.pagination|龙讯"
)
_ADDRESS = re.compile(r"/public/(?:column/)?\d+|/openness/")


def _recognise(sight: Sight) -> bool:
    return _MARKS.search(sight.signature) is not None or _ADDRESS.search(sight.url) is not None


FAMILY = Family(name="lonsun", rank=35, recognise=_recognise)
