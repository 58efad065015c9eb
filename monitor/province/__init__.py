"""A sample province: generated government websites with every known fault, and the truth about each of them."""

from monitor.province.province import Province, build_province
from monitor.province.serving import Served, serve
from monitor.province.values import Expected, SiteLog

__all__ = ["Expected", "Province", "Served", "SiteLog", "build_province", "serve"]
