"""Content: does the column show whole identity or card numbers, or the mobile numbers of a list of persons?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rules.model import Facet, Problem
from rules.pages import page_text
from rules.private_data import mask

if TYPE_CHECKING:
    from rules.facts import Exposure
    from rules.inspection import Inspection, Ruling
    from rules.model import PageVisit

FACET = Facet.CONTENT
ORDER = 5
_CONTEXT = 20
_BEFORE = 80
_FEWEST_MOBILES = 3
# A mobile number beside an office or a service is there to be called; in a list of persons it is not.
_OF_PERSONS = re.compile(
    r"低保|救助|补[贴助]|资助|发放|花名册|残疾|脱贫|贫困|特困|优抚|公租房|保障房|危房|录[取用]|体检|受助"
)
_TO_BE_CALLED = re.compile(
    r"咨询|服务|热线|值班|监督|举报|投诉|办公电话|联系人|经办|责任人|工作人员|河长|林长|网格员|通讯录"
)
# An office prints the account that one is to pay to; 户名 alone stands over lists of persons too.
_TO_BE_PAID = re.compile(
    r"保证金|缴[款费存]|捐[款赠]|收款(?:人|单位|账)|对公|汇[款入]|(?:账户名称?|户\s*名|开户名称?)[^\n]{0,24}[局厅委司府会处所院校社]"
)


def check(inspection: Inspection) -> Ruling | None:
    """A page that shows a person's number in full is ``exposed``; the number is masked in what is said of it.

    What a column below shows is a fault of that column: a row that only asks for a way in answers for its own pages.
    """
    opened = inspection.opened
    if inspection.item.find.kind == "link":
        pages = (*opened.pages, *opened.articles, *opened.files)
    else:
        pages = (*opened.everything, *opened.all_articles, *opened.all_files)
    for page in pages:
        exposures = inspection.visits.exposures(page)
        found = _serious(page, exposures) if exposures else []
        if found:
            first, written = found[0], page_text(page)
            place = max(mask(written).find(first.masked), 0)
            quote = mask(written)[max(place - _CONTEXT, 0) : place + len(first.masked) + _CONTEXT]
            return inspection.failed(
                Problem.EXPOSED,
                "exposed",
                inspection.evidence(page, quote),
                target=page.url,
                kind=first.kind,
                masked=first.masked,
                number=len(found),
            )
    return None


def _serious(page: PageVisit, found: tuple[Exposure, ...]) -> list[Exposure]:
    """Numbers that should not stand there."""
    written = page_text(page)
    serious = [
        exposure
        for exposure in found
        if exposure.kind == "identity" or (exposure.kind == "bank-card" and not _is_to_be_paid(exposure, written))
    ]
    mobiles = [exposure for exposure in found if exposure.kind == "mobile"]
    head = f"{page.facts.title or ''}\n{written[:400]}"
    of_persons = _OF_PERSONS.search(head) is not None and _TO_BE_CALLED.search(written) is None
    return serious + (mobiles if of_persons and len(mobiles) >= _FEWEST_MOBILES else [])


def _is_to_be_paid(exposure: Exposure, written: str) -> bool:
    """Whether the words before a number say that it is an account for everybody to pay to."""
    text = mask(written)
    places = [match.start() for match in re.finditer(re.escape(exposure.masked), text)]
    return bool(places) and all(_TO_BE_PAID.search(text[max(at - _BEFORE, 0) : at]) for at in places)
