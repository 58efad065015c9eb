"""Counting: one computation behind every total, and the unknown never left out of a rate."""

from __future__ import annotations

import datetime as dt

from monitor.rates import Rate
from monitor.summary import Numbers, summary
from monitor.tally import tally, worst_first
from rules.model import Finding, Outcome, Problem, Reason, Site, Snapshot
from rules.plan import CrawlSettings, Plan
from rules.standard import Item, Standard

MOMENT = dt.datetime(2026, 11, 22, 1, 30, tzinfo=dt.UTC)
SITE = Site(id="1", name="清溪县人民政府", url="http://a.gov.cn/", level="county", body="government")
STANDARD = Standard(id="s", title="目录", version="1", in_force=dt.date(2020, 1, 1), items=(Item(id="i", name="甲"),))
PLAN = Plan(
    created=MOMENT,
    tool_version="0.1.0",
    calendar_version="2004-2026/0",
    as_of=dt.date(2026, 11, 22),
    full=False,
    crawl=CrawlSettings(),
    sites=(SITE,),
    standards=(STANDARD,),
)


def findings(**counts: int) -> list[Finding]:
    """So many findings of each outcome; ``veto`` are failures of that severity."""
    made = []
    for name, count in counts.items():
        outcome = Outcome.FAIL if name == "veto" else Outcome(name.replace("_", "-"))
        problem = Problem.STALE if outcome is Outcome.FAIL else None
        made += [
            Finding(
                site="1",
                standard="s",
                item=f"{name}-{number}",
                outcome=outcome,
                problem=problem,
                severity="veto" if name == "veto" else "serious",
                reason=Reason("x"),
                checked_at=MOMENT,
            )
            for number in range(count)
        ]
    return made


def snapshot(*, requests: int = 0, not_modified: int = 0, size: int = 0) -> Snapshot:
    """A site's snapshot with these numbers."""
    return Snapshot(
        site=SITE,
        pages=(),
        misses=(),
        coverage=(),
        started=MOMENT,
        finished=MOMENT,
        requests=requests,
        not_modified=not_modified,
        bytes=size,
    )


def test_a_rate_comes_with_its_bounds_and_the_share_unknown() -> None:
    """What does not apply is not counted at all."""
    counted = tally(findings(**{"pass": 6, "fail": 2, "unknown": 2, "not_applicable": 5}))

    assert (counted.total, counted.known) == (15, 8)
    assert counted.rate.row() == {
        "passed": 6,
        "known": 8,
        "unknown": 2,
        "counted": 10,
        "share": 0.75,
        "unknown_share": 0.2,
        "low": 0.6,
        "high": 0.8,
    }
    assert (counted.rate.cell(), counted.rate.unknown_cell()) == ("75.0% (60–80%)", "2 (20%)")
    assert dict(counted.problems) == {Problem.STALE: 2}


def test_nothing_known_has_no_rate() -> None:
    """Zero of zero is not a hundred per cent."""
    counted = tally(findings(unknown=3))

    assert (counted.rate.share, counted.rate.low, counted.rate.high, counted.rate.unknown_share) == (
        None,
        0.0,
        1.0,
        1.0,
    )
    assert (counted.rate.cell(), tally([]).rate.cell()) == ("— (0–100%)", "—")
    assert (tally([]).rate.low, tally([]).rate.high, tally([]).rate.unknown_share) == (None, None, None)


def test_the_bounds_in_a_table_are_rounded_outwards() -> None:
    """Two thirds are not above 66%, nor below 67%, and one unknown in a thousand is not none."""
    assert Rate(passed=2, known=2, unknown=1).cell() == "100.0% (66–100%)"
    assert Rate(passed=1, known=2, unknown=1).cell() == "50.0% (33–67%)"
    assert Rate(passed=7, known=99, unknown=1).cell() == "7.1% (7–8%)"
    assert Rate(passed=999, known=999, unknown=1).unknown_cell() == "1 (1%)"


def test_a_veto_weighs_more_than_many_failures() -> None:
    """Then failures, then what is unknown, then the id, so that the order is always the same."""
    tallies = {
        "quiet": tally(findings(**{"pass": 3})),
        "dark": tally(findings(unknown=3)),
        "bad": tally(findings(fail=3)),
        "veto": tally(findings(veto=1)),
    }

    assert [site for site, _counted in worst_first(tallies)] == ["veto", "bad", "dark", "quiet"]


def test_the_summary_counts_what_was_collected_and_concluded() -> None:
    """Pages are zero where nothing was read; nothing is left out."""
    numbers = Numbers()
    numbers.add(snapshot(requests=9, not_modified=4, size=1000), findings(**{"pass": 3, "fail": 1}))
    numbers.add(snapshot(requests=1), findings(unknown=4), lost=True)

    assert summary(numbers, number=7, plan=PLAN, state="finished", seconds=1.23456) == {
        "schema": 1,
        "id": 7,
        "state": "finished",
        "as_of": "2026-11-22",
        "plan": PLAN.digest(),
        "standards": ["s"],
        "sites": 1,
        "judged": 4,
        "unknown": 4,
        "unknown_share": 0.5,
        "rate": {
            "passed": 3,
            "known": 4,
            "unknown": 4,
            "counted": 8,
            "share": 0.75,
            "unknown_share": 0.5,
            "low": 0.375,
            "high": 0.875,
        },
        "passed": 3,
        "failed": 1,
        "excused": 0,
        "on_trial": 0,
        "not_applicable": 0,
        "exceptions_expired": [],
        "sites_unchecked": 1,
        "sites_lost": ["1"],
        "pages": 0,
        "misses": 0,
        "requests": 10,
        "not_modified": 4,
        "bytes": 1000,
        "seconds": 1.235,
        "pages_per_item": 0.0,
    }


def test_half_unknown_is_enough_and_more_is_not() -> None:
    """The limit itself is allowed; nothing judged is never enough."""
    half, more, nothing = Numbers(), Numbers(), Numbers()
    half.add(snapshot(), findings(**{"pass": 2, "unknown": 2}))
    more.add(snapshot(), findings(**{"pass": 2, "unknown": 3}))

    assert (half.enough(0.5), more.enough(0.5), nothing.enough(1.0)) == (True, False, False)
