"""Columns: names, addresses, parents and places as a citizen sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.crawler.reading.pages import URL, lines, page, read

if TYPE_CHECKING:
    from rules.facts import Column

AT = "http://www.qingxi.gov.cn"


def named(body: str, *, title: str = "通知公告-清溪县人民政府") -> dict[str, Column]:
    """Columns by name."""
    return {column.name: column for column in read(page(body, title=title)).columns}


def test_names_come_from_text_title_alt_and_aria_label() -> None:
    """Menus made of pictures, image maps and icons."""
    found = named(
        '<div><a href="/a/"><img src="1.gif" alt="政务公开专栏"></a><a href="/b/" title="办事大厅"></a>'
        '<a href="/c/" aria-label="互动平台"><i></i></a><map name="m"><area href="/d/" alt="走进清溪"></map></div>'
    )
    assert {name: found[name].url for name in ("政务公开专栏", "办事大厅", "互动平台", "走进清溪")} == {
        "政务公开专栏": f"{AT}/a/",
        "办事大厅": f"{AT}/b/",
        "互动平台": f"{AT}/c/",
        "走进清溪": f"{AT}/d/",
    }


def test_parents_are_what_an_item_hangs_on_and_the_headings_above_it() -> None:
    """Nested lists, definition lists, headings before lists."""
    found = named(
        '<div class="left"><h3>法定主动公开内容</h3><ul><li><a href="/jg/">机构信息</a><ul><li><a href="/zn/">机构职能</a></li>'
        '<li><a href="/ld/">领导信息</a></li></ul></li><li><a href="/gh/">规划计划</a></li></ul>'
        '<dl><dt>重点领域</dt><dd><a href="/ys/">财政预决算</a></dd><dd><a href="/cg/">政府采购</a></dd></dl></div>'
    )
    assert found["机构职能"].parents == ("法定主动公开内容", "机构信息")
    assert found["规划计划"].parents == ("法定主动公开内容",)
    assert found["财政预决算"].parents == ("重点领域",)
    assert found["法定主动公开内容"].url is None


def test_addresses_that_lead_nowhere_are_none_and_an_empty_one_of_this_page_is_this_page() -> None:
    """``javascript:``, ``#`` and an empty href."""
    found = named(
        '<ul><li><a href="javascript:;">政策文件</a></li><li><a href="#">规划计划</a></li><li><a href="">通知公告</a></li>'
        '<li><a href="">统计信息</a></li></ul>'
    )
    assert [found[name].url for name in ("政策文件", "规划计划", "通知公告", "统计信息")] == [None, None, URL, None]


def test_areas_are_told_apart() -> None:
    """Navigation with its drop-downs, the platform's tree, friends, foot, what is hidden."""
    found = named(
        '<div class="menu"><ul><li><a href="/fw/">便民服务</a><ul style="display:none"><li><a href="/sb/">社保查询</a></li></ul></li></ul></div>'
        '<div class="gk"><ul><li><a href="/zn/">政府信息公开指南</a></li><li><a href="/zd/">政府信息公开制度</a></li>'
        '<li><a href="/nb/">政府信息公开年报</a></li></ul></div><div style="display:none"><p><a href="/old/">旧版栏目</a></p></div>'
        '<div class="link"><span>友情链接</span><a href="http://a.cn/">甲县政府</a><a href="http://b.cn/">乙县政府</a><a href="http://c.cn/">丙县政府</a></div>'
    )
    assert {
        name: found[name].area for name in ("便民服务", "社保查询", "政府信息公开年报", "旧版栏目", "甲县政府")
    } == {
        "便民服务": "nav",
        "社保查询": "nav",
        "政府信息公开年报": "tree",
        "旧版栏目": "hidden",
        "甲县政府": "friend",
    }


def test_more_stands_for_the_heading_beside_it() -> None:
    """A heading without a link, 更多 with one."""
    found = named(f'<div class="box"><h3>政策解读</h3><a href="/zcjd/">更多&gt;&gt;</a><ul>{lines(4)}</ul></div>')
    assert (found["政策解读"].url, "更多>>" in found) == (f"{AT}/zcjd/", False)


