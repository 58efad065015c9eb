"""The command as a user runs it: a process of its own, its exit code, what it prints."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE = 120
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as one JSON document."""
        return json.loads(self.out)

    @property
    def sentences(self) -> list[str]:
        """Standard error line by line, without the program's name; anything else there is an error."""
        lines = self.err.splitlines()
        assert all(line.startswith("gongkai: ") for line in lines), self.err
        return [line.removeprefix("gongkai: ") for line in lines]


def gongkai(*words: str | Path, cwd: Path | None = None, **environment: str) -> Ran:
    """Run ``gongkai`` with these words; ``environment`` is added to that of the tests."""
    done = subprocess.run(
        command(*words),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def command(*words: str | Path) -> list[str]:
    """The command line itself."""
    return [sys.executable, "-m", "monitor", *map(str, words)]
