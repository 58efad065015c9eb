"""Which documents are fetched because of what each of them must print: as few as will do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.wants import wants_of
from rules.matching import Matcher
from rules.standard import Fresh, Item, Require
from rules.visits import Visits
from tests.rules.building import HOME, TODAY, column, entry, home, item, page, snapshot, standard

if TYPE_CHECKING:
    from rules.model import PageVisit

GUIDES = Item(id="it", name="办事指南", require=Require(each=("申请条件", "办理材料", "联系电话")))
WHOLE = "申请条件：无。办理材料：身份证。联系电话：0854。" + "请仔细阅读。" * 60
SHORT = "申请条件：无。联系电话：0854。" + "请仔细阅读。" * 60
LIST = [entry(f"第{number}项办理指南", f"2026-05-1{number}", f"g{number}.html") for number in range(8)]


def asked(law_item: Item, *read: PageVisit, base: Item | None = None) -> list[str]:
    """The paths that an item still wants, its column and these pages having been read."""
    law = standard(*([base] if base is not None else []), law_item)
    name = (base or law_item).name
    visits = Visits(snapshot(home(column(name, "lm/")), *read))
    assignment = Matcher((law,)).assign(visits.columns, [(law, law_item)])[law.id, law_item.id]
    wants = wants_of(law, law_item, assignment.candidates[0], visits=visits, as_of=TODAY)
    assert {want.role for want in wants} <= {"article"}
    return [want.url.removeprefix(HOME) for want in wants]


def guide(number: int, text: str) -> PageVisit:
    """One guide that was read."""
    return page(f"g{number}.html", role="article", kind="article", text=text)


def test_three_documents_are_asked_for_and_five_where_one_of_them_lacks_something() -> None:
    """The newest by the order of the list; a column of complete documents costs three pages."""
    column_page = page("lm/", *LIST)
    complete = [guide(number, WHOLE) for number in range(3)]

    assert asked(GUIDES, column_page) == ["g0.html", "g1.html", "g2.html"]
    assert asked(GUIDES, column_page, *complete) == []
    assert asked(GUIDES, column_page, *complete[:2], guide(2, SHORT)) == ["g3.html", "g4.html"]


def test_of_yearly_reports_the_newest_alone_is_asked_for() -> None:
    """Where its year is one about which the form is asked; a label that is lacking asks for nothing further."""
    base = item("政府信息公开年报", id="base", fresh=Fresh(permanent=True))
    row = Item(
        id="it", name="年报格式", column_of="base", require=Require(headings=("总体情况", "其他事项"), since_year=2021)
    )
    labels = Item(id="it", name="年报要素", column_of="base", require=Require(labels=("办公地址",)))
    lines = [
        entry(f"{year}年政府信息公开工作年度报告", f"{year + 1}-03-15", f"r{year}.html") for year in (2025, 2024, 2020)
    ]

    assert asked(row, page("lm/", *lines), base=base) == ["r2025.html"]
    assert asked(row, page("lm/", *lines[2:]), base=base) == []
    assert asked(labels, page("lm/", *lines), base=base) == []