def test_neither_the_breadcrumb_nor_entries_nor_buttons_are_columns() -> None:
    """They lead somewhere and name nothing."""
    found = named(
        '<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/x/">测试栏目</a></div>'
        f'<a href="/wza/">无障碍阅读</a><a href="/dl/">登录</a><ul>{lines(5)}</ul>'
    )
    assert not {"测试栏目", "无障碍阅读", "登录"} & found.keys()
    assert not [name for name in found if "之" in name]


def test_doubles_of_the_phone_layout_are_folded() -> None:
    """The same name and address once, where it tells more."""
    body = '<div class="pc"><ul><li><a href="/gh/">规划计划</a></li></ul></div><div class="phone"><ul><li><a href="/gh/">规划计划</a></li></ul></div>'
    assert sum(column.name == "规划计划" for column in read(page(body)).columns) == 1


def test_the_address_of_a_tab_is_that_of_its_own_more() -> None:
    """A row of names that only switch lists, and one 更多 for each; a lone 更多 belongs to none of three."""
    names = "".join(f'<li><a href="javascript:;">{name}</a></li>' for name in ("专题报道", "通告公示", "政策解读"))
    more = "".join(f'<span><a href="/{path}/">更多&gt;&gt;</a></span>' for path in ("zt", "tg", "jd"))
    tabs = f'<div class="box"><ul class="switch">{names}</ul><div class="mores">{more}</div><ul>{lines(3)}</ul></div>'
    lone = f'<div class="box"><ul class="switch">{names}</ul><div><a href="/all/">更多&gt;&gt;</a></div></div>'

    assert [named(tabs)[name].url for name in ("专题报道", "通告公示", "政策解读")] == [
        f"{AT}/zt/",
        f"{AT}/tg/",
        f"{AT}/jd/",
    ]
    assert {named(lone)[name].url for name in ("专题报道", "通告公示", "政策解读")} == {None}


def test_links_of_the_page_itself_are_kept_beside_the_same_ones_in_the_tree() -> None:
    """A column that shows its own parts is not empty because the tree shows them too."""
    tree = "".join(
        f'<li><a href="/{number}/">{name}</a></li>'
        for number, name in enumerate(
            ("政府信息公开指南", "政府信息公开制度", "政府信息公开年报", "本级情况", "部门情况")
        )
    )
    parts = '<li><a href="/3/">本级情况</a></li><li><a href="/4/">部门情况</a></li>'
    body = f'<div class="left"><ul>{tree}</ul></div><div class="right"><h3>政府采购</h3><ul>{parts}</ul></div>'
    columns = read(page(body, title="政府采购-清溪县人民政府")).columns

    assert [(column.area, column.parents) for column in columns if column.name == "本级情况"] == [
        ("tree", ()),
        ("body", ("政府采购",)),
    ]


def test_a_box_with_a_heading_of_its_own_heads_nothing_beside_it() -> None:
    """One link below 公开保障 at the left is no parent of the columns at the right."""
    left = (
        '<div class="lf"><div class="nav-t"><p>公开保障</p></div><ul><li><a href="/zc/">规范性文件</a></li></ul></div>'
    )
    right = '<div class="rf"><ul><li><a href="/tz/">通知公告</a></li><li><a href="/jd/">政策解读</a></li></ul></div>'

    assert "规范性文件" not in named(f"<div>{left}{right}</div>", title="政务公开")["通知公告"].parents


def test_a_heading_without_a_link_keeps_what_stands_below_it_though_the_menu_shows_it_too() -> None:
    below = '<ul><li><a href="/xwzx/">新闻中心</a></li><li><a href="/hdjl/">互动交流</a></li></ul>'
    columns = read(page(f'<div class="box"><h4><a href="javascript:;">政府信息公开</a></h4>{below}</div>')).columns

    assert [(column.area, column.parents) for column in columns if column.name == "互动交流"] == [
        ("nav", ()),
        ("body", ("政府信息公开",)),
    ]
