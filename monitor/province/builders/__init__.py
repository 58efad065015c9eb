"""One module for each family of site builders; a module that defines ``FAMILY`` is found by walking this folder."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

from monitor.province.structures import structures

if TYPE_CHECKING:
    from monitor.province.desk import Family
    from monitor.province.values import SiteIdentity


@cache
def families() -> dict[str, Family]:
    """Every family by its name, in order of the module names."""
    found = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda entry: entry.name):
        family = importlib.import_module(f"{__name__}.{module.name}").FAMILY
        found[family.name] = family
    return found


def family_of(identity: SiteIdentity) -> Family:
    """The family that writes a site, of invented or of real structure."""
    return {**families(), **structures()}[identity.builder]
