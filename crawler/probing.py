"""Probes: what no page of a site says about the site itself: does it answer over HTTPS, and over IPv6?

At most one question of each kind a site and a sweep, under the same address policy as every other request, and only
where a standard of the plan asks for it. A failure of ours, such as a network without IPv6, is ``unknown``.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import TYPE_CHECKING, Literal

from crawler.connecting import GuardedResolver
from crawler.failures import FetchFailedError
from crawler.guard import ForbiddenAddressError
from rules.hosts import public_host
from rules.model import MissReason, Probe
from rules.standard import applicable_items

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Awaitable, Callable, Sequence

    from crawler.guard import AddressPolicy
    from rules.model import Site
    from rules.standard import Standard

Kind = Literal["https", "ipv6"]
_CHECK = "probed"
_NOT_OFFERED = frozenset({MissReason.REFUSED, MissReason.TLS, MissReason.PROTOCOL})
"""Failures that show that nobody speaks HTTPS there; any other may be ours."""
_NO_ADDRESS = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
_ANSWERED = frozenset({MissReason.HTTP_4XX, MissReason.HTTP_5XX, MissReason.NOT_HTML, MissReason.TOO_LARGE})


def wanted_kinds(standards: Sequence[Standard], site: Site) -> tuple[Kind, ...]:
    """The probes that the rows binding a site ask for, in a fixed order."""
    rows = (item for _, item in applicable_items(tuple(standards), site))
    asked = {str(item.site.limits.get("kind")) for item in rows if item.site is not None and item.site.check == _CHECK}
    kinds: tuple[Kind, ...] = ("https", "ipv6")
    return tuple(kind for kind in kinds if kind in asked)


async def probe(  # noqa: PLR0913 - each is a part of its own
    home: str,
    kinds: Sequence[Kind],
    *,
    ask: Callable[[str], Awaitable[str | None]],
    policy: AddressPolicy,
    timeout: float,  # noqa: ASYNC109 - the settings' own word, and one number for both kinds
    clock: Callable[[], dt.datetime],
) -> tuple[Probe, ...]:
    """Ask what no page answers.

    Args:
        home: Where the home page was read.
        kinds: What to ask.
        ask: Fetches an address once, in the site's slot; returns what is wrong with the certificate.
        policy: What may be connected to.
        timeout: Seconds for one probe.
        clock: The time of day, UTC.

    Returns:
        One probe for each kind; none for a host that is a number or a name of this machine, and none for HTTPS where
        the home page came that way.
    """
    host = public_host(home)
    if host is None:
        return ()
    with contextlib.suppress(UnicodeError):
        host = host.encode("idna").decode("ascii")
    found: list[Probe] = []
    for kind in kinds:
        if kind == "https" and home.startswith("https://"):
            continue
        outcome, detail = await (_https(host, ask) if kind == "https" else _ipv6(host, policy, timeout))
        found.append(Probe(kind=kind, host=host, outcome=outcome, detail=detail, at=clock()))
    return tuple(found)


async def _https(host: str, ask: Callable[[str], Awaitable[str | None]]) -> tuple[Literal["yes", "no", "unknown"], str]:
    try:
        flaw = await ask(f"https://{host}/")
    except FetchFailedError as failure:
        if failure.reason in _ANSWERED:
            return "yes", failure.detail
        return ("no" if failure.reason in _NOT_OFFERED else "unknown"), f"{failure.reason}: {failure.detail}"
    return ("yes", "") if flaw is None else ("no", flaw)


async def _ipv6(host: str, policy: AddressPolicy, timeout: float) -> tuple[Literal["yes", "no", "unknown"], str]:  # noqa: ASYNC109
    """An address that is not there is ``no``; one that we cannot reach from here says nothing."""
    resolver = GuardedResolver(policy, timeout=timeout)
    try:
        answers = await resolver.resolve(host, 80, socket.AF_INET6)
    except ForbiddenAddressError as error:
        return "unknown", str(error)
    except socket.gaierror as error:
        return ("no" if error.errno in _NO_ADDRESS else "unknown"), "AAAA"
    address = answers[0]["host"]
    try:
        policy.check(address)
        async with asyncio.timeout(timeout):
            _, writer = await asyncio.open_connection(address, 80, family=socket.AF_INET6)
    except (OSError, TimeoutError) as error:
        return "unknown", f"{address}: {type(error).__name__}"
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
    return "yes", address
