"""A share of what passes, never without the share that could not be checked and the bounds it lies between."""

from __future__ import annotations

from math import ceil, floor
from typing import NamedTuple

_PLACES = 4
"""Decimals of a share in JSON."""
_WHOLE = 1e-9
"""What the binary form of a share may be off by; without it 0.07 of a hundred would be 8 per cent rounded up."""


class Rate(NamedTuple):
    """How much passes, as counts; everything else follows from these. What does not apply is in none of them."""

    passed: int
    known: int
    """Passed or failed."""
    unknown: int
    """Could not be checked."""

    @property
    def counted(self) -> int:
        """What the bounds are taken of: everything that applies."""
        return self.known + self.unknown

    @property
    def share(self) -> float | None:
        """Share of the known that passes, 0 to 1; ``None`` where nothing is known."""
        return self.passed / self.known if self.known else None

    @property
    def low(self) -> float | None:
        """The share if everything unknown failed; ``None`` where there is nothing to count."""
        return self.passed / self.counted if self.counted else None

    @property
    def high(self) -> float | None:
        """The share if everything unknown passed; ``None`` where there is nothing to count."""
        return (self.passed + self.unknown) / self.counted if self.counted else None

    @property
    def unknown_share(self) -> float | None:
        """Share that could not be checked, 0 to 1; ``None`` where there is nothing to count."""
        return self.unknown / self.counted if self.counted else None

    def row(self) -> dict[str, int | float | None]:
        """The rate as JSON (docs/json.md, ``rate``)."""
        return {
            "passed": self.passed,
            "known": self.known,
            "unknown": self.unknown,
            "counted": self.counted,
            "share": _rounded(self.share),
            "unknown_share": _rounded(self.unknown_share),
            "low": _rounded(self.low),
            "high": _rounded(self.high),
        }

    def cell(self) -> str:
        """The rate for a column of a table: ``75.0% (60–80%)``, the bounds rounded outwards; ``—`` for nothing."""
        if self.low is None or self.high is None:
            return "—"
        if not self.unknown:
            return percent(self.share)
        return f"{percent(self.share)} ({floor(self.low * 100 + _WHOLE)}–{ceil(self.high * 100 - _WHOLE)}%)"

    def unknown_cell(self) -> str:
        """What could not be checked for a column of a table: ``2 (20%)``; a share that is not nothing is never 0%."""
        if self.unknown_share is None or not self.unknown:
            return str(self.unknown)
        return f"{self.unknown} ({max(1, round(self.unknown_share * 100))}%)"


def percent(share: float | None) -> str:
    """A share as a reader writes it, ``—`` where there is none."""
    return "—" if share is None else f"{share * 100:.1f}%"


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, _PLACES)
