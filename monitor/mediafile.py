"""A list of new-media accounts (CSV, XLSX) as values, with every row that cannot be taken named at once."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from monitor.errors import ConfigurationError
from monitor.files import read_text
from monitor.language import gettext as _
from monitor.tables import csv_rows, headed_columns
from monitor.text import plain
from monitor.workbooks import workbook_as_csv
from rules.media import Account

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

HEADINGS: dict[str, tuple[str, ...]] = {
    "id": ("id", "账号标识", "账号id", "微信号", "编号"),
    "name": ("name", "账号名称", "名称", "账号", "新媒体名称"),
    "platform": ("platform", "平台", "平台类型", "账号类型", "类型"),
    "owner": ("owner", "主办单位", "责任单位", "开办单位"),
    "url": ("url", "网址", "链接", "主页"),
    "last_post": (
        "last_post",
        "last_post_date",
        "最后发布日期",
        "最近发布日期",
        "最新发布日期",
        "最后更新日期",
        "最近更新日期",
    ),
    "observed": ("observed", "observed_on", "监测日期", "检查日期", "采集日期", "查看日期"),
}
"""A field of an account to the headings it may stand under; blanks and case do not matter."""
_NEEDED = ("name", "last_post")
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s].*)?", re.ASCII)
_SERIAL = re.compile(r"([2-9]\d{4})(?:\.\d+)?", re.ASCII)
_FIRST_SERIAL = dt.date(1899, 12, 30)
_NONE = frozenset({"", "-", "—", "/", "无", "不详", "未知", "无发布"})


def read_accounts(path: Path) -> tuple[Account, ...]:
    """Read a list of accounts.

    Raises:
        ConfigurationError: With every problem of the file.
    """
    text = workbook_as_csv(path) if path.suffix.lower() in {".xlsx", ".xlsm"} else read_text(path)
    return parse_accounts(text, name=str(path))


def parse_accounts(text: str, *, name: str) -> tuple[Account, ...]:
    """Read the text of a table with a row of headings.

    Args:
        text: CSV.
        name: The file's name, for messages.

    Raises:
        ConfigurationError: With every problem of every row.
    """
    rows = list(csv_rows(text, name=name))
    columns: dict[str, int] = {}
    for at, field in enumerate(headed_columns(rows, HEADINGS, needed=_NEEDED, name=name)):
        if field is not None:
            columns.setdefault(field, at)
    problems: list[str] = []
    accounts: list[Account] = []
    lines: dict[str, int] = {}
    for number, row in enumerate(rows[1:], start=2):
        cells = {field: row[at].strip() for field, at in columns.items() if at < len(row)}
        if not any(cells.values()):
            continue
        account, wrong = _account(cells)
        problems += [_("{file}, row {row}: {problem}").format(file=name, row=number, problem=one) for one in wrong]
        if account.id in lines:
            problems.append(
                _("{file}, row {row}: id {id} stands in row {first} already; give each account its own.").format(
                    file=name, row=number, id=plain(account.id, 60), first=lines[account.id]
                )
            )
        lines.setdefault(account.id, number)
        accounts.append(account)
    if not accounts and not problems:
        problems.append(_("{file}: holds no account below its headings.").format(file=name))
    if problems:
        raise ConfigurationError(problems)
    return tuple(accounts)


def _account(cells: Mapping[str, str]) -> tuple[Account, list[str]]:
    """One account, and what is wrong with its row."""
    problems = []
    if not cells.get("name"):
        problems.append(_("has no name; fill in {column}.").format(column="name"))
    days: dict[str, dt.date | None] = {}
    for field in ("last_post", "observed"):
        written = cells.get(field, "")
        days[field] = _day(written)
        if days[field] is None and written not in _NONE:
            problems.append(
                _('{column} "{given}" is no date; write year-month-day such as 2026-11-22.').format(
                    column=field, given=plain(written, 40)
                )
            )
    last, observed = days["last_post"], days["observed"]
    if last is not None and observed is not None and last > observed:
        problems.append(
            _("last_post {last} is after observed {observed}; correct one of the two.").format(
                last=last, observed=observed
            )
        )
    name, platform = cells.get("name", ""), cells.get("platform", "")
    account = Account(
        id=cells.get("id") or "/".join(part for part in (platform, name) if part),
        name=name,
        platform=platform,
        owner=cells.get("owner", ""),
        url=cells.get("url", ""),
        last_post=last,
        observed=observed,
    )
    return account, problems


def _day(written: str) -> dt.date | None:
    """A date as people write it, or the number that a spreadsheet keeps for it."""
    found = _DATE.fullmatch(written)
    try:
        if found is not None:
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    serial = _SERIAL.fullmatch(written)
    return _FIRST_SERIAL + dt.timedelta(days=int(serial[1])) if serial is not None else None
