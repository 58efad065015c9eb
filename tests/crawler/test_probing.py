"""Probes are asked once, of public names only, and a failure of ours proves nothing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import msgspec
import pytest

from crawler.failures import FetchFailedError
from crawler.guard import AddressPolicy
from crawler.probing import probe, wanted_kinds
from rules.hosts import public_host
from rules.model import MissReason, Probe
from rules.standard import SiteRule
from tests.rules.building import MOMENT, SITE, item, standard

if TYPE_CHECKING:
    import datetime as dt

HOST = "www.qingxi.gov.cn"


def clock() -> dt.datetime:
    return MOMENT


def asked(home: str, answer: str | FetchFailedError | None) -> tuple[tuple[Probe, ...], list[str]]:
    """What an HTTPS probe concludes from an answer, and the addresses it asked for."""
    addresses: list[str] = []

    async def ask(url: str) -> str | None:
        addresses.append(url)
        if isinstance(answer, FetchFailedError):
            raise answer
        return answer

    found = asyncio.run(probe(home, ("https",), ask=ask, policy=AddressPolicy(), timeout=1, clock=clock))
    return found, addresses


@pytest.mark.parametrize(
    ("answer", "outcome", "detail"),
    [
        (None, "yes", ""),
        ("the certificate has expired", "no", "the certificate has expired"),
        (FetchFailedError(MissReason.HTTP_5XX, "502", status=502), "yes", "502"),
        (FetchFailedError(MissReason.REFUSED, "111"), "no", "refused: 111"),
        (FetchFailedError(MissReason.TLS, "handshake"), "no", "tls: handshake"),
        (FetchFailedError(MissReason.TIMEOUT, "20 s"), "unknown", "timeout: 20 s"),
        (FetchFailedError(MissReason.BUDGET, "seconds"), "unknown", "budget: seconds"),
    ],
)
def test_only_what_the_server_says_is_no(answer: str | FetchFailedError | None, outcome: str, detail: str) -> None:
    """Whoever does not answer in time may do so for somebody else."""
    found, addresses = asked(f"http://{HOST}/", answer)

    assert found == (Probe(kind="https", host=HOST, outcome=outcome, detail=detail, at=MOMENT),)  # type: ignore[arg-type]
    assert addresses == [f"https://{HOST}/"]


@pytest.mark.parametrize(
    "home", ["http://127.0.0.1:8080/", "http://[::1]/", "http://localhost/", "http://a.test/", f"https://{HOST}/"]
)
def test_numbers_local_names_and_what_came_that_way_are_not_asked(home: str) -> None:
    """No connection is spent on what is known or cannot be."""
    assert asked(home, None) == ((), [])


def test_a_name_is_public_or_nobodys() -> None:
    """Chinese names are read as their readers know them."""
    hosts = [
        "http://www.qingxi.gov.cn:8080/a",
        "http://xn--fiq.xn--zfr164b/",
        "http://10.0.0.1/",
        "http://intranet/",
        "x:",
    ]

    assert [public_host(url) for url in hosts] == ["www.qingxi.gov.cn", "中.政务", None, None, None]


def test_probes_are_those_that_binding_rows_ask_for() -> None:
    """A row for others, and a standard without such rows, ask nothing."""
    row = item(site=SiteRule(check="probed", limits={"kind": "ipv6"}))
    other = msgspec.structs.replace(
        row, id="else", bodies=("enterprise",), site=SiteRule(check="probed", limits={"kind": "https"})
    )

    assert wanted_kinds((standard(row, other),), SITE) == ("ipv6",)
    assert wanted_kinds((standard(item()),), SITE) == ()
