"""Numbers of persons in a file that a site offers: a finding, and nowhere else than in the evidence a whole number."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import msgspec
import pytest
import sqlite_utils
import zstandard

from storage import open_history
from tests.crawler.documents import workbook
from tests.crawler.mockserver import MockServer, Page
from tests.crawler.websites import html, small_site
from tests.monitor.command import TODAY, Ran, called, gongkai

if TYPE_CHECKING:
    from pathlib import Path

NUMBERS = {"11010519491231002X": "1101**********002X", "6222021234567890128": "6222***********0128"}
"""The example of GB 11643, and a card with the right check digit."""
GUIDE = Page(
    html(
        "政府信息公开指南",
        "<h1>政府信息公开指南</h1><div class='content'><p>为方便公民、法人和其他组织获取政府信息，"
        "根据有关规定编制本指南，全文见附件，请下载后阅读。</p>"
        "<p>附件：<a href='/files/list.xlsx'>公开指南附表</a></p></div>",
    )
)


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """A folder in which the site was swept with its evidence, and what the sweep said."""
    folder = tmp_path_factory.mktemp("private")
    rows = [("序号", "姓名", "证件"), *((number, "见原件", "") for number in range(1_500)), (7, "张三", *NUMBERS)]
    pages = small_site(guide=GUIDE) | {
        "/files/list.xlsx": Page(workbook(*rows), content_type="application/vnd.ms-excel")
    }
    (folder / "gongkai.toml").write_text(
        '[crawl]\ndelay = 0\nallow_networks = ["127.0.0.0/8"]\n[sweep]\nmax_unknown = 1\n', encoding="utf-8"
    )
    with MockServer(pages) as server:
        (folder / "sites.toml").write_text(
            f'[[site]]\nid = "p"\nname = "清溪县人民政府"\nurl = "{server.url}"\nlevel = "county"\n'
            'body = "government"\n',
            encoding="utf-8",
        )
        return folder, gongkai(
            "sweep", "--standard", "platform-2019", "--as-of", TODAY.isoformat(), "--json", cwd=folder
        )


def test_the_numbers_are_a_severe_finding(swept: tuple[Path, Ran]) -> None:
    folder, ran = swept
    findings = {row["item"]: row for row in called("findings", "--json", cwd=folder).json["findings"]}

    assert (ran.code, ran.err) == (0, "")
    assert (findings["guide"]["outcome"], findings["guide"]["problem"]) == ("fail", "exposed")
    assert NUMBERS["11010519491231002X"] in findings["guide"]["reason"]


def test_a_replay_reads_the_file_again_and_says_the_same(swept: tuple[Path, Ran]) -> None:
    folder, _ = swept
    said, again = (called(command, "--json", cwd=folder).json["findings"] for command in ("findings", "replay"))

    kept = [
        {row["item"]: (row["outcome"], row["problem"], row["reason"], row["evidence"]) for row in rows}
        for rows in (said, again)
    ]
    assert kept[0] == kept[1]


@pytest.mark.parametrize(
    "words",
    [["findings"], ["findings", "--json"], ["explain", "p", "guide"], ["explain", "p", "guide", "--json"], ["replay"]],
)
def test_nothing_that_is_printed_holds_a_whole_number(swept: tuple[Path, Ran], words: list[str]) -> None:
    folder, ran = swept
    said = called(*words, cwd=folder)

    assert whole_numbers(said.out + said.err + ran.out + ran.err) == []


def test_nothing_that_is_stored_holds_a_whole_number(swept: tuple[Path, Ran]) -> None:
    folder, _ = swept
    with open_history(folder / "gongkai.db") as history:
        snapshot = history.snapshot(1, "p")
        known = history.known_pages("p")

    assert snapshot is not None
    assert any(page.facts.exposures for page in snapshot.pages if page.role == "file")
    assert whole_numbers(msgspec.json.encode((snapshot, known)).decode()) == []
    assert whole_numbers("".join(_cells(folder / "gongkai.db"))) == []


def whole_numbers(text: str) -> list[str]:
    """The numbers that stand whole in a text."""
    return [number for number in NUMBERS if number in text]


def _cells(database: Path) -> list[str]:
    """Everything in every table, unpacked where it is packed."""
    tables = sqlite_utils.Database(database)
    try:
        return [_plain(cell) for table in tables.tables for row in table.rows for cell in row.values()]
    finally:
        tables.close()


def _plain(cell: object) -> str:
    if not isinstance(cell, bytes):
        return str(cell)
    for unpack in (lambda packed: zstandard.ZstdDecompressor().decompressobj().decompress(packed), zlib.decompress):
        try:
            return unpack(cell).decode("utf-8", "replace")
        except (zstandard.ZstdError, zlib.error):
            continue
    return cell.decode("utf-8", "replace")
