"""Numbers of persons are found by their check digits, and never shown whole."""

from __future__ import annotations

import msgspec
import pytest

from rules.facts import Exposure, FigureTable
from rules.private_data import find_private_data, mask, without_private_data
from rules.standard import Fresh
from tests.rules.building import at, column, entry, find, home, item, page, verdict

IDENTITY = "11010519491231002X"  # the example of GB 11643
CARD = "6222021234567890128"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"身份证号：{IDENTITY}，", (Exposure("identity", "1101**********002X"),)),
        (IDENTITY.lower(), (Exposure("identity", "1101**********002x"),)),
        (CARD, (Exposure("bank-card", "6222***********0128"),)),
        ("6222 0212 3456 7890 128", (Exposure("bank-card", "6222***********0128"),)),
        ("手机13812345678", (Exposure("mobile", "138****5678"),)),
        ("110105194912310021", ()),  # the check digit is wrong
        ("110105194902300028", ()),  # no such day
        ("6222021234567890123", ()),  # Luhn is wrong
        ("1101**********002X 138****5678", ()),  # masked already
        ("索引号 000014349/2018-00222 统一社会信用代码 11522701009412345K", ()),
        (f"A{IDENTITY}", ()),
        ("t20260310_138123456789.html", ()),
        ("0854-1234567", ()),
    ],
)
def test_only_whole_numbers_with_right_check_digits_count(text: str, expected: tuple[Exposure, ...]) -> None:
    """Document numbers, codes of organisations and land lines are none."""
    assert find_private_data(text) == expected


def test_masking_changes_nothing_else() -> None:
    """The text around stays as it is."""
    assert mask(f"张某，{IDENTITY}，{CARD}，13812345678，共3人") == (
        "张某，1101**********002X，6222***********0128，138****5678，共3人"
    )


def test_what_stands_around_the_text_is_masked_and_makes_no_page_a_fault() -> None:
    """Names of columns, the way to the page, the source, headings and places are words as well."""
    around = msgspec.structs.replace(
        page("a/", text="正文").facts,
        columns=(column(f"领导{IDENTITY}", "b/", f"组{CARD}"),),
        breadcrumb=("首页", f"张某{IDENTITY}"),
        source=f"来信人{IDENTITY}",
        related=(f"解读{IDENTITY}",),
        read_from={"breadcrumb": f"<div>: 首页 > 张某{IDENTITY}"},
    )

    kept = without_private_data(around)

    assert [number for number in (IDENTITY, CARD) if number in repr(kept)] == []
    assert kept.breadcrumb == ("首页", "张某1101**********002X")
    assert kept.exposures == ()


def test_facts_keep_no_whole_number() -> None:
    """All words of a page are masked, what was found is named once, and clean facts stay as they are."""
    listed = page("a/", entry(f"{IDENTITY}的公示"), text=f"{CARD} {IDENTITY}", fields={"电话": "13812345678"}).facts
    listed = msgspec.structs.replace(listed, tables=(FigureTable(((IDENTITY, "3"),)),))
    clean = page("b/", entry("公示"), text="办公电话0854-1234567").facts

    kept = without_private_data(listed)

    assert kept.exposures == (
        Exposure("bank-card", "6222***********0128"),
        Exposure("identity", "1101**********002X"),
        Exposure("mobile", "138****5678"),
    )
    assert [number for number in (IDENTITY, CARD, "13812345678") if number in repr(kept)] == []
    assert without_private_data(clean) is clean
    assert without_private_data(kept) is kept


def test_masked_facts_are_judged_like_the_page_they_were_read_from() -> None:
    """The finding is the same whether the numbers were masked before or not."""
    raw = page("tzgg/", entry("公示", "2026-11-20"), text=f"低保对象张某，身份证号{IDENTITY}，城关镇人。")
    kept = msgspec.structs.replace(raw, facts=without_private_data(raw.facts))

    assert find(item(), home(NOTICES), kept) == find(item(), home(NOTICES), raw)
    assert verdict(find(item(), home(NOTICES), kept)) == ("fail", "exposed", "exposed")


NOTICES = column("通知公告", "tzgg/")
LISTED = page("tzgg/", entry("低保发放名单", "2026-11-20", "art/1.html"))


