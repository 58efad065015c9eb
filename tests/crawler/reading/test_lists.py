"""Lists as builders set them: which lines they have, from which day, and what does not belong to them."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.crawler.reading.pages import dates, lines, page, read

WHERE = (
    '<div class="main"><div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; '
    '通知公告</div><div class="list">{}</div></div>'
)
FIRST = [dt.date(2024, 12, 28), dt.date(2024, 11, 27), dt.date(2024, 10, 26), dt.date(2024, 9, 25)]


def listed(body: str) -> str:
    """A column page around a list."""
    return page(WHERE.format(body))


ROWS = {
    "li with a span": '<ul>{}</ul>|<li><a href="{url}" title="{title}">{title}</a><span>({date})</span></li>',
    "date before the link": '<ul>{}</ul>|<li><span>{date}</span><a href="{url}"></a><a href="{url}">{title}</a></li>',
    "date inside the link": '<ul>{}</ul>|<li><a href="{url}"><p>{title}</p><em>{date}</em></a></li>',
    "date in the text of the link": '<ul>{}</ul>|<li><a href="{url}">{title} {date}</a></li>',
    "date in brackets before the title": '<ul>{}</ul>|<li><a href="{url}">[{date}] {title}</a></li>',
    "table lines": '<table>{}</table>|<tr><td>1</td><td><a href="{url}">{title}</a></td><td>{date}</td></tr>',
    "a table for every line": '<div>{}</div>|<table><tr><td><a href="{url}">{title}</a></td><td>{date}</td></tr></table>',
    "paragraphs side by side": '{}|<p class="w659"><a href="{url}">{title}</a></p><p class="w80"><a>{date}</a></p>',
    "definition list": '<dl>{}</dl>|<dt><a href="{url}">{title}</a></dt><dd>{date}</dd>',
    "lines broken by br": '<td>{}</td>|·<a href="{url}">{title}</a> [{date}]<br>',
    "items that open by script": "<ul>{}</ul>|<li onclick=\"jumpToDetail('{url}')\"><p>{title}</p><i>{date}</i></li>",
    "a summary with other dates": (
        '<ul>{}</ul>|<li><h3><a href="{url}">{title}</a></h3><p>自2023年1月2日起，为贯彻落实上级工作部署，本县开展专项'
        "行动，取得了明显成效，以下为摘要文字，直到超过长度为止。</p><p>发布日期：{date} 浏览次数：12</p></li>"
    ),
    "a popup of related documents": (
        '<ul>{}</ul>|<li><a href="{url}">{title}</a><span>{date}</span><div class="popbox"><ul><li><a href="/jd/9.html">'
        '一图读懂相关解读文章标题比主标题还要长很多很多</a></li></ul></div></li><li class="empty"></li>'
    ),
    "a category link first": '<ul>{}</ul>|<li><a href="/lb/">[通知]</a><a href="{url}">{title}</a><b>{date}</b></li>',
}


@pytest.mark.parametrize("make", sorted(ROWS))
def test_lines_of_every_make_are_read_with_title_address_and_date(make: str) -> None:
    """Four lines, whatever they are made of."""
    around, _, row = ROWS[make].partition("|")
    facts = read(listed(around.replace("{}", lines(4, row=row), 1)))
    assert facts.kind == "list"
    assert [entry.title for entry in facts.entries] == [
        "关于开展春季防火工作的通知之0",
        "清溪县2024年部门预算公开说明之1",
        "关于印发应急预案的通知之2",
        "县人民政府常务会议纪要公告之3",
    ]
    assert dates(facts) == FIRST
    assert facts.entries[0].url == "http://www.qingxi.gov.cn/zwgk/tzgg/202412/t20241228_1000.html"


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("2024-05-06", dt.date(2024, 5, 6)),
        ("2024/05/06", dt.date(2024, 5, 6)),
        ("2024.5.6", dt.date(2024, 5, 6)),
        ("2024年5月6日", dt.date(2024, 5, 6)),
        ("2024年11月04", dt.date(2024, 11, 4)),
        ("24-04-26 12:11:42", dt.date(2024, 4, 26)),
        ("2024-05-06 10∶12", dt.date(2024, 5, 6)),
        ("发布时间：2024-05-06 16:22", dt.date(2024, 5, 6)),
        ("20240506", dt.date(2024, 5, 6)),
        ("2024-05-06 访问：12", dt.date(2024, 5, 6)),
        ("May 6, 2024", dt.date(2024, 5, 6)),
        ("[Sept. 06, 2024]", dt.date(2024, 9, 6)),
        ("Published on 6th September 2024 10:12", dt.date(2024, 9, 6)),
        ("06-Sep-2024", dt.date(2024, 9, 6)),
        ("February 30, 2024", None),
        ("Deadline: May 6, 2024", None),
        ("截止日期：2024-05-06", None),
        ("05-06", None),
        ("今天", None),
        ("2024-02-30", None),
        ("2024-00018", None),
        ("〔2024〕5号", None),
    ],
)
def test_a_date_is_read_in_every_form_seen_and_a_number_is_none(printed: str, wanted: dt.date | None) -> None:
    """The second line holds the form; the first and third make it a list."""
    row = '<li><a href="/xw/{}.html">关于某事的通知之{}</a><span>{}</span></li>'
    body = "".join(row.format(at, at, text) for at, text in enumerate(["2024-06-01", printed, "2023-01-01"]))
    assert dates(read(listed(f"<ul>{body}</ul>")))[1] == wanted


def test_a_year_that_is_not_printed_is_taken_from_the_address_of_the_line() -> None:
    """``t20241228_1000`` proves the year of 12-28."""
    row = '<li><a href="{url}">{title}</a><span>[{short}]</span></li>'
    assert dates(read(listed(f"<ul>{lines(4, row=row)}</ul>"))) == FIRST


def test_a_year_that_nothing_proves_stays_unread() -> None:
    """No guess by today, none by the order of lines alone."""
    row = '<li><a href="/xw/9.html?{title}">{title}</a><span>[{short}]</span></li>'
    assert dates(read(listed(f"<ul>{lines(4, row=row)}</ul>"))) == [None] * 4


def test_neighbours_of_one_year_prove_the_year_between_them() -> None:
    """2024-12-30, 12-28, 2024-12-01 leave no other year."""
    row = '<li><a href="/xw/{}.html">关于某事的通知之{}</a><span>{}</span></li>'
    body = "".join(row.format(at, at, text) for at, text in enumerate(["2024-12-30", "12-28", "2024-12-01"]))
    assert dates(read(listed(f"<ul>{body}</ul>")))[1] == dt.date(2024, 12, 28)


def test_dates_in_titles_are_not_the_dates_of_the_lines() -> None:
    """The title tells of 2021, the line was published in 2024."""
    row = '<li><a href="{url}">关于2021年1月1日起施行{title}</a><span>{date}</span></li>'
    assert dates(read(listed(f"<ul>{lines(4, row=row)}</ul>"))) == FIRST


def test_a_title_that_is_cut_is_completed_from_its_title_attribute() -> None:
    """Text with an ellipsis gives way, a whole text does not."""
    body = (
        '<ul><li><a href="/1.html" title="关于开展春季防火工作的通知（第一号）">关于开展春季防火…</a><b>2024-05-06</b></li>'
        '<li><a href="/2.html" title="关于开展春季">关于开展春季防火工作的通知（第二号）</a><b>2024-05-05</b></li></ul>'
    )
    assert [entry.title for entry in read(listed(body)).entries] == [
        "关于开展春季防火工作的通知（第一号）",
        "关于开展春季防火工作的通知（第二号）",
    ]


def test_the_list_of_the_page_is_told_from_tickers_rankings_and_the_line_of_today() -> None:
    """Fifteen lines of the column, not three of the ticker nor ten of the ranking."""
    body = (
        '<div class="top">今天是：2026年11月22日 星期日</div><div class="roll"><ul>'
        + lines(3)
        + "</ul></div>"
        + WHERE.format("<h2>通知公告</h2><ul>" + lines(15) + "</ul>")
        + '<div class="hot"><h3>热点排行</h3><ul>'
        + lines(10)
        + "</ul></div>"
    )
    facts = read(page(body))
    assert (facts.kind, len(facts.entries), max(filter(None, dates(facts)))) == ("list", 15, dt.date(2024, 12, 28))


def test_groups_of_one_list_are_one_list() -> None:
    """Four lists of five lines, set apart by a blank only."""
    groups = "".join(f'<ul class="list-cont">{lines(5)}</ul>' for _ in range(4))
    assert len(read(listed(groups + "<script>createPageHTML(2, 0, 'index', 'html');</script>")).entries) == 20


def test_hidden_tabs_are_not_read_beside_the_one_that_is_shown() -> None:
    """The tab of 2024 is open, that of 2023 hidden."""
    body = f'<div><ul>{lines(4)}</ul></div><div style="display:none"><ul>{lines(9)}</ul></div>'
    assert len(read(listed(body)).entries) == 4


def test_a_channel_page_gives_the_lists_of_its_columns_together() -> None:
    """Three columns of a channel, lines shown twice for the phone counted once."""
    parts = "".join(
        f'<div class="box"><h3><a href="/{name}/">{name}</a></h3><ul>'
        + "".join(
            f'<li><a href="/{name}/{at}.html">{name}的第{at}条消息</a><i>2024-0{at}-01</i></li>' for at in range(1, 5)
        )
        + "</ul></div>"
        for name in ("要闻动态", "部门动态", "乡镇动态", "要闻动态")
    )
    facts = read(page(parts, title="新闻中心-清溪县人民政府"))
    assert (facts.kind, len(facts.entries)) == ("list", 12)


def test_lists_without_dates_are_read_where_they_are_titles_of_documents() -> None:
    """Addresses of documents show what the lines are."""
    body = "".join(f'<li><a href="./202405/t20240506_{at}.html">预算公开平台之{at}</a></li>' for at in range(6))
    facts = read(listed(f"<ul>{body}</ul>"))
    assert (facts.kind, len(facts.entries), set(dates(facts))) == ("list", 6, {None})


def test_tables_without_links_are_lists_too() -> None:
    """Decisions published as lines of a table."""
    facts = read(listed("<table>" + lines(5, row="<tr><td>1</td><td>{title}</td><td>{date}</td></tr>") + "</table>"))
    assert (facts.kind, dates(facts)[:2], facts.entries[0].url) == ("list", FIRST[:2], None)


def test_days_and_months_set_apart_are_one_date() -> None:
    """The day large, year and month small beneath it."""
    row = '<li><div><b>28</b><span>2024-12</span></div><a href="{url}">{title}</a><p>摘要</p></li>'
    assert dates(read(listed(f"<ul>{lines(3, row=row)}</ul>"))) == [dt.date(2024, 12, 28)] * 3


def test_a_year_that_stands_beside_month_and_day_completes_them() -> None:
    """12-28 large, 2024 small."""
    row = '<li><div><strong>12-28</strong><em>2024</em></div><a href="/x.html?{title}">{title}</a></li>'
    assert dates(read(listed(f"<ul>{lines(3, row=row)}</ul>"))) == [dt.date(2024, 12, 28)] * 3


def test_of_several_labelled_dates_on_a_line_the_day_of_publication_counts() -> None:
    """Made in 2020, published in 2024."""
    row = '<li><a href="{url}">{title}</a><p>文号：清府发〔2020〕3号 成文日期：2020-01-01 发布日期：{date}</p></li>'
    assert dates(read(listed(f"<ul>{lines(4, row=row)}</ul>"))) == FIRST
