"""Is this installation fit to sweep? Each check gives one line; none of them writes or asks the network."""

from __future__ import annotations

import datetime as dt
import platform
import shutil
import sys
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, get_args

import msgspec

from monitor import failures
from monitor.config import load_settings
from monitor.errors import ConfigurationError
from monitor.evidence import evidence_folder
from monitor.language import gettext as _
from monitor.language import ngettext
from monitor.planning import now, today
from monitor.standards import binding, shipped_standards
from rules.workdays import Calendar
from storage import History, StorageError, open_history
from storage.errors import OlderSchema

if TYPE_CHECKING:
    from pathlib import Path

Health = Literal["good", "note", "bad"]
"""``bad`` makes the command fail; ``note`` is for the reader to know."""
HEALTHS: tuple[Health, ...] = get_args(Health)
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_ROOM = 500_000_000
"""Bytes; less free space than that is worth a note."""
_MAKE_DAY = dt.date(2026, 1, 1)
"""No clock that is right shows an earlier day."""


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the diagnosis."""

    part: str
    """A stable word for machines: ``python``, ``packages``, ``database`` …"""
    health: Health
    detail: str


def diagnose(*, database: Path, config: Path | None) -> tuple[Check, ...]:
    """Look at everything a sweep needs.

    Args:
        database: The history file; it need not be there yet.
        config: The settings file; ``None`` as for every command.
    """
    checks: list[Check] = [_python(), _packages()]
    settings = None
    try:
        settings = load_settings(config)
        checks.append(Check(part="settings", health="good", detail=_("as they should be")))
    except ConfigurationError as error:
        checks.append(Check(part="settings", health="bad", detail=" ".join(error.problems)))
    day = now().date() if settings is None else today(settings)
    checks += [_standards(day), _database(database)]
    folder = None if settings is None else evidence_folder(database, settings)
    if folder is not None and folder.exists():
        checks.append(_evidence(folder))
    checks += [_room(database), _calendar(day), _clock(database), _browser()]
    return tuple(checks)


def _python() -> Check:
    good = sys.version_info >= (3, 11)
    return Check(
        part="python",
        health="good" if good else "bad",
        detail=" ".join(  # noqa: FLY002 - four long names
            (platform.python_implementation(), platform.python_version(), platform.system(), platform.machine())
        ),
    )


def _packages() -> Check:
    """Every package that gongkai requires is there."""
    try:
        wanted = [_name(line) for line in requires("gongkai") or () if "extra ==" not in line]
    except PackageNotFoundError:
        return Check(part="packages", health="bad", detail=_("gongkai is not installed; run `make install`."))
    found, lacking = [], []
    for name in wanted:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            lacking.append(name)
    if lacking:
        return Check(
            part="packages",
            health="bad",
            detail=_("not installed: {names}; run `make install`.").format(names=", ".join(lacking)),
        )
    return Check(part="packages", health="good", detail=", ".join([f"gongkai {version('gongkai')}", *found]))


def _name(requirement: str) -> str:
    return (
        requirement.split(";", maxsplit=1)[0]
        .strip()
        .replace(">", " ")
        .replace("<", " ")
        .replace("=", " ")
        .split()[0]
        .strip("[]")
    )


def _standards(day: dt.date) -> Check:
    try:
        shipped = shipped_standards()
    except ConfigurationError as error:
        return Check(part="standards", health="bad", detail=" ".join(error.problems))
    bound = [standard for standard in shipped if binding(standard, day)]
    return Check(
        part="standards",
        health="good" if bound else "bad",
        detail=_("{count} shipped, {bound} in force, {items} items").format(
            count=len(shipped), bound=len(bound), items=sum(len(standard.items) for standard in bound)
        ),
    )


def _database(path: Path) -> Check:
    if not path.exists():
        return Check(
            part="database",
            health="note",
            detail=_("{file} is not there yet; the first sweep makes it").format(file=path),
        )
    try:
        with _opened(path) as history:
            wrong = history.integrity()
            sizes = history.sizes()
    except StorageError as error:
        return Check(part="database", health="bad", detail=failures.sentence(error))
    if wrong:
        detail = _("{file} is damaged ({problem}); restore a backup.").format(file=path, problem=wrong[0])
        return Check(part="database", health="bad", detail=detail)
    detail = _("{file}: whole, {sweeps} sweeps, {size:.1f} MB").format(
        file=path, sweeps=sizes.sweeps, size=(sizes.file + sizes.log) / 1e6
    )
    return Check(part="database", health="good", detail=detail)


def _evidence(folder: Path) -> Check:
    """How much is kept of what the sites answered."""
    try:
        sizes = [path.stat().st_size for path in folder.glob("*.warc.gz")]
    except OSError as error:
        return Check(part="evidence", health="bad", detail=f"{folder}: {error.strerror}")
    detail = ngettext("{folder}: {count} file, {size:.1f} MB", "{folder}: {count} files, {size:.1f} MB", len(sizes))
    return Check(
        part="evidence", health="good", detail=detail.format(folder=folder, count=len(sizes), size=sum(sizes) / 1e6)
    )


def _opened(path: Path) -> History:
    """The history as it is; one of an earlier schema is brought up to date, which is what its error advises."""
    try:
        return open_history(path, read_only=True)
    except OlderSchema:
        return open_history(path, create=False)


def _room(path: Path) -> Check:
    try:
        free = shutil.disk_usage(path.parent).free
    except OSError as error:
        return Check(part="disk", health="bad", detail=f"{path.parent}: {error.strerror}")
    return Check(
        part="disk",
        health="good" if free >= _ROOM else "note",
        detail=_("{size:.1f} GB free where {file} lies").format(size=free / 1e9, file=path),
    )


def _calendar(day: dt.date) -> Check:
    calendar = Calendar()
    years = f"{calendar.years[0]}–{calendar.years[-1]}"
    if not calendar.is_announced(day):
        return Check(
            part="calendar",
            health="note",
            detail=_(
                "holidays are known for {years}, not for {day}: deadlines are provisional; upgrade gongkai"
            ).format(years=years, day=day),
        )
    return Check(part="calendar", health="good", detail=_("holidays are known for {years}").format(years=years))


def _clock(path: Path) -> Check:
    """A clock that stands before the last sweep would make every deadline wrong."""
    moment = now()
    if moment.date() < _MAKE_DAY:
        return Check(
            part="clock", health="bad", detail=_("it shows {moment}; set it").format(moment=moment.isoformat())
        )
    try:
        with open_history(path, read_only=True) as history:
            latest = max((sweep.started for sweep in history.sweeps()), default=moment)
    except StorageError:
        latest = moment
    if latest > moment:
        return Check(
            part="clock",
            health="bad",
            detail=_("it shows {moment}, before the last sweep of {latest}; set it").format(
                moment=moment.isoformat(), latest=latest.isoformat()
            ),
        )
    return Check(part="clock", health="good", detail=moment.isoformat())


def _browser() -> Check:
    """The browser is optional; without it pages that only scripts fill are ``needs-browser``."""
    program = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    library = find_spec("playwright") is not None
    if program and library:
        return Check(part="browser", health="good", detail=program)
    lacking = _("no Chromium on this machine") if library else _("the extra `browser` is not installed")
    return Check(
        part="browser",
        health="note",
        detail=_("{lacking}; pages that need scripts stay unknown").format(lacking=lacking),
    )
