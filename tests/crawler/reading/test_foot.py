"""Marks of the foot are seen as words, pictures, scripts and addresses; and whether a page can search its site."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from crawler.reading import read_page
from rules.facts import PageFacts
from tests.crawler.reading.pages import read

REAL_PAGES = Path(os.environ.get("GONGKAI_REALHTML", Path(__file__).parents[4] / "shared" / "realhtml"))
AT = "http://www.qingxi.gov.cn/"


def page(body: str, *, head: str = "") -> str:
    """A page without any foot of its own."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>清溪县</title>{head}</head><body>{body}</body></html>'
    )


@pytest.mark.parametrize(
    ("markup", "mark"),
    [
        ('<script src="//dcs.conac.cn/js/23/000/0001.js"></script>', "emblem"),
        ('<a href="http://bszs.conac.cn/sitename?method=show&id=1"><img src="/red.png"></a>', "emblem"),
        (
            '<script id="_jiucuo_" sitecode="5227010001" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>',
            "report",
        ),
        ('<a href="/jc.html">我为政府网站找错</a>', "report"),
        ('<a href="https://beian.miit.gov.cn/"><img src="/icp.gif"></a>', "icp"),
        ("<span>藏ICP0000001</span>", "icp"),
        ('<a href="https://beian.mps.gov.cn/#/query/webSearch?code=1"><img src="/ga.png"></a>', "police"),
        ('<a href="/sitemap.html"><img src="/map.png"></a>', "map"),
        ("<p>主 办：清溪县人民政府</p>", "sponsor"),
        ("<p>0851-1234567</p>", "contact"),
    ],
)
def test_a_mark_is_seen_in_whatever_form_it_has(markup: str, mark: str) -> None:
    """Alone on its page."""
    assert mark in read(page(f"<p>清溪县</p><div class='footer'>{markup}</div>"), AT).site.foot


def test_what_is_not_there_is_not_seen() -> None:
    """Nor is a printed code where only a meta gives one."""
    site = read(page("<p>清溪县</p>", head='<meta name="SiteIDCode" content="5227010001">'), AT).site

    assert (site.foot, site.printed_code, site.id_code, site.search) == ((), None, "5227010001", False)


@pytest.mark.parametrize(
    "markup",
    [
        '<script src="/js/foot.js?v=2"></script>',
        '<script>$("#footer").load("/bottom.html");</script>',
        "<script>document.getElementById('foot').innerHTML = marks;</script>",
    ],
)
def test_a_foot_that_a_script_writes_is_told(markup: str) -> None:
    assert read(page(f"<p>清溪县</p><div id='foot'></div>{markup}"), AT).site.foot == ("script",)


@pytest.mark.parametrize(
    ("picture", "told"),
    [
        ('<img src="/images/foot.jpg">', ("picture",)),
        ('<a href="/qr/"><img src="/images/1.png"></a>', ("picture",)),
        ('<img src="/images/weixin.png" alt="微信二维码">', ()),
    ],
)
def test_a_picture_at_the_foot_that_says_nothing_of_itself_is_told(picture: str, told: tuple[str, ...]) -> None:
    assert read(page(f"<p>清溪县</p><div class='footer'>{picture}</div>"), AT).site.foot == told


@pytest.mark.parametrize(
    ("markup", "offered"),
    [
        ('<form action="/search"><input type="text" name="q"></form>', True),
        ('<a href="/jiansuo/">高级检索</a>', True),
        ('<input type="text" name="a">', None),
        ('<script src="https://cdn.example.cn/box.js"></script>', None),
        ('<script src="/js/jquery.js"></script><input type="hidden" name="a">', False),
    ],
)
def test_a_search_is_denied_only_where_nothing_could_be_one(markup: str, offered: bool | None) -> None:  # noqa: FBT001
    """A field of unknown use leaves it open."""
    assert read(page(f"<p>清溪县</p>{markup}"), AT).site.search is offered


@pytest.mark.skipif(not (REAL_PAGES / "manifest.jsonl").is_file(), reason="the saved real pages are not here")
def test_real_pages_bear_their_marks() -> None:
    """Of 59 saved pages two are empty shells; a site that lacks a number in its foot shows it some other way."""
    lines = (REAL_PAGES / "manifest.jsonl").read_text("utf-8").splitlines()
    seen: Counter[str] = Counter()
    for name in {json.loads(line)["file"] for line in lines if line}:
        facts = read_page((REAL_PAGES / name).read_bytes(), AT, content_type="text/html")
        seen.update(facts.site.foot if isinstance(facts, PageFacts) else ())

    assert {mark: number for mark, number in seen.items() if number < 55} == {
        "emblem": 45,
        "report": 37,
        "script": 1,
        "picture": 28,
    }


@pytest.mark.parametrize(
    ("markup", "marks"),
    [
        ('<a href="/topicpage/1.html">专题</a>', ()),
        ('<table><tr><td><img src="/pic/foot.jpg"></td></tr></table>', ("picture",)),
        ('<p><a href="http://x.test/"><img src="/pic/1.png"></a></p>', ("picture",)),
        (
            '<p><a href="https://bszs.conac.cn/x"><span><img src="/red.png"></span></a><img src="/ewm.png"></p>',
            ("emblem",),
        ),
    ],
)
def test_what_a_picture_below_may_show_is_open_unless_something_says_it(markup: str, marks: tuple[str, ...]) -> None:
    """Whatever zone it stands in."""
    assert read(page(f"<p>清溪县</p><p>二</p><p>三</p>{markup}"), AT).site.foot == marks


@pytest.mark.parametrize(
    ("markup", "search"),
    [
        ('<a href="/ss/"><img src="/pic/ss.gif"></a>', None),
        ('<img src="/pic/go.gif" onclick="f()">', None),
        ('<a href="/"><img src="/pic/1.gif"></a>', False),
        ('<a href="/xx/"><img src="/pic/2.gif" alt="领导信箱"></a>', False),
        ('<a href="/z.jsp">站内查询</a>', True),
    ],
)
def test_a_picture_above_that_can_be_clicked_may_lead_to_a_search(markup: str, *, search: bool | None) -> None:
    """Unless it says what else it is, or leads home."""
    assert read(page(f"{markup}" + "<p>一</p>" * 20), AT).site.search is search
