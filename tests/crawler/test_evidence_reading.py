"""Evidence read back: the very bytes, or a typed error that says what is wrong with them."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.evidence_index import index_of
from crawler.evidence_reading import (
    AlteredRecordError,
    DamagedRecordError,
    EvidenceError,
    EvidenceFolder,
    MissingRecordError,
    UnreadableEvidenceError,
)
from crawler.reading import read_page
from rules.plan import SiteTask
from tests.crawler.crawling import crawl, known_of, path_of, site_of
from tests.crawler.mockserver import MockServer, Page
from tests.crawler.websites import MENU, html, nav, small_site

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable
    from pathlib import Path

    from rules.model import PageVisit, Snapshot
    from tests.crawler.mockserver import Asked, Behaviour

LONG = html("财政预决算", nav(MENU), "<div class='main'>" + "<p>预算公开。</p>" * 600 + "</div>")


class Night(NamedTuple):
    """A crawl and its evidence."""

    snapshot: Snapshot
    folder: Path

    @property
    def file(self) -> Path:
        """The only WARC file."""
        (path,) = self.folder.glob("*.warc.gz")
        return path

    def page(self, path: str) -> PageVisit:
        """The visit of one page."""
        return next(page for page in self.snapshot.pages if path_of(page) == path)


def night(folder: Path, pages: dict[str, Behaviour] | None = None) -> Night:
    """Crawl a little site with evidence."""
    with MockServer(pages or small_site()) as server:
        crawled = crawl(folder, site_of(server.url), evidence_folder=str(folder / "evidence"))
    return Night(crawled.snapshot("one"), folder / "evidence")


def test_what_is_read_back_is_what_was_read(tmp_path: Path) -> None:
    """Compressed bodies, errors and redirects too: the readers see the same and say the same."""
    guide = html("信息公开指南", "<p>地址：清溪县城关镇人民路1号 电话 0851-1234567</p>").encode("gbk")
    packed = Page(gzip.compress(guide), headers=(("Content-Encoding", "gzip"),), content_type="text/html; charset=gbk")
    kept = night(tmp_path, small_site(guide=packed, budget=Page("<html>gone</html>", status=404)))
    folder = EvidenceFolder(kept.folder)

    for page in kept.snapshot.pages:
        assert page.record is not None
        stored = folder.response(page.record, sha256=page.record_sha256)
        facts = read_page(stored.body, stored.url, status=stored.status, content_type=stored.content_type or None)
        assert (hashlib.sha256(stored.body).hexdigest(), stored.fetched_at, facts) == (
            page.sha256,
            page.fetched_at,
            page.facts,
        )
    assert folder.response(str(kept.page("/zwgk/zn.html").record)).raw == packed.body
    (miss,) = kept.snapshot.misses
    assert miss.record is not None
    gone = folder.response(miss.record, sha256=miss.record_sha256)
    assert (gone.status, gone.body, gone.shown) == (404, b"<html>gone</html>", False)


@dataclass(frozen=True)
class Foreign:
    """A server that puts Chinese into its status line and its headers, in two encodings."""

    body: bytes

    async def answer(self, asked: Asked, writer: asyncio.StreamWriter) -> None:  # noqa: ARG002 - every behaviour's
        """Send it."""
        head = "HTTP/1.1 200 成功\r\n".encode() + b"X-Unit: " + "办公室".encode("gbk") + b"\r\n"
        length = str(len(self.body)).encode()
        writer.write(head + b"Content-Type: text/html\r\nContent-Length: " + length + b"\r\n\r\n" + self.body)


def test_headers_are_kept_byte_for_byte(tmp_path: Path) -> None:
    """Whatever they are made of."""
    kept = night(tmp_path, small_site(budget=Foreign(LONG.encode())))
    page = kept.page("/zwgk/ys/index.html")
    block = EvidenceFolder(kept.folder).record(str(page.record)).block

    assert "HTTP/1.1 200 成功\r\n".encode() in block
    assert b"X-Unit: " + "办公室".encode("gbk") + b"\r\n" in block


def test_a_body_that_a_site_sends_twice_is_kept_once(tmp_path: Path) -> None:
    """The second record points to the first, as WARC has it, and is read like any other."""
    kept = night(tmp_path, small_site(guide=Page(LONG), budget=Page(LONG)))
    first, second = kept.page("/zwgk/zn.html"), kept.page("/zwgk/ys/index.html")
    folder = EvidenceFolder(kept.folder)
    with kept.file.open("rb") as stream:
        kinds = [record.rec_type for record in ArchiveIterator(stream, check_digests="raise")]

    assert kinds.count("revisit") == 1
    assert first.record != second.record
    for page in (first, second):
        stored = folder.response(str(page.record), sha256=page.record_sha256)
        assert (stored.url, stored.status, stored.body) == (page.final_url, 200, LONG.encode())


def test_a_page_that_is_as_it_was_is_not_written_again(tmp_path: Path) -> None:
    """Without validators too: the record of the first night holds the same bytes."""
    with MockServer(small_site()) as server:
        site = site_of(server.url)
        first = crawl(tmp_path, site, evidence_folder=str(tmp_path / "evidence")).snapshot("one")
        task = SiteTask(site=site, known=known_of(first))
        again = crawl(tmp_path, task, evidence_folder=str(tmp_path / "evidence")).snapshot("one")

    assert [(page.record, page.record_sha256) for page in again.pages] == [
        (page.record, page.record_sha256) for page in first.pages
    ]
    assert len(list((tmp_path / "evidence").glob("*.warc.gz"))) == 1


def cut(kept: Night, start: int) -> None:
    """The file ends within the record."""
    kept.file.write_bytes(kept.file.read_bytes()[: start + 30])


def flip(kept: Night, start: int) -> None:
    """One bit is another."""
    content = bytearray(kept.file.read_bytes())
    content[start + 60] ^= 1
    kept.file.write_bytes(content)


def rewrite(kept: Night, start: int) -> None:
    """Somebody wrote a whole record with another body, of the same length, under the same id."""
    content = kept.file.read_bytes()
    unpacking = zlib.decompressobj(wbits=31)
    record = unpacking.decompress(content[start:]).replace("预算".encode(), "决算".encode())
    kept.file.write_bytes(content[:start] + gzip.compress(record) + unpacking.unused_data)


def swap(kept: Night, start: int) -> None:
    """Its id stands on another record."""
    content = kept.file.read_bytes()
    unpacking = zlib.decompressobj(wbits=31)
    record = unpacking.decompress(content[start:])
    other = EvidenceFolder(kept.folder).record(str(kept.page("/").record))
    wanted, given = str(kept.page("/zwgk/ys/index.html").record).encode(), other.member.identity.encode()
    assert wanted in record
    kept.file.write_bytes(content[:start] + gzip.compress(other.content.replace(given, wanted)) + unpacking.unused_data)


def remove(kept: Night, _start: int) -> None:
    """The file is gone."""
    kept.file.unlink()


def empty(kept: Night, _start: int) -> None:
    """The file has no bytes."""
    kept.file.write_bytes(b"")


def replace_by_folder(kept: Night, _start: int) -> None:
    """A folder bears the name of the file."""
    path = kept.file
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("indexed", [True, False], ids=["indexed before", "never indexed"])
@pytest.mark.parametrize(
    ("harm", "expected"),
    [
        (cut, DamagedRecordError),
        (flip, DamagedRecordError),
        (rewrite, AlteredRecordError),
        (swap, AlteredRecordError),
        (remove, MissingRecordError),
        (empty, MissingRecordError),
        (replace_by_folder, UnreadableEvidenceError),
    ],
)
def test_what_was_done_to_a_record_is_told(
    tmp_path: Path, harm: Callable[[Night, int], None], expected: type[EvidenceError], *, indexed: bool
) -> None:
    """Records before it stay readable, and so do those after it where there are any."""
    kept = night(tmp_path, small_site(budget=Page(LONG)))
    page = kept.page("/zwgk/ys/index.html")
    start = index_of(kept.file).places[str(page.record)]
    if not indexed:
        kept.file.with_name(kept.file.name + ".index").unlink()
    harm(kept, start)
    folder = EvidenceFolder(kept.folder)
    home = kept.page("/")

    with pytest.raises(EvidenceError) as caught:
        folder.response(str(page.record), sha256=page.record_sha256)
    assert type(caught.value) is expected
    assert caught.value.record == page.record
    assert page.record in str(caught.value) or "cannot be read" in str(caught.value)
    if harm not in {remove, empty, replace_by_folder}:
        assert folder.response(str(home.record), sha256=home.record_sha256).status == 200


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Never a traceback of the file system."""
    for place in (tmp_path / "none", tmp_path / "file"):
        (tmp_path / "file").write_bytes(b"")
        folder = EvidenceFolder(place)
        with pytest.raises(UnreadableEvidenceError, match="cannot be read"):
            folder.response("<urn:uuid:00000000-0000-4000-8000-000000000000>")
        assert not folder.holds("<urn:uuid:00000000-0000-4000-8000-000000000000>")


