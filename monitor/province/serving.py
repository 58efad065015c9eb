"""The parent's side of the server: start it, learn its addresses, write the user's files for it, read its log."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import urllib.request
from typing import TYPE_CHECKING, Any

from monitor.province.values import SiteLog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.province.province import Province

_PATIENCE = 30.0


class Served:
    """A province that answers on loopback."""

    def __init__(self, province: Province, announcement: dict[str, Any]) -> None:
        self.province = province
        self.addresses: dict[str, str] = announcement["addresses"]
        self.networks: list[str] = announcement["networks"]
        self._control: str = announcement["control"]

    @property
    def sites_toml(self) -> str:
        """The registry as a user would write it (DESIGN section 4)."""
        return self.sites_toml_for(tuple(self.province.scenarios))

    def sites_toml_for(self, site_ids: tuple[str, ...]) -> str:
        """The registry of some of the sites."""
        return "\n".join(self._entry(site_id) for site_id in site_ids)

    @property
    def gongkai_toml(self) -> str:
        """Settings that allow these loopback addresses and lose no time."""
        networks = ", ".join(f'"{network}"' for network in self.networks)
        return f"[crawl]\ndelay = 0.0\ntimeout = 6\nretries = 1\nbrowser_pages = 0\nallow_networks = [{networks}]\n"

    def log(self) -> dict[str, SiteLog]:
        """What every site saw since the start or since ``forget``."""
        return {
            site_id: SiteLog(
                requests=row["requests"],
                not_modified=row["not_modified"],
                highest_concurrency=row["highest_concurrency"],
                paths=tuple(row["paths"]),
            )
            for site_id, row in self._ask("/log")["sites"].items()
        }

    def forbidden_requests(self) -> tuple[str, ...]:
        """Paths that were asked of the address nobody allowed; must stay empty."""
        return tuple(self._ask("/log")["forbidden"])

    def night(self, number: int) -> None:
        """Let the same addresses show another night."""
        self._ask(f"/night?n={number}")
        self.province = self.province.at(number)

    def forget(self) -> None:
        """Start the counts anew."""
        self._ask("/forget")

    def _entry(self, site_id: str) -> str:
        scenario = self.province.scenarios[site_id]
        identity = scenario.identity
        address = self.addresses.get(site_id, f"http://www.{identity.short}.invalid")
        hosts = [self.addresses[host].removeprefix("http://") for host in self.province.hosts_of(site_id)]
        lines = [
            "[[site]]",
            f'id = "{identity.id}"',
            f'name = "{identity.name}"',
            f'url = "{address}/"',
            f'level = "{identity.level}"',
            f'body = "{identity.body}"',
            f'region = "{identity.region}"',
            f'office = "{identity.office}"',
        ]
        if hosts:
            lines.append(f"hosts = {json.dumps(hosts)}")
        return "\n".join(lines) + "\n"

    def _ask(self, path: str) -> dict[str, Any]:
        with urllib.request.urlopen(self._control + path, timeout=_PATIENCE) as answer:  # noqa: S310 - our own loopback address
            found: dict[str, Any] = json.load(answer)
        return found


@contextlib.contextmanager
def serve(province: Province) -> Iterator[Served]:
    """Serve a province in a process of its own while the block runs.

    Raises:
        RuntimeError: the server said nothing; its own words are on standard error.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "monitor.province", "--recipe", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("the server of the sample province has no pipes")
    try:
        process.stdin.write(province.recipe() + b"\n")
        process.stdin.flush()
        line = process.stdout.readline()
        if not line:
            raise RuntimeError("the server of the sample province did not start; see the message above")
        yield Served(province, json.loads(line))
    finally:
        with contextlib.suppress(OSError):
            process.stdin.close()
        process.stdout.close()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
