"""Duties between two columns: a document and its interpretation, a consultation and its result, a list and a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rules.facts import Attachment
from rules.judge import judge
from rules.standard import Find, Item, Linked
from tests.rules.building import (
    CALENDAR,
    TEXT,
    TODAY,
    at,
    column,
    entry,
    further,
    gone,
    home,
    page,
    snapshot,
    standard,
    verdict,
)

if TYPE_CHECKING:
    from rules.facts import Entry
    from rules.model import Finding, Miss, PageVisit

RULE = "清溪县人民政府办公室关于印发《清溪县烟花爆竹管理办法》的通知"
TELLS = "《清溪县烟花爆竹管理办法》政策解读"
LONG = TEXT * 3


def duty(name: str, linked: Linked, *, column_of: str = "own", **more: Any) -> Item:
    """A row that is judged on the column of another."""
    return Item(id="duty", name=name, column_of=column_of, linked=(linked,), **more)


def judged(linked: Linked, own: str, other: str, *found: PageVisit | Miss) -> Finding:
    """The finding about the duty between two columns of these names."""
    rows = (
        Item(id="own", name=own, find=Find()),
        Item(id="other", name=other, find=Find()),
        duty("关联", linked),
    )
    start = home(column(own, "own/"), column(other, "other/"))
    findings = judge(snapshot(start, *found), (standard(*rows),), today=TODAY, calendar=CALENDAR)
    return next(finding for finding in findings if finding.item == "duty")


def article(path: str, title: str, **facts: Any) -> PageVisit:
    """The page of a document, read in full."""
    return page(path, role="article", kind="article", title=title, **{"text": LONG, **facts})


def documents(*found: PageVisit | Miss, told: str | None = "2026-10-10") -> Finding:
    """The finding about documents and interpretations; the lists name one of each."""
    return judged(
        Linked(to="other"),
        "政策文件",
        "政策解读",
        page("own/", entry(RULE, "2026-10-09", "own/1.html")),
        page("other/", *([entry(TELLS, told, "other/1.html")] if told else [entry("别的解读", None, "other/9.html")])),
        *found,
    )


# A document and its interpretation


def test_a_link_on_the_page_of_the_document_is_enough() -> None:
    """Wherever it stands: among the links, the columns, the files or printed as an address."""
    target = at("other/1.html")
    ways: list[dict[str, Any]] = [
        {"links": (target,)},
        {"links": (target.replace("http://", "https://"),)},
        {"columns": (column(TELLS, "other/1.html", area="body"),)},
        {"attachments": (Attachment("解读.html", target, "html"),)},
        {"text": f"{LONG}\n解读原文：{target}"},
    ]

    assert {verdict(documents(article("own/1.html", RULE, **way))) for way in ways} == {("pass", None, "linked")}


def test_a_document_whose_page_leads_nowhere_near_its_interpretation_is_incomplete() -> None:
    """Both stand on the site and the page was read in full."""
    finding = documents(article("own/1.html", RULE, links=(at("own/"), at(""))))

    assert verdict(finding) == ("fail", "incomplete", "not-linked")
    assert (finding.reason.values["title"], finding.reason.values["target"]) == (RULE, at("other/1.html"))
    assert [each.url for each in finding.evidence] == [at("own/1.html"), at("other/")]


def test_words_without_a_link_are_none() -> None:
    """Many a page names the other; the duty is a way to get there."""
    text = f"{LONG}为配合《清溪县烟花爆竹管理办法》的施行，县政府办公室组织编写了政策解读，供社会各界在学习时参考使用。"

    assert verdict(documents(article("own/1.html", RULE, text=text)))[:2] == ("fail", "incomplete")


def test_what_was_not_read_in_full_accuses_nobody() -> None:
    """A script, a frame, a link that was not followed, a heading that a script fills, a label that lost its address."""
    doubts: list[tuple[dict[str, Any], str]] = [
        ({"links": (at("own/2.html"),)}, "link-may-lead-there"),
        ({"frames": (at("frame.html"),)}, "link-page-unread"),
        ({"needs_browser": "single-page-app"}, "link-page-unread"),
        ({"text": "字" * 20_000}, "link-page-unread"),
        ({"related": ("相关解读",)}, "link-by-script"),
        ({"text": f"{LONG}\n相关解读：{TELLS}"}, "link-by-script"),
    ]

    found = [verdict(documents(article("own/1.html", RULE, **facts))) for facts, _ in doubts]

    assert found == [("unknown", None, code) for _, code in doubts]


def test_a_link_that_leads_to_a_known_page_is_no_doubt() -> None:
    """The next document of the list, the columns of the menu, the copy of the interpretation elsewhere."""
    following = page(
        "own/", entry(RULE, "2026-10-09", "own/1.html"), entry("关于别的事项的通知", "2026-09-01", "own/2.html")
    )
    known = judged(
        Linked(to="other"),
        "政策文件",
        "政策解读",
        following,
        page("other/", entry(TELLS, "2026-10-10", "other/1.html")),
        article("own/1.html", RULE, links=(at("own/2.html"), at("other/"))),
    )
    copy = documents(
        article("own/1.html", RULE, links=(at("copy/7.html"),)),
        article("copy/7.html", "一图读懂《清溪县烟花爆竹管理办法》"),
    )

    assert [verdict(known)[0], verdict(copy)[0]] == ["fail", "pass"]


def test_a_document_without_interpretation_is_no_fault() -> None:
    """Not every document needs one; nothing can be said."""
    assert verdict(documents(article("own/1.html", RULE), told=None)) == ("unknown", None, "link-no-pair")


def test_two_versions_of_one_subject_are_not_told_apart() -> None:
    """The interpretation may belong to the other."""
    finding = judged(
        Linked(to="other"),
        "政策文件",
        "政策解读",
        page("own/", entry(RULE, "2026-10-09", "own/1.html"), entry(RULE, "2020-10-09", "own/0.html")),
        page("other/", entry(TELLS, "2026-10-10", "other/1.html")),
        article("own/1.html", RULE),
    )

    assert verdict(finding) == ("unknown", None, "link-which-of-several")


def test_a_column_that_is_not_there_is_judged_in_its_own_row() -> None:
    """The other column unread, its row not judged, the own column gone."""
    linked = Linked(to="other")
    lists = page("own/", entry(RULE, "2026-10-09", "own/1.html"))
    unread = judged(linked, "政策文件", "政策解读", lists, article("own/1.html", RULE))
    stranger = judged(Linked(to="elsewhere/x"), "政策文件", "政策解读", lists)
    broken = judged(linked, "政策文件", "政策解读", gone("own/"))
    unvisited = judged(linked, "政策文件", "政策解读", lists, page("other/", entry(TELLS, "2026-10-10")))

    assert [verdict(each) for each in (unread, stranger, broken, unvisited)] == [
        ("unknown", None, "link-other-unread"),
        ("not-applicable", None, "link-other-not-judged"),
        ("not-applicable", None, "judged-there"),
        ("unknown", None, "link-documents-unread"),
    ]


# The interpretation in time


def in_time(started: str, told: str, **more: Any) -> tuple[str, str | None, str]:
    """The verdict about an interpretation three working days after its document."""
    return verdict(
        judged(
            Linked(to="other", how="dated", within="3wd"),
            "政策文件",
            "政策解读",
            page("own/", entry(RULE, started, "own/1.html")),
            page("other/", entry(TELLS, told, "other/1.html"), **more),
        )
    )


def test_an_interpretation_is_waited_for_so_many_working_days() -> None:
    """Friday and the next Wednesday; the day after is late."""
    assert in_time("2026-11-06", "2026-11-11") == ("pass", None, "interpreted-in-time")
    assert in_time("2026-11-06", "2026-11-12") == ("fail", "late", "interpreted-late")


def test_a_late_interpretation_accuses_only_on_proof() -> None:
    """An earlier one may stand on an unread page, and a year not announced may hold more holidays."""
    assert in_time("2026-11-06", "2026-11-12", pages=further(1, 3, "other/2.html"))[2] == "interpretation-may-follow"
    assert in_time("2025-12-31", "2026-01-20")[0] == "fail"


# A consultation and its result

ASKED = "关于公开征求《清溪县停车收费管理办法（征求意见稿）》意见的公告"
ANSWER = "《清溪县停车收费管理办法（征求意见稿）》公开征求意见采纳情况的反馈"
RESULT = Linked(to="other", how="name", within="30d", words=("采纳", "未收到"))


def asked(
    *answers: tuple[str, str], when: str = "2026-03-02", found: tuple[PageVisit, ...] = (), **facts: Any
) -> Finding:
    """The finding about a consultation and what the column of results lists."""
    rest = [entry(title, day, f"other/{number}.html") for number, (title, day) in enumerate(answers)]
    return judged(
        RESULT,
        "意见征集",
        "意见采纳情况反馈",
        page("own/", entry(ASKED, when, "own/1.html")),
        page("other/", *rest, entry("别的征集结果反馈", "2025-01-05", "other/9.html")),
        article("own/1.html", ASKED, **facts),
        *found,
    )


def test_a_consultation_whose_result_says_what_was_adopted_passes() -> None:
    """The result was read."""
    answer = article("other/0.html", ANSWER, text=f"{LONG}共收到意见3条，采纳2条。")

    assert verdict(asked((ANSWER, "2026-05-01"), found=(answer,))) == ("pass", None, "consultation-answered")


def test_a_consultation_long_over_without_result_is_incomplete() -> None:
    """Every place for it was read."""
    assert verdict(asked()) == ("fail", "incomplete", "consultation-unanswered")


def test_a_result_that_does_not_say_what_was_adopted_is_incomplete() -> None:
    """Its page was read in full and has no file."""
    answer = article("other/0.html", "《清溪县停车收费管理办法》征求意见结果", text=LONG)

    assert verdict(asked(("《清溪县停车收费管理办法》征求意见结果", "2026-05-01"), found=(answer,))) == (
        "fail",
        "incomplete",
        "answer-without-words",
    )


def test_a_consultation_accuses_only_when_it_is_over_and_all_was_read() -> None:
    """Still open, result on the page itself, a file that may hold it, an unread result, an unread list."""
    unread_list = judged(
        RESULT,
        "意见征集",
        "意见采纳情况反馈",
        page("own/", entry(ASKED, "2026-03-02", "own/1.html")),
        page("other/", entry("别的征集结果反馈", "2026-10-05", "other/9.html"), pages=further(1, 4, "other/2.html")),
        article("own/1.html", ASKED),
    )
    found = [
        verdict(asked(when="2026-10-20")),
        verdict(asked(text=f"{LONG}意见征集截止日期为2026年11月10日。")),
        verdict(asked(text=f"{LONG}征集结束后共收到意见5条，均已采纳。")),
        verdict(asked(attachments=(Attachment("附件1", at("own/1.pdf"), "pdf"),))),
        verdict(asked((ANSWER, "2026-05-01"))),
        verdict(unread_list),
    ]

    assert [(outcome, code) for outcome, _, code in found] == [
        ("not-applicable", "no-consultation-over"),
        ("not-applicable", "no-consultation-over"),
        ("pass", "consultation-answered"),
        ("unknown", "answer-may-stand"),
        ("unknown", "answer-not-read"),
        ("unknown", "answer-may-stand"),
    ]


def test_where_no_column_of_results_is_read_the_own_one_may_hold_them() -> None:
    """Many a site keeps both in one column; what is not there may stand elsewhere."""

    def in_one_column(*more: Entry) -> tuple[str, str | None, str]:
        listed = page("own/", entry(ASKED, "2026-03-02", "own/1.html"), *more)
        answer = article("own/2.html", ANSWER, text=f"{LONG}共收到意见3条，采纳2条。")
        return verdict(judged(RESULT, "意见征集", "意见采纳情况反馈", listed, article("own/1.html", ASKED), answer))

    assert in_one_column(entry(ANSWER, "2026-05-01", "own/2.html")) == ("pass", None, "consultation-answered")
    assert in_one_column() == ("unknown", None, "answer-may-stand")


# A list and a list

POWERS = (
    "建设工程规划许可证核发",
    "食品经营许可",
    "公共场所卫生许可",
    "取水许可审批",
    "林木采伐许可证核发",
    "特种设备使用登记",
    "对未取得许可擅自施工的处罚",
)


def lists(*permits: str, **more: Any) -> Finding:
    """The finding about the powers of a list and what stands in the list of permits."""
    return judged(
        Linked(to="other", how="listed", only=("许可",)),
        "权力清单",
        "行政许可事项清单",
        page("own/", *(entry(name) for name in POWERS)),
        page("other/", *(entry(name) for name in permits), **more),
    )


def test_every_permit_among_the_powers_stands_in_the_list_of_permits() -> None:
    """Under a name that is half alike; what nobody applies for is not asked of it."""
    named = (
        "建设工程规划许可",
        "食品经营许可（新办）",
        "公共场所卫生许可证",
        "取水许可",
        "林木采伐许可",
        "旅馆业特种行业许可证",
    )

    assert verdict(lists(*named)) == ("pass", None, "listed-there")


def test_permits_that_stand_nowhere_are_named() -> None:
    """The other list was read to its end."""
    finding = lists("建设工程规划许可", "食品经营许可", "公共场所卫生许可", "医疗机构执业登记", "排水接入核准")

    assert verdict(finding) == ("fail", "incomplete", "not-listed-there")
    assert finding.reason.values["missing"] == "取水许可审批、林木采伐许可证核发"


def test_lists_of_documents_and_lists_not_read_to_their_end_say_nothing() -> None:
    """The matters stand in files, or on further pages."""
    offices = [f"清溪县{name}局行政许可事项清单" for name in ("财政", "教育", "民政", "司法", "水务")]
    some = ("建设工程规划许可", "食品经营许可", "公共场所卫生许可", "医疗机构执业登记", "排水接入核准")

    assert verdict(lists(*offices)) == ("unknown", None, "lists-not-itemised")
    assert verdict(lists(*some, pages=further(1, 2, "other/2.html"))) == ("unknown", None, "list-may-follow")
