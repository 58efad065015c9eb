"""The command begins at once: what only some commands need is not loaded before one of them is chosen."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("aiohttp", "apscheduler", "bs4", "lxml", "msgspec", "pydantic", "rich", "scrapy", "sqlite_utils", "twisted")


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys; from monitor.__main__ import main; main(['--help'], {}); "
        f"print(*sorted(set({HEAVY!r}) & sys.modules.keys()), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.startswith("Usage: gongkai")
    assert done.stderr == "\n"
