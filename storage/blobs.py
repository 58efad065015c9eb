"""Compressed byte strings, each kept whole or as its difference from another.

Nights resemble each other, and so do the pages of one site. A blob may therefore name a *base*: zstd then takes the
base's bytes for a dictionary, and only what differs is stored. Chains of bases are bounded, so reading stays cheap.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal

import zstandard

from storage.errors import DamagedHistory

if TYPE_CHECKING:
    from storage.session import Session

Kind = Literal["facts", "manifest", "findings", "plan"]
KINDS: dict[Kind, int] = {"facts": 1, "manifest": 2, "findings": 3, "plan": 4}

LEVEL = 6
"""Above this, zstd gains two percent on these bytes and takes three times as long."""
WORTH_A_BASE = 0.6
"""A difference larger than this share of the whole is kept whole, so that no chain grows for nothing."""
SURELY_SMALL = 0.05
"""Share of the unpacked bytes; text packs to more than that by itself."""
MAX_SIZE = 1 << 30
"""Bytes; a larger claim in the file is damage, not content."""
DIGEST_SIZE = 16


def digest_of(content: bytes) -> bytes:
    """Return the short digest that tells whether two blobs are the same."""
    return hashlib.blake2b(content, digest_size=DIGEST_SIZE).digest()


def pack(content: bytes, base: bytes | None = None, *, level: int = LEVEL) -> bytes:
    """Compress; against ``base`` where there is one. A checksum travels along."""
    if base is None:
        return zstandard.ZstdCompressor(level=level, write_checksum=True).compress(content)
    # Unless the window spans base and content, matches in the far end of the base are missed (measured: 653 kB of
    # facts with one new link take 97 bytes with it).
    parameters = zstandard.ZstdCompressionParameters.from_level(
        level,
        source_size=len(content),
        dict_size=len(base),
        write_checksum=True,
        window_log=max(10, (len(base) + len(content)).bit_length()),
    )
    dictionary = zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    return zstandard.ZstdCompressor(dict_data=dictionary, compression_params=parameters).compress(content)


def unpack(packed: bytes, base: bytes | None = None) -> bytes:
    """Undo :func:`pack`.

    Raises:
        zstandard.ZstdError: If the bytes, or those of the base, are not what was packed.
    """
    dictionary = None if base is None else zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    return zstandard.ZstdDecompressor(dict_data=dictionary, max_window_size=1 << 31).decompress(
        packed, max_output_size=MAX_SIZE, allow_extra_data=False
    )


class Blobs:
    """The blobs of one history file."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def read(self, blob: int, cache: dict[int, bytes] | None = None) -> bytes:
        """Return the bytes of a blob.

        Args:
            blob: Its id.
            cache: Blobs that were read before, by id; what is read now is added.

        Raises:
            DamagedHistory: If the blob or its base is missing or broken.
        """
        known = {} if cache is None else cache
        if blob in known:
            return known[blob]
        chain: list[tuple[int, bytes]] = []
        base: bytes | None = None
        step: int | None = blob
        while step is not None:
            if step in known:
                base = known[step]
                break
            row = self._session.one("SELECT base, content FROM blobs WHERE id = ?", (step,))
            if row is None:
                raise DamagedHistory(self._session.path, f"stored evidence {step} is missing")
            chain.append((step, row[1]))
            step = row[0]
        for number, packed in reversed(chain):
            try:
                base = unpack(packed, base)
            except zstandard.ZstdError as error:
                raise DamagedHistory(self._session.path, f"stored evidence {number}: {error}") from error
            known[number] = base
        return known[blob]

    def add(  # noqa: PLR0913 - each of them describes the one blob
        self,
        kind: Kind,
        content: bytes,
        *,
        base: int | None = None,
        depth: int = 8,
        digest: bytes | None = None,
        cache: dict[int, bytes] | None = None,
    ) -> int:
        """Store bytes and return their id.

        Args:
            kind: What they are, for the report of sizes.
            content: The bytes.
            base: A blob that they probably resemble.
            depth: How many steps a chain of bases may have.
            digest: Given where the same bytes may come again; a blob of that digest is then used instead.
            cache: Blobs that were read before, by id.
        """
        if digest is not None:
            row = self._session.one("SELECT id FROM blobs WHERE digest = ?", (digest,))
            if row is not None:
                return int(row[0])
        chosen, steps = self._base(base, depth)
        packed = pack(content) if chosen is None else pack(content, self.read(chosen, cache))
        # Most differences are so small that what the whole would take need not be tried.
        if chosen is not None and len(packed) > SURELY_SMALL * len(content):
            whole = pack(content)
            if len(packed) > WORTH_A_BASE * len(whole):
                chosen, steps, packed = None, 0, whole
        return self._session.run(
            "INSERT INTO blobs (kind, digest, base, depth, size, content) VALUES (?, ?, ?, ?, ?, ?)",
            (KINDS[kind], digest, chosen, steps, len(content), packed),
        )

    def _base(self, base: int | None, depth: int) -> tuple[int | None, int]:
        """Choose the base to use and the depth that results; a full chain begins anew at its root."""
        if base is None:
            return None, 0
        row = self._session.one("SELECT base, depth FROM blobs WHERE id = ?", (base,))
        if row is None:
            return None, 0
        if row[1] < depth:
            return base, int(row[1]) + 1
        while row is not None and row[0] is not None:
            base = int(row[0])
            row = self._session.one("SELECT base, depth FROM blobs WHERE id = ?", (base,))
        return base, 1
