"""Which items a column means, and which column stands for an item."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

import rules
from rules.loading import parse_standard
from rules.matching import Matcher
from rules.model import Assignment, Candidate, ColumnCandidate, NameMatch, SeenColumn

_FILE = Path(rules.__file__).parent / "standards" / "platform-2019.toml"
PLATFORM = parse_standard(_FILE.read_text("utf-8"), name=_FILE.name)
_DECOYS = Path(__file__).parents[2] / "bench" / "decoys.tsv"
MATCHER = Matcher([PLATFORM], place_names=("清溪县", "清溪"))
ITEMS = [(PLATFORM, item) for item in PLATFORM.items]
TREE = ("政府信息公开",)


def means(name: str, *parents: str) -> tuple[str, str | None, str | None]:
    """Verdict, item and grade of the best candidate."""
    found = MATCHER.match(name, parents=parents)
    if not found.candidates:
        return found.verdict, None, None
    return found.verdict, found.candidates[0].item, found.candidates[0].grade


def url_of(assignment: Assignment) -> str | None:
    return assignment.candidates[0].column.url if assignment.candidates else None


def assign(*columns: SeenColumn, item: str) -> Assignment:
    return MATCHER.assign(columns, ITEMS)[PLATFORM.id, item]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (["政府信息公开年报"], ("match", "annual-report", "exact")),
        (["信息公开年报"], ("match", "annual-report", "alias")),
        (["政府信息公开工作年度报告"], ("match", "annual-report", "alias")),
        (["清溪县政府信息公开年报"], ("match", "annual-report", "exact")),
        (["政府資訊公開年報"], ("match", "annual-report", "exact")),
        (["历年政府信息公开年度报告"], ("match", "annual-report", "contained")),
        (["统计信息公开"], ("match", "statistics", "contained")),
        (["财政预决算、部门预决算"], ("match", "budget", "contained")),
        (["政府采购公告"], ("match", "procurement", "contained")),
        (["政府信公开指南"], ("match", "guide", "similar")),
        (["县政府预决算及“三公”经费"], ("match", "budget", "alias")),
        (["部门预算及三公经费"], ("match", "budget", "contained")),
        (["行政处罚强制结果"], ("match", "penalties", "contained")),
        (["政府信息公开工作年度…"], ("match", "annual-report", "contained")),
        (["重大建设项目批准..."], ("match", "major-projects", "contained")),
        (["领导班子成员简介"], ("match", "leaders", "contained")),
    ],
)
def test_a_name_means_its_item(path: list[str], expected: tuple[str, str, str]) -> None:
    assert means(path[-1], *path[:-1]) == expected


def test_a_short_name_means_an_item_only_below_the_platform() -> None:
    assert means("年报", "政务公开", "政府信息公开") == ("match", "annual-report", "alias")
    assert means("年报", "政府网站工作年度报表") == ("none", None, None)
    assert means("年报") == ("ambiguous", "annual-report", "alias")
    assert means("指南", "政府信息公开") == ("match", "guide", "alias")
    assert means("指南", "办事服务") == ("none", None, None)


@pytest.mark.parametrize(
    "path",
    [
        ["政府网站工作年度报表"],
        ["政府信息公开", "政府网站工作年度报表"],
        ["政府信息公开", "网站年报"],
        ["政府信息公开", "法治政府建设年度报告"],
        ["政府信息公开", "办事指南"],
        ["依申请转主动公开"],
        ["财政局"],
        ["统计局"],
        ["重大民生项目"],
        ["教育局信息公开年报"],
        ["非行政许可"],
        ["网站首页"],
        ["清溪县财政局召开财政预决算工作会议"],
        ["关于公布政府信息公开指南的通知"],
        ["更多>>"],
        [""],
        ["x" * 5000],
        ["\x1b[31m政"],
    ],
)
def test_names_that_only_look_alike_mean_nothing(path: list[str]) -> None:
    assert MATCHER.match(path[-1], parents=path[:-1]) == NameMatch(path[-1], "none")


def test_a_name_that_is_nearly_right_is_for_a_person_to_decide() -> None:
    assert means("涉企行政处罚") == ("ambiguous", "penalties", "contained")
    assert means("2024年政府信息公开工作年度报告") == ("ambiguous", "annual-report", "contained")


def test_one_name_of_two_items_is_ambiguous_and_names_both() -> None:
    found = MATCHER.match("双公示")
    assert found.verdict == "ambiguous"
    assert {candidate.item for candidate in found.candidates} == {"permits", "penalties"}


def test_a_name_made_of_one_word_of_an_item_is_a_hint_unless_the_word_says_it_all() -> None:
    """预算 is the budget; 财务 may be the books of anyone."""
    assert means("本级预算数据") == ("match", "budget", "contained")
    assert means("本级财务数据") == ("ambiguous", "budget", "contained")
    assert means("本级财务数据", "办事服务") == ("none", None, None)


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("财政专项资金", "budget"),
        ("财政资金直达基层", "budget"),
        ("领导活动", "leaders"),
        ("上级文件", "policy-documents"),
        ("国务院和国务院办公厅文件", "policy-documents"),
        ("市教育局文件", "policy-documents"),
        ("办事统计", "statistics"),
        ("公共资源交易/配置", "procurement"),
        ("税收法规", "policy-documents"),
        ("政务", "platform"),
    ],
)
def test_a_word_that_leaves_a_name_in_doubt_makes_it_a_hint(name: str, item: str) -> None:
    """It may be the column, so its absence is not proved; it may be another, so nothing is held against it."""
    assert means(name) == ("ambiguous", item, "contained")


def test_a_hint_never_outdoes_a_short_name_below_its_parent() -> None:
    assert means("在线申请", *TREE, "依申请公开") == ("match", "on-request", "alias")


def test_words_that_only_stand_beside_others_mean_nothing() -> None:
    own = parse_standard(
        'id="own"\ntitle="自定"\nversion="1"\nin_force=2024-01-01\n[[item]]\nid="water"\nname="供水价格"\n'
        '[item.find]\ncore=["水价"]\nwords=["供水"]\nbeside=["调整","听证"]\n',
        name="own.toml",
    )
    names = ("水价公示", "水价调整", "供水调整", "供水信息", "调整听证", "供水公司")
    assert [Matcher([own]).match(name).verdict for name in names] == [
        "match", "match", "match", "ambiguous", "none", "none",
    ]  # fmt: skip


def test_no_decoy_is_taken_for_a_column() -> None:
    """Offices, services, other sites, buttons and news that stand where columns stand."""
    folder = Path(rules.__file__).parent / "standards"
    every = [parse_standard(path.read_text("utf-8"), name=path.name) for path in sorted(folder.glob("*.toml"))]
    matcher = Matcher(every, place_names=("清溪县", "清溪"))
    names = [line.split("\t")[0] for line in _DECOYS.read_text("utf-8").splitlines()[3:]]
    assert len(names) > 150
    assert [name for name in names if matcher.match(name).verdict == "match"] == []


def test_an_item_with_a_short_name_is_found_under_its_full_one() -> None:
    own = parse_standard(
        'id="own"\ntitle="自定"\nversion="1"\nin_force=2024-01-01\n[[item]]\nid="annual"\nname="年报"\n'
        '[[item]]\nid="plans"\nname="规划"\n',
        name="own.toml",
    )
    matcher = Matcher([own])
    names = ("年报", "信息公开年报", "政府信息公开年报", "网站年报", "规划公示")
    assert [matcher.match(name).verdict for name in names] == ["match", "match", "match", "none", "none"]


def test_rows_that_never_bind_the_same_site_are_no_rivals() -> None:
    text = _FILE.read_text("utf-8")
    head, _, rest = text.partition("\n[[item]]")
    guide = "[[item]]" + rest.partition("\n[[item]]")[2].partition("\n[[item]]")[0]
    for_schools = guide.replace('id = "guide"', 'id = "school-guide"\nbodies = ["enterprise"]')
    both = parse_standard(f"{head}\n{guide}\n{for_schools}", name="own.toml")
    assert Matcher([both]).match("政府信息公开指南").verdict == "ambiguous"
    guide = guide.replace('id = "guide"', 'id = "guide"\nbodies = ["department"]')
    apart = parse_standard(f"{head}\n{guide}\n{for_schools}", name="own.toml")
    assert Matcher([apart]).match("政府信息公开指南").verdict == "match"


def test_the_same_item_of_two_standards_is_no_ambiguity() -> None:
    other = parse_standard(_FILE.read_text("utf-8").replace('id = "platform-2019"', 'id = "own"', 1), name="own.toml")
    found = Matcher([PLATFORM, other]).match("政府信息公开指南")
    assert found == NameMatch(
        "政府信息公开指南",
        "match",
        (
            Candidate("platform-2019", "guide", "政府信息公开指南", "exact", 1.0, "政府信息公开指南"),
            Candidate("own", "guide", "政府信息公开指南", "exact", 1.0, "政府信息公开指南"),
        ),
    )


def test_platform_and_hubs_are_known() -> None:
    assert [name for name in ("政府信息公开", "信息公开", "政务公开 >", "新闻中心") if MATCHER.is_platform(name)] == [
        "政府信息公开",
        "信息公开",
        "政务公开 >",
    ]
    names = ("法定主动公开内容", "重点领域信息公开", "网站地图", "履职依据", "走进清溪", "要闻动态")
    assert [name for name in names if MATCHER.is_hub(name)] == [
        "法定主动公开内容",
        "重点领域信息公开",
        "网站地图",
        "履职依据",
    ]


def test_the_column_below_the_expected_parent_is_preferred() -> None:
    home = SeenColumn("政府信息公开年报", "http://a/home/nb/", (), "nav")
    tree = SeenColumn("政府信息公开年报", "http://a/zfxxgk/nb/", TREE, "tree", role="platform")
    found = assign(home, tree, item="annual-report")
    assert found == Assignment(
        "platform-2019",
        "annual-report",
        "clear",
        (
            ColumnCandidate(tree, "exact", 1.0, under=True, matched="政府信息公开年报"),
            ColumnCandidate(home, "exact", 1.0, under=False, matched="政府信息公开年报"),
        ),
    )


def test_the_answer_does_not_depend_on_the_order_of_columns() -> None:
    columns = [
        SeenColumn("政府信息公开", "http://a/zfxxgk/", (), "nav"),
        SeenColumn("年报", "http://a/zfxxgk/nb/", TREE, "tree"),
        SeenColumn("政府信息公开年报", "http://a/nb2/", ("专题专栏",), "nav"),
        SeenColumn("信息公开年报", "http://b/", (), "friend"),
        SeenColumn("政府信息公开年报", None, TREE, "tree"),
    ]
    answers = {
        tuple(MATCHER.assign(order, ITEMS)["platform-2019", "annual-report"].candidates)
        for order in itertools.permutations(columns)
    }
    assert len(answers) == 1
    assert next(iter(answers))[0].column.url == "http://a/zfxxgk/nb/"


def test_one_column_may_serve_several_items_and_one_address_is_one_candidate() -> None:
    columns = [
        SeenColumn("双公示", "http://a/sgs/", ("政府信息公开", "法定主动公开内容"), "tree"),
        SeenColumn("双公示", "http://a/sgs", (), "nav"),
        SeenColumn("双公示", "http://a/sgs/#top", (), "footer"),
    ]
    found = MATCHER.assign(columns, ITEMS)
    for item in ("permits", "penalties"):
        assignment = found["platform-2019", item]
        assert (assignment.verdict, len(assignment.candidates), url_of(assignment)) == ("clear", 1, "http://a/sgs/")


def test_a_heading_without_link_stands_only_where_nothing_better_does() -> None:
    heading = SeenColumn("法定主动公开内容", None, TREE, "tree")
    link = SeenColumn("公开目录", "http://a/ml/", TREE, "tree")
    assert url_of(assign(heading, link, item="statutory-content")) == "http://a/ml/"
    assert assign(heading, item="statutory-content").verdict == "clear"


def test_a_link_to_another_site_is_no_proof_and_no_accusation() -> None:
    for name in ("政府信息公开年报", "信息公开年报"):
        friend = SeenColumn(name, "http://other/nb/", (), "friend")
        assert assign(friend, item="annual-report").verdict == "ambiguous"


def test_equal_columns_at_different_places_are_ambiguous() -> None:
    first = SeenColumn("规范性文件", "http://a/1/", ("政府信息公开", "教育"), "tree")
    second = SeenColumn("规范性文件", "http://a/2/", ("政府信息公开", "医疗"), "tree")
    upper = SeenColumn("规范性文件", "http://a/3/", TREE, "tree")
    assert assign(first, second, item="policy-documents").verdict == "ambiguous"
    assert assign(first, second, upper, item="policy-documents").verdict == "clear"
    assert url_of(assign(first, second, upper, item="policy-documents")) == "http://a/3/"


def test_a_tree_on_the_platform_page_stands_below_the_platform() -> None:
    column = SeenColumn("年报", "http://a/nb/", (), "tree", page="http://a/zfxxgk/", role="platform")
    found = assign(column, item="annual-report")
    assert (found.verdict, found.candidates[0].under) == ("clear", True)


def test_nothing_like_it_is_none() -> None:
    assert assign(SeenColumn("新闻中心", "http://a/xw/"), item="annual-report") == Assignment(
        "platform-2019", "annual-report", "none"
    )
