"""A page whose content is a picture says so; ornaments do not count."""

from __future__ import annotations

import pytest

from crawler.reading import read_page
from rules.facts import PageFacts


def pictures(body: str) -> int:
    """How many pictures are counted in the main part of a page."""
    header = "<div class='header'><img src='/x/a.jpg' width=900></div>"
    page = f"<html><body>{header}<div class='content'>{body}</div></body></html>"
    facts = read_page(page.encode(), "http://www.qingxi.gov.cn/jgzn/", content_type="text/html; charset=utf-8")
    assert isinstance(facts, PageFacts)
    return facts.images


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p><img src='./W020260310.jpg'></p>", 1),
        ("<p><img src='/images/scan_1.jpg' width='700'></p><p><img src='/images/scan_2.jpg' width=700px></p>", 2),
        ("<p><img src='/upload/2026/03/chart.png' width='100%'></p>", 1),
        ("<p><img src='/images/dot.gif'></p>", 0),
        ("<p><img src='/images/scan_1.jpg' width='40'></p>", 0),
        ("<p><img src='/static/tpl/head_bg.png'></p>", 0),
        ("<p><img src='/upload/logo.png'></p>", 0),
        ("<p><a href='/zt/'><img src='/upload/zt.jpg' width=900></a></p>", 0),
        ("<p><img src='./W1.jpg'></p><p>" + "本机关负责本县政府信息公开工作。" * 40 + "</p>", 0),
        ("<p>没有图片</p>", 0),
    ],
)
def test_pictures_of_the_main_part_are_counted(body: str, expected: int) -> None:
    """By width, else by where they lie; beside a long text they are illustrations."""
    assert pictures(body) == expected
