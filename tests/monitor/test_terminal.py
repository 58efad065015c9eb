"""On a terminal a sweep draws bars; the demo runs from beginning to end."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from typing import TYPE_CHECKING

import psutil

from tests.monitor.command import PATIENCE, ROOT, TODAY, Office, command, gongkai

if TYPE_CHECKING:
    from pathlib import Path

STEERING = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def test_a_sweep_on_a_terminal_draws_bars_and_leaves_only_the_result(office: Office) -> None:
    """One bar for the sweep, one for each crawl process with its pages and the site it is at."""
    office.write("5227110001", "5227120004")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command("sweep", "--standard", "platform-2019", "--as-of", TODAY.isoformat()),
        cwd=office.folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40"},
        stdout=theirs,
        stderr=theirs,
        stdin=subprocess.DEVNULL,
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65_536)
        except OSError:  # The other end is closed.
            break
        if not part:
            break
        shown += part
    os.close(ours)
    text = STEERING.sub("", shown.decode())

    assert process.wait(PATIENCE) == 0
    assert "━" in text
    assert re.search(r"process 1 +━+ +\d/1 +\d:\d\d:\d\d +\d+ pages, \d+/s +清溪县人民政府", text)
    assert "Sites, worst first" in text.rsplit("━", 1)[1]


def test_the_demo_sweeps_shows_explains_and_leaves_nothing_running(tmp_path: Path) -> None:
    """In Chinese; its files stay where ``--folder`` says."""
    ran = gongkai("demo", "--folder", "sample", "--lang", "zh", cwd=tmp_path)
    left = [process.pid for process in psutil.process_iter() if _works_in(process, tmp_path)]
    again = gongkai("demo", "--folder", "sample", cwd=tmp_path)

    assert (ran.code, ran.err) == (0, "")
    for words in ("网站（问题多者在前）", "未能检查", "解释一条检查结果", "法规要求", "下一步"):
        assert words in ran.out
    assert {path.name for path in (tmp_path / "sample").iterdir()} >= {"sites.toml", "gongkai.toml", "gongkai.db"}
    assert left == []
    assert (again.code, again.sentences) == (
        2,
        ["--folder sample: holds a gongkai.db already; name an empty folder."],
    )


def _works_in(process: psutil.Process, folder: Path) -> bool:
    try:
        return process.cwd() == str(folder)
    except psutil.Error:
        return False
