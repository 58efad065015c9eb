"""The sweep command from end to end: plan or resume, run, summarise, show."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.config import BESIDE, Settings, load_settings
from monitor.errors import NothingCheckedError, UsageError
from monitor.evidence import let_passes_go, writable_folder
from monitor.exceptions import expired, load_exceptions
from monitor.language import gettext as _
from monitor.language import ngettext
from monitor.output import console, print_json
from monitor.planning import make_plan, now, today
from monitor.progress import observer
from monitor.registry import choose_sites, load_registry
from monitor.standards import choose_standards, known_standards
from monitor.stopping import stopping
from monitor.summary import summary
from monitor.sweep import Sweep
from storage import open_history

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from rules.plan import Plan
    from storage import History

REGISTRY = Path("sites.toml")
SITES_SHOWN = 60
"""Sites listed at the end of a sweep, worst first; `gongkai dashboard --limit` lists more."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asked for."""

    sites: Path | None
    database: Path
    only: Sequence[str] = ()
    standards: Sequence[str] = ()
    config: Path | None = None
    exceptions: Path | None = None
    as_of: dt.date | None = None
    full: bool = False
    resume: bool = False
    as_json: bool = False


def sweep_command(request: Request) -> None:
    """Run one sweep.

    Raises:
        NothingCheckedError: The sweep is finished and stored, and too little could be checked.
        MonitorError: Something a person can put right; nothing was stored unless sites were finished before.
    """
    settings = load_settings(request.config)
    fresh = None if request.resume and request.sites is None else _fresh_plan(request, settings)
    if settings.sweep.evidence != BESIDE:
        writable_folder(
            request.database, settings
        )  # what the settings name is said to be wrong before anything is made
    with open_history(request.database, create=fresh is not None) as history:
        evidence = writable_folder(request.database, settings)
        number, plan, done = _begin(history, request, fresh)
        sweep = Sweep(
            plan=plan,
            number=number,
            history=history,
            done=done,
            evidence=evidence,
            observer=observer(console(), silent=request.as_json),
        )
        _run(sweep)
        if evidence is not None and sweep.plan.evidence_kept == "failures":
            let_passes_go(history, number, evidence)
        enough = sweep.numbers.enough(settings.sweep.max_unknown)
        result = summary(sweep.numbers, number=number, plan=plan, state="finished", seconds=sweep.seconds)
        history.finish_sweep(number, result, finished=now(), state="finished")
        if request.as_json:
            print_json(result)
        else:
            _show(history, sweep)
    if not enough:
        raise _too_little(sweep, settings)


def _fresh_plan(request: Request, settings: Settings) -> Plan:
    path = request.sites or REGISTRY
    if request.sites is None and not REGISTRY.exists():
        raise UsageError(_("gongkai sweep: --sites is missing; name the registry, such as --sites sites.toml."))
    registry = load_registry(path)
    sites = choose_sites(registry, request.only, name=str(path))
    as_of = request.as_of or today(settings)
    standards, resolved = choose_standards(request.standards, sites, today=as_of, file=str(path))
    if request.exceptions is not None:
        known = known_standards(standards)
        resolved = load_exceptions(request.exceptions, registry=registry, sites=resolved, standards=known)
    return make_plan(resolved, standards, settings=settings, as_of=as_of, full=request.full)


def _begin(history: History, request: Request, fresh: Plan | None) -> tuple[int, Plan, frozenset[str]]:
    """The number and plan to run, and the sites that are finished already."""
    unfinished = history.unfinished_sweep()
    if request.resume and unfinished is not None:
        plan = history.resume_sweep(unfinished)
        _note(request, _("Sweep {number} goes on by its own plan.").format(number=unfinished))
        return unfinished, plan, history.finished_sites(unfinished)
    if fresh is None:
        raise UsageError(
            _("--resume: {file} holds no unfinished sweep; name the registry with --sites to start one.").format(
                file=request.database
            )
        )
    if request.resume:
        _note(request, _("There is no unfinished sweep; a new one starts."))
    elif unfinished is not None:
        _note(
            request,
            _("Sweep {number} was not finished and stays as it is; a new one starts.").format(number=unfinished),
        )
    number = history.begin_sweep(
        fresh, started=now(), every_site=not request.only, every_standard=not request.standards
    )
    return number, fresh, frozenset()


def _note(request: Request, line: str) -> None:
    if not request.as_json:
        console().print(line, soft_wrap=True)


def _run(sweep: Sweep) -> None:
    """Run the sweep; what goes wrong on the way leaves it unfinished, so that it can be resumed."""
    with stopping() as stop:
        sweep.stop = stop
        sweep.run()


def _show(history: History, sweep: Sweep) -> None:
    from monitor.views.result import sweep_result  # noqa: PLC0415 - where JSON is asked for, nobody draws tables
    from monitor.views.story import changes_sentence  # noqa: PLC0415 - the same

    planned = {site.id for site in sweep.plan.sites}
    findings = [f for f in history.findings(at=sweep.number) if f.site in planned and f.sweep == sweep.number]
    heading = _("Sweep {number} · {day} · {sites} sites · {pages} pages · {seconds:.0f} s").format(
        number=sweep.number,
        day=sweep.plan.as_of,
        sites=len(planned),
        pages=sweep.numbers.pages,
        seconds=sweep.seconds,
    )
    out = console()
    out.print(sweep_result(findings, heading=heading, limit=SITES_SHOWN))
    bare = len(planned - {finding.site for finding in findings})
    if bare:
        out.print(
            ngettext(
                "{count} site has no item that applies to it.", "{count} sites have no item that applies to them.", bare
            ).format(count=bare)
        )
    for line in expired(sweep.plan.sites, today=sweep.plan.as_of):
        out.print(line, markup=False, soft_wrap=True)
    changes = history.changes(until=sweep.number)
    if changes is not None and changes.since is not None:
        out.print(changes_sentence(changes))


def _too_little(sweep: Sweep, settings: Settings) -> NothingCheckedError:
    share = sweep.numbers.findings.rate.unknown_share or 0.0
    if sweep.numbers.judged == 0:
        sentence = _("Nothing could be checked in sweep {number}; see why with `gongkai findings --outcome unknown`.")
    else:
        sentence = _(
            "Too little could be checked in sweep {number}: {share:.0%} is unknown, more than "
            "sweep.max_unknown = {limit:g}; see why with `gongkai findings --outcome unknown`."
        )
    return NothingCheckedError(sentence.format(number=sweep.number, share=share, limit=settings.sweep.max_unknown))
