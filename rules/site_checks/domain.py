"""Deduction: a government site stands under .gov.cn or .政务 (国办函〔2018〕55号, 47号 三(一)4)."""

from __future__ import annotations

import contextlib
import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rules.model import Facet, Problem

if TYPE_CHECKING:
    from rules.inspection import Ruling
    from rules.site_inspection import SiteInspection

FACET = Facet.ELEMENTS
_NOBODYS = frozenset({"test", "invalid", "example", "localhost", "local", "internal", "lan", "home", "arpa"})
"""Top names that are nobody's on the net (RFC 2606, 6761, 6762): a site there is not published."""


def check(inspection: SiteInspection) -> Ruling:
    """The suffix of the host that the home page was read from."""
    host = public_host(inspection.home.final_url)
    if host is None:
        return inspection.untestable("no-domain")
    if host.endswith(inspection.rule.marks):
        return inspection.passed("domain-right", host=host)
    return inspection.failed(Problem.IRREGULAR, "domain-wrong", host=host, names="、".join(inspection.rule.marks))


def public_host(url: str) -> str | None:
    """The host of an address as its readers know it; ``None`` for a number or a name that is not public."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").lower()
    except ValueError:
        return None
    with contextlib.suppress(ValueError):
        ipaddress.ip_address(host.partition("%")[0])
        return None
    labels = host.split(".")
    if len(labels) == 1 or labels[-1] in _NOBODYS or labels[-1].isdigit():
        return None
    with contextlib.suppress(UnicodeError):
        return host.encode("ascii").decode("idna")
    return host
