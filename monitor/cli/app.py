"""All commands as one application, and its usage errors as sentences."""

import re
from collections.abc import Callable  # noqa: TC003 - no annotations are put off in this package
from typing import Any

import typer

from monitor.cli import (
    changes,
    check,
    db,
    demo,
    doctor,
    evidence,
    explain,
    findings,
    history,
    inspect,
    match,
    media,
    replay,
    score,
    sites,
    standard,
    sweep,
)
from monitor.cli.dashboard import dashboard
from monitor.errors import UsageError
from monitor.language import gettext as _
from monitor.text import plain

PROGRAM = "gongkai"
_NO_COMMAND = re.compile(r"No such command '(?P<name>.*?)'\.(?: Did you mean '?(?P<guess>.*?)'?\?)?$")
_NO_NUMBER = re.compile(r"Input should be a (valid integer)")
_TOO_SMALL = re.compile(r"Input should be greater than or equal to (\S+)")
_TOO_LARGE = re.compile(r"Input should be less than or equal to (\S+)")
_NOT_READABLE = re.compile(r"^path .* is (not readable)", re.DOTALL | re.IGNORECASE)
_TOO_MUCH = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((?P<words>.*)\)$")


def build() -> typer.Typer:
    """The application with its help in the language in use."""
    app = typer.Typer(
        name=PROGRAM,
        help=_("Watches government websites against the standard disclosure lists and remembers what it saw."),
        add_completion=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback(invoke_without_command=True)(_top)
    for command, does in (
        (demo.demo, _("Sweep a bundled sample province on loopback and show what is found.")),
        (sweep.sweep, _("Visit the sites, judge them and remember what was seen.")),
        (check.check, _("Fail a build on regressions of compliance, and only on those.")),
        (findings.findings, _("Print what is known now.")),
        (explain.explain, _("Print why one item of a site is judged as it is.")),
        (history.history, _("Print for how long each verdict stood.")),
        (changes.changes, _("Print what is new, fixed, still so or could not be checked.")),
        (score.score, _("Print the score of each site by the national indicators, line by line.")),
        (media.media, _("Print which new-media accounts of a list are updated in time.")),
        (dashboard, _("Print all sites at a glance, worst first.")),
        (inspect.inspect, _("Print one page as the crawler reads it.")),
        (match.match, _("Print which item a column name means.")),
        (replay.replay, _("Judge the evidence of a sweep again; nothing is written.")),
        (doctor.doctor, _("Check that everything is there that a sweep needs.")),
    ):
        app.command(help=does)(command)
    app.add_typer(standard.app, name="standard")
    app.add_typer(sites.app, name="sites")
    app.add_typer(db.app, name="db")
    app.add_typer(evidence.app, name="evidence")
    return app


def _top(
    context: typer.Context,
    *,
    lang: str = typer.Option(
        "", "--lang", metavar="zh|en", help=_("Speak Chinese or English; else the locale decides.")
    ),
    version: bool = typer.Option(False, "--version", help=_("Print the version and exit.")),
) -> None:
    del lang  # Taken out of the command line before it came here; it is named for the help.
    if version:
        from monitor.planning import tool_version

        typer.echo(f"{PROGRAM} {tool_version()}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def invoke(arguments: list[str]) -> int:
    """Run one command line without the program's name and ``--lang``.

    Returns:
        The exit code.

    Raises:
        UsageError: The command line is not one.
    """
    try:
        result = build()(args=arguments, prog_name=PROGRAM, standalone_mode=False)
    except typer.Exit as finished:
        return finished.exit_code
    except SystemExit as left:
        raise BrokenPipeError from left  # The parser's own answer to a reader that has gone away.
    except typer.Abort as stopped:
        raise KeyboardInterrupt from stopped
    except typer.TyperException as error:
        raise UsageError(_sentence(error, arguments)) from error
    return result if isinstance(result, int) else 0


def _sentence(error: Any, arguments: list[str]) -> str:
    """What the parser of options found, in one sentence that names the command and the remedy."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else _asked(arguments)
    problem = plain(" ".join(_problem(error).split()))
    return _("{problem}; `{command} --help` tells what there is.").format(command=command, problem=problem)


def _asked(arguments: list[str]) -> str:
    """The command that the words begin with, where the parser did not get to know it."""
    groups = {"standard", "sites", "db", "evidence"}
    words = arguments[: 2 if arguments and arguments[0] in groups else 1]
    return " ".join([PROGRAM, *(word for word in words if not word.startswith("-"))])


def _problem(error: Any) -> str:
    """The parser's finding in our words where it is a known one, else in its own."""
    tellers: dict[str, Callable[[Any], str]] = {
        "NoSuchOption": _no_option,
        "MissingParameter": lambda error: _("{parameter} is missing").format(parameter=_called(error.param)),
        "BadOptionUsage": lambda error: _("{option} needs a value").format(option=error.option_name),
        "NoArgsIsHelpError": lambda _error: _("a command is missing"),
        "BadParameter": lambda error: _("{parameter} cannot be used ({detail})").format(
            parameter=_called(error.param), detail=_detail(error.message)
        ),
    }
    return str(tellers.get(type(error).__name__, _otherwise)(error))


def _detail(message: str) -> str:
    """What is wrong with a value, in our words where the parser's are known ones."""
    tellers: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
        (_NO_NUMBER, lambda _bound: _("no whole number")),
        (_TOO_SMALL, lambda bound: _("less than {bound}").format(bound=bound)),
        (_TOO_LARGE, lambda bound: _("more than {bound}").format(bound=bound)),
        (_NOT_READABLE, lambda _bound: _("it may not be read")),
    )
    for pattern, teller in tellers:
        if found := pattern.search(message):
            return teller(found[1])
    return message.rstrip(".")


def _no_option(error: Any) -> str:
    problem = _("there is no option {option}").format(option=error.option_name)
    return problem + _guess(", ".join(sorted(error.possibilities or ())))


def _otherwise(error: Any) -> str:
    message = str(error.format_message())
    if found := _NO_COMMAND.match(message):
        return _("there is no command {name}").format(name=found["name"]) + _guess(found["guess"])
    if found := _TOO_MUCH.match(message):
        return _("{words} is too much").format(words=found["words"])
    return message.rstrip(".")


def _guess(options: str | None) -> str:
    return _(" (did you mean {options}?)").format(options=options) if options else ""


def _called(parameter: Any) -> str:
    """How a person writes the parameter: the option's long name, or the argument's placeholder."""
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return str(parameter.metavar or parameter.name).strip("[].")
