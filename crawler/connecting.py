"""Names to addresses and addresses to sockets, with the address policy standing in between."""

from __future__ import annotations

import asyncio
import socket
import threading
from typing import TYPE_CHECKING, TypeAlias

from aiohttp import TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult

from crawler.guard import ForbiddenAddressError

if TYPE_CHECKING:
    from crawler.guard import AddressPolicy

_Answers: TypeAlias = list[tuple[socket.AddressFamily, int, str]]

NAME_LIFETIME = 300
"""Seconds for which a resolved name is remembered."""


class GuardedResolver(AbstractResolver):
    """The system's resolver, each question in a thread of its own, and only allowed addresses in the answer.

    The event loop's shared pool has a handful of threads: a few names whose servers never answer would hold up
    every other site. A thread that waits in vain is a daemon and never delays the end of the process.

    Args:
        policy: What may be connected to.
        timeout: Seconds to wait for an answer.
    """

    def __init__(self, policy: AddressPolicy, *, timeout: float) -> None:
        self._policy = policy
        self._timeout = timeout

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Resolve a name and leave out what may not be visited.

        Raises:
            ForbiddenAddressError: Every address of the name is forbidden.
            OSError: The name cannot be resolved.
        """
        answers = await self._look_up(host, port, family)
        allowed: list[ResolveResult] = []
        refused: ForbiddenAddressError | None = None
        for answer_family, protocol, text in answers:
            why = self._policy.refusal(text)
            if why is not None:
                refused = refused or ForbiddenAddressError(text, why)
                continue
            allowed.append(
                ResolveResult(
                    hostname=host,
                    host=text,
                    port=port,
                    family=answer_family,
                    proto=protocol,
                    flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
                )
            )
        if not allowed:
            raise refused or socket.gaierror(socket.EAI_NONAME, "the name has no address")
        return allowed

    async def close(self) -> None:
        """Nothing is held open."""

    async def _look_up(self, host: str, port: int, family: socket.AddressFamily) -> _Answers:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[_Answers] = loop.create_future()

        def ask() -> None:
            try:
                found = socket.getaddrinfo(host, port, family=family, type=socket.SOCK_STREAM)
            except UnicodeError:
                _tell(loop, answer, socket.gaierror(socket.EAI_NONAME, "not a host name"))
            except OSError as error:
                _tell(loop, answer, error)
            else:
                _tell(loop, answer, [(kind, protocol, str(address[0])) for kind, _, protocol, _, address in found])

        threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
        try:
            return await asyncio.wait_for(answer, self._timeout)
        except TimeoutError:
            raise socket.gaierror(socket.EAI_AGAIN, "no answer from the name server") from None


def _tell(loop: asyncio.AbstractEventLoop, answer: asyncio.Future[_Answers], outcome: _Answers | OSError) -> None:
    """Hand a thread's answer to the loop, which may have stopped waiting or closed meanwhile."""

    def settle() -> None:
        if answer.done():
            return
        if isinstance(outcome, OSError):
            answer.set_exception(outcome)
        else:
            answer.set_result(outcome)

    try:
        loop.call_soon_threadsafe(settle)
    except RuntimeError:  # the loop is closed: nobody waits any more
        return


def guarded_connector(policy: AddressPolicy, *, timeout: float) -> TCPConnector:
    """Make the connector through which every request of the crawl goes.

    Addresses written as numbers skip the resolver, so the socket factory asks the policy again for every single
    address; nothing is connected that did not pass there. How many connections a site may have is the business of
    its slot.
    """

    def make_socket(
        info: tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[str | int | bytes, ...]],
    ) -> socket.socket:
        family, kind, protocol, _, address = info
        policy.check(str(address[0]))
        return socket.socket(family=family, type=kind, proto=protocol)

    return TCPConnector(
        limit=0,
        limit_per_host=0,
        resolver=GuardedResolver(policy, timeout=timeout),
        socket_factory=make_socket,
        ttl_dns_cache=NAME_LIFETIME,
        keepalive_timeout=30,
    )
