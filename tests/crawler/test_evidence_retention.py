"""WARC files lose what nobody needs, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.evidence_retention import LetGo, let_go
from tests.crawler.crawling import crawl, site_of
from tests.crawler.mockserver import MockServer
from tests.crawler.test_evidence import records
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
