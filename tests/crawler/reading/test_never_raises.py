"""Whatever the bytes are, the reader answers, and soon."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.corpus import pages_folder
from bench.mutations import MUTATIONS, mutate
from crawler.reading import normalise_url, read_page
from crawler.reading.jsdata import LiteralError, read_literal
from rules.facts import PageFacts, Unreadable
from tests.crawler.reading.pages import FOOT, NAV, URL, lines, page

SLOWEST = 2.0
"""Seconds of processor time for one page."""
PIECES = st.sampled_from(
    [
        NAV,
        FOOT,
        lines(4),
        "<ul>",
        "</ul>",
        "<li>",
        "<table><tr><td>",
        "</table>",
        "<div style='display:none'>",
        "</div>",
        "<a href='#'>",
        "<a href=\"javascript:;\" title='标题'>",
        "</a>",
        "2024-05-06",
        "[05-06]",
        "2024年13月45日",
        "<script>createPageHTML(4, 0, 'index', 'html');</script>",
        "<script>createPageHTML(",
        "<script type='text/xml'><datastore><recordset><record><![CDATA[<li><a href='/art/1.html'>甲</a></li>]]></record>",
        "<script>var zNodes=[{id:1,pId:0,name:'甲'},{id:2,pId:1,",
        "<script>var listData={'articleList':[{title:",
        "<!--",
        "-->",
        "<![CDATA[",
        "<frameset><frame src=a.htm>",
        "<meta http-equiv=refresh content='0;url='>",
        "<base href='http://['>",
        "<h1>",
        "当前位置：首页 > 政务公开",
        "暂无信息",
        "\x00",
        "\ufeff",
        "\ud800",
        "&#x110000;",
        "<option value='http://'>",
        "{{#each data}}",
        "<svg><title>",
        "<template><li>",
        "<noscript>",
        "<base>",
        "<textarea>",
        "<p>" * 30,
        "<div>" * 60,
    ]
)
ADDRESSES = st.sampled_from(
    [URL, "", "file:///etc/passwd", "http://[", "http://a.cn/col/col12/index.html", "x", "http://a.cn/gkmlpt/index#12"]
)


def answered(
    body: bytes, url: str = URL, *, status: int = 200, content_type: str | None = None
) -> PageFacts | Unreadable:
    """Read within the limit of time."""
    start = time.process_time()
    facts = read_page(body, url, status=status, content_type=content_type)
    assert time.process_time() - start < SLOWEST
    assert isinstance(facts, PageFacts | Unreadable)
    return facts


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=4_000), ADDRESSES, st.sampled_from([200, 404, 412, 500]), st.none() | st.text(max_size=40))
def test_any_bytes_are_answered(body: bytes, url: str, status: int, content_type: str | None) -> None:
    """Bytes that are no page at all."""
    answered(body, url, status=status, content_type=content_type)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES | st.text(max_size=30), max_size=40), ADDRESSES)
def test_any_markup_is_answered(parts: list[str], url: str) -> None:
    """Pieces of real markup in any order, never closed, closed twice, cut in the middle."""
    answered("".join(parts).encode("utf-8", "surrogatepass"), url)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.none() | st.text(max_size=60))
def test_any_address_is_normalised_or_refused_and_normalising_twice_changes_nothing(
    text: str, base: str | None
) -> None:
    """What comes out is an http(s) address in its final form."""
    once = normalise_url(text, base)
    if once is not None:
        assert once.startswith(("http://", "https://"))
        assert normalise_url(once) == once


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="[]{}\"'\\,:0123456789abc /*\n", max_size=120))
def test_any_text_is_a_literal_or_refused(text: str) -> None:
    """The reader of script literals has one way to fail."""
    try:
        read_literal(text)
    except LiteralError:
        return


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 30_000,
        "<ul><li>" * 10_000,
        "<table><tr><td>" * 5_000,
        "<a href='/x'>甲乙丙</a> 2024-05-06 " * 8_000,
        page("<ul>" + lines(3_000) + "</ul>"),
        "<p>2024-05-06</p>" * 20_000,
        "<div class='nav'>" * 3_000 + "<a href=/>首页</a>",
        "<script>var zNodes=" + "[{name:'a',children:" * 5_000 + "</script>",
        "<script>" + "createPageHTML(" * 20_000 + "</script>",
        "<ul>" + "<li><ul>" * 800 + "<a href=/a>标题标题</a>2024-05-06",
        "当前位置：" * 20_000,
        "<div>版权所有 ICP备 网站标识码" * 3_000,
        "<form>" * 5_000 + "<input>" * 5_000,
        "<!--" + "<li><a href='/c100001/1.shtml'>甲乙丙丁</a>2024-05-06</li>" * 3_000 + "-->",
        "<div class='TRS_Editor'>" * 2_000 + "<p>正文</p>",
        "<h1 class=title>标题标题标题" * 3_000,
    ],
    ids=lambda body: body[:24],
)
def test_pages_made_to_be_slow_are_answered_in_time(body: str) -> None:
    """Depth, width and repetition without end."""
    answered(body.encode())


@pytest.mark.skipif(not pages_folder().is_dir(), reason="the real pages are not here; see GONGKAI_REALHTML")
@pytest.mark.parametrize("kind", sorted(MUTATIONS))
def test_real_pages_that_were_damaged_are_answered(kind: str) -> None:
    """Truncated, re-encoded, tags dropped, bytes flipped: two of each kind for every third page."""
    for number, path in enumerate(sorted((pages_folder() / "files").iterdir())[::3]):
        body = path.read_bytes()
        for seed in range(2):
            answered(mutate(body, kind, seed=number * 10 + seed))
