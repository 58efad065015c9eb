"""Families rebuilt from saved real pages: one module each, with its markup in ``templates``.

A template keeps the elements, classes, scripts, comments and slips of the page it was made from; names, texts, dates
and addresses are the sample province's. ``tests/province/test_structures.py`` holds each against the page it imitates.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.province.desk import Family


@cache
def structures() -> dict[str, Family]:
    """Every family by its name, in order of the module names."""
    found = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda entry: entry.name):
        family = getattr(importlib.import_module(f"{__name__}.{module.name}"), "FAMILY", None)
        if family is not None:
            found[family.name] = family
    return found
