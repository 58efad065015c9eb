"""What a crawl keeps as evidence, read back by somebody else's reader."""

from __future__ import annotations

import base64
import gzip
import hashlib
from typing import TYPE_CHECKING, Any

from warcio.archiveiterator import ArchiveIterator

from rules.plan import SiteTask
from tests.crawler.crawling import crawl, known_of, site_of
from tests.crawler.mockserver import MockServer, Page
from tests.crawler.websites import small_site

if TYPE_CHECKING:
    from pathlib import Path


def records(folder: Path) -> dict[str, tuple[str, str, dict[str, str], bytes]]:
    """Record id to type, address, headers and raw body."""
    found = {}
    for path in sorted(folder.glob("*.warc.gz")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, check_digests="raise", no_record_parse=False):
                headers = dict(record.http_headers.headers) if record.http_headers is not None else {}
                identity = record.rec_headers.get_header("WARC-Record-ID")
                target = record.rec_headers.get_header("WARC-Target-URI")
                found[identity] = (
                    record.rec_type,
                    target,
                    {**dict(record.rec_headers.headers), **headers},
                    record.raw_stream.read(),
                )
    return found


def test_every_page_points_to_the_record_that_holds_its_bytes(tmp_path: Path) -> None:
    body = small_site()["/zwgk/ys/index.html"]
    assert isinstance(body, Page)
    packed = gzip.compress(body.body.encode() if isinstance(body.body, str) else body.body)
    pages = small_site(
        budget=Page(packed, headers=(("Content-Encoding", "gzip"), ("X-Order", "first"), ("X-Order", "second"))),
        guide=Page("<html>404</html>", status=404),
    )
    evidence = tmp_path / "evidence"
    with MockServer(pages) as server:
        crawled = crawl(tmp_path, site_of(server.url), evidence_folder=str(evidence))

    kept = records(evidence)
    snapshot = crawled.snapshot("one")
    for page in snapshot.pages:
        kind, target, headers, raw = kept[str(page.record)]
        decoded = gzip.decompress(raw) if headers.get("Content-Encoding") == "gzip" else raw
        assert (kind, target, hashlib.sha256(decoded).hexdigest()) == ("response", page.final_url, page.sha256)
        assert headers["WARC-Payload-Digest"] == "sha1:" + base64.b32encode(hashlib.sha1(raw).digest()).decode()  # noqa: S324
        assert "rebuilt" in headers["WARC-Rebuilt"] or "removed" in headers["WARC-Rebuilt"]
    (miss,) = snapshot.misses
    assert kept[str(miss.record)][3] == b"<html>404</html>"
    requests: list[Any] = [record for record in kept.values() if record[0] == "request"]
    assert len(requests) == 5
    assert all(record[2]["User-Agent"].startswith("gongkai/") for record in requests)


def test_nothing_is_kept_where_nobody_asked(tmp_path: Path) -> None:
    with MockServer(small_site()) as server:
        crawled = crawl(tmp_path, site_of(server.url))

    assert {page.record for page in crawled.snapshot("one").pages} == {None}
    assert list(tmp_path.glob("**/*.warc.gz")) == []


def test_an_unchanged_page_points_to_the_record_of_the_night_that_read_it(tmp_path: Path) -> None:
    pages = {
        path: Page(page.body, headers=(("ETag", '"1"'),))
        for path, page in small_site().items()
        if isinstance(page, Page)
    }
    with MockServer(pages) as server:
        site = site_of(server.url)
        first = crawl(tmp_path, site, evidence_folder=str(tmp_path / "evidence")).snapshot("one")
        again = crawl(tmp_path, SiteTask(site=site, known=known_of(first))).snapshot("one")

    assert [page.record for page in again.pages] == [page.record for page in first.pages]
    assert None not in {page.record for page in again.pages}
