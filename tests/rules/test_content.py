"""Content: what counts as something, and what was only not read."""

from __future__ import annotations

from rules.facts import Attachment
from rules.model import MissReason
from tests.rules.building import (
    ANNUAL,
    HOME,
    TEXT,
    at,
    column,
    entry,
    find,
    gone,
    home,
    item,
    miss,
    notices,
    page,
    verdict,
)

# Content


def test_a_list_without_entries_is_empty() -> None:
    """And a page in its place is content."""
    assert notices(page("tzgg/")) == ("fail", "empty", "empty-list")
    assert notices(page("tzgg/", kind="article", text=TEXT)) == ("pass", None, "has-text")
    assert notices(page("tzgg/", attachments=(Attachment("清单.pdf", at("q.pdf"), "pdf"),))) == (
        "pass",
        None,
        "has-text",
    )


def test_a_list_that_prints_a_date_is_not_called_empty() -> None:
    """Something stands there that the reader did not recognise as an entry."""
    assert notices(page("tzgg/", text="行政处罚决定书（清市监罚〔2026〕17号）2026-10-14")) == (
        "unknown",
        None,
        "list-not-read",
    )


def test_a_script_of_its_own_may_write_the_list_that_is_not_there() -> None:
    """One that filled pages of the site load too writes no list."""
    own, shared = at("js/tzgg.js"), at("js/main.js")
    filled = page("xw/", entry("要闻一则", "2026-11-20"), scripts=(shared,))

    assert notices(page("tzgg/", scripts=(shared, own)), filled) == ("unknown", None, "own-script")
    assert notices(page("tzgg/", scripts=(shared,)), filled) == ("fail", "empty", "empty-list")
    assert notices(page("tzgg/", scripts=(own,), notice="暂无信息"), filled) == ("fail", "placeholder", "placeholder")


def test_the_date_of_today_is_no_date_of_an_entry() -> None:
    """Many sites print it on every page."""
    assert notices(page("tzgg/", text="今天是2026年11月22日 星期日")) == ("fail", "empty", "empty-list")


def test_a_placeholder_is_no_content() -> None:
    """暂无信息 and the like; but a reasoned statement is for a person."""
    assert notices(page("tzgg/", notice="暂无信息", text="暂无信息")) == ("fail", "placeholder", "placeholder")
    assert notices(page("tzgg/", notice="栏目建设中，请稍候访问")) == ("fail", "placeholder", "placeholder")
    assert notices(page("tzgg/", text="本单位不涉及此项工作")) == ("unknown", None, "stated-none")


def test_an_error_page_that_says_200_is_an_error_page() -> None:
    """A soft 404."""
    assert notices(page("tzgg/", kind="error", title="页面不存在", text="您访问的页面不存在")) == (
        *("fail", "error-page", "error-page"),
    )


def test_a_column_that_sends_the_reader_home_has_nothing_of_its_own() -> None:
    """By HTTP or by a stub."""
    assert notices(page("tzgg/", kind="home", visit={"final_url": HOME})) == ("fail", "redirect-only", "sent-home")
    assert notices(page("tzgg/", redirect=HOME)) == ("fail", "redirect-only", "sent-home")


def test_a_hub_counts_by_its_sub_columns() -> None:
    """Any that holds something is content; any that was not read keeps it open; all empty is empty."""
    wanted = item("规划信息")
    hub = (
        home(
            column("规划信息", "gh/"),
            column("总体规划", "gh/zt/", "规划信息"),
            column("专项规划", "gh/zx/", "规划信息"),
        ),
        page("gh/"),
    )

    full = find(wanted, *hub, page("gh/zt/", entry("十五五规划", "2026-03-01")))
    half = find(wanted, *hub, page("gh/zt/"))
    empty = find(wanted, *hub, page("gh/zt/"), page("gh/zx/"))
    dead = find(wanted, *hub, page("gh/zt/"), gone("gh/zx/"))
    soft = find(wanted, *hub, page("gh/zt/"), page("gh/zx/", kind="error", text=TEXT))

    assert [verdict(found) for found in (full, half, empty, dead, soft)] == [
        ("pass", None, "has-entries"),
        ("unknown", None, "children-not-read"),
        ("fail", "empty", "empty-children"),
        ("fail", "empty", "empty-children"),
        ("fail", "empty", "empty-children"),
    ]


def test_a_page_whose_body_leads_on_is_a_hub() -> None:
    """A list of departments is not empty; a box that stands on other pages too is no part of it."""
    links = tuple(
        column(name, f"{number}.html", area="body") for number, name in enumerate(("发改局", "教育局", "民政局"))
    )
    other = page("other/", entry("别的", "2026-11-20"), columns=links)

    assert notices(page("tzgg/", columns=links)) == ("unknown", None, "children-not-read")
    assert notices(page("tzgg/", columns=links), page("0.html", entry("职能", "2026-11-20"))) == (
        *("pass", None, "has-entries"),
    )
    assert notices(page("tzgg/", columns=links), other) == ("fail", "empty", "empty-list")


def test_names_without_addresses_are_not_nothing() -> None:
    """What a script shows on a click was not read."""
    names = tuple(column(name, None, area="body") for name in ("发改局", "教育局", "民政局"))

    assert notices(page("tzgg/", columns=names)) == ("unknown", None, "names-only")
    assert notices(page("tzgg/", columns=names), page("other/", columns=names)) == ("fail", "empty", "empty-list")


