"""Read what evidence keeps of a page as the visit did, without asking the network."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from crawler.answers import PASSING_STATUS, Reader, Refusal, look_behind, read_answer
from crawler.evidence_reading import EvidenceError
from crawler.file_reading import as_file
from crawler.reading import normalise_url, read_outline, read_page
from rules.model import Miss, PageVisit

if TYPE_CHECKING:
    from crawler.evidence_reading import EvidenceFolder, StoredResponse
    from crawler.file_reading import Files
    from rules.facts import PageFacts


class OtherBytesError(EvidenceError):
    """The record is whole, and holds another body than the visit read."""

    kind = "altered"

    def __init__(self, record: str) -> None:
        super().__init__(record, f"{record} holds other bytes than those that were read")


def reread_page(visit: PageVisit, folder: EvidenceFolder, *, files: Files) -> PageVisit | Miss:
    """Read a page again from the record that holds its body.

    Args:
        visit: With a record.
        folder: Where the record is.
        files: Reads what is no page.

    Returns:
        The visit with the facts that are read now, or a miss where it is read as no page any more.

    Raises:
        EvidenceError: The bytes are not there, or not those that were read.
    """
    stored = _stored(visit, folder)
    if hashlib.sha256(stored.body).hexdigest() != visit.sha256:
        raise OtherBytesError(stored.record)
    facts = _facts(visit, stored, files=files)
    if isinstance(facts, Refusal):
        return Miss(
            url=visit.url,
            reason=facts.reason,
            detail=facts.detail,
            status=stored.status,
            role=visit.role,
            via=visit.via,
            offsite=visit.offsite,
            at=visit.fetched_at,
            record=visit.record,
            record_sha256=visit.record_sha256,
        )
    if visit.rendered is not None and facts.entries:
        facts = msgspec.structs.replace(facts, needs_browser=None)  # its scripts have run
    return msgspec.structs.replace(visit, facts=facts)


def reread_miss(miss: Miss, folder: EvidenceFolder, *, files: Files) -> Miss | PageVisit:
    """Read again what was no page, from the record that holds the answer.

    Args:
        miss: With a record.
        folder: Where the record is.
        files: Reads what is no page.

    Returns:
        The miss as it is understood now, or a visit where it is read as a page.

    Raises:
        EvidenceError: The bytes are not there.
    """
    stored = _stored(miss, folder)
    if stored.status in PASSING_STATUS:
        behind = look_behind(stored.body, miss.url, status=stored.status)
        # Without a wall behind it, the status has said everything.
        return miss if behind is None else msgspec.structs.replace(miss, reason=behind.reason, detail=behind.detail)
    facts = _facts(miss, stored, files=files)
    if isinstance(facts, Refusal) and facts != (miss.reason, miss.detail):
        # Nothing tells whether the visit asked for the links alone; then it looked for no wall.
        outline = read_answer(
            read_outline, stored.body, stored.url, status=stored.status, content_type=stored.content_type or None
        )
        facts = outline if outline == (miss.reason, miss.detail) else facts
    if isinstance(facts, Refusal):
        return msgspec.structs.replace(miss, reason=facts.reason, detail=facts.detail, status=stored.status)
    return PageVisit(
        url=miss.url,
        final_url=normalise_url(stored.url) or stored.url,
        status=stored.status,
        fetched_at=miss.at,
        sha256=hashlib.sha256(stored.body).hexdigest(),
        role=miss.role,
        via=miss.via,
        offsite=miss.offsite,
        record=miss.record,
        record_sha256=miss.record_sha256,
        facts=facts,
    )


def _stored(what: PageVisit | Miss, folder: EvidenceFolder) -> StoredResponse:
    if what.record is None:
        raise ValueError(f"{what.url} has no record")
    return folder.response(what.record, sha256=what.record_sha256)


def _facts(what: PageVisit | Miss, stored: StoredResponse, *, files: Files) -> PageFacts | Refusal:
    """Read a body by the reader that the visit took."""
    reader: Reader = read_page
    if what.role == "file" or (isinstance(what, PageVisit) and what.facts.file is not None):
        reader = as_file(files)
    elif isinstance(what, PageVisit) and what.facts.outline:
        reader = read_outline
    return read_answer(reader, stored.body, stored.url, status=stored.status, content_type=stored.content_type or None)
