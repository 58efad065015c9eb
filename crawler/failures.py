"""Every way a request can fail, as one of the closed list of reasons."""

from __future__ import annotations

import errno
import re
import socket
import ssl
from typing import TYPE_CHECKING

import aiohttp

from crawler.guard import ForbiddenAddressError
from rules.model import MissReason

if TYPE_CHECKING:
    from collections.abc import Iterator

_BY_ERRNO = {
    errno.ECONNREFUSED: (MissReason.REFUSED, "connection refused"),
    errno.EHOSTUNREACH: (MissReason.REFUSED, "no route to the host"),
    errno.ENETUNREACH: (MissReason.REFUSED, "network unreachable"),
    errno.EADDRNOTAVAIL: (MissReason.REFUSED, "address not available"),
    errno.EACCES: (MissReason.REFUSED, "connecting is not permitted here"),
    errno.EPERM: (MissReason.REFUSED, "connecting is not permitted here"),
    errno.ETIMEDOUT: (MissReason.TIMEOUT, "no answer to the connection"),
    errno.ECONNRESET: (MissReason.RESET, "connection reset"),
    errno.EPIPE: (MissReason.RESET, "connection reset"),
    errno.ECONNABORTED: (MissReason.RESET, "connection aborted"),
}
_SOURCE_NOTE = re.compile(r"\s*\(_ssl\.c:\d+\)")
_HOST_NOTE = re.compile(r"^Hostname mismatch.*$|^IP address mismatch.*$", re.DOTALL)


class FetchFailedError(Exception):
    """A request brought no usable response.

    Args:
        reason: One of the closed list.
        detail: The error in a few words: a status code, an address, a name of an error.
        status: The HTTP status, where there was a response.
        wait: Seconds that the server asked to wait before the next try.
    """

    def __init__(
        self, reason: MissReason, detail: str = "", *, status: int | None = None, wait: float | None = None
    ) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.status = status
        self.wait = wait


def explain_error(error: BaseException) -> FetchFailedError:
    """Translate what a connection raised."""
    if isinstance(error, FetchFailedError):
        return error
    chain = tuple(_causes(error))
    for cause in chain:
        if isinstance(cause, ForbiddenAddressError):
            return FetchFailedError(MissReason.FORBIDDEN_ADDRESS, f"{cause.address} ({cause.why})")
    for cause in chain:
        found = _explain_one(cause)
        if found is not None:
            return FetchFailedError(*found)
    return FetchFailedError(MissReason.PROTOCOL, type(error).__name__)


def describe_tls(error: BaseException) -> str:
    """Say in a stable sentence what is wrong with a certificate or a handshake."""
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            message = getattr(cause, "verify_message", None)
            if message is None:
                continue  # aiohttp's own error is of this kind too, without the words; it wraps the real one
            # The host is known from the address; OpenSSL's and Python's wordings of it differ between versions.
            return _HOST_NOTE.sub("the certificate is for another host", message)
        if isinstance(cause, ssl.SSLError):
            reason = getattr(cause, "reason", None)
            if reason is None:
                continue
            words = str(reason).replace("_", " ").lower()
            return f"handshake: {_SOURCE_NOTE.sub('', words)}"
        if isinstance(cause, ssl.CertificateError):
            return "the certificate is for another host"
    return "handshake: connection closed"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Walk an error, what it wraps and what it came from, each once."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        current = waiting.pop(0)
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        wrapped = (getattr(current, "os_error", None), getattr(current, "certificate_error", None))
        waiting.extend(inner for inner in wrapped if isinstance(inner, BaseException))
        waiting.extend((current.__cause__, current.__context__))


def _explain_one(error: BaseException) -> tuple[MissReason, str] | None:  # noqa: PLR0911 - one line a kind
    if isinstance(error, TimeoutError | aiohttp.ServerTimeoutError):
        return MissReason.TIMEOUT, "no complete answer in time"
    if isinstance(error, socket.gaierror):
        return MissReason.DNS, (error.strerror or "the name cannot be resolved").lower()
    if isinstance(error, ssl.SSLError | ssl.CertificateError):
        return MissReason.TLS, describe_tls(error)
    if isinstance(error, OSError) and error.errno in _BY_ERRNO:
        return _BY_ERRNO[error.errno]
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return MissReason.RESET, "the server closed the connection"
    if isinstance(error, aiohttp.ClientPayloadError):
        return MissReason.RESET, "the body ends early"
    if isinstance(error, aiohttp.InvalidURL):
        return MissReason.PROTOCOL, "not an address that can be asked for"
    if isinstance(error, aiohttp.ClientResponseError):
        return MissReason.PROTOCOL, "the answer is not HTTP"
    if isinstance(error, ConnectionError):
        return MissReason.RESET, "connection reset"
    return None
