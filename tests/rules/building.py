"""Small snapshots for the tests of judging: a site of a few pages, written in one expression."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Any

from rules.facts import Column, Entry, PageFacts, Pagination
from rules.judge import judge
from rules.model import Coverage, Finding, Miss, MissReason, PageVisit, Site, Snapshot
from rules.standard import Find, Fresh, Item, Require, Standard
from rules.workdays import Calendar

if TYPE_CHECKING:
    from rules.facts import Area
    from rules.model import Role

HOME = "http://www.qingxi.gov.cn/"
TODAY = dt.date(2026, 11, 22)
CALENDAR = Calendar()
MOMENT = dt.datetime(2026, 11, 22, 1, 30, tzinfo=dt.UTC)
SITE = Site(id="5227010001", name="清溪县人民政府", url=HOME, level="county", body="government")
TEXT = (
    "清溪县人民政府办公室负责本县政府信息公开工作，推进、指导、协调、监督全县政府信息公开工作，"
    "受理公民、法人和其他组织的申请并按规定答复。"
)


def at(path: str) -> str:
    """An address on the site."""
    return path if path.startswith("http") else HOME + path.lstrip("/")


def column(name: str, path: str | None, *parents: str, area: Area = "nav") -> Column:
    """A column as read from a page."""
    return Column(name, None if path is None else at(path), parents, area)


def entry(title: str, date: str | None = None, path: str | None = None) -> Entry:
    """A line of a list."""
    day = None if date is None else dt.date.fromisoformat(date)
    return Entry(title, at(path or f"art/{hashlib.sha256(title.encode()).hexdigest()[:8]}.html"), day, date or "")


def page(
    path: str, *entries: Entry, role: Role = "column", visit: dict[str, Any] | None = None, **facts: Any
) -> PageVisit:
    """A page that was read; what is not said is as on a plain list page."""
    url = at(path)
    text = facts.pop("text", "")
    known: dict[str, Any] = {"kind": "list", "title": None, "text": text, "text_length": len("".join(text.split()))}
    known |= facts
    return PageVisit(
        **{
            "url": url,
            "final_url": url,
            "status": 200,
            "fetched_at": MOMENT,
            "sha256": hashlib.sha256(url.encode()).hexdigest(),
            "role": role,
            **(visit or {}),
        },
        facts=PageFacts(url=url, charset="utf-8", entries=entries, **known),
    )


def home(*columns: Column, **facts: Any) -> PageVisit:
    """The home page with its navigation."""
    return page("", role="home", columns=columns, **{"kind": "home", **facts})


def further(current: int, total: int | None, path: str | None, **more: Any) -> Pagination:
    """Where a list page stands among its siblings."""
    return Pagination(current, total, None if path is None else at(path), **more)


def miss(path: str, reason: MissReason, *, status: int | None = None, **more: Any) -> Miss:
    """Something that was not obtained."""
    return Miss(url=at(path), reason=reason, status=status, at=MOMENT, **more)


def gone(path: str) -> Miss:
    """A 404."""
    return miss(path, MissReason.HTTP_4XX, status=404, detail="404")


def snapshot(*found: PageVisit | Miss, coverage: tuple[Coverage, ...] = (), site: Site = SITE) -> Snapshot:
    """Everything collected."""
    return Snapshot(
        site=site,
        pages=tuple(seen for seen in found if isinstance(seen, PageVisit)),
        misses=tuple(seen for seen in found if isinstance(seen, Miss)),
        coverage=coverage,
        started=MOMENT,
        finished=MOMENT,
    )


def item(
    name: str = "通知公告",
    *,
    find: dict[str, Any] | None = None,
    fresh: Fresh | None = None,
    labels: tuple[str, ...] = (),
    **more: Any,
) -> Item:
    """An item of a standard of one row, a list that is permanent where nothing else is said."""
    return Item(
        **{"id": "it", "name": name, **more},
        find=Find(**(find or {})),
        fresh=fresh or Fresh(permanent=True),
        require=Require(labels=labels),
    )


def standard(*items: Item) -> Standard:
    """A standard of these items."""
    return Standard(id="test", title="测试", version="1", in_force=dt.date(2020, 1, 1), items=items)


def absent() -> tuple[Coverage, ...]:
    """The crawl looked everywhere."""
    return (Coverage(standard="test", item="it", status="absent"),)


def find(wanted: Item, *found: PageVisit | Miss, today: dt.date = TODAY, **more: Any) -> Finding:
    """The one finding about one item."""
    (finding,) = judge(snapshot(*found, **more), (standard(wanted),), today=today, calendar=CALENDAR)
    return finding


def verdict(finding: Finding) -> tuple[str, str | None, str]:
    """Outcome, problem and reason code."""
    return str(finding.outcome), None if finding.problem is None else str(finding.problem), finding.reason.code


NOTICES = column("通知公告", "tzgg/")
FORTNIGHT = Fresh(max_age="14d")
ANNUAL = Fresh(annual_by="01-31")
REPORTS = column("政府信息公开年报", "ndbg/")


def notices(
    *found: PageVisit | Miss, fresh: Fresh | None = None, kind: str = "list", today: dt.date = TODAY
) -> tuple[str, str | None, str]:
    """The verdict about 通知公告 on a site whose home page links to it."""
    return verdict(find(item(find={"kind": kind}, fresh=fresh), home(NOTICES), *found, today=today))


def reports(*found: PageVisit | Miss, today: dt.date = TODAY) -> tuple[str, str | None, str]:
    """The verdict about the annual report."""
    return verdict(find(item("政府信息公开年报", fresh=ANNUAL), home(REPORTS), *found, today=today))
