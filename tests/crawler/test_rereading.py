"""Pages and answers that were no pages, read again from what evidence keeps of them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec
import pytest

from crawler.evidence_reading import AlteredRecordError, EvidenceFolder
from crawler.file_reading import FileReader
from crawler.rereading import OtherBytesError, reread_miss, reread_page
from rules.model import Miss, MissReason, PageVisit
from tests.crawler.crawling import crawl, path_of, site_of
from tests.crawler.mockserver import MockServer, Page
from tests.crawler.websites import html, small_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.model import Snapshot

BUSY = Page("<html>busy</html>", status=503)
GONE = Page(html("404", "<p>页面不存在</p>"), status=404)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, EvidenceFolder]:
    """A little site of which one page is gone and one busy, and its evidence."""
    folder = tmp_path_factory.mktemp("kept")
    with MockServer(small_site(budget=GONE, guide=BUSY)) as server:
        crawled = crawl(folder, site_of(server.url), evidence_folder=str(folder / "evidence"))
    return crawled.snapshot("one"), EvidenceFolder(folder / "evidence")


@pytest.fixture
def files() -> Iterator[FileReader]:
    """Reads files; never started here."""
    with FileReader() as reader:
        yield reader


def test_every_page_and_every_answer_is_what_it_was(kept: tuple[Snapshot, EvidenceFolder], files: FileReader) -> None:
    """The visits and the misses, field by field."""
    snapshot, folder = kept
    misses = [miss for miss in snapshot.misses if miss.record is not None]

    assert [reread_page(page, folder, files=files) for page in snapshot.pages] == list(snapshot.pages)
    assert [reread_miss(miss, folder, files=files) for miss in misses] == misses
    assert sorted(str(miss.reason) for miss in misses) == ["http-4xx", "http-5xx"]


def test_what_was_called_a_wall_and_is_a_page_becomes_one(
    kept: tuple[Snapshot, EvidenceFolder], files: FileReader
) -> None:
    """A former program may have mistaken it; the visit then has all that the record tells."""
    snapshot, folder = kept
    page = next(page for page in snapshot.pages if page.role == "column")
    miss = Miss(
        url=page.url,
        reason=MissReason.BLOCKED,
        detail="waf",
        status=200,
        role=page.role,
        via=page.via,
        at=page.fetched_at,
        record=page.record,
        record_sha256=page.record_sha256,
    )
    again = reread_miss(miss, folder, files=files)

    assert isinstance(again, PageVisit)
    assert (again.facts, again.sha256, again.record) == (page.facts, page.sha256, page.record)
    assert again.final_url == page.final_url


def test_what_was_called_a_page_and_is_none_becomes_a_miss(
    kept: tuple[Snapshot, EvidenceFolder], files: FileReader
) -> None:
    """It keeps its place in the site and its record."""
    snapshot, folder = kept
    gone = next(miss for miss in snapshot.misses if miss.status == 404)
    page = next(page for page in snapshot.pages if page.role == "column")
    body = folder.response(str(gone.record)).body
    mistaken = msgspec.structs.replace(
        page,
        url=gone.url,
        record=gone.record,
        record_sha256=gone.record_sha256,
        sha256=hashlib.sha256(body).hexdigest(),
    )
    again = reread_page(mistaken, folder, files=files)

    assert isinstance(again, Miss)
    assert (again.reason, again.status, again.record, path_of(again)) == (
        MissReason.HTTP_4XX, 404, gone.record, path_of(gone),
    )  # fmt: skip


def test_other_bytes_than_those_that_were_read_are_broken_evidence(
    kept: tuple[Snapshot, EvidenceFolder], files: FileReader
) -> None:
    """Whether the record's own digest tells it, or that of the body where none was noted."""
    snapshot, folder = kept
    first, second = snapshot.pages[:2]
    swapped = msgspec.structs.replace(first, record=second.record)

    with pytest.raises(AlteredRecordError):
        reread_page(swapped, folder, files=files)
    with pytest.raises(OtherBytesError):
        reread_page(msgspec.structs.replace(swapped, record_sha256=None), folder, files=files)