@pytest.mark.parametrize("content", [b"", b"\x00" * 50, b"\x95\x01\x02\x03", b"\x95\x01\x00\x00\x80\x90"])
def test_an_index_is_never_believed(tmp_path: Path, content: bytes) -> None:
    """Whatever stands in its place, the records are found."""
    kept = night(tmp_path)
    beside = kept.file.with_name(kept.file.name + ".index")
    beside.write_bytes(content)
    home = kept.page("/")

    assert EvidenceFolder(kept.folder).response(str(home.record), sha256=home.record_sha256).status == 200


def test_a_file_under_another_name_is_found(tmp_path: Path) -> None:
    """An office may sort its files; the ids of the records do not depend on it."""
    kept = night(tmp_path)
    home = kept.page("/")
    kept.file.rename(kept.folder / "2026-11.warc.gz")

    assert EvidenceFolder(kept.folder).response(str(home.record), sha256=home.record_sha256).status == 200


def test_what_a_killed_crawl_left_is_readable_up_to_its_torn_end(tmp_path: Path) -> None:
    """At whatever byte it was cut: every whole record can be read, the rest is told as a gap."""
    kept = night(tmp_path)
    content = kept.file.read_bytes()
    places = index_of(kept.file).places
    edges = sorted(places.values())
    for size in range(1, len(content), 311):
        kept.file.write_bytes(content[:size])
        index = index_of(kept.file)
        whole = [edge for edge, end in zip(edges, [*edges[1:], len(content)], strict=True) if end <= size]
        torn = whole[-1:] and size not in edges
        assert sorted(index.places.values()) == whole
        end_of_whole = ([*edges, len(content)])[len(whole)]
        assert index.gaps == (((end_of_whole, size),) if torn or not whole else ())
