"""``python -m monitor.province``: serve the sample province until standard input is closed.

With ``--recipe -`` the first line of standard input says what to build; otherwise the options do.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import sys

import msgspec

from monitor.province.province import Recipe, build_province
from monitor.province.server import run


def main() -> None:
    """Read the recipe, build the province, serve it."""
    parser = argparse.ArgumentParser(prog="python -m monitor.province", description=__doc__)
    parser.add_argument("--recipe", choices=["-"], help="read the recipe as JSON from the first line of standard input")
    parser.add_argument("--today", type=dt.date.fromisoformat, help="the day on which the province is seen")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages-per-site", type=int, default=150)
    parser.add_argument("--truth", action="store_true", help="print the truth as JSON and serve nothing")
    arguments = parser.parse_args()
    if arguments.recipe:
        province = msgspec.json.decode(sys.stdin.buffer.readline(), type=Recipe).build()
    elif arguments.today is None:
        parser.error("--today is needed, such as --today 2026-11-22")
    else:
        province = build_province(today=arguments.today, seed=arguments.seed, pages_per_site=arguments.pages_per_site)
    if arguments.truth:
        sys.stdout.write(province.truth_json() + "\n")
        return
    asyncio.run(run(province))


if __name__ == "__main__":
    main()
