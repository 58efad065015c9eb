"""Attachments on a loopback site: which are fetched, what is read of them, and what the judge makes of it."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from warcio.archiveiterator import ArchiveIterator

from rules.judge import judge
from rules.model import Outcome, Problem
from rules.plan import SiteTask
from rules.standard import AppliesTo, Find, Item, Require, Standard
from rules.workdays import Calendar
from tests.crawler.crawling import AS_OF, STANDARD, Crawled, crawl, known_of, path_of, site_of
from tests.crawler.documents import GUIDE_LINES, pdf, scanned_pdf, word, workbook
from tests.crawler.mockserver import MockServer, Page, Reset
from tests.crawler.websites import TREE, html, list_page, platform_page, small_site

if TYPE_CHECKING:
    from pathlib import Path

    from rules.model import Finding
    from tests.crawler.mockserver import Behaviour

GUIDE = "/zwgk/zn.html"
FILE = "/zwgk/files/zn.pdf"
IDENTITY = "11010519491231002X"


WORDS = (
    "为方便公民、法人和其他组织获取政府信息，根据有关规定编制本指南，全文见附件，请下载后阅读，并以最新公布的版本为准。"
)


def offering(*files: str, text: str = WORDS) -> Page:
    """A guide whose words stand in its attachments."""
    links = "".join(f"<p>附件：<a href='{url}'>{number}.政府信息公开指南</a></p>" for number, url in enumerate(files))
    body = f"<h1>政府信息公开指南</h1><p>发布时间：2026-03-01</p><div class='content'><p>{text}</p>{links}</div>"
    return Page(html("政府信息公开指南", body))


def file(body: bytes, content_type: str = "application/octet-stream", etag: str | None = None) -> Page:
    """A file as servers send it."""
    return Page(body, content_type=content_type, headers=(("ETag", etag),) if etag is not None else ())


def visit(folder: Path, pages: dict[str, Behaviour], **options: object) -> Crawled:
    """Crawl a site with these pages, once."""
    with MockServer(pages) as server:
        crawled = crawl(folder, site_of(server.url), **options)
    assert crawled.errors == ""
    return crawled


def guide_of(crawled: Crawled, standard: Standard = STANDARD) -> Finding:
    """The finding on the guide."""
    findings = judge(crawled.snapshot("one"), (standard,), today=AS_OF, calendar=Calendar())
    return next(finding for finding in findings if finding.item == "guide")


def summary(finding: Finding) -> tuple[Outcome, Problem | None, str]:
    """Outcome, problem and the code of the reason."""
    return finding.outcome, finding.problem, finding.reason.code


def test_a_guide_that_stands_only_in_a_pdf_is_complete_with_the_file_as_evidence(tmp_path: Path) -> None:
    pages = small_site(guide=offering(FILE)) | {FILE: file(pdf(GUIDE_LINES), "application/pdf")}

    crawled = visit(tmp_path, pages)

    finding = guide_of(crawled)
    assert (FILE, "file") in crawled.visited("one")
    assert summary(finding)[:2] == (Outcome.PASS, None)
    assert [evidence.url.rpartition("/")[2] for evidence in finding.evidence] == ["zn.html", "zn.pdf"]
    assert str(finding.evidence[1].quote).startswith("清溪县人民政府信息公开指南")


def test_a_scanned_guide_is_unknown(tmp_path: Path) -> None:
    pages = small_site(guide=offering(FILE)) | {FILE: file(scanned_pdf(), "application/pdf")}

    assert summary(guide_of(visit(tmp_path, pages))) == (Outcome.UNKNOWN, None, "elements-in-scan")


def test_a_document_read_whole_that_lacks_elements_is_incomplete_and_they_are_named(tmp_path: Path) -> None:
    path = "/download.jsp?id=7"
    pages = small_site(guide=offering(path)) | {path: file(word(*GUIDE_LINES[:4], "本指南每年更新一次。" * 12))}

    finding = guide_of(visit(tmp_path, pages))

    assert summary(finding) == (Outcome.FAIL, Problem.INCOMPLETE, "incomplete")
    assert finding.reason.values["missing"] == "联系电话"
    assert [evidence.url.rpartition("/")[2] for evidence in finding.evidence] == ["zn.html", "download.jsp?id=7"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (pdf(GUIDE_LINES[:3], password="closed"), "elements-in-unread-file"),  # noqa: S106 - of the test's own file
        (pdf(GUIDE_LINES[:3])[:-900], "elements-in-unread-file"),
        (word(*GUIDE_LINES[:3])[:-300], "elements-in-unread-file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") * 20, "elements-in-unread-file"),
        (b"<html><body>not found here</body></html>", "elements-in-unread-file"),
        (b"", "elements-in-unread-file"),
    ],
    ids=["encrypted", "truncated", "broken package", "old Word", "a page", "nothing"],
)
def test_a_file_that_cannot_be_read_settles_nothing(tmp_path: Path, body: bytes, code: str) -> None:
    crawled = visit(tmp_path, small_site(guide=offering(FILE)) | {FILE: file(body)})

    assert summary(guide_of(crawled)) == (Outcome.UNKNOWN, None, code)


def test_a_file_that_cannot_be_fetched_settles_nothing_and_does_not_end_the_visit(tmp_path: Path) -> None:
    crawled = visit(tmp_path, small_site(guide=offering(FILE)) | {FILE: Reset()})

    assert summary(guide_of(crawled)) == (Outcome.UNKNOWN, None, "elements-in-unread-file")
    assert crawled.misses("one")[FILE][0] == "reset"
    assert crawled.coverage("one")["budget"] == ("visited", None)


def test_no_file_is_fetched_where_the_page_settles_the_elements(tmp_path: Path) -> None:
    text = "办公地址：清溪县人民路1号。联系电话：0851-1234567。" * 3
    crawled = visit(tmp_path, small_site(guide=offering(FILE, text=text)) | {FILE: file(pdf(GUIDE_LINES))})

    assert [role for _, role in crawled.visited("one") if role == "file"] == []


def test_a_budget_of_none_fetches_none_and_the_matter_stays_open(tmp_path: Path) -> None:
    pages = small_site(guide=offering(FILE)) | {FILE: file(pdf(GUIDE_LINES))}

    crawled = visit(tmp_path, pages, attachments=0)

    assert [role for _, role in crawled.visited("one") if role == "file"] == []
    assert summary(guide_of(crawled)) == (Outcome.UNKNOWN, None, "elements-in-attachment")


def test_files_are_fetched_up_to_the_budget_in_the_order_of_the_page(tmp_path: Path) -> None:
    paths = [f"/files/{number}.pdf" for number in range(5)]
    pages = small_site(guide=offering(*paths)) | {path: file(pdf(GUIDE_LINES[:2])) for path in paths}

    crawled = visit(tmp_path, pages, attachments=2)

    assert [path for path, role in crawled.visited("one") if role == "file"] == paths[:2]


def test_a_file_over_its_own_bound_is_a_miss_and_one_over_the_bound_of_pages_is_read(tmp_path: Path) -> None:
    body = pdf(GUIDE_LINES)
    pages = small_site(guide=offering(FILE)) | {FILE: file(body)}
    (tmp_path / "small").mkdir()

    read = visit(tmp_path, pages, max_page_bytes=len(body) - 1)
    refused = visit(tmp_path / "small", pages, max_attachment_bytes=len(body) - 1)

    assert summary(guide_of(read))[0] is Outcome.PASS
    assert refused.misses("one")[FILE] == ("too-large", f"{len(body)} bytes announced")


def test_a_known_file_is_asked_for_conditionally_and_keeps_its_facts(tmp_path: Path) -> None:
    pages = small_site(guide=offering(FILE)) | {FILE: file(pdf(GUIDE_LINES), etag='"7"')}
    with MockServer(pages) as server:
        site = site_of(server.url)
        before = crawl(tmp_path, site).snapshot("one")
        again = crawl(tmp_path, SiteTask(site=site, known=known_of(before)))

    found = next(page for page in again.snapshot("one").pages if path_of(page) == FILE)
    assert found.not_modified
    assert found.facts.file is not None
    assert guide_of(again).outcome is Outcome.PASS


def test_a_file_as_the_entry_of_a_list_is_read_as_its_document(tmp_path: Path) -> None:
    entries = [("清溪县人民政府信息公开指南", FILE, "2026-03-01"), ("信息公开指南说明", "/zwgk/2.html", "2026-02-01")]
    pages = small_site(guide=list_page("政府信息公开指南", *entries)) | {
        FILE: file(pdf(GUIDE_LINES)),
        "/zwgk/2.html": Page(html("信息公开指南说明", "<div class='content'><p>本指南每年更新一次。</p></div>")),
    }

    crawled = visit(tmp_path, pages)

    assert (FILE, "file") in crawled.visited("one")
    assert (FILE, "article") not in crawled.visited("one")
    finding = guide_of(crawled)
    assert finding.outcome is Outcome.PASS
    assert [evidence.url.rpartition("/")[2] for evidence in finding.evidence] == ["zn.html", "zn.pdf"]


def test_robots_rules_hold_for_files(tmp_path: Path) -> None:
    pages = small_site(guide=offering(FILE)) | {
        FILE: file(pdf(GUIDE_LINES)),
        "/robots.txt": Page("User-agent: *\nDisallow: /zwgk/files/", content_type="text/plain"),
    }

    assert visit(tmp_path, pages).misses("one")[FILE] == ("robots", "robots.txt")


def test_a_wall_before_the_download_is_said_and_stops_nothing(tmp_path: Path) -> None:
    paths = [f"/files/{number}.pdf" for number in range(3)]
    pages = small_site(guide=offering(*paths)) | {path: Page("", status=401) for path in paths}

    crawled = visit(tmp_path, pages)

    assert {crawled.misses("one")[path][0] for path in paths} == {"login"}
    assert crawled.coverage("one")["budget"] == ("visited", None)


def test_numbers_of_persons_in_a_file_are_a_finding_and_leave_the_crawl_masked(tmp_path: Path) -> None:
    lines = [["姓名", "身份证号"], *([f"人员{number}", "见原件"] for number in range(1_500)), ["张三", IDENTITY]]
    pages = small_site(guide=offering("/files/list.xlsx")) | {"/files/list.xlsx": file(workbook(*lines))}

    crawled = visit(tmp_path, pages, evidence_folder=str(tmp_path / "evidence"))

    finding = guide_of(crawled)
    assert (finding.outcome, finding.problem, finding.severity) == (Outcome.FAIL, Problem.EXPOSED, "serious")
    assert finding.reason.values["masked"] == "1101**********002X"
    said = json.dumps([repr(event) for event in crawled.events], ensure_ascii=False) + repr(finding)
    assert IDENTITY not in said


def test_the_bytes_of_a_file_are_kept_as_evidence(tmp_path: Path) -> None:
    body = pdf(GUIDE_LINES)
    pages = small_site(guide=offering(FILE)) | {FILE: file(body, "application/pdf")}

    crawled = visit(tmp_path, pages, evidence_folder=str(tmp_path / "evidence"))

    warc = next((tmp_path / "evidence").rglob("*.warc.gz"))
    records = ArchiveIterator(io.BytesIO(warc.read_bytes()))
    kept = {record.rec_headers["WARC-Record-ID"]: record.content_stream().read() for record in records}
    found = next(page for page in crawled.snapshot("one").pages if path_of(page) == FILE)
    assert kept[found.record] == body


def test_files_of_the_newest_articles_are_fetched_for_items_about_each_document(tmp_path: Path) -> None:
    standard = Standard(
        id="test",
        title="测试标准",
        version="1",
        in_force=AS_OF,
        applies_to=AppliesTo(),
        items=(
            Item(
                id="guide",
                name="政府信息公开年报",
                find=Find(under=("政府信息公开",)),
                require=Require(labels=("办公地址", "联系电话")),
            ),
        ),
    )
    article = html("年度报告", "<div class='content'><p>报告见附件。</p><a href='/nb.pdf'>附件：年度报告.pdf</a></div>")
    pages = small_site() | {"/zwgk/nb/2025.html": Page(article), "/nb.pdf": file(pdf(GUIDE_LINES))}

    crawled = visit(tmp_path, pages, standard=standard)

    assert ("/nb.pdf", "file") in crawled.visited("one")
    assert guide_of(crawled, standard).outcome is Outcome.PASS


def test_a_column_that_is_itself_a_file_is_read_as_one(tmp_path: Path) -> None:
    tree = {**TREE, "政府信息公开指南": FILE}
    (tmp_path / "scan").mkdir()
    (tmp_path / "none").mkdir()
    complete = small_site(platform=platform_page(tree)) | {FILE: file(pdf(GUIDE_LINES))}
    scanned = small_site(platform=platform_page(tree)) | {FILE: file(scanned_pdf())}

    assert summary(guide_of(visit(tmp_path, complete)))[:2] == (Outcome.PASS, None)
    assert summary(guide_of(visit(tmp_path / "scan", scanned))) == (Outcome.UNKNOWN, None, "column-file-unread")
    assert summary(guide_of(visit(tmp_path / "none", complete, attachments=0))) == (
        Outcome.UNKNOWN,
        None,
        "column-missed",
    )


def test_a_scan_beside_a_long_text_leaves_the_matter_open(tmp_path: Path) -> None:
    text = "本指南介绍政府信息的范围与形式，依申请公开的程序以及监督和救济的途径，供公民、法人和其他组织参考。" * 12
    pages = small_site(guide=offering(FILE, text=text)) | {FILE: file(scanned_pdf())}

    assert summary(guide_of(visit(tmp_path, pages))) == (Outcome.UNKNOWN, None, "elements-in-scan")