def test_an_identity_number_in_an_article_of_the_column_fails_the_item_and_is_masked() -> None:
    """Serious whatever the item's own weight, and nothing whole is in the finding."""
    article = page("art/1.html", role="article", kind="article", text=f"张某 {IDENTITY} 城关镇")

    finding = find(item(severity="advice", fresh=Fresh(max_age="14d")), home(NOTICES), LISTED, article)

    assert (verdict(finding), finding.severity) == (("fail", "exposed", "exposed"), "serious")
    assert finding.reason.values == {
        "column": "通知公告",
        "url": at("tzgg/"),
        "target": at("art/1.html"),
        "kind": "identity",
        "masked": "1101**********002X",
        "number": 1,
    }
    assert finding.evidence[0].quote is not None
    assert IDENTITY not in repr(finding)
    assert "1101**********002X" in finding.evidence[0].quote


def test_a_number_in_a_title_is_masked_wherever_the_finding_quotes_it() -> None:
    """Even where it is a mobile number that fails nothing."""
    finding = find(
        item(fresh=Fresh(max_age="14d")), home(NOTICES), page("tzgg/", entry("咨询请拨13812345678", "2026-11-20"))
    )

    assert (verdict(finding), finding.reason.values["title"]) == (("pass", None, "fresh"), "咨询请拨138****5678")
    assert "13812345678" not in repr((finding.reason, finding.evidence))


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("低保发放花名册 张某13812345678 李某13912345678 王某13712345678", "fail"),
        ("低保发放花名册 张某13812345678 李某13912345678", "pass"),
        ("低保咨询电话 城关镇13812345678 河口镇13912345678 平寨镇13712345678", "pass"),
        ("值班安排 张某13812345678 李某13912345678 王某13712345678", "pass"),
    ],
)
def test_mobile_numbers_fail_only_in_lists_of_persons(text: str, outcome: str) -> None:
    """A number that is there to be called is nobody's secret."""
    article = page("art/1.html", role="article", kind="article", text=text)

    assert find(item(), home(NOTICES), LISTED, article).outcome == outcome


def test_a_platform_does_not_answer_for_what_a_column_below_it_shows() -> None:
    """The number is a fault of the column alone, and is told once."""
    platform = column("政府信息公开", "gk/")
    below = column("通知公告", "gk/tzgg/", "政府信息公开", area="tree")
    pages = (home(platform, below), page("gk/", kind="platform", columns=(below,), text="平台" * 40))
    shown = page("gk/tzgg/", text=f"公示对象：王某，{IDENTITY}，" * 5)
    way_in = item(name="政府信息公开", find={"kind": "link"})

    assert verdict(find(way_in, *pages, shown))[0] == "pass"
    assert verdict(find(item(find={"kind": "page"}, fresh=Fresh(permanent=True)), *pages, shown))[0] == "fail"


def test_a_twin_in_order_does_not_hide_exposed_numbers() -> None:
    """Two columns of one name, one of them clean."""
    front = home(NOTICES, column("通知公告", "gk/tzgg/", "政务公开", area="tree"))
    clean, exposed = (
        page("gk/tzgg/", entry("通知", "2026-11-20")),
        page("tzgg/", entry(f"公示 {IDENTITY}", "2026-11-20")),
    )

    assert verdict(find(item(), front, clean, exposed)) == ("fail", "exposed", "exposed")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (f"投标保证金缴纳账户：户名 清溪县公共资源交易中心 账号 {CARD}", None),
        (f"收款单位：清溪县红十字会，账号：{CARD}", None),
        (f"低保金发放明细：张某 户名张某 账号 {CARD}", "exposed"),
        ("社会救助经办机构：城关镇13812345678 河口镇13912345678 江口镇13712345678", None),
        ("低保发放名单：张某13812345678 李某13912345678 王某13712345678", "exposed"),
    ],
)
def test_what_everybody_is_to_pay_to_or_to_call_is_no_private_number(text: str, problem: str | None) -> None:
    """An office's account, and those who take in requests for help."""
    article = page("art/1.html", role="article", kind="article", text=text)

    assert verdict(find(item(fresh=Fresh(max_age="14d")), home(NOTICES), LISTED, article))[1] == problem
