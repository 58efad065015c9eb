"""No real page is accused of being empty: saved pages of real sites, read and judged as columns.

The pages are not part of this repository: they are read from ``GONGKAI_REALHTML`` or from ``../shared/realhtml``
beside it.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

import pytest

from crawler.reading import read_page
from rules.facts import PageFacts
from rules.model import PageVisit
from rules.standard import Fresh
from tests.rules.building import MOMENT, NOTICES, at, find, home, item

REAL_PAGES = Path(os.environ.get("GONGKAI_REALHTML", Path(__file__).parents[3] / "shared" / "realhtml"))
SAVED = dt.date(2023, 6, 1)
"""About when the pages were saved."""
TRULY_EMPTY = {
    "pv_zfjs_yjzj-tree.TreeTempUrl_1479.html": "共0条: an opinion list without opinions",
    "pa_gybz.html": "one sentence of fourteen characters about the site",
}

pytestmark = pytest.mark.skipif(
    not (REAL_PAGES / "manifest.jsonl").is_file(),
    reason="the saved real pages are not here; name their folder in GONGKAI_REALHTML",
)


def manifest() -> list[dict[str, Any]]:
    """One line for each saved page."""
    if not (REAL_PAGES / "manifest.jsonl").is_file():
        return []
    return [json.loads(line) for line in (REAL_PAGES / "manifest.jsonl").read_text("utf-8").splitlines() if line]


def visited(line: dict[str, Any]) -> PageVisit:
    """The saved page as the column 通知公告 of a site."""
    address = (line["url"] or "http://www.example.test/" + line["path"]).split(" ")[0]
    facts = read_page((REAL_PAGES / line["file"]).read_bytes(), address)
    assert isinstance(facts, PageFacts), facts
    url = at("tzgg/")
    return PageVisit(url=url, final_url=url, status=200, fetched_at=MOMENT, sha256="0" * 64, role="column", facts=facts)


@pytest.mark.parametrize("line", manifest(), ids=lambda line: Path(line["file"]).name)
def test_no_real_page_is_called_empty_broken_or_an_error(line: dict[str, Any]) -> None:
    """Lists, articles, channel pages, forms: each is content or an open question."""
    wanted = item(find={"kind": "list"}, fresh=Fresh(permanent=True))

    finding = find(wanted, home(NOTICES), visited(line), today=SAVED)

    expected = "empty" if Path(line["file"]).name in TRULY_EMPTY else None
    assert finding.problem == expected, finding.reason
