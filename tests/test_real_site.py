"""A real bureau's site, as far as it was saved, is swept from loopback and judged as a careful person would judge it.

The saved pages are not part of this repository: they are read from ``GONGKAI_REALHTML`` or from ``../shared/realhtml``
beside it. Every page of the site that was not saved answers 404.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

REAL_PAGES = Path(os.environ.get("GONGKAI_REALHTML", Path(__file__).parents[2] / "shared" / "realhtml"))

pytestmark = pytest.mark.skipif(
    not (REAL_PAGES / "manifest.jsonl").is_file(),
    reason="the saved real pages are not here; name their folder in GONGKAI_REALHTML",
)


def manifest() -> list[dict[str, Any]]:
    lines = (REAL_PAGES / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


def gongkai(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would, in English."""
    return subprocess.run(
        [sys.executable, "-m", "monitor", "--lang", "en", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@contextmanager
def served(pages: dict[str, bytes]) -> Iterator[str]:
    """Serve the pages on an address of loopback; the base address is yielded."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body or b"not here")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.1.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.1.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def bureau_pages() -> dict[str, bytes]:
    saved = {
        "/" + line["path"]: (REAL_PAGES / line["file"]).read_bytes()
        for line in manifest()
        if line["file"].startswith("files/at_")
    }
    return {**saved, "/": saved["/index.html"]}


def test_a_real_bureau_is_judged_as_a_careful_person_would(tmp_path: Path) -> None:
    """What was saved is judged; what hangs on pages that were not saved is unknown, never missing."""
    with served(bureau_pages()) as address:
        (tmp_path / "sites.toml").write_text(
            f"""[[site]]
id = "2202000006"
name = "吉林市林业局"
url = "{address}"
level = "city"
body = "department"
""",
            encoding="utf-8",
        )
        (tmp_path / "gongkai.toml").write_text(
            '[crawl]\ndelay = 0\nallow_networks = ["127.0.1.0/24"]\n', encoding="utf-8"
        )
        database = ("--db", tmp_path / "gongkai.db")
        files = ("--sites", tmp_path / "sites.toml", "--config", tmp_path / "gongkai.toml")
        sweep = gongkai("sweep", *files, *database, "--standard", "platform-2019", "--as-of", "2021-06-15")
        assert sweep.returncode == 0, sweep.stderr

    findings = json.loads(gongkai("findings", "--json", *database).stdout)["findings"]
    verdicts = {row["item"]: (row["outcome"], row["problem"]) for row in findings}

    assert verdicts == {
        # 信息公开 leads to the bureau's disclosure columns.
        "platform": ("pass", None),
        # 年度报告 lists ten reports; for 2020 there is only the report of the website, which is another duty.
        "annual-report": ("fail", "late"),
        # No title there is surely that of a report on disclosure, so nothing is said of its form.
        "annual-report-format": ("unknown", None),
        "annual-report-figures": ("unknown", None),
        # 规范性文件 lists eleven documents, 部门文件 thirteen more.
        "policy-documents": ("pass", None),
        # 机构简介 is in the navigation, and answers 404.
        "institution": ("fail", "broken"),
        "institution-elements": ("not-applicable", None),
        # No column of these names was seen, but the site map and other columns that could show them answer 404.
        "guide": ("unknown", None),
        "rules": ("unknown", None),
        "statutory-content": ("unknown", None),
        "on-request": ("unknown", None),
        "on-request-way": ("unknown", None),
        # 财政专项清单 has no address, and its name is not near enough to 预决算 to be sure.
        "budget": ("unknown", "ambiguous"),
        "budget-in-time": ("unknown", "ambiguous"),
    }


COUNTY = {
    "c102337/zwgk.html": "pk_zwgk",
    "zwgk/ghjh.html": "pa_ghjh",
    "zwgk/fwgk.html": "pa_fwgk",
    "zwgk/xyxx.html": "pa_xyxx",
    "zwgk/ylws.html": "pa_ylws",
    "zwgk/aqsc.html": "pa_aqsc",
    "zwgk/czzj.html": "pa_czzj",
    "zwgk/fpjz.html": "pa_fpjz",
    "zwgk/xxgkyjx.html": "pa_xxgkyjx",
    "zfgb/nav_list.html": "pk_nav_list",
    "zjlx/zjlx.html": "pa_zjlx",
    "wzfz/lxwm.html": "pa_lxwm",
    "wzfz/wzsm.html": "pa_wzsm",
    "wzfz/gybz.html": "pa_gybz",
}
"""Address to saved page of a county's portal, where its own links lead; it is entered by its 政务公开."""


def test_a_real_county_is_accused_only_of_links_that_lead_nowhere(tmp_path: Path) -> None:
    """Pages of several savers, put together: what was saved passes, what was not is gone or unknown, never missing."""
    pages = {f"/lx/{path}": (REAL_PAGES / "files" / f"{name}.html").read_bytes() for path, name in COUNTY.items()}
    with served(pages) as address:
        (tmp_path / "sites.toml").write_text(
            f'[[site]]\nid = "5426270002"\nname = "朗县人民政府"\nurl = "{address}lx/c102337/zwgk.html"\n'
            'level = "county"\nbody = "government"\n',
            encoding="utf-8",
        )
        (tmp_path / "gongkai.toml").write_text(
            '[crawl]\ndelay = 0\nallow_networks = ["127.0.1.0/24"]\n', encoding="utf-8"
        )
        database = ("--db", tmp_path / "gongkai.db")
        files = ("--sites", tmp_path / "sites.toml", "--config", tmp_path / "gongkai.toml")
        sweep = gongkai("sweep", *files, *database, "--standard", "platform-2019", "--as-of", "2023-06-01")
        assert sweep.returncode == 0, sweep.stderr

    findings = json.loads(gongkai("findings", "--json", *database).stdout)["findings"]
    verdicts = {row["item"]: (row["outcome"], row["problem"]) for row in findings}

    # Lists behind tabs and in boxes, as saved; 统计信息 is a tab whose 更多 was not saved.
    assert {item: verdicts[item] for item in ("plans", "budget", "statistics", "leaders", "institution", "guide")} == {
        "plans": ("pass", None),
        "budget": ("pass", None),
        "statistics": ("fail", "broken"),
        "leaders": ("fail", "broken"),
        "institution": ("fail", "broken"),
        "guide": ("fail", "broken"),
    }
    assert {problem for outcome, problem in verdicts.values() if outcome == "fail"} == {"broken"}


@pytest.mark.parametrize("line", manifest() if REAL_PAGES.is_dir() else [], ids=lambda line: Path(line["file"]).name)
def test_every_saved_page_is_inspected_without_an_error(line: dict[str, Any]) -> None:
    """The command reads each of them, prints JSON and ends well."""
    arguments = ["inspect", str(REAL_PAGES / line["file"]), "--json"]
    result = gongkai(*arguments, "--url", (line["url"] or "http://www.example.test/").split()[0])

    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(result.stdout)["schema"] == 1
