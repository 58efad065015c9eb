"""Attachments on a loopback site: which are fetched, what is read of them, and what the judge makes of it."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING

import msgspec
import pytest
from warcio.archiveiterator import ArchiveIterator

from rules.judge import judge
from rules.model import Outcome, Problem
from rules.plan import SiteTask
from rules.standard import AppliesTo, Find, Item, Require, Standard
from rules.workdays import Calendar
from tests.crawler.crawling import AS_OF, STANDARD, Crawled, crawl, known_of, path_of, site_of
from tests.crawler.documents import GUIDE_LINES, pdf, scanned_pdf, spinning_pdf, word, workbook
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


def lines_with(*last: str) -> bytes:
    """A workbook of many rows, and one more at its end, behind what is kept of the text."""
    rows = [["姓名", "身份证号"], *([f"人员{number}", "见原件"] for number in range(1_500)), list(last)]
    return workbook(*rows)


LISTED = [("清溪县人民政府信息公开指南", FILE, "2026-03-01"), ("信息公开指南说明", "/zwgk/2.html", "2026-02-01")]
NOTE = Page(html("信息公开指南说明", "<div class='content'><p>本指南每年更新一次。</p></div>"))
REPORT = html("年度报告", "<div class='content'><p>报告见附件。</p><a href='/nb.pdf'>附件：年度报告.pdf</a></div>")
COLUMN = platform_page({**TREE, "政府信息公开指南": FILE})
DOWNLOAD = "/download.jsp?id=7"
PATHS = [f"/files/{number}.pdf" for number in range(3)]
LONG = "本指南介绍政府信息的范围与形式，依申请公开的程序以及监督和救济的途径，供公民、法人和其他组织参考。" * 12
COMPLETE = "办公地址：清溪县人民路1号。联系电话：0851-1234567。" * 3
ROBOTS = Page("User-agent: *\nDisallow: /zwgk/files/", content_type="text/plain")
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") * 20
OFFERING = small_site(guide=offering(FILE))
SITES: dict[str, dict[str, Behaviour]] = {
    "pdf": OFFERING | {FILE: file(pdf(GUIDE_LINES), "application/pdf", etag='"7"')},
    "scan": OFFERING | {FILE: file(scanned_pdf(), "application/pdf")},
    "scan-beside-text": small_site(guide=offering(FILE, text=LONG)) | {FILE: file(scanned_pdf())},
    "lacking": small_site(guide=offering(DOWNLOAD))
    | {DOWNLOAD: file(word(*GUIDE_LINES[:4], "本指南每年更新一次。" * 12))},
    "encrypted": OFFERING | {FILE: file(pdf(GUIDE_LINES[:3], password="closed"))},  # noqa: S106 - the test's own
    "truncated": OFFERING | {FILE: file(pdf(GUIDE_LINES[:3])[:-900])},
    "broken-package": OFFERING | {FILE: file(word(*GUIDE_LINES[:3])[:-300])},
    "old-word": OFFERING | {FILE: file(OLD_WORD)},
    "page": OFFERING | {FILE: file(b"<html><body>not found here</body></html>")},
    "nothing": OFFERING | {FILE: file(b"")},
    "reset": OFFERING | {FILE: Reset()},
    "settled": small_site(guide=offering(FILE, text=COMPLETE)) | {FILE: file(pdf(GUIDE_LINES))},
    "listed": small_site(guide=list_page("政府信息公开指南", *LISTED))
    | {FILE: file(pdf(GUIDE_LINES)), "/zwgk/2.html": NOTE},
    "robots": OFFERING | {FILE: file(pdf(GUIDE_LINES)), "/robots.txt": ROBOTS},
    "walls": small_site(guide=offering(*PATHS)) | {path: Page("", status=401) for path in PATHS},
    "persons": small_site(guide=offering("/list.xlsx")) | {"/list.xlsx": file(lines_with("张三", IDENTITY))},
    "column": small_site(platform=COLUMN) | {FILE: file(pdf(GUIDE_LINES))},
    "scanned-column": small_site(platform=COLUMN) | {FILE: file(scanned_pdf())},
    "spinning": small_site(guide=offering(*PATHS)) | {path: file(spinning_pdf()) for path in PATHS},
}
"""One site for each thing that can be wrong, or right, with an attachment."""


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """All sites in one crawl, with evidence."""
    folder = tmp_path_factory.mktemp("night")
    return visit(folder, SITES, evidence_folder=str(folder / "evidence"), concurrency_per_site=1)


def visit(folder: Path, sites: dict[str, dict[str, Behaviour]], **options: object) -> Crawled:
    """Crawl sites with these pages, once."""
    with contextlib.ExitStack() as stack:
        tasks = [
            site_of(stack.enter_context(MockServer(pages, host=f"127.0.7.{number}")).url, name=name)
            for number, (name, pages) in enumerate(sites.items(), start=1)
        ]
        crawled = crawl(folder, *tasks, **options)
    assert crawled.errors == ""
    return crawled


def guide_of(crawled: Crawled, site: str, standard: Standard = STANDARD) -> Finding:
    """The finding on the guide."""
    findings = judge(crawled.snapshot(site), (standard,), today=AS_OF, calendar=Calendar())
    return next(finding for finding in findings if finding.item == "guide")


def summary(finding: Finding) -> tuple[Outcome, Problem | None, str]:
    """Outcome, problem and the code of the reason."""
    return finding.outcome, finding.problem, finding.reason.code


def files_of(crawled: Crawled, site: str) -> list[str]:
    """Paths of the files that were visited, in order."""
    return [path for path, role in crawled.visited(site) if role == "file"]


def names(finding: Finding) -> list[str]:
    """The last parts of the addresses of the evidence."""
    return [evidence.url.rpartition("/")[2] for evidence in finding.evidence]


def test_a_guide_that_stands_only_in_a_pdf_is_complete_with_the_file_as_evidence(night: Crawled) -> None:
    finding = guide_of(night, "pdf")

    assert files_of(night, "pdf") == [FILE]
    assert summary(finding)[:2] == (Outcome.PASS, None)
    assert names(finding) == ["zn.html", "zn.pdf"]
    assert str(finding.evidence[1].quote).startswith("清溪县人民政府信息公开指南")


def test_a_document_read_whole_that_lacks_elements_is_incomplete_and_they_are_named(night: Crawled) -> None:
    finding = guide_of(night, "lacking")

    assert summary(finding) == (Outcome.FAIL, Problem.INCOMPLETE, "incomplete")
    assert finding.reason.values["missing"] == "联系电话"
    assert names(finding) == ["zn.html", "download.jsp?id=7"]


@pytest.mark.parametrize(
    ("site", "code"),
    [
        ("scan", "elements-in-scan"),
        ("scan-beside-text", "elements-in-scan"),
        ("encrypted", "elements-in-unread-file"),
        ("truncated", "elements-in-unread-file"),
        ("broken-package", "elements-in-unread-file"),
        ("old-word", "elements-in-unread-file"),
        ("page", "elements-in-unread-file"),
        ("nothing", "elements-in-unread-file"),
        ("reset", "elements-in-unread-file"),
        ("scanned-column", "column-file-unread"),
    ],
)
def test_a_file_that_cannot_be_read_settles_nothing(night: Crawled, site: str, code: str) -> None:
    assert summary(guide_of(night, site)) == (Outcome.UNKNOWN, None, code)
    assert night.coverage(site)["budget"] == ("visited", None)


def test_no_file_is_fetched_where_the_page_settles_the_elements(night: Crawled) -> None:
    assert files_of(night, "settled") == []


def test_a_file_as_the_entry_of_a_list_is_read_as_its_document(night: Crawled) -> None:
    finding = guide_of(night, "listed")

    assert files_of(night, "listed") == [FILE]
    assert night.misses("listed").get(FILE) is None
    assert finding.outcome is Outcome.PASS
    assert names(finding) == ["zn.html", "zn.pdf"]


def test_a_column_that_is_itself_a_file_is_read_as_one(night: Crawled) -> None:
    assert (files_of(night, "column"), guide_of(night, "column").outcome) == ([FILE], Outcome.PASS)


def test_robots_rules_hold_for_files(night: Crawled) -> None:
    assert night.misses("robots")[FILE] == ("robots", "robots.txt")


def test_a_wall_before_the_download_is_said_and_stops_nothing(night: Crawled) -> None:
    assert {night.misses("walls")[path][0] for path in PATHS} == {"login"}
    assert night.coverage("walls")["budget"] == ("visited", None)


def test_a_site_whose_files_take_too_long_is_asked_for_no_more_of_them(night: Crawled) -> None:
    said = [night.misses("spinning")[path][1].partition(":")[0] for path in PATHS]

    assert said == ["given up", "given up", "not asked for"]
    assert night.coverage("spinning")["budget"] == ("visited", None)


def test_numbers_of_persons_in_a_file_are_a_finding_and_leave_the_crawl_masked(night: Crawled) -> None:
    finding = guide_of(night, "persons")

    assert (finding.outcome, finding.problem, finding.severity) == (Outcome.FAIL, Problem.EXPOSED, "serious")
    assert finding.reason.values["masked"] == "1101**********002X"
    assert IDENTITY not in "".join(repr(event) for event in night.events) + repr(finding)


def test_the_bytes_of_a_file_are_kept_as_evidence(tmp_path: Path) -> None:
    body = pdf(GUIDE_LINES)

    crawled = visit(tmp_path, {"one": SITES["pdf"]}, evidence_folder=str(tmp_path / "evidence"))

    warc = next((tmp_path / "evidence").rglob("*.warc.gz"))
    records = ArchiveIterator(io.BytesIO(warc.read_bytes()))
    kept = {record.rec_headers["WARC-Record-ID"]: record.content_stream().read() for record in records}
    found = next(page for page in crawled.snapshot("one").pages if path_of(page) == FILE)
    assert kept[found.record] == body


def test_a_budget_of_none_fetches_none_and_the_matter_stays_open(tmp_path: Path) -> None:
    crawled = visit(tmp_path, {name: SITES[name] for name in ("pdf", "column")}, attachments=0)

    assert (files_of(crawled, "pdf"), files_of(crawled, "column")) == ([], [])
    assert summary(guide_of(crawled, "pdf")) == (Outcome.UNKNOWN, None, "elements-in-attachment")
    assert summary(guide_of(crawled, "column")) == (Outcome.UNKNOWN, None, "column-missed")


def test_files_are_fetched_up_to_the_budget_in_the_order_of_the_page(tmp_path: Path) -> None:
    pages = small_site(guide=offering(*PATHS)) | {path: file(pdf(GUIDE_LINES[:2])) for path in PATHS}

    assert files_of(visit(tmp_path, {"one": pages}, attachments=2), "one") == PATHS[:2]


def test_a_file_over_its_own_bound_is_a_miss_and_one_over_the_bound_of_pages_is_read(tmp_path: Path) -> None:
    size = len(pdf(GUIDE_LINES))
    small = OFFERING | {FILE: file(pdf(GUIDE_LINES))}
    large = OFFERING | {FILE: file(pdf(GUIDE_LINES) + b" ")}

    crawled = visit(tmp_path, {"small": small, "large": large}, max_page_bytes=size - 1, max_attachment_bytes=size)

    assert guide_of(crawled, "small").outcome is Outcome.PASS
    assert crawled.misses("large")[FILE] == ("too-large", f"{size + 1} bytes announced")


def test_a_known_file_is_asked_for_conditionally_and_keeps_its_facts(tmp_path: Path) -> None:
    with MockServer(SITES["pdf"]) as server:
        site = site_of(server.url)
        before = crawl(tmp_path, site).snapshot("one")
        again = crawl(tmp_path, SiteTask(site=site, known=known_of(before)))

    found = next(page for page in again.snapshot("one").pages if path_of(page) == FILE)
    assert found.not_modified
    assert found.facts.file is not None
    assert guide_of(again, "one").outcome is Outcome.PASS


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
    pages = small_site() | {"/zwgk/nb/2025.html": Page(REPORT), "/nb.pdf": file(pdf(GUIDE_LINES))}

    crawled = visit(tmp_path, {"one": pages}, standard=standard)

    assert files_of(crawled, "one") == ["/nb.pdf"]
    assert guide_of(crawled, "one", standard).outcome is Outcome.PASS


def test_of_a_yearly_report_one_file_is_fetched_and_none_where_its_page_says_all(tmp_path: Path) -> None:
    require = Require(headings=("总体情况", "存在的主要问题"))
    report = Item(id="report", name="政府信息公开年报", find=Find(under=("政府信息公开",)), require=require)
    standard = msgspec.structs.replace(STANDARD, items=(report,))
    paths = [f"/nb{number}.pdf" for number in range(3)]
    words = {"cover": WORDS, "whole": f"一、总体情况</p><p>{LONG}</p><p>二、存在的主要问题</p><p>{LONG}"}
    files: dict[str, Behaviour] = {path: file(pdf(GUIDE_LINES)) for path in paths}
    sites = {
        name: small_site() | files | {"/zwgk/nb/2025.html": offering(*paths, text=text)} for name, text in words.items()
    }

    crawled = visit(tmp_path, sites, standard=standard)

    assert (files_of(crawled, "cover"), files_of(crawled, "whole")) == (["/nb0.pdf"], [])
