"""Titles of documents as compared: which certainly speak of one document, which may."""

from __future__ import annotations

import pytest

from rules.titles import asked_about, may_name, same_document, subject


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("清溪县人民政府办公室关于印发《清溪县烟花爆竹管理办法》的通知", "清溪县烟花爆竹管理办法"),
        ("关于印发清溪县烟花爆竹管理办法（试行）的通知", "清溪县烟花爆竹管理办法"),
        ("《清溪县烟花爆竹管理办法》政策解读", "清溪县烟花爆竹管理办法"),
        ("关于《清溪县烟花爆竹管理办法》的政策解读", "清溪县烟花爆竹管理办法"),
        ("一图读懂《清溪县烟花爆竹管理办法（试行）》", "清溪县烟花爆竹管理办法"),
        ("图解：清溪县烟花爆竹管理办法", "清溪县烟花爆竹管理办法"),
        ("《昌都市稳经济若干临时性措施》解读之促进消费帮扶政策", "昌都市稳经济若干临时性措施"),
        ("银海区强化城乡居民参加基本医疗保险工作方案的解读", "银海区强化城乡居民参加基本医疗保险工作方案"),
        ("《北海市银海区生活垃圾分类实施方案 政策解读", "北海市银海区生活垃圾分类实施方案"),
        ("清溪县人民政府关于加强耕地保护的意见", "加强耕地保护的意见"),
        ("《清溪县人民政府关于加强耕地保护的意见》政策解读", "加强耕地保护的意见"),
    ],
)
def test_what_a_title_is_about(title: str, expected: str) -> None:
    """Of a document and of its interpretation it is the same."""
    assert subject(title) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("清溪县烟花爆竹管理办法", "清溪县烟花爆竹管理办法", True),
        ("烟花爆竹安全管理办法", "清溪县烟花爆竹安全管理办法", True),
        ("银海区水土保持规划", "北海市银海区水土保持规划", True),
        ("清溪县烟花爆竹管理办法", "清溪县烟花爆竹管理办法实施细则", False),
        ("2026年工作要点安排", "清溪县民政局2026年工作要点安排", False),
        ("清溪县2025年稻谷补贴实施方案", "清溪县2026年稻谷补贴实施方案", False),
        ("实施方案", "清溪县实施方案", False),
    ],
)
def test_an_accusation_needs_the_same_document(*, one: str, other: str, same: bool) -> None:
    """A rule is not its implementing rule, and what one office plans is not what another does."""
    assert (same_document(one, other), same_document(other, one)) == (same, same)


def test_what_may_speak_of_a_document_is_a_wider_circle() -> None:
    """Half of the letters in one piece keep from an accusation."""
    about = asked_about("关于公开征求《清溪县中心城区停车收费管理办法（征求意见稿）》意见的公告")

    assert about == "清溪县中心城区停车收费管理办法"
    assert may_name("中心城区停车收费管理办法征求意见情况", about)
    assert may_name("停车收费管理办法公众意见采纳情况", about)
    assert not may_name("清溪县供水管理办法征求意见情况", about)
    assert not may_name("", about)
    assert asked_about("关于清溪县中心城区停车收费方案公开征求意见的通告") == "清溪县中心城区停车收费方案"
