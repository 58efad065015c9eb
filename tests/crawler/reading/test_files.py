"""Files to facts: what is read of each kind, and that no bytes whatever bring the readers down."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.reading.files import read_file
from crawler.reading.files.pdf import MOST_PAGES
from crawler.reading.files.sheets import MOST_ROWS
from rules.facts import TEXT_LIMIT, Exposure, FileFacts, PageFacts, Unreadable
from tests.crawler.documents import GUIDE_LINES, pdf, scanned_pdf, word, workbook

URL = "http://www.qingxi.gov.cn/files/7"
IDENTITY = "11010519491231002X"
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DATA = Path(__file__).parents[2] / "data"
PRINTED = DATA / "printed.pdf"
"""Printed by Chromium, with the letters of an open font that it needs."""
OLD_WORKBOOK = DATA / "list.xls"
"""Written by a program of that time; nothing that is kept up writes the format any more."""
FILES = {
    "xls": OLD_WORKBOOK.read_bytes(),
    "pdf": pdf(GUIDE_LINES, GUIDE_LINES),
    "docx": word(*GUIDE_LINES, table=(("姓名", "电话"), ("张三", "0851-1"))),
    "xlsx": workbook(("姓名", "电话"), ("张三", "0851-1")),
}


def read(body: bytes) -> PageFacts:
    """The facts of a file that can be read."""
    facts = read_file(body, URL)
    assert isinstance(facts, PageFacts)
    return facts


def package(**parts: str) -> bytes:
    """A package with these parts; ``__`` in a name is a slash, ``_`` a dot."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/").replace("_", "."), text)
    return buffer.getvalue()


def test_a_pdf_file_is_read_page_by_page() -> None:
    facts = read(pdf(GUIDE_LINES, ("第二页",)))

    assert facts.text.split("\n") == [*GUIDE_LINES, "第二页"]
    assert facts.file == FileFacts(kind="pdf", pages=2, read=2)
    assert facts.text_length == sum(map(len, (*GUIDE_LINES, "第二页")))


def test_a_file_with_parts_of_a_font_in_it_is_read_in_the_letters_that_everybody_uses() -> None:
    facts = read(PRINTED.read_bytes())

    assert facts.text.split("\n")[:4] == [
        "清溪县人民政府信息公开指南",
        "办公地址：清溪县人民路1号",
        "联系电话 0851-1234567",
        "电子邮箱 a@b.test",
    ]
    assert facts.file == FileFacts(kind="pdf", pages=1, read=1)


def test_pages_that_are_pictures_are_a_scan_whatever_is_stamped_on_them() -> None:
    assert read(scanned_pdf(pages=2)).file == FileFacts(kind="pdf", pages=2, read=0, scanned=True)
    assert read(scanned_pdf(pages=2, stamp="扫描全能王 创建")).file == FileFacts(
        kind="pdf", pages=2, read=0, scanned=True
    )


def test_a_page_with_few_words_beside_a_picture_is_not_read() -> None:
    said = (
        "清溪县人民政府办公室二〇二六年政府信息公开指南扫描件，原件由清溪县人民政府办公室保管，查阅请到政务大厅一楼。"
    )

    assert read(scanned_pdf(stamp=said + said)).file == FileFacts(kind="pdf", pages=1, read=0)


def test_pages_beyond_the_bound_are_not_read() -> None:
    facts = read(pdf(*[("短",)] * (MOST_PAGES + 3)))

    assert facts.file == FileFacts(kind="pdf", pages=MOST_PAGES + 3, read=MOST_PAGES)


def test_a_page_without_a_word_is_not_read_and_letters_that_mean_nothing_are_no_words() -> None:
    assert read(pdf(GUIDE_LINES, ())).file == FileFacts(kind="pdf", pages=2, read=1)
    assert read(pdf(("qfst wx zvbn pmkl rtgh yhjn bgvf cdex swqa",) * 3)).file == FileFacts(kind="pdf", pages=1, read=0)


def test_a_pdf_file_whose_end_is_missing_is_not_whole() -> None:
    body = pdf(GUIDE_LINES)

    assert read(body[: body.rindex(b"%%EOF")]).file == FileFacts(kind="pdf", pages=1, read=0)


def test_a_file_that_needs_a_password_is_said_to() -> None:
    closed = pdf(GUIDE_LINES, password="closed")  # noqa: S106 - of the test's own file
    office = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")

    assert read_file(closed, URL) == Unreadable("undecodable", "encrypted")
    assert read_file(office, URL) == Unreadable("undecodable", "encrypted")


def test_the_rows_of_a_table_in_a_word_document_are_lines_with_tabs_where_the_table_stands() -> None:
    facts = read(word("甲", "乙", table=(("姓名", "联系\n电话"), ("张三", ""))))

    assert facts.text == "甲\n乙\n姓名\t联系 电话\n张三\t"
    assert facts.file == FileFacts(kind="docx")


def test_boxes_content_controls_and_headers_of_a_word_document_are_read() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "清溪县人民政府文件"
    document.add_paragraph("正文")
    control = f"<w:sdt {NAMESPACE}><w:sdtContent><w:p><w:r><w:t>控件内</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    box = (
        f"<w:p {NAMESPACE}><w:r><w:t>框外</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r></w:p>"
    )
    deleted = f"<w:p {NAMESPACE}><w:del><w:r><w:delText>删去的</w:delText></w:r></w:del></w:p>"
    for markup in (control, box, deleted):
        document.element.body.insert_element_before(parse_xml(markup), "w:sectPr")
    buffer = io.BytesIO()
    document.save(buffer)

    assert read(buffer.getvalue()).text == "正文\n控件内\n框外\n框内\n清溪县人民政府文件"


