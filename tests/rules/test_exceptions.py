"""Reviewed answers and excused failures: applied on their days, seen in the finding, counted nowhere."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec
import pytest

from rules.judge import judge
from rules.model import Excuse, Finding, Mapping, Outcome, Problem
from tests.rules.building import (
    CALENDAR,
    NOTICES,
    SITE,
    TODAY,
    absent,
    column,
    entry,
    gone,
    home,
    item,
    page,
    snapshot,
    standard,
)

if TYPE_CHECKING:
    from rules.standard import Standard

DAY = dt.timedelta(days=1)
EXCUSE = Excuse(items=("it",), since=TODAY - DAY, until=TODAY, reason="改版", owner="县政府办公室")
ANSWER = Mapping(
    item="it", column="阳光财政", since=TODAY - DAY, until=TODAY, reason="县里的习惯名称", owner="县政府办公室"
)
BUDGET = item("财政预决算")
SUNSHINE = home(column("阳光财政", "ygcz/"), column("政府采购", "zfcg/"))


def found(*pages: object, wanted: Standard, today: dt.date = TODAY, **site: object) -> Finding:
    """The one finding about a site with mappings or excuses."""
    seen = snapshot(*pages, coverage=absent(), site=msgspec.structs.replace(SITE, **site))  # type: ignore[arg-type]
    (finding,) = judge(seen, (wanted,), today=today, calendar=CALENDAR)
    return finding


@pytest.mark.parametrize(
    ("excuse", "today", "holds"),
    [
        (EXCUSE, TODAY, True),
        (EXCUSE, TODAY - DAY, True),
        (EXCUSE, TODAY + DAY, False),
        (EXCUSE, TODAY - 2 * DAY, False),
        (msgspec.structs.replace(EXCUSE, items=("test/it",)), TODAY, True),
        (msgspec.structs.replace(EXCUSE, items=("*",)), TODAY, True),
        (msgspec.structs.replace(EXCUSE, items=("other", "other/it")), TODAY, False),
    ],
)
def test_a_failure_is_excused_on_its_days_and_for_its_items(excuse: Excuse, today: dt.date, *, holds: bool) -> None:
    """From the first day to the last."""
    finding = found(home(NOTICES), gone("tzgg/"), wanted=standard(item()), today=today, excuses=(excuse,))

    assert (finding.outcome, finding.problem) == (Outcome.FAIL, Problem.BROKEN), "what was seen stays"
    assert (finding.excused, finding.counts) == ((excuse, False) if holds else (None, True))


def test_of_two_exceptions_the_one_that_holds_longest_is_named() -> None:
    """In any order."""
    longer = msgspec.structs.replace(EXCUSE, until=TODAY + 9 * DAY)
    for excuses in ((EXCUSE, longer), (longer, EXCUSE)):
        assert found(home(NOTICES), gone("tzgg/"), wanted=standard(item()), excuses=excuses).excused == longer


def test_nothing_but_a_failure_is_excused() -> None:
    """A pass needs no excuse, and what is unknown stays unknown."""
    listed = page("tzgg/", entry("关于放假的通知", "2026-11-20"))
    finding = found(home(NOTICES), listed, wanted=standard(item()), excuses=(EXCUSE,))

    assert (finding.outcome, finding.excused) == (Outcome.PASS, None)


def test_a_reviewed_answer_stands_for_its_item() -> None:
    """By name, by address or by both; another item is matched as ever."""
    listed = page("ygcz/", entry("2025年决算", "2026-09-20"))
    url = "http://www.qingxi.gov.cn/ygcz"
    for answer in (
        ANSWER,
        msgspec.structs.replace(ANSWER, column="清溪县阳光财政", standard="test"),
        msgspec.structs.replace(ANSWER, column=None, url=url),
        msgspec.structs.replace(ANSWER, url=url),
    ):
        finding = found(SUNSHINE, listed, wanted=standard(BUDGET), mappings=(answer,))
        assert (finding.outcome, finding.match and finding.match.column) == (Outcome.PASS, "阳光财政")


@pytest.mark.parametrize(
    "answer",
    [
        msgspec.structs.replace(ANSWER, until=TODAY - DAY),
        msgspec.structs.replace(ANSWER, since=TODAY + DAY, until=TODAY + DAY),
        msgspec.structs.replace(ANSWER, standard="other"),
        msgspec.structs.replace(ANSWER, item="other"),
        msgspec.structs.replace(ANSWER, url="http://www.qingxi.gov.cn/elsewhere/"),
        msgspec.structs.replace(ANSWER, column="阳光村务"),
    ],
)
def test_an_answer_that_does_not_fit_changes_nothing(answer: Mapping) -> None:
    """Out of its days, for another item, or about a column the site does not have."""
    finding = found(SUNSHINE, page("ygcz/"), wanted=standard(BUDGET), mappings=(answer,))

    assert finding == found(SUNSHINE, page("ygcz/"), wanted=standard(BUDGET))


@pytest.mark.parametrize(("state", "apart"), [("draft", True), ("trial", True), ("in-force", False), ("retired", True)])
def test_a_standard_on_trial_marks_its_findings(state: str, *, apart: bool) -> None:
    """Whatever the outcome."""
    wanted = msgspec.structs.replace(standard(item()), state=state)
    listed = page("tzgg/", entry("关于放假的通知", "2026-11-20"))

    for pages in ((home(NOTICES), gone("tzgg/")), (home(NOTICES), listed)):
        finding = found(*pages, wanted=wanted)
        assert (finding.on_trial, finding.counts) == (apart, not apart)
