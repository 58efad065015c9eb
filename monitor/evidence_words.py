"""Broken evidence in the reader's language, and as rows of JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from monitor.language import gettext as _
from monitor.text import plain

if TYPE_CHECKING:
    from crawler.evidence_reading import EvidenceError
    from monitor.evidence_verifying import BrokenRecord, Verified


def what_is_wrong(error: EvidenceError) -> str:
    """One sentence about one record."""
    sentences = {
        "missing": _("{record}: no file of the evidence holds it."),
        "damaged": _("{record}: {file} is damaged where it stood ({detail})."),
        "altered": _("{record}: what {file} holds is not what was recorded ({detail})."),
        "unreadable": _("{record}: {file} cannot be read ({detail})."),
    }
    return plain(sentences[error.kind].format(record=error.record, file=error.file, detail=error.detail))


def broken_line(broken: BrokenRecord) -> str:
    """One sentence about one record, with the site and the page, and what rests on it."""
    named = broken.named
    line = _("Site {site}, sweep {sweep}, {url}: {wrong}").format(
        site=plain(named.site), sweep=named.sweep, url=plain(named.url), wrong=what_is_wrong(broken.error)
    )
    if not named.items:
        return line
    return line + " " + _("On it rests {items}.").format(items=plain(", ".join(named.items)))


def verified_document(verified: Verified, *, folder: str, sweep: int | None) -> dict[str, Any]:
    """Everything that came of a check, for ``evidence verify --json``."""
    return {
        "schema": 1,
        "folder": folder,
        "sweep": sweep,
        "unchanged": not (verified.broken or verified.wrong),
        "whole": verified.whole,
        "without_digest": verified.undigested,
        "let_go": verified.let_go,
        "seal": verified.seal,
        "broken": [
            {
                "record": one.error.record,
                "named": one.named.record,
                "site": one.named.site,
                "sweep": one.named.sweep,
                "url": one.named.url,
                "items": list(one.named.items),
                "kind": one.error.kind,
                "file": one.error.file or None,
                "detail": one.error.detail or None,
            }
            for one in verified.broken
        ],
        "history": list(verified.wrong),
        "torn": [{"file": one.file, "from": one.start, "to": one.stop} for one in verified.torn],
    }
