"""Addresses as they are asked for: whatever a page holds is either askable or a miss, never an accident."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from crawler.client import _askable
from crawler.failures import FetchFailedError
from crawler.scope import Scope
from tests.crawler.crawling import site_of

SCOPE = Scope(site_of("http://www.qingxi.gov.cn/"))


@given(st.sampled_from(["http://", "https://", "http:", "//", ""]), st.text(max_size=30))
@example("http://", "\udc80.cn/")
@example("http://", "a" * 300 + ".cn/")
@example("http://", "[::1")
@example("http://", "a:b:c/")
def test_any_text_is_an_address_or_a_miss(start: str, rest: str) -> None:
    assert SCOPE.place(start + rest) in {"own", "listed", "foreign"}
    try:
        asked = _askable(start + rest)
    except FetchFailedError as failure:
        asked = f"http://{failure.detail.encode()!r}"

    assert asked.isascii()
    assert asked.startswith(("http://", "https://"))
