"""The first page of evidence that is handed over, in Chinese and English side by side: it goes to people of both."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from monitor import words
from monitor.evidence_words import what_is_wrong
from monitor.language import speak, spoken
from monitor.views.evidence_source import document, escaped, is_text, quoted_lines
from rules.model import PageVisit
from rules.reasons import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitor.evidence_case import Case, CasePage
    from rules.model import Miss

_BEIJING = ZoneInfo("Asia/Shanghai")
_NONE = "—"


def summary_page(case: Case) -> str:
    """What was found, by which law, on which bytes, and how to check all of it."""
    finding = case.finding
    parts = [
        f"<h1>{escaped(finding.site_name)} · {escaped(finding.item_name)}</h1>",
        _broken(case),
        "<h2>结论 Finding</h2>",
        _table(
            ("网站 Site", f"{finding.site_name} ({finding.site})"),
            ("网址 Address", case.site.url),
            ("结论 Outcome", _both(lambda: words.outcome(finding.outcome.value))),
            ("问题 Problem", "" if finding.problem is None else _both(lambda: words.problem(str(finding.problem)))),
            ("理由", sentence(finding.reason, "zh")),
            ("Reason", sentence(finding.reason, "en")),
            ("检查时间 Checked at", times(finding.checked_at)),
            ("该结论始于 Since", finding.since),
            ("已确认 Confirmed", "是 yes" if finding.confirmed else "否 no"),
            ("例外 Excused", "" if finding.excused is None else f"{finding.excused.reason} ({finding.excused.owner})"),
            ("巡检 Sweep", f"{case.sweep.id} · {case.sweep.as_of}"),
        ),
        "<h2>依据 The law</h2>",
        _table(
            ("标准目录 Standard", f"{case.explanation.standard_title} {case.explanation.standard_number}"),
            *((f"{element.name} {element.name_en}", element.value) for element in case.explanation.elements),
        ),
        *(_page(number, page) for number, page in enumerate(case.pages, start=1)),
        "<h2>封印 Seal</h2>",
        _table(
            ("本次巡检 This sweep", case.sweep.seal or _NONE),
            ("计划摘要 Digest of the plan", case.sweep.plan_digest),
            ("程序版本 Program", case.sweep.tool_version),
            ("历次封印 All seals", "seals.json"),
        ),
        "<h2>如何核验 How to check</h2>",
        f"<pre>{escaped_lines(readme(case))}</pre>",
    ]
    return document(f"{finding.site} {finding.item}", "\n".join(part for part in parts if part))


def readme(case: Case) -> str:
    """What the files are and how to check them, in both languages."""
    return _README.format(
        site=case.finding.site, item=f"{case.finding.standard}/{case.finding.item}", sweep=case.sweep.id
    )


def times(moment: dt.datetime | None) -> str:
    """A moment in UTC and in Beijing."""
    if moment is None:
        return _NONE
    return (
        f"{moment.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S} UTC · 北京时间 {moment.astimezone(_BEIJING):%Y-%m-%d %H:%M:%S}"
    )


def escaped_lines(text: str) -> str:
    """Several lines, each made harmless."""
    return "\n".join(escaped(line) for line in text.splitlines())


def _broken(case: Case) -> str:
    if not case.broken:
        return ""
    return (
        '<p class="broken">证据已损坏，不能证明本结论。 '
        "The evidence of this finding is broken and does not prove it.<br>"
        + "<br>".join(escaped(what_is_wrong(error)) for error in case.broken)
        + "</p>"
    )


def _page(number: int, page: CasePage) -> str:
    visit, response = page.visit, page.response
    heading = f"<h2>页面 {number} Page {number}</h2>"
    quote = "" if page.place.quote is None else f"<blockquote>{escaped(page.place.quote)}</blockquote>"
    seen = None if visit is None else visit.fetched_at if isinstance(visit, PageVisit) else visit.at
    rows: list[tuple[str, object]] = [("地址 Address", page.place.url), ("查看时间 Seen at", times(seen))]
    if visit is not None and not isinstance(visit, PageVisit):
        rows.append(("未取得 Not obtained", f"{visit.reason} {visit.detail}"))
    if page.broken is not None:
        rows.append(("证据 Evidence", what_is_wrong(page.broken)))
    if response is None:
        if page.place.record is None:
            rows.append(("证据 Evidence", "未保存应答 no answer of a server was kept"))
        return heading + quote + _table(*rows)
    lines = quoted_lines(page)
    stood = "、".join(str(line) for line in lines)
    folder = f"page-{number}"
    rows += [
        ("应答地址 Answered by", response.url),
        ("状态 Status", response.status),
        ("存档时间 Recorded at", times(response.fetched_at)),
        ("此后未变 Unchanged since", "是 yes" if seen is not None and seen > response.fetched_at else ""),
        ("浏览器显示 Shown by a browser", "是 yes" if response.shown else ""),
        ("引文所在行 Lines of the quote", f"{stood} ({folder}/source.html)" if stood else ""),
        ("正文摘要 SHA-256 of the body", hashlib.sha256(response.body).hexdigest()),
        ("所读字节 Bytes that were read", f"{folder}/body.bin ({len(response.raw)})"),
        ("网站发出的字节 Bytes as served", f"{folder}/{'served.bin' if response.shown else 'body.bin'}"),
        ("文件 File", _file(visit, folder)),
        ("应答头 Headers", f"{folder}/headers.txt"),
        ("源代码 Source", f"{folder}/source.html" if is_text(page) else ""),
        *(
            (f"记录 Record ({one.member.kind})", f"{one.member.identity} sha256 {one.member.sha256}")
            for one in page.records
        ),
    ]
    picture = f'<p><img src="{folder}/picture.png" alt="截图 picture"></p>' if page.picture is not None else ""
    return heading + quote + _table(*rows) + picture


def _file(visit: PageVisit | Miss | None, folder: str) -> str:
    """How to open a body that is no page; the name it has keeps programs from opening it by themselves."""
    read = visit.facts.file if isinstance(visit, PageVisit) else None
    if read is None:
        return ""
    return f"{read.kind}：请将 {folder}/body.bin 改名为 .{read.kind} 后打开 rename it to .{read.kind} to open it"


def _table(*rows: tuple[str, object]) -> str:
    cells = [f"<tr><th>{escaped(name)}</th><td>{escaped(value)}</td></tr>" for name, value in rows if value != ""]
    return "<table>" + "\n".join(cells) + "</table>"


def _both(say: Callable[[], str]) -> str:
    """A word in both languages."""
    before = spoken()
    try:
        speak("zh")
        chinese = say()
        speak("en")
        return f"{chinese} {say()}"
    finally:
        speak(before)


_README = """\
证据移交文件夹 · Evidence handed over
网站 site {site} · 事项 item {item} · 巡检 sweep {sweep}