def test_a_long_table_in_a_word_document_is_read_to_its_end() -> None:
    rows = [(f"第{number}行", "值") for number in range(600)]

    assert read(word(table=rows)).text.split("\n")[-1] == "第599行\t值"


def test_boxes_inside_boxes_are_read_once() -> None:
    document = docx.Document()
    inner = "<w:p><w:r><w:t>最里面</w:t></w:r></w:p>"
    opened, closed = "<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"
    markup = f"{opened * 20}{inner}{closed * 20}".replace("<w:p>", f"<w:p {NAMESPACE}>", 1)
    document.element.body.insert_element_before(parse_xml(markup), "w:sectPr")
    buffer = io.BytesIO()
    document.save(buffer)

    assert read(buffer.getvalue()).text == "最里面"


def test_tables_of_figures_stand_in_the_facts_with_merged_cells_in_every_place() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "本年新收"
    table.cell(0, 2).text = "结转下年度"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "自然人"
    table.cell(1, 1).text = "3"
    table.cell(2, 1).text = "4"
    buffer = io.BytesIO()
    document.save(buffer)

    assert [figures.rows for figures in read(buffer.getvalue()).tables] == [
        (("本年新收", "本年新收", "结转下年度"), ("自然人", "3", ""), ("自然人", "4", ""))
    ]


def test_the_rows_of_a_workbook_are_lines_and_whole_numbers_stay_whole() -> None:
    facts = read(workbook(("序号", None, "金额"), (1.0, "甲", 3.5), sheet="公示名单"))

    assert facts.text == "公示名单\n序号\t\t金额\n1\t甲\t3.5"
    assert facts.file == FileFacts(kind="xlsx", pages=1, read=1)


def test_a_workbook_of_before_2007_is_read_with_its_days() -> None:
    facts = read(OLD_WORKBOOK.read_bytes())

    assert facts.text == "公示名单\n姓名\t金额\t日期\n张三\t120\t2026-03-01\n李四\t3.5"
    assert facts.file == FileFacts(kind="xls", pages=1, read=1)


def test_a_sheet_with_more_rows_than_are_read_is_not_whole() -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("数据")
    for _ in range(MOST_ROWS + 5):
        sheet.append(["短"])
    buffer = io.BytesIO()
    book.save(buffer)

    facts = read(buffer.getvalue())

    assert facts.file == FileFacts(kind="xlsx", pages=1, read=0)
    assert len(facts.text) == TEXT_LIMIT


def test_numbers_of_persons_behind_the_part_that_is_kept_are_found_too() -> None:
    rows = [*([f"第{number}号人员的说明文字"] for number in range(2_000)), [IDENTITY]]

    facts = read(workbook(*rows))

    assert IDENTITY not in facts.text
    assert facts.exposures == (Exposure("identity", "1101**********002X"),)


def test_letters_that_only_look_like_the_usual_ones_become_these() -> None:
    assert read(word("⼈⺠政府⻓联系⽅式")).text == "人民政府长联系方式"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (package(OFD_xml="<a/>"), "ofd"),
        (package(a_txt="a"), "zip"),
        (b"Rar!\x1a\x07\x00", "rar"),
        (b"{\\rtf1 a}", "rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "doc"),
        (b"<!DOCTYPE html><p>a", "html"),
        (b"\x00\x01\x02", "unknown"),
        (b"", "unknown"),
    ],
)
def test_of_a_kind_without_a_reader_only_the_kind_is_known(body: bytes, kind: str) -> None:
    facts = read(body)

    assert (facts.file, facts.text) == (FileFacts(kind=kind, read=0), "")


def test_a_package_that_would_unpack_to_too_much_is_not_opened() -> None:
    bomb = package(word__document_xml="\x00" * 101_000_000)

    assert len(bomb) < 200_000
    assert read_file(bomb, URL) == Unreadable("too-large", "1 parts, 101000000 bytes when unpacked")


def test_a_package_that_lies_about_its_size_is_not_unpacked_beyond_the_lie() -> None:
    bomb = bytearray(package(word__document_xml="\x00" * 101_000_000))
    directory = bomb.rindex(b"PK\x01\x02")
    struct.pack_into("<I", bomb, directory + 24, 1_000)

    assert isinstance(read_file(bytes(bomb), URL), Unreadable)


@pytest.mark.parametrize("kind", FILES)
def test_a_file_cut_anywhere_is_never_whole_and_raises_nothing(kind: str) -> None:
    body = FILES[kind]
    for length in range(0, len(body) - 40, max(len(body) // 40, 1)):
        facts = read_file(body[:length], URL)
        whole = isinstance(facts, PageFacts) and facts.file is not None and facts.file.read == facts.file.pages
        assert not whole


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_damaged_files_never_raise(data: st.DataObject) -> None:
    body = bytearray(FILES[data.draw(st.sampled_from(sorted(FILES)))])
    for _ in range(data.draw(st.integers(1, 12))):
        place = data.draw(st.integers(0, len(body) - 1))
        body[place] = data.draw(st.integers(0, 255))

    facts = read_file(bytes(body), URL)

    assert isinstance(facts, PageFacts | Unreadable)


@given(
    st.sampled_from([b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b""]), st.binary(max_size=400)
)
def test_any_bytes_are_facts_or_unreadable(start: bytes, rest: bytes) -> None:
    assert isinstance(read_file(start + rest, URL), PageFacts | Unreadable)
