"""Files that pages offer: which there are, which of them were read whole, and what they never disturb."""

from __future__ import annotations

from typing import Any

import pytest

from rules.attachments import Offered, is_file_address, is_read_whole, offered, unread_files
from rules.facts import TEXT_LIMIT, Attachment, FileFacts
from rules.model import MissReason, Outcome, PageVisit, Problem
from rules.visits import Visits
from tests.rules.building import TEXT, at, column, entry, find, home, item, miss, page, snapshot, verdict

PDF = FileFacts(kind="pdf", pages=2, read=2)
LABELS = ("办公地址", "联系电话")
GUIDE = item("政府信息公开指南", labels=LABELS, find={"kind": "page"})
MENU = home(column("政府信息公开指南", "zn/"))


def file(
    path: str, text: str = "办公地址：人民路1号\n联系电话：0851-1", facts: FileFacts = PDF, **more: Any
) -> PageVisit:
    """A visited file."""
    return page(path, role="file", kind="page", text=text, file=facts, **more)


def guide(*files: str, text: str = TEXT) -> PageVisit:
    """The guide's page with these files."""
    names = tuple(Attachment(f"附件{number}", at(path), "pdf") for number, path in enumerate(files, start=1))
    return page("zn/", kind="article", text=text, attachments=names)


@pytest.mark.parametrize(
    ("visit", "whole"),
    [
        (file("a.pdf"), True),
        (file("a.docx", facts=FileFacts(kind="docx")), True),
        (file("a.pdf", facts=FileFacts(kind="pdf", pages=2, read=1)), False),
        (file("a.pdf", facts=FileFacts(kind="pdf", pages=2, read=2, scanned=True)), False),
        (file("a.pdf", text="长" * TEXT_LIMIT), False),
        (file("a.pdf", text=""), False),
        (file("a.pdf", images=1), False),
        (file("a.pdf", text="长" * 400, images=1), True),
        (file("a.doc", facts=FileFacts(kind="doc", read=0)), False),
        (page("a/", text=TEXT), False),
    ],
)
def test_a_file_is_read_whole_only_where_all_that_it_says_is_known(visit: PageVisit, *, whole: bool) -> None:
    assert is_read_whole(visit) == whole


def test_files_stand_beside_a_text_and_in_lists_and_each_counts_once() -> None:
    listing = page(
        "zn/",
        entry("公开指南", "2026-01-01", "zn.PDF?v=1"),
        entry("公开规定", "2026-01-01", "1.html"),
        attachments=(Attachment("指南", at("zn.PDF?v=1"), "pdf"), Attachment("下载", at("down.jsp?id=1"))),
    )

    assert offered(listing) == (
        Offered("公开指南", at("zn.PDF?v=1"), "pdf"),
        Offered("下载", at("down.jsp?id=1"), ""),
    )
    assert (is_file_address(at("a.pdf#1")), is_file_address(at("pdf/")), is_file_address(None)) == (True, False, False)


def test_files_of_a_column_are_gathered_apart_from_its_pages_and_articles() -> None:
    article = page("1.html", role="article", kind="article", attachments=(Attachment("b", at("b.pdf"), "pdf"),))
    listing = page("zn/", entry("甲", "2026-01-01", "1.html"), entry("乙", "2026-01-01", "a.pdf"))
    visits = Visits(snapshot(MENU, listing, article, file("a.pdf"), file("b.pdf"), file("c.pdf")))

    opened = visits.open(at("zn/"), "政府信息公开指南")

    assert [visit.url for visit in opened.files] == [at("a.pdf"), at("b.pdf")]
    assert [visit.url for visit in opened.pages] == [at("zn/")]
    assert [visit.url for visit in opened.articles] == [at("1.html")]
    assert opened.all_files == opened.files
    assert [column.name for column in visits.columns] == ["政府信息公开指南"]


def test_what_was_not_read_whole_is_named() -> None:
    own = guide("a.pdf", "b.pdf", "c.pdf", "d.pdf")
    scan = FileFacts(kind="pdf", pages=1, read=0, scanned=True)
    visits = Visits(snapshot(own, file("a.pdf"), file("b.pdf", "", scan), miss("c.pdf", MissReason.TIMEOUT)))

    assert [one.url for one in unread_files(visits, (own,))] == [at("b.pdf"), at("c.pdf"), at("d.pdf")]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ((file("a.pdf"), file("b.pdf")), (Outcome.PASS, None, "has-text")),
        ((file("a.pdf", "无关"), file("b.pdf", "无关")), (Outcome.FAIL, Problem.INCOMPLETE, "incomplete")),
        ((file("a.pdf", "办公地址：人民路"), file("b.pdf", "联系电话：1")), (Outcome.PASS, None, "has-text")),
        ((file("a.pdf", "无关"),), (Outcome.UNKNOWN, None, "elements-in-attachment")),
        (
            (file("a.pdf", "无关"), miss("b.pdf", MissReason.TIMEOUT)),
            (Outcome.UNKNOWN, None, "elements-in-unread-file"),
        ),
        (
            (file("a.pdf", "无关"), file("b.pdf", "", FileFacts(kind="pdf", pages=1, read=0, scanned=True))),
            (Outcome.UNKNOWN, None, "elements-in-scan"),
        ),
    ],
    ids=["complete", "lacking", "together", "one not fetched", "one missed", "one scanned"],
)
def test_labels_may_stand_in_files_and_only_files_read_whole_prove_that_they_do_not(
    files: tuple[Any, ...], expected: tuple[Outcome, Problem | None, str]
) -> None:
    assert verdict(find(GUIDE, MENU, guide("a.pdf", "b.pdf"), *files)) == expected


def test_a_finding_on_a_file_names_it() -> None:
    finding = find(GUIDE, MENU, guide("a.pdf"), file("a.pdf", "联系电话：1"))

    assert [evidence.url for evidence in finding.evidence] == [at("zn/"), at("a.pdf")]
    assert finding.reason.values["missing"] == "办公地址"
