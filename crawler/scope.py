"""Which addresses belong to a site: its own host, the hosts registered for it, and nothing else."""

from __future__ import annotations

import contextlib
import ipaddress
import re
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias
from urllib.parse import urlsplit

from crawler.guard import default_port

if TYPE_CHECKING:
    from rules.model import Site

Place: TypeAlias = Literal["own", "listed", "foreign"]

_DEFAULT_PORTS = frozenset({80, 443})
_TWO_PART_SUFFIX = re.compile(r"\.(?:gov|com|org|net|edu|ac|mil|政务)\.[a-z]{2}$")


class _Authority(NamedTuple):
    host: str
    port: int | None
    """``None`` where none is written in a ``hosts`` entry."""


class Scope:
    """The hosts of one site.

    The port counts where the host is a bare address (one machine carries many services there) and where a ``hosts``
    entry names one; a host name is the site's on whatever port. ``www.`` and the scheme make no difference.

    Args:
        site: The registered site; ``site.url`` and ``site.hosts`` are read.
    """

    def __init__(self, site: Site) -> None:
        home = _authority(site.url)
        self._own = {home} if home is not None else set()
        self._places: dict[str, Place] = {}
        self._listed = {entry for entry in map(_entry, site.hosts) if entry is not None}

    def place(self, url: str) -> Place:
        """Say whose address it is."""
        origin = "/".join(url.split("/", 3)[:3])
        known = self._places.get(origin)
        if known is None:
            known = self._places[origin] = self._place(origin)
        return known

    def _place(self, url: str) -> Place:
        asked = _authority(url)
        if asked is None:
            return "foreign"
        if any(_same(asked, own) for own in self._own):
            return "own"
        return "listed" if any(_same(asked, listed) for listed in self._listed) else "foreign"

    def adopt(self, url: str) -> bool:
        """Take the host that the home page moved to as the site's own, where it clearly is the same owner's.

        A home page that leads to an unrelated domain may have been lost to someone else; what stands there says
        nothing about the site until a person adds the host to the registry.

        Returns:
            Whether the address is now within the site.
        """
        if self.place(url) == "own":
            return True
        asked = _authority(url)
        if asked is None:
            return False
        related = any(not _is_bare(asked.host) and _domain(asked.host) == _domain(own.host) for own in self._own)
        if related or self.place(url) == "listed":
            self._own.add(asked)
            self._places.clear()
            return True
        return False


def _authority(url: str) -> _Authority | None:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not host:
        return None
    return _Authority(_plain(host), port if port is not None else default_port(parts.scheme))


def _entry(entry: str) -> _Authority | None:
    """Read a line of ``hosts``: a host, a host with a port, or, out of habit, a whole address."""
    if "://" in entry:
        return _authority(entry)
    text = f"[{entry}]" if entry.count(":") > 1 and not entry.startswith("[") else entry
    try:
        parts = urlsplit(f"//{text}")
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    return _Authority(_plain(host), port) if host else None


def _plain(host: str) -> str:
    """Return the form in which two spellings of one host agree."""
    if not host.isascii():
        with contextlib.suppress(UnicodeError):
            host = host.encode("idna").decode("ascii")
    return host.lower().rstrip(".").removeprefix("www.")


def _same(asked: _Authority, known: _Authority) -> bool:
    if asked.host != known.host:
        return False
    if known.port is None or asked.port == known.port:
        return True
    both_default = asked.port in _DEFAULT_PORTS and known.port in _DEFAULT_PORTS
    return both_default or not _is_bare(asked.host)


def _is_bare(host: str) -> bool:
    """Whether a host is an address or a name of this machine, where the port tells services apart."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _domain(host: str) -> str:
    """Return the part of a host name that one owner holds, such as ``guiyang.gov.cn``."""
    labels = host.split(".")
    return ".".join(labels[-3:] if _TWO_PART_SUFFIX.search(f".{host}") else labels[-2:])
