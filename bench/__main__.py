"""Run every benchmark in this folder, or those named: ``python -m bench [NAME …]``.

A benchmark is a module with a function ``main(arguments: list[str]) -> int``; it is found by walking the folder and run
in a process of its own, so that the memory of one is not counted for the next.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def names() -> list[str]:
    """Every benchmark in the folder, sorted."""
    modules = Path(__file__).parent.glob("[!_]*.py")
    return sorted(path.stem for path in modules if "\ndef main(" in path.read_text(encoding="utf-8"))


def main(arguments: list[str]) -> int:
    """Run the named benchmarks, or all of them; the exit code is that of the worst."""
    unknown = [name for name in arguments if name not in names()]
    if unknown:
        print(f"no benchmark is called {unknown[0]}; there are: {', '.join(names())}", file=sys.stderr)
        return 2
    worst = 0
    for name in arguments or names():
        print(f"\n== {name} ==", flush=True)
        worst = max(worst, subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
