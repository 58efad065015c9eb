"""A few sites of the sample province on loopback, and a database that one sweep over them has filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from monitor.province import build_province, serve
from tests.monitor.command import TODAY, Office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from monitor.province import Served

SITES = ("5227110001", "5227120004", "5227150006")
"""A county whose site has a few faults, one that has many, and one that is down."""


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    """The sample province on loopback."""
    with serve(build_province(today=TODAY)) as province:
        yield province


@pytest.fixture(scope="session")
def swept(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A folder in which one sweep has run; tests only read it."""
    office = Office(tmp_path_factory.mktemp("office"), served).write(*SITES)
    ran = office.sweep()
    assert (ran.code, ran.err) == (0, "")
    return office


@pytest.fixture
def office(served: Served, tmp_path: Path) -> Office:
    """An empty folder beside the province."""
    return Office(tmp_path, served).write(*SITES)
