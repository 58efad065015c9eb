"""Builders of government sites, one module each, found by walking this folder.

A module defines ``FAMILY``. Nothing else lists the builders.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.reading.family import Family


@cache
def families() -> tuple[Family, ...]:
    """Every family, the lowest rank first."""
    found = [importlib.import_module(f"{__name__}.{module.name}").FAMILY for module in pkgutil.iter_modules(__path__)]
    return tuple(sorted(found, key=lambda family: (family.rank, family.name)))
