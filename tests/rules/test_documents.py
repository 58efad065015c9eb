"""Documents are judged one by one, and only by what of them is known in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from rules.facts import Attachment, BareLabel, Entry, PageFacts
from rules.judge import judge
from rules.standard import Find, Item, Require
from tests.rules.building import CALENDAR, TODAY, at, column, entry, find, home, item, page, snapshot, standard

if TYPE_CHECKING:
    from rules.model import Finding, PageVisit

NAMES = ("甲证办理指南", "乙证办理指南", "丙证办理指南")
LABELS = ("事项名称", "申请条件", "办理材料", "办理地点", "联系电话")
WHOLE = (
    "事项名称：甲证。申请条件：本县居民。办理材料：身份证。办理地点：一楼。联系电话：0854-1。"
    + "请仔细阅读以后再来。" * 40
)
SHORT = "事项名称：甲证。申请条件：本县居民。" + "请仔细阅读以后再来办。" * 40
GUIDES = Item(
    id="it",
    name="办事指南",
    find=Find(optional=True),
    require=Require(each=LABELS, tolerated=1, titled=("指南",)),
)


def document(number: int, text: str, **facts: Any) -> PageVisit:
    """The page of one guide."""
    known: dict[str, Any] = {"kind": "article", "title": NAMES[number], "text": text, **facts}
    return page(f"g{number}.html", role="article", **known)


def judged(*documents: PageVisit, row: Item = GUIDES, entries: tuple[Entry, ...] | None = None) -> Finding:
    """The finding about a column that lists three guides, of which these were read."""
    lines = entries or tuple(entry(name, "2026-05-11", f"g{number}.html") for number, name in enumerate(NAMES))
    return find(row, home(column("办事指南", "bszn/")), page("bszn/", *lines), *documents)


def told(finding: Finding) -> tuple[str, str]:
    """Outcome and code."""
    return str(finding.outcome), finding.reason.code


def test_three_complete_documents_speak_for_a_column() -> None:
    """Or all of a shorter list."""
    whole = [document(number, WHOLE) for number in range(3)]

    assert told(judged(*whole)) == ("pass", "each-complete")
    assert told(judged(whole[0], entries=(entry(NAMES[0], "2026-05-11", "g0.html"),))) == ("pass", "each-complete")
    assert told(judged(*whole[:2])) == ("unknown", "document-not-read")


def test_one_document_that_lacks_too_much_is_named_with_it() -> None:
    """The others may be as good as they like; what is tolerated is no fault."""
    finding = judged(document(0, WHOLE), document(1, SHORT), document(2, WHOLE))

    assert told(finding) == ("fail", "each-incomplete")
    assert finding.reason.values["title"] == NAMES[1]
    assert finding.reason.values["missing"] == "办理材料、办理地点、联系电话"
    assert told(judged(*(document(number, WHOLE.replace("办理材料", "")) for number in range(3))))[0] == "pass"


def test_a_label_with_nothing_behind_it_is_missing() -> None:
    """As far as reading proved it."""
    bare = tuple(BareLabel(name) for name in ("办理材料", "办理地点"))

    assert told(judged(document(0, WHOLE, bare=bare)))[0] == "fail"
    assert told(judged(*(document(number, WHOLE, bare=bare[:1]) for number in range(3))))[0] == "pass"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"attachments": (Attachment("流程图.pdf", at("a.pdf"), "pdf"),)}, "elements-in-attachment"),
        ({"concealed": 200}, "elements-hidden"),
        ({"beside": 300}, "elements-hidden"),
        ({"needs_browser": "single-page-app"}, "elements-hidden"),
        ({"frames": (at("f.html"),)}, "elements-hidden"),
        ({"continued": True}, "document-goes-on"),
        ({"text": SHORT[:100], "images": 1}, "elements-in-picture"),
        ({"text": SHORT[:30]}, "elements-in-picture"),
        ({"text": SHORT * 60}, "elements-text-cut"),
        ({"text": "本县召开优化营商环境工作会议，研究部署下一步工作。" * 20}, "document-of-no-form"),
    ],
)
def test_what_is_not_known_in_full_is_not_incomplete(facts: dict[str, Any], code: str) -> None:
    """Attachments, tabs, scripts, frames, further pages, pictures, long texts, and what is no guide at all."""
    text = facts.pop("text", SHORT)[:20_000]

    assert told(judged(*(document(number, text, **facts) for number in range(3)))) == ("unknown", code)


def test_only_documents_of_the_title_are_asked() -> None:
    """A column may hold other things too."""
    entries = (entry("本县召开营商环境会议", "2026-05-12", "g0.html"), entry(NAMES[1], "2026-05-11", "g1.html"))

    assert told(judged(document(0, SHORT), document(1, WHOLE), entries=entries)) == ("pass", "each-complete")
    assert told(judged(document(0, SHORT), entries=entries[:1])) == ("unknown", "documents-not-listed")


def test_where_no_title_tells_the_labels_do() -> None:
    """Three of them before a colon; a notice that happens to name a day and a number prints none."""
    entries = tuple(entry(f"{name[:2]}办理", "2026-05-11", f"g{number}.html") for number, name in enumerate(NAMES))
    guides = [document(number, SHORT.replace("甲证。", "甲证。办理材料：身份证。")) for number in range(3)]
    notices = [document(number, "请带好身份证，时间另行通知，电话0854。" * 30) for number in range(3)]

    assert told(judged(*guides, entries=entries)) == ("fail", "each-incomplete")
    assert told(judged(*notices, entries=entries)) == ("unknown", "documents-not-listed")


def test_a_row_that_demands_no_column_does_not_apply_without_one() -> None:
    """Empty or without a column: another row says whether there must be one."""
    empty = find(GUIDES, home(column("办事指南", "bszn/")), page("bszn/", text="暂无信息", notice="暂无信息"))

    assert told(empty) == ("not-applicable", "nothing-to-check")


def test_a_row_on_another_s_column_adds_no_second_fault() -> None:
    """It has that one's column, without names of its own; where that is empty or broken it does not apply."""
    base = item("机构职能", id="base", find={"kind": "page"})
    row = Item(id="it", name="机构职能的要素", column_of="base", require=Require(labels=("电话", "地址")))
    law = standard(base, row)

    def findings(text: str) -> dict[str, tuple[str, str]]:
        site = snapshot(home(column("机构职能", "jgzn/")), page("jgzn/", kind="page", text=text))
        return {one.item: told(one) for one in judge(site, (law,), today=TODAY, calendar=CALENDAR)}

    assert findings("负责全县农业农村工作。电话：0854-1。地址：一楼。" * 9) == {
        "base": ("pass", "has-text"),
        "it": ("pass", "elements-complete"),
    }
    assert findings("负责全县农业农村工作。电话：0854-1。" * 30)["it"] == ("fail", "incomplete")
    assert findings("") == {"base": ("fail", "empty-page"), "it": ("not-applicable", "judged-there")}


