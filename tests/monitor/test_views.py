"""What a person reads, in both languages, at a fixed width; the pictures lie in ``pictures/``.

``UPDATE_PICTURES=1 pytest tests/monitor/test_views.py`` draws them anew; look at them before you keep them.
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from monitor.diagnosis import Check
from monitor.language import Language, speak
from monitor.views.doctor import diagnosis_table
from monitor.views.explain import explain_page
from monitor.views.findings import findings_page
from monitor.views.matches import matches_table
from monitor.views.page import inspect_page
from monitor.views.result import sweep_result
from monitor.views.sites import sites_table
from monitor.views.standards import difference_page, item_page, standard_page, standards_table
from monitor.views.story import changes_page, history_table
from rules.difference import difference
from rules.explain import explain
from rules.standard import Standard
from rules.workdays import Calendar
from tests.monitor import samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import RenderableType

PICTURES = Path(__file__).with_name("pictures")
WIDTH = 100


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> Iterator[Language]:
    """Each language in turn."""
    speak(request.param)
    yield request.param
    speak("en")


def drawn(renderable: RenderableType) -> str:
    """As plain text, blanks at the ends of lines taken away."""
    stream = io.StringIO()
    console = Console(file=stream, width=WIDTH, color_system=None, emoji=False, markup=False, highlight=False)
    console.print(renderable)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


def newer() -> Standard:
    """The sample standard with one item renamed, one gone and one more."""
    changed = samples.YEARBOOK.__class__(id="annual-report", name="政府信息公开工作年度报告", deadline="每年1月31日前")
    more = samples.NOTICES.__class__(id="plans", name="规划计划")
    return Standard(id="platform-2019", title="平台规范", version="2027", in_force=samples.DAY, items=(changed, more))


VIEWS: dict[str, Callable[[], RenderableType]] = {
    "sweep-result": lambda: sweep_result(samples.FINDINGS, heading="Sweep 2"),
    "sweep-result-known": lambda: sweep_result([samples.STALE, samples.PASSED], heading="Sweep 2"),
    "sweep-result-cut": lambda: sweep_result(samples.FINDINGS, heading="Sweep 2", limit=1),
    "findings": lambda: findings_page(samples.FINDINGS, names=samples.NAMES, title="Findings"),
    "findings-chosen": lambda: findings_page([samples.STALE], names={}, title="Findings", whole=False),
    "findings-none": lambda: findings_page((), names={}, title="Findings"),
    "explain-stale": lambda: explain_page(
        samples.STALE,
        explain(samples.STALE, samples.NOTICES, samples.STANDARD, snapshot=None, calendar=Calendar()),
    ),
    "explain-unknown": lambda: explain_page(
        samples.DARK, explain(samples.DARK, samples.YEARBOOK, samples.STANDARD, snapshot=None, calendar=Calendar())
    ),
    "history": lambda: history_table(samples.INTERVALS, names=samples.NAMES),
    "history-none": lambda: history_table((), names={}),
    "changes": lambda: changes_page(samples.CHANGES, names=samples.NAMES),
    "inspect": lambda: inspect_page(samples.PAGE),
    "match": lambda: matches_table(samples.MATCHES),
    "sites": lambda: sites_table(samples.SITES),
    "standards": lambda: standards_table([samples.STANDARD]),
    "standard": lambda: standard_page(samples.STANDARD),
    "item": lambda: item_page(samples.STANDARD, samples.YEARBOOK),
    "difference": lambda: difference_page(difference(samples.STANDARD, newer())),
    "doctor": lambda: diagnosis_table(
        [
            Check(part="python", health="good", detail="CPython 3.11"),
            Check(part="browser", health="note", detail="no Chromium"),
            Check(part="clock", health="bad", detail="it shows 1970"),
        ]
    ),
}


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_a_view_is_its_picture(name: str, language: Language) -> None:
    """Nothing moves unnoticed."""
    picture = PICTURES / f"{name}.{language}.txt"
    shown = drawn(VIEWS[name]())
    if os.environ.get("UPDATE_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        picture.write_text(shown, encoding="utf-8")

    assert shown == picture.read_text(encoding="utf-8")


def test_there_is_no_picture_without_a_view() -> None:
    """What is gone from the program is gone from the folder."""
    assert {path.name for path in PICTURES.iterdir()} == {
        f"{name}.{code}.txt" for name in VIEWS for code in ("en", "zh")
    }


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_no_view_lets_control_characters_through(name: str) -> None:
    """The samples hold escape sequences, direction marks and markup."""
    assert not {"\x1b", "\u202e"} & set(drawn(VIEWS[name]()))
