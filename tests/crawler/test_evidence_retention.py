"""WARC files lose what nobody needs, and nothing else."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.evidence_reading import EvidenceFolder
from crawler.evidence_retention import LetGo, let_go
from tests.crawler.crawling import crawl, site_of
from tests.crawler.mockserver import MockServer, Page
from tests.crawler.test_evidence import records
from tests.crawler.test_evidence_reading import LONG, night
from tests.crawler.websites import small_site

if TYPE_CHECKING:
    from pathlib import Path


def collected(folder: Path) -> list[str]:
    """Crawl a little site with evidence; the ids of its responses in order of visit."""
    with MockServer(small_site()) as server:
        crawled = crawl(folder, site_of(server.url), evidence_folder=str(folder / "evidence"))
    return [str(page.record) for page in crawled.snapshot("one").pages]


def test_only_the_responses_that_are_needed_stay_each_with_its_request(tmp_path: Path) -> None:
    """Every byte of what stays is what it was."""
    wanted = collected(tmp_path)[1:3]
    before = records(tmp_path / "evidence")
    gone = let_go(tmp_path / "evidence", keep=wanted)
    after = records(tmp_path / "evidence")

    responses = [name for name, (kind, *_) in before.items() if kind == "response"]
    assert {name for name, (kind, *_) in after.items() if kind == "response"} == set(wanted)
    assert sorted(kind for kind, *_ in after.values()) == ["request", "request", "response", "response", "warcinfo"]
    assert all(after[name] == before[name] for name in after)
    assert (gone.files, gone.responses, gone.damaged) == (0, len(responses) - 2, ())
    assert gone.bytes > 0


def test_a_file_of_which_nothing_is_needed_goes(tmp_path: Path) -> None:
    """And a second look finds nothing more to do."""
    collected(tmp_path)
    gone = let_go(tmp_path / "evidence", keep=())

    assert (gone.files, list((tmp_path / "evidence").iterdir())) == (1, [])
    assert let_go(tmp_path / "evidence", keep=()) == LetGo(0, 0, 0, ())


def test_a_file_of_which_everything_is_needed_is_not_touched(tmp_path: Path) -> None:
    """Not even rewritten."""
    wanted = collected(tmp_path)
    (path,) = (tmp_path / "evidence").glob("*.gz")
    written = path.stat().st_mtime_ns

    assert let_go(tmp_path / "evidence", keep=wanted) == LetGo(0, 0, 0, ())
    assert path.stat().st_mtime_ns == written


def test_a_damaged_file_is_named_and_left_alone(tmp_path: Path) -> None:
    """Nothing is concluded from what cannot be read."""
    path = tmp_path / "broken.warc.gz"
    path.write_bytes(b"\x1f\x8b\x08not a warc at all")

    assert let_go(tmp_path, keep=()) == LetGo(0, 0, 0, ("broken.warc.gz",))
    assert path.read_bytes() == b"\x1f\x8b\x08not a warc at all"


def test_a_file_that_a_killed_crawl_left_is_left_alone(tmp_path: Path) -> None:
    """What its torn end held cannot be told."""
    collected(tmp_path)
    (path,) = (tmp_path / "evidence").glob("*.gz")
    torn = path.read_bytes()[:-40]
    path.write_bytes(torn)

    assert let_go(tmp_path / "evidence", keep=()) == LetGo(0, 0, 0, (path.name,))
    assert path.read_bytes() == torn


def test_what_a_record_rests_on_stays_with_it(tmp_path: Path) -> None:
    """The answer behind a body that is kept once, in whatever order they are named."""
    kept = night(tmp_path, small_site(guide=Page(LONG), budget=Page(LONG)))
    again = next(page for page in kept.snapshot.pages if page.sha256 == kept.page("/zwgk/ys/index.html").sha256)
    kinds = {record: kind for record, (kind, *_) in records(kept.folder).items()}
    (revisit,) = (record for record, kind in kinds.items() if kind == "revisit")
    let_go(kept.folder, keep=[revisit])
    left = records(kept.folder)

    assert again.record in kinds
    assert sorted(kind for kind, *_ in left.values()) == ["request", "request", "response", "revisit", "warcinfo"]
    assert EvidenceFolder(kept.folder).response(revisit).body == LONG.encode()


def test_evidence_of_former_times_is_read_and_let_go_like_any_other(tmp_path: Path) -> None:
    """Ids that tell no file, a request after its answer, no digests but those of the format."""
    path = tmp_path / "20250101T000000Z-1.warc.gz"
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True, warc_version="WARC/1.1")
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "gongkai"}))
        named = []
        for body in (b"<html>one</html>", b"<html>two</html>"):
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            answer = writer.create_warc_record(
                "http://a.test/", "response", payload=BytesIO(body), length=len(body), http_headers=head
            )
            named.append(answer.rec_headers.get_header("WARC-Record-ID"))
            asked = StatusAndHeaders("GET / HTTP/1.1", [], is_http_request=True)
            request = writer.create_warc_record(
                "http://a.test/", "request", http_headers=asked, warc_headers_dict={"WARC-Concurrent-To": named[-1]}
            )
            writer.write_record(answer)
            writer.write_record(request)
    folder = EvidenceFolder(tmp_path)

    assert [folder.response(record).body for record in named] == [b"<html>one</html>", b"<html>two</html>"]
    assert all(folder.holds(record) for record in named)
    assert let_go(tmp_path, keep=named[1:]).responses == 1
    assert folder.response(named[1]).body == b"<html>two</html>"
    assert sorted(kind for kind, *_ in records(tmp_path).values()) == ["request", "response", "warcinfo"]
