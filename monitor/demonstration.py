"""The demo: a sample province is served on loopback, swept by the real crawler, and one verdict is explained."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.config import Settings
from monitor.database import current, reading
from monitor.errors import ConfigurationError
from monitor.explaining import explained
from monitor.files import write_text
from monitor.language import gettext as _
from monitor.output import console
from monitor.planning import today
from monitor.province import build_province, serve
from monitor.province.province import LOCAL_STANDARD
from monitor.sweeping import Request, sweep_command
from monitor.views.explain import explain_page
from rules.model import Outcome, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage import StoredFinding

_TELLING = (Problem.STALE, Problem.EMPTY, Problem.MISPLACED, Problem.BROKEN, Problem.MISSING)
"""Which problem makes the best example, best first."""


def demonstrate(folder: Path | None) -> None:
    """Run the demo.

    Args:
        folder: Where its files go; ``None`` for a temporary folder that is removed.

    Raises:
        MonitorError: The folder cannot be used, or the sweep failed.
    """
    if folder is not None:
        _prepare(folder)
        _run(folder)
        _next_steps(folder)
        return
    with tempfile.TemporaryDirectory(prefix="gongkai-demo-") as temporary:
        _run(Path(temporary))
    _next_steps(None)


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(
            [
                _("--folder {folder}: cannot be made ({detail}); name another.").format(
                    folder=folder, detail=error.strerror
                )
            ]
        ) from error
    if (folder / "gongkai.db").exists():
        raise ConfigurationError(
            [_("--folder {folder}: holds a gongkai.db already; name an empty folder.").format(folder=folder)]
        )


def _run(folder: Path) -> None:
    day = today(Settings())
    out = console()
    out.print(_("Building a sample province of government websites …"))
    province = build_province(today=day)
    with serve(province) as served:
        write_text(folder / "sites.toml", served.sites_toml)
        write_text(folder / "gongkai.toml", served.gongkai_toml)
        shutil.copyfile(LOCAL_STANDARD, folder / "sample-standard.toml")
        out.print(
            _(
                "{count} sites answer on loopback; the sweep judges them by platform-2019 and a standard of their own."
            ).format(count=len(province.scenarios))
        )
        sweep_command(
            Request(
                sites=folder / "sites.toml",
                standards=("platform-2019", str(folder / "sample-standard.toml")),
                database=folder / "gongkai.db",
                config=folder / "gongkai.toml",
                as_of=day,
            )
        )
    _explain_one(folder / "gongkai.db")


def _explain_one(database: Path) -> None:
    with reading(database) as history:
        _sweep, findings = current(history)
        example = _example(findings)
        if example is None:
            return
        page = explain_page(example, explained(history, example))
    out = console()
    out.print()
    out.rule(_("One finding explained: gongkai explain {site} {item}").format(site=example.site, item=example.item))
    out.print(page)


def _example(findings: Sequence[StoredFinding]) -> StoredFinding | None:
    failures = [finding for finding in findings if finding.outcome is Outcome.FAIL]
    for problem in _TELLING:
        for finding in failures:
            if finding.problem is problem:
                return finding
    return failures[0] if failures else None


def _next_steps(folder: Path | None) -> None:
    out = console()
    out.print()
    out.rule(_("Next steps"))
    if folder is not None:
        out.print(_("The files of this demo are in {folder}; try there:").format(folder=folder), soft_wrap=True)
        for command in ("findings --outcome fail", "dashboard --once", "standard list"):
            option = "" if command == "standard list" else f" --db {folder / 'gongkai.db'}"
            out.print(f"  gongkai {command}{option}", soft_wrap=True)
    out.print(_("Write your own sites.toml (docs/files.md) and run: gongkai sweep --sites sites.toml"), soft_wrap=True)
