"""Files that a page offers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rules.facts import Attachment

if TYPE_CHECKING:
    from crawler.reading.links import Link
    from crawler.reading.tree import Node

_FILE = re.compile(
    r"\.(pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|txt|rtf|csv|ceb|jpg|mp4|mp3)(?:$|[?#&])", re.IGNORECASE
)
_PAGES = (".html", ".htm", ".shtml", "/", ".jhtml")
_PICTURES = frozenset({"jpg", "mp4", "mp3"})
_DOWNLOAD = re.compile(
    r"downfile\.jsp|download\.jsp|/download[/?.]|DownloadAttachUrl|attachment(?:s)?/(?:download|\d)|"
    r"fileDownload|download\?|downloadFile",
    re.IGNORECASE,
)


def read_attachments(links: list[Link], content: Node | None) -> tuple[Attachment, ...]:
    """Files that the page offers, once each, those outside the text included where nothing else names them."""
    found: dict[str, Attachment] = {}
    for link in links:
        if (
            link.url is None
            or link.node.zone in {"footer", "friend"}
            or (link.node.zone in {"nav", "header"} and content is not None)
        ):
            continue
        if link.url.endswith(_PAGES):
            continue
        match = _FILE.search(link.url)
        kind = match.group(1).lower() if match else ""
        if match is None:
            if _DOWNLOAD.search(link.url) is None:
                continue
            named = _FILE.search(link.name + " ")
            named = named or re.search(
                r"\.(pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|txt)\s*$", link.name, re.IGNORECASE
            )
            kind = named.group(1).lower() if named else ""
        if kind in _PICTURES and (content is None or not link.node.within(content)):
            continue
        name = link.name or link.url.rsplit("/", 1)[-1]
        found.setdefault(link.url, Attachment(name, link.url, kind))
    return tuple(found.values())