REPORT = Item(
    id="it",
    name="政府信息公开年报的格式",
    column_of="base",
    require=Require(headings=("总体情况", "主动公开", "其他事项"), since_year=2021),
)


def reports(*titles: str) -> tuple[str, str]:
    """What is said of the form, where each report of the list was read and lacks its last heading."""
    base = item("政府信息公开年报", id="base")
    lines = [entry(title, "2026-03-15", f"r{number}.html") for number, title in enumerate(titles)]
    text = "一、总体情况\n" + "全年公开信息三千条。" * 50 + "\n二、主动公开\n" + "按要求主动公开。" * 20
    read = [
        page(f"r{number}.html", role="article", kind="article", title=title, text=text)
        for number, title in enumerate(titles)
    ]
    site = snapshot(home(column("政府信息公开年报", "nb/")), page("nb/", *lines), *read)
    (finding,) = (
        one for one in judge(site, (standard(base, REPORT),), today=TODAY, calendar=CALENDAR) if one.item == "it"
    )
    return told(finding)


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("2025年政府信息公开工作年度报告",), ("fail", "headings-missing")),
        (("清溪县人民政府2025年政府信息公开年报", "城关镇2025年政府信息公开年报"), ("fail", "headings-missing")),
        (("2020年政府信息公开工作年度报告",), ("not-applicable", "report-of-older-form")),
        (("城关镇2025年政府信息公开年报",), ("unknown", "report-not-listed")),
        (("甲单位2025年政府信息公开年报", "乙单位2025年政府信息公开年报"), ("unknown", "report-not-listed")),
    ],
)
def test_only_the_body_s_own_newest_report_is_held_against_the_form(
    titles: tuple[str, ...], expected: tuple[str, str]
) -> None:
    """Not those of others on the same list, nor one of several that nobody can tell apart."""
    assert reports(*titles) == expected


