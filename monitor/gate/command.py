"""``gongkai check`` from end to end: look, look again, compare, write, conclude."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec
from rich.text import Text

from monitor.config import load_settings
from monitor.errors import ConfigurationError, ExitCode, MonitorError, NothingCheckedError, SweepFailedError
from monitor.exceptions import load_exceptions
from monitor.files import write_text
from monitor.gate import github, telling
from monitor.gate.baseline import Baseline, baseline_text, load_baseline
from monitor.gate.comparing import compare
from monitor.gate.document import json_text
from monitor.gate.gitlab import gitlab_text
from monitor.gate.junit import junit_text
from monitor.gate.looking import Look, look
from monitor.gate.places import Places
from monitor.gate.policy import verdict
from monitor.gate.report import Report
from monitor.gate.request import STANDARD_OUTPUT, at_address
from monitor.gate.sarif import sarif_text
from monitor.gate.serving import ServedFolder, serving
from monitor.gate.updating import updated
from monitor.gate.view import report_parts
from monitor.language import gettext as _
from monitor.output import console, write_out
from monitor.planning import make_plan, today
from monitor.progress import site_line
from monitor.registry import load_registry
from monitor.standards import choose_standards, known_standards
from monitor.stopping import stopping

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator

    from rich.console import Console

    from monitor.config import Settings
    from monitor.gate.request import Request
    from rules.model import Site
    from rules.plan import Plan

_WRITERS = {"--junit": junit_text, "--sarif": sarif_text, "--json": json_text, "--gitlab": gitlab_text}
_SUMMARY = "GITHUB_STEP_SUMMARY"


class GateFailedError(MonitorError):
    """Failures as asked for by ``--fail-on``."""

    exit_code = ExitCode.GATE_FAILED


def check_command(request: Request) -> None:
    """Run the gate.

    Raises:
        GateFailedError: It failed.
        NothingCheckedError: Nothing, or too little, could be checked.
        SweepFailedError: No site could be read because the crawl process itself ended.
        MonitorError: Something a person can put right.
    """
    request.check()
    settings = load_settings(request.config)
    baseline = _baseline(request)
    sites = request.chosen_sites()
    with contextlib.ExitStack() as stack:
        served: ServedFolder | None = None
        if request.serve is not None:
            home = sites[0].url if request.registry is not None else None
            served = stack.enter_context(serving(request.serve, home=home))
            sites = (at_address(sites[0], served),)
            settings = _for_served(settings, served)
        plan = _plan(request, settings, sites)
        places = Places.of(request.registry, served)
        target = _listener(error=request.outputs.to_standard_output)
        with _commands_off(target, on=request.outputs.github):
            stop = stack.enter_context(stopping())
            report = _run(request, plan, baseline, places=places, target=target, stop=stop)
            _write(request, report)
            for part in report_parts(report):
                target.print(part, soft_wrap=isinstance(part, Text))  # A sentence stays on one line, for whoever greps.
            if request.update_baseline and not report.updated:
                left = _("Too little was seen to rewrite the baseline {file}; it stays as it was.")
                target.print(left.format(file=request.baseline), soft_wrap=True)
        if request.outputs.github:
            _tell_github(report, target)
    _conclude(report)


def _baseline(request: Request) -> Baseline | None:
    """The baseline; none where it is not named, or is to be made by this run."""
    path = request.baseline
    if path is None:
        return None
    if not path.exists():
        if request.update_baseline:
            return None
        raise ConfigurationError(
            [_("--baseline {file}: no such file; check the path, or make it with --update-baseline.").format(file=path)]
        )
    return load_baseline(path)


def _for_served(settings: Settings, served: ServedFolder) -> Settings:
    """The settings for a folder of our own: its address is allowed, and it needs no sparing."""
    crawl = msgspec.structs.replace(
        settings.crawl, allow_networks=(*settings.crawl.allow_networks, served.network), delay=0.0
    )
    return msgspec.structs.replace(settings, crawl=crawl)


def _plan(request: Request, settings: Settings, sites: tuple[Site, ...]) -> Plan:
    as_of = request.as_of or today(settings)
    name = str(request.registry or request.serve)
    standards, resolved = choose_standards(request.standards, sites, today=as_of, file=name)
    if request.exceptions is not None:
        registry = sites if request.registry is None else load_registry(request.registry)
        known = known_standards(standards)
        resolved = load_exceptions(request.exceptions, registry=registry, sites=resolved, standards=known)
    return make_plan(resolved, standards, settings=settings, as_of=as_of, full=False)


def _listener(*, error: bool) -> Console:
    """Where readers are told; one that hangs up, such as ``head``, must not turn a failed gate green."""
    target = console(error=error)

    def unheard() -> None:
        target.quiet = True
        _point_nowhere(target.file)

    target.on_broken_pipe = unheard  # type: ignore[method-assign]
    return target


def _point_nowhere(stream: IO[str]) -> None:
    """Let what is still to come go nowhere, so that the interpreter's own flush at exit stays silent."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


