"""A seal on every finished sweep: a digest over its plan, all that was collected and concluded, and the seal before.

Whoever noted the last seal, in a report or on paper, can prove years later that nothing was changed since. Letting old
snapshots go by the policy keeps their digests, so the seals still hold.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def manifest_digest(content: bytes) -> bytes:
    """Return the digest that stands for a stored snapshot, also when it was let go."""
    return hashlib.sha256(content).digest()


def night_digest(findings: bytes, checked_at: int, manifest: bytes) -> bytes:
    """Return the digest of one site in one sweep.

    Args:
        findings: The encoded findings.
        checked_at: Seconds since 1970 of the earliest.
        manifest: From :func:`manifest_digest`; it covers the digests of the page facts.
    """
    return hashlib.sha256(
        hashlib.sha256(findings).digest() + checked_at.to_bytes(8, "big", signed=True) + manifest
    ).digest()


def seal(
    before: str, sweep: int, plan: bytes, nights: Iterable[tuple[int, bytes]], *, replayed: int | None = None
) -> str:
    """Return the seal of a sweep.

    Args:
        before: The seal of the last sealed sweep, empty for the first.
        sweep: The number of this one.
        plan: Its plan as it is stored.
        nights: Number and digest of each site, by number.
        replayed: The sweep whose evidence was judged again, where the sites were not visited.
    """
    of_what = "" if replayed is None else f" {replayed}"
    whole = hashlib.sha256(f"{before} {sweep} {hashlib.sha256(plan).hexdigest()}{of_what}".encode())
    for site, digest in nights:
        whole.update(site.to_bytes(8, "big") + digest)
    return whole.hexdigest()
