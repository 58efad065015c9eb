"""The sites of the province, read from ``scenarios.toml`` beside this module."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

import msgspec

from monitor.province.scenario import Scenario

NEIGHBOURS: Final = {"hall": "青岚省政务服务大厅", "exchange": "青岚省公共资源交易中心"}
"""Served addresses that nobody registered: ``hall`` belongs to the sites that name it, ``exchange`` to none."""


def _read() -> tuple[Scenario, ...]:
    text = Path(__file__).with_name("scenarios.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text)["site"], tuple[Scenario, ...])


SCENARIOS: Final = _read()
