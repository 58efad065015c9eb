"""A served site and an operator's folder beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.monitor.gate.small_site import Operator, SmallSite, small_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def site() -> Iterator[SmallSite]:
    """A site on which every item passes."""
    with small_site() as served:
        yield served


@pytest.fixture
def operator(tmp_path: Path, site: SmallSite) -> Operator:
    """A folder in which the site is registered."""
    made = Operator(tmp_path)
    made.register(site)
    return made
