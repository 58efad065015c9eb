"""The sites of the province, read from the files beside this module: invented ones, and those of real structure."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final, Literal

import msgspec

from monitor.province.inspected import Inspected
from monitor.province.scenario import Scenario

NEIGHBOURS: Final = {"hall": "青岚省政务服务大厅", "exchange": "青岚省公共资源交易中心"}
"""Served addresses that nobody registered: ``hall`` belongs to the sites that name it, ``exchange`` to none."""


Stories = Literal["province", "structures", "inspected"]
"""``province``: the sites of invented builders; ``structures``: those rebuilt from saved real pages; ``inspected``: small
ones for rows about more than one column."""


def _read(name: str, kind: type[Scenario] = Scenario) -> tuple[Scenario, ...]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return tuple(msgspec.convert(site, kind) for site in tomllib.loads(text)["site"])


SCENARIOS: Final[dict[Stories, tuple[Scenario, ...]]] = {
    "province": _read("scenarios.toml"),
    "structures": _read("structures.toml"),
    "inspected": _read("inspected.toml", Inspected),
}
