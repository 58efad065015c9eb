"""Names with several addresses: what may not be visited is left out before anything is connected."""

from __future__ import annotations

import asyncio
import socket
import time
from typing import TYPE_CHECKING, Any

import pytest

from crawler.connecting import GuardedResolver
from crawler.guard import AddressPolicy, ForbiddenAddressError

if TYPE_CHECKING:
    from collections.abc import Callable

ANSWERS: dict[str, list[str]] = {
    "public.example": ["1.1.1.1", "2606:4700::1111"],
    "mixed.example": ["10.0.0.1", "1.1.1.1", "::1", "169.254.169.254"],
    "rebinding.example": ["127.0.0.1"],
    "inside.example": ["10.1.2.3", "fd00::1", "::ffff:10.1.2.3"],
    "empty.example": [],
}


@pytest.fixture(autouse=True)
def name_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are answered from a table: a real name server would be somewhere else."""

    def answer(host: str, port: int, **_: Any) -> list[tuple[Any, ...]]:
        if host == "slow.example":
            time.sleep(5)
        if host not in ANSWERS:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        families = {address: socket.AF_INET6 if ":" in address else socket.AF_INET for address in ANSWERS[host]}
        return [(family, socket.SOCK_STREAM, 6, "", (address, port)) for address, family in families.items()]

    monkeypatch.setattr(socket, "getaddrinfo", answer)


def resolve(host: str, *allowed: str, timeout: float = 2) -> list[str]:
    async def ask() -> list[str]:
        found = await GuardedResolver(AddressPolicy(allowed), timeout=timeout).resolve(host, 80)
        return [one["host"] for one in found]

    return asyncio.run(ask())


def failing(ask: Callable[[], object]) -> OSError:
    with pytest.raises(OSError) as raised:  # noqa: PT011 - the kinds are told apart by the caller
        ask()
    return raised.value


def test_public_addresses_are_all_offered() -> None:
    assert resolve("public.example") == ["1.1.1.1", "2606:4700::1111"]


def test_of_a_mixed_answer_only_the_public_part_is_offered() -> None:
    assert resolve("mixed.example") == ["1.1.1.1"]


def test_a_name_that_leads_inside_is_refused_and_the_address_named() -> None:
    error = failing(lambda: resolve("rebinding.example"))

    assert isinstance(error, ForbiddenAddressError)
    assert (error.address, error.why) == ("127.0.0.1", "loopback")


def test_an_allowed_network_opens_its_part_of_the_answer() -> None:
    assert resolve("inside.example", "10.0.0.0/8") == ["10.1.2.3", "::ffff:10.1.2.3"]


@pytest.mark.parametrize("host", ["unknown.example", "empty.example"])
def test_a_name_without_an_address_is_a_failed_look_up(host: str) -> None:
    assert isinstance(failing(lambda: resolve(host)), socket.gaierror)


def test_a_name_server_that_does_not_answer_is_given_up() -> None:
    began = time.monotonic()
    error = failing(lambda: resolve("slow.example", timeout=0.2))

    assert isinstance(error, socket.gaierror)
    assert time.monotonic() - began < 3
