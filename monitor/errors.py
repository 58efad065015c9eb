"""What can go wrong for a person at the command line, as sentences with an exit code."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class ExitCode(IntEnum):
    """The exit codes of every command (DESIGN section 5)."""

    FINE = 0
    GATE_FAILED = 1
    USAGE = 2
    NOTHING_CHECKED = 3
    SWEEP_FAILED = 4
    INTERRUPTED = 130


class MonitorError(Exception):
    """Something a person can put right; its text is one sentence that names the thing and the remedy."""

    exit_code = ExitCode.USAGE

    def lines(self) -> tuple[str, ...]:
        """The sentences to print, one a line."""
        return (str(self),)


class UsageError(MonitorError):
    """The command line asks for something that does not exist."""


class ConfigurationError(MonitorError):
    """A file that a user wrote cannot be used; carries every problem found."""

    def __init__(self, problems: Iterable[str]) -> None:
        """Keep the ``problems``, each a sentence naming file, key and remedy."""
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))

    def lines(self) -> tuple[str, ...]:
        """One sentence for each problem."""
        return self.problems


class SweepFailedError(MonitorError):
    """The sweep itself failed; what was stored before stays."""

    exit_code = ExitCode.SWEEP_FAILED


class NothingCheckedError(MonitorError):
    """There was nothing to judge."""

    exit_code = ExitCode.NOTHING_CHECKED


class BrokenEvidenceError(MonitorError):
    """Evidence is missing, damaged or not what was recorded."""

    exit_code = ExitCode.GATE_FAILED


class InterruptedSweepError(MonitorError):
    """A person or the system asked the sweep to stop; finished sites are kept."""

    exit_code = ExitCode.INTERRUPTED