文件 Files
  index.html        摘要 summary (opens in any browser, runs nothing, loads nothing)
  finding.json      检查结果、依据与页面 the finding, its law and its pages
  page-N/body.bin   网站发出的原始字节 the bytes as the site sent them; body-decoded.bin 解压后 without compression
                    由浏览器显示的页面：body.bin 为所示文档，served.bin 为网站发出的字节
                    of a page that a browser showed: the document shown; served.bin is what the site had sent
  page-N/headers.txt  请求与应答头 request and response headers
  page-N/source.html  转义后的源代码 the source as text, quoted lines marked
  page-N/picture.png  浏览器所见 what a browser showed (words only, without style sheets)
  evidence.warc.gz  WARC 记录原样 the records, byte for byte (ISO 28500)
  seals.json        历次巡检的封印 the seals of all sweeps
  SHA256SUMS        以上各文件的摘要 digests of all these files

核验 To check
  1. sha256sum -c SHA256SUMS
     文件自移交以来未被改动 no file was changed since it was handed over
  2. warcio check evidence.warc.gz
     任何 WARC 工具均可读取 any program that reads WARC shows the same bytes
  3. 每条记录解压后的 SHA-256 见 index.html；应答记录以 Gongkai-SHA256-Of 一行写明其请求的摘要
     the SHA-256 of each record without compression stands in index.html; a record names the digests of those that
     belong to it in its line Gongkai-SHA256-Of
  4. gongkai evidence verify --db gongkai.db
     在原始数据库旁运行：逐条核对记录与封印。封印是对计划、采集内容、结论和上一封印的 SHA-256
     beside the original database: holds every record and seal against what was noted. A seal is a SHA-256 over the
     plan, all that was collected, all that was concluded, and the seal before. Compare it with the one noted elsewhere
     at the time.

注意 Note
  网站的字节原样保存，其中可能含有个人信息。
  The bytes of the site are as they were and may hold personal data.
"""