@contextlib.contextmanager
def _commands_off(target: Console, *, on: bool) -> Iterator[None]:
    """While the block runs, nothing that a site prints can be a workflow command of GitHub."""
    if not on:
        yield
        return
    silence = github.Silence()
    target.print(silence.begin, soft_wrap=True)
    try:
        yield
    finally:
        target.print(silence.end, soft_wrap=True)


def _run(  # noqa: PLR0913 - the parts of one run, by name
    request: Request,
    plan: Plan,
    baseline: Baseline | None,
    *,
    places: Places,
    target: Console,
    stop: threading.Event,
) -> Report:
    def seen(one: Look) -> None:
        target.print(site_line(one.site, one.findings, lost=one.lost), soft_wrap=True)

    policy = request.policy
    with _waiting(target) as tick:
        looks = look(plan, plan.sites, stop=stop, seen=seen, tick=tick)
    suspects = policy.suspects(compare(plan, looks, {}, baseline=baseline).checked)
    if suspects:
        target.print(_("A second look at {sites}.").format(sites=", ".join(suspects)), soft_wrap=True)
    with _waiting(target) as tick:
        again = look(plan, [one for one in plan.sites if one.id in suspects], stop=stop, seen=seen, tick=tick)
    comparison = compare(plan, looks, again, baseline=baseline)
    concluded = verdict(comparison, looks, policy)
    rewritten = False
    if request.update_baseline and request.baseline is not None and _enough(concluded.exit_code):
        baseline = updated(baseline, comparison, plan)
        comparison = compare(plan, looks, again, baseline=baseline)
        concluded = verdict(comparison, looks, policy)
        rewritten = True
        write_text(request.baseline, baseline_text(baseline))
    return Report(
        plan=plan,
        looks=looks,
        again=again,
        comparison=comparison,
        policy=policy,
        verdict=concluded,
        conclusion=telling.conclusion(concluded, policy, comparison),
        places=places,
        baseline=baseline,
        baseline_name="" if request.baseline is None else str(request.baseline),
        updated=rewritten,
    )


@contextlib.contextmanager
def _waiting(target: Console) -> Iterator[Callable[[int], None]]:
    """Show on a terminal that something goes on; a log waits for the sites."""
    if not target.is_terminal:
        yield lambda _pages: None
        return
    with target.status("…") as status:
        yield lambda pages: status.update(_("{count} pages").format(count=pages))


def _enough(code: ExitCode) -> bool:
    """Whether enough was seen to rewrite a baseline by it."""
    return code in (ExitCode.FINE, ExitCode.GATE_FAILED)


def _write(request: Request, report: Report) -> None:
    for option, file in request.outputs.files.items():
        text = _WRITERS[option](report)
        if file == STANDARD_OUTPUT:
            try:
                write_out(text)
            except BrokenPipeError:
                _point_nowhere(sys.stdout)
        else:
            write_text(Path(file), text)


def _tell_github(report: Report, target: Console) -> None:
    """Annotations where the log goes, and the summary where the runner says, if it does."""
    for line in github.annotation_lines(report):
        target.print(line, soft_wrap=True)
    path = os.environ.get(_SUMMARY)
    if not path:
        return
    try:
        with Path(path).open("a", encoding="utf-8") as stream:
            stream.write(github.summary(report))
    except OSError as error:
        sys.stderr.write(
            _("gongkai: {variable}: the summary cannot be written ({detail}).").format(
                variable=_SUMMARY, detail=error.strerror
            )
            + "\n"
        )


def _conclude(report: Report) -> None:
    match report.verdict.exit_code:
        case ExitCode.GATE_FAILED:
            raise GateFailedError(report.conclusion)
        case ExitCode.NOTHING_CHECKED:
            raise NothingCheckedError(report.conclusion)
        case ExitCode.SWEEP_FAILED:
            raise SweepFailedError(report.conclusion)
