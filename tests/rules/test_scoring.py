"""The arithmetic of the national indicators: whole sheets for small findings, and what holds of every score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.model import Evidence, Excuse, Finding, MatchedColumn, Outcome, Problem, Reason
from rules.scoring import Bounds, ScoreSheet, score
from rules.standard import Points, ScoreRule, SiteRule, Standard
from tests.rules.building import MOMENT, SITE, TODAY, item, standard

if TYPE_CHECKING:
    from rules.standard import Item

VETO = item("首页不更新", id="veto", severity="veto", site=SiteRule(check="home_updated"))
NEVER = item("安全事故", id="safety", severity="veto", testable=False)
COLUMN = item("政策文件", id="policy", points=Points(each=5, provenance="found"))
OTHER = item("政策解读", id="reading", points=Points(each=5))
LINKS = item("链接", id="links", points=Points(each=0.1, most=5), site=SiteRule(check="links_alive"))
BONUS = item("数据开放", id="data", points=Points(each=20, part="bonus"))
SURVEYS = item("调查征集", id="surveys", points=Points(each=20, part="bonus"))


def law(*items: Item, rule: ScoreRule | None = None) -> Standard:
    """A standard that gives points."""
    return msgspec.structs.replace(standard(*items), score=rule or ScoreRule())


def found(row: str, outcome: str, *, url: str | None = None, at: str = "test", **more: Any) -> Finding:
    """A finding about an item; with ``url`` one about a column."""
    values: dict[str, str | int] = {str(key): more.pop(key) for key in ("faults", "open") if key in more}
    fail = outcome == "fail"
    return Finding(
        **{
            "site": SITE.id,
            "standard": at,
            "item": row,
            "outcome": Outcome(outcome),
            "problem": Problem.MISSING if fail else None,
            "reason": Reason("x", values),
            "url": url or SITE.url,
            "match": MatchedColumn("栏目", "exact", 1.0) if url else None,
            "checked_at": MOMENT,
            "severity": "veto" if row == "veto" else "serious",
            **more,
        }
    )


def scored(items: tuple[Item, ...], *findings: Finding, site: Any = SITE, rule: ScoreRule | None = None) -> ScoreSheet:
    """The sheet of one site."""
    return score(findings, law(*items, rule=rule), site)


def short(sheet: ScoreSheet) -> list[tuple[str, str, tuple[float, ...], tuple[float, ...]]]:
    """Item, state, faults and points of each line."""
    return [(line.item, line.state, tuple(line.faults), tuple(line.points)) for line in sheet.lines]


def test_every_line_of_a_small_site() -> None:
    """A veto passed, one not measured, a column that fails, links of which some were not followed, a bonus earned."""
    sheet = scored(
        (VETO, NEVER, COLUMN, LINKS, BONUS),
        found("veto", "pass"),
        found("policy", "fail"),
        found("links", "fail", faults=3, open=10),
        found("data", "pass"),
    )

    assert short(sheet) == [
        ("veto", "measured", (0, 0), (0, 0)),
        ("safety", "not-measured", (0, 0), (0, 0)),
        ("policy", "measured", (1, 1), (5, 5)),
        ("links", "measured", (3, 13), (0.3, 1.3)),
        ("data", "measured", (1, 1), (20, 20)),
    ]
    assert (sheet.verdict, sheet.deducted, sheet.bonus, sheet.scale, sheet.score) == (
        "reached",
        Bounds(5.3, 6.3),
        Bounds(20, 20),
        1.0,
        Bounds(113.7, 114.7),
    )
    assert sheet.from_memory


def test_a_veto_gives_no_score_and_an_open_one_no_verdict() -> None:
    """出现任意一种情形 → 不合格, 不再对其他指标评分."""
    vetoed = scored((VETO, COLUMN), found("veto", "fail"), found("policy", "pass"))
    doubtful = scored((VETO, COLUMN), found("veto", "unknown", faults=3, open=4), found("policy", "pass"))

    assert (vetoed.verdict, vetoed.score) == ("vetoed", None)
    assert (doubtful.verdict, doubtful.score) == ("open", Bounds(100, 100))


def test_a_site_that_only_vetoes_bind_has_a_verdict_and_no_score() -> None:
    """Points are for portals."""
    sheets = [
        scored((VETO, NEVER), found("veto", outcome)) for outcome in ("pass", "fail", "unknown", "not-applicable")
    ]

    assert [(sheet.verdict, sheet.score) for sheet in sheets] == [
        ("no-veto", None),
        ("vetoed", None),
        ("not-measured", None),
        ("not-measured", None),
    ]


def test_nothing_measured_gives_no_score() -> None:
    """Unknown everywhere, on trial, or never judged."""
    unknown = scored((COLUMN,), found("policy", "unknown"))
    trial = scored((COLUMN,), found("policy", "pass", on_trial=True))

    assert [(sheet.verdict, sheet.score) for sheet in (unknown, trial, scored((COLUMN,)))] == [
        ("not-measured", None)
    ] * 3


@pytest.mark.parametrize(
    ("faults", "verdict", "total"),
    [(8, "reached", 60), (9, "below", 55), (4, "reached", 80 + 0), (3, "reached", 85 + 30), (30, "below", 0)],
)
def test_the_pass_mark_the_bonus_and_the_floor(faults: int, verdict: str, total: float) -> None:
    """60 passes; above 80, not at it, a bonus of at most 30 is added; nothing is below nought."""
    rows = tuple(item(f"项{at}", id=f"i{at}", points=Points(each=5)) for at in range(30))
    findings = [found(row.id, "fail" if at < faults else "pass") for at, row in enumerate(rows)]
    sheet = scored((*rows, BONUS, SURVEYS), *findings, found("data", "pass"), found("surveys", "pass"))

    assert (sheet.verdict, sheet.score) == (verdict, Bounds(total, total))


def test_a_cap_holds_for_the_sum_of_a_line() -> None:
    """单个指标扣分之和不超过该指标总分值."""
    sheet = scored((LINKS, COLUMN), found("links", "fail", faults=400, open=0), found("policy", "pass"))

    assert (sheet.deducted, sheet.score) == (Bounds(5, 5), Bounds(95, 95))


def test_no_fault_is_counted_twice() -> None:
    """One column under two items, and the same address among the dead links."""
    dead = SITE.url + "zcwj/"
    sheet = scored(
        (COLUMN, OTHER, LINKS),
        found("policy", "fail", url=dead),
        found("reading", "fail", url=dead),
        found("links", "fail", faults=2, open=0, problem=Problem.BROKEN, evidence=(Evidence(url=dead),)),
    )

    assert [(line.item, line.points.low, line.counted_by) for line in sheet.lines] == [
        ("policy", 5, ""),
        ("reading", 0, "policy"),
        ("links", 0.1, "policy"),
    ]


def test_a_row_that_gave_way_is_found_where_it_is_judged() -> None:
    """``same_as``: one obligation, one finding, in another standard."""
    row = msgspec.structs.replace(COLUMN, same_as="platform-2019/policy-documents")
    sheet = scored((row,), found("policy-documents", "fail", at="platform-2019"))

    assert short(sheet) == [("policy", "measured", (1, 1), (5, 5))]


def test_an_excused_failure_takes_nothing() -> None:
    """What was seen stays seen."""
    excuse = Excuse(items=("*",), since=TODAY, until=TODAY, reason="改版", owner="办公室")
    sheet = scored((COLUMN,), found("policy", "fail", excused=excuse))

    assert (short(sheet), sheet.score) == ([("policy", "excused", (0, 0), (0, 0))], Bounds(100, 100))


def test_a_department_without_services_is_scored_out_of_75() -> None:
    """× 4/3; one with services, and a government, are not."""
    department = msgspec.structs.replace(SITE, body="department")
    services = item("办事服务", id="services", points=Points(each=5), bodies=("government",))
    rule = ScoreRule(services=("services",))
    findings = (found("policy", "fail"),)

    alone = scored((COLUMN, services), *findings, site=department, rule=rule)
    government = scored((COLUMN, services), *findings, rule=rule)
    assert (round(alone.scale, 4), alone.score) == (1.3333, Bounds(93.3333, 93.3333))
    assert (government.scale, government.score) == (1.0, Bounds(95, 95))


outcomes = st.sampled_from(["pass", "fail", "unknown"])
outcomes_of_bonus = ("pass", "not-applicable")


@given(
    st.lists(st.tuples(outcomes, st.booleans()), min_size=1, max_size=25),
    st.sampled_from(outcomes_of_bonus),
    st.integers(0, 90),
)
def test_the_bounds_contain_the_truth(rows: list[tuple[str, bool]], bonus: str, dead: int) -> None:
    """However what is unknown turns out in the end, the score lies between the bounds told before."""
    items = tuple(item(f"项{at}", id=f"i{at}", points=Points(each=5)) for at in range(len(rows)))
    seen = [found(row.id, outcome) for row, (outcome, _) in zip(items, rows, strict=True)]
    truth = [
        found(row.id, outcome if outcome != "unknown" else "fail" if bad else "pass")
        for row, (outcome, bad) in zip(items, rows, strict=True)
    ]
    before = scored(
        (*items, LINKS, BONUS), *seen, found("links", "unknown", faults=dead // 3, open=dead), found("data", "unknown")
    )
    after = scored(
        (*items, LINKS, BONUS),
        *truth,
        found("links", "fail" if dead else "pass", faults=dead, open=0),
        found("data", bonus),
    )

    assert after.score is not None
    assert after.score.low == after.score.high
    if before.score is not None:
        assert before.score.low <= after.score.low <= before.score.high
        assert before.verdict in {after.verdict, "open"}
    assert all(line.points.high <= line.most for line in before.lines if line.most is not None)
    assert before.bonus.high <= before.rule.bonus_most
