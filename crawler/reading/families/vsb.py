"""Boda VSB: ``info/1027/43934.htm``, ``xx.jsp?urltype=tree.TreeTempUrl``, ``_vsb`` marks, pages that count downwards.

Further pages of a list ``xwzx.htm`` are ``xwzx/7.htm``: page two of eight is number seven.
"""

from __future__ import annotations

import re

from crawler.reading.family import Family, Sight

_MARKS = re.compile(
    r"vsb_content|v_news_content|_vsb_|vsbscreen|\.vsb\.css|_sitegray|/system/resource/js/|"
    r"system/_content/download\.jsp|urltype=(?:tree|news)\.|formname\d{4,}|_jsq_\("
)
_ADDRESS = re.compile(r"/info/\d{3,5}/\d{2,7}\.htm|urltype=|\.TreeTempUrl|\.NewsContentUrl")


def _recognise(sight: Sight) -> bool:
    return _ADDRESS.search(sight.url) is not None or _MARKS.search(sight.signature) is not None


FAMILY = Family(name="vsb", rank=20, recognise=_recognise)
