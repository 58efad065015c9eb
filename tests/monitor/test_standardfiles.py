"""Lists of obligations come from the sheets that offices keep, and go back without loss."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook

from monitor import standardpages
from monitor.errors import ConfigurationError
from monitor.language import speak
from monitor.standardfiles import export_standard, import_standard
from monitor.standards import shipped_standards
from rules.loading import parse_standard
from rules.standard import Fresh

if TYPE_CHECKING:
    from pathlib import Path

    from rules.standard import Standard

SINCE = dt.date(2024, 1, 1)
SHIPPED = {standard.id: standard for standard in shipped_standards()}


def official_book(path: Path) -> Path:
    """A table as counties publish it: two rows of headings, merged cells, boxes, ticks, a gap, a note below."""
    book = Workbook()
    sheet = book.active
    sheet.title = "社会救助"
    sheet.append(["（一）社会救助领域基层政务公开标准目录"])
    sheet.append([])
    sheet.append(
        [
            "序号",
            "公开事项",
            "",
            "公开内容\n（要素）",
            "公开依据",
            "公开时限",
            "公开主体",
            "公开渠道和载体",
            "公开对象",
            "",
            "公开方式",
            "",
            "公开层级",
            "",
        ]
    )
    sheet.append(
        [
            "",
            "一级事项",
            "二级事项",
            "",
            "",
            "",
            "",
            "",
            "全社会",
            "特定群体\n（请写明）",
            "主动",
            "依申请公开",
            "县级",
            "乡、村级",
        ]
    )
    boxes = "■政府网站    □政府公报\n□两微一端    ■公开查阅点"
    limit = "制定或获取信息之日起10个工作日内"
    sheet.append(
        [
            "1",
            "最低生活保障",
            "政策法规文件",
            "●文件名称；●文号",
            "《社会救助暂行办法》",
            limit,
            "县民政局",
            boxes,
            "√",
            "",
            "√",
            "",
            "√",
            "√",
        ]
    )
    sheet.append(
        [
            "2",
            "",
            "审核信息",
            "初审对象名单",
            "",
            "公示7个工作日",
            "",
            "□政府网站 ■入户/现场",
            "√",
            "",
            "√",
            "",
            "",
            "√",
        ]
    )
    sheet.append(
        ["4", "临时救助", "办事指南", "办理条件\n申请材料", "", "见通知", "", boxes, "√", "", "", "√", "√", ""]
    )
    sheet.append(["备注：“■”为必选，“□”为可选"])
    for block in ("A1:N1", "B3:C3", "I3:J3", "K3:L3", "M3:N3", "B5:B6", "E5:E7", "G5:G7", "A8:N8"):
        sheet.merge_cells(block)
    book.save(path)
    return path


def sentence_of(path: Path) -> str:
    with pytest.raises(ConfigurationError) as caught:
        import_standard(path, in_force=SINCE)
    lines = caught.value.lines()
    assert len(lines) == 1
    return lines[0].replace(str(path), "FILE")


def test_an_office_s_table_is_read_with_everything_that_offices_do(tmp_path: Path) -> None:
    """Merged cells are filled, boxes chosen, ticks understood, and doubts told by row."""
    found = import_standard(official_book(tmp_path / "救助.xlsx"), identifier="own", in_force=SINCE)

    assert (found.standard.id, found.standard.title) == ("own", "（一）社会救助领域基层政务公开标准目录")
    assert (found.standard.state, found.standard.in_force) == ("trial", SINCE)
    rows = [
        (item.id, item.group, item.name, item.content, item.publisher, item.channel, item.audience, item.method)
        for item in found.standard.items
    ]
    assert rows == [
        (
            "item-001",
            "最低生活保障",
            "政策法规文件",
            ("●文件名称", "●文号"),
            "县民政局",
            ("政府网站", "公开查阅点"),
            "全社会",
            "主动",
        ),
        ("item-002", "最低生活保障", "审核信息", ("初审对象名单",), "县民政局", ("入户/现场",), "全社会", "主动"),
        (
            "item-003",
            "临时救助",
            "办事指南",
            ("办理条件", "申请材料"),
            "县民政局",
            ("政府网站", "公开查阅点"),
            "全社会",
            "依申请公开",
        ),
    ]
    assert [item.levels for item in found.standard.items] == [("county", "township"), ("township",), ("county",)]
    assert [item.basis for item in found.standard.items] == [("《社会救助暂行办法》",)] * 3
    assert [item.fresh for item in found.standard.items] == [Fresh(permanent=True)] * 3
    assert [item.testable for item in found.standard.items] == [True, False, False]
    assert found.remarks == [
        "社会救助:7: 公开时限 “见通知” was not understood; only content is checked",
        "社会救助:7: 序号 jumps from 2 to 4; no row stands between",
    ]
    speak("zh")
    try:
        assert import_standard(official_book(tmp_path / "救助.xlsx"), in_force=SINCE).remarks == [
            "社会救助:7: 公开时限“见通知”没有读懂，只检查有没有内容",
            "社会救助:7: 序号从 2 跳到 4，中间的行没有找到",
        ]
    finally:
        speak("en")


@pytest.mark.parametrize("standard", SHIPPED.values(), ids=lambda standard: standard.id)
@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_a_sheet_and_back_loses_nothing(standard: Standard, suffix: str, tmp_path: Path) -> None:
    """Of any standard that is shipped."""
    path = tmp_path / f"list{suffix}"
    export_standard(standard, path)

    found = import_standard(path, in_force=SINCE)

    assert found.remarks == []
    assert found.standard == standard


def test_toml_and_back_loses_nothing(tmp_path: Path) -> None:
    """Of any standard that is shipped."""
    for standard in SHIPPED.values():
        path = tmp_path / f"{standard.id}.toml"
        export_standard(standard, path)
        assert parse_standard(path.read_text("utf-8"), name=path.name) == standard


def test_the_workbook_is_fit_to_be_worked_in(tmp_path: Path) -> None:
    """Frozen headings, widths, choices, and no formula whatever a text begins with."""
    path = tmp_path / "list.xlsx"
    export_standard(SHIPPED["platform-2019"], path)
    sheet = load_workbook(path).worksheets[0]

    assert sheet.freeze_panes == "D2"
    assert [cell.value for cell in sheet[1]][:4] == ["序号", "一级事项", "二级事项", "公开内容（要素）"]
    assert sheet.column_dimensions["D"].width > 20
    assert len(sheet.data_validations.dataValidation) == 5
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}


def test_csv_cells_are_no_formulas(tmp_path: Path) -> None:
    """A text that begins like one is quoted, and comes back as it was."""
    text = 'id="own"\ntitle="=1+1"\nversion="1"\nin_force=2024-01-01\n[[item]]\nid="a"\nname="@甲"\ndeadline="-"\n'
    standard = parse_standard(text, name="own.toml")
    path = tmp_path / "list.csv"
    export_standard(standard, path)
    written = path.read_text("utf-8-sig")

    assert "'=1+1" in written
    assert "'@甲" in written
    back = import_standard(path, in_force=SINCE).standard
    assert (back.title, back.items[0].name, back.items[0].deadline) == ("=1+1", "@甲", "-")


def test_markdown_shows_text_as_it_is(tmp_path: Path) -> None:
    """Ten columns, and no mark-up from the data."""
    text = 'id="own"\ntitle="a|b"\nversion="1"\nin_force=2024-01-01\n[[item]]\nid="a"\nname="<b>*甲*"\n'
    path = tmp_path / "list.md"
    export_standard(parse_standard(text, name="own.toml"), path)
    written = path.read_text("utf-8")

    assert written.startswith("# a\\|b\n")
    assert "\\<b\\>\\*甲\\*" in written


def test_the_pages_of_the_documentation_are_those_of_the_data() -> None:
    """`python -m monitor.standardpages` writes them."""
    written = {page.name: page.read_text("utf-8") for page in standardpages.FOLDER.glob("*.md")}

    assert written == standardpages.pages()


def test_csv_in_gb18030_is_read(tmp_path: Path) -> None:
    """Spreadsheets in Chinese offices still write it."""
    path = tmp_path / "own list.csv"
    path.write_bytes("序号,一级事项,二级事项,公开内容,公开时限\r\n1,机构,机构职能,职责,长期公开\r\n".encode("gb18030"))

    standard = import_standard(path, in_force=SINCE).standard

    assert (standard.id, [item.name for item in standard.items]) == ("own-list", ["机构职能"])


def test_what_stands_above_the_headings_names_the_list(tmp_path: Path) -> None:
    """附件1 is no title, and points of a list are parts of the content."""
    path = tmp_path / "list.csv"
    path.write_text(
        "附件1\n清溪县养老服务领域公开目录\n一级事项,二级事项,公开内容,公开依据,公开时限,公开主体\n"
        "养老服务,补贴,●名称 ●标准,《办法》,长期公开,民政局\n",
        encoding="utf-8",
    )
    standard = import_standard(path, in_force=SINCE).standard

    assert (standard.title, standard.items[0].content) == ("清溪县养老服务领域公开目录", ("●名称", "●标准"))


def test_what_is_no_such_workbook_is_one_sentence(tmp_path: Path) -> None:
    """And it names the remedy."""
    path = tmp_path / "list.xlsx"
    path.write_text("not a workbook", encoding="utf-8")
    assert sentence_of(path) == "FILE: is no workbook that can be read; open it and save it as .xlsx again."
    path.write_bytes(b"\xd0\xcf\x11\xe0 an old workbook")
    assert sentence_of(path) == "FILE: is an old or an encrypted workbook; save it as .xlsx without a password."
    Workbook().save(path)
    assert sentence_of(path).startswith("FILE: holds no rows below the official headings (一级事项、二级事项、")
    other = tmp_path / "list.pdf"
    assert sentence_of(other) == "FILE: cannot be imported; give one of .xlsx, .xlsm, .csv."
    missing = tmp_path / "missing.xlsx"
    assert sentence_of(missing) == "FILE: no such file; check the path."


def test_a_million_empty_rows_and_formulas_do_no_harm(tmp_path: Path) -> None:
    """Rows without texts cost no memory; a formula that was never computed counts as empty and is told."""
    path = official_book(tmp_path / "book.xlsx")
    swollen = tmp_path / "swollen.xlsx"
    empty = "".join(f'<row r="{number}" ht="14" customHeight="1"/>' for number in range(9, 300_000))
    formula = '<row r="300001"><c r="A300001"><f>1+1</f><v></v></c></row>'
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.namelist():
            body = source.read(entry)
            if entry == "xl/worksheets/sheet1.xml":
                body = body.replace(b"</sheetData>", f"{empty}{formula}</sheetData>".encode())
            target.writestr(entry, body)

    found = import_standard(swollen, in_force=SINCE)

    assert len(found.standard.items) == 3
    assert found.remarks[0] == "社会救助: 1 cell holds a formula that was never computed; it counts as empty."


@pytest.mark.parametrize(
    "attack",
    [
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet>&b;</worksheet>',
        b"<worksheet><unclosed>",
        b"",
    ],
)
def test_a_sheet_that_means_harm_is_refused(attack: bytes, tmp_path: Path) -> None:
    """Document types, entities and broken parts."""
    path = official_book(tmp_path / "book.xlsx")
    evil = tmp_path / "evil.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(evil, "w") as target:
        for entry in source.namelist():
            target.writestr(entry, attack if entry == "xl/worksheets/sheet1.xml" else source.read(entry))

    assert re.match(r"FILE: (is no workbook|holds no rows)", sentence_of(evil))


def test_nothing_is_left_half_written(tmp_path: Path) -> None:
    """Where the folder is not there, no other file is either."""
    with pytest.raises(ConfigurationError, match="cannot be written"):
        export_standard(SHIPPED["platform-2019"], tmp_path / "no" / "list.csv")
    with pytest.raises(ConfigurationError, match="cannot be exported to"):
        export_standard(SHIPPED["platform-2019"], tmp_path / "list.pdf")
    assert list(tmp_path.iterdir()) == []
