"""Hosts as names: whether one is public, and what the probes of a site would ask."""

from __future__ import annotations

import contextlib
import ipaddress
from urllib.parse import urlsplit

_NOBODYS = frozenset({"test", "invalid", "example", "localhost", "local", "internal", "lan", "home", "arpa"})
"""Top names that are nobody's on the net (RFC 2606, 6761, 6762): a site there is not published."""


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
