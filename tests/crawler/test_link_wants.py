"""Duties between two columns, from the bytes of a small site to the verdict: what is asked for, what is concluded."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import NamedTuple

import pytest

import rules
from crawler.frontier import SiteFrontier
from crawler.reading import read_page
from crawler.scope import Scope
from rules.facts import PageFacts
from rules.judge import judge
from rules.loading import parse_standard
from rules.model import Finding, Miss, MissReason, PageVisit, Site, Snapshot
from rules.workdays import Calendar

HOST = "http://www.qingxi.gov.cn"
TODAY = dt.date(2026, 11, 22)
AT = dt.datetime(2026, 11, 22, 1, 30, tzinfo=dt.UTC)
SITE = Site(id="1", name="清溪县人民政府", url=f"{HOST}/", level="county", body="government", region="522701")
STANDARDS = {
    name: parse_standard((Path(rules.__file__).parent / "standards" / f"{name}.toml").read_text("utf-8"), name=name)
    for name in ("normative-documents", "service-lists")
}
MENU = {
    "首页": "/",
    "新闻中心": "/news/",
    "政府信息公开": "/zwgk/",
    "政策文件": "/zcwj/",
    "政策解读": "/zcjd/",
    "意见征集": "/yjzj/",
    "意见征集结果反馈": "/jgfk/",
    "权力清单": "/qlqd/",
    "行政许可事项清单": "/xkqd/",
}
BODY = "<p>为了加强管理，维护公共秩序，保障公民人身财产安全，根据有关法律法规，结合本县实际，制定本办法。</p>" * 8


class Sweep(NamedTuple):
    """What was asked for in the order of asking, and what was concluded."""

    asked: tuple[str, ...]
    findings: dict[str, Finding]

    def verdict(self, item: str) -> tuple[str, str]:
        """Outcome and reason code of one row."""
        finding = self.findings[item]
        return str(finding.outcome), finding.reason.code


def shown(title: str, inside: str) -> str:
    """A page with the menu of the site."""
    menu = "".join(f"<li><a href='{url}'>{name}</a></li>" for name, url in MENU.items())
    return (
        f"<html><head><meta charset='utf-8'><title>{title}-清溪县人民政府</title></head><body>"
        f"<div class='nav'><ul>{menu}</ul></div>{inside}"
        "<div class='footer'><a href='/map.html'>网站地图</a> 主办：清溪县人民政府办公室</div></body></html>"
    )


def listing(name: str, *lines: tuple[str, str, str], more: str = "") -> str:
    """A list page."""
    rows = "".join(f"<li><a href='{url}'>{title}</a><span>{day}</span></li>" for title, url, day in lines)
    return shown(name, f"<div class='position'>当前位置：首页 &gt; {name}</div><ul class='list'>{rows}</ul>{more}")


def document(title: str, day: str, *, body: str = BODY, after: str = "") -> str:
    """The page of a document."""
    return shown(
        title,
        f"<div class='article'><h1>{title}</h1><div class='info'>发布时间：{day} 来源：县政府办</div>"
        f"<div id='zoom'>{body}</div></div>{after}",
    )


RULE = "清溪县人民政府关于印发《清溪县烟花爆竹管理办法》的通知"
TELLS = "《清溪县烟花爆竹管理办法》政策解读"
OTHER = "清溪县人民政府关于加强耕地保护工作的实施意见"
WEB = {
    "/": shown("首页", "<div class='main'><p>欢迎</p></div>"),
    "/zwgk/": shown("政府信息公开", "<div class='main'><p>政府信息公开</p></div>"),
    "/news/": listing("新闻中心", ("清溪县召开会议", "/news/1.html", "2026-11-20")),
    "/zcwj/": listing("政策文件", (OTHER, "/zcwj/2.html", "2026-11-01"), (RULE, "/zcwj/1.html", "2026-10-09")),
    "/zcjd/": listing(
        "政策解读", ("一图读懂县政府工作报告", "/zcjd/8.html", "2026-10-20"), (TELLS, "/zcjd/1.html", "2026-10-10")
    ),
    "/zcwj/1.html": document(RULE, "2026-10-09"),
    "/zcwj/2.html": document(OTHER, "2026-11-01"),
    "/zcjd/1.html": document(TELLS, "2026-10-10"),
    "/zcjd/8.html": document("一图读懂县政府工作报告", "2026-10-20"),
}


def swept(web: dict[str, str], name: str = "normative-documents") -> Sweep:
    """Search the web with the frontier, read it with the reader, judge it."""
    standards = (STANDARDS[name],)
    frontier = SiteFrontier(SITE, standards, scope=Scope(SITE), as_of=TODAY, max_pages=200)
    pages: list[PageVisit] = []
    misses: list[Miss] = []
    asked: list[str] = []
    while wave := frontier.next_wave():
        answers: list[PageVisit | Miss] = []
        for request in wave:
            asked.append(request.url.removeprefix(HOST))
            body = web.get(asked[-1])
            facts = None if body is None else read_page(body.encode(), request.url, content_type="text/html")
            if isinstance(facts, PageFacts):
                digest = hashlib.sha256((body or "").encode()).hexdigest()
                visit = PageVisit(
                    url=request.url, final_url=request.url, status=200, fetched_at=AT, sha256=digest,
                    role=request.role, via=request.via, facts=facts,
                )  # fmt: skip
                pages.append(visit)
                answers.append(visit)
            else:
                miss = Miss(url=request.url, reason=MissReason.HTTP_4XX, status=404, role=request.role, at=AT)
                misses.append(miss)
                answers.append(miss)
        frontier.take(answers)
    snapshot = Snapshot(
        site=SITE, pages=tuple(pages), misses=tuple(misses), coverage=frontier.coverage(), started=AT, finished=AT
    )
    findings = judge(snapshot, standards, today=TODAY, calendar=Calendar())
    return Sweep(tuple(asked), {finding.item: finding for finding in findings})


def test_a_site_that_links_neither_way_fails_both_ways() -> None:
    """Only the documents that a title pairs are read."""
    sweep = swept(WEB)

    assert [sweep.verdict(item) for item in ("linked", "linked-back")] == [("fail", "not-linked")] * 2
    assert {path for path in sweep.asked if path.endswith("1.html")} == {"/zcwj/1.html", "/zcjd/1.html"}


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("<div class='xg'><h3>相关解读</h3><ul><li><a href='/zcjd/1.html'>政策解读</a></li></ul></div>", "linked"),
        (f"<p>相关解读：<a href='/zcjd/1.html'>{TELLS}</a></p>", "linked"),
        (f"<p>相关解读：<a href='/zt/copy.html'>{TELLS}</a></p>", "linked"),
        ("<p>相关解读：<a href='/go/77'>点击查看</a></p>", "not-linked"),
        ("<div class='xg'><h3>相关解读</h3><ul id='jd'></ul></div><script>load('jd')</script>", "link-by-script"),
        ("<p>上一篇：<a href='/zcwj/2.html'>关于加强耕地保护</a></p>", "not-linked"),
    ],
)
def test_what_stands_below_the_document_decides(after: str, expected: str) -> None:
    """A link by address, by a copy elsewhere, a link that is dead, a box that a script fills, the next document."""
    sweep = swept({**WEB, "/zcwj/1.html": document(RULE, "2026-10-09", after=after)})

    assert sweep.verdict("linked")[1] == expected


def test_a_link_with_a_name_of_its_own_is_followed_to_see_where_it_leads() -> None:
    """The page behind it is another copy of the interpretation."""
    page = document(RULE, "2026-10-09", after="<p><a href='/go/77'>点击查看</a></p>")
    copy = document("一图读懂《清溪县烟花爆竹管理办法》", "2026-10-11")
    sweep = swept({**WEB, "/zcwj/1.html": page, "/go/77": copy})

    assert ("/go/77" in sweep.asked, sweep.verdict("linked")) == (True, ("pass", "linked"))


ASKED = "关于公开征求《清溪县停车收费管理办法（征求意见稿）》意见的公告"
ANSWER = "《清溪县停车收费管理办法》公开征求意见采纳情况"
ASKING = "<p>现将草案公布，欢迎社会各界于2026年4月30日前提出意见。</p>" + BODY


def consulted(answers: str, **pages: str) -> tuple[str, str]:
    """The verdict about a site with one consultation that ended in April."""
    web = {
        **WEB,
        "/yjzj/": listing("意见征集", (ASKED, "/yjzj/1.html", "2026-03-30")),
        "/yjzj/1.html": document(ASKED, "2026-03-30", body=ASKING),
        "/jgfk/": answers,
        **pages,
    }
    return swept(web).verdict("drafts-answered")


def test_a_consultation_is_held_against_the_column_of_results() -> None:
    """There with what was adopted, there without, not there, and not there on the pages that were read."""
    other = ("《清溪县供水办法》征集结果反馈", "/jgfk/7.html", "2026-01-05")
    there = listing("意见征集结果反馈", (ANSWER, "/jgfk/1.html", "2026-06-01"), other)
    adopted = document(ANSWER, "2026-06-01", body=f"<p>共收到意见4条，采纳3条。</p>{BODY}")
    silent = document(ANSWER.replace("采纳", ""), "2026-06-01")
    bare = listing("意见征集结果反馈", (ANSWER.replace("采纳", ""), "/jgfk/1.html", "2026-06-01"), other)
    later = ("《清溪县供水办法》征集结果反馈", "/jgfk/7.html", "2026-07-05")
    paged = listing("意见征集结果反馈", later, more="<a href='/jgfk/index_2.html'>下一页</a><span>1/2</span>")

    assert [
        consulted(there, **{"/jgfk/1.html": adopted}),
        consulted(bare, **{"/jgfk/1.html": silent}),
        consulted(listing("意见征集结果反馈", other)),
        consulted(paged),
    ] == [
        ("pass", "consultation-answered"),
        ("fail", "answer-without-words"),
        ("fail", "consultation-unanswered"),
        ("unknown", "answer-may-stand"),
    ]


def test_permits_of_the_list_of_powers_are_looked_for_in_the_list_of_permits() -> None:
    """Both lists name their matters one by one."""
    powers = (
        "建设工程规划许可证核发",
        "食品经营许可",
        "公共场所卫生许可",
        "取水许可审批",
        "林木采伐许可证核发",
        "特种设备使用登记",
    )
    web = {
        **WEB,
        "/qlqd/": listing("权力清单", *((name, f"/qlqd/{at}.html", "2026-01-05") for at, name in enumerate(powers))),
    }

    def listed(*names: str) -> tuple[str, str]:
        lines = ((name, f"/xkqd/{at}.html", "2026-01-05") for at, name in enumerate(names))
        return swept({**web, "/xkqd/": listing("行政许可事项清单", *lines)}, "service-lists").verdict("powers-listed")

    assert listed(*powers[:5]) == ("pass", "listed-there")
    assert listed(*powers[:3], "医疗机构执业许可", "排水接入许可") == ("fail", "not-listed-there")