def test_facts_of_earlier_times_have_nothing_bare() -> None:
    """What was read before there were such facts says nothing of them."""
    facts = PageFacts(url=at("x"), charset="utf-8", kind="page")

    assert (facts.bare, facts.tables, facts.concealed, facts.continued) == ((), (), 0, False)


HEADINGS = ("总体情况", "主动公开政府信息情况", "收到和处理|依申请公开", "行政复议", "主要问题", "其他需要报告")
REPORTS = Item(id="it", name="政府信息公开年报", require=Require(headings=HEADINGS))


def reported(text: str, **facts: Any) -> tuple[str, str]:
    """What is said of a yearly report with that text."""
    title = "清溪县人民政府2025年政府信息公开工作年度报告"
    lines = page("nb/", entry(title, "2026-03-01", "r.html"))
    known: dict[str, Any] = {"kind": "article", "title": title, "text": text + "\n" + "公开为常态。" * 80, **facts}
    return told(find(REPORTS, home(column("政府信息公开年报", "nb/")), lines, page("r.html", role="article", **known)))


ONE_TO_FOUR = "一、总体情况\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、行政复议情况\n"


@pytest.mark.parametrize(
    "text",
    [
        ONE_TO_FOUR + "五、工作中的不足及下一步打算\n六、另需说明",
        (ONE_TO_FOUR + "五、工作中的不足及下一步打算。一是宣传不够；二是更新不快\n六、另需说明").replace("、", "."),
        "总体情况\n主动公开政府信息情况\n收到和处理政府信息公开申请情况\n行政复议情况\n工作中的不足及打算\n另需说明",
        "第一部分 总体情况\n第二部分 主动公开政府信息情况\n第三部分 收到和处理情况\n第四部分 行政复议\n第五部分 不足",
    ],
)
def test_a_heading_in_words_that_nobody_thought_of_is_not_missing(text: str) -> None:
    """However the parts are numbered; a heading that is a picture leaves it open as well."""
    assert reported(text) == ("unknown", "headings-in-other-words")
    assert reported(ONE_TO_FOUR + "五、主要问题") == ("fail", "headings-missing")
    assert reported(ONE_TO_FOUR + "五、主要问题", images=1) == ("unknown", "headings-in-other-words")


def test_a_part_of_the_first_section_is_not_a_heading_out_of_order() -> None:
    """（二）依申请公开 below 一、总体情况 is of another level than 二、."""
    text = (
        "一、总体情况\n（一）主动公开。\n（二）依申请公开情况。\n二、主动公开政府信息情况\n三、申请的收到和处理情况\n"
        "四、行政复议情况\n五、主要问题\n六、其他需要报告的事项"
    )

    assert reported(text)[0] == "pass"
    assert reported(
        "二、主动公开政府信息情况\n一、总体情况\n三、收到和处理\n四、行政复议\n五、主要问题\n六、其他需要报告"
    ) == (
        "fail",
        "headings-disordered",
    )


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", ("fail", "each-incomplete")),
        ("\n承办单位：县残联。\n来源：县政府办", ("fail", "each-incomplete")),
        ("\n在哪里办：政务中心\n咨询：0854-1", ("unknown", "document-in-other-words")),
        ("\n三、上哪儿去\n四、问谁", ("unknown", "document-in-other-words")),
        ("\n完整指南请点击贵州政务服务网。", ("unknown", "document-points-on")),
        ("\n点击数：12", ("fail", "each-incomplete")),
    ],
)
def test_parts_under_other_names_may_be_what_a_document_seems_to_lack(more: str, expected: tuple[str, str]) -> None:
    """So may what stands where it leads on to."""
    documents = [document(number, SHORT + more) for number in range(3)]

    assert told(judged(*documents)) == expected
