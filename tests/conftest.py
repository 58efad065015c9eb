"""Fixtures that every test gets: no connection leaves this machine, no setting of this machine leaks in."""

from __future__ import annotations

import ipaddress
import os
import socket
from typing import Any

import pytest

_real_connect = socket.socket.connect
_real_connect_ex = socket.socket.connect_ex


class LeftLoopbackError(AssertionError):
    """A test tried to connect to an address that is not a loopback address."""


def _demand_loopback(address: Any) -> None:
    if isinstance(address, tuple):
        host = str(address[0]).partition("%")[0]
        try:
            loopback = ipaddress.ip_address(host).is_loopback
        except ValueError:
            loopback = host == "localhost"
        if not loopback:
            raise LeftLoopbackError(f"tests stay on loopback; this one asked for {host}")


def _connect(self: socket.socket, address: Any) -> None:
    _demand_loopback(address)
    _real_connect(self, address)


def _connect_ex(self: socket.socket, address: Any) -> int:
    _demand_loopback(address)
    return _real_connect_ex(self, address)


@pytest.fixture(autouse=True)
def stay_on_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections of this process end on loopback; those of crawl processes are held by the address policy."""
    monkeypatch.setattr(socket.socket, "connect", _connect)
    monkeypatch.setattr(socket.socket, "connect_ex", _connect_ex)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the machine's language, nor its proxies, nor settings of the product reach a test."""
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or (name.startswith("GONGKAI_") and name != "GONGKAI_REALHTML"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LANGUAGE", raising=False)
