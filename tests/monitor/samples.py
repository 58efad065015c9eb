"""Values for the views: two sites, one in trouble, one down; text with things in it that could harm a terminal."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rules.facts import Attachment, Column, Entry, PageFacts, Pagination, SiteMarks
from rules.model import (
    Candidate,
    ColumnCandidate,
    Evidence,
    Facet,
    MatchedColumn,
    NameMatch,
    Outcome,
    Problem,
    Reason,
    SeenColumn,
    Site,
)
from rules.standard import Find, Fresh, Item, Source, Standard
from storage import Changes, Interval, StoredFinding

DAY = dt.date(2026, 11, 22)
MOMENT = dt.datetime(2026, 11, 22, 1, 30, tzinfo=dt.UTC)
HOME = "http://www.qingxi.gov.cn/"
YEARBOOK = Item(
    id="annual-report",
    group="政府信息公开",
    name="政府信息公开年报",
    name_en="Annual disclosure report",
    content=("上一年度政府信息公开工作年度报告",),
    basis=("《政府信息公开条例》第五十条",),
    deadline="每年3月31日前",
    publisher="县级以上地方人民政府",
    channel=("政府网站",),
    audience="全社会",
    method="主动公开",
    levels=("county",),
    find=Find(aliases=("信息公开年报",), under=("政府信息公开",)),
    fresh=Fresh(annual_by="03-31"),
)
NOTICES = Item(id="notices", name="通知公告", find=Find(kind="list"), fresh=Fresh(max_age="14d"))
STANDARD = Standard(
    id="platform-2019",
    title="政府信息公开平台规范",
    title_en="Disclosure platform layout",
    version="2019-12",
    in_force=dt.date(2019, 12, 3),
    source=Source(document="《政府信息公开平台规范》", number="国办公开办函〔2019〕61号"),
    items=(YEARBOOK, NOTICES),
)
NAMES = {("platform-2019", "annual-report"): "Annual disclosure report"}
SITES = (
    Site(id="5227010001", name="清溪县人民政府", url=HOME, level="county", body="government", office="县政府办公室"),
    Site(
        id="5227010002",
        name="长渡县人民政府",
        url="http://www.changdu.gov.cn/",
        level="county",
        body="department",
        standards=("platform-2019",),
    ),
)


def finding(outcome: Outcome, item: str = "annual-report", **values: Any) -> StoredFinding:
    """A stored finding of the first site."""
    given: dict[str, Any] = {
        "site": "5227010001",
        "site_name": "清溪县人民政府",
        "standard": "platform-2019",
        "item": item,
        "item_name": "政府信息公开年报" if item == "annual-report" else "通知公告",
        "outcome": outcome,
        "reason": Reason("x"),
        "checked_at": MOMENT,
        "sweep": 2,
        "since": dt.date(2026, 11, 21),
        "first_seen": dt.date(2026, 11, 21),
        "confirmed": False,
        "cause": "site",
    }
    return StoredFinding(**given | values)


STALE = finding(
    Outcome.FAIL,
    "notices",
    problem=Problem.STALE,
    facet=Facet.FRESHNESS,
    reason=Reason(
        "stale",
        {
            "column": "通知公告",
            "url": HOME + "tzgg/",
            "title": "关于停水的通知\x1b[31m",
            "newest": "2026-10-01",
            "today": "2026-11-22",
            "age": 52,
            "limit": "14d",
        },
    ),
    url=HOME + "tzgg/",
    newest_date=dt.date(2026, 10, 1),
    entries=12,
    due=dt.date(2026, 10, 15),
    confirmed=True,
    match=MatchedColumn(column="通知公告", grade="exact", score=1.0),
    candidates=(
        ColumnCandidate(
            column=SeenColumn(name="通知公告", url=HOME + "tzgg/", parents=("政务公开",), page=HOME),
            grade="exact",
            score=1.0,
            matched="通知公告",
        ),
    ),
    evidence=(Evidence(url=HOME + "tzgg/", sha256="ab" * 32, quote="关于停水的通知 2026-10-01"),),
)
PASSED = finding(
    Outcome.PASS,
    reason=Reason(
        "annual-in-time",
        {"year": 2025, "title": "2025年政府信息公开工作年度报告", "newest": "2026-03-20", "due_day": "2026-03-31"},
    ),
    newest_date=dt.date(2026, 3, 20),
)
DARK = finding(
    Outcome.UNKNOWN,
    site="5227010002",
    site_name="长渡县人民政府",
    reason=Reason("home-missed", {"url": "http://www.changdu.gov.cn/", "miss": "refused"}),
)
FINDINGS = (STALE, PASSED, DARK)
CHANGES = Changes(since=1, until=2, new=(STALE,), fixed=(PASSED,), still=(), unknown=(DARK,), rule_changes=())
INTERVALS = (
    Interval(
        site="5227010001",
        site_name="清溪县人民政府",
        standard="platform-2019",
        item="notices",
        item_name="通知公告",
        outcome=Outcome.PASS,
        problem=None,
        from_=dt.date(2026, 11, 1),
        to=dt.date(2026, 11, 21),
        cause="site",
        from_sweep=1,
        to_sweep=2,
        left=False,
        standard_version="2019-12",
        tool_version="0.1.0",
        calendar_version="2004-2026/0",
    ),
    Interval(
        site="5227010001",
        site_name="清溪县人民政府",
        standard="platform-2019",
        item="notices",
        item_name="通知公告",
        outcome=Outcome.FAIL,
        problem=Problem.STALE,
        from_=dt.date(2026, 11, 21),
        to=None,
        cause="standard",
        from_sweep=2,
        to_sweep=None,
        left=False,
        standard_version="2019-12",
        tool_version="0.1.0",
        calendar_version="2004-2026/0",
    ),
)
MATCHES = (
    NameMatch(
        name="年报",
        verdict="ambiguous",
        candidates=(
            Candidate("platform-2019", "annual-report", "政府信息公开年报", "alias", 0.78, "年报"),
            Candidate("own", "yearbook", "统计年报", "contained", 0.77, "统计年报"),
        ),
    ),
    NameMatch(name="天气\u202e预报", verdict="none"),
)
PAGE = PageFacts(
    url=HOME + "tzgg/",
    charset="gb18030",
    kind="list",
    family="trs",
    title="通知公告",
    site=SiteMarks(name="清溪县人民政府", id_code="5227010001"),
    meta={"sitename": "清溪县人民政府"},
    breadcrumb=("首页", "政务公开", "通知公告"),
    columns=(
        Column("首页", HOME),
        Column("政务公开", None, (), "nav"),
        Column("通知公告", HOME + "tzgg/", ("政务公开",), "nav"),
        Column("隐私[bold]", HOME + "ys/", (), "footer"),
    ),
    entries=(
        Entry("关于停水的通知", HOME + "1.html", dt.date(2026, 10, 1), "2026年10月1日"),
        Entry("无日期", None),
    ),
    pages=Pagination(current=1, total=3, next=HOME + "tzgg/index_1.html", lower_bound=True),
    attachments=(Attachment("附件.pdf", HOME + "a.pdf", "pdf"),),
    fields={"索引号": "qx-1"},
    text_length=120,
    read_from={"title": "<title>"},
)
