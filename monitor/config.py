"""``gongkai.toml``: every setting, its limits, and the frozen values that the rest of the program is given."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from zoneinfo import ZoneInfo

import msgspec
from pydantic import AfterValidator, Field, ValidationError

from monitor.errors import ConfigurationError
from monitor.files import read_toml
from monitor.language import gettext as _
from monitor.shapes import Shape, place_in, sentences
from rules.plan import CrawlSettings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BESIDE = "beside"
"""For ``sweep.evidence``: a folder that has the name of the database and stands beside it."""
DEFAULT_PATH = Path("gongkai.toml")
_CRAWL = CrawlSettings()
_DAY = 86_400


class ScheduleSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The ``[schedule]`` table."""

    timezone: str = "Asia/Shanghai"
    """Where today begins and ends."""
    sweep: str = "30 1 * * *"
    """When the nightly sweep starts, in the form of crontab."""


class SweepSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The ``[sweep]`` table."""

    max_unknown: float = 0.75
    """The largest share of findings that may be ``unknown`` before a sweep ends with exit code 3; 0 to 1."""
    evidence: str = BESIDE
    """Folder for the WARC files of the pages read; empty keeps no bodies, ``beside`` is one beside the database."""
    evidence_kept: Literal["all", "failures"] = "all"
    """Which of them stay once the sites are judged."""


class HistorySettings(msgspec.Struct, frozen=True, kw_only=True):
    """The ``[history]`` table."""

    keep_days: int = 0
    """How many days back pages and evidence are kept whole by ``gongkai db prune``; 0 sets no limit."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that ``gongkai.toml`` says, defaults filled in."""

    crawl: CrawlSettings = CrawlSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    sweep: SweepSettings = SweepSettings()
    history: HistorySettings = HistorySettings()


def _network(text: str) -> str:
    try:
        return str(ipaddress.ip_network(text))
    except ValueError as error:
        raise ValueError(
            _('is "{given}"; write a network such as "10.1.0.0/16", without host bits.').format(given=text)
        ) from error


def _agent(text: str) -> str:
    if not text.strip() or not text.isascii() or not text.isprintable():
        raise ValueError(_("is not one line of ASCII; write a product and a contact."))
    return text


def _timezone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ValueError, OSError, LookupError) as error:
        raise ValueError(_('is "{given}"; write a name such as "Asia/Shanghai".').format(given=text)) from error
    return text


def _crontab(text: str) -> str:
    from apscheduler.triggers.cron import CronTrigger  # noqa: PLC0415 - slow to import, and seldom asked for

    try:
        CronTrigger.from_crontab(text, timezone=ZoneInfo("UTC"))
    except (ValueError, LookupError, TypeError) as error:
        raise ValueError(
            _('is "{given}"; write five fields of crontab such as "30 1 * * *".').format(given=text)
        ) from error
    return text


def _folder(text: str) -> str:
    if "\0" in text:
        raise ValueError(_("is not a path; write the name of a folder."))
    return text


class CrawlTable(Shape):
    """What ``[crawl]`` may hold."""

    concurrency_per_site: Annotated[int, Field(ge=1, le=16)] = _CRAWL.concurrency_per_site
    delay: Annotated[float, Field(ge=0, le=600)] = _CRAWL.delay
    max_pages: Annotated[int, Field(ge=1, le=1_000_000)] = _CRAWL.max_pages
    max_seconds: Annotated[float, Field(gt=0, le=_DAY)] = _CRAWL.max_seconds
    max_bytes: Annotated[int, Field(ge=1)] = _CRAWL.max_bytes
    max_page_bytes: Annotated[int, Field(ge=1, le=1_000_000_000)] = _CRAWL.max_page_bytes
    timeout: Annotated[float, Field(gt=0, le=600)] = _CRAWL.timeout
    retries: Annotated[int, Field(ge=0, le=10)] = _CRAWL.retries
    redirects: Annotated[int, Field(ge=0, le=50)] = _CRAWL.redirects
    concurrent_sites: Annotated[int, Field(ge=1, le=1000)] = _CRAWL.concurrent_sites
    processes: Annotated[int, Field(ge=0, le=256)] = _CRAWL.processes
    browser_pages: Annotated[int, Field(ge=0, le=1000)] = _CRAWL.browser_pages
    attachments: Annotated[int, Field(ge=0, le=1000)] = _CRAWL.attachments
    max_attachment_bytes: Annotated[int, Field(ge=1, le=1_000_000_000)] = _CRAWL.max_attachment_bytes
    user_agent: Annotated[str, AfterValidator(_agent)] = _CRAWL.user_agent
    allow_networks: list[Annotated[str, AfterValidator(_network)]] = Field(default_factory=list)


class ScheduleTable(Shape):
    """What ``[schedule]`` may hold."""

    timezone: Annotated[str, AfterValidator(_timezone)] = ScheduleSettings().timezone
    sweep: Annotated[str, AfterValidator(_crontab)] = ScheduleSettings().sweep


class SweepTable(Shape):
    """What ``[sweep]`` may hold."""

    max_unknown: Annotated[float, Field(ge=0, le=1)] = SweepSettings().max_unknown
    evidence: Annotated[str, AfterValidator(_folder)] = SweepSettings().evidence
    evidence_kept: Literal["all", "failures"] = SweepSettings().evidence_kept


class HistoryTable(Shape):
    """What ``[history]`` may hold."""

    keep_days: Annotated[int, Field(ge=0, le=36_500)] = HistorySettings().keep_days


class SettingsFile(Shape):
    """What ``gongkai.toml`` may hold."""

    crawl: CrawlTable = CrawlTable()
    schedule: ScheduleTable = ScheduleTable()
    sweep: SweepTable = SweepTable()
    history: HistoryTable = HistoryTable()


TABLES: dict[str, type[Shape]] = {
    "crawl": CrawlTable,
    "schedule": ScheduleTable,
    "sweep": SweepTable,
    "history": HistoryTable,
}


def load_settings(path: Path | None) -> Settings:
    """Read ``gongkai.toml``.

    Args:
        path: The file named with ``--config``; ``None`` takes ``gongkai.toml`` of the current folder if it is there.

    Raises:
        ConfigurationError: With every problem of the file at once.
    """
    if path is None:
        if not DEFAULT_PATH.exists():
            return Settings()
        path = DEFAULT_PATH
    tables, text = read_toml(path)
    return parse_settings(tables, name=str(path), text=text)


def parse_settings(tables: dict[str, Any], *, name: str, text: str = "") -> Settings:
    """Check and freeze the tables of ``gongkai.toml``; ``name`` and lines of ``text`` stand in the messages.

    Raises:
        ConfigurationError: With every problem of the file at once.
    """
    try:
        read = SettingsFile.model_validate(tables)
    except ValidationError as error:
        keys: dict[str, Iterable[str]] = {"": TABLES, **{table: shape.model_fields for table, shape in TABLES.items()}}
        raise ConfigurationError(
            sentences(error, place=lambda location: _place(name, location, text), keys=keys)
        ) from error
    crawl = read.crawl.model_dump() | {"allow_networks": tuple(read.crawl.allow_networks)}
    return Settings(
        crawl=CrawlSettings(**crawl),
        schedule=ScheduleSettings(**read.schedule.model_dump()),
        sweep=SweepSettings(**read.sweep.model_dump()),
        history=HistorySettings(**read.history.model_dump()),
    )


def _place(name: str, location: Sequence[int | str], text: str) -> str:
    words = ".".join(str(part) for part in location if isinstance(part, str))
    return f"{place_in(name, location, text)}: {words}"
