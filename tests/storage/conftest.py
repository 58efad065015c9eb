"""A fresh history file for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage import History, open_history

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the history of this test is."""
    return tmp_path / "gongkai.db"


@pytest.fixture
def history(path: Path) -> Iterator[History]:
    """An empty history, open for writing."""
    with open_history(path) as opened:
        yield opened
