"""``gongkai check``: the gate for continuous integration."""

from pathlib import Path
from typing import Annotated, Any

import typer

from monitor.cli import options
from monitor.errors import UsageError
from monitor.language import gettext as _
from monitor.text import plain

_FILE = "FILE"


def check(
    *,
    sites: Annotated[Path | None, typer.Option("--sites", metavar="FILE", help=_("The registry, sites.toml."))] = None,
    only: options.SiteIds = [],
    standards: options.Standards = [],
    config: options.Config = None,
    exceptions: options.Exceptions = None,
    as_of: options.AsOf = None,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", metavar=_FILE, help=_("Failures that are accepted (docs/ci.md)."))
    ] = None,
    update_baseline: Annotated[
        bool, typer.Option("--update-baseline", help=_("Rewrite the baseline: accept what fails, drop what is fixed."))
    ] = False,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on",
            metavar="regression|fail|veto",
            help=_("What fails the gate; regression with a baseline, else fail."),
        ),
    ] = None,
    severity: Annotated[
        str,
        typer.Option(
            "--severity", metavar="veto|serious|minor|advice", help=_("Failures below this never fail the gate.")
        ),
    ] = "advice",
    max_unknown: Annotated[
        float,
        typer.Option(
            "--max-unknown", metavar="SHARE", help=_("Share of unknown findings, 0 to 1, above which to exit 3.")
        ),
    ] = 0.2,
    junit: Annotated[
        str | None, typer.Option("--junit", metavar=_FILE, help=_("Write JUnit XML; - is standard output."))
    ] = None,
    sarif: Annotated[
        str | None, typer.Option("--sarif", metavar=_FILE, help=_("Write SARIF 2.1.0; - is standard output."))
    ] = None,
    json: Annotated[
        str | None, typer.Option("--json", metavar=_FILE, help=_("Write JSON; - is standard output."))
    ] = None,
    gitlab: Annotated[
        str | None,
        typer.Option("--gitlab", metavar=_FILE, help=_("Write GitLab code quality JSON; - is standard output.")),
    ] = None,
    github: Annotated[
        bool, typer.Option("--github", help=_("Print annotations for GitHub and write the summary of the job."))
    ] = False,
    serve: Annotated[
        Path | None,
        typer.Option("--serve", metavar="DIR", help=_("Check this folder of built pages, served on loopback.")),
    ] = None,
    level: Annotated[
        str | None,
        typer.Option(
            "--level", metavar="LEVEL", help=_("With --serve and no --sites: province, city, county or township.")
        ),
    ] = None,
    body: Annotated[
        str | None,
        typer.Option(
            "--body", metavar="BODY", help=_("With --serve and no --sites: government, department or enterprise.")
        ),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help=_("With --serve and no --sites: the site's name."))
    ] = None,
) -> None:
    """Check sites without a database and fail on regressions, and only on regressions."""
    from monitor.gate.command import check_command
    from monitor.gate.policy import FAIL_ON, SEVERITIES, Policy
    from monitor.gate.request import Outputs, Request
    from rules.standard import BODIES, LEVELS

    if not 0 <= max_unknown <= 1:
        raise UsageError(_("--max-unknown is {given:g}; write a share from 0 to 1.").format(given=max_unknown))
    default = "fail" if baseline is None else "regression"
    check_command(
        Request(
            sites=sites,
            only=tuple(only),
            standards=tuple(standards),
            config=config,
            exceptions=exceptions,
            as_of=options.day(as_of, "--as-of"),
            baseline=baseline,
            update_baseline=update_baseline,
            policy=Policy(
                fail_on=_one_of("--fail-on", fail_on or default, FAIL_ON),
                severity=_one_of("--severity", severity, SEVERITIES),
                max_unknown=max_unknown,
            ),
            outputs=Outputs(junit=junit, sarif=sarif, json=json, gitlab=gitlab, github=github),
            serve=serve,
            level=None if level is None else _one_of("--level", level, LEVELS),
            body=None if body is None else _one_of("--body", body, BODIES),
            name=name,
        )
    )


def _one_of(option: str, given: str, known: tuple[str, ...]) -> Any:
    if given not in known:
        raise UsageError(
            _('{option}: there is no "{given}"; use one of {known}.').format(
                option=option, given=plain(given, 40), known=", ".join(known)
            )
        )
    return given