def test_a_few_words_in_place_of_a_list_are_for_a_person() -> None:
    """Neither content nor nothing; the head of an empty table is nothing."""
    assert notices(page("tzgg/", text="此网站为朗县人民政府官方网站，最终解释权归朗县人民政府。")) == (
        *("unknown", None, "little-text"),
    )
    assert notices(page("tzgg/", text="查询码：\n标题\n提交时间\n处理状态\n共0条 0/0")) == (
        "fail",
        "empty",
        "empty-list",
    )


def test_a_form_behind_a_login_was_not_read() -> None:
    """As many sites put their request form."""
    asks = page("tzgg/", kind="page", text="该页面需要先登录, 点击 登录 跳转至登录页!")

    assert notices(asks, kind="form") == ("unknown", None, "column-missed")
    assert notices(asks) == ("unknown", None, "column-missed")


def test_an_empty_heading_is_not_judged_by_the_page_it_stands_on() -> None:
    """The home page's own words and pictures are not the column's."""
    front = home(column("规划信息", None), column("总体规划", "gh/zt/", "规划信息"), text=TEXT, images=3)

    found = find(item("规划信息"), front, page("gh/zt/"))

    assert verdict(found) == ("fail", "empty", "empty-children")


def test_a_page_of_pictures_is_unknown() -> None:
    """A scanned chart is content that nobody read."""
    assert notices(page("tzgg/", kind="page", images=2)) == ("unknown", None, "only-pictures")


def test_a_short_page_is_content_for_a_page_item() -> None:
    """An address takes few words."""
    assert notices(page("tzgg/", kind="page", text="办公电话：0854-1234567"), kind="page") == ("pass", None, "has-text")
    assert notices(page("tzgg/", kind="page", text="首页"), kind="page") == ("fail", "empty", "empty-page")


def test_a_link_item_asks_for_a_target_that_opens() -> None:
    """A login behind it has opened; a wall has not; what policy forbids to ask is there all the same."""
    assert notices(page("tzgg/"), kind="link") == ("pass", None, "link-opens")
    assert notices(page("tzgg/", kind="blocked", block="login"), kind="link") == ("pass", None, "link-opens")
    assert notices(page("tzgg/", kind="blocked", block="waf"), kind="link") == ("unknown", None, "column-missed")
    assert notices(page("tzgg/", needs_browser="single-page-app"), kind="link") == ("pass", None, "link-opens")
    assert notices(miss("tzgg/", MissReason.OFFSITE), kind="link") == ("pass", None, "link-leads-away")
    assert notices(gone("tzgg/"), kind="link") == ("fail", "broken", "broken")


def test_a_form_item_asks_for_a_way_to_apply() -> None:
    """A form, a file to fill in, an address to write to; text without any of them fails."""
    form = page("tzgg/", kind="page", forms=(at("apply"),))
    file = page("tzgg/", attachments=(Attachment("政府信息公开申请表.doc", at("a.doc"), "doc"),))
    address = page("tzgg/", kind="page", text="申请可当面提出，也可邮寄至清溪县人民政府办公室，邮政编码558000。")
    talk = page("tzgg/", kind="page", text=TEXT.replace("的申请", "").replace("受理", "") * 2)

    assert [notices(found, kind="form")[:2] for found in (form, file, address, talk, page("tzgg/"))] == [
        *(("pass", None), ("pass", None), ("pass", None), ("fail", "incomplete"), ("fail", "empty")),
    ]


def test_what_a_page_repeats_of_the_navigation_is_no_content() -> None:
    """A side tree in the main text makes no empty column full."""
    names = (
        "政府信息公开指南",
        "政府信息公开制度",
        "法定主动公开内容",
        "政府信息公开年报",
        "依申请公开",
        "财政预决算",
        "行政事业性收费",
    )
    tree = tuple(column(name, f"{number}/", area="tree") for number, name in enumerate(names))

    bare = page("tzgg/", kind="platform", columns=tree, text="\n".join((*names, "共0条 1/1")))

    assert notices(bare) == ("fail", "empty", "empty-list")


def test_the_side_tree_of_a_column_holds_its_siblings() -> None:
    """What lies in the same folder is not below it; what lies in the folder of its name is."""
    wanted = item("政府信息公开年报", fresh=ANNUAL)
    front = home(column("政府信息公开年报", "gk/nb.htm"))
    tree = (column("财政预决算", "gk/nr/cz.htm", area="tree"), column("2025年", "gk/nb/2025.htm", area="tree"))
    listed = page("gk/nb.htm", entry("2024年年报", "2025-01-20"), columns=tree)
    accounts = page("gk/nr/cz.htm", entry("2025年收支情况", "2026-01-08"))
    report = page("gk/nb/2025.htm", entry("年度报告", "2026-01-08"))

    assert verdict(find(wanted, front, listed, accounts)) == ("unknown", None, "annual-below")
    assert verdict(find(wanted, front, listed, accounts, report)) == ("pass", None, "annual-in-time")
    assert verdict(find(wanted, front, listed, accounts, page("gk/nb/2025.htm"))) == ("fail", "late", "annual-missing")
