"""The console script: language, exit code, and one sentence for whatever goes wrong."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from monitor.errors import ExitCode, MonitorError
from monitor.language import LANGUAGES, UnknownLanguageError, choose, from_environment, speak
from monitor.language import gettext as _
from monitor.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROGRAM = "gongkai"
_DEBUG = "GONGKAI_DEBUG"


def run() -> None:
    """Run the command line of this process and exit."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1:], os.environ))


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run one command line.

    Args:
        arguments: Without the program's name.
        environment: For the locale, and ``GONGKAI_DEBUG`` which lets tracebacks through.

    Returns:
        The exit code (DESIGN section 5).
    """
    try:
        language, rest = choose(arguments, environment)
    except UnknownLanguageError as error:
        speak(from_environment(environment))
        _say(
            _('--lang is "{given}"; write one of {choices}.').format(
                given=plain(error.given), choices=", ".join(LANGUAGES)
            )
        )
        return ExitCode.USAGE
    speak(language)
    try:
        code = _command(rest)
        sys.stdout.flush()
    except KeyboardInterrupt:
        _say(_("Interrupted."))
        return ExitCode.INTERRUPTED
    except MonitorError as error:
        for line in error.lines():
            _say(line)
        return error.exit_code
    except BrokenPipeError:
        _close(sys.stdout)  # Whoever reads us, such as `head`, has seen enough.
        return ExitCode.FINE
    except Exception as error:
        if environment.get(_DEBUG):
            raise
        code = _unforeseen(error)
        _close(sys.stdout)
    return code


def _command(arguments: list[str]) -> int:
    from monitor.cli.app import invoke  # noqa: PLC0415 - help texts are translated while the commands are imported

    return invoke(arguments)


def _unforeseen(error: Exception) -> int:
    """One sentence for an error that no command expected, and its exit code."""
    from monitor import failures  # noqa: PLC0415 - needed only when something went wrong
    from storage import StorageError  # noqa: PLC0415 - the same

    detail = plain(str(error), 300)
    if isinstance(error, StorageError):
        _say(failures.sentence(error))
        return failures.exit_code(error)
    if isinstance(error, OSError):
        _say(
            _("{name}: {detail}; make room or check the path and run the command again.").format(
                name=type(error).__name__, detail=detail
            )
        )
        return ExitCode.SWEEP_FAILED
    _say(
        _("Unexpected {name}: {detail}; run again with {variable}=1 and report what it prints.").format(
            name=type(error).__name__, detail=detail, variable=_DEBUG
        )
    )
    return ExitCode.SWEEP_FAILED


def _say(sentence: str) -> None:
    try:
        print(f"{PROGRAM}: {plain(sentence)}", file=sys.stderr, flush=True)  # noqa: T201 - the one place that says it
    except OSError:
        _close(sys.stderr)


def _close(stream: TextIO) -> None:
    """Point a broken stream nowhere, so that the interpreter's own flush at exit stays silent."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return


def _leave_the_users_folder() -> None:
    """Import nothing from where the command happens to run: `python -m` looks there first, a script does not.

    A file called crawler.py in an office's folder must not be taken for ours.
    """
    given = sys.path[0] if sys.path and not sys.flags.safe_path else None
    ours = str(Path(__file__).parents[1])
    if given is not None and given != ours:
        sys.path.remove(given)
        if ours not in sys.path:
            sys.path.append(ours)


if __name__ == "__main__":
    _leave_the_users_folder()
    run()
