"""Names that mean alike become one key."""

from __future__ import annotations

import pytest

from rules.model import Site
from rules.normalise import normalise_name, place_names_of


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("财政预决算及“三公”经费", "财政预决算三公经费"),
        ('财政预决算和"三公"经费', "财政预决算三公经费"),
        ("预算/决算", "预决算"),
        ("预算、决算", "预决算"),
        ("【财政预决算】 >>", "财政预决算"),
        ("领导信息 >>>", "领导信息"),
        ("政府信息\u3000公开\n指南", "政府信息公开指南"),
        ("规 章", "规章"),
        ("政府文件 ZHENGFUWENJIAN", "政府文件"),
        ("政府信息公开年报+", "政府信息公开年报"),
        ("政府資訊公開年報", "政府信息公开年报"),
        ("政府信息公開指南", "政府信息公开指南"),
        ("县政府预决算", "政府预决算"),
        ("县本级财政预决算", "财政预决算"),
        ("市政府采购", "政府采购"),
        ("市政设施", "市政设施"),
        ("清溪县人民政府信息公开指南", "政府信息公开指南"),
        ("清溪要闻", "要闻"),
        ("清溪县", "清溪县"),
        ("政务公开（已归档）", "政务公开"),
        ("财政预决算（县乡镇）", "财政预决算"),
        ("（二）机构职能", "机构职能"),
        ("政府信息公开专栏", "政府信息公开"),
        ("专题专栏", "专题"),
        ("双随机、一公开", "双随机一公开"),
        ("公众参与", "公众参与"),
        ("更多>>", ""),
        ("MORE+", ""),
        ("", ""),
    ],
)
def test_decoration_width_place_and_joints_do_not_count(printed: str, key: str) -> None:
    assert normalise_name(printed, place_names=("清溪县", "清溪")) == key


def test_a_key_is_its_own_key() -> None:
    for name in ("K¸", "财政预决算及“三公”经费", "（二）机构职能", "市政府采购", "政府信息公开专栏专栏更多"):
        key = normalise_name(name)
        assert normalise_name(key) == key


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("清溪县人民政府", ("清溪县", "清溪")),
        ("清溪县教育局", ("清溪县教育局", "清溪县", "清溪")),
        ("三都水族自治县人民政府门户网站", ("三都水族自治县", "三都自治县", "三都县", "三都")),
        ("黔南布依族苗族自治州人民政府", ("黔南布依族苗族自治州", "黔南自治州", "黔南州", "黔南")),
        ("杭州市人民政府", ("杭州市", "杭州")),
        ("贵州省清溪县新店镇人民政府", ("贵州省清溪县新店镇", "新店镇", "清溪县", "贵州省", "新店", "清溪", "贵州")),
    ],
)
def test_a_site_knows_the_names_of_its_place(name: str, expected: tuple[str, ...]) -> None:
    site = Site(id="1", name=name, url="http://127.0.0.1/", level="county", body="government")
    assert place_names_of(site) == expected
