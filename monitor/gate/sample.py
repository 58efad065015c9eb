"""``python -m monitor.gate.sample FOLDER``: one site of the sample province as an operator would have built it.

The folder then holds ``public/`` with the built pages and ``sites.toml``; ``docs/ci.md`` goes on from there. Nothing is
fetched and nothing is served.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.province import build_province

if TYPE_CHECKING:
    from monitor.province.values import Page, SiteIdentity

SITE = "5227000031"
HOME = "http://www.sample.invalid"
"""The address that the pages are built for; it exists nowhere."""
_PLACE = re.compile(r"\{\{site:([\w-]+)\}\}")


def write_sample(folder: Path, *, today: dt.date) -> int:
    """Write the sample.

    Args:
        folder: Made if it is not there; files of the same names are written over.
        today: The day on which the site is looked at.

    Returns:
        How many pages were written.
    """
    province = build_province(today=today)
    identity = province.scenarios[SITE].identity
    written = 0
    for path, page in sorted(province.pages(SITE).items()):
        if page.status == 200 and page.location is None and page.behaviour == "plain" and "?" not in path:  # noqa: PLR2004
            file = folder / "public" / (path.lstrip("/") + ("index.html" if path.endswith("/") else ""))
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(_body(page))
            written += 1
    (folder / "sites.toml").write_text(_registry(identity), encoding="utf-8")
    return written


def _body(page: Page) -> bytes:
    """What a web server would send, links to other sites leading nowhere."""
    if page.raw is not None:
        return page.raw
    text = _PLACE.sub(lambda found: HOME if found[1] == SITE else f"http://{found[1]}.invalid", page.body)
    return text.encode(page.charset, "xmlcharrefreplace")


def _registry(identity: SiteIdentity) -> str:
    values = {
        "id": identity.id,
        "name": identity.name,
        "url": f"{HOME}/",
        "level": identity.level,
        "body": identity.body,
        "region": identity.region,
    }
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "\n".join(["[[site]]", *lines, 'standards = ["platform-2019"]']) + "\n"


def main() -> None:
    """Read the command line and write the folder."""
    parser = argparse.ArgumentParser(prog="python -m monitor.gate.sample", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--today", type=dt.date.fromisoformat, default=dt.date(2026, 11, 22))
    arguments = parser.parse_args()
    written = write_sample(arguments.folder, today=arguments.today)
    print(f"{written} files in {arguments.folder / 'public'}, and {arguments.folder / 'sites.toml'}")  # noqa: T201


if __name__ == "__main__":
    main()
