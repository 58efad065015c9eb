"""New-media accounts of a list: what a date proves, and every problem of a file at once."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from monitor.errors import ConfigurationError
from monitor.mediafile import parse_accounts
from rules.media import Account, judge_account
from rules.workdays import Calendar
from tests.monitor.command import called
from tests.monitor.shapes import faults

if TYPE_CHECKING:
    from pathlib import Path

TODAY = dt.date(2026, 11, 22)
LIST = """账号名称,平台,主办单位,最后发布日期,监测日期
清溪发布,微信,县政府办,2026-11-20,2026-11-22
清溪文旅,微博,文旅局,2026年10月1日,2026-11-21
清溪交警,抖音,公安局,2026/10/1,
清溪教育,微信,教育局,无,2026-11-22
"""


@pytest.mark.parametrize(
    ("last", "observed", "outcome", "code"),
    [
        ("2026-11-08", None, "pass", "media-fresh"),
        ("2026-11-07", None, "unknown", "media-not-observed"),
        ("2026-11-07", "2026-11-22", "fail", "media-stale"),
        ("2026-11-07", "2026-11-21", "unknown", "media-observed-before"),
        ("2026-10-01", "2026-10-16", "fail", "media-stale"),
        (None, "2026-11-22", "unknown", "media-no-date"),
        ("2026-11-23", None, "unknown", "media-after-today"),
        ("2026-11-01", "2026-11-23", "unknown", "media-after-today"),
    ],
)
def test_a_date_proves_what_was_true_when_it_was_seen(
    last: str | None, observed: str | None, outcome: str, code: str
) -> None:
    """What was posted after that day nobody knows."""
    account = Account(
        id="a",
        name="清溪发布",
        last_post=None if last is None else dt.date.fromisoformat(last),
        observed=None if observed is None else dt.date.fromisoformat(observed),
    )
    found = judge_account(account, limit="14d", today=TODAY, calendar=Calendar())

    assert (found.outcome, found.reason.code) == (outcome, code)


def test_a_list_is_judged_as_the_document_says(tmp_path: Path) -> None:
    """With the rate between its bounds, and a limit of one's own."""
    (tmp_path / "accounts.csv").write_text(LIST, encoding="utf-8")
    told = called("media", "accounts.csv", "--as-of", "2026-11-22", "--json", cwd=tmp_path).json
    tighter = called(
        *("media", "accounts.csv", "--as-of", "2026-11-22", "--max-age", "1d", "--observed", "2026-11-22", "--json"),
        cwd=tmp_path,
    ).json

    assert faults(told, "media-document") == []
    assert [(row["id"], row["outcome"]) for row in told["accounts"]] == [
        ("微信/清溪发布", "pass"),
        ("微博/清溪文旅", "fail"),
        ("抖音/清溪交警", "unknown"),
        ("微信/清溪教育", "unknown"),
    ]
    assert (told["rate"]["low"], told["rate"]["high"], told["limit"], told["own_limit"]) == (0.25, 0.75, "14d", False)
    assert [row["outcome"] for row in tighter["accounts"]] == ["fail", "fail", "fail", "unknown"]
    assert (tighter["limit"], tighter["own_limit"]) == ("1d", True)


def test_a_workbook_with_its_own_dates_is_read(tmp_path: Path) -> None:
    """A spreadsheet keeps a date as a number."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("账号名称", "最近更新日期", "检查日期"), ("清溪发布", dt.date(2026, 11, 20), dt.date(2026, 11, 22))):
        sheet.append(row)
    book.save(tmp_path / "accounts.xlsx")
    ran = called("--lang", "zh", "media", "accounts.xlsx", "--as-of", "2026-11-22", cwd=tmp_path)

    assert (ran.code, ran.err) == (0, "")
    assert "2026-11-20" in ran.out
    assert "通过" in ran.out


def test_every_problem_of_a_file_is_told_at_once() -> None:
    """With its row and the remedy."""
    with pytest.raises(ConfigurationError) as caught:
        parse_accounts("name,last_post,observed\n,2026-13-1,\na,x,\na,2026-11-02,2026-11-01\n", name="a.csv")

    assert caught.value.problems == (
        "a.csv, row 2: has no name; fill in name.",
        'a.csv, row 2: last_post "2026-13-1" is no date; write year-month-day such as 2026-11-22.',
        'a.csv, row 3: last_post "x" is no date; write year-month-day such as 2026-11-22.',
        "a.csv, row 4: last_post 2026-11-02 is after observed 2026-11-01; correct one of the two.",
        "a.csv, row 4: id a stands in row 3 already; give each account its own.",
    )


@pytest.mark.parametrize(
    ("words", "text", "code"),
    [
        (("media", "none.csv"), LIST, 2),
        (("media", "a.csv", "--max-age", "soon"), LIST, 2),
        (("media", "a.csv", "--observed", "2026-11-23", "--as-of", "2026-11-22"), LIST, 2),
        (("media", "a.csv", "--standard", "platform-2019"), LIST, 2),
        (("media", "a.csv"), "名称,网址\n甲,http://a/\n", 2),
        (("media", "a.csv"), "name,last_post\n", 2),
        (("media", "a.csv"), "name,last_post\n甲,\n", 3),
    ],
)
def test_what_cannot_be_judged_is_a_sentence_and_never_green(
    tmp_path: Path, words: tuple[str, ...], text: str, code: int
) -> None:
    """A wrong option, a missing column, a list without dates."""
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    ran = called(*words, cwd=tmp_path)

    assert ran.code == code
    assert len(ran.sentences) == 1
