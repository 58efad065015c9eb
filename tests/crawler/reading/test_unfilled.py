"""A list of a home page that only a script fills is told apart from one that is plainly empty."""

from __future__ import annotations

import pytest

from tests.crawler.reading.pages import page, read


@pytest.mark.parametrize(
    ("main", "unfilled"),
    [
        ('<ul id="xw"><script>loadList("#xw", 12);</script></ul>', ("ul#xw",)),
        ('<ul id="xw"></ul><script>fill("xw");</script>', ("ul#xw",)),
        ('<table><tbody id="xw"></tbody></table><script src="/js/main.js"></script>', ("tbody#xw",)),
        ("<div><script>writeNews(6);</script></div>", ("div#",)),
        ('<ul id="xw"></ul>', ()),
        ("<div><script>document.write(new Date());</script></div>", ()),
        ('<ul id="xw"><li><a href="/xw/1.html">县政府召开会议</a></li></ul><script>hover("xw");</script>', ()),
    ],
)
def test_lists_of_a_home_page_that_a_script_fills_are_told(main: str, unfilled: tuple[str, ...]) -> None:
    facts = read(page(main, title="清溪县人民政府"), "http://www.qingxi.gov.cn/")

    assert (facts.kind, facts.related) == ("home", unfilled)
