"""Documents: title, shown date, source, numbers, fields, attachments; and what is none of these."""

from __future__ import annotations

import datetime as dt

import pytest

from rules.facts import Attachment
from tests.crawler.reading.pages import lines, page, read

TITLE = "关于印发《清溪县防火办法》的通知"
BODY = (
    "<p>各乡镇人民政府：</p><p>为做好2023年1月1日起施行的工作，现通知如下，并于2025年3月1日前上报。</p>"
    '<p><a href="./P020240506.pdf">附件1.pdf</a></p>'
)
METAS = (
    f'<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2019-01-01 09:00">'
    '<meta name="ContentSource" content="清溪县人民政府办公室"><meta name="ColumnName" content="通知公告">'
)
AT = "http://www.qingxi.gov.cn/zwgk/tzgg/202405/t20240506_12.html"
DAY = dt.date(2024, 5, 6)


def document(line: str, *, head: str = METAS, after: str = "", mark: str = "TRS_Editor", title: str = TITLE) -> str:
    """A page with a title, a line of date and source, and the text."""
    body = f'<div class="main"><h1>{TITLE}</h1>{line}<div class="{mark}">{BODY}</div></div>{after}'
    return page(body, head=head, title=title)


@pytest.mark.parametrize(
    ("line", "day", "source"),
    [
        ("<div>发布时间：2024-05-06 10:12　来源：县林业局　浏览次数：12</div>", DAY, "县林业局"),
        ("<div>时间：2024年5月6日 10∶12　　来源：清溪县融媒体中心</div>", DAY, "清溪县融媒体中心"),
        ("<div>24-05-06 12:11:42</div>", DAY, None),
        ("<p>2024/05/06</p>", DAY, None),
        ("<p>2024-05-06 16:22 来源: 县林业局 字体：<a>大</a> <a>小</a></p>", DAY, "县林业局"),
        ("<div>日期：2024-05-06 来源： 浏览：<span>3</span></div>", DAY, None),
        ("<div>来源： 来源：省文化和旅游厅 时间：2024-05-06</div>", DAY, "省文化和旅游厅"),
        ("<div>发布日期：<script>var pubdata='2024年05月06日'; document.write(pubdata);</script></div>", DAY, None),
        ("", None, None),
        ("<div>字体：大 中 小</div>", None, None),
    ],
)
def test_the_shown_date_and_source_are_read_and_the_metas_never_stand_in(
    line: str, day: dt.date | None, source: str | None
) -> None:
    """The meta says 2019 and another source: it is kept apart."""
    facts = read(document(line), AT)
    assert (facts.kind, facts.title, facts.published, facts.source) == ("article", TITLE, day, source)
    assert facts.published_meta == dt.date(2019, 1, 1)


def test_neither_todays_line_nor_lists_beside_the_text_date_a_document() -> None:
    """Nothing dates this one."""
    after = "<div>今天是：2026年11月22日 星期日</div><div class='hot'><ul>" + lines(5) + "</ul></div>"
    facts = read(document("", after=after), AT)
    assert (facts.kind, facts.published, facts.entries) == ("article", None, ())


@pytest.mark.parametrize(
    "title", [TITLE, f"{TITLE} - 清溪县人民政府", f"{TITLE}_通知公告_清溪县", "清溪县人民政府门户网站"]
)
def test_the_title_is_the_heading_that_a_reader_sees(title: str) -> None:
    """With or without metas, whatever the title element adds or leaves out."""
    line = "<div>发布时间：2024-05-06 来源：县林业局</div>"
    assert read(document(line, head="", title=title), "http://www.qingxi.gov.cn/xw/9.html").title == TITLE


def test_a_dash_inside_a_title_does_not_end_it_where_the_page_prints_it_whole() -> None:
    """Old builders write no heading; the title element adds the site after a dash of its own."""
    title = "聚焦森林防灭火 办好民生实事——白石县走笔"
    body = (
        f"<table><tr><td align=center><font size=4><b>{title}</b></font></td></tr>"
        f"<tr><td>更新时间：2024-5-6 9:12:21</td></tr><tr><td>{BODY}</td></tr></table>"
    )
    facts = read(page(body, title=f"{title}--白石县人民政府"), "http://www.qingxi.gov.cn/ShowNews.asp?ID=12")
    assert (facts.kind, facts.title, facts.published) == ("article", title, DAY)


def test_attachments_have_names_kinds_and_addresses() -> None:
    """A link to a file in the text."""
    facts = read(document("<div>发布时间：2024-05-06</div>"), AT)
    assert facts.attachments == (
        Attachment("附件1.pdf", "http://www.qingxi.gov.cn/zwgk/tzgg/202405/P020240506.pdf", "pdf"),
    )


def test_the_table_of_a_document_gives_its_numbers_and_every_field() -> None:
    """Labels with blanks in them, two pairs on a line, labels that no list knows."""
    table = (
        "<table><tr><td>索 引 号：</td><td>000014349/2018-00222</td><td>主题分类：</td><td>林业</td></tr>"
        "<tr><td>发文机关：</td><td>清溪县人民政府</td><td>成文日期：</td><td>2024年05月01日</td></tr>"
        "<tr><td>发文字号：</td><td>清府发〔2024〕5号</td><td>发布日期：</td><td>2024年05月06日</td></tr>"
        "<tr><td><b>批准日期：</b></td><td>2024-04-26</td></tr></table>"
    )
    facts = read(document(table), AT)
    assert (facts.index_number, facts.document_number, facts.published) == (
        "000014349/2018-00222",
        "清府发〔2024〕5号",
        DAY,
    )
    assert facts.fields["成文日期"] == "2024年05月01日"
    assert facts.fields["批准日期"] == "2024-04-26"


def test_paragraphs_with_bold_labels_are_a_table_without_lines() -> None:
    """One alone is the bold beginning of a sentence."""
    two = "<div><p><strong>索引号</strong>：000014349/2018-00222</p><p><strong>批准日期</strong>：2024-04-26</p></div>"
    one = "<div><p><strong>批准日期</strong>：2024-04-26</p></div>"

    assert read(document(two), AT).fields["批准日期"] == "2024-04-26"
    assert "批准日期" not in read(document(one), AT).fields


def test_the_number_of_another_document_in_the_text_is_not_its_own() -> None:
    """What is repealed in the text has a number too."""
    text = "<p>原通知（清府发〔2019〕208号）同时废止。</p>"
    facts = read(
        page(f'<h1>{TITLE}</h1><div>发布时间：2024-05-06</div><div class="TRS_Editor">{text}</div>', head=METAS), AT
    )
    assert facts.document_number is None


def test_a_list_page_whose_template_fills_the_title_of_documents_stays_a_list() -> None:
    """Some templates write the column's name into ArticleTitle."""
    head = '<meta name="ArticleTitle" content="通知公告"><meta name="ColumnName" content="通知公告">'
    facts = read(page(f"<div><h2>通知公告</h2><ul>{lines(3)}</ul></div>", head=head))
    assert (facts.kind, len(facts.entries)) == ("list", 3)
