"""The address policy: which addresses a connection may be opened to.

A watcher visits links that strangers wrote, so the only check that counts is the one on the address of the socket,
made at the moment of connecting and on every hop. However a host is spelled (``2130706433``, ``0177.0.0.1``,
``127.1``, full-width digits, a trailing dot, a name that resolves elsewhere tomorrow), it ends here as an address.
"""

from __future__ import annotations

import errno
import ipaddress
import re
from typing import TypeAlias
from urllib.parse import SplitResult, urlsplit, urlunsplit

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

SCHEMES = frozenset({"http", "https"})

_FORBIDDEN_V4 = tuple(
    (ipaddress.IPv4Network(network), name)
    for network, name in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier NAT"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)
# Of IPv6 only 2000::/3 is handed out as global unicast; everything else is refused by that, and named where it has a
# name. Inside it, the ranges that embed an IPv4 address are refused as a whole: what they would reach is decided
# by a relay, not by us.
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_FORBIDDEN_V6 = tuple(
    (ipaddress.IPv6Network(network), name)
    for network, name in (
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "IPv4-mapped"),
        ("::/96", "IPv4-compatible"),
        ("64:ff9b::/96", "NAT64"),
        ("64:ff9b:1::/48", "NAT64"),
        ("100::/64", "discard"),
        ("2001::/32", "Teredo"),
        ("2001:2::/48", "benchmarking"),
        ("2001::/23", "reserved"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("3fff::/20", "documentation"),
        ("5f00::/16", "segment routing"),
        ("fc00::/7", "unique local"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
_ODD_AUTHORITY = re.compile(r"[\s\\<>\"{}|^`\x00-\x1f\x7f]")


class ForbiddenAddressError(OSError):
    """A connection was refused by the address policy; nothing was sent.

    An ``OSError``, so that whatever opens sockets treats it as a connection that failed.
    """

    def __init__(self, address: str, why: str) -> None:
        super().__init__(errno.EACCES, f"{address} is a {why} address; name its network in allow_networks to visit it")
        self.address = address
        self.why = why


class AddressPolicy:
    """Which addresses may be connected to: every public one, and those of ``allow_networks``.

    Args:
        allow_networks: Networks such as ``127.0.1.0/24`` or single addresses that may be visited although they
            are not public.

    Raises:
        ValueError: An entry is not a network; the message names it.
    """

    def __init__(self, allow_networks: tuple[str, ...] = ()) -> None:
        self.allowed: tuple[Network, ...] = tuple(_network(entry) for entry in allow_networks)

    def refusal(self, address: str | Address) -> str | None:
        """Say why an address may not be connected to; ``None`` where it may.

        An IPv6 zone id is dropped first; an IPv4-mapped address is allowed where its IPv4 address is in an allowed
        network, and refused otherwise, because no public site is published under one.
        """
        parsed = parse_address(address)
        if parsed is None:
            return "malformed"
        mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
        if self._is_allowed(parsed) or (mapped is not None and self._is_allowed(mapped)):
            return None
        return _public_refusal(parsed)

    def check(self, address: str | Address) -> None:
        """Refuse an address that the policy does not allow.

        Raises:
            ForbiddenAddressError: It is not allowed.
        """
        why = self.refusal(address)
        if why is not None:
            raise ForbiddenAddressError(str(address), why)

    def _is_allowed(self, address: Address) -> bool:
        return any(network.version == address.version and address in network for network in self.allowed)


def parse_address(address: str | Address) -> Address | None:
    """Read an address as a socket names it, without a zone id; ``None`` where it is not one."""
    if not isinstance(address, str):
        # A zone id changes equality and membership, so even a parsed address is read again without it.
        return ipaddress.ip_address(int(address)) if address.version == 4 else ipaddress.IPv6Address(int(address))  # noqa: PLR2004 - IP version
    try:
        return ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None


def web_address(url: str) -> str | None:
    """Return an address that may be asked for, without user name, password and fragment; ``None`` for any other.

    Only http and https, only with a host, and nothing in the authority that two parsers could read differently.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    odd = _ODD_AUTHORITY.search(parts.netloc) is not None or "\\" in url[:9]
    if parts.scheme not in SCHEMES or not host or odd:
        return None
    authority = f"[{host}]" if ":" in host else host
    if port is not None and port != default_port(parts.scheme):
        authority = f"{authority}:{port}"
    return urlunsplit(SplitResult(parts.scheme, authority, parts.path or "/", parts.query, ""))


def default_port(scheme: str) -> int:
    """Return the port that a scheme means when none is written."""
    return 443 if scheme == "https" else 80


def _network(entry: str) -> Network:
    try:
        return ipaddress.ip_network(entry.strip(), strict=False)
    except ValueError:
        raise ValueError(f"allow_networks: {entry!r} is not a network such as 127.0.1.0/24 or fd00::/8") from None


def _public_refusal(address: Address) -> str | None:
    if isinstance(address, ipaddress.IPv4Address):
        return next((name for network, name in _FORBIDDEN_V4 if address in network), None)
    named = next((name for network, name in _FORBIDDEN_V6 if address in network), None)
    if named is None and address not in _GLOBAL_V6:
        return "reserved"
    return named
