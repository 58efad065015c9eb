"""One module for each family of site builders; a module that defines ``FAMILY`` is found by walking this folder."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.province.desk import Family


@cache
def families() -> dict[str, Family]:
    """Every family by its name, in order of the module names."""
    found = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda entry: entry.name):
        family = importlib.import_module(f"{__name__}.{module.name}").FAMILY
        found[family.name] = family
    return found
