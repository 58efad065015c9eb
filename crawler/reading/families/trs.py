"""TRS WCM and HyCloud: ``t20240506_1.html``, ``TRS_Editor``, ``createPageHTML(pages, current from 0, …)``."""

from __future__ import annotations

import re

from crawler.reading.family import Family, Sight

_MARKS = re.compile(
    r"TRS_Editor|TRS_UEDITOR|trs_editor_view|trs_web|Custom_UnionStyle|/was5/web/|webdig\.js|"
    r"TRS_AUTOADD|TRS_PreAppend|zfxxgk_zdgkc"
)
_ADDRESS = re.compile(r"/t(?:19|20)\d{6}_\d{3,}\.s?html?")


def _recognise(sight: Sight) -> bool:
    return (
        _MARKS.search(sight.signature) is not None
        or _ADDRESS.search(sight.signature) is not None
        or _ADDRESS.search(sight.url) is not None
    )


FAMILY = Family(name="trs", rank=40, recognise=_recognise)
