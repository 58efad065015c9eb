"""The command as a user runs it: a process of its own, its exit code, what it prints."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitor.__main__ import main
from monitor.language import speak

if TYPE_CHECKING:
    from monitor.province import Served

TODAY = dt.date(2026, 11, 22)
"""The day of the sample province."""
PATIENCE = 240
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


def called(*words: str | Path, cwd: Path) -> Ran:
    """The same inside this process, which is faster; for commands that start nothing and translate no help."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _stream in range(2))
    with contextlib.chdir(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main([str(word) for word in words], {})
        finally:
            speak("en")
    printed, said = (stream.buffer.getvalue().decode() for stream in (out, err))
    return Ran(code, printed, said)


def command(*words: str | Path) -> list[str]:
    """The command line itself."""
    return [sys.executable, "-m", "monitor", *map(str, words)]


@dataclass(frozen=True)
class Office:
    """A folder with a user's files."""

    folder: Path
    served: Served

    def write(self, *sites: str) -> Office:
        """Write the registry of some sites, and the settings."""
        (self.folder / "sites.toml").write_text(self.served.sites_toml_for(sites), encoding="utf-8")
        (self.folder / "gongkai.toml").write_text(self.served.gongkai_toml, encoding="utf-8")
        return self

    def run(self, *words: str | Path, **environment: str) -> Ran:
        """Run a command in the folder."""
        return gongkai(*words, cwd=self.folder, **environment)

    def call(self, *words: str | Path) -> Ran:
        """Run a command in the folder, inside this process."""
        return called(*words, cwd=self.folder)

    def sweep(self, *words: str) -> Ran:
        """Run a sweep by the national standard, as of a fixed day."""
        return self.run("sweep", "--standard", "platform-2019", "--as-of", TODAY.isoformat(), *words)
