"""Which scripts of a page may write what the page itself does not hold."""

from __future__ import annotations

from crawler.reading import read_page
from rules.facts import PageFacts

PAGE = """<html><head>
<script src="/js/jquery.min.js"></script><script src="../js/tzgg.js?v=3"></script>
<script src="https://hm.baidu.test/hm.js"></script><script>var a = 1;</script>
<script src="/js/dynclicks.js"></script><script src="/js/main.js"></script></head>
<body><div class="list"></div><script src="/zwgk/js/tzgg.js?v=4"></script></body></html>"""


def test_scripts_of_the_own_host_are_named_once_but_libraries_and_counters() -> None:
    facts = read_page(PAGE.encode(), "http://www.qingxi.gov.cn/zwgk/tzgg/index.html")

    assert isinstance(facts, PageFacts)
    assert facts.scripts == (
        "http://www.qingxi.gov.cn/zwgk/js/tzgg.js",
        "http://www.qingxi.gov.cn/js/main.js",
    )
